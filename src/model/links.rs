//! Where the links of all texts lead, or why nowhere, and which pages lead to a page: each is resolved once.
//!
//! Plain data; `resolve` makes it when a site is assembled, and everything after that asks here.

use crate::diag::Problem;
use crate::model::ids::{LanguageId, PageId, SectionId};
use crate::model::kinds::{self, FileKind};
use crate::model::prose::{Link, Prose};
use crate::source::RelPath;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// Out of the site: `https:`, `mailto:`, `tel:`.
    External,
    /// A page, and a fragment as it is called in the text language of the link.
    Page {
        page: PageId,
        anchor: Option<String>,
    },
    /// A folder without an index: the list of what it holds.
    Section(SectionId),
    Asset(RelPath),
}

/// Why a target leads nowhere.
#[derive(Clone, Debug)]
pub enum Unresolved {
    Problem(Box<Problem>),
    /// No file has this path.
    Path(String),
    /// The page is there, its heading is not.
    Anchor {
        page: PageId,
        anchor: String,
        path: String,
    },
}

/// What the target of a link is that shows a page of some kind inside its own, such as `::: table coa`, with what is said
/// behind the id. No address begins so.
pub fn embed_target(kind: FileKind, argument: &str) -> String {
    format!("::{} {}", kind.row().name, argument.trim())
}

/// The kind and the id of such a target.
pub fn embedded(target: &str) -> Option<(FileKind, &str)> {
    let (kind, argument) = embed_argument(target)?;
    Some((kind, argument.split_whitespace().next()?))
}

/// The kind of such a target, and its id with what is said behind it.
pub fn embed_argument(target: &str) -> Option<(FileKind, &str)> {
    let (name, argument) = target.strip_prefix("::")?.split_once(' ')?;
    Some((kinds::named(name)?.file(), argument))
}

/// What the target of `[[term]]` is. No address begins so.
pub fn term_target(name: &str) -> String {
    format!("{TERM}{name}")
}

const TERM: &str = "::[[";

/// The name in such a target.
pub fn term(target: &str) -> Option<&str> {
    target.strip_prefix(TERM)
}

/// What became of a target.
pub type Found = Result<Resolved, Unresolved>;

/// A file, and the language of the version that its texts were read for.
type Place = (Arc<str>, LanguageId);

/// The links of one page.
#[derive(Debug, Default)]
pub struct PageLinks {
    /// For each place the targets, sorted.
    by_place: BTreeMap<Place, Vec<(Arc<str>, Found)>>,
    references: BTreeMap<(LanguageId, String), Found>,
}

impl PageLinks {
    /// Enters the links of a text.
    pub fn add(&mut self, prose: &Prose, resolve: impl Fn(&str) -> Found) {
        if !prose.facts.links.is_empty() {
            let targets = self.by_place.entry(place(prose)).or_default();
            targets.extend(prose.facts.links.iter().map(|link| (link.target.clone(), resolve(&link.target))));
        }
    }

    /// Enters a reference of a YAML file.
    pub fn refer(&mut self, language: LanguageId, target: &str, resolve: impl FnOnce() -> Found) {
        self.references.entry((language, target.to_owned())).or_insert_with(resolve);
    }

    /// Sorts what was entered.
    pub fn done(mut self) -> PageLinks {
        for targets in self.by_place.values_mut() {
            targets.sort_by(|(a, _), (b, _)| a.cmp(b));
            targets.dedup_by(|(a, _), (b, _)| a == b);
        }
        self
    }

    /// Where the target of a link in a text leads. Nothing for one that was not there when the text was read.
    pub fn get(&self, prose: &Prose, target: &str) -> Option<&Found> {
        let targets = self.by_place.get(&place(prose))?;
        let at = targets.binary_search_by(|(own, _)| (**own).cmp(target)).ok()?;
        Some(&targets[at].1)
    }

