//! The house stays in order: what the sources may use, what every room may touch, and that nothing is forgotten in the
//! handbook, the cases and the texts of the theme.

use crate::cases::cases;
use crate::support::files;
use rolebook::inside::{CODES, question_kinds};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A room uses only rooms before it.
const ROOMS: &[&str] = &[
    "diag",
    "escape",
    "feedback",
    "yaml",
    "source",
    "config",
    "model",
    "theme",
    "describe",
    "diagram",
    "highlight",
    "cache",
    "markdown",
    "read",
    "check",
    "render",
    "search",
    "plan",
    "output",
    "pipeline",
    "write",
    "serve",
    "cli",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every source file: its path below `src`, and its text.
pub fn sources() -> BTreeMap<String, String> {
    // The build script is no room: it runs before there is a program.
    let is_program = |path: &str| path.ends_with(".rs") && path != "build.rs";
    let all = files(&root().join("src")).into_iter().filter(|(path, _)| is_program(path));
    all.map(|(path, disk)| (path, std::fs::read_to_string(disk).expect("a source file is text"))).collect()
}

/// `read/markdown.rs` -> `read`, `cache.rs` -> `cache`.
fn room(path: &str) -> &str {
    path.split('/').next().unwrap_or(path).trim_end_matches(".rs")
}

/// The text without the tests beneath it, which may reach further.
pub fn without_tests(text: &str) -> &str {
    text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or(text)
}

pub fn is_test(path: &str) -> bool {
    path.split('/').any(|part| part == "tests" || part == "tests.rs" || part.ends_with("_tests.rs"))
}

/// The rooms that a text names: `crate::diag::…`, `crate::{check, read, theme}`.
fn used(text: &str) -> BTreeSet<&str> {
    let mut rooms = BTreeSet::new();
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    for line in code {
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + "crate::".len()..];
            let names = match rest.strip_prefix('{') {
                Some(list) => list.split('}').next().unwrap_or(list).split(',').collect(),
                None => vec![rest],
            };
            rooms.extend(names.into_iter().map(first_word).filter(|name| !name.is_empty()));
        }
    }
    rooms
}

fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    &text[..text.find(|c: char| !(c.is_ascii_lowercase() || c == '_')).unwrap_or(text.len())]
}

