//! A page as search knows it.

use crate::model::address::escape;
use crate::model::han::simplified;
use crate::model::plain_text::PlainText;
use crate::search::units::Piece;
use std::sync::Arc;

/// The folder of all search files.
pub const FOLDER: &str = "search/";

/// A page as search knows it.
pub struct Entry {
    pub title: String,
    /// Other names: the title in the other languages, earlier addresses, tags.
    pub names: Vec<String>,
    /// What other pages call it.
    pub told: Vec<String>,
    /// It holds something of everything: release notes, questions of exams.
    pub is_aside: bool,
    pub href: String,
    pub crumbs: Vec<String>,
    pub kind: &'static str,
    /// Ids with spaces between; empty for everyone.
    pub roles: String,
    pub text: Arc<PlainText>,
    pub units: Vec<Vec<Piece>>,
}

impl Entry {
    /// Whether any of it is written in traditional characters: who reads it must know their simplified forms.
    pub fn is_traditional(&self) -> bool {
        let is_written = |text: &str| text.chars().any(|c| c >= '\u{3400}' && simplified(c) != c);
        let parts = &self.text.parts;
        is_written(&self.title) || parts.iter().any(|part| is_written(&part.title) || is_written(&part.text))
    }
}

/// The fragment of a link.
pub fn anchor(id: &str) -> String {
    escape(id)
}
