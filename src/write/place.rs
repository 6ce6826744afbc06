//! Where a site is, what may be around it, and whether it may be written at all.
//!
//! In: the output folder and the project's root. Out: the real paths, or a refusal. Writes nothing.

use super::error::{Action, WriteError};
use super::manifest;
use crate::source::disk;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

/// The real output folder and its siblings, all in one parent so that a rename never crosses file systems.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) output: PathBuf,
    pub(super) parent: PathBuf,
    /// The tree that is being built; right after an exchange, the tree that was replaced.
    pub(super) new: PathBuf,
    /// The tree that was replaced, where two trees cannot be exchanged in one step.
    pub(super) old: PathBuf,
    /// Says that the pair of renames has begun.
    pub(super) journal: PathBuf,
    pub(super) lock: PathBuf,
    /// Files of other people whose names the new site needs.
    pub(super) kept: PathBuf,
}

impl Place {
    /// Follows links, so that all work happens where the output really is.
    pub(super) fn of(output: &Path) -> Result<Place, WriteError> {
        let output = resolve(output)?;
        let (Some(parent), Some(name)) = (output.parent(), output.file_name()) else {
            return Err(WriteError::Forbidden { path: output });
        };
        let sibling = |part: &str| {
            let mut sibling = OsString::from(".");
            sibling.push(name);
            sibling.push(OsStr::new(".rolebook-"));
            sibling.push(OsStr::new(part));
            parent.join(sibling)
        };
        Ok(Place {
            new: sibling("new"),
            old: sibling("old"),
            journal: sibling("journal"),
            lock: sibling("lock"),
            kept: sibling("kept"),
            parent: parent.to_owned(),
            output,
        })
    }

    /// Refuses every folder whose loss would hurt somebody.
    pub(super) fn check(&self, sources: &Path) -> Result<(), WriteError> {
        let sources = resolve(sources)?;
        if let Some(home) = std::env::home_dir().filter(|home| home.is_absolute())
            && resolve(&home)?.starts_with(&self.output)
        {
            return Err(WriteError::Forbidden { path: self.output.clone() });
        }
        let inside = self.output.starts_with(&sources) && self.parent != sources;
        if sources.starts_with(&self.output) || inside {
            return Err(WriteError::Overlap { output: self.output.clone(), source: sources });
        }
        match contents(&self.output)? {
            Contents::Absent | Contents::Empty => {}
            // What is replaced must also be removed, so it must be ours to write to.
            Contents::Site => {
                writable(&self.output)
                    .map_err(|source| WriteError::io(&self.output, Action::Write, source))?;
            }
            Contents::Foreign => return Err(WriteError::NotOurs { path: self.output.clone() }),
        }
        self.check_parent()
    }

    /// The nearest folder above that exists must be a folder, take new names, and share the output's file system.
    fn check_parent(&self) -> Result<(), WriteError> {
        for above in self.parent.ancestors() {
            match fs::metadata(above) {
                Ok(metadata) if metadata.is_dir() => {
                    writable(above).map_err(|source| WriteError::io(above, Action::Write, source))?;
                    if above == self.parent && is_mount_point(&self.output, &metadata) {
                        let source = ErrorKind::CrossesDevices.into();
                        return Err(WriteError::io(&self.output, Action::Rename, source));
                    }
                    return Ok(());
                }
                Ok(_) => return Err(WriteError::io(above, Action::Create, ErrorKind::NotADirectory.into())),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(WriteError::io(above, Action::Read, error)),
            }
        }
        Ok(())
    }
}

/// What is at the output.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Contents {
    Absent,
    Empty,
    Site,
    Foreign,
}

pub(super) fn contents(output: &Path) -> Result<Contents, WriteError> {
    let unread = |source| WriteError::io(output, Action::Read, source);
    match fs::symlink_metadata(output) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Contents::Absent),
        Err(error) => return Err(unread(error)),
        Ok(metadata) if !metadata.is_dir() => return Ok(Contents::Foreign),
        Ok(_) => {}
    }
    if manifest::is_ours(&output.join(manifest::MARKER))? {
        return Ok(Contents::Site);
    }
    match fs::read_dir(output).map_err(unread)?.next() {
        None => Ok(Contents::Empty),
        Some(_) => Ok(Contents::Foreign),
    }
}

