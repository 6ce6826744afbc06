//! Walks the project's folder and reads it, in parallel; a rescan reads only what changed.

use crate::diag::{Diagnostics, Problem, Rival, Span};
use crate::source::assets::{is_drawing, is_svg, picture_size, runs};
use crate::source::file::{Content, Hash, RelPath, SourceFile, Stamp};
use crate::source::sources::{Sources, text_file};
use crate::source::{decode, disk, names};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A text file larger than this is refused before it is read (bytes).
const LARGEST_TEXT: u64 = 8 * 1024 * 1024;
/// Marks a folder that Rolebook made; such a folder is never a source.
pub const OUTPUT_MARKER: &str = ".rolebook-site";

/// Which files to read again whatever their time stamps say (a second save within one tick of the clock).
#[derive(Clone, Debug, Default)]
pub struct Dirty {
    pub paths: BTreeSet<PathBuf>,
}

/// Reads the project below `root`. With `before`, files with the same length and time are taken from there.
///
/// # Errors
/// Only when the root itself cannot be read; everything below it becomes a diagnostic.
pub fn scan(root: &Path, output: &Path, before: Option<&Sources>, dirty: &Dirty) -> std::io::Result<Sources> {
    let given = root;
    let root = disk::canonical(given)?;
    std::fs::read_dir(&root)?;
    // Its names may be readable, and still nothing they name.
    std::fs::metadata(root.join("."))?;
    // Changes are named below the root as it was given; files are read by their real path.
    let real =
        |path: &PathBuf| path.strip_prefix(given).map_or_else(|_| path.clone(), |rest| root.join(rest));
    let dirty = Dirty { paths: dirty.paths.iter().map(real).collect() };
    let name = root.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut sources = Sources { name, ..Sources::default() };
    let output = disk::canonical(output).unwrap_or_else(|_| output.to_path_buf());
    let found = walk(&root, &output, &mut sources);
    let read: Vec<_> = found.par_iter().map(|found| read(found, before, &dirty)).collect();
    let mut files = Vec::with_capacity(found.len());
    for (found, (file, problems)) in found.into_iter().zip(read) {
        sources.problems.extend(problems);
        files.extend(file.map(|file| (found.path, file)));
    }
    sources.files = files.into_iter().collect();
    Ok(sources)
}

/// Reads these files again and nothing else; `None` where more than the texts of known files may have changed, so that the
/// whole project has to be looked at. `paths` are named as in [`Dirty`].
pub fn again(root: &Path, before: &Sources, paths: &BTreeSet<PathBuf>) -> Option<Sources> {
    // Through a link one file is there twice.
    if before.has_links {
        return None;
    }
    let real = disk::canonical(root).ok()?;
    let mut sources = before.clone();
    for path in paths {
        let disk = path.strip_prefix(root).map_or_else(|_| path.clone(), |rest| real.join(rest));
        let rel = RelPath::new(&shown(&real, &disk));
        let known = before.files.get(rel.as_str())?;
        let metadata = std::fs::symlink_metadata(&disk).ok()?;
        let is_told = before.problems.iter().any(|problem| *problem.span.file == *rel.as_str());
        if !matches!(known.content, Content::Text(_)) || !metadata.is_file() || is_told {
            return None;
        }
        let stamp = Stamp { len: metadata.len(), modified: metadata.modified().ok() };
        let found = Found { path: rel, disk, stamp };
        let mut problems = Diagnostics::default();
        let file = read_file(&found, &mut problems).filter(|_| problems.is_empty())?;
        sources.files.insert(found.path, SourceFile { stamp: Some(stamp), ..file });
    }
    Some(sources)
}

struct Found {
    path: RelPath,
    disk: PathBuf,
    stamp: Stamp,
}

