//! What a reader of one file knows beside the file: the project's configuration, its roles and the language read for.

use crate::config::Config;
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
