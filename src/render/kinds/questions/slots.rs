//! The texts of a question where it is: each has a name there, which keeps its ids apart from those of others.

use crate::describe::number;
use crate::model::prose::Prose;
use crate::model::quiz::question::{Html, Question};
use crate::render::kinds::questions::blanks;
use crate::render::page_cx::PageCx;
use crate::render::prose::body;

/// Writes the texts of one question for a page.
pub struct Slots<'a> {
    cx: &'a PageCx<'a>,
    /// The question's id, for a part of a case `CASE/PART`.
    pub key: String,
}

impl<'a> Slots<'a> {
    /// `case` is empty, or the id of the case with a slash.
    pub fn new(case: &str, question: &Question, cx: &'a PageCx<'a>) -> Slots<'a> {
        Slots { cx, key: format!("{case}{}", question.id.text) }
    }

    /// What is asked, with places to write in.
    pub fn ask(&self, question: &Question) -> String {
        match question.answer.has_blanks() {
            true => blanks::html(&question.ask, &PageCx { prefix: &self.prefix("ask"), ..*self.cx }),
            false => self.block("ask", &question.ask),
        }
    }

    /// Empty when there is no text.
    pub fn optional(&self, slot: &str, prose: Option<&Prose>) -> String {
        prose.map_or_else(String::new, |prose| self.block(slot, prose))
    }

    /// `q1.ask`, for a part of a case `case/a.ask`.
    fn slot(&self, text: &str) -> String {
        format!("{}.{text}", self.key)
    }

    fn prefix(&self, text: &str) -> String {
        self.cx.prefix_of(&self.slot(text))
    }
}

impl Html for Slots<'_> {
    fn inline(&self, slot: &str, prose: &Prose) -> String {
        body::inline_in(&self.slot(slot), prose, self.cx)
    }

    fn block(&self, slot: &str, prose: &Prose) -> String {
        body::html_in(&self.slot(slot), prose, self.cx)
    }

    fn number(&self, value: f64) -> String {
        number(value)
    }

    fn role(&self, id: &str) -> String {
        self.cx.role_link(id).map_or_else(|| self.cx.names().tier_title(id), |role| role.title)
    }
}
