//! Site and theme -> the bytes of one page, on demand.
//!
//! In: a page and a language. Out: its HTML. Not here: which pages there are (`plan`) and where they are put.

pub mod context;
pub mod data;
pub mod kinds;
mod layout;
mod prose;
pub mod routes;

use crate::highlight::Memory;
use crate::model::address::OutPath;
use crate::model::page::{Content, Page};
use crate::model::resolve::{self, Resolved};
use crate::model::{LanguageId, PageId, SectionId, Site};
use crate::render::context::{KindContext, PageContext};
use crate::render::data::roles::RoleFiles;
use crate::render::data::templates::Markup;
use crate::render::data::{paper, papers, roles, templates};
use crate::render::kinds::book::{Places, Subject};
use crate::render::kinds::{book, checklist, course, faq, glossary, home, lists, quiz, role};
use crate::render::layout::frame;
use crate::render::layout::sidebar::Sidebars;
use crate::render::prose::template::BodyCache;
use crate::render::prose::{body, template};
use crate::render::routes::app_page::AppPage;
use crate::render::routes::markdown;
use crate::theme::{Failure, Theme};
use std::sync::Arc;

/// The list of all pages, at the root of each language.
pub const CONTENTS: &str = "all-pages.html";
/// What a web server shows for an address without a page.
pub const NOT_FOUND: &str = "404.html";
/// Name and version, shown in the footer.
const GENERATOR: &str = concat!("Rolebook ", env!("CARGO_PKG_VERSION"));

/// Makes pages of one site, from many threads.
pub struct Renderer {
    pub site: Arc<Site>,
    pub theme: Arc<Theme>,
    memory: Arc<Memory>,
    bodies: BodyCache,
    sidebars: Sidebars,
    pub files: RoleFiles,
    /// By language; every page tells why when it could not be made, for no page would work.
    pub markup: Result<Vec<Markup>, Failure>,
}

/// What stands at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    Page(PageId),
    /// The page of a folder without an index; for the root: the home.
    Section(SectionId),
    Contents,
    NotFound,
    Book(Subject),
    AppPage(AppPage),
}

/// What is known while one text is written for one page.
pub struct PageCx<'a> {
    pub site: &'a Site,
    pub theme: &'a Theme,
    pub memory: &'a Memory,
    pub bodies: &'a BodyCache,
    /// Absent while the lens itself is made.
    pub files: Option<&'a RoleFiles>,
    /// Absent while it is made itself.
    pub markup: Option<&'a Markup>,
    /// The page's address.
    pub from: &'a OutPath,
    /// The reader's language: that of the frame and of every link's target.
    pub language: LanguageId,
    /// The language of the text: another one when the page is not translated.
    pub written: LanguageId,
    /// Set while a chapter of a book is written: links to other chapters stay inside.
    pub book: Option<&'a Places>,
    /// Stands before every id of the text; a book holds many texts.
    pub prefix: &'a str,
    /// By how many levels headings go down.
    pub shift: u8,
}

impl Renderer {
    pub fn new(site: Arc<Site>, theme: Arc<Theme>, memory: Arc<Memory>) -> Renderer {
        let sidebars = Sidebars::for_site(&site);
        let (bodies, root) = (BodyCache::new(), OutPath::new("index.html"));
        let cx = |language| PageCx {
            site: &site,
            theme: &theme,
            memory: &memory,
            bodies: &bodies,
            files: None,
            markup: None,
            from: &root,
            language,
            written: language,
            book: None,
            prefix: "",
            shift: 0,
        };
        let data = site.languages().map(|language| roles::data(&site, &cx(language), language)).collect();
        let papers = site.languages().map(|language| papers::data(&site, &cx(language), language)).collect();
        let markup: Result<Vec<Markup>, Failure> =
            site.languages().map(|language| templates::of(&cx(language))).collect();
        let files = RoleFiles { styles: roles::styles(&site), data, papers };
        Renderer { site, theme, memory, bodies, sidebars, files, markup }
    }

    /// A page as Markdown.
    pub fn markdown(&self, page: PageId, language: LanguageId, from: &OutPath) -> String {
        markdown::page(page, &self.cx(from, language, self.site.page(page).text_language(language)))
    }

    /// The answers of a paper or a bank, veiled.
    pub fn key(&self, page: PageId, language: LanguageId) -> String {
        // Links in it are relative to the page, not to the key's own file.
        let from = self.site.address(page, language);
        paper::key(page, &self.cx(&from, language, self.site.page(page).text_language(language)))
    }

    /// The list of all pages as text.
    pub fn list(&self, language: LanguageId, from: &OutPath) -> String {
        markdown::list(&self.cx(from, language, language))
    }

