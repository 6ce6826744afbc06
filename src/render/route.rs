//! What is at an address of the site: pages of files, and pages that belong to none.

use crate::model::address::OutPath;
use crate::model::{LanguageId, PageId, SectionId, Site};
use crate::render::routes::app_page::AppPage;

/// The list of all pages, at the root of each language.
pub const CONTENTS: &str = "all-pages.html";
/// What a web server shows for an address without a page.
pub const NOT_FOUND: &str = "404.html";

/// What is at an address.
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

/// What a book is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Role(PageId),
    Course(PageId),
    Section(SectionId),
}

impl Route {
    /// Where it is in a language.
    pub fn address(&self, site: &Site, language: LanguageId) -> OutPath {
        match self {
            Route::Page(page) => site.address(*page, language),
            Route::Section(section) => site.section_address(*section, language),
            Route::Contents => site.in_language(&OutPath::new(CONTENTS), language),
            Route::NotFound => site.in_language(&OutPath::new(NOT_FOUND), language),
            Route::Book(subject) => book_address(site, *subject, language),
            Route::AppPage(tool) => site.in_language(&tool.address(), language),
        }
    }
}

/// Where the book of a subject stands.
pub fn book_address(site: &Site, subject: Subject, language: LanguageId) -> OutPath {
    let of = match subject {
        Subject::Role(page) | Subject::Course(page) => site.address(page, language),
        Subject::Section(section) => site.section_address(section, language),
    };
    let stem = of.as_str().strip_suffix(".html").unwrap_or(of.as_str());
    OutPath::new(&format!("{stem}.book.html"))
}
