//! A page's text with plain line ends, and the way back to the page's own bytes.
//!
//! In: the text as written. Out: the text with LF for CRLF and CR and U+FFFD for NUL, copied only where it has one of
//! them.

use std::borrow::Cow;
use std::ops::Range;

/// The text with LF for CRLF and CR and U+FFFD for NUL.
pub(crate) fn plain(text: &str) -> (Cow<'_, str>, Edits) {
    if memchr::memchr2(b'\0', b'\r', text.as_bytes()).is_none() {
        return (Cow::Borrowed(text), Edits::default());
    }
    let mut plain = String::with_capacity(text.len());
    let mut edits = Vec::new();
    let mut shift = 0;
    let mut rest = text;
    while let Some(at) = rest.find(['\r', '\0']) {
        plain.push_str(&rest[..at]);
        if rest[at..].starts_with("\r\n") {
            plain.push('\n');
            shift += 1;
            edits.push((plain.len(), shift));
            rest = &rest[at + 2..];
        } else if rest[at..].starts_with('\0') {
            plain.push('\u{FFFD}');
            shift -= 2;
            edits.push((plain.len(), shift));
            rest = &rest[at + 1..];
        } else {
            plain.push('\n');
            rest = &rest[at + 1..];
        }
    }
    plain.push_str(rest);
    (Cow::Owned(plain), Edits(edits))
}

/// The row below a table's head with spaces for its tabs, which the parser does not take there. GFM does: section 4.10
/// leaves the spaces open, and `cmark-gfm` reads them.
pub(crate) fn with_blank_delimiters(plain: Cow<'_, str>) -> Cow<'_, str> {
    let is_row = |line: &str| {
        line.contains('\t')
            && line.contains("--")
            && line.contains('|')
            && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t' | b'>'))
    };
    if !plain.contains('\t') || !plain.lines().any(is_row) {
        return plain;
    }
    let line = |line: &str| if is_row(line) { line.replace('\t', " ") } else { line.to_owned() };
    Cow::Owned(
        plain
            .split_inclusive('\n')
            .map(|piece| line(piece.trim_end_matches('\n')) + &piece[piece.trim_end_matches('\n').len()..])
            .collect(),
    )
}

/// Where the plain text is not as long as the page: (offset in the plain text, bytes to add from there on).
#[derive(Default)]
pub(crate) struct Edits(Vec<(usize, isize)>);

impl Edits {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Moves a range from the plain text to the page.
    pub(crate) fn undo(&self, range: &mut Range<usize>) {
        range.start = self.offset(range.start);
        range.end = self.offset(range.end);
    }

    fn offset(&self, plain: usize) -> usize {
        match self.0.partition_point(|&(from, _)| from <= plain) {
            0 => plain,
            count => plain.saturating_add_signed(self.0[count - 1].1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_place_in_the_plain_text_is_found_in_the_page() {
        let page = "甲\r\nb\0c\rd\r\n";
        let (text, edits) = plain(page);
        assert_eq!(text, "甲\nb\u{FFFD}c\nd\n");
        for (short, long) in
            [("甲", "甲"), ("甲\n", "甲\r\n"), ("\nb", "\r\nb"), ("\u{FFFD}c", "\0c"), ("d\n", "d\r\n")]
        {
            let start = text.find(short).expect("the plain text has it");
            let mut range = start..start + short.len();
            edits.undo(&mut range);
            assert_eq!(&page[range], long);
        }
    }

    #[test]
    fn a_text_with_plain_line_ends_is_not_copied() {
        assert!(matches!(plain("a\nb").0, std::borrow::Cow::Borrowed("a\nb")));
    }
}
