//! A course as its page shows it.

use crate::model::kinds::course::Course;
use crate::model::page::Page;
use crate::render::context;
use crate::render::kinds::learning::{role, training};
use crate::render::page_cx::PageCx;

pub fn context(page: &Page, course: &Course, cx: &PageCx<'_>) -> context::Course {
    let lessons = role::lessons(course, cx);
    let steps = role::with_exam(role::lessons(course, cx), course, cx);
    context::Course {
        tier: course.tier.as_ref().map_or_else(String::new, |tier| cx.names().tier_title(&tier.text)),
        minutes: role::minutes(&steps),
        id: format!("course:{}", page.id),
        lessons,
        steps,
        sessions: training::of_course(page, cx),
        exam: course
            .exam
            .as_ref()
            .and_then(|exam| cx.site.quizzes.get(exam.as_str()))
            .map(|page| cx.page_link(*page)),
    }
}
