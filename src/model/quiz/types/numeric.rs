//! `number`: a number that counts as right within a tolerance.

use crate::diag::{Diagnostics, Problem};
use crate::model::quiz::grading::{Given, Graded, Multiple, Right, share};
use crate::model::quiz::question::{Answer, Html, Told};
use crate::model::quiz::reading::Asked;
use crate::model::quiz::typed::{self, Decimal, fold};
use crate::yaml::fields::{self, Fields, Text};
use crate::yaml::{Node, Value};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;

/// A number as the writer gave it.
#[derive(Clone, Debug)]
pub struct Number {
    pub value: f64,
    /// The value as the writer typed it.
    pub typed: String,
    pub tolerance: f64,
    pub unit: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key {
    number: NumberKey,
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

pub fn read(asked: &Asked<'_, '_>, diags: &mut Diagnostics) -> Option<Arc<dyn Answer>> {
    let number = number(asked.fields.node("number")?, diags)?;
    Some(Arc::new(number))
}

fn number(node: &Node, diags: &mut Diagnostics) -> Option<Number> {
    if let Value::Scalar(_) = node.value {
        let (value, typed) = fields::number(node, diags)?;
        return Some(Number { value, typed: typed.text, tolerance: 0.0, unit: String::new() });
    }
    let fields = Fields::open(node, diags)?;
    fields.require("value");
    number_in(fields, "value", diags)
}

/// A number with tolerance and unit; `key` holds its value.
pub fn number_in(fields: Fields<'_>, key: &'static str, diags: &mut Diagnostics) -> Option<Number> {
    let value = fields.number(key, diags);
    let room = tolerance(&fields, diags);
    let unit = fields.text("unit", diags).map_or_else(String::new, |text| text.text);
    fields.finish(&[], diags);
    Some(with_tolerance(value?, room, unit))
}

/// `0.01`, or `5%` of the value.
enum Room {
    Absolute(Decimal),
    Percent(Decimal),
}

fn tolerance(fields: &Fields<'_>, diags: &mut Diagnostics) -> Room {
    let Some(text) = fields.text("tolerance", diags) else { return Room::Absolute(Decimal::default()) };
    let written = text.text.trim();
    let share = written.strip_suffix(['%', '％']);
    let room = Decimal::parse(&share.unwrap_or(written).trim().to_lowercase());
    match room.filter(|room| *room >= Decimal::default()) {
        Some(room) if share.is_some() => Room::Percent(room),
        Some(room) => Room::Absolute(room),
        None => {
            diags.push(text.span, Problem::Tolerance { found: text.text });
            Room::Absolute(Decimal::default())
        }
    }
}

fn with_tolerance((value, typed): (f64, Text), room: Room, unit: String) -> Number {
    let number = Number { value, typed: typed.text, tolerance: 0.0, unit };
    let room = match room {
        Room::Absolute(room) => room,
        Room::Percent(percent) => number.exact().abs().percent(percent),
    };
    let tolerance = room.to_string().parse().expect("a decimal is a number");
    Number { tolerance, ..number }
}

impl Number {
    /// The value with every digit the writer typed.
    fn exact(&self) -> Decimal {
        let typed = self.typed.trim().replace('_', "").to_lowercase();
        let typed = typed.strip_prefix('+').unwrap_or(&typed);
        Decimal::parse(typed).or_else(|| Decimal::parse(&self.value.to_string())).unwrap_or_default()
    }

    pub fn key(&self) -> NumberKey {
        let tolerance = Decimal::parse(&self.tolerance.to_string()).unwrap_or_default();
        NumberKey { value: self.exact(), tolerance, unit: self.unit.clone() }
    }

    /// `130 ± 0.01 元`.
    pub fn told(&self) -> String {
        let tolerance = if self.tolerance > 0.0 { format!(" ± {}", self.tolerance) } else { String::new() };
        let unit = if self.unit.is_empty() { String::new() } else { format!(" {}", self.unit) };
        format!("{}{tolerance}{unit}", self.typed)
    }
}

impl Answer for Number {
    fn kind(&self) -> &'static str {
        "number"
    }

    fn meaning(&self, line: &mut dyn FnMut(&str)) {
        line(&format!("{self:?}"));
    }

    /// `unit` is after the number and may be empty.
    fn asked(&self, _: &str, _: &dyn Html) -> serde_json::Value {
        json!({ "unit": self.unit })
    }

    fn right(&self, _: &str) -> Arc<dyn Right> {
        Arc::new(Key { number: self.key() })
    }

    fn told(&self, _: &dyn Html) -> Told {
        Told { accept: vec![Number::told(self)], ..Told::default() }
    }
}

impl NumberKey {
    pub fn is_near(&self, text: &str) -> bool {
        typed::number(text, &self.unit).is_some_and(|number| number.is_near(self.value, self.tolerance))
    }

    /// The number as somebody would type it.
    pub fn own_answer(&self) -> String {
        format!("{}{}", self.value, self.unit)
    }
}

impl Right for Key {
    fn kind(&self) -> &'static str {
        "number"
    }

    fn mark(&self, points: f64, given: &Given, _: Multiple) -> Graded {
        let text = given.as_text().unwrap_or("");
        share(points, usize::from(self.number.is_near(text)), 1, fold(text).is_empty())
    }

    fn unanswerable(&self) -> Vec<String> {
        let own = self.number.own_answer();
        if self.number.is_near(&own) { Vec::new() } else { vec![own] }
    }

    fn data(&self) -> serde_json::Value {
        json!(self)
    }
}
