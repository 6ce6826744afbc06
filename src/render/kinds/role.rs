//! A role's home: its path, its super-users, its questions and checklists.

use crate::model::course::Course;
use crate::model::page::{Content, Page};
use crate::model::resolve::{self, Resolved};
use crate::model::role::{Role, Target};
use crate::model::{LanguageId, PageId, nav, role};
use crate::render::Desk;
use crate::render::context::{self, Link, Step, SuperUser};
use crate::render::layout::frame;
use crate::render::prose::written;
use std::collections::BTreeMap;

pub fn context(page: &Page, role: &Role, desk: &Desk<'_>) -> context::Role {
    let steps = steps(role, desk);
    let head = &page.version(desk.language).head;
    let super_user =
        |user: &role::SuperUser| SuperUser { name: user.name.clone(), contact: user.contact.clone() };
    context::Role {
        id: page.id.clone(),
        tier: role.tier.as_ref().map_or_else(String::new, |tier| desk.tier_title(&tier.text)),
        modules: head.modules.iter().map(|module| desk.module_title(&module.text)).collect(),
        super_users: role.super_users.iter().map(super_user).collect(),
        minutes: minutes(&steps),
        steps,
        faq: faq(&page.id, desk),
        checklists: checklists(&page.id, desk),
    }
}

/// The steps that lead somewhere, numbered in order.
pub fn steps(role: &Role, desk: &Desk<'_>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::with_capacity(role.path.len());
    for own in &role.path {
        let Some(mut step) = target(&own.target, desk) else { continue };
        leave_exam_to_its_step(&mut step, &own.target, role, desk);
        step.number = steps.len() + 1;
        step.requires = own.requires.iter().filter_map(|id| by_id(id.as_str(), desk)).collect();
        let needs: Vec<String> =
            own.requires.iter().filter_map(|id| progress_id(id.as_str(), desk)).collect();
        step.needs = needs.join(" ");
        steps.push(step);
    }
    steps
}

