//! A YAML map -> typed values: every wrong, missing or unknown key becomes a diagnostic at its place.
//!
//! In: a `Node`. Out: values that still know where they stand. Not here: what the values mean.

use crate::diag::{Diagnostics, Expected, Problem, Span};
use crate::yaml::values::{plain, suggestion, wrong};
use crate::yaml::{Entry, Node, Value, inline_list, word_list};

pub use crate::yaml::inline_list::in_flow;
pub use crate::yaml::values::{LocalText, Text, is_absent, list, local_text, number, scalar_text, text};
use std::cell::RefCell;
use std::collections::HashSet;

/// Which unknown-key code applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Content,
    Config,
}

/// A map being read: remembers the keys that were asked for, so that `finish` can name the others.
pub struct Fields<'a> {
    entries: &'a [Entry],
    span: Span,
    scope: Scope,
    asked: RefCell<Vec<&'static str>>,
    /// Keys that are reported elsewhere.
    passed: RefCell<Vec<&'a str>>,
    /// Keys of which one has to be there and is not, each with the place to say so.
    missing: RefCell<Vec<(Vec<&'static str>, Span)>>,
}

impl<'a> Fields<'a> {
    /// Opens a map; anything else is an error at its place.
    pub fn open(node: &'a Node, diags: &mut Diagnostics) -> Option<Fields<'a>> {
        Fields::open_in(node, Scope::Content, diags)
    }

    pub fn open_in(node: &'a Node, scope: Scope, diags: &mut Diagnostics) -> Option<Fields<'a>> {
        match &node.value {
            Value::Map(entries) => {
                let (asked, passed, missing) = (RefCell::default(), RefCell::default(), RefCell::default());
                Some(Fields { entries, span: node.span.clone(), scope, asked, passed, missing })
            }
            _ => {
                diags.push(node.span.clone(), Problem::NotAMap { near: None });
                None
            }
        }
    }

    /// Opens an item of a list; a text in its place was meant as the value of `key`.
    pub fn open_item(node: &'a Node, key: &str, diags: &mut Diagnostics) -> Option<Fields<'a>> {
        if let Value::Scalar(scalar) = &node.value
            && !scalar.text.contains('\n')
        {
            let near = Some(format!("{{{key}: {}}}", inline_list::in_flow(&scalar.text)));
            diags.push(node.span.clone(), Problem::NotAMap { near });
            return None;
        }
        Fields::open(node, diags)
    }

    /// The place of the whole map, for a problem that belongs to no single key.
    pub fn span(&self) -> Span {
        self.entries.first().map_or_else(|| self.span.clone(), |entry| entry.key_span.clone())
    }

    /// The value of a key; an empty value (`key:`) counts as absent.
    pub fn node(&self, key: &'static str) -> Option<&'a Node> {
        self.asked.borrow_mut().push(key);
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        (!is_absent(&entry.value)).then_some(&entry.value)
    }

    /// Whether somebody has asked for this key.
    pub fn is_asked(&self, key: &str) -> bool {
        self.asked.borrow().contains(&key)
    }

    /// Whether the key is written at all, with or without a value.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| entry.key_span.clone())
    }

    pub fn text(&self, key: &'static str, diags: &mut Diagnostics) -> Option<Text> {
        text(self.node(key)?, diags)
    }

    pub fn required_text(&self, key: &'static str, diags: &mut Diagnostics) -> Option<Text> {
        self.require(key);
        self.text(key, diags)
    }

    pub fn local_text(&self, key: &'static str, diags: &mut Diagnostics) -> Option<LocalText> {
        local_text(self.node(key)?, diags)
    }

    pub fn required_local_text(&self, key: &'static str, diags: &mut Diagnostics) -> Option<LocalText> {
        self.require(key);
        self.local_text(key, diags)
    }

    /// A key that has to be there. `finish` reports it, unless an unknown key stands for it.
    pub fn require(&self, key: &'static str) {
        if self.node(key).is_none() {
            let span = self.key_span(key).unwrap_or_else(|| self.span());
            self.missing.borrow_mut().push((vec![key], span));
        }
    }

    /// Keys of which one has to be there.
    pub fn require_one(&self, keys: &'static [&'static str]) {
        if keys.iter().all(|key| self.node(key).is_none()) {
            self.missing.borrow_mut().push((keys.to_vec(), self.span()));
        }
    }

    /// The first of these keys that is written, however it is meant; `finish` does not report it.
    pub fn pass(&self, keys: &'static [&'static str]) -> Option<&'a Entry> {
        let entry = self.entries.iter().find(|entry| keys.contains(&entry.key.as_str()))?;
        self.passed.borrow_mut().push(&entry.key);
        Some(entry)
    }

    /// Whether a key that nobody asked for so far stands for one of these.
    pub fn means_one_of(&self, keys: &[&str]) -> bool {
        self.meant_as(keys).is_some()
    }

