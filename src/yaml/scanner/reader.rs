//! Where the pass stands in the text, and what it has found.

use crate::yaml::finding::{Edit, Finding};
use crate::yaml::fixes::is_blank;
use crate::yaml::indentation::Levels;
use std::collections::BTreeSet;
use std::ops::Range;

/// What one pass found.
#[derive(Default)]
pub(in crate::yaml) struct Outline {
    /// Errors whatever the parser says; each carries the edit that takes it out.
    pub(in crate::yaml) refusals: Vec<Finding>,
    /// Errors, when the parser refuses the text.
    pub(in crate::yaml) suspicions: Vec<Finding>,
    /// Told only of a text that could be read.
    pub(in crate::yaml) remarks: Vec<Finding>,
    /// Edits for what other readers take without a word, such as a closing bracket at the start of a line.
    pub(in crate::yaml) silent: Vec<Edit>,
    /// The bracket that opens one level too many; the pass ends there.
    pub(in crate::yaml) too_deep: Option<usize>,
}

pub(super) struct Reader<'a> {
    pub(super) chars: &'a [char],
    pub(super) at: usize,
    /// Where the line of `at` begins.
    pub(super) line: usize,
    pub(super) levels: Levels,
    /// The open brackets.
    pub(super) flow: Vec<usize>,
    /// The outermost open bracket stands where a key may begin.
    pub(super) flow_as_key: bool,
    /// Nothing but spaces precedes `at` on its line.
    pub(super) fresh: bool,
    pub(super) key_may_begin: bool,
    pub(super) last_end: usize,
    /// A plain text of one line, as long as the reader is on that line.
    pub(super) last_plain: Option<Range<usize>>,
    /// The first line of a text that is no map at all.
    pub(super) root_line: Option<Range<usize>>,
    pub(super) document: Document,
    /// The line whose indentation was looked at last.
    pub(super) indent_of: Option<usize>,
    /// Indentation up to here has been reported.
    pub(super) bent_until: usize,
    /// Anchors and aliases that have been reported, each name once.
    pub(super) aliases: BTreeSet<String>,
    pub(super) out: Outline,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Document {
    Before,
    Begun,
    Ended,
}

impl Reader<'_> {
    pub(super) fn next_is(&self, c: char) -> bool {
        self.chars.get(self.at + 1) == Some(&c)
    }

    pub(super) fn blank_follows(&self) -> bool {
        self.chars.get(self.at + 1).is_none_or(|c| is_blank(*c) || *c == '\n')
    }

    /// A colon that separates a key from its value.
    pub(super) fn is_colon(&self, at: usize) -> bool {
        self.chars.get(at) == Some(&':') && self.chars.get(at + 1).is_none_or(|c| is_blank(*c) || *c == '\n')
    }

    pub(super) fn skip_blanks(&self, from: usize) -> usize {
        from + self.chars[from..].iter().take_while(|c| is_blank(**c)).count()
    }

    pub(super) fn column(&self, at: usize) -> isize {
        isize::try_from(at - self.line).unwrap_or(isize::MAX)
    }

    pub(super) fn remember_plain(&mut self, text: Range<usize>) {
        self.last_plain = Some(text);
    }
}

/// `---` or `...` at the start of a line.
pub(super) fn is_marker(chars: &[char], line: usize, c: char) -> bool {
    let ends = chars.get(line + 3).is_none_or(|c| is_blank(*c) || *c == '\n');
    chars.get(line..line + 3).is_some_and(|three| three.iter().all(|one| *one == c)) && ends
}
