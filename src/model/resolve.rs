//! From an address as a writer typed it to the thing it means; the only place where links are understood.

use crate::diag::{Problem, Span, nearest, nearest_named, nearest_path};
use crate::model::address::without_extension;
use crate::model::entry::Entry;
use crate::model::ids::{LanguageId, PageId};
use crate::model::kinds::FileKind;
use crate::model::kinds::role::Target;
use crate::model::links::{self, Found, Links, PageLinks, Resolved, Unresolved};
use crate::model::page::{Content, Page, Version};
use crate::model::prose::Prose;
use crate::model::site::Site;
use crate::source::RelPath;
use percent_encoding::percent_decode_str;
use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// The fragment of the top of every page, as browsers know it.
pub const TOP: &str = "top";

impl Unresolved {
    /// In words, with the nearest name, for a link in the file `from`. That is a search through all names, so it is made
    /// for a report only.
    pub fn problem(&self, site: &Site, from: &RelPath, language: LanguageId, target: &str) -> Problem {
        self.told(site, &Desk { from: Some(from), language }, target)
    }

    fn told(&self, site: &Site, desk: &Desk<'_>, target: &str) -> Problem {
        match self {
            Unresolved::Problem(problem) => (**problem).clone(),
            Unresolved::Path(path) => missing(site, desk, path, target),
            Unresolved::Anchor { page, anchor, path } => {
                let content = &site.page(*page).version(desk.language).content;
                let titled = heading_titled(content, anchor);
                let near = titled.clone().or_else(|| nearest(anchor, content.anchors()));
                // What is wrong is the fragment alone; the path stays as it was typed.
                let typed = target.split('#').next().unwrap_or_default();
                let near = near.map(|near| format!("{typed}#{}", escaped(&near)));
                Problem::LinkAnchor {
                    target: target.to_owned(),
                    page: path.clone(),
                    anchor: anchor.clone(),
                    named: titled.is_some(),
                    near,
                }
            }
        }
    }
}

/// Where a link is written: relative paths start at this file, or at the root for a reference of a YAML file.
struct Desk<'a> {
    from: Option<&'a RelPath>,
    language: LanguageId,
}

impl Desk<'_> {
    /// The link to a file, as it has to be written here to be right, with the fragment of the target it replaces.
    fn written(&self, site: &Site, path: &str, target: &str) -> String {
        let way = match self.from {
            Some(_) if target.starts_with('/') => format!("/{path}"),
            Some(from) => relative(from.folder(), path),
            None => path.to_owned(),
        };
        let (_, anchor) = split_anchor(target);
        let (Some(anchor), Some(page)) = (anchor, page_at(site, path)) else { return escaped(&way) };
        let content = &site.page(page).version(self.language).content;
        let typed = target.split_once('#').map_or("", |(_, typed)| typed);
        let own = match anchor_at(site, page, &anchor, self.language) {
            Some(_) => Some(typed.to_owned()),
            None => heading_titled(content, &anchor)
                .or_else(|| nearest(&anchor, content.anchors()))
                .map(|near| escaped(&near)),
        };
        own.map_or_else(|| escaped(&way), |own| format!("{}#{own}", escaped(&way)))
    }
}

/// The way from a folder to a file, both from the root.
pub fn relative(folder: &str, path: &str) -> String {
    let own: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let other: Vec<&str> = path.split('/').collect();
    let shared = own.iter().zip(&other[..other.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(own.len() - shared);
    let down = other[shared..].join("/");
    // A first part with a colon would read as a scheme.
    if up.is_empty() && down.split('/').next().is_some_and(|part| part.contains(':')) {
        return format!("./{down}");
    }
    format!("{up}{down}")
}

/// An address as it may stand in a Markdown link.
pub fn escaped(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            ' ' => out.push_str("%20"),
            '%' => out.push_str("%25"),
            '#' => out.push_str("%23"),
            '?' => out.push_str("%3F"),
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            c => out.push(c),
        }
    }
    out
}

/// The id of the heading that a fragment names by its text, although it has an id of its own.
fn heading_titled(content: &Content, anchor: &str) -> Option<String> {
    let Content::Page(prose) = content else { return None };
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let wanted = letters(anchor);
    let mut found = prose.facts.headings.iter().filter(|heading| letters(&heading.title) == wanted);
    let first = found.next().filter(|_| !wanted.is_empty())?;
    found.next().is_none().then(|| first.id.clone())
}

