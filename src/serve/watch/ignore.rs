//! Which paths are none of the site's business: output folders, version control, what editors leave for a moment.

use crate::source::disk;
use std::path::{Component, Path, PathBuf};

pub(super) struct Ignored {
    /// From the root.
    folders: Vec<PathBuf>,
}

impl Ignored {
    /// `ignore` holds paths from the root or absolute ones; those outside of it mean nothing here.
    pub(super) fn new(root: &Path, real: &Path, ignore: &[PathBuf]) -> Ignored {
        let relative = |path: &PathBuf| {
            if path.is_relative() && !path.starts_with(root) {
                return Some(plain(path));
            }
            let settled = settle(path);
            let inside = path.strip_prefix(root).or_else(|_| path.strip_prefix(real));
            inside.or_else(|_| settled.strip_prefix(real)).map(plain).ok()
        };
        // An empty path would ignore everything.
        let folders =
            ignore.iter().filter_map(relative).filter(|path| !path.as_os_str().is_empty()).collect();
        Ignored { folders }
    }

    /// `path` is given from the root.
    pub(super) fn covers(&self, path: &Path) -> bool {
        self.folders.iter().any(|folder| path.starts_with(folder))
            || path.components().any(|part| is_left_over(&part.as_os_str().to_string_lossy()))
    }
}

/// The path through its symbolic links as far as it exists: the output may not be there yet.
fn settle(path: &Path) -> PathBuf {
    for known in path.ancestors() {
        if let (Ok(real), Ok(rest)) = (disk::canonical(known), path.strip_prefix(known)) {
            return real.join(rest);
        }
    }
    path.to_owned()
}

fn plain(path: &Path) -> PathBuf {
    path.components().filter(|part| *part != Component::CurDir).collect()
}

fn is_left_over(name: &str) -> bool {
    const NAMES: [&str; 8] =
        [".git", ".hg", ".svn", ".DS_Store", "Thumbs.db", "desktop.ini", "4913", ".rolebook-cache"];
    // Vim, Emacs, Office and LibreOffice, JetBrains, browsers, and the writing of the site itself.
    const STARTS: [&str; 4] = [".#", "~$", ".~lock.", ".goutputstream-"];
    const ENDS: [&str; 15] = [
        "~",
        ".swp",
        ".swo",
        ".swx",
        ".tmp",
        ".bak",
        ".crswap",
        ".part",
        "___jb_tmp___",
        "___jb_old___",
        ".rolebook-new",
        ".rolebook-lock",
        ".rolebook-old",
        ".rolebook-journal",
        ".rolebook-kept",
    ];
    NAMES.contains(&name)
        || STARTS.iter().any(|start| name.starts_with(start))
        || ENDS.iter().any(|end| name.ends_with(end))
        || (name.len() > 2 && name.starts_with('#') && name.ends_with('#'))
}

#[cfg(test)]
mod tests {
    use super::Ignored;
    use std::path::{Path, PathBuf};

    #[test]
    fn the_output_and_what_editors_leave_are_ignored() {
        let root = Path::new("/project");
        let folders =
            ["site", "./dist/web", "/project/out", "/elsewhere/site", "/project"].map(PathBuf::from);
        let ignored = Ignored::new(root, root, &folders);
        for path in [
            "site/a.html",
            "site",
            "dist/web/x",
            "out",
            ".git/index",
            "a/.a.md.swp",
            "a/b.md~",
            "4913",
            "a/.#b.md",
            "a/#b.md#",
            "a/x.tmp",
            ".DS_Store",
            "a/~$plan.docx",
            ".site.rolebook-new/a.html",
            ".site.rolebook-old/a.html",
            ".site.rolebook-journal",
            ".site.rolebook-kept/a.html",
        ] {
            assert!(ignored.covers(Path::new(path)), "{path}");
        }
        for path in
            ["a.md", "site.yaml", "dist/a.md", "website/a.md", ".gitignore", "a/#.md", "4913.md", "tmp/a.md"]
        {
            assert!(!ignored.covers(Path::new(path)), "{path}");
        }
    }
}
