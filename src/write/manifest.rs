//! The mark of our own output: the list of the files we wrote, as we wrote them.
//!
//! In: a folder. Out: what its marker file says. A damaged list counts as no list, never as a wrong one.

use super::error::{Action, WriteError};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::time::UNIX_EPOCH;

/// Stands in every finished site.
pub(super) const MARKER: &str = ".rolebook-site";
/// Stands in a site that is being built.
pub(super) const UNFINISHED: &str = ".rolebook-site.part";
/// Stands in a site that has been replaced and is being removed.
pub(super) const REPLACED: &str = ".rolebook-site.old";

/// The first line. Another version's output is not ours to touch.
pub(super) const HEADER: &str = "rolebook-site 1";

/// What we know of one file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) hash: blake3::Hash,
    pub(super) length: u64,
    /// Nanoseconds since 1970.
    pub(super) mtime: i128,
    /// The fingerprint of the file it was copied from: as long as that stays, so do its bytes.
    pub(super) source: Option<blake3::Hash>,
}

/// All files of a site by path.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) entries: BTreeMap<String, Entry>,
    /// What it was made from.
    pub(super) build: Option<Build>,
}

/// What a site was made from, and what is said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Build {
    /// Of all that the site depends on: the program, the files of the project, the roles it is for.
    pub key: blake3::Hash,
    pub pages: usize,
    pub questions: usize,
    /// Nothing was reported.
    pub is_clean: bool,
}

/// Begins the line that says what a site was made from; no hash begins so.
const MADE_FROM: &str = "made-from ";

impl Manifest {
    /// Version, what it was made from, `hash length mtime source path` for each file, a hash over all lines before it.
    pub(super) fn to_text(&self) -> String {
        let mut text = format!("{HEADER}\n");
        if let Some(Build { key, pages, questions, is_clean }) = &self.build {
            let clean = if *is_clean { "clean" } else { "reported" };
            text.push_str(&format!("{MADE_FROM}{} {pages} {questions} {clean}\n", key.to_hex()));
        }
        for (path, Entry { hash, length, mtime, source }) in &self.entries {
            let source = source.map_or_else(|| "-".to_owned(), |source| source.to_hex().to_string());
            text.push_str(&format!("{} {length} {mtime} {source} {path}\n", hash.to_hex()));
        }
        let sum = blake3::hash(text.as_bytes());
        text.push_str(&format!("end {}\n", sum.to_hex()));
        text
    }

    /// Refuses a text in which anything is not as we would have written it.
    fn from_text(text: &str) -> Result<Manifest, Damaged> {
        let (lines, end) = text.strip_suffix('\n').and_then(|text| text.rsplit_once('\n')).ok_or(Damaged)?;
        let sum = blake3::hash(&text.as_bytes()[..=lines.len()]);
        if end.strip_prefix("end ") != Some(sum.to_hex().as_str()) {
            return Err(Damaged);
        }
        let mut manifest = Manifest::default();
        for line in lines.strip_prefix(HEADER).ok_or(Damaged)?.lines().skip(1) {
            if let Some(build) = line.strip_prefix(MADE_FROM) {
                manifest.build = Some(Build::from_line(build)?);
                continue;
            }
            let (path, entry) = Entry::from_line(line)?;
            manifest.entries.insert(path.to_owned(), entry);
        }
        Ok(manifest)
    }

    /// Every folder that holds one of our files, at any depth.
    pub(super) fn folders(&self) -> BTreeSet<&str> {
        self.entries.keys().flat_map(|path| folders_of(path)).collect()
    }
}

/// A marker whose list cannot be trusted.
#[derive(Debug, PartialEq, Eq)]
struct Damaged;

impl Build {
    fn from_line(line: &str) -> Result<Build, Damaged> {
        let parts: Vec<&str> = line.split(' ').collect();
        let &[key, pages, questions, clean] = parts.as_slice() else { return Err(Damaged) };
        let number = |text: &str| text.parse().map_err(|_| Damaged);
        let is_clean = match clean {
            "clean" => true,
            "reported" => false,
            _ => return Err(Damaged),
        };
        Ok(Build { key: hash_of(key)?, pages: number(pages)?, questions: number(questions)?, is_clean })
    }
}

