//! `[[term]]` and `[[term|words]]`: a link to the glossary, written by name.
//!
//! In: events. Out: the same with links of the kind `WikiLink` in the place of the brackets, each with the range of all
//! of it. Not here: whether there is such a term, and what looks like one in code, links and pictures.

use crate::markdown::events::{Event, Ranged};
use pulldown_cmark::{CowStr, Event as Md, LinkType, Tag, TagEnd};
use std::ops::Range;

/// Puts links in the place of names in double brackets. The parser gives every bracket that it could not use an event of
/// its own.
pub fn linked<'a>(events: Vec<Ranged<'a>>) -> Vec<Ranged<'a>> {
    let is_pair = |pair: &[Ranged<'_>]| is_text(&pair[0], "[") && is_text(&pair[1], "[");
    if !events.windows(2).any(is_pair) {
        return events;
    }
    let mut out = Vec::with_capacity(events.len() + 8);
    // Code, and links and pictures, in which no link can be.
    let mut closed = 0_usize;
    let mut at = 0;
    while at < events.len() {
        match &events[at].0 {
            Event::Markdown(Md::Start(tag)) if holds_no_link(&tag.to_end()) => closed += 1,
            Event::Markdown(Md::End(tag)) if holds_no_link(tag) => closed = closed.saturating_sub(1),
            _ => {}
        }
        match if closed == 0 && !follows_a_word(&events[..at], &events[at].1) {
            named(&events[at..])
        } else {
            None
        } {
            Some((count, name, shown)) => {
                let range = events[at].1.start..events[at + count - 1].1.end;
                push(&mut out, name, shown, &range);
                at += count;
            }
            None => {
                out.push(events[at].clone());
                at += 1;
            }
        }
    }
    out
}

/// `x[[i]]` takes a part of something.
fn follows_a_word(before: &[Ranged<'_>], range: &Range<usize>) -> bool {
    before.last().is_some_and(|(event, last)| match event {
        Event::Markdown(Md::Text(text)) => {
            last.end == range.start && text.ends_with(|c: char| c.is_ascii_alphanumeric() || c == ']')
        }
        _ => false,
    })
}

fn push(out: &mut Vec<Ranged<'_>>, name: String, shown: String, range: &Range<usize>) {
    let link_type = LinkType::WikiLink { has_pothole: shown != name };
    let tag = Tag::Link {
        link_type,
        dest_url: CowStr::from(name),
        title: CowStr::Borrowed(""),
        id: CowStr::Borrowed(""),
    };
    for event in [Md::Start(tag), Md::Text(CowStr::from(shown)), Md::End(TagEnd::Link)] {
        out.push((Event::Markdown(event), range.clone()));
    }
}

fn holds_no_link(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::CodeBlock | TagEnd::Link | TagEnd::Image | TagEnd::HtmlBlock)
}

fn is_text(ranged: &Ranged<'_>, wanted: &str) -> bool {
    matches!(&ranged.0, Event::Markdown(Md::Text(text)) if **text == *wanted)
}

/// How many events from here are a name in double brackets, the name, and the words to show.
fn named(events: &[Ranged<'_>]) -> Option<(usize, String, String)> {
    let (first, second) = (events.first()?, events.get(1)?);
    if !is_text(first, "[") || !is_text(second, "[") || first.1.end != second.1.start {
        return None;
    }
    let mut inner = String::new();
    for (at, (event, range)) in events.iter().enumerate().skip(2) {
        let Event::Markdown(Md::Text(text)) = event else { return None };
        if **text == *"]" {
            events.get(at + 1).filter(|last| is_text(last, "]") && last.1.start == range.end)?;
            let (name, shown) = inner.split_once('|').unwrap_or((&inner, &inner));
            let (name, shown) = (name.trim(), shown.trim());
            return is_name(name).then(|| (at + 2, name.to_owned(), shown.to_owned()));
        }
        if text.contains(['[', '\n']) {
            return None;
        }
        inner.push_str(text);
    }
    None
}

/// Lists of numbers, tests of a shell and marks for contents are none.
fn is_name(name: &str) -> bool {
    !name.starts_with(['-', '!', ':', '.', '^', '_'])
        && !name.contains(['"', '\'', '$', '=', '<', '>', '{', ';', ','])
        && !name.eq_ignore_ascii_case("toc")
        && name.chars().any(char::is_alphabetic)
}
