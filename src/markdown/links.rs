//! Pass over the events: links that nobody sees and addresses that are none.
//!
//! In: events. Out: what is wrong with links and pictures by their form alone. Not here: where an address leads, which
//! `check::links` asks when all pages are known.

use crate::diag::Problem;
use crate::markdown::events::{Event, Ranged};
use crate::model::address::without_extension;
use pulldown_cmark::{Event as Markdown, LinkType, Tag, TagEnd};
use std::ops::Range;

/// Finds the links and pictures of a text that do not do what they look like.
pub fn faults(events: &[Ranged<'_>]) -> Vec<(Range<usize>, Problem)> {
    let mut found = Vec::new();
    // For each open link its address, its place, and whether it has shown anything yet.
    let mut open: Vec<(&str, Range<usize>, bool)> = Vec::new();
    let show = |open: &mut Vec<(&str, Range<usize>, bool)>| open.iter_mut().for_each(|link| link.2 = true);
    for (event, range) in events {
        let Event::Markdown(event) = event else { continue };
        match event {
            Markdown::Start(Tag::Link { dest_url, link_type, .. }) => {
                let has_form = !matches!(link_type, LinkType::Autolink | LinkType::Email);
                if dest_url.is_empty() {
                    found.push((range.clone(), Problem::LinkNoAddress {}));
                }
                open.push((dest_url, range.clone(), !has_form || dest_url.is_empty()));
            }
            Markdown::Start(Tag::Image { dest_url, .. }) => {
                show(&mut open);
                if dest_url.is_empty() {
                    found.push((range.clone(), Problem::LinkNoAddress {}));
                } else if !is_picture(dest_url) {
                    found.push((range.clone(), Problem::PictureOfPage { target: dest_url.to_string() }));
                }
            }
            Markdown::End(TagEnd::Link) => {
                if let Some((target, place, false)) = open.pop() {
                    found.push((place, Problem::LinkNoText { target: target.to_owned() }));
                }
            }
            Markdown::Text(text) | Markdown::Code(text) if !text.trim().is_empty() => show(&mut open),
            Markdown::InlineMath(_) | Markdown::DisplayMath(_) | Markdown::FootnoteReference(_) => {
                show(&mut open)
            }
            Markdown::InlineHtml(html) if html.starts_with("<img") => show(&mut open),
            _ => {}
        }
    }
    found
}

/// Whether an address may be that of a picture; a page's cannot.
pub fn is_picture(target: &str) -> bool {
    let path = target.split(['#', '?']).next().unwrap_or_default();
    !target.is_empty() && without_extension(path, &[".md", ".markdown"]).is_none()
}
