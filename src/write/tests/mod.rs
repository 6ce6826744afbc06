//! A project and its output in a temporary folder, and a picture of everything in it.

mod interruption;
mod publishing;
mod refusing;

use crate::write::swap::How;
use crate::write::{Content, Published, WriteError, publish_by};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Removed with everything in it when the test ends.
struct Desk {
    /// Nothing in a child, which works in the folder of its parent.
    _folder: Option<tempfile::TempDir>,
    root: PathBuf,
    how: How,
}

/// Pages by name: the bytes of each file of a site.
type Pages<'a> = &'a [(&'a str, &'a str)];

impl Desk {
    fn new() -> Desk {
        Desk::by(How::HERE)
    }

    fn by(how: How) -> Desk {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let root = fs::canonicalize(folder.path()).expect("it was just made");
        Desk { _folder: Some(folder), root, how }
    }

    /// Once for each way of swapping two trees.
    fn each() -> impl Iterator<Item = Desk> {
        [How::AtOnce, How::ByJournal].into_iter().map(Desk::by)
    }

    fn project(&self) -> PathBuf {
        self.root.join("project")
    }

    fn site(&self) -> PathBuf {
        self.root.join("site")
    }

    fn sibling(&self, part: &str) -> PathBuf {
        self.root.join(format!(".site.rolebook-{part}"))
    }

    fn publish(&self, pages: Pages<'_>) -> Result<Published, WriteError> {
        self.publish_with(pages.iter().map(|(name, _)| *name), &|name| Ok(bytes_of(pages, name)))
    }

    fn publish_with<'a>(
        &self,
        names: impl Iterator<Item = &'a str>,
        make: &(dyn Fn(&str) -> Result<Content, String> + Sync),
    ) -> Result<Published, WriteError> {
        let mut names: Vec<String> = names.map(str::to_owned).collect();
        names.sort();
        publish_by(self.how, &self.site(), &self.project(), &names, None, make, &|_| {})
    }

    /// A finished site under any name, as a run that was stopped may have left it.
    fn plant(&self, at: &Path, pages: Pages<'_>) {
        let other = Desk::new();
        other.publish(pages).expect("an empty folder");
        fs::rename(other.site(), at).expect("one file system");
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("below the root")).expect("writable");
        fs::write(path, text).expect("writable");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The files of the site without our own mark.
    fn pages(&self) -> BTreeMap<String, String> {
        let mut pages = BTreeMap::new();
        for (path, seen) in picture(&self.site()) {
            if let Seen::File { bytes, .. } = seen
                && path != ".rolebook-site"
            {
                pages.insert(path, String::from_utf8(bytes).expect("test pages are text"));
            }
        }
        pages
    }

    #[track_caller]
    fn assert_pages(&self, pages: Pages<'_>) {
        let expected: BTreeMap<String, String> =
            pages.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        assert_eq!(self.pages(), expected);
    }

    /// Nothing of ours is beside the site any more.
    #[track_caller]
    fn assert_tidy(&self) {
        for part in ["new", "old", "journal"] {
            assert!(fs::symlink_metadata(self.sibling(part)).is_err(), "{part} is left");
        }
    }
}

impl Published {
    /// Written, kept, removed.
    fn counts(&self) -> [usize; 3] {
        [self.written, self.kept, self.removed]
    }
}

fn bytes_of(pages: Pages<'_>, name: &str) -> Content {
    let (_, text) = pages.iter().find(|(page, _)| *page == name).expect("only our own names are asked for");
    Content::Bytes(text.as_bytes().into())
}

/// Everything a test can tell about one entry; two equal pictures mean that nobody touched a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Seen {
    File { bytes: Vec<u8>, number: u64, modified: SystemTime },
    Folder { number: u64, modified: SystemTime },
    Link(PathBuf),
}

fn picture(root: &Path) -> BTreeMap<String, Seen> {
    let mut seen = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("readable") {
            let path = entry.expect("readable").path();
            let metadata = fs::symlink_metadata(&path).expect("still there");
            let (number, modified) =
                (number_of(&metadata), metadata.modified().expect("the system knows times"));
            let what = if metadata.is_dir() {
                folders.push(path.clone());
                Seen::Folder { number, modified }
            } else if metadata.is_symlink() {
                Seen::Link(fs::read_link(&path).expect("a link"))
            } else {
                Seen::File { bytes: fs::read(&path).expect("readable"), number, modified }
            };
            let name = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
            // The lock file comes and goes, or stays, and means nothing.
            if !name.ends_with(".rolebook-lock") {
                seen.insert(name, what);
            }
        }
    }
    seen
}

#[cfg(unix)]
fn number_of(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn number_of(_metadata: &fs::Metadata) -> u64 {
    0
}
