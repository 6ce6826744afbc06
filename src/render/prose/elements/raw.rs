//! HTML of the writer's own, made harmless.

use crate::markdown::context::Context;
use crate::markdown::html::{self, Spot};
use crate::markdown::variables;
use crate::model::links::Resolved;
use crate::model::prose::Prose;
use crate::model::resolve;
use crate::render::page_cx::PageCx;
use crate::render::prose::template::{Attribute, Placeholder};
use crate::render::prose::writer::Writer;
use std::borrow::Cow;

impl Writer<'_, '_> {
    /// HTML of the writer's own, made harmless.
    pub(in crate::render::prose) fn filtered(&mut self, text: &str) {
        let mut page = RawPage { cx: self.cx, context: self.context, prose: self.prose, found: Vec::new() };
        let read = self.filter.read(text, self.depth, &mut page);
        let mut found = page.found.into_iter();
        let mut from = 0;
        for (at, spot) in read.spots {
            self.raw(&read.html[from..at]);
            from = at;
            self.placeholder(match spot {
                Spot::Prefix => Placeholder::Prefix,
                Spot::Address(target) => {
                    let to = found.next().expect("every address that leads anywhere has its spot");
                    Placeholder::Address { to, target, within: Attribute::Raw }
                }
            });
        }
        self.raw(&read.html[from..]);
    }
}

/// What raw HTML asks about the page it stands in.
struct RawPage<'a> {
    cx: &'a PageCx<'a>,
    context: &'a Context<'a>,
    prose: &'a Prose,
    /// What the addresses that are written lead to, in order.
    found: Vec<Resolved>,
}

impl html::Page for RawPage<'_> {
    fn address(&mut self, url: &str, is_picture: bool) -> Option<String> {
        let url = variables::fill(url, self.context).into_owned();
        let to = resolve::find(self.cx.site, self.prose, &url)?;
        if is_picture && to == Resolved::External && !self.cx.site.config.allows_media(&url) {
            return None;
        }
        self.found.push(to);
        Some(url)
    }

    fn text<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        variables::fill(text, self.context)
    }
}
