//! The scripts of the theme as modules: what each declares, and the order that follows.
//!
//! In: the text of scripts. Out: for each bundle its files in an order in which what a script needs comes before it, and
//! what is wrong with a script of the project. A script declares itself in its first statement, which begins
//! `rolebook.define("learn/store", ["learn/record", "learn/codes"],`; one that begins otherwise is no module, and comes
//! after all that are. Not here: how they find each other in a browser (`themes/default/js/define.js`).

use crate::diag::{Problem, nearest};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// Files of the theme by their path inside it.
pub type Files = BTreeMap<String, Arc<str>>;

/// What every page runs before it is painted: the registry, then the first module.
pub const EARLY: [&str; 2] = ["js/define.js", "js/early.js"];
/// The names of the two bundles that every page has; the name of any other is its folder.
pub const FIRST: &str = "early";
pub const MAIN: &str = "rolebook";

/// The bundles that a page has loaded before it loads another one. A bundle of the project's own is loaded by a template
/// of its own, which has to know better.
const BEFORE: &[(&str, &[&str])] = &[
    (FIRST, &[]),
    (MAIN, &[FIRST]),
    ("help", &[FIRST, MAIN]),
    ("tell", &[FIRST, MAIN, "help"]),
    ("learn", &[FIRST, MAIN]),
    ("mine", &[FIRST, MAIN, "learn"]),
    ("checks", &[FIRST, MAIN, "learn"]),
    ("data", &[FIRST, MAIN]),
    ("questions", &[FIRST, MAIN, "learn"]),
    ("quiz", &[FIRST, MAIN, "learn", "questions"]),
    ("board", &[FIRST, MAIN, "learn", "questions"]),
    ("toolbar", &[FIRST, MAIN, "learn"]),
    ("super", &[FIRST, MAIN, "learn", "toolbar"]),
    ("papers", &[FIRST, MAIN, "learn", "toolbar", "super", "questions", "quiz"]),
    ("search", &[FIRST, MAIN]),
];

/// Scripts that stand at the front of several bundles, none of which meets another on a page: one file to fetch, and less
/// of it than of two.
const SHARED: (&str, &[&str]) = ("questions", &["quiz", "board"]);

/// A word of a declaration, and where it stands in the script.
#[derive(Debug, PartialEq, Eq)]
struct Word {
    text: String,
    range: Range<usize>,
}

#[derive(Debug, PartialEq, Eq)]
struct Declaration {
    id: Word,
    needs: Vec<Word>,
}

/// What is wrong with the script at a path, and where in it.
pub struct Fault {
    pub path: String,
    pub range: Range<usize>,
    pub problem: Problem,
}

/// The files of each bundle in the order to join them.
pub fn bundles(files: &Files) -> BTreeMap<String, Vec<String>> {
    let modules = Modules::of(files);
    let mut bundles: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in modules.in_order().into_iter().chain(modules.others()) {
        bundles.entry(bundle_of(&path).to_owned()).or_default().push(path);
    }
    let (folder, among) = SHARED;
    let shared = bundles.remove(folder).unwrap_or_default();
    for bundle in among.iter().filter(|_| !shared.is_empty()) {
        bundles.entry((*bundle).to_owned()).or_default().splice(0..0, shared.iter().cloned());
    }
    if let Some(first) = bundles.get_mut(FIRST) {
        first.sort_by_key(|path| EARLY.iter().position(|own| own == path));
    }
    bundles
}

/// Everything that is wrong with the modules among these files.
pub fn faults(files: &Files) -> Vec<Fault> {
    let modules = Modules::of(files);
    let mut faults = modules.misnamed();
    faults.extend(modules.unmet());
    if faults.is_empty() {
        faults.extend(modules.circle());
    }
    faults
}

/// `js/quiz/draw.js` -> `quiz`.
pub fn bundle_of(path: &str) -> &str {
    if EARLY.contains(&path) {
        return FIRST;
    }
    path.strip_prefix("js/").and_then(|rest| rest.split_once('/')).map_or(MAIN, |(folder, _)| folder)
}

