//! A folder -> what every file in it looks like from outside (size and time); and what differs from the last look.

use super::ignore::Ignored;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use walkdir::WalkDir;

/// All files and folders below a root, by their path from it.
pub(super) struct Sweep {
    seen: BTreeMap<PathBuf, Look>,
    /// Changes when the root itself is another folder under the same name.
    root: Option<Identity>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Look {
    folder: bool,
    len: u64,
    modified: Option<SystemTime>,
}

type Identity = (u64, u64, Option<SystemTime>);

/// The outcome of a second look.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) paths: BTreeSet<PathBuf>,
    pub(super) new_root: bool,
}

impl Sweep {
    pub(super) fn new(root: &Path, ignored: &Ignored) -> Sweep {
        Sweep { seen: look_below(root, Path::new(""), ignored), root: identity(root) }
    }

    /// Looks at everything again.
    pub(super) fn again(&mut self, root: &Path, ignored: &Ignored) -> Difference {
        let next = Sweep::new(root, ignored);
        let gone = self.seen.keys().filter(|path| !next.seen.contains_key(*path));
        let other =
            next.seen.iter().filter(|(path, look)| self.seen.get(*path) != Some(look)).map(|(path, _)| path);
        // A file that came or went is named itself; that its folder's time moved says nothing more.
        let paths = gone.chain(other).cloned().collect();
        let new_root = next.root.is_some() && self.root != next.root;
        *self = next;
        Difference { paths, new_root }
    }

    /// Whether there was a file of this path at the last look.
    pub(super) fn knows_file(&self, path: &Path) -> bool {
        self.seen.get(path).is_some_and(|look| !look.folder)
    }

    /// Takes note of a change that is known already. Returns the files of a folder that is new.
    pub(super) fn note(&mut self, root: &Path, path: &Path, ignored: &Ignored) -> Vec<PathBuf> {
        let before: Vec<PathBuf> = self
            .seen
            .range(path.to_owned()..)
            .map(|(path, _)| path)
            .take_while(|p| p.starts_with(path))
            .cloned()
            .collect();
        for known in &before {
            self.seen.remove(known);
        }
        let now = look_below(root, path, ignored);
        let new = now.keys().filter(|path| before.binary_search(path).is_err()).cloned().collect();
        self.seen.extend(now);
        new
    }
}

fn look_below(root: &Path, path: &Path, ignored: &Ignored) -> BTreeMap<PathBuf, Look> {
    let from_root = |path: &Path| path.strip_prefix(root).map(Path::to_owned).unwrap_or_default();
    WalkDir::new(if path.as_os_str().is_empty() { root.to_owned() } else { root.join(path) })
        .into_iter()
        .filter_entry(|entry| !ignored.covers(&from_root(entry.path())))
        // What vanishes while it is looked at is not there.
        .filter_map(Result::ok)
        .filter_map(|entry| Some((from_root(entry.path()), look(&entry.metadata().ok()?))))
        .filter(|(path, _)| !path.as_os_str().is_empty())
        .collect()
}

fn look(metadata: &Metadata) -> Look {
    match metadata.is_dir() {
        true => Look { folder: true, len: 0, modified: None },
        false => Look { folder: false, len: metadata.len(), modified: metadata.modified().ok() },
    }
}

#[cfg(unix)]
fn identity(root: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let metadata = std::fs::metadata(root).ok()?;
    // The time of birth too: a number is soon given again. A system that keeps none has the number alone.
    Some((metadata.dev(), metadata.ino(), metadata.created().ok()))
}

#[cfg(not(unix))]
fn identity(root: &Path) -> Option<Identity> {
    Some((0, 0, std::fs::metadata(root).ok()?.created().ok()))
}

/// Does the folder lie on a drive whose changes may come from another machine?
#[cfg(target_os = "linux")]
pub(super) fn is_remote(root: &Path) -> bool {
    // NFS, SMB 1, CIFS, SMB 2, 9P (WSL and virtual machines), Ceph, and the folders VirtualBox shares.
    const REMOTE: [u64; 7] =
        [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x0102_1997, 0x00c3_6400, 0x786f_4256];
    // A field of 32 bits on some machines.
    rustix::fs::statfs(root).is_ok_and(|stat| REMOTE.contains(&(stat.f_type as u64 & 0xffff_ffff)))
}

/// Does the folder lie on a drive whose changes may come from another machine?
#[cfg(not(target_os = "linux"))]
pub(super) fn is_remote(root: &Path) -> bool {
    use std::path::{Component, Prefix};
    match root.components().next() {
        Some(Component::Prefix(prefix)) => matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Sweep;
    use crate::serve::watch::ignore::Ignored;
    use std::fs;
    use std::path::{Path, PathBuf};

    #[test]
    fn a_second_look_names_what_came_went_and_changed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path();
        let ignored = Ignored::new(root, root, &["site".into()]);
        for (name, text) in [("kept.md", "a"), ("changed.md", "a"), ("gone.md", "a"), ("site.md", "a")] {
            fs::write(root.join(name), text).expect("written");
        }
        let mut sweep = Sweep::new(root, &ignored);
        assert_eq!(sweep.again(root, &ignored).paths.len(), 0);
        fs::write(root.join("changed.md"), "longer").expect("written");
        fs::remove_file(root.join("gone.md")).expect("removed");
        fs::create_dir_all(root.join("site/deep")).expect("made");
        fs::create_dir_all(root.join("new/deep")).expect("made");
        fs::write(root.join("new/deep/a.md"), "a").expect("written");
        let found: Vec<PathBuf> = sweep.again(root, &ignored).paths.into_iter().collect();
        assert_eq!(found, ["changed.md", "gone.md", "new", "new/deep", "new/deep/a.md"].map(PathBuf::from));
    }

    #[test]
    fn a_change_that_was_noted_is_not_found_again() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path();
        let ignored = Ignored::new(root, root, &[]);
        let mut sweep = Sweep::new(root, &ignored);
        fs::create_dir_all(root.join("a/b")).expect("made");
        fs::write(root.join("a/b/c.md"), "a").expect("written");
        assert_eq!(sweep.note(root, Path::new("a"), &ignored).len(), 3);
        assert_eq!(sweep.again(root, &ignored).paths.len(), 0);
        fs::remove_dir_all(root.join("a")).expect("removed");
        assert_eq!(sweep.note(root, Path::new("a"), &ignored).len(), 0);
        assert_eq!(sweep.again(root, &ignored).paths.len(), 0);
    }
}
