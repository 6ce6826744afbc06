//! A role's home: its path, its super-users, its questions and checklists.

use crate::describe;
use crate::model::ids::RoleId;
use crate::model::kinds::course::Course;
use crate::model::kinds::role::{self, Role, Target};
use crate::model::kinds::{FileKind, PageKind};
use crate::model::links::Resolved;
use crate::model::page::{Content, Page};
use crate::model::resolve;
use crate::model::{LanguageId, PageId, nav};
use crate::render::changes;
use crate::render::context::{self, Link, Step, StepKind, SuperUser};
use crate::render::kinds::learning::training;
use crate::render::kinds::lists;
use crate::render::page_cx::PageCx;
use std::collections::BTreeMap;

pub fn context(page: &Page, role: &Role, cx: &PageCx<'_>) -> context::Role {
    let id = RoleId::new(&page.id);
    let steps = steps(role, cx);
    let head = &page.version(cx.language).head;
    let super_user =
        |user: &role::SuperUser| SuperUser { name: user.name.clone(), contact: user.contact.clone() };
    context::Role {
        tier: role.tier.as_ref().map_or_else(String::new, |tier| cx.names().tier_title(&tier.text)),
        modules: head.modules.iter().map(|module| cx.names().module_title(&module.text)).collect(),
        super_users: role.super_users.iter().map(super_user).collect(),
        minutes: minutes(&steps),
        steps,
        faq: faq(&id, cx),
        checklists: checklists(&id, cx),
        sessions: training::of_role(&id, cx),
        calendar: training::calendar_of_role(&id, cx),
        id,
    }
}

/// The steps that lead somewhere, numbered in order.
pub fn steps(role: &Role, cx: &PageCx<'_>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::with_capacity(role.path.len());
    for own in &role.path {
        let Some(mut step) = target(&own.target, cx) else { continue };
        leave_exam_to_its_step(&mut step, &own.target, role, cx);
        step.number = steps.len() + 1;
        step.requires = own.requires.iter().filter_map(|id| by_id(id.as_str(), cx)).collect();
        let needs: Vec<String> = own.requires.iter().filter_map(|id| progress_id(id.as_str(), cx)).collect();
        step.needs = needs.join(" ");
        steps.push(step);
    }
    steps
}

/// An exam that is a step of the same path is taken there. If it also ended its course, a step that requires the course
/// would wait for the exam that comes after it, and the exam for itself.
fn leave_exam_to_its_step(step: &mut Step, target: &Target, role: &Role, cx: &PageCx<'_>) {
    let Some(page) = course_page(target, cx) else { return };
    let Content::Course(Course { exam: Some(exam), .. }) = &cx.site.page(page).version(cx.language).content
    else {
        return;
    };
    let is_step = |own: &role::Step| matches!(&own.target, Target::Quiz(id) if id.text == exam.text);
    if role.path.iter().any(is_step) {
        let exam = format!("quiz:{}", exam.text);
        step.lessons.retain(|lesson| lesson.id != exam);
        step.minutes = minutes(&step.lessons);
    }
}

/// The time for all of them: what is in it twice takes its time once, and a section none beside its page. The
/// script that says how much is left counts in the same way.
pub fn minutes(steps: &[Step]) -> u32 {
    let leaves = steps.iter().flat_map(|step| match step.lessons.as_slice() {
        [] => std::slice::from_ref(step),
        lessons => lessons,
    });
    let once: BTreeMap<&str, u32> = leaves.map(|leaf| (leaf.id.as_str(), leaf.minutes)).collect();
    let is_counted = |id: &str| id.split_once('#').is_none_or(|(page, _)| !once.contains_key(page));
    once.iter().filter(|(id, _)| is_counted(id)).map(|(_, minutes)| minutes).sum()
}

