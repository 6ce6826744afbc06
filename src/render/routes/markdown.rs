//! A page as Markdown beside its HTML, and the list of all pages as text: for programs that read instead of people.

use crate::markdown::blocks::{self, Argument};
use crate::markdown::context::Context;
use crate::markdown::events::{Dialect, Event, Ranged};
use crate::markdown::reader::Reader;
use crate::markdown::variables;
use crate::model::address::OutPath;
use crate::model::links::{Resolved, embed_target};
use crate::model::page::Content;
use crate::model::prose::{Link, Prose};
use crate::model::resolve;
use crate::model::{LanguageId, PageId, Site};
use crate::render::kinds;
use crate::render::page_cx::PageCx;
use pulldown_cmark::{Event as Md, LinkType, Tag};
use std::ops::Range;

/// The name of the list, at the root of each language. Source of the form: llmstxt.org.
pub const LIST: &str = "llms.txt";

/// The address of a page's Markdown; nothing for pages that are made of neither one text nor one table.
pub fn address(site: &Site, page: PageId, language: LanguageId) -> Option<OutPath> {
    let is_text =
        matches!(site.page(page).original().content, Content::Page(_)) || site.page(page).kind().has_data;
    let html = site.address(page, language);
    let stem = html.as_str().strip_suffix(".html").filter(|_| is_text)?;
    Some(OutPath::new(&format!("{stem}.md")))
}

/// Title, summary and text, with links that lead to the other pages' Markdown.
pub fn page(page: PageId, cx: &PageCx<'_>) -> String {
    let shown = cx.site.page(page);
    let text = match &shown.version(cx.language).content {
        Content::Page(prose) => text(prose, cx),
        content => kinds::markdown(content, None).unwrap_or_default(),
    };
    // How the text begins is in the text.
    let summary = &shown.version(cx.language).head.summary;
    let lead = if summary.is_empty() { String::new() } else { format!("> {summary}\n\n") };
    format!("# {}\n\n{lead}{}\n", cx.names().title(shown), text.trim())
}

/// The text with its links for this place and its variables filled, and without what the writer hides.
fn text(prose: &Prose, cx: &PageCx<'_>) -> String {
    let context = Context::to_show(&cx.site.config, cx.site.language(cx.written));
    let source = prose.text();
    let reader = Reader::new(source, Dialect::Rolebook);
    let read = reader.read();
    let hidden = read.hidden.iter().map(|range| with_its_line(source, range));
    // The title has been written.
    let is_heading = |event: &Event<'_>| matches!(event, Event::Markdown(Md::Start(Tag::Heading { .. })));
    let title = prose.facts.leading_title.as_ref();
    let title = title.and_then(|_| read.events.iter().find(|(event, _)| is_heading(event)));
    let cuts = hidden.chain(title.map(|(_, range)| range.clone())).map(|range| (range, String::new()));
    // A link of the form `[text][name]` has its address elsewhere.
    let stands_here = |link: &&Link| {
        source.get(link.range.clone()).is_some_and(|text| variables::fill(text, &context) == *link.target)
    };
    let links = prose.facts.links.iter().filter(stands_here);
    let links = links.filter_map(|link| Some((link.range.clone(), target(prose, &link.target, cx)?)));
    let embeds =
        read.events.iter().filter_map(|(event, range)| Some((range.clone(), embed(event, prose, cx)?)));
    let terms = terms(&read.events, cx);
    let links: Vec<(Range<usize>, String)> = links.collect();
    // A link inside of code is one of a diagram, and leads on from here like any other.
    let code = code(&read.events).flat_map(|range| around(range, &links));
    let code = code.map(|range| (range.clone(), source[range].to_owned()));
    let links = links.iter().cloned();
    let mut edits: Vec<_> = cuts.chain(links).chain(embeds).chain(terms).chain(code).collect();
    // Of two that begin together, the longer one holds the other.
    edits.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    for (range, new) in edits.into_iter().filter(|(range, _)| !range.is_empty()) {
        if range.start >= at {
            out.push_str(&variables::fill(&source[at..range.start], &context));
            out.push_str(&new);
            at = range.end;
        }
    }
    out.push_str(&variables::fill(&source[at..], &context));
    out.replace("\r\n", "\n")
}

/// A page that stands inside this one, as Markdown. One that is not there leaves nothing: its name must not stand in the
/// file where it was left out.
fn embed(event: &Event<'_>, prose: &Prose, cx: &PageCx<'_>) -> Option<String> {
    let Event::Open(block) = event else { return None };
    let kind = match blocks::row(&block.name)?.argument {
        Argument::Id(kind) => kind,
        Argument::File => return Some(String::new()),
        Argument::None | Argument::Title | Argument::Roles => return None,
    };
    let Some(Resolved::Page { page, .. }) =
        resolve::find(cx.site, prose, &embed_target(kind, &block.argument))
    else {
        return Some(String::new());
    };
    kinds::markdown(&cx.site.page(page).version(cx.language).content, Some(&block.argument))
}

