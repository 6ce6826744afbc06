//! A page's Markdown as events, each with its place in the page.
//!
//! In: the text of a page behind its front matter, without a byte-order mark. Out: the parser's events with three
//! things mended (emphasis and line breaks between Chinese characters, `:::` containers as events of their own), and
//! what is wrong in the text. Not here: the meaning of containers, links, attributes or HTML, and any output.

mod containers;
mod emphasis;
mod literal;
mod plain;

use pulldown_cmark::{CodeBlockKind, CowStr, Event as Md, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use crate::read::cjk::SoftBreaks;
use crate::read::markdown::containers::{Marker, MarkerKind, Nest, Opened};
use crate::read::markdown::literal::Brackets;
use crate::read::markdown::plain::{Edits, plain};

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

#[cfg(test)]
mod tests {
    use super::{Dialect, Event, Fault, NESTING_LIMIT, Read, Reader};
    use pulldown_cmark::Event as Md;

    /// The page's text in one line: `<name argument>` … `</name>` for containers, `|title|` for tabs, `·` for a soft
    /// break, and the names of the blocks that matter here.
    fn outline(text: &str) -> String {
        let reader = Reader::new(text, Dialect::Rolebook);
        let mut outline = String::new();
        for (event, _) in reader.read().events {
            match event {
                Event::Open(block) => outline += &format!("<{} {}>", block.name, block.argument),
                Event::Close(block) => outline += &format!("</{}>", block.name),
                Event::Tab { title, .. } => outline += &format!("|{title}|"),
                Event::Markdown(Md::Text(text) | Md::Code(text) | Md::Html(text)) => outline += &text,
                Event::Markdown(Md::SoftBreak) => outline.push('·'),
                Event::Markdown(Md::Start(tag)) if super::nests(&tag) => outline.push('('),
                Event::Markdown(Md::End(tag)) if super::nests(&tag_of(tag)) => outline.push(')'),
                Event::Markdown(Md::Rule) => outline.push_str("---"),
                Event::Markdown(Md::FootnoteReference(name)) => outline += &format!("^{name}"),
                Event::Markdown(_) => {}
            }
        }
        outline
    }

    fn tag_of(tag: pulldown_cmark::TagEnd) -> pulldown_cmark::Tag<'static> {
        use pulldown_cmark::{Tag, TagEnd};
        match tag {
            TagEnd::BlockQuote(kind) => Tag::BlockQuote(kind),
            TagEnd::List(_) => Tag::List(None),
            TagEnd::DefinitionList => Tag::DefinitionList,
            TagEnd::FootnoteDefinition => Tag::FootnoteDefinition("".into()),
            _ => Tag::Paragraph,
        }
    }

    fn faults(text: &str) -> Vec<Fault> {
        Reader::new(text, Dialect::Rolebook).read().faults
    }

    #[test]
    fn a_container_opens_and_closes_around_what_it_holds() {
        assert_eq!(outline("甲\n::: details 常见错误\n乙\n:::\n丙\n"), "甲<details 常见错误>乙</details>丙");
        assert_eq!(outline(":::steps\n1. 甲\n2. 乙\n:::\n"), "<steps >(甲乙)</steps>");
        assert!(faults(":::steps\n1. 甲\n:::\n").is_empty());
    }

    #[test]
    fn containers_nest_with_more_colons_outside_or_equal_ones() {
        let expected = "<a ><b >x</b></a>y";
        assert_eq!(outline(":::: a\n::: b\nx\n:::\n::::\ny\n"), expected);
        assert_eq!(outline("::: a\n::: b\nx\n:::\n:::\ny\n"), expected);
        assert_eq!(outline("::: a\n::::: b\nx\n::::::\n:::\ny\n"), expected);
        assert_eq!(outline("::::: a\nx\n:::\n"), "<a >x</a>");
    }

    #[test]
    fn a_container_may_stand_in_an_item_or_a_quote() {
        assert_eq!(outline("- 甲\n  ::: a\n  乙\n  :::\n- 丙\n"), "(甲<a >乙</a>丙)");
        assert_eq!(outline("> ::: a\n> 乙\n> :::\n丙\n"), "(<a >乙</a>)丙");
        assert_eq!(outline("- ::: a\n  乙\n  :::\n"), "(<a >乙</a>)");
        assert!(faults("- ::: a\n  乙\n  :::\n\n> ::: b\n> 丁\n> :::\n").is_empty());
    }

    #[test]
    fn a_container_that_leaves_its_item_is_closed_with_the_item() {
        let text = "- ::: a\n  乙\n\n:::\n";
        assert_eq!(outline(text), "(<a >乙</a>)");
        let unclosed = Fault::BlockUnclosed { name: "a".into(), range: 2..7 };
        assert_eq!(faults(text), [unclosed, Fault::BlockStray { range: 15..18 }]);
    }

    #[test]
    fn an_open_container_ends_with_the_page_and_a_stray_fence_is_dropped() {
        assert_eq!(outline(":::\n甲\n\n:::  b 值\n乙"), "甲<b 值>乙</b>");
        let unclosed = Fault::BlockUnclosed { name: "b".into(), range: 9..19 };
        assert_eq!(faults(":::\n甲\n\n:::  b 值\n乙"), [Fault::BlockStray { range: 0..3 }, unclosed]);
    }

    #[test]
    fn fences_in_code_comments_and_indented_text_are_text() {
        let code = "```\n::: a\n:::\n```\n";
        assert_eq!(outline(code), "::: a\n:::\n");
        assert_eq!(outline("~~~\n::: a\n~~~\n::: b\n:::\n"), "::: a\n<b ></b>");
        assert_eq!(outline("<!--\n::: a\n-->\n"), "<!--\n::: a\n-->\n");
        assert_eq!(outline("    ::: a\n"), "::: a\n");
        assert_eq!(outline("x\n\n> ```\n> ::: a\n> ```\n"), "x(::: a\n)");
        assert_eq!(outline("`x` ::: a\n"), "x ::: a");
        assert!(faults(code).is_empty());
    }

    #[test]
    fn a_rule_of_the_writer_stays_a_rule() {
        assert_eq!(outline("_____\n::: a\n_____\n:::\n***\n"), "---<a >---</a>---");
    }

    #[test]
    fn references_and_footnotes_from_elsewhere_resolve_inside() {
        let text = "::: a\n[甲][x] 乙[^1]\n:::\n\n[x]: y.md\n\n[^1]: 注\n";
        assert_eq!(outline(text), "<a >甲 乙^1</a>(注)");
        assert!(faults(text).is_empty());
    }

    #[test]
    fn tabs_begin_at_their_titles_and_only_directly_in_tabs() {
        assert_eq!(
            outline("::: tabs\n== 甲 一\nx\n== 乙\n- y\n== 丙\n:::\n"),
            "<tabs >|甲 一|x|乙|(y)|丙|</tabs>"
        );
        assert_eq!(outline("::: tabs\n:::\nx\n== 甲\n"), "<tabs ></tabs>x·== 甲");
        assert_eq!(outline("::: tabs\n::: a\nx\n== 甲\n:::\n:::\n"), "<tabs ><a >x·== 甲</a></tabs>");
    }

    #[test]
    fn a_container_knows_where_its_words_stand() {
        let text = "\r\n:::  role  finance, hr \r\n:::\r\n";
        let reader = Reader::new(text, Dialect::Rolebook);
        let Read { events, .. } = reader.read();
        let (Event::Open(block), range) = &events[0] else { panic!("{events:?}") };
        assert_eq!(
            (&text[block.name_range.clone()], &text[block.argument_range.clone()]),
            ("role", "finance, hr")
        );
        assert_eq!((&text[range.clone()], &text[events[1].1.clone()]), (":::  role  finance, hr", ":::"));
    }

    #[test]
    fn a_line_break_between_chinese_characters_is_no_space() {
        assert_eq!(outline("中文\n换行，\n（好）\nカナ"), "中文换行，（好）カナ");
        assert_eq!(outline("中文\nabc\n中文"), "中文·abc·中文");
        assert_eq!(outline("한국\n한국"), "한국·한국");
        assert_eq!(outline("**中文**\n`代码`\n[链接](a.md)\n好"), "中文代码链接好");
        assert_eq!(outline("**中**\n`code`\n文"), "中·code·文");
        assert_eq!(outline("他说“好”\n然后"), "他说“好”然后");
        assert_eq!(outline("注[^1]\n文\n\n[^1]: x"), "注^1·文(x)");
        assert_eq!(outline("```\n中\n文\n```\n"), "中\n文\n");
    }

    #[test]
    fn windows_line_ends_change_nothing_but_places() {
        let text =
            "# 甲\n\n::: a\n中\n文 **注：**是\n:::\n\n```\na\n\nb\n```\n<div>\n\n| a |\n|---|\n| b |\n";
        let windows = text.replace('\n', "\r\n");
        let (unix, dos) = (Reader::new(text, Dialect::Rolebook), Reader::new(&windows, Dialect::Rolebook));
        let (unix, dos) = (unix.read(), dos.read());
        assert_eq!(outline(text), outline(&windows));
        assert_eq!(unix.events.len(), dos.events.len());
        for ((one, here), (other, there)) in unix.events.iter().zip(&dos.events) {
            assert_eq!(text[here.clone()], windows[there.clone()].replace("\r\n", "\n"));
            assert!(matches!(one, Event::Open(_) | Event::Close(_)) || one == other);
        }
    }

    #[test]
    fn nul_becomes_the_replacement_character() {
        let text = "a\0b **中：**\0\n";
        assert_eq!(outline(text), "a\u{FFFD}b 中：\u{FFFD}");
        let reader = Reader::new(text, Dialect::Rolebook);
        let paragraph = reader.read().events[0].1.clone();
        assert_eq!(paragraph, 0..text.len());
    }

    #[test]
    fn a_code_fence_that_never_closes_is_a_fault() {
        assert_eq!(faults("# T\n\n```rust\nfn a() {}\n"), [Fault::FenceUnclosed { range: 5..12 }]);
        assert_eq!(faults("> ~~~\n> ```\n\n甲"), [Fault::FenceUnclosed { range: 2..5 }]);
        assert_eq!(faults("```"), [Fault::FenceUnclosed { range: 0..3 }]);
        for closed in
            ["```\n```", "```\n~~~\n````\n", "> ```\n> a\n> ```\n", "- ~~~\n  a\n  ~~~\n", "    ```\n"]
        {
            assert_eq!(faults(closed), [], "{closed}");
        }
    }

    #[test]
    fn braces_behind_a_heading_that_are_no_attributes_stay() {
        assert_eq!(outline("## if(x){do sql}\n"), "if(x){do sql}");
        assert_eq!(outline("## 甲 {todo} ##\n\n乙\n"), "甲 {todo}乙");
        assert_eq!(outline("## 甲 {#a}\n\n## 乙 {.b}\n"), "甲乙");
    }

    #[test]
    fn a_footnote_that_is_not_defined_is_a_fault() {
        assert_eq!(faults("等价于 [^0-9] 和 [^a-zA-Z]\n"), []);
        assert_eq!(faults("text[^a]\n"), [Fault::UndefinedFootnote { name: "a".into(), range: 4..8 }]);
        assert_eq!(faults("`[^a]` \\[^a] [^ a] x[^b]\n\n[^b]: y\n"), []);
    }

    #[test]
    fn a_blank_in_an_address_is_a_fault() {
        let fault = |target: &str, range| Fault::SpaceInLink { target: target.into(), range };
        assert_eq!(faults("[a](中文 页.md)\n"), [fault("中文 页.md", 0..18)]);
        assert_eq!(faults("看 ![图](my img.png \"题\") 好\n"), [fault("my img.png", 4..28)]);
        for fine in
            ["[a](<中文 页.md>)", "[a](b.md \"c d\")", "f[0](see there)", "`[a](b c.md)`", "\\[a](b c.md)"]
        {
            assert_eq!(faults(fine), [], "{fine}");
        }
    }

    #[test]
    fn quotes_nested_too_deep_are_shown_as_written() {
        let text = ">".repeat(20_000) + "a";
        assert_eq!(faults(&text), [Fault::NestingTooDeep { range: 100..20_001 }]);
        let shown = outline(&text);
        assert_eq!(shown.matches('(').count(), NESTING_LIMIT);
        assert!(shown.contains(">>>>a"));
        assert_eq!(faults(&(">".repeat(100) + "a")), []);
        assert_eq!(faults(&"> ".repeat(101)).len(), 1);
    }

    #[test]
    fn lists_nested_too_deep_are_shown_as_written() {
        let text: String = (0..800).map(|depth| "  ".repeat(depth) + "- a\n").collect();
        let found = faults(&text);
        let [Fault::NestingTooDeep { range }] = &found[..] else { panic!("{found:?}") };
        let before = &text[..range.start];
        let column = range.start - before.rfind('\n').map_or(0, |newline| newline + 1) + 1;
        assert_eq!((before.matches('\n').count() + 1, column), (101, 201));
        assert_eq!(faults(&"- ".repeat(20_000)), [], "a thematic break");
        assert_eq!(faults(&("- ".repeat(20_000) + "a")).len(), 1);
    }

    #[test]
    fn containers_and_emphasis_nested_too_deep_are_left_out() {
        assert_eq!(outline(&"::: a\n".repeat(300)).matches("<a >").count(), NESTING_LIMIT);
        assert_eq!(faults(&"::: a\n".repeat(300)).len(), NESTING_LIMIT + 1);
        let text = "**a *b ".repeat(300) + &"c* d**".repeat(300);
        let reader = Reader::new(&text, Dialect::Rolebook);
        let Read { events, faults } = reader.read();
        let starts =
            events.iter().filter(|(event, _)| matches!(event, Event::Markdown(Md::Start(_)))).count();
        assert_eq!(starts, 1 + NESTING_LIMIT);
        assert_eq!(faults.len(), 1);
    }

    #[test]
    fn whatever_the_text_its_events_balance_and_lie_in_it() {
        let parts = [
            "::: a\n",
            ":::\n",
            ":::: tabs\n",
            "::::\n",
            "== 甲\n",
            "\n",
            "\n\n",
            "- ",
            "> ",
            "1. ",
            "  ",
            "    ",
            "```\n",
            "~~~\n",
            "**",
            "*",
            "~~",
            "_",
            "（",
            "）",
            "。",
            "中",
            "a ",
            "[^a]",
            "[^a]: ",
            "[x](",
            "b c.md)",
            "<div>\n",
            "<!--",
            "-->",
            "\r\n",
            "\0",
            "|",
            "|-|\n",
            ": ",
            "# ",
            "`",
            "$",
            "\\",
            "“",
            "é",
        ];
        let mut seed = 7_u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..24 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text += parts[(seed >> 33) as usize % parts.len()];
            }
            let reader = Reader::new(&text, Dialect::Rolebook);
            let Read { events, faults } = reader.read();
            let mut open = Vec::new();
            for (event, range) in &events {
                assert!(text.get(range.clone()).is_some(), "{text:?} {event:?} {range:?}");
                match event {
                    Event::Markdown(Md::Start(tag)) => open.push(format!("{:?}", tag.to_end())),
                    Event::Markdown(Md::End(tag)) => {
                        assert_eq!(open.pop(), Some(format!("{tag:?}")), "{text:?}")
                    }
                    Event::Open(block) => open.push(format!("{block:?}")),
                    Event::Close(block) => assert_eq!(open.pop(), Some(format!("{block:?}")), "{text:?}"),
                    Event::Markdown(Md::Text(shown)) => {
                        assert!(!shown.contains("___") || text.contains("___"), "{text:?}")
                    }
                    Event::Markdown(_) | Event::Tab { .. } => {}
                }
            }
            assert!(open.is_empty(), "{text:?}");
            for fault in &faults {
                assert!(text.get(fault.range().clone()).is_some(), "{text:?} {fault:?}");
            }
        }
    }
}