/// The course that a step or a lesson is, however it is named.
fn course_page(target: &Target, cx: &PageCx<'_>) -> Option<PageId> {
    let page = match target {
        Target::Course(id) => *cx.site.courses.get(id.as_str())?,
        Target::Page(path) => match resolve::reference(cx.site, written_in(cx), &path.text).ok()? {
            Resolved::Page { page, .. } => page,
            _ => return None,
        },
        Target::Quiz(_) | Target::Practical(_) => return None,
    };
    matches!(cx.site.page(page).original().content, Content::Course(_)).then_some(page)
}

/// The language that paths are written in.
fn written_in(cx: &PageCx<'_>) -> LanguageId {
    cx.site.roles.values().next().map_or(cx.written, |role| cx.site.page(*role).original)
}

/// What a step or lesson leads to, with its time.
pub fn target(target: &Target, cx: &PageCx<'_>) -> Option<Step> {
    match target {
        Target::Page(path) => {
            if let Some(page) = course_page(target, cx) {
                return Some(course(page, cx));
            }
            let written = written_in(cx);
            let resolved = resolve::reference(cx.site, written, &path.text).ok()?;
            let Resolved::Page { page, anchor } = &resolved else { return None };
            let mut step = step(*page, cx);
            step.href = cx.href(&resolved, &path.text, written);
            if anchor.is_some() {
                // A single section takes its share of the page; its heading tells what it is about.
                let link = cx.reference(&path.text)?;
                // As the path names it: the same in every language.
                // A paper is done as a whole, whatever in it the path points to.
                if let Some((_, heading)) = path.text.split_once('#').filter(|_| step.id.starts_with("page:"))
                {
                    let shown = cx.site.page(*page);
                    step.id = format!("{}#{heading}", step.id);
                    step.whole = std::mem::take(&mut step.hash);
                    step.hash = resolve::anchor_in(shown, heading, written, shown.original)
                        .map_or_else(String::new, |anchor| describe::section_hash(shown, &anchor));
                }
                step.title = link.title;
                step.minutes = step.minutes.div_ceil(3);
                step.summary.clear();
            }
            Some(step)
        }
        Target::Course(id) => Some(course(*cx.site.courses.get(id.as_str())?, cx)),
        Target::Quiz(id) => Some(step(*cx.site.quizzes.get(id.as_str())?, cx)),
        Target::Practical(id) => {
            let place = cx.site.questions.get(id.as_str())?;
            let question = cx.site.question(&id.text, cx.language)?;
            let text = short_title(&question.ask.facts.lead);
            Some(Step {
                kind: StepKind::Practical,
                title: text,
                href: format!("{}#{}", cx.page_href(place.page), id.text),
                id: format!("practical:{}", id.text),
                ..Step::default()
            })
        }
    }
}

/// A course with its lessons, as a step.
pub fn course(page: PageId, cx: &PageCx<'_>) -> Step {
    let mut step = step(page, cx);
    if let Content::Course(course) = &cx.site.page(page).version(cx.language).content {
        let lessons = lessons(course, cx);
        step.lessons = with_exam(lessons, course, cx);
        step.minutes = minutes(&step.lessons);
    }
    step
}

/// The lessons of a course, numbered in order.
pub fn lessons(course: &Course, cx: &PageCx<'_>) -> Vec<Step> {
    let mut lessons = flat(course, cx, &mut Vec::new());
    for (at, lesson) in lessons.iter_mut().enumerate() {
        lesson.number = at + 1;
    }
    lessons
}

/// A course that is a lesson is its own lessons and exam; inside of itself it is nothing.
fn flat(course: &Course, cx: &PageCx<'_>, open: &mut Vec<PageId>) -> Vec<Step> {
    let mut lessons = Vec::with_capacity(course.lessons.len());
    for lesson in &course.lessons {
        let Some(page) = course_page(lesson, cx) else {
            lessons.extend(target(lesson, cx));
            continue;
        };
        let Content::Course(inner) = &cx.site.page(page).version(cx.language).content else { continue };
        if !open.contains(&page) {
            open.push(page);
            lessons.extend(with_exam(flat(inner, cx, open), inner, cx));
            open.pop();
        }
    }
    lessons
}

