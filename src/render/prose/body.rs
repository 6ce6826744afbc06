//! A Markdown text -> HTML: code coloured, blocks dressed, links understood. What depends on the page that shows it is left
//! open in `BodyTemplate`, which fills it in.

use crate::markdown::blocks::{self, BlockKind};
use crate::markdown::context::Context;
use crate::markdown::events::{Dialect, Event};
use crate::markdown::headings::{self, Opening};
use crate::markdown::html::Filter;
use crate::markdown::reader::Reader;
use crate::markdown::{figures, footnotes, links, math, variables};
use crate::model::PageId;
use crate::model::prose::Prose;
use crate::render::page_cx::PageCx;
use crate::render::prose::elements::notes::Notes;
use crate::render::prose::elements::table::{Table, columns};
use crate::render::prose::fill;
use crate::render::prose::template::{BodyTemplate, Chunk, Placeholder};
use crate::render::prose::terms::Terms;
use crate::render::prose::writer::{Collecting, Filling, Writer};
use crate::{diagram, escape, highlight};
use pulldown_cmark::{
    Alignment, CodeBlockKind, CowStr, Event as Markdown, HeadingLevel, LinkType, Tag, TagEnd,
};
use std::borrow::Cow;

/// The whole text, as blocks.
pub fn html(prose: &Prose, cx: &PageCx<'_>) -> String {
    fill::html(&write(prose, cx, Form::Text), cx)
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
    fill::html(&cx.bodies.take(page, cx.language, || write(prose, cx, Form::Page)), cx)
}

/// Where a text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// It is that of a page, in which the first use of a term leads to the glossary.
    Page,
    Text,
    /// Where no figure can be, as in a heading.
    Line,
}

