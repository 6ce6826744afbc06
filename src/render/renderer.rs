//! A route and a language -> its HTML.
//!
//! Chooses the template of each kind and puts together what it is given.

use crate::describe::Names;
use crate::highlight::Memory;
use crate::model::address::OutPath;
use crate::model::kinds::PageKind;
use crate::model::training::Calendar;
use crate::model::{LanguageId, PageId, Site};
use crate::render::context::{KindContext, PageContext, RedirectContext};
use crate::render::data::{key, papers, roles, templates};
use crate::render::keys::Keys;
use crate::render::kinds::learning::training;
use crate::render::kinds::{self, book, home, lists};
use crate::render::layout::frame;
use crate::render::layout::sidebar::Sidebars;
use crate::render::page_cx::{PageCx, SharedFiles};
use crate::render::prose::body_cache::BodyCache;
use crate::render::route::Route;
use crate::render::routes::app_page::AppPage;
use crate::render::routes::{calendar, markdown};
use crate::theme::{Asset, Failure, Theme};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Name and version, shown in the footer.
const GENERATOR: &str = concat!("Rolebook ", env!("CARGO_PKG_VERSION"));

/// Makes pages of one site, from many threads.
pub struct Renderer {
    pub site: Arc<Site>,
    pub theme: Arc<Theme>,
    memory: Arc<Memory>,
    bodies: BodyCache,
    keys: Keys,
    sidebars: Arc<Sidebars>,
    ready: Arc<Ready>,
    /// The roles and their paths, by language.
    role_data: Vec<Asset>,
    shared: SharedFiles,
}

/// Files that scripts and styles of many pages share, made with the shape of a site.
struct Ready {
    role_styles: Asset,
    /// By language.
    papers: Vec<Asset>,
    /// By language and bundle.
    templates: Vec<BTreeMap<String, Asset>>,
    /// Every page tells it, for no page would work.
    failure: Option<Failure>,
}

impl Renderer {
    pub fn new(site: Arc<Site>, theme: Arc<Theme>, memory: Arc<Memory>) -> Renderer {
        let (bodies, keys, root) = (BodyCache::new(), Keys::default(), OutPath::new("index.html"));
        let own = Own { site: &site, theme: &theme, memory: &memory, bodies: &bodies, keys: &keys };
        let papers = site.languages().map(|language| papers::data(&own.cx(None, &root, language)));
        let templates: Result<Vec<_>, Failure> =
            site.languages().map(|language| templates::of(&own.cx(None, &root, language))).collect();
        let (templates, failure) = match templates {
            Ok(all) => (all, None),
            Err(failure) => (Vec::new(), Some(failure)),
        };
        let ready = Ready { role_styles: roles::styles(&site), papers: papers.collect(), templates, failure };
        let sidebars = Arc::new(Sidebars::for_site(&site));
        Renderer::with(site, theme, memory, sidebars, Arc::new(ready))
    }

    /// For the same site with other texts.
    pub fn with_texts(&self, site: Arc<Site>) -> Renderer {
        let (theme, memory) = (self.theme.clone(), self.memory.clone());
        Renderer::with(site, theme, memory, self.sidebars.clone(), self.ready.clone())
    }

    fn with(
        site: Arc<Site>,
        theme: Arc<Theme>,
        memory: Arc<Memory>,
        sidebars: Arc<Sidebars>,
        ready: Arc<Ready>,
    ) -> Renderer {
        let (bodies, keys, root) = (BodyCache::new(), Keys::default(), OutPath::new("index.html"));
        let own = Own { site: &site, theme: &theme, memory: &memory, bodies: &bodies, keys: &keys };
        // The steps of a path know the texts they lead to.
        let role_data: Vec<Asset> =
            site.languages().map(|language| roles::data(&own.cx(None, &root, language))).collect();
        let path = |file: &Asset| file.path.clone();
        let named = |all: &BTreeMap<String, Asset>| {
            all.iter().map(|(bundle, file)| (bundle.clone(), path(file))).collect()
        };
        let shared = SharedFiles {
            role_styles: path(&ready.role_styles),
            role_data: role_data.iter().map(path).collect(),
            papers: ready.papers.iter().map(path).collect(),
            templates: ready.templates.iter().map(named).collect(),
        };
        Renderer { site, theme, memory, bodies, keys, sidebars, ready, role_data, shared }
    }

    /// Ready files that scripts and styles of many pages share.
    pub fn files(&self) -> impl Iterator<Item = &Asset> {
        let (site, ready) = (&self.site, &self.ready);
        let styles = (!site.roles.is_empty()).then_some(&ready.role_styles);
        let is_learning = AppPage::of(site).contains(&AppPage::Learning);
        let data = self.role_data.iter().filter(move |_| is_learning);
        let papers = ready.papers.iter().filter(|_| !site.quizzes.is_empty());
        styles.into_iter().chain(data).chain(papers).chain(ready.templates.iter().flat_map(BTreeMap::values))
    }

