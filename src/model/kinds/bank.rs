//! A bank of questions, as a listing.

use crate::model::entry::{Entry, Listing, Said};
use crate::model::prose::Prose;
use crate::model::quiz::question::{Bank, Question, Searched};
use crate::yaml::fields::Text;

impl Listing for Bank {
    fn entries(&self) -> Box<dyn Iterator<Item = &dyn Entry> + '_> {
        Box::new(self.questions.iter().map(|question| question as &dyn Entry))
    }
}

impl Entry for Question {
    fn anchor(&self) -> &str {
        &self.id.text
    }

    fn id(&self) -> Option<&Text> {
        Some(&self.id)
    }

    fn title(&self) -> Said<'_> {
        Said::Line(&self.ask)
    }

    fn see(&self) -> &[Text] {
        self.see.as_slice()
    }

    fn parts(&self) -> Vec<&dyn Entry> {
        self.answer.parts().iter().map(|part| part as &dyn Entry).collect()
    }

    fn texts(&self, visit: &mut dyn FnMut(&Prose)) {
        self.prose(visit);
    }

    fn said(&self) -> Vec<Said<'_>> {
        self.answer.searched().into_iter().map(Said::from).collect()
    }
}

impl<'q> From<Searched<'q>> for Said<'q> {
    fn from(found: Searched<'q>) -> Said<'q> {
        match found {
            Searched::Text(prose) => Said::Line(prose),
            Searched::Unordered(items) => Said::Unordered(items),
            Searched::Part(part) => Said::Entry(part),
        }
    }
}
