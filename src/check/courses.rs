//! A course has lessons, and each of them exists and can be read by the roles of the course.

use crate::check::nearest::nearest_thing;
use crate::diag::{Diagnostics, Problem, Span, nearest};
use crate::model::Site;
use crate::model::ids::{QuestionId, RoleId};
use crate::model::kinds::FileKind;
use crate::model::kinds::course::Course;
use crate::model::kinds::role::Target;
use crate::model::links::Resolved;
use crate::model::page::{Content, Page};
use crate::model::resolve;
use crate::yaml::fields::Text;

pub fn check(site: &Site, page: &Page, diags: &mut Diagnostics) {
    if let Content::Course(course) = &page.original().content {
        of_course(site, page, course, diags);
    }
}

fn of_course(site: &Site, page: &Page, course: &Course, diags: &mut Diagnostics) {
    if course.lessons.is_empty() {
        diags.push(page.original().head.span.clone(), Problem::CourseEmpty {});
    }
    for lesson in &course.lessons {
        match lesson {
            Target::Page(path) => match resolve::reference(site, page.original, &path.text) {
                Ok(Resolved::Page { page: found, .. }) => readable(page, site.page(found), path, diags),
                Ok(_) => missing(path, None, None, diags),
                Err(Problem::LinkMissing { near, .. } | Problem::AssetMissing { near, .. }) => {
                    missing(path, near, resolve::lost_reference(site, &path.text), diags)
                }
                Err(problem) => diags.push(path.span.clone(), problem),
            },
            Target::Quiz(id) | Target::Course(id) => quiz(site, page, id, diags),
            Target::Practical(id) => {
                // Only a task can be signed, and so be done.
                let is_task = |id: &str| {
                    site.question(id, page.original).is_some_and(|question| question.answer.is_practical())
                };
                if !is_task(&id.text) {
                    let tasks = site.questions.keys().map(QuestionId::as_str).filter(|id| is_task(id));
                    missing(id, nearest(&id.text, tasks), site.lost.question(&id.text), diags);
                }
            }
        }
    }
    course.exam.iter().for_each(|exam| quiz(site, page, exam, diags));
}

fn quiz(site: &Site, course: &Page, id: &Text, diags: &mut Diagnostics) {
    match site.quizzes.get(id.as_str()) {
        Some(found) => readable(course, site.page(*found), id, diags),
        None if site.lost.is_draft(FileKind::Quiz, &id.text) => {
            diags.push(id.span.clone(), Problem::LinkDraft { target: id.text.clone() });
        }
        None => {
            let near = nearest_thing(site, &id.text, &site.quizzes);
            missing(id, near, site.lost.thing(FileKind::Quiz, &id.text), diags);
        }
    }
}

fn missing(id: &Text, near: Option<String>, cause: Option<&Span>, diags: &mut Diagnostics) {
    diags.push_after(cause, id.span.clone(), Problem::LessonMissing { id: id.text.clone(), near });
}

fn readable(course: &Page, lesson: &Page, at: &Text, diags: &mut Diagnostics) {
    for role in &course.original().head.roles {
        if !lesson.is_for(&RoleId::from(role)) {
            let page = lesson.path.to_string();
            diags.push(at.span.clone(), Problem::LessonRole { role: role.text.clone(), page });
        }
    }
}
