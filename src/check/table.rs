//! Every row of another table that a cell names is there, and what a page wants to see of a table can be seen.

use crate::diag::{Diagnostics, Problem, nearest, nearest_named};
use crate::model::Site;
use crate::model::kinds::FileKind;
use crate::model::kinds::table::{Table, View};
use crate::model::links::{Resolved, embed_argument};
use crate::model::page::{Content, Page};
use crate::model::prose::Prose;
use crate::yaml::fields::Text;

/// So many cells of a column are told what may be meant: a long list is looked through for each.
const SPOKEN: usize = 5;

pub fn check(site: &Site, page: &Page, diags: &mut Diagnostics) {
    for version in page.versions.iter().flatten() {
        version.content.prose(&mut |prose| views(site, prose, diags));
        let Content::Table(table) = &version.content else { continue };
        for (at, column) in table.columns.iter().enumerate() {
            let Some(name) = &column.table else { continue };
            let Some(other) = named(site, name, diags) else { continue };
            let cells = table.references.iter().filter(|reference| reference.column == at);
            let lost = cells.filter(|cell| other.row(&cell.text.text).is_none());
            for (at, cell) in lost.enumerate() {
                let titled = other.rows.iter().map(|row| (row.key(), row.name()));
                let problem = Problem::TableReference {
                    found: cell.text.text.clone(),
                    column: column.id.clone(),
                    table: format!("`{}`", name.text),
                    // More of them are one message, of which the first speaks.
                    near: if at < SPOKEN { nearest_named(&cell.text.text, titled) } else { None },
                };
                diags.push(cell.text.span.clone(), problem);
            }
        }
    }
}

/// The words behind `::: table coa` are right for that table.
fn views(site: &Site, prose: &Prose, diags: &mut Diagnostics) {
    for (link, found) in site.links_of(prose) {
        let (Some((_, argument)), Ok(Resolved::Page { page, .. })) = (embed_argument(&link.target), found)
        else {
            continue;
        };
        let Content::Table(table) = &site.page(*page).version(prose.language).content else { continue };
        for (place, problem) in View::of(argument, table).1 {
            let start = link.range.start;
            diags.push(prose.place(start + place.start..start + place.end), problem);
        }
    }
}

/// The table of this id, as it is first written.
fn named<'s>(site: &'s Site, name: &Text, diags: &mut Diagnostics) -> Option<&'s Table> {
    let known = site.named.get(&FileKind::Table);
    if let Some(page) = known.and_then(|known| known.get(&name.text)) {
        return match &site.page(*page).original().content {
            Content::Table(table) => Some(table),
            _ => None,
        };
    }
    let ids = known.into_iter().flatten().map(|(id, _)| id.as_str());
    let problem = Problem::TableUnknown {
        table: name.text.clone(),
        near: nearest(&name.text, ids.clone()),
        known: ids.collect::<Vec<_>>().join(", "),
    };
    diags.push_after(site.lost.thing(FileKind::Table, &name.text), name.span.clone(), problem);
    None
}
