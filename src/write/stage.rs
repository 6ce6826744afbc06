//! The tree that is being built beside the output, until it is whole.
//!
//! In: files. Out: a folder with a finished marker. Dropped before that, it takes the folder away again.

use super::error::{Action, WriteError};
use super::manifest::{self, Manifest};
use crate::source::disk;
use std::collections::BTreeSet;
use std::fs::{self, File, Permissions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

#[derive(Debug)]
pub(super) struct Stage {
    root: PathBuf,
    folders: Mutex<BTreeSet<String>>,
    /// What a new file gets here; a copy must not inherit `0600` or read-only from its source.
    pub(super) fresh: Permissions,
    finished: bool,
}

impl Stage {
    /// Begins an empty tree. The name must be free.
    pub(super) fn open(root: &Path) -> Result<Stage, WriteError> {
        fs::create_dir(root).map_err(|source| WriteError::io(root, Action::Create, source))?;
        let mark = root.join(manifest::UNFINISHED);
        match begin(&mark) {
            Ok(fresh) => {
                Ok(Stage { root: root.to_owned(), folders: Mutex::default(), fresh, finished: false })
            }
            Err(source) => match discard(root) {
                // An empty folder or a cut mark is known to the next build.
                Ok(()) | Err(_) => Err(WriteError::io(&mark, Action::Write, source)),
            },
        }
    }

    /// Where a file of the site goes; its folder is there.
    pub(super) fn path(&self, name: &str) -> Result<PathBuf, WriteError> {
        if let Some((folder, _)) = name.rsplit_once('/') {
            let mut made = self.folders.lock().expect("no thread panics while it holds the list of folders");
            if !made.contains(folder) {
                let path = self.root.join(folder);
                let failed = |path: &Path, source| WriteError::io(path, Action::Create, source);
                fs::create_dir_all(&path).map_err(|source| failed(&path, source))?;
                for folder in manifest::folders_of(name).filter(|folder| !made.contains(*folder)) {
                    let path = self.root.join(folder);
                    open_to_readers(&path, 0o555).map_err(|source| failed(&path, source))?;
                }
                made.extend(manifest::folders_of(name).map(str::to_owned));
            }
        }
        Ok(self.root.join(name))
    }

    /// Says in the tree that stays what it is made from now.
    pub(super) fn note(&self, manifest: &Manifest, stays: &Path) -> Result<(), WriteError> {
        let (new, marker) = (self.root.join("marker"), stays.join(manifest::MARKER));
        let written = File::create(&new).and_then(|mut file| {
            file.write_all(manifest.to_text().as_bytes())?;
            file.sync_all()
        });
        written.map_err(|source| WriteError::io(&new, Action::Write, source))?;
        disk::rename(&new, &marker).map_err(|source| WriteError::io(&marker, Action::Write, source))
    }

    /// Writes the list of all files and declares the tree whole. Takes over the rights of the folder it replaces.
    pub(super) fn finish(mut self, manifest: &Manifest, replaced: &Path) -> Result<Finished, WriteError> {
        sync_files(&self.root)?;
        let (part, marker) = (self.root.join(manifest::UNFINISHED), self.root.join(manifest::MARKER));
        let written = File::create(&part).and_then(|mut file| {
            file.write_all(manifest.to_text().as_bytes())?;
            file.sync_all()
        });
        written.map_err(|source| WriteError::io(&part, Action::Write, source))?;
        match fs::metadata(replaced) {
            // On Windows there is nothing to take over but "read-only", which would keep the folder from being removed.
            Ok(metadata) if cfg!(not(windows)) => fs::set_permissions(&self.root, metadata.permissions())
                .map_err(|source| WriteError::io(&self.root, Action::Write, source))?,
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {
                open_to_readers(&self.root, 0o555)
                    .map_err(|source| WriteError::io(&self.root, Action::Write, source))?;
            }
            Err(error) => return Err(WriteError::io(replaced, Action::Read, error)),
        }
        disk::rename(&part, &marker).map_err(|source| WriteError::io(&marker, Action::Write, source))?;
        sync_folder(&self.root)?;
        self.finished = true;
        Ok(Finished)
    }
}

/// Proof that the tree beside the output is whole.
#[derive(Debug)]
pub(super) struct Finished;

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.finished && discard(&self.root).is_err() {
            // It keeps its mark, so the next build clears it away.
        }
    }
}

