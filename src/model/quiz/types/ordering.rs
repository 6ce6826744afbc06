//! `order`: items to put in order.

use crate::diag::Diagnostics;
use crate::model::prose::Prose;
use crate::model::quiz::grading::{Given, Graded, Multiple, Right, share};
use crate::model::quiz::items::{Item, item_id, shuffled};
use crate::model::quiz::question::{Answer, Html, Searched};
use crate::model::quiz::reading::{Asked, report_twice};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

/// In the right order.
#[derive(Clone, Debug)]
struct Ordering(Vec<Prose>);

/// Names of items, in the right order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key {
    order: Vec<String>,
}

/// What the partial gets.
#[derive(Serialize)]
struct Shown {
    /// In a fixed order that gives nothing away.
    shuffled: Vec<Item>,
}

pub fn read(asked: &Asked<'_, '_>, diags: &mut Diagnostics) -> Option<Arc<dyn Answer>> {
    let items = asked.short_list("order", diags);
    asked.need_two("order", diags);
    report_twice(&items.iter().collect::<Vec<_>>(), 0, diags);
    Some(Arc::new(Ordering(items)))
}

impl Answer for Ordering {
    fn kind(&self) -> &'static str {
        "order"
    }

    fn prose(&self, visit: &mut dyn FnMut(&Prose)) {
        self.0.iter().for_each(visit);
    }

    fn meaning(&self, line: &mut dyn FnMut(&str)) {
        self.0.iter().for_each(|item| line(item.text().trim()));
    }

    fn asked(&self, question: &str, html: &dyn Html) -> Value {
        let items: Vec<(usize, &Prose)> = self.0.iter().enumerate().collect();
        let solved: Vec<usize> = (0..items.len()).collect();
        json!(Shown { shuffled: shuffled(question, &items, &solved, html) })
    }

    fn right(&self, question: &str) -> Arc<dyn Right> {
        Arc::new(Key { order: (0..self.0.len()).map(|at| item_id(question, at)).collect() })
    }

    fn texts(&self, question: &str) -> Vec<(String, &Prose)> {
        self.0.iter().enumerate().map(|(at, item)| (item_id(question, at), item)).collect()
    }

    fn searched(&self) -> Vec<Searched<'_>> {
        vec![Searched::Unordered(self.0.iter().collect())]
    }
}

impl Right for Key {
    fn kind(&self) -> &'static str {
        "order"
    }

    fn mark(&self, points: f64, given: &Given, _: Multiple) -> Graded {
        let items = given.items();
        let texts: Vec<&str> = items.iter().filter_map(Given::as_text).collect();
        let good = texts == self.order.iter().map(String::as_str).collect::<Vec<_>>();
        share(points, usize::from(good), 1, items.is_empty())
    }

    fn data(&self) -> Value {
        json!(self)
    }
}
