//! Marking an answer: what the key says is right, and what was answered -> points and a verdict.
//!
//! The page marks by the same rules (`themes/default/js/quiz/types`), and `tests/grading` holds both to them. Not here:
//! what is right by type (`types`), how a key is hidden in a page, and how answers get here.

use crate::model::named::named;
use serde::ser::{Error, SerializeMap};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

/// What is right, as the key file of a paper has it.
#[derive(Clone, Debug)]
pub struct Key {
    pub points: f64,
    pub right: Arc<dyn Right>,
}

/// The right answer of one type of question.
pub trait Right: Debug + Send + Sync {
    fn kind(&self) -> &'static str;

    /// Without rounding, which happens once at the end.
    fn mark(&self, points: f64, given: &Given, multiple: Multiple) -> Graded;

    /// The writer's own answers that would not be marked right, so that nobody can give them.
    fn unanswerable(&self) -> Vec<String> {
        Vec::new()
    }

    /// As the key file has it, without kind and points.
    fn data(&self) -> Value;
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Value::Object(data) = self.right.data() else {
            return Err(S::Error::custom("a right answer is a map"));
        };
        let mut map = serializer.serialize_map(Some(data.len() + 2))?;
        map.serialize_entry("points", &self.points)?;
        map.serialize_entry("kind", self.right.kind())?;
        data.iter().try_for_each(|(name, value)| map.serialize_entry(name, value))?;
        map.end()
    }
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
    /// By left side, by item, by part of a case; `criteria` of a task, `text` and `self` of an essay.
    Map(BTreeMap<String, Given>),
}

named! {
    /// How a multiple choice is marked that is not wholly right; a wrong option is 0 in all three.
    Multiple { All = "all", Part = "part", Half = "half" }
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
    /// By left side of a pair, by item of a group.
    pub pairs: BTreeMap<String, bool>,
}

/// Marks an answer; points are rounded once, half up to two decimals.
pub fn grade(key: &Key, given: &Given, multiple: Multiple) -> Graded {
    rounded(key.mark(given, multiple))
}

impl Key {
    pub fn mark(&self, given: &Given, multiple: Multiple) -> Graded {
        self.right.mark(self.points, given, multiple)
    }
}

pub fn verdict(right: bool, some: bool) -> Verdict {
    match (right, some) {
        (true, _) => Verdict::Right,
        (false, true) => Verdict::Partial,
        (false, false) => Verdict::Wrong,
    }
}

pub fn plain(max: f64, verdict: Verdict) -> Graded {
    Graded { points: 0.0, max, verdict, parts: BTreeMap::new(), blanks: Vec::new(), pairs: BTreeMap::new() }
}

/// Marks by share: `good` of `all`.
pub fn share(points: f64, good: usize, all: usize, is_blank: bool) -> Graded {
    let verdict = if is_blank { Verdict::Blank } else { verdict(good == all, good > 0) };
    Graded { points: points * good as f64 / all as f64, ..plain(points, verdict) }
}

/// Marks pair by pair: what belongs to each, and what it was given.
pub fn by_pairs(points: f64, pairs: &[(String, String)], given: &Given) -> Graded {
    let right = |left: &str| given.entry(left).and_then(Given::as_text).filter(|text| !text.is_empty());
    let matched: BTreeMap<String, bool> =
        pairs.iter().map(|(left, own)| (left.clone(), right(left) == Some(own))).collect();
    let is_blank = pairs.iter().all(|(left, _)| right(left).is_none());
    let good = matched.values().filter(|matched| **matched).count();
    Graded { pairs: matched, ..share(points, good, pairs.len(), is_blank) }
}

/// Several marks in one, brought to the points the whole is worth.
pub fn total(marks: &[&Graded], points: f64) -> Graded {
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

impl Given {
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Given::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn is_nothing(&self) -> bool {
        matches!(self, Given::Nothing) || self.as_text() == Some("")
    }

    pub fn items(&self) -> &[Given] {
        match self {
            Given::List(items) => items,
            _ => &[],
        }
    }

    pub fn entry(&self, name: &str) -> Option<&Given> {
        match self {
            Given::Map(entries) => entries.get(name),
            _ => None,
        }
    }
}
