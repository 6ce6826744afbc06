//! Words in one line: how a text that should have been a list is divided, and how one is written in brackets.

use crate::yaml::full_width::{ascii, is_quote};
use crate::yaml::{Scalar, Style};
use std::ops::Range;

/// Several words that were typed as one text.
pub(super) struct Split<'t> {
    pub(super) text: &'t str,
    pub(super) exact: Option<usize>,
    pub(super) parts: Vec<Range<usize>>,
    /// The first sign that does not divide a list.
    pub(super) found: char,
}

impl Split<'_> {
    pub(super) fn items(&self) -> Vec<String> {
        self.parts.iter().map(|part| in_flow(&self.text[part.clone()])).collect()
    }
}

/// The words of a text that should have been a list; nothing, when it is one word. `alone`: it is the whole value.
pub(super) fn split(scalar: &Scalar, are_ids: bool, alone: bool) -> Option<Split<'_>> {
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
pub fn in_flow(text: &str) -> String {
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
