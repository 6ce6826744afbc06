//! What is likely meant by an id that nothing has.

use crate::diag::nearest_named;
use crate::model::page::Page;
use crate::model::{PageId, Site};
use std::borrow::Borrow;
use std::collections::BTreeMap;

/// Every name of a page in any language.
pub fn titles(page: &Page) -> Vec<&str> {
    page.versions.iter().flatten().map(|version| version.head.title.as_str()).collect()
}

/// The id of the role, course, quiz or bank that is likely meant, by its id or its title.
pub fn nearest_thing<I: Borrow<str>>(
    site: &Site,
    wanted: &str,
    known: &BTreeMap<I, PageId>,
) -> Option<String> {
    nearest_named(wanted, known.iter().map(|(id, page)| (id.borrow(), titles(site.page(*page)))))
}
