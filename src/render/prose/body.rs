//! A Markdown text -> HTML: code coloured, blocks dressed, links understood. What depends on the page that shows it is left
//! open in `BodyTemplate`, which fills it in.

use crate::markdown::blocks::{self, BlockKind};
use crate::markdown::context::Context;
use crate::markdown::events::{Block, Dialect, Event, Ranged};
use crate::markdown::headings::{self, Opening};
use crate::markdown::html::{Filter, Spot};
use crate::markdown::reader::Reader;
use crate::markdown::{figures, footnotes, html, links, math, variables};
use crate::model::PageId;
use crate::model::links::Resolved;
use crate::model::prose::Prose;
use crate::model::resolve;
use crate::render::page_cx::PageCx;
use crate::render::prose::template::{Attribute, BodyTemplate, Chunk, Placeholder};
use crate::render::prose::{fill, unbroken};
use crate::{escape, highlight};
use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event as Markdown, LinkType, Tag, TagEnd,
};
use std::borrow::Cow;
use std::collections::HashMap;

/// Endings that are played, not shown.
const VIDEOS: &[&str] = &[".mp4", ".webm", ".m4v", ".ogv"];
const SOUNDS: &[&str] = &[".mp3", ".m4a", ".ogg", ".oga", ".wav", ".flac", ".aac"];

/// The whole text, as blocks.
pub fn html(prose: &Prose, cx: &PageCx<'_>) -> String {
    fill::html(&write(prose, cx, false), cx)
}

/// One of the texts of a page that holds several: `slot` is its name there, and keeps its ids apart.
pub fn html_in(slot: &str, prose: &Prose, cx: &PageCx<'_>) -> String {
    html(prose, &PageCx { prefix: &cx.prefix_of(slot), ..*cx })
}

/// As `html_in`, for a text that stands in a line.
pub fn inline_in(slot: &str, prose: &Prose, cx: &PageCx<'_>) -> String {
    inline(prose, &PageCx { prefix: &cx.prefix_of(slot), ..*cx })
}

/// The whole text of a page: written once for the page and the books that hold it.
pub fn of_page(page: PageId, prose: &Prose, cx: &PageCx<'_>) -> String {
    fill::html(&cx.bodies.take(page, cx.language, || write(prose, cx, false)), cx)
}

/// `is_line` says that the text stands where no figure can, as in a heading.
fn write(prose: &Prose, cx: &PageCx<'_>, is_line: bool) -> BodyTemplate {
    let reader = Reader::new(prose.text(), Dialect::Rolebook);
    let events = blocks::settled(reader.read().events, &cx.site.config);
    let events = footnotes::collected(events, |name| blocks::kind(name) == Some(BlockKind::Answer));
    let context = Context::to_show(&cx.site.config, cx.site.language(cx.written));
    let opening = if prose.facts.leading_title.is_some() { Opening::Title } else { Opening::Heading };
    let outline = headings::headings(&events, opening, &context);
    let ids: Vec<String> = outline.headings.into_iter().map(|heading| heading.id).collect();
    let mut writer = Writer {
        cx,
        context: &context,
        prose,
        headings: ids.clone().into_iter(),
        skip_title: outline.leading_title.is_some(),
        filter: Filter::beside(ids.iter().cloned()),
        depth: 0,
        out: Vec::with_capacity(events.len()),
        blocks: Vec::new(),
        collecting: None,
        heading: None,
        links: Vec::new(),
        address: None,
        columns: columns(&events).into_iter(),
        lists: Vec::new(),
        in_paragraph: false,
        notes: Notes::of(&events),
        after_image: false,
        in_figure: false,
        has_picture: false,
        picture: None,
        table: None,
    };
    let figures = figures::find(&events, prose.text(), is_line);
    for (at, (event, _)) in events.iter().enumerate() {
        let caption = figures.starts.get(&at);
        if caption.is_some() {
            writer.begin_figure();
        }
        writer.event(event);
        if let Some(caption) = figures.ends.get(&at).and_then(|start| figures.starts.get(start)) {
            writer.end_figure(caption);
        }
    }
    let rest = writer.filter.finish();
    writer.raw(rest);
    BodyTemplate::new(writer.out, prose.range.len() * 2)
}

/// A text that stands in a line: without the paragraph around it, when there is just one.
pub fn inline(prose: &Prose, cx: &PageCx<'_>) -> String {
    unwrapped(&html(prose, cx))
}

