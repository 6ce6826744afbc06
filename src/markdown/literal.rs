//! Brackets that stayed plain text although the writer meant a link or a footnote.
//!
//! In: the parser's text events of a page, in order. Out: faults. Not here: links that are links, which the checks of
//! their targets see.

use std::ops::Range;

use crate::markdown::events::Fault;

/// In bytes; without a limit, a line of unclosed links would cost the square of its length.
const LONGEST_ADDRESS: usize = 1024;

/// The opening brackets of the current paragraph that wait for their closing one.
#[derive(Default)]
pub(crate) struct Brackets {
    open: Vec<usize>,
}

impl Brackets {
    /// Takes a text event; the parser gives each bracket that it could not use an event of its own.
    pub(crate) fn see(&mut self, event: &str, range: &Range<usize>, text: &str, faults: &mut Vec<Fault>) {
        match event {
            "[" | "![" => self.open.push(range.start),
            "]" if range.len() == 1 => {
                if let Some(start) = self.open.pop() {
                    faults.extend(
                        undefined_footnote(text, start..range.end)
                            .or_else(|| space_in_link(text, start..range.end)),
                    );
                }
            }
            _ => {}
        }
    }

    /// A new paragraph begins.
    pub(crate) fn forget(&mut self) {
        self.open.clear();
    }
}

/// `[^name]`, where no such footnote is defined.
fn undefined_footnote(text: &str, brackets: Range<usize>) -> Option<Fault> {
    let name = text[brackets.clone()].strip_prefix("[^")?.strip_suffix(']')?;
    let named =
        !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '^'));
    let named = named && !is_character_class(name);
    named.then(|| Fault::UndefinedFootnote { name: name.to_owned(), range: brackets })
}

/// `0-9` or `a-zA-Z`, as regular expressions write it.
fn is_character_class(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes.len().is_multiple_of(3)
        && bytes.chunks(3).all(|range| {
            range[1] == b'-' && range[0].is_ascii_alphanumeric() && range[2].is_ascii_alphanumeric()
        })
}

/// `[text](my page.md)`, where the space keeps it from being a link.
fn space_in_link(text: &str, brackets: Range<usize>) -> Option<Fault> {
    let rest = text[brackets.end..].strip_prefix('(')?;
    let mut depth = 0;
    let close =
        rest.bytes().take(LONGEST_ADDRESS).enumerate().take_while(|&(_, byte)| byte != b'\n').find_map(
            |(at, byte)| {
                match byte {
                    b'(' => depth += 1,
                    b')' if depth == 0 => return Some(at),
                    b')' => depth -= 1,
                    _ => {}
                }
                None
            },
        )?;
    let mut target = rest[..close].trim();
    if let Some((before, title)) = target.split_once(" \"")
        && title.ends_with('"')
    {
        target = before.trim_end();
    }
    let meant = target.contains([' ', '\t', '\u{3000}'])
        && !target.contains(['<', '>'])
        && looks_like_address(target);
    let range = brackets.start..brackets.end + 1 + close + 1;
    meant.then(|| Fault::SpaceInLink { target: target.to_owned(), range })
}

/// A path, a file name or an anchor; `f[0](see there)` has none of them.
fn looks_like_address(target: &str) -> bool {
    let path = target.split(['#', '?']).next().unwrap_or(target);
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    target.starts_with('#')
        || path.contains('/')
        || (matches!(extension.len(), 1..=5) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
