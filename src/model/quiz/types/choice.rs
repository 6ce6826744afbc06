//! `options`: one right option is a single choice, two or more a multiple choice.

use crate::diag::{Diagnostics, Edit, Fix, Problem};
use crate::model::prose::Prose;
use crate::model::quiz::grading::{self, Given, Graded, Right, share};
use crate::model::quiz::question::{Answer, Html, Opt, Searched, Told};
use crate::model::quiz::reading::{ANSWER_KEYS, Asked, Texts, answer_key, report_twice};
use crate::yaml::Node;
use crate::yaml::fields::{self, Fields};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Clone, Debug)]
struct Choices(Vec<Choice>);

#[derive(Clone, Debug)]
struct Choice {
    right: bool,
    /// Stays last when the options are shuffled.
    last: bool,
    text: Prose,
    why: Option<Prose>,
}

/// Options by their place as written, counted from 0.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Single {
    right: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Multiple {
    right: Vec<String>,
}

/// What the partial gets.
#[derive(Serialize)]
struct Shown {
    options: Vec<ShownChoice>,
}

#[derive(Serialize)]
struct ShownChoice {
    letter: String,
    /// HTML.
    text: String,
}

pub fn read(asked: &Asked<'_, '_>, diags: &mut Diagnostics) -> Option<Arc<dyn Answer>> {
    let fields = asked.fields;
    let key = fields.key_span("options").expect("the caller found the key");
    let items = fields.list("options", diags);
    if bare(fields, items, diags) {
        return None;
    }
    let is_answered = answer_key(fields, diags);
    let choices: Vec<Choice> = items.iter().filter_map(|node| choice(node, asked.texts, diags)).collect();
    if items.len() < 2 {
        diags.push(key, Problem::FewOptions { found: items.len() });
    } else if choices.len() == items.len() && !is_answered && !choices.iter().any(|choice| choice.right) {
        diags.push(key, Problem::NoAnswer {});
    }
    report_twice(&choices.iter().map(|choice| &choice.text).collect::<Vec<_>>(), 0, diags);
    Some(Arc::new(Choices(choices)))
}

fn choice(node: &Node, texts: &dyn Texts, diags: &mut Diagnostics) -> Option<Choice> {
    let fields = Fields::open(node, diags)?;
    let right = fields.node("right");
    let wrong = fields.node("wrong");
    if right.is_some() && wrong.is_some() {
        diags.push(fields.span(), Problem::QuestionType { found: "right + wrong".into() });
    }
    let why = fields.node("why").and_then(|node| texts.short(node, diags));
    let last = fields.bool("last", diags).unwrap_or(false);
    fields.require_one(&["right", "wrong"]);
    fields.finish(&[], diags);
    let text = texts.short(right.or(wrong)?, diags)?;
    Some(Choice { right: right.is_some(), last, text, why })
}

/// Options that are texts alone: reported once, with the list as it should be. Where the question says elsewhere which
/// one is right, that is taken over.
fn bare(fields: &Fields<'_>, items: &[Node], diags: &mut Diagnostics) -> bool {
    let text = |node: &Node| fields::scalar_text(node).map(str::to_owned);
    let Some(first) = items.iter().find(|item| text(item).is_some()) else { return false };
    let answer_entry = fields.pass(ANSWER_KEYS);
    let answer = answer_entry.and_then(|entry| text(&entry.value));
    let right = answer.and_then(|answer| named_by(answer.trim(), items)).unwrap_or(0);
    // The key that is taken over goes.
    let gone = answer_entry.map(|entry| entry.key_span.range.start..entry.value.span.range.end);
    let mut edits: Vec<Edit> = gone.map(|range| Edit { range, with: String::new() }).into_iter().collect();
    let mut line = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let Some(text) = text(item) else { continue };
        let with = format!("{{{}: {}}}", if at == right { "right" } else { "wrong" }, fields::in_flow(&text));
        line.push(with.clone());
        edits.push(Edit { range: item.span.range.clone(), with });
    }
    edits.sort_by_key(|edit| edit.range.start);
    let problem = Problem::OptionForm {
        text: text(first).unwrap_or_default(),
        line: format!("options: [{}]", line.join(", ")),
    };
    diags.push_fix(first.span.clone(), problem, Fix::Edits(edits));
    true
}