/// An exam that is a step of the same path is taken there. If it also ended its course, a step that requires the course
/// would wait for the exam that comes after it, and the exam for itself.
fn leave_exam_to_its_step(step: &mut Step, target: &Target, role: &Role, desk: &Desk<'_>) {
    let Some(page) = course_page(target, desk) else { return };
    let Content::Course(Course { exam: Some(exam), .. }) =
        &desk.site.page(page).version(desk.language).content
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

/// The time for all of them: what stands in it twice takes its time once, and a section none beside its page. The
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
fn course_page(target: &Target, desk: &Desk<'_>) -> Option<PageId> {
    let page = match target {
        Target::Course(id) => *desk.site.courses.get(&id.text)?,
        Target::Page(path) => match resolve::reference(desk.site, written_in(desk), &path.text).ok()? {
            Resolved::Page { page, .. } => page,
            _ => return None,
        },
        Target::Quiz(_) | Target::Practical(_) => return None,
    };
    matches!(desk.site.page(page).original().content, Content::Course(_)).then_some(page)
}

/// The language that paths are written in.
fn written_in(desk: &Desk<'_>) -> LanguageId {
    desk.site.roles.values().next().map_or(desk.written, |role| desk.site.page(*role).original)
}

/// What a step or lesson leads to, with its time.
pub fn target(target: &Target, desk: &Desk<'_>) -> Option<Step> {
    match target {
        Target::Page(path) => {
            if let Some(page) = course_page(target, desk) {
                return Some(course(page, desk));
            }
            let written = written_in(desk);
            let resolved = resolve::reference(desk.site, written, &path.text).ok()?;
            let Resolved::Page { page, anchor } = &resolved else { return None };
            let mut step = step(*page, desk);
            step.href = written::address(&resolved, &path.text, written, desk);
            if anchor.is_some() {
                // A single section takes its share of the page; its heading tells what it is about.
                let link = desk.reference(&path.text)?;
                // As the path names it: the same in every language.
                // A paper is done as a whole, whatever in it the path points to.
                if let Some((_, heading)) = path.text.split_once('#').filter(|_| step.id.starts_with("page:"))
                {
                    let shown = desk.site.page(*page);
                    step.id = format!("{}#{heading}", step.id);
                    step.whole = std::mem::take(&mut step.hash);
                    step.hash = resolve::anchor_in(shown, heading, written, shown.original)
                        .map_or_else(String::new, |anchor| frame::section_hash(shown, &anchor));
                }
                step.title = link.title;
                step.minutes = step.minutes.div_ceil(3);
                step.summary.clear();
            }
            Some(step)
        }
        Target::Course(id) => Some(course(*desk.site.courses.get(&id.text)?, desk)),
        Target::Quiz(id) => Some(step(*desk.site.quizzes.get(&id.text)?, desk)),
        Target::Practical(id) => {
            let place = desk.site.questions.get(&id.text)?;
            let question = desk.site.question(&id.text, desk.language)?;
            let text = short_title(&question.ask.facts.lead);
            Some(Step {
                kind: "practical",
                title: text,
                href: format!("{}#{}", desk.page_href(place.page), id.text),
                id: format!("practical:{}", id.text),
                ..Step::default()
            })
        }
    }
}

/// A course with its lessons, as a step.
pub fn course(page: PageId, desk: &Desk<'_>) -> Step {
    let mut step = step(page, desk);
    if let Content::Course(course) = &desk.site.page(page).version(desk.language).content {
        let lessons = lessons(course, desk);
        step.lessons = with_exam(lessons, course, desk);
        step.minutes = minutes(&step.lessons);
    }
    step
}

/// The lessons of a course, numbered in order.
pub fn lessons(course: &Course, desk: &Desk<'_>) -> Vec<Step> {
    let mut lessons = flat(course, desk, &mut Vec::new());
    for (at, lesson) in lessons.iter_mut().enumerate() {
        lesson.number = at + 1;
    }
    lessons
}

/// A course that is a lesson is its own lessons and exam; inside of itself it is nothing.
fn flat(course: &Course, desk: &Desk<'_>, open: &mut Vec<PageId>) -> Vec<Step> {
    let mut lessons = Vec::with_capacity(course.lessons.len());
    for lesson in &course.lessons {
        let Some(page) = course_page(lesson, desk) else {
            lessons.extend(target(lesson, desk));
            continue;
        };
        let Content::Course(inner) = &desk.site.page(page).version(desk.language).content else { continue };
        if !open.contains(&page) {
            open.push(page);
            lessons.extend(with_exam(flat(inner, desk, open), inner, desk));
            open.pop();
        }
    }
    lessons
}

/// The lessons with the exam as the last of them.
pub fn with_exam(mut lessons: Vec<Step>, course: &Course, desk: &Desk<'_>) -> Vec<Step> {
    if let Some(exam) = course.exam.as_ref().and_then(|exam| desk.site.quizzes.get(&exam.text)) {
        let exam = step(*exam, desk);
        // It may stand among the lessons already.
        if lessons.iter().all(|lesson| lesson.id != exam.id) {
            lessons.push(Step { number: lessons.len() + 1, ..exam });
        }
    }
    lessons
}

fn step(page: PageId, desk: &Desk<'_>) -> Step {
    let card = super::lists::card(page, desk);
    let context::Card { title, href, summary, kind, minutes, role_ids: _ } = card;
    let shown = desk.site.page(page);
    let id = match kind {
        "course" | "quiz" => format!("{kind}:{}", shown.id),
        _ => format!("page:{}", shown.address),
    };
    let mut changes = frame::changes(shown, desk.language);
    changes.reverse();
    changes.sort_by(|a, b| nav::natural(&b.version, &a.version));
    Step {
        kind,
        title,
        href,
        summary,
        minutes,
        id,
        hash: frame::text_hash(shown),
        retrain: frame::retrain_mark(shown),
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

fn by_id(id: &str, desk: &Desk<'_>) -> Option<Link> {
    if let Some(page) = desk.site.courses.get(id).or_else(|| desk.site.quizzes.get(id)) {
        return Some(desk.page_link(*page));
    }
    let place = desk.site.questions.get(id)?;
    let title = short_title(&desk.site.question(id, desk.language)?.ask.facts.lead);
    Some(Link { title, href: format!("{}#{id}", desk.page_href(place.page)) })
}

/// Under what the progress of a course, a quiz or a practical task is kept.
fn progress_id(id: &str, desk: &Desk<'_>) -> Option<String> {
    let site = desk.site;
    let kind = match id {
        id if site.courses.contains_key(id) => "course",
        id if site.quizzes.contains_key(id) => "quiz",
        id if site.questions.contains_key(id) => "practical",
        _ => return None,
    };
    Some(format!("{kind}:{id}"))
}

/// The questions of all FAQ files that name the role.
fn faq(role: &str, desk: &Desk<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for page in desk.site.page_ids() {
        if let Content::Faq(faq) = &desk.site.page(page).version(desk.language).content {
            for entry in faq.entries.iter().filter(|entry| entry.roles.iter().any(|own| own.text == role)) {
                let title = entry.question.facts.lead.trim().to_owned();
                links.push(Link { title, href: format!("{}#{}", desk.page_href(page), entry.id.text) });
            }
        }
    }
    links
}

/// The checklists in which the role owns a task or signs.
fn checklists(role: &str, desk: &Desk<'_>) -> Vec<Link> {
    let concerns = |page: &PageId| match &desk.site.page(*page).original().content {
        Content::Checklist(checklist) => checklist
            .items()
            .filter_map(|item| item.owner.as_ref())
            .chain(&checklist.signoff)
            .any(|own| own.text == role),
        _ => false,
    };
    desk.site.page_ids().filter(concerns).map(|page| desk.page_link(page)).collect()
}
