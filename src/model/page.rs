//! A page: one thing with an address, in one or more languages.

use crate::diag::Span;
use crate::model::address::OutPath;
use crate::model::entry::{Entry, Listing};
use crate::model::ids::{LanguageId, SectionId};
pub use crate::model::kinds::Content;
use crate::model::kinds::{FileKind, Kind, Minutes, PageKind};
use crate::model::prose::{Prose, Reading};
use crate::model::quiz::question::Question;
use crate::source::{Hash, RelPath};
use crate::yaml::fields::Text;

/// One page of the site. Its versions are never empty.
#[derive(Debug)]
pub struct Page {
    /// The original's file.
    pub path: RelPath,
    /// The id that references use: the bare file name.
    pub id: String,
    pub kind: FileKind,
    /// Without the language.
    pub address: OutPath,
    pub section: SectionId,
    /// By language; the one the page was written in is always there.
    pub versions: Vec<Option<Version>>,
    pub original: LanguageId,
    /// Files that hold its rows, beside the one it was read from.
    pub data: Vec<RelPath>,
    /// Of everything the page was read from.
    pub hash: Hash,
}

impl Page {
    /// The version shown in a language: its own, else the original.
    pub fn version(&self, language: LanguageId) -> &Version {
        self.versions[language.0].as_ref().unwrap_or_else(|| self.original())
    }

    pub fn original(&self) -> &Version {
        self.versions[self.original.0].as_ref().expect("assemble keeps the original of every page")
    }

    /// Whether the reader of this language gets a text in it.
    pub fn is_translated(&self, language: LanguageId) -> bool {
        self.versions[language.0].as_ref().is_some_and(|version| version.translated)
    }

    /// The language of the text that a reader of `language` gets.
    pub fn text_language(&self, language: LanguageId) -> LanguageId {
        if self.is_translated(language) { language } else { self.original }
    }

    /// Whether a role needs this page. A page that names no role is for everyone.
    pub fn is_for(&self, role: &str) -> bool {
        let roles = &self.original().head.roles;
        roles.is_empty() || roles.iter().any(|own| own.text == role)
    }

    pub fn is_index(&self) -> bool {
        self.kind == FileKind::Page && self.address.as_str().rsplit('/').next() == Some("index.html")
    }

    pub fn page_kind(&self) -> PageKind {
        let head = &self.original().head;
        match self.kind {
            FileKind::Page if self.is_index() && self.section.0 == 0 => PageKind::Home,
            FileKind::Page if self.is_index() => PageKind::Section,
            FileKind::Page if head.is_scenario => PageKind::Scenario,
            FileKind::Page if head.release.is_some() => PageKind::Release,
            file => PageKind::Of(file),
        }
    }

    /// The row of its kind.
    pub fn kind(&self) -> &'static Kind {
        self.page_kind().row()
    }
}

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
#[derive(Clone, Debug)]
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

#[derive(Clone, Debug)]
pub struct Verified {
    /// ISO date.
    pub on: String,
    pub version: String,
}

#[derive(Clone, Debug)]
pub struct Change {
    pub version: String,
    pub text: String,
    pub retrain: bool,
}

/// A release note's version and ISO date.
#[derive(Clone, Debug)]
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
