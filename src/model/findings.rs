//! What the stages found wrong, each where an edit finds it again: with the page that it depends on, or in general.

use crate::diag::Diagnostics;
use crate::model::ids::PageId;
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// About the project as a whole, and about what is no page.
    pub general: Diagnostics,
    pages: BTreeMap<PageId, OfPage>,
}

/// What depends on one page and the shape of the site alone.
#[derive(Clone, Debug, Default)]
pub struct OfPage {
    /// When its files were read.
    pub read: Diagnostics,
    /// By the rules.
    pub checked: Diagnostics,
    /// By the rule for links, which reports those that share a cause together.
    pub links: Diagnostics,
}

impl Findings {
    /// What was found before there were pages.
    pub fn of(general: Diagnostics) -> Findings {
        Findings { general, pages: BTreeMap::new() }
    }

    /// What was found in the files of a page; in those of none, such as a draft, it is general.
    pub fn add_read(&mut self, page: Option<PageId>, diags: Diagnostics) {
        match page {
            Some(page) => self.pages.entry(page).or_default().read.extend(diags),
            None => self.general.extend(diags),
        }
    }

    /// What the rules found; what was found before goes.
    pub fn set_checked(&mut self, page: PageId, checked: Diagnostics, links: Diagnostics) {
        if checked.is_empty() && links.is_empty() && !self.pages.contains_key(&page) {
            return;
        }
        let own = self.pages.entry(page).or_default();
        (own.checked, own.links) = (checked, links);
    }

    /// Puts what was found in the files of a page in the place of what was found before.
    pub fn set_read(&mut self, page: PageId, diags: Diagnostics) {
        if diags.is_empty() && !self.pages.contains_key(&page) {
            return;
        }
        self.pages.entry(page).or_default().read = diags;
    }

    pub fn pages(&self) -> impl Iterator<Item = &OfPage> {
        self.pages.values()
    }
}
