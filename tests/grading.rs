//! Marking: the program against the one definition in `tests/grading`, to which the script is held as well.

use crate::support::files;
use rolebook::inside::{Given, Key, Multiple, Verdict, grade};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    about: String,
    key: Key,
    #[serde(default = "all")]
    multiple: Multiple,
    answers: Vec<Answer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    answer: Given,
    points: f64,
    verdict: Verdict,
    blanks: Option<Vec<bool>>,
    pairs: Option<BTreeMap<String, bool>>,
    #[serde(default)]
    parts: BTreeMap<String, (f64, Verdict)>,
}

fn all() -> Multiple {
    Multiple::All
}

#[test]
fn every_answer_of_the_definition_is_marked_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/grading");
    let mut wrong = Vec::new();
    let mut count = 0;
    for (name, path) in files(&folder).into_iter().filter(|(name, _)| name.ends_with(".yaml")) {
        let text = std::fs::read_to_string(path).expect("a definition is text");
        let questions: Vec<Question> =
            serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        for question in &questions {
            for answer in &question.answers {
                count += 1;
                let about = &question.about;
                let given = &answer.answer;
                wrong.extend(
                    fault(question, answer).map(|fault| format!("{name}: {about}: {given:?}: {fault}")),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count >= 120, "{count} answers");
}

fn fault(question: &Question, answer: &Answer) -> Option<String> {
    let graded = grade(&question.key, &answer.answer, question.multiple);
    let part = |(id, expected): (&String, &(f64, Verdict))| {
        graded.parts.get(id).is_some_and(|part| (part.points, part.verdict) == *expected)
    };
    let is_right = (graded.points, graded.verdict) == (answer.points, answer.verdict)
        && graded.max == question.key.points
        && answer.blanks.as_ref().is_none_or(|blanks| *blanks == graded.blanks)
        && answer.pairs.as_ref().is_none_or(|pairs| *pairs == graded.pairs)
        && answer.parts.iter().all(part);
    (!is_right).then(|| format!("{graded:?}"))
}

#[test]
fn a_key_reads_as_it_was_written() {
    let text = r#"{"points":2.0,"kind":"blanks","blanks":[{"words":["a"],"contains":true},{"number":{"value":"1","tolerance":"0.5","unit":"kg"}}]}"#;
    let key: Key = serde_json::from_str(text).expect("a key");
    let written: serde_json::Value = serde_json::from_str(text).expect("a map");
    assert_eq!(serde_json::to_value(&key).expect("plain data"), written);
}

#[test]
fn a_key_knows_how_else_its_characters_are_written() {
    let variants = rolebook::inside::variants(&["应付账款".to_owned(), "帐套".to_owned()]);
    let written: String = variants.iter().map(|(from, to)| format!("{from}{to} ")).collect();
    assert_eq!(written, "套套 帐账 帳账 應应 賬账 ".replace("套套 ", ""));
}
