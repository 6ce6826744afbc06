//! Which names the files that are not read would have given the site, and what such a file should be called.

use crate::config::Config;
use crate::diag::{Diagnostics, Problem, Span, nearest};
use crate::model::address::{self, without_number};
use crate::model::kinds::{self, KINDS, Written};
use crate::model::lost::Lost;
use crate::source::{RelPath, Sources};

/// Endings of files that hold content.
const ENDINGS: &[&str] = &[".md", ".markdown", ".yaml", ".yml"];

/// Files that could not be read at all, as the reading of the folder has reported.
pub fn unread(sources: &Sources, config: &Config, lost: &mut Lost) {
    for diagnostic in sources.problems.iter() {
        let path = &*diagnostic.span.file;
        if !sources.files.contains_key(path) {
            of_file(path, &Span::file(&diagnostic.span.file), config, lost);
        }
    }
}

/// Enters a file that is not read, and the thing that it is by its name.
pub fn of_file(path: &str, cause: &Span, config: &Config, lost: &mut Lost) {
    lost.add_file(path, cause);
    if let Some(name) = address::file_name(path, &config.languages, &|_| false) {
        lost.add_thing(name.kind, name.id, cause);
    }
}

/// Enters the questions of a bank that could not be read: whatever its text calls `id`.
pub fn questions(text: &str, cause: &Span, lost: &mut Lost) {
    for line in text.lines() {
        let Some((_, rest)) = line.split_once("id") else { continue };
        let Some(rest) = rest.trim_start().strip_prefix([':', '：']) else { continue };
        let id = rest.trim().trim_matches(['"', '\'', '“', '”', '‘', '’']);
        let end = id.find(|c: char| c.is_whitespace() || matches!(c, ',' | '}' | '，')).unwrap_or(id.len());
        lost.add_question(&id[..end], cause);
    }
}

/// A content file under a name that hides it: `x.md.txt`, `x。md`. True when it is one, which is reported.
pub fn note_ending(
    path: &RelPath,
    sources: &Sources,
    config: &Config,
    lost: &mut Lost,
    diags: &mut Diagnostics,
) -> bool {
    let name = path.name();
    let lower = name.to_ascii_lowercase();
    let with_ending = |bare: &str| {
        let ending = ENDINGS.iter().find(|ending| bare.ends_with(**ending))?;
        Some(format!("{}{ending}", &name[..bare.len() - ending.len()]))
    };
    let (meant, ending) = if let Some(bare) = lower.strip_suffix(".txt") {
        (with_ending(bare), ".txt".to_owned())
    } else if let Some((at, dot)) = name.char_indices().rev().find(|(_, c)| matches!(c, '。' | '．')) {
        let bare = format!("{}.{}", &lower[..at], &lower[at + dot.len_utf8()..]);
        let ending =
            ENDINGS.iter().find(|ending| bare.ends_with(**ending) && bare.len() - ending.len() == at);
        (ending.map(|ending| format!("{}{ending}", &name[..at])), name[at..].to_owned())
    } else {
        return false;
    };
    let Some(near) = meant else { return false };
    let slash = if path.folder().is_empty() { "" } else { "/" };
    let right = format!("{}{slash}{near}", path.folder());
    // The right file beside it: this one is a copy for somebody else.
    if sources.files.contains_key(right.as_str()) {
        return false;
    }
    let span = Span::file(path.shared());
    of_file(&right, &span, config, lost);
    diags.push(span, Problem::FileEnding { ending, near });
    true
}

/// A YAML file whose name does not say its kind: enters the name it should have. `check` reports it, unless a page links
/// to it.
pub fn note_kind(path: &RelPath, sources: &Sources, config: &Config, lost: &mut Lost) {
    let span = Span::file(path.shared());
    let near = place(path, sources.text(path.as_str()).map_or("", |text| text));
    match &near {
        Some(near) => of_file(near, &span, config, lost),
        None => {
            // Whatever is called so is likely to be this file.
            let stem = without_number(path.name().split('.').next().unwrap_or_default());
            for kind in KINDS.iter().filter(|kind| kind.has_id) {
                lost.add_thing(kind.file(), stem, &span);
            }
        }
    }
    lost.add_file(path.as_str(), &span);
    lost.add_misnamed(path.as_str(), near);
}

/// Where a file of this name, folder and text belongs.
fn place(path: &RelPath, text: &str) -> Option<String> {
    let name = path.name();
    let (stem, ending) = name.rsplit_once('.')?;
    let word = stem.rsplit_once('.').map_or("", |(_, word)| word);
    let bare = stem.strip_suffix(word).map_or(stem, |bare| bare.trim_end_matches('.'));
    let in_roles = |part: &str| matches!(part.to_lowercase().as_str(), "role" | "roles" | "岗位" | "角色");
    let is_role = matches!(word, "role" | "roles") || path.folder().split('/').any(in_roles);
    let in_folder = |name: &str| match path.folder() {
        "" => name.to_owned(),
        folder => format!("{folder}/{name}"),
    };
    if is_role {
        let id = if matches!(word, "role" | "roles") { bare } else { stem };
        return Some(format!("roles/{id}.yaml"));
    }
    let by_name = nearest(word, kinds::suffixes().map(|kind| kind.name));
    if let Some(kind) = by_name {
        return Some(in_folder(&format!("{bare}.{kind}.yaml")));
    }
    let kind = kinds::named(by_content(text)?)?;
    match kind.written {
        Written::Folder(folder) => Some(format!("{folder}/{stem}.{ending}")),
        Written::Alone(name) => Some(format!("{name}.yaml")),
        Written::Suffix => Some(in_folder(&format!("{stem}.{}.{ending}", kind.name))),
        Written::Markdown => None,
    }
}

/// The name of the kind of content that a text's own keys tell.
fn by_content(text: &str) -> Option<&'static str> {
    let keys = |line: &str| {
        let line = line.trim_start_matches(['-', ' ', '{']);
        line.split([':', '：']).next().unwrap_or_default().trim().to_owned()
    };
    let top: Vec<String> = text.lines().filter(|line| !line.starts_with(' ')).map(keys).collect();
    let any: Vec<String> = text.lines().map(keys).collect();
    let has = |list: &[String], words: &[&str]| list.iter().any(|key| words.contains(&key.as_str()));
    if has(&top, &["lessons", "sessions"]) {
        Some("course")
    } else if has(&top, &["path", "super_users", "tier"]) {
        Some("role")
    } else if has(&top, &["draw", "pass", "attempts"]) {
        Some("quiz")
    } else if has(&any, &["ask", "options", "judge"]) {
        Some("bank")
    } else if has(&top, &["groups"]) {
        Some("checklist")
    } else if has(&any, &["q"]) && has(&any, &["a"]) {
        Some("faq")
    } else if has(&any, &["term"]) && has(&any, &["def"]) {
        Some("glossary")
    } else if has(&any, &["tel"]) && has(&any, &["name"]) {
        Some("roster")
    } else {
        None
    }
}
