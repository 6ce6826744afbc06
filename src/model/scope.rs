//! The roles that a site is built for: everyone's, or a part of the whole for some.

use crate::model::ids::RoleId;
use std::collections::BTreeSet;

/// The whole site, or what some roles get of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Nothing means everyone.
    roles: Option<BTreeSet<RoleId>>,
}

impl Scope {
    pub const WHOLE: Scope = Scope { roles: None };

    pub fn of_roles(roles: impl IntoIterator<Item = RoleId>) -> Scope {
        Scope { roles: Some(roles.into_iter().collect()) }
    }

    pub fn is_whole(&self) -> bool {
        self.roles.is_none()
    }

    /// Whether something for these roles belongs into the site, by what is typed. Whole ids are compared; what names no
    /// role is for everyone.
    pub fn holds<'r>(&self, roles: impl IntoIterator<Item = &'r str>) -> bool {
        let Some(wanted) = &self.roles else { return true };
        let mut roles = roles.into_iter().peekable();
        roles.peek().is_none() || roles.any(|role| wanted.contains(role))
    }

    /// The roles it is for, if it is not for everyone.
    pub fn roles(&self) -> impl Iterator<Item = &RoleId> {
        self.roles.iter().flatten()
    }
}
