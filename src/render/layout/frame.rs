//! What stands around every page: header, breadcrumbs, table of contents, neighbours, languages.

use crate::config::Config;
use crate::model::address::OutPath;
use crate::model::page::{self as model, Content, Page};
use crate::model::prose::Prose;
use crate::model::{LanguageId, PageId, SectionId, nav};
use crate::render::context::{self, Change, Heading, Language, Link, Nav, RoleLink};
use crate::render::kinds::book::{self, Subject};
use crate::render::routes::markdown;
use crate::render::routes::tool::Tool;
use crate::render::{CONTENTS, Desk, NOT_FOUND, Thing, section_address};
use std::iter;

pub fn site(desk: &Desk<'_>) -> context::Site {
    let config = &desk.site.config;
    let language = desk.site.language(desk.language);
    let name = config.product_name.as_ref().map(|name| name.get(language).text.as_str());
    let version = config.product_version.as_ref().map(|version| version.text.as_str());
    let product: Vec<&str> = [name, version].into_iter().flatten().collect();
    let asset = |path: &OutPath| desk.from.href_to(path);
    // A project without roles needs no switch, and without anything to learn no paths.
    let switch = desk.lens.filter(|_| !desk.site.roles.is_empty());
    let paths = desk.lens.filter(|_| Tool::of(desk.site).contains(&Tool::Learning));
    context::Site {
        id: site_id(config),
        is_titled: config.id.is_none(),
        was: earlier_ids(config),
        title: config.title.get(language).text.clone(),
        product: product.join(" "),
        edition: version.unwrap_or_default().to_owned(),
        home: desk.section_href(SectionId(0)),
        contents: desk.from.href_to(&desk.site.in_language(&OutPath::new(CONTENTS), desk.language)),
        root: desk.from.to_root(),
        roles: roles(desk).into_iter().map(|page| role_link(page, desk)).collect(),
        stylesheets: iter::once(asset(&desk.theme.stylesheet))
            .chain(switch.map(|lens| asset(&lens.styles.path)))
            .collect(),
        // The roles first: the theme's script finds them there.
        scripts: paths
            .map(|lens| asset(&lens.data[desk.language.0].path))
            .into_iter()
            .chain([asset(&desk.theme.script)])
            .collect(),
        early_script: asset(&desk.theme.early_script),
        icon: asset(&desk.theme.icon),
        bundles: desk
            .theme
            .bundles
            .iter()
            .map(|(name, own)| (name.clone(), bundle(name, own, desk)))
            .collect(),
        tools: Tool::of(desk.site).into_iter().map(|tool| (tool.kind(), tool_link(tool, desk))).collect(),
        papers: desk.lens.map_or_else(String::new, |lens| asset(&lens.papers[desk.language.0].path)),
        media_hosts: config.media_hosts.iter().map(|host| format!(" {host}")).collect(),
    }
}

fn bundle(name: &str, own: &crate::theme::Bundle, desk: &Desk<'_>) -> context::Bundle {
    let href = |path: Option<&OutPath>| path.map_or_else(String::new, |path| desk.from.href_to(path));
    let markup = desk.markup.and_then(|all| all.get(name));
    context::Bundle {
        script: href(own.script.as_ref()),
        style: href(own.style.as_ref()),
        markup: href(markup.map(|file| &file.path)),
    }
}

