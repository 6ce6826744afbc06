//! `{{ company }}` in a text becomes the project's own value. Never in a project without variables.

use crate::config::Config;
use crate::diag::{Diagnostics, Problem, nearest};
use crate::yaml::fields::{LocalText, Text};
use std::borrow::Cow;

impl Config {
    /// The text with every known variable replaced.
    pub fn fill<'t>(&self, text: &'t str, language: &str) -> Cow<'t, str> {
        if self.variables.is_empty() || !text.contains("{{") {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, name, after)) = next(rest) {
            out.push_str(before);
            match self.variables.get(name) {
                Some(value) => out.push_str(value.get(language).as_str()),
                None => out.push_str(&rest[before.len()..rest.len() - after.len()]),
            }
            rest = after;
        }
        out.push_str(rest);
        Cow::Owned(out)
    }

    /// The names that no variable has, in the order of the text.
    pub fn unknown_variables(&self, text: &str) -> Vec<String> {
        let mut unknown = Vec::new();
        if self.variables.is_empty() {
            return unknown;
        }
        let mut rest = text;
        while let Some((_, name, after)) = next(rest) {
            if !self.variables.contains_key(name) {
                unknown.push(name.to_owned());
            }
            rest = after;
        }
        unknown
    }

    /// Tells of the variables in a value that nobody has defined.
    pub fn check_variables(&self, text: &Text, diags: &mut Diagnostics) {
        for name in self.unknown_variables(&text.text) {
            let near = nearest(&name, self.variables.keys().map(String::as_str));
            diags.push(text.span.clone(), Problem::VariableUnknown { name, near });
        }
    }

    /// The same name with its variables filled in, in every language of the site.
    pub(super) fn filled(&self, name: &LocalText, diags: &mut Diagnostics) -> LocalText {
        let fill = |language: &str, text: &Text| {
            (language.to_owned(), Text { text: self.fill(&text.text, language).into_owned(), ..text.clone() })
        };
        match name {
            LocalText::One(text) => {
                self.check_variables(text, diags);
                if !text.text.contains("{{") {
                    return name.clone();
                }
                LocalText::Each(self.languages.iter().map(|language| fill(language, text)).collect())
            }
            LocalText::Each(texts) => {
                texts.iter().for_each(|(_, text)| self.check_variables(text, diags));
                LocalText::Each(texts.iter().map(|(language, text)| fill(language, text)).collect())
            }
        }
    }
}

/// The text before the next `{{ name }}`, the name, and the text after it. Anything else in braces is just text.
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