    /// The first key that nobody asked for so far and that stands for one of these.
    pub fn meant_as(&self, keys: &[&str]) -> Option<&'a Entry> {
        let asked = self.asked.borrow();
        let foreign = |entry: &&Entry| !asked.contains(&entry.key.as_str());
        self.entries.iter().filter(foreign).find(|entry| suggestion(&entry.key, keys).is_some())
    }

    pub fn bool(&self, key: &'static str, diags: &mut Diagnostics) -> Option<bool> {
        let node = self.node(key)?;
        match plain(node) {
            Some("true" | "True" | "TRUE") => Some(true),
            Some("false" | "False" | "FALSE") => Some(false),
            _ => wrong(node, Expected::Bool, diags),
        }
    }

    /// A whole number, as in `weight: 10`.
    pub fn whole(&self, key: &'static str, diags: &mut Diagnostics) -> Option<i64> {
        let node = self.node(key)?;
        match plain(node).and_then(|text| text.parse().ok()) {
            Some(number) => Some(number),
            None => wrong(node, Expected::WholeNumber, diags),
        }
    }

    /// A finite number with its text as written.
    pub fn number(&self, key: &'static str, diags: &mut Diagnostics) -> Option<(f64, Text)> {
        number(self.node(key)?, diags)
    }

    /// A list; anything else is an error.
    pub fn list(&self, key: &'static str, diags: &mut Diagnostics) -> &'a [Node] {
        match self.node(key) {
            Some(node) => list(node, diags),
            None => &[],
        }
    }

    /// A list of ids, which hold no space and no comma; a single one counts as a list of one.
    pub fn ids(&self, key: &'static str, diags: &mut Diagnostics) -> Vec<Text> {
        self.node(key).map_or_else(Vec::new, |node| word_list::read(key, node, true, diags))
    }

    /// A list of words or paths, which hold no full-width comma; a single one counts as a list of one.
    pub fn words(&self, key: &'static str, diags: &mut Diagnostics) -> Vec<Text> {
        self.node(key).map_or_else(Vec::new, |node| word_list::read(key, node, false, diags))
    }

    /// A list of texts; a single text counts as a list of one.
    pub fn texts(&self, key: &'static str, diags: &mut Diagnostics) -> Vec<Text> {
        match self.node(key) {
            Some(node) if matches!(node.value, Value::Scalar(_)) => text(node, diags).into_iter().collect(),
            Some(node) => list(node, diags).iter().filter_map(|item| text(item, diags)).collect(),
            None => Vec::new(),
        }
    }

    pub fn one_of(
        &self,
        key: &'static str,
        words: &'static [&'static str],
        diags: &mut Diagnostics,
    ) -> Option<&'static str> {
        let node = self.node(key)?;
        let written = scalar_text(node);
        match words.iter().find(|word| written == Some(**word)) {
            Some(word) => Some(word),
            None => wrong(node, Expected::OneOf(words), diags),
        }
    }

    pub fn map(&self, key: &'static str, diags: &mut Diagnostics) -> Option<Fields<'a>> {
        Fields::open_in(self.node(key)?, self.scope, diags)
    }

    /// All entries of a map with free keys, such as `variables`.
    pub fn entries(&self) -> &'a [Entry] {
        self.entries
    }

    /// Reports the keys nobody asked for. `allowed` names foreign keys to skip.
    pub fn finish(self, allowed: &[String], diags: &mut Diagnostics) {
        let mut asked = self.asked.into_inner();
        asked.sort_unstable();
        asked.dedup();
        let (mut missing, passed) = (self.missing.into_inner(), self.passed.into_inner());
        let written: HashSet<&str> = self.entries.iter().map(|entry| entry.key.as_str()).collect();
        let free: Vec<&str> = asked.iter().copied().filter(|key| !written.contains(key)).collect();
        for entry in self.entries {
            let key = entry.key.as_str();
            if asked.contains(&key) || passed.contains(&key) || allowed.contains(&entry.key) {
                continue;
            }
            // A key that lacks is likelier to be meant than one that is there already.
            let lacking: Vec<&str> = missing.iter().flat_map(|(keys, _)| keys.iter().copied()).collect();
            let near = suggestion(&entry.key, &lacking).or_else(|| suggestion(&entry.key, &free));
            missing.retain(|(keys, _)| !near.as_deref().is_some_and(|near| keys.contains(&near)));
            let (key, known) = (entry.key.clone(), asked.join(", "));
            let problem = match self.scope {
                Scope::Content => Problem::UnknownKey { key, near, known },
                Scope::Config => Problem::CfgUnknownKey { key, near, known },
            };
            diags.push(entry.key_span.clone(), problem);
        }
        for (keys, span) in missing {
            diags.push(span, Problem::MissingKey { key: keys.join(" | ") });
        }
    }
}
