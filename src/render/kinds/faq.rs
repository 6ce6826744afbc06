//! Questions and answers as their page shows them.

use crate::model::faq::{Entry, Faq};
use crate::render::Desk;
use crate::render::context::{self, FaqEntry};
use crate::render::prose::body;

pub fn context(faq: &Faq, desk: &Desk<'_>) -> context::Faq {
    let entries = faq.entries.iter().map(|entry| FaqEntry {
        id: entry.id.text.clone(),
        label: body::without_links(&question(entry, desk)),
        question: question(entry, desk),
        answer: body::html_in(&format!("{}.a", entry.id.text), &entry.answer, desk),
        role_ids: desk.role_ids(&entry.roles),
        roles: entry.roles.iter().filter_map(|role| desk.role_link(&role.text)).collect(),
        modules: entry.modules.iter().map(|module| desk.module_title(&module.text)).collect(),
        see: entry.see.iter().filter_map(|see| desk.reference(&see.text)).collect(),
    });
    context::Faq { entries: entries.collect() }
}

fn question(entry: &Entry, desk: &Desk<'_>) -> String {
    body::line_in(&format!("{}.q", entry.id.text), &entry.question, desk)
}
