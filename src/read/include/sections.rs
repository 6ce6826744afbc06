//! The parts of a file that can be named: headings with all below them, and regions.

use crate::markdown::context::Context;
use crate::markdown::events::{Event, Ranged};
use crate::markdown::headings::{self, Opening};
use crate::model::prose::Heading;
use pulldown_cmark::{Event as Md, Tag, TagEnd};
use std::ops::Range;

/// The headings of a text, each with its place among the events; without the title of the file.
pub fn outline(events: &[Ranged<'_>], context: &Context<'_>) -> Vec<(Heading, usize)> {
    let outline = headings::headings(events, Opening::Title, context);
    let is_heading = |event: &Event<'_>| matches!(event, Event::Markdown(Md::Start(Tag::Heading { .. })));
    let places = events.iter().enumerate().filter(|(_, (event, _))| is_heading(event)).map(|(at, _)| at);
    let title = usize::from(outline.leading_title.is_some());
    outline.headings.into_iter().zip(places.skip(title)).collect()
}

pub fn place_of(headings: &[(Heading, usize)], wanted: &str) -> Option<usize> {
    let place = |test: &dyn Fn(&Heading) -> bool| headings.iter().position(|(heading, _)| test(heading));
    place(&|heading| heading.id == wanted)
        .or_else(|| place(&|heading| heading.title == wanted || heading.id == headings::slug(wanted)))
}

/// All of a text but its title, which is the name of the file and stands in none that takes it in.
pub fn whole(events: &[Ranged<'_>], text: &str, context: &Context<'_>) -> Range<usize> {
    let has_title = headings::headings(events, Opening::Title, context).leading_title.is_some();
    let is_end = |event: &Event<'_>| matches!(event, Event::Markdown(Md::End(TagEnd::Heading(_))));
    let end = events.iter().find(|(event, _)| is_end(event)).filter(|_| has_title);
    end.map_or(0, |(_, range)| range.end)..text.len()
}

/// Where a section ends: before the next heading as high as its own, or with what it stands in.
pub fn end_of_section(events: &[Ranged<'_>], at: usize, end: usize) -> usize {
    let Event::Markdown(Md::Start(Tag::Heading { level: own, .. })) = &events[at].0 else { return end };
    let mut depth = 0_usize;
    for (event, range) in &events[at..] {
        match event {
            Event::Markdown(Md::Start(Tag::Heading { level, .. }))
                if level <= own && range.start > events[at].1.start =>
            {
                return range.start;
            }
            Event::Tab { .. } if depth == 0 => return range.start,
            Event::Open(_) | Event::Markdown(Md::Start(_)) => depth += 1,
            Event::Close(_) if depth == 0 => return range.start,
            Event::Markdown(Md::End(_)) if depth == 0 => return range.end,
            Event::Close(_) | Event::Markdown(Md::End(_)) => depth -= 1,
            _ => {}
        }
    }
    end
}

/// The stretches between `<!-- #region NAME -->` and `<!-- #endregion NAME -->`, without these lines.
pub fn regions(text: &str) -> Vec<(String, Range<usize>)> {
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    let mut open: Vec<(String, usize)> = Vec::new();
    for (at, _) in text.match_indices("<!--") {
        let Some(end) = text[at..].find("-->").map(|end| at + end) else { break };
        let inner = text[at + 4..end].trim();
        let inner = inner.strip_prefix('#').unwrap_or(inner);
        let (word, name) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        match word {
            "region" => open.push((name.trim().to_owned(), end + "-->".len())),
            "endregion" => {
                let own = open.iter().rposition(|(own, _)| name.is_empty() || own == name.trim());
                let own = own.map(|own| open.remove(own));
                found.extend(own.map(|(name, start)| (name, start..at)));
            }
            _ => {}
        }
    }
    found
}
