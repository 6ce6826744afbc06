//! What is around every page: header, breadcrumbs, table of contents, neighbours, languages.

use crate::config::Config;
use crate::describe::{retrain_mark, short_hash, text_hash};
use crate::model::address::OutPath;
use crate::model::ids::RoleId;
use crate::model::kinds::{FileKind, Minutes, PageKind, Pager};
use crate::model::page::{Content, Page};
use crate::model::prose::Prose;
use crate::model::{LanguageId, PageId, SectionId, nav};
use crate::render::changes::changes;
use crate::render::context::{self, Heading, Language, Link, Nav, RoleLink};
use crate::render::kinds::book;
use crate::render::kinds::facts::roster;
use crate::render::page_cx::PageCx;
use crate::render::route::{self, CONTENTS, Route, Subject};
use crate::render::routes::app_page::AppPage;
use crate::render::routes::markdown;
use std::iter;

pub fn site(cx: &PageCx<'_>) -> context::Site {
    let config = &cx.site.config;
    let language = cx.site.language(cx.language);
    let name = config.product_name.as_ref().map(|name| name.get(language).text.as_str());
    let version = config.product_version.as_ref().map(|version| version.text.as_str());
    let product: Vec<&str> = [name, version].into_iter().flatten().collect();
    let asset = |path: &OutPath| cx.from.href_to(path);
    // A project without roles needs no switch, and without anything to learn no paths.
    let switch = cx.shared.filter(|_| !cx.site.roles.is_empty());
    let paths = cx.shared.filter(|_| AppPage::of(cx.site).contains(&AppPage::Learning));
    context::Site {
        id: site_id(config),
        is_titled: config.id.is_none(),
        was: earlier_ids(config),
        title: config.title.get(language).text.clone(),
        product: product.join(" "),
        edition: version.unwrap_or_default().to_owned(),
        feedback: context::Feedback {
            mailto: config.feedback.mailto.clone().unwrap_or_default(),
            post: config.feedback.post.clone().unwrap_or_default(),
            host: config.feedback.host().map_or_else(String::new, |host| format!(" {host}")),
        },
        home: cx.section_href(SectionId(0)),
        contents: cx.from.href_to(&cx.site.in_language(&OutPath::new(CONTENTS), cx.language)),
        root: cx.from.to_root(),
        roles: cx.site.role_pages().into_iter().map(|page| role_link(page, cx)).collect(),
        stylesheets: iter::once(asset(&cx.theme.stylesheet))
            .chain(switch.map(|files| asset(&files.role_styles)))
            .collect(),
        // The roles first: the theme's script finds them there.
        scripts: paths
            .map(|files| asset(&files.role_data[cx.language.0]))
            .into_iter()
            .chain(cx.theme.main.words.get(language).map(asset))
            .chain(cx.theme.main.script.as_ref().map(asset))
            .collect(),
        early_script: asset(&cx.theme.early_script),
        icon: asset(&cx.theme.icon),
        bundles: cx.theme.bundles.iter().map(|(name, own)| (name.clone(), bundle(name, own, cx))).collect(),
        tools: AppPage::of(cx.site).into_iter().map(|tool| (tool.kind(), tool_link(tool, cx))).collect(),
        papers: cx.shared.map_or_else(String::new, |files| asset(&files.papers[cx.language.0])),
        media_hosts: config.media_hosts.iter().map(|host| format!(" {host}")).collect(),
    }
}

fn bundle(name: &str, own: &crate::theme::Bundle, cx: &PageCx<'_>) -> context::Bundle {
    let href = |path: Option<&OutPath>| path.map_or_else(String::new, |path| cx.from.href_to(path));
    let style = href(own.style.as_ref());
    let words = href(own.words.get(cx.site.language(cx.language)));
    let markup = href(cx.shared.and_then(|files| files.templates.get(cx.language.0)?.get(name)));
    let script = href(own.script.as_ref());
    let there = [&style, &words, &markup, &script].into_iter().filter(|file| !file.is_empty());
    let files = there.map(String::as_str).collect::<Vec<_>>().join(" ");
    context::Bundle { style, words, markup, script, files }
}

fn tool_link(tool: AppPage, cx: &PageCx<'_>) -> Link {
    let href = cx.from.href_to(&cx.site.in_language(&tool.address(), cx.language));
    Link { title: cx.names().text(&format!("kind_{}", tool.kind())).to_owned(), href }
}

