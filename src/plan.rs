//! Every file of the site, sorted, and how each is made.
//!
//! In: the site and the theme. Out: `Plan`. Nothing is made yet: `write` makes all of it, `serve` what a browser asks for.

use crate::diag::{Problem, Span};
use crate::model::address::OutPath;
use crate::model::resolve::{self, Resolved};
use crate::model::{LanguageId, PageId, SectionId, Site};
use crate::render::{CONTENTS, NOT_FOUND, Renderer, Thing};
use crate::source::{Content, RelPath, Sources};
use crate::theme::Theme;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// How a file is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Make {
    Html(Thing, LanguageId),
    /// A page that leads on to another: an address of old.
    Redirect(PageId, LanguageId),
    /// A picture, a video, an attachment.
    Asset(RelPath),
    /// A file of the theme, by its position there.
    Theme(usize),
}

/// Every file of the site.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub files: BTreeMap<OutPath, Make>,
}

/// A file's bytes, or where they are.
#[derive(Clone, Debug)]
pub enum Made {
    Bytes(Arc<[u8]>),
    CopyOf(PathBuf),
}

/// Lists the files of a site.
pub fn of(site: &Site, theme: &Theme) -> Plan {
    let mut files = BTreeMap::new();
    for language in site.languages() {
        let mut add = |address: OutPath, make: Make| {
            files.entry(address).or_insert(make);
        };
        for page in site.page_ids() {
            add(site.address(page, language), Make::Html(Thing::Page(page), language));
        }
        for (at, _) in site.sections.iter().enumerate().filter(|(_, section)| section.index.is_none()) {
            let section = SectionId(at);
            let address = crate::render::section_address(site, section, language);
            add(address, Make::Html(Thing::Section(section), language));
        }
        add(site.in_language(&OutPath::new(CONTENTS), language), Make::Html(Thing::Contents, language));
        add(site.in_language(&OutPath::new(NOT_FOUND), language), Make::Html(Thing::NotFound, language));
        for page in site.page_ids() {
            let Some(version) = &site.page(page).versions[language.0] else { continue };
            for alias in version.head.aliases.iter().filter(|_| version.translated) {
                add(site.in_language(&OutPath::new(&alias.text), language), Make::Redirect(page, language));
            }
        }
    }
    for path in used_assets(site) {
        files.entry(OutPath::new(path.as_str())).or_insert(Make::Asset(path));
    }
    for (at, asset) in theme.assets.iter().enumerate() {
        files.insert(asset.path.clone(), Make::Theme(at));
    }
    Plan { files }
}

/// Only what a page links to is published: a folder also holds drafts, sources of pictures and things left behind.
fn used_assets(site: &Site) -> BTreeSet<RelPath> {
    let mut used = BTreeSet::new();
    for page in &site.pages {
        for (at, version) in page.versions.iter().enumerate() {
            let Some(version) = version else { continue };
            version.content.prose(&mut |prose| {
                let from = RelPath::new(&prose.origin.span.file);
                for link in &prose.facts.links {
                    if let Ok(Resolved::Asset(path)) =
                        resolve::link(site, &from, LanguageId(at), &link.target)
                    {
                        used.insert(path);
                    }
                }
            });
        }
    }
    used
}

impl Plan {
    /// Makes one file.
    ///
    /// # Errors
    /// A template that can not be filled, with its place.
    pub fn make(
        &self,
        path: &OutPath,
        renderer: &Renderer,
        sources: &Sources,
    ) -> Option<Result<Made, (Span, Problem)>> {
        let made = match self.files.get(path)? {
            Make::Html(thing, language) => match renderer.html(thing, *language, path) {
                Ok(html) => Made::Bytes(html.into_bytes().into()),
                Err(failure) => {
                    let problem =
                        Problem::ThemeRender { page: path.to_string(), reason: failure.reason.clone() };
                    return Some(Err((failure.span(), problem)));
                }
            },
            Make::Redirect(page, language) => {
                let href = path.href_to(&renderer.site.address(*page, *language));
                Made::Bytes(redirect(&href, renderer.site.language(*language)).into_bytes().into())
            }
            Make::Asset(asset) => match &sources.files.get(asset)?.content {
                Content::Asset { disk, .. } => Made::CopyOf(disk.clone()),
                Content::Bytes(bytes) => Made::Bytes(bytes.clone()),
                Content::Text(text) => Made::Bytes(text.as_bytes().into()),
            },
            Make::Theme(at) => Made::Bytes(renderer.theme.assets[*at].bytes.clone()),
        };
        Some(Ok(made))
    }
}

/// A page that leads on without a script, also from a disk.
fn redirect(href: &str, language: &str) -> String {
    let href = crate::escape::text(href);
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<meta charset=\"utf-8\">\n<title>→ {href}</title>\n\
         <meta name=\"robots\" content=\"noindex\">\n<meta http-equiv=\"refresh\" content=\"0; url={href}\">\n\
         <p><a href=\"{href}\">{href}</a></p>\n</html>\n"
    )
}
