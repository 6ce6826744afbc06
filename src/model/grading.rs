//! Marking an answer: what the key says is right, and what was answered -> points and a verdict.
//!
//! The page marks by the same rules (`themes/default/js/quiz/grading.js`), and `tests/grading` holds both to them.
//! Not here: how a key is hidden in a page, and how answers get here.

use crate::model::prose::Prose;
use crate::model::quiz::{Answer, Blank, Criterion, Number, Question, first_place};
use crate::model::typed::{self, Decimal, fold, number};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is right, as the key file of a paper has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Key {
    pub points: f64,
    #[serde(flatten)]
    pub right: Right,
}

/// The right answer by the kind of the question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Right {
    /// Options by their place as written, counted from 0: one is right.
    Single {
        right: Vec<String>,
    },
    Multiple {
        right: Vec<String>,
    },
    Judge {
        judge: bool,
    },
    Blanks {
        blanks: Vec<BlankKey>,
    },
    Number {
        number: NumberKey,
    },
    Order {
        order: Vec<String>,
    },
    /// Left and right side.
    Pairs {
        pairs: Vec<(String, String)>,
    },
    Case {
        parts: BTreeMap<String, Key>,
    },
    Task {
        criteria: Vec<CriterionKey>,
    },
    Essay {},
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum BlankKey {
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

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberKey {
    pub value: Decimal,
    /// Absolute, and still right itself.
    #[serde(default)]
    pub tolerance: Decimal,
    #[serde(default)]
    pub unit: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CriterionKey {
    pub points: f64,
    #[serde(default)]
    pub must: bool,
}

/// What was answered; the kind of the question says how to read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Given {
    Nothing,
    Judge(bool),
    Points(f64),
    /// The place of an option, or a text as typed.
    Text(String),
    /// Options, blanks, or items in order.
    List(Vec<Given>),
    /// By left side, by part of a case; `criteria` of a task, `text` and `self` of an essay.
    Map(BTreeMap<String, Given>),
}

/// How a multiple choice is marked that is not wholly right; a wrong option is 0 in all three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Multiple {
    All,
    Part,
    Half,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Right,
    Partial,
    Wrong,
    Blank,
    /// Waits for a person: a sign-off, a mark for an essay.
    Open,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Graded {
    pub points: f64,
    pub max: f64,
    pub verdict: Verdict,
    /// Of a case, brought to what the case is worth.
    pub parts: BTreeMap<String, Graded>,
    pub blanks: Vec<bool>,
    pub pairs: BTreeMap<String, bool>,
}

/// Marks an answer; points are rounded once, half up to two decimals.
pub fn grade(key: &Key, given: &Given, multiple: Multiple) -> Graded {
    rounded(mark(key, given, multiple))
}

fn mark(key: &Key, given: &Given, multiple: Multiple) -> Graded {
    let points = key.points;
    match &key.right {
        Right::Single { right } => {
            let chosen = given.as_text();
            let good = chosen.is_some_and(|chosen| right.iter().any(|own| own == chosen));
            share(points, usize::from(good), 1, given.is_nothing())
        }
        Right::Multiple { right } => of_multiple(points, right, given, multiple),
        Right::Judge { judge } => {
            share(points, usize::from(*given == Given::Judge(*judge)), 1, given.is_nothing())
        }
        Right::Blanks { blanks } => of_blanks(points, blanks, given),
        Right::Number { number } => {
            let text = given.as_text().unwrap_or("");
            share(points, usize::from(is_near(number, text)), 1, fold(text).is_empty())
        }
        Right::Order { order } => {
            let items = given.items();
            let texts: Vec<&str> = items.iter().filter_map(Given::as_text).collect();
            let good = texts == order.iter().map(String::as_str).collect::<Vec<_>>();
            share(points, usize::from(good), 1, items.is_empty())
        }
        Right::Pairs { pairs } => of_pairs(points, pairs, given),
        Right::Case { parts } => of_case(points, parts, given, multiple),
        Right::Task { criteria } => of_task(points, criteria, given),
        Right::Essay {} => of_essay(points, given),
    }
}

fn of_multiple(points: f64, right: &[String], given: &Given, multiple: Multiple) -> Graded {
    let mut chosen: Vec<&str> = given.items().iter().filter_map(Given::as_text).collect();
    chosen.sort_unstable();
    chosen.dedup();
    let good = right.iter().filter(|own| chosen.contains(&own.as_str())).count();
    // A wrong option is 0 whatever the rule.
    let clean = if chosen.len() == good { good } else { 0 };
    let all = right.len();
    if multiple == Multiple::Part || clean == all {
        return share(points, clean, all, chosen.is_empty());
    }
    share(points, usize::from(multiple == Multiple::Half && clean > 0), 2, chosen.is_empty())
}

fn of_blanks(points: f64, blanks: &[BlankKey], given: &Given) -> Graded {
    let given = given.items();
    let text = |at: usize| given.get(at).and_then(Given::as_text).unwrap_or("");
    let filled: Vec<bool> = blanks.iter().enumerate().map(|(at, blank)| fills(blank, text(at))).collect();
    let is_blank = (0..given.len()).all(|at| fold(text(at)).is_empty());
    let good = filled.iter().filter(|filled| **filled).count();
    Graded { blanks: filled, ..share(points, good, blanks.len(), is_blank) }
}

fn of_pairs(points: f64, pairs: &[(String, String)], given: &Given) -> Graded {
    let right = |left: &str| given.entry(left).and_then(Given::as_text).filter(|text| !text.is_empty());
    let matched: BTreeMap<String, bool> =
        pairs.iter().map(|(left, own)| (left.clone(), right(left) == Some(own))).collect();
    let is_blank = pairs.iter().all(|(left, _)| right(left).is_none());
    let good = matched.values().filter(|matched| **matched).count();
    Graded { pairs: matched, ..share(points, good, pairs.len(), is_blank) }
}

fn of_case(points: f64, parts: &BTreeMap<String, Key>, given: &Given, multiple: Multiple) -> Graded {
    let marked: BTreeMap<String, Graded> = parts
        .iter()
        .map(|(id, part)| (id.clone(), mark(part, given.entry(id).unwrap_or(&Given::Nothing), multiple)))
        .collect();
    let marks: Vec<&Graded> = marked.values().collect();
    let sum = total(&marks, points);
    let scale = points / marks.iter().map(|part| part.max).sum::<f64>();
    let scaled = |part: Graded| Graded { points: part.points * scale, max: part.max * scale, ..part };
    Graded { parts: marked.into_iter().map(|(id, part)| (id, scaled(part))).collect(), ..sum }
}

fn of_task(points: f64, criteria: &[CriterionKey], given: &Given) -> Graded {
    let signed = given.entry("criteria").map_or(&[][..], Given::items);
    let met = |at: usize| match signed.get(at).and_then(|one| one.entry("met")) {
        Some(Given::Judge(met)) => Some(*met),
        _ => None,
    };
    let met: Vec<Option<bool>> = (0..criteria.len()).map(met).collect();
    let marks: Vec<Graded> = criteria
        .iter()
        .zip(&met)
        .map(|(one, met)| share(one.points, usize::from(*met == Some(true)), 1, false))
        .collect();
    let sum = total(&marks.iter().collect::<Vec<_>>(), points);
    let failed = criteria.iter().zip(&met).any(|(one, met)| one.must && *met == Some(false));
    match () {
        () if met.contains(&None) => Graded { verdict: Verdict::Open, ..sum },
        () if failed => Graded { verdict: Verdict::Wrong, ..sum },
        () => sum,
    }
}

fn of_essay(points: f64, given: &Given) -> Graded {
    if let Some(Given::Points(own)) = given.entry("self") {
        let own = own.clamp(0.0, points);
        return Graded { points: own, ..plain(points, verdict(own == points, own > 0.0)) };
    }
    let text = given.entry("text").and_then(Given::as_text).unwrap_or("");
    plain(points, if fold(text).is_empty() { Verdict::Blank } else { Verdict::Open })
}

fn verdict(right: bool, some: bool) -> Verdict {
    match (right, some) {
        (true, _) => Verdict::Right,
        (false, true) => Verdict::Partial,
        (false, false) => Verdict::Wrong,
    }
}

fn plain(max: f64, verdict: Verdict) -> Graded {
    Graded { points: 0.0, max, verdict, parts: BTreeMap::new(), blanks: Vec::new(), pairs: BTreeMap::new() }
}

/// Marks by share: `good` of `all`.
fn share(points: f64, good: usize, all: usize, is_blank: bool) -> Graded {
    let verdict = if is_blank { Verdict::Blank } else { verdict(good == all, good > 0) };
    Graded { points: points * good as f64 / all as f64, ..plain(points, verdict) }
}

/// Several marks in one, brought to the points the whole is worth.
fn total(marks: &[&Graded], points: f64) -> Graded {
    let got: f64 = marks.iter().map(|one| one.points).sum();
    let all: f64 = marks.iter().map(|one| one.max).sum();
    let every = |verdict: Verdict| marks.iter().all(|one| one.verdict == verdict);
    let verdict = match () {
        () if every(Verdict::Blank) => Verdict::Blank,
        () if marks.iter().any(|one| one.verdict == Verdict::Open) => Verdict::Open,
        () => verdict(every(Verdict::Right), got > 0.0),
    };
    Graded { points: if all > 0.0 { points * got / all } else { 0.0 }, ..plain(points, verdict) }
}

fn rounded(graded: Graded) -> Graded {
    // The millionth is for what binary fractions lose.
    let round = |points: f64| (points * 100.0 + 0.5 + 1e-6).floor() / 100.0;
    let parts = graded.parts.into_iter().map(|(id, part)| (id, rounded(part))).collect();
    Graded { points: round(graded.points), max: round(graded.max), parts, ..graded }
}

fn fills(key: &BlankKey, text: &str) -> bool {
    match key {
        BlankKey::Number { number } => is_near(number, text),
        BlankKey::Words { words, contains, variants } => {
            let spelled = |text: &str| typed::spelled(text, variants);
            let given = spelled(text);
            let mut words = words.iter().map(|word| spelled(word)).filter(|word| !word.is_empty());
            words.any(|word| if *contains { given.contains(&word) } else { given == word })
        }
    }
}

fn is_near(key: &NumberKey, text: &str) -> bool {
    number(text, &key.unit).is_some_and(|number| number.is_near(key.value, key.tolerance))
}

impl Given {
    fn as_text(&self) -> Option<&str> {
        match self {
            Given::Text(text) => Some(text),
            _ => None,
        }
    }

    fn is_nothing(&self) -> bool {
        matches!(self, Given::Nothing) || self.as_text() == Some("")
    }

    fn items(&self) -> &[Given] {
        match self {
            Given::List(items) => items,
            _ => &[],
        }
    }

    fn entry(&self, name: &str) -> Option<&Given> {
        match self {
            Given::Map(entries) => entries.get(name),
            _ => None,
        }
    }
}

impl Key {
    /// The key of a question. `item` names an item of an order or a right side of a pair by its place as written.
    pub fn of(question: &Question, item: &dyn Fn(&Question, usize) -> String) -> Key {
        let items = |n: usize| (0..n).map(|at| item(question, at));
        let right = match &question.answer {
            Answer::Options(options) => {
                let places = options.iter().enumerate().filter(|(_, option)| option.right);
                let right: Vec<String> = places.map(|(at, _)| at.to_string()).collect();
                if right.len() > 1 { Right::Multiple { right } } else { Right::Single { right } }
            }
            Answer::Judge(judge) => Right::Judge { judge: *judge },
            Answer::Blanks(blanks) => Right::Blanks { blanks: blanks.iter().map(BlankKey::of).collect() },
            Answer::Number(number) => Right::Number { number: NumberKey::of(number) },
            Answer::Order(order) => Right::Order { order: items(order.len()).collect() },
            Answer::Pairs { pairs, .. } => {
                let sides: Vec<&Prose> = pairs.iter().map(|(_, right)| right).collect();
                let pair = |at: usize| (at.to_string(), item(question, first_place(&sides, at)));
                Right::Pairs { pairs: (0..sides.len()).map(pair).collect() }
            }
            Answer::Case(parts) => Right::Case {
                parts: parts.iter().map(|part| (part.id.text.clone(), Key::of(part, item))).collect(),
            },
            Answer::Task { criteria, .. } => {
                let criterion = |own: &Criterion| CriterionKey { points: own.points, must: own.must };
                Right::Task { criteria: criteria.iter().map(criterion).collect() }
            }
            Answer::Essay(_) => Right::Essay {},
        };
        Key { points: question.points(), right }
    }

    /// The writer's own answers that would not be marked right, so that nobody can give them. None of a case: its parts
    /// answer for themselves.
    pub fn unanswerable(&self) -> Vec<String> {
        let text = |text: &String| Given::Text(text.clone());
        let map = |name: &str, given| Given::Map(BTreeMap::from([(name.to_owned(), given)]));
        let own = match &self.right {
            Right::Case { .. } => return Vec::new(),
            Right::Blanks { blanks } => {
                let wordings = |blank| BlankKey::own_answers(blank).into_iter().map(move |own| (blank, own));
                let lost = blanks.iter().flat_map(wordings).filter(|(blank, own)| !fills(blank, own));
                return lost.map(|(_, own)| own).collect();
            }
            Right::Single { right } => right.first().map_or(Given::Nothing, text),
            Right::Multiple { right } => Given::List(right.iter().map(text).collect()),
            Right::Judge { judge } => Given::Judge(*judge),
            Right::Number { number } => Given::Text(number.own_answer()),
            Right::Order { order } => Given::List(order.iter().map(text).collect()),
            Right::Pairs { pairs } => {
                Given::Map(pairs.iter().map(|(left, right)| (left.clone(), text(right))).collect())
            }
            Right::Task { criteria } => {
                let met = |_: &CriterionKey| map("met", Given::Judge(true));
                map("criteria", Given::List(criteria.iter().map(met).collect()))
            }
            Right::Essay {} => map("self", Given::Points(self.points)),
        };
        let is_right = grade(self, &own, Multiple::All).verdict == Verdict::Right;
        if is_right { Vec::new() } else { vec![own.as_text().unwrap_or("").to_owned()] }
    }
}

impl BlankKey {
    pub fn of(blank: &Blank) -> BlankKey {
        match blank {
            Blank::Words { words, contains } => BlankKey::Words {
                words: words.clone(),
                contains: *contains,
                variants: typed::variants(words),
            },
            Blank::Number(number) => BlankKey::Number { number: NumberKey::of(number) },
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

impl NumberKey {
    pub fn of(number: &Number) -> NumberKey {
        NumberKey { value: number.exact(), tolerance: number.exact_tolerance(), unit: number.unit.clone() }
    }

    fn own_answer(&self) -> String {
        format!("{}{}", self.value, self.unit)
    }
}
