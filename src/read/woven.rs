//! A text that is put together from parts of files; every part knows where it is written.

use crate::diag::Span;
use crate::model::prose::{self, Piece};
use std::ops::Range;
use std::sync::Arc;

#[derive(Clone, Debug)]
pub struct Woven {
    pub text: String,
    /// Never empty.
    pub pieces: Vec<Piece>,
}

/// What takes the place of a part.
pub enum With {
    Text(String),
    Woven(Woven),
}

impl Woven {
    /// A part of a file as it is written; `start` is its offset there.
    pub fn of_file(file: &Arc<str>, start: usize, text: &str) -> Woven {
        let from = Span::new(file, start..start + text.len());
        let piece = Piece { start: 0, from, is_altered: false, is_included: false };
        Woven { text: text.to_owned(), pieces: vec![piece] }
    }

    /// Where a part of it is written.
    pub fn place(&self, part: &Range<usize>) -> Span {
        prose::in_pieces(&self.pieces, part)
    }

    /// A part of it.
    pub fn part(&self, part: Range<usize>) -> Woven {
        self.changed(part, Vec::new())
    }

    /// A part of it with other text in some places. Of two places that overlap the first counts.
    pub fn changed(&self, part: Range<usize>, mut changes: Vec<(Range<usize>, With)>) -> Woven {
        changes.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = Woven { text: String::with_capacity(part.len()), pieces: Vec::new() };
        let mut at = part.start;
        for (range, with) in changes {
            if range.start < at || range.end > part.end {
                continue;
            }
            out.push_part(self, at..range.start);
            match with {
                With::Text(text) => out.push(&text, self.place(&range)),
                With::Woven(other) => out.push_part(&other, 0..other.text.len()),
            }
            at = range.end;
        }
        out.push_part(self, at..part.end);
        if out.pieces.is_empty() {
            out.pieces.push(Piece { start: 0, is_altered: true, ..self.pieces[0].clone() });
        }
        out
    }

    /// The same between other texts.
    pub fn between(&self, before: &str, after: &str) -> Woven {
        let whole = 0..self.text.len();
        let (start, end) = (whole.start..whole.start, whole.end..whole.end);
        let around = [(start, With::Text(before.to_owned())), (end, With::Text(after.to_owned()))];
        self.changed(whole, around.into())
    }

    /// The same inside a quote or a list: each line but the first begins with `prefix`.
    pub fn with_prefix(&self, prefix: &str) -> Woven {
        let ends = self.text.match_indices('\n').map(|(at, _)| at + 1);
        let insert = |at: usize| {
            let is_blank = self.text[at..].split('\n').next().is_none_or(|line| line.trim().is_empty());
            let with = if is_blank { prefix.trim_end() } else { prefix };
            (at..at, With::Text(with.to_owned()))
        };
        self.changed(0..self.text.len(), ends.map(insert).collect())
    }

    fn push(&mut self, text: &str, from: Span) {
        if !text.is_empty() {
            self.pieces.push(Piece { start: self.text.len(), from, is_altered: true, is_included: false });
            self.text.push_str(text);
        }
    }

    fn push_part(&mut self, other: &Woven, part: Range<usize>) {
        let ends = other.pieces.iter().skip(1).map(|piece| piece.start).chain([other.text.len()]);
        for (piece, end) in other.pieces.iter().zip(ends) {
            let (start, end) = (piece.start.max(part.start), end.min(part.end));
            if start >= end {
                continue;
            }
            let mut from = piece.from.clone();
            if !piece.is_altered {
                from.range = from.range.start + start - piece.start..from.range.start + end - piece.start;
            }
            self.pieces.push(Piece { start: self.text.len(), from, ..piece.clone() });
            self.text.push_str(&other.text[start..end]);
        }
    }
}
