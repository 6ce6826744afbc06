//! The home: a card for each role, and the chapters.

use crate::model::ids::RoleId;
use crate::model::page::Content;
use crate::model::{PageId, SectionId};
use crate::render::context::{Home, RoleCard};
use crate::render::kinds::learning::role;
use crate::render::kinds::lists;
use crate::render::page_cx::PageCx;

pub fn context(cx: &PageCx<'_>) -> Home {
    let roles = cx.site.role_pages().into_iter().map(|page| role_card(page, cx)).collect();
    Home { roles, sections: lists::entries(SectionId(0), cx) }
}

fn role_card(page: PageId, cx: &PageCx<'_>) -> RoleCard {
    let shown = cx.site.page(page);
    let version = shown.version(cx.language);
    let (tier, steps) = match &version.content {
        Content::Role(own) => {
            let tier = own.tier.as_ref().map_or_else(String::new, |tier| cx.names().tier_title(&tier.text));
            (tier, role::steps(own, cx))
        }
        _ => (String::new(), Vec::new()),
    };
    RoleCard {
        id: RoleId::new(&shown.id),
        title: cx.names().title(shown),
        href: cx.page_href(page),
        summary: version.head.summary.clone(),
        tier,
        steps: steps.len(),
        minutes: role::minutes(&steps),
    }
}
