//! Puts a finished tree in the place of the old one, and fixes what an interrupted run left behind.
//!
//! In: a whole tree beside the output. Out: the output is that tree, and the old one is under a sibling's name.
//! At every moment the sibling names and their markers say what was going on, so any run can end what another began.

use super::error::{Action, Notice, WriteError};
use super::manifest;
use super::place::{Contents, Place, contents};
use super::retire::retire;
use super::stage::{Finished, discard, remove_if_there, sync_folder};
use crate::source::disk;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// How two trees change places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// In one step of the system, where it knows one; by the journal otherwise.
    AtOnce,
    /// Two renames with a journal around them.
    ByJournal,
}

impl How {
    pub(super) const HERE: How = if cfg!(target_os = "linux") { How::AtOnce } else { How::ByJournal };
}

/// Makes the finished tree the site, then removes the old one.
///
/// On an error the old site stands as it stood, and the new tree is gone.
pub(super) fn install(place: &Place, _whole: Finished, how: How) -> Result<Option<Notice>, WriteError> {
    let swapped = match contents(&place.output)? {
        Contents::Foreign => Err(WriteError::NotOurs { path: place.output.clone() }),
        Contents::Absent => rename(&place.new, &place.output, place),
        Contents::Empty => over_empty(place),
        Contents::Site if how == How::AtOnce => match exchange(&place.new, &place.output) {
            Err(error) if cannot_exchange(&error) => by_journal(place),
            swapped => swapped.map_err(|source| WriteError::io(&place.output, Action::Rename, source)),
        },
        Contents::Site => by_journal(place),
    };
    if let Err(error) = swapped {
        // Without a site in its place, the new tree is the only one; then the next build takes it up.
        let needed = contents(&place.output)? == Contents::Absent && exists(&place.old)?;
        return match if needed { Ok(()) } else { retire(&place.new, place) } {
            // What could not be removed is whole or marked, so the next build clears it away.
            Ok(()) | Err(_) => Err(error),
        };
    }
    // The new site stands, so this build has not failed any more. The old tree goes only when the swap would survive a
    // power cut; what cannot be done now, the next build does, or says why it cannot.
    let left = sync_folder(&place.parent).and_then(|()| tidy(place)).err();
    Ok(left.map(|error| Notice::Left { path: place.output.clone(), error }))
}

/// Ends what an interrupted run began, so that none of the sibling names is taken any more.
pub(super) fn recover(place: &Place) -> Result<(), WriteError> {
    if missing(place)? {
        let journalled = exists(&place.journal)?;
        let (new, old) = (sibling(&place.new)?, sibling(&place.old)?);
        if new == Sibling::Whole {
            // Between the two renames, or a first build that was stopped before its only one.
            rename(&place.new, &place.output, place)?;
        } else if old == Sibling::Whole || (journalled && old == Sibling::Foreign) {
            rename(&place.old, &place.output, place)?;
        }
        sync_folder(&place.parent)?;
    }
    tidy(place)
}

/// Removes what is beside a site that is in its place.
fn tidy(place: &Place) -> Result<(), WriteError> {
    let journalled = exists(&place.journal)?;
    for path in [&place.new, &place.old] {
        match sibling(path)? {
            Sibling::Absent => {}
            Sibling::Unfinished => discard(path)?,
            Sibling::Whole | Sibling::Replaced => retire(path, place)?,
            // Only our own rename puts a tree there while the journal stands.
            Sibling::Foreign if journalled && path == &place.old => retire(path, place)?,
            Sibling::Foreign => return Err(WriteError::NotOurs { path: path.clone() }),
        }
    }
    remove_if_there(&place.journal)
}

/// What is under the name of a sibling.
#[derive(Debug, PartialEq, Eq)]
enum Sibling {
    Absent,
    Unfinished,
    Whole,
    Replaced,
    Foreign,
}

fn sibling(path: &Path) -> Result<Sibling, WriteError> {
    Ok(match contents(path)? {
        Contents::Absent => Sibling::Absent,
        Contents::Site => Sibling::Whole,
        // Stopped just after it was made, or just before it was gone.
        Contents::Empty => Sibling::Unfinished,
        Contents::Foreign if manifest::is_ours(&path.join(manifest::REPLACED))? => Sibling::Replaced,
        Contents::Foreign => match manifest::first_line(&path.join(manifest::UNFINISHED))? {
            // The mark may have been cut while it was written.
            Some(line) if manifest::HEADER.as_bytes().starts_with(&line) => Sibling::Unfinished,
            _ => Sibling::Foreign,
        },
    })
}

/// No site, and nothing but an empty folder in its place while a tree of ours waits.
fn missing(place: &Place) -> Result<bool, WriteError> {
    match contents(&place.output)? {
        Contents::Absent => Ok(true),
        Contents::Empty if sibling(&place.old)? == Sibling::Whole => {
            fs::remove_dir(&place.output)
                .map_err(|source| WriteError::io(&place.output, Action::Remove, source))?;
            Ok(true)
        }
        _ => Ok(false),
    }
}

/// An empty folder was given as the output: it goes just before the tree comes, and comes back if the tree does not.
fn over_empty(place: &Place) -> Result<(), WriteError> {
    fs::remove_dir(&place.output).map_err(|source| WriteError::io(&place.output, Action::Rename, source))?;
    rename(&place.new, &place.output, place).or_else(|error| {
        fs::create_dir(&place.output)
            .map_err(|source| WriteError::io(&place.output, Action::Create, source))?;
        Err(error)
    })
}

fn by_journal(place: &Place) -> Result<(), WriteError> {
    let written = File::create(&place.journal).and_then(|mut file| {
        writeln!(file, "rolebook-swap 1")?;
        file.sync_all()
    });
    if let Err(source) = written {
        remove_if_there(&place.journal)?;
        return Err(WriteError::io(&place.journal, Action::Write, source));
    }
    sync_folder(&place.parent)?;
    if let Err(error) = rename(&place.output, &place.old, place) {
        remove_if_there(&place.journal)?;
        return Err(error);
    }
    if let Err(error) = rename(&place.new, &place.output, place) {
        // If this fails too, the journal stands and the next build does it.
        rename(&place.old, &place.output, place)?;
        remove_if_there(&place.journal)?;
        return Err(error);
    }
    Ok(())
}

/// Whatever is moved for it, what cannot be replaced is the site.
fn rename(from: &Path, to: &Path, place: &Place) -> Result<(), WriteError> {
    disk::rename(from, to).map_err(|source| WriteError::io(&place.output, Action::Rename, source))
}

#[cfg(target_os = "linux")]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_a: &Path, _b: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// An old kernel, or a file system without this operation.
fn cannot_exchange(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput)
}

fn exists(path: &Path) -> Result<bool, WriteError> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(WriteError::io(path, Action::Read, error)),
    }
}
