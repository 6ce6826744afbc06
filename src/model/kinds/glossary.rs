//! The words of the project and what they mean.

use crate::model::entry::{Entry, Listing, Said};
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

impl Listing for Glossary {
    fn entries(&self) -> Box<dyn Iterator<Item = &dyn Entry> + '_> {
        Box::new(self.terms.iter().map(|term| term as &dyn Entry))
    }
}

impl Entry for Term {
    fn anchor(&self) -> &str {
        &self.anchor
    }

    fn title(&self) -> Said<'_> {
        Said::Plain(&self.term.text)
    }

    fn names(&self) -> Vec<&str> {
        self.aka.iter().chain(&self.not).map(Text::as_str).collect()
    }

    fn see(&self) -> &[Text] {
        self.see.as_slice()
    }

    fn texts(&self, visit: &mut dyn FnMut(&Prose)) {
        visit(&self.def);
    }

    fn said(&self) -> Vec<Said<'_>> {
        vec![Said::Prose(&self.def)]
    }
}
