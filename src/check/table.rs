//! Every row of another table that a cell names is there.

use crate::diag::{Diagnostics, Problem, nearest, nearest_named};
use crate::model::Site;
use crate::model::kinds::FileKind;
use crate::model::kinds::table::Table;
use crate::model::page::{Content, Page};
use crate::yaml::fields::Text;

/// So many cells of a column are told what may be meant: a long list is looked through for each.
const SPOKEN: usize = 5;

pub fn check(site: &Site, page: &Page, diags: &mut Diagnostics) {
    for version in page.versions.iter().flatten() {
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
