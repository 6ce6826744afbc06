//! Whether a page holds rows of tables or entries of codes: a reader may ask for these alone.
//!
//! `themes/default/js/search/engine/rows.js` finds them in a text by the same rule; `tests/search/codes.yaml` holds both to it.

use crate::model::plain_text::PlainText;

/// Of a page that holds something of everything, beside the marks of what it holds.
pub const ASIDE: u8 = 4;

/// What a page holds, in one number: 1 for rows, 2 for codes, 3 for both. A row is of a code if one of its cells begins with it.
pub fn marks(text: &PlainText) -> u8 {
    let mut marks = 0;
    for part in &text.parts {
        if is_code(&part.title) {
            marks |= 2;
        }
        let mut in_table = false;
        for line in part.text.split('\n') {
            // The first row names the columns.
            if std::mem::replace(&mut in_table, line.starts_with('\t')) && in_table {
                marks |= if line.split('\t').any(is_code) { 3 } else { 1 };
            }
        }
    }
    marks
}

/// Whether a text begins with a code, as programs name their errors and companies their documents: words of capitals
/// joined by `-`, `_` or `.`, then two to six digits and no letter.
fn is_code(text: &str) -> bool {
    let text = text.trim_start().as_bytes();
    let capitals = |from: usize| text[from..].iter().take_while(|c| c.is_ascii_uppercase()).count();
    let mut at = capitals(0);
    if at == 0 {
        return false;
    }
    while text.get(at).is_some_and(|c| b"-_.".contains(c)) {
        let more = capitals(at + 1);
        at += 1 + more;
        if more == 0 {
            break;
        }
    }
    let digits = text[at..].iter().take_while(|c| c.is_ascii_digit()).count();
    (2..=6).contains(&digits) && !text.get(at + digits).is_some_and(u8::is_ascii_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::is_code;

    #[derive(serde::Deserialize)]
    struct Case {
        text: String,
        code: bool,
    }

    #[test]
    fn codes_are_told_from_words() {
        let table = include_str!("../../tests/search/codes.yaml");
        let cases: Vec<Case> = serde_yaml::from_str(table).expect("the table is YAML");
        for Case { text, code } in cases {
            assert_eq!(is_code(&text), code, "{text}");
        }
    }
}
