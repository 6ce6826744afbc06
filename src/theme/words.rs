//! The interface texts that scripts say: which ones a script names, and the script that hands over those of a bundle in
//! one language.
//!
//! A script names a text as a template does, `"t.quiz_place"`, and one of a family by how their names begin:
//! `` `t.state_${state}` ``. What it names is read off these strings, so nothing has to be declared twice. Not here: how a
//! script gets at them (`themes/default/js/say.js`).

use crate::diag::{Problem, nearest};
use crate::theme::modules::{Fault, Files};
use crate::theme::script;
use std::collections::BTreeMap;
use std::ops::Range;

/// Interface texts by key.
pub type Texts = BTreeMap<String, String>;

/// A text that a script names, or a family of them, and where.
struct Named<'s> {
    key: &'s str,
    is_family: bool,
    range: Range<usize>,
}

impl Named<'_> {
    fn is(&self, key: &str) -> bool {
        key == self.key || self.is_family && key.starts_with(self.key)
    }
}

/// A script that hands over every text that these scripts name; none when they name none.
pub fn of(files: &Files, paths: &[String], texts: &Texts) -> Option<String> {
    let all: Vec<Named<'_>> =
        paths.iter().filter_map(|path| files.get(path)).flat_map(|text| named(text)).collect();
    let used = texts.iter().filter(|(key, _)| all.iter().any(|one| one.is(key)));
    let given: String = used.map(|(key, text)| script::give(&format!("t.{key}"), text)).collect();
    Some(given).filter(|given| !given.is_empty())
}

/// Texts that scripts name and that do not exist.
pub fn faults(files: &Files, texts: &Texts) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (path, script) in files.iter().filter(|(path, _)| path.starts_with("js/")) {
        for one in named(script).into_iter().filter(|one| !texts.keys().any(|key| one.is(key))) {
            let near = nearest(one.key, texts.keys().map(String::as_str));
            let problem = Problem::ThemeText { key: one.key.to_owned(), near };
            faults.push(Fault { path: path.clone(), range: one.range, problem });
        }
    }
    faults
}

/// The names in the strings of a script, whichever quotes they have.
fn named(script: &str) -> Vec<Named<'_>> {
    let mut all = Vec::new();
    for (at, _) in script.match_indices("t.") {
        let Some(quote) = script[..at].chars().next_back().filter(|c| "\"'`".contains(*c)) else { continue };
        let rest = &script[at + 2..];
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "_-".contains(c))).unwrap_or(rest.len());
        let (key, rest) = rest.split_at(end);
        // A string that goes on, as a template or by a sum: the compiler of the built-in scripts may make one of the other.
        let is_family = quote == '`' && rest.starts_with("${") || key.ends_with('_');
        if !key.is_empty() && (is_family || rest.starts_with(quote)) {
            all.push(Named { key, is_family, range: at + 2..at + 2 + end });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{Texts, faults, named, of};
    use crate::theme::modules::Files;

    #[test]
    fn a_text_is_found_however_it_is_named() {
        let script = "say(\"t.a\"); say(x ? 't.b' : `t.c-d`); say(`t.e_${f}`); say('t.g_'+h); get.i(\"at.j\", \"t.k.l\", \"t.\", 't.m\")";
        let shown: Vec<String> = named(script)
            .iter()
            .map(|one| format!("{}{}", one.key, if one.is_family { "…" } else { "" }))
            .collect();
        assert_eq!(shown, ["a", "b", "c-d", "e_…", "g_…"]);
    }

    fn texts(all: &[(&str, &str)]) -> Texts {
        all.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn a_bundle_brings_what_its_scripts_name_and_nothing_else() {
        let files = Files::from([("js/a/b.js".to_owned(), "say(\"t.x\", say(`t.y_${z}`))".into())]);
        let texts = texts(&[("w", "W"), ("x", "</script>"), ("y_1", "1"), ("y_2", "2")]);
        let given = of(&files, &["js/a/b.js".to_owned()], &texts).expect("it names texts");
        let expected = "rolebook.give(\"t.x\",\"\\u003c/script>\");\nrolebook.give(\"t.y_1\",\"1\");\nrolebook.give(\"t.y_2\",\"2\");\n";
        assert_eq!(given, expected);
        assert_eq!(of(&files, &[], &texts), None);
    }

    #[test]
    fn every_text_that_a_built_in_script_names_is_there() {
        let files: Files = crate::theme::Scripts::iter()
            .map(|path| (path.to_string(), crate::theme::built_in(&path).expect("it was listed")))
            .collect();
        let english = crate::theme::built_in_texts("en").expect("the English texts are built in");
        let wrong: Vec<String> = faults(&files, &english)
            .into_iter()
            .map(|fault| format!("{}: {}", fault.path, fault.problem.message(crate::diag::Lang::En)))
            .collect();
        assert_eq!(wrong, Vec::<String>::new());
    }
}