fn begin(mark: &Path) -> io::Result<Permissions> {
    let mut file = File::create_new(mark)?;
    writeln!(file, "{}", manifest::HEADER)?;
    open_to_readers(mark, 0o444)?;
    Ok(file.metadata()?.permissions())
}

/// A site is there to be read by everybody, a web server above all, however strict the umask of its writer is.
#[cfg(unix)]
pub(super) fn open_to_readers(path: &Path, rights: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let has = fs::metadata(path)?.permissions().mode();
    if has & rights == rights {
        Ok(())
    } else {
        fs::set_permissions(path, Permissions::from_mode(has | rights))
    }
}

#[cfg(not(unix))]
pub(super) fn open_to_readers(_path: &Path, _rights: u32) -> io::Result<()> {
    Ok(())
}

/// Removes a file or an empty folder of ours. Its own rights, or those of its folder, may stand in the way.
pub(super) fn remove(path: &Path, act: impl Fn(&Path) -> io::Result<()>) -> io::Result<()> {
    match act(path) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied && free(path).is_ok() => {
            disk::patiently(disk::may_pass, || act(path))
        }
        Err(error) if disk::may_pass(&error) => disk::patiently(disk::may_pass, || act(path)),
        ended => ended,
    }
}

/// On Unix a name is removed by the rights of its folder.
#[cfg(unix)]
fn free(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let folder = path.parent().ok_or(ErrorKind::NotFound)?;
    let has = fs::symlink_metadata(folder)?.permissions().mode();
    fs::set_permissions(folder, Permissions::from_mode(has | 0o700))
}

/// Elsewhere by its own: Explorer and sync programs make folders read-only.
#[cfg(not(unix))]
fn free(path: &Path) -> io::Result<()> {
    let mut rights = fs::symlink_metadata(path)?.permissions();
    rights.set_readonly(false);
    fs::set_permissions(path, rights)
}

/// Removes a tree that was never finished: all of it is ours. Its mark goes last, or a second attempt would not know.
pub(super) fn discard(root: &Path) -> Result<(), WriteError> {
    let failed = |source| WriteError::io(root, Action::Remove, source);
    for entry in fs::read_dir(root).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if entry.file_name() == manifest::UNFINISHED {
            continue;
        }
        let path = entry.path();
        let removed = if entry.file_type().map_err(failed)?.is_dir() {
            fs::remove_dir_all(&path)
        } else {
            fs::remove_file(&path)
        };
        removed.map_err(|source| WriteError::io(&path, Action::Remove, source))?;
    }
    remove_if_there(&root.join(manifest::UNFINISHED))?;
    fs::remove_dir(root).map_err(failed)
}

pub(super) fn remove_if_there(file: &Path) -> Result<(), WriteError> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(WriteError::io(file, Action::Remove, error)),
        _ => Ok(()),
    }
}

/// Puts every file below a folder on disk before anything points at them: a file system may write names before what the
/// files hold, and after a power cut a site of empty files would stand where the old one was. One call for all, because a
/// call for each of ten thousand files waits ten thousand times.
#[cfg(target_os = "linux")]
fn sync_files(root: &Path) -> Result<(), WriteError> {
    let synced = File::open(root).and_then(|open| Ok(rustix::fs::syncfs(open)?));
    synced.map_err(|source| WriteError::io(root, Action::Write, source))
}

/// Elsewhere there is no such call; the names follow what the files hold there, or the system is left to it.
#[cfg(not(target_os = "linux"))]
fn sync_files(_root: &Path) -> Result<(), WriteError> {
    Ok(())
}

/// Makes the names in a folder survive a power cut, where a folder can be opened.
pub(super) fn sync_folder(folder: &Path) -> Result<(), WriteError> {
    if cfg!(unix) {
        let synced = File::open(folder).and_then(|open| open.sync_all());
        synced.map_err(|source| WriteError::io(folder, Action::Write, source))?;
    }
    Ok(())
}