/// The project's own id, else one made from the title: the same on every machine, kept through every edit but a new name.
fn site_id(config: &Config) -> String {
    config.id.clone().unwrap_or_else(|| title_id(config))
}

fn title_id(config: &Config) -> String {
    short_hash(&config.title.get(config.default_language()).text)
}

/// What the site was known by before it had an id or another title.
fn earlier_ids(config: &Config) -> String {
    let titled = config.id.iter().map(|_| title_id(config));
    let former = config.former_titles.iter().map(|title| short_hash(title));
    titled.chain(former).collect::<Vec<_>>().join(" ")
}

fn role_link(page: PageId, cx: &PageCx<'_>) -> RoleLink {
    let Link { title, href } = cx.page_link(page);
    let shown = cx.site.page(page);
    let tier = match &shown.original().content {
        Content::Role(role) => role.tier.as_ref().map_or_else(String::new, |tier| tier.text.clone()),
        _ => String::new(),
    };
    RoleLink { id: RoleId::new(&shown.id), title, href, tier }
}

pub fn page(route: &Route, cx: &PageCx<'_>) -> context::Page {
    let language = cx.site.language(cx.language).to_owned();
    let written = cx.site.language(cx.written);
    let untranslated =
        if written == language { "" } else { cx.theme.text(written, "language_name") }.to_owned();
    let mut context = context::Page {
        title: title(route, cx),
        summary: String::new(),
        description: String::new(),
        text_language: written.to_owned(),
        language,
        untranslated,
        kind: kind(route, cx),
        minutes: 0,
        roles: Vec::new(),
        role_ids: String::new(),
        modules: Vec::new(),
        tags: Vec::new(),
        since: String::new(),
        verified_on: String::new(),
        verified_version: String::new(),
        changes: Vec::new(),
        languages: languages(route, cx),
        outdated: false,
        canonical: canonical(route, cx),
        alternates: alternates(route, cx),
        markdown: String::new(),
        book: subject(route, cx).map_or_else(String::new, |subject| {
            cx.from.href_to(&route::book_address(cx.site, subject, cx.language))
        }),
        path: cx.from.to_string(),
        hash: String::new(),
        retrain: String::new(),
        change_marks: String::new(),
        contacts: Vec::new(),
    };
    if let Route::Page(page) = route {
        fill_head(&mut context, *page, cx);
    }
    context
}

/// What only a page that somebody wrote can say of itself.
fn fill_head(context: &mut context::Page, id: PageId, cx: &PageCx<'_>) {
    let page = cx.site.page(id);
    let version = page.version(cx.language);
    let head = &version.head;
    context.markdown =
        markdown::address(cx.site, id, cx.language).map_or_else(String::new, |to| cx.from.href_to(&to));
    context.outdated = is_outdated(page, cx);
    context.summary = head.summary.clone();
    context.description = cx.names().summary(page);
    context.minutes = if page.kind().minutes == Minutes::Counted { 0 } else { version.minutes() };
    context.roles = head.roles.iter().filter_map(|role| cx.role_link(&role.text)).collect();
    context.role_ids = cx.role_ids(&head.roles);
    context.modules = head.modules.iter().map(|module| cx.names().module_title(&module.text)).collect();
    // What the title or the way to the page says already is not said again.
    let section = cx.names().section_title(page.section);
    if context.modules.iter().all(|module| *module == context.title || *module == section) {
        context.modules.clear();
    }
    context.tags = head.tags.iter().map(|tag| cx.names().tag_title(&tag.text)).collect();
    context.since = head.since.clone();
    if let Some(verified) = &head.verified {
        context.verified_on = verified.on.clone();
        context.verified_version = verified.version.clone();
    }
    context.changes = changes(page, cx.language);
    // The line that unfolds shows the newest, wherever the writer put it.
    context.changes.sort_by(|one, other| nav::natural(&other.version, &one.version));
    let marks = context.changes.iter().map(|change| change.mark.as_str());
    context.change_marks = marks.collect::<Vec<_>>().join(" ");
    if !matches!(page.page_kind(), PageKind::Home | PageKind::Of(FileKind::Roster)) {
        context.contacts = roster::of_page(page, cx);
    }
    context.hash = text_hash(page);
    context.retrain = retrain_mark(page);
}