/// Where it is reported why a link's file is not there, if it is one that could not be read.
pub fn lost_link<'s>(site: &'s Site, from: &RelPath, target: &str) -> Option<&'s Span> {
    let (path, _) = split_anchor(target);
    let path = decoded(path.split('?').next().unwrap_or_default());
    site.lost.file(&join(from.folder(), &path)?)
}

/// The same for a reference of a YAML file.
pub fn lost_reference<'s>(site: &'s Site, target: &str) -> Option<&'s Span> {
    lost_link(site, &RelPath::new(""), target)
}

/// Why a page cannot show a picture, a film or a sound of another host: its policy keeps them out.
pub fn foreign_picture(site: &Site, target: &str) -> Option<Problem> {
    if !is_web(target) {
        return Some(Problem::AssetMissing { target: target.to_owned(), near: None });
    }
    let hosts = || site.config.media_hosts_with(target);
    (!site.config.allows_media(target))
        .then(|| Problem::AssetHost { target: target.to_owned(), hosts: hosts() })
}

fn is_web(target: &str) -> bool {
    let lower = target.trim_start().to_ascii_lowercase();
    ["http:", "https:", "//"].iter().any(|start| lower.starts_with(start))
}

/// Resolves every link of every text, and every reference of a YAML file to a page.
pub fn links(site: &Site) -> Links {
    Links::of(site.pages.par_iter().map(|page| links_of(site, page)).collect())
}

/// The links and references of one page.
pub fn links_of(site: &Site, page: &Page) -> PageLinks {
    let mut links = PageLinks::default();
    for (at, version) in page.versions.iter().enumerate() {
        let Some(version) = version else { continue };
        let language = page.text_language(LanguageId(at));
        version.content.prose(&mut |prose| {
            let from = RelPath::new(&prose.origin.span.file);
            links.add(prose, |target| link(site, &from, language, target));
        });
        references(&version.content, &mut |target| {
            links.refer(language, target, || refer(site, language, target));
        });
    }
    links.done()
}

/// The paths that a page refers to: what to see beside an entry, the steps of a path, the lessons of a course.
fn references(content: &Content, visit: &mut dyn FnMut(&str)) {
    fn of_entry(entry: &dyn Entry, visit: &mut dyn FnMut(&str)) {
        entry.see().iter().for_each(|see| visit(&see.text));
        entry.parts().into_iter().for_each(|part| of_entry(part, visit));
    }
    content.entries().for_each(|entry| of_entry(entry, visit));
    let mut target = |target: &Target| {
        if let Target::Page(path) = target {
            visit(&path.text);
        }
    };
    match content {
        Content::Role(role) => role.path.iter().for_each(|step| target(&step.target)),
        Content::Course(course) => course.lessons.iter().for_each(target),
        _ => {}
    }
}

/// Where a link of a text takes a reader, if anywhere: to the page itself where its heading is missing.
pub fn find(site: &Site, prose: &Prose, target: &str) -> Option<Resolved> {
    let shown = |found: &Found| match found {
        Ok(resolved) => Some(resolved.clone()),
        Err(Unresolved::Anchor { page, .. }) => Some(Resolved::Page { page: *page, anchor: None }),
        Err(Unresolved::Problem(_) | Unresolved::Path(_)) => None,
    };
    // An untranslated text is read for one language, and its variables are filled for another.
    let anew = || link(site, &RelPath::new(&prose.origin.span.file), prose.language, target);
    site.link_of(prose, target).map_or_else(|| shown(&anew()), shown)
}

