//! Pass over the events: headings, their ids and titles.
//!
//! The id is the heading's own text (Han characters stay), unless `{#id}` gives one; ids are unique in the page and
//! depend on nothing but the page, so a link to a heading survives every change elsewhere.

use crate::escape;
use crate::markdown::context::Context;
use crate::markdown::events::Event;
use crate::markdown::html::RESERVED;
use crate::markdown::{html, variables};
use crate::model::prose::Heading;
use pulldown_cmark::{Event as Markdown, HeadingLevel, Tag, TagEnd};
use std::collections::HashMap;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

pub struct Outline {
    pub headings: Vec<Heading>,
    /// The text of a level-1 heading that opens the page; that heading is not among `headings`.
    pub leading_title: Option<String>,
    /// The id that heading would have.
    pub leading_id: Option<String>,
    pub faults: Vec<HeadingFault>,
}

pub struct HeadingFault {
    pub problem: FaultKind,
    pub range: Range<usize>,
    /// Where the same id was given before.
    pub first: Option<Range<usize>>,
}

pub enum FaultKind {
    DuplicateId(String),
    Attribute(String),
    /// An id that belongs to the theme; the heading gets that of its text.
    Reserved(String),
}

/// Whether a level-1 heading that opens the page is its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening<'t> {
    Title,
    /// Only where it says the same as this title, which was given elsewhere; another one is a heading as any other.
    TitleIf(&'t str),
    Heading,
}

impl Opening<'_> {
    fn is_title(self, heading: &str) -> bool {
        let bare = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
        match self {
            Opening::Title => true,
            Opening::TitleIf(title) => bare(title) == bare(heading),
            Opening::Heading => false,
        }
    }
}

