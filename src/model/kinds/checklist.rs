//! A checklist: tasks with owners and evidence, done once, each month or with each release.

use crate::model::prose::Prose;
use crate::yaml::fields::Text;

#[derive(Clone, Debug)]
pub struct Checklist {
    pub per: &'static str,
    pub groups: Vec<Group>,
    /// Roles that sign.
    pub signoff: Vec<Text>,
}

/// How often a checklist is done.
pub const PERIODS: &[&str] = &["once", "month", "release"];

#[derive(Clone, Debug)]
pub struct Group {
    pub title: String,
    pub items: Vec<Item>,
}

#[derive(Clone, Debug)]
pub struct Item {
    pub id: Text,
    pub task: Prose,
    /// A role's id.
    pub owner: Option<Text>,
    pub evidence: String,
    pub must: bool,
}

impl Checklist {
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.groups.iter().flat_map(|group| &group.items)
    }

    pub fn prose(&self, visit: &mut dyn FnMut(&Prose)) {
        self.items().for_each(|item| visit(&item.task));
    }
}
