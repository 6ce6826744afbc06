//! Places in a text: byte ranges, and their lines and columns as a person counts them.

use std::ops::Range;
use std::sync::Arc;

/// A place: a file by its path from the project's root, and a byte range in it.
///
/// The range is empty at 0 when the problem is the file as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    pub file: Arc<str>,
    pub range: Range<usize>,
}

impl Span {
    pub fn new(file: &Arc<str>, range: Range<usize>) -> Span {
        Span { file: file.clone(), range }
    }

    /// The file as a whole.
    pub fn file(file: &Arc<str>) -> Span {
        Span { file: file.clone(), range: 0..0 }
    }

    /// A part of this place, given relative to its start.
    pub fn within(&self, part: Range<usize>) -> Span {
        let start = self.range.start;
        Span { file: self.file.clone(), range: start + part.start..start + part.end }
    }
}

/// Line and column, both from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// Where a byte offset is in a text. An offset beyond the end counts as the end.
pub fn position(text: &str, offset: usize) -> Position {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Position {
        line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
        column: before[line_start..].chars().filter(|c| *c != '\u{feff}').count() + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{Position, position};

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "标题\n请看《手册》x";
        assert_eq!(position(text, 0), Position { line: 1, column: 1 });
        assert_eq!(position(text, text.find('x').expect("x is there")), Position { line: 2, column: 7 });
        assert_eq!(position(text, 9999).line, 2);
    }
}