/// Finds the headings of a page.
pub fn headings(
    events: &[(Event<'_>, Range<usize>)],
    opening: Opening<'_>,
    context: &Context<'_>,
) -> Outline {
    let mut outline =
        Outline { headings: Vec::new(), leading_title: None, leading_id: None, faults: Vec::new() };
    let mut given: HashMap<String, Range<usize>> = HashMap::new();
    let mut open: Option<Open> = None;
    let mut is_first = true;
    for (event, range) in events {
        let Event::Markdown(event) = event else {
            is_first = false;
            continue;
        };
        match (event, &mut open) {
            (Markdown::Start(Tag::Heading { level, id, classes, attrs }), _) => {
                let classes = classes.iter().map(|class| format!(".{class}"));
                for name in classes.chain(attrs.iter().map(|(name, _)| name.to_string())) {
                    outline.fault(FaultKind::Attribute(name), range);
                }
                let id = id.as_ref().map(|id| id.nfc().collect::<String>()).filter(|id| !id.is_empty());
                let (reserved, id) = match id {
                    Some(id) if id.starts_with(RESERVED) => (Some(id), None),
                    id => (None, id),
                };
                if let Some(id) = reserved {
                    outline.fault(FaultKind::Reserved(id), range);
                }
                open = Some(Open {
                    level: *level,
                    id,
                    range: range.clone(),
                    title: String::new(),
                    leads: is_first,
                    component: None,
                    before: 0,
                });
            }
            (Markdown::End(TagEnd::Heading(_)), Some(_)) => {
                let heading = open.take().expect("matched just above");
                let title = heading.title.trim().to_owned();
                if heading.leads && heading.level == HeadingLevel::H1 && opening.is_title(&title) {
                    given.extend(heading.id.clone().map(|id| (id, heading.range)));
                    outline.leading_id = Some(heading.id.unwrap_or_else(|| slug(&title)));
                    outline.leading_title = Some(title);
                } else {
                    close(heading, &mut given, &mut outline);
                }
            }
            (Markdown::Text(text), Some(heading)) => {
                heading.title.push_str(&escape::printable(&variables::fill(text, context)));
            }
            (Markdown::Code(text) | Markdown::InlineMath(text), Some(heading)) => {
                heading.title.push_str(&escape::printable(text))
            }
            (Markdown::InlineHtml(tag), Some(heading)) => heading.enter(tag),
            (Markdown::SoftBreak | Markdown::HardBreak, Some(heading)) => heading.title.push(' '),
            _ => {}
        }
        is_first = is_first && is_html(event);
    }
    make_unique(&mut outline.headings, &given);
    outline
}

/// Raw HTML before the title, a script or a badge, takes nothing of it.
fn is_html(event: &Markdown<'_>) -> bool {
    matches!(event, Markdown::Html(_) | Markdown::Start(Tag::HtmlBlock) | Markdown::End(TagEnd::HtmlBlock))
}

impl Outline {
    fn fault(&mut self, problem: FaultKind, range: &Range<usize>) {
        self.faults.push(HeadingFault { problem, range: range.clone(), first: None });
    }
}

struct Open {
    level: HeadingLevel,
    id: Option<String>,
    range: Range<usize>,
    title: String,
    leads: bool,
    /// The name of another program's component being read, such as a badge: its words are no part of the title.
    component: Option<String>,
    /// How long the title was before it.
    before: usize,
}

impl Open {
    fn enter(&mut self, tag: &str) {
        let name: String = tag
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect();
        if tag.starts_with("</") && self.component.as_ref() == Some(&name) {
            self.component = None;
            self.title.truncate(self.before);
        } else if self.component.is_none()
            && !tag.starts_with("</")
            && !tag.ends_with("/>")
            && !html::is_element(&name)
        {
            self.component = Some(name);
            self.before = self.title.len();
        }
    }
}

fn close(heading: Open, given: &mut HashMap<String, Range<usize>>, outline: &mut Outline) {
    let title = heading.title.trim().to_owned();
    let id = match heading.id {
        Some(id) => {
            if let Some(first) = given.get(&id) {
                let problem = FaultKind::DuplicateId(id.clone());
                outline.faults.push(HeadingFault {
                    problem,
                    range: heading.range,
                    first: Some(first.clone()),
                });
            } else {
                given.insert(id.clone(), heading.range);
            }
            id
        }
        // Empty until the ids given by the writer are all known: they win.
        None => String::new(),
    };
    outline.headings.push(Heading { level: heading.level as u8, id, title });
}

/// Gives each heading without one its id: the slug, then `slug-1`, `slug-2`, …
fn make_unique(headings: &mut [Heading], given: &HashMap<String, Range<usize>>) {
    let mut taken: HashMap<String, usize> = given.keys().map(|id| (id.clone(), 0)).collect();
    for heading in headings {
        if !heading.id.is_empty() {
            continue;
        }
        let slug = slug(&heading.title);
        let mut id = slug.clone();
        while taken.contains_key(&id) {
            let count = taken.entry(slug.clone()).or_default();
            *count += 1;
            id = format!("{slug}-{count}");
        }
        taken.insert(id.clone(), 0);
        heading.id = id;
    }
}

/// The id of a title: letters and digits of any script, lower case, `-` for spaces; `section` when nothing is left.
pub fn slug(title: &str) -> String {
    let mut slug = String::with_capacity(title.len());
    for c in title.trim().nfc() {
        match c {
            c if c.is_whitespace() => slug.push('-'),
            '-' | '_' => slug.push(c),
            c if c.is_alphanumeric() || is_mark(c) => slug.extend(c.to_lowercase()),
            _ => {}
        }
    }
    match slug.trim_matches('-') {
        "" => "section".to_owned(),
        own if own.starts_with(RESERVED) => format!("h-{own}"),
        _ => slug,
    }
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn ids_keep_han_characters() {
        assert_eq!(slug("差异处理"), "差异处理");
        assert_eq!(slug("Short delivery (3-way match)"), "short-delivery-3-way-match");
        assert_eq!(slug("期末：结账 & 检查"), "期末结账--检查");
        assert_eq!(slug("!!!"), "section");
        assert_eq!(slug("🎓"), "section");
    }
}
