//! A translated YAML file over its original: the result is the original with the translated texts in place.
//!
//! Maps are laid key by key, lists item by item: by what names them (`key`, usually `id`) where items have it, else by
//! position. Lists under names that are texts themselves are laid by position too. A translation may
//! only say what the original says; every value keeps the place where it was written.

use crate::diag::{Diagnostics, Problem, Span, nearest};
use crate::yaml::fields::scalar_text;
use crate::yaml::{Entry, Node, Value};

/// Lays `translation` over `original`.
pub fn lay(original: &Node, translation: &Node, key: &str, diags: &mut Diagnostics) -> Node {
    match (&original.value, &translation.value) {
        (Value::Map(own), Value::Map(new)) if are_named_lists(own, new) => {
            let lay = |(own, new): (&Entry, &Entry)| Entry {
                value: lay(&own.value, &new.value, key, diags),
                ..new.clone()
            };
            let entries = own.iter().zip(new).map(lay).collect();
            Node { span: original.span.clone(), value: Value::Map(entries) }
        }
        (Value::Map(own), Value::Map(new)) => match merged_map(own, new, key, diags) {
            Some(entries) => Node { span: original.span.clone(), value: Value::Map(entries) },
            None => translation.clone(),
        },
        (Value::List(own), Value::List(new)) => {
            let items = if own.iter().any(|item| id_of(item, key).is_some()) {
                by_id(own, new, key, diags)
            } else {
                by_position(own, new, translation, key, diags)
            };
            Node { span: original.span.clone(), value: Value::List(items) }
        }
        // A text for a text, and `title: Finance` over `title: {zh-CN: …, en: …}`.
        _ => translation.clone(),
    }
}

/// Nothing when both are language maps, or the original is one: then the translation stands as it is.
fn merged_map(own: &[Entry], new: &[Entry], key: &str, diags: &mut Diagnostics) -> Option<Vec<Entry>> {
    let mut entries: Vec<Entry> = own.to_vec();
    for entry in new {
        match entries.iter_mut().find(|own| own.key == entry.key) {
            Some(own) => own.value = lay(&own.value, &entry.value, key, diags),
            None if is_language_map(own) => return None,
            None => {
                diags.push(entry.key_span.clone(), extra(&entry.key, own.iter().map(|own| own.key.as_str())))
            }
        }
    }
    Some(entries)
}

/// Lists under names of their own, such as the groups of a question: the names are texts too, and laid by position.
fn are_named_lists(own: &[Entry], new: &[Entry]) -> bool {
    let is_list = |entry: &Entry| matches!(entry.value.value, Value::List(_));
    let is_new = |entry: &Entry| own.iter().all(|own| own.key != entry.key);
    !own.is_empty()
        && own.len() == new.len()
        && own.iter().all(is_list)
        && new.iter().all(|entry| is_list(entry) && is_new(entry))
}

fn extra<'k>(key: &str, own: impl Iterator<Item = &'k str>) -> Problem {
    Problem::TranslationExtra { key: key.to_owned(), near: nearest(key, own) }
}

fn is_language_map(entries: &[Entry]) -> bool {
    !entries.is_empty()
        && entries.iter().all(|entry| {
            crate::config::is_language_tag(&entry.key)
                && matches!(entry.value.value, Value::Scalar(_))
                && entry.key.len() != 3
        })
}

fn id_of<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    match &node.value {
        Value::Map(entries) => {
            entries.iter().find(|entry| entry.key == key).and_then(|entry| scalar_text(&entry.value))
        }
        _ => None,
    }
}

/// The place of an item's id.
fn id_span(node: &Node, key: &str) -> Span {
    match &node.value {
        Value::Map(entries) => entries.iter().find(|entry| entry.key == key),
        Value::Scalar(_) | Value::List(_) => None,
    }
    .map_or_else(|| node.span.clone(), |entry| entry.value.span.clone())
}

fn by_id(own: &[Node], new: &[Node], key: &str, diags: &mut Diagnostics) -> Vec<Node> {
    let mut items = own.to_vec();
    for item in new {
        let Some(id) = id_of(item, key) else {
            diags.push(item.span.clone(), Problem::MissingKey { key: key.to_owned() });
            continue;
        };
        match items.iter_mut().find(|own| id_of(own, key) == Some(id)) {
            Some(own) => *own = lay(own, item, key, diags),
            None => diags.push(id_span(item, key), extra(id, own.iter().filter_map(|own| id_of(own, key)))),
        }
    }
    items
}

fn by_position(
    own: &[Node],
    new: &[Node],
    translation: &Node,
    key: &str,
    diags: &mut Diagnostics,
) -> Vec<Node> {
    // A list of words (`aka`, `tags`, accepted answers) may be longer or shorter in another language.
    let words = |items: &[Node]| items.iter().all(|item| matches!(item.value, Value::Scalar(_)));
    if words(own) && words(new) {
        return new.to_vec();
    }
    if own.len() != new.len() {
        let problem = Problem::TranslationShape { original: own.len(), found: new.len() };
        diags.push(translation.span.clone(), problem);
    }
    own.iter()
        .enumerate()
        .map(|(at, own)| new.get(at).map_or_else(|| own.clone(), |item| lay(own, item, key, diags)))
        .collect()
}
