//! A role and its learning path.

use crate::model::entry::Listing;
use crate::yaml::fields::Text;

/// A job role: who it is, who helps, and what they learn in which order.
#[derive(Clone, Debug)]
pub struct Role {
    pub tier: Option<Text>,
    pub super_users: Vec<SuperUser>,
    pub path: Vec<Step>,
}

#[derive(Clone, Debug)]
pub struct SuperUser {
    pub name: String,
    pub contact: String,
}

/// One step of a learning path.
#[derive(Clone, Debug)]
pub struct Step {
    pub target: Target,
    /// Ids of courses, quizzes and practicals of the same path that come first.
    pub requires: Vec<Text>,
}

/// What a step or a lesson leads to.
#[derive(Clone, Debug)]
pub enum Target {
    /// A page's path from the project's root, with a heading's id after `#`.
    Page(Text),
    Course(Text),
    Quiz(Text),
    /// The id of a practical task in a bank.
    Practical(Text),
}

impl Target {
    /// The id that `requires` can name; a page has none.
    pub fn id(&self) -> Option<&Text> {
        match self {
            Target::Page(_) => None,
            Target::Course(id) | Target::Quiz(id) | Target::Practical(id) => Some(id),
        }
    }
}

impl Listing for Role {
    fn tier(&self) -> Option<&Text> {
        self.tier.as_ref()
    }
}
