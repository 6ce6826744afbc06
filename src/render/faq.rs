//! Questions and answers as their page shows them.

use crate::model::faq::Faq;
use crate::render::context::{self, FaqEntry};
use crate::render::{Desk, body};

pub fn context(faq: &Faq, desk: &Desk<'_>) -> context::Faq {
    let entries = faq.entries.iter().map(|entry| FaqEntry {
        id: entry.id.text.clone(),
        question: body::inline(&entry.question, desk),
        answer: body::html(&entry.answer, desk),
        role_ids: desk.role_ids(&entry.roles),
        roles: entry.roles.iter().filter_map(|role| desk.role_link(&role.text)).collect(),
        modules: entry.modules.iter().map(|module| desk.module_title(&module.text)).collect(),
        see: entry.see.iter().filter_map(|see| desk.reference(&see.text)).collect(),
    });
    context::Faq { entries: entries.collect() }
}
