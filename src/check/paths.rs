//! A learning path can be walked: each step exists, the role can read it, what it requires comes in the same path and
//! never in a circle.

use crate::check::nearest::{nearest_thing, titles};
use crate::diag::{Diagnostics, Problem, Span, nearest, nearest_named};
use crate::model::ids::{QuestionId, RoleId};
use crate::model::kinds::FileKind;
use crate::model::kinds::role::{Role, Step, Target};
use crate::model::links::Resolved;
use crate::model::page::{Content, Page};
use crate::model::resolve;
use crate::model::{LanguageId, PageId, Site};
use crate::yaml::fields::Text;
use std::borrow::Borrow;
use std::collections::BTreeMap;

pub fn check(site: &Site, page: &Page, diags: &mut Diagnostics) {
    if let Content::Role(role) = &page.original().content {
        let id = RoleId::new(&page.id);
        role.path.iter().for_each(|step| exists(site, &id, page.original, step, diags));
        requirements(site, page.original, role, diags);
    }
}

fn exists(site: &Site, role: &RoleId, language: LanguageId, step: &Step, diags: &mut Diagnostics) {
    match target(site, language, &step.target) {
        Ok(found) => {
            if let Some(found) = found.filter(|found| !site.page(*found).is_for(role)) {
                let problem =
                    Problem::StepRole { role: role.to_string(), page: site.page(found).path.to_string() };
                diags.push(text_of(&step.target).span.clone(), problem);
            }
        }
        Err(problem) => {
            diags.push_after(cause(site, &step.target), text_of(&step.target).span.clone(), problem)
        }
    }
}

/// Where it is reported why the target is not there, if it is one that could not be read.
fn cause<'s>(site: &'s Site, target: &Target) -> Option<&'s Span> {
    match target {
        Target::Page(path) => resolve::lost_reference(site, &path.text),
        Target::Course(id) => site.lost.thing(FileKind::Course, &id.text),
        Target::Quiz(id) => site.lost.thing(FileKind::Quiz, &id.text),
        Target::Practical(id) => site.lost.question(&id.text),
    }
}

fn text_of(target: &Target) -> &Text {
    let (Target::Page(text) | Target::Course(text) | Target::Quiz(text) | Target::Practical(text)) = target;
    text
}

/// The page a step leads to; a practical task is open to everyone.
fn target(site: &Site, language: LanguageId, target: &Target) -> Result<Option<PageId>, Problem> {
    let missing = |kind, id: &Text, near| Problem::StepMissing { kind, id: id.text.clone(), near };
    match target {
        Target::Page(path) => match resolve::reference(site, language, &path.text) {
            Ok(Resolved::Page { page, .. }) => Ok(Some(page)),
            Ok(_) => Err(missing("page", path, None)),
            Err(Problem::LinkMissing { near, .. } | Problem::AssetMissing { near, .. }) => {
                Err(missing("page", path, near))
            }
            Err(problem) => Err(problem),
        },
        Target::Course(id) => thing(site, FileKind::Course, &site.courses, id),
        Target::Quiz(id) => thing(site, FileKind::Quiz, &site.quizzes, id),
        Target::Practical(id) => {
            let is_task =
                |id: &str| site.question(id, language).is_some_and(|question| question.answer.is_practical());
            if is_task(&id.text) {
                return Ok(None);
            }
            let tasks = site.questions.keys().map(QuestionId::as_str).filter(|id| is_task(id));
            Err(missing("practical", id, nearest(&id.text, tasks)))
        }
    }
}

fn thing<I: Borrow<str> + Ord>(
    site: &Site,
    kind: FileKind,
    known: &BTreeMap<I, PageId>,
    id: &Text,
) -> Result<Option<PageId>, Problem> {
    if let Some(page) = known.get(id.as_str()) {
        return Ok(Some(*page));
    }
    if site.lost.is_draft(kind, &id.text) {
        return Err(Problem::LinkDraft { target: id.text.clone() });
    }
    let near = nearest_thing(site, &id.text, known);
    Err(Problem::StepMissing { kind: kind.row().name, id: id.text.clone(), near })
}

fn requirements(site: &Site, language: LanguageId, role: &Role, diags: &mut Diagnostics) {
    let ids: Vec<&str> = role.path.iter().filter_map(|step| step.target.id()).map(Text::as_str).collect();
    for required in role.path.iter().flat_map(|step| &step.requires) {
        if !ids.contains(&required.as_str()) {
            let known =
                |id: &str| [site.courses.get(id), site.quizzes.get(id)].map(Option::<&PageId>::copied);
            let titled =
                |id: &str| known(id).into_iter().flatten().flat_map(|page| titles(site.page(page))).collect();
            let near = nearest_named(&required.text, ids.iter().map(|id| (*id, titled(id))));
            // The step is there under a misspelt id, which is reported at the step.
            let twin = role.path.iter().filter_map(|step| {
                let problem = target(site, language, &step.target).err()?;
                let is_meant = matches!(&problem, Problem::StepMissing { near: Some(near), .. } if *near == required.text);
                is_meant.then(|| text_of(&step.target))
            });
            let problem = Problem::StepRequires { id: required.text.clone(), near };
            diags.push_after(twin.map(|id| &id.span).next(), required.span.clone(), problem);
        }
    }
    for step in &role.path {
        let Some(id) = step.target.id() else { continue };
        if let Some(cycle) = cycle_from(role, id.as_str()) {
            // Each cycle is reported once, at its first step in the path.
            let first = ids.iter().find(|id| cycle.iter().any(|member| member == *id));
            if first == Some(&id.as_str()) {
                let cycle = cycle.join(" → ");
                diags.push(id.span.clone(), Problem::StepCycle { cycle: format!("{cycle} → {}", id.text) });
            }
        }
    }
}

/// The way from a step back to itself along `requires`, if there is one.
fn cycle_from(role: &Role, start: &str) -> Option<Vec<String>> {
    let required = |id: &str| {
        role.path
            .iter()
            .filter(|step| step.target.id().is_some_and(|own| own.as_str() == id))
            .flat_map(|step| step.requires.iter().map(|required| required.text.clone()))
            .collect::<Vec<_>>()
    };
    let mut stack = vec![vec![start.to_owned()]];
    let mut seen = std::collections::BTreeSet::new();
    while let Some(way) = stack.pop() {
        for next in required(way.last().expect("a way is never empty")) {
            if next == start {
                return Some(way);
            }
            if seen.insert(next.clone()) {
                stack.push([way.clone(), vec![next]].concat());
            }
        }
    }
    None
}
