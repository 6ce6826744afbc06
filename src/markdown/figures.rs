//! Pass over the events: which pictures with a caption are figures.
//!
//! A picture is one when nothing but pictures is in its line, wherever the line stands: in a paragraph, a list, a
//! table. In the middle of a sentence, and in a heading, it is none: its caption is no more than a tooltip there.

use crate::markdown::events::{Event, Ranged};
use pulldown_cmark::{CowStr, Event as Markdown, Tag, TagEnd};
use std::collections::HashMap;
use std::ops::Range;

#[derive(Debug, Default)]
pub struct Figures<'e> {
    /// By the event that begins a figure (the picture, or the link around it): the caption.
    pub starts: HashMap<usize, CowStr<'e>>,
    /// The events that end one.
    pub ends: HashMap<usize, usize>,
    /// Captions that are not shown, and where their pictures stand.
    pub lost: Vec<(CowStr<'e>, Range<usize>)>,
}

/// Finds the figures of a text. `is_line` says that all of it is in a line, as the question of an FAQ does.
pub fn find<'e>(events: &[Ranged<'e>], text: &str, is_line: bool) -> Figures<'e> {
    let mut search = Search { text, is_line, ..Search::default() };
    let mut at = 0;
    while at < events.len() {
        at = search.take(events, at);
    }
    search.end_block();
    search.found
}

/// A picture of the line, its caption and its place.
struct Picture<'e> {
    start: usize,
    end: usize,
    caption: CowStr<'e>,
    range: Range<usize>,
}

#[derive(Default)]
struct Search<'t, 'e> {
    text: &'t str,
    is_line: bool,
    /// The block is a heading, or holds raw HTML that may wrap more than one line.
    is_closed: bool,
    line: Vec<Picture<'e>>,
    /// Something else is in the line.
    is_mixed: bool,
    /// Lines of the block that hold nothing but pictures.
    lines: Vec<Vec<Picture<'e>>>,
    /// Where the last thing of the line ended.
    last: Option<usize>,
    found: Figures<'e>,
}

impl<'e> Search<'_, 'e> {
    /// Looks at one event and what belongs to it; gives the next one to look at.
    fn take(&mut self, events: &[Ranged<'e>], at: usize) -> usize {
        let (event, range) = &events[at];
        let Event::Markdown(event) = event else {
            self.end_block();
            return at + 1;
        };
        let next = match event {
            Markdown::SoftBreak | Markdown::HardBreak => {
                self.end_line();
                return at + 1;
            }
            Markdown::InlineHtml(html) if html.starts_with("<br") => {
                self.end_line();
                return at + 1;
            }
            Markdown::InlineHtml(_) => {
                self.is_closed = true;
                return at + 1;
            }
            Markdown::Start(
                tag @ (Tag::Image { .. }
                | Tag::Link { .. }
                | Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough),
            ) => {
                let end = end_of(events, at);
                // Between Chinese characters the parser's line break is gone.
                self.break_at(range);
                self.wrapped(tag, events, at, end);
                end + 1
            }
            Markdown::Text(_)
            | Markdown::Code(_)
            | Markdown::InlineMath(_)
            | Markdown::DisplayMath(_)
            | Markdown::FootnoteReference(_) => {
                self.break_at(range);
                self.plain(event);
                at + 1
            }
            Markdown::TaskListMarker(_) => return at + 1,
            Markdown::Start(tag) => {
                self.end_block();
                self.is_closed = matches!(tag, Tag::Heading { .. } | Tag::DefinitionListTitle);
                return at + 1;
            }
            Markdown::End(_) | Markdown::Html(_) | Markdown::Rule => {
                self.end_block();
                return at + 1;
            }
        };
        self.last = Some(range.end);
        next
    }

    fn break_at(&mut self, range: &Range<usize>) {
        if self
            .last
            .is_some_and(|last| self.text.get(last..range.start).is_some_and(|gap| gap.contains('\n')))
        {
            self.end_line();
        }
    }

    fn plain(&mut self, event: &Markdown<'e>) {
        let is_silent = match event {
            Markdown::Text(text) => {
                let zoom = text.strip_prefix("{zoom}").filter(|_| !self.line.is_empty());
                zoom.unwrap_or(text).trim().is_empty()
            }
            _ => false,
        };
        self.is_mixed |= !is_silent;
    }

    /// A picture, a link around one picture, or emphasis.
    fn wrapped(&mut self, tag: &Tag<'e>, events: &[Ranged<'e>], start: usize, end: usize) {
        let inner = match tag {
            Tag::Image { .. } => Some(start),
            Tag::Link { .. } if is_picture(events.get(start + 1)) && end_of(events, start + 1) + 1 == end => {
                Some(start + 1)
            }
            _ => None,
        };
        match inner.map(|at| &events[at]) {
            Some((Event::Markdown(Markdown::Start(Tag::Image { title, .. })), range)) => {
                self.line.push(Picture { start, end, caption: title.clone(), range: range.clone() });
            }
            _ => {
                self.is_mixed = true;
                for (event, range) in &events[start..end] {
                    if let Event::Markdown(Markdown::Start(Tag::Image { title, .. })) = event
                        && !title.is_empty()
                    {
                        self.found.lost.push((title.clone(), range.clone()));
                    }
                }
            }
        }
    }

    fn end_line(&mut self) {
        let pictures = std::mem::take(&mut self.line);
        if std::mem::take(&mut self.is_mixed) {
            self.lose(pictures);
        } else {
            self.lines.push(pictures);
        }
        self.last = None;
    }

    fn end_block(&mut self) {
        self.end_line();
        let is_closed = std::mem::take(&mut self.is_closed) || self.is_line;
        for pictures in std::mem::take(&mut self.lines) {
            if is_closed {
                self.lose(pictures);
                continue;
            }
            for Picture { start, end, caption, .. } in pictures {
                if !caption.is_empty() {
                    self.found.starts.insert(start, caption);
                    self.found.ends.insert(end, start);
                }
            }
        }
    }

    fn lose(&mut self, pictures: Vec<Picture<'e>>) {
        let captioned = pictures.into_iter().filter(|picture| !picture.caption.is_empty());
        self.found.lost.extend(captioned.map(|picture| (picture.caption, picture.range)));
    }
}

fn is_picture(event: Option<&Ranged<'_>>) -> bool {
    matches!(event, Some((Event::Markdown(Markdown::Start(Tag::Image { .. })), _)))
}

/// The event that ends what begins here.
fn end_of(events: &[Ranged<'_>], start: usize) -> usize {
    let mut depth = 0;
    for (at, (event, _)) in events.iter().enumerate().skip(start) {
        match event {
            Event::Markdown(Markdown::Start(_)) => depth += 1,
            Event::Markdown(Markdown::End(end)) => {
                depth -= 1;
                if depth == 0 {
                    return at;
                }
                debug_assert!(
                    !matches!(end, TagEnd::Paragraph),
                    "inline elements end inside their paragraph"
                );
            }
            _ => {}
        }
    }
    events.len() - 1
}
