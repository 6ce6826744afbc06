//! `model`: a free text, which is marked beside a model answer.

use crate::diag::Diagnostics;
use crate::model::prose::Prose;
use crate::model::quiz::grading::{Given, Graded, Multiple, Right, Verdict, plain, verdict};
use crate::model::quiz::question::{Answer, Html, Told};
use crate::model::quiz::reading::Asked;
use crate::model::quiz::typed::fold;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

/// The model answer.
#[derive(Clone, Debug)]
struct Essay(Prose);

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key {}

pub fn read(asked: &Asked<'_, '_>, diags: &mut Diagnostics) -> Option<Arc<dyn Answer>> {
    let model = asked.texts.long(asked.fields.node("model")?, diags)?;
    Some(Arc::new(Essay(model)))
}

impl Answer for Essay {
    fn kind(&self) -> &'static str {
        "essay"
    }

    fn prose(&self, visit: &mut dyn FnMut(&Prose)) {
        visit(&self.0);
    }

    fn meaning(&self, line: &mut dyn FnMut(&str)) {
        line(self.0.text().trim());
    }

    fn asked(&self, _: &str, _: &dyn Html) -> Value {
        json!({})
    }

    fn right(&self, _: &str) -> Arc<dyn Right> {
        Arc::new(Key {})
    }

    fn told(&self, html: &dyn Html) -> Told {
        Told { model: html.block("model", &self.0), ..Told::default() }
    }
}

impl Right for Key {
    fn kind(&self) -> &'static str {
        "essay"
    }

    fn mark(&self, points: f64, given: &Given, _: Multiple) -> Graded {
        if let Some(Given::Points(own)) = given.entry("self") {
            let own = own.clamp(0.0, points);
            return Graded { points: own, ..plain(points, verdict(own == points, own > 0.0)) };
        }
        let text = given.entry("text").and_then(Given::as_text).unwrap_or("");
        plain(points, if fold(text).is_empty() { Verdict::Blank } else { Verdict::Open })
    }

    fn data(&self) -> Value {
        json!(self)
    }
}