    /// What is known while a text is written for the page at `from`.
    pub fn cx<'r>(&'r self, from: &'r OutPath, language: LanguageId, written: LanguageId) -> PageCx<'r> {
        PageCx {
            site: &self.site,
            theme: &self.theme,
            memory: &self.memory,
            bodies: &self.bodies,
            files: Some(&self.files),
            markup: self.markup.as_ref().ok().map(|all| &all[language.0]),
            from,
            language,
            written,
            book: None,
            prefix: "",
            shift: 0,
        }
    }

    /// The HTML of a route in a language, as it stands at `from`.
    ///
    /// # Errors
    /// A template that can not be filled.
    pub fn html(&self, route: &Route, language: LanguageId, from: &OutPath) -> Result<String, Failure> {
        if let Err(failure) = &self.markup {
            return Err(failure.clone());
        }
        let written = match route {
            Route::Page(page) => self.site.page(*page).text_language(language),
            Route::Section(_) | Route::Contents | Route::NotFound | Route::Book(_) | Route::AppPage(_) => {
                language
            }
        };
        let cx = self.cx(from, language, written);
        let sidebar = match route {
            Route::Page(page) if self.site.page(*page).kind_name() != "home" => {
                self.sidebars.html(self.site.page(*page).section, &cx)?
            }
            Route::Section(section) if section.0 != 0 => self.sidebars.html(*section, &cx)?,
            Route::Page(_)
            | Route::Section(_)
            | Route::Contents
            | Route::NotFound
            | Route::Book(_)
            | Route::AppPage(_) => String::new(),
        };
        let (template, content, own) = own(route, &cx);
        let full = PageContext {
            site: frame::site(&cx),
            page: frame::page(route, &cx),
            nav: frame::nav(route, sidebar, &cx),
            content,
            generator: GENERATOR,
            own,
        };
        self.theme.render(self.site.language(language), template, &full)
    }
}

/// The template of a route, its Markdown text as HTML, and what only its kind has.
fn own(route: &Route, cx: &PageCx<'_>) -> (&'static str, String, KindContext) {
    let mut own = KindContext::default();
    let id = match route {
        Route::Page(page) => *page,
        Route::Section(section) if section.0 == 0 => {
            own.home = Some(home::context(cx));
            return ("home.html", String::new(), own);
        }
        Route::Section(section) => {
            own.section = Some(lists::section(*section, cx));
            return ("section.html", String::new(), own);
        }
        Route::Contents => {
            own.contents = Some(lists::contents(cx));
            return ("contents.html", String::new(), own);
        }
        Route::NotFound => return ("not-found.html", String::new(), own),
        Route::AppPage(tool) => return (tool.template(), String::new(), own),
        Route::Book(subject) => {
            own.book = Some(book::context(*subject, cx));
            return ("book.html", String::new(), own);
        }
    };
    let page = cx.site.page(id);
    let mut content = String::new();
    let template = match &page.version(cx.language).content {
        Content::Page(prose) => {
            content = body::of_page(id, prose, cx);
            match page.kind_name() {
                "home" => {
                    own.home = Some(home::context(cx));
                    "home.html"
                }
                "section" => {
                    own.section = Some(lists::section(page.section, cx));
                    "section.html"
                }
                "scenario" => "scenario.html",
                "release" => "release.html",
                _ => "page.html",
            }
        }
        Content::Role(role) => {
            own.role = Some(role::context(page, role, cx));
            "role.html"
        }
        Content::Course(course) => {
            own.course = Some(course::context(page, course, cx));
            "course.html"
        }
        Content::Quiz(paper) => {
            own.quiz = Some(quiz::context(id, paper, cx));
            "quiz.html"
        }
        Content::Bank(bank) => {
            own.bank = Some(quiz::bank(id, bank, cx));
            "bank.html"
        }
        Content::Faq(faq) => {
            own.faq = Some(faq::context(faq, cx));
            "faq.html"
        }
        Content::Checklist(checklist) => {
            own.checklist = Some(checklist::context(page, checklist, cx));
            "checklist.html"
        }
        Content::Glossary(glossary) => {
            own.glossary = Some(glossary::context(glossary, cx));
            "glossary.html"
        }
    };
    (template, content, own)
}

