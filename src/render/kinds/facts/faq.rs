//! Questions and answers as their page shows them.

use crate::model::kinds::faq::{Entry, Faq};
use crate::render::context::{self, FaqEntry};
use crate::render::page_cx::PageCx;
use crate::render::prose::body;

pub fn context(faq: &Faq, cx: &PageCx<'_>) -> context::Faq {
    let entries = faq.entries.iter().map(|entry| FaqEntry {
        id: entry.id.text.clone(),
        label: body::without_links(&question(entry, cx)),
        question: question(entry, cx),
        answer: body::html_in(&format!("{}.a", entry.id.text), &entry.answer, cx),
        role_ids: cx.role_ids(&entry.roles),
        roles: entry.roles.iter().filter_map(|role| cx.role_link(&role.text)).collect(),
        modules: entry.modules.iter().map(|module| cx.names().module_title(&module.text)).collect(),
        see: entry.see.iter().filter_map(|see| cx.reference(&see.text)).collect(),
    });
    context::Faq { entries: entries.collect() }
}

fn question(entry: &Entry, cx: &PageCx<'_>) -> String {
    body::line_in(&format!("{}.q", entry.id.text), &entry.question, cx)
}
