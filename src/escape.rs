//! The one place where text becomes HTML.

use std::borrow::Cow;
use std::ops::Range;

/// Escapes text for an element or a double-quoted attribute.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    push(text, &mut out);
    out
}

/// A text of one line, as in a title, without the comments in it, which are for the writers alone.
pub fn without_comments(text: &str) -> Cow<'_, str> {
    let comments = comments(text);
    if comments.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for comment in comments {
        out.push_str(&text[done..comment.start]);
        done = comment.end;
    }
    out.push_str(&text[done..]);
    Cow::Owned(out.trim().to_owned())
}

/// Every `<!-- … -->` of a text; one that never ends reaches to its end.
pub fn comments(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("<!--").map(|found| at + found) {
        at = comment_end(text, start).unwrap_or(text.len());
        found.push(start..at);
    }
    found
}

/// Where the comment that begins at `start` ends.
pub fn comment_end(text: &str, start: usize) -> Option<usize> {
    // `<!-->` and `<!--->` are whole.
    text[start + 2..].find("-->").map(|at| start + 2 + at + "-->".len())
}

/// As `text`, written after what is there already.
pub fn push(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\0' => out.push('\u{fffd}'),
            // Escape and its kin have no place in a page; the writer has been told.
            c if c.is_control() && !matches!(c, '\n' | '\t' | '\r') => {}
            c => out.push(c),
        }
    }
}

/// The text without control characters, for what another writer escapes.
pub fn printable(text: &str) -> std::borrow::Cow<'_, str> {
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r');
    if text.contains(odd) { text.replace(odd, "").into() } else { text.into() }
}