#[test]
fn a_room_uses_only_the_rooms_before_it() {
    let place = |room: &str| ROOMS.iter().position(|own| *own == room);
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        if matches!(path.as_str(), "lib.rs" | "main.rs") || is_test(&path) {
            continue;
        }
        let own = place(room(&path)).unwrap_or_else(|| panic!("{path} lies in no room: add it to ROOMS"));
        for other in used(without_tests(&text)) {
            match place(other) {
                Some(other) if other <= own => {}
                _ => wrong.push(format!("{path} uses {other}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// How many files name a kind of content beside its own. The older kinds are more than what a page shows: paths lead to
/// them, papers draw from them, progress hangs on them. No number may grow.
const NAMED: &[(&str, usize)] = &[
    ("bank", 14),
    ("checklist", 8),
    ("course", 13),
    ("faq", 7),
    ("glossary", 8),
    ("quiz", 15),
    ("role", 19),
];
const NAMED_AT_MOST: usize = 5;

/// More than this in one folder, and nobody sees any longer what belongs together.
const FILES_IN_A_FOLDER: usize = 8;

#[test]
fn no_folder_of_render_is_crowded() {
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    for path in files(&root().join("src/render")).keys() {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        *folders.entry(folder.to_owned()).or_default() += 1;
    }
    assert!(folders.len() > 5, "where are they? {folders:?}");
    folders.retain(|_, count| *count > FILES_IN_A_FOLDER);
    assert_eq!(folders, BTreeMap::new());
}

#[test]
fn a_kind_of_content_is_named_in_few_files() {
    let kinds = files(&root().join("src/model/kinds"));
    let kinds = kinds.keys().filter_map(|path| path.strip_suffix(".rs")).filter(|kind| *kind != "mod");
    let all = sources();
    let mut wrong = String::new();
    for kind in kinds {
        let variant = format!("{}{}", kind[..1].to_uppercase(), &kind[1..]);
        let names = [
            format!("FileKind::{variant}"),
            format!("Content::{variant}"),
            format!("kinds::{kind}::"),
            format!("{kind}::read("),
            format!("\"{kind}\" =>"),
            format!("\"{kind}.\""),
            format!("= \"{kind}."),
            format!("\".{kind}."),
        ];
        let is_named = |text: &str| {
            let code = without_tests(text).lines().filter(|line| !line.trim_start().starts_with("//"));
            code.into_iter().any(|line| names.iter().any(|name| line.contains(name)))
        };
        let is_own = |path: &str| path.ends_with(&format!("/{kind}.rs")) || is_test(path);
        let found: Vec<&str> = all
            .iter()
            .filter(|(path, text)| !is_own(path) && is_named(text))
            .map(|(path, _)| path.as_str())
            .collect();
        let most = NAMED.iter().find(|(own, _)| *own == kind).map_or(NAMED_AT_MOST, |(_, most)| *most);
        if found.len() > most {
            wrong += &format!(
                "{kind} is named in {} files, {most} are enough: {}\n",
                found.len(),
                found.join(", ")
            );
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn the_tour_names_every_room_in_order() {
    let lib = text("src/lib.rs");
    let named: Vec<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("//! | [`")?.split('`').next()).collect();
    let known: BTreeSet<&str> = ROOMS.iter().copied().collect();
    assert_eq!(named.iter().copied().collect::<BTreeSet<_>>(), known);
    let declared: BTreeSet<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';')).collect();
    assert_eq!(declared, known);
}

#[test]
fn the_handbook_shows_the_rooms_and_the_pipeline_as_they_are() {
    let source = text("src/pipeline.rs");
    let marked =
        source.split_once("[pipeline]\n").and_then(|(_, rest)| rest.split_once("    // [/pipeline]"));
    let (lines, _) = marked.expect("src/pipeline.rs marks the lines that the handbook shows");
    let lines = lines.lines().map(|line| line.strip_prefix("    ").unwrap_or(line));
    let shown: String = lines.map(|line| format!("{line}\n")).collect();
    for page in ["architecture.md", "architecture.en.md"] {
        let page = text(&format!("content/handbook/inside/{page}"));
        let quoted = page.split_once("```rust title=\"src/pipeline.rs\"\n");
        let (quoted, _) = quoted.and_then(|(_, rest)| rest.split_once("```")).expect("the page quotes it");
        assert_eq!(quoted, shown, "copy the marked lines of src/pipeline.rs to the page");
        let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
        let rooms: Vec<&str> = rows.take_while(|name| ROOMS.contains(name)).collect();
        assert_eq!(rooms, ROOMS, "the table of rooms follows their order");
    }
}

#[test]
fn every_source_file_says_what_it_holds() {
    let silent: Vec<String> =
        sources().into_iter().filter(|(_, text)| !text.starts_with("//! ")).map(|(path, _)| path).collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn no_file_takes_all_of_its_parent() {
    let all = sources().into_iter().filter(|(_, text)| text.contains("use super::*"));
    let wrong: Vec<String> = all.map(|(path, _)| path).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_the_front_desk_prints() {
    let words = ["println!", "print!(", "eprintln!", "eprint!(", "io::stdout", "io::stderr", "anstream::"];
    assert_eq!(users(&words, &["cli/", "main.rs"]), Vec::<String>::new());
}

#[test]
fn only_the_rooms_at_the_disk_touch_it() {
    let words = ["std::fs", "fs::", "File::open", "File::create", "OpenOptions"];
    let allowed =
        ["source/", "write/", "serve/", "cli/feedback.rs", "cli/init.rs", "cli/new.rs", "cli/project.rs"];
    assert_eq!(users(&words, &allowed), Vec::<String>::new());
}

#[test]
fn only_the_preview_opens_a_port() {
    let words = ["TcpListener", "TcpStream", "tiny_http", "UdpSocket"];
    assert_eq!(users(&words, &["serve/"]), Vec::<String>::new());
}

#[test]
fn a_build_knows_no_clock_and_no_environment() {
    let words =
        ["SystemTime", "Instant::now", "std::env::", "env::var", "Zoned::now", "Timestamp::now", "rand::"];
    let allowed = ["source/disk.rs", "source/file.rs", "write/", "serve/", "cli/", "main.rs"];
    assert_eq!(users(&words, &allowed), Vec::<String>::new());
}

/// Source files outside of the `allowed` ones that use one of the words, tests aside.
fn users(words: &[&str], allowed: &[&str]) -> Vec<String> {
    let mut users = Vec::new();
    for (path, text) in sources() {
        if is_test(&path) || allowed.iter().any(|own| path.starts_with(own)) {
            continue;
        }
        let code = without_tests(&text).lines().filter(|line| !line.trim_start().starts_with("//"));
        let found = code.filter_map(|line| words.iter().find(|word| line.contains(**word))).next();
        users.extend(found.map(|word| format!("{path} uses {word}")));
    }
    users
}

// Codes

#[test]
fn every_code_has_a_case() {
    let shown: String = cases()
        .iter()
        .map(|case| std::fs::read_to_string(case.join("expect/diagnostics.txt")).unwrap_or_default())
        .collect();
    // What only an unusual disk or the command line shows is in the code of these tests.
    let odd = text("tests/site.rs") + &text("tests/cli.rs") + &text("tests/role_build.rs");
    let in_code = |code: &str| {
        let written = [format!(" {code}\""), format!("\"{code}\""), format!("[{code}]")];
        written.iter().any(|written| odd.contains(written))
    };
    let missing: Vec<&str> = CODES
        .iter()
        .map(|code| code.name())
        .filter(|code| !shown.contains(&format!("[{code}]")) && !in_code(code))
        .collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
}

#[test]
fn every_code_has_one_entry_in_the_handbook_in_both_languages() {
    let mut entries: BTreeMap<(String, bool), usize> = BTreeMap::new();
    for (name, path) in files(&root().join("content/handbook/codes")) {
        let page = std::fs::read_to_string(path).expect("a page of the handbook is text");
        // Examples show headings too.
        let prose = page.split("\n```").step_by(2);
        let headings = prose.flat_map(str::lines).filter_map(|line| line.strip_prefix("## "));
        for (code, id) in headings.filter_map(|heading| heading.split_once(" {#")) {
            assert_eq!(id.trim_end(), format!("{code}}}"), "{name}: the id of an entry is its code");
            *entries.entry((code.to_owned(), name.ends_with(".en.md"))).or_default() += 1;
        }
    }
    let mut wrong = Vec::new();
    for code in CODES.iter().map(|code| code.name()) {
        for (english, language) in [(false, "Chinese"), (true, "English")] {
            let count = entries.remove(&(code.to_owned(), english)).unwrap_or(0);
            if count != 1 {
                wrong.push(format!("{code}: {count} entries in {language}"));
            }
        }
    }
    wrong.extend(entries.keys().map(|(code, _)| format!("{code}: an entry, but no such code")));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

// Texts

#[test]
fn the_interface_says_the_same_in_both_languages() {
    let read = |language: &str| -> BTreeMap<String, String> {
        let text = text(&format!("themes/default/i18n/{language}.yaml"));
        serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{language}: {error}"))
    };
    let (zh, en) = (read("zh-CN"), read("en"));
    assert_eq!(zh.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    for (key, zh) in &zh {
        assert_eq!(placeholders(zh), placeholders(&en[key]), "{key}");
        assert!(!zh.is_empty() && !en[key].is_empty(), "{key} is empty");
    }
}

/// The `{name}`s of a text.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// Words that read as if translated, and what the field says.
const FOREIGN_WORDS: &[(&str, &str)] = &[
    ("can not", "cannot"),
    ("mend", "fix"),
    ("mended", "fixed"),
    ("anew", "again"),
    ("passed over", "skipped"),
    ("pass over", "skip"),
    ("is told", "is reported"),
    ("are told", "are reported"),
    ("stands in", "is in"),
    ("stand in", "are in"),
    ("stands under", "is under"),
    ("stands behind", "follows"),
    ("lies in", "is in"),
    ("lie in", "are in"),
    ("blank after", "space after"),
    ("blank behind", "space after"),
    ("holds a blank", "contains a space"),
    ("file ending", "file extension"),
    ("the ending", "the file extension"),
    ("a bar inside", "a pipe inside"),
    ("expected a text", "expected text"),
    ("write a text", "write some text"),
    ("one a line", "one per line"),
    ("one a language", "one per language"),
];

#[test]
fn no_english_text_reads_as_if_translated() {
    let mut shown: Vec<(String, String)> = vec![
        ("themes/default/i18n/en.yaml".into(), text("themes/default/i18n/en.yaml")),
        ("tests/cli/help.en.txt".into(), text("tests/cli/help.en.txt")),
        ("README.md".into(), text("README.md")),
        ("CHANGELOG.md".into(), text("CHANGELOG.md")),
    ];
    let read = |disk: &Path| std::fs::read_to_string(disk).unwrap_or_default();
    let english = files(&root().join("content")).into_iter().filter(|(path, _)| path.contains(".en."));
    shown.extend(english.map(|(path, disk)| (format!("content/{path}"), read(&disk))));
    let starter = files(&root().join("src/cli/starter/en"));
    shown.extend(starter.into_iter().map(|(path, disk)| (format!("src/cli/starter/en/{path}"), read(&disk))));
    for (path, text) in sources().into_iter().filter(|(path, _)| !is_test(path)) {
        let lines = without_tests(&text).lines().map(|line| if is_shown(line) { line } else { "" });
        shown.push((format!("src/{path}"), lines.collect::<Vec<_>>().join("\n")));
    }
    let mut wrong = Vec::new();
    for (path, text) in &shown {
        for (number, line) in text.lines().enumerate() {
            let line = line.to_lowercase();
            let found = FOREIGN_WORDS.iter().filter(|(word, _)| has_word(&line, word));
            wrong.extend(
                found.map(|(word, better)| format!("{path}:{}: `{word}`, write `{better}`", number + 1)),
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Whether a line of the program holds a text: neither a comment nor bare code.
fn is_shown(line: &str) -> bool {
    !line.trim_start().starts_with("//") && line.contains('"')
}

fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let is_free = |c: Option<char>| c.is_none_or(|c| !(c.is_alphanumeric() || c == '_'));
        is_free(line[..at].chars().next_back()) && is_free(line[at + word.len()..].chars().next())
    })
}

#[test]
fn every_interface_text_is_used_and_every_used_one_is_there() {
    let english: BTreeMap<String, String> =
        serde_yaml::from_str(&text("themes/default/i18n/en.yaml")).expect("the English texts are a map");
    let mut used: BTreeSet<String> = BTreeSet::new();
    let mut all = String::new();
    for (path, disk) in files(&root().join("themes/default/templates")) {
        let template = std::fs::read_to_string(disk).expect("a template is text");
        for rest in template.split(|c: char| !(c.is_alphanumeric() || "_.".contains(c))) {
            if let Some(key) = rest.strip_prefix("t.") {
                assert!(english.contains_key(key), "{path} shows t.{key}, which does not exist");
                used.insert(key.to_owned());
            }
        }
        all.push_str(&template);
    }
    // Scripts name texts in strings: `"t.quiz_place"`, or a family of them, `` `t.state_${state}` ``.
    let mut families: BTreeSet<String> = BTreeSet::new();
    for (path, script) in scripts() {
        for quoted in ["\"t.", "`t."] {
            for rest in script.split(quoted).skip(1) {
                let end =
                    rest.find(|c: char| !(c.is_alphanumeric() || "_-".contains(c))).unwrap_or(rest.len());
                let (key, rest) = rest.split_at(end);
                if rest.starts_with("${") {
                    assert!(
                        !key.is_empty() && english.keys().any(|own| own.starts_with(key)),
                        "{path} says t.{key}…, of which there is none"
                    );
                    families.insert(key.to_owned());
                } else {
                    assert!(english.contains_key(key), "{path} says t.{key}, which does not exist");
                    used.insert(key.to_owned());
                }
            }
        }
    }
    for (_, source) in sources() {
        all.push_str(&source);
    }
    // Keys put together in a template (`t["kind_" ~ kind]`) or named in the program count as used.
    let composed = |key: &str| {
        all.contains(&format!("\"{key}\""))
            || key.rsplit_once('_').is_some_and(|(stem, _)| all.contains(&format!("\"{stem}_")))
    };
    let in_family = |key: &str| families.iter().any(|family| key.starts_with(family.as_str()));
    let is_used = |key: &str| used.contains(key) || in_family(key) || composed(key);
    let unused: Vec<&String> = english.keys().filter(|key| !is_used(key)).collect();
    assert!(unused.is_empty(), "nothing shows {unused:?}");
}

#[test]
fn every_page_of_the_handbook_is_there_in_both_languages() {
    let pages = files(&root().join("content/handbook"));
    let is_english = |name: &str| name.ends_with(".en.md");
    let lonely: Vec<&String> = pages
        .keys()
        .filter(|name| name.ends_with(".md"))
        .filter(|name| {
            let stem = name.trim_end_matches(".md").trim_end_matches(".en");
            let twin = if is_english(name) { format!("{stem}.md") } else { format!("{stem}.en.md") };
            !pages.contains_key(&twin)
        })
        .collect();
    assert!(lonely.is_empty(), "{lonely:#?}");
}

#[test]
fn every_dependency_says_why_it_is_here() {
    let manifest = text("Cargo.toml");
    let page = text("content/handbook/inside/architecture.md");
    let missing: Vec<String> =
        dependencies(&manifest).into_iter().filter(|name| !page.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "architecture.md does not name {missing:?}");
}

/// The names under `[dependencies]` and the like, for every target.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut inside = false;
    let mut names = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.trim_end_matches(']').ends_with("dependencies");
        } else if let Some((name, _)) =
            line.split_once(" = ").filter(|_| inside && !line.starts_with(['#', ' ']))
        {
            names.push(name.to_owned());
        }
    }
    names
}

#[test]
fn every_case_is_a_sentence() {
    for case in cases() {
        let name = case.file_name().expect("a folder has a name").to_string_lossy().into_owned();
        let plain = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        assert!(plain && name.matches('-').count() >= 2, "{name} is no sentence");
        assert!(Path::new(&case).join("expect/diagnostics.txt").exists(), "{name} expects nothing");
    }
}

// Scripts of the theme

/// By their paths below `js`.
fn scripts() -> BTreeMap<String, String> {
    let all = files(&root().join("themes/default/js")).into_iter().filter(|(path, _)| path.ends_with(".js"));
    all.map(|(path, disk)| (path, std::fs::read_to_string(disk).expect("a script is text"))).collect()
}

#[test]
fn scripts_share_only_what_they_declare() {
    let ways = ["define(", "use(", "give(", "given("];
    let mut wrong = Vec::new();
    for (path, script) in scripts().iter().filter(|(path, _)| *path != "define.js") {
        for (at, _) in script.match_indices("rolebook") {
            let before = script[..at].chars().next_back().unwrap_or(' ');
            let rest = &script[at + "rolebook".len()..];
            // A name in a string, as of what a browser keeps, or a field of what was handed over.
            let is_text = "\"`'.".contains(before) || rest.starts_with(':');
            if !is_text
                && !ways.iter().any(|way| rest.strip_prefix('.').is_some_and(|name| name.starts_with(way)))
            {
                wrong.push(format!("{path}: rolebook{}", rest.lines().next().unwrap_or_default()));
            }
        }
        if script.contains("window.rolebook") {
            wrong.push(format!("{path}: window.rolebook"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_function_of_a_script_is_longer_than_a_hundred_lines() {
    let mut long = BTreeSet::new();
    for (path, script) in scripts() {
        let lines: Vec<&str> = script.lines().collect();
        let indent = |line: &str| line.len() - line.trim_start().len();
        for (at, line) in lines.iter().enumerate() {
            // What begins at the margin is the module.
            if indent(line) == 0
                || !(line.ends_with("=> {") || line.contains("function") && line.ends_with('{'))
            {
                continue;
            }
            let ends = |other: &&str| indent(other) == indent(line) && other.trim_start().starts_with('}');
            let length = lines[at + 1..].iter().position(ends).map_or(0, |end| end + 2);
            if length > 100 {
                long.insert(path.clone());
            }
        }
    }
    assert_eq!(long, BTreeSet::new());
}

/// A type is one file of the program, one script and one line of the table of each: wherever else its name is compared,
/// the next type has to be added too.
#[test]
fn a_type_of_question_is_named_in_few_files() {
    const MOST: (usize, usize) = (5, 2);
    // Words for other things too: what JavaScript calls a number, the order of pages, the rule for several right options.
    let common = ["number", "order", "multiple"];
    let program: BTreeMap<String, String> =
        sources().into_iter().filter(|(path, _)| !is_test(path)).collect();
    let naming = |all: &BTreeMap<String, String>, kind: &str| -> Vec<String> {
        let names = |text: &str| text.contains(&format!("\"{kind}\""));
        all.iter().filter(|(_, text)| names(without_tests(text))).map(|(path, _)| path.clone()).collect()
    };
    for kind in question_kinds().filter(|kind| !common.contains(kind)) {
        let (own, scripted) = (naming(&program, kind), naming(&scripts(), kind));
        assert!(own.len() <= MOST.0, "{kind}: {own:?}");
        assert!((1..=MOST.1).contains(&scripted.len()), "{kind}: {scripted:?}");
    }
}