/// `js/quiz/draw.js` -> `quiz/draw`: the id that a script has to declare.
fn id_of(path: &str) -> &str {
    let file = path.strip_prefix("js/").unwrap_or(path);
    file.strip_suffix(".js").unwrap_or(file)
}

fn path_of(id: &str) -> String {
    format!("js/{id}.js")
}

struct Modules<'f> {
    scripts: Vec<&'f str>,
    /// By path.
    declared: BTreeMap<&'f str, Declaration>,
}

impl<'f> Modules<'f> {
    fn of(files: &'f Files) -> Modules<'f> {
        let scripts = files.iter().filter(|(path, _)| path.starts_with("js/") && path.ends_with(".js"));
        let declared = scripts.clone().filter_map(|(path, text)| Some((path.as_str(), declaration(text)?)));
        Modules { declared: declared.collect(), scripts: scripts.map(|(path, _)| path.as_str()).collect() }
    }

    fn needs(&self, path: &str) -> &[Word] {
        self.declared.get(path).map_or(&[], |declaration| &declaration.needs)
    }

    /// Scripts that declare another id than that of their path, and those that declare none while another one needs them.
    fn misnamed(&self) -> Vec<Fault> {
        let needed: BTreeSet<&str> =
            self.declared.values().flat_map(|own| &own.needs).map(|need| need.text.as_str()).collect();
        let wrong = |path: &&&str| match self.declared.get(**path) {
            Some(declaration) => declaration.id.text != id_of(path),
            None => needed.contains(id_of(path)),
        };
        let fault = |path: &&str| Fault {
            path: (*path).to_owned(),
            range: self.declared.get(*path).map_or(0..0, |declaration| declaration.id.range.clone()),
            problem: Problem::ScriptId { id: id_of(path).to_owned() },
        };
        self.scripts.iter().filter(wrong).map(fault).collect()
    }

    /// Needs that no script meets, or one that is not there yet.
    fn unmet(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (path, declaration) in &self.declared {
            let own = bundle_of(path);
            let before = BEFORE.iter().find(|(bundle, _)| *bundle == own).map(|(_, before)| *before);
            for need in &declaration.needs {
                let other = path_of(&need.text);
                let bundle = bundle_of(&other);
                let problem = if !self.scripts.contains(&other.as_str()) {
                    let near = nearest(&need.text, self.declared.keys().map(|path| id_of(path)));
                    Problem::ScriptNeed { need: need.text.clone(), near }
                } else if bundle != own && before.is_some_and(|before| !before.contains(&bundle)) {
                    let (bundle, own) = (format!("{bundle}.js"), format!("{own}.js"));
                    Problem::ScriptLater { need: need.text.clone(), bundle, own }
                } else {
                    continue;
                };
                faults.push(Fault { path: (*path).to_owned(), range: need.range.clone(), problem });
            }
        }
        faults
    }

    /// Scripts that need each other in a circle, each with the need that closes it.
    fn circle(&self) -> Vec<Fault> {
        let Err(circle) = self.sorted() else { return Vec::new() };
        let ids: Vec<&str> = circle.iter().chain(circle.first()).map(|path| id_of(path)).collect();
        let ids = ids.join(" → ");
        let fault = |(at, path): (usize, &String)| {
            let next = id_of(&circle[(at + 1) % circle.len()]);
            let need = self.needs(path).iter().find(|need| need.text == next)?;
            let problem = Problem::ScriptCircle { circle: ids.clone() };
            Some(Fault { path: path.clone(), range: need.range.clone(), problem })
        };
        circle.iter().enumerate().filter_map(fault).collect()
    }

    /// By need, else by path.
    fn in_order(&self) -> Vec<String> {
        let by_path = || self.declared.keys().map(|path| (*path).to_owned()).collect();
        self.sorted().unwrap_or_else(|_| by_path())
    }

    /// Scripts that are no modules.
    fn others(&self) -> impl Iterator<Item = String> {
        let is_other = |path: &&&str| !self.declared.contains_key(**path);
        self.scripts.iter().filter(is_other).map(|path| (*path).to_owned())
    }

    /// # Errors
    /// A circle, each script needing the next one.
    fn sorted(&self) -> Result<Vec<String>, Vec<String>> {
        let mut walk = Walk { modules: self, way: Vec::new(), done: BTreeSet::new(), out: Vec::new() };
        for path in self.declared.keys() {
            walk.visit(path)?;
        }
        Ok(walk.out)
    }
}

/// Depth first: what a script needs, then the script.
struct Walk<'m, 'f> {
    modules: &'m Modules<'f>,
    /// From the script that was asked for to the one that is visited.
    way: Vec<String>,
    done: BTreeSet<String>,
    out: Vec<String>,
}

impl Walk<'_, '_> {
    fn visit(&mut self, path: &str) -> Result<(), Vec<String>> {
        if self.done.contains(path) || !self.modules.declared.contains_key(path) {
            return Ok(());
        }
        if let Some(at) = self.way.iter().position(|one| one == path) {
            return Err(self.way.split_off(at));
        }
        self.way.push(path.to_owned());
        for need in self.modules.needs(path) {
            self.visit(&path_of(&need.text))?;
        }
        self.way.pop();
        self.done.insert(path.to_owned());
        self.out.push(path.to_owned());
        Ok(())
    }
}

/// The declaration that a script begins with.
fn declaration(script: &str) -> Option<Declaration> {
    let mut reader = Reader { script, at: 0 };
    reader.take("window.");
    if !(reader.take("rolebook.define") && reader.take("(")) {
        return None;
    }
    let id = reader.word()?;
    if !(reader.take(",") && reader.take("[")) {
        return None;
    }
    let mut needs = Vec::new();
    while !reader.take("]") {
        needs.push(reader.word()?);
        if !reader.take(",") && !reader.rest().starts_with(']') {
            return None;
        }
    }
    reader.take(",").then_some(Declaration { id, needs })
}

/// Reads on in a script, past white space and comments.
struct Reader<'s> {
    script: &'s str,
    at: usize,
}

