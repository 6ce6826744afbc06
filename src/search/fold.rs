//! One spelling for every way of writing the same: width, case, accents, composed or not, traditional or simplified.
//!
//! In: text as written. Out: the text that terms are made of. The browser does the same in `js/search/engine/text.js`;
//! the table `tests/search/tokens.yaml` holds both to it.

use crate::model::han::simplified;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The text in its one spelling.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            rest = &rest[1..];
        } else if is_common_han(c) {
            out.push(simplified(c));
            rest = &rest[c.len_utf8()..];
        } else if let Some(ascii) = narrow(c) {
            out.push(ascii.to_ascii_lowercase());
            rest = &rest[c.len_utf8()..];
        } else {
            // The rare characters are folded together: a mark may belong to the one before it.
            let end = rest
                .find(|c: char| c.is_ascii() || is_common_han(c) || narrow(c).is_some())
                .unwrap_or(rest.len());
            let plain = rest[..end].nfkd().filter(|c| !is_dropped(*c)).nfc();
            out.extend(plain.flat_map(char::to_lowercase).map(simplified));
            rest = &rest[end..];
        }
    }
    Cow::Owned(out)
}

/// Unified ideographs, and the marks among which they stand: nothing about them depends on a neighbour.
fn is_common_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3001}' | '\u{3002}' | '\u{300a}'..='\u{3011}'
        | '\u{2013}'..='\u{2014}' | '\u{2018}'..='\u{2019}' | '\u{201c}'..='\u{201d}')
}

/// The plain form of a full-width letter, digit or mark.
fn narrow(c: char) -> Option<char> {
    if !matches!(c, '\u{ff01}'..='\u{ff5e}') {
        return None;
    }
    char::from_u32(u32::from(c) - 0xfee0)
}

/// Accents, and characters without a width.
fn is_dropped(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}
