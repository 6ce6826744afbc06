//! A text written once, for its page and for every book that holds it.
//!
//! In: pieces of HTML and the gaps between them: what depends on the page that shows the text. Out: the HTML for one page.
//! Not here: how a text becomes pieces (`body`).

use crate::escape;
use crate::markdown::html;
use crate::model::address::OutPath;
use crate::model::resolve::{self, Resolved};
use crate::model::{LanguageId, PageId};
use crate::render::PageCx;
use pulldown_cmark::{Event as Markdown, HeadingLevel};
use std::cell::Cell;
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex};

/// HTML in which what differs from page to page is still open.
pub struct BodyTemplate {
    html: String,
    /// Where each stands, in order.
    placeholders: Vec<(usize, Placeholder)>,
}

/// What a text is written from.
pub enum Chunk<'e> {
    Event(Markdown<'e>),
    /// Between two pieces of raw HTML.
    Placeholder(Placeholder),
    /// Ends the line, if anything stands in it.
    NewLine,
}

/// What is known only where the text is shown.
pub enum Placeholder {
    /// What stands before every id of the text.
    Prefix,
    /// The name of a heading's element.
    Heading(HeadingLevel),
    /// `target` is the address as it was written.
    Address { to: Resolved, target: String, within: Attribute },
    /// The roles a block is for, by which it folds.
    Roles(String),
}

/// Where an address stands, for each escapes in its own way.
pub enum Attribute {
    /// Of a Markdown link.
    Link,
    /// Of a picture or a video.
    Media,
    /// Of HTML of the writer's own.
    Raw,
}

impl BodyTemplate {
    /// `length` is about that of the HTML.
    pub fn new(chunks: Vec<Chunk<'_>>, length: usize) -> BodyTemplate {
        let end = Cell::new(End { at: 0, is_new_line: true });
        let mut placeholders = Vec::new();
        let mut html = Watched { html: String::with_capacity(length), end: &end };
        let events = chunks.into_iter().filter_map(|chunk| match chunk {
            Chunk::Event(event) => Some(event),
            Chunk::Placeholder(placeholder) => {
                placeholders.push((end.get().at, placeholder));
                None
            }
            Chunk::NewLine => (!end.get().is_new_line).then(|| Markdown::Html("\n".into())),
        });
        pulldown_cmark::html::write_html_fmt(&mut html, events).expect("writing to a String can not fail");
        BodyTemplate { html: html.html, placeholders }
    }

    /// The HTML as it stands on the page of `cx`.
    pub fn fill(&self, cx: &PageCx<'_>) -> String {
        let mut out = String::with_capacity(self.html.len() + self.placeholders.len() * 24);
        let mut from = 0;
        for (at, placeholder) in &self.placeholders {
            out.push_str(&self.html[from..*at]);
            placeholder.fill(cx, &mut out).expect("writing to a String can not fail");
            from = *at;
        }
        out.push_str(&self.html[from..]);
        out
    }

    /// About what it takes (bytes).
    fn size(&self) -> usize {
        self.html.len() + self.placeholders.len() * size_of::<(usize, Placeholder)>()
    }
}

impl Placeholder {
    fn fill(&self, cx: &PageCx<'_>, out: &mut String) -> std::fmt::Result {
        match self {
            Placeholder::Prefix => out.push_str(cx.prefix),
            Placeholder::Heading(level) => write!(out, "h{}", (*level as u8 + cx.shift).min(6))?,
            Placeholder::Address { to, target, within } => {
                let address = address(to, target, cx.written, cx);
                match within {
                    Attribute::Link => pulldown_cmark_escape::escape_href(out, &address)?,
                    Attribute::Media => escape::push(&address, out),
                    Attribute::Raw => html::escape(&address, out),
                }
            }
            // A book is for whoever prints it: nothing folds away in it.
            Placeholder::Roles(_) if cx.book.is_some() => {}
            Placeholder::Roles(ids) => write!(out, " data-roles=\"{}\" data-fold", escape::text(ids))?,
        }
        Ok(())
    }
}

/// A text that tells where it ends while the parser's writer holds it.
struct Watched<'w> {
    html: String,
    end: &'w Cell<End>,
}

#[derive(Clone, Copy)]
struct End {
    at: usize,
    is_new_line: bool,
}

