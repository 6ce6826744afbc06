//! Takes a replaced tree away: our files go, everything else moves over into the site that replaced it.
//!
//! In: a tree with our marker, and the place of the site. Out: the tree is gone. Removes no file that is not in the
//! tree's own list, and passes through no link.

use super::error::{Action, WriteError};
use super::fill::same_bytes;
use super::manifest::{self, Manifest};
use super::place::{Contents, Place, contents};
use super::stage::{remove, remove_if_there};
use crate::source::disk;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Can be interrupted anywhere and called again.
pub(super) fn retire(tree: &Path, place: &Place) -> Result<(), WriteError> {
    let (marker, mark) = (tree.join(manifest::MARKER), tree.join(manifest::REPLACED));
    // From here on the tree may be torn: it must never be taken for a whole site again.
    match disk::rename(&marker, &mark) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(WriteError::io(&marker, Action::Rename, error));
        }
        _ => {}
    }
    let manifest = manifest::read(&mark)?.unwrap_or_default();
    let live = matches!(contents(&place.output)?, Contents::Site).then_some(place.output.as_path());
    let leaving = Leaving {
        tree,
        folders: manifest.folders(),
        manifest: &manifest,
        live,
        aside: &place.kept,
        naming: Mutex::default(),
    };
    leaving.clear(Path::new(""))?;
    remove_if_there(&mark)?;
    remove_if_there(&tree.join(manifest::UNFINISHED))?;
    match remove(tree, |path| fs::remove_dir(path)) {
        Ok(()) => Ok(()),
        Err(source) => {
            // Somebody still holds or just added a file. With its mark back, the next build can try again.
            fs::write(&mark, format!("{}\n", manifest::HEADER))
                .map_err(|source| WriteError::io(&mark, Action::Write, source))?;
            Err(WriteError::io(tree, Action::Remove, source))
        }
    }
}

struct Leaving<'a> {
    tree: &'a Path,
    manifest: &'a Manifest,
    folders: BTreeSet<&'a str>,
    /// The site that takes over foreign files, if there is one.
    live: Option<&'a Path>,
    /// Takes those whose name is taken there.
    aside: &'a Path,
    /// Between the search for a free name there and its use, nobody else may take it.
    naming: Mutex<()>,
}

impl Leaving<'_> {
    fn clear(&self, folder: &Path) -> Result<(), WriteError> {
        children(self.tree, folder)?
            .par_iter()
            .try_for_each(|(path, metadata)| self.clear_one(path, metadata))
    }

    fn clear_one(&self, path: &Path, metadata: &Metadata) -> Result<(), WriteError> {
        let full = self.tree.join(path);
        let removed = |result: io::Result<()>| result.map_err(|e| WriteError::io(&full, Action::Remove, e));
        match name_of(path).as_deref() {
            Some(manifest::REPLACED | manifest::UNFINISHED) if metadata.is_file() => Ok(()),
            Some(name) if metadata.is_dir() && self.folders.contains(name) => {
                self.clear(path)?;
                removed(remove(&full, |path| fs::remove_dir(path)))
            }
            Some(name) if metadata.is_file() && self.manifest.entries.contains_key(name) => {
                removed(remove(&full, |path| fs::remove_file(path)))
            }
            _ => self.hand_over(path, metadata),
        }
    }

    /// Moves something that is not ours to the same place in the new site, whole folders in one step.
    fn hand_over(&self, path: &Path, metadata: &Metadata) -> Result<(), WriteError> {
        let from = self.tree.join(path);
        let Some(to) = self.room_for(path)? else { return self.set_aside(path, metadata) };
        let there = match fs::symlink_metadata(&to) {
            Ok(there) => there,
            Err(error) if error.kind() == ErrorKind::NotFound => return moved(&from, &to),
            Err(error) => return Err(WriteError::io(&to, Action::Read, error)),
        };
        if metadata.is_dir() && there.is_dir() {
            for (child, metadata) in children(self.tree, path)? {
                self.hand_over(&child, &metadata)?;
            }
            return fs::remove_dir(&from).map_err(|source| WriteError::io(&from, Action::Remove, source));
        }
        if same_file(&from, metadata, &to, &there)? {
            return fs::remove_file(&from).map_err(|source| WriteError::io(&from, Action::Remove, source));
        }
        self.set_aside(path, metadata)
    }

    /// The place in the new site, with its folders made; nothing when a file or a link is in the way.
    fn room_for(&self, path: &Path) -> Result<Option<PathBuf>, WriteError> {
        let Some(live) = self.live else { return Ok(None) };
        let mut folder = live.to_owned();
        for part in path.parent().into_iter().flat_map(Path::components) {
            folder.push(part);
            match fs::symlink_metadata(&folder) {
                Ok(metadata) if metadata.is_dir() => {}
                Ok(_) => return Ok(None),
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    fs::create_dir(&folder)
                        .map_err(|source| WriteError::io(&folder, Action::Create, source))?;
                }
                Err(error) => return Err(WriteError::io(&folder, Action::Read, error)),
            }
        }
        Ok(Some(live.join(path)))
    }

    /// Keeps a foreign file beside the site under its own name, or that name with a number.
    fn set_aside(&self, path: &Path, metadata: &Metadata) -> Result<(), WriteError> {
        let _alone = self.naming.lock().expect("no thread panics while it looks for a name");
        let from = self.tree.join(path);
        let first = self.aside.join(path);
        let folder = first.parent().expect("a path in a folder has a parent");
        fs::create_dir_all(folder).map_err(|source| WriteError::io(folder, Action::Create, source))?;
        let mut to = first.clone();
        for number in 2.. {
            match fs::symlink_metadata(&to) {
                Err(error) if error.kind() == ErrorKind::NotFound => break,
                Err(error) => return Err(WriteError::io(&to, Action::Read, error)),
                Ok(there) if same_file(&from, metadata, &to, &there)? => {
                    return fs::remove_file(&from)
                        .map_err(|source| WriteError::io(&from, Action::Remove, source));
                }
                Ok(_) => {
                    let mut name = OsString::from(first.as_os_str());
                    name.push(format!("~{number}"));
                    to = name.into();
                }
            }
        }
        moved(&from, &to)
    }
}

/// What is in a folder of the tree, read before anything in it changes, in order.
fn children(tree: &Path, folder: &Path) -> Result<Vec<(PathBuf, Metadata)>, WriteError> {
    let full = tree.join(folder);
    let unread = |source| WriteError::io(&full, Action::Read, source);
    let mut children = Vec::new();
    for entry in fs::read_dir(&full).map_err(unread)? {
        let entry = entry.map_err(unread)?;
        children.push((folder.join(entry.file_name()), entry.metadata().map_err(unread)?));
    }
    children.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(children)
}

/// The path as the manifest writes it; nothing when it is no text and so none of ours.
fn name_of(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

fn same_file(a: &Path, a_is: &Metadata, b: &Path, b_is: &Metadata) -> Result<bool, WriteError> {
    if !a_is.is_file() || !b_is.is_file() || a_is.len() != b_is.len() {
        return Ok(false);
    }
    let compared = File::open(a).and_then(|a| same_bytes(a, File::open(b)?));
    compared.map_err(|source| WriteError::io(a, Action::Read, source))
}

fn moved(from: &Path, to: &Path) -> Result<(), WriteError> {
    fs::rename(from, to).map_err(|source| WriteError::io(to, Action::Rename, source))
}
