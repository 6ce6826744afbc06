//! A page's Markdown as events, each with its place in the page.
//!
//! In: the text of a page behind its front matter, without a byte-order mark. Out: the parser's events with three
//! things mended (emphasis and line breaks between Chinese characters, `:::` containers as events of their own), and
//! what is wrong in the text. Not here: the meaning of containers, links, attributes or HTML, and any output.

mod containers;
mod emphasis;
mod literal;
mod plain;
#[cfg(test)]
mod tests;

use pulldown_cmark::{CodeBlockKind, CowStr, Event as Md, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use crate::read::cjk::SoftBreaks;
use crate::read::markdown::containers::{Marker, MarkerKind, Nest, Opened};
use crate::read::markdown::literal::Brackets;
use crate::read::markdown::plain::{Edits, plain, with_blank_delimiters};

pub use crate::read::markdown::containers::Block;

/// How deep quotes, lists, containers and emphasis may nest.
pub const NESTING_LIMIT: usize = 100;

/// Which Markdown a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Rolebook,
    /// Plain CommonMark, every extension and mending off.
    CommonMark,
}

/// A part of a page, in order; `Start` and `End`, `Open` and `Close` always balance and nest.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<'a> {
    Markdown(Md<'a>),
    /// `::: name argument`
    Open(Block),
    /// The end of the container that `Open` began, written or not.
    Close(Block),
    /// `== title`, directly in a `tabs` container.
    Tab {
        title: String,
        title_range: Range<usize>,
    },
}

/// An event and its bytes in the page.
pub type Ranged<'a> = (Event<'a>, Range<usize>);

/// Something in the text that does not do what it looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The range is that of the opening line.
    BlockUnclosed {
        name: String,
        range: Range<usize>,
    },
    BlockStray {
        range: Range<usize>,
    },
    /// The range is that of the opening fence line.
    FenceUnclosed {
        range: Range<usize>,
    },
    NestingTooDeep {
        range: Range<usize>,
    },
    UndefinedFootnote {
        name: String,
        range: Range<usize>,
    },
    SpaceInLink {
        target: String,
        range: Range<usize>,
    },
}

impl Fault {
    /// Its bytes in the page.
    pub fn range(&self) -> &Range<usize> {
        match self {
            Fault::BlockUnclosed { range, .. }
            | Fault::BlockStray { range }
            | Fault::FenceUnclosed { range }
            | Fault::NestingTooDeep { range }
            | Fault::UndefinedFootnote { range, .. }
            | Fault::SpaceInLink { range, .. } => range,
        }
    }

    fn range_mut(&mut self) -> &mut Range<usize> {
        match self {
            Fault::BlockUnclosed { range, .. }
            | Fault::BlockStray { range }
            | Fault::FenceUnclosed { range }
            | Fault::NestingTooDeep { range }
            | Fault::UndefinedFootnote { range, .. }
            | Fault::SpaceInLink { range, .. } => range,
        }
    }
}

/// What a page says, and what is wrong with it, both in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Read<'a> {
    pub events: Vec<Ranged<'a>>,
    pub faults: Vec<Fault>,
}

/// Holds the text while its events are in use; a text without `:::`, CRLF or NUL is not copied.
pub struct Reader<'t> {
    dialect: Dialect,
    /// With LF alone at the line ends and U+FFFD for NUL.
    plain: Cow<'t, str>,
    edits: Edits,
    first: Masked,
}

impl<'t> Reader<'t> {
    pub fn new(text: &'t str, dialect: Dialect) -> Reader<'t> {
        let (plain, edits) = plain(text);
        let plain = match dialect {
            Dialect::Rolebook => with_blank_delimiters(plain),
            Dialect::CommonMark => plain,
        };
        let markers = match dialect {
            Dialect::Rolebook => containers::markers(&plain),
            Dialect::CommonMark => Vec::new(),
        };
        let first = Masked::new(&plain, markers);
        Reader { dialect, plain, edits, first }
    }

    /// Parses the text.
    pub fn read(&self) -> Read<'_> {
        let mut masked = &self.first;
        let mut rounds = 0;
        loop {
            match self.parse(masked) {
                Ok(read) => return self.in_the_page(read),
                Err(taken) => {
                    masked = masked.again.get_or_init(|| Box::new(masked.keep(&self.plain, &taken, rounds)))
                }
            }
            rounds += 1;
        }
    }

