//! A question of any type, and the bank that holds it.

use crate::model::named::named;
use crate::model::prose::Prose;
use crate::model::quiz::grading::{Key, Right};
use crate::yaml::fields::Text;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::{Debug, Write};
use std::sync::Arc;

/// A list of questions to draw from.
#[derive(Clone, Debug)]
pub struct Bank {
    pub questions: Vec<Question>,
    /// Ids of questions that could not be read; each has been reported where it is, and not again where it is used.
    pub lost: Vec<Text>,
}

#[derive(Clone, Debug)]
pub struct Question {
    pub id: Text,
    /// What is asked; for a case the shared text.
    pub ask: Prose,
    pub answer: Arc<dyn Answer>,
    pub hint: Option<Prose>,
    pub explain: Option<Prose>,
    /// A path from the project's root, with a heading's id after `#`.
    pub see: Option<Text>,
    /// As given; see `Question::points`.
    pub own_points: Option<f64>,
    pub difficulty: Option<Difficulty>,
    pub tags: Vec<Text>,
    pub since: String,
}

named! {
    Difficulty { Easy = "easy", Medium = "medium", Hard = "hard" }
}

/// What a type of question knows: what can be answered, what is right, and how both are shown.
///
/// What goes out is plain data: `asked` to templates, `right` and `told` to the key of a paper and to books.
pub trait Answer: Debug + Send + Sync {
    /// The name of the type in templates, scripts and results.
    fn kind(&self) -> &'static str;

    /// The partial that shows it, `templates/questions/NAME.html`.
    fn partial(&self) -> &'static str {
        self.kind()
    }

    /// What it is worth unless the question says otherwise.
    fn points(&self) -> f64 {
        1.0
    }

    /// Visits every text.
    fn prose(&self, _visit: &mut dyn FnMut(&Prose)) {}

    /// What it means, line by line. A question whose meaning changes counts as a new one, for which nobody's earlier answer
    /// is kept: what is here does not change between two editions of the program.
    fn meaning(&self, line: &mut dyn FnMut(&str));

    /// What is shown before it is answered, for the partial. `question` is the id of the question.
    fn asked(&self, question: &str, html: &dyn Html) -> Value;

    /// What is right.
    fn right(&self, question: &str) -> Arc<dyn Right>;

    /// What is told about the right answer, beside the key: reasons, a model answer.
    fn told(&self, _html: &dyn Html) -> Told {
        Told::default()
    }

    /// What can be chosen, by what stands for it in an answer.
    fn texts(&self, _question: &str) -> Vec<(String, &Prose)> {
        Vec::new()
    }

    /// What search finds; a text of which the order would tell the answer is marked.
    fn searched(&self) -> Vec<Searched<'_>> {
        Vec::new()
    }

    /// The options to choose from, in the writer's order.
    fn options(&self) -> Vec<Opt<'_>> {
        Vec::new()
    }

    fn parts(&self) -> &[Question] {
        &[]
    }

    /// Several options are right: how they are marked is a matter of the paper.
    fn has_several_right(&self) -> bool {
        false
    }

    /// Signed off by a person who watches.
    fn is_practical(&self) -> bool {
        false
    }

    /// Each `____` of the question is a place to write in.
    fn has_blanks(&self) -> bool {
        false
    }
}

/// An option of a choice.
#[derive(Clone, Copy, Debug)]
pub struct Opt<'q> {
    pub text: &'q Prose,
    /// Stays last when the options are shuffled.
    pub last: bool,
}

/// Writes the texts of an answer as they are on a page.
pub trait Html {
    /// A text in a line; `slot` is its name among the texts of the question.
    fn inline(&self, slot: &str, prose: &Prose) -> String;
    fn block(&self, slot: &str, prose: &Prose) -> String;
    fn number(&self, number: f64) -> String;
    /// The title of a role or a tier of roles.
    fn role(&self, id: &str) -> String;
}

/// HTML, but for `accept`.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Told {
    /// Why an option is right or wrong, by its position.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub why: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub model: String,
    /// The right answers of blanks and numbers as a reader may see them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accept: Vec<String>,
}

#[derive(Clone, Debug)]
pub enum Searched<'q> {
    Text(&'q Prose),
    /// Texts whose order is the answer, or a part of it.
    Unordered(Vec<&'q Prose>),
    Part(&'q Question),
}

impl Question {
    /// Points: as given, else the sum of parts or criteria, else one.
    pub fn points(&self) -> f64 {
        self.own_points.unwrap_or_else(|| self.answer.points())
    }

    pub fn kind(&self) -> &'static str {
        self.answer.kind()
    }

    pub fn parts(&self) -> &[Question] {
        self.answer.parts()
    }

    /// What is right and what it is worth.
    pub fn key(&self) -> Key {
        Key { points: self.points(), right: self.answer.right(&self.id.text) }
    }

    /// Visits every text, those of parts too.
    pub fn prose(&self, visit: &mut dyn FnMut(&Prose)) {
        visit(&self.ask);
        self.answer.prose(visit);
        self.hint.iter().for_each(&mut *visit);
        self.explain.iter().for_each(&mut *visit);
    }

    /// What the question means, as text: equal for two questions that ask and answer the same.
    pub fn meaning(&self) -> String {
        let mut out = format!("{}\n{}\n", self.kind(), self.ask.text().trim());
        self.answer.meaning(&mut |text| {
            writeln!(out, "{text}").expect("writing to a String cannot fail");
        });
        out
    }
}
