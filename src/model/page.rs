//! A page: one thing with an address, in one or more languages.

use crate::model::document::Document;
use crate::model::ids::{LanguageId, RoleId, SectionId};
use crate::model::kinds::{FileKind, Kind, PageKind};
pub use crate::model::version::{Change, Content, Head, Release, Verified, Version};
use std::ops::Deref;
use std::sync::Arc;

/// One page of the site: a document and its place. Its versions are never empty.
#[derive(Clone, Debug)]
pub struct Page {
    pub document: Arc<Document>,
    pub section: SectionId,
}

impl Deref for Page {
    type Target = Document;

    fn deref(&self) -> &Document {
        &self.document
    }
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
    pub fn is_for(&self, role: &RoleId) -> bool {
        let roles = &self.original().head.roles;
        roles.is_empty() || roles.iter().any(|own| own == role)
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
