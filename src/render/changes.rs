//! What changed on a page, as its templates and the news of a role list it.

use crate::describe::change_mark;
use crate::model::LanguageId;
use crate::model::page::{self as model, Page};
use crate::render::context::Change;

/// What changed on a page, as its head lists it.
pub fn changes(page: &Page, language: LanguageId) -> Vec<Change> {
    let originals = &page.original().head.changes;
    let shown = page.version(language).head.changes.iter().enumerate();
    let change = |(at, own): (usize, &model::Change)| {
        // A translation says the same change in other words.
        let original = originals.get(at).filter(|original| original.version == own.version).unwrap_or(own);
        Change {
            version: own.version.clone(),
            text: own.text.clone(),
            retrain: own.retrain || original.retrain,
            mark: change_mark(original),
        }
    };
    shown.map(change).collect()
}
