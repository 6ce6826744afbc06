//! A checklist has items, an FAQ has questions.

use crate::diag::{Diagnostics, Problem};
use crate::model::Site;
use crate::model::page::Content;

pub fn check(site: &Site, diags: &mut Diagnostics) {
    for page in &site.pages {
        let problem = match &page.original().content {
            Content::Checklist(checklist) if checklist.items().next().is_none() => Problem::ChecklistEmpty {},
            Content::Faq(faq) if faq.entries.is_empty() && faq.lost == 0 => Problem::FaqEmpty {},
            _ => continue,
        };
        diags.push(page.original().head.span.clone(), problem);
    }
}
