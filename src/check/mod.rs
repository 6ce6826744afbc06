//! Site -> diagnostics: one rule per file; the cases show each at work.
//!
//! In: the assembled site. Out: what only shows when two things are seen together. Not here: what is wrong inside one
//! file (`read` says that), and any change to the site.

mod courses;
mod empties;
mod ids;
mod kinds;
mod left_out;
mod links;
mod modules;
mod nearest;
mod paths;
mod quizzes;
mod roles;
mod see;
mod terms;
mod tiers;
mod unanswerable;

use crate::diag::{Diagnostic, Diagnostics, Problem};
use crate::model::Site;
use rayon::prelude::*;

/// A rule looks at the whole site and says what it finds.
type Rule = fn(&Site, &mut Diagnostics);

const RULES: &[Rule] = &[
    courses::check,
    empties::check,
    ids::check,
    kinds::check,
    links::check,
    modules::check,
    paths::check,
    quizzes::check,
    roles::check,
    see::check,
    terms::check,
    tiers::check,
    unanswerable::check,
];

/// Runs every rule. A build for some roles is a part of a whole that is checked as such: there only the links that
/// became plain words are reported.
pub fn all(site: &Site, diags: &mut Diagnostics) {
    if site.is_part {
        *diags = Diagnostics::default();
        left_out::check(site, diags);
        return;
    }
    let found: Vec<Diagnostics> = RULES
        .par_iter()
        .map(|rule| {
            let mut diags = Diagnostics::default();
            rule(site, &mut diags);
            diags
        })
        .collect();
    found.into_iter().for_each(|found| diags.extend(found));
    forget_attachments(site, diags);
}

/// A YAML file of no kind that a page links to is there to be downloaded.
fn forget_attachments(site: &Site, diags: &mut Diagnostics) {
    let is_unknown = |diagnostic: &Diagnostic| matches!(diagnostic.problem, Problem::KindUnknown { .. });
    if diags.iter().any(is_unknown) {
        let used = &site.links.used_assets;
        diags.retain(|diagnostic| !is_unknown(diagnostic) || !used.contains(&*diagnostic.span.file));
    }
}