fn walk(root: &Path, output: &Path, sources: &mut Sources) -> Vec<Found> {
    let problems = &mut sources.problems;
    let mut found = Vec::new();
    let entries = walkdir::WalkDir::new(root).follow_links(false).sort_by_file_name().into_iter();
    let mut links = Vec::new();
    for entry in entries.filter_entry(|entry| entry.depth() == 0 || is_source(entry.path(), output)) {
        match entry {
            Ok(entry) if entry.depth() == 0 || entry.file_type().is_dir() => {}
            Ok(entry) if entry.path_is_symlink() => links.push(entry.into_path()),
            Ok(entry) => {
                let metadata = entry.metadata();
                add(root, entry.path(), entry.path(), metadata.map_err(Into::into), problems, &mut found);
            }
            Err(error) => {
                let path = error.path().map(|path| shown(root, path)).unwrap_or_default();
                let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                problems.push(Span::file(RelPath::new(&path).shared()), Problem::ReadFailed { reason });
            }
        }
    }
    sources.has_links = !links.is_empty();
    for link in links {
        follow(root, output, &link, problems, &mut found);
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    // Two names that only differ in how an accent is written are one name to a reader, and on macOS.
    found.dedup_by(|twin, first| {
        let same = twin.path == first.path;
        if same {
            let (other, address) = (Rival::File(first.path.to_string()), twin.path.to_string());
            problems.push(Span::file(twin.path.shared()), Problem::PathCollision { other, address });
        }
        same
    });
    found
}

/// A symbolic link counts as what it points to, as long as that lies inside the project and not above the link.
fn follow(root: &Path, output: &Path, link: &Path, problems: &mut Diagnostics, found: &mut Vec<Found>) {
    let span = Span::file(RelPath::new(&shown(root, link)).shared());
    let target = match disk::canonical(link) {
        Ok(target) => target,
        Err(error) => {
            let target = std::fs::read_link(link).unwrap_or_default().display().to_string();
            let problem = match error.kind() {
                _ if disk::is_loop(&error) => Problem::SymlinkLoop { target },
                ErrorKind::PermissionDenied => Problem::ReadFailed { reason: error.to_string() },
                _ => Problem::SymlinkBroken { target },
            };
            problems.push(span, problem);
            return;
        }
    };
    if !target.starts_with(root) {
        problems.push(span, Problem::SymlinkOutside { target: target.display().to_string() });
    } else if link.starts_with(&target) {
        problems.push(span, Problem::SymlinkLoop { target: shown(root, &target) });
    } else if target.is_dir() {
        let entries = walkdir::WalkDir::new(&target).follow_links(false).sort_by_file_name().into_iter();
        for entry in
            entries.filter_entry(|entry| entry.depth() == 0 || is_source(entry.path(), output)).flatten()
        {
            if let (true, Ok(rest)) = (entry.file_type().is_file(), entry.path().strip_prefix(&target)) {
                let metadata = entry.metadata().map_err(Into::into);
                add(root, &link.join(rest), entry.path(), metadata, problems, found);
            }
        }
    } else {
        add(root, link, &target, target.metadata(), problems, found);
    }
}

fn is_source(path: &Path, output: &Path) -> bool {
    let name = path.file_name().map_or_else(Default::default, |name| name.to_string_lossy());
    !names::is_leftover(&name) && path != output && !path.join(OUTPUT_MARKER).exists()
}

fn add(
    root: &Path,
    path: &Path,
    disk: &Path,
    metadata: std::io::Result<std::fs::Metadata>,
    problems: &mut Diagnostics,
    found: &mut Vec<Found>,
) {
    let shown = shown(root, path);
    let rel = RelPath::new(&shown);
    let span = Span::file(rel.shared());
    if path.strip_prefix(root).ok().and_then(Path::to_str).is_none() {
        problems.push(span, Problem::PathNotUtf8 { shown });
        return;
    }
    match metadata {
        Ok(metadata) if !metadata.is_file() => problems.push(span, Problem::NotAFile {}),
        Ok(_) if names::is_secret(rel.name()) => {
            problems.push(span, Problem::SecretFile { name: rel.name().to_owned() });
        }
        Ok(metadata) if names::check(&rel, problems) => {
            // `modified` fails only on systems without file times; then every scan reads the file again.
            let stamp = Stamp { len: metadata.len(), modified: metadata.modified().ok() };
            found.push(Found { path: rel, disk: disk.to_path_buf(), stamp });
        }
        Ok(_) => {}
        Err(error) => problems.push(span, Problem::ReadFailed { reason: error.to_string() }),
    }
}

/// The path below the root with `/`, as people and diagnostics see it.
fn shown(root: &Path, path: &Path) -> String {
    let rest = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> =
        rest.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

fn read(found: &Found, before: Option<&Sources>, dirty: &Dirty) -> (Option<SourceFile>, Diagnostics) {
    let mut problems = Diagnostics::default();
    if let Some(before) = before
        && found.stamp.modified.is_some()
        && !dirty.paths.contains(&found.disk)
        // What could not be read then may be readable now, and has the same time: it is not there.
        && let Some(file) = before.files.get(found.path.as_str())
        && file.stamp == Some(found.stamp)
    {
        for problem in before.problems.iter().filter(|problem| *problem.span.file == *found.path.as_str()) {
            // Problems of the name and the link are found again by the walk; only those of the content are taken over.
            if problem.code().name().starts_with("enc.") {
                problems.push(problem.span.clone(), problem.problem.clone());
            }
        }
        return (Some(file.clone()), problems);
    }
    let file = read_file(found, &mut problems);
    (file.map(|file| SourceFile { stamp: Some(found.stamp), ..file }), problems)
}

fn read_file(found: &Found, problems: &mut Diagnostics) -> Option<SourceFile> {
    let span = Span::file(found.path.shared());
    let failed = |error: std::io::Error| Problem::ReadFailed { reason: error.to_string() };
    let is_theme = found.path.as_str().starts_with("theme/");
    if is_text(found.path.name(), is_theme) {
        if found.stamp.len > LARGEST_TEXT {
            let (found, limit) = (mebibytes(found.stamp.len), mebibytes(LARGEST_TEXT));
            problems.push(span, Problem::TooLarge { found, limit });
            return None;
        }
        return match std::fs::read(&found.disk) {
            Ok(bytes) => Some(text_file(&found.path, &bytes, problems)),
            Err(error) => {
                problems.push(span, failed(error));
                None
            }
        };
    }
    if is_theme {
        return match std::fs::read(&found.disk) {
            Ok(bytes) => {
                let hash = *blake3::hash(&bytes).as_bytes();
                Some(SourceFile { content: Content::Bytes(bytes.into()), hash, stamp: None })
            }
            Err(error) => {
                problems.push(span, failed(error));
                None
            }
        };
    }
    match hash_file(&found.disk) {
        Ok(hash) => {
            let size = picture_size(&found.disk);
            let is_drawing = is_svg(&found.disk) && is_drawing(&found.disk);
            let runs = runs(found.path.name(), &found.disk);
            let content = Content::Asset { disk: found.disk.clone(), size, is_drawing, runs };
            Some(SourceFile { content, hash, stamp: None })
        }
        Err(error) => {
            problems.push(span, failed(error));
            None
        }
    }
}

fn is_text(name: &str, is_theme: bool) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "md" | "markdown" | "yaml" | "yml" => true,
        "html" | "css" | "js" | "svg" => is_theme,
        _ => decode::is_data(name),
    }
}

