//! What a reader of one file knows beside the file: the project's configuration, its roles and the language read for.

use crate::config::Config;
use crate::source::fields::LocalText;
use std::collections::BTreeSet;

/// Handed to every reader; the same for all files of one language.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub config: &'a Config,
    /// Ids of all roles of the project.
    pub roles: &'a BTreeSet<String>,
    /// The language the text is read for: chooses among `{zh-CN: …, en: …}`.
    pub language: &'a str,
}

impl Context<'_> {
    /// The text in the language being read.
    pub fn local(&self, text: &LocalText) -> String {
        crate::read::variables::fill(&text.get(self.language).text, self).into_owned()
    }

    pub fn variable(&self, name: &str) -> Option<&str> {
        self.config.variables.get(name).map(|value| value.get(self.language).as_str())
    }
}
