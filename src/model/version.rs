//! A page in one language: what its front matter says, and its text.

use crate::diag::Span;
use crate::model::entry::{Entry, Listing};
pub use crate::model::kinds::Content;
use crate::model::kinds::Minutes;
use crate::model::prose::{Prose, Reading};
use crate::model::quiz::question::Question;
use crate::source::RelPath;
use crate::yaml::fields::Text;

/// A page in one language.
#[derive(Clone, Debug)]
pub struct Version {
    pub path: RelPath,
    pub head: Head,
    pub content: Content,
    /// False for a version that only exists because some of its texts are given in this language.
    pub translated: bool,
}

/// What front matter, or the top of a YAML file, says about the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Never empty.
    pub title: String,
    pub summary: String,
    pub roles: Vec<Text>,
    pub modules: Vec<Text>,
    /// Free words; nothing checks them.
    pub tags: Vec<Text>,
    pub since: String,
    pub verified: Option<Verified>,
    pub changes: Vec<Change>,
    /// As given by the writer; else estimated.
    pub minutes: Option<u32>,
    pub draft: bool,
    pub aliases: Vec<Text>,
    pub weight: Option<i64>,
    /// Names of pages and folders, in the order wanted; only in an index.
    pub order: Vec<Text>,
    pub is_scenario: bool,
    pub release: Option<Release>,
    /// Where the page as a whole is shown in a diagnostic.
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// ISO date.
    pub on: String,
    pub version: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub version: String,
    pub text: String,
    pub retrain: bool,
}

/// A release note's version and ISO date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    pub version: String,
    pub date: String,
}

impl Content {
    pub fn entries(&self) -> Box<dyn Iterator<Item = &dyn Entry> + '_> {
        self.listing().entries()
    }

    /// Visits every Markdown text, in reading order.
    pub fn prose(&self, visit: &mut dyn FnMut(&Prose)) {
        self.listing().texts(visit);
        self.entries().for_each(|entry| entry.texts(visit));
    }

    /// Whether the page shows something under this fragment.
    pub fn has_anchor(&self, anchor: &str) -> bool {
        self.listing().has_anchor(anchor)
    }

    /// Every fragment of the page, for "did you mean".
    pub fn anchors(&self) -> Vec<&str> {
        self.listing().anchors()
    }

    pub fn questions(&self) -> Option<&[Question]> {
        match self {
            Content::Bank(bank) => Some(&bank.questions),
            _ => None,
        }
    }

    /// How much there is to read.
    pub fn reading(&self) -> Reading {
        let mut sum = Reading::default();
        self.prose(&mut |prose| sum += prose.facts.reading);
        sum
    }
}

impl Version {
    /// Minutes to read or to do, as given or estimated.
    pub fn minutes(&self) -> u32 {
        let own = self.head.minutes.or_else(|| self.content.listing().minutes());
        own.unwrap_or_else(|| match self.content.kind().row().minutes {
            Minutes::Given => 0,
            Minutes::Said | Minutes::Counted => self.content.reading().minutes(),
        })
    }
}

impl Listing for Prose {
    fn texts(&self, visit: &mut dyn FnMut(&Prose)) {
        visit(self);
    }

    fn has_anchor(&self, anchor: &str) -> bool {
        let facts = &self.facts;
        facts.headings.iter().any(|heading| heading.id == anchor)
            || facts.html_ids.iter().any(|id| id == anchor)
    }

    fn anchors(&self) -> Vec<&str> {
        let headings = self.facts.headings.iter().map(|heading| &heading.id);
        headings.chain(&self.facts.html_ids).map(String::as_str).collect()
    }
}
