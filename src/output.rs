//! A finished build as one value: what a site is, every file of it, and what is wrong with the project.
//!
//! In: what the stages made. Out: the files by their paths, each made when it is asked for, and the problems. Not here:
//! the disk; `write` and `serve` know nothing of a site but this.

use crate::diag::{Diagnostics, Problem};
use crate::model::address::OutPath;
use crate::model::findings::Findings;
use crate::model::{LanguageId, Site};
use crate::plan::{Made, Plan};
use crate::render::renderer::Renderer;
use crate::render::route::Route;
use crate::source::Sources;
use crate::theme::Failure;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

pub struct Output {
    pub sources: Arc<Sources>,
    pub site: Arc<Site>,
    pub(crate) plan: Plan,
    pub(crate) renderer: Renderer,
    /// As the stages found them, so that an edit replaces those of its page.
    pub(crate) findings: Findings,
    problems: Diagnostics,
}

impl Output {
    /// `found` is what the stages found, in any order.
    pub fn new(
        sources: Arc<Sources>,
        renderer: Renderer,
        plan: Plan,
        findings: Findings,
        found: Diagnostics,
    ) -> Output {
        let site = renderer.site.clone();
        let problems = settled(found, &site);
        Output { sources, site, plan, renderer, findings, problems }
    }

    /// What is wrong with the project: with its own severities, sorted by file and place.
    pub fn problems(&self) -> &Diagnostics {
        &self.problems
    }

    /// The path of every file of the site. The search is made for it.
    pub fn paths(&self) -> Vec<OutPath> {
        self.plan.paths(&self.renderer)
    }

    /// How many files there are, without those of the search.
    pub fn count(&self) -> usize {
        self.plan.count(&self.renderer)
    }

    /// Makes one file; nothing when the site has none of that name.
    ///
    /// # Errors
    /// A template that cannot be filled.
    pub fn make(&self, path: &OutPath) -> Option<Result<Made, Fault>> {
        let made = self.plan.make(path, &self.renderer, &self.sources)?;
        Some(made.map_err(|failure| Fault { page: path.clone(), failure }))
    }

    /// What a server says in a language where there is nothing at `from`: its relative links are right there.
    ///
    /// # Errors
    /// A template that cannot be filled.
    pub fn not_found(&self, language: LanguageId, from: &OutPath) -> Result<String, Failure> {
        self.renderer.html(&Route::NotFound, language, from)
    }

    /// The problems, with those that only show when the project's own templates are filled: makes every file that they may
    /// be part of, and throws it away. The built-in ones are known to be right.
    pub fn all_problems(&self) -> Diagnostics {
        if !self.has_own_templates() {
            return self.problems.clone();
        }
        let pages = self.plan.files.iter().filter(|(_, make)| make.is_template());
        self.problems_in(&pages.map(|(path, _)| path).collect::<Vec<_>>())
    }

    /// The same of one file of each kind, in each language: what a preview has the time for.
    pub fn problems_of_each_kind(&self) -> Diagnostics {
        if !self.has_own_templates() {
            return self.problems.clone();
        }
        self.problems_in(&self.plan.samples(&self.site))
    }

    fn problems_in(&self, paths: &[&OutPath]) -> Diagnostics {
        self.problems_with(paths.par_iter().filter_map(|path| self.make(path)?.err()).collect())
    }

    fn has_own_templates(&self) -> bool {
        self.sources.files.keys().any(|path| path.as_str().starts_with("theme/templates/"))
    }

    /// The problems, with what was found while files were made.
    pub fn problems_with(&self, faults: Vec<Fault>) -> Diagnostics {
        let mut all = self.problems.clone();
        all.extend(told_once(faults));
        settled(all, &self.site)
    }

    /// What was found while files were made, as it is reported to the writer.
    pub fn faults(&self, faults: Vec<Fault>) -> Diagnostics {
        settled(told_once(faults), &self.site)
    }
}

/// A template that could not be filled for a page.
#[derive(Clone, Debug)]
pub struct Fault {
    pub page: OutPath,
    pub failure: Failure,
}

/// A faulty template fails on every page that uses it, and is reported once, with the first of them.
fn told_once(mut faults: Vec<Fault>) -> Diagnostics {
    faults.sort_by(|a, b| a.page.cmp(&b.page));
    let mut told = BTreeSet::new();
    let mut diags = Diagnostics::default();
    for Fault { page, failure } in faults {
        let place = failure.span();
        if told.insert((place.file.clone(), place.range.start)) {
            diags.push(place, Problem::ThemeRender { page: page.to_string(), reason: failure.reason });
        }
    }
    diags
}

fn settled(mut found: Diagnostics, site: &Site) -> Diagnostics {
    found.settle(&site.config.severities, site.config.told_once());
    found
}
