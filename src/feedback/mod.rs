//! What readers report: from files and from the text that was pasted into a chat group to one list, the most wanted first.
//!
//! In: texts. Out: `Backlog`, and its forms for a terminal, a spreadsheet and Markdown. Not here: the disk, printing.

mod backlog;
mod forms;
mod parse;

pub use backlog::{Backlog, Wish};
pub use parse::reports;

/// One report, as somebody sent it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The same for a report that was sent twice; empty for one written by hand.
    pub id: String,
    pub kind: Kind,
    pub priority: Priority,
    /// The title of the page, and of the section.
    pub title: String,
    /// Path of the page with the fragment of a section.
    pub page: String,
    pub version: String,
    pub text: String,
    pub name: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    #[default]
    Defect,
    Usability,
    Performance,
    Request,
}

/// The most wanted first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    High,
    #[default]
    Medium,
    Low,
}

impl Kind {
    const ALL: [Kind; 4] = [Kind::Defect, Kind::Usability, Kind::Performance, Kind::Request];

    /// As files name it, and as people see it.
    pub fn names(self) -> [&'static str; 3] {
        match self {
            Kind::Defect => ["defect", "缺陷", "defect"],
            Kind::Usability => ["usability", "易用性", "usability"],
            Kind::Performance => ["performance", "性能", "performance"],
            Kind::Request => ["request", "新需求", "new requirement"],
        }
    }
}

impl Priority {
    const ALL: [Priority; 3] = [Priority::High, Priority::Medium, Priority::Low];

    /// As files name it, as people see it, and the classes of a backlog.
    pub fn names(self) -> [&'static str; 5] {
        match self {
            Priority::High => ["high", "高", "high", "必须", "must"],
            Priority::Medium => ["medium", "中", "medium", "重要", "should"],
            Priority::Low => ["low", "低", "low", "可选", "could"],
        }
    }
}
