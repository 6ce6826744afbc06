//! `pairs`: a right side for each left side, among some that belong to none.

use crate::diag::{Diagnostics, Problem};
use crate::model::prose::Prose;
use crate::model::quiz::grading::{Given, Graded, Multiple, Right, by_pairs};
use crate::model::quiz::items::{Item, first_place, item_id, shuffled};
use crate::model::quiz::question::{Answer, Html, Searched};
use crate::model::quiz::reading::{Asked, Texts, report_twice};
use crate::yaml::fields;
use crate::yaml::{self, Node};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Clone, Debug)]
struct Matching {
    pairs: Vec<(Prose, Prose)>,
    extra: Vec<Prose>,
}

/// The place of a left side, and the name of its right side.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key {
    pairs: Vec<(String, String)>,
}

/// What the partial gets.
#[derive(Serialize)]
struct Shown {
    /// HTML.
    lefts: Vec<String>,
    /// The right sides, in a fixed order that gives nothing away.
    shuffled: Vec<Item>,
}

pub fn read(asked: &Asked<'_, '_>, diags: &mut Diagnostics) -> Option<Arc<dyn Answer>> {
    let items = asked.fields.list("pairs", diags);
    let pairs: Vec<_> = items.iter().filter_map(|node| pair(node, asked.texts, diags)).collect();
    let extra = asked.short_list("extra", diags);
    let matching = Matching { pairs, extra };
    // Two left sides that read the same: nobody can tell which right side belongs to which. A right side that is extra
    // as well would be wrong half of the time.
    report_twice(&matching.lefts().collect::<Vec<_>>(), 0, diags);
    report_twice(&matching.rights(), matching.pairs.len(), diags);
    asked.need_two("pairs", diags);
    Some(Arc::new(matching))
}

fn pair(node: &Node, texts: &dyn Texts, diags: &mut Diagnostics) -> Option<(Prose, Prose)> {
    let items = fields::list(node, diags);
    let [left, right] = items else {
        if let yaml::Value::List(_) = node.value {
            diags.push(node.span.clone(), Problem::FewItems { found: items.len() });
        }
        return None;
    };
    Some((texts.short(left, diags)?, texts.short(right, diags)?))
}

impl Matching {
    fn lefts(&self) -> impl Iterator<Item = &Prose> {
        self.pairs.iter().map(|(left, _)| left)
    }

    /// Those of pairs first.
    fn rights(&self) -> Vec<&Prose> {
        self.pairs.iter().map(|(_, right)| right).chain(&self.extra).collect()
    }
}

impl Answer for Matching {
    fn kind(&self) -> &'static str {
        "pairs"
    }

    fn prose(&self, visit: &mut dyn FnMut(&Prose)) {
        for (left, right) in &self.pairs {
            visit(left);
            visit(right);
        }
        self.extra.iter().for_each(visit);
    }

    fn meaning(&self, line: &mut dyn FnMut(&str)) {
        self.pairs.iter().for_each(|(left, right)| line(&format!("{}{}", left.text(), right.text().trim())));
        self.extra.iter().for_each(|item| line(item.text()));
    }

    fn asked(&self, question: &str, html: &dyn Html) -> Value {
        let rights = self.rights();
        let own = (0..rights.len()).filter(|at| first_place(&rights, *at) == *at);
        let items: Vec<(usize, &Prose)> = own.map(|at| (at, rights[at])).collect();
        let solved: Vec<usize> = (0..self.pairs.len()).map(|at| first_place(&rights, at)).collect();
        json!(Shown {
            lefts: self
                .lefts()
                .enumerate()
                .map(|(at, left)| html.inline(&format!("left{at}"), left))
                .collect(),
            shuffled: shuffled(question, &items, &solved, html),
        })
    }

    fn right(&self, question: &str) -> Arc<dyn Right> {
        let rights = self.rights();
        let pair = |at: usize| (at.to_string(), item_id(question, first_place(&rights, at)));
        Arc::new(Key { pairs: (0..self.pairs.len()).map(pair).collect() })
    }

    fn texts(&self, question: &str) -> Vec<(String, &Prose)> {
        let left = self.lefts().enumerate().map(|(at, left)| (format!("L{at}"), left));
        let rights = self.rights();
        left.chain(rights.into_iter().enumerate().map(|(at, right)| (item_id(question, at), right))).collect()
    }

    fn searched(&self) -> Vec<Searched<'_>> {
        self.lefts().map(Searched::Text).chain([Searched::Unordered(self.rights())]).collect()
    }
}

impl Right for Key {
    fn kind(&self) -> &'static str {
        "pairs"
    }

    fn mark(&self, points: f64, given: &Given, _: Multiple) -> Graded {
        by_pairs(points, &self.pairs, given)
    }

    fn data(&self) -> Value {
        json!(self)
    }
}
