//! From an address as a writer typed it to the thing it means; the only place where links are understood.

use crate::diag::{Problem, nearest, nearest_path};
use crate::model::page::{Content, Page};
use crate::model::{LanguageId, PageId, Site};
use crate::source::RelPath;
use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

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
    Asset(RelPath),
}

/// Understands `target` as written in the file `from`; relative paths start there, `/…` at the project's root.
/// `language` is the language of the text that holds the link: fragments are looked up in that version.
///
/// # Errors
/// The problem to report at the link.
pub fn link(site: &Site, from: &RelPath, language: LanguageId, target: &str) -> Result<Resolved, Problem> {
    if let Some(outside) = scheme(target)? {
        return Ok(outside);
    }
    if target.contains('\\') {
        return Err(Problem::LinkBackslash { target: target.to_owned() });
    }
    let (path, anchor) = split_anchor(target);
    let path = path.split('?').next().unwrap_or_default();
    let path = match path {
        "" => from.as_str().to_owned(),
        _ => join(from.folder(), &decoded(path))
            .ok_or_else(|| Problem::LinkOutside { target: target.to_owned() })?,
    };
    at_path(site, &path, anchor, language, target)
}

/// Understands a reference of a YAML file: a path from the project's root with an optional fragment.
///
/// # Errors
/// The problem to report at the value.
pub fn reference(site: &Site, language: LanguageId, target: &str) -> Result<Resolved, Problem> {
    let (path, anchor) = split_anchor(target);
    let root = RelPath::new("");
    let path = join(root.folder(), &decoded(path))
        .ok_or_else(|| Problem::LinkOutside { target: target.to_owned() })?;
    at_path(site, &path, anchor, language, target)
}

/// The fragment of the version a reader of `reader` sees for one that was written against `written`.
///
/// Headings of a translation have other ids; the heading in the same place is meant.
pub fn anchor_in(page: &Page, anchor: &str, written: LanguageId, reader: LanguageId) -> Option<String> {
    let shown = page.version(reader);
    if shown.content.has_anchor(anchor) {
        return Some(anchor.to_owned());
    }
    let (Content::Page(from), Content::Page(to)) = (&page.version(written).content, &shown.content) else {
        return None;
    };
    let place = from.facts.headings.iter().position(|heading| heading.id == anchor)?;
    let (old, new) = (&from.facts.headings[place], to.facts.headings.get(place)?);
    (old.level == new.level && from.facts.headings.len() == to.facts.headings.len()).then(|| new.id.clone())
}

/// Addresses with a scheme: kept, or refused by name.
fn scheme(target: &str) -> Result<Option<Resolved>, Problem> {
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
        _ => Err(Problem::UrlScheme { scheme: name.to_owned() }),
    }
}

fn at_path(
    site: &Site,
    path: &str,
    anchor: Option<String>,
    language: LanguageId,
    target: &str,
) -> Result<Resolved, Problem> {
    if let Some(page) = page_at(site, path) {
        if let Some(anchor) = &anchor {
            check_anchor(site, page, anchor, language, path)?;
        }
        return Ok(Resolved::Page { page, anchor });
    }
    if site.assets.contains_key(path) {
        return Ok(Resolved::Asset(RelPath::new(path)));
    }
    Err(missing(site, path, target))
}

fn page_at(site: &Site, path: &str) -> Option<PageId> {
    if let Some(page) = site.by_path.get(path) {
        return Some(*page);
    }
    // A folder means its index.
    let folder = path.trim_end_matches('/');
    let slash = if folder.is_empty() { "" } else { "/" };
    ["index.md", "README.md", "readme.md"]
        .iter()
        .find_map(|name| site.by_path.get(format!("{folder}{slash}{name}").as_str()).copied())
}

fn check_anchor(
    site: &Site,
    page: PageId,
    anchor: &str,
    language: LanguageId,
    path: &str,
) -> Result<(), Problem> {
    let versions = &site.page(page).versions;
    let own = site.page(page).version(language);
    if own.content.has_anchor(anchor)
        || versions.iter().flatten().any(|version| version.content.has_anchor(anchor))
    {
        return Ok(());
    }
    let near = nearest(anchor, own.content.anchors()).map(|near| format!("#{near}"));
    Err(Problem::LinkAnchor { target: path.to_owned(), anchor: anchor.to_owned(), near })
}

/// Names the reason: another letter case, a draft, or nothing of that name, with the nearest match.
fn missing(site: &Site, path: &str, target: &str) -> Problem {
    if site.drafts.contains(path) {
        return Problem::LinkDraft { target: target.to_owned() };
    }
    let known = || site.by_path.keys().chain(site.assets.keys()).map(RelPath::as_str);
    let folded = path.to_lowercase();
    // The smallest, so that the message does not depend on the order of a hash map.
    if let Some(real) = known().filter(|known| known.to_lowercase() == folded).min() {
        return Problem::LinkCase { target: target.to_owned(), real: real.to_owned() };
    }
    let is_page = path.ends_with(".md")
        || path.ends_with(".yaml")
        || !path.rsplit('/').next().unwrap_or_default().contains('.');
    let mut pages: Vec<&str> =
        known().filter(|known| is_page == (known.ends_with(".md") || known.ends_with(".yaml"))).collect();
    pages.sort_unstable();
    let near = nearest_path(path, pages.iter().copied());
    let target = target.to_owned();
    if is_page { Problem::LinkMissing { target, near } } else { Problem::AssetMissing { target, near } }
}

fn split_anchor(target: &str) -> (&str, Option<String>) {
    match target.split_once('#') {
        Some((path, anchor)) if !anchor.is_empty() => (path, Some(decoded(anchor))),
        Some((path, _)) => (path, None),
        None => (target, None),
    }
}

fn decoded(text: &str) -> String {
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
