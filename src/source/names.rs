//! Names of files and folders that would break on some system the site has to work on.

use crate::diag::{Diagnostics, Problem, Span};
use crate::source::file::RelPath;

/// A part of an output path must fit a file system with 255-byte names and leave room for our endings.
const LONGEST_NAME: usize = 200;
const DEEPEST_FOLDER: usize = 64;

/// Ids are ASCII, so that they survive every system they travel through.
pub fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Reports every part of the path that Windows would refuse. True when the file can be used.
pub fn check(path: &RelPath, diags: &mut Diagnostics) -> bool {
    let span = Span::file(path.shared());
    let faults = faults(path.as_str());
    let good = faults.is_empty();
    faults.into_iter().for_each(|problem| diags.push(span.clone(), problem));
    good
}

/// What is wrong with a path, as the name of a source file or of an output file.
pub fn faults(path: &str) -> Vec<Problem> {
    if path.split('/').count() > DEEPEST_FOLDER {
        return vec![Problem::PathTooDeep { limit: DEEPEST_FOLDER }];
    }
    path.split('/').filter_map(fault).collect()
}

fn fault(part: &str) -> Option<Problem> {
    let name = part.to_owned();
    if let Some(found) =
        part.chars().find(|c| matches!(c, ':' | '?' | '*' | '|' | '<' | '>' | '"' | '\\') || c.is_control())
    {
        return Some(Problem::PathChar { name, found: found.escape_default().to_string() });
    }
    if let Some(found) = part.chars().find(|c| is_turning(*c)) {
        let name = part.replace(is_turning, "\u{fffd}");
        return Some(Problem::PathHidden { name, found: format!("U+{:04X}", u32::from(found)) });
    }
    let stem = part.split('.').next().unwrap_or(part);
    if part.ends_with(['.', ' ']) {
        return Some(Problem::PathTrailing { name });
    }
    if is_reserved(stem) {
        return Some(Problem::PathReserved { name });
    }
    (part.len() > LONGEST_NAME).then_some(Problem::PathTooLong {
        name,
        found: part.len(),
        limit: LONGEST_NAME,
    })
}

/// Invisible, and turns the direction of what follows: `a\u{202e}gpj.exe` looks like `aexe.jpg`.
fn is_turning(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Device names of Windows, which also count with any ending. Source: Microsoft, "Naming Files, Paths, and Namespaces".
fn is_reserved(stem: &str) -> bool {
    let lower = stem.trim().to_ascii_lowercase();
    if matches!(lower.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$" | "clock$") {
        return true;
    }
    let digit = lower.strip_prefix("com").or_else(|| lower.strip_prefix("lpt"));
    digit.is_some_and(|rest| {
        rest.chars().count() == 1 && rest.chars().all(|c| c.is_ascii_digit() || "¹²³".contains(c))
    })
}

/// Files that must never reach a published site.
pub fn is_secret(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    matches!(lower.as_str(), "id_rsa" | "id_ed25519" | "id_ecdsa" | "id_dsa" | "credentials" | "htpasswd")
        || [".pem", ".pfx", ".p12", ".key", ".jks", ".keystore", ".kdbx"]
            .iter()
            .any(|ending| lower.ends_with(ending))
}

/// What editors and systems leave behind: not pages, not copied, no reason to build again.
pub fn is_leftover(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    name.starts_with('.')
        || name.starts_with("~$")
        || name.starts_with('#') && name.ends_with('#')
        || name.ends_with('~')
        || [".swp", ".swx", ".tmp", ".bak", ".crdownload", ".part"]
            .iter()
            .any(|ending| lower.ends_with(ending))
        || matches!(&*lower, "4913" | "thumbs.db" | "desktop.ini" | "node_modules" | "__pycache__")
}
