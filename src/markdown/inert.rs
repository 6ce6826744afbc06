//! What the parser must not see: each mark becomes a character that means nothing to it, and itself again in the events;
//! what is hidden becomes spaces.

use pulldown_cmark::{CodeBlockKind, CowStr, Event as Md, Tag};
use std::ops::Range;

use crate::markdown::containers;
use crate::markdown::containers::lines_with;
use crate::markdown::events::{Block, Event, Ranged};

/// Stand for `$`, for `:` and for what is hidden; control characters, which no text has by intention.
const STANDS: [(char, &str); 3] = [('\u{e}', "$"), ('\u{f}', ":"), (HIDDEN, "")];
pub(crate) const HIDDEN: char = '\u{10}';

/// Whether marks can be told apart from what stands for them.
pub(crate) fn is_possible(text: &str) -> bool {
    let [one, two, three] = STANDS.map(|(stand, _)| stand as u8);
    memchr::memchr3(one, two, three, text.as_bytes()).is_none()
}

/// The colons that begin a line and yet no definition, for want of a space after them: `:warning:`, `:8080`, `:)`.
pub(crate) fn colons(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for line in lines_with(text, ":") {
        let Some(start) = containers::content_start(text, &line) else { continue };
        let rest = &text.as_bytes()[start..line.end];
        let begins = rest[0] == b':' && !matches!(rest.get(1), None | Some(b' ' | b'\t' | b'\r'));
        if begins && !rest.starts_with(b":::") && !is_delimiter_row(rest) {
            found.push(start);
        }
    }
    if !found.is_empty() && !is_possible(text) {
        found.clear();
    }
    found
}

/// `:---|:---:` below the head of a table.
fn is_delimiter_row(line: &[u8]) -> bool {
    line.get(1) == Some(&b'-')
        && line.iter().all(|byte| matches!(byte, b':' | b'-' | b'|' | b' ' | b'\t' | b'\r'))
}

/// The text with characters for the marks at these places, each of one byte.
pub(crate) fn mask(text: String, places: &[usize]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for &at in places {
        out.push_str(&text[done..at]);
        // A marker line or a hidden part may have taken its place.
        let stand = STANDS.iter().find(|(_, mark)| !mark.is_empty() && text[at..].starts_with(mark));
        out.extend(stand.map(|(stand, _)| *stand));
        done = at + usize::from(stand.is_some());
    }
    out.push_str(&text[done..]);
    out
}

/// The text without what is hidden; its lines and offsets stay. Lines of which nothing is left are empty. What is beside
/// words is not replaced by a space but removed later, since spaces at the beginning of a line make code of it and two
/// at its end a line break.
pub(crate) fn blank(text: &str, hidden: &[Range<usize>]) -> String {
    let may_stand = is_possible(text);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    // Where the line being written begins.
    let mut line_start = 0;
    for range in hidden.iter().filter(|range| !range.is_empty()) {
        let start = range.start.max(done);
        let end = range.end.max(start);
        out.push_str(&text[done..start]);
        line_start = text[done..start].rfind('\n').map_or(line_start, |at| done + at + 1);
        let words_before = out[line_start..].contains(char::is_alphanumeric);
        let rest = text[end..].trim_start_matches([' ', '\t']);
        let words_after = !(rest.is_empty() || rest.starts_with('\n'));
        let part = &text[start..end];
        let last = part.matches('\n').count();
        for (at, line) in part.split('\n').enumerate() {
            if at > 0 {
                out.push('\n');
            }
            let stands = may_stand
                && (at == 0 && words_before || at == last && words_after)
                && !(at > 0 && rest.starts_with('<'));
            for byte in line.bytes() {
                out.push(if stands && !byte.is_ascii_whitespace() { HIDDEN } else { ' ' });
            }
            // A block of HTML has to begin its line.
            if at > 0 && at == last && rest.starts_with('<') && !line.is_empty() {
                out.pop();
                out.push('\n');
            }
        }
        line_start = part.rfind('\n').map_or(line_start, |at| start + at + 1);
        done = end;
    }
    out.push_str(&text[done..]);
    out
}

/// Puts the marks back.
pub(crate) fn restore(events: &mut [Ranged<'_>]) {
    for (event, _) in events {
        let event = match event {
            Event::Markdown(event) => event,
            Event::Open(Block { argument: text, .. })
            | Event::Close(Block { argument: text, .. })
            | Event::Tab { title: text, .. } => {
                if let Some(own) = own(text) {
                    *text = own.trim().to_owned();
                }
                continue;
            }
        };
        match event {
            Md::Text(text)
            | Md::Code(text)
            | Md::Html(text)
            | Md::InlineHtml(text)
            | Md::InlineMath(text)
            | Md::DisplayMath(text)
            | Md::FootnoteReference(text) => put_back(text),
            Md::Start(Tag::Link { dest_url, title, id, .. } | Tag::Image { dest_url, title, id, .. }) => {
                [dest_url, title, id].into_iter().for_each(put_back);
            }
            Md::Start(Tag::CodeBlock(CodeBlockKind::Fenced(text)) | Tag::FootnoteDefinition(text)) => {
                put_back(text);
            }
            Md::Start(Tag::Heading { id, classes, .. }) => {
                id.iter_mut().chain(classes).for_each(put_back);
            }
            _ => {}
        }
    }
}

fn put_back(text: &mut CowStr<'_>) {
    if let Some(own) = own(text) {
        *text = CowStr::from(own);
    }
}

/// The text with its own marks, where others stand in it.
fn own(text: &str) -> Option<String> {
    let put = |text: String, (stand, mark): &(char, &str)| text.replace(*stand, mark);
    (!is_possible(text)).then(|| STANDS.iter().fold(text.to_owned(), put))
}
