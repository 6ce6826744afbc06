//! The cases of `tests/cases`: each folder is a project, and in `expect/` stands what has to come out of it.
//!
//! `expect/diagnostics.txt` holds every problem in the short form, in English; `expect/<address>.html` what the page
//! at that address has inside `<div class="body">`. `ROLEBOOK_ACCEPT=1 cargo test` writes them anew; a page is taken
//! in by an empty file of its name.

use crate::html::{harm, misnested};
use crate::support::{Made, dressed, files, scan};
use rayon::prelude::*;
use rolebook::inside::{
    self, Cache, Content, Diagnostic, Diagnostics, Fix, Lang, RelPath, Scope, Severity, Sources, edited,
};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};

const DIAGNOSTICS: &str = "diagnostics.txt";

/// Every case, built once for all tests that look at it.
static BUILT: LazyLock<Vec<Case>> = LazyLock::new(|| cases().into_par_iter().map(Case::of).collect());

struct Case {
    name: String,
    folder: PathBuf,
    sources: Sources,
    made: Made,
    /// What the build has left in it.
    cache: Mutex<Cache>,
}

impl Case {
    fn of(folder: PathBuf) -> Case {
        let name = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        // What is expected is no part of the project: it stands where a site would be written.
        let sources = scan(&folder, &folder.join("expect"));
        let mut cache = dressed(&sources);
        let made = Made::with(&sources, &mut cache);
        Case { name, folder, sources, made, cache: Mutex::new(cache) }
    }
}

