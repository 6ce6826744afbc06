//! `::: name argument` … `:::` containers and the `== title` lines between tabs.
//!
//! In: a page's text. Out: the marker lines in it, a text of equal length in which each is a thematic break (so that
//! the Markdown parser ends paragraphs and lists there by itself), and a stack that keeps containers nested within
//! lists and quotes. Not here: what a name means, and the parsing.

use std::ops::Range;

use crate::markdown::events::{Block, NESTING_LIMIT};

/// A line that opens or closes a container or begins a tab; `range` runs from its first mark to its last character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Marker {
    pub(crate) range: Range<usize>,
    pub(crate) kind: MarkerKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MarkerKind {
    Open {
        colons: usize,
        block: Block,
    },
    Close {
        colons: usize,
    },
    Tab {
        title: String,
        title_range: Range<usize>,
    },
    /// The rest of a line that nests deeper than the limit, all by itself.
    TooDeep,
}

/// Every line that looks like a marker, in order. Some may be in code: the parser is asked, not guessed.
pub(crate) fn markers(text: &str) -> Vec<Marker> {
    let mut found = too_deep(text);
    let mut tabs = false;
    for line in lines_with(text, ":::") {
        let Some(start) = content_start(text, &line) else { continue };
        let rest = &text[start..line.end];
        let colons = rest.bytes().take_while(|&byte| byte == b':').count();
        if colons < 3 {
            continue;
        }
        let range = start..start + rest.trim_end().len();
        let (name_range, argument_range) = words(text, range.start + colons..range.end);
        // Microsoft's Markdown ends a block by its name: `:::moniker-end`.
        let kind = if name_range.is_empty() || text[name_range.clone()].ends_with("-end") {
            MarkerKind::Close { colons }
        } else {
            let name = text[name_range.clone()].to_owned();
            tabs |= name == "tabs";
            let argument = text[argument_range.clone()].to_owned();
            MarkerKind::Open { colons, block: Block { name, argument, name_range, argument_range } }
        };
        found.push(Marker { range, kind });
    }
    if tabs {
        for line in lines_with(text, "== ") {
            let Some(start) = content_start(text, &line) else { continue };
            let Some(title) = text[start..line.end].strip_prefix("== ") else { continue };
            let title_start = start + 3 + (title.len() - title.trim_start().len());
            let title = title.trim();
            if !title.is_empty() {
                let range = start..title_start + title.len();
                let title_range = title_start..range.end;
                found.push(Marker { range, kind: MarkerKind::Tab { title: title.to_owned(), title_range } });
            }
        }
    }
    found.sort_by_key(|marker| marker.range.start);
    // A line that is too deep may end in what looks like another marker.
    found.dedup_by(|later, earlier| later.range.start < earlier.range.end);
    found
}

/// The text with every marker line written as `___…`: the one block of any length that ends a paragraph, is no heading
/// underline, no list and no table, and holds nothing. Offsets stay as they are.
pub(crate) fn mask(text: &str, markers: &[Marker]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for marker in markers {
        masked.push_str(&text[done..marker.range.start]);
        masked.extend(std::iter::repeat_n('_', marker.range.len()));
        done = marker.range.end;
    }
    masked.push_str(&text[done..]);
    masked
}

/// The lines that hold the needle, each once, without their line ends.
pub(crate) fn lines_with<'t>(text: &'t str, needle: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let mut from = 0;
    std::iter::from_fn(move || {
        let hit = from + text.get(from..)?.find(needle)?;
        let start = text[from..hit].rfind('\n').map_or(from, |newline| from + newline + 1);
        let end = text[hit..].find('\n').map_or(text.len(), |newline| hit + newline);
        from = end + 1;
        Some(start..end)
    })
}

/// Where a line's content begins, after quote marks, list markers and spaces.
pub(crate) fn content_start(text: &str, line: &Range<usize>) -> Option<usize> {
    let bytes = &text.as_bytes()[line.clone()];
    let mut at = 0;
    while let Some(width) = container_mark(&bytes[at..]) {
        at += width;
    }
    matches!(bytes.get(at), Some(b':' | b'=')).then_some(line.start + at)
}

/// The lines whose own marks nest deeper than the limit. The parser would go through every level again at each later
/// line, so it must not see them.
fn too_deep(text: &str) -> Vec<Marker> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < text.len() {
        let end = text[from..].find('\n').map_or(text.len(), |newline| from + newline);
        if end - from > NESTING_LIMIT
            && let Some(start) = mark_beyond_limit(&text.as_bytes()[from..end])
        {
            let range = from + start..from + text[from..end].trim_end().len();
            found.push(Marker { range, kind: MarkerKind::TooDeep });
        }
        from = end + 1;
    }
    found
}

fn mark_beyond_limit(line: &[u8]) -> Option<usize> {
    let mut at = 0;
    let mut marks = 0;
    while let Some(width) = container_mark(&line[at..]) {
        let blank = matches!(line[at], b' ' | b'\t');
        if !blank && marks == NESTING_LIMIT {
            // `* * * …` is a thematic break.
            let first = line.iter().find(|byte| !byte.is_ascii_whitespace())?;
            let all_alike = line.iter().all(|byte| byte == first || byte.is_ascii_whitespace());
            return (!all_alike || *first == b'>').then_some(at);
        }
        marks += usize::from(!blank);
        at += width;
    }
    None
}

