//! What the reader's role switch needs: a stylesheet that hides what is not for a role before the first paint, and
//! the roles with their paths as a script that hands them over.
//!
//! The switch is a convenience. It keeps no secret: everything stays in the site for whoever looks.

use crate::model::ids::RoleId;
use crate::model::page::Content;
use crate::model::{PageId, Site};
use crate::render::changes;
use crate::render::context::{self, Link, StepKind, SuperUser};
use crate::render::data::paper;
use crate::render::kinds::facts::roster;
use crate::render::kinds::learning::role;
use crate::render::page_cx::PageCx;
use crate::theme::{Asset, script};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// News shown to a role, newest version first.
const NEWS: usize = 8;

/// Rules for every role. What is marked `data-roles` and does not name the reader's role goes; what is marked
/// `data-fold` instead leaves its first line, which opens it.
pub fn styles(site: &Site) -> Asset {
    let mut css = String::new();
    for role in site.roles.keys() {
        let other = format!("html[data-role=\"{role}\"] [data-roles]:not([data-roles~=\"{role}\"])");
        writeln!(css, "{other}:not([data-fold]),\n{other}[data-fold]:not([data-shown])>:not(summary):not([data-fold-line]){{display:none}}")
            .expect("writing to a String cannot fail");
    }
    Asset::new("roles.css", css)
}

/// The roles, the courses, where papers are, and what was renamed, for the scripts of one language. Addresses start at the
/// root of the site.
pub fn data(cx: &PageCx<'_>) -> Asset {
    let site = cx.site;
    let roles: Vec<_> = site.roles.iter().filter_map(|(id, page)| reader_role(id, *page, cx)).collect();
    let courses = site.courses.values().map(|page| path_step(role::course(*page, cx)));
    let papers = site.quizzes.values().chain(site.banks.values()).map(|page| paper(*page, cx));
    let renamed = Renamed { papers: renamed_papers(site), checklists: renamed_checklists(site) };
    let text = [
        script::give("roles", &roles),
        script::give("courses", &courses.collect::<Vec<_>>()),
        script::give("paperLinks", &papers.collect::<Vec<_>>()),
        script::give("renamed", &renamed),
        script::give("superUsers", &roster::super_user_names(site)),
    ]
    .concat();
    Asset::new(&format!("roles-{}.js", site.language(cx.language)), text)
}

/// What a file of the site was called before, by its earlier id: its id now. What is kept by these ids comes along.
#[derive(Serialize)]
struct Renamed {
    papers: BTreeMap<String, String>,
    checklists: BTreeMap<String, String>,
}

fn renamed_papers(site: &Site) -> BTreeMap<String, String> {
    let pages: Vec<PageId> = site.quizzes.values().chain(site.banks.values()).copied().collect();
    renamed(site, &pages, &[".quiz.html", ".bank.html"])
}

fn renamed_checklists(site: &Site) -> BTreeMap<String, String> {
    let is_list = |page: &PageId| matches!(site.page(*page).original().content, Content::Checklist(_));
    renamed(site, &site.page_ids().filter(is_list).collect::<Vec<_>>(), &[".checklist.html"])
}

/// The ids that the `aliases` of these pages give away, but those that another of them has now.
fn renamed(site: &Site, pages: &[PageId], endings: &[&str]) -> BTreeMap<String, String> {
    let mut renamed = BTreeMap::new();
    for page in pages.iter().map(|page| site.page(*page)) {
        for alias in &page.original().head.aliases {
            let name = alias.text.rsplit('/').next().unwrap_or_default();
            let Some(old) = endings.iter().find_map(|ending| name.strip_suffix(ending)) else { continue };
            if !pages.iter().any(|other| site.page(*other).id == old) {
                renamed.insert(old.to_owned(), page.id.clone());
            }
        }
    }
    renamed
}

#[derive(Serialize)]
struct PaperLink {
    id: String,
    title: String,
    href: String,
    /// The ids of the questions it may ask, with spaces between: what it asks no more is not reviewed.
    asks: String,
}

fn paper(page: PageId, cx: &PageCx<'_>) -> PaperLink {
    let Link { title, href } = cx.page_link(page);
    PaperLink { id: cx.site.page(page).id.clone(), title, href, asks: paper::asked_ids(page, cx).join(" ") }
}

#[derive(Serialize)]
struct ReaderRole {
    id: RoleId,
    title: String,
    href: String,
    tier: String,
    /// Of a tier that teaches.
    is_super: bool,
    minutes: u32,
    super_users: Vec<SuperUser>,
    path: Vec<PathStep>,
    faq: Vec<Link>,
    news: Vec<News>,
}

/// A step or a lesson, as far as progress is told from it; the fields are those of `context::Step`.
#[derive(Serialize)]
struct PathStep {
    id: String,
    title: String,
    href: String,
    kind: StepKind,
    minutes: u32,
    #[serde(skip_serializing_if = "String::is_empty")]
    needs: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    hash: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    retrain: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    whole: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<ChangeNote>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    was: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lessons: Vec<PathStep>,
}

#[derive(Serialize)]
struct ChangeNote {
    mark: String,
    text: String,
}

#[derive(Serialize)]
struct News {
    /// As the id of a step that leads to the page.
    id: String,
    mark: String,
    title: String,
    href: String,
    version: String,
    text: String,
    retrain: bool,
}

fn reader_role(id: &RoleId, page: PageId, cx: &PageCx<'_>) -> Option<ReaderRole> {
    let shown = cx.site.page(page);
    let Content::Role(own) = &shown.version(cx.language).content else { return None };
    let context = role::context(shown, own, cx);
    Some(ReaderRole {
        id: id.clone(),
        title: cx.names().title(shown),
        href: cx.page_href(page),
        tier: context.tier,
        is_super: own.tier.as_ref().is_some_and(|tier| cx.site.config.teaches(tier.as_str())),
        minutes: context.minutes,
        super_users: context.super_users,
        path: context.steps.into_iter().map(path_step).collect(),
        faq: context.faq,
        news: news(id, cx),
    })
}

fn path_step(step: context::Step) -> PathStep {
    let context::Step { id, title, href, kind, minutes, needs, hash, retrain, whole, was, .. } = step;
    let lessons = step.lessons.into_iter().map(path_step).collect();
    let note = |change: context::Change| ChangeNote { mark: change.mark, text: change.text };
    let changes = step.changes.into_iter().map(note).collect();
    PathStep { id, title, href, kind, minutes, needs, hash, retrain, whole, changes, was, lessons }
}

/// What changed on the pages that name the role.
fn news(role: &RoleId, cx: &PageCx<'_>) -> Vec<News> {
    let mut news = Vec::new();
    for page in cx.site.page_ids() {
        let shown = cx.site.page(page);
        let head = &shown.version(cx.language).head;
        if !head.roles.iter().any(|own| own == role) {
            continue;
        }
        news.extend(changes::changes(shown, cx.language).into_iter().map(|change| News {
            id: format!("page:{}", shown.address),
            mark: change.mark,
            title: cx.names().title(shown),
            href: cx.page_href(page),
            version: change.version,
            text: change.text,
            retrain: change.retrain,
        }));
    }
    news.sort_by(|a, b| crate::model::nav::natural(&b.version, &a.version));
    news.truncate(NEWS);
    news
}
