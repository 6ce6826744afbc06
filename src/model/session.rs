//! A session of a course: what is taught when, by whom and where.

use crate::diag::Span;
use jiff::civil::DateTime;

/// A lesson in a room, at a time.
#[derive(Clone, Debug)]
pub struct Session {
    pub title: String,
    /// ISO date, empty when not fixed yet.
    pub date: String,
    /// `09:00`; empty when not fixed yet.
    pub start: String,
    pub hours: String,
    /// As written, whoever it names.
    pub trainer: String,
    pub place: String,
    pub seats: Option<u32>,
    /// From when to when it takes its trainers and its room, where day and time are fixed.
    pub slot: Option<Slot>,
    pub at: Places,
}

/// A stretch of time on the clock of the place it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    pub begin: DateTime,
    /// The same as `begin` where nobody said how long it takes.
    pub end: DateTime,
}

/// Where in its file a session says who gives it and where.
#[derive(Clone, Debug)]
pub struct Places {
    pub trainer: Span,
    pub place: Span,
}

impl Session {
    /// The names in `trainer`: `李建国、孙浩`.
    pub fn trainers(&self) -> impl Iterator<Item = &str> {
        self.trainer.split(['、', ',', '，']).map(str::trim).filter(|name| !name.is_empty())
    }
}

impl Slot {
    /// Whether nobody can be in both.
    pub fn overlaps(self, other: Slot) -> bool {
        self.begin == other.begin || (self.begin < other.end && other.begin < self.end)
    }
}
