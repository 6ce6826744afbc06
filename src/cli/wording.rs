//! Small words that several commands share.

use crate::diag::Lang;

/// `1 page`, `2 pages`: English needs the difference.
pub fn counted(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}

/// Chooses between the two forms of one sentence.
pub fn pick(lang: Lang, zh: &str, en: &str) -> String {
    lang.pick(zh, en).to_owned()
}
