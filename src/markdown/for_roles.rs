//! A text without what is for other roles than a site is built for.
//!
//! In: a text as it is written. Out: a text of the same length in which role blocks of others are a comment of spaces,
//! and the notes and link definitions that only those refer to are space; line ends stay, so every place in it is true.
//! Done once, when a text is read: nothing after that can show what is not there.

use crate::markdown::blocks::{self, BlockKind};
use crate::markdown::events::{Block, Dialect, Event, Fault, Ranged, Read};
use crate::markdown::reader::Reader;
use crate::model::scope::Scope;
use pulldown_cmark::{Event as Md, Tag, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;

/// Nothing where the text is for everyone in the scope as it stands.
pub fn blanked(text: &str, scope: &Scope) -> Option<String> {
    if scope.is_whole() || !text.contains(":::") {
        return None;
    }
    let mut blanked = None;
    // What was cut out of a text may have kept its end from being another block.
    while let Some(next) = once(blanked.as_deref().unwrap_or(text), scope) {
        blanked = Some(next);
    }
    blanked
}

fn once(text: &str, scope: &Scope) -> Option<String> {
    let reader = Reader::new(text, Dialect::Rolebook);
    let read = reader.read();
    let cuts = cuts(&read, text, scope);
    if cuts.is_empty() {
        return None;
    }
    let mut bytes = text.as_bytes().to_vec();
    // The blocks last: a note may be in one.
    for cut in cuts.iter().rev() {
        cut.write(&mut bytes);
    }
    Some(String::from_utf8(bytes).expect("whole characters become blanks"))
}

/// A part that is left out.
struct Cut {
    range: Range<usize>,
    /// A block begins and ends with the marks of a comment: a blank line in its place would make a list loose.
    comment: Option<Comment>,
    /// How many `>` a line of the quote around it begins with.
    quotes: usize,
}

#[derive(Clone, Copy)]
enum Comment {
    /// The closing line of the block is written, and closes the comment.
    Whole,
    /// The opening line is a comment by itself.
    OneLine,
}

impl Cut {
    fn of(range: Range<usize>, comment: Option<Comment>, text: &str) -> Cut {
        let line = text[..range.start].rfind('\n').map_or(0, |end| end + 1);
        let quotes = text[line..range.start].matches('>').count();
        Cut { range, comment, quotes }
    }

    fn write(&self, bytes: &mut [u8]) {
        let part = &mut bytes[self.range.clone()];
        let first_line = part.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(part.len());
        // Marks of the quotes around are no part of the block.
        let mut marks_left = 0;
        for byte in part.iter_mut() {
            match byte {
                b'\n' | b'\r' => marks_left = self.quotes,
                b'>' if marks_left > 0 => marks_left -= 1,
                b' ' | b'\t' => {}
                _ => {
                    marks_left = 0;
                    *byte = b' ';
                }
            }
        }
        let end = match self.comment {
            None => return,
            Some(Comment::Whole) => part.len(),
            Some(Comment::OneLine) => first_line,
        };
        let (open, close): (&[u8], &[u8]) = (b"<!--", b"-->");
        // `:::role x` is the shortest block, so both have room.
        part[..open.len()].copy_from_slice(open);
        part[end - close.len()..end].copy_from_slice(close);
    }
}

fn cuts(read: &Read<'_>, text: &str, scope: &Scope) -> Vec<Cut> {
    let is_other = |block: &Block| {
        blocks::kind(&block.name) == Some(BlockKind::Role) && !scope.holds(blocks::roles(block))
    };
    let mut cuts = Vec::new();
    let mut kept: Vec<&Ranged<'_>> = Vec::with_capacity(read.events.len());
    // Where the block begins that is left out, and how many are open in it.
    let mut open: Option<(usize, usize)> = None;
    for ranged in &read.events {
        let (event, range) = ranged;
        match (event, &mut open) {
            (Event::Open(_), Some((_, depth))) => *depth += 1,
            (Event::Open(block), None) if is_other(block) => open = Some((range.start, 0)),
            (Event::Close(_), Some((start, 0))) => {
                let comment = if range.is_empty() { Comment::OneLine } else { Comment::Whole };
                cuts.push(Cut::of(*start..range.end, Some(comment), text));
                open = None;
            }
            (Event::Close(_), Some((_, depth))) => *depth -= 1,
            (_, Some(_)) => {}
            (_, None) => kept.push(ranged),
        }
    }
    cuts.extend(too_deep(read, text));
    if !cuts.is_empty() {
        let notes = lonely_notes(&read.events, &kept);
        cuts.extend(notes.into_iter().map(|range| Cut::of(range, None, text)));
        let definitions = lonely_definitions(read, &kept);
        cuts.extend(definitions.map(|range| Cut::of(range, None, text)));
    }
    cuts
}

/// What nests too deep is shown as it is written, whatever blocks stand in it; where one may be for a role, all of the
/// rest goes.
fn too_deep(read: &Read<'_>, text: &str) -> Option<Cut> {
    let deep = |fault: &&Fault| matches!(fault, Fault::NestingTooDeep { .. });
    let start = read.faults.iter().find(deep)?.range().start;
    text[start..].contains("role").then(|| Cut::of(start..text.len(), None, text))
}

/// The notes that nothing refers to any more.
fn lonely_notes(events: &[Ranged<'_>], kept: &[&Ranged<'_>]) -> Vec<Range<usize>> {
    let mut gone: Vec<Range<usize>> = Vec::new();
    loop {
        let mut used = BTreeSet::new();
        let mut inside: Vec<(&str, &Range<usize>)> = Vec::new();
        for (event, range) in kept {
            match event {
                Event::Markdown(Md::Start(Tag::FootnoteDefinition(name))) => inside.push((name, range)),
                Event::Markdown(Md::End(TagEnd::FootnoteDefinition)) => {
                    inside.pop();
                }
                Event::Markdown(Md::FootnoteReference(name))
                    if !inside.iter().any(|(own, range)| *own == &**name || gone.contains(range)) =>
                {
                    used.insert(&**name);
                }
                _ => {}
            }
        }
        let before = gone.len();
        for (event, range) in events {
            if let Event::Markdown(Md::Start(Tag::FootnoteDefinition(name))) = event
                && !used.contains(&**name)
                && !gone.contains(range)
            {
                gone.push(range.clone());
            }
        }
        if gone.len() == before {
            return gone;
        }
    }
}

/// The definitions of links that stand only in what is left out.
fn lonely_definitions<'r>(
    read: &'r Read<'_>,
    kept: &[&Ranged<'_>],
) -> impl Iterator<Item = Range<usize>> + use<'r> {
    let label = |event: &Event<'_>| match event {
        Event::Markdown(Md::Start(Tag::Link { id, .. } | Tag::Image { id, .. })) if !id.is_empty() => {
            Some(folded(id))
        }
        _ => None,
    };
    let kept: BTreeSet<String> = kept.iter().filter_map(|(event, _)| label(event)).collect();
    let all: BTreeSet<String> = read.events.iter().filter_map(|(event, _)| label(event)).collect();
    let is_lonely = move |name: &str| all.contains(&folded(name)) && !kept.contains(&folded(name));
    read.definitions.iter().filter(move |(name, _)| is_lonely(name)).map(|(_, range)| range.clone())
}

