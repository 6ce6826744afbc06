//! Questions readers ask, with answers that can be linked to.

use crate::model::prose::Prose;
use crate::yaml::fields::Text;

#[derive(Clone, Debug)]
pub struct Faq {
    pub entries: Vec<Entry>,
    /// Entries that could not be read, and have been reported.
    pub lost: usize,
}

#[derive(Clone, Debug)]
pub struct Entry {
    pub id: Text,
    pub question: Prose,
    pub answer: Prose,
    pub roles: Vec<Text>,
    pub modules: Vec<Text>,
    /// Paths from the project's root.
    pub see: Vec<Text>,
}

impl Faq {
    pub fn prose(&self, visit: &mut dyn FnMut(&Prose)) {
        for entry in &self.entries {
            visit(&entry.question);
            visit(&entry.answer);
        }
    }
}