impl Entry {
    fn from_line(line: &str) -> Result<(&str, Entry), Damaged> {
        let mut parts = line.splitn(5, ' ');
        let mut part = || parts.next().ok_or(Damaged);
        let hash = hash_of(part()?)?;
        let length = part()?.parse().map_err(|_| Damaged)?;
        let mtime = part()?.parse().map_err(|_| Damaged)?;
        let source = match part()? {
            "-" => None,
            source => Some(hash_of(source)?),
        };
        let path = part()?;
        if is_name(path) { Ok((path, Entry { hash, length, mtime, source })) } else { Err(Damaged) }
    }
}

fn hash_of(text: &str) -> Result<blake3::Hash, Damaged> {
    blake3::Hash::from_hex(text).map_err(|_| Damaged)
}

/// A relative path with `/` that stays inside the site on every system, and is none of our own marks.
pub(super) fn is_name(path: &str) -> bool {
    let plain = |c: char| !c.is_control() && c != '\\' && (cfg!(not(windows)) || c != ':');
    path.chars().all(plain)
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
        && ![MARKER, UNFINISHED, REPLACED].contains(&path)
}

/// `a/b/c.html` -> `a`, `a/b`.
pub(super) fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// Is this a marker of our own? Only a regular file counts, and only its first line.
pub(super) fn is_ours(marker: &Path) -> Result<bool, WriteError> {
    Ok(first_line(marker)?.is_some_and(|line| line == HEADER.as_bytes()))
}

/// The first line, or nothing when there is no such regular file. A long line is cut.
pub(super) fn first_line(marker: &Path) -> Result<Option<Vec<u8>>, WriteError> {
    let unread = |source| WriteError::io(marker, Action::Read, source);
    match fs::symlink_metadata(marker) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) => return Ok(None),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(unread(error)),
    }
    let mut start = Vec::new();
    File::open(marker).and_then(|file| file.take(64).read_to_end(&mut start)).map_err(unread)?;
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    Ok(Some(line.strip_suffix(b"\r").unwrap_or(line).to_owned()))
}

/// The list in a marker file, or nothing when it is damaged or missing.
pub(super) fn read(marker: &Path) -> Result<Option<Manifest>, WriteError> {
    match fs::read(marker) {
        Ok(bytes) => match std::str::from_utf8(&bytes).map_err(|_| Damaged).and_then(Manifest::from_text) {
            Ok(manifest) => Ok(Some(manifest)),
            Err(Damaged) => Ok(None),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(WriteError::io(marker, Action::Read, error)),
    }
}

/// When a file was last written, in nanoseconds since 1970; negative before.
pub(super) fn mtime(metadata: &Metadata) -> io::Result<i128> {
    let time = metadata.modified()?;
    Ok(match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i128::try_from(after.as_nanos()).unwrap_or(i128::MAX),
        Err(before) => -i128::try_from(before.duration().as_nanos()).unwrap_or(i128::MAX),
    })
}

#[cfg(test)]
mod tests {
    use super::{Build, Damaged, Entry, Manifest, is_name};

    fn sample() -> Manifest {
        let mut manifest = Manifest::default();
        for (path, mtime, source) in
            [("a b/中文.html", 1_700_000_000_123_456_789, None), ("z.css", -5, Some("z"))]
        {
            let source = source.map(|text: &str| blake3::hash(text.as_bytes()));
            let entry = Entry { hash: blake3::hash(path.as_bytes()), length: 7, mtime, source };
            manifest.entries.insert(path.to_owned(), entry);
        }
        manifest
    }

    #[test]
    fn what_was_written_is_read_back() {
        let build = Build { key: blake3::hash(b"x"), pages: 12, questions: 0, is_clean: true };
        let with_build = |is_clean| Manifest { build: Some(Build { is_clean, ..build }), ..sample() };
        for manifest in [sample(), Manifest::default(), with_build(true), with_build(false)] {
            assert_eq!(Manifest::from_text(&manifest.to_text()), Ok(manifest));
        }
    }

    #[test]
    fn a_list_that_is_cut_or_changed_anywhere_counts_as_no_list() {
        let text = sample().to_text();
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            assert_eq!(Manifest::from_text(&text[..end]), Err(Damaged), "cut at {end}");
        }
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            if let Ok(damaged) = std::str::from_utf8(&bytes) {
                assert_eq!(Manifest::from_text(damaged), Err(Damaged), "changed at {at}");
            }
        }
    }

    #[test]
    fn names_stay_inside_the_site_and_off_our_marks() {
        for name in ["a", "a/b.html", ".nojekyll", "目录/页面.html", "x/.rolebook-site"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "/a", "a/", "a//b", "../a", "a/../b", "./a", "a\\b", "a\nb", ".rolebook-site"] {
            assert!(!is_name(name), "{name}");
        }
    }
}
