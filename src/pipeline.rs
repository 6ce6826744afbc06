//! How a site is built: every stage, one line each.

use crate::cache::Cache;
use crate::diag::{Diagnostics, Problem};
use crate::model::findings::Findings;
use crate::model::scope::Scope;
use crate::model::{PageId, Site, assemble};
use crate::output::Output;
use crate::plan::Plan;
use crate::render::renderer::Renderer;
use crate::source::{RelPath, Sources};
use crate::{check, config, plan, read, theme};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Builds a site, or the part of it for some roles. Reads no file, writes no file, prints nothing; the same sources give
/// the same bytes.
pub fn build(sources: &Arc<Sources>, scope: &Scope, cache: &mut Cache) -> Output {
    build_after(None, sources, scope, cache)
}

/// The same, with what can be taken over from the site before an edit.
pub fn build_after(
    before: Option<&Output>,
    sources: &Arc<Sources>,
    scope: &Scope,
    cache: &mut Cache,
) -> Output {
    // The handbook shows these lines, as a test sees to. [pipeline]
    let mut found = Findings::of(sources.problems.clone());
    let config = config::read(sources, &mut found.general);
    let theme = dress(sources, &config, cache, &mut found.general); // built in + the project's overrides
    let documents = read::documents(sources, &config, scope, cache, &mut found.general); // one file at a time, in parallel, remembered
    let site = Arc::new(assemble::site(documents, sources, &config, scope, &mut found)); // addresses, sections, order, ids
    check::all(&site, &mut found); // one rule, one file
    let renderer = Renderer::new(site, theme, cache.highlighted());
    let plan = plan_of(before, &renderer, cache); // every file, and how it is made
    finish(sources.clone(), renderer, plan, found)
    // [/pipeline]
}

/// The same site with other texts, after an edit of these files; nothing where the edit changes more than the texts of pages,
/// or more than what a build would read again anyway. What it makes is what `build` would make.
pub fn edit(before: &Output, sources: &Arc<Sources>, files: &[RelPath], cache: &mut Cache) -> Option<Output> {
    // What was wrong with the files themselves is general, and may be about any of them.
    let has_same_problems = sources.problems.iter().eq(before.sources.problems.iter());
    if before.site.is_part || sources.has_unread() || !has_same_problems {
        return None;
    }
    // What stands in other pages too is read with each of them.
    if files.iter().any(|file| before.site.included.contains(file)) {
        return None;
    }
    let pages = files.iter().map(|file| before.site.by_path.get(file).copied());
    let pages: BTreeSet<PageId> = pages.collect::<Option<_>>()?;
    let (mut site, mut found) = (Site::clone(&before.site), before.findings.clone());
    for id in &pages {
        let (document, diags) = read::again(&before.site.page(*id).document, &before.site, sources, cache)?;
        if !site.replace(*id, document) {
            return None;
        }
        found.set_read(*id, diags);
    }
    pages.iter().for_each(|id| check::again(&site, *id, &mut found));
    let renderer = before.renderer.with_texts(Arc::new(site));
    let plan = before.plan.again();
    Some(finish(sources.clone(), renderer, plan, found))
}

fn plan_of(before: Option<&Output>, renderer: &Renderer, cache: &Cache) -> Plan {
    let old = before.filter(|before| plan::holds(&before.renderer, renderer));
    old.map_or_else(|| plan::of(renderer, cache.texts()), |before| before.plan.again())
}

fn finish(sources: Arc<Sources>, renderer: Renderer, plan: Plan, findings: Findings) -> Output {
    let mut diags = check::joined(&renderer.site, &findings);
    diags.extend(Diagnostics::clone(&plan.collisions));
    if sources.has_unread() {
        diags.retain(|diagnostic| !is_about_absence(&diagnostic.problem));
    }
    diags.find_fixes(&|file| sources.text(file).map(|text| &**text)); // what each help offers, as data
    Output::new(sources, renderer, plan, findings, diags)
}

/// What says that something is not there: nobody knows while a part of the project cannot be read.
fn is_about_absence(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::AssetMissing { .. }
            | Problem::BankMissing { .. }
            | Problem::EmbedMissing { .. }
            | Problem::IncludeMissing { .. }
            | Problem::IncludeSection { .. }
            | Problem::IncludeUnused { .. }
            | Problem::LessonMissing { .. }
            | Problem::LinkAnchor { .. }
            | Problem::LinkMissing { .. }
            | Problem::ModuleUnknown { .. }
            | Problem::OrderUnknown { .. }
            | Problem::QuizMissing { .. }
            | Problem::RoleUnknown { .. }
            | Problem::SeeMissing { .. }
            | Problem::StepMissing { .. }
            | Problem::StepRequires { .. }
            | Problem::TableNoRow { .. }
            | Problem::TableReference { .. }
            | Problem::TableUnknown { .. }
            | Problem::TermUnknown { .. }
            | Problem::TierUnknown { .. }
            | Problem::TranslationOrphan { .. }
            | Problem::VariableUnknown { .. }
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