impl Write for Watched<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.html.push_str(text);
        self.end.set(End { at: self.html.len(), is_new_line: self.html.ends_with('\n') });
        Ok(())
    }
}

/// The texts of pages written lately. A page and the book of its section lie close together among the files of a site, so
/// that a few of them are enough: keeping all would take 13 KiB for a page of 4 KiB.
pub struct BodyCache {
    generations: Mutex<Generations>,
}

/// What was not asked for while the younger one filled up is forgotten.
struct Generations {
    young: HashMap<(PageId, LanguageId), Arc<BodyTemplate>>,
    old: HashMap<(PageId, LanguageId), Arc<BodyTemplate>>,
    /// Of the young.
    bytes: usize,
    most: usize,
}

/// What a generation holds for each thread: the text of some eighty pages (bytes).
const FOR_A_THREAD: usize = 1024 * 1024;

impl BodyCache {
    /// For a site that is made by the threads of this pool, each of them in a section of its own.
    pub fn new() -> BodyCache {
        let (young, old) = (HashMap::new(), HashMap::new());
        let most = FOR_A_THREAD * rayon::current_num_threads();
        BodyCache { generations: Mutex::new(Generations { young, old, bytes: 0, most }) }
    }

    /// The text of a page for readers of a language.
    pub fn take(
        &self,
        page: PageId,
        language: LanguageId,
        write: impl FnOnce() -> BodyTemplate,
    ) -> Arc<BodyTemplate> {
        let key = (page, language);
        if let Some(written) = self.generations.lock().expect(UNBROKEN).find(key) {
            return written;
        }
        let written = Arc::new(write());
        self.generations.lock().expect(UNBROKEN).keep(key, written.clone());
        written
    }
}

impl Generations {
    fn find(&mut self, key: (PageId, LanguageId)) -> Option<Arc<BodyTemplate>> {
        if let Some(written) = self.young.get(&key) {
            return Some(written.clone());
        }
        let written = self.old.remove(&key)?;
        self.keep(key, written.clone());
        Some(written)
    }

    fn keep(&mut self, key: (PageId, LanguageId), written: Arc<BodyTemplate>) {
        if self.bytes > self.most {
            self.old = std::mem::take(&mut self.young);
            self.bytes = 0;
        }
        self.bytes += written.size();
        self.young.insert(key, written);
    }
}

const UNBROKEN: &str = "no thread panics while it holds this lock";

/// The address of a resolved link as it stands on the page of `cx`; the fragment as the shown version calls it.
/// `written` is the language the fragment was written in.
pub fn address(resolved: &Resolved, target: &str, written: LanguageId, cx: &PageCx<'_>) -> String {
    let (page, anchor) = match resolved {
        // Without a scheme it would be that of the page, which on a disk is `file:`.
        Resolved::External if target.starts_with("//") => return format!("https:{target}"),
        Resolved::External => return target.to_owned(),
        Resolved::Asset(path) => return cx.from.href_to(&OutPath::new(path.as_str())),
        Resolved::Section(section) => return cx.section_href(*section),
        Resolved::Page { page, anchor } => (*page, anchor),
    };
    let anchor = anchor
        .as_ref()
        .and_then(|anchor| resolve::anchor_in(cx.site.page(page), anchor, written, cx.language))
        .map(|anchor| crate::model::address::escape(&anchor));
    // The top of a page is no element of it.
    let is_top = |anchor: &String| {
        anchor == resolve::TOP && !cx.site.page(page).version(cx.language).content.has_anchor(anchor)
    };
    if let Some(chapter) = cx.book.and_then(|places| places.anchor(page)) {
        let anchor = anchor.filter(|anchor| !is_top(anchor));
        return anchor.map_or_else(|| format!("#{chapter}"), |anchor| format!("#{chapter}-{anchor}"));
    }
    let to = cx.site.address(page, cx.language);
    let fragment = match anchor {
        Some(anchor) => format!("#{anchor}"),
        // `#`, or the title by which the page begins: a whole new load would show no more.
        None if to == *cx.from && target.starts_with('#') => format!("#{}", resolve::TOP),
        None => String::new(),
    };
    // On the page itself the fragment alone is enough, and works without the file's name.
    if to == *cx.from && !fragment.is_empty() {
        fragment
    } else {
        format!("{}{fragment}", cx.from.href_to(&to))
    }
}
