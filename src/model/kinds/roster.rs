//! Who can be asked, about what, and when.

use crate::model::entry::{Entry, Listing, Said};
use crate::yaml::fields::Text;

#[derive(Clone, Debug)]
pub struct Roster {
    pub people: Vec<Person>,
}

/// Somebody to ask. Whoever names no module is the helpdesk, for every page and outside the hours of the others.
#[derive(Clone, Debug)]
pub struct Person {
    pub name: String,
    /// The fragment of the line on the page.
    pub anchor: String,
    pub modules: Vec<Text>,
    pub tel: String,
    /// Empty for somebody who can be asked at any time.
    pub on: Vec<Duty>,
    pub stand_in: String,
    /// ISO date of the last day of free support; empty when there is no end to it.
    pub free_until: String,
}

/// Hours on some days of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Monday to Sunday.
    pub days: [bool; 7],
    /// Minutes of the day.
    pub from: u16,
    pub until: u16,
}

impl Duty {
    /// The days as stretches, the first and the last of each; Monday is 0.
    pub fn stretches(self) -> Vec<(usize, usize)> {
        let mut stretches: Vec<(usize, usize)> = Vec::new();
        for day in (0..7).filter(|day| self.days[*day]) {
            match stretches.last_mut() {
                Some((_, last)) if *last + 1 == day => *last = day,
                _ => stretches.push((day, day)),
            }
        }
        stretches
    }
}

impl Person {
    pub fn is_helpdesk(&self) -> bool {
        self.modules.is_empty()
    }
}

impl Listing for Roster {
    fn entries(&self) -> Box<dyn Iterator<Item = &dyn Entry> + '_> {
        Box::new(self.people.iter().map(|person| person as &dyn Entry))
    }
}

impl Entry for Person {
    fn anchor(&self) -> &str {
        &self.anchor
    }

    fn title(&self) -> Said<'_> {
        Said::Plain(&self.name)
    }

    fn modules(&self) -> &[Text] {
        &self.modules
    }

    fn said(&self) -> Vec<Said<'_>> {
        vec![Said::Words(vec![&self.tel, &self.stand_in])]
    }
}
