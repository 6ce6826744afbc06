//! What a reader of one file knows beside the file: the project's configuration, its roles and the language read for.

use crate::config::Config;
use crate::model::LanguageId;
use crate::model::ids::RoleId;
use crate::model::scope::Scope;
use crate::model::terms::Terms;
use std::collections::BTreeSet;

/// Handed to every reader; the same for all files of one language.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub config: &'a Config,
    /// What is not for it is left out of each text when that is read.
    pub scope: &'a Scope,
    /// All roles of the project.
    pub roles: &'a BTreeSet<RoleId>,
    /// The words of the glossary, once that has been read.
    pub terms: Option<&'a Terms>,
    /// The language the text is read for: chooses among `{zh-CN: …, en: …}`.
    pub language: &'a str,
}

/// Who shows a text names no role of the project.
static NO_ROLES: BTreeSet<RoleId> = BTreeSet::new();

impl<'a> Context<'a> {
    pub fn language_id(&self) -> LanguageId {
        let own = self.config.languages.iter().position(|tag| tag == self.language);
        LanguageId(own.expect("a text is read for a language of the site"))
    }

    /// Of a text that has been read and is shown.
    pub fn to_show(config: &'a Config, language: &'a str) -> Context<'a> {
        Context { config, scope: &Scope::WHOLE, roles: &NO_ROLES, terms: None, language }
    }
}
