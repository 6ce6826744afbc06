//! `blanks`: an answer for each `____` of the question.

use crate::diag::{Diagnostics, Problem};
use crate::escape;
use crate::model::quiz::grading::{Given, Graded, Multiple, Right, share};
use crate::model::quiz::question::{Answer, Html, Told};
use crate::model::quiz::reading::Asked;
use crate::model::quiz::typed::{self, fold};
use crate::model::quiz::types::numeric::{self, Number, NumberKey};
use crate::yaml::fields::{self, Fields};
use crate::yaml::{Node, Value};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Clone, Debug)]
struct Cloze(Vec<Blank>);

#[derive(Clone, Debug)]
enum Blank {
    /// Any of these words, or, with `contains`, any answer that holds one of them.
    Words {
        words: Vec<String>,
        contains: bool,
    },
    Number(Number),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key {
    blanks: Vec<BlankKey>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum BlankKey {
    Number {
        number: NumberKey,
    },
    /// Any of these, or, with `contains`, anything that holds one of them.
    Words {
        words: Vec<String>,
        #[serde(default)]
        contains: bool,
        /// Characters that are written otherwise elsewhere, and what they are compared as.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        variants: BTreeMap<char, char>,
    },
}

pub fn read(asked: &Asked<'_, '_>, diags: &mut Diagnostics) -> Option<Arc<dyn Answer>> {
    let key = asked.fields.key_span("blanks").expect("the caller found the key");
    let items = asked.fields.list("blanks", diags);
    let blanks: Vec<Blank> = items.iter().filter_map(|node| blank(node, diags)).collect();
    let marks = asked.ask.map_or(0, |ask| blank_marks(&escape::without_comments(ask.text())));
    if asked.ask.is_some() && marks != items.len() {
        diags.push(key, Problem::BlankCount { marks, answers: items.len() });
    }
    Some(Arc::new(Cloze(blanks)))
}

/// Runs of four underscores or more.
fn blank_marks(text: &str) -> usize {
    text.split(|c| c != '_').filter(|run| run.len() >= 4).count()
}

fn blank(node: &Node, diags: &mut Diagnostics) -> Option<Blank> {
    match &node.value {
        Value::Scalar(_) => {
            Some(Blank::Words { words: vec![fields::text(node, diags)?.text], contains: false })
        }
        Value::List(words) => {
            let words = words.iter().filter_map(|word| Some(fields::text(word, diags)?.text)).collect();
            Some(Blank::Words { words, contains: false })
        }
        Value::Map(_) => {
            let fields = Fields::open(node, diags)?;
            if fields.has("contains") {
                let words = fields.texts("contains", diags).into_iter().map(|word| word.text).collect();
                fields.finish(&[], diags);
                return Some(Blank::Words { words, contains: true });
            }
            numeric::number_in(fields, "number", diags).map(Blank::Number)
        }
    }
}

impl Answer for Cloze {
    fn kind(&self) -> &'static str {
        "blanks"
    }

    fn meaning(&self, line: &mut dyn FnMut(&str)) {
        self.0.iter().for_each(|blank| line(&format!("{blank:?}")));
    }

    /// The places to write in stand in the text of the question.
    fn asked(&self, _: &str, _: &dyn Html) -> serde_json::Value {
        json!({})
    }

    fn right(&self, _: &str) -> Arc<dyn Right> {
        Arc::new(Key { blanks: self.0.iter().map(Blank::key).collect() })
    }

    fn told(&self, _: &dyn Html) -> Told {
        Told { accept: self.0.iter().map(Blank::told).collect(), ..Told::default() }
    }

    fn has_blanks(&self) -> bool {
        true
    }
}

impl Blank {
    fn key(&self) -> BlankKey {
        match self {
            Blank::Words { words, contains } => BlankKey::Words {
                words: words.clone(),
                contains: *contains,
                variants: typed::variants(words),
            },
            Blank::Number(number) => BlankKey::Number { number: number.key() },
        }
    }

    fn told(&self) -> String {
        match self {
            Blank::Words { words, .. } => words.join(" / "),
            Blank::Number(number) => number.told(),
        }
    }
}

impl BlankKey {
    fn is_filled_by(&self, text: &str) -> bool {
        match self {
            BlankKey::Number { number } => number.is_near(text),
            BlankKey::Words { words, contains, variants } => {
                let spelled = |text: &str| typed::spelled(text, variants);
                let given = spelled(text);
                let mut words = words.iter().map(|word| spelled(word)).filter(|word| !word.is_empty());
                words.any(|word| if *contains { given.contains(&word) } else { given == word })
            }
        }
    }

    fn own_answers(&self) -> Vec<String> {
        match self {
            BlankKey::Words { words, .. } if words.is_empty() => vec![String::new()],
            BlankKey::Words { words, .. } => words.clone(),
            BlankKey::Number { number } => vec![number.own_answer()],
        }
    }
}

impl Right for Key {
    fn kind(&self) -> &'static str {
        "blanks"
    }

    fn mark(&self, points: f64, given: &Given, _: Multiple) -> Graded {
        let given = given.items();
        let text = |at: usize| given.get(at).and_then(Given::as_text).unwrap_or("");
        let filled: Vec<bool> =
            self.blanks.iter().enumerate().map(|(at, blank)| blank.is_filled_by(text(at))).collect();
        let is_blank = (0..given.len()).all(|at| fold(text(at)).is_empty());
        let good = filled.iter().filter(|filled| **filled).count();
        Graded { blanks: filled, ..share(points, good, self.blanks.len(), is_blank) }
    }

    fn unanswerable(&self) -> Vec<String> {
        let lost = |blank: &BlankKey| {
            blank.own_answers().into_iter().filter(|own| !blank.is_filled_by(own)).collect::<Vec<_>>()
        };
        self.blanks.iter().flat_map(lost).collect()
    }

    fn data(&self) -> serde_json::Value {
        json!(self)
    }
}

#[cfg(test)]
mod tests {
    use super::blank_marks;

    #[test]
    fn a_blank_is_four_underscores_or_more() {
        assert_eq!(blank_marks("贷记 ____，金额 ______ 元，snake_case __x__"), 2);
    }
}