fn write(prose: &Prose, cx: &PageCx<'_>, form: Form) -> BodyTemplate {
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
        terms: Terms::new(form == Form::Page),
    };
    let figures = figures::find(&events, prose.text(), form == Form::Line);
    for (at, (event, _)) in events.iter().enumerate() {
        let escaped = |caption: &str| escape::text(&variables::fill(caption, &context));
        if let Some(caption) = figures.starts.get(&at) {
            writer.begin_figure(&escaped(caption));
        }
        writer.event(event);
        if let Some(caption) = figures.ends.get(&at).and_then(|start| figures.starts.get(start)) {
            writer.end_figure(&escaped(caption));
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
    unwrapped(&fill::html(&write(prose, &cx, Form::Line), &cx))
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

impl<'e> Writer<'_, 'e> {
    fn event(&mut self, event: &Event<'e>) {
        match event {
            Event::Markdown(event) => self.markdown(event),
            Event::Open(block) => self.open(block),
            Event::Close(_) => self.close(),
            Event::Tab { title, .. } => self.tab(title),
        }
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
                self.text_with_terms(&shown);
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
            Tag::Heading { level, .. } => self.open_heading(*level),
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.collecting = Some(Collecting::Code { info, code: String::new() });
            }
            Tag::Table(alignments) => self.open_table(alignments),
            Tag::Paragraph => {
                self.in_paragraph = true;
                self.push(Markdown::Start(Tag::Paragraph));
            }
            Tag::List(start) => self.open_list(*start),
            Tag::Item => self.open_item(),
            Tag::TableHead | Tag::TableRow | Tag::TableCell => self.open_part_of_table(tag),
            Tag::BlockQuote(Some(kind)) => self.open_alert(*kind),
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
            Tag::FootnoteDefinition(name) => self.open_footnote(name),
            other => self.push(Markdown::Start(other.clone())),
        }
    }

    fn open_heading(&mut self, level: HeadingLevel) {
        let id = self.headings.next().expect("the outline was made from the same events");
        let id = escape::text(&id);
        self.raw("<");
        self.placeholder(Placeholder::Heading(level));
        self.raw(" id=\"");
        self.placeholder(Placeholder::Prefix);
        self.raw(format!("{id}\">"));
        self.heading = Some(id);
    }

    fn close_heading(&mut self, level: HeadingLevel) {
        let Some(id) = self.heading.take() else { return };
        let label = escape::text(self.cx.names().text("link_here"));
        self.raw("<a class=\"anchor\" href=\"#");
        self.placeholder(Placeholder::Prefix);
        self.raw(format!("{id}\" aria-label=\"{label}\"></a></"));
        self.placeholder(Placeholder::Heading(level));
        self.raw(">\n");
    }

    fn open_list(&mut self, start: Option<u64>) {
        // The numbers of a procedure are drawn by its style, which cannot see where a list begins.
        let is_procedure = self
            .blocks
            .last()
            .is_some_and(|block| block.kind == Some(BlockKind::Steps) && block.depth + 1 == self.depth);
        self.lists.push(start.filter(|_| is_procedure));
        self.push(Markdown::Start(Tag::List(start)));
    }

    fn open_item(&mut self) {
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let item = format!("<li data-step=\"{number}\">");
                *number = number.saturating_add(1);
                self.out.push(Chunk::NewLine);
                self.raw(item);
            }
            _ => self.push(Markdown::Start(Tag::Item)),
        }
    }

    fn open_table(&mut self, alignments: &[Alignment]) {
        self.around(self.frame("table", "").before(), &Filling::default());
        let widths = self.columns.next().unwrap_or_default();
        self.table = Some(Table { alignments: alignments.to_vec(), widths, column: 0, in_head: false });
    }

    /// Written here and not by the parser's writer, which aligns with `style`, which the page's policy forbids.
    fn open_part_of_table(&mut self, tag: &Tag<'e>) {
        match tag {
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
            _ => {
                let cell = self.table.as_mut().map_or_else(|| "<td>".to_owned(), Table::next_cell);
                self.raw(cell);
            }
        }
    }

    fn close_cell(&mut self) {
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

    /// Written here and not by the parser's writer, which cannot leave the beginning of the id open.
    fn open_footnote(&mut self, name: &str) {
        self.out.push(Chunk::NewLine);
        self.raw("<div class=\"footnote-definition\" id=\"");
        let number = self.note(name);
        self.notes.open.push(name.to_owned());
        self.raw(format!("\"><sup class=\"footnote-definition-label\">{number}</sup>"));
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.close_heading(level),
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
                self.raw("</tbody>");
                self.around(self.frame("table", "").after(), &Filling::default());
            }
            TagEnd::TableHead => {
                if let Some(table) = &mut self.table {
                    table.in_head = false;
                }
                self.raw("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.raw("</tr>\n"),
            TagEnd::TableCell => self.close_cell(),
            TagEnd::BlockQuote(Some(kind)) => self.close_alert(kind),
            TagEnd::FootnoteDefinition => {
                self.ways_back();
                self.push(Markdown::End(TagEnd::FootnoteDefinition));
            }
            // The end of a picture comes here only where that was written as a link.
            TagEnd::Link | TagEnd::Image => {
                self.mark_bare();
                if self.links.pop() == Some(true) {
                    self.push(Markdown::End(TagEnd::Link));
                    self.close_term();
                } else {
                    self.inline_raw("</span>");
                }
            }
            other => self.push(Markdown::End(other)),
        }
    }

    fn write_code(&mut self) {
        let Some(Collecting::Code { info, code }) = self.collecting.take() else { return };
        let language = highlight::language_of(&info).unwrap_or("").to_owned();
        let title = highlight::title_of(&info).or_else(|| highlight::label_of(&info));
        let title = title.map(|title| escape::text(&variables::fill(title, self.context)));
        if diagram::is_named(&info) && self.write_diagram(&code, title.as_deref()) {
            return;
        }
        let code = highlight::html(&language, &code, self.cx.memory);
        let variant = match (title.is_some(), language.is_empty()) {
            (true, true) => "titled",
            (true, false) => "titled named",
            (false, true) => "",
            (false, false) => "named",
        };
        let language = escape::text(&language);
        let (frame, title) = (self.frame("code", variant), title.unwrap_or_default());
        let filling = Filling { title: &title, language: &language, ..Filling::default() };
        self.around(frame.before(), &filling);
        self.raw(&*code);
        self.around(frame.after(), &filling);
    }

    fn math(&mut self, formula: &str, display: bool) {
        match math::mathml(formula, display) {
            Ok(html) if display => self.inline_raw(html),
            Ok(html) => self.inline_raw(format!("<span class=\"formula\">{html}</span>")),
            Err(_) => self.push(Markdown::Code(CowStr::from(formula.to_owned()))),
        }
    }
}