impl<'s> Reader<'s> {
    /// What follows, white space and comments left out.
    fn rest(&mut self) -> &'s str {
        loop {
            let rest = &self.script[self.at..];
            let bare = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            let skipped = match bare {
                _ if bare.starts_with("//") => bare.find('\n').unwrap_or(bare.len()),
                _ if bare.starts_with("/*") => bare.find("*/").map_or(bare.len(), |at| at + 2),
                _ => 0,
            };
            self.at += rest.len() - bare.len() + skipped;
            if skipped == 0 {
                return bare;
            }
        }
    }

    fn take(&mut self, what: &str) -> bool {
        let is_there = self.rest().starts_with(what);
        self.at += if is_there { what.len() } else { 0 };
        is_there
    }

    /// A string without anything to decode, in any of the three kinds of quotes.
    fn word(&mut self) -> Option<Word> {
        let rest = self.rest();
        let quote = rest.chars().next().filter(|c| "\"'`".contains(*c))?;
        let text = rest[1..].split(quote).next().filter(|text| text.len() + 2 <= rest.len())?;
        if text.contains(['\\', '\n', '$']) {
            return None;
        }
        let from = self.at + 1;
        self.at = from + text.len() + 1;
        Some(Word { text: text.to_owned(), range: from..from + text.len() })
    }
}

#[cfg(test)]
mod tests {
    use super::{Declaration, Files, Modules, bundles, declaration, faults};

    fn files(all: &[(&str, &str)]) -> Files {
        all.iter().map(|(path, text)| ((*path).to_owned(), (*text).into())).collect()
    }

