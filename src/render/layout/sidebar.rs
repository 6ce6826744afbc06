//! The menu: one fragment a section, made once and shared by its pages.
//!
//! A tree of the whole site in every page would make the site grow with the square of its pages.

use crate::model::address::OutPath;
use crate::model::kinds::PageKind;
use crate::model::nav::Entry;
use crate::model::{SectionId, Site};
use crate::render::context::{Sidebar, SidebarItem};
use crate::render::page_cx::PageCx;
use crate::theme::Failure;
use std::sync::OnceLock;

/// Private-use characters around the number of an item's address, replaced when a page takes the fragment.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// What the page itself gets in the place of a mark: the link, and the line that holds it.
const CURRENT: &str = " aria-current=\"page\"";
const HERE: &str = " data-here";

/// The fragments of a site, by language and section.
pub struct Sidebars {
    cells: Vec<OnceLock<Result<Fragment, Failure>>>,
    sections: usize,
}

struct Fragment {
    /// Each text is followed by the mark of an address; the last stands alone.
    pieces: Vec<(String, Option<Mark>)>,
}

/// An attribute for the page of one address.
struct Mark {
    address: OutPath,
    attribute: &'static str,
}

impl Sidebars {
    pub fn for_site(site: &Site) -> Sidebars {
        let sections = site.sections.len();
        let cells = (0..sections * site.config.languages.len()).map(|_| OnceLock::new()).collect();
        Sidebars { cells, sections }
    }

    /// The menu as it is on the page of `cx`, which is marked in it.
    pub fn html(&self, section: SectionId, cx: &PageCx<'_>) -> Result<String, Failure> {
        let cell = &self.cells[cx.language.0 * self.sections + section.0];
        let fragment = cell.get_or_init(|| fragment(section, cx)).as_ref().map_err(Clone::clone)?;
        let mut html = String::new();
        for (text, mark) in &fragment.pieces {
            html.push_str(text);
            if let Some(mark) = mark.as_ref().filter(|mark| mark.address == *cx.from) {
                html.push_str(mark.attribute);
            }
        }
        Ok(html)
    }
}

fn fragment(section: SectionId, cx: &PageCx<'_>) -> Result<Fragment, Failure> {
    let mut way = vec![section];
    while let Some(parent) = cx.site.section(way[way.len() - 1]).parent {
        way.push(parent);
    }
    let mut addresses = Vec::new();
    let html = level(SectionId(0), &way, cx, &mut addresses)?;
    Ok(Fragment { pieces: split(&html, &addresses) })
}

/// The HTML of one level: every section of it, and the pages of those on the way to the reader. Each level is rendered by
/// itself, from the innermost to the outermost: a template that called itself would end at 20 folders.
fn level(
    section: SectionId,
    way: &[SectionId],
    cx: &PageCx<'_>,
    addresses: &mut Vec<OutPath>,
) -> Result<String, Failure> {
    let mut items = Vec::new();
    for entry in &cx.site.section(section).entries {
        match entry {
            Entry::Page(page) => {
                let shown = cx.site.page(*page);
                let address = cx.site.address(*page, cx.language);
                let (title, kind) = (cx.names().title(shown), shown.kind().name);
                let mut line = item(title, kind, address, cx, addresses);
                line.role_ids = cx.role_ids(&shown.original().head.roles);
                items.push(line);
            }
            Entry::Section(inner) => {
                let address = cx.site.section_address(*inner, cx.language);
                let mut line =
                    item(cx.names().section_title(*inner), PageKind::Section.name(), address, cx, addresses);
                line.is_section = true;
                line.role_ids = cx.site.section(*inner).roles.join(" ");
                if way.contains(inner) {
                    line.open = true;
                    line.children = level(*inner, way, cx, addresses)?;
                }
                items.push(line);
            }
        }
    }
    let language = cx.site.language(cx.language);
    cx.theme.render(language, "partials/sidebar.html", &Sidebar { items })
}

fn item(
    title: String,
    kind: &'static str,
    address: OutPath,
    cx: &PageCx<'_>,
    addresses: &mut Vec<OutPath>,
) -> SidebarItem {
    let href = cx.from.href_to(&address);
    let number = addresses.len();
    addresses.push(address);
    SidebarItem {
        title,
        href,
        kind,
        mark: format!("{OPEN}{number}{CLOSE}"),
        here: format!("{OPEN}{number}{HERE}{CLOSE}"),
        role_ids: String::new(),
        is_section: false,
        open: false,
        children: String::new(),
    }
}

fn split(html: &str, addresses: &[OutPath]) -> Vec<(String, Option<Mark>)> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(OPEN) {
        let (number, behind) = after.split_once(CLOSE).unwrap_or((after, ""));
        let (number, attribute) =
            number.strip_suffix(HERE).map_or((number, CURRENT), |number| (number, HERE));
        let address = number.parse::<usize>().ok().and_then(|at| addresses.get(at)).cloned();
        pieces.push((before.to_owned(), address.map(|address| Mark { address, attribute })));
        rest = behind;
    }
    pieces.push((rest.to_owned(), None));
    pieces
}
