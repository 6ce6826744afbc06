//! A source -> its statements with their places, and what stands around them in every type of diagram: front matter,
//! comments, directives, the title and the description for readers who hear the page.

use crate::diagram::fault::{Fault, Ignored};
use crate::diagram::label;
use std::ops::Range;

/// One line, or what stands between two semicolons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement<'s> {
    pub text: &'s str,
    /// Where it begins (bytes).
    pub at: usize,
}

impl<'s> Statement<'s> {
    pub fn range(&self) -> Range<usize> {
        self.at..self.at + self.text.len()
    }

    /// The place of a part of it; all of it for any other text.
    pub fn place(&self, part: &str) -> Range<usize> {
        let from = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        if from.checked_add(part.len()).is_none_or(|end| end > self.text.len()) {
            return self.range();
        }
        self.at + from..self.at + from + part.len()
    }

    /// The rest behind a word, where it begins with that.
    pub fn after(&self, word: &str) -> Option<&'s str> {
        let rest = self.text.strip_prefix(word)?;
        (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim())
    }

    pub fn fault(&self) -> Fault {
        Fault::Line { text: self.text.to_owned(), range: self.range() }
    }
}

/// A source without what is around its statements.
#[derive(Debug, Default)]
pub struct Source<'s> {
    pub statements: Vec<Statement<'s>>,
    /// `accTitle`, or the title of the front matter.
    pub spoken_title: Option<String>,
    /// The title of the front matter, which everyone sees.
    pub title: Option<String>,
    pub description: Option<String>,
    pub ignored: Vec<Ignored>,
}

pub fn read(text: &str) -> Source<'_> {
    let mut source = Source::default();
    let mut lines = lines(text).peekable();
    if lines.peek().is_some_and(|line| line.text == "---") {
        lines.next();
        front_matter(&mut source, lines.by_ref().take_while(|line| line.text != "---"));
    }
    while let Some(line) = lines.next() {
        if line.text.starts_with("%%{") {
            source.ignored.push(Ignored { text: line.text.to_owned(), range: line.range() });
        } else if line.text.is_empty() || line.text.starts_with("%%") {
        } else if let Some(title) = value(line.text, "accTitle") {
            source.spoken_title = Some(label::plain(title));
        } else if let Some(rest) = line.text.strip_prefix("accDescr").map(str::trim_start)
            && let Some(first) = rest.strip_prefix('{')
        {
            let mut words = vec![first.trim_end_matches('}').trim()];
            let mut is_open = !first.contains('}');
            while is_open && let Some(line) = lines.next() {
                is_open = !line.text.contains('}');
                words.push(line.text.trim_end_matches('}').trim());
            }
            words.retain(|word| !word.is_empty());
            source.description = Some(words.join(" "));
        } else if let Some(description) = value(line.text, "accDescr") {
            source.description = Some(label::plain(description));
        } else {
            source.statements.push(line);
        }
    }
    source
}

/// `accTitle: 采购流程`.
fn value<'t>(line: &'t str, key: &str) -> Option<&'t str> {
    line.strip_prefix(key)?.trim_start().strip_prefix(':').map(str::trim)
}

fn front_matter<'s>(source: &mut Source<'s>, lines: impl Iterator<Item = Statement<'s>>) {
    for line in lines {
        match value(line.text, "title") {
            Some(title) => source.title = Some(label::plain(title.trim_matches('\''))),
            None if line.text.is_empty() || line.text.starts_with('#') => {}
            None => source.ignored.push(Ignored { text: line.text.to_owned(), range: line.range() }),
        }
    }
}

/// The lines of a text without the blanks around them.
fn lines(text: &str) -> impl Iterator<Item = Statement<'_>> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let trimmed = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        Statement { text: trimmed, at: start }
    })
}
