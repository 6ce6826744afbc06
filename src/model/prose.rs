//! Markdown text of a page or of one YAML value, with the facts that the rest of the site needs from it.

use crate::diag::Span;
use crate::model::ids::{LanguageId, RoleId};
use crate::model::plain_text::PlainText;
use std::ops::Range;
use std::sync::Arc;

/// A Markdown text: where it is, and what was found in it. The events are made again when the page is rendered:
/// reading 5 KB takes some 20 µs, keeping the events of 10,000 pages would take hundreds of MiB.
#[derive(Clone, Debug)]
pub struct Prose {
    /// The text that `range` is a part of: a whole file, or one value.
    pub whole: Arc<str>,
    pub range: Range<usize>,
    pub origin: Origin,
    /// The version of its page that it was read for.
    pub language: LanguageId,
    pub facts: Arc<Facts>,
}

/// How a place in the text becomes a place in a file.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The place of the whole text.
    pub span: Span,
    /// File offset of the first byte, when the text is in the file unaltered.
    pub exact: Option<usize>,
    /// Of a text that is put together from several files: its pieces, in order.
    pub pieces: Option<Arc<[Piece]>>,
}

/// A stretch of a text that is put together, up to the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it begins in the text.
    pub start: usize,
    /// Where it is written.
    pub from: Span,
    /// Its bytes are others than those of the file, such as the address of a link from another folder.
    pub is_altered: bool,
    /// It comes by `::: include`.
    pub is_included: bool,
}

impl Prose {
    pub fn text(&self) -> &str {
        &self.whole[self.range.clone()]
    }

    pub fn place(&self, part: Range<usize>) -> Span {
        self.origin.place(part)
    }
}

impl Origin {
    /// The place of a part of the text; the place of all of it when the writing does not allow more.
    pub fn place(&self, part: Range<usize>) -> Span {
        match (self.exact, &self.pieces) {
            (Some(start), _) => Span::new(&self.span.file, start + part.start..start + part.end),
            (None, Some(pieces)) => in_pieces(pieces, &part),
            (None, None) => self.span.clone(),
        }
    }

    /// Whether what stands there comes from `::: include`.
    pub fn is_included(&self, at: usize) -> bool {
        self.pieces.as_ref().is_some_and(|pieces| piece_at(pieces, at).is_included)
    }
}

fn piece_at(pieces: &[Piece], at: usize) -> &Piece {
    &pieces[pieces.partition_point(|piece| piece.start <= at).saturating_sub(1)]
}

/// The place of a part of a text that is put together. One that begins in one file and ends in another ends with its first piece.
pub fn in_pieces(pieces: &[Piece], part: &Range<usize>) -> Span {
    let (first, last) = (piece_at(pieces, part.start), piece_at(pieces, part.end.max(part.start + 1) - 1));
    let inside =
        |piece: &Piece, at: usize| (piece.from.range.start + at - piece.start).min(piece.from.range.end);
    let start = if first.is_altered { first.from.range.start } else { inside(first, part.start) };
    let is_near = last.from.file == first.from.file && last.from.range.end >= start;
    let end = match (is_near, last.is_altered) {
        (true, false) => inside(last, part.end),
        (true, true) => last.from.range.end,
        (false, _) => first.from.range.end,
    };
    Span::new(&first.from.file, start..end.max(start))
}

/// What a text says about itself.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub headings: Vec<Heading>,
    pub links: Vec<Link>,
    /// The roles that blocks of the text are for, each where it is named.
    pub roles: Vec<(RoleId, Range<usize>)>,
    /// Plain text of a level-1 heading that opens the page.
    pub leading_title: Option<String>,
    /// The id that heading would have; a link to it means the top of the page.
    pub leading_id: Option<String>,
    /// The ids of raw HTML elements.
    pub html_ids: Vec<String>,
    /// The beginning of the first paragraph, in whole sentences, for lists of pages that give no summary; empty when
    /// a page begins with a table, a list or code.
    pub lead: String,
    pub reading: Reading,
    /// What search reads of a page; nothing for a value of a YAML file.
    pub words: Arc<PlainText>,
}

/// A heading, at any level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub level: u8,
    pub id: String,
    pub title: String,
}

/// A link or picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// With its variables filled in.
    pub target: Arc<str>,
    /// Where it is written.
    pub range: Range<usize>,
    pub is_image: bool,
}

/// How much there is to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    pub han: usize,
    pub words: usize,
}

impl Reading {
    /// Minutes at 400 Han characters or 200 words a minute; at least one for any text.
    pub fn minutes(self) -> u32 {
        if self.han + self.words == 0 {
            return 0;
        }
        let minutes = (self.han + 2 * self.words).div_ceil(400);
        u32::try_from(minutes).unwrap_or(u32::MAX).max(1)
    }
}

impl std::ops::AddAssign for Reading {
    fn add_assign(&mut self, other: Reading) {
        self.han += other.han;
        self.words += other.words;
    }
}
