//! Pass over the events: the words of a text without its markup, as search reads and shows them.
//!
//! In: events. Out: plain text, cut at the headings where it is a page's. Not here: answers. What an `answer` block says
//! is never searched, because a result would show it.

use crate::diagram;
use crate::escape;
use crate::markdown::blocks::{self, Argument, BlockKind};
use crate::markdown::context::Context;
use crate::markdown::events::{Dialect, Event, Ranged};
use crate::markdown::reader::Reader;
use crate::markdown::{footnotes, html, notes, variables};
use crate::model::plain_text::{Part, PlainText};
use crate::model::prose::{Facts, Prose};
use pulldown_cmark::{CodeBlockKind, Event as Markdown, Tag, TagEnd};

/// The words of a page, its summary first; `facts` knows its headings.
pub fn of_page(events: &[Ranged<'_>], summary: &str, facts: &Facts, context: &Context<'_>) -> PlainText {
    let mut parts = vec![Part { text: tidy(summary), ..Part::default() }];
    let mut headings = facts.headings.iter();
    let mut leads = facts.leading_title.is_some();
    let mut walk = Walk::new(context);
    let mut in_heading = false;
    for (event, _) in events {
        match event {
            Event::Markdown(Markdown::Start(Tag::Heading { .. })) => {
                in_heading = true;
                if std::mem::take(&mut leads) {
                    continue;
                }
                let Some(heading) = headings.next().filter(|heading| !heading.title.is_empty()) else {
                    continue;
                };
                walk.end(&mut parts);
                let (anchor, title) = (heading.id.clone(), heading.title.clone());
                parts.push(Part { anchor, title, ..Part::default() });
            }
            Event::Markdown(Markdown::End(TagEnd::Heading(_))) => in_heading = false,
            _ if in_heading => {}
            event => walk.event(event),
        }
    }
    walk.end(&mut parts);
    PlainText { parts }
}

/// The words of a whole text, with its line ends.
pub fn of(prose: &Prose, context: &Context<'_>) -> String {
    let reader = Reader::new(prose.text(), Dialect::Rolebook);
    let mut walk = Walk::new(context);
    let events = blocks::settled(reader.read().events, context.config);
    let events = footnotes::collected(events, |name| blocks::kind(name) == Some(BlockKind::Answer));
    for (event, _) in &events {
        walk.event(event);
    }
    walk.out
}

/// No empty lines and no spaces around a line, but the tab of a table's row.
pub fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    tidy_behind(&mut out, text);
    out
}

fn tidy_behind(out: &mut String, text: &str) {
    for line in text.split('\n') {
        let line = line.trim_end();
        let line = if line.starts_with('\t') { line } else { line.trim_start() };
        if !line.is_empty() {
            add_line(out, line);
        }
    }
}

pub fn add_line(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

struct Walk<'a> {
    context: &'a Context<'a>,
    out: String,
    /// Open blocks, each with whether it hides an answer.
    blocks: Vec<bool>,
    in_code: bool,
    /// The text of the diagram that is being read.
    diagram: Option<String>,
}

impl<'a> Walk<'a> {
    fn new(context: &'a Context<'a>) -> Walk<'a> {
        Walk { context, out: String::new(), blocks: Vec::new(), in_code: false, diagram: None }
    }

    /// Puts what was read into the last part.
    fn end(&mut self, parts: &mut [Part]) {
        let part = parts.last_mut().expect("there is always a beginning");
        part.text.reserve_exact(self.out.len() + 1);
        tidy_behind(&mut part.text, &self.out);
        self.out.clear();
    }

    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Open(block) => {
                let row = blocks::row(&block.name);
                let is_answer = row.is_some_and(|row| row.kind == BlockKind::Answer);
                self.blocks.push(is_answer);
                let is_titled = row.is_some_and(|row| row.argument == Argument::Title) && !is_answer
                    || notes::of(&block.name).is_some() && !block.argument.is_empty();
                if is_titled {
                    self.line(&block.argument);
                }
            }
            Event::Close(_) => {
                self.blocks.pop();
            }
            Event::Tab { title, .. } => self.line(title),
            Event::Markdown(event) if !self.blocks.contains(&true) => self.markdown(event),
            Event::Markdown(_) => {}
        }
    }

    fn markdown(&mut self, event: &Markdown<'_>) {
        match event {
            Markdown::Start(Tag::CodeBlock(kind)) => {
                self.in_code = true;
                let is_diagram = matches!(kind, CodeBlockKind::Fenced(info) if diagram::is_named(info));
                self.diagram = is_diagram.then(String::new);
            }
            Markdown::End(TagEnd::CodeBlock) => {
                self.in_code = false;
                self.end_diagram();
                self.out.push('\n');
            }
            Markdown::Start(Tag::TableHead | Tag::TableRow) => self.out.push('\n'),
            Markdown::Start(Tag::TableCell) => self.out.push('\t'),
            Markdown::End(
                TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::TableHead
                | TagEnd::TableRow
                | TagEnd::HtmlBlock
                | TagEnd::FootnoteDefinition
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition,
            )
            | Markdown::HardBreak => self.out.push('\n'),
            Markdown::Start(Tag::Item | Tag::List(_)) => self.break_line(),
            Markdown::Text(text) if self.in_code => match &mut self.diagram {
                Some(diagram) => diagram.push_str(text),
                None => self.out.push_str(&escape::printable(text)),
            },
            Markdown::Text(text) => {
                // Line ends of a text are spaces; tabs are ours.
                let text = variables::fill(text, self.context);
                let text = escape::printable(&text);
                if text.contains('\t') {
                    self.out.push_str(&text.replace('\t', " "));
                } else {
                    self.out.push_str(&text);
                }
            }
            Markdown::Code(text) => self.out.push_str(&escape::printable(text)),
            Markdown::InlineMath(text) | Markdown::DisplayMath(text) => self.out.push_str(text),
            Markdown::SoftBreak => self.out.push(' '),
            Markdown::Html(html) => {
                self.html(html);
                self.out.push('\n');
            }
            Markdown::InlineHtml(html) => self.html(html),
            _ => {}
        }
    }

    /// Of a diagram its words are searched; of one that is not drawn, its source, which is what shows.
    fn end_diagram(&mut self) {
        let Some(source) = self.diagram.take() else { return };
        match diagram::read(&source, &|text| variables::fill(text, self.context).into_owned()) {
            Ok(diagram) => diagram.words().iter().for_each(|word| self.line(&escape::printable(word))),
            Err(_) => self.out.push_str(&escape::printable(&source)),
        }
    }

    fn break_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn line(&mut self, text: &str) {
        self.break_line();
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// The words between the tags; tags and what is hidden go.
    fn html(&mut self, html: &str) {
        html::words(html, &mut |words| {
            let shown = unescaped(words);
            self.out.push_str(&variables::fill(&shown, self.context));
        });
    }
}

/// The references that are in handwritten HTML.
fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&amp;", "&")];
    named.iter().fold(text.to_owned(), |text, (name, c)| text.replace(name, c))
}