/// The lessons with the exam as the last of them.
pub fn with_exam(mut lessons: Vec<Step>, course: &Course, cx: &PageCx<'_>) -> Vec<Step> {
    if let Some(exam) = course.exam.as_ref().and_then(|exam| cx.site.quizzes.get(exam.as_str())) {
        let exam = step(*exam, cx);
        // It may stand among the lessons already.
        if lessons.iter().all(|lesson| lesson.id != exam.id) {
            lessons.push(Step { number: lessons.len() + 1, ..exam });
        }
    }
    lessons
}

fn step(page: PageId, cx: &PageCx<'_>) -> Step {
    let card = lists::card(page, cx);
    let context::Card { title, href, summary, kind, minutes, role_ids: _ } = card;
    let shown = cx.site.page(page);
    let id = match kind {
        PageKind::Of(FileKind::Course | FileKind::Quiz) => format!("{}:{}", kind.name(), shown.id),
        _ => format!("page:{}", shown.address),
    };
    let mut changes = changes::changes(shown, cx.language);
    changes.reverse();
    changes.sort_by(|a, b| nav::natural(&b.version, &a.version));
    Step {
        kind: StepKind::Page(kind),
        title,
        href,
        summary,
        minutes,
        id,
        hash: describe::text_hash(shown),
        retrain: describe::retrain_mark(shown),
        changes,
        was: shown.original().head.aliases.iter().map(|alias| alias.text.clone()).collect(),
        ..Step::default()
    }
}

/// What a practical task is called in a list: its first clause.
pub fn short_title(text: &str) -> String {
    let text = text.trim();
    let end = text.find(['：', '。', '；', ':', ';', '\n']).or_else(|| text.find(". "));
    text[..end.unwrap_or(text.len())].trim().to_owned()
}

fn by_id(id: &str, cx: &PageCx<'_>) -> Option<Link> {
    if let Some(page) = cx.site.courses.get(id).or_else(|| cx.site.quizzes.get(id)) {
        return Some(cx.page_link(*page));
    }
    let place = cx.site.questions.get(id)?;
    let title = short_title(&cx.site.question(id, cx.language)?.ask.facts.lead);
    Some(Link { title, href: format!("{}#{id}", cx.page_href(place.page)) })
}

/// Under what the progress of a course, a quiz or a practical task is kept.
fn progress_id(id: &str, cx: &PageCx<'_>) -> Option<String> {
    let site = cx.site;
    let kind = match id {
        id if site.courses.contains_key(id) => "course",
        id if site.quizzes.contains_key(id) => "quiz",
        id if site.questions.contains_key(id) => "practical",
        _ => return None,
    };
    Some(format!("{kind}:{id}"))
}

/// The questions of all FAQ files that name the role.
fn faq(role: &RoleId, cx: &PageCx<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for page in cx.site.page_ids() {
        if let Content::Faq(faq) = &cx.site.page(page).version(cx.language).content {
            for entry in faq.entries.iter().filter(|entry| entry.roles.iter().any(|own| own == role)) {
                let title = entry.question.facts.lead.trim().to_owned();
                links.push(Link { title, href: format!("{}#{}", cx.page_href(page), entry.id.text) });
            }
        }
    }
    links
}

/// The checklists in which the role owns a task or signs.
fn checklists(role: &RoleId, cx: &PageCx<'_>) -> Vec<Link> {
    let concerns = |page: &PageId| match &cx.site.page(*page).original().content {
        Content::Checklist(checklist) => checklist
            .items()
            .filter_map(|item| item.owner.as_ref())
            .chain(&checklist.signoff)
            .any(|own| own == role),
        _ => false,
    };
    cx.site.page_ids().filter(concerns).map(|page| cx.page_link(page)).collect()
}
