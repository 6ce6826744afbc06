//! Notes beyond GFM's: `> [!NOTE] title`, `> [!NOTE]-` and `> [!NOTE]+`, which fold, and the kinds of other programs.
//!
//! In: events. Out: the same with blocks in the place of such quotes, their names as they begin: `[!WARNING]-`. Not here:
//! a kind alone on its line, which the parser knows, and kinds that nobody knows, which are reported as slips.

use crate::markdown::events::{Block, Event, Ranged};
use pulldown_cmark::{BlockQuoteKind, CowStr, Event as Md, Tag, TagEnd};
use std::ops::Range;

/// Whether a note folds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    Never,
    Closed,
    Open,
}

/// What a block is that was made of a quote.
pub fn of(name: &str) -> Option<(BlockQuoteKind, Fold)> {
    let (word, fold) = name.strip_prefix("[!")?.split_once(']')?;
    let fold = match fold {
        "" => Fold::Never,
        "-" => Fold::Closed,
        "+" => Fold::Open,
        _ => return None,
    };
    Some((kind(word)?, fold))
}

/// The kind that a word means, the nearest of ours for one of another program.
fn kind(word: &str) -> Option<BlockQuoteKind> {
    Some(match word.to_lowercase().as_str() {
        "note" | "info" | "abstract" | "summary" | "tldr" | "todo" | "example" | "question" | "help"
        | "faq" | "seealso" | "说明" | "信息" | "备注" | "补充" | "示例" => BlockQuoteKind::Note,
        "tip" | "hint" | "success" | "check" | "done" | "技巧" | "提示" | "小贴士" | "窍门" | "建议" => {
            BlockQuoteKind::Tip
        }
        "important" | "重要" | "重点" => BlockQuoteKind::Important,
        "warning" | "warn" | "attention" | "bug" | "fail" | "failure" | "missing" | "警告" | "注意"
        | "注意事项" => BlockQuoteKind::Warning,
        "danger" | "caution" | "error" | "alert" | "危险" | "小心" | "错误" | "慎重" => {
            BlockQuoteKind::Caution
        }
        _ => return None,
    })
}

/// Puts blocks in the place of quotes that are notes.
pub fn settled<'a>(events: Vec<Ranged<'a>>) -> Vec<Ranged<'a>> {
    let is_plain = |event: &Event<'_>| matches!(event, Event::Markdown(Md::Start(Tag::BlockQuote(None))));
    if !events.iter().any(|(event, _)| is_plain(event)) {
        return events;
    }
    let mut out = Vec::with_capacity(events.len());
    // For each open quote the block it has become.
    let mut open: Vec<Option<Block>> = Vec::new();
    let mut at = 0;
    while at < events.len() {
        let (event, range) = &events[at];
        match event {
            Event::Markdown(Md::Start(Tag::BlockQuote(_))) => {
                let note = Note::at(&events[at..]).filter(|_| is_plain(event));
                open.push(note.as_ref().map(|note| note.block.clone()));
                if let Some(note) = note {
                    out.push((Event::Open(note.block), range.clone()));
                    out.extend(note.body);
                    at += note.taken;
                    continue;
                }
            }
            Event::Markdown(Md::End(TagEnd::BlockQuote(_))) => {
                if let Some(Some(block)) = open.pop() {
                    out.push((Event::Close(block), range.clone()));
                    at += 1;
                    continue;
                }
            }
            _ => {}
        }
        out.push(events[at].clone());
        at += 1;
    }
    out
}

/// The beginning of a note.
struct Note<'a> {
    block: Block,
    /// The beginning of its text.
    body: Vec<Ranged<'a>>,
    /// How many events it was made of.
    taken: usize,
}

