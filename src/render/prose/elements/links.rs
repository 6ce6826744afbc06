//! Links in the text, and the words of the glossary.

use crate::escape;
use crate::markdown::blocks::BlockKind;
use crate::markdown::html::RESERVED;
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
        if let LinkType::WikiLink { .. } = link_type {
            let is_link = self.open_named(target);
            if !is_link {
                self.inline_raw("<span>");
            }
            return self.links.push(is_link);
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

/// Words of the glossary: links to it, each with what it means behind it for the note that the theme shows.
impl Writer<'_, '_> {
    /// Text of a line, in which the first use of each term is a link.
    pub(in crate::render::prose) fn text_with_terms(&mut self, shown: &str) {
        let takes_links = self.terms.is_automatic
            && self.heading.is_none()
            && self.links.is_empty()
            && !self.filter.takes_no_link()
            && !self.filter.is_in_code()
            && !self.blocks.iter().any(|block| block.kind == Some(BlockKind::Cards));
        let Some((_, terms)) = self.cx.site.glossary().filter(|_| takes_links) else {
            return self.text(shown);
        };
        let mut at = 0;
        for spot in terms.find(self.cx.written, shown) {
            if spot.is_banned || !self.terms.linked.insert(spot.term) {
                continue;
            }
            if spot.range.start > at {
                self.text(&shown[at..spot.range.start]);
            }
            self.open_term(spot.term);
            self.push(Markdown::Text(CowStr::from(shown[spot.range.clone()].to_owned())));
            self.inline_raw("</a>");
            self.close_term();
            at = spot.range.end;
        }
        if at < shown.len() {
            self.text(&shown[at..]);
        }
    }

    /// `[[name]]`: whether it became a link. In a heading it stays words; one that does not exist has been reported.
    pub(in crate::render::prose) fn open_named(&mut self, name: &str) -> bool {
        let term = self.cx.site.glossary().and_then(|(_, terms)| terms.named(self.cx.written, name));
        match term.filter(|_| self.heading.is_none()) {
            Some(term) => {
                self.terms.linked.insert(term);
                self.open_term(term);
                true
            }
            None => false,
        }
    }

    fn open_term(&mut self, term: usize) {
        let Some((page, terms)) = self.cx.site.glossary() else { return };
        let to = Resolved::Page { page, anchor: Some(terms.get(self.cx.written, term).anchor.clone()) };
        self.inline_raw("<a class=\"term-link\" href=\"");
        self.placeholder(Placeholder::Address { to, target: String::new(), within: Attribute::Link });
        self.inline_raw("\" aria-describedby=\"");
        self.placeholder(Placeholder::Prefix);
        self.inline_raw(format!("{RESERVED}term-{term}\">"));
        self.terms.open = Some(term);
    }

    /// Behind the end of the link: what it means, once.
    pub(in crate::render::prose) fn close_term(&mut self) {
        let Some(term) = self.terms.open.take().filter(|term| self.terms.written.insert(*term)) else {
            return;
        };
        let Some((_, terms)) = self.cx.site.glossary() else { return };
        let meaning = escape::text(&terms.get(self.cx.written, term).meaning);
        self.inline_raw("<span class=\"term-meaning\" id=\"");
        self.placeholder(Placeholder::Prefix);
        self.inline_raw(format!("{RESERVED}term-{term}\" hidden>{meaning}</span>"));
    }
}
