//! A checklist as its page shows it.

use crate::model::kinds::checklist::Checklist;
use crate::model::page::Page;
use crate::render::context::{self, ChecklistGroup, ChecklistItem};
use crate::render::page_cx::PageCx;
use crate::render::prose::body;

pub fn context(page: &Page, checklist: &Checklist, cx: &PageCx<'_>) -> context::Checklist {
    let mut number = 0;
    let mut groups = Vec::with_capacity(checklist.groups.len());
    for group in &checklist.groups {
        let mut items = Vec::with_capacity(group.items.len());
        for item in &group.items {
            number += 1;
            items.push(ChecklistItem {
                id: item.id.text.clone(),
                number,
                task: body::inline_in(&format!("{}.do", item.id.text), &item.task, cx),
                owner: item.owner.as_ref().and_then(|owner| cx.role_link(&owner.text)),
                evidence: item.evidence.clone(),
                must: item.must,
            });
        }
        groups.push(ChecklistGroup { title: group.title.to_string(), items });
    }
    context::Checklist {
        id: page.id.clone(),
        per: checklist.per.name(),
        groups,
        total: number,
        signoff: checklist.signoff.iter().filter_map(|role| cx.role_link(&role.text)).collect(),
    }
}