/// Understands `target` as written in the file `from`; relative paths start there, `/…` at the project's root.
/// `language` is the language of the text that holds the link: fragments are looked up in that version.
///
/// # Errors
/// Why it leads nowhere.
pub fn link(site: &Site, from: &RelPath, language: LanguageId, target: &str) -> Found {
    if let Some((kind, id)) = links::embedded(target) {
        return embed(site, kind, id);
    }
    if let Some(name) = links::term(target) {
        return term(site, from, language, name);
    }
    if let Some(outside) = scheme(target).map_err(|problem| Unresolved::Problem(Box::new(problem)))? {
        return Ok(outside);
    }
    if target.contains('\\') {
        let turned = target.replace('\\', "/");
        let near = match link(site, from, language, &turned) {
            Ok(_) => Some(turned),
            Err(unresolved) => offered(unresolved.problem(site, from, language, &turned)),
        };
        return Err(Unresolved::Problem(Box::new(Problem::LinkBackslash {
            target: target.to_owned(),
            near,
        })));
    }
    let (path, anchor) = split_anchor(target);
    let path = decoded(path.split('?').next().unwrap_or_default());
    if path.is_empty() {
        return at_path(site, from.as_str(), anchor, language);
    }
    let outside = || Unresolved::Problem(Box::new(Problem::LinkOutside { target: target.to_owned() }));
    let joined = join(from.folder(), &path).ok_or_else(outside)?;
    match at_path(site, &joined, anchor.clone(), language) {
        Err(Unresolved::Path(joined)) if site.config.is_foreign && path.starts_with('/') => {
            // The other program's addresses may begin with the folder of the site on its server.
            let base = site.config.base_url.as_deref().map_or("/", crate::config::base_path);
            let inner = path.strip_prefix(base).filter(|_| base != "/");
            below_a_folder(site, from, &path, anchor.clone(), language)
                .or_else(|| below_a_folder(site, from, &format!("/{}", inner?), anchor, language))
                .ok_or(Unresolved::Path(joined))
        }
        found => found,
    }
}

/// The entry of the glossary that goes by a name: in the language of the text, else in any.
fn term(site: &Site, from: &RelPath, language: LanguageId, name: &str) -> Found {
    if let Some((page, terms)) = site.glossary() {
        let languages = std::iter::once(language).chain(site.languages());
        let found = languages.filter_map(|own| Some(terms.get(own, terms.named(own, name)?))).next();
        if let Some(found) = found {
            return Ok(Resolved::Page { page, anchor: Some(found.anchor.clone()) });
        }
    } else if site.is_part {
        return Err(Unresolved::Problem(Box::new(Problem::LinkLeftOut { target: name.to_owned() })));
    }
    let near = site.glossary().and_then(|(_, terms)| {
        let right = terms.right(language, name).map(str::to_owned);
        right.or_else(|| nearest(name, terms.names(language)))
    });
    let page = join(from.folder(), &format!("{name}.md")).filter(|path| page_at(site, path).is_some());
    let page = page.or_else(|| titled(site, name)).map(|path| escaped(&relative(from.folder(), &path)));
    Err(Unresolved::Problem(Box::new(Problem::TermUnknown { term: name.to_owned(), near, page })))
}

/// The page that stands inside another one.
fn embed(site: &Site, kind: FileKind, id: &str) -> Found {
    let known = site.named.get(&kind);
    if let Some(page) = known.and_then(|known| known.get(id)) {
        return Ok(Resolved::Page { page: *page, anchor: None });
    }
    let known = known.into_iter().flatten();
    let titles = |page: &PageId| {
        site.page(*page).versions.iter().flatten().map(|version| version.head.title.as_str()).collect()
    };
    let problem = if site.is_part {
        Problem::LinkLeftOut { target: id.to_owned() }
    } else if site.lost.is_draft(kind, id) {
        Problem::LinkDraft { target: id.to_owned() }
    } else {
        Problem::EmbedMissing {
            id: id.to_owned(),
            kind: kind.row().name,
            near: nearest_named(id, known.clone().map(|(id, page)| (id.as_str(), titles(page)))),
            known: known.map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(", "),
        }
    };
    Err(Unresolved::Problem(Box::new(problem)))
}

/// Where it is reported why a page is not there that should stand inside another one.
pub fn lost_embed<'s>(site: &'s Site, target: &str) -> Option<&'s Span> {
    let (kind, id) = links::embedded(target)?;
    site.lost.thing(kind, id)
}

/// Where it is told why there is no glossary, for a term.
pub fn lost_term<'s>(site: &'s Site, target: &str) -> Option<&'s Span> {
    links::term(target)?;
    site.lost.file("glossary.yaml")
}

