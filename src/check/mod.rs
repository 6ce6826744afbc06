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
mod pieces;
mod quizzes;
mod roles;
mod see;
mod sessions;
mod table;
mod terms;
mod tiers;
mod unanswerable;

use crate::diag::{Diagnostic, Diagnostics, Problem};
use crate::model::findings::Findings;
use crate::model::page::Page;
use crate::model::{PageId, Site};
use rayon::prelude::*;

/// A rule about one page: it looks at that page and at the shape of the site, never at the text of another page.
type PageRule = fn(&Site, &Page, &mut Diagnostics);

const PAGE_RULES: &[PageRule] = &[
    courses::check,
    empties::check,
    modules::check,
    paths::check,
    roles::check,
    see::check,
    table::check,
    terms::check,
    tiers::check,
    unanswerable::check,
];

/// A rule that looks at the whole site, but at no text of a Markdown page.
type SiteRule = fn(&Site, &mut Diagnostics);

const SITE_RULES: &[SiteRule] = &[ids::check, kinds::check, pieces::check, quizzes::check, sessions::check];

/// Runs every rule. A build for some roles is a part of a whole that is checked as such: there only the links that
/// became plain words are reported.
pub fn all(site: &Site, findings: &mut Findings) {
    if site.is_part {
        *findings = Findings::default();
        for page in &site.pages {
            left_out::check(site, page, &mut findings.general);
        }
        return;
    }
    let ids: Vec<PageId> = site.page_ids().collect();
    let found: Vec<(Diagnostics, Diagnostics)> = ids.par_iter().map(|id| of_page(site, *id)).collect();
    for (id, (checked, links)) in ids.into_iter().zip(found) {
        findings.set_checked(id, checked, links);
    }
    SITE_RULES.iter().for_each(|rule| rule(site, &mut findings.general));
    forget_attachments(site, &mut findings.general);
}

/// Runs the rules about one page again.
pub fn again(site: &Site, id: PageId, findings: &mut Findings) {
    let (checked, links) = of_page(site, id);
    findings.set_checked(id, checked, links);
}

fn of_page(site: &Site, id: PageId) -> (Diagnostics, Diagnostics) {
    let (mut checked, mut links) = (Diagnostics::default(), Diagnostics::default());
    PAGE_RULES.iter().for_each(|rule| rule(site, site.page(id), &mut checked));
    links::check(site, site.page(id), &mut links);
    (checked, links)
}

/// All that was found, as one list.
pub fn joined(site: &Site, findings: &Findings) -> Diagnostics {
    let (mut all, mut links) = (findings.general.clone(), Diagnostics::default());
    for page in findings.pages() {
        all.extend(page.read.clone());
        all.extend(page.checked.clone());
        links.extend(page.links.clone());
    }
    links::by_prefix(site, &links, &mut all);
    all
}

/// A YAML file of no kind that a page links to is there to be downloaded.
fn forget_attachments(site: &Site, diags: &mut Diagnostics) {
    let is_unknown = |diagnostic: &Diagnostic| matches!(diagnostic.problem, Problem::KindUnknown { .. });
    if diags.iter().any(is_unknown) {
        let used = &site.links.used_assets;
        diags.retain(|diagnostic| !is_unknown(diagnostic) || !used.contains(&*diagnostic.span.file));
    }
}