    /// Fails with the markers that the parser found to be blocks, where it took others for code or plain text.
    fn parse<'s>(&'s self, masked: &'s Masked) -> Result<Read<'s>, Vec<bool>> {
        let text = masked.text.as_deref().unwrap_or(&self.plain);
        let parser = Parser::new_ext(text, options(self.dialect)).into_offset_iter();
        if self.dialect == Dialect::CommonMark {
            let events = parser.map(|(event, range)| (Event::Markdown(event), range)).collect();
            return Ok(Read { events, faults: Vec::new() });
        }
        let mut page = Page::new(&self.plain, masked);
        for (event, range) in parser {
            page.take(event, range);
        }
        let Read { mut events, mut faults } = page.end()?;
        let suspects = emphasis::suspects(text);
        if !suspects.is_empty() {
            events = emphasis::mend(events, text, &suspects);
        }
        settle_inline(&mut events, &mut faults);
        faults.sort_by_key(|fault| fault.range().start);
        Ok(Read { events, faults })
    }

    /// Moves every range from the plain text to the page as it is written.
    fn in_the_page<'s>(&self, mut read: Read<'s>) -> Read<'s> {
        if self.edits.is_empty() {
            return read;
        }
        for (event, range) in &mut read.events {
            self.edits.undo(range);
            match event {
                Event::Open(block) | Event::Close(block) => {
                    self.edits.undo(&mut block.name_range);
                    self.edits.undo(&mut block.argument_range);
                }
                Event::Tab { title_range, .. } => self.edits.undo(title_range),
                Event::Markdown(_) => {}
            }
        }
        for fault in &mut read.faults {
            self.edits.undo(fault.range_mut());
        }
        read
    }
}

fn options(dialect: Dialect) -> Options {
    match dialect {
        Dialect::CommonMark => Options::empty(),
        Dialect::Rolebook => {
            Options::ENABLE_TABLES
                | Options::ENABLE_FOOTNOTES
                | Options::ENABLE_STRIKETHROUGH
                | Options::ENABLE_TASKLISTS
                | Options::ENABLE_GFM
                | Options::ENABLE_DEFINITION_LIST
                | Options::ENABLE_HEADING_ATTRIBUTES
                | Options::ENABLE_MATH
        }
    }
}

/// The text with its marker lines masked, as the parser sees it.
struct Masked {
    /// None where there is nothing to mask.
    text: Option<String>,
    markers: Vec<Marker>,
    /// The same without the markers that were none.
    again: OnceCell<Box<Masked>>,
}

impl Masked {
    fn new(plain: &str, markers: Vec<Marker>) -> Self {
        let text = (!markers.is_empty()).then(|| containers::mask(plain, &markers));
        Masked { text, markers, again: OnceCell::new() }
    }

    /// Code stays code without its masks, so the second round is the last but for texts made to confuse; after four,
    /// they have no containers at all.
    fn keep(&self, plain: &str, taken: &[bool], rounds: usize) -> Self {
        let kept = self.markers.iter().zip(taken).filter(|&(_, &taken)| taken && rounds < 4);
        Masked::new(plain, kept.map(|(marker, _)| marker.clone()).collect())
    }
}

/// Takes the parser's events one by one and sets the containers between them.
struct Page<'a> {
    plain: &'a str,
    markers: &'a [Marker],
    next_marker: usize,
    taken: Vec<bool>,
    nest: Nest,
    depth: usize,
    /// How many ends are still to come of a block that is too deep to be shown.
    skipping: usize,
    /// The fenced code being read: its range, and where its content ends so far.
    fence: Option<(Range<usize>, usize)>,
    code: bool,
    /// Words in braces at the end of the heading being read, which the parser took for attributes.
    braces: Option<Range<usize>>,
    brackets: Brackets,
    events: Vec<Ranged<'a>>,
    faults: Vec<Fault>,
}