/// `/guide/a` in a folder whose root is not that of the other program's site: the outermost folder around the page
/// that has such a file is meant.
fn below_a_folder(
    site: &Site,
    from: &RelPath,
    path: &str,
    anchor: Option<String>,
    language: LanguageId,
) -> Option<Resolved> {
    let folder = from.folder();
    let path = path.trim_start_matches('/');
    let ends = [0].into_iter().chain(folder.match_indices('/').map(|(at, _)| at)).chain([folder.len()]);
    // Pictures often lie in a folder that the other program copies as it is.
    let tries = ends.flat_map(|end| ["", "public/", "static/"].map(|inner| (end, inner)));
    tries.filter_map(|(end, inner)| join(&folder[..end], &format!("{inner}{path}"))).find_map(|path| {
        match at_path(site, &path, anchor.clone(), language) {
            Err(Unresolved::Anchor { page, .. }) => Some(Resolved::Page { page, anchor: None }),
            found => found.ok(),
        }
    })
}

/// Understands a reference of a YAML file: a path from the project's root with an optional fragment.
///
/// # Errors
/// The problem to report at the value.
pub fn reference(site: &Site, language: LanguageId, target: &str) -> Result<Resolved, Problem> {
    let known = site.links.reference(language, target).cloned();
    known
        .unwrap_or_else(|| refer(site, language, target))
        .map_err(|unresolved| unresolved.told(site, &Desk { from: None, language }, target))
}

fn refer(site: &Site, language: LanguageId, target: &str) -> Found {
    let problem = |problem| Unresolved::Problem(Box::new(problem));
    let (path, anchor) = split_anchor(target);
    let path = join("", &decoded(path))
        .ok_or_else(|| problem(Problem::LinkOutside { target: target.to_owned() }))?;
    if path.is_empty() {
        return Err(problem(Problem::LinkMissing { target: target.to_owned(), near: None }));
    }
    at_path(site, &path, anchor, language)
}

/// The link that a problem offers instead.
fn offered(problem: Problem) -> Option<String> {
    match problem {
        Problem::LinkMissing { near, .. }
        | Problem::AssetMissing { near, .. }
        | Problem::LinkAnchor { near, .. }
        | Problem::LinkCase { near, .. } => near,
        _ => None,
    }
}

/// The fragment of the version a reader of `reader` sees for one that was written against `written`.
///
/// Headings of a translation have other ids; the heading in the same place is meant.
pub fn anchor_in(page: &Page, anchor: &str, written: LanguageId, reader: LanguageId) -> Option<String> {
    let shown = page.version(reader);
    if shown.content.has_anchor(anchor) {
        return Some(anchor.to_owned());
    }
    let has_anchor = |version: &Version| version.content.has_anchor(anchor);
    if anchor == TOP && !page.versions.iter().flatten().any(has_anchor) {
        return Some(anchor.to_owned());
    }
    // A link may name the heading as any version calls it; that of its own language comes first.
    let mut versions = std::iter::once(page.version(written)).chain(page.versions.iter().flatten());
    let own = versions.find(|version| version.content.has_anchor(anchor))?;
    let (Content::Page(from), Content::Page(to)) = (&own.content, &shown.content) else {
        // The entries of a list stand in one order in every language.
        let (from, to) = (own.content.anchors(), shown.content.anchors());
        let place = from.iter().position(|own| *own == anchor)?;
        return to.get(place).filter(|_| from.len() == to.len()).map(|anchor| (*anchor).to_owned());
    };
    let place = from.facts.headings.iter().position(|heading| heading.id == anchor)?;
    let (old, new) = (&from.facts.headings[place], to.facts.headings.get(place)?);
    (old.level == new.level && from.facts.headings.len() == to.facts.headings.len()).then(|| new.id.clone())
}

/// Addresses with a scheme: kept, or refused by name.
pub fn scheme(target: &str) -> Result<Option<Resolved>, Problem> {
    // Browsers drop tabs and line breaks inside a scheme; so does the check.
    let bare: String = target.chars().filter(|c| !c.is_ascii_control() && *c != ' ').collect();
    let lower = bare.to_ascii_lowercase();
    if lower.starts_with("//") {
        return Ok(Some(Resolved::External));
    }
    let Some((name, rest)) = lower.split_once(':') else { return Ok(None) };
    let is_scheme = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    if !is_scheme {
        return Ok(None);
    }
    match name {
        "http" | "https" | "mailto" | "tel" | "sms" | "ftp" => Ok(Some(Resolved::External)),
        "file" => Err(Problem::LinkLocal { target: target.to_owned() }),
        drive if drive.len() == 1 && (rest.starts_with(['\\', '/'])) => {
            Err(Problem::LinkLocal { target: target.to_owned() })
        }
        // `notes:2026.md` is a file name; a scheme we know to be dangerous, or do not know at all, is neither.
        _ => Err(Problem::UrlScheme { scheme: name.to_owned(), is_picture: false }),
    }
}