/// The full address of a route in a language.
fn full_address(route: &Route, language: LanguageId, cx: &PageCx<'_>) -> Option<String> {
    cx.site
        .config
        .base_url
        .as_ref()
        .map(|base| format!("{base}{}", route.address(cx.site, language).to_url()))
}

/// A page whose text is not in the reader's language stands for the one it is written in. What a server shows for a
/// missing page has no address.
fn canonical(route: &Route, cx: &PageCx<'_>) -> String {
    let language = match route {
        Route::NotFound => return String::new(),
        Route::Page(page) => cx.site.page(*page).text_language(cx.language),
        _ => cx.language,
    };
    full_address(route, language, cx).unwrap_or_default()
}

/// Who reads none of the languages gets the one that the text was written in.
fn alternates(route: &Route, cx: &PageCx<'_>) -> Vec<context::Alternate> {
    let (own, original): (Vec<LanguageId>, LanguageId) = match route {
        Route::NotFound => return Vec::new(),
        Route::Page(page) => {
            let page = cx.site.page(*page);
            (cx.site.languages().filter(|id| page.is_translated(*id)).collect(), page.original)
        }
        _ => (cx.site.languages().collect(), LanguageId(0)),
    };
    if own.len() < 2 {
        return Vec::new();
    }
    let named = own.into_iter().map(|id| (cx.site.language(id).to_owned(), id));
    let alternate =
        |(language, id)| Some(context::Alternate { language, href: full_address(route, id, cx)? });
    named.chain([("x-default".to_owned(), original)]).filter_map(alternate).collect()
}

/// The book that begins on a page.
fn subject(route: &Route, cx: &PageCx<'_>) -> Option<Subject> {
    let subject = match route {
        Route::Page(page) => match cx.site.page(*page).page_kind() {
            PageKind::Of(FileKind::Role) => Subject::Role(*page),
            PageKind::Of(FileKind::Course) => Subject::Course(*page),
            PageKind::Section => Subject::Section(cx.site.page(*page).section),
            _ => return None,
        },
        Route::Section(section) if section.0 != 0 => Subject::Section(*section),
        Route::Section(_) | Route::Contents | Route::NotFound | Route::Book(_) | Route::AppPage(_) => {
            return None;
        }
    };
    book::has_parts(cx.site, subject).then_some(subject)
}

fn title(route: &Route, cx: &PageCx<'_>) -> String {
    match route {
        Route::Page(page) => cx.names().title(cx.site.page(*page)),
        Route::Section(section) => cx.names().section_title(*section),
        Route::Contents => cx.names().text("kind_contents").to_owned(),
        Route::NotFound => cx.names().text("kind_not_found").to_owned(),
        Route::AppPage(tool) => cx.names().text(&format!("kind_{}", tool.kind())).to_owned(),
        Route::Book(Subject::Role(page) | Subject::Course(page)) => cx.names().title(cx.site.page(*page)),
        Route::Book(Subject::Section(section)) => cx.names().section_title(*section),
    }
}

