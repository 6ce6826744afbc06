//! A YAML map -> typed values: every wrong, missing or unknown key becomes a diagnostic at its place.
//!
//! In: a `Node`. Out: values that still know where they stand. Not here: what the values mean.

use crate::diag::{Diagnostics, Expected, Problem, Span, meaning, nearest};
use crate::escape;
use crate::yaml::{Entry, Node, Scalar, Style, Value, word_list};
use std::cell::RefCell;

/// A piece of text from a writer's file, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub text: String,
    pub span: Span,
    /// The offset in the file of the first byte, when the text stands there unaltered; places inside it can be shown.
    pub exact: Option<usize>,
}

impl Text {
    /// The place of a part of the text, as exact as the way it was written allows.
    pub fn place(&self, part: std::ops::Range<usize>) -> Span {
        match self.exact {
            Some(start) => Span::new(&self.span.file, start + part.start..start + part.end),
            None => self.span.clone(),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// A text, or one for each language: `title: 财务` or `title: {zh-CN: 财务, en: Finance}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LocalText {
    One(Text),
    Each(Vec<(String, Text)>),
}

impl LocalText {
    /// The text in this language, else in the first one that is there.
    pub fn get(&self, language: &str) -> &Text {
        match self {
            LocalText::One(text) => text,
            LocalText::Each(texts) => {
                let own = texts.iter().find(|(tag, _)| tag == language);
                &own.or(texts.first()).expect("Fields::local_text makes no empty list").1
            }
        }
    }

    /// The same without comments, for a text that is no Markdown.
    pub fn without_comments(mut self) -> LocalText {
        let texts: Vec<&mut Text> = match &mut self {
            LocalText::One(text) => vec![text],
            LocalText::Each(texts) => texts.iter_mut().map(|(_, text)| text).collect(),
        };
        for text in texts {
            if let std::borrow::Cow::Owned(own) = escape::without_comments(&text.text) {
                (text.text, text.exact) = (own, None);
            }
        }
        self
    }

    /// The text in every language.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            LocalText::One(text) => vec![text.as_str()],
            LocalText::Each(texts) => texts.iter().map(|(_, text)| text.as_str()).collect(),
        }
    }

    pub fn has(&self, language: &str) -> bool {
        matches!(self, LocalText::Each(texts) if texts.iter().any(|(tag, _)| tag == language))
    }
}

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
    /// Keys that are told elsewhere.
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
            let near = Some(format!("{{{key}: {}}}", word_list::in_flow(&scalar.text)));
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

    /// A list of ids, which hold no blank and no comma; a single one counts as a list of one.
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

    /// Reports the keys nobody asked for. `allowed` names foreign keys to pass over.
    pub fn finish(self, allowed: &[String], diags: &mut Diagnostics) {
        let mut asked = self.asked.into_inner();
        asked.sort_unstable();
        asked.dedup();
        let (mut missing, passed) = (self.missing.into_inner(), self.passed.into_inner());
        for entry in self.entries {
            let key = entry.key.as_str();
            if asked.contains(&key) || passed.contains(&key) || allowed.contains(&entry.key) {
                continue;
            }
            // A key that lacks is likelier to be meant than one that is there already.
            let lacking: Vec<&str> = missing.iter().flat_map(|(keys, _)| keys.iter().copied()).collect();
            let is_free = |key: &&str| !self.entries.iter().any(|entry| entry.key == **key);
            let free: Vec<&str> = asked.iter().copied().filter(is_free).collect();
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

fn suggestion(key: &str, known: &[&str]) -> Option<String> {
    meaning(key, known).map(str::to_owned).or_else(|| nearest(key, known.iter().copied()))
}

/// A text; numbers, `no` and `1.10` keep what was typed.
pub fn text(node: &Node, diags: &mut Diagnostics) -> Option<Text> {
    match &node.value {
        Value::Scalar(scalar) => {
            if let Some(inner) = in_wide_quotes(&scalar.text).filter(|_| scalar.style == Style::Plain) {
                diags.push(node.span.clone(), Problem::YamlQuotes { inner: inner.to_owned() });
            }
            Some(Text { text: scalar.text.clone(), span: node.span.clone(), exact: scalar.exact })
        }
        _ => wrong(node, Expected::Text, diags),
    }
}

/// `“3.2”`: a number, a date or a word of ASCII needs no Chinese quotes; a Chinese title may have them.
fn in_wide_quotes(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['“', '”', '‘', '’'])?.strip_suffix(['“', '”', '‘', '’'])?;
    (!inner.is_empty() && inner.is_ascii() && !inner.contains(' ')).then_some(inner)
}

pub fn local_text(node: &Node, diags: &mut Diagnostics) -> Option<LocalText> {
    match &node.value {
        Value::Scalar(_) => text(node, diags).map(LocalText::One),
        Value::Map(entries) if !entries.is_empty() => {
            let texts: Vec<_> = entries
                .iter()
                .filter_map(|entry| Some((entry.key.clone(), text(&entry.value, diags)?)))
                .collect();
            (!texts.is_empty()).then_some(LocalText::Each(texts))
        }
        _ => wrong(node, Expected::TextOrMap, diags),
    }
}

pub fn list<'a>(node: &'a Node, diags: &mut Diagnostics) -> &'a [Node] {
    match &node.value {
        Value::List(items) => items,
        _ => wrong(node, Expected::List, diags).unwrap_or(&[]),
    }
}

