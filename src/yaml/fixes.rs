//! A place that no YAML reader takes -> the finding, its advice in both languages, and the edit that fixes it.
//!
//! The advice shows the fixed line, and the same edit lets the reading go on. Not here: finding the place.

use crate::diag::Problem;
use crate::yaml::finding::{Edit, Finding};
use crate::yaml::full_width;
use crate::yaml::indentation::Fault;
use std::ops::Range;

/// A line longer than this is not shown in an advice.
const SHOWN: usize = 100;

/// One sentence in both languages: Chinese, English.
pub(super) type Both<'a> = (&'a str, &'a str);

/// A syntax problem; the fixed line is added to the advice when there is one.
pub(super) fn syntax(
    chars: &[char],
    range: Range<usize>,
    reason: Both<'_>,
    zh: &str,
    en: &str,
    edits: Vec<Edit>,
) -> Finding {
    let (mut help_zh, mut help_en) = (zh.to_owned(), en.to_owned());
    if let Some(line) = mended_line(chars, &edits).map(|line| line.trim().to_owned()) {
        help_zh.push_str(&format!("：`{line}`"));
        help_en.push_str(&format!(": `{line}`"));
    }
    let (reason_zh, reason_en) = (reason.0.to_owned(), reason.1.to_owned());
    Finding::new(range, Problem::YamlSyntax { reason_zh, reason_en, help_zh, help_en }, edits)
}

/// A value that has to be quoted to the end of its line; `place` is what is wrong with it.
pub(super) fn unquoted(chars: &[char], place: Range<usize>, reason: Both<'_>, edit: Edit) -> Finding {
    syntax(chars, place, reason, "给整个值加引号", "quote the value", vec![edit])
}

/// A line that should be a key but has no `: `.
pub(super) fn keyless(chars: &[char], line: Range<usize>) -> Finding {
    if let Some(finding) = keyless_by_slip(chars, &line) {
        return finding;
    }
    let text = &chars[line.clone()];
    let blank = text.iter().position(|c| *c == ' ');
    let word = &text[..blank.unwrap_or(text.len())];
    let is_key = word.iter().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    let at = if is_key { line.start + word.len() } else { line.end };
    let edits = vec![Edit::new(at..at, ":")];
    syntax(
        chars,
        line,
        ("这一行不是“键: 值”", "a line without `key: `"),
        "写成“键: 值”",
        "write `key: value`",
        edits,
    )
}

/// A line that is no key because its colon is full-width, or because no space follows it.
pub(super) fn keyless_by_slip(chars: &[char], line: &Range<usize>) -> Option<Finding> {
    let text = &chars[line.clone()];
    let colon = text.iter().position(|c| matches!(c, ':' | '：'))?;
    let at = line.start + colon;
    if colon == 0 {
        return None;
    }
    // A full-width space after it is one of the two already.
    let wide = text[colon + 1..].iter().take_while(|c| **c == '\u{3000}').count();
    if text[colon] == '：' {
        let blank = if text.get(colon + 1).is_some_and(|c| *c != ' ') { ": " } else { ":" };
        return Some(full_width(chars, at, vec![Edit::new(at..at + 1 + wide, blank)]));
    }
    if wide > 0 {
        return Some(full_width(chars, at + 1, vec![Edit::new(at + 1..at + 1 + wide, " ")]));
    }
    if text[colon + 1..].starts_with(&['/', '/']) || text[..colon].contains(&' ') {
        return None;
    }
    let edits = vec![Edit::new(at + 1..at + 1, " ")];
    Some(syntax(
        chars,
        at..at + 1,
        ("冒号后面没有空格", "no space after the colon"),
        "冒号后面加一个空格",
        "put a space after the colon",
        edits,
    ))
}

/// A tab in the indentation, or after a dash or colon.
pub(super) fn tab(chars: &[char], at: usize, edits: Vec<Edit>) -> Finding {
    let line = mended_line(chars, &edits).map(|line| line.trim_end().to_owned());
    Finding::new(at..at + 1, Problem::YamlTab { line }, edits)
}

/// A full-width sign that should be an ASCII one.
pub(super) fn full_width(chars: &[char], at: usize, edits: Vec<Edit>) -> Finding {
    let line = mended_line(chars, &edits);
    // The indentation belongs to the advice only where it is what is wrong.
    let is_indent = chars[line_start(chars, at)..=at].iter().all(|c| c.is_whitespace());
    let line = line.map(|line| if is_indent { line.trim_end() } else { line.trim() }.to_owned());
    Finding::new(at..at + 1, Problem::YamlFullWidth { found: chars[at], line }, edits)
}

