//! The menu: one fragment a section, made once and shared by its pages.
//!
//! A tree of the whole site in every page would make the site grow with the square of its pages; so would a long section,
//! of which a page shows the part that it stands in.

use crate::model::address::OutPath;
use crate::model::kinds::PageKind;
use crate::model::nav::{Entry, Section};
use crate::model::{PageId, SectionId, Site};
use crate::render::context::{Sidebar, SidebarItem};
use crate::render::page_cx::PageCx;
use crate::theme::Failure;
use std::ops::Range;
use std::sync::OnceLock;

/// Private-use characters around the number of an item's address, replaced when a page takes the fragment.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// What the page itself gets in the place of a mark: the link, and the line that holds it.
const CURRENT: &str = " aria-current=\"page\"";
const HERE: &str = " data-here";

/// A section of so many entries is shown whole.
const WHOLE: usize = 200;
/// What a page shows of a longer one.
const PART: usize = 100;

/// The fragments of a site, by language, section and part.
pub struct Sidebars {
    cells: Vec<OnceLock<Result<Fragment, Failure>>>,
    /// Where the parts of each section begin among the cells of a language; the last is how many there are.
    starts: Vec<usize>,
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
        let mut starts = vec![0];
        for section in &site.sections {
            starts.push(starts[starts.len() - 1] + part_of(section, usize::MAX) + 1);
        }
        let count = starts[site.sections.len()] * site.config.languages.len();
        Sidebars { cells: (0..count).map(|_| OnceLock::new()).collect(), starts }
    }

    /// The menu as it is on a page of the section, which is marked in it; none for the page of the section itself.
    pub fn html(&self, section: SectionId, page: Option<PageId>, cx: &PageCx<'_>) -> Result<String, Failure> {
        let own = cx.site.section(section);
        let at = own.entries.iter().position(|entry| page.map(Entry::Page) == Some(*entry)).unwrap_or(0);
        let all = self.starts[self.starts.len() - 1];
        let cell = &self.cells[cx.language.0 * all + self.starts[section.0] + part_of(own, at)];
        let fragment = cell.get_or_init(|| fragment(section, at, cx)).as_ref().map_err(Clone::clone)?;
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

/// The number of the part that holds the entry at `at`, or the last one.
fn part_of(section: &Section, at: usize) -> usize {
    let count = section.entries.len();
    if count <= WHOLE { 0 } else { at.min(count - 1) / PART }
}

/// What is shown of a section around the entry at `at`.
fn shown(section: &Section, at: usize) -> Range<usize> {
    let count = section.entries.len();
    if count <= WHOLE {
        return 0..count;
    }
    let start = part_of(section, at) * PART;
    start..count.min(start + PART)
}

/// `at` is the entry of the section that the reader is at.
fn fragment(section: SectionId, at: usize, cx: &PageCx<'_>) -> Result<Fragment, Failure> {
    let mut way = vec![section];
    while let Some(parent) = cx.site.section(way[way.len() - 1]).parent {
        way.push(parent);
    }
    let mut addresses = Vec::new();
    let html = level(SectionId(0), &way, at, cx, &mut addresses)?;
    Ok(Fragment { pieces: split(&html, &addresses) })
}

/// The HTML of one level: every section of it, and the pages of those on the way to the reader. Each level is rendered by
/// itself, from the innermost to the outermost: a template that called itself would end at 20 folders.
fn level(
    section: SectionId,
    way: &[SectionId],
    at: usize,
    cx: &PageCx<'_>,
    addresses: &mut Vec<OutPath>,
) -> Result<String, Failure> {
    let own = cx.site.section(section);
    let is_on_way = |entry: &Entry| matches!(entry, Entry::Section(inner) if way.contains(inner));
    let shown = shown(own, own.entries.iter().position(is_on_way).unwrap_or(at));
    let rest = |key: &str, count: usize| {
        (count > 0).then(|| SidebarItem {
            title: cx.names().text(key).replace("{n}", &count.to_string()),
            href: cx.section_href(section),
            kind: PageKind::Section.name(),
            is_rest: true,
            ..SidebarItem::default()
        })
    };
    let mut items = Vec::new();
    items.extend(rest("menu_before", shown.start));
    for entry in &own.entries[shown.clone()] {
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
                line.role_ids = cx.site.section(*inner).role_ids();
                if way.contains(inner) {
                    line.open = true;
                    line.children = level(*inner, way, at, cx, addresses)?;
                }
                items.push(line);
            }
        }
    }
    items.extend(rest("menu_after", own.entries.len() - shown.end));
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
        ..SidebarItem::default()
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
