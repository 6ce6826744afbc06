//! Questions readers ask, with answers that can be linked to.

use crate::diag::Problem;
use crate::model::entry::{self, Listing, Said};
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

impl Listing for Faq {
    fn entries(&self) -> Box<dyn Iterator<Item = &dyn entry::Entry> + '_> {
        Box::new(self.entries.iter().map(|entry| entry as &dyn entry::Entry))
    }

    fn emptiness(&self) -> Option<Problem> {
        (self.entries.is_empty() && self.lost == 0).then_some(Problem::FaqEmpty {})
    }
}

impl entry::Entry for Entry {
    fn anchor(&self) -> &str {
        &self.id.text
    }

    fn id(&self) -> Option<&Text> {
        Some(&self.id)
    }

    fn title(&self) -> Said<'_> {
        Said::Line(&self.question)
    }

    fn see(&self) -> &[Text] {
        &self.see
    }

    fn roles(&self) -> &[Text] {
        &self.roles
    }

    fn modules(&self) -> &[Text] {
        &self.modules
    }

    fn texts(&self, visit: &mut dyn FnMut(&Prose)) {
        visit(&self.question);
        visit(&self.answer);
    }

    fn said(&self) -> Vec<Said<'_>> {
        vec![Said::Prose(&self.answer)]
    }
}
