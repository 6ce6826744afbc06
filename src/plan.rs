//! Every file of the site, sorted, and how each is made.
//!
//! In: the site and the theme. Out: `Plan`. Nothing is made yet: `write` makes all of it, `serve` what a browser asks for.

mod claims;

use crate::cache::Texts;
use crate::diag::{Diagnostics, Span};
use crate::model::address::OutPath;
use crate::model::nav::Section;
use crate::model::page::Page;
use crate::model::training::{self, Calendar};
use crate::model::{LanguageId, PageId, SectionId, Site};
use crate::render::data::key;
use crate::render::kinds::book;
use crate::render::renderer::Renderer;
use crate::render::route::{self, CONTENTS, NOT_FOUND, Route};
use crate::render::routes::app_page::AppPage;
use crate::render::routes::{calendar, markdown};
use crate::search::{self, Index};
use crate::source::{Content, RelPath, Sources};
use crate::theme::Failure;
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use claims::{Claims, Owner};

/// How a file is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Make {
    Html(Route, LanguageId),
    /// A page that leads on to another: an earlier address.
    Redirect(PageId, LanguageId),
    /// A picture, a video, an attachment.
    Asset(RelPath),
    Markdown(PageId, LanguageId),
    /// The veiled answers of a paper or a bank.
    Key(PageId, LanguageId),
    /// All pages as text.
    List(LanguageId),
    Sitemap,
    /// Sessions, for the calendars of readers and trainers.
    Calendar(Calendar, LanguageId),
    /// Bytes that are there already.
    Ready(Arc<[u8]>),
}

impl Make {
    /// Whether a template is filled for it.
    pub fn is_template(&self) -> bool {
        matches!(self, Make::Html(..) | Make::Redirect(..))
    }

    /// What it has in common with the files that the same templates are filled for.
    fn kind(&self, site: &Site) -> Option<(String, LanguageId)> {
        match self {
            Make::Html(Route::Page(page), language) => {
                Some((site.page(*page).kind().name.to_owned(), *language))
            }
            Make::Html(Route::AppPage(app), language) => Some((format!("{app:?}"), *language)),
            Make::Html(Route::Book(subject), language) => {
                Some((format!("{:?}", std::mem::discriminant(subject)), *language))
            }
            Make::Html(route, language) => Some((format!("{:?}", std::mem::discriminant(route)), *language)),
            Make::Redirect(_, language) => Some(("redirect".to_owned(), *language)),
            _ => None,
        }
    }
}

/// Every file of the site.
pub struct Plan {
    /// All but those of the search, whose names are known only once they are made, and those that the renderer has ready.
    pub files: Arc<BTreeMap<OutPath, Make>>,
    /// By language; made when the first of its files is asked for, so that an edit does not wait for it.
    search: Vec<OnceLock<Index>>,
    texts: Arc<Texts>,
    /// Where two files want one address.
    pub collisions: Arc<Diagnostics>,
}

/// A file's bytes, or where they are.
#[derive(Clone, Debug)]
pub enum Made {
    Bytes(Arc<[u8]>),
    CopyOf(PathBuf),
}

/// Lists the files of a site, and says where two of them want one address.
/// `texts` holds what search reads of the pages, from one build to the next.
pub fn of(renderer: &Renderer, texts: Arc<Texts>) -> Plan {
    let site = &*renderer.site;
    let mut list = Listing::default();
    for language in site.languages() {
        own_pages(renderer, language, &mut list);
        made_pages(renderer, language, &mut list);
    }
    shared_files(renderer, &mut list);
    for language in site.languages() {
        old_addresses(renderer, language, &mut list);
    }
    for language in site.languages() {
        list.claims.reserve(&format!("{}{}/", search::FOLDER, site.language(language)), ".js");
    }
    // A part of a site for some roles was checked as a whole.
    let mut collisions = Diagnostics::default();
    if !site.is_part {
        list.claims.report(&mut collisions);
    }
    let search = site.languages().map(|_| OnceLock::new()).collect();
    Plan { files: Arc::new(list.files), search, texts, collisions: Arc::new(collisions) }
}

