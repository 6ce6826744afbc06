//! What a help offers, as data: edits of the writer's text.

use std::ops::Range;

/// Applied, the text or the file's name is as the help says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// Parts of the diagnostic's own file, in order and never overlapping.
    Edits(Vec<Edit>),
    /// Another path for the file, from the project's root.
    Rename(String),
}

impl Fix {
    pub fn replace(range: Range<usize>, with: impl Into<String>) -> Fix {
        Fix::Edits(vec![Edit { range, with: with.into() }])
    }
}

/// Bytes of a file, and what they become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub range: Range<usize>,
    pub with: String,
}

/// The text with all edits made.
pub fn edited(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        out.push_str(&text[done..edit.range.start]);
        out.push_str(&edit.with);
        done = edit.range.end;
    }
    out.push_str(&text[done..]);
    out
}
