//! Site -> the files that search reads in the browser, for each language.
//!
//! In: the site and the names of its pages. Out: `Index`: a small file of a fixed name and many of hashed
//! names, each a script that hands its data over. Not here: the search itself, `themes/default/js/search/engine/`.
//!
//! | file | what it holds |
//! |---|---|
//! | `index.js` | where everything is: units of each page, bounds and names of all other files |
//! | terms | records of terms in sorted order, some KiB a file |
//! | tails | the rest of a very common term |
//! | texts | title, address and text of some pages, to check a phrase and to show it |
//! | everyday | what people say for what the manual writes |
//! | sounds, sorts, words | readings of characters; traditional forms; words from behind, for typing errors |

mod digits;
mod entry;
mod everyday;
mod files;
mod fold;
mod pinyin;
mod postings;
mod rows;
mod synonyms;
mod text;
mod tokens;
mod told;
mod units;

use crate::cache::Texts;
use crate::describe::Names;
use crate::markdown::context::Context;
use crate::model::kinds::PageKind;
use crate::model::page::Content;
use crate::model::plain_text::PlainText;
use crate::model::{PageId, SectionId};
use crate::search::entry::Entry;
use rayon::prelude::*;
use std::sync::Arc;

pub use entry::FOLDER;
pub use files::Index;

/// Makes the index of one language. Texts of lists that have not changed come from `texts`.
pub fn index(names: Names<'_>, texts: &Texts) -> Index {
    let (site, language) = (names.site, names.language);
    let mut entries: Vec<Entry> =
        site.page_ids().collect::<Vec<_>>().par_iter().map(|page| entry(names, *page, texts)).collect();
    let read: Vec<Arc<PlainText>> = entries.iter().map(|entry| entry.text.clone()).collect();
    for (entry, told) in entries.iter_mut().zip(told::names(names, &read)) {
        entry.told =
            told.into_iter().filter(|name| *name != entry.title && !entry.names.contains(name)).collect();
    }
    for (at, section) in site.sections.iter().enumerate() {
        if section.index.is_none() && at > 0 {
            entries.push(folder(names, SectionId(at)));
        }
    }
    texts.keep(site.pages.iter());
    files::of(site, language, entries)
}

fn entry(own: Names<'_>, page: PageId, texts: &Texts) -> Entry {
    let (site, language) = (own.site, own.language);
    let address = site.address(page, language);
    let shown = site.page(page);
    let written = shown.text_language(language);
    let version = shown.version(language);
    let text = match &version.content {
        Content::Page(prose) => prose.facts.words.clone(),
        _ => texts.of(shown, language, || {
            let context = Context::to_show(&site.config, site.language(written));
            text::of(version, &context)
        }),
    };
    let units = units::of(&text);
    let section = if shown.is_index() { site.section(shown.section).parent } else { Some(shown.section) };
    let roles = shown.original().head.roles.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(" ");
    Entry {
        title: own.title(shown),
        names: names(own, page),
        told: Vec::new(),
        is_aside: is_aside(own, page),
        href: address.to_url(),
        crumbs: own.crumbs(section),
        kind: shown.kind().name,
        roles,
        text,
        units,
    }
}

/// Whether a page holds something of everything and is about nothing: the home page, what is new, questions of exams.
fn is_aside(own: Names<'_>, page: PageId) -> bool {
    let page = own.site.page(page);
    let address = page.address.as_str();
    let is_news = |part: &str| {
        let news = ["release", "changelog", "whats-new", "what-is-new", "whatsnew", "release-notes"];
        news.iter().any(|name| part.starts_with(name))
    };
    address == "index.html" || matches!(page.kind().name, "quiz" | "bank") || address.split('/').any(is_news)
}

/// The page of a folder without an index: nothing but its name.
fn folder(own: Names<'_>, section: SectionId) -> Entry {
    let (site, language) = (own.site, own.language);
    let address = site.section_address(section, language);
    let text = Arc::new(PlainText { parts: vec![crate::model::plain_text::Part::default()] });
    Entry {
        title: own.section_title(section),
        names: Vec::new(),
        told: Vec::new(),
        is_aside: true,
        href: address.to_url(),
        crumbs: own.crumbs(site.section(section).parent),
        kind: PageKind::Section.name(),
        roles: site.section(section).role_ids(),
        units: units::of(&text),
        text,
    }
}

fn names(titles: Names<'_>, page: PageId) -> Vec<String> {
    let page = titles.site.page(page);
    let own = page.version(titles.language);
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        if !name.is_empty() && name != own.head.title && !names.iter().any(|own| own == name) {
            names.push(name.to_owned());
        }
    };
    for other in page.versions.iter().flatten() {
        add(&other.head.title);
    }
    for alias in &own.head.aliases {
        let name = alias.text.rsplit('/').next().unwrap_or(&alias.text);
        add(name.strip_suffix(".html").unwrap_or(name));
    }
    own.head.tags.iter().for_each(|tag| add(&titles.tag_title(&tag.text)));
    names
}
