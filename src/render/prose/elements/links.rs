//! Links in the text.

use crate::escape;
use crate::markdown::variables;
use crate::model::links::Resolved;
use crate::render::prose::template::{Attribute, Chunk, Placeholder};
use crate::render::prose::writer::Writer;
use pulldown_cmark::{CowStr, Event as Markdown, LinkType, Tag};

impl<'e> Writer<'_, 'e> {
    pub(in crate::render::prose) fn link(
        &mut self,
        link_type: LinkType,
        target: &CowStr<'e>,
        title: &CowStr<'e>,
    ) {
        if target.is_empty() {
            self.links.push(false);
            self.inline_raw("<span class=\"no-link\">");
            return;
        }
        if link_type == LinkType::Email {
            self.links.push(true);
            let tag = Tag::Link { link_type, dest_url: target.clone(), title: title.clone(), id: "".into() };
            self.push(Markdown::Start(tag));
            return;
        }
        let target = variables::fill(target, self.context).into_owned();
        let title = variables::fill(title, self.context);
        match self.find(&target) {
            Some(to) => {
                self.links.push(true);
                if matches!(to, Resolved::External) {
                    self.address = Some((self.out.len(), target.to_string()));
                }
                self.inline_raw("<a href=\"");
                self.placeholder(Placeholder::Address { to, target, within: Attribute::Link });
                if !title.is_empty() {
                    self.inline_raw(format!("\" title=\"{}", escape::text(&title)));
                }
                self.inline_raw("\">");
            }
            // The problem has been reported; the reader gets the words.
            None => {
                self.links.push(false);
                self.inline_raw("<span class=\"no-link\">");
            }
        }
    }

    /// A link that shows its own address says so: on paper the address need not stand beside it once more.
    pub(in crate::render::prose) fn mark_bare(&mut self) {
        let Some((start, address)) = self.address.take() else { return };
        let words = self.out[start..].iter().map(|chunk| match chunk {
            Chunk::Event(Markdown::Text(text)) => &**text,
            _ => "",
        });
        let words: String = words.collect();
        let plain = |text: &str| {
            let text = text.trim().trim_end_matches('/');
            text.trim_start_matches("https://").trim_start_matches("http://").to_owned()
        };
        if plain(&words) == plain(&address) {
            self.out[start] = Chunk::Event(Markdown::InlineHtml("<a class=\"bare\" href=\"".into()));
        }
    }
}