fn at_path(site: &Site, path: &str, anchor: Option<String>, language: LanguageId) -> Found {
    if let Some(page) = page_at(site, path) {
        let Some(anchor) = anchor else { return Ok(Resolved::Page { page, anchor }) };
        return match anchor_at(site, page, &anchor, language) {
            Some(anchor) => Ok(Resolved::Page { page, anchor }),
            // The heading may stand in a block for other roles; the build for everyone has checked it.
            None if site.is_part => Ok(Resolved::Page { page, anchor: None }),
            None => Err(Unresolved::Anchor { page, anchor, path: path.to_owned() }),
        };
    }
    if site.assets.contains_key(path) {
        return Ok(Resolved::Asset(RelPath::new(path)));
    }
    let Some(section) = site.folders.get(path.trim_end_matches('/')) else {
        return Err(Unresolved::Path(path.to_owned()));
    };
    match (site.section(*section).index, anchor) {
        (Some(index), anchor) => at_path(site, site.page(index).path.as_str(), anchor, language),
        (None, Some(anchor)) if anchor != TOP => {
            let (target, page) = (path.to_owned(), path.to_owned());
            let problem = Problem::LinkAnchor { target, page, anchor, named: false, near: None };
            Err(Unresolved::Problem(Box::new(problem)))
        }
        (None, _) => Ok(Resolved::Section(*section)),
    }
}

fn page_at(site: &Site, path: &str) -> Option<PageId> {
    let page = |path: &str| site.by_path.get(path).copied();
    // A folder means its index.
    let folder = path.trim_end_matches('/');
    let index = || {
        let slash = if folder.is_empty() { "" } else { "/" };
        ["index.md", "README.md", "readme.md", "_index.md", "README.MD", "Readme.md", "index.MD"]
            .iter()
            .find_map(|name| page(&format!("{folder}{slash}{name}")))
    };
    // Other programs' links name the page that is made, not its source: `a.html`, or `a` alone.
    let made = || {
        let bare = folder.strip_suffix(".html").unwrap_or(folder);
        let bare = if bare.is_empty() || bare.ends_with('/') { return None } else { bare };
        [".md", ".markdown", "/index.md", "/README.md", ".MD"]
            .iter()
            .find_map(|rest| page(&format!("{bare}{rest}")))
    };
    page(path).or_else(index).or_else(|| site.config.is_foreign.then(made).flatten())
}

/// The fragment as it is called in the site; none inside for the page's own title, which stands at its top.
fn anchor_at(site: &Site, page: PageId, anchor: &str, language: LanguageId) -> Option<Option<String>> {
    let versions = &site.page(page).versions;
    let own = &site.page(page).version(language).content;
    if own.has_anchor(anchor) || versions.iter().flatten().any(|version| version.content.has_anchor(anchor)) {
        return Some(Some(anchor.to_owned()));
    }
    if anchor == TOP {
        return Some(Some(anchor.to_owned()));
    }
    if let Content::Page(Prose { facts, .. }) = own
        && let Some(title) = &facts.leading_id
    {
        if title == anchor {
            return Some(None);
        }
        // Where the title is counted too, the first heading of the same name is `name-1`.
        let count = anchor.strip_prefix(title.as_str()).and_then(|rest| rest.strip_prefix('-')?.parse().ok());
        let here = match count {
            Some(1_usize) => Some(title.clone()),
            Some(count) if count > 1 => Some(format!("{title}-{}", count - 1)),
            _ => None,
        };
        if let Some(here) = here.filter(|here| own.has_anchor(here)) {
            return Some(Some(here));
        }
    }
    site.config.is_foreign.then(|| alike(own, anchor)).flatten()
}

/// Other programs make ids by other rules: the one heading with the same letters and digits is meant.
fn alike(content: &Content, anchor: &str) -> Option<Option<String>> {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let wanted = letters(anchor);
    if wanted.is_empty() {
        return None;
    }
    let title = match content {
        Content::Page(prose) => prose.facts.leading_id.as_deref(),
        _ => None,
    };
    if title.is_some_and(|title| letters(title) == wanted) {
        return Some(None);
    }
    let anchors = content.anchors();
    let mut found = anchors.iter().filter(|id| letters(id) == wanted);
    let first = found.next()?;
    found.next().is_none().then(|| Some((*first).to_owned()))
}

