//! The training plan: the sessions of all courses as one list, and the calendars made of it.

use crate::model::ids::{LanguageId, PageId, RoleId};
use crate::model::session::Session;
use crate::model::site::Site;
use std::collections::BTreeSet;

/// A session, by the page of its course and its place there: the same in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionId {
    pub course: PageId,
    pub at: usize,
}

/// Whose sessions one calendar holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Calendar {
    Everyone,
    Role(RoleId),
    /// As the original language writes the name.
    Trainer(String),
}

/// The courses of the site, in the order of the menu.
pub fn courses(site: &Site) -> Vec<PageId> {
    let mut courses: Vec<PageId> = site.courses.values().copied().collect();
    courses.sort_unstable();
    courses
}

/// Every session, the earliest first; those without a day stand at the end.
pub fn sessions(site: &Site) -> Vec<SessionId> {
    let all = courses(site).into_iter().flat_map(|course| {
        (0..of_course(site, course, site.page(course).original).len()).map(move |at| SessionId { course, at })
    });
    let mut all: Vec<SessionId> = all.collect();
    all.sort_by_key(|id| {
        let session = original(site, *id);
        // ISO dates and times sort as they follow each other.
        (session.date.is_empty(), session.date.clone(), session.start.clone(), id.course, id.at)
    });
    all
}

/// The session as it was first written.
pub fn original(site: &Site, id: SessionId) -> &Session {
    &of_course(site, id.course, site.page(id.course).original)[id.at]
}

/// The session in a language.
pub fn in_language(site: &Site, id: SessionId, language: LanguageId) -> &Session {
    of_course(site, id.course, language).get(id.at).unwrap_or_else(|| original(site, id))
}

fn of_course(site: &Site, course: PageId, language: LanguageId) -> &[Session] {
    site.page(course).version(language).content.listing().sessions()
}

/// Those who give sessions, as the original language writes their names.
pub fn trainers(site: &Site) -> BTreeSet<String> {
    let named = |id: SessionId| original(site, id).trainers().map(str::to_owned).collect::<Vec<_>>();
    sessions(site).into_iter().flat_map(named).collect()
}

/// The calendars of the site: of everyone, of each role with a session, of each trainer.
pub fn calendars(site: &Site) -> Vec<Calendar> {
    let all = sessions(site);
    if all.is_empty() {
        return Vec::new();
    }
    let roles = site.roles.keys().filter(|role| all.iter().any(|id| site.page(id.course).is_for(role)));
    let trainers = trainers(site).into_iter().map(Calendar::Trainer);
    [Calendar::Everyone].into_iter().chain(roles.cloned().map(Calendar::Role)).chain(trainers).collect()
}

impl Calendar {
    pub fn holds(&self, site: &Site, id: SessionId) -> bool {
        match self {
            Calendar::Everyone => true,
            Calendar::Role(role) => site.page(id.course).is_for(role),
            Calendar::Trainer(name) => original(site, id).trainers().any(|own| own == name),
        }
    }
}
