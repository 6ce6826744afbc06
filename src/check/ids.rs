//! No id is given twice: progress, results and links depend on it.

use crate::diag::{Diagnostics, Problem, Span};
use crate::model::Site;
use crate::model::entry::Entry;
use crate::model::kinds::FileKind;
use crate::read::ids;
use crate::yaml::fields::Text;
use std::collections::HashMap;

pub fn check(site: &Site, diags: &mut Diagnostics) {
    items(site, diags);
    files(site, diags);
}

/// Ids of entries share one space, whatever their kind.
fn items(site: &Site, diags: &mut Diagnostics) {
    let mut seen: HashMap<&str, &Span> = HashMap::new();
    for page in &site.pages {
        let mut ids: Vec<&Text> = Vec::new();
        page.original().content.entries().for_each(|entry| of_entry(entry, &mut ids));
        for id in ids {
            match seen.get(id.as_str()) {
                Some(first) => {
                    let problem = Problem::IdDuplicate { id: id.text.clone() };
                    diags.push_related(id.span.clone(), (*first).clone(), problem);
                }
                None => {
                    seen.insert(id.as_str(), &id.span);
                }
            }
        }
    }
}

/// The parts of a case are named inside it (`case-month-end.a`), so only the case itself counts.
fn of_entry<'e>(entry: &'e dyn Entry, ids: &mut Vec<&'e Text>) {
    ids.extend(entry.id());
    let mut inner: HashMap<&str, ()> = HashMap::new();
    let parts = entry.parts().into_iter().filter_map(Entry::id);
    ids.extend(parts.filter(|id| inner.insert(id.as_str(), ()).is_some()));
}

/// A file's id is its name: two roles, courses, quizzes or banks of one name cannot be told apart.
fn files(site: &Site, diags: &mut Diagnostics) {
    let mut seen: HashMap<(FileKind, &str), &Span> = HashMap::new();
    for page in &site.pages {
        if !page.kind().has_id {
            continue;
        }
        let span = &page.original().head.span;
        if !ids::is_id(&page.id) {
            diags.push(
                Span::file(page.path.shared()),
                Problem::IdForm { id: page.id.clone(), near: ids::meant(&page.id) },
            );
        }
        match seen.get(&(page.kind, page.id.as_str())) {
            Some(first) => {
                diags.push_related(
                    span.clone(),
                    (*first).clone(),
                    Problem::IdDuplicate { id: page.id.clone() },
                );
            }
            None => {
                seen.insert((page.kind, &page.id), span);
            }
        }
    }
}