pub fn number(node: &Node, diags: &mut Diagnostics) -> Option<(f64, Text)> {
    let parsed = plain(node).and_then(|text| text.parse::<f64>().ok()).filter(|number| number.is_finite());
    match (parsed, &node.value) {
        (Some(number), Value::Scalar(scalar)) => {
            Some((number, Text { text: scalar.text.clone(), span: node.span.clone(), exact: scalar.exact }))
        }
        _ => wrong(node, Expected::Number, diags),
    }
}

/// A text as it may stand in brackets: in quotes when it would be something else without.
pub fn in_flow(text: &str) -> String {
    word_list::in_flow(text)
}

/// The letters of a scalar, however it is quoted.
pub fn scalar_text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar(scalar) => Some(&scalar.text),
        _ => None,
    }
}

pub fn is_absent(node: &Node) -> bool {
    matches!(&node.value, Value::Scalar(scalar) if scalar.style == Style::Plain && matches!(scalar.text.as_str(), "" | "~" | "null"))
}

fn plain(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar(scalar) if scalar.style == Style::Plain => Some(&scalar.text),
        _ => None,
    }
}

/// What was meant in the place of a value of the wrong type.
fn meant(node: &Node, expected: Expected) -> Option<String> {
    let Scalar { text, style, .. } = match &node.value {
        Value::Scalar(scalar) => scalar,
        // `{a, b}` for `[a, b]`.
        Value::Map(entries)
            if expected == Expected::List && entries.iter().all(|entry| is_absent(&entry.value)) =>
        {
            let keys: Vec<String> = entries.iter().map(|entry| word_list::in_flow(&entry.key)).collect();
            return (!keys.is_empty()).then(|| format!("[{}]", keys.join(", ")));
        }
        Value::Map(_) | Value::List(_) => return None,
    };
    let text = text.trim();
    match expected {
        Expected::Bool => {
            let folded = text.to_ascii_lowercase();
            let word = ["true", "false"].into_iter().find(|word| *word == folded);
            let word = word.or_else(|| meaning(text, &["true", "false"])).map(str::to_owned);
            word.or_else(|| nearest(text, ["true", "false"]))
        }
        Expected::WholeNumber | Expected::Number => {
            let ascii: String = text.chars().map(half_width).filter(|c| *c != ',').collect();
            let digits: String =
                ascii.chars().take_while(|c| c.is_ascii_digit() || "-.".contains(*c)).collect();
            let whole = digits.parse::<i64>().is_ok();
            let number = whole || (expected == Expected::Number && digits.parse::<f64>().is_ok());
            (number && (digits != text || *style == Style::Quoted)).then_some(digits)
        }
        Expected::OneOf(words) => suggestion(text, words),
        // Of lists that hold more than texts, those of paths alone may hold texts as well.
        Expected::List if *style == Style::Plain && text.contains(".md") && !text.contains('\n') => {
            word_list::as_list(text)
        }
        Expected::List | Expected::Text | Expected::TextOrMap | Expected::Map => None,
    }
}

/// `１` -> `1`.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// Reports a value of another type than expected.
pub fn expect(node: &Node, expected: Expected, diags: &mut Diagnostics) {
    wrong::<()>(node, expected, diags);
}

fn wrong<T>(node: &Node, expected: Expected, diags: &mut Diagnostics) -> Option<T> {
    let found = match &node.value {
        Value::Scalar(scalar) if scalar.style == Style::Quoted => format!("`\"{}\"`", shorten(&scalar.text)),
        Value::Scalar(scalar) => format!("`{}`", shorten(&scalar.text)),
        Value::List(_) => "[…]".to_owned(),
        Value::Map(_) => "{…}".to_owned(),
    };
    let near = meant(node, expected);
    diags.push(node.span.clone(), Problem::WrongType { found, expected, near });
    None
}

fn shorten(text: &str) -> String {
    let first: String = text.lines().next().unwrap_or_default().chars().take(30).collect();
    if first.len() < text.len() { format!("{first}…") } else { first }
}
