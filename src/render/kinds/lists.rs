//! Lists of pages: those of a section, and the list of all pages.

use crate::model::nav::Entry;
use crate::model::{PageId, SectionId};
use crate::render::Desk;
use crate::render::context::{Card, Contents, ContentsGroup, Section};
use crate::render::layout::frame;

pub fn section(section: SectionId, desk: &Desk<'_>) -> Section {
    Section { pages: entries(section, desk) }
}

/// Pages and sub-sections of a folder. The home leaves the roles to its role picker.
pub fn entries(section: SectionId, desk: &Desk<'_>) -> Vec<Card> {
    let mut cards = Vec::new();
    for entry in &desk.site.section(section).entries {
        match entry {
            Entry::Page(page) => cards.push(card(*page, desk)),
            Entry::Section(inner) if section.0 == 0 && desk.site.section(*inner).name() == "roles" => {}
            Entry::Section(inner) => cards.push(section_card(*inner, desk)),
        }
    }
    cards
}

pub fn card(page: PageId, desk: &Desk<'_>) -> Card {
    let shown = desk.site.page(page);
    Card {
        title: desk.title(shown),
        href: desk.page_href(page),
        summary: frame::summary(shown, desk),
        kind: shown.kind_name(),
        minutes: shown.version(desk.language).minutes(),
        role_ids: desk.role_ids(&shown.original().head.roles),
    }
}

fn section_card(section: SectionId, desk: &Desk<'_>) -> Card {
    let index = desk.site.section(section).index;
    Card {
        title: desk.section_title(section),
        href: desk.section_href(section),
        summary: index.map_or_else(String::new, |index| frame::summary(desk.site.page(index), desk)),
        kind: "section",
        minutes: 0,
        role_ids: desk.site.section(section).roles.join(" "),
    }
}

pub fn contents(desk: &Desk<'_>) -> Contents {
    let mut groups = Vec::new();
    collect(SectionId(0), 0, desk, &mut groups);
    let total = groups.iter().map(|group: &ContentsGroup| group.pages.len()).sum();
    Contents { groups, total }
}

fn collect(section: SectionId, depth: usize, desk: &Desk<'_>, groups: &mut Vec<ContentsGroup>) {
    let own = desk.site.section(section);
    let pages: Vec<Card> = own.pages().map(|page| card(page, desk)).collect();
    if !pages.is_empty() || section.0 != 0 {
        let (title, href) = (desk.section_title(section), desk.section_href(section));
        let role_ids = own.roles.join(" ");
        groups.push(ContentsGroup { title, href, depth, role_ids, pages });
    }
    for inner in own.sections() {
        collect(inner, depth + 1, desk, groups);
    }
}
