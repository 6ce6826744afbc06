//! Lists of pages: those of a section, and the list of all pages.

use crate::model::kinds::{self, PageKind};
use crate::model::nav::Entry;
use crate::model::{PageId, SectionId};
use crate::render::context::{Card, Contents, ContentsGroup, Section};
use crate::render::page_cx::PageCx;

pub fn section(section: SectionId, cx: &PageCx<'_>) -> Section {
    Section { pages: entries(section, cx) }
}

/// Pages and sub-sections of a folder. The home leaves the roles to its role picker.
pub fn entries(section: SectionId, cx: &PageCx<'_>) -> Vec<Card> {
    let mut cards = Vec::new();
    for entry in &cx.site.section(section).entries {
        match entry {
            Entry::Page(page) => cards.push(card(*page, cx)),
            Entry::Section(inner) if kinds::is_folder(&cx.site.section(*inner).folder) => {}
            Entry::Section(inner) => cards.push(section_card(*inner, cx)),
        }
    }
    cards
}

pub fn card(page: PageId, cx: &PageCx<'_>) -> Card {
    let shown = cx.site.page(page);
    Card {
        title: cx.names().title(shown),
        href: cx.page_href(page),
        summary: cx.names().summary(shown),
        kind: shown.page_kind(),
        minutes: shown.version(cx.language).minutes(),
        role_ids: cx.role_ids(&shown.original().head.roles),
    }
}

fn section_card(section: SectionId, cx: &PageCx<'_>) -> Card {
    let index = cx.site.section(section).index;
    Card {
        title: cx.names().section_title(section),
        href: cx.section_href(section),
        summary: index.map_or_else(String::new, |index| cx.names().summary(cx.site.page(index))),
        kind: PageKind::Section,
        minutes: 0,
        role_ids: cx.site.section(section).role_ids(),
    }
}

pub fn contents(cx: &PageCx<'_>) -> Contents {
    let mut groups = Vec::new();
    collect(SectionId(0), 0, cx, &mut groups);
    let total = groups.iter().map(|group: &ContentsGroup| group.pages.len()).sum();
    Contents { groups, total }
}

fn collect(section: SectionId, depth: usize, cx: &PageCx<'_>, groups: &mut Vec<ContentsGroup>) {
    let own = cx.site.section(section);
    let pages: Vec<Card> = own.pages().map(|page| card(page, cx)).collect();
    if !pages.is_empty() || section.0 != 0 {
        let (title, href) = (cx.names().section_title(section), cx.section_href(section));
        let role_ids = own.role_ids();
        groups.push(ContentsGroup { title, href, depth, role_ids, pages });
    }
    for inner in own.sections() {
        collect(inner, depth + 1, cx, groups);
    }
}
