//! A page's Markdown as events, each with its place in the page.
//!
//! In: the text of a page after its front matter, without a byte-order mark. Out: the parser's events in our dialect
//! (emphasis and line breaks between Chinese characters, `:::` containers as events of their own, one event for a
//! block of HTML, nothing of a comment that the parser cut in two), what the writer hides, and what is wrong in the
//! text. Not here: the meaning of containers, links, attributes or HTML, and any output.

use pulldown_cmark::{CodeBlockKind, CowStr, Event as Md, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use crate::escape;
use crate::markdown::cjk::SoftBreaks;
use crate::markdown::containers::{Marker, MarkerKind, Nest, Opened};
use crate::markdown::events::{Block, Dialect, Event, Fault, NESTING_LIMIT, Ranged, Read};
use crate::markdown::hidden::Hidden;
use crate::markdown::literal::Brackets;
use crate::markdown::newlines::{Edits, plain, with_blank_delimiters};
use crate::markdown::{bare, blocks, containers, dollars, emphasis, footnotes, hidden, inert, notes};

/// Holds the text while its events are in use; most texts are not copied.
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
        let mut masks = Masks::default();
        if dialect == Dialect::Rolebook {
            masks.inert = inert::colons(&plain);
        }
        let first = Masked::new(&plain, dialect, masks, 0);
        Reader { dialect, plain, edits, first }
    }

    /// Parses the text.
    pub fn read(&self) -> Read<'_> {
        let mut masked = &self.first;
        loop {
            match self.parse(masked) {
                Ok(read) => return self.in_the_page(read),
                Err(masks) => {
                    let next = || Box::new(Masked::new(&self.plain, self.dialect, *masks, masked.round + 1));
                    masked = masked.again.get_or_init(next);
                }
            }
        }
    }

    /// Fails with other masks where the parser's own view of the text shows that these are wrong.
    fn parse<'s>(&'s self, masked: &'s Masked) -> Result<Read<'s>, Box<Masks>> {
        let shown = masked.shown.as_deref().unwrap_or(&self.plain);
        let text = masked.text.as_deref().unwrap_or(shown);
        let parser = Parser::new_ext(text, options(self.dialect));
        if self.dialect == Dialect::CommonMark {
            let events = parser.into_offset_iter().map(|(event, range)| (Event::Markdown(event), range));
            return Ok(Read { events: events.collect(), ..Read::default() });
        }
        let definitions = parser.reference_definitions().iter();
        let mut definitions: Vec<_> =
            definitions.map(|(name, own)| (name.to_owned(), own.span.clone())).collect();
        definitions.sort_by_key(|(_, range)| range.start);
        let mut notes = hidden::definitions(&parser);
        let mut page = Page::new(shown, text, &masked.markers);
        for (event, range) in parser.into_offset_iter() {
            page.take(event, range);
        }
        let (mut events, mut faults) = page.end().map_err(|taken| masked.without(&taken))?;
        let found = hidden::find(&events, shown);
        if !found.cut.is_empty() && masked.round < ROUNDS {
            return Err(masked.hiding(found));
        }
        if masked.round < ROUNDS && inert::is_possible(&self.plain) {
            let dollars = dollars::plain(&events, text);
            if !dollars.is_empty() {
                return Err(masked.with_inert(&dollars));
            }
        }
        let suspects = emphasis::suspects(text);
        if !suspects.is_empty() {
            events = emphasis::mend(events, text, &suspects);
        }
        if !masked.masks.inert.is_empty() || !masked.masks.hidden.is_empty() {
            inert::restore(&mut events);
        }
        // Before line breaks between Chinese characters go: a title ends with its line.
        let mut events = notes::settled(bare::linked(events, text));
        settle_inline(&mut events, &mut faults);
        footnotes::settle(&mut events, &mut faults);
        if !masked.masks.hidden.is_empty() {
            events.iter_mut().for_each(|(_, range)| *range = whole_characters(&self.plain, range));
        }
        faults.extend(masked.masks.unclosed.map(|at| Fault::CommentUnclosed { range: at..at + 4 }));
        faults.sort_by_key(|fault| fault.range().start);
        notes.extend(masked.masks.hidden.iter().cloned().chain(found.whole));
        notes.sort_by_key(|range| range.start);
        Ok(Read { events, hidden: notes, definitions, faults })
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
        read.hidden.iter_mut().for_each(|range| self.edits.undo(range));
        read.definitions.iter_mut().for_each(|(_, range)| self.edits.undo(range));
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

/// How often a text is parsed again before its masks are taken as they are; only texts made to confuse come so far.
const ROUNDS: usize = 8;

/// What is masked in a text beside its marker lines.
#[derive(Clone, Default)]
struct Masks {
    /// Hidden parts that the parser would cut: spaces but for their line ends.
    hidden: Vec<Range<usize>>,
    /// Where a comment begins that is never closed.
    unclosed: Option<usize>,
    /// Marks of one byte that mean nothing here.
    inert: Vec<usize>,
    /// Where lines begin that look like markers and are none.
    rejected: Vec<usize>,
    /// How often some were found.
    rejections: usize,
}

/// The text with its masks, as the parser sees it.
struct Masked {
    masks: Masks,
    /// Without what is hidden; none where nothing is.
    shown: Option<String>,
    /// None where there is nothing more to mask.
    text: Option<String>,
    markers: Vec<Marker>,
    round: usize,
    /// The same with other masks.
    again: OnceCell<Box<Masked>>,
}

impl Masked {
    fn new(plain: &str, dialect: Dialect, mut masks: Masks, round: usize) -> Self {
        // The last round looks at nothing: it must not show what an earlier one would have hidden.
        if round == ROUNDS {
            masks.hidden.extend(escape::comments(plain));
            masks.hidden.sort_by_key(|range| range.start);
        }
        let shown = (!masks.hidden.is_empty()).then(|| inert::blank(plain, &masks.hidden));
        let base = shown.as_deref().unwrap_or(plain);
        let mut markers = match dialect {
            Dialect::Rolebook => containers::markers(base),
            Dialect::CommonMark => Vec::new(),
        };
        // Code stays code without its masks, so one more round is the last but for texts made to confuse; after
        // four, they have no containers at all.
        markers.retain(|marker| {
            masks.rejections <= 4 && masks.rejected.binary_search(&marker.range.start).is_err()
        });
        let mut text = (!markers.is_empty()).then(|| containers::mask(base, &markers));
        if !masks.inert.is_empty() {
            text = Some(inert::mask(text.unwrap_or_else(|| base.to_owned()), &masks.inert));
        }
        Masked { masks, shown, text, markers, round, again: OnceCell::new() }
    }

    /// Without the markers that the parser did not find.
    fn without(&self, taken: &[bool]) -> Box<Masks> {
        let mut masks = self.masks.clone();
        let rejected = self.markers.iter().zip(taken).filter(|&(_, &taken)| !taken);
        masks.rejected.extend(rejected.map(|(marker, _)| marker.range.start));
        masks.rejected.sort_unstable();
        masks.rejections += 1;
        Box::new(masks)
    }

    fn hiding(&self, found: Hidden) -> Box<Masks> {
        let mut masks = self.masks.clone();
        masks.hidden.extend(found.cut);
        masks.hidden.sort_by_key(|range| range.start);
        masks.unclosed = masks.unclosed.or(found.unclosed);
        Box::new(masks)
    }

    fn with_inert(&self, dollars: &[usize]) -> Box<Masks> {
        let mut masks = self.masks.clone();
        masks.inert.extend(dollars);
        masks.inert.sort_unstable();
        masks.inert.dedup();
        Box::new(masks)
    }
}

/// Takes the parser's events one by one and sets the containers between them.
struct Page<'a> {
    /// Without what is hidden.
    plain: &'a str,
    /// As the parser sees it.
    text: &'a str,
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
    brackets: Brackets,
    /// The lines of the block of HTML being read.
    html: Vec<(CowStr<'a>, Range<usize>)>,
    events: Vec<Ranged<'a>>,
    faults: Vec<Fault>,
}

impl<'a> Page<'a> {
    fn new(plain: &'a str, text: &'a str, markers: &'a [Marker]) -> Self {
        Page {
            plain,
            text,
            markers,
            next_marker: 0,
            taken: vec![false; markers.len()],
            nest: Nest::default(),
            depth: 0,
            skipping: 0,
            fence: None,
            code: false,
            brackets: Brackets::default(),
            html: Vec::new(),
            events: Vec::with_capacity(plain.len() / 16),
            faults: Vec::new(),
        }
    }

    fn take(&mut self, mut event: Md<'a>, range: Range<usize>) {
        if self.skipping == 0 {
            self.heading(&mut event, &range);
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
        if let Md::Html(html) = event {
            return self.html.push((html, range));
        }
        self.end_html();
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
        if self.joins(&event, &range) {
            return;
        }
        self.events.push((Event::Markdown(event), range));
    }

    /// The parser ends a text at each bracket; what stands in braces, such as `{{ table.coa["1122"].name }}`, is one.
    fn joins(&mut self, event: &Md<'a>, range: &Range<usize>) -> bool {
        let Some((Event::Markdown(Md::Text(before)), place)) = self.events.last_mut() else { return false };
        let is_open = || before.rfind("{{").is_some_and(|at| !before[at..].contains("}}"));
        let Md::Text(text) = event else { return false };
        if self.code || place.end != range.start || !is_open() {
            return false;
        }
        *before = format!("{before}{text}").into();
        place.end = range.end;
        true
    }

    /// Gives a heading back the braces at its end that the parser took for attributes.
    fn heading(&mut self, event: &mut Md<'a>, range: &Range<usize>) {
        let is_heading = matches!(event, Md::Start(Tag::Heading { .. }) | Md::End(TagEnd::Heading(_)));
        let braces = if is_heading { braces_at_the_end(self.plain, range) } else { None };
        let Some(braces) = braces.filter(|braces| !is_attributes(self.plain[braces.clone()].trim())) else {
            return;
        };
        match event {
            Md::Start(Tag::Heading { id, classes, attrs, .. }) => {
                *id = None;
                classes.clear();
                attrs.clear();
            }
            // Other braces are among the words already.
            _ if self.events.last().is_none_or(|(last, range)| {
                matches!(last, Event::Markdown(Md::Start(Tag::Heading { .. }))) || range.end <= braces.start
            }) =>
            {
                let is_first = matches!(self.events.last(), Some((Event::Markdown(Md::Start(_)), _)));
                let text = &self.plain[braces.clone()];
                let text = if is_first { text.trim_start() } else { text };
                self.events.push((Event::Markdown(Md::Text(CowStr::Borrowed(text))), braces));
            }
            _ => {}
        }
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

    /// Writes the lines of a block of HTML as one piece, since tags and comments run over several.
    fn end_html(&mut self) {
        let Some(((_, first), (_, last))) = self.html.first().zip(self.html.last()) else { return };
        let range = first.start..last.end;
        let is_whole = self.html.windows(2).all(|pair| pair[0].1.end == pair[1].1.start)
            && self.html.iter().map(|(line, _)| line.len()).sum::<usize>() == range.len();
        let html = if is_whole {
            self.html.clear();
            CowStr::Borrowed(&self.text[range.clone()])
        } else {
            let mut html = String::with_capacity(range.len());
            self.html.drain(..).for_each(|(line, _)| html.push_str(&line));
            CowStr::from(html)
        };
        self.events.push((Event::Markdown(Md::Html(html)), range));
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
                // `:::image source="a.png":::` of Microsoft's Markdown is a line by itself.
                let is_line = block.argument.ends_with(":::")
                    && matches!(block.name.as_str(), "image" | "code" | "video");
                if is_line || blocks::row(&block.name).is_some_and(|row| row.is_line()) {
                    for opened in self.nest.close(*colons) {
                        self.close(opened, marker.range.end..marker.range.end);
                    }
                }
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
                _ if self.ends_a_line() => {}
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

    /// Whether the last that was read is a block which is a line by itself: closing it all the same does no harm.
    fn ends_a_line(&self) -> bool {
        let is_line = |block: &Block| blocks::row(&block.name).is_some_and(|row| row.is_line());
        matches!(self.events.last(), Some((Event::Close(block), _)) if is_line(block))
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

    fn end(mut self) -> Result<(Vec<Ranged<'a>>, Vec<Fault>), Vec<bool>> {
        self.end_html();
        for opened in self.nest.leave() {
            self.unclosed(opened, self.plain.len());
        }
        if self.taken.iter().all(|&taken| taken) { Ok((self.events, self.faults)) } else { Err(self.taken) }
    }
}

pub(super) fn nests(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::BlockQuote(_) | Tag::List(_) | Tag::DefinitionList | Tag::FootnoteDefinition(_))
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

/// `{…}` after a heading's text, with the spaces before it.
fn braces_at_the_end(text: &str, heading: &Range<usize>) -> Option<Range<usize>> {
    let close = heading.start + text[heading.clone()].rfind('}')? + 1;
    let open = heading.start + text[heading.start..close].rfind('{')?;
    Some(text[..open].trim_end_matches([' ', '\t']).len()..close)
}

/// Whether braces hold attributes: an id or a class is in them. In `if(x){do}`, `\d{3}` and `{.5}` none does.
fn is_attributes(braces: &str) -> bool {
    let inner = braces.trim_start_matches('{').trim_end_matches('}');
    inner.split_whitespace().any(|word| match word.strip_prefix('.') {
        Some(class) => class.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '-')),
        None => word.strip_prefix('#').is_some_and(|id| !id.is_empty()),
    })
}

/// The range with all of the characters that it cuts: one that is hidden has several spaces in its place.
fn whole_characters(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = (0..=range.start).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let end = (range.end..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    start..end
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