/// The option that an answer names: by its letter, its number from 1, or its text.
fn named_by(answer: &str, items: &[Node]) -> Option<usize> {
    let letter = answer.chars().next().filter(|c| answer.len() == 1 && c.is_ascii_alphabetic());
    let by_letter = letter.map(|c| usize::from(c.to_ascii_lowercase() as u8 - b'a'));
    let by_text =
        || items.iter().position(|item| fields::scalar_text(item).is_some_and(|text| text.trim() == answer));
    let by_number = || answer.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    by_text().or(by_letter).or_else(by_number).filter(|at| *at < items.len())
}

impl Choices {
    fn numbered(&self) -> impl Iterator<Item = (String, &Choice)> {
        self.0.iter().enumerate().map(|(at, choice)| (at.to_string(), choice))
    }
}

impl Answer for Choices {
    fn kind(&self) -> &'static str {
        if self.has_several_right() { "multiple" } else { "single" }
    }

    fn partial(&self) -> &'static str {
        "choice"
    }

    fn has_several_right(&self) -> bool {
        self.0.iter().filter(|choice| choice.right).count() > 1
    }

    fn prose(&self, visit: &mut dyn FnMut(&Prose)) {
        for choice in &self.0 {
            visit(&choice.text);
            choice.why.iter().for_each(&mut *visit);
        }
    }

    fn meaning(&self, line: &mut dyn FnMut(&str)) {
        for choice in &self.0 {
            line(&format!("{}{}", if choice.right { "+" } else { "-" }, choice.text.text().trim()));
        }
    }

    fn asked(&self, _: &str, html: &dyn Html) -> Value {
        let shown = |(at, choice): (usize, &Choice)| ShownChoice {
            letter: ('A'..).nth(at).map_or_else(String::new, String::from),
            text: html.inline(&format!("option{at}"), &choice.text),
        };
        json!(Shown { options: self.0.iter().enumerate().map(shown).collect() })
    }

    fn right(&self, _: &str) -> Arc<dyn Right> {
        let right = self.numbered().filter(|(_, choice)| choice.right).map(|(at, _)| at).collect();
        if self.has_several_right() { Arc::new(Multiple { right }) } else { Arc::new(Single { right }) }
    }

    fn told(&self, html: &dyn Html) -> Told {
        let why = |(at, choice): (String, &Choice)| {
            let html = html.inline(&format!("why{at}"), choice.why.as_ref()?);
            Some((at, html))
        };
        Told { why: self.numbered().filter_map(why).collect(), ..Told::default() }
    }

    fn texts(&self, _: &str) -> Vec<(String, &Prose)> {
        self.numbered().map(|(at, choice)| (at, &choice.text)).collect()
    }

    fn searched(&self) -> Vec<Searched<'_>> {
        self.0.iter().map(|choice| Searched::Text(&choice.text)).collect()
    }

    fn options(&self) -> Vec<Opt<'_>> {
        self.0.iter().map(|choice| Opt { text: &choice.text, last: choice.last }).collect()
    }
}

impl Right for Single {
    fn kind(&self) -> &'static str {
        "single"
    }

    fn mark(&self, points: f64, given: &Given, _: grading::Multiple) -> Graded {
        let chosen = given.as_text();
        let good = chosen.is_some_and(|chosen| self.right.iter().any(|own| own == chosen));
        share(points, usize::from(good), 1, given.is_nothing())
    }

    fn data(&self) -> Value {
        json!(self)
    }
}

impl Right for Multiple {
    fn kind(&self) -> &'static str {
        "multiple"
    }

    fn mark(&self, points: f64, given: &Given, multiple: grading::Multiple) -> Graded {
        let mut chosen: Vec<&str> = given.items().iter().filter_map(Given::as_text).collect();
        chosen.sort_unstable();
        chosen.dedup();
        let good = self.right.iter().filter(|own| chosen.contains(&own.as_str())).count();
        // A wrong option is 0 whatever the rule.
        let clean = if chosen.len() == good { good } else { 0 };
        let all = self.right.len();
        if multiple == grading::Multiple::Part || clean == all {
            return share(points, clean, all, chosen.is_empty());
        }
        let is_half = multiple == grading::Multiple::Half && clean > 0;
        share(points, usize::from(is_half), 2, chosen.is_empty())
    }

    fn data(&self) -> Value {
        json!(self)
    }
}
