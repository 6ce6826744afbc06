//! Which dollar signs enclose a formula and which are money or names: `充值 $5，送 $3`, `$PATH 与 $HOME`.
//!
//! The parser lets a formula end at any `$` without a space before it. Here a `$` before a digit ends nothing, as in
//! Pandoc, and neither does one that leaves Chinese text between the two. The dollars of a paragraph in which that
//! changes a formula are paired again, each with the next; those without a partner are made plain characters before the
//! text is parsed again.

use pulldown_cmark::{Event as Md, Tag};
use std::ops::Range;

use crate::markdown::events::{Event, Ranged};

/// The dollars that are plain characters although the parser takes them for the ends of formulas.
pub(crate) fn plain(events: &[Ranged<'_>], text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    if !text.contains('$') {
        return found;
    }
    // The paragraph, heading or cell being looked at, from its first event to its last.
    let mut words = 0..0;
    let mut is_wrong = false;
    for (event, range) in events {
        match event {
            Event::Markdown(
                Md::Text(_)
                | Md::Code(_)
                | Md::InlineHtml(_)
                | Md::InlineMath(_)
                | Md::DisplayMath(_)
                | Md::SoftBreak
                | Md::HardBreak
                | Md::FootnoteReference(_)
                | Md::TaskListMarker(_),
            ) => {
                words.start = if words.is_empty() { range.start } else { words.start };
                words.end = words.end.max(range.end);
                is_wrong |= match event {
                    Event::Markdown(Md::InlineMath(_)) => !is_formula(text, range, 1),
                    Event::Markdown(Md::DisplayMath(_)) => !is_formula(text, range, 2),
                    _ => false,
                };
            }
            Event::Markdown(Md::Start(
                Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. },
            )) => {}
            Event::Markdown(Md::End(end)) if is_inline(*end) => words.end = words.end.max(range.end),
            _ => {
                if std::mem::take(&mut is_wrong) {
                    pair(text, words.clone(), &mut found);
                }
                words = 0..0;
            }
        }
    }
    if is_wrong {
        pair(text, words, &mut found);
    }
    found
}

fn is_inline(end: pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd::{Emphasis, Image, Link, Strikethrough, Strong};
    matches!(end, Emphasis | Strong | Strikethrough | Link | Image)
}

/// Whether what is between two marks of `width` dollars is a formula.
fn is_formula(text: &str, range: &Range<usize>, width: usize) -> bool {
    let Some(inner) = text.get(range.start + width..range.end - width) else { return true };
    let after = text[range.end..].chars().next().unwrap_or(' ');
    if after.is_ascii_digit() {
        return false;
    }
    // `$PATH:$HOME`: a name follows, and what came before it is one as well or ends with a sign that joins the two.
    let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let words = inner.trim_end_matches([':', '/', '-', '.', ',', ';', '+', '=', '|']);
    let names = words.len() > 1 && words.chars().all(is_name);
    if (after.is_ascii_alphabetic() || matches!(after, '_' | '{')) && (names || words.len() < inner.len()) {
        return false;
    }
    !is_prose(inner)
}

/// Chinese text that is no part of a formula: `PATH 与`. In `\text{单价}` it is, and so it is beside signs that only
/// formulas have, as in `单价 \times 数量`.
fn is_prose(inner: &str) -> bool {
    let mut depth = 0_usize;
    let mut han = false;
    let mut signs = false;
    for c in inner.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '\\' | '=' | '^' | '≤' | '≥' | '≠' | '≈' | '×' | '÷' | '∑' | '√' => signs = true,
            '，' | '。' | '；' | '、' | '：' | '！' | '？' if depth == 0 => return true,
            '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' if depth == 0 => {
                han = true;
            }
            _ => {}
        }
    }
    han && !signs
}

/// Pairs the dollars of a paragraph, each with the next, and adds those that stay alone.
fn pair(text: &str, words: Range<usize>, alone: &mut Vec<usize>) {
    let mut open: Option<Range<usize>> = None;
    for mark in marks(text, &words) {
        let Some(opener) = open.take() else {
            open = Some(mark);
            continue;
        };
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let fits = opener.len() == mark.len()
            && (mark.len() == 2
                || !blank(text[opener.end..].chars().next())
                    && !blank(text[..mark.start].chars().next_back()))
            && opener.end < mark.start
            && is_formula(text, &(opener.start..mark.end), mark.len());
        if !fits {
            alone.extend(opener);
            open = Some(mark);
        }
    }
    alone.extend(open.into_iter().flatten());
}

