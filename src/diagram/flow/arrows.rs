//! The forms of an arrow: `-->`, `-. 文字 .->`, `==>|文字|`, `<-->`, `--x`.

use crate::diagram::flow::graph::{Head, Line};

#[derive(Debug, PartialEq)]
pub struct Arrow<'t> {
    pub line: Line,
    pub tail: Head,
    pub head: Head,
    pub length: usize,
    pub text: Option<&'t str>,
    /// How long it is (bytes).
    pub len: usize,
}

/// The arrow at the beginning of a text.
pub fn read(text: &str) -> Option<Arrow<'_>> {
    let (tail, rest) = tail(text);
    let mark = rest.chars().next().filter(|mark| matches!(mark, '-' | '=' | '~'))?;
    let stroke = stroke(rest, mark)?;
    let line = match (mark, stroke.contains('.')) {
        ('~', _) => Line::Hidden,
        ('=', _) => Line::Thick,
        (_, true) => Line::Dotted,
        _ => Line::Solid,
    };
    let behind = &rest[stroke.len()..];
    let (head, head_len) = head(behind);
    let marks = stroke.matches(if line == Line::Dotted { '.' } else { mark }).count();
    let is_whole =
        if line == Line::Dotted { stroke.ends_with('-') } else { stroke.len() > 2 || head != Head::None };
    let at = text.len() - rest.len() + stroke.len();
    if !is_whole {
        return worded(text, at, line, tail);
    }
    let extra = if line == Line::Dotted || head != Head::None { 1 } else { 2 };
    let length = marks.saturating_sub(extra).max(1);
    let arrow = Arrow { line, tail, head, length, text: None, len: at + head_len };
    Some(barred(text, arrow))
}

/// The line of an arrow: dashes, equals signs, tildes, or dashes around dots.
fn stroke(rest: &str, mark: char) -> Option<&str> {
    let end = |text: &str, own: &dyn Fn(char) -> bool| text.find(|c| !own(c)).unwrap_or(text.len());
    let dashes = end(rest, &|c| c == mark);
    if mark == '-' && rest[dashes..].starts_with('.') {
        let dots = dashes + end(&rest[dashes..], &|c| c == '.');
        return Some(&rest[..dots + end(&rest[dots..], &|c| c == '-').min(1)]);
    }
    (dashes >= 2).then(|| &rest[..dashes])
}

fn tail(text: &str) -> (Head, &str) {
    let stroke = |rest: &str| rest.starts_with("--") || rest.starts_with("==") || rest.starts_with("-.");
    let tails = [("<", Head::Arrow), ("o", Head::Circle), ("x", Head::Cross)];
    let found = tails.iter().find_map(|(mark, head)| {
        let rest = text.strip_prefix(mark)?;
        stroke(rest).then_some((*head, rest))
    });
    found.unwrap_or((Head::None, text))
}

/// `o` and `x` are heads only where a name does not begin with them.
fn head(behind: &str) -> (Head, usize) {
    let ends = |rest: &str| rest.starts_with(|c: char| c.is_whitespace() || c == '|');
    match behind.chars().next() {
        Some('>') => (Head::Arrow, 1),
        Some('o') if ends(&behind[1..]) => (Head::Circle, 1),
        Some('x') if ends(&behind[1..]) => (Head::Cross, 1),
        _ => (Head::None, 0),
    }
}

/// `-->|文字|`.
fn barred<'t>(text: &'t str, arrow: Arrow<'t>) -> Arrow<'t> {
    let rest = &text[arrow.len..];
    let found = rest.trim_start().strip_prefix('|').and_then(|inner| inner.split_once('|'));
    match found {
        Some((words, after)) => Arrow { text: Some(words.trim()), len: text.len() - after.len(), ..arrow },
        None => arrow,
    }
}

/// `-- 文字 -->`, `-. 文字 .->`, `== 文字 ==>`: the line goes on behind the words.
fn worded(text: &str, at: usize, line: Line, tail: Head) -> Option<Arrow<'_>> {
    let rest = &text[at..];
    let (mark, dots) = match line {
        Line::Solid => ("--", false),
        Line::Thick => ("==", false),
        Line::Dotted => (".", true),
        Line::Hidden => return None,
    };
    let mut from = 0;
    loop {
        let found = from + rest[from..].find(mark)?;
        let stroke_len = rest[found..].find(|c| !matches!(c, '-' | '=' | '.')).unwrap_or(rest.len() - found);
        let stroke = &rest[found..found + stroke_len];
        let (head, head_len) = head(&rest[found + stroke_len..]);
        let is_end = if dots { stroke.ends_with('-') } else { head != Head::None || stroke_len > 2 };
        let words = rest[..found].trim();
        if is_end && !words.is_empty() {
            let marks = if dots { stroke.matches('.').count() } else { stroke_len };
            let extra = if dots || head != Head::None { 1 } else { 2 };
            let length = marks.saturating_sub(extra).max(1);
            return Some(Arrow {
                line,
                tail,
                head,
                length,
                text: Some(words),
                len: at + found + stroke_len + head_len,
            });
        }
        from = found + stroke_len;
    }
}

#[cfg(test)]
mod tests {
    use super::{Arrow, read};
    use crate::diagram::flow::graph::{Head, Line};

    #[test]
    fn every_form_of_an_arrow_is_read() {
        let is = |text: &str, line, head, length, words: Option<&str>| {
            let found = read(text).unwrap_or_else(|| panic!("{text} is an arrow"));
            let len = text.len() - " B".len();
            assert_eq!(found, Arrow { line, tail: Head::None, head, length, text: words, len }, "{text}");
        };
        is("--> B", Line::Solid, Head::Arrow, 1, None);
        is("---> B", Line::Solid, Head::Arrow, 2, None);
        is("--- B", Line::Solid, Head::None, 1, None);
        is("-.-> B", Line::Dotted, Head::Arrow, 1, None);
        is("-.- B", Line::Dotted, Head::None, 1, None);
        is("==> B", Line::Thick, Head::Arrow, 1, None);
        is("~~~ B", Line::Hidden, Head::None, 1, None);
        is("-->|是| B", Line::Solid, Head::Arrow, 1, Some("是"));
        is("-- 是 --> B", Line::Solid, Head::Arrow, 1, Some("是"));
        is("-. 否 .-> B", Line::Dotted, Head::Arrow, 1, Some("否"));
        is("== a-b ==> B", Line::Thick, Head::Arrow, 1, Some("a-b"));
        is("--x B", Line::Solid, Head::Cross, 1, None);
        assert_eq!(read("<--> B").map(|arrow| arrow.tail), Some(Head::Arrow));
        assert_eq!(read("- B"), None);
    }
}