impl PageCx<'_> {
    /// An interface text in the reader's language.
    pub fn text(&self, key: &str) -> &str {
        self.theme.text(self.site.language(self.language), key)
    }

    /// A link to what a YAML value names by its path from the project's root, titled by its page and heading.
    pub fn reference(&self, target: &str) -> Option<context::Link> {
        let written = self.written;
        let resolved = resolve::reference(self.site, written, target).ok()?;
        if let Resolved::Section(section) = resolved {
            return Some(context::Link {
                title: self.section_title(section),
                href: self.section_href(section),
            });
        }
        let Resolved::Page { page, anchor } = &resolved else { return None };
        let shown = self.site.page(*page);
        let heading = anchor
            .as_ref()
            .and_then(|anchor| resolve::anchor_in(shown, anchor, written, self.language))
            .and_then(|id| heading_title(shown, &id, self.language));
        let title =
            heading.map_or_else(|| self.title(shown), |heading| format!("{} › {heading}", self.title(shown)));
        Some(context::Link { title, href: template::address(&resolved, target, written, self) })
    }

    /// The source file of the page that a reference leads to, in this language.
    pub fn reference_file(&self, target: &str) -> Option<String> {
        let Resolved::Page { page, .. } = resolve::reference(self.site, self.written, target).ok()? else {
            return None;
        };
        Some(self.site.page(page).version(self.language).path.as_str().to_owned())
    }

    /// What stands before every id of one of the texts of a page that holds several. No heading begins so.
    pub fn prefix_of(&self, slot: &str) -> String {
        format!("{}{}{slot}-", self.prefix, crate::markdown::headings::RESERVED)
    }

    pub fn page_href(&self, page: PageId) -> String {
        self.from.href_to(&self.site.address(page, self.language))
    }

    pub fn page_link(&self, page: PageId) -> context::Link {
        context::Link { title: self.title(self.site.page(page)), href: self.page_href(page) }
    }

    pub fn role_link(&self, id: &str) -> Option<context::Link> {
        self.site.roles.get(id).map(|page| self.page_link(*page))
    }

    /// Whether there is something to print for it.
    pub fn has_book(&self, subject: Subject) -> bool {
        book::has_parts(self.site, subject)
    }

    /// Ids of roles as `data-roles` holds them.
    pub fn role_ids(&self, roles: &[crate::yaml::fields::Text]) -> String {
        roles.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(" ")
    }

    pub fn role_title(&self, id: &str) -> String {
        self.role_link(id).map_or_else(|| id.to_owned(), |link| link.title)
    }

    pub fn module_title(&self, id: &str) -> String {
        let language = self.site.language(self.language);
        self.site
            .config
            .modules
            .get(id)
            .map_or_else(|| id.to_owned(), |title| title.get(language).text.clone())
    }

    pub fn tier_title(&self, id: &str) -> String {
        let language = self.site.language(self.language);
        self.site.config.tiers.get(id).map_or_else(|| id.to_owned(), |title| title.get(language).text.clone())
    }

    /// The size of a picture of the project in pixels.
    pub fn picture_size(&self, picture: &Resolved) -> Option<(u32, u32)> {
        match picture {
            Resolved::Asset(path) => self.site.assets.get(path)?.size,
            Resolved::External | Resolved::Page { .. } | Resolved::Section(_) => None,
        }
    }

    /// Whether a picture of the project is a drawing in lines and areas, which may be turned for the dark.
    pub fn is_drawing(&self, picture: &Resolved) -> bool {
        match picture {
            Resolved::Asset(path) => self.site.assets.get(path).is_some_and(|asset| asset.is_drawing),
            Resolved::External | Resolved::Page { .. } | Resolved::Section(_) => false,
        }
    }

    /// The title of a page in the reader's language; one that gives none is called after its folder and kind.
    pub fn title(&self, page: &Page) -> String {
        let own = &page.version(self.language).head.title;
        if !own.is_empty() {
            return own.clone();
        }
        if page.is_index() {
            return self.section_title(page.section);
        }
        let kind = self.text(&format!("kind_{}", page.kind_name())).to_owned();
        let section = self.section_title(page.section);
        if page.section.0 == 0 || section == kind { kind } else { format!("{section} · {kind}") }
    }

    /// The title of a folder: its index's, a usual one, or its name.
    pub fn section_title(&self, section: SectionId) -> String {
        let language = self.site.language(self.language);
        let own = self.site.section(section);
        let index = own.index.map(|index| &self.site.page(index).version(self.language).head.title);
        match index.filter(|title| !title.is_empty()) {
            Some(title) => title.clone(),
            None if section.0 == 0 => self.site.config.title.get(language).text.clone(),
            None => crate::model::nav::usual_title(own.name(), language)
                .map_or_else(|| own.name().replace(['-', '_'], " "), str::to_owned),
        }
    }

    /// The address of a folder's page.
    pub fn section_href(&self, section: SectionId) -> String {
        self.from.href_to(&section_address(self.site, section, self.language))
    }
}

/// Where a folder's page stands, with or without an index of the writer's.
pub fn section_address(site: &Site, section: SectionId, language: LanguageId) -> OutPath {
    let own = site.section(section);
    match own.index {
        Some(index) => site.address(index, language),
        None if own.folder.is_empty() => site.in_language(&OutPath::new("index.html"), language),
        None => site.in_language(&OutPath::new(&format!("{}/index.html", own.folder)), language),
    }
}

fn heading_title(page: &Page, id: &str, language: LanguageId) -> Option<String> {
    match &page.version(language).content {
        Content::Page(prose) => {
            prose.facts.headings.iter().find(|heading| heading.id == id).map(|heading| heading.title.clone())
        }
        _ => None,
    }
}

/// A number as a person writes it: `2`, `2.5`.
pub fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
