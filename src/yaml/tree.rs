//! The parser's events over a draft -> the tree, with the keys that no map may hold.
//!
//! Keeps its own stack and stops at the depth limit, so that no text can make it recurse. Fixes nothing.

use crate::diag::{Problem, Span};
use crate::yaml::draft::Draft;
use crate::yaml::scanner::quoted_end;
use crate::yaml::{Entry, MAX_DEPTH, Node, Scalar, Style, Value};
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Why there is no tree.
pub(super) enum Stop {
    /// The character of the draft that opens one level too many.
    Depth(usize),
    Syntax(ScanError),
}

/// A problem in the file, with the place that belongs to it.
pub(super) type Found = (Span, Option<Span>, Problem);

/// A text in an advice is cut to so many characters.
const SHOWN: usize = 40;

pub(super) fn build(draft: &Draft, file: &Arc<str>, text: &str) -> Result<(Node, Vec<Found>), Stop> {
    let mut builder = Builder { draft, file, text, open: Vec::new(), root: None, found: Vec::new() };
    let mut parser = Parser::new_from_iter(draft.chars.iter().copied());
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(Stop::Syntax)?;
        builder.event(event, span.start.index()..span.end.index())?;
    }
    let root = match builder.root.take().map(|built| built.node) {
        Some(Node { value: Value::Scalar(scalar), .. }) if is_absent(&scalar) => None,
        root => root,
    };
    let empty = || Node { span: builder.span(&(0..0)), value: Value::Map(Vec::new()) };
    Ok((root.unwrap_or_else(empty), builder.found))
}

struct Builder<'a> {
    draft: &'a Draft,
    file: &'a Arc<str>,
    text: &'a str,
    open: Vec<Open>,
    root: Option<Built>,
    found: Vec<Found>,
}

/// A finished node, with its characters in the draft.
struct Built {
    node: Node,
    start: usize,
    end: usize,
}

/// A list or map that is not closed yet.
struct Open {
    start: usize,
    /// The end of the last child.
    end: usize,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, key: Option<Key>, first: BTreeMap<String, Span> },
}

