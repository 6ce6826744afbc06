//! Footnotes in the text: references, notes, and the ways back.

use crate::escape;
use crate::markdown::html;
use crate::render::prose::elements::notes::back_id;
use crate::render::prose::template::{Chunk, Placeholder};
use crate::render::prose::writer::Writer;
use pulldown_cmark::{Event as Markdown, TagEnd};

impl Writer<'_, '_> {
    /// Writes the id of a note, apart from those of headings, and gives its number.
    pub(in crate::render::prose) fn note(&mut self, name: &str) -> usize {
        self.placeholder(Placeholder::Prefix);
        self.inline_raw(format!("{}note-{}", html::RESERVED, escape::text(name)));
        let next = self.notes.numbers.len() + 1;
        *self.notes.numbers.entry(name.to_owned()).or_insert(next)
    }

    pub(in crate::render::prose) fn reference(&mut self, name: &str) {
        if !self.notes.references.contains_key(name) {
            return;
        }
        let count = self.notes.written.entry(name.to_owned()).or_default();
        *count += 1;
        let place = back_id(name, *count);
        self.inline_raw("<sup class=\"footnote-reference\" id=\"");
        self.placeholder(Placeholder::Prefix);
        self.inline_raw(format!("{place}\"><a href=\"#"));
        let number = self.note(name);
        self.inline_raw(format!("\">{number}</a></sup>"));
    }

    /// The ways back to each place that refers to the note, at the end of its last paragraph.
    pub(in crate::render::prose) fn ways_back(&mut self) {
        let Some(name) = self.notes.open.pop() else { return };
        let count = self.notes.references.get(&name).copied().unwrap_or(0);
        let after = matches!(self.out.last(), Some(Chunk::Event(Markdown::End(TagEnd::Paragraph))));
        let end = if after { self.out.pop() } else { None };
        for place in 1..=count {
            let label = escape::text(self.cx.names().text("footnote_back"));
            self.inline_raw(" <a class=\"footnote-back\" href=\"#");
            self.placeholder(Placeholder::Prefix);
            let number = if place == 1 { String::new() } else { format!("<sup>{place}</sup>") };
            self.inline_raw(format!(
                "{}\" aria-label=\"{label}\">↩\u{fe0e}{number}</a>",
                back_id(&name, place)
            ));
        }
        self.out.extend(end);
    }
}