/// Names the reason: another letter case, a draft, or nothing of that name, with the nearest match.
fn missing(site: &Site, desk: &Desk<'_>, path: &str, target: &str) -> Problem {
    let folder = format!("{}/", path.trim_end_matches('/'));
    if site.left_out.contains(path) || site.left_out.iter().any(|left| left.as_str().starts_with(&folder)) {
        return Problem::LinkLeftOut { target: target.to_owned() };
    }
    if site.drafts.contains(path) {
        return Problem::LinkDraft { target: target.to_owned() };
    }
    if site.pieces.iter().any(|piece| piece.as_str() == path) {
        return Problem::LinkPiece { target: target.to_owned() };
    }
    let known = || site.by_path.keys().chain(site.assets.keys()).map(RelPath::as_str);
    let folded = path.to_lowercase();
    // The smallest, so that the message does not depend on the order of a hash map.
    if let Some(real) = known().filter(|known| known.to_lowercase() == folded).min() {
        let near = Some(desk.written(site, real, target));
        return Problem::LinkCase { target: target.to_owned(), real: real.to_owned(), near };
    }
    if let Some(source) = source_of(site, path) {
        let near = Some(desk.written(site, source, target));
        return Problem::LinkMissing { target: target.to_owned(), near };
    }
    let has_text = |path: &str| without_extension(path, &[".md", ".markdown", ".yaml", ".yml"]).is_some();
    let is_page = has_text(path) || !path.rsplit('/').next().unwrap_or_default().contains('.');
    let mut pages: Vec<&str> = known().filter(|known| is_page == has_text(known)).collect();
    pages.sort_unstable();
    let near = nearest_path(path, pages.iter().copied()).or_else(|| titled(site, path).filter(|_| is_page));
    let near = near.map(|near| desk.written(site, &near, target));
    let target = target.to_owned();
    if is_page { Problem::LinkMissing { target, near } } else { Problem::AssetMissing { target, near } }
}

/// The source of a page that a link names by the file that is made of it: `a.html`, `a.course.html`, `a/`.
fn source_of<'s>(site: &'s Site, path: &str) -> Option<&'s str> {
    let bare = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm"))?;
    let by_name =
        [".md", ".yaml", "/index.md"].iter().find_map(|ending| page_at(site, &format!("{bare}{ending}")));
    let address = format!("{bare}.html");
    let by_address = || site.pages.iter().position(|page| page.address.as_str() == address).map(PageId);
    by_name.or_else(by_address).map(|page| site.page(page).path.as_str())
}

/// The page whose title a link gives in the place of its path.
fn titled(site: &Site, path: &str) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or_default();
    let name = name.strip_suffix(".md").unwrap_or(name).to_lowercase();
    let is_called = |page: &&Page| {
        page.versions.iter().flatten().any(|version| version.head.title.trim().to_lowercase() == name)
    };
    site.pages.iter().find(is_called).map(|page| page.path.to_string())
}

fn split_anchor(target: &str) -> (&str, Option<String>) {
    match target.split_once('#') {
        Some((path, anchor)) if !anchor.is_empty() => (path, Some(decoded(anchor))),
        Some((path, _)) => (path, None),
        None => (target, None),
    }
}

pub fn decoded(text: &str) -> String {
    if text.is_ascii() && !text.contains('%') {
        return text.to_owned();
    }
    percent_decode_str(text).decode_utf8_lossy().nfc().collect()
}

/// Joins a relative path to a folder; nothing when it climbs out of the project.
pub fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = if path.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').filter(|part| !part.is_empty()).collect()
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{join, scheme};

    #[test]
    fn paths_never_leave_the_project() {
        assert_eq!(join("manual/gl", "../inv/a.md").as_deref(), Some("manual/inv/a.md"));
        assert_eq!(join("manual", "/faq/a.md").as_deref(), Some("faq/a.md"));
        assert_eq!(join("manual", "../../a.md"), None);
    }

    #[test]
    fn schemes_are_allowed_by_name() {
        assert!(scheme("https://x").is_ok_and(|found| found.is_some()));
        assert!(scheme("manual/a.md").is_ok_and(|found| found.is_none()));
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "java\tscript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc",
        ] {
            assert!(scheme(bad).is_err(), "{bad}");
        }
        assert!(scheme("C:\\x").is_err());
    }
}
