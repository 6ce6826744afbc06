//! The outline in block style: keys, dashes, plain text with the lines that continue it, and block texts.
//!
//! One part of the pass of `outline`, on the same reader.

use super::reader::{Reader, is_marker};
use crate::yaml::finding::Edit;
use crate::yaml::fixes::{self, is_blank, line_end, trim};
use crate::yaml::full_width;
use std::ops::Range;

/// Why a line of plain text ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    Line,
    Colon,
    Comment,
}

impl Reader<'_> {
    pub(super) fn block_token(&mut self) {
        let c = self.chars[self.at];
        match c {
            '{' if self.next_is('{') => self.braces(),
            '[' | '{' => {
                self.flow_as_key = self.key_may_begin;
                self.open_bracket();
            }
            ']' | '}' | ',' => self.reserved(),
            '-' if self.blank_follows() => self.dash(),
            '-' if self.fresh && self.next_is('\u{3000}') => self.wide_blank_after_dash(),
            '?' if self.blank_follows() => {
                self.enter(self.at..self.at + 1, false);
                self.at += 1;
                (self.fresh, self.key_may_begin) = (false, true);
            }
            ':' if self.blank_follows() => {
                if self.fresh {
                    self.enter(self.at..self.at + 1, false);
                }
                self.at += 1;
                self.levels.wait();
                // Behind the `:` of a `? key`, a map may begin on the line.
                (self.fresh, self.key_may_begin) = (false, self.fresh);
            }
            '|' | '>' => self.block_text(),
            '"' | '\'' => self.quoted(),
            '*' | '&' => self.anchor_or_alias(),
            '!' => self.tag(),
            '@' | '`' | '%' => self.reserved(),
            _ => self.plain(),
        }
    }

    /// A dash with a full-width space after it, which would be the first letters of a text.
    fn wide_blank_after_dash(&mut self) {
        let edits = vec![Edit::new(self.at + 1..self.at + 2, " ")];
        self.out.refusals.push(fixes::full_width(self.chars, self.at + 1, edits));
        self.at = line_end(self.chars, self.at);
        self.last_end = self.at;
    }

    /// A dash, where a list item may begin or not.
    fn dash(&mut self) {
        let range = self.at..self.at + 1;
        if self.fresh || self.key_may_begin {
            self.enter(range, true);
        } else {
            let column = self.at - self.line;
            let edits = vec![Edit::new(self.at..self.at, format!("\n{}", " ".repeat(column)))];
            let (zh, en) =
                ("列表另起一行，或写成 [a, b]", "begin the list on a line of its own, or write [a, b]");
            let finding = fixes::syntax(
                self.chars,
                range,
                ("列表项和它的键写在一行", "a list item on the line of its key"),
                zh,
                en,
                edits,
            );
            self.out.suspicions.push(finding);
            // Dashes that follow in this column are its neighbours; whether they fit is reported once.
            self.levels.enter(column, true);
        }
        self.at += 1;
        self.tab_follows();
        (self.fresh, self.key_may_begin) = (false, true);
        self.last_end = self.at;
    }

    fn enter(&mut self, token: Range<usize>, dash: bool) {
        let column = token.start - self.line;
        if !self.fresh {
            self.levels.enter_inside(column, dash);
        } else if let Some(fault) = self.levels.enter(column, dash) {
            let finding = fixes::misplaced(self.chars, token, dash, fault);
            self.out.suspicions.push(finding);
        }
    }

    /// A text has been read: it is a key when `: ` follows, else a value.
    pub(super) fn complete(&mut self, token: Range<usize>) {
        self.last_end = token.end;
        let after = self.skip_blanks(token.end);
        let is_key = self.is_colon(after) && !self.chars[token.clone()].contains(&'\n');
        if !self.flow.is_empty() {
            self.at = token.end;
        } else if is_key && self.key_may_begin {
            self.enter(token, false);
            self.at = after + 1;
            self.last_end = self.at;
            self.tab_follows();
        } else if is_key {
            let edit = fixes::quote_rest(self.chars, token.start, false);
            self.at = edit.range.end.max(after + 1);
            self.last_end = self.at;
            let reason = ("一行里有第二个“: ”", "a second `: ` in one line");
            self.out.suspicions.push(fixes::unquoted(self.chars, after..after + 1, reason, edit));
            self.levels.fill();
        } else {
            self.at = token.end;
            self.levels.fill();
        }
        (self.fresh, self.key_may_begin) = (false, false);
    }

    /// A tab right after a dash or colon.
    fn tab_follows(&mut self) {
        if self.chars.get(self.at) == Some(&'\t') {
            let range = self.at..self.at + 1;
            let edits = vec![Edit::new(range.clone(), " ")];
            self.out.suspicions.push(fixes::tab(self.chars, self.at, edits));
        }
    }

    /// Plain text in block style, with the lines that continue it.
    fn plain(&mut self) {
        if self.full_width_brackets() {
            return;
        }
        let start = self.at;
        let (first_end, stop) = self.plain_line(start);
        let owner = self.levels.owner();
        let column = self.column(start);
        if stop == Stop::Colon {
            return self.complete(start..first_end);
        }
        if self.fresh && !self.levels.is_empty() && column <= owner {
            return self.keyless(start..first_end);
        }
        if self.fresh && self.levels.is_empty() && self.root_line.is_none() {
            self.root_line = Some(start..first_end);
        }
        let (mut end, mut stop, mut last_line) = (first_end, stop, self.line);
        while stop == Stop::Line
            && let Some((line, word)) = self.next_content(end, owner)
        {
            let (line_end, next) = self.plain_line(word);
            if next == Stop::Colon {
                // A key cannot continue a text: either the first line lacks its colon, or this one stands too deep.
                if self.key_may_begin {
                    return self.keyless(start..first_end);
                }
                break;
            }
            (end, stop, last_line) = (line_end, next, line);
        }
        self.line = last_line;
        self.half_quoted(start..end);
        self.complete(start..end);
        if end == first_end {
            self.last_plain = Some(start..end);
        }
    }

    /// `“text"`: a text, though it was meant to be quoted.
    fn half_quoted(&mut self, text: Range<usize>) {
        let (first, last) = (self.chars[text.start], self.chars[text.end - 1]);
        if text.len() > 2 && full_width::is_quote(first) && matches!(last, '"' | '\'') {
            let edits = vec![Edit::new(text.start..text.start + 1, last)];
            self.out.remarks.push(fixes::full_width(self.chars, text.start, edits));
        }
    }

    /// A line that must be a key and is none.
    fn keyless(&mut self, line: Range<usize>) {
        let finding = fixes::keyless(self.chars, line.clone());
        self.out.suspicions.push(finding);
        self.at = line.end;
        self.last_end = line.end;
        self.enter(line, false);
        self.levels.fill();
        (self.fresh, self.key_may_begin) = (false, false);
    }

    /// Where plain text ends on its line, and why.
    pub(super) fn plain_line(&self, start: usize) -> (usize, Stop) {
        let mut at = start;
        while let Some(c) = self.chars.get(at) {
            match c {
                '\n' => break,
                ':' if self.is_colon(at) => return (trim(self.chars, start, at).max(start), Stop::Colon),
                '#' if at > start && is_blank(self.chars[at - 1]) => {
                    return (trim(self.chars, start, at), Stop::Comment);
                }
                _ => at += 1,
            }
        }
        (trim(self.chars, start, at), Stop::Line)
    }

    /// The next line with content that is indented deeper than its owner: where it and its first word begin.
    pub(super) fn next_content(&self, from: usize, owner: isize) -> Option<(usize, usize)> {
        let mut line = line_end(self.chars, from) + 1;
        while line < self.chars.len() {
            let spaces = self.chars[line..].iter().take_while(|c| **c == ' ').count();
            let word = self.chars[line..].iter().take_while(|c| is_blank(**c)).count();
            match self.chars.get(line + word) {
                None => return None,
                Some('\n') => line += word + 1,
                Some('#') => return None,
                Some(_) if is_marker(self.chars, line, '-') || is_marker(self.chars, line, '.') => {
                    return None;
                }
                Some(_) => {
                    let deeper = isize::try_from(spaces).is_ok_and(|spaces| spaces > owner);
                    return deeper.then_some((line, line + word));
                }
            }
        }
        None
    }

    /// `|` or `>`: every deeper line below is its text.
    fn block_text(&mut self) {
        let owner = self.levels.owner();
        let mut at = self.at + 1;
        while self.chars.get(at).is_some_and(|c| matches!(c, '+' | '-') || c.is_ascii_digit()) {
            at += 1;
        }
        let after = self.skip_blanks(at);
        let ends = match self.chars.get(after) {
            None | Some('\n') => true,
            Some('#') => after > at,
            Some(_) => false,
        };
        if !ends {
            return self.reserved();
        }
        let mut end = line_end(self.chars, after);
        while end < self.chars.len() {
            let line = end + 1;
            let spaces = self.chars[line..].iter().take_while(|c| **c == ' ').count();
            let blank = matches!(self.chars.get(line + spaces), None | Some('\n'));
            let deeper = isize::try_from(spaces).is_ok_and(|spaces| spaces > owner);
            if !blank && (!deeper || is_marker(self.chars, line, '-') || is_marker(self.chars, line, '.')) {
                break;
            }
            end = line_end(self.chars, line);
            self.line = line;
        }
        self.at = end;
        self.last_end = end;
        self.levels.fill();
        (self.fresh, self.key_may_begin) = (false, false);
    }
}
