//! Another text of one page, in a site that stays as it is otherwise.

use crate::model::document::Document;
use crate::model::ids::PageId;
use crate::model::kinds::FileKind;
use crate::model::page::{Content, Page, Version};
use crate::model::prose::Facts;
use crate::model::resolve;
use crate::model::site::Site;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Site {
    /// Puts another state of a document in the place of a page's, and says whether that was possible: it is where the rest
    /// of the site shows nothing of what is new.
    pub fn replace(&mut self, id: PageId, document: Arc<Document>) -> bool {
        let before = self.page(id);
        if !differs_in_text_alone(before, &document) {
            return false;
        }
        let page = Page { document, section: before.section };
        let links = resolve::links_of(self, &page);
        let assets =
            |links: &crate::model::links::PageLinks| links.assets().cloned().collect::<BTreeSet<_>>();
        if assets(&links) != assets(self.links.of_page(id)) {
            return false;
        }
        self.links.replace(id, links);
        self.pages[id.0] = page;
        true
    }
}

/// Whether nothing has changed that lists, menus, paths or links of other pages show or lead to.
fn differs_in_text_alone(before: &Document, after: &Document) -> bool {
    before.kind == FileKind::Page
        && after.kind == FileKind::Page
        && before.files == after.files
        && before.includes == after.includes
        && before.versions.len() == after.versions.len()
        && before.versions.iter().zip(&after.versions).all(|versions| match versions {
            (Some(before), Some(after)) => has_same_outline(before, after),
            (None, None) => true,
            _ => false,
        })
}

fn has_same_outline(before: &Version, after: &Version) -> bool {
    let (Content::Page(one), Content::Page(other)) = (&before.content, &after.content) else { return false };
    before.path == after.path
        && before.translated == after.translated
        && before.head == after.head
        && before.minutes() == after.minutes()
        && have_same_outline(&one.facts, &other.facts, before.head.summary.is_empty())
}

/// `is_lead_shown`: the beginning of the text stands for a summary.
fn have_same_outline(one: &Facts, other: &Facts, is_lead_shown: bool) -> bool {
    one.headings == other.headings
        && one.leading_title == other.leading_title
        && one.leading_id == other.leading_id
        && one.html_ids == other.html_ids
        && (!is_lead_shown || one.lead == other.lead)
}
