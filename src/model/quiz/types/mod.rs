//! The types of questions: one file and one line of the table each.
//!
//! A type says how its answer is read from YAML, what is right, how that is marked, what is shown and what is found by
//! search. The script of the same name (`themes/default/js/questions`) is its other half.

pub mod case;
pub mod categorize;
pub mod choice;
pub mod cloze;
pub mod essay;
pub mod matching;
pub mod numeric;
pub mod ordering;
pub mod practical;
pub mod true_false;

use crate::diag::Diagnostics;
use crate::model::quiz::grading::{Key, Right};
use crate::model::quiz::question::Answer;
use crate::model::quiz::reading::Asked;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::sync::Arc;

/// A type as a writer chooses it: by the key that holds the answer.
pub struct Type {
    pub key: &'static str,
    pub read: fn(&Asked<'_, '_>, &mut Diagnostics) -> Option<Arc<dyn Answer>>,
    /// The kinds of keys that it makes, and how each is read again.
    keys: &'static [(&'static str, ReadKey)],
}

type ReadKey = fn(Value) -> serde_json::Result<Arc<dyn Right>>;

/// In the order in which messages list them.
pub const TYPES: &[Type] = &[
    Type {
        key: "options",
        read: choice::read,
        keys: &[("single", key::<choice::Single>), ("multiple", key::<choice::Multiple>)],
    },
    Type { key: "judge", read: true_false::read, keys: &[("judge", key::<true_false::Key>)] },
    Type { key: "blanks", read: cloze::read, keys: &[("blanks", key::<cloze::Key>)] },
    Type { key: "number", read: numeric::read, keys: &[("number", key::<numeric::Key>)] },
    Type { key: "order", read: ordering::read, keys: &[("order", key::<ordering::Key>)] },
    Type { key: "pairs", read: matching::read, keys: &[("pairs", key::<matching::Key>)] },
    Type { key: "groups", read: categorize::read, keys: &[("categorize", key::<categorize::Key>)] },
    Type { key: "parts", read: case::read, keys: &[("case", key::<case::Key>)] },
    Type { key: "criteria", read: practical::read, keys: &[("task", key::<practical::Key>)] },
    Type { key: "model", read: essay::read, keys: &[("essay", key::<essay::Key>)] },
];

/// What keys, sheets and results call the types.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    TYPES.iter().flat_map(|own| own.keys).map(|(kind, _)| *kind)
}

fn key<R: Right + DeserializeOwned + 'static>(data: Value) -> serde_json::Result<Arc<dyn Right>> {
    Ok(Arc::new(serde_json::from_value::<R>(data)?))
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key, D::Error> {
        #[derive(Deserialize)]
        struct Raw {
            points: f64,
            kind: String,
            #[serde(flatten)]
            data: serde_json::Map<String, Value>,
        }
        let raw = Raw::deserialize(deserializer)?;
        let mut kinds = TYPES.iter().flat_map(|own| own.keys);
        let known = kinds.find(|(kind, _)| *kind == raw.kind);
        let (_, read) =
            known.ok_or_else(|| D::Error::custom(format!("no type makes keys of {}", raw.kind)))?;
        Ok(Key { points: raw.points, right: read(Value::Object(raw.data)).map_err(D::Error::custom)? })
    }
}