    /// A page as Markdown.
    pub fn markdown(&self, page: PageId, language: LanguageId, from: &OutPath) -> String {
        markdown::page(page, &self.cx(from, language, self.site.page(page).text_language(language)))
    }

    /// The answers of a paper or a bank, veiled.
    pub fn key(&self, page: PageId, language: LanguageId) -> String {
        // Links in it are relative to the page, not to the key's own file.
        let from = self.site.address(page, language);
        key::file(page, &self.cx(&from, language, self.site.page(page).text_language(language)))
    }

    /// Sessions as a calendar.
    pub fn calendar(&self, calendar: &Calendar, language: LanguageId, from: &OutPath) -> String {
        calendar::file(calendar, &self.cx(from, language, language))
    }

    pub fn names(&self, language: LanguageId) -> Names<'_> {
        Names { site: &self.site, theme: &self.theme, language }
    }

    /// The list of all pages as text.
    pub fn list(&self, language: LanguageId, from: &OutPath) -> String {
        markdown::list(&self.cx(from, language, language))
    }

    /// What is known while a text is written for the page at `from`.
    pub fn cx<'r>(&'r self, from: &'r OutPath, language: LanguageId, written: LanguageId) -> PageCx<'r> {
        let Renderer { site, theme, memory, bodies, keys, shared, .. } = self;
        PageCx { written, ..Own { site, theme, memory, bodies, keys }.cx(Some(shared), from, language) }
    }

    /// The page at an earlier address, which leads on to another page.
    ///
    /// # Errors
    /// A template that cannot be filled.
    pub fn redirect(&self, to: PageId, language: LanguageId, from: &OutPath) -> Result<String, Failure> {
        let context = RedirectContext {
            language: self.site.language(language),
            href: from.href_to(&self.site.address(to, language)),
            early_script: from.href_to(&self.theme.early_script),
        };
        self.theme.render(context.language, "redirect.html", &context)
    }

    /// The HTML of a route in a language, as it stands at `from`.
    ///
    /// # Errors
    /// A template that can not be filled.
    pub fn html(&self, route: &Route, language: LanguageId, from: &OutPath) -> Result<String, Failure> {
        if let Some(failure) = &self.ready.failure {
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
            Route::Page(page) if self.site.page(*page).page_kind() != PageKind::Home => {
                self.sidebars.html(self.site.page(*page).section, Some(*page), &cx)?
            }
            Route::Section(section) if section.0 != 0 => self.sidebars.html(*section, None, &cx)?,
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
        self.theme.render(self.site.language(language), &template, &full)
    }
}

/// What every text of a site is written with.
struct Own<'r> {
    site: &'r Site,
    theme: &'r Theme,
    memory: &'r Memory,
    bodies: &'r BodyCache,
    keys: &'r Keys,
}

impl<'r> Own<'r> {
    fn cx(&self, shared: Option<&'r SharedFiles>, from: &'r OutPath, language: LanguageId) -> PageCx<'r> {
        PageCx {
            site: self.site,
            theme: self.theme,
            memory: self.memory,
            bodies: self.bodies,
            keys: self.keys,
            shared,
            from,
            language,
            written: language,
            book: None,
            embed: kinds::embed,
            prefix: "",
            shift: 0,
        }
    }
}

/// The template of a route, its Markdown text as HTML, and what only its kind has.
fn own(route: &Route, cx: &PageCx<'_>) -> (String, String, Option<KindContext>) {
    use KindContext as Of;
    let (template, own) = match route {
        Route::Page(page) => {
            let (content, own) = kinds::page(*page, cx);
            return (format!("{}.html", cx.site.page(*page).kind().name), content, own);
        }
        Route::Section(section) if section.0 == 0 => ("home.html", Some(Of::Home(home::context(cx)))),
        Route::Section(section) => ("section.html", Some(Of::Section(lists::section(*section, cx)))),
        Route::Contents => ("contents.html", Some(Of::Contents(lists::contents(cx)))),
        Route::NotFound => ("not-found.html", None),
        Route::AppPage(app) => {
            let own = match app {
                AppPage::Training => Some(Of::named("training", &training::plan(cx))),
                AppPage::SignIn => Some(Of::named("signin", &training::sheets(cx))),
                // A script fills the others.
                AppPage::Search | AppPage::Learning | AppPage::Certificate | AppPage::Board => None,
            };
            (app.template(), own)
        }
        Route::Book(subject) => ("book.html", Some(Of::Book(book::context(*subject, cx)))),
    };
    (template.to_owned(), String::new(), own)
}