impl<'a> Page<'a> {
    fn new(plain: &'a str, masked: &'a Masked) -> Self {
        Page {
            plain,
            markers: &masked.markers,
            next_marker: 0,
            taken: vec![false; masked.markers.len()],
            nest: Nest::default(),
            depth: 0,
            skipping: 0,
            fence: None,
            code: false,
            braces: None,
            brackets: Brackets::default(),
            events: Vec::with_capacity(plain.len() / 16),
            faults: Vec::new(),
        }
    }

    fn take(&mut self, mut event: Md<'a>, range: Range<usize>) {
        if let Md::Start(Tag::Heading { id: None, classes, attrs, .. }) = &mut event
            && classes.is_empty()
            && !attrs.is_empty()
            && attrs.iter().all(|(_, value)| value.is_none())
        {
            attrs.clear();
            self.braces = braces_at_the_end(self.plain, &range);
        }
        if matches!(event, Md::End(TagEnd::Heading(_)))
            && let Some(range) = self.braces.take()
        {
            let text = CowStr::Borrowed(&self.plain[range.clone()]);
            self.events.push((Event::Markdown(Md::Text(text)), range));
        }
        if self.skipping > 0 {
            match event {
                Md::Start(_) => self.skipping += 1,
                Md::End(_) => self.skipping -= 1,
                Md::Rule => {
                    self.marker_at(&range);
                }
                _ => {}
            }
            return;
        }
        match &event {
            Md::Text(text) => {
                if let Some((_, content_end)) = &mut self.fence {
                    *content_end = range.end;
                } else if !self.code {
                    self.brackets.see(text, &range, self.plain, &mut self.faults);
                }
            }
            Md::Start(tag) => {
                if nests(tag) {
                    if self.depth == NESTING_LIMIT {
                        self.skipping = 1;
                        return self.too_deep(range);
                    }
                    self.depth += 1;
                }
                if is_block(tag) {
                    self.nest.enter();
                    self.brackets.forget();
                }
                if let Tag::CodeBlock(kind) = tag {
                    self.code = true;
                    if matches!(kind, CodeBlockKind::Fenced(_)) {
                        self.fence = Some((range.clone(), line_end(self.plain, range.start)));
                    }
                }
            }
            Md::End(tag) => self.end_of(*tag, &range),
            Md::Rule => {
                if let Some(marker) = self.marker_at(&range) {
                    return self.marker(marker);
                }
            }
            _ => {}
        }
        self.events.push((Event::Markdown(event), range));
    }

    fn end_of(&mut self, tag: TagEnd, range: &Range<usize>) {
        if matches!(
            tag,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
        ) {
            return;
        }
        self.brackets.forget();
        for opened in self.nest.leave() {
            self.unclosed(opened, range.end);
        }
        match tag {
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::DefinitionList | TagEnd::FootnoteDefinition => {
                self.depth -= 1;
            }
            TagEnd::CodeBlock => {
                self.code = false;
                if let Some((fence, content_end)) = self.fence.take()
                    && !self.plain[content_end.min(fence.end)..fence.end].contains(['`', '~'])
                {
                    let range = fence.start..line_end(self.plain, fence.start);
                    self.faults.push(Fault::FenceUnclosed { range });
                }
            }
            _ => {}
        }
    }

    /// Shows a block as it is written, since it lies too deep to be shown as what it is.
    fn too_deep(&mut self, range: Range<usize>) {
        let source = CowStr::Borrowed(&self.plain[range.clone()]);
        self.faults.push(Fault::NestingTooDeep { range: range.clone() });
        for event in
            [Md::Start(Tag::CodeBlock(CodeBlockKind::Indented)), Md::Text(source), Md::End(TagEnd::CodeBlock)]
        {
            self.events.push((Event::Markdown(event), range.clone()));
        }
    }

