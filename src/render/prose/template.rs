//! A text written once, for its page and for every book that holds it.
//!
//! In: pieces of HTML and the gaps between them: what depends on the page that shows the text. Out: the HTML for one page.
//! Not here: how a text becomes pieces (`body`).

use crate::model::ids::PageId;
use crate::model::links::Resolved;
use pulldown_cmark::{Event as Markdown, HeadingLevel};
use std::cell::Cell;
use std::fmt::Write;

/// HTML in which what differs from page to page is still open.
pub struct BodyTemplate {
    pub html: String,
    /// Where each stands, in order.
    pub placeholders: Vec<(usize, Placeholder)>,
}

/// What a text is written from.
pub enum Chunk<'e> {
    Event(Markdown<'e>),
    /// Between two pieces of raw HTML.
    Placeholder(Placeholder),
    /// Ends the line, if anything is in it.
    NewLine,
}

/// What is known only where the text is shown.
pub enum Placeholder {
    /// What is before every id of the text.
    Prefix,
    /// The name of a heading's element.
    Heading(HeadingLevel),
    /// `target` is the address as it was written.
    Address { to: Resolved, target: String, within: Attribute },
    /// A page that stands here, and the words of the block that says so.
    Embed(PageId, String),
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
        pulldown_cmark::html::write_html_fmt(&mut html, events).expect("writing to a String cannot fail");
        BodyTemplate { html: html.html, placeholders }
    }

    /// About what it takes (bytes).
    pub fn size(&self) -> usize {
        self.html.len() + self.placeholders.len() * size_of::<(usize, Placeholder)>()
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
