//! One build at a time for one output.
//!
//! In: the path of a lock file. Out: a guard that holds the system's own lock on it. The file alone means nothing: a
//! process that died has lost its lock, whatever it left behind.

use super::error::{Action, WriteError};
use super::place::Place;
use crate::source::disk;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Held for as long as the output is being written.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// Nothing where the file system knows no locks.
    file: Option<File>,
}

impl Lock {
    pub(super) fn take(place: &Place) -> Result<Lock, WriteError> {
        let path = &place.lock;
        let failed = |source| WriteError::io(path, Action::Lock, source);
        if fs::symlink_metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
            return Err(WriteError::NotOurs { path: path.clone() });
        }
        loop {
            let mut file = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(path)
                .map_err(failed)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(locked(place)),
                Err(TryLockError::Error(error)) if disk::is_unknown(&error) => {
                    return Ok(Lock { path: path.clone(), file: None });
                }
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
            // The one who held it before may have removed the file between our opening and our locking it.
            if still_named(&file, path).map_err(failed)? {
                file.set_len(0).map_err(failed)?;
                writeln!(file, "{}", std::process::id()).map_err(failed)?;
                return Ok(Lock { path: path.clone(), file: Some(file) });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Only under the lock, and only where the next one can see that its file has lost its name.
        if cfg!(unix) && self.file.is_some() && fs::remove_file(&self.path).is_err() {
            // A file without a lock stops nobody.
        }
    }
}

/// Names the process that says it holds the lock. A lock that cannot be read is still a lock.
fn locked(place: &Place) -> WriteError {
    let text = fs::read_to_string(&place.lock).unwrap_or_default();
    let path = place.output.clone();
    match text.trim().parse() {
        Ok(pid) => WriteError::Locked { path, pid: Some(pid) },
        Err(_) => WriteError::Locked { path, pid: None },
    }
}

#[cfg(unix)]
fn still_named(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let held = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(named) => Ok(named.dev() == held.dev() && named.ino() == held.ino()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn still_named(_file: &File, _path: &Path) -> io::Result<bool> {
    // The file is never removed there.
    Ok(true)
}