    /// The marker that a thematic break stands for, unless it is one of the writer's own.
    fn marker_at(&mut self, range: &Range<usize>) -> Option<&'a Marker> {
        while let Some(marker) = self.markers.get(self.next_marker)
            && marker.range.start < range.end
        {
            self.next_marker += 1;
            if marker.range.start >= range.start {
                self.taken[self.next_marker - 1] = true;
                return Some(marker);
            }
        }
        None
    }

    fn marker(&mut self, marker: &Marker) {
        let range = marker.range.clone();
        self.brackets.forget();
        match &marker.kind {
            MarkerKind::TooDeep => self.too_deep(range),
            MarkerKind::Open { colons, block } => {
                let silent = self.depth == NESTING_LIMIT;
                if silent {
                    if !self.nest.is_silent_above() {
                        self.faults.push(Fault::NestingTooDeep { range });
                    }
                } else {
                    self.depth += 1;
                    self.events.push((Event::Open(block.clone()), range));
                }
                self.nest.open(block.clone(), marker.range.clone(), *colons, silent);
            }
            MarkerKind::Close { colons } => match self.nest.close(*colons) {
                mut closed if !closed.is_empty() => {
                    let last = closed.pop();
                    for opened in closed {
                        self.unclosed(opened, range.start);
                    }
                    if let Some(opened) = last {
                        self.close(opened, range);
                    }
                }
                _ => self.faults.push(Fault::BlockStray { range }),
            },
            MarkerKind::Tab { title, title_range } => {
                if self.nest.in_tabs() {
                    let event = Event::Tab { title: title.clone(), title_range: title_range.clone() };
                    self.events.push((event, range));
                } else {
                    self.taken[self.next_marker - 1] = false;
                }
            }
        }
    }

    fn unclosed(&mut self, opened: Opened, at: usize) {
        if !opened.silent {
            let (name, range) = (opened.block.name.clone(), opened.range.clone());
            self.faults.push(Fault::BlockUnclosed { name, range });
        }
        self.close(opened, at..at);
    }

    fn close(&mut self, opened: Opened, range: Range<usize>) {
        if !opened.silent {
            self.depth -= 1;
            self.events.push((Event::Close(opened.block), range));
        }
    }

    fn end(mut self) -> Result<Read<'a>, Vec<bool>> {
        for opened in self.nest.leave() {
            self.unclosed(opened, self.plain.len());
        }
        if self.taken.iter().all(|&taken| taken) {
            Ok(Read { events: self.events, faults: self.faults })
        } else {
            Err(self.taken)
        }
    }
}

fn nests(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::BlockQuote(_) | Tag::List(_) | Tag::DefinitionList | Tag::FootnoteDefinition(_))
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

/// `{word}` behind a heading's text, with the blanks before it: without `#`, `.` or `=` it is text, as in `if(x){do}`.
fn braces_at_the_end(text: &str, heading: &Range<usize>) -> Option<Range<usize>> {
    let close = heading.start + text[heading.clone()].rfind('}')? + 1;
    let open = heading.start + text[heading.start..close].rfind('{')?;
    Some(text[..open].trim_end_matches([' ', '\t']).len()..close)
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |newline| from + newline)
}

/// Drops the soft breaks between Chinese characters, and emphasis nested too deep to be shown.
fn settle_inline(events: &mut Vec<Ranged<'_>>, faults: &mut Vec<Fault>) {
    let mut breaks = SoftBreaks::default();
    let mut depth = 0;
    let mut deep = Vec::new();
    let mut in_code = false;
    for (index, (event, range)) in events.iter().enumerate() {
        let Event::Markdown(md) = event else {
            breaks.forget();
            continue;
        };
        match md {
            Md::Start(Tag::CodeBlock(_)) => in_code = true,
            Md::End(TagEnd::CodeBlock) => in_code = false,
            Md::Start(tag) if !is_block(tag) => {
                depth += 1;
                if depth > NESTING_LIMIT {
                    if deep.is_empty() {
                        faults.push(Fault::NestingTooDeep { range: range.clone() });
                    }
                    deep.push(index);
                }
            }
            Md::End(
                TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image,
            ) => {
                if depth > NESTING_LIMIT {
                    deep.push(index);
                }
                depth -= 1;
            }
            _ => {}
        }
        if !in_code {
            breaks.see(index, md);
        }
    }
    let mut dropped = breaks.dropped;
    if !deep.is_empty() {
        dropped.append(&mut deep);
        dropped.sort_unstable();
    }
    if !dropped.is_empty() {
        let mut index = 0;
        let mut next = dropped.into_iter().peekable();
        events.retain(|_| {
            let drop = next.next_if_eq(&index).is_some();
            index += 1;
            !drop
        });
    }
}