/// As `inline_in`, for a heading: nothing in it stands as a block of its own.
pub fn line_in(slot: &str, prose: &Prose, cx: &PageCx<'_>) -> String {
    let cx = PageCx { prefix: &cx.prefix_of(slot), ..*cx };
    unwrapped(&fill::html(&write(prose, &cx, true), &cx))
}

/// The same words without links and ids, to stand in a link a second time.
pub fn without_links(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        // What the program writes holds no `>` inside an attribute.
        let end = at + rest[at..].find('>').map_or(rest.len() - at, |end| end + 1);
        let tag = &rest[at..end];
        if !(tag.starts_with("<a ") || tag == "<a>" || tag == "</a>") {
            match tag.split_once(" id=\"") {
                Some((before, after)) => {
                    out.push_str(before);
                    out.push_str(after.split_once('"').map_or("", |(_, after)| after));
                }
                None => out.push_str(tag),
            }
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

fn unwrapped(html: &str) -> String {
    let trimmed = html.trim();
    match trimmed.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>")) {
        Some(inner) if !inner.contains("<p>") => inner.to_owned(),
        _ => trimmed.to_owned(),
    }
}

struct Writer<'a, 'e> {
    cx: &'a PageCx<'a>,
    context: &'a Context<'a>,
    prose: &'a Prose,
    headings: std::vec::IntoIter<String>,
    /// The level-1 heading that opens the page is the page's title and not written again.
    skip_title: bool,
    filter: Filter,
    depth: usize,
    out: Vec<Chunk<'e>>,
    /// Open `:::` blocks.
    blocks: Vec<Opened>,
    collecting: Option<Collecting>,
    /// The id of the heading being written.
    heading: Option<String>,
    /// For each open link whether it was written.
    links: Vec<bool>,
    /// The link to another site that is open: where in `out` it begins, and its address.
    address: Option<(usize, String)>,
    /// Of each table to come, how wide its columns are.
    columns: std::vec::IntoIter<Vec<usize>>,
    /// For each open list the number of its next step, where it is one of a procedure.
    lists: Vec<Option<u64>>,
    in_paragraph: bool,
    notes: Notes,
    after_image: bool,
    in_figure: bool,
    has_picture: bool,
    /// Where in `out` the picture just written begins; a film has none.
    picture: Option<usize>,
    table: Option<Table>,
}

/// The footnotes of a text.
#[derive(Default)]
struct Notes {
    /// How often each is referred to; of one that is not here, the text belongs to other roles.
    references: HashMap<String, usize>,
    numbers: HashMap<String, usize>,
    /// How many references to each have been written.
    written: HashMap<String, usize>,
    /// Those being written.
    open: Vec<String>,
}

impl Notes {
    fn of(events: &[Ranged<'_>]) -> Notes {
        let mut notes = Notes::default();
        for (event, _) in events {
            if let Event::Markdown(Markdown::Start(Tag::FootnoteDefinition(name))) = event {
                notes.references.insert(name.to_string(), 0);
            }
        }
        // What stands for a picture holds no links.
        let mut pictures = 0;
        for (event, _) in events {
            match event {
                Event::Markdown(Markdown::Start(Tag::Image { .. })) => pictures += 1,
                Event::Markdown(Markdown::End(TagEnd::Image)) => pictures -= 1,
                Event::Markdown(Markdown::FootnoteReference(name)) if pictures == 0 => {
                    notes.references.entry(name.to_string()).and_modify(|count| *count += 1);
                }
                _ => {}
            }
        }
        notes
    }
}

/// A block being written.
struct Opened {
    kind: Option<BlockKind>,
    /// Of tabs: one is open.
    in_tab: bool,
    /// How deep it stands.
    depth: usize,
}

/// The table being written.
struct Table {
    alignments: Vec<Alignment>,
    /// The longest cell of each column.
    widths: Vec<usize>,
    column: usize,
    in_head: bool,
}

/// Up to this a cell stays on one line; above that it needs room to be read (Latin characters; a Han character is two).
const SHORT: usize = 8;
const LONG: usize = 24;

impl Table {
    /// The start tag of the next cell.
    fn next_cell(&mut self) -> String {
        let align = match self.alignments.get(self.column) {
            Some(Alignment::Right) => " data-align=\"right\"",
            Some(Alignment::Center) => " data-align=\"center\"",
            Some(Alignment::Left | Alignment::None) | None => "",
        };
        let width = match self.widths.get(self.column) {
            Some(..=SHORT) => " data-short",
            Some(width) if *width > LONG => " data-long",
            _ => "",
        };
        self.column += 1;
        if self.in_head { format!("<th scope=\"col\"{align}{width}>") } else { format!("<td{align}{width}>") }
    }
}

/// Text that is gathered until its end event.
enum Collecting {
    Title,
    Code { info: String, code: String },
    Image { target: String, title: String, alt: String, depth: usize },
}

impl<'e> Writer<'_, 'e> {
    fn event(&mut self, event: &Event<'e>) {
        match event {
            Event::Markdown(event) => self.markdown(event),
            Event::Open(block) => self.open(block),
            Event::Close(_) => self.close(),
            Event::Tab { title, .. } => self.tab(title),
        }
    }

    fn push(&mut self, event: Markdown<'e>) {
        self.out.push(Chunk::Event(event));
    }

    fn raw(&mut self, html: impl Into<String>) {
        let html: String = html.into();
        if !html.is_empty() {
            self.push(Markdown::Html(CowStr::from(html)));
        }
    }

    fn inline_raw(&mut self, html: impl Into<String>) {
        let html: String = html.into();
        self.push(Markdown::InlineHtml(CowStr::from(html)));
    }

    fn placeholder(&mut self, placeholder: Placeholder) {
        self.out.push(Chunk::Placeholder(placeholder));
    }

    fn markdown(&mut self, event: &Markdown<'e>) {
        match event {
            // A block of raw HTML may open what a later one closes, as `<details>` does around Markdown.
            Markdown::Start(Tag::HtmlBlock) | Markdown::End(TagEnd::HtmlBlock) => {}
            Markdown::Start(_) => self.depth += 1,
            Markdown::End(_) => {
                self.depth -= 1;
                let closed = self.filter.leave(self.depth);
                self.raw(closed);
            }
            _ => {}
        }
        if self.collect(event) {
            return;
        }
        let after_image = std::mem::take(&mut self.after_image);
        match event {
            // The paragraph that goes on after a figure begins with its words.
            Markdown::SoftBreak | Markdown::HardBreak if self.begins_paragraph() => {}
            Markdown::Start(tag) => self.start(tag),
            Markdown::End(tag) => self.end(*tag),
            Markdown::Text(text) => {
                let filled = if self.filter.is_in_code() {
                    Cow::Borrowed(&**text)
                } else {
                    variables::fill(text, self.context)
                };
                // `![…](…){zoom}`: the word belongs to the picture, not to the text.
                let shown = match filled.strip_prefix("{zoom}").filter(|_| after_image) {
                    Some(rest) => {
                        self.mark_zoom();
                        rest
                    }
                    None => &*filled,
                };
                if shown.is_empty() || shown.trim().is_empty() && self.begins_paragraph() {
                    self.after_image = after_image;
                    return;
                }
                let shown = escape::printable(shown).into_owned();
                self.text(&shown);
            }
            Markdown::Html(text) | Markdown::InlineHtml(text) => self.filtered(text),
            Markdown::FootnoteReference(name) => self.reference(name),
            Markdown::InlineMath(formula) => self.math(formula, false),
            Markdown::DisplayMath(formula) => self.math(formula, true),
            Markdown::TaskListMarker(done) => {
                let key = if *done { "task_done" } else { "task_open" };
                let label = escape::text(self.cx.names().text(key));
                let checked = if *done { " checked" } else { "" };
                self.inline_raw(format!(
                    "<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> "
                ));
            }
            Markdown::Code(code) => {
                self.push(Markdown::Code(CowStr::from(escape::printable(code).into_owned())));
            }
            other => self.push(other.clone()),
        }
    }

    /// Takes the event into what is being gathered. False when nothing is.
    fn collect(&mut self, event: &Markdown<'e>) -> bool {
        let Some(collecting) = &mut self.collecting else { return false };
        match (collecting, event) {
            (Collecting::Title, Markdown::End(TagEnd::Heading(_))) => self.collecting = None,
            (Collecting::Title, _) => {}
            (Collecting::Code { code, .. }, Markdown::Text(text)) => code.push_str(&escape::printable(text)),
            (Collecting::Code { .. }, Markdown::End(TagEnd::CodeBlock)) => self.write_code(),
            (Collecting::Code { .. }, _) => {}
            (Collecting::Image { depth, .. }, Markdown::End(TagEnd::Image)) if *depth == self.depth => {
                self.write_image()
            }
            (Collecting::Image { alt, .. }, Markdown::Text(text) | Markdown::Code(text)) => {
                alt.push_str(&variables::fill(text, self.context));
            }
            (Collecting::Image { alt, .. }, Markdown::SoftBreak | Markdown::HardBreak) => alt.push(' '),
            (Collecting::Image { .. }, _) => {}
        }
        true
    }

    fn start(&mut self, tag: &Tag<'e>) {
        match tag {
            Tag::Heading { .. } if std::mem::take(&mut self.skip_title) => {
                self.collecting = Some(Collecting::Title)
            }
            Tag::Heading { level, .. } => {
                let id = self.headings.next().expect("the outline was made from the same events");
                let id = escape::text(&id);
                self.raw("<");
                self.placeholder(Placeholder::Heading(*level));
                self.raw(" id=\"");
                self.placeholder(Placeholder::Prefix);
                self.raw(format!("{id}\">"));
                self.heading = Some(id);
            }
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.collecting = Some(Collecting::Code { info, code: String::new() });
            }
            Tag::Table(alignments) => {
                let label = escape::text(self.cx.names().text("table"));
                self.raw(format!(
                    "<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\"><table>"
                ));
                let widths = self.columns.next().unwrap_or_default();
                self.table =
                    Some(Table { alignments: alignments.clone(), widths, column: 0, in_head: false });
            }
            Tag::Paragraph => {
                self.in_paragraph = true;
                self.push(Markdown::Start(Tag::Paragraph));
            }
            Tag::List(start) => {
                // The numbers of a procedure are drawn by its style, which cannot see where a list begins.
                let is_procedure = self.blocks.last().is_some_and(|block| {
                    block.kind == Some(BlockKind::Steps) && block.depth + 1 == self.depth
                });
                self.lists.push(start.filter(|_| is_procedure));
                self.push(Markdown::Start(Tag::List(*start)));
            }
            Tag::Item => match self.lists.last_mut() {
                Some(Some(number)) => {
                    let item = format!("<li data-step=\"{number}\">");
                    *number = number.saturating_add(1);
                    self.out.push(Chunk::NewLine);
                    self.raw(item);
                }
                _ => self.push(Markdown::Start(Tag::Item)),
            },
            // Written here and not by the parser's writer, which aligns with `style`, which the page's policy forbids.
            Tag::TableHead => {
                if let Some(table) = &mut self.table {
                    (table.column, table.in_head) = (0, true);
                }
                self.raw("<thead><tr>");
            }
            Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.column = 0;
                }
                self.raw("<tr>");
            }
            Tag::TableCell => {
                let cell = self.table.as_mut().map_or_else(|| "<td>".to_owned(), Table::next_cell);
                self.raw(cell);
            }
            Tag::BlockQuote(Some(kind)) => {
                let (name, key) = alert(*kind);
                let (icon, title) = (self.cx.theme.icon(name), escape::text(self.cx.names().text(key)));
                self.raw(format!(
                    "<div class=\"alert {name}\" role=\"note\"><p class=\"alert-title\">{icon}{title}</p>\n"
                ));
            }
            Tag::Link { link_type, dest_url, title, .. } => self.link(*link_type, dest_url, title),
            // Reported: `![…](page.md)` and `![…]()`.
            Tag::Image { dest_url, title, .. } if !links::is_picture(dest_url) => {
                self.link(LinkType::Inline, dest_url, title);
            }
            Tag::Image { dest_url, title, .. } => {
                let (target, title) = (dest_url.to_string(), title.to_string());
                self.collecting =
                    Some(Collecting::Image { target, title, alt: String::new(), depth: self.depth - 1 });
            }
            // Written here and not by the parser's writer, which cannot leave the beginning of the id open.
            Tag::FootnoteDefinition(name) => {
                self.out.push(Chunk::NewLine);
                self.raw("<div class=\"footnote-definition\" id=\"");
                let number = self.note(name);
                self.notes.open.push(name.to_string());
                self.raw(format!("\"><sup class=\"footnote-definition-label\">{number}</sup>"));
            }
            other => self.push(Markdown::Start(other.clone())),
        }
    }

    /// Writes the id of a note, apart from those of headings, and gives its number.
    fn note(&mut self, name: &str) -> usize {
        self.placeholder(Placeholder::Prefix);
        self.inline_raw(format!("{}note-{}", html::RESERVED, escape::text(name)));
        let next = self.notes.numbers.len() + 1;
        *self.notes.numbers.entry(name.to_owned()).or_insert(next)
    }

    fn reference(&mut self, name: &str) {
        if !self.notes.references.contains_key(name) {
            return;
        }
        let count = self.notes.written.entry(name.to_owned()).or_default();
        *count += 1;
        let place = back_id(name, *count);
        self.inline_raw("<sup class=\"footnote-reference\" id=\"");
        self.placeholder(Placeholder::Prefix);
        self.inline_raw(format!("{place}\"><a href=\"#"));
        let number = self.note(name);
        self.inline_raw(format!("\">{number}</a></sup>"));
    }

    /// The ways back to each place that refers to the note, at the end of its last paragraph.
    fn ways_back(&mut self) {
        let Some(name) = self.notes.open.pop() else { return };
        let count = self.notes.references.get(&name).copied().unwrap_or(0);
        let after = matches!(self.out.last(), Some(Chunk::Event(Markdown::End(TagEnd::Paragraph))));
        let end = if after { self.out.pop() } else { None };
        for place in 1..=count {
            let label = escape::text(self.cx.names().text("footnote_back"));
            self.inline_raw(" <a class=\"footnote-back\" href=\"#");
            self.placeholder(Placeholder::Prefix);
            let number = if place == 1 { String::new() } else { format!("<sup>{place}</sup>") };
            self.inline_raw(format!(
                "{}\" aria-label=\"{label}\">↩\u{fe0e}{number}</a>",
                back_id(&name, place)
            ));
        }
        self.out.extend(end);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                if let Some(id) = self.heading.take() {
                    let label = escape::text(self.cx.names().text("link_here"));
                    self.raw("<a class=\"anchor\" href=\"#");
                    self.placeholder(Placeholder::Prefix);
                    self.raw(format!("{id}\" aria-label=\"{label}\"></a></"));
                    self.placeholder(Placeholder::Heading(level));
                    self.raw(">\n");
                }
            }
            TagEnd::Paragraph => {
                self.in_paragraph = false;
                // A figure has taken the place of the paragraph it stood in.
                if self.begins_paragraph() {
                    self.out.pop();
                } else {
                    self.push(Markdown::End(TagEnd::Paragraph));
                }
            }
            TagEnd::List(is_ordered) => {
                self.lists.pop();
                self.push(Markdown::End(TagEnd::List(is_ordered)));
            }
            TagEnd::Table => {
                self.table = None;
                self.raw("</tbody></table></div>\n");
            }
            TagEnd::TableHead => {
                if let Some(table) = &mut self.table {
                    table.in_head = false;
                }
                self.raw("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.raw("</tr>\n"),
            TagEnd::TableCell => {
                let in_head = self.table.as_ref().is_some_and(|table| table.in_head);
                // A head cell without a word heads nothing.
                if let (true, Some(Chunk::Event(Markdown::Html(cell)))) = (in_head, self.out.last_mut())
                    && cell.starts_with("<th ")
                {
                    *cell = CowStr::from("<td></td>");
                } else {
                    self.raw(if in_head { "</th>" } else { "</td>" });
                }
            }
            TagEnd::BlockQuote(Some(_)) => self.raw("</div>\n"),
            TagEnd::FootnoteDefinition => {
                self.ways_back();
                self.push(Markdown::End(TagEnd::FootnoteDefinition));
            }
            // The end of a picture comes here only where that was written as a link.
            TagEnd::Link | TagEnd::Image => {
                self.mark_bare();
                if self.links.pop() == Some(true) {
                    self.push(Markdown::End(TagEnd::Link));
                } else {
                    self.inline_raw("</span>");
                }
            }
            other => self.push(Markdown::End(other)),
        }
    }

    /// Text of a line, with what must not be cut in two.
    fn text(&mut self, shown: &str) {
        for part in unbroken::parts(shown) {
            let text = Markdown::Text(CowStr::from(part.text.to_owned()));
            if part.is_whole {
                self.inline_raw("<span class=\"unbroken\">");
                self.push(text);
                self.inline_raw("</span>");
            } else {
                self.push(text);
            }
        }
    }

    /// A link that shows its own address says so: on paper the address need not stand beside it once more.
    fn mark_bare(&mut self) {
        let Some((start, address)) = self.address.take() else { return };
        let words = self.out[start..].iter().map(|chunk| match chunk {
            Chunk::Event(Markdown::Text(text)) => &**text,
            _ => "",
        });
        let words: String = words.collect();
        let plain = |text: &str| {
            let text = text.trim().trim_end_matches('/');
            text.trim_start_matches("https://").trim_start_matches("http://").to_owned()
        };
        if plain(&words) == plain(&address) {
            self.out[start] = Chunk::Event(Markdown::InlineHtml("<a class=\"bare\" href=\"".into()));
        }
    }

    fn begins_paragraph(&self) -> bool {
        matches!(self.out.last(), Some(Chunk::Event(Markdown::Start(Tag::Paragraph))))
    }

    /// Leaves the paragraph: a figure stands on its own.
    fn begin_figure(&mut self) {
        while let Some(Chunk::Event(Markdown::SoftBreak | Markdown::HardBreak)) = self.out.last() {
            self.out.pop();
        }
        if self.begins_paragraph() {
            self.out.pop();
        } else if self.in_paragraph {
            self.push(Markdown::End(TagEnd::Paragraph));
        }
        self.raw("<figure class=\"image\">");
        self.in_figure = true;
    }

    fn end_figure(&mut self, caption: &str) {
        let caption = variables::fill(caption, self.context);
        self.raw(format!("<figcaption>{}</figcaption></figure>\n", escape::text(&caption)));
        if self.in_paragraph {
            self.push(Markdown::Start(Tag::Paragraph));
        }
        self.after_image = true;
        self.in_figure = false;
    }

    fn find(&self, target: &str) -> Option<Resolved> {
        resolve::find(self.cx.site, self.prose, target)
    }

    fn link(&mut self, link_type: LinkType, target: &CowStr<'e>, title: &CowStr<'e>) {
        if target.is_empty() {
            self.links.push(false);
            self.inline_raw("<span class=\"no-link\">");
            return;
        }
        if link_type == LinkType::Email {
            self.links.push(true);
            let tag = Tag::Link { link_type, dest_url: target.clone(), title: title.clone(), id: "".into() };
            self.push(Markdown::Start(tag));
            return;
        }
        let target = variables::fill(target, self.context).into_owned();
        let title = variables::fill(title, self.context);
        match self.find(&target) {
            Some(to) => {
                self.links.push(true);
                if matches!(to, Resolved::External) {
                    self.address = Some((self.out.len(), target.to_string()));
                }
                self.inline_raw("<a href=\"");
                self.placeholder(Placeholder::Address { to, target, within: Attribute::Link });
                if !title.is_empty() {
                    self.inline_raw(format!("\" title=\"{}", escape::text(&title)));
                }
                self.inline_raw("\">");
            }
            // The problem has been reported; the reader gets the words.
            None => {
                self.links.push(false);
                self.inline_raw("<span class=\"no-link\">");
            }
        }
    }

    fn write_image(&mut self) {
        let Some(Collecting::Image { target, title, alt, .. }) = self.collecting.take() else { return };
        self.after_image = true;
        self.picture = None;
        let target = variables::fill(&target, self.context).into_owned();
        let Some(to) = self.find(&target) else {
            self.push(Markdown::Text(alt.into()));
            return;
        };
        if to == Resolved::External && !self.cx.site.config.allows_media(&target) {
            return self.write_far_image(to, target, alt);
        }
        let label = escape::text(&alt);
        // A figure shows it below the picture.
        let title = if self.in_figure || title.is_empty() {
            String::new()
        } else {
            format!(" title=\"{}\"", escape::text(&variables::fill(&title, self.context)))
        };
        let lower = target.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        let plays = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
        let rest = if plays(VIDEOS) {
            self.inline_raw("<video controls preload=\"metadata\" src=\"");
            // Nothing can be played on paper: there its name says what can be seen on the site.
            let name = if alt.is_empty() { target.rsplit('/').next().unwrap_or_default() } else { &alt };
            let note = escape::text(&self.cx.names().text("video_on_paper").replace("{title}", name));
            format!("\" aria-label=\"{label}\"{title}></video><span class=\"on-paper\">{note}</span>")
        } else if plays(SOUNDS) {
            self.inline_raw("<audio controls preload=\"metadata\" src=\"");
            format!("\" aria-label=\"{label}\"{title}></audio>")
        } else {
            let size = self.cx.picture_size(&to).map_or_else(String::new, |(width, height)| {
                format!(" width=\"{width}\" height=\"{height}\"")
            });
            // The first picture is often in sight when the page opens, and then the largest thing there.
            let is_first = !std::mem::replace(&mut self.has_picture, true);
            self.picture = Some(self.out.len());
            let drawing = if self.cx.is_drawing(&to) { " data-drawing" } else { "" };
            let wait = if is_first { "" } else { " loading=\"lazy\" decoding=\"async\"" };
            self.inline_raw("<img src=\"");
            format!("\" alt=\"{label}\"{title}{size}{drawing}{wait}>")
        };
        self.placeholder(Placeholder::Address { to, target, within: Attribute::Media });
        self.inline_raw(rest);
    }

    /// The page's policy would keep a picture of another host from being shown: the reader gets a way to it.
    fn write_far_image(&mut self, to: Resolved, target: String, alt: String) {
        let words = if alt.trim().is_empty() { target.clone() } else { alt };
        if self.links.last() == Some(&true) {
            return self.push(Markdown::Text(words.into()));
        }
        self.inline_raw("<a href=\"");
        self.placeholder(Placeholder::Address { to, target, within: Attribute::Link });
        self.inline_raw("\">");
        self.push(Markdown::Text(words.into()));
        self.push(Markdown::End(TagEnd::Link));
    }

    /// The picture just written can be opened large.
    fn mark_zoom(&mut self) {
        if let Some(picture) = self.picture {
            self.out[picture] = Chunk::Event(Markdown::InlineHtml("<img data-zoom src=\"".into()));
        }
    }

    fn write_code(&mut self) {
        let Some(Collecting::Code { info, code }) = self.collecting.take() else { return };
        let language = highlight::language_of(&info).unwrap_or("").to_owned();
        let title = highlight::title_of(&info).or_else(|| highlight::label_of(&info));
        let caption = title.map_or_else(String::new, |title| {
            let title = variables::fill(title, self.context);
            format!("<figcaption>{}</figcaption>", escape::text(&title))
        });
        let code = highlight::html(&language, &code, self.cx.memory);
        let language = escape::text(&language);
        let class =
            if language.is_empty() { String::new() } else { format!(" class=\"language-{language}\"") };
        self.raw(format!(
            "<figure class=\"code\" data-language=\"{language}\">{caption}<pre tabindex=\"0\"><code{class}>{code}</code></pre></figure>\n"
        ));
    }

    fn math(&mut self, formula: &str, display: bool) {
        match math::mathml(formula, display) {
            Ok(html) if display => self.inline_raw(html),
            Ok(html) => self.inline_raw(format!("<span class=\"formula\">{html}</span>")),
            Err(_) => self.push(Markdown::Code(CowStr::from(formula.to_owned()))),
        }
    }

    /// HTML of the writer's own, made harmless.
    fn filtered(&mut self, text: &str) {
        let mut page = RawPage { cx: self.cx, context: self.context, prose: self.prose, found: Vec::new() };
        let read = self.filter.read(text, self.depth, &mut page);
        let mut found = page.found.into_iter();
        let mut from = 0;
        for (at, spot) in read.spots {
            self.raw(&read.html[from..at]);
            from = at;
            self.placeholder(match spot {
                Spot::Prefix => Placeholder::Prefix,
                Spot::Address(target) => {
                    let to = found.next().expect("every address that leads anywhere has its spot");
                    Placeholder::Address { to, target, within: Attribute::Raw }
                }
            });
        }
        self.raw(&read.html[from..]);
    }

    fn open(&mut self, block: &Block) {
        let kind = blocks::kind(&block.name);
        let argument = escape::text(variables::fill(&block.argument, self.context).trim());
        let html = match kind {
            Some(BlockKind::Steps) => "<div class=\"steps\">\n".to_owned(),
            Some(BlockKind::Cards) => "<div class=\"cards\">\n".to_owned(),
            Some(BlockKind::Tabs) => "<div class=\"tabs\">\n".to_owned(),
            Some(BlockKind::Details) => format!("<details class=\"fold\"><summary>{argument}</summary>\n"),
            Some(BlockKind::Answer) => {
                let title =
                    if argument.is_empty() { escape::text(self.cx.names().text("answer")) } else { argument };
                format!("<details class=\"answer\"><summary>{title}</summary>\n")
            }
            Some(BlockKind::Role) => {
                self.raw("<section class=\"for-role\"");
                self.placeholder(Placeholder::Roles(blocks::roles(block).collect::<Vec<_>>().join(" ")));
                self.for_role(block)
            }
            None => self.foreign_block(block, &argument),
        };
        self.raw(html);
        self.blocks.push(Opened { kind, in_tab: false, depth: self.depth });
    }

    /// A note as other programs write it; any other block was reported while reading, and its text is shown plainly.
    fn foreign_block(&self, block: &Block, argument: &str) -> String {
        let Some(kind) = blocks::foreign_alert(&block.name, self.context) else {
            let title = if argument.is_empty() { String::new() } else { format!("<p>{argument}</p>\n") };
            return format!("<div>\n{title}");
        };
        let (name, key) = alert(kind);
        let icon = self.cx.theme.icon(name);
        let title =
            if argument.is_empty() { escape::text(self.cx.names().text(key)) } else { argument.to_owned() };
        format!("<div class=\"alert {name}\" role=\"note\"><p class=\"alert-title\">{icon}{title}</p>\n")
    }

    fn for_role(&self, block: &Block) -> String {
        let titles: Vec<String> = blocks::roles(block).map(|id| self.cx.role_title(id)).collect();
        let note = self
            .cx
            .names()
            .text("for_role_note")
            .replace("{roles}", &titles.join(self.cx.names().text("list_comma")));
        format!("><p class=\"for-role-note\" data-fold-line>{}</p>\n", escape::text(&note))
    }

    fn close(&mut self) {
        let Some(Opened { kind, in_tab, .. }) = self.blocks.pop() else { return };
        let html = match kind {
            Some(BlockKind::Tabs) if in_tab => "</section></div>\n",
            Some(BlockKind::Details | BlockKind::Answer) => "</details>\n",
            Some(BlockKind::Role) => "</section>\n",
            Some(BlockKind::Steps | BlockKind::Cards | BlockKind::Tabs) | None => "</div>\n",
        };
        self.raw(html);
    }

    fn tab(&mut self, title: &str) {
        let Some(block) = self.blocks.last_mut().filter(|block| block.kind == Some(BlockKind::Tabs)) else {
            return;
        };
        let before = if std::mem::replace(&mut block.in_tab, true) { "</section>\n" } else { "" };
        let title = escape::text(&variables::fill(title, self.context));
        self.raw(format!(
            "{before}<section class=\"tab\" data-label=\"{title}\"><p class=\"tab-label\">{title}</p>\n"
        ));
    }
}

