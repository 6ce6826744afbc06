//! Walks the project's folder and reads it, in parallel; a rescan reads only what changed.

use crate::diag::{Diagnostics, Problem, Rival, Span};
use crate::source::sources::{Content, Hash, RelPath, SourceFile, Sources, Stamp, text_file};
use crate::source::{decode, disk, names};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::{ErrorKind, Read};
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
    // Its names may be readable, and still nothing behind them.
    std::fs::metadata(root.join("."))?;
    // Changes are named below the root as it was given; files are read by their real path.
    let real =
        |path: &PathBuf| path.strip_prefix(given).map_or_else(|_| path.clone(), |rest| root.join(rest));
    let dirty = Dirty { paths: dirty.paths.iter().map(real).collect() };
    let name = root.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut sources = Sources { name, ..Sources::default() };
    let output = disk::canonical(output).unwrap_or_else(|_| output.to_path_buf());
    let found = walk(&root, &output, &mut sources.problems);
    let read: Vec<_> = found.par_iter().map(|found| read(found, before, &dirty)).collect();
    for (found, (file, stamp, problems)) in found.into_iter().zip(read) {
        sources.problems.extend(problems);
        sources.stamps.insert(found.path.clone(), stamp);
        if let Some(file) = file {
            sources.files.insert(found.path, file);
        }
    }
    Ok(sources)
}

struct Found {
    path: RelPath,
    disk: PathBuf,
    stamp: Stamp,
}

fn walk(root: &Path, output: &Path, problems: &mut Diagnostics) -> Vec<Found> {
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

fn read(found: &Found, before: Option<&Sources>, dirty: &Dirty) -> (Option<SourceFile>, Stamp, Diagnostics) {
    let mut problems = Diagnostics::default();
    if let Some(before) = before
        && found.stamp.modified.is_some()
        && before.stamps.get(&found.path) == Some(&found.stamp)
        && !dirty.paths.contains(&found.disk)
        // What could not be read then may be readable now, and has the same time.
        && let Some(file) = before.files.get(&found.path)
    {
        for problem in before.problems.iter().filter(|problem| *problem.span.file == *found.path.as_str()) {
            // Problems of the name and the link are found again by the walk; only those of the content are taken over.
            if problem.code().name().starts_with("enc.") {
                problems.push(problem.span.clone(), problem.problem.clone());
            }
        }
        return (Some(file.clone()), found.stamp, problems);
    }
    let file = read_file(found, &mut problems);
    (file, found.stamp, problems)
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
                Some(SourceFile { content: Content::Bytes(bytes.into()), hash })
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
            Some(SourceFile { content, hash })
        }
        Err(error) => {
            problems.push(span, failed(error));
            None
        }
    }
}

/// Width and height of a picture; only its header is read. A file that is no picture has no size.
fn picture_size(path: &Path) -> Option<(u32, u32)> {
    if is_svg(path) {
        return drawing_size(path);
    }
    let size = imagesize::size(path).ok()?;
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}

fn is_svg(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("svg"))
}

/// Whether an SVG holds neither a photograph, which may not be turned into its negative, nor colours of its own for the dark.
fn is_drawing(path: &Path) -> bool {
    let mut text = Vec::new();
    let Ok(file) = std::fs::File::open(path) else { return false };
    if file.take(LARGEST_DRAWING).read_to_end(&mut text).is_err() || text.len() as u64 == LARGEST_DRAWING {
        return false;
    }
    let text = String::from_utf8_lossy(&text);
    !["<image", "data:image", "prefers-color-scheme", "light-dark("].iter().any(|sign| text.contains(sign))
}

/// What is longer is no drawing by hand (bytes).
const LARGEST_DRAWING: u64 = 1024 * 1024;

/// The size of a drawing is its view box: `viewBox="0 0 640 480"`.
fn drawing_size(path: &Path) -> Option<(u32, u32)> {
    let mut head = Vec::new();
    std::fs::File::open(path).ok()?.take(4096).read_to_end(&mut head).ok()?;
    let head = String::from_utf8_lossy(&head);
    let rest = &head[head.find("viewBox=")? + "viewBox=".len() + 1..];
    let mut numbers =
        rest.split(['"', '\'']).next()?.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
    let mut next = || numbers.next()?.parse::<f64>().ok().filter(|size| (1.0..100_000.0).contains(size));
    // The range has been checked, so nothing is cut off but the fraction.
    Some((next()? as u32, next()? as u32))
}

/// Whether a browser that opens the file may run a script of it. A page always may; in a drawing and other XML the script
/// has to stand. One that cannot be read is told elsewhere.
fn runs(name: &str, path: &Path) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "html" | "htm" | "xhtml" | "xht" | "shtml" | "mht" | "mhtml" | "svgz" => true,
        "svg" | "xml" | "xsl" | "xslt" => std::fs::read(path).is_ok_and(|bytes| holds_script(&bytes)),
        _ => false,
    }
}

/// Rather one warning too many: nothing is parsed, and what could hide a script counts as one.
fn holds_script(bytes: &[u8]) -> bool {
    // Of UTF-16 the letters stay when its zeros go.
    let bytes: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
    let marks = ["<script", ":script", "<handler", "<!entity", "<foreignobject", "<?xml-stylesheet"];
    if marks.iter().any(|mark| text.contains(mark)) {
        return true;
    }
    // `javascript:` may be written with references and blanks in it.
    let plain: String =
        unreferenced(&text).chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    plain.contains("javascript:") || plain.contains("data:text/html") || has_handler(&text)
}

/// ` onclick=` and the like.
fn has_handler(text: &str) -> bool {
    text.match_indices("on").any(|(at, _)| {
        let rest = text[at + 2..].trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let is_apart = text[..at].ends_with(|c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\''));
        is_apart && rest.len() < text.len() - at - 2 && rest.trim_start().starts_with('=')
    })
}

/// With the numbers of characters replaced by the ASCII characters they stand for.
fn unreferenced(text: &str) -> String {
    let mut pieces = text.split("&#");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(piece.len());
        let number = match piece[..end].strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => piece[..end].parse().ok(),
        };
        out.extend(number.and_then(char::from_u32).filter(char::is_ascii));
        out.push_str(piece[end..].strip_prefix(';').unwrap_or(&piece[end..]));
    }
    out
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
    use super::{Dirty, holds_script, scan};
    use crate::source::sources::RelPath;
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
        before.files.remove(&RelPath::new("a.md"));
        let now = scan(root.path(), &output, Some(&before), &Dirty::default()).expect("readable");
        assert_eq!(now.text("a.md").map(|text| &**text), Some("one"));
    }

    #[test]
    fn a_drawing_with_a_script_is_told_from_one_without() {
        for bad in [
            "<svg><script>alert(1)</script></svg>",
            "<svg ONLOAD='a()'>",
            "<svg><g\nonclick = \"a()\"/></svg>",
            "<svg><a href=\"java&#x73;cript:a()\"/></svg>",
            "<svg><a href=\"java\tscript:a()\"/></svg>",
            "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg/>",
            "<svg:script>a()</svg:script>",
        ] {
            assert!(holds_script(bad.as_bytes()), "{bad}");
            let wide: Vec<u8> = bad.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert!(holds_script(&wide), "UTF-16: {bad}");
        }
        for good in [
            "<svg viewBox='0 0 1 1'><text>on = off, month=3</text></svg>",
            "<svg><style>.on{fill:#123}</style><text id=\"button\" font=\"x\">单据</text></svg>",
        ] {
            assert!(!holds_script(good.as_bytes()), "{good}");
        }
    }
}
