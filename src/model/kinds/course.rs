//! A course: an order over pages that stay where they are, and the sessions in which it is taught.

use crate::model::entry::{Listing, Said};
use crate::model::kinds::role::Target;
use crate::model::session::Session;
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

impl Listing for Course {
    fn said(&self) -> Vec<Said<'_>> {
        self.sessions.iter().map(said).collect()
    }

    fn modules(&self) -> &[Text] {
        &self.modules_covered
    }

    fn sessions(&self) -> &[Session] {
        &self.sessions
    }

    fn tier(&self) -> Option<&Text> {
        self.tier.as_ref()
    }
}

fn said(session: &Session) -> Said<'_> {
    Said::Words(vec![&session.title, &session.date, &session.trainer, &session.place])
}
