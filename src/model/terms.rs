//! The words of the glossary, as they are found in texts: one automaton for each language of a site.
//!
//! In: the terms with their other names and the spellings not to be used. Out: where a text holds one. A Latin word is
//! found as a whole word alone; of Chinese words the longest counts. Not here: what is made of a word that was found.

use crate::model::ids::LanguageId;
use crate::source::{Hash, RelPath};
use aho_corasick::{AhoCorasick, Input, MatchKind};
use std::collections::HashMap;
use std::ops::Range;

#[derive(Debug)]
pub struct Terms {
    /// The file they are written in.
    pub path: RelPath,
    /// Of everything they were read from.
    pub hash: Hash,
    languages: Vec<Words>,
}

/// A term as a text shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub name: String,
    pub aka: Vec<String>,
    pub not: Vec<String>,
    /// The fragment under which the glossary has it.
    pub anchor: String,
    /// What it means, in plain words.
    pub meaning: String,
}

#[derive(Debug)]
struct Words {
    terms: Vec<Term>,
    /// What each pattern of the automaton says.
    patterns: Vec<Pattern>,
    by_text: HashMap<String, usize>,
    automaton: Option<AhoCorasick>,
}

#[derive(Debug)]
struct Pattern {
    term: usize,
    is_banned: bool,
    /// It means something else in other letters: `PO`, and every banned spelling.
    is_exact: bool,
}

/// A word in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    pub range: Range<usize>,
    /// Its place among the terms of the language.
    pub term: usize,
    pub is_banned: bool,
}

impl Terms {
    pub fn new(path: RelPath, hash: Hash, languages: Vec<Vec<Term>>) -> Terms {
        Terms { path, hash, languages: languages.into_iter().map(Words::new).collect() }
    }

    pub fn get(&self, language: LanguageId, term: usize) -> &Term {
        &self.languages[language.0].terms[term]
    }

    /// The words in a text, in order.
    pub fn find(&self, language: LanguageId, text: &str) -> Vec<Spot> {
        self.languages[language.0].find(text)
    }

    /// The term that goes by this name, in any letter case.
    pub fn named(&self, language: LanguageId, name: &str) -> Option<usize> {
        let words = &self.languages[language.0];
        let exact = words.by_text.get(name).map(|pattern| &words.patterns[*pattern]);
        let folded = || {
            let is_own = |own: &String| own.to_lowercase() == name.to_lowercase();
            words.terms.iter().position(|term| is_own(&term.name) || term.aka.iter().any(is_own))
        };
        exact.filter(|pattern| !pattern.is_banned).map(|pattern| pattern.term).or_else(folded)
    }

    /// The term to write in the place of a spelling that is not to be used.
    pub fn right(&self, language: LanguageId, spelling: &str) -> Option<&str> {
        let words = &self.languages[language.0];
        let pattern = &words.patterns[*words.by_text.get(spelling)?];
        pattern.is_banned.then(|| words.terms[pattern.term].name.as_str())
    }

    /// Every name of every term.
    pub fn names(&self, language: LanguageId) -> impl Iterator<Item = &str> + Clone {
        let terms = self.languages[language.0].terms.iter();
        terms.flat_map(|term| std::iter::once(&term.name).chain(&term.aka)).map(String::as_str)
    }
}

impl Words {
    fn new(terms: Vec<Term>) -> Words {
        let (mut texts, mut patterns, mut by_text) = (Vec::new(), Vec::new(), HashMap::new());
        for (at, term) in terms.iter().enumerate() {
            let names = std::iter::once(&term.name).chain(&term.aka).map(|name| (name, false));
            for (text, is_banned) in names.chain(term.not.iter().map(|name| (name, true))) {
                let text = text.trim();
                // A term of one letter would be found in every text.
                if text.chars().nth(1).is_none() || by_text.contains_key(text) {
                    continue;
                }
                // A list of spellings that is not translated is about the words of its own language.
                if is_banned && has_han(text) && !has_han(&term.name) {
                    continue;
                }
                by_text.insert(text.to_owned(), patterns.len());
                patterns.push(Pattern { term: at, is_banned, is_exact: is_banned || is_abbreviation(text) });
                texts.push(text.to_owned());
            }
        }
        let build = || {
            AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .ascii_case_insensitive(true)
                .build(&texts)
        };
        let automaton =
            (!texts.is_empty()).then(|| build().expect("a glossary is no larger than an automaton may be"));
        Words { terms, patterns, by_text, automaton }
    }

