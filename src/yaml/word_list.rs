//! A list of ids or words as its writer meant it: full-width signs between the items, or no brackets at all.
//!
//! In: a node that should be a list of short texts. Out: the texts, each at its place, and one problem that shows the
//! list as it should be. A text in quotes is taken as it is.

use crate::diag::{Diagnostics, Expected, Fix, Problem, Span};
use crate::yaml::inline_list::{Split, in_flow, split};
use crate::yaml::values::{self, Text};
use crate::yaml::{Node, Value};
use std::ops::Range;

/// The texts of a list; a single text is a list of one. Ids hold neither spaces nor ASCII commas, other words may.
pub(super) fn read(key: &str, node: &Node, are_ids: bool, diags: &mut Diagnostics) -> Vec<Text> {
    match &node.value {
        Value::Scalar(scalar) => {
            let Some(split) = split(scalar, are_ids, true) else {
                return values::text(node, diags).into_iter().collect();
            };
            report(key, node, split.found, &split.items(), diags);
            texts_of(&split, node)
        }
        Value::List(items) => in_list(key, node, items, are_ids, diags),
        Value::Map(_) => {
            values::expect(node, Expected::List, diags);
            Vec::new()
        }
    }
}

fn in_list(key: &str, node: &Node, items: &[Node], are_ids: bool, diags: &mut Diagnostics) -> Vec<Text> {
    // Brackets end after their last item, a list of dashes with it.
    let in_brackets = items.last().is_some_and(|last| last.span.range.end < node.span.range.end);
    let mut texts = Vec::new();
    let mut found = None;
    for item in items {
        let split = match &item.value {
            Value::Scalar(scalar) => split(scalar, are_ids, false),
            Value::List(_) | Value::Map(_) => None,
        };
        match split {
            None => texts.extend(values::text(item, diags)),
            Some(split) => {
                texts.extend(texts_of(&split, item));
                if !in_brackets {
                    let items = split.items();
                    let shown: Vec<String> = items.iter().map(|item| format!("- {item}")).collect();
                    let problem =
                        Problem::FullWidthList { found: split.found, line: shown.join("` `"), items };
                    diags.push(item.span.clone(), problem);
                }
                found = found.or(Some(split.found));
            }
        }
    }
    if let Some(found) = found.filter(|_| in_brackets) {
        let items: Vec<String> = texts.iter().map(|text| in_flow(&text.text)).collect();
        report(key, node, found, &items, diags);
    }
    texts
}

fn report(key: &str, node: &Node, found: char, items: &[String], diags: &mut Diagnostics) {
    let list = format!("[{}]", items.join(", "));
    let problem = Problem::FullWidthList { found, line: format!("{key}: {list}"), items: Vec::new() };
    diags.push_fix(node.span.clone(), problem, Fix::replace(node.span.range.clone(), list));
}

/// The words, each at its place.
fn texts_of(split: &Split<'_>, node: &Node) -> Vec<Text> {
    let of = |part: &Range<usize>| {
        let exact = split.exact.map(|start| start + part.start);
        let span = exact
            .map_or_else(|| node.span.clone(), |start| Span::new(&node.span.file, start..start + part.len()));
        Text { text: split.text[part.clone()].to_owned(), span, exact }
    };
    split.parts.iter().map(of).collect()
}
