//! `judge`: a statement that is true or false.

use crate::diag::Diagnostics;
use crate::model::quiz::grading::{Given, Graded, Multiple, Right, share};
use crate::model::quiz::question::{Answer, Html};
use crate::model::quiz::reading::Asked;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Clone, Debug)]
struct TrueFalse(bool);

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key {
    judge: bool,
}

pub fn read(asked: &Asked<'_, '_>, diags: &mut Diagnostics) -> Option<Arc<dyn Answer>> {
    let right = asked.fields.bool("judge", diags)?;
    Some(Arc::new(TrueFalse(right)))
}

impl Answer for TrueFalse {
    fn kind(&self) -> &'static str {
        "judge"
    }

    fn meaning(&self, line: &mut dyn FnMut(&str)) {
        line(&self.0.to_string());
    }

    fn asked(&self, _: &str, _: &dyn Html) -> Value {
        json!({})
    }

    fn right(&self, _: &str) -> Arc<dyn Right> {
        Arc::new(Key { judge: self.0 })
    }
}

impl Right for Key {
    fn kind(&self) -> &'static str {
        "judge"
    }

    fn mark(&self, points: f64, given: &Given, _: Multiple) -> Graded {
        share(points, usize::from(*given == Given::Judge(self.judge)), 1, given.is_nothing())
    }

    fn data(&self) -> Value {
        json!(self)
    }
}