    /// Every link and picture of a text, with where it leads.
    pub fn of_text<'s>(&'s self, prose: &'s Prose) -> impl Iterator<Item = (&'s Link, &'s Found)> {
        prose.facts.links.iter().filter_map(|link| Some((link, self.get(prose, &link.target)?)))
    }

    /// The pages that it leads to.
    fn pages(&self) -> impl Iterator<Item = PageId> {
        let texts = self.by_place.values().flatten().filter_map(|(_, found)| match found {
            Ok(Resolved::Page { page, .. }) | Err(Unresolved::Anchor { page, .. }) => Some(*page),
            _ => None,
        });
        // A reference to anything else than a page that is there is not shown.
        texts.chain(self.references.values().filter_map(|found| match found {
            Ok(Resolved::Page { page, .. }) => Some(*page),
            _ => None,
        }))
    }

    /// The files that it shows or links to.
    pub fn assets(&self) -> impl Iterator<Item = &RelPath> {
        self.by_place.values().flatten().filter_map(|(_, found)| match found {
            Ok(Resolved::Asset(path)) => Some(path),
            _ => None,
        })
    }
}

fn place(prose: &Prose) -> Place {
    (prose.origin.span.file.clone(), prose.language)
}

/// A clone shares everything but the list of pages.
#[derive(Clone, Debug, Default)]
pub struct Links {
    of_pages: Vec<Arc<PageLinks>>,
    /// What YAML files refer to, from the project's root; by the language of the text.
    references: Arc<BTreeMap<LanguageId, HashMap<String, Found>>>,
    /// `(page, a page with a link to it)`, sorted.
    back: Arc<[(PageId, PageId)]>,
    /// The files that some page shows or links to; no others are published.
    pub used_assets: Arc<BTreeSet<RelPath>>,
}

impl Links {
    /// From the links of every page, in the order of the pages.
    pub fn of(pages: Vec<PageLinks>) -> Links {
        let (mut back, mut used_assets) = (Vec::new(), BTreeSet::new());
        let mut references: BTreeMap<LanguageId, HashMap<String, Found>> = BTreeMap::new();
        let mut of_pages = Vec::with_capacity(pages.len());
        for (at, mut page) in pages.into_iter().enumerate() {
            back.extend(backwards(PageId(at), &page));
            for path in page.assets() {
                if !used_assets.contains(path) {
                    used_assets.insert(path.clone());
                }
            }
            for ((language, target), found) in std::mem::take(&mut page.references) {
                references.entry(language).or_default().insert(target, found);
            }
            of_pages.push(Arc::new(page));
        }
        back.sort_unstable();
        back.dedup();
        Links {
            of_pages,
            references: Arc::new(references),
            back: back.into(),
            used_assets: Arc::new(used_assets),
        }
    }

    /// Puts the links of a page that refers to nothing in the place of its old ones.
    pub fn replace(&mut self, page: PageId, links: PageLinks) {
        let mut back: Vec<(PageId, PageId)> =
            self.back.iter().filter(|(_, from)| *from != page).copied().collect();
        back.extend(backwards(page, &links));
        back.sort_unstable();
        back.dedup();
        if *back != *self.back {
            self.back = back.into();
        }
        self.of_pages[page.0] = Arc::new(links);
    }

    pub fn of_page(&self, page: PageId) -> &PageLinks {
        &self.of_pages[page.0]
    }

    /// Where a reference of a YAML file leads, in a text of this language.
    pub fn reference(&self, language: LanguageId, target: &str) -> Option<&Found> {
        self.references.get(&language)?.get(target)
    }

    /// The pages that lead to a page, in the order of the menu; itself is none of them.
    pub fn back(&self, page: PageId) -> impl Iterator<Item = PageId> {
        let from = self.back.partition_point(|(to, _)| *to < page);
        self.back[from..].iter().take_while(move |(to, _)| *to == page).map(|(_, from)| *from)
    }
}

fn backwards(from: PageId, links: &PageLinks) -> impl Iterator<Item = (PageId, PageId)> {
    links.pages().filter(move |to| *to != from).map(move |to| (to, from))
}
