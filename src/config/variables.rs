//! `{{ company }}` in a text becomes the project's own value. Never in a project without variables.

use crate::config::Config;
use crate::diag::{Diagnostics, Problem, nearest};
use crate::yaml::fields::{LocalText, Text};
use std::borrow::Cow;
use std::ops::Range;

/// What a reference to a cell begins with.
const TABLE: &str = concat!("table", ".");

impl Config {
    /// The text with every known variable and every cell of a table replaced.
    pub fn fill<'t>(&self, text: &'t str, language: &str) -> Cow<'t, str> {
        if !self.has_values() || !text.contains("{{") {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, name, after)) = next(rest) {
            out.push_str(before);
            let cell = self.cell(name).and_then(|cell| self.facts.find(cell, language).ok());
            match (cell, self.variables.get(name)) {
                (Some(cell), _) => out.push_str(cell),
                (None, Some(value)) => out.push_str(value.get(language).as_str()),
                (None, None) => out.push_str(&rest[before.len()..rest.len() - after.len()]),
            }
            rest = after;
        }
        out.push_str(rest);
        Cow::Owned(out)
    }

    fn has_values(&self) -> bool {
        !self.variables.is_empty() || !self.facts.is_empty()
    }

    /// The reference to a cell that stands between braces, where the project has tables.
    fn cell<'t>(&self, name: &'t str) -> Option<&'t str> {
        name.strip_prefix(TABLE).filter(|_| !self.facts.is_empty())
    }

    /// What nobody has defined, in the order of the text: what stands between the braces, the part of it that is wrong, and
    /// what is wrong with it.
    pub fn value_faults(&self, text: &str, language: &str) -> Vec<(String, Range<usize>, Problem)> {
        let mut faults = Vec::new();
        if !self.has_values() {
            return faults;
        }
        let mut rest = text;
        while let Some((_, name, after)) = next(rest) {
            match self.cell(name) {
                Some(cell) => {
                    let fault = self.facts.find(cell, language).err();
                    faults.extend(fault.and_then(|fault| {
                        let place = TABLE.len() + fault.place.start..TABLE.len() + fault.place.end;
                        Some((name.to_owned(), place, *fault.problem?))
                    }));
                }
                None if !self.variables.is_empty() && !self.variables.contains_key(name) => {
                    let near = nearest(name, self.variables.keys().map(String::as_str));
                    let problem = Problem::VariableUnknown { name: name.to_owned(), near };
                    faults.push((name.to_owned(), 0..name.len(), problem));
                }
                None => {}
            }
            rest = after;
        }
        faults
    }

    /// Tells of the variables in a value that nobody has defined.
    pub fn check_variables(&self, text: &Text, diags: &mut Diagnostics) {
        let language = self.default_language();
        for (written, part, problem) in self.value_faults(&text.text, language) {
            let at = text.text.find(&written);
            let is_cell = !matches!(problem, Problem::VariableUnknown { .. });
            let at = at.filter(|_| is_cell).map(|at| at + part.start..at + part.end);
            diags.push(at.map_or_else(|| text.span.clone(), |at| text.place(at)), problem);
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

/// The text before the next `{{ name }}` or `{{ table.… }}`, the name, and the text after it. Anything else in braces is just text.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(at) = text[from..].find("{{") {
        let open = from + at;
        let inner = &text[open + 2..];
        let close = inner.find("}}")?;
        let name = inner[..close].trim();
        if name.starts_with(TABLE) && !name.contains(['{', '\n']) {
            return Some((&text[..open], name, &inner[close + 2..]));
        }
        let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
        if is_name {
            return Some((&text[..open], name, &inner[close + 2..]));
        }
        from = open + 2;
    }
    None
}
