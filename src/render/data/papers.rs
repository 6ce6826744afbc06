//! What the results board needs to know of the papers: an index of papers and practical tasks, as a script that hands it
//! over. It names where the key of each lies; it holds no question and no answer.

use crate::model::page::Content;
use crate::model::quiz::{Answer, Bank};
use crate::model::{LanguageId, PageId, Site};
use crate::render::Desk;
use crate::render::data::paper;
use crate::render::data::roles::File;
use crate::render::kinds::role::short_title;
use serde::Serialize;

/// The papers of one language, handed to `rolebook.papers`. Addresses start at the root of the site.
pub fn data(site: &Site, desk: &Desk<'_>, language: LanguageId) -> File {
    let banks = site.banks.iter().flat_map(|(id, page)| tasks(id, *page, desk));
    let papers: Vec<_> = site.quizzes.iter().map(|(id, page)| quiz(id, *page, desk)).chain(banks).collect();
    File::handing_over("papers", &papers, site.language(language))
}

/// A paper, or a task of a bank that somebody signs off.
#[derive(Serialize)]
struct Paper {
    id: String,
    title: String,
    href: String,
    /// Whose key holds the answers: the paper itself or the bank.
    from: String,
    key: String,
    /// Share of the points that passes, in percent.
    pass: Option<f64>,
    /// `practice`, `exam` or `practical`.
    mode: &'static str,
    roles: Vec<String>,
}

fn quiz(id: &str, page: PageId, desk: &Desk<'_>) -> Paper {
    let shown = desk.site.page(page);
    let (pass, mode) = match &shown.original().content {
        Content::Quiz(paper) => (paper.pass, paper.mode),
        _ => (None, "practice"),
    };
    let roles = shown.version(desk.language).head.roles.iter().map(|role| role.text.clone()).collect();
    Paper { id: id.to_owned(), title: desk.title(shown), pass, mode, roles, ..place(id, page, desk) }
}

fn tasks(bank: &str, page: PageId, desk: &Desk<'_>) -> Vec<Paper> {
    let Content::Bank(Bank { questions, .. }) = &desk.site.page(page).version(desk.language).content else {
        return Vec::new();
    };
    let tasks = questions.iter().filter(|own| matches!(own.answer, Answer::Task { .. }));
    let task = |own: &crate::model::quiz::Question| {
        let place = place(bank, page, desk);
        let href = format!("{}#{}", place.href, own.id.text);
        Paper { id: own.id.text.clone(), title: short_title(&own.ask.facts.lead), href, ..place }
    };
    tasks.map(task).collect()
}

fn place(from: &str, page: PageId, desk: &Desk<'_>) -> Paper {
    Paper {
        id: String::new(),
        title: String::new(),
        href: desk.page_href(page),
        from: from.to_owned(),
        key: desk.from.href_to(&paper::key_address(desk.site, page, desk.language)),
        pass: None,
        mode: "practical",
        roles: Vec::new(),
    }
}