/// The real path of something that may not exist yet: every link on the way is followed, even a dangling one.
fn resolve(path: &Path) -> Result<PathBuf, WriteError> {
    let absolute = std::path::absolute(path).map_err(|source| WriteError::io(path, Action::Read, source))?;
    let mut links = 0;
    let followed = follow(&absolute, &mut links)?;
    // The part that exists is spelled as the system spells it, so that two spellings of one folder compare equal.
    for above in followed.ancestors() {
        match disk::canonical(above) {
            Ok(real) => {
                let rest = followed.strip_prefix(above).expect("an ancestor is a prefix of its path");
                return Ok(if rest.as_os_str().is_empty() { real } else { real.join(rest) });
            }
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
            Err(error) => return Err(WriteError::io(above, Action::Read, error)),
        }
    }
    Ok(followed)
}

fn follow(path: &Path, links: &mut usize) -> Result<PathBuf, WriteError> {
    let mut real = PathBuf::new();
    for component in path.components() {
        match component {
            Component::Prefix(_) | Component::RootDir => real.push(component),
            Component::CurDir => {}
            Component::ParentDir => {
                real.pop();
            }
            Component::Normal(name) => {
                real.push(name);
                if fs::symlink_metadata(&real).is_ok_and(|metadata| metadata.is_symlink()) {
                    *links += 1;
                    if *links > 40 {
                        let looped = io::Error::other("too many symbolic links");
                        return Err(WriteError::io(path, Action::Read, looped));
                    }
                    let target =
                        fs::read_link(&real).map_err(|source| WriteError::io(&real, Action::Read, source))?;
                    real.pop();
                    real = follow(&real.join(target), links)?;
                }
            }
        }
    }
    Ok(real)
}

#[cfg(target_os = "linux")]
fn writable(folder: &Path) -> io::Result<()> {
    use rustix::fs::{Access, access};
    Ok(access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
}

#[cfg(not(target_os = "linux"))]
fn writable(folder: &Path) -> io::Result<()> {
    // Elsewhere the bits tell too little; the first write will.
    fs::metadata(folder).map(|_| ())
}

#[cfg(unix)]
fn is_mount_point(output: &Path, parent: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(output).is_ok_and(|output| output.dev() != parent.dev())
}

#[cfg(not(unix))]
fn is_mount_point(_output: &Path, _parent: &fs::Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use crate::write::{WriteError, check_output};
    use std::fs;
    use std::path::Path;

    #[test]
    fn roots_and_the_home_folder_are_forbidden() {
        let project = tempfile::tempdir().expect("a folder for the test");
        let home = std::env::home_dir().expect("a home folder");
        for output in [Path::new("/"), Path::new("/.."), home.as_path(), home.parent().unwrap_or(&home)] {
            let error = check_output(output, project.path()).expect_err("must be refused");
            assert!(matches!(error, WriteError::Forbidden { .. }), "{error:?}");
        }
    }

    #[test]
    fn the_project_itself_what_contains_it_and_what_lies_deep_in_it_overlap() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let project = folder.path().join("outer/project");
        fs::create_dir_all(project.join("docs")).expect("writable");
        for output in ["", "..", "docs/..", "docs/site", "../project", "docs/../../project/a/b"] {
            let error = check_output(&project.join(output), &project).expect_err("must be refused");
            assert!(matches!(error, WriteError::Overlap { .. }), "{output}: {error:?}");
        }
        for output in ["site", "../project-site", "../site", "docs/../site"] {
            check_output(&project.join(output), &project).expect("a folder of its own");
        }
        assert_eq!(fs::read_dir(&project).expect("readable").count(), 1, "a check writes nothing");
    }

    #[test]
    fn a_file_in_place_of_the_output_or_above_it_is_refused() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (project, file) = (folder.path().join("project"), folder.path().join("file"));
        fs::write(&file, "mine").expect("writable");
        assert!(matches!(check_output(&file, &project), Err(WriteError::NotOurs { .. })));
        assert!(matches!(check_output(&file.join("site"), &project), Err(WriteError::Io { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_even_when_their_target_is_still_missing() {
        use super::{Place, resolve};
        let folder = tempfile::tempdir().expect("a folder for the test");
        let root = fs::canonicalize(folder.path()).expect("exists");
        std::os::unix::fs::symlink("b", root.join("a")).expect("a link");
        std::os::unix::fs::symlink("missing/site", root.join("b")).expect("a link");
        assert_eq!(resolve(&root.join("a")).expect("no loop"), root.join("missing/site"));
        std::os::unix::fs::symlink("loop", root.join("loop")).expect("a link");
        assert!(resolve(&root.join("loop")).is_err());
        let place = Place::of(&root.join("a")).expect("a place");
        assert_eq!(place.new, root.join("missing/.site.rolebook-new"));
    }
}
