//! No file of the program needs another that needs it: what two files share lies in a third below both.

use crate::tidy::{is_test, sources, without_tests};
use std::collections::{BTreeMap, BTreeSet};

/// A path of names: `["diag", "severity", "Severity"]` for `crate::diag::severity::Severity`.
type Name = Vec<String>;

struct File {
    /// Its own name as a module.
    module: Name,
    /// What it passes on under a name of its own: `pub use severity::Severity`.
    passed_on: BTreeMap<String, Name>,
    used: BTreeSet<Name>,
}

#[test]
fn no_file_needs_one_that_needs_it() {
    let program = sources().into_iter().filter(|(path, _)| !is_test(path)).collect();
    assert_eq!(circles(&program), [""; 0]);
}

#[test]
fn a_circle_of_files_is_found_however_it_is_written() {
    let tree = |texts: &[(&str, &str)]| {
        circles(&texts.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect())
    };
    let one = ["a.rs, b.rs"];
    assert_eq!(tree(&[("a.rs", "use crate::b::B;\n"), ("b.rs", "use crate::{a::A, c};\n")]), one);
    assert_eq!(tree(&[("a.rs", "fn f() { crate::b::g(); }\n"), ("b.rs", "use crate::a::{self, A};\n")]), one);
    // A door passes on; whoever comes through it needs what is behind it, not the door.
    let door = ("d/mod.rs", "pub mod a;\npub mod b;\npub use a::A;\n");
    assert_eq!(tree(&[door, ("d/a.rs", ""), ("d/b.rs", "use crate::d::A;\n")]), [""; 0]);
    assert_eq!(
        tree(&[door, ("d/a.rs", "use super::b::B;\n"), ("d/b.rs", "use crate::d::A;\n")]),
        ["d/a.rs, d/b.rs"]
    );
    let house = ("d/mod.rs", "pub mod a;\nuse a::A;\npub struct D(A);\n");
    assert_eq!(tree(&[house, ("d/a.rs", "use crate::d::D;\n")]), ["d/a.rs, d/mod.rs"]);
    let calls = ("d/mod.rs", "pub mod a;\nfn f() {\n    a::run()\n}\npub struct D;\n");
    assert_eq!(tree(&[calls, ("d/a.rs", "use super::D;\n")]), ["d/a.rs, d/mod.rs"]);
}

/// The files of each circle, as one line.
fn circles(texts: &BTreeMap<String, String>) -> Vec<String> {
    let modules: BTreeMap<Name, &str> = texts.keys().map(|path| (module(path), path.as_str())).collect();
    let files: BTreeMap<&str, File> =
        texts.iter().map(|(path, text)| (path.as_str(), file(path, text, &modules))).collect();
    let needs: BTreeMap<&str, BTreeSet<&str>> = files
        .iter()
        .map(|(path, file)| {
            let targets = file.used.iter().filter_map(|name| home(name, &modules, &files));
            (*path, targets.filter(|target| target != path).collect())
        })
        .collect();
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        needs.keys().map(|path| (*path, reach(path, &needs))).collect();
    let together = |path: &str| -> Vec<&str> {
        reached[path].iter().copied().filter(|other| reached[other].contains(path)).collect()
    };
    let found: BTreeSet<String> = needs
        .keys()
        .filter(|path| reached[*path].contains(*path))
        .map(|path| together(path).join(", "))
        .collect();
    found.into_iter().collect()
}

/// All that a file needs, by however many steps.
fn reach<'a>(path: &str, needs: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = needs[path].iter().copied().collect();
    while let Some(path) = next.pop() {
        if reached.insert(path) {
            next.extend(&needs[path]);
        }
    }
    reached
}

/// `diag/show.rs` -> `diag::show`, `diag/mod.rs` -> `diag`, `lib.rs` -> the root.
fn module(path: &str) -> Name {
    let mut name = words(path.trim_end_matches(".rs"), "/");
    if matches!(name.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        name.pop();
    }
    name
}

fn words(text: &str, between: &str) -> Name {
    text.split(between).map(|word| word.trim().to_owned()).collect()
}

fn file(path: &str, text: &str, modules: &BTreeMap<Name, &str>) -> File {
    let mut file = File { module: module(path), passed_on: BTreeMap::new(), used: BTreeSet::new() };
    let mut import = String::new();
    for line in without_tests(text).lines().map(str::trim).filter(|line| !line.starts_with("//")) {
        if import.is_empty() && !is_import(line) {
            mentioned(line, &mut file, modules);
            continue;
        }
        import += line;
        if !import.ends_with(';') {
            continue;
        }
        let (visible, paths) = import.split_once("use ").expect("an import");
        for name in unfolded(paths.trim_end_matches(';')) {
            let Some(name) = absolute(&name, &file.module, modules) else { continue };
            if visible.is_empty() {
                file.used.insert(name);
            } else {
                file.passed_on.insert(name.last().cloned().unwrap_or_default(), name);
            }
        }
        import.clear();
    }
    file
}

/// `use a::b;`, `pub(super) use a::b;`
fn is_import(line: &str) -> bool {
    let visible =
        line.strip_prefix("pub").map_or(line, |rest| rest.split_once(' ').map_or("", |(_, rest)| rest));
    visible.starts_with("use ")
}

/// Paths in the code itself: `crate::b::g()`, and `a::run()` in the file that holds `a`.
fn mentioned(code: &str, file: &mut File, modules: &BTreeMap<Name, &str>) {
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    // `pub(in crate::yaml)` says who may look in, not who is needed.
    let code = code.replace("(in crate::", "(in ");
    for path in code.split(|c| !is_path(c)).filter(|path| path.contains("::")) {
        file.used.extend(absolute(path, &file.module, modules));
    }
}

/// `diag::{self, Lang, show::{a, b}}` -> its four paths.
fn unfolded(import: &str) -> Vec<String> {
    let import = import.trim();
    let Some((before, inner)) = import.split_once('{') else {
        return vec![import.split(" as ").next().unwrap_or_default().trim().to_owned()];
    };
    let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
    let mut depth = 0;
    let parts = inner.split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    let parts: Vec<&str> = parts.filter(|part| !part.trim().is_empty()).collect();
    parts.into_iter().flat_map(unfolded).map(|part| format!("{before}{part}")).collect()
}

/// A path from the root of the program; nothing for one of another crate.
fn absolute(path: &str, module: &Name, modules: &BTreeMap<Name, &str>) -> Option<Name> {
    let mut names = words(path, "::");
    names.retain(|name| !name.is_empty());
    let first = names.first()?.clone();
    let from = |up: usize| module[..module.len().saturating_sub(up)].to_vec();
    let start = match first.as_str() {
        "crate" => Vec::new(),
        "self" => from(0),
        "super" => from(1),
        _ if modules.contains_key(&[module.as_slice(), std::slice::from_ref(&first)].concat()) => {
            return Some([from(0), names].concat());
        }
        _ => return None,
    };
    let rest = names.into_iter().skip(1).filter(|name| name != "self");
    Some(start.into_iter().chain(rest).collect())
}

/// The file that holds what has this name, through however many doors.
fn home<'a>(name: &Name, modules: &BTreeMap<Name, &'a str>, files: &BTreeMap<&str, File>) -> Option<&'a str> {
    let length = (0..=name.len()).rev().find(|length| modules.contains_key(&name[..*length]))?;
    let path = modules[&name[..length]];
    let passed_on = name.get(length).and_then(|item| files[path].passed_on.get(item));
    match passed_on {
        Some(target) if target != name => {
            home(&[target.as_slice(), &name[length + 1..]].concat(), modules, files)
        }
        _ => Some(path),
    }
}