/// Whether a site has exactly the files of the one before, made in the same ways, so that its plan holds.
pub fn holds(before: &Renderer, now: &Renderer) -> bool {
    let (old, new) = (&*before.site, &*now.site);
    let section = |section: &Section| (section.folder.clone(), section.index);
    let is_same_page = |(one, other): (&Page, &Page)| {
        one.address == other.address
            && one.path == other.path
            && one.page_kind() == other.page_kind()
            && one.versions.len() == other.versions.len()
            && one.versions.iter().zip(&other.versions).all(|versions| match versions {
                (Some(one), Some(other)) => {
                    one.translated == other.translated && one.head.aliases == other.head.aliases
                }
                (None, None) => true,
                _ => false,
            })
    };
    Arc::ptr_eq(&before.theme, &now.theme)
        && old.is_part == new.is_part
        && old.config.languages == new.config.languages
        && old.config.base_url == new.config.base_url
        && old.pages.len() == new.pages.len()
        && old.links.used_assets == new.links.used_assets
        && old.sections.iter().map(section).eq(new.sections.iter().map(section))
        && AppPage::of(old) == AppPage::of(new)
        && training::calendars(old) == training::calendars(new)
        && book::subjects(old) == book::subjects(new)
        && old.pages.iter().zip(&new.pages).all(is_same_page)
}

/// The files while they are listed.
#[derive(Default)]
struct Listing {
    files: BTreeMap<OutPath, Make>,
    claims: Claims,
}

impl Listing {
    fn add(&mut self, address: OutPath, make: Make, owner: Owner) {
        self.claims.claim(&address, owner);
        self.files.entry(address).or_insert(make);
    }

    fn made(&mut self, address: OutPath, make: Make) {
        self.add(address, make, Owner::Made);
    }
}

/// The pages of the project's files, and what is beside each.
fn own_pages(renderer: &Renderer, language: LanguageId, list: &mut Listing) {
    let site = &*renderer.site;
    for page in site.page_ids() {
        let owner = || Owner::Page(Span::file(site.page(page).path.shared()));
        list.add(site.address(page, language), Make::Html(Route::Page(page), language), owner());
        if let Some(address) = markdown::address(site, page, language) {
            list.add(address, Make::Markdown(page, language), owner());
        }
        if key::has(site.page(page)) {
            list.add(key::address(site, page, language), Make::Key(page, language), owner());
        }
    }
}

/// The pages that belong to no file.
fn made_pages(renderer: &Renderer, language: LanguageId, list: &mut Listing) {
    let site = &*renderer.site;
    for (at, _) in site.sections.iter().enumerate().filter(|(_, section)| section.index.is_none()) {
        let section = SectionId(at);
        let address = site.section_address(section, language);
        list.made(address, Make::Html(Route::Section(section), language));
    }
    list.made(site.in_language(&OutPath::new(markdown::LIST), language), Make::List(language));
    for subject in book::subjects(site) {
        list.made(route::book_address(site, subject, language), Make::Html(Route::Book(subject), language));
    }
    list.made(site.in_language(&OutPath::new(CONTENTS), language), Make::Html(Route::Contents, language));
    list.made(site.in_language(&OutPath::new(NOT_FOUND), language), Make::Html(Route::NotFound, language));
    for calendar in training::calendars(site) {
        list.made(calendar::address(site, &calendar, language), Make::Calendar(calendar, language));
    }
    for tool in AppPage::of(site) {
        list.made(site.in_language(&tool.address(), language), Make::Html(Route::AppPage(tool), language));
    }
}

/// Files that are there once for all languages, or belong to no page.
fn shared_files(renderer: &Renderer, list: &mut Listing) {
    let (site, theme) = (&*renderer.site, &*renderer.theme);
    for asset in &theme.assets {
        list.made(asset.path.clone(), Make::Ready(asset.bytes.clone()));
    }
    // Without it GitHub Pages leaves out every folder that begins with `_`.
    list.made(OutPath::new(".nojekyll"), Make::Ready(Arc::from([])));
    if site.config.base_url.is_some() {
        list.made(OutPath::new("sitemap.xml"), Make::Sitemap);
    }
    // Their names change with what is in them, and so from edit to edit.
    renderer.files().for_each(|file| list.claims.claim(&file.path, Owner::Made));
    // Only what a page links to is published: a folder also holds drafts, sources of pictures and things left behind.
    for path in site.links.used_assets.iter() {
        let owner = Owner::File(Span::file(path.shared()));
        list.add(OutPath::new(path.as_str()), Make::Asset(path.clone()), owner);
    }
}

