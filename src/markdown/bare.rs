//! Addresses of the web written bare, which GFM makes links of: `https://example.com/a`.
//!
//! In: the events of a page. Out: the same, with links around bare addresses. Not here: addresses in angle brackets, in
//! links, in code and in HTML elements that show code.

use crate::markdown::events::{Event, Ranged};
use pulldown_cmark::{CowStr, Event as Md, LinkType, Tag, TagEnd};
use std::ops::Range;

/// Sets links around the addresses in `events`, which were read from `text`.
pub(crate) fn linked<'a>(events: Vec<Ranged<'a>>, text: &'a str) -> Vec<Ranged<'a>> {
    if !text.contains("://") {
        return events;
    }
    let mut out = Vec::with_capacity(events.len() + 8);
    let mut inside: usize = 0;
    let mut rest = events.into_iter().peekable();
    while let Some((event, range)) = rest.next() {
        match &event {
            Event::Markdown(Md::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_))) => {
                inside += 1
            }
            Event::Markdown(Md::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock)) => inside -= 1,
            Event::Markdown(Md::InlineHtml(tag)) if is_element(tag, "<") => inside += 1,
            Event::Markdown(Md::InlineHtml(tag)) if is_element(tag, "</") => {
                inside = inside.saturating_sub(1)
            }
            Event::Markdown(Md::Text(words)) if inside == 0 && is_as_written(words, &range, text) => {
                // The parser cuts a text at `_`, `&` and the like; the address goes on.
                let mut end = range.end;
                let start = range.start;
                let mut pieces = vec![(event, range)];
                while let Some((Event::Markdown(Md::Text(next)), following)) = rest.peek()
                    && following.start == end
                    && is_as_written(next, following, text)
                {
                    end = following.end;
                    pieces.extend(rest.next());
                }
                if !split(text, start..end, &mut out) {
                    out.append(&mut pieces);
                }
                continue;
            }
            _ => {}
        }
        out.push((event, range));
    }
    out
}

fn is_as_written(words: &str, range: &Range<usize>, text: &str) -> bool {
    text.get(range.clone()) == Some(words)
}

fn is_element(tag: &str, open: &str) -> bool {
    let name = tag.strip_prefix(open).unwrap_or_default();
    ["a", "code", "kbd", "pre", "samp"]
        .iter()
        .any(|own| name.strip_prefix(own).is_some_and(|rest| rest.starts_with(['>', ' ', '\n'])))
}

/// Writes the part of the text with its links; nothing, and false, where it holds none.
fn split<'a>(text: &'a str, range: Range<usize>, out: &mut Vec<Ranged<'a>>) -> bool {
    let mut from = range.start;
    let push = |part: Range<usize>, out: &mut Vec<Ranged<'a>>| {
        if !part.is_empty() {
            out.push((Event::Markdown(Md::Text(CowStr::Borrowed(&text[part.clone()]))), part));
        }
    };
    let mut at = range.start;
    while let Some(found) = text[at..range.end].find("://") {
        let colon = at + found;
        at = colon + 3;
        let Some(start) = ["https", "http"].iter().find_map(|scheme| {
            let start = text[from..colon].strip_suffix(scheme).map(|before| from + before.len())?;
            let before = text[range.start..start].chars().next_back();
            before.is_none_or(|c| !c.is_ascii_alphanumeric() && !"<\"'=/".contains(c)).then_some(start)
        }) else {
            continue;
        };
        let end = at + length(&text[at..range.end]);
        if end == at {
            continue;
        }
        push(from..start, out);
        let (link, address) = (start..end, &text[start..end]);
        let tag = Tag::Link {
            link_type: LinkType::Autolink,
            dest_url: CowStr::Borrowed(address),
            title: CowStr::Borrowed(""),
            id: CowStr::Borrowed(""),
        };
        out.push((Event::Markdown(Md::Start(tag)), link.clone()));
        push(link.clone(), out);
        out.push((Event::Markdown(Md::End(TagEnd::Link)), link));
        (from, at) = (end, end);
    }
    if from == range.start {
        return false;
    }
    push(from..range.end, out);
    true
}

/// How much of what follows `://` belongs to the address: a host with a dot, or `localhost`, and what ASCII goes on
/// without a space. Source: GFM 6.9, but a Han character ends it too, since no space is before one.
fn length(rest: &str) -> usize {
    let end = rest
        .find(|c: char| {
            !c.is_ascii_graphic() || matches!(c, '<' | '>' | '"' | '`' | '{' | '}' | '|' | '\\' | '^')
        })
        .unwrap_or(rest.len());
    let mut address = &rest[..end];
    loop {
        let shorter = address.trim_end_matches(['?', '!', '.', ',', ':', ';', '*', '_', '~', '\'', '[', ']']);
        let is_unbalanced =
            shorter.ends_with(')') && shorter.matches(')').count() > shorter.matches('(').count();
        let shorter = if is_unbalanced { &shorter[..shorter.len() - 1] } else { shorter };
        if shorter.len() == address.len() {
            break;
        }
        address = shorter;
    }
    let host = address.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let is_host = host.contains('.') || host == "localhost";
    if is_host && host.starts_with(|c: char| c.is_ascii_alphanumeric()) { address.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use crate::markdown::events::{Dialect, Event};
    use crate::markdown::reader::Reader;
    use pulldown_cmark::{Event as Md, Tag};

    fn links(text: &str) -> Vec<String> {
        let reader = Reader::new(text, Dialect::Rolebook);
        let events = reader.read().events;
        let links = events.iter().filter_map(|(event, range)| match event {
            Event::Markdown(Md::Start(Tag::Link { dest_url, .. })) => {
                assert!(text[range.clone()].contains(&**dest_url), "{text}");
                Some(dest_url.to_string())
            }
            _ => None,
        });
        links.collect()
    }

    #[test]
    fn a_bare_address_is_a_link_up_to_han_and_punctuation() {
        assert_eq!(links("见https://example.com/a_b?x=1&y=2。另见"), ["https://example.com/a_b?x=1&y=2"]);
        assert_eq!(links("（http://10.1.2.3:8080/erp）"), ["http://10.1.2.3:8080/erp"]);
        assert_eq!(
            links("See https://example.com/a_(b), or (https://example.com)."),
            ["https://example.com/a_(b)", "https://example.com"]
        );
        assert_eq!(links("| 地址 |\n|---|\n| https://a.com/x |\n"), ["https://a.com/x"]);
        assert_eq!(links("https://a.com，https://b.com"), ["https://a.com", "https://b.com"]);
    }

    #[test]
    fn what_is_a_link_or_code_already_is_left_alone() {
        assert_eq!(links("[甲](https://a.com) <https://b.com>"), ["https://a.com", "https://b.com"]);
        assert_eq!(links("[https://a.com](b.md)"), ["b.md"]);
        assert_eq!(links("`https://a.com` <code>https://b.com</code>\n\n    https://c.com\n"), [""; 0]);
        assert_eq!(links("https:// 与 https://{host}/x 与 ftp://a.com 与 xhttps://a.com"), [""; 0]);
    }
}
