//! Lists and maps in one line, written with full-width signs -> the same with the signs that YAML knows.
//!
//! The parser decides: only what it refuses as it is, and takes with ASCII signs, was meant so.

use saphyr_parser::{Event, Parser, ScalarStyle};

/// The ASCII sign for a full-width one that separates or encloses values; the sign itself for any other.
pub(super) fn ascii(c: char) -> char {
    match c {
        '，' | '、' | '；' => ',',
        '：' => ':',
        '【' | '［' | '〔' | '「' => '[',
        '】' | '］' | '〕' | '」' => ']',
        '｛' => '{',
        '｝' => '}',
        '“' | '”' | '＂' => '"',
        '‘' | '’' | '＇' => '\'',
        c => c,
    }
}

pub(super) fn is_quote(c: char) -> bool {
    ascii(c) != c && matches!(ascii(c), '"' | '\'')
}

/// A list or map with its full-width signs replaced, and where the first of them stands. Nothing when it reads as it
/// is, or does not even so.
pub(super) fn mended(chars: &[char]) -> Option<(usize, String)> {
    let first = *chars.first()?;
    // `【…】` may be the beginning of a title; `｛` never is one.
    if !matches!(first, '[' | '{' | '｛') {
        return None;
    }
    let (sign, mended) = replaced(chars)?;
    let own = if first == '｛' { None } else { shape(chars.iter().copied()) };
    if own.is_some() {
        return None;
    }
    shape(mended.chars()).filter(|shape| first != '｛' || *shape == Shape::Map).map(|_| (sign, mended))
}

fn replaced(chars: &[char]) -> Option<(usize, String)> {
    let mut out = String::with_capacity(chars.len() + 8);
    let (mut first, mut open, mut quote) = (None, Vec::new(), None);
    for (at, c) in chars.iter().enumerate() {
        let next = chars.get(at + 1);
        let mut sign = ascii(*c);
        match (quote, sign) {
            (Some(closing), _) if *c == closing || (closing != '\'' && sign == closing) => quote = None,
            (Some(_), _) => sign = *c,
            (None, '"' | '\'') if out.ends_with([' ', ',', '[', '{', ':']) => quote = Some(sign),
            (None, '"' | '\'') => sign = *c,
            (None, '[' | '{') => open.push(sign),
            (None, ']' | '}') => drop(open.pop()),
            // In a list `第一步：登录` is a text.
            (None, ':') if open.last() != Some(&'{') => sign = *c,
            (None, _) => {}
        }
        if sign != *c {
            first.get_or_insert(at);
        }
        out.push(sign);
        let separates = sign != *c && matches!(sign, ',' | ':');
        if separates && next.is_some_and(|next| !next.is_whitespace()) {
            out.push(' ');
        }
    }
    Some((first?, out))
}

#[derive(PartialEq, Eq)]
enum Shape {
    List,
    Map,
}

/// What the parser makes of a list or map in one line; nothing when it refuses it, when something follows it, or when a
/// key has swallowed its colon and value.
fn shape(chars: impl Iterator<Item = char>) -> Option<Shape> {
    let chars: Vec<char> = chars.collect();
    let mut parser = Parser::new_from_iter(chars.into_iter());
    let (mut shape, mut depth, mut swallowed) = (None, 0_usize, false);
    let mut documents = 0;
    while let Some(event) = parser.next_event() {
        let (event, _) = event.ok()?;
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                depth += 1;
                let is_list = matches!(event, Event::SequenceStart(..));
                shape.get_or_insert(if is_list { Shape::List } else { Shape::Map });
            }
            Event::SequenceEnd | Event::MappingEnd => depth = depth.saturating_sub(1),
            Event::DocumentStart(_) => documents += 1,
            Event::Scalar(text, ScalarStyle::Plain, ..) => {
                if depth == 0 || (swallowed && text.is_empty()) {
                    return None;
                }
                swallowed = text.contains('：');
            }
            _ => swallowed = false,
        }
    }
    shape.filter(|_| documents == 1)
}

#[cfg(test)]
mod tests {
    use super::mended;

    fn of(text: &str) -> Option<String> {
        mended(&text.chars().collect::<Vec<_>>()).map(|(_, text)| text)
    }

    #[test]
    fn signs_become_ascii_where_nothing_else_can_be_meant() {
        assert_eq!(of("{a: 甲，b: 乙}").as_deref(), Some("{a: 甲, b: 乙}"));
        assert_eq!(of("{a：甲，b：乙}").as_deref(), Some("{a: 甲, b: 乙}"));
        assert_eq!(of("｛zh-CN：财务，en: Finance｝").as_deref(), Some("{zh-CN: 财务, en: Finance}"));
        assert_eq!(of("[a, b】").as_deref(), Some("[a, b]"));
        assert_eq!(of("['a'，'b']").as_deref(), Some("['a', 'b']"));
    }

    #[test]
    fn what_reads_as_it_is_stays() {
        for text in
            ["{right: 甲，乙, why: 丙}", "[点“保存”，再退出]", "【重要】月结", "[第一步：登录, 第二步：入库]"]
        {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
