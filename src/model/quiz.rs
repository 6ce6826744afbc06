//! Questions, the banks that hold them and the papers made of them.

use crate::model::prose::Prose;
use crate::model::typed::Decimal;
use crate::yaml::fields::Text;

/// A list of questions to draw from.
#[derive(Clone, Debug)]
pub struct Bank {
    pub questions: Vec<Question>,
    /// Ids of questions that could not be read; each has been reported where it stands, and not again where it is used.
    pub lost: Vec<Text>,
}

/// A quiz: which questions, and how they are asked and marked.
#[derive(Clone, Debug)]
pub struct Paper {
    pub mode: &'static str,
    /// Share of the points that passes, in percent.
    pub pass: Option<f64>,
    /// Minutes.
    pub time: Option<u32>,
    pub attempts: Option<u32>,
    /// Minutes to wait when the attempts are used up, after which they begin anew; without `attempts` after each one.
    pub cooldown: Option<u32>,
    pub feedback: &'static str,
    pub multiple: &'static str,
    pub shuffle: bool,
    /// Ids of fixed questions.
    pub questions: Vec<Text>,
    pub draws: Vec<Draw>,
    /// Ids of questions that have to be right for a pass.
    pub must: Vec<Text>,
    /// Where it says that it can not be taken before what comes first on the way to it; without it that is only said.
    pub strict: Option<crate::diag::Span>,
}

pub const REQUIRES: &[&str] = &["strict"];
pub const MODES: &[&str] = &["practice", "exam"];
pub const FEEDBACK: &[&str] = &["now", "end", "never"];
/// How a question with several right options is marked; a wrong option gives 0 in all three.
pub const MULTIPLE: &[&str] = &["all", "part", "half"];
pub const DIFFICULTIES: &[&str] = &["easy", "medium", "hard"];

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
    pub difficulty: Option<&'static str>,
    pub take: usize,
    /// Points for each drawn question, instead of its own.
    pub points: Option<f64>,
    pub span: crate::diag::Span,
}

impl Draw {
    pub fn fits(&self, question: &Question) -> bool {
        let tag = self.tag.as_ref().is_none_or(|tag| question.tags.iter().any(|own| own.text == tag.text));
        let difficulty = self.difficulty.is_none_or(|difficulty| question.difficulty == Some(difficulty));
        // A practical task is signed off by a person and never drawn into a paper.
        tag && difficulty && !matches!(question.answer, Answer::Task { .. })
    }
}

/// A question of any type.
#[derive(Clone, Debug)]
pub struct Question {
    pub id: Text,
    /// What is asked; for a case the shared text.
    pub ask: Prose,
    pub answer: Answer,
    pub hint: Option<Prose>,
    pub explain: Option<Prose>,
    /// A path from the project's root, with a heading's id behind `#`.
    pub see: Option<Text>,
    /// As given; see `Question::points`.
    pub own_points: Option<f64>,
    pub difficulty: Option<&'static str>,
    pub tags: Vec<Text>,
    pub since: String,
}

/// The answer of a question: the key that holds it names the type.
#[derive(Clone, Debug)]
pub enum Answer {
    /// One right option is a single choice, two or more a multiple choice.
    Options(Vec<Choice>),
    Judge(bool),
    /// One for each `____` of the question.
    Blanks(Vec<Blank>),
    Number(Number),
    /// In the right order.
    Order(Vec<Prose>),
    Pairs {
        pairs: Vec<(Prose, Prose)>,
        extra: Vec<Prose>,
    },
    Case(Vec<Question>),
    /// A practical task, signed off by a super-user.
    Task {
        criteria: Vec<Criterion>,
        signoff: String,
    },
    /// A free text with a model answer.
    Essay(Prose),
}

#[derive(Clone, Debug)]
pub struct Choice {
    pub right: bool,
    /// Stays last when the options are shuffled.
    pub last: bool,
    pub text: Prose,
    pub why: Option<Prose>,
}

#[derive(Clone, Debug)]
pub enum Blank {
    /// Any of these words, or, with `contains`, any answer that holds one of them.
    Words {
        words: Vec<String>,
        contains: bool,
    },
    Number(Number),
}

/// A number that counts as right within a tolerance.
#[derive(Clone, Debug)]
pub struct Number {
    pub value: f64,
    /// The value as the writer typed it.
    pub typed: String,
    pub tolerance: f64,
    pub unit: String,
}

#[derive(Clone, Debug)]
pub struct Criterion {
    pub check: Prose,
    pub points: f64,
    pub evidence: String,
    /// Failing this fails the task.
    pub must: bool,
}

impl Number {
    /// The value with every digit the writer typed.
    pub fn exact(&self) -> Decimal {
        let typed = self.typed.trim().replace('_', "").to_lowercase();
        let typed = typed.strip_prefix('+').unwrap_or(&typed);
        Decimal::parse(typed).or_else(|| Decimal::parse(&self.value.to_string())).unwrap_or_default()
    }

    pub fn exact_tolerance(&self) -> Decimal {
        Decimal::parse(&self.tolerance.to_string()).unwrap_or_default()
    }
}

/// The first place of a right side, by its text: sides that read the same are one, and whichever is taken is right.
pub fn first_place(sides: &[&Prose], at: usize) -> usize {
    let same = |side: &&Prose| side.text().trim() == sides[at].text().trim();
    sides.iter().position(same).unwrap_or(at)
}

impl Question {
    /// Points: as given, else the sum of parts or criteria, else one.
    pub fn points(&self) -> f64 {
        self.own_points.unwrap_or_else(|| match &self.answer {
            Answer::Case(parts) => parts.iter().map(Question::points).sum(),
            Answer::Task { criteria, .. } => criteria.iter().map(|criterion| criterion.points).sum(),
            _ => 1.0,
        })
    }

    /// The type as templates and the handbook name it.
    pub fn kind(&self) -> &'static str {
        match &self.answer {
            Answer::Options(options) if options.iter().filter(|option| option.right).count() > 1 => {
                "multiple"
            }
            Answer::Options(_) => "single",
            Answer::Judge(_) => "judge",
            Answer::Blanks(_) => "blanks",
            Answer::Number(_) => "number",
            Answer::Order(_) => "order",
            Answer::Pairs { .. } => "pairs",
            Answer::Case(_) => "case",
            Answer::Task { .. } => "task",
            Answer::Essay(_) => "essay",
        }
    }

    pub fn prose(&self, visit: &mut dyn FnMut(&Prose)) {
        visit(&self.ask);
        match &self.answer {
            Answer::Options(options) => {
                for option in options {
                    visit(&option.text);
                    option.why.iter().for_each(&mut *visit);
                }
            }
            Answer::Order(items) => items.iter().for_each(&mut *visit),
            Answer::Pairs { pairs, extra } => {
                for (left, right) in pairs {
                    visit(left);
                    visit(right);
                }
                extra.iter().for_each(&mut *visit);
            }
            Answer::Case(parts) => parts.iter().for_each(|part| part.prose(visit)),
            Answer::Task { criteria, .. } => criteria.iter().for_each(|criterion| visit(&criterion.check)),
            Answer::Essay(model) => visit(model),
            Answer::Judge(_) | Answer::Blanks(_) | Answer::Number(_) => {}
        }
        self.hint.iter().for_each(&mut *visit);
        self.explain.iter().for_each(&mut *visit);
    }
}