impl<'a> Note<'a> {
    fn at(events: &[Ranged<'a>]) -> Option<Note<'a>> {
        if !matches!(events.get(1)?.0, Event::Markdown(Md::Start(Tag::Paragraph))) {
            return None;
        }
        let (name, mark, rest_at, rest) = marked(&events[2..])?;
        let rest_at = rest_at + 2;
        let end = rest_at + events[rest_at..].iter().position(|(event, _)| ends_line(event))?;
        let mut line: Vec<Ranged<'a>> =
            rest.into_iter().chain(events[rest_at..end].iter().cloned()).collect();
        // What is emphasized beyond the end of the line is no title.
        let depth: i32 = line.iter().map(|(event, _)| depth_of(event)).sum();
        let title = words(&line);
        let is_last = is_end_of_paragraph(&events[end].0)
            && matches!(events.get(end + 1)?.0, Event::Markdown(Md::End(TagEnd::BlockQuote(_))));
        let is_title = depth == 0
            && !is_last
            && !title.ends_with(['。', '！', '？', '：', '；', '，', '.', '!', '?', ':', ';', ',']);
        let place = line.first().map_or(mark.end, |(_, range)| range.start)
            ..line.last().map_or(mark.end, |(_, range)| range.end);
        let argument = if is_title { title } else { String::new() };
        let block = Block { name, argument, name_range: mark, argument_range: place };
        let start = events[1].clone();
        let (body, taken) = match (is_title || line.is_empty(), is_end_of_paragraph(&events[end].0)) {
            (true, true) => (Vec::new(), end + 1),
            (true, false) => (vec![start], end + 1),
            (false, _) => {
                line.insert(0, start);
                (line, end)
            }
        };
        Some(Note { block, body, taken })
    }
}

/// The mark at the beginning of a line of text: the name of the block, its place, where the rest goes on, and the rest of
/// the event it ends in.
fn marked<'a>(events: &[Ranged<'a>]) -> Option<(String, Range<usize>, usize, Option<Ranged<'a>>)> {
    let mut text = String::new();
    let start = events.first()?.1.start;
    for (at, (event, range)) in events.iter().enumerate() {
        let Event::Markdown(Md::Text(part)) = event else { return None };
        text.push_str(part);
        if !text.starts_with('[') || text.len() > 80 {
            return None;
        }
        let Some((word, _)) = text.strip_prefix("[!").and_then(|rest| rest.split_once(']')) else { continue };
        // `[!WARNING|标题]` has a meaning elsewhere only.
        let kind = kind(word.trim())?;
        // The sign that it folds is the beginning of what follows.
        let behind = text.len() - (text.find(']')? + 1);
        let (next_at, next) = match behind {
            0 => (at + 1, events.get(at + 1)),
            _ => (at, Some(&events[at])),
        };
        let rest = match next {
            Some((Event::Markdown(Md::Text(next)), own)) => {
                let skip = if behind == 0 { 0 } else { next.len() - behind };
                Some((next[skip..].to_owned(), own.start + skip.min(own.len())..own.end))
            }
            _ => None,
        };
        let (rest, own) = rest.unwrap_or((String::new(), range.end..range.end));
        let fold = rest.chars().next().filter(|c| matches!(c, '+' | '-'));
        let shown = rest[fold.map_or(0, char::len_utf8)..].trim_start();
        let place = own.end.saturating_sub(shown.len()).max(own.start)..own.end;
        let name = format!("[!{}]{}", canonical(kind), fold.map_or_else(String::new, String::from));
        let goes_on = if rest.is_empty() { next_at } else { next_at + 1 };
        let shown =
            (!shown.is_empty()).then(|| (Event::Markdown(Md::Text(CowStr::from(shown.to_owned()))), place));
        return Some((name, start..range.end, goes_on, shown));
    }
    None
}

fn canonical(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "NOTE",
        BlockQuoteKind::Tip => "TIP",
        BlockQuoteKind::Important => "IMPORTANT",
        BlockQuoteKind::Warning => "WARNING",
        BlockQuoteKind::Caution => "CAUTION",
    }
}

fn ends_line(event: &Event<'_>) -> bool {
    is_end_of_paragraph(event) || matches!(event, Event::Markdown(Md::SoftBreak | Md::HardBreak))
}

fn is_end_of_paragraph(event: &Event<'_>) -> bool {
    matches!(event, Event::Markdown(Md::End(TagEnd::Paragraph)))
}

fn depth_of(event: &Event<'_>) -> i32 {
    match event {
        Event::Markdown(Md::Start(_)) => 1,
        Event::Markdown(Md::End(_)) => -1,
        _ => 0,
    }
}

/// The words of a line without its markup.
fn words(line: &[Ranged<'_>]) -> String {
    let words = line.iter().map(|(event, _)| match event {
        Event::Markdown(Md::Text(text) | Md::Code(text) | Md::InlineMath(text)) => &**text,
        _ => "",
    });
    words.collect::<String>().trim().to_owned()
}
