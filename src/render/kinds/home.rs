//! The home: a card for each role, and the chapters.

use crate::model::page::Content;
use crate::model::{PageId, SectionId};
use crate::render::Desk;
use crate::render::context::{Home, RoleCard};
use crate::render::kinds::{lists, role};
use crate::render::layout::frame;

pub fn context(desk: &Desk<'_>) -> Home {
    let roles = frame::roles(desk).into_iter().map(|page| role_card(page, desk)).collect();
    Home { roles, sections: lists::entries(SectionId(0), desk) }
}

fn role_card(page: PageId, desk: &Desk<'_>) -> RoleCard {
    let shown = desk.site.page(page);
    let version = shown.version(desk.language);
    let (tier, steps) = match &version.content {
        Content::Role(own) => {
            let tier = own.tier.as_ref().map_or_else(String::new, |tier| desk.tier_title(&tier.text));
            (tier, role::steps(own, desk))
        }
        _ => (String::new(), Vec::new()),
    };
    RoleCard {
        id: shown.id.clone(),
        title: desk.title(shown),
        href: desk.page_href(page),
        summary: version.head.summary.clone(),
        tier,
        steps: steps.len(),
        minutes: role::minutes(&steps),
    }
}
