//! A draft -> its outline in one pass over the characters: what is refused, and what the parser will stumble over.
//!
//! Follows keys, dashes, quotes, brackets and block texts just far enough to know at which characters a value begins.
//! The parser stays the judge: a suspicion is reported only when it refuses the text.

mod block;
mod flow;
mod indicators;
mod reader;

pub(super) use flow::quoted_end;
pub(super) use reader::Outline;

use crate::diag::Problem;
use crate::yaml::finding::{Edit, Finding};
use crate::yaml::fixes::{self, is_blank, line_end, trim};
use crate::yaml::indentation::Levels;
use reader::{Document, Reader, is_marker};
use std::collections::BTreeSet;
use std::ops::Range;

pub(super) fn read(chars: &[char]) -> Outline {
    let mut reader = Reader {
        chars,
        at: 0,
        line: 0,
        levels: Levels::default(),
        flow: Vec::new(),
        flow_as_key: false,
        fresh: true,
        key_may_begin: true,
        last_end: 0,
        last_plain: None,
        root_line: None,
        document: Document::Before,
        indent_of: None,
        bent_until: 0,
        aliases: BTreeSet::new(),
        out: Outline::default(),
    };
    reader.run();
    reader.out
}

impl Reader<'_> {
    fn run(&mut self) {
        loop {
            self.gap();
            if self.at >= self.chars.len() || self.out.too_deep.is_some() {
                break;
            }
            if self.bent_indent() || self.marker() {
                continue;
            }
            self.last_plain = None;
            if !self.flow.is_empty() {
                self.flow_token();
            } else {
                self.block_token();
            }
        }
        if !self.flow.is_empty() && self.out.too_deep.is_none() {
            self.unclosed_bracket(self.flow.len());
        }
        let slip = self.root_line.take().filter(|_| self.levels.is_empty());
        if let Some(finding) = slip.and_then(|line| fixes::keyless_by_slip(self.chars, &line)) {
            self.out.refusals.push(finding);
        }
    }

    /// Blanks, line breaks and comments.
    fn gap(&mut self) {
        while let Some(c) = self.chars.get(self.at) {
            match c {
                ' ' | '\t' => self.at += 1,
                '\n' => {
                    self.at += 1;
                    self.line = self.at;
                    self.fresh = true;
                    self.key_may_begin = self.flow.is_empty();
                    self.last_plain = None;
                }
                '#' if self.at == self.line || is_blank(self.chars[self.at - 1]) => self.comment(),
                _ => break,
            }
        }
    }

    fn comment(&mut self) {
        let start = self.at;
        self.at = line_end(self.chars, start);
        let text = &self.chars[start..self.at];
        let after = text.iter().find(|c| **c != '#');
        let meant = after.is_some_and(|c| is_blank(*c)) && text.iter().any(|c| !is_blank(*c) && *c != '#');
        if let Some(value) = self.last_plain.take().filter(|_| !meant) {
            let value = self.chars[value].iter().collect();
            self.out.remarks.push(Finding::bare(start..start + 1, Problem::YamlComment { value }));
        }
    }

    /// Tabs or full-width spaces before the first word of a line. Told once for each run of such lines.
    fn bent_indent(&mut self) -> bool {
        if !self.fresh || !self.flow.is_empty() || self.indent_of.replace(self.line) == Some(self.line) {
            return false;
        }
        let is_bent = |c: &char| matches!(c, '\t' | '\u{3000}');
        let Some(first) = self.chars[self.line..=self.at].iter().position(is_bent) else { return false };
        let mut start = self.line;
        if start >= self.bent_until {
            let (mut edits, mut above) = (Vec::new(), None);
            while start < self.chars.len() {
                let end = line_end(self.chars, start);
                let lead = self.chars[start..end].iter().take_while(|c| is_bent(c) || **c == ' ').count();
                let before = edits.len();
                edits.extend(self.straight(start..start + lead, &mut above));
                if edits.len() == before {
                    break;
                }
                start = end + 1;
            }
            self.bent_until = start;
            let at = self.line + first;
            self.out.refusals.push(match self.chars[at] {
                '\t' => fixes::tab(self.chars, at, edits),
                _ => fixes::full_width(self.chars, at, edits),
            });
        }
        while self.chars.get(self.at).is_some_and(|c| is_bent(c) || *c == ' ') {
            self.at += 1;
        }
        // The columns of this line mean nothing until it is fixed.
        self.at = line_end(self.chars, self.at);
        true
    }

    /// Blanks in the place of the tabs and full-width spaces that lead a line. `above` is how wide the line above is that
    /// was straightened, and the column it got.
    fn straight(&self, lead: Range<usize>, above: &mut Option<(usize, usize)>) -> Vec<Edit> {
        let bent: Vec<usize> =
            lead.clone().filter(|at| matches!(self.chars[*at], '\t' | '\u{3000}')).collect();
        // Below a line whose value is complete no key stands deeper: it belongs beside it.
        let only_wide = !bent.is_empty() && bent.iter().all(|at| self.chars[*at] == '\u{3000}');
        let wide = lead.len() + bent.len();
        let column = match above {
            Some((other, column)) => Some((*column + wide).saturating_sub(*other)),
            None => self.column_below(lead.start).filter(|column| *column < wide),
        };
        if let Some(column) = column.filter(|_| only_wide) {
            *above = Some((wide, column));
            return vec![Edit::new(lead, " ".repeat(column))];
        }
        if only_wide && lead.len() == bent.len() {
            *above = Some((wide, wide));
        }
        let straight = |at: usize| {
            // Behind an ASCII space a full-width one is a slip of the input method, not a level.
            let slip = self.chars[at] == '\u{3000}' && at > lead.start && self.chars[at - 1] == ' ';
            Edit::new(at..at + 1, if slip { "" } else { "  " })
        };
        bent.into_iter().map(straight).collect()
    }

    /// The column of the keys beside a complete `key: value` in the line above this one; nothing, when that line waits
    /// for a value or is none of these.
    fn column_below(&self, line: usize) -> Option<usize> {
        let end = self.chars[..line].iter().rposition(|c| !c.is_whitespace())?;
        let start = fixes::line_start(self.chars, end);
        let above = &self.chars[start..=end];
        let blanks = above.iter().take_while(|c| **c == ' ').count();
        let dash = if above[blanks..].starts_with(&['-', ' ']) { 2 } else { 0 };
        let colon = (start + blanks..end).find(|at| self.is_colon(*at))?;
        let value = self.skip_blanks(colon + 1);
        let is_open = value > end || matches!(self.chars[value], '|' | '>' | '[' | '{' | '"' | '\'' | '#');
        (!is_open).then_some(blanks + dash)
    }

    /// `---`, `...`, and whatever begins after the end of the document.
    fn marker(&mut self) -> bool {
        let at_start = self.at == self.line;
        let is_end = at_start && is_marker(self.chars, self.at, '.');
        let is_start = at_start && is_marker(self.chars, self.at, '-');
        if (is_start || is_end) && !self.flow.is_empty() {
            self.unclosed_bracket(self.flow.len());
        }
        match self.document {
            Document::Ended if is_end => self.at = line_end(self.chars, self.at),
            Document::Ended => self.second_document(),
            Document::Begun if is_start => self.second_document(),
            _ if is_end => {
                self.document = Document::Ended;
                self.at = line_end(self.chars, self.at);
            }
            Document::Before if is_start => {
                self.document = Document::Begun;
                self.at += 3;
                (self.fresh, self.key_may_begin) = (false, false);
            }
            _ if at_start && self.chars[self.at] == '%' && self.flow.is_empty() => {
                let range = self.at..trim(self.chars, self.at, line_end(self.chars, self.at));
                let edit = Edit::new(range.clone(), "");
                self.at = range.end;
                let (zh, en) = ("删掉这一行", "delete the line");
                let mut finding = fixes::syntax(
                    self.chars,
                    range,
                    ("这一行以 `%` 开头", "a line that begins with `%`"),
                    zh,
                    en,
                    Vec::new(),
                );
                finding.edits.push(edit);
                self.out.refusals.push(finding);
            }
            _ => {
                self.document = Document::Begun;
                return false;
            }
        }
        true
    }

    fn second_document(&mut self) {
        let range = self.at..trim(self.chars, self.at, line_end(self.chars, self.at));
        let edit = Edit::new(self.at..self.chars.len(), "");
        self.out.refusals.push(Finding::new(range, Problem::YamlMultiDoc {}, vec![edit]));
        self.at = self.chars.len();
    }
}
