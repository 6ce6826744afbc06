//! Reports -> what is wanted: what several people say is one wish with several voices.

use crate::feedback::{Kind, Priority, Report};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that is wanted: must, should, could; in each class what most people want first.
#[derive(Clone, Debug, Default)]
pub struct Backlog {
    pub wishes: Vec<Wish>,
    /// How many reports were read, those that came twice left out.
    pub reports: usize,
    /// How many came twice.
    pub repeated: usize,
}

/// One wish, with everybody who has it.
#[derive(Clone, Debug)]
pub struct Wish {
    pub kind: Kind,
    /// The highest that anybody gave.
    pub priority: Priority,
    pub title: String,
    pub page: String,
    pub versions: BTreeSet<String>,
    /// What was said, each wording once, in the order of the files.
    pub texts: Vec<String>,
    pub names: BTreeSet<String>,
    pub voices: usize,
}

impl Backlog {
    pub fn of(reports: Vec<Report>) -> Backlog {
        let mut seen = BTreeSet::new();
        let mut backlog = Backlog::default();
        let mut places: BTreeMap<(String, Kind, String), usize> = BTreeMap::new();
        for report in reports {
            // A report goes by mail and into the group, and a group is exported more than once.
            let own = (report.id.clone(), report.page.clone(), folded(&report.text), folded(&report.name));
            if !report.id.is_empty()
                && !seen.insert((report.id.clone(), String::new(), String::new(), String::new()))
                || report.id.is_empty() && !seen.insert(own)
            {
                backlog.repeated += 1;
                continue;
            }
            backlog.reports += 1;
            let key = (report.page.clone(), report.kind, folded(&report.text));
            let at = *places.entry(key).or_insert_with(|| {
                backlog.wishes.push(Wish::of(&report));
                backlog.wishes.len() - 1
            });
            backlog.wishes[at].add(report);
        }
        // Stable, so that what is as wanted stays in the order of the files.
        backlog.wishes.sort_by_key(|wish| (wish.priority, std::cmp::Reverse(wish.voices), wish.kind));
        backlog
    }
}

impl Wish {
    fn of(report: &Report) -> Wish {
        Wish {
            kind: report.kind,
            priority: report.priority,
            title: report.title.clone(),
            page: report.page.clone(),
            versions: BTreeSet::new(),
            texts: Vec::new(),
            names: BTreeSet::new(),
            voices: 0,
        }
    }

    fn add(&mut self, report: Report) {
        self.priority = self.priority.min(report.priority);
        if !report.text.is_empty() && !self.texts.contains(&report.text) {
            self.texts.push(report.text);
        }
        self.versions.extend([report.version].into_iter().filter(|text| !text.is_empty()));
        // The same person twice is one voice; of somebody without a name nobody knows.
        if report.name.is_empty() || self.names.insert(report.name) {
            self.voices += 1;
        }
    }
}

/// Without what people write differently and mean alike: case, blanks, marks.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
