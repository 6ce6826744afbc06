//! What is known while one text is written for one page: where it stands, who reads it, and how to link from there.

use crate::describe::Names;
use crate::highlight::Memory;
use crate::model::address::OutPath;
use crate::model::links::Resolved;
use crate::model::page::{Content, Page};
use crate::model::resolve;
use crate::model::{LanguageId, PageId, SectionId, Site};
use crate::render::context;
use crate::render::keys::Keys;
use crate::render::prose::body_cache::BodyCache;
use crate::theme::Theme;
use std::collections::{BTreeMap, HashMap};

/// Addresses of the files that all pages share.
pub struct SharedFiles {
    pub role_styles: OutPath,
    /// By language.
    pub role_data: Vec<OutPath>,
    /// The index of papers, by language.
    pub papers: Vec<OutPath>,
    /// What the scripts of a bundle clone, by language and name of the bundle.
    pub templates: Vec<BTreeMap<String, OutPath>>,
}

/// What is known while one text is written for one page.
pub struct PageCx<'a> {
    pub site: &'a Site,
    pub theme: &'a Theme,
    pub memory: &'a Memory,
    pub bodies: &'a BodyCache,
    pub keys: &'a Keys,
    /// Absent while they are made themselves.
    pub shared: Option<&'a SharedFiles>,
    /// The page's address.
    pub from: &'a OutPath,
    /// The reader's language: that of the frame and of every link's target.
    pub language: LanguageId,
    /// The language of the text: another one when the page is not translated.
    pub written: LanguageId,
    /// Set while a chapter of a book is written: links to other chapters stay inside.
    pub book: Option<&'a Chapters>,
    /// Writes a page that stands inside another one. The kinds of pages are written with the texts that embed them, so
    /// that a text cannot name them itself.
    pub embed: fn(PageId, Embedded<'_>, &PageCx<'_>) -> Option<String>,
    /// Stands before every id of the text; a book holds many texts.
    pub prefix: &'a str,
    /// By how many levels headings go down.
    pub shift: u8,
}

/// How a page stands inside another one.
#[derive(Clone, Copy)]
pub enum Embedded<'a> {
    /// As a chapter of a book.
    Chapter,
    /// Where a block says so: its id, and what is said behind it.
    Block(&'a str),
}

/// The chapters' pages and where each begins, for links inside the book.
pub struct Chapters {
    pub chapters: HashMap<PageId, usize>,
}

impl Chapters {
    /// The fragment of a page's chapter.
    pub fn anchor(&self, page: PageId) -> Option<String> {
        self.chapters.get(&page).map(|number| chapter_anchor(*number))
    }
}

/// The fragment at which a chapter begins.
pub fn chapter_anchor(number: usize) -> String {
    format!("c{number}")
}

impl<'a> PageCx<'a> {
    pub fn names(&self) -> Names<'a> {
        Names { site: self.site, theme: self.theme, language: self.language }
    }

    pub fn page_href(&self, page: PageId) -> String {
        self.from.href_to(&self.site.address(page, self.language))
    }

    pub fn page_link(&self, page: PageId) -> context::Link {
        context::Link { title: self.names().title(self.site.page(page)), href: self.page_href(page) }
    }

    /// The address of a folder's page.
    pub fn section_href(&self, section: SectionId) -> String {
        self.from.href_to(&self.site.section_address(section, self.language))
    }

    pub fn role_link(&self, id: &str) -> Option<context::Link> {
        self.site.roles.get(id).map(|page| self.page_link(*page))
    }

    pub fn role_title(&self, id: &str) -> String {
        self.role_link(id).map_or_else(|| id.to_owned(), |link| link.title)
    }

    /// Ids of roles as `data-roles` holds them.
    pub fn role_ids(&self, roles: &[crate::yaml::fields::Text]) -> String {
        roles.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// A link to what a YAML value names by its path from the project's root, titled by its page and heading.
    pub fn reference(&self, target: &str) -> Option<context::Link> {
        let written = self.written;
        let resolved = resolve::reference(self.site, written, target).ok()?;
        if let Resolved::Section(section) = resolved {
            return Some(context::Link {
                title: self.names().section_title(section),
                href: self.section_href(section),
            });
        }
        let Resolved::Page { page, anchor } = &resolved else { return None };
        let shown = self.site.page(*page);
        let heading = anchor
            .as_ref()
            .and_then(|anchor| resolve::anchor_in(shown, anchor, written, self.language))
            .and_then(|id| heading_title(shown, &id, self.language));
        let title = heading.map_or_else(
            || self.names().title(shown),
            |heading| format!("{} › {heading}", self.names().title(shown)),
        );
        Some(context::Link { title, href: self.href(&resolved, target, written) })
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
        format!("{}{}{slot}-", self.prefix, crate::markdown::html::RESERVED)
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

    /// The address of a resolved link as it stands on the page at `from`; the fragment as the shown version calls it.
    /// `written` is the language the fragment was written in.
    pub fn href(&self, resolved: &Resolved, target: &str, written: LanguageId) -> String {
        let (page, anchor) = match resolved {
            // Without a scheme it would be that of the page, which on a disk is `file:`.
            Resolved::External if target.starts_with("//") => return format!("https:{target}"),
            Resolved::External => return target.to_owned(),
            Resolved::Asset(path) => return self.from.href_to(&OutPath::new(path.as_str())),
            Resolved::Section(section) => return self.section_href(*section),
            Resolved::Page { page, anchor } => (*page, anchor),
        };
        let anchor = anchor
            .as_ref()
            .and_then(|anchor| resolve::anchor_in(self.site.page(page), anchor, written, self.language))
            .map(|anchor| crate::model::address::escape(&anchor));
        // The top of a page is no element of it.
        let is_top = |anchor: &String| {
            anchor == resolve::TOP && !self.site.page(page).version(self.language).content.has_anchor(anchor)
        };
        if let Some(chapter) = self.book.and_then(|places| places.anchor(page)) {
            let anchor = anchor.filter(|anchor| !is_top(anchor));
            return anchor.map_or_else(|| format!("#{chapter}"), |anchor| format!("#{chapter}-{anchor}"));
        }
        let to = self.site.address(page, self.language);
        let fragment = match anchor {
            Some(anchor) => format!("#{anchor}"),
            // `#`, or the title by which the page begins: a whole new load would show no more.
            None if to == *self.from && target.starts_with('#') => format!("#{}", resolve::TOP),
            None => String::new(),
        };
        // On the page itself the fragment alone is enough, and works without the file's name.
        if to == *self.from && !fragment.is_empty() {
            fragment
        } else {
            format!("{}{fragment}", self.from.href_to(&to))
        }
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