fn tool_link(tool: Tool, desk: &Desk<'_>) -> Link {
    let href = desk.from.href_to(&desk.site.in_language(&tool.address(), desk.language));
    Link { title: desk.text(&format!("kind_{}", tool.kind())).to_owned(), href }
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

fn role_link(page: PageId, desk: &Desk<'_>) -> RoleLink {
    let Link { title, href } = desk.page_link(page);
    let shown = desk.site.page(page);
    let tier = match &shown.original().content {
        Content::Role(role) => role.tier.as_ref().map_or_else(String::new, |tier| tier.text.clone()),
        _ => String::new(),
    };
    RoleLink { id: shown.id.clone(), title, href, tier }
}

/// The roles in the order of the menu.
pub fn roles(desk: &Desk<'_>) -> Vec<PageId> {
    let mut roles: Vec<PageId> = desk.site.roles.values().copied().collect();
    roles.sort_unstable();
    roles
}

pub fn page(thing: &Thing, desk: &Desk<'_>) -> context::Page {
    let language = desk.site.language(desk.language).to_owned();
    let written = desk.site.language(desk.written);
    let untranslated = if written == language { String::new() } else { language_name(written) };
    let mut context = context::Page {
        title: title(thing, desk),
        summary: String::new(),
        description: String::new(),
        text_language: written.to_owned(),
        language,
        untranslated,
        kind: kind(thing, desk),
        minutes: 0,
        roles: Vec::new(),
        role_ids: String::new(),
        modules: Vec::new(),
        tags: Vec::new(),
        since: String::new(),
        verified_on: String::new(),
        verified_version: String::new(),
        changes: Vec::new(),
        languages: languages(thing, desk),
        outdated: false,
        canonical: canonical(thing, desk),
        alternates: alternates(thing, desk),
        markdown: String::new(),
        book: subject(thing, desk).map_or_else(String::new, |subject| {
            desk.from.href_to(&book::address(desk.site, subject, desk.language))
        }),
        path: desk.from.to_string(),
        hash: String::new(),
        retrain: String::new(),
        change_marks: String::new(),
    };
    let Thing::Page(page) = thing else { return context };
    let version = desk.site.page(*page).version(desk.language);
    let head = &version.head;
    context.markdown = markdown::address(desk.site, *page, desk.language)
        .map_or_else(String::new, |to| desk.from.href_to(&to));
    context.outdated = is_outdated(desk.site.page(*page), desk);
    context.summary = head.summary.clone();
    context.description = summary(desk.site.page(*page), desk);
    context.minutes =
        if matches!(context.kind, "home" | "section" | "faq" | "checklist") { 0 } else { version.minutes() };
    context.roles = head.roles.iter().filter_map(|role| desk.role_link(&role.text)).collect();
    context.role_ids = desk.role_ids(&head.roles);
    context.modules = head.modules.iter().map(|module| desk.module_title(&module.text)).collect();
    // What the title or the way to the page says already is not said again.
    let section = desk.section_title(desk.site.page(*page).section);
    if context.modules.iter().all(|module| *module == context.title || *module == section) {
        context.modules.clear();
    }
    context.tags = head.tags.iter().map(|tag| tag.text.clone()).collect();
    context.since = head.since.clone();
    if let Some(verified) = &head.verified {
        context.verified_on = verified.on.clone();
        context.verified_version = verified.version.clone();
    }
    context.changes = changes(desk.site.page(*page), desk.language);
    // The line that unfolds shows the newest, wherever the writer put it.
    context.changes.sort_by(|one, other| nav::natural(&other.version, &one.version));
    let marks = context.changes.iter().map(|change| change.mark.as_str());
    context.change_marks = marks.collect::<Vec<_>>().join(" ");
    context.hash = text_hash(desk.site.page(*page));
    context.retrain = retrain_mark(desk.site.page(*page));
    context
}

/// The full address of a thing in a language.
fn full_address(thing: &Thing, language: LanguageId, desk: &Desk<'_>) -> Option<String> {
    desk.site
        .config
        .base_url
        .as_ref()
        .map(|base| format!("{base}{}", address(thing, language, desk).to_url()))
}

/// A page whose text is not in the reader's language stands for the one it is written in. What a server shows for a
/// missing page has no address.
fn canonical(thing: &Thing, desk: &Desk<'_>) -> String {
    let language = match thing {
        Thing::NotFound => return String::new(),
        Thing::Page(page) => desk.site.page(*page).text_language(desk.language),
        _ => desk.language,
    };
    full_address(thing, language, desk).unwrap_or_default()
}

/// Who reads none of the languages gets the one that the text was written in.
fn alternates(thing: &Thing, desk: &Desk<'_>) -> Vec<context::Alternate> {
    let (own, original): (Vec<LanguageId>, LanguageId) = match thing {
        Thing::NotFound => return Vec::new(),
        Thing::Page(page) => {
            let page = desk.site.page(*page);
            (desk.site.languages().filter(|id| page.is_translated(*id)).collect(), page.original)
        }
        _ => (desk.site.languages().collect(), LanguageId(0)),
    };
    if own.len() < 2 {
        return Vec::new();
    }
    let named = own.into_iter().map(|id| (desk.site.language(id).to_owned(), id));
    let alternate =
        |(language, id)| Some(context::Alternate { language, href: full_address(thing, id, desk)? });
    named.chain([("x-default".to_owned(), original)]).filter_map(alternate).collect()
}

/// Changes when the text of a page does; the same in every language, and whatever its front matter says.
pub fn text_hash(page: &Page) -> String {
    match &page.original().content {
        // Windows ends its lines otherwise.
        Content::Page(prose) => short_hash(&prose.text().trim().replace('\r', "")),
        _ => String::new(),
    }
}

/// Changes when the newest change that asks for learning anew does.
pub fn retrain_mark(page: &Page) -> String {
    let changes = page.original().head.changes.iter().filter(|change| change.retrain);
    let newest = changes.max_by(|a, b| nav::natural(&a.version, &b.version));
    newest.map_or_else(String::new, change_mark)
}

fn change_mark(change: &model::Change) -> String {
    short_hash(&format!("{}\n{}", change.version, change.text))
}

/// What changed on a page, as its head lists it.
pub fn changes(page: &Page, language: LanguageId) -> Vec<Change> {
    let originals = &page.original().head.changes;
    let shown = page.version(language).head.changes.iter().enumerate();
    let change = |(at, own): (usize, &model::Change)| {
        // A translation says the same change in other words.
        let original = originals.get(at).filter(|original| original.version == own.version).unwrap_or(own);
        Change {
            version: own.version.clone(),
            text: own.text.clone(),
            retrain: own.retrain || original.retrain,
            mark: change_mark(original),
        }
    };
    shown.map(change).collect()
}

/// Changes when the text below a heading does, with all that belongs to it; empty where there is no such heading.
pub fn section_hash(page: &Page, anchor: &str) -> String {
    let Content::Page(prose) = &page.original().content else { return String::new() };
    let level_of =
        |id: &str| prose.facts.headings.iter().find(|heading| heading.id == id).map(|heading| heading.level);
    let Some(level) = level_of(anchor) else { return String::new() };
    let mut parts = prose.facts.words.parts.iter().skip_while(|part| part.anchor != anchor);
    let first = parts.next();
    let inner = parts.take_while(|part| level_of(&part.anchor).is_none_or(|other| other > level));
    let texts = first.into_iter().chain(inner).map(|part| format!("{}\n{}", part.title, part.text));
    short_hash(&texts.collect::<Vec<_>>().join("\n"))
}

/// Eight hexadecimal digits.
pub fn short_hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().as_str()[..8].to_owned()
}