/// The width of the mark that begins a container here, or of a space before one.
fn container_mark(bytes: &[u8]) -> Option<usize> {
    let blank_behind = |at: usize| matches!(bytes.get(at + 1), Some(b' ' | b'\t'));
    match bytes.first()? {
        b' ' | b'\t' | b'>' => Some(1),
        b'-' | b'*' | b'+' | b':' if blank_behind(0) => Some(2),
        b'0'..=b'9' => {
            let digits = bytes.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
            (matches!(bytes.get(digits), Some(b'.' | b')')) && blank_behind(digits)).then_some(digits + 2)
        }
        b'[' if bytes.get(1) == Some(&b'^') => Some(bytes.windows(2).position(|pair| pair == b"]:")? + 2),
        _ => None,
    }
}

/// The first word of a range, and what follows it, both without spaces around.
fn words(text: &str, range: Range<usize>) -> (Range<usize>, Range<usize>) {
    let rest = &text[range.clone()];
    let name_start = range.start + (rest.len() - rest.trim_start().len());
    let written = &text[name_start..range.end];
    let name_len = written.find(|c: char| c.is_whitespace() || c == '[').unwrap_or(written.len());
    let name_len = written[..name_len].trim_end_matches(':').len();
    let name_end = name_start + name_len;
    // `:::tip[标题]`
    if let Some(title) = text[name_end..range.end].strip_prefix('[')
        && let Some(close) = title.rfind(']')
    {
        return (name_start..name_end, name_end + 1..name_end + 1 + close);
    }
    let behind = &text[name_end..range.end];
    let argument_start = name_end + (behind.len() - behind.trim_start().len());
    (name_start..name_end, argument_start..range.end)
}

/// What is open at one place of the page, outermost first.
#[derive(Debug, Default)]
pub(crate) struct Nest {
    open: Vec<Level>,
}

#[derive(Debug)]
enum Level {
    /// A block of Markdown: list, item, quote, paragraph and so on.
    Markdown,
    Container(Opened),
}

/// A container that is open; a silent one is nested too deeply to be shown.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) block: Block,
    pub(crate) range: Range<usize>,
    pub(crate) silent: bool,
    colons: usize,
}

impl Nest {
    pub(crate) fn enter(&mut self) {
        self.open.push(Level::Markdown);
    }

    /// Leaves a block of Markdown; gives the containers still open in it, innermost first.
    pub(crate) fn leave(&mut self) -> Vec<Opened> {
        let mut unclosed = Vec::new();
        while let Some(Level::Container(opened)) = self.open.pop() {
            unclosed.push(opened);
        }
        unclosed
    }

    pub(crate) fn open(&mut self, block: Block, range: Range<usize>, colons: usize, silent: bool) {
        self.open.push(Level::Container(Opened { block, range, silent, colons }));
    }

    /// Closes the innermost container that this many colons may close, else the innermost; none is open at this depth
    /// where the answer is empty. Containers closed along the way come first.
    pub(crate) fn close(&mut self, colons: usize) -> Vec<Opened> {
        let fits = |level: &Level| matches!(level, Level::Container(opened) if opened.colons <= colons);
        let here = || self.open.iter().rev().take_while(|level| matches!(level, Level::Container(_)));
        // No deeper search than shown levels: a long run of fences that fit nothing must not cost its square.
        let taken = match here().take(NESTING_LIMIT).position(fits) {
            Some(above) => above + 1,
            None => here().take(1).count(),
        };
        let mut closed = Vec::new();
        for _ in 0..taken {
            if let Some(Level::Container(opened)) = self.open.pop() {
                closed.push(opened);
            }
        }
        closed
    }

    /// Whether the container around this place is itself too deep to be shown.
    pub(crate) fn is_silent_above(&self) -> bool {
        matches!(self.open.last(), Some(Level::Container(opened)) if opened.silent)
    }

    /// Whether a tab may begin here: directly in a `tabs` container.
    pub(crate) fn in_tabs(&self) -> bool {
        matches!(self.open.last(), Some(Level::Container(opened)) if opened.block.name == "tabs")
    }
}

#[cfg(test)]
mod tests {
    use super::{MarkerKind, markers, mask};

    fn kinds(text: &str) -> Vec<String> {
        let show = |kind: &MarkerKind| match kind {
            MarkerKind::Open { colons, block } => format!("{colons} {}|{}", block.name, block.argument),
            MarkerKind::Close { colons } => format!("{colons}"),
            MarkerKind::Tab { title, .. } => format!("== {title}"),
            MarkerKind::TooDeep => "too deep".to_owned(),
        };
        markers(text).iter().map(|marker| show(&marker.kind)).collect()
    }

    #[test]
    fn a_line_opens_with_name_and_argument_and_closes_without() {
        assert_eq!(
            kinds("::: details 常见 错误 \n:::\n:::steps\n::::\n"),
            ["3 details|常见 错误", "3", "3 steps|", "4"]
        );
    }

    #[test]
    fn a_marker_may_stand_behind_quote_and_list_marks_but_not_behind_text() {
        assert_eq!(kinds("> ::: a\n- ::: b\n12. ::: c\na ::: d\n12 ::: e\n"), ["3 a|", "3 b|", "3 c|"]);
    }

    #[test]
    fn tab_lines_count_only_on_pages_with_tabs() {
        assert_eq!(kinds("== 标题\n::: steps\n"), ["3 steps|"]);
        assert_eq!(kinds("::: tabs\n== 标题\n===\n:::\n"), ["3 tabs|", "== 标题", "3"]);
    }

    #[test]
    fn a_masked_text_keeps_its_length_and_its_other_lines() {
        let text = "a\n::: 步骤 x\nb\n:::";
        assert_eq!(mask(text, &markers(text)), "a\n____________\nb\n___");
    }
}
