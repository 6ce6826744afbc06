//! Text -> terms: overlapping pairs of Han characters, whole words, codes whole and in parts.
//!
//! In: folded text. Out: terms with their places. A place counts Han characters and words, nothing else, so that
//! spaces and punctuation between them make no difference to what stands side by side.
//! The browser does the same in `js/search/engine/text.js`.

/// A term as the index sorts it: its UTF-8 bytes, cut after 15. Two longer words with one beginning share their list;
/// the engine tells them apart by the text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(pub u128);

const LONGEST: usize = 15;
/// A word of more bytes is no word that a person types.
const LONGEST_WORD: usize = 64;

impl Term {
    pub fn new(text: &str) -> Term {
        let mut end = text.len().min(LONGEST);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let mut bytes = [0; 16];
        bytes[..end].copy_from_slice(&text.as_bytes()[..end]);
        Term(u128::from_be_bytes(bytes))
    }

    pub fn text(self) -> String {
        let bytes = self.0.to_be_bytes();
        let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
        std::str::from_utf8(&bytes[..end]).expect("a term is made of whole characters").to_owned()
    }
}

/// Characters that are searched by pairs: Han, kana, hangul.
pub fn is_han(c: char) -> bool {
    c >= '\u{3005}'
        && matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_word(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        // Quotes, dashes and marks of Chinese text: the tables need not be asked.
        '\u{2010}'..='\u{203e}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => false,
        _ => !is_han(c) && (c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)),
    }
}

/// Holds the parts of a code together: `FI-AP-01`, `max_connections`, `v8.2`.
fn is_joint(c: char) -> bool {
    matches!(c, '-' | '_' | '.')
}

/// Visits every term with its place, and returns how many places there are. `with_single` also gives the last
/// character of each Han run alone, as names need it.
pub fn terms(folded: &str, with_single: bool, mut visit: impl FnMut(Term, usize)) -> usize {
    let mut place = 0;
    let mut rest = folded;
    while let Some(c) = rest.chars().next() {
        if is_han(c) {
            let (end, next) = han(rest, with_single, place, &mut visit);
            place = next;
            rest = &rest[end..];
        } else if is_word(c) {
            let end = code_end(rest);
            place = code(&rest[..end], place, &mut visit);
            rest = &rest[end..];
        } else {
            rest = &rest[c.len_utf8()..];
        }
    }
    place
}

/// Visits the run of Han characters at the beginning of the text; returns its end and the place after it.
fn han(text: &str, with_single: bool, start: usize, visit: &mut impl FnMut(Term, usize)) -> (usize, usize) {
    let mut place = start;
    let mut last = None;
    let mut end = text.len();
    for (at, c) in text.char_indices() {
        if !is_han(c) {
            end = at;
            break;
        }
        let own = Bytes::of(c);
        if let Some(before) = last.replace(own) {
            visit(own.behind(before), place);
            place += 1;
        }
    }
    let last = last.expect("a run has a first character");
    if with_single || place == start {
        visit(last.alone(), place);
    }
    (end, place + 1)
}

/// The UTF-8 bytes of a character as one number.
#[derive(Clone, Copy)]
struct Bytes {
    bits: u32,
    count: u32,
}

impl Bytes {
    fn of(c: char) -> Bytes {
        let mut bytes = [0; 4];
        let count = c.encode_utf8(&mut bytes).len();
        Bytes { bits: u32::from_be_bytes(bytes) >> (32 - 8 * count), count: count as u32 }
    }

    fn alone(self) -> Term {
        Term(u128::from(self.bits) << (128 - 8 * self.count))
    }

    fn behind(self, first: Bytes) -> Term {
        let both = u64::from(first.bits) << (8 * self.count) | u64::from(self.bits);
        Term(u128::from(both) << (128 - 8 * (self.count + first.count)))
    }
}

/// Where a word, or words joined to a code, end.
fn code_end(text: &str) -> usize {
    let mut end = 0;
    let mut joint = None;
    for (at, c) in text.char_indices() {
        if is_word(c) {
            end = at + c.len_utf8();
            joint = None;
        } else if is_joint(c) && joint.is_none() {
            joint = Some(c);
        } else {
            break;
        }
    }
    end
}

/// Each part is a word; a code of several parts is also one word without its joints, at the place of the first; a version
/// `v8.2` is found without its letter, too.
fn code(text: &str, start: usize, visit: &mut impl FnMut(Term, usize)) -> usize {
    let mut place = start;
    let parts = text.split(is_joint).filter(|part| !part.is_empty());
    for part in parts.filter(|part| part.len() <= LONGEST_WORD) {
        visit(Term::new(part), place);
        place += 1;
    }
    if place > start + 1 && text.len() <= LONGEST_WORD {
        let whole: String = text.chars().filter(|c| !is_joint(*c)).collect();
        visit(Term::new(&whole), start);
        if let Some(number) =
            whole.strip_prefix('v').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        {
            let first = text.split(is_joint).next().unwrap_or(text);
            visit(Term::new(&first[1..]), start);
            visit(Term::new(number), start);
        }
    }
    place
}

#[cfg(test)]
mod tests {
    use super::terms;
    use crate::search::fold::fold;

    #[derive(serde::Deserialize)]
    struct Case {
        text: String,
        terms: Vec<String>,
    }

    #[test]
    fn a_text_becomes_the_terms_of_the_table() {
        let table = include_str!("../../tests/search/tokens.yaml");
        let cases: Vec<Case> = serde_yaml::from_str(table).expect("the table is a list of cases");
        for case in cases {
            let mut found = Vec::new();
            terms(&fold(&case.text), false, |term, at| found.push(format!("{}@{at}", term.text())));
            assert_eq!(found, case.terms, "{}", case.text);
        }
    }
}