#[test]
fn every_case_comes_out_as_expected() {
    let accept = std::env::var_os("ROLEBOOK_ACCEPT").is_some();
    let mut wrong = String::new();
    for case in &*BUILT {
        let expect = case.folder.join("expect");
        for (name, path) in files(&expect) {
            let expected = std::fs::read_to_string(&path).expect("an expectation is text");
            match found(&case.made, &name) {
                Some(found) if found == expected => {}
                Some(found) if accept => std::fs::write(&path, found).expect("writable"),
                Some(found) => wrong += &format!("{}\n{}\n", path.display(), difference(&expected, &found)),
                None => wrong += &format!("{}\n  no page has this address\n\n", path.display()),
            }
        }
        let diagnostics = expect.join(DIAGNOSTICS);
        if !diagnostics.exists() {
            if accept {
                std::fs::create_dir_all(&expect).expect("writable");
                std::fs::write(&diagnostics, joined(&case.made.problems)).expect("writable");
            } else {
                wrong += &format!("{}\n  is missing\n\n", diagnostics.display());
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}ROLEBOOK_ACCEPT=1 takes over what was found");
}

/// What a browser has to guess because the writer's own HTML says so: a block in a paragraph, which ends it.
const WRITTEN_SO: &[(&str, &str)] = &[("harmless-html-stays: a.html", "No <p> tag to close")];

#[test]
fn no_case_runs_a_script_or_breaks_a_page() {
    let mut wrong = Vec::new();
    for case in &*BUILT {
        // A page that the writer has beside the text is theirs.
        let is_ours = |address: &str| !case.folder.join(address).exists();
        for (address, html) in case.made.pages().filter(|(address, _)| is_ours(address)) {
            let place = format!("{}: {address}", case.name);
            wrong.extend(harm(html).into_iter().map(|harm| format!("{place}: {harm}")));
            let fault =
                misnested(html).filter(|fault| !WRITTEN_SO.contains(&(place.as_str(), fault.as_str())));
            wrong.extend(fault.map(|fault| format!("{place}: {fault}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_warm_cache_changes_no_case() {
    for case in &*BUILT {
        let mut cache = case.cache.lock().expect("nobody else builds with it");
        let again = Made::with(&case.sources, &mut cache);
        assert_eq!(case.made.problems, again.problems, "{}", case.name);
        assert_eq!(case.made.files, again.files, "{}", case.name);
    }
}

#[test]
fn every_message_is_said_in_both_languages_and_ends_without_a_full_stop() {
    for case in &*BUILT {
        for diagnostic in case.made.diags.iter() {
            let problem = &diagnostic.problem;
            let (zh, en) = (problem.message(Lang::Zh), problem.message(Lang::En));
            assert_ne!(zh, en, "{}", case.name);
            assert!(!en.ends_with('.') && !zh.ends_with('。'), "{}: {en} / {zh}", case.name);
            assert!(
                !problem.help(Lang::Zh).is_empty() && !problem.help(Lang::En).is_empty(),
                "{}",
                case.name
            );
            let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert!(han(&zh), "{}: {zh}", case.name);
        }
    }
}

/// What a help offers is right as it is written: with it the problem is gone, and no error has come instead.
#[test]
fn every_help_that_offers_a_spelling_is_right_when_pasted() {
    let mut wrong = String::new();
    let mut tried = 0;
    for case in &*BUILT {
        let mut cache = dressed(&case.sources);
        let output = inside::build(&Arc::new(case.sources.clone()), &Scope::WHOLE, &mut cache);
        let found = output.problems();
        let before = counted(found);
        for diagnostic in found.iter() {
            let offers = ["did you mean `", "rename it to `", "rename the file to `"]
                .iter()
                .any(|word| diagnostic.problem.help(Lang::En).starts_with(word));
            let Some(fix) = &diagnostic.fix else {
                if offers {
                    wrong += &format!(
                        "{}: offers a spelling and has no fix: {:?}\n",
                        case.name, diagnostic.problem
                    );
                }
                continue;
            };
            tried += 1;
            let mended = Arc::new(mended(&case.sources, &diagnostic.span.file, fix));
            let after = counted(inside::build(&mended, &Scope::WHOLE, &mut cache).problems());
            let key = key(diagnostic);
            if after.get(&key).copied().unwrap_or(0) >= before[&key] {
                wrong += &format!("{}: still there after {fix:?}: {key:?}\n", case.name);
            }
            for (new, count) in &after {
                if new.0 == Severity::Error && *count > before.get(new).copied().unwrap_or(0) {
                    wrong += &format!("{}: {fix:?} brings {new:?}\n", case.name);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(tried > 100, "only {tried} helps offer a spelling");
}

/// What a problem is, wherever it stands in its file.
type Key = (Severity, String, &'static str, String);

fn key(diagnostic: &Diagnostic) -> Key {
    let severity = diagnostic.code().severity();
    let file = diagnostic.span.file.to_string();
    (severity, file, diagnostic.code().name(), diagnostic.problem.message(Lang::En))
}

/// How often each problem is told.
fn counted(diags: &Diagnostics) -> BTreeMap<Key, usize> {
    let mut counts = BTreeMap::new();
    diags.iter().for_each(|diagnostic| *counts.entry(key(diagnostic)).or_default() += 1);
    counts
}

/// The sources with one fix made.
fn mended(sources: &Sources, file: &str, fix: &Fix) -> Sources {
    let mut mended = sources.clone();
    match fix {
        Fix::Edits(edits) => {
            let text = edited(sources.text(file).expect("a fix is made in a text"), edits);
            let mut own = mended.files.get(file).expect("the file is there").clone();
            own.hash = *blake3::hash(text.as_bytes()).as_bytes();
            own.content = Content::Text(text.into());
            mended.files.insert(RelPath::new(file), own);
        }
        Fix::Rename(to) => {
            let mut own = mended.files.get(file).expect("the file is there").clone();
            mended.files.remove(file);
            if let Content::Asset { disk, .. } = &own.content {
                own.content = Content::Text(std::fs::read_to_string(disk).expect("a text").into());
            }
            assert!(!mended.files.contains_key(to), "{to} is there already");
            mended.files.insert(RelPath::new(to), own);
        }
    }
    mended
}

/// Every folder of `tests/cases`, in order.
pub fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = std::fs::read_dir(folder).expect("tests/cases is there");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    cases
}

/// What there is for the expectation of this name.
fn found(made: &Made, name: &str) -> Option<String> {
    if name == DIAGNOSTICS {
        return Some(joined(&made.problems));
    }
    let page = made.files.get(name).filter(|_| name.ends_with(".html"))?;
    Some(without_hashes(body(std::str::from_utf8(page).expect("a page is UTF-8"))))
}

/// Assets of the theme under one name for all of their versions: `assets/super.0123456789.js` -> `assets/super.js`.
fn without_hashes(html: &str) -> String {
    let mut pieces = html.split("assets/");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        out.push_str("assets/");
        let is_hash = |part: &str| part.len() == 10 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
        match piece.splitn(3, '.').collect::<Vec<_>>()[..] {
            [stem, hash, rest] if is_hash(hash) => out.push_str(&format!("{stem}.{rest}")),
            _ => out.push_str(piece),
        }
    }
    out
}

fn joined(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// What stands inside `<div class="body">`.
fn body(html: &str) -> &str {
    let (_, inside) = html.split_once("<div class=\"body\"").expect("every page has a body");
    let (_, inside) = inside.split_once('>').expect("a tag has an end");
    let mut depth = 1;
    for (at, _) in inside.match_indices("div") {
        if inside[..at].ends_with("</") {
            depth -= 1;
        } else if inside[..at].ends_with('<') {
            depth += 1;
        }
        if depth == 0 {
            return inside[..at - "</".len()].trim_start_matches('\n');
        }
    }
    panic!("the body is never closed:\n{html}")
}

/// The lines that differ, with two on each side: `-` was expected, `+` was found.
fn difference(expected: &str, found: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    // Length of the longest common sequence of what follows each pair of lines.
    let mut common = vec![vec![0; new.len() + 1]; old.len() + 1];
    for a in (0..old.len()).rev() {
        for b in (0..new.len()).rev() {
            common[a][b] = if old[a] == new[b] {
                common[a + 1][b + 1] + 1
            } else {
                common[a + 1][b].max(common[a][b + 1])
            };
        }
    }
    let (mut a, mut b) = (0, 0);
    let mut lines = Vec::new();
    while a < old.len() || b < new.len() {
        if a < old.len() && b < new.len() && old[a] == new[b] {
            lines.push((' ', old[a]));
            (a, b) = (a + 1, b + 1);
        } else if b == new.len() || a < old.len() && common[a + 1][b] >= common[a][b + 1] {
            lines.push(('-', old[a]));
            a += 1;
        } else {
            lines.push(('+', new[b]));
            b += 1;
        }
    }
    let near = |at: usize| {
        lines[at.saturating_sub(2)..(at + 3).min(lines.len())].iter().any(|(sign, _)| *sign != ' ')
    };
    let shown = lines.iter().enumerate().filter(|(at, _)| near(*at));
    shown.map(|(_, (sign, line))| format!("  {sign} {line}\n")).collect()
}
