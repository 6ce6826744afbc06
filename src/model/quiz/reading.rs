//! What the types of questions share when they are read from YAML.
//!
//! A type knows its own keys; how a text is read is known to `read`, which hands it in as `Texts`.

use crate::diag::{Diagnostics, Fix, Problem};
use crate::model::prose::Prose;
use crate::model::quiz::question::Question;
use crate::yaml::fields::Fields;
use crate::yaml::{Node, Value};

/// Reads texts, in the language that is read for.
pub trait Texts {
    /// A text that is a phrase or a sentence more often than Markdown with blocks.
    fn short(&self, node: &Node, diags: &mut Diagnostics) -> Option<Prose>;
    /// Markdown with blocks.
    fn long(&self, node: &Node, diags: &mut Diagnostics) -> Option<Prose>;
    /// A text without Markdown.
    fn plain(&self, node: &Node, diags: &mut Diagnostics) -> Option<String>;
    /// A question in a question.
    fn question(&self, node: &Node, diags: &mut Diagnostics) -> Option<Question>;
}

/// A question whose answer is read.
pub struct Asked<'a, 'y> {
    pub fields: &'a Fields<'y>,
    /// Nothing when it could not be read.
    pub ask: Option<&'a Prose>,
    pub texts: &'a dyn Texts,
}

impl Asked<'_, '_> {
    pub fn short_list(&self, key: &'static str, diags: &mut Diagnostics) -> Vec<Prose> {
        let items = self.fields.list(key, diags);
        items.iter().filter_map(|node| self.texts.short(node, diags)).collect()
    }

    /// Reports a list, which is there, of fewer than two items.
    pub fn need_two(&self, key: &'static str, diags: &mut Diagnostics) {
        let found = self.fields.list(key, diags).len();
        if found < 2 {
            let key = self.fields.key_span(key).expect("the caller found the key");
            diags.push(key, Problem::FewItems { found });
        }
    }
}

/// Points: a number above 0.
pub fn points(fields: &Fields<'_>, key: &'static str, diags: &mut Diagnostics) -> Option<f64> {
    let (number, text) = fields.number(key, diags)?;
    if number <= 0.0 {
        diags.push(text.span, Problem::Points { found: text.text });
        return None;
    }
    Some(number)
}

/// Reports each item from `start` on that reads like one before it.
pub fn report_twice(items: &[&Prose], start: usize, diags: &mut Diagnostics) {
    for (at, item) in items.iter().enumerate().skip(start) {
        let same = |other: &&&Prose| other.text().trim() == item.text().trim();
        if let Some(first) = items[..at].iter().find(same) {
            let problem = Problem::DuplicateOption { text: item.text().trim().to_owned() };
            diags.push_related(item.origin.span.clone(), first.origin.span.clone(), problem);
        }
    }
}

/// The keys in which other programs, and people, put the answer.
pub const ANSWER_KEYS: &[&str] =
    &["answer", "answers", "correct", "right", "key", "solution", "答案", "正确答案"];

/// Reports such a key, with the line as it is written here where its value tells. True when there is one.
pub fn answer_key(fields: &Fields<'_>, diags: &mut Diagnostics) -> bool {
    let Some(entry) = fields.pass(ANSWER_KEYS) else { return false };
    let value = match &entry.value.value {
        Value::Scalar(scalar) => scalar.text.trim(),
        Value::List(_) | Value::Map(_) => "",
    };
    let is_letter = value.len() == 1 && value.starts_with(|c: char| c.is_ascii_alphabetic());
    let key = match value {
        _ if fields.has("options") || is_letter || value.is_empty() => None,
        "true" | "false" => Some("judge"),
        number if number.parse::<f64>().is_ok() => Some("number"),
        _ => Some("model"),
    };
    let problem = |line| Problem::AnswerKey { key: entry.key.clone(), line };
    match key {
        Some(key) => {
            let line = Some(format!("{key}: {value}"));
            let fix = Fix::replace(entry.key_span.range.clone(), key);
            diags.push_fix(entry.key_span.clone(), problem(line), fix);
        }
        None => diags.push(entry.key_span.clone(), problem(None)),
    }
    true
}
