//! The words of the project and what they mean.

use crate::model::prose::Prose;
use crate::yaml::fields::Text;

#[derive(Clone, Debug)]
pub struct Glossary {
    pub terms: Vec<Term>,
}

#[derive(Clone, Debug)]
pub struct Term {
    pub term: Text,
    /// The fragment under which the term can be linked to.
    pub anchor: String,
    /// Other names for the same thing.
    pub aka: Vec<Text>,
    /// Spellings that are not to be used.
    pub not: Vec<Text>,
    pub def: Prose,
    /// A path from the project's root.
    pub see: Option<Text>,
}

impl Glossary {
    pub fn prose(&self, visit: &mut dyn FnMut(&Prose)) {
        self.terms.iter().for_each(|term| visit(&term.def));
    }
}