fn hash_file(path: &Path) -> std::io::Result<Hash> {
    let mut hasher = blake3::Hasher::new();
    std::io::copy(&mut std::fs::File::open(path)?, &mut hasher)?;
    Ok(*hasher.finalize().as_bytes())
}

fn mebibytes(bytes: u64) -> String {
    format!("{} MiB", bytes.div_ceil(1024 * 1024))
}

#[cfg(test)]
mod tests {
    use super::{Dirty, again, scan};
    use std::path::{Path, PathBuf};
    use std::time::SystemTime;

    /// Saves with the same length and time each time, as within one tick of a coarse clock.
    fn save(path: &Path, text: &str) {
        std::fs::write(path, text).expect("writable");
        let file = std::fs::File::options().write(true).open(path).expect("it is there");
        file.set_modified(SystemTime::UNIX_EPOCH).expect("our own file");
    }

    #[cfg(unix)]
    #[test]
    fn a_change_is_read_however_the_root_was_given() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (root, link) = (folder.path().join("root"), folder.path().join("link"));
        std::fs::create_dir(&root).expect("writable");
        std::os::unix::fs::symlink(&root, &link).expect("a link");
        save(&root.join("a.md"), "one");
        let before = scan(&link, Path::new("site"), None, &Dirty::default()).expect("readable");
        save(&root.join("a.md"), "two");
        let text = |dirty: Option<PathBuf>| {
            let dirty = Dirty { paths: dirty.into_iter().collect() };
            let now = scan(&link, Path::new("site"), Some(&before), &dirty).expect("readable");
            now.text("a.md").expect("a text").to_string()
        };
        assert_eq!(text(None), "one", "the stamp is the same");
        assert_eq!(text(Some(link.join("a.md"))), "two");
    }

    #[test]
    fn what_could_not_be_read_is_read_again_though_its_stamp_is_the_same() {
        let root = tempfile::tempdir().expect("a folder for the test");
        save(&root.path().join("a.md"), "one");
        let output = root.path().join("site");
        let mut before = scan(root.path(), &output, None, &Dirty::default()).expect("readable");
        before.files.remove("a.md");
        let now = scan(root.path(), &output, Some(&before), &Dirty::default()).expect("readable");
        assert_eq!(now.text("a.md").map(|text| &**text), Some("one"));
    }

    #[test]
    fn one_file_is_read_again_only_where_no_other_can_have_changed() {
        let root = tempfile::tempdir().expect("a folder for the test");
        let path = |name: &str| root.path().join(name);
        for name in ["a.md", "b.md", "p.png"] {
            save(&path(name), "one");
        }
        let before = scan(root.path(), &path("site"), None, &Dirty::default()).expect("readable");
        let read =
            |names: &[&str]| again(root.path(), &before, &names.iter().map(|name| path(name)).collect());
        save(&path("a.md"), "two");
        let now = read(&["a.md"]).expect("a known text");
        let whole = scan(root.path(), &path("site"), None, &Dirty::default()).expect("readable");
        assert!(
            now.files
                .iter()
                .map(|(path, file)| (path, file.hash, file.stamp))
                .eq(whole.files.iter().map(|(path, file)| (path, file.hash, file.stamp)))
        );
        save(&path("new.md"), "new");
        std::fs::remove_file(path("b.md")).expect("removed");
        assert!(
            read(&["p.png"]).is_none() && read(&["a.md", "new.md"]).is_none() && read(&["b.md"]).is_none()
        );
        std::fs::write(path("a.md"), [0xff, 0xfe, 0xff]).expect("writable");
        assert!(read(&["a.md"]).is_none(), "its problem is one of the project");
    }

    #[cfg(unix)]
    #[test]
    fn beside_a_link_everything_is_looked_at_again() {
        let root = tempfile::tempdir().expect("a folder for the test");
        save(&root.path().join("a.md"), "one");
        std::os::unix::fs::symlink(root.path().join("a.md"), root.path().join("b.md")).expect("a link");
        let before = scan(root.path(), &root.path().join("site"), None, &Dirty::default()).expect("readable");
        save(&root.path().join("a.md"), "two");
        assert!(again(root.path(), &before, &[root.path().join("a.md")].into()).is_none());
    }
}
