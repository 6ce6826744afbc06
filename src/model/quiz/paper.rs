//! A quiz: which questions are asked, and how they are asked and marked.

use crate::diag::Span;
use crate::model::named::named;
use crate::model::quiz::grading::Multiple;
use crate::model::quiz::question::{Bank, Difficulty, Question};
use crate::yaml::fields::Text;

#[derive(Clone, Debug)]
pub struct Paper {
    pub mode: Mode,
    /// Share of the points that passes, in percent.
    pub pass: Option<f64>,
    /// Minutes.
    pub time: Option<u32>,
    pub attempts: Option<u32>,
    /// Minutes to wait when the attempts are used up, after which they begin again; without `attempts` after each one.
    pub cooldown: Option<u32>,
    pub feedback: Feedback,
    pub multiple: Multiple,
    pub shuffle: bool,
    /// Ids of fixed questions.
    pub questions: Vec<Text>,
    pub draws: Vec<Draw>,
    /// Ids of questions that have to be right for a pass.
    pub must: Vec<Text>,
    /// Where it says that it cannot be taken before what comes first on the way to it; without it that is only said.
    pub strict: Option<Span>,
}

pub const REQUIRES: &[&str] = &["strict"];

named! {
    Mode { Practice = "practice", Exam = "exam" }
}

named! {
    /// When readers see what was right.
    Feedback { Now = "now", End = "end", Never = "never" }
}

impl Paper {
    /// The questions of a bank that a draw can take; a fixed question is never drawn a second time.
    pub fn fitting<'b>(&'b self, draw: &'b Draw, bank: &'b Bank) -> impl Iterator<Item = &'b Question> {
        let fixed = |question: &&Question| self.questions.iter().any(|id| id.text == question.id.text);
        bank.questions.iter().filter(|question| draw.fits(question)).filter(move |question| !fixed(question))
    }

    /// Minutes to take it: the limit, else a minute and a half a question.
    pub fn minutes(&self) -> u32 {
        let questions = self.questions.len() + self.draws.iter().map(|draw| draw.take).sum::<usize>();
        self.time.unwrap_or_else(|| u32::try_from((questions * 3).div_ceil(2)).unwrap_or(u32::MAX))
    }
}

/// A random draw from a bank.
#[derive(Clone, Debug)]
pub struct Draw {
    pub from: Text,
    pub tag: Option<Text>,
    pub difficulty: Option<Difficulty>,
    pub take: usize,
    /// Points for each drawn question, instead of its own.
    pub points: Option<f64>,
    pub span: Span,
}

impl Draw {
    pub fn fits(&self, question: &Question) -> bool {
        let tag = self.tag.as_ref().is_none_or(|tag| question.tags.iter().any(|own| own.text == tag.text));
        let difficulty = self.difficulty.is_none_or(|difficulty| question.difficulty == Some(difficulty));
        // A practical task is signed off by a person and never drawn into a paper.
        tag && difficulty && !question.answer.is_practical()
    }
}