    fn built_in() -> Files {
        crate::theme::Scripts::iter()
            .map(|path| (path.to_string(), crate::theme::built_in(&path).expect("it was listed")))
            .collect()
    }

    fn words(script: &str) -> Option<Vec<String>> {
        let Declaration { id, needs } = declaration(script)?;
        Some(std::iter::once(id).chain(needs).map(|word| word.text).collect())
    }

    #[test]
    fn a_declaration_is_read_however_it_is_written() {
        let all: &[(&str, Option<&[&str]>)] = &[
            ("rolebook.define(\"a/b\",[\"c\",'d',`e`],(c)=>{})", Some(&["a/b", "c", "d", "e"])),
            ("// rolebook.define(\"x\", [])\n/* [ */ rolebook . define(\"a\", [], () => 1)", None),
            (
                "\u{feff}// A comment.\n\nwindow.rolebook.define(\n  'a', // itself\n  [\n    'b',\n    /* and */ 'c',\n  ],\n  (b) => b,\n);",
                Some(&["a", "b", "c"]),
            ),
            ("rolebook.define(\"a\", [], () => {});", Some(&["a"])),
            ("rolebook.define(id, [], () => {});", None),
            ("rolebook.define(\"a\", needs, () => {});", None),
            ("rolebook.define(\"a\", [\"b\" \"c\"], () => {});", None),
            ("(() => { rolebook.define(\"a\", [], () => {}); })();", None),
            ("rolebook.define(\"a", None),
            ("", None),
        ];
        for (script, expected) in all {
            let expected = expected.map(|words| words.iter().map(|word| (*word).to_owned()).collect());
            assert_eq!(words(script), expected, "{script}");
        }
    }

    #[test]
    fn a_bundle_begins_with_what_the_rest_of_it_needs() {
        let all = files(&[
            ("js/z.js", "alert(1)"),
            ("js/define.js", "window.rolebook = 1"),
            ("js/early.js", "rolebook.define('early', [], () => 1)"),
            ("js/a.js", "rolebook.define('a', ['c', 'early'], () => 1)"),
            ("js/b.js", "rolebook.define('b', [], () => 1)"),
            ("js/c.js", "rolebook.define('c', ['b'], () => 1)"),
            ("js/learn/a.js", "rolebook.define('learn/a', ['learn/b', 'c'], () => 1)"),
            ("js/learn/b.js", "rolebook.define('learn/b', [], () => 1)"),
            ("js/0.js", "alert(0)"),
        ]);
        let shown: Vec<String> =
            bundles(&all).into_iter().map(|(name, paths)| format!("{name}: {}", paths.join(" "))).collect();
        assert_eq!(
            shown,
            [
                "early: js/define.js js/early.js",
                "learn: js/learn/b.js js/learn/a.js",
                "rolebook: js/b.js js/c.js js/a.js js/0.js js/z.js",
            ]
        );
    }

    #[test]
    fn the_built_in_scripts_are_modules_that_can_all_be_made() {
        let all = built_in();
        let modules = Modules::of(&all);
        assert_eq!(modules.others().collect::<Vec<_>>(), ["js/define.js"]);
        let faults: Vec<String> = faults(&all)
            .into_iter()
            .map(|fault| format!("{}: {}", fault.path, fault.problem.message(crate::diag::Lang::En)))
            .collect();
        assert_eq!(faults, Vec::<String>::new());
    }

    #[test]
    fn a_circle_is_named() {
        let mut all = built_in();
        let text = "rolebook.define('learn/codes', ['learn/record'], () => 1)";
        all.insert("js/learn/codes.js".to_owned(), text.into());
        let found = faults(&all);
        let about: Vec<&str> = found.iter().map(|fault| fault.path.as_str()).collect();
        assert_eq!(about, ["js/learn/codes.js", "js/learn/record.js"]);
        assert_eq!(&text[found[0].range.clone()], "learn/record");
    }
}