/// A label as CommonMark compares it.
fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::blanked;
    use crate::model::ids::RoleId;
    use crate::model::scope::Scope;

    fn warehouse(text: &str) -> String {
        let scope = Scope::of_roles([RoleId::new("warehouse")]);
        let blanked = blanked(text, &scope).unwrap_or_else(|| text.to_owned());
        let ends = |text: &str| text.match_indices('\n').map(|(at, _)| at).collect::<Vec<_>>();
        assert_eq!((blanked.len(), ends(&blanked)), (text.len(), ends(text)), "{text}");
        blanked
    }

    #[test]
    fn a_block_of_another_role_becomes_a_comment_of_blanks() {
        assert_eq!(
            warehouse("甲\n::: role finance\n乙 `丙`\n:::\n丁\n"),
            "甲\n<!--            \n         \n-->\n丁\n"
        );
        assert_eq!(warehouse("::: role warehouse\n甲\n:::\n"), "::: role warehouse\n甲\n:::\n");
    }

    #[test]
    fn nothing_of_it_is_left_wherever_it_stands() {
        for text in [
            "::: role finance\n密\n",
            "- 甲\n  ::: role finance\n  - 密\n  :::\n- 乙\n",
            "> 甲\n> ::: role finance\n> > 密\n> :::\n> 乙\n",
            "> 甲\n> ::: role finance\n> 密\n\n乙\n",
            "::: role finance\n::: role warehouse\n密\n:::\n密\n:::\n甲\n",
            ":::: details 甲\n::: role finance\n密\n:::\n::::\n",
            "::: role finance\r\n密\r\n:::\r\n甲\r\n",
            "甲\n\n::: role finance\n[^1] [^2]\n:::\n\n[^1]: 密[^3]\n\n    密\n\n[^2]: 密\n[^3]: 密\n",
            "甲\n\n::: role finance\n[乙][密]\n:::\n\n[密]: 密.md \"密\"\n",
            "::: role finance\n```\n:::\n密\n```\n密\n:::\n甲\n",
        ] {
            let left = warehouse(text);
            assert!(!left.contains('密') && !left.contains("finance"), "{text}\n{left}");
            assert_eq!(left.contains('甲'), text.contains('甲'), "{text}\n{left}");
            assert_eq!(left.contains("乙\n"), text.contains("乙\n"), "{text}\n{left}");
        }
    }

    #[test]
    fn what_is_too_deep_to_be_read_goes_with_its_rest() {
        let deep = format!("甲\n\n{} a\n", ">".repeat(101));
        let text = format!("{deep}\n{}", deep.replace("a\n", "::: role finance\n密\n"));
        assert!(!warehouse(&text).contains('密'));
        let blocks = "::: details 甲\n".repeat(100) + "::: role finance\n密\n:::\n";
        assert!(!warehouse(&blocks).contains('密'));
        assert_eq!(warehouse(&deep), deep);
    }

    #[test]
    fn a_note_or_a_link_that_others_see_too_stays() {
        let text = "甲[^1] [乙][b]\n\n::: role finance\n[^1] [乙][B]\n:::\n\n[^1]: 注\n\n[b]: b.md\n";
        let left = warehouse(text);
        assert!(left.contains("[^1]: 注") && left.ends_with("[b]: b.md\n"), "{left}");
    }
}
