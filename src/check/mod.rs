//! Site -> diagnostics: one rule a file, each with its tests beneath it.
//!
//! In: the assembled site. Out: what only shows when two things are seen together. Not here: what is wrong inside one
//! file (`read` says that), and any change to the site.

mod aliases;
mod collisions;
mod courses;
mod empties;
mod ids;
mod left_out;
mod links;
mod modules;
mod paths;
mod quizzes;
mod roles;
mod see;
mod terms;
mod tiers;

use crate::diag::Diagnostics;
use crate::model::Site;
use rayon::prelude::*;

/// A rule looks at the whole site and says what it finds.
type Rule = fn(&Site, &mut Diagnostics);

const RULES: &[Rule] = &[
    aliases::check,
    collisions::check,
    courses::check,
    empties::check,
    ids::check,
    links::check,
    modules::check,
    paths::check,
    quizzes::check,
    roles::check,
    see::check,
    terms::check,
    tiers::check,
];

/// In a build for some roles: which links became plain words. Everything else was checked in the whole site.
pub fn left_out(site: &Site, diags: &mut Diagnostics) {
    left_out::check(site, diags);
}

/// Runs every rule.
pub fn all(site: &Site, diags: &mut Diagnostics) {
    let found: Vec<Diagnostics> = RULES
        .par_iter()
        .map(|rule| {
            let mut diags = Diagnostics::default();
            rule(site, &mut diags);
            diags
        })
        .collect();
    found.into_iter().for_each(|found| diags.extend(found));
}
