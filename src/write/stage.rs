//! The tree that is being built beside the output, until it is whole.
//!
//! In: files. Out: a folder with a finished marker. Dropped before that, it takes the folder away again.

use super::error::{Action, WriteError};
use super::manifest::{self, Manifest};
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
                fs::create_dir_all(&path).map_err(|source| WriteError::io(&path, Action::Create, source))?;
                made.extend(manifest::folders_of(name).map(str::to_owned));
            }
        }
        Ok(self.root.join(name))
    }

    /// Writes the list of all files and declares the tree whole. Takes over the rights of the folder it replaces.
    pub(super) fn finish(mut self, manifest: &Manifest, replaced: &Path) -> Result<Finished, WriteError> {
        let (part, marker) = (self.root.join(manifest::UNFINISHED), self.root.join(manifest::MARKER));
        let written = File::create(&part).and_then(|mut file| {
            file.write_all(manifest.to_text().as_bytes())?;
            file.sync_all()
        });
        written.map_err(|source| WriteError::io(&part, Action::Write, source))?;
        match fs::metadata(replaced) {
            Ok(metadata) => fs::set_permissions(&self.root, metadata.permissions())
                .map_err(|source| WriteError::io(&self.root, Action::Write, source))?,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(WriteError::io(replaced, Action::Read, error)),
        }
        fs::rename(&part, &marker).map_err(|source| WriteError::io(&marker, Action::Write, source))?;
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
    Ok(file.metadata()?.permissions())
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

/// Makes the names in a folder survive a power cut, where a folder can be opened.
pub(super) fn sync_folder(folder: &Path) -> Result<(), WriteError> {
    if cfg!(unix) {
        let synced = File::open(folder).and_then(|open| open.sync_all());
        synced.map_err(|source| WriteError::io(folder, Action::Write, source))?;
    }
    Ok(())
}
