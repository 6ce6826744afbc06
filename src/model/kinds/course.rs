//! A course: an order over pages that stay where they are, and the sessions in which it is taught.

use crate::model::entry::{Listing, Said};
use crate::model::kinds::role::Target;
use crate::yaml::fields::Text;

#[derive(Clone, Debug)]
pub struct Course {
    pub tier: Option<Text>,
    pub modules_covered: Vec<Text>,
    pub lessons: Vec<Target>,
    pub sessions: Vec<Session>,
    /// The id of the paper that ends the course.
    pub exam: Option<Text>,
}

/// A lesson in a room, at a time.
#[derive(Clone, Debug)]
pub struct Session {
    pub title: String,
    /// ISO date, empty when not fixed yet.
    pub date: String,
    pub start: String,
    pub hours: String,
    pub trainer: String,
    pub place: String,
}

impl Listing for Course {
    fn said(&self) -> Vec<Said<'_>> {
        self.sessions.iter().map(Session::said).collect()
    }

    fn modules(&self) -> &[Text] {
        &self.modules_covered
    }

    fn tier(&self) -> Option<&Text> {
        self.tier.as_ref()
    }
}

impl Session {
    fn said(&self) -> Said<'_> {
        Said::Words(vec![&self.title, &self.date, &self.trainer, &self.place])
    }
}
