//! The pages of each kind of content: what their templates are given.

pub mod book;
pub mod facts;
pub mod home;
pub mod learning;
pub mod lists;
pub mod questions;

use crate::model::PageId;
use crate::model::kinds::PageKind;
use crate::model::page::Content;
use crate::render::context::KindContext;
use crate::render::kinds::facts::{faq, glossary, roster, table};
use crate::render::kinds::learning::{checklist, course, role};
use crate::render::kinds::questions::quiz;
use crate::render::page_cx::{Embedded, PageCx};
use crate::render::prose::body;

/// What the template of a page is given beside what all are: its Markdown text as HTML, and what only its kind has.
pub fn page(id: PageId, cx: &PageCx<'_>) -> (String, Option<KindContext>) {
    use KindContext as Of;
    let page = cx.site.page(id);
    let own = match &page.version(cx.language).content {
        Content::Page(prose) => {
            let own = match page.page_kind() {
                PageKind::Home => Some(Of::Home(home::context(cx))),
                PageKind::Section => Some(Of::Section(lists::section(page.section, cx))),
                PageKind::Scenario | PageKind::Release | PageKind::Of(_) => None,
            };
            return (body::of_page(id, prose, cx), own);
        }
        Content::Role(role) => Of::Role(role::context(page, role, cx)),
        Content::Course(course) => Of::Course(course::context(page, course, cx)),
        Content::Quiz(paper) => Of::Quiz(quiz::context(id, paper, cx)),
        Content::Bank(bank) => Of::Bank(quiz::bank(id, bank, cx)),
        Content::Faq(faq) => Of::Faq(faq::context(faq, cx)),
        Content::Checklist(list) => Of::Checklist(checklist::context(page, list, cx)),
        Content::Glossary(glossary) => Of::Glossary(glossary::context(glossary, cx)),
        Content::Roster(roster) => Of::named("roster", &roster::context(roster, cx)),
        Content::Table(table) => Of::named("table", &table::context(id, table, cx)),
    };
    (String::new(), Some(own))
}

/// What a page shows inside another one, or as a chapter of a book; nothing for a kind that stands by itself only.
pub fn embed(id: PageId, how: Embedded<'_>, cx: &PageCx<'_>) -> Option<String> {
    match &cx.site.page(id).version(cx.language).content {
        Content::Table(table) => Some(table::embed(id, table, how, cx)),
        _ => None,
    }
}

/// The same as Markdown; `argument` is what a block says of it.
pub fn markdown(content: &Content, argument: Option<&str>) -> Option<String> {
    match content {
        Content::Table(table) => Some(table::markdown(table, argument)),
        _ => None,
    }
}
