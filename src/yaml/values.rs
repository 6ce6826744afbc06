//! One node -> a typed value that knows its place, or what is wrong with it.

use crate::diag::{Diagnostics, Expected, Problem, Span, meaning, nearest};
use crate::escape;
use crate::yaml::{Node, Scalar, Style, Value, inline_list};

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

pub(super) fn suggestion(key: &str, known: &[&str]) -> Option<String> {
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

pub(super) fn plain(node: &Node) -> Option<&str> {
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
            let keys: Vec<String> = entries.iter().map(|entry| inline_list::in_flow(&entry.key)).collect();
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
            inline_list::as_list(text)
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

pub(super) fn wrong<T>(node: &Node, expected: Expected, diags: &mut Diagnostics) -> Option<T> {
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