/// The book that begins on a page.
fn subject(thing: &Thing, desk: &Desk<'_>) -> Option<Subject> {
    let subject = match thing {
        Thing::Page(page) => match desk.site.page(*page).kind_name() {
            "role" => Subject::Role(*page),
            "course" => Subject::Course(*page),
            "section" => Subject::Section(desk.site.page(*page).section),
            _ => return None,
        },
        Thing::Section(section) if section.0 != 0 => Subject::Section(*section),
        Thing::Section(_) | Thing::Contents | Thing::NotFound | Thing::Book(_) | Thing::Tool(_) => {
            return None;
        }
    };
    desk.has_book(subject).then_some(subject)
}

fn title(thing: &Thing, desk: &Desk<'_>) -> String {
    match thing {
        Thing::Page(page) => desk.title(desk.site.page(*page)),
        Thing::Section(section) => desk.section_title(*section),
        Thing::Contents => desk.text("kind_contents").to_owned(),
        Thing::NotFound => desk.text("kind_not_found").to_owned(),
        Thing::Tool(tool) => desk.text(&format!("kind_{}", tool.kind())).to_owned(),
        Thing::Book(Subject::Role(page) | Subject::Course(page)) => desk.title(desk.site.page(*page)),
        Thing::Book(Subject::Section(section)) => desk.section_title(*section),
    }
}