/// A key whose value is awaited.
struct Key {
    /// Nothing when the entry is refused.
    name: Option<(String, Span)>,
    end: usize,
    full_width: Option<usize>,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, place: Range<usize>) -> Result<(), Stop> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse(anchor, tag.is_some(), place.start);
                let built = self.scalar(&text, style, place);
                self.place(built);
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse(anchor, tag.is_some(), place.start);
                self.enter(place.start, Content::List(Vec::new()))?;
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse(anchor, tag.is_some(), place.start);
                let content = Content::Map { entries: Vec::new(), key: None, first: BTreeMap::new() };
                self.enter(place.start, content)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.leave(place.start),
            Event::Alias(anchor) => {
                self.refuse(anchor, false, place.start);
                let alias = self.absent(place.start);
                self.place(alias);
            }
            Event::DocumentStart(_) if self.root.is_some() => {
                self.found.push((self.span(&(place.start..place.end)), None, Problem::YamlMultiDoc {}));
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd => {}
            Event::DocumentStart(_) | Event::DocumentEnd => {}
        }
        Ok(())
    }

    /// The outline takes out every anchor, alias and tag; should it ever miss one, it is refused here.
    fn refuse(&mut self, anchor: usize, tag: bool, at: usize) {
        if anchor == 0 && !tag {
            return;
        }
        let ends = |c: &&char| !c.is_whitespace() && !matches!(**c, ',' | '[' | ']' | '{' | '}');
        let name: String = self.draft.chars[at..].iter().take_while(ends).collect();
        let span = self.span(&(at..at + name.chars().count()));
        let problem = if tag { Problem::YamlTag { tag: name } } else { Problem::YamlAlias { name } };
        self.found.push((span, None, problem));
    }

    fn enter(&mut self, start: usize, content: Content) -> Result<(), Stop> {
        if self.open.len() == MAX_DEPTH {
            return Err(Stop::Depth(start));
        }
        self.open.push(Open { start, end: start, content });
        Ok(())
    }

    fn leave(&mut self, at: usize) {
        let Some(open) = self.open.pop() else { return };
        let brackets = match (self.char(open.start), self.char(at)) {
            (Some('['), Some(']')) | (Some('{'), Some('}')) => at >= open.end,
            _ => false,
        };
        let end = if brackets { at + 1 } else { open.end };
        let value = match open.content {
            Content::List(items) => Value::List(items),
            Content::Map { entries, .. } => Value::Map(entries),
        };
        let node = Node { span: self.span(&(open.start..end)), value };
        self.place(Built { node, start: open.start, end });
    }

    /// Hands a finished node to the list or map it is in.
    fn place(&mut self, built: Built) {
        let Some(mut open) = self.open.pop() else {
            self.root.get_or_insert(built);
            return;
        };
        // An absent value of an explicit key may be before the place the parser gives its map.
        open.end = open.end.max(built.end);
        match &mut open.content {
            Content::List(items) => items.push(built.node),
            Content::Map { entries, key, first } => match key.take() {
                None => *key = Some(self.key(built, first)),
                Some(key) => self.value(key, built, self.char(open.start) == Some('{'), entries),
            },
        }
        self.open.push(open);
    }

    fn key(&mut self, built: Built, first: &mut BTreeMap<String, Span>) -> Key {
        let Built { node: Node { span, value }, start, end } = built;
        let mut key = Key { name: None, end, full_width: None };
        let problem = match value {
            Value::Scalar(scalar) if scalar.style == Style::Plain && scalar.text == "<<" => {
                Problem::YamlMergeKey {}
            }
            Value::Scalar(scalar) if scalar.style == Style::Plain && is_typed(&scalar.text) => {
                Problem::KeyType { found: scalar.text }
            }
            Value::Scalar(scalar) => {
                if let Some(first) = first.get(&scalar.text) {
                    let problem = Problem::DuplicateKey { key: scalar.text };
                    self.found.push((span, Some(first.clone()), problem));
                    return key;
                }
                if scalar.style == Style::Plain {
                    key.full_width = (start..end).find(|at| self.char(*at) == Some('：'));
                }
                first.insert(scalar.text.clone(), span.clone());
                key.name = Some((scalar.text, span));
                return key;
            }
            Value::List(_) | Value::Map(_) => {
                let found = &self.draft.chars[start..end.min(start + SHOWN)];
                Problem::KeyType { found: found.iter().take_while(|c| **c != '\n').collect() }
            }
        };
        self.found.push((span, None, problem));
        key
    }

    fn value(&mut self, key: Key, mut built: Built, in_braces: bool, entries: &mut Vec<Entry>) {
        let absent = matches!(&built.node.value, Value::Scalar(scalar) if is_absent(scalar) && built.start == built.end);
        if absent {
            built = self.absent(self.behind_colon(key.end));
        }
        if let Some(at) = key.full_width.filter(|_| absent && in_braces) {
            let problem = Problem::YamlFullWidth { found: '：', line: None };
            self.found.push((self.span(&(at..at + 1)), None, problem));
            return;
        }
        if let Some((name, key_span)) = key.name {
            entries.push(Entry { key: name, key_span, value: built.node });
        }
    }

    /// Behind the `:` of a key, or after the key when it has none, as in `{key}`.
    fn behind_colon(&self, key_end: usize) -> usize {
        let blanks = self.draft.chars[key_end..].iter().take_while(|c| matches!(c, ' ' | '\t')).count();
        if self.char(key_end + blanks) == Some(':') { key_end + blanks + 1 } else { key_end }
    }

    fn scalar(&self, text: &str, style: ScalarStyle, place: Range<usize>) -> Built {
        let chars = &self.draft.chars;
        if text.is_empty() && style == ScalarStyle::Plain {
            let end =
                chars[..place.start].iter().rposition(|c| !c.is_whitespace()).map_or(0, |last| last + 1);
            return self.absent(end);
        }
        let (style, start, end, inner) = match style {
            ScalarStyle::Plain => (Style::Plain, place.start, place.end, place.clone()),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                let end = quoted_end(chars, place.start).unwrap_or(place.end);
                (Style::Quoted, place.start, end, place.start + 1..end - 1)
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let part = &chars[place.clone()];
                let end = part
                    .iter()
                    .rposition(|c| !c.is_whitespace())
                    .map_or(place.start, |last| place.start + last + 1);
                (Style::Block, place.start, end, place.start..place.start + text.chars().count())
            }
        };
        let bytes = self.draft.bytes(&inner);
        let unaltered = self.text.get(bytes.clone()).is_some_and(|source| source == text);
        let exact = unaltered.then_some(bytes.start);
        let value = Value::Scalar(Scalar { text: text.to_owned(), style, exact });
        Built { node: Node { span: self.span(&(start..end)), value }, start, end }
    }

    fn absent(&self, at: usize) -> Built {
        let exact = Some(self.draft.byte(at));
        let value = Value::Scalar(Scalar { text: String::new(), style: Style::Plain, exact });
        Built { node: Node { span: self.span(&(at..at)), value }, start: at, end: at }
    }

    fn char(&self, at: usize) -> Option<char> {
        self.draft.chars.get(at).copied()
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.file, self.draft.bytes(range))
    }
}

fn is_absent(scalar: &Scalar) -> bool {
    scalar.style == Style::Plain && scalar.text.is_empty()
}

/// What the core schema (YAML 1.2.2, chapter 10.3) reads as null, a truth value or a number. `yes` and `on` are texts.
fn is_typed(text: &str) -> bool {
    let digits = |text: &str, radix: u32| !text.is_empty() && text.chars().all(|c| c.is_digit(radix));
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return true,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => return true,
        ".nan" | ".NaN" | ".NAN" => return true,
        _ => {}
    }
    if let Some(hex) = text.strip_prefix("0x") {
        return digits(hex, 16);
    }
    if let Some(octal) = text.strip_prefix("0o") {
        return digits(octal, 8);
    }
    let number = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(number, ".inf" | ".Inf" | ".INF") {
        return true;
    }
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mantissa = (digits(whole, 10) && (part.is_empty() || digits(part, 10)))
        || (whole.is_empty() && digits(part, 10));
    mantissa && digits(exponent, 10)
}

#[cfg(test)]
mod tests {
    use super::is_typed;

    #[test]
    fn numbers_truth_values_and_nulls_are_no_texts() {
        for typed in
            ["1", "-7", "+1.5", ".5", "5.", "1e3", "0x1F", "0o7", "true", "NULL", "~", "-.inf", ".nan"]
        {
            assert!(is_typed(typed), "{typed}");
        }
        for text in
            ["no", "on", "2026-10-20", "1.2.3", "e", ".", "-", "0x", "1_000", "财务", "zh-CN", "12:30"]
        {
            assert!(!is_typed(text), "{text}");
        }
    }
}
