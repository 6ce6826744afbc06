//! What the results board needs to know of the papers: an index of papers and practical tasks, as a script that hands it
//! over. It names where the key of each lies; it holds no question and no answer.

use crate::model::PageId;
use crate::model::ids::{BankId, QuizId, RoleId};
use crate::model::page::Content;
use crate::model::quiz::paper::Mode;
use crate::model::quiz::question::{Bank, Question};
use crate::render::data::key;
use crate::render::kinds::learning::role::short_title;
use crate::render::page_cx::PageCx;
use crate::theme::{Asset, script};
use serde::Serialize;

/// The papers of one language, for the results board. Addresses start at the root of the site.
pub fn data(cx: &PageCx<'_>) -> Asset {
    let site = cx.site;
    let banks = site.banks.iter().flat_map(|(id, page)| tasks(id, *page, cx));
    let papers: Vec<_> = site.quizzes.iter().map(|(id, page)| quiz(id, *page, cx)).chain(banks).collect();
    Asset::new(&format!("papers-{}.js", site.language(cx.language)), script::give("papers", &papers))
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
    roles: Vec<RoleId>,
}

fn quiz(id: &QuizId, page: PageId, cx: &PageCx<'_>) -> Paper {
    let shown = cx.site.page(page);
    let (pass, mode) = match &shown.original().content {
        Content::Quiz(paper) => (paper.pass, paper.mode),
        _ => (None, Mode::Practice),
    };
    let roles = shown.version(cx.language).head.roles.iter().map(RoleId::from).collect();
    Paper {
        id: id.to_string(),
        title: cx.names().title(shown),
        pass,
        mode: mode.name(),
        roles,
        ..place(id.as_str(), page, cx)
    }
}

fn tasks(bank: &BankId, page: PageId, cx: &PageCx<'_>) -> Vec<Paper> {
    let Content::Bank(Bank { questions, .. }) = &cx.site.page(page).version(cx.language).content else {
        return Vec::new();
    };
    let tasks = questions.iter().filter(|own| own.answer.is_practical());
    let task = |own: &Question| {
        let place = place(bank.as_str(), page, cx);
        let href = format!("{}#{}", place.href, own.id.text);
        Paper { id: own.id.text.clone(), title: short_title(&own.ask.facts.lead), href, ..place }
    };
    tasks.map(task).collect()
}

fn place(from: &str, page: PageId, cx: &PageCx<'_>) -> Paper {
    Paper {
        id: String::new(),
        title: String::new(),
        href: cx.page_href(page),
        from: from.to_owned(),
        key: cx.from.href_to(&key::address(cx.site, page, cx.language)),
        pass: None,
        mode: "practical",
        roles: Vec::new(),
    }
}
