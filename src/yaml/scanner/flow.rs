//! The outline inside brackets and quotes: where they end, and which of them never do.
//!
//! One part of the pass of `outline`, on the same reader.

use super::reader::{Reader, is_marker};
use crate::yaml::finding::Edit;
use crate::yaml::fixes::{self, Both, is_blank, line_end, trim};
use crate::yaml::{MAX_DEPTH, full_width};
use std::ops::Range;

impl Reader<'_> {
    pub(super) fn flow_token(&mut self) {
        if self.fresh && self.column(self.at) <= self.levels.owner() && self.outdented() {
            return;
        }
        self.fresh = false;
        let c = self.chars[self.at];
        match c {
            '{' if self.next_is('{') => self.braces(),
            '[' | '{' => self.open_bracket(),
            ']' | '}' => self.close_bracket(),
            ',' | ':' if c == ',' || self.colon_in_flow() => {
                self.at += 1;
                self.last_end = self.at;
            }
            '-' if self.blank_follows() => {
                let range = self.at..self.at + 1;
                self.at = self.skip_blanks(range.end);
                let edits = vec![Edit::new(range.start..self.at, "")];
                let (zh, en) = ("方括号里不写“-”", "leave the dash out: brackets hold a list already");
                let finding = fixes::syntax(
                    self.chars,
                    range,
                    ("括号里有列表的短横", "a dash inside brackets"),
                    zh,
                    en,
                    edits,
                );
                self.out.suspicions.push(finding);
            }
            '?' if self.blank_follows() => self.at += 1,
            '"' | '\'' => self.quoted(),
            '*' | '&' => self.anchor_or_alias(),
            '!' => self.tag(),
            '@' | '`' | '%' => self.reserved(),
            _ => self.plain_in_flow(),
        }
    }

    /// A colon between key and value: a blank or sign follows it, or a quote or bracket stands right before it.
    fn colon_in_flow(&self) -> bool {
        let behind_quote = self.at > 0 && matches!(self.chars[self.at - 1], '"' | '\'' | ']' | '}');
        let next = self.chars.get(self.at + 1);
        behind_quote || next.is_none_or(|c| matches!(c, ' ' | '\t' | '\n' | ',' | '[' | ']' | '{' | '}'))
    }

    pub(super) fn open_bracket(&mut self) {
        if self.flow.is_empty() && self.full_width_brackets() {
            return;
        }
        self.flow.push(self.at);
        if self.flow.len() > MAX_DEPTH {
            self.out.too_deep = Some(self.at);
        }
        self.at += 1;
        self.last_end = self.at;
        (self.fresh, self.key_may_begin) = (false, false);
    }

    /// A list or map in one line that reads only when its full-width signs are taken for ASCII ones: `{a: 1，b: 2}`.
    pub(super) fn full_width_brackets(&mut self) -> bool {
        let start = self.at;
        let mut end = line_end(self.chars, start);
        let comment = |at: &usize| self.chars[*at] == '#' && is_blank(self.chars[*at - 1]);
        end = trim(self.chars, start, (start + 1..end).find(comment).unwrap_or(end));
        let Some((sign, ascii)) = full_width::mended(&self.chars[start..end]) else { return false };
        let edits = vec![Edit::new(start..end, ascii)];
        self.out.refusals.push(fixes::full_width(self.chars, start + sign, edits));
        self.complete(start..end);
        true
    }

    fn close_bracket(&mut self) {
        let Some(open) = self.flow.pop() else { return };
        let right = closer(self.chars[open]);
        let range = self.at..self.at + 1;
        let fits_outer =
            self.flow.last().is_some_and(|outer| closer(self.chars[*outer]) == self.chars[self.at]);
        if self.chars[self.at] != right && fits_outer {
            self.flow.push(open);
            self.unclosed_bracket(1);
            return;
        }
        if self.chars[self.at] != right {
            let (zh, en) = (format!("换成 `{right}`"), format!("write `{right}`"));
            let (opened, closed) = (self.chars[open], self.chars[self.at]);
            let reason = (
                &*format!("`{opened}` 却用 `{closed}` 结束"),
                &*format!("`{opened}` is closed by `{closed}`"),
            );
            let edits = vec![Edit::new(range.clone(), right)];
            self.out.suspicions.push(fixes::syntax(self.chars, range.clone(), reason, &zh, &en, edits));
        }
        self.at = range.end;
        self.last_end = range.end;
        if !self.flow.is_empty() {
            return;
        }
        self.key_may_begin = self.flow_as_key;
        if self.may_follow_value(range.end) {
            return self.complete(open..range.end);
        }
        let place = self.skip_blanks(range.end);
        self.text_after(open..range.end, place, ("括号结束后还有文字", "text after the closing bracket"));
    }

    /// A value goes on after its closing quote or bracket.
    fn text_after(&mut self, token: Range<usize>, place: usize, reason: Both<'_>) {
        let edit = match self.chars[token.clone()].contains(&'\n') {
            false => fixes::quote_rest(self.chars, token.start, false),
            true => fixes::quote_rest(self.chars, place, false),
        };
        let end = edit.range.end.max(place + 1);
        if token.start >= edit.range.start {
            self.out.suspicions.push(fixes::unquoted(self.chars, place..place + 1, reason, edit));
        } else {
            let (zh, en) = ("删掉多出的文字，或给整个值加引号", "delete the text, or quote the whole value");
            let finding = fixes::syntax(self.chars, place..place + 1, reason, zh, en, Vec::new());
            self.out.suspicions.push(finding);
        }
        self.complete(token.start..end);
    }

    fn plain_in_flow(&mut self) {
        let start = self.at;
        let owner = self.levels.owner();
        let first_end = self.plain_end_in_flow(start);
        let mut end = first_end;
        while self.chars.get(self.skip_blanks(end)).is_some_and(|c| *c == '\n')
            && let Some((line, word)) = self.next_content(end, owner)
            && !matches!(self.chars[word], ',' | '[' | ']' | '{' | '}')
            && !self.looks_like_entry(word)
        {
            let next = self.plain_end_in_flow(word);
            if next == word {
                break;
            }
            end = next;
            self.line = line;
        }
        // A lone character that ends plain text must still be passed, or the pass would stand still.
        self.complete(start..end.max(start + 1));
        if end == first_end {
            self.remember_plain(start..end);
        }
    }

    fn plain_end_in_flow(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(c) = self.chars.get(at) {
            let next = self.chars.get(at + 1);
            match c {
                '\n' | ',' | '[' | ']' | '{' | '}' => break,
                ':' if next.is_none_or(|c| matches!(c, ' ' | '\t' | '\n' | ',' | '[' | ']' | '{' | '}')) => {
                    break;
                }
                '#' if at > start && is_blank(self.chars[at - 1]) => break,
                _ => at += 1,
            }
        }
        trim(self.chars, start, at)
    }

    /// A line inside brackets that stands no deeper than the key of the brackets. True when the brackets end here.
    fn outdented(&mut self) -> bool {
        if self.looks_like_entry(self.at) {
            self.unclosed_bracket(self.flow.len());
            (self.fresh, self.key_may_begin) = (true, true);
            return true;
        }
        let missing = usize::try_from(self.levels.owner() + 1 - self.column(self.at)).unwrap_or_default();
        self.out.silent.push(Edit::new(self.line..self.line, " ".repeat(missing)));
        false
    }

    /// `key: …` or `- …` at the start of a line, as it looks outside of brackets.
    fn looks_like_entry(&self, at: usize) -> bool {
        let line = &self.chars[at..line_end(self.chars, at)];
        let word =
            line.iter().take_while(|c| !matches!(c, ' ' | '\t' | ',' | '[' | ']' | '{' | '}' | '"')).count();
        let key = word > 1 && self.is_colon(at + word - 1) && !line.ends_with(&[',']);
        key || (line.first() == Some(&'-') && line.get(1).is_none_or(|c| is_blank(*c)))
    }

    /// Tells the innermost open bracket, and closes so many of them after the last text.
    pub(super) fn unclosed_bracket(&mut self, count: usize) {
        let Some(open) = self.flow.last().copied() else { return };
        let outer = self.flow.len().saturating_sub(count);
        let missing: String = self.flow.drain(outer..).rev().map(|at| closer(self.chars[at])).collect();
        let right = closer(self.chars[open]);
        let (zh, en) = (format!("补上 `{right}`"), format!("close it with `{right}`"));
        let edits = vec![Edit::new(self.last_end..self.last_end, missing)];
        let sign = self.chars[open];
        let reason = (&*format!("`{sign}` 没有结束"), &*format!("`{sign}` is never closed"));
        self.out.suspicions.push(fixes::syntax(self.chars, open..open + 1, reason, &zh, &en, edits));
        self.levels.fill();
    }

    /// A quoted text, in brackets or outside.
    pub(super) fn quoted(&mut self) {
        let start = self.at;
        let end = quoted_end(self.chars, start).filter(|end| !self.leaves_its_lines(start..*end));
        if !end.is_some_and(|end| self.value_may_end(end))
            && let Some(at) = self.full_width_quote(start)
        {
            let edits = vec![Edit::new(at..at + 1, self.chars[start])];
            self.out.refusals.push(fixes::full_width(self.chars, at, edits));
            return self.complete(start..at + 1);
        }
        let Some(end) = end else { return self.unclosed_quote(start) };
        let lines = self.chars[start..end].iter().filter(|c| **c == '\n').count();
        if self.flow.is_empty() && !self.may_follow_value(end) {
            // A quote that ends lines below in the middle of a text was closed by the next one's opening quote.
            if lines > 0 {
                return self.unclosed_quote(start);
            }
            return self.text_after_quote(start..end);
        }
        self.escapes(start..end);
        if lines > 0 {
            self.line = fixes::line_start(self.chars, end);
        }
        self.complete(start..end);
    }

    /// A line of the quoted text begins no deeper than its key, or is a document marker.
    fn leaves_its_lines(&self, text: Range<usize>) -> bool {
        let mut at = text.start;
        loop {
            let newline = self.chars[at..text.end].iter().position(|c| *c == '\n');
            let Some(line) = newline.map(|newline| at + newline + 1) else { return false };
            let lead = self.chars[line..].iter().take_while(|c| is_blank(**c)).count();
            let deeper = isize::try_from(lead).is_ok_and(|lead| lead > self.levels.owner());
            let blank = self.chars.get(line + lead).is_none_or(|c| *c == '\n');
            let marker = is_marker(self.chars, line, '-') || is_marker(self.chars, line, '.');
            if marker || (!deeper && !blank) {
                return true;
            }
            at = line;
        }
    }

    /// The full-width quote in this line that was meant to close the one at `start`: a value may end after it.
    fn full_width_quote(&self, start: usize) -> Option<usize> {
        (start + 1..line_end(self.chars, start))
            .find(|at| full_width::is_quote(self.chars[*at]) && self.value_may_end(*at + 1))
    }

    /// Whether a quoted text may end here.
    fn value_may_end(&self, end: usize) -> bool {
        if self.flow.is_empty() {
            return self.may_follow_value(end);
        }
        matches!(
            self.chars.get(self.skip_blanks(end)),
            None | Some('\n' | ',' | ':' | ']' | '}' | '#' | '，')
        )
    }

    fn unclosed_quote(&mut self, start: usize) {
        let in_flow = !self.flow.is_empty();
        let ends = |at: &usize| match self.chars[*at] {
            '\n' => true,
            ',' | ']' | '}' => in_flow,
            _ => false,
        };
        let limit = (start + 1..self.chars.len()).find(ends).unwrap_or(self.chars.len());
        let end = trim(self.chars, start, limit);
        let quote = self.chars[start];
        let edits = vec![Edit::new(end..end, quote)];
        let (zh, en) = (format!("在值的末尾补上 `{quote}`"), format!("close it with `{quote}`"));
        let reason = ("引号没有结束", "the quote is never closed");
        self.out.suspicions.push(fixes::syntax(self.chars, start..start + 1, reason, &zh, &en, edits));
        self.complete(start..end);
    }

    fn text_after_quote(&mut self, token: Range<usize>) {
        let whole = fixes::quote_rest(self.chars, token.start, false).range;
        let quote = self.chars[token.start];
        let place = self.skip_blanks(token.end);
        // `'it's'`: the outer quotes were meant as quotes.
        let is_outer = whole.len() > token.len() && self.chars[whole.end - 1] == quote && place == token.end;
        if !is_outer {
            return self.text_after(token, place, ("引号结束后还有文字", "text after the closing quote"));
        }
        let inner: String = self.chars[whole.start + 1..whole.end - 1].iter().collect();
        let edit = Edit::new(whole.clone(), fixes::quote(&inner));
        let (zh, en) = ("引号里还有引号时，外层换一种引号", "use the other kind of quotes outside");
        let reason = ("引号结束后还有文字", "text after the closing quote");
        self.out.suspicions.push(fixes::syntax(self.chars, place..place + 1, reason, zh, en, vec![edit]));
        self.complete(whole);
    }

    /// Escapes that YAML does not know, as in `"C:\data"`. One is reported for each text.
    fn escapes(&mut self, text: Range<usize>) {
        if self.chars[text.start] != '"' {
            return;
        }
        let mut at = text.start + 1;
        while at + 1 < text.end {
            if self.chars[at] != '\\' {
                at += 1;
                continue;
            }
            let digits = match self.chars[at + 1] {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                c if "0abt\tnvfre \"/\\N_LP\n".contains(c) => 0,
                _ => usize::MAX,
            };
            let hex =
                self.chars[at + 2..text.end].iter().take(8).take_while(|c| c.is_ascii_hexdigit()).count();
            if hex < digits {
                let inner: String = self.chars[text.start + 1..text.end - 1].iter().collect();
                let edit = Edit::new(text.clone(), format!("'{}'", inner.replace('\'', "''")));
                let sign = self.chars[at + 1];
                let reason = (
                    &*format!("没有 `\\{sign}` 这种转义"),
                    &*format!("`\\{sign}` is not an escape sequence"),
                );
                let (zh, en) = ("反斜杠要写两个，或改用单引号", "double the backslash, or use single quotes");
                self.out.suspicions.push(fixes::syntax(self.chars, at..at + 2, reason, zh, en, vec![edit]));
                return;
            }
            at += 2;
        }
    }

    /// Only `: `, a comment or the end of the line may follow a value outside of brackets.
    fn may_follow_value(&self, end: usize) -> bool {
        let after = self.skip_blanks(end);
        match self.chars.get(after) {
            None | Some('\n') => true,
            Some('#') => after > end,
            Some(':') => self.is_colon(after),
            Some(_) => false,
        }
    }
}

/// The end of the quoted text that begins here, its closing quote included.
pub(in crate::yaml) fn quoted_end(chars: &[char], start: usize) -> Option<usize> {
    let quote = *chars.get(start)?;
    let mut at = start + 1;
    while let Some(c) = chars.get(at) {
        match c {
            '\\' if quote == '"' => at += 2,
            '\'' if quote == '\'' && chars.get(at + 1) == Some(&'\'') => at += 2,
            c if *c == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
    None
}

fn closer(open: char) -> char {
    if open == '[' { ']' } else { '}' }
}