fn old_addresses(renderer: &Renderer, language: LanguageId, list: &mut Listing) {
    let site = &*renderer.site;
    for page in site.page_ids() {
        let Some(version) = &site.page(page).versions[language.0] else { continue };
        for alias in version.head.aliases.iter().filter(|_| version.translated) {
            let owner = Owner::Old(alias.span.clone(), site.page(page).path.to_string());
            let address = site.in_language(&OutPath::new(&alias.text), language);
            list.add(address, Make::Redirect(page, language), owner);
        }
    }
}

impl Plan {
    /// For the same site with other texts: the same files, and a search that is made again.
    pub fn again(&self) -> Plan {
        let search = self.search.iter().map(|_| OnceLock::new()).collect();
        let Plan { files, texts, collisions, .. } = self;
        Plan { files: files.clone(), search, texts: texts.clone(), collisions: collisions.clone() }
    }

    /// One file of each kind that templates are filled for, in each language.
    pub fn samples(&self, site: &Site) -> Vec<&OutPath> {
        let mut seen = HashSet::new();
        let mut is_first = |make: &Make| make.kind(site).is_some_and(|kind| seen.insert(kind));
        self.files.iter().filter(|(_, make)| is_first(make)).map(|(path, _)| path).collect()
    }

    /// How many files there are, without those of the search.
    pub fn count(&self, renderer: &Renderer) -> usize {
        self.files.len() + renderer.files().count()
    }

    /// The path of every file, those of the search too, which are made for it.
    pub fn paths(&self, renderer: &Renderer) -> Vec<OutPath> {
        let languages = renderer.site.languages();
        let search = languages.flat_map(|language| self.index(language, renderer).paths());
        let ready = renderer.files().map(|file| &file.path);
        let mut paths: Vec<OutPath> = self.files.keys().chain(ready).chain(search).cloned().collect();
        paths.sort();
        paths.dedup();
        paths
    }

    fn index(&self, language: LanguageId, renderer: &Renderer) -> &Index {
        self.search[language.0].get_or_init(|| search::index(renderer.names(language), &self.texts))
    }

    /// A file of the search: `search/zh-CN/index.js`.
    fn search_file(&self, path: &OutPath, renderer: &Renderer) -> Option<Arc<[u8]>> {
        let (tag, _) = path.as_str().strip_prefix(search::FOLDER)?.split_once('/')?;
        let language = renderer.site.languages().find(|language| renderer.site.language(*language) == tag)?;
        self.index(language, renderer).make(path)
    }

    /// Makes one file.
    ///
    /// # Errors
    /// A template that cannot be filled.
    pub fn make(
        &self,
        path: &OutPath,
        renderer: &Renderer,
        sources: &Sources,
    ) -> Option<Result<Made, Failure>> {
        let Some(make) = self.files.get(path) else {
            let ready = renderer.files().find(|file| file.path == *path).map(|file| file.bytes.clone());
            return Some(Ok(Made::Bytes(ready.or_else(|| self.search_file(path, renderer))?)));
        };
        let text = |text: String| Made::Bytes(text.into_bytes().into());
        let made = match make {
            Make::Html(route, language) => {
                renderer.html(route, *language, &shown_at(path, route, renderer)).map(text)
            }
            Make::Redirect(page, language) => renderer.redirect(*page, *language, path).map(text),
            Make::Asset(asset) => Ok(match &sources.files.get(asset.as_str())?.content {
                Content::Asset { disk, .. } => Made::CopyOf(disk.clone()),
                Content::Bytes(bytes) => Made::Bytes(bytes.clone()),
                Content::Text(text) => Made::Bytes(text.as_bytes().into()),
            }),
            Make::Markdown(page, language) => Ok(text(renderer.markdown(*page, *language, path))),
            Make::Key(page, language) => Ok(text(renderer.key(*page, *language))),
            Make::Calendar(calendar, language) => Ok(text(renderer.calendar(calendar, *language, path))),
            Make::List(language) => Ok(text(renderer.list(*language, path))),
            Make::Sitemap => Ok(text(markdown::sitemap(&renderer.site)?)),
            Make::Ready(bytes) => Ok(Made::Bytes(bytes.clone())),
        };
        Some(made)
    }
}

/// Where a page is shown: at its address, but a server shows the page of a missing address below every other one.
fn shown_at(path: &OutPath, route: &Route, renderer: &Renderer) -> OutPath {
    match (&renderer.site.config.base_url, route) {
        (Some(base), Route::NotFound) => path.shown_anywhere(crate::config::base_path(base)),
        _ => path.clone(),
    }
}
