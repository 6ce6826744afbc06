//! How Chinese, Japanese and Korean characters sit in Markdown: which are CJK, which are punctuation, and which
//! line breaks between them are no space.
//!
//! In: characters, or a page's events. Out: yes or no, or the soft breaks to drop. Not here: emphasis.

use pulldown_cmark::{Event as Md, Tag, TagEnd};

/// A wide, full-width or half-width character of East Asia, or Hangul. Emoji are none, wide as they are.
pub(crate) fn is_cjk(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x11FF            // Hangul letters
        | 0x20A9 | 0x2329..=0x232A // won sign, angle brackets
        | 0x2E80..=0x303E          // radicals, CJK punctuation
        | 0x3041..=0xA4CF          // kana, bopomofo, Han, Yi
        | 0xA960..=0xA97F | 0xAC00..=0xD7FF
        | 0xF900..=0xFAFF
        | 0xFE10..=0xFE19 | 0xFE30..=0xFE6F
        | 0xFF01..=0xFFEE          // full-width and half-width forms
        | 0x16FE0..=0x18DFF        // Tangut, Khitan
        | 0x1AFF0..=0x1B2FF        // more kana, Nüshu
        | 0x1D300..=0x1D37F
        | 0x1F200 | 0x1F202..=0x1F219 | 0x1F21B..=0x1F22E | 0x1F230..=0x1F231 | 0x1F237
        | 0x1F23B | 0x1F240..=0x1F248 | 0x1F260..=0x1F265
        | 0x20000..=0x3FFFD
        | 0xE0100..=0xE01EF) // ideographic variation selectors belong to the character before them
}

/// Punctuation and symbols, as CommonMark counts them. Marks and invisible characters are told apart only where
/// European and East Asian scripts use them.
pub(crate) fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    let silent = matches!(u32::from(c),
        0xAD | 0x300..=0x36F | 0x483..=0x489
        | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F
        | 0x20D0..=0x20FF | 0x302A..=0x302F | 0x3099..=0x309A
        | 0xE000..=0xF8FF | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F | 0xFEFF
        | 0xE0000..=0x10FFFF);
    // Circled letters are symbols, alphabetic as they are.
    let circled = matches!(c, 'Ⓐ'..='ⓩ');
    !silent && (circled || !c.is_alphanumeric()) && !c.is_whitespace() && !c.is_control()
}

/// How a character takes a line break beside it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Han, kana, bopomofo, CJK punctuation, full-width forms.
    Joins,
    /// Marks that Chinese shares with Western text: they go with the other side.
    Follows,
    Spaced,
}

fn side(c: char) -> Side {
    match u32::from(c) {
        0x2E80..=0x303E
        | 0x3041..=0x312F
        | 0x3190..=0x4DBF
        | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF
        | 0xFE10..=0xFE19
        | 0xFE30..=0xFE6F
        | 0xFF01..=0xFF9F
        | 0xFFE0..=0xFFE6
        | 0x1AFF0..=0x1B16F
        | 0x20000..=0x3FFFD
        | 0xE0100..=0xE01EF => Side::Joins,
        0xB7 | 0x2014 | 0x2018..=0x2019 | 0x201C..=0x201D | 0x2026 => Side::Follows,
        _ => Side::Spaced,
    }
}

/// Whether a line break between the two is no space.
fn joins(before: char, after: char) -> bool {
    let (before, after) = (side(before), side(after));
    before != Side::Spaced && after != Side::Spaced && (before == Side::Joins || after == Side::Joins)
}

/// Finds the soft breaks that are between two CJK characters, whatever emphasis, code, element or reference to a note
/// begins or ends there.
#[derive(Default)]
pub(crate) struct SoftBreaks {
    before: Option<char>,
    /// The breaks since the last character; more than one where a comment has a line of its own.
    waiting: Vec<usize>,
    /// The indices of the events to drop, in order.
    pub(crate) dropped: Vec<usize>,
}

impl SoftBreaks {
    /// Takes the page's next event.
    pub(crate) fn see(&mut self, index: usize, event: &Md<'_>) {
        match event {
            Md::Text(text) | Md::Code(text) => {
                let Some(first) = text.chars().next() else { return };
                if self.before.is_some_and(|before| joins(before, first)) {
                    self.dropped.append(&mut self.waiting);
                }
                self.waiting.clear();
                self.before = text.chars().next_back();
            }
            Md::SoftBreak => self.waiting.push(index),
            // A line break of the writer's own.
            Md::InlineHtml(html) if html.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br")) => {
                self.forget();
            }
            Md::InlineHtml(_)
            | Md::FootnoteReference(_)
            | Md::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
            | Md::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {}
            _ => self.forget(),
        }
    }

    /// Whatever is here is no text that could join.
    pub(crate) fn forget(&mut self) {
        self.before = None;
        self.waiting.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::{is_cjk, is_punctuation, joins};
    use pulldown_cmark::{Event, Parser, Tag};

    /// The parser lets `*` open before a letter inside a word, but not before punctuation.
    fn parser_says_punctuation(c: char) -> bool {
        let text = format!("a*{c}b*");
        !Parser::new(&text).any(|event| event == Event::Start(Tag::Emphasis))
    }

    #[test]
    fn punctuation_is_what_the_parser_takes_for_it() {
        let west =
            [0xA1..=0x377, 0x400..=0x52F, 0x1E00..=0x1EFF, 0x200B..=0x2064, 0x20D0..=0x20F0, 0x2100..=0x218B];
        let signs = [0x2190..=0x2426, 0x2460..=0x2B73, 0x2E80..=0x2E99, 0x2FF0..=0x303F, 0x3041..=0x3096];
        let east = [
            0x3099..=0x30FF,
            0x3105..=0x312F,
            0x3131..=0x318E,
            0x3190..=0x31E3,
            0x31F0..=0x321E,
            0x3220..=0x4E10,
        ];
        let forms = [0xFE00..=0xFE19, 0xFE20..=0xFE52, 0xFE54..=0xFE66, 0xFF01..=0xFFBE, 0xFFE0..=0xFFE6];
        let emoji = [0x1F300..=0x1F6D7, 0x1F900..=0x1FA53];
        let all = west.into_iter().chain(signs).chain(east).chain(forms).chain(emoji).flatten();
        let differ = |c: &char| !c.is_whitespace() && is_punctuation(*c) != parser_says_punctuation(*c);
        let different: Vec<_> =
            all.filter_map(char::from_u32).filter(differ).map(|c| format!("{:X}", u32::from(c))).collect();
        assert!(different.is_empty(), "{different:?}");
    }

    #[test]
    fn han_kana_and_hangul_are_cjk_and_emoji_are_not() {
        assert!("汉かカㄅ한、。「（～１ﾊ㈱𠮟".chars().all(is_cjk));
        assert!(!"aé1.“”—…·😀✅".chars().any(is_cjk));
    }

    #[test]
    fn han_and_kana_join_across_a_line_and_hangul_and_letters_do_not() {
        assert!(joins('中', '文') && joins('。', 'カ') && joins('”', '中') && joins('中', '—'));
        assert!(!joins('한', '국') && !joins('中', 'a') && !joins('1', '中') && !joins('”', '“'));
    }
}
