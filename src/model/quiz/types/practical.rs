//! `criteria`: a practical task, signed off by somebody who watches.

use crate::diag::{Diagnostics, Problem};
use crate::model::prose::Prose;
use crate::model::quiz::grading::{Given, Graded, Multiple, Right, Verdict, share, total};
use crate::model::quiz::question::{Answer, Html};
use crate::model::quiz::reading::{self, Asked, Texts};
use crate::yaml::Node;
use crate::yaml::fields::Fields;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Clone, Debug)]
struct Practical {
    criteria: Vec<Criterion>,
    /// A role or a tier of roles.
    signoff: String,
}

#[derive(Clone, Debug)]
struct Criterion {
    check: Prose,
    points: f64,
    evidence: String,
    /// Failing this fails the task.
    must: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key {
    criteria: Vec<CriterionKey>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct CriterionKey {
    points: f64,
    #[serde(default)]
    must: bool,
}

/// What the partial gets.
#[derive(Serialize)]
struct Shown {
    criteria: Vec<ShownCriterion>,
    /// Who signs it off: the title of a role or of a tier.
    signoff: String,
}

#[derive(Serialize)]
struct ShownCriterion {
    /// HTML.
    check: String,
    points: String,
    evidence: String,
    must: bool,
}

pub fn read(asked: &Asked<'_, '_>, diags: &mut Diagnostics) -> Option<Arc<dyn Answer>> {
    let items = asked.fields.list("criteria", diags);
    let criteria: Vec<Criterion> =
        items.iter().filter_map(|node| criterion(node, asked.texts, diags)).collect();
    if criteria.is_empty() {
        let key = asked.fields.key_span("criteria").expect("the caller found the key");
        diags.push(key, Problem::TaskEmpty {});
    }
    let signoff =
        asked.fields.text("signoff", diags).map_or_else(|| "super-user".to_owned(), |text| text.text);
    Some(Arc::new(Practical { criteria, signoff }))
}

fn criterion(node: &Node, texts: &dyn Texts, diags: &mut Diagnostics) -> Option<Criterion> {
    let fields = Fields::open_item(node, "check", diags)?;
    fields.require("check");
    let check = fields.node("check").and_then(|node| texts.short(node, diags));
    let points = reading::points(&fields, "points", diags).unwrap_or(1.0);
    let evidence = fields.node("evidence").and_then(|node| texts.plain(node, diags)).unwrap_or_default();
    let must = fields.bool("must", diags).unwrap_or(false);
    fields.finish(&[], diags);
    Some(Criterion { check: check?, points, evidence, must })
}

impl Answer for Practical {
    fn kind(&self) -> &'static str {
        "task"
    }

    fn points(&self) -> f64 {
        self.criteria.iter().map(|criterion| criterion.points).sum()
    }

    fn prose(&self, visit: &mut dyn FnMut(&Prose)) {
        self.criteria.iter().for_each(|criterion| visit(&criterion.check));
    }

    fn meaning(&self, line: &mut dyn FnMut(&str)) {
        self.criteria.iter().for_each(|criterion| line(criterion.check.text().trim()));
    }

    fn asked(&self, _: &str, html: &dyn Html) -> Value {
        let shown = |(at, own): (usize, &Criterion)| ShownCriterion {
            check: html.inline(&format!("check{at}"), &own.check),
            points: html.number(own.points),
            evidence: own.evidence.clone(),
            must: own.must,
        };
        json!(Shown {
            criteria: self.criteria.iter().enumerate().map(shown).collect(),
            signoff: html.role(&self.signoff),
        })
    }

    fn right(&self, _: &str) -> Arc<dyn Right> {
        let criterion = |own: &Criterion| CriterionKey { points: own.points, must: own.must };
        Arc::new(Key { criteria: self.criteria.iter().map(criterion).collect() })
    }

    fn texts(&self, _: &str) -> Vec<(String, &Prose)> {
        self.criteria.iter().enumerate().map(|(at, own)| (at.to_string(), &own.check)).collect()
    }

    fn is_practical(&self) -> bool {
        true
    }
}

impl Right for Key {
    fn kind(&self) -> &'static str {
        "task"
    }

    fn mark(&self, points: f64, given: &Given, _: Multiple) -> Graded {
        let signed = given.entry("criteria").map_or(&[][..], Given::items);
        let met = |at: usize| match signed.get(at).and_then(|one| one.entry("met")) {
            Some(Given::Judge(met)) => Some(*met),
            _ => None,
        };
        let met: Vec<Option<bool>> = (0..self.criteria.len()).map(met).collect();
        let marks: Vec<Graded> = self
            .criteria
            .iter()
            .zip(&met)
            .map(|(one, met)| share(one.points, usize::from(*met == Some(true)), 1, false))
            .collect();
        let sum = total(&marks.iter().collect::<Vec<_>>(), points);
        let failed = self.criteria.iter().zip(&met).any(|(one, met)| one.must && *met == Some(false));
        match () {
            () if met.contains(&None) => Graded { verdict: Verdict::Open, ..sum },
            () if failed => Graded { verdict: Verdict::Wrong, ..sum },
            () => sum,
        }
    }

    fn data(&self) -> Value {
        json!(self)
    }
}
