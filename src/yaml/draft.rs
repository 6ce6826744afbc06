//! A YAML text as characters that remember their byte in the file: fixed text -> places in what the writer typed.
//!
//! Takes out at the start what no YAML may hold: control characters and line separators. CRLF becomes LF here, so that
//! both give one tree. Reads no YAML.

use crate::diag::{self, Problem};
use crate::yaml::finding::{Edit, Finding};
use std::ops::Range;

/// The text that is read; grows apart from the file with every fix.
pub(super) struct Draft {
    pub(super) chars: Vec<char>,
    /// The byte of each character in the file, and the end of the text.
    origin: Vec<usize>,
}

impl Draft {
    /// The draft of `text[range]`, and the characters that had to be taken out.
    pub(super) fn new(text: &str, range: Range<usize>) -> (Draft, Vec<Finding>) {
        let part = &text[range.clone()];
        let mut draft =
            Draft { chars: Vec::with_capacity(part.len()), origin: Vec::with_capacity(part.len() + 1) };
        let mut spoiled = Vec::new();
        let mut rest = part.char_indices().peekable();
        let mut fresh = true;
        while let Some((at, c)) = rest.next() {
            // The line break keeps the place of its CR, so that a text before it ends there.
            let c = if c == '\r' && rest.next_if(|(_, next)| *next == '\n').is_some() { '\n' } else { c };
            let place = draft.chars.len();
            if c == '\u{feff}' {
                // It has no width, so that the text reads as it looks without it.
                if at + range.start > 0 {
                    spoiled.push(Finding::bare(
                        place..place,
                        Problem::YamlControlChar { name: "U+FEFF".to_owned() },
                    ));
                }
                continue;
            }
            let kept = match problem(c) {
                None => c,
                Some(problem) => {
                    spoiled.push(Finding::bare(place..place + 1, problem));
                    // At the start of a line a replacement would be read as the first letter of a key.
                    if fresh { ' ' } else { '\u{fffd}' }
                }
            };
            fresh = kept == '\n' || (fresh && kept == ' ');
            draft.chars.push(kept);
            draft.origin.push(range.start + at);
        }
        draft.origin.push(range.end);
        (draft, spoiled)
    }

    /// The place in the file.
    pub(super) fn byte(&self, at: usize) -> usize {
        self.origin[at.min(self.chars.len())]
    }

    pub(super) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.byte(range.start);
        start..self.byte(range.end).max(start)
    }

    /// The same edits in the bytes of the file, for a help. Nothing, when one of them touches what was fixed before.
    pub(super) fn fix(&self, edits: &[Edit]) -> Option<Vec<diag::Edit>> {
        let mut edits: Vec<&Edit> = edits.iter().collect();
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut out: Vec<diag::Edit> = Vec::with_capacity(edits.len());
        for edit in edits {
            let is_own = |at: usize| {
                let length = self.origin.get(at + 1)?.checked_sub(*self.origin.get(at)?)?;
                let c = self.chars[at];
                Some(length == c.len_utf8() || (c == '\n' && length == 2))
            };
            if !edit.range.clone().all(|at| is_own(at) == Some(true)) {
                return None;
            }
            let range = self.bytes(&edit.range);
            if out.last().is_none_or(|last| last.range.end <= range.start) {
                out.push(diag::Edit { range, with: edit.with.clone() });
            }
        }
        (!out.is_empty()).then_some(out)
    }

    /// Makes all edits at once. Of two that overlap the first wins.
    pub(super) fn apply(&mut self, mut edits: Vec<Edit>) {
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let (mut chars, mut origin) =
            (Vec::with_capacity(self.chars.len()), Vec::with_capacity(self.origin.len()));
        let mut done = 0;
        for edit in edits.iter().filter(|edit| edit.range.end <= self.chars.len()) {
            if edit.range.start < done {
                continue;
            }
            chars.extend_from_slice(&self.chars[done..edit.range.start]);
            origin.extend_from_slice(&self.origin[done..edit.range.start]);
            for (nth, c) in edit.with.chars().enumerate() {
                chars.push(c);
                origin.push(self.origin[(edit.range.start + nth).min(edit.range.end)]);
            }
            done = edit.range.end;
        }
        chars.extend_from_slice(&self.chars[done..]);
        origin.extend_from_slice(&self.origin[done..]);
        *self = Draft { chars, origin };
    }
}

/// Why a character may not be in YAML (1.2.2, chapter 5.1, and stricter: line separators, an inner BOM).
fn problem(c: char) -> Option<Problem> {
    let name = || format!("U+{:04X}", c as u32);
    match c {
        '\n' | '\t' => None,
        '\u{85}' | '\u{2028}' | '\u{2029}' => Some(Problem::YamlLineSeparator { name: name() }),
        c if c.is_control() => Some(Problem::YamlControlChar { name: name() }),
        '\u{fffe}' | '\u{ffff}' => Some(Problem::YamlControlChar { name: name() }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Draft;
    use crate::yaml::finding::Edit;

    #[test]
    fn a_mended_draft_still_knows_the_places_of_the_file() {
        let text = "x值: a\r\nb";
        let (mut draft, spoiled) = Draft::new(text, 1..text.len());
        assert!(spoiled.is_empty());
        assert_eq!(draft.chars.iter().collect::<String>(), "值: a\nb");
        draft.apply(vec![Edit::new(4..4, "\""), Edit::new(3..3, "\""), Edit::new(5..6, "BC")]);
        assert_eq!(draft.chars.iter().collect::<String>(), "值: \"a\"\nBC");
        assert_eq!(draft.byte(3), text.find('a').expect("a is there"));
        assert_eq!(draft.byte(7), text.find('b').expect("b is there"));
        assert_eq!(draft.byte(9), text.len());
    }
}
