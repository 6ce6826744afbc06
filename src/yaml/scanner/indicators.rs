//! The outline at values that begin with a sign: aliases, anchors, tags, and signs that YAML keeps for itself.
//!
//! One part of the pass of `outline`, on the same reader.

use super::block::Stop;
use super::reader::Reader;
use crate::diag::Problem;
use crate::yaml::finding::{Edit, Finding};
use crate::yaml::fixes;

impl Reader<'_> {
    /// A value that begins with a character YAML keeps for itself.
    pub(super) fn reserved(&mut self) {
        let start = self.at;
        let in_flow = !self.flow.is_empty();
        let mut edit = fixes::quote_rest(self.chars, start, in_flow);
        if self.key_may_begin && !in_flow {
            let (end, stop) = self.plain_line(start + 1);
            if stop == Stop::Colon {
                edit = fixes::quote_range(self.chars, start..end);
            }
        }
        let token = edit.range.clone();
        let sign = self.chars[start];
        let reason = (&*format!("值不能以 `{sign}` 开头"), &*format!("a value cannot begin with `{sign}`"));
        self.out.suspicions.push(fixes::unquoted(self.chars, start..start + 1, reason, edit));
        self.complete(token);
    }

    /// `*` or `&` at the start of a value.
    pub(super) fn anchor_or_alias(&mut self) {
        let start = self.at;
        let sigil = self.chars[start];
        let is_name = |c: &&char| !matches!(**c, ' ' | '\t' | '\n' | ',' | '[' | ']' | '{' | '}');
        let mut end = start + 1 + self.chars[start + 1..].iter().take_while(is_name).count();
        if end > start + 2 && self.chars[end - 1] == ':' {
            end -= 1;
        }
        let after = self.skip_blanks(end);
        let text_follows = match self.chars.get(after) {
            None | Some('\n' | ':' | '#') => false,
            Some(',' | ']' | '}') => self.flow.is_empty(),
            Some(_) => true,
        };
        let nameless = end == start + 1 || self.chars[start + 1] == sigil;
        if nameless || (sigil == '*' && text_follows) {
            self.reserved();
            // No reader takes it, and the parser would stop at it before it meets anything else.
            self.out.refusals.extend(self.out.suspicions.pop());
            return;
        }
        let name: String = self.chars[start..end].iter().collect();
        let edit = match sigil {
            '*' => Edit::new(start..end, fixes::quote(&name)),
            _ => Edit::new(start..after, ""),
        };
        let quiet = !self.aliases.insert(name.clone());
        let finding = Finding::new(start..end, Problem::YamlAlias { name }, vec![edit]);
        self.out.refusals.push(Finding { quiet, ..finding });
        match sigil {
            '*' => self.complete(start..end),
            _ => self.at = after,
        }
    }

    /// `!` at the start of a value.
    pub(super) fn tag(&mut self) {
        let start = self.at;
        let in_flow = !self.flow.is_empty();
        let verbatim = self.next_is('<');
        let is_tag = |c: &&char| match **c {
            ' ' | '\t' | '\n' => false,
            ',' | '[' | ']' | '{' | '}' => !in_flow || verbatim,
            _ => true,
        };
        let end = start + self.chars[start..].iter().take_while(is_tag).count();
        let tag = self.chars[start..end].iter().collect();
        self.at = self.skip_blanks(end);
        let edit = Edit::new(start..self.at, "");
        self.out.refusals.push(Finding::new(start..end, Problem::YamlTag { tag }, vec![edit]));
    }

    /// `{{ name }}` without quotes would be a map inside a map.
    pub(super) fn braces(&mut self) {
        let start = self.at;
        let edit = match self.flow.is_empty() {
            true => fixes::quote_rest(self.chars, start, false),
            false => {
                let ends = |at: &usize| self.chars[*at] == '\n' || self.chars[*at..].starts_with(&['}', '}']);
                let close = (start..self.chars.len()).find(ends).unwrap_or(self.chars.len());
                let braces = self.chars[close..].iter().take(2).take_while(|c| **c == '}').count();
                fixes::quote_range(self.chars, start..close + braces)
            }
        };
        let token = edit.range.clone();
        let finding = fixes::unquoted(
            self.chars,
            start..start + 2,
            ("值不能以 `{{` 开头", "a value cannot begin with `{{`"),
            edit,
        );
        self.out.refusals.push(finding);
        self.complete(token);
    }
}