fn kind(route: &Route, cx: &PageCx<'_>) -> &'static str {
    match route {
        Route::Page(page) => cx.site.page(*page).kind().name,
        Route::Section(section) if section.0 == 0 => PageKind::Home.name(),
        Route::Section(_) => PageKind::Section.name(),
        Route::Contents => "contents",
        Route::NotFound => "not-found",
        Route::Book(_) => "book",
        Route::AppPage(tool) => tool.kind(),
    }
}

/// Whether the original was checked after this translation was.
fn is_outdated(page: &Page, cx: &PageCx<'_>) -> bool {
    if cx.language == page.original || !page.is_translated(cx.language) {
        return false;
    }
    let on = |head: &crate::model::page::Head| head.verified.as_ref().map(|verified| verified.on.clone());
    match (on(&page.version(cx.language).head), on(&page.original().head)) {
        // ISO dates sort as they follow each other.
        (Some(own), Some(original)) => own < original,
        _ => false,
    }
}

fn languages(route: &Route, cx: &PageCx<'_>) -> Vec<Language> {
    if cx.site.config.languages.len() < 2 {
        return Vec::new();
    }
    let of = |id: LanguageId| {
        let tag = cx.site.language(id);
        let address = route.address(cx.site, id);
        let missing = matches!(route, Route::Page(page) if !cx.site.page(*page).is_translated(id));
        Language {
            id: tag.to_owned(),
            label: cx.theme.text(tag, "language_name").to_owned(),
            href: cx.from.href_to(&address),
            current: id == cx.language,
            missing,
        }
    };
    cx.site.languages().map(of).collect()
}

pub fn nav(route: &Route, sidebar: String, cx: &PageCx<'_>) -> Nav {
    let (previous, next) = match route {
        Route::Page(page) => (neighbour(*page, cx, Direction::Back), neighbour(*page, cx, Direction::On)),
        _ => (None, None),
    };
    Nav { breadcrumbs: breadcrumbs(route, cx), sidebar, toc: toc(route, cx), previous, next }
}

fn breadcrumbs(route: &Route, cx: &PageCx<'_>) -> Vec<Link> {
    let mut sections = Vec::new();
    let mut at = match route {
        Route::Page(page) if cx.site.page(*page).is_index() => {
            cx.site.section(cx.site.page(*page).section).parent
        }
        Route::Page(page) => Some(cx.site.page(*page).section),
        Route::Section(section) => cx.site.section(*section).parent,
        Route::Contents | Route::NotFound | Route::Book(_) | Route::AppPage(_) => Some(SectionId(0)),
    };
    while let Some(section) = at {
        sections.push(section);
        at = cx.site.section(section).parent;
    }
    let link = |section: SectionId| Link {
        title: if section.0 == 0 {
            cx.names().text("kind_home").to_owned()
        } else {
            cx.names().section_title(section)
        },
        href: cx.section_href(section),
    };
    sections.into_iter().rev().map(link).collect()
}

/// The headings of a page by their levels, three of them at most.
fn toc(route: &Route, cx: &PageCx<'_>) -> Vec<Heading> {
    let Route::Page(page) = route else { return Vec::new() };
    let page = cx.site.page(*page);
    let Content::Page(prose) = &page.version(cx.language).content else { return Vec::new() };
    // The home begins with its cards.
    if page.page_kind() == PageKind::Home {
        return Vec::new();
    }
    let headings = headings(prose);
    // One heading needs no table.
    if headings.len() < 2 && headings.iter().all(|heading| heading.children.is_empty()) {
        Vec::new()
    } else {
        headings
    }
}

/// The deepest heading in the table of contents, where higher ones are there.
const DEEPEST: u8 = 3;

fn headings(prose: &Prose) -> Vec<Heading> {
    // A heading without a word would be an empty line.
    let named = prose.facts.headings.iter().filter(|heading| !heading.title.trim().is_empty());
    let highest = named.clone().map(|heading| heading.level).min().unwrap_or(1);
    let shown = named.filter(|heading| heading.level <= DEEPEST.max(highest + 1));
    let mut tree: Vec<Heading> = Vec::new();
    // The levels of those whose children may still come.
    let mut open: Vec<u8> = Vec::new();
    for heading in shown {
        while open.last().is_some_and(|level| *level >= heading.level) {
            open.pop();
        }
        let line = Heading { id: heading.id.clone(), title: heading.title.clone(), children: Vec::new() };
        let around = open.iter().fold(&mut tree, |lines, _| {
            &mut lines.last_mut().expect("a level is open while its heading is the last").children
        });
        around.push(line);
        open.push(heading.level);
    }
    tree
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Back,
    On,
}

/// The page before or after in the order of the menu, inside the same chapter.
fn neighbour(page: PageId, cx: &PageCx<'_>, direction: Direction) -> Option<Link> {
    let own = cx.site.page(page);
    if own.kind().pager != Pager::Both {
        return None;
    }
    let chapter = chapter(own.section, cx);
    let mut at = page.0;
    loop {
        at = match direction {
            Direction::Back => at.checked_sub(1)?,
            Direction::On => at + 1,
        };
        let other = cx.site.pages.get(at)?;
        if self::chapter(other.section, cx) != chapter {
            return None;
        }
        if other.kind().pager != Pager::None {
            return Some(cx.page_link(PageId(at)));
        }
    }
}

/// The folder right below the root.
fn chapter(section: SectionId, cx: &PageCx<'_>) -> SectionId {
    let mut at = section;
    while let Some(parent) = cx.site.section(at).parent.filter(|parent| parent.0 != 0) {
        at = parent;
    }
    at
}
