//! A checklist: tasks with owners and evidence, done once, each month or with each release.

use crate::diag::Problem;
use crate::model::entry::{Entry, Listing, Said};
use crate::model::named::named;
use crate::model::prose::Prose;
use crate::yaml::fields::Text;
use std::sync::Arc;

#[derive(Clone, Debug)]
pub struct Checklist {
    pub per: Period,
    pub groups: Vec<Group>,
    /// Roles that sign.
    pub signoff: Vec<Text>,
}

named! {
    /// How often a checklist is done.
    Period { Once = "once", Month = "month", Release = "release" }
}

#[derive(Clone, Debug)]
pub struct Group {
    pub title: Arc<str>,
    pub items: Vec<Item>,
}

#[derive(Clone, Debug)]
pub struct Item {
    pub id: Text,
    /// The title of its group.
    pub group: Arc<str>,
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
}

impl Listing for Checklist {
    fn entries(&self) -> Box<dyn Iterator<Item = &dyn Entry> + '_> {
        Box::new(self.items().map(|item| item as &dyn Entry))
    }

    fn roles(&self) -> &[Text] {
        &self.signoff
    }

    fn emptiness(&self) -> Option<Problem> {
        self.items().next().is_none().then_some(Problem::ChecklistEmpty {})
    }
}

impl Entry for Item {
    fn anchor(&self) -> &str {
        &self.id.text
    }

    fn id(&self) -> Option<&Text> {
        Some(&self.id)
    }

    fn title(&self) -> Said<'_> {
        Said::Line(&self.task)
    }

    fn roles(&self) -> &[Text] {
        self.owner.as_slice()
    }

    fn texts(&self, visit: &mut dyn FnMut(&Prose)) {
        visit(&self.task);
    }

    fn said(&self) -> Vec<Said<'_>> {
        vec![Said::Plain(&self.group), Said::Plain(&self.evidence)]
    }
}