/// A key or dash in a column where none can stand.
pub(super) fn misplaced(chars: &[char], token: Range<usize>, dash: bool, fault: Fault) -> Finding {
    let column = token.start - line_start(chars, token.start);
    match fault {
        Fault::Deeper(to) => {
            let (zh, en) = ("与上面的键左对齐", "align it with the key above");
            let edits = shift(chars, token.start, column, to);
            syntax(
                chars,
                token,
                ("比所属的行缩进得更深", "indented deeper than the line it belongs to"),
                zh,
                en,
                edits,
            )
        }
        Fault::Between(to) => {
            let (zh, en) = ("同一层的各行左对齐，只用空格", "align the lines of one level, with spaces");
            let edits = shift(chars, token.start, column, to);
            syntax(
                chars,
                token,
                ("缩进与上面哪一行都对不上", "the indentation matches no line above"),
                zh,
                en,
                edits,
            )
        }
        Fault::Mixed if dash => {
            let (zh, en) = (
                "写成“键: 值”，或把列表缩进到它的键下面",
                "write `key: value`, or indent the list under its key",
            );
            syntax(chars, token, ("键之间夹了列表项", "a list item among keys"), zh, en, Vec::new())
        }
        Fault::Mixed => {
            let (zh, en) = (
                "在前面加“- ”，或缩进到所属的列表项里",
                "begin it with `- `, or indent it into its list item",
            );
            syntax(chars, token, ("列表项之间夹了键", "a key among list items"), zh, en, Vec::new())
        }
    }
}

/// Moves a line and all that is indented at least as deep below it to another column.
fn shift(chars: &[char], at: usize, column: usize, to: usize) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut start = line_start(chars, at);
    while start < chars.len() {
        let end = line_end(chars, start);
        let indent = chars[start..end].iter().take_while(|c| **c == ' ').count();
        if start + indent < end {
            if indent < column {
                break;
            }
            edits.push(match to.checked_sub(column) {
                Some(more) => Edit::new(start..start, " ".repeat(more)),
                None => Edit::new(start..start + (column - to), ""),
            });
        }
        start = end + 1;
    }
    edits
}

/// Quotes the value that begins at `from`: to the end of its line or the comment there, in brackets to the next `,`.
pub(super) fn quote_rest(chars: &[char], from: usize, in_flow: bool) -> Edit {
    let ends = |at: &usize| match chars[*at] {
        '\n' => true,
        '#' => is_blank(chars[*at - 1]),
        ',' | ']' | '}' => in_flow,
        _ => false,
    };
    let end = (from + 1..chars.len()).find(ends).unwrap_or(chars.len());
    quote_range(chars, from..trim(chars, from, end))
}

pub(super) fn quote_range(chars: &[char], range: Range<usize>) -> Edit {
    let mut text = &chars[range.clone()];
    // Chinese quotes were meant as the quotes.
    if let [first, inner @ .., last] = text
        && full_width::is_quote(*first)
        && full_width::is_quote(*last)
        && !inner.iter().any(|c| full_width::is_quote(*c))
    {
        text = inner;
    }
    Edit::new(range, quote(&text.iter().collect::<String>()))
}

/// A text in the quotes that need the least escaping.
pub(super) fn quote(text: &str) -> String {
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}

/// The line of the first edit, fixed; nothing when it would become two lines or is too long to be shown.
fn mended_line(chars: &[char], edits: &[Edit]) -> Option<String> {
    let first = edits.first()?.range.start;
    // Looks no further than can be shown, so that ten thousand findings on one long line stay cheap.
    let back = chars[..first].iter().rev().take(SHOWN + 1).take_while(|c| **c != '\n').count();
    let ahead = chars[first..].iter().take(SHOWN + 1).take_while(|c| **c != '\n').count();
    if back + ahead > SHOWN {
        return None;
    }
    let (start, end) = (first - back, first + ahead);
    let mut shown = String::new();
    let mut at = start;
    let inside = |edit: &&Edit| edit.range.start >= start && edit.range.end <= end;
    for edit in edits.iter().filter(inside) {
        shown.extend(&chars[at.min(edit.range.start)..edit.range.start]);
        shown.push_str(&edit.with);
        at = edit.range.end;
    }
    shown.extend(&chars[at..end]);
    (!shown.trim().contains('\n') && shown.trim().chars().count() <= SHOWN).then_some(shown)
}

pub(super) fn line_start(chars: &[char], at: usize) -> usize {
    chars[..at].iter().rposition(|c| *c == '\n').map_or(0, |newline| newline + 1)
}

pub(super) fn line_end(chars: &[char], at: usize) -> usize {
    chars[at..].iter().position(|c| *c == '\n').map_or(chars.len(), |newline| at + newline)
}

/// `end`, moved to the left over spaces.
pub(super) fn trim(chars: &[char], start: usize, end: usize) -> usize {
    chars[start..end].iter().rposition(|c| !is_blank(*c)).map_or(start, |last| start + last + 1)
}

pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn a_quoted_text_keeps_its_own_quotes() {
        assert_eq!(quote("Foo: bar"), "\"Foo: bar\"");
        assert_eq!(quote(r#"say "hi""#), r#"'say "hi"'"#);
        assert_eq!(quote(r#"it's "so""#), r#"'it''s "so"'"#);
    }
}