/// Each `$` and `$$` of a paragraph outside code, unescaped; longer runs are none.
fn marks(text: &str, words: &Range<usize>) -> Vec<Range<usize>> {
    let bytes = &text.as_bytes()[..words.end];
    let mut found = Vec::new();
    let mut at = words.start;
    while at < bytes.len() {
        let width = bytes[at..].iter().take_while(|&&byte| byte == bytes[at]).count();
        match bytes[at] {
            b'\\' => at += 2,
            b'$' => {
                if width <= 2 {
                    found.push(at..at + width);
                }
                at += width;
            }
            b'`' => at = code_end(bytes, at, width).unwrap_or(at + width),
            _ => at += 1,
        }
    }
    found
}

/// Where the code that begins with `width` backticks at `start` ends.
fn code_end(bytes: &[u8], start: usize, width: usize) -> Option<usize> {
    /// Code in a line is short; without a limit, a line of backticks would cost its square (bytes).
    const LONGEST: usize = 2048;
    let end = bytes.len().min(start + LONGEST);
    let mut at = start + width;
    while at < end {
        let run = bytes[at..end].iter().take_while(|&&byte| byte == b'`').count();
        if run == width {
            return Some(at + run);
        }
        at += run.max(1);
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::markdown::events::{Dialect, Event};
    use crate::markdown::reader::Reader;
    use pulldown_cmark::Event as Md;

    /// The text with its formulas in 〔 〕.
    fn formulas(text: &str) -> String {
        let reader = Reader::new(text, Dialect::Rolebook);
        let mut out = String::new();
        for (event, _) in reader.read().events {
            match event {
                Event::Markdown(Md::InlineMath(formula) | Md::DisplayMath(formula)) => {
                    out += &format!("〔{formula}〕");
                }
                Event::Markdown(Md::Text(text) | Md::Code(text)) => out += &text,
                _ => {}
            }
        }
        out
    }

    #[test]
    fn money_and_names_are_no_formulas() {
        for text in [
            "充值$5,送$3",
            "每月$29.99；每年$299。",
            "变量$PATH与$HOME",
            "每月$29.99，每年$299，三年$599。",
            "从$A到$B",
            "$PATH:$HOME",
            "$5-$10",
            "单价$5元，共$x元",
            "花了$$100，又花$$200",
            "共$100$200",
            "$",
        ] {
            assert_eq!(formulas(text), text);
        }
        assert_eq!(formulas("**充值$5,送$3**和`$5`与$x$"), "充值$5,送$3和$5与〔x〕");
        assert_eq!(formulas("| 价 | 价 |\n|---|---|\n| 充$5,送$3 | $x$ |"), "价价充$5,送$3〔x〕");
        assert_eq!(formulas("[充$5,送$3](a.md \"$5\")"), "充$5,送$3");
    }

    #[test]
    fn formulas_stay_beside_money_and_in_chinese() {
        for (text, found) in [
            ("公式$x^2$与$y$。", "公式〔x^2〕与〔y〕。"),
            ("共$5，即$x$元", "共$5，即〔x〕元"),
            ("变量$PATH与$HOME，公式$a_1$", "变量$PATH与$HOME，公式〔a_1〕"),
            ("$\\text{单价}\\times n$", "〔\\text{单价}\\times n〕"),
            ("$单价 \\times 数量$", "〔单价 \\times 数量〕"),
            ("$余额 = 期初 + 本期$", "〔余额 = 期初 + 本期〕"),
            ("第$n$th", "第〔n〕th"),
            ("$$x$$", "〔x〕"),
            ("`$a`和$x$和`b$`", "$a和〔x〕和b$"),
            ("\\$5和$x$", "$5和〔x〕"),
        ] {
            assert_eq!(formulas(text), found, "{text}");
        }
    }
}