    fn find(&self, text: &str) -> Vec<Spot> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let (mut spots, mut at) = (Vec::new(), 0);
        while let Some(found) = automaton.find(Input::new(text).range(at..)) {
            let range = found.range();
            let own = self.by_text.get(&text[range.clone()]).copied().unwrap_or(found.pattern().as_usize());
            let pattern = &self.patterns[own];
            let is_written_so = !pattern.is_exact || self.by_text.contains_key(&text[range.clone()]);
            if is_written_so && is_whole(text, &range) {
                at = range.end;
                spots.push(Spot { range, term: pattern.term, is_banned: pattern.is_banned });
            } else {
                at = range.start + text[range.start..].chars().next().map_or(1, char::len_utf8);
            }
        }
        spots
    }
}

fn has_han(text: &str) -> bool {
    text.chars().any(|c| c >= FIRST_WITHOUT_SPACES)
}

/// `PO`, `BOM`, `W09`: without a small letter.
fn is_abbreviation(text: &str) -> bool {
    text.is_ascii() && !text.chars().any(|c| c.is_ascii_lowercase())
}

/// From here on are the scripts of East Asia.
const FIRST_WITHOUT_SPACES: char = '\u{2e80}';

/// A letter or digit of a script that puts spaces between words.
fn is_of_a_word(c: char) -> bool {
    c.is_alphanumeric() && c < FIRST_WITHOUT_SPACES
}

/// Whether no word goes on at either end: `PO` is none in `POST`, nor in the number `PO-202611-0037`.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let own = &text[range.clone()];
    let joins = |edge: Option<char>, mut beside: &mut dyn Iterator<Item = char>| {
        if !edge.is_some_and(is_of_a_word) {
            return false;
        }
        match beside.next() {
            Some('-' | '_' | '.' | '/') => (&mut beside).next().is_some_and(is_of_a_word),
            Some(next) => is_of_a_word(next),
            None => false,
        }
    };
    !joins(own.chars().next(), &mut before.chars().rev())
        && !joins(own.chars().next_back(), &mut after.chars())
}

#[cfg(test)]
mod tests {
    use super::{Term, Terms};
    use crate::model::ids::LanguageId;
    use crate::source::RelPath;

    fn found(text: &str) -> Vec<(&str, bool)> {
        let term = |name: &str, aka: &[&str], not: &[&str]| Term {
            name: name.to_owned(),
            aka: aka.iter().map(ToString::to_string).collect(),
            not: not.iter().map(ToString::to_string).collect(),
            anchor: String::new(),
            meaning: String::new(),
        };
        let terms = vec![
            term("结账", &["关账"], &["结帐"]),
            term("反结账", &[], &[]),
            term("purchase order", &["PO"], &["order sheet"]),
        ];
        let terms = Terms::new(RelPath::new("glossary.yaml"), [0; 32], vec![terms]);
        let spots = terms.find(LanguageId(0), text);
        spots.into_iter().map(|spot| (&text[spot.range], spot.is_banned)).collect()
    }

    #[test]
    fn of_chinese_words_the_longest_counts_and_latin_ones_are_whole() {
        assert_eq!(
            found("先反结账，再关账，不写结帐。"),
            [("反结账", false), ("关账", false), ("结帐", true)]
        );
        assert_eq!(
            found("Purchase order or PO; purchase orders, POST, po"),
            [("Purchase order", false), ("PO", false)]
        );
        assert_eq!(found("PO-202611-0037与PO。"), [("PO", false)]);
        assert_eq!(found("an Order sheet, an order sheet"), [("order sheet", true)]);
    }
}
