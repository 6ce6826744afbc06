//! `{{ company }}` in a text becomes the project's own value. Never in code, and never in a project without variables.

use crate::escape;
use crate::read::context::Context;
use crate::source::fields::LocalText;
use std::borrow::Cow;

/// The text with every known variable replaced.
pub fn fill<'t>(text: &'t str, context: &Context<'_>) -> Cow<'t, str> {
    if context.config.variables.is_empty() || !text.contains("{{") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, name, after)) = next(rest) {
        out.push_str(before);
        match context.variable(name) {
            Some(value) => out.push_str(value),
            None => out.push_str(&rest[before.len()..rest.len() - after.len()]),
        }
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The text in the language being read, without comments and with its variables replaced.
pub fn local(text: &LocalText, context: &Context<'_>) -> String {
    fill(&escape::without_comments(&text.get(context.language).text), context).into_owned()
}

/// The names that no variable has, in the order of the text.
pub fn unknown(text: &str, context: &Context<'_>) -> Vec<String> {
    let mut unknown = Vec::new();
    if context.config.variables.is_empty() {
        return unknown;
    }
    let mut rest = text;
    while let Some((_, name, after)) = next(rest) {
        if context.variable(name).is_none() {
            unknown.push(name.to_owned());
        }
        rest = after;
    }
    unknown
}

/// The text before the next `{{ name }}`, the name, and the text behind it. Anything else in braces is just text.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(at) = text[from..].find("{{") {
        let open = from + at;
        let inner = &text[open + 2..];
        let close = inner.find("}}")?;
        let name = inner[..close].trim();
        let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
        if is_name {
            return Some((&text[..open], name, &inner[close + 2..]));
        }
        from = open + 2;
    }
    None
}
