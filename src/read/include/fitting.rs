//! A text as it has to be written in another file.

use crate::markdown::context::Context;
use crate::markdown::events::{Dialect, Event, Fault};
use crate::markdown::reader::Reader;
use crate::markdown::{html, variables};
use crate::model::resolve::{self, decoded, escaped, join};
use crate::read::include::sections;
use crate::read::woven::{With, Woven};
use crate::source::RelPath;
use pulldown_cmark::{Event as Md, LinkType, Tag};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

/// The file that a text is taken from.
pub struct Home<'a> {
    pub path: &'a RelPath,
    /// The file by its first language, as links name it.
    pub named: &'a str,
    pub context: &'a Context<'a>,
}

/// The text as it stands below a heading of this level: headings go down or up, links lead from anywhere to where they
/// lead from their own file. `number` is that of the text among all that are taken in.
pub fn fitted(woven: &Woven, home: &Home<'_>, level: u8, number: usize) -> Woven {
    let text = woven.text.as_str();
    let reader = Reader::new(text, Dialect::Rolebook);
    let read = reader.read();
    let mut changes: Vec<(Range<usize>, With)> = Vec::new();
    let mut change = |range: Range<usize>, with: String| changes.push((range, With::Text(with)));
    let own_level = |event: &Event<'_>| match event {
        Event::Markdown(Md::Start(Tag::Heading { level, .. })) => Some(*level as u8),
        _ => None,
    };
    let highest = read.events.iter().filter_map(|(event, _)| own_level(event)).min().unwrap_or(1);
    let headings = sections::outline(&read.events, home.context);
    let ids: BTreeSet<&str> = headings.iter().map(|(heading, _)| heading.id.as_str()).collect();
    let links = Links { home, ids };
    for (event, range) in &read.events {
        if let Some(own) = own_level(event) {
            at_level(text, range, (own + level + 1 - highest).min(6), &mut change);
        }
        match event {
            Event::Markdown(Md::Start(
                Tag::Link { link_type, dest_url, title, .. } | Tag::Image { link_type, dest_url, title, .. },
            )) => links.link(text, range, *link_type, dest_url, title, &mut change),
            Event::Markdown(Md::Html(tag) | Md::InlineHtml(tag)) => links.html(text, range, tag, &mut change),
            Event::Markdown(Md::FootnoteReference(_) | Md::Start(Tag::FootnoteDefinition(_))) => {
                note(text, range.start, number, &mut change);
            }
            _ => {}
        }
    }
    for fault in &read.faults {
        if let Fault::UnusedFootnote { range, .. } = fault {
            note(text, range.start, number, &mut change);
        }
    }
    for (_, range) in &read.definitions {
        change(range.clone(), String::new());
    }
    let start = text.len() - text.trim_start_matches(['\n', '\r']).len();
    let end = text.trim_end().len().max(start);
    woven.changed(start..end, changes)
}

/// Gives a note a label that no other text has.
fn note(text: &str, start: usize, number: usize, change: &mut impl FnMut(Range<usize>, String)) {
    if let Some(end) = text[start..].find(']') {
        change(start + end..start + end, format!("~{number}"));
    }
}

/// Writes a heading with as many `#` as its level has.
fn at_level(text: &str, range: &Range<usize>, level: u8, change: &mut impl FnMut(Range<usize>, String)) {
    let marks = "#".repeat(usize::from(level));
    let heading = &text[range.clone()];
    let own = heading.len() - heading.trim_start_matches('#').len();
    if own > 0 {
        return change(range.start..range.start + own, marks);
    }
    // Underlined: the last line goes, the others become one.
    let Some(last) = heading.trim_end().rfind('\n') else { return };
    change(range.start..range.start, format!("{marks} "));
    for (at, _) in heading[..last].match_indices('\n') {
        let rest = &heading[at + 1..];
        let blank = rest.len() - rest.trim_start_matches(['>', ' ', '\t']).len();
        change(range.start + at..range.start + at + 1 + blank, " ".to_owned());
    }
    change(range.start + last..range.start + heading.trim_end().len(), String::new());
}

/// The links of a text that is taken in.
struct Links<'a> {
    home: &'a Home<'a>,
    /// The headings that are taken in with it.
    ids: BTreeSet<&'a str>,
}

impl Links<'_> {
    /// An address that leads from anywhere to where this one leads from here; nothing where it does already.
    fn address(&self, written: &str) -> Option<String> {
        let filled = variables::fill(written, self.home.context);
        let is_ours =
            !filled.is_empty() && !filled.starts_with('/') && matches!(resolve::scheme(&filled), Ok(None));
        if !is_ours || filled.contains('\\') {
            return None;
        }
        if let Some(anchor) = filled.strip_prefix('#') {
            let is_here = self.ids.contains(decoded(anchor).as_str()) || anchor == resolve::TOP;
            return (!is_here).then(|| format!("/{}#{anchor}", escaped(self.home.named)));
        }
        let end = written.find(['#', '?']).unwrap_or(written.len());
        let path = join(&escaped(self.home.path.folder()), &written[..end])?;
        Some(format!("/{path}{}", &written[end..]))
    }

    fn link(
        &self,
        text: &str,
        range: &Range<usize>,
        kind: LinkType,
        target: &str,
        title: &str,
        change: &mut impl FnMut(Range<usize>, String),
    ) {
        let address = self.address(target);
        let written = &text[range.clone()];
        let tail = match kind {
            LinkType::Inline => match (&address, written.rfind(target)) {
                (None, _) => return,
                (Some(address), Some(at)) if !target.is_empty() => {
                    let at = range.start + at;
                    return change(at..at + target.len(), address.clone());
                }
                // It is written with escapes.
                _ => written.rfind("](").map(|at| at + 1),
            },
            LinkType::Reference
            | LinkType::ReferenceUnknown
            | LinkType::Collapsed
            | LinkType::CollapsedUnknown => written.rfind('['),
            LinkType::Shortcut | LinkType::ShortcutUnknown => Some(written.len()),
            _ => return,
        };
        let Some(tail) = tail else { return };
        let address = address.unwrap_or_else(|| target.to_owned());
        let address = if address.contains([' ', '(', ')']) { format!("<{address}>") } else { address };
        let title =
            if title.is_empty() { String::new() } else { format!(" \"{}\"", title.replace('"', "\\\"")) };
        change(range.start + tail..range.end, format!("({address}{title})"));
    }

    fn html(
        &self,
        text: &str,
        range: &Range<usize>,
        tag: &str,
        change: &mut impl FnMut(Range<usize>, String),
    ) {
        let mut found = Addresses::default();
        html::Filter::default().read(tag, 0, &mut found);
        for written in found.0 {
            if let (Some(address), Some(at)) = (self.address(&written), text[range.clone()].find(&written)) {
                change(range.start + at..range.start + at + written.len(), address);
            }
        }
    }
}

/// The addresses in a piece of HTML, as written.
#[derive(Default)]
struct Addresses(Vec<String>);

impl html::Page for Addresses {
    fn address(&mut self, url: &str, _: bool) -> Option<String> {
        self.0.push(url.to_owned());
        Some(url.to_owned())
    }

    fn text<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        Cow::Borrowed(text)
    }
}
