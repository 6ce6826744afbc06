//! The site that is at the output now: which of its files are there, and what we know of them.
//!
//! In: the output folder. Out: files by path, with length and time. Follows no link, opens no file but the marker.

use super::error::{Action, WriteError};
use super::manifest::{self, Entry, Manifest};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The old tree.
#[derive(Debug)]
pub(super) struct Previous {
    pub(super) root: PathBuf,
    pub(super) manifest: Manifest,
    /// False when the marker's list is missing or damaged: then nothing is known of the files.
    pub(super) listed: bool,
    /// There is a marker, but its list is damaged.
    pub(super) damaged: bool,
    files: BTreeMap<String, Facts>,
}

/// A regular file as it is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) length: u64,
    pub(super) mtime: i128,
}

impl Previous {
    /// An output that is missing or empty is a site without files.
    pub(super) fn read(output: &Path, names: &[String]) -> Result<Previous, WriteError> {
        let list = manifest::read(&output.join(manifest::MARKER))?;
        let listed = list.is_some();
        let damaged = !listed && output.join(manifest::MARKER).is_file();
        let manifest = list.unwrap_or_default();
        let mut files = BTreeMap::new();
        if output.is_dir() {
            let mut folders = manifest.folders();
            folders.extend(names.iter().flat_map(|name| manifest::folders_of(name)));
            scan(output, "", &folders, &mut files)?;
        }
        Ok(Previous { root: output.to_owned(), manifest, listed, damaged, files })
    }

    pub(super) fn facts(&self, name: &str) -> Option<Facts> {
        self.files.get(name).copied()
    }

    /// What we wrote down about a file, as long as nobody has touched the file since.
    pub(super) fn trusted(&self, name: &str) -> Option<&Entry> {
        let (entry, facts) = (self.manifest.entries.get(name)?, self.files.get(name)?);
        (entry.length == facts.length && entry.mtime == facts.mtime).then_some(entry)
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Files of ours that are there and are not wanted any more.
    pub(super) fn leaving(&self, names: &[String]) -> usize {
        let wanted = |name: &String| names.binary_search(name).is_ok();
        self.manifest.entries.keys().filter(|name| self.files.contains_key(*name) && !wanted(name)).count()
    }

    /// Is every file of the list there as we wrote it?
    pub(super) fn is_untouched(&self) -> bool {
        self.manifest.entries.keys().all(|name| self.trusted(name).is_some())
    }

    /// Does the list name exactly these files?
    pub(super) fn lists(&self, names: &[String]) -> bool {
        self.listed && self.manifest.entries.keys().eq(names.iter())
    }
}

/// Looks only into folders of the site, so that a foreign `.git` or `node_modules` costs nothing.
fn scan(
    folder: &Path,
    prefix: &str,
    folders: &BTreeSet<&str>,
    files: &mut BTreeMap<String, Facts>,
) -> Result<(), WriteError> {
    let unread = |source| WriteError::io(folder, Action::Read, source);
    for entry in fs::read_dir(folder).map_err(unread)? {
        let entry = entry.map_err(unread)?;
        let file_name = entry.file_name();
        // A name that is no text is none of ours.
        let Some(name) = file_name.to_str() else { continue };
        let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
        let kind = entry.file_type().map_err(unread)?;
        if kind.is_dir() && folders.contains(path.as_str()) {
            scan(&entry.path(), &path, folders, files)?;
        } else if kind.is_file() {
            let metadata = entry.metadata().map_err(unread)?;
            let mtime = manifest::mtime(&metadata).map_err(unread)?;
            files.insert(path, Facts { length: metadata.len(), mtime });
        }
    }
    Ok(())
}
