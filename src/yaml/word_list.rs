//! A list of ids or words as its writer meant it: full-width signs between the items, or no brackets at all.
//!
//! In: a node that should be a list of short texts. Out: the texts, each at its place, and one problem that shows the
//! list as it should be. A text in quotes is taken as it is.

use crate::diag::{Diagnostics, Expected, Fix, Problem, Span};
use crate::yaml::fields::{self, Text};
use crate::yaml::full_width::{ascii, is_quote};
use crate::yaml::{Node, Scalar, Style, Value};
use std::ops::Range;

/// The texts of a list; a single text is a list of one. Ids hold neither blanks nor ASCII commas, other words may.
pub(super) fn read(key: &str, node: &Node, are_ids: bool, diags: &mut Diagnostics) -> Vec<Text> {
    match &node.value {
        Value::Scalar(scalar) => {
            let Some(split) = split(scalar, are_ids, true) else {
                return fields::text(node, diags).into_iter().collect();
            };
            report(key, node, split.found, &split.items(), diags);
            split.texts(node)
        }
        Value::List(items) => in_list(key, node, items, are_ids, diags),
        Value::Map(_) => {
            fields::expect(node, Expected::List, diags);
            Vec::new()
        }
    }
}

fn in_list(key: &str, node: &Node, items: &[Node], are_ids: bool, diags: &mut Diagnostics) -> Vec<Text> {
    // Brackets end behind their last item, a list of dashes with it.
    let in_brackets = items.last().is_some_and(|last| last.span.range.end < node.span.range.end);
    let mut texts = Vec::new();
    let mut found = None;
    for item in items {
        let split = match &item.value {
            Value::Scalar(scalar) => split(scalar, are_ids, false),
            Value::List(_) | Value::Map(_) => None,
        };
        match split {
            None => texts.extend(fields::text(item, diags)),
            Some(split) => {
                texts.extend(split.texts(item));
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

/// Several words that were typed as one text.
struct Split<'t> {
    text: &'t str,
    exact: Option<usize>,
    parts: Vec<Range<usize>>,
    /// The first sign that does not divide a list.
    found: char,
}

impl Split<'_> {
    fn items(&self) -> Vec<String> {
        self.parts.iter().map(|part| in_flow(&self.text[part.clone()])).collect()
    }

    fn texts(&self, node: &Node) -> Vec<Text> {
        let of = |part: &Range<usize>| {
            let exact = self.exact.map(|start| start + part.start);
            let span = exact.map_or_else(
                || node.span.clone(),
                |start| Span::new(&node.span.file, start..start + part.len()),
            );
            Text { text: self.text[part.clone()].to_owned(), span, exact }
        };
        self.parts.iter().map(of).collect()
    }
}

/// The words of a text that should have been a list; nothing, when it is one word. `alone`: it is the whole value.
fn split(scalar: &Scalar, are_ids: bool, alone: bool) -> Option<Split<'_>> {
    let text = scalar.text.as_str();
    if scalar.style != Style::Plain || text.contains('\n') {
        return None;
    }
    let opens = |c: char| matches!(ascii(c), '[' | '"' | '\'') && ascii(c) != c || c == '（';
    let closes = |c: char| matches!(ascii(c), ']' | '"' | '\'') && ascii(c) != c || c == '）';
    let enclosed = text.starts_with(opens) && text.ends_with(closes) && text.chars().count() > 2;
    let is_bracket = |c: char| enclosed && !is_quote(c) && (opens(c) || closes(c));
    let divides = |c: char| {
        ascii(c) == ',' && (c != ',' || are_ids || alone || enclosed)
            || are_ids && (c.is_whitespace() || c == ';')
    };
    let ends = |c: char| divides(c) || is_bracket(c);
    let mut parts = Vec::new();
    let mut start = 0;
    let mut found = None;
    for (at, c) in text.char_indices().chain([(text.len(), ',')]) {
        if !ends(c) && at < text.len() {
            continue;
        }
        let part = text[start..at].trim_matches(|c: char| c.is_whitespace() || is_quote(c));
        let offset = part.as_ptr() as usize - text.as_ptr() as usize;
        if !part.is_empty() {
            parts.push(offset..offset + part.len());
        }
        if at < text.len() && !c.is_whitespace() {
            found = found.or(Some(c));
        }
        start = at + c.len_utf8();
    }
    let quotes = parts.len() == 1 && enclosed;
    // A blank alone divides ids only.
    let found = found.or_else(|| text.chars().find(|c| is_quote(*c)).filter(|_| quotes));
    let found = found.or_else(|| (parts.len() > 1).then_some(' '))?;
    let is_stray = parts.len() == 1 && ascii(found) != found;
    (parts.len() > 1 || quotes || is_stray).then_some(Split { text, exact: scalar.exact, parts, found })
}

/// The list that a text in the place of one stands for: `[a, b]`.
pub(super) fn as_list(text: &str) -> Option<String> {
    let scalar = Scalar { text: text.to_owned(), style: Style::Plain, exact: None };
    let items = split(&scalar, false, true).map_or_else(|| vec![in_flow(text)], |split| split.items());
    Some(format!("[{}]", items.join(", "))).filter(|_| !text.contains(": "))
}

/// A text as it may stand in brackets: in quotes when it would be something else without.
pub(super) fn in_flow(text: &str) -> String {
    let special = |c: char| matches!(c, ',' | '[' | ']' | '{' | '}' | '"' | '\'' | '#' | '\\');
    let leads = text.starts_with(|c: char| c.is_whitespace() || "-?:&*!|>%@`".contains(c));
    let is_plain = !text.is_empty()
        && !text.contains(special)
        && !leads
        && !text.contains(": ")
        && !text.ends_with([':', ' ']);
    if is_plain {
        text.to_owned()
    } else {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

#[cfg(test)]
mod tests {
    use super::as_list;

    #[test]
    fn a_text_becomes_the_list_it_stands_for() {
        assert_eq!(as_list("operator，planner").as_deref(), Some("[operator, planner]"));
        assert_eq!(as_list("【a、b】").as_deref(), Some("[a, b]"));
        assert_eq!(as_list("（a, b）").as_deref(), Some("[a, b]"));
        assert_eq!(as_list("a.md").as_deref(), Some("[a.md]"));
        assert_eq!(as_list("入库（含退货）").as_deref(), Some("[入库（含退货）]"));
    }
}
