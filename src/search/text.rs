//! A page's version -> its words, part by part.
//!
//! In: a version as it was read. Out: `PlainText`. Not here: answers. What a question's key, an explanation or an
//! `answer` block says is never searched, because a result would show it.

use crate::escape;
use crate::model::page::{Content, Version};
use crate::model::plain::{Part, PlainText};
use crate::model::prose::Prose;
use crate::model::quiz::{Answer, Question};
use crate::read::blocks::{self, BlockKind};
use crate::read::context::Context;
use crate::read::markdown::{Dialect, Event, Reader};
use crate::read::{outline, variables};
use pulldown_cmark::{Event as Markdown, Tag, TagEnd};

/// The words of a version, in the order of the page.
pub fn of(version: &Version, context: &Context<'_>) -> PlainText {
    let head = Part { text: version.head.summary.clone(), ..Part::default() };
    let mut parts = vec![head];
    match &version.content {
        Content::Page(prose) => page(prose, context, &mut parts),
        Content::Faq(faq) => parts.extend(faq.entries.iter().map(|entry| Part {
            anchor: entry.id.text.clone(),
            title: line(&entry.question, context),
            text: text(&entry.answer, context),
            ..Part::default()
        })),
        Content::Bank(bank) => {
            for asked in &bank.questions {
                let (ask, rest) = question(asked, context);
                parts.push(Part { anchor: asked.id.text.clone(), title: ask, text: rest, ..Part::default() });
            }
        }
        Content::Checklist(checklist) => {
            for group in &checklist.groups {
                for item in &group.items {
                    let text = format!("{}\n{}", group.title, item.evidence);
                    let title = line(&item.task, context);
                    parts.push(Part { anchor: item.id.text.clone(), title, text, ..Part::default() });
                }
            }
        }
        Content::Glossary(glossary) => parts.extend(glossary.terms.iter().map(|term| Part {
            anchor: term.anchor.clone(),
            title: term.term.text.clone(),
            names: term.aka.iter().chain(&term.not).map(|name| name.text.clone()).collect(),
            text: text(&term.def, context),
        })),
        Content::Course(course) => {
            for session in &course.sessions {
                let about = [&session.title, &session.date, &session.trainer, &session.place];
                let about = about.map(String::as_str).join(" ");
                add_line(&mut parts[0].text, about.trim());
            }
        }
        Content::Role(_) | Content::Quiz(_) => {}
    }
    parts.iter_mut().for_each(|part| part.text = tidy(&part.text));
    PlainText { parts }
}

fn page(prose: &Prose, context: &Context<'_>, parts: &mut Vec<Part>) {
    let reader = Reader::new(prose.text(), Dialect::Rolebook);
    let events = blocks::kept(reader.read().events, context.config);
    let outline = outline::headings(&events, context);
    let mut headings = outline.headings.into_iter();
    let mut leads = outline.leading_title.is_some();
    let mut walk = Walk::new(context);
    let mut in_heading = false;
    for (event, _) in &events {
        match event {
            Event::Markdown(Markdown::Start(Tag::Heading { .. })) => {
                in_heading = true;
                if std::mem::take(&mut leads) {
                    continue;
                }
                let Some(heading) = headings.next() else { continue };
                let part = parts.last_mut().expect("there is always a beginning");
                part.text.push('\n');
                part.text.push_str(&std::mem::take(&mut walk.out));
                parts.push(Part { anchor: heading.id, title: heading.title, ..Part::default() });
            }
            Event::Markdown(Markdown::End(TagEnd::Heading(_))) => in_heading = false,
            _ if in_heading => {}
            event => walk.event(event),
        }
    }
    let part = parts.last_mut().expect("there is always a beginning");
    part.text.push('\n');
    part.text.push_str(&walk.out);
}

/// What a question shows before it is answered: its ask, and all that can be chosen.
fn question(question: &Question, context: &Context<'_>) -> (String, String) {
    let ask = line(&question.ask, context);
    let mut rest = String::new();
    let mut add = |text: String| add_line(&mut rest, &text);
    match &question.answer {
        Answer::Options(options) => options.iter().for_each(|option| add(line(&option.text, context))),
        // Sorted: the order of the file is the answer.
        Answer::Order(items) => {
            let mut items: Vec<String> = items.iter().map(|item| line(item, context)).collect();
            items.sort();
            items.into_iter().for_each(add);
        }
        Answer::Pairs { pairs, extra } => {
            pairs.iter().for_each(|(left, _)| add(line(left, context)));
            let right = pairs.iter().map(|(_, right)| right).chain(extra);
            let mut right: Vec<String> = right.map(|item| line(item, context)).collect();
            right.sort();
            right.into_iter().for_each(add);
        }
        Answer::Case(parts) => {
            for part in parts {
                let (ask, rest) = self::question(part, context);
                add(ask);
                add(rest);
            }
        }
        Answer::Judge(_) | Answer::Blanks(_) | Answer::Number(_) | Answer::Task { .. } | Answer::Essay(_) => {
        }
    }
    (ask, rest)
}

/// A whole text, with its line ends.
fn text(prose: &Prose, context: &Context<'_>) -> String {
    let reader = Reader::new(prose.text(), Dialect::Rolebook);
    let mut walk = Walk::new(context);
    for (event, _) in &blocks::kept(reader.read().events, context.config) {
        walk.event(event);
    }
    walk.out
}

/// A text in one line.
fn line(prose: &Prose, context: &Context<'_>) -> String {
    text(prose, context).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn add_line(text: &mut String, line: &str) {
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
    /// Inside the tag of an HTML text that goes on in the next event.
    in_tag: bool,
}

impl<'a> Walk<'a> {
    fn new(context: &'a Context<'a>) -> Walk<'a> {
        Walk { context, out: String::new(), blocks: Vec::new(), in_code: false, in_tag: false }
    }

    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Open(block) => {
                let kind = blocks::kind(&block.name);
                self.blocks.push(kind == Some(BlockKind::Answer));
                if kind == Some(BlockKind::Details) {
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
            Markdown::Start(Tag::CodeBlock(_)) => self.in_code = true,
            Markdown::End(TagEnd::CodeBlock) => {
                self.in_code = false;
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
            Markdown::Text(text) if self.in_code => self.out.push_str(&escape::printable(text)),
            Markdown::Text(text) => {
                // Line ends of a text are blanks; tabs are ours.
                let text = variables::fill(text, self.context);
                let text = escape::printable(&text);
                self.out.extend(text.chars().map(|c| if c == '\t' { ' ' } else { c }));
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

    /// The words between the tags; comments and tags go.
    fn html(&mut self, html: &str) {
        let mut rest = html;
        while !rest.is_empty() {
            if self.in_tag {
                let Some(end) = rest.find('>') else { return };
                self.in_tag = false;
                rest = &rest[end + 1..];
            } else if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            } else if rest.starts_with('<') {
                self.in_tag = true;
                rest = &rest[1..];
            } else {
                let end = rest.find('<').unwrap_or(rest.len());
                let shown = unescaped(&rest[..end]);
                self.out.push_str(&variables::fill(&shown, self.context));
                rest = &rest[end..];
            }
        }
    }
}

/// The references that stand in handwritten HTML.
fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&amp;", "&")];
    named.iter().fold(text.to_owned(), |text, (name, c)| text.replace(name, c))
}

/// No empty lines and no blanks around a line, but the tab of a table's row.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split('\n') {
        let line = line.trim_end();
        let line = if line.starts_with('\t') { line } else { line.trim_start() };
        if !line.trim().is_empty() {
            add_line(&mut out, line);
        }
    }
    out
}
