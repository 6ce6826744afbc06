//! `parts`: a case with questions about it.

use crate::diag::{Diagnostics, Problem};
use crate::model::prose::Prose;
use crate::model::quiz::grading::{self, Given, Graded, Multiple, Right, total};
use crate::model::quiz::question::{Answer, Html, Question, Searched};
use crate::model::quiz::reading::Asked;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Clone, Debug)]
struct Case(Vec<Question>);

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key {
    parts: BTreeMap<String, grading::Key>,
}

pub fn read(asked: &Asked<'_, '_>, diags: &mut Diagnostics) -> Option<Arc<dyn Answer>> {
    let items = asked.fields.list("parts", diags);
    let parts: Vec<Question> = items.iter().filter_map(|node| asked.texts.question(node, diags)).collect();
    if parts.is_empty() {
        let key = asked.fields.key_span("parts").expect("the caller found the key");
        diags.push(key, Problem::CaseEmpty {});
    }
    Some(Arc::new(Case(parts)))
}

impl Answer for Case {
    fn kind(&self) -> &'static str {
        "case"
    }

    fn points(&self) -> f64 {
        self.0.iter().map(Question::points).sum()
    }

    fn prose(&self, visit: &mut dyn FnMut(&Prose)) {
        self.0.iter().for_each(|part| part.prose(visit));
    }

    fn meaning(&self, line: &mut dyn FnMut(&str)) {
        self.0.iter().for_each(|part| line(part.meaning().trim()));
    }

    /// The parts are questions of their own.
    fn asked(&self, _: &str, _: &dyn Html) -> Value {
        json!({})
    }

    fn right(&self, _: &str) -> Arc<dyn Right> {
        Arc::new(Key { parts: self.0.iter().map(|part| (part.id.text.clone(), part.key())).collect() })
    }

    fn searched(&self) -> Vec<Searched<'_>> {
        self.0.iter().map(Searched::Part).collect()
    }

    fn parts(&self) -> &[Question] {
        &self.0
    }
}

impl Right for Key {
    fn kind(&self) -> &'static str {
        "case"
    }

    fn mark(&self, points: f64, given: &Given, multiple: Multiple) -> Graded {
        let part = |(id, part): (&String, &grading::Key)| {
            (id.clone(), part.mark(given.entry(id).unwrap_or(&Given::Nothing), multiple))
        };
        let marked: BTreeMap<String, Graded> = self.parts.iter().map(part).collect();
        let marks: Vec<&Graded> = marked.values().collect();
        let sum = total(&marks, points);
        // A case that says what it is worth shares that out among its parts.
        let scale = points / marks.iter().map(|part| part.max).sum::<f64>();
        let scaled = |part: Graded| Graded { points: part.points * scale, max: part.max * scale, ..part };
        Graded { parts: marked.into_iter().map(|(id, part)| (id, scaled(part))).collect(), ..sum }
    }

    fn data(&self) -> Value {
        json!(self)
    }
}