fn kind(thing: &Thing, desk: &Desk<'_>) -> &'static str {
    match thing {
        Thing::Page(page) => desk.site.page(*page).kind_name(),
        Thing::Section(section) if section.0 == 0 => "home",
        Thing::Section(_) => "section",
        Thing::Contents => "contents",
        Thing::NotFound => "not-found",
        Thing::Book(_) => "book",
        Thing::Tool(tool) => tool.kind(),
    }
}

/// Whether the original was checked after this translation was.
fn is_outdated(page: &Page, desk: &Desk<'_>) -> bool {
    if desk.language == page.original || !page.is_translated(desk.language) {
        return false;
    }
    let on = |head: &crate::model::page::Head| head.verified.as_ref().map(|verified| verified.on.clone());
    match (on(&page.version(desk.language).head), on(&page.original().head)) {
        // ISO dates sort as they follow each other.
        (Some(own), Some(original)) => own < original,
        _ => false,
    }
}

/// What a page says about itself in lists: its summary, else how its text begins.
pub fn summary(page: &Page, desk: &Desk<'_>) -> String {
    let version = page.version(desk.language);
    match &version.content {
        _ if !version.head.summary.is_empty() => version.head.summary.clone(),
        Content::Page(prose) if !page.is_index() => prose.facts.lead.trim().to_owned(),
        _ => String::new(),
    }
}

fn languages(thing: &Thing, desk: &Desk<'_>) -> Vec<Language> {
    if desk.site.config.languages.len() < 2 {
        return Vec::new();
    }
    let of = |id: LanguageId| {
        let tag = desk.site.language(id);
        let address = address(thing, id, desk);
        let missing = matches!(thing, Thing::Page(page) if !desk.site.page(*page).is_translated(id));
        Language {
            id: tag.to_owned(),
            label: language_name(tag),
            href: desk.from.href_to(&address),
            current: id == desk.language,
            missing,
        }
    };
    desk.site.languages().map(of).collect()
}

fn address(thing: &Thing, id: LanguageId, desk: &Desk<'_>) -> OutPath {
    match thing {
        Thing::Page(page) => desk.site.address(*page, id),
        Thing::Section(section) => section_address(desk.site, *section, id),
        Thing::Contents => desk.site.in_language(&OutPath::new(CONTENTS), id),
        Thing::NotFound => desk.site.in_language(&OutPath::new(NOT_FOUND), id),
        Thing::Book(subject) => book::address(desk.site, *subject, id),
        Thing::Tool(tool) => desk.site.in_language(&tool.address(), id),
    }
}

/// A language's own name for itself; its tag when we do not know it.
fn language_name(tag: &str) -> String {
    let name = match tag {
        "zh-TW" | "zh-HK" | "zh-Hant" => "繁體中文",
        _ => match tag.split('-').next().unwrap_or_default() {
            "zh" => "简体中文",
            "en" => "English",
            "ja" => "日本語",
            "ko" => "한국어",
            "de" => "Deutsch",
            "fr" => "Français",
            "es" => "Español",
            "pt" => "Português",
            "it" => "Italiano",
            "ru" => "Русский",
            "vi" => "Tiếng Việt",
            "th" => "ไทย",
            "id" => "Bahasa Indonesia",
            _ => tag,
        },
    };
    name.to_owned()
}

pub fn nav(thing: &Thing, sidebar: String, desk: &Desk<'_>) -> Nav {
    let (previous, next) = match thing {
        Thing::Page(page) => (neighbour(*page, desk, Direction::Back), neighbour(*page, desk, Direction::On)),
        _ => (None, None),
    };
    Nav { breadcrumbs: breadcrumbs(thing, desk), sidebar, toc: toc(thing, desk), previous, next }
}

fn breadcrumbs(thing: &Thing, desk: &Desk<'_>) -> Vec<Link> {
    let mut sections = Vec::new();
    let mut at = match thing {
        Thing::Page(page) if desk.site.page(*page).is_index() => {
            desk.site.section(desk.site.page(*page).section).parent
        }
        Thing::Page(page) => Some(desk.site.page(*page).section),
        Thing::Section(section) => desk.site.section(*section).parent,
        Thing::Contents | Thing::NotFound | Thing::Book(_) | Thing::Tool(_) => Some(SectionId(0)),
    };
    while let Some(section) = at {
        sections.push(section);
        at = desk.site.section(section).parent;
    }
    let link = |section: SectionId| Link {
        title: if section.0 == 0 { desk.text("kind_home").to_owned() } else { desk.section_title(section) },
        href: desk.section_href(section),
    };
    sections.into_iter().rev().map(link).collect()
}

/// The headings of a page by their levels, three of them at most.
fn toc(thing: &Thing, desk: &Desk<'_>) -> Vec<Heading> {
    let Thing::Page(page) = thing else { return Vec::new() };
    let page = desk.site.page(*page);
    let Content::Page(prose) = &page.version(desk.language).content else { return Vec::new() };
    // The home begins with its cards.
    if page.kind_name() == "home" {
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

/// The page before or behind in the order of the menu, inside the same chapter.
fn neighbour(page: PageId, desk: &Desk<'_>, direction: Direction) -> Option<Link> {
    let own = desk.site.page(page);
    if matches!(own.kind_name(), "home" | "role" | "bank") {
        return None;
    }
    let chapter = chapter(own.section, desk);
    let mut at = page.0;
    loop {
        at = match direction {
            Direction::Back => at.checked_sub(1)?,
            Direction::On => at + 1,
        };
        let other = desk.site.pages.get(at)?;
        if self::chapter(other.section, desk) != chapter {
            return None;
        }
        if !matches!(other.kind_name(), "home" | "bank") {
            return Some(desk.page_link(PageId(at)));
        }
    }
}

/// The folder right below the root.
fn chapter(section: SectionId, desk: &Desk<'_>) -> SectionId {
    let mut at = section;
    while let Some(parent) = desk.site.section(at).parent.filter(|parent| parent.0 != 0) {
        at = parent;
    }
    at
}