/// The id of the place that refers to a note for the nth time. No heading's id begins so.
fn back_id(name: &str, nth: usize) -> String {
    format!("{}noteref-{}-{nth}", html::RESERVED, escape::text(name))
}

/// What raw HTML asks about the page it stands in.
struct RawPage<'a> {
    cx: &'a PageCx<'a>,
    context: &'a Context<'a>,
    prose: &'a Prose,
    /// What the addresses that are written lead to, in order.
    found: Vec<Resolved>,
}

impl html::Page for RawPage<'_> {
    fn address(&mut self, url: &str, is_picture: bool) -> Option<String> {
        let url = variables::fill(url, self.context).into_owned();
        let to = resolve::find(self.cx.site, self.prose, &url)?;
        if is_picture && to == Resolved::External && !self.cx.site.config.allows_media(&url) {
            return None;
        }
        self.found.push(to);
        Some(url)
    }

    fn text<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        variables::fill(text, self.context)
    }
}

/// For each table how wide its columns are, without their heads: in Latin characters, of which a Han character takes two.
fn columns(events: &[Ranged<'_>]) -> Vec<Vec<usize>> {
    let mut tables: Vec<Vec<usize>> = Vec::new();
    let (mut column, mut width, mut in_head) = (0, 0, false);
    for (event, _) in events {
        let Event::Markdown(event) = event else { continue };
        match event {
            Markdown::Start(Tag::Table(columns)) => tables.push(vec![0; columns.len()]),
            Markdown::Start(Tag::TableHead | Tag::TableRow) => {
                (column, in_head) = (0, matches!(event, Markdown::Start(Tag::TableHead)))
            }
            Markdown::Start(Tag::TableCell) => width = 0,
            Markdown::Text(text) | Markdown::Code(text) | Markdown::InlineMath(text) => {
                width += text.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum::<usize>();
            }
            // Something else than words takes its room.
            Markdown::Start(Tag::Image { .. }) | Markdown::HardBreak => width += SHORT + 1,
            Markdown::End(TagEnd::TableCell) => {
                if let Some(widest) =
                    tables.last_mut().and_then(|table| table.get_mut(column)).filter(|_| !in_head)
                {
                    *widest = width.max(*widest);
                }
                column += 1;
            }
            _ => {}
        }
    }
    tables
}

fn alert(kind: BlockQuoteKind) -> (&'static str, &'static str) {
    match kind {
        BlockQuoteKind::Note => ("alert-note", "alert_note"),
        BlockQuoteKind::Tip => ("alert-tip", "alert_tip"),
        BlockQuoteKind::Important => ("alert-important", "alert_important"),
        BlockQuoteKind::Warning => ("alert-warning", "alert_warning"),
        BlockQuoteKind::Caution => ("alert-caution", "alert_caution"),
    }
}