/// Links in the place of terms in double brackets, which other programs read otherwise.
fn terms(events: &[Ranged<'_>], cx: &PageCx<'_>) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let settled = blocks::settled(events.to_vec(), &cx.site.config);
    for pair in settled.windows(2) {
        let [
            (
                Event::Markdown(Md::Start(Tag::Link {
                    link_type: LinkType::WikiLink { .. }, dest_url, ..
                })),
                range,
            ),
            (Event::Markdown(Md::Text(shown)), _),
        ] = pair
        else {
            continue;
        };
        let term = cx.site.glossary().and_then(|(page, terms)| {
            let term = terms.get(cx.written, terms.named(cx.written, dest_url)?);
            Some(cx.href(&Resolved::Page { page, anchor: Some(term.anchor.clone()) }, "", cx.written))
        });
        let link = term.map_or_else(|| shown.to_string(), |href| format!("[{shown}]({href})"));
        found.push((range.clone(), link));
    }
    found
}

/// The parts of a text that are code, in which no variable is filled in.
fn code<'e>(events: &'e [Ranged<'_>]) -> impl Iterator<Item = Range<usize>> + 'e {
    let is_code =
        |event: &Event<'_>| matches!(event, Event::Markdown(Md::Code(_) | Md::Start(Tag::CodeBlock(_))));
    events.iter().filter(move |(event, _)| is_code(event)).map(|(_, range)| range.clone())
}

/// The parts of `code` between the links in it.
fn around(code: Range<usize>, links: &[(Range<usize>, String)]) -> Vec<Range<usize>> {
    let mut inside: Vec<Range<usize>> =
        links.iter().map(|(range, _)| range.clone()).filter(|link| code.contains(&link.start)).collect();
    inside.sort_by_key(|link| link.start);
    let mut parts = Vec::with_capacity(inside.len() + 1);
    let mut from = code.start;
    for link in inside {
        parts.push(from..link.start.max(from));
        from = link.end.max(from);
    }
    parts.push(from..code.end);
    parts
}

/// The part with the rest of its lines, where nothing else is in them.
fn with_its_line(text: &str, part: &Range<usize>) -> Range<usize> {
    let blank = [' ', '\t', '\r'];
    let before = text[..part.start].trim_end_matches(blank);
    let after = text[part.end..].trim_start_matches(blank);
    let is_alone =
        (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'));
    if is_alone {
        before.len()..text.len() - after.len() + usize::from(!after.is_empty())
    } else {
        part.clone()
    }
}

/// What a link becomes; nothing when it stays as it is.
fn target(prose: &Prose, target: &str, cx: &PageCx<'_>) -> Option<String> {
    match resolve::find(cx.site, prose, target) {
        Some(Resolved::External) => None,
        Some(Resolved::Asset(path)) => Some(cx.from.href_to(&OutPath::new(path.as_str()))),
        Some(Resolved::Section(section)) => Some(cx.section_href(section)),
        Some(Resolved::Page { page, anchor }) => {
            let to = address(cx.site, page, cx.language);
            let shown = cx.site.page(page);
            let fragment = anchor
                .and_then(|anchor| resolve::anchor_in(shown, &anchor, cx.written, cx.language))
                .map_or_else(String::new, |anchor| format!("#{anchor}"));
            let to = to.unwrap_or_else(|| cx.site.address(page, cx.language));
            Some(format!("{}{fragment}", cx.from.href_to(&to)))
        }
        // Leads nowhere here: the name of what was left out must not be in the file.
        None => Some("#".to_owned()),
    }
}

/// Every page of a language with its address and summary.
pub fn list(cx: &PageCx<'_>) -> String {
    let language = cx.site.language(cx.language);
    let mut out = format!("# {}\n", cx.site.config.title.get(language).text);
    let mut section = None;
    for page in cx.site.page_ids() {
        let shown = cx.site.page(page);
        if section.replace(shown.section) != Some(shown.section) {
            out.push_str(&format!("\n## {}\n\n", cx.names().section_title(shown.section)));
        }
        let to = address(cx.site, page, cx.language).unwrap_or_else(|| cx.site.address(page, cx.language));
        let summary = cx.names().summary(shown);
        let summary = if summary.is_empty() { String::new() } else { format!(": {summary}") };
        out.push_str(&format!("- [{}]({}){summary}\n", cx.names().title(shown), cx.from.href_to(&to)));
    }
    out
}

/// Every page in every language, for search engines; nothing without a base URL. Source: sitemaps.org, protocol 0.9.
pub fn sitemap(site: &Site) -> Option<String> {
    let base = site.config.base_url.as_ref()?;
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in site.page_ids() {
        // Where the text is not translated the page is a copy of its original.
        for language in site.languages().filter(|language| site.page(page).is_translated(*language)) {
            let url = format!("{base}{}", site.address(page, language).to_url());
            out.push_str(&format!("<url><loc>{}</loc></url>\n", crate::escape::text(&url)));
        }
    }
    out.push_str("</urlset>\n");
    Some(out)
}
