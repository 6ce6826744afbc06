//! How a site is built: every stage, one line each.

use crate::cache::Cache;
use crate::diag::Diagnostics;
use crate::model::assemble;
use crate::output::Output;
use crate::render::renderer::Renderer;
use crate::scope::Scope;
use crate::source::Sources;
use crate::{check, config, plan, read, theme};
use std::sync::Arc;

/// Builds a site, or the part of it for some roles. Reads no file, writes no file, prints nothing; the same sources give
/// the same bytes.
pub fn build(sources: &Arc<Sources>, scope: &Scope, cache: &mut Cache) -> Output {
    // The handbook shows these lines, as a test sees to. [pipeline]
    let mut diags = sources.problems.clone();
    let config = config::read(sources, &mut diags);
    let theme = dress(sources, &config, cache, &mut diags); // built in + the project's overrides
    let documents = read::documents(sources, &config, scope, cache, &mut diags); // one file at a time, in parallel, remembered
    let site = Arc::new(assemble::site(documents, sources, &config, scope, &mut diags)); // addresses, sections, order, ids
    check::all(&site, &mut diags); // one rule, one file
    let renderer = Renderer::new(site, theme, cache.highlighted());
    let plan = plan::of(&renderer, cache.texts(), &mut diags); // every file, and how it is made
    if sources.has_unread() {
        diags.retain(|diagnostic| !is_about_absence(diagnostic.code().name()));
    }
    diags.find_fixes(&|file| sources.text(file).map(|text| &**text)); // what each help offers, as data
    Output::new(sources.clone(), renderer, plan, diags)
    // [/pipeline]
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
