//! How a site is built: every stage, one line each.

use crate::cache::Cache;
use crate::diag::Diagnostics;
use crate::model::address::OutPath;
use crate::model::{Site, assemble};
use crate::plan::{self, Made, Plan};
use crate::render::renderer::Renderer;
use crate::scope::Scope;
use crate::source::Sources;
use crate::{check, config, read, theme};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A site as a value: what it is, every file of it and how each is made, and what is wrong.
pub struct Built {
    pub site: Arc<Site>,
    pub plan: Plan,
    pub renderer: Renderer,
    /// Settled: with the project's own severities, sorted by file and place.
    pub diags: Diagnostics,
}

/// Builds a site, or the part of it for some roles. Reads no file, writes no file, prints nothing; the same sources give
/// the same bytes.
pub fn build(sources: &Sources, scope: &Scope, cache: &mut Cache) -> Built {
    let mut diags = sources.problems.clone();
    let config = config::read(sources, &mut diags);
    let theme = dress(sources, &config, cache, &mut diags); // built in + the project's overrides
    let documents = read::documents(sources, &config, scope, cache, &mut diags); // one file at a time, in parallel, remembered
    let site = Arc::new(assemble::site(documents, sources, &config, scope, &mut diags)); // addresses, sections, order, ids
    check::all(&site, &mut diags); // one rule, one file
    let renderer = Renderer::new(site.clone(), theme, cache.highlighted());
    let plan = plan::of(&renderer, cache.texts(), &mut diags); // every file, and how it is made
    if sources.has_unread() {
        diags.retain(|diagnostic| !is_about_absence(diagnostic.code().name()));
    }
    diags.find_fixes(&|file| sources.text(file).map(|text| &**text)); // what each help offers, as data
    diags.settle(&site.config.severities, site.config.told_once());
    Built { site, plan, renderer, diags }
}

/// What says that something is not there: nobody knows while a part of the project cannot be read.
fn is_about_absence(code: &str) -> bool {
    matches!(
        code,
        "asset.missing"
            | "course.missing"
            | "link.anchor"
            | "link.missing"
            | "module.unknown"
            | "page.order"
            | "quiz.bank"
            | "quiz.missing"
            | "role.unknown"
            | "see.missing"
            | "step.missing"
            | "step.requires"
            | "tier.unknown"
            | "translation.orphan"
            | "var.unknown"
    )
}

fn dress(
    sources: &Sources,
    config: &config::Config,
    cache: &mut Cache,
    diags: &mut Diagnostics,
) -> Arc<theme::Theme> {
    let key = theme::key(sources, config);
    if let Some((theme, found)) = cache.theme(&key) {
        diags.extend(found);
        return theme;
    }
    let mut found = Diagnostics::default();
    let theme = Arc::new(theme::load(sources, config, &mut found));
    diags.extend(found.clone());
    cache.keep_theme(key, theme.clone(), found);
    theme
}

impl Built {
    /// Makes one file; nothing when the site has none of that name.
    pub fn make(&self, path: &OutPath, sources: &Sources) -> Option<Result<Made, Diagnostics>> {
        let made = self.plan.make(path, &self.renderer, sources)?;
        Some(made.map_err(|(span, problem)| {
            let mut diags = Diagnostics::default();
            diags.push(span, problem);
            diags
        }))
    }

    /// The path of every file of the site.
    pub fn paths(&self) -> Vec<OutPath> {
        self.plan.paths(&self.renderer)
    }

    /// Makes every file and throws it away: finds what only shows when a template is filled.
    pub fn try_all(&self, sources: &Sources) -> Diagnostics {
        let paths: Vec<&OutPath> = self.plan.files.keys().collect();
        let found: Vec<Diagnostics> =
            paths.par_iter().filter_map(|path| self.make(path, sources)?.err()).collect();
        self.told_once(&found)
    }

    /// What went wrong with single files, in their order, as it is told to the writer. A faulty template fails on every
    /// page that uses it, and is told once, with the first of them.
    pub fn told_once(&self, found: &[Diagnostics]) -> Diagnostics {
        let mut diags = Diagnostics::default();
        let mut told = BTreeSet::new();
        for diagnostic in found.iter().flat_map(Diagnostics::iter) {
            if told.insert((diagnostic.span.file.clone(), diagnostic.span.range.start)) {
                diags.push(diagnostic.span.clone(), diagnostic.problem.clone());
            }
        }
        diags.settle(&self.site.config.severities, self.site.config.told_once());
        diags
    }
}
