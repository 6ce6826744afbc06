//! The `:::` blocks a writer may use, and what is wrong with one.

use crate::config::Config;
use crate::diag::{Edit, Problem, nearest};
use crate::highlight;
use crate::markdown::context::Context;
use crate::markdown::events::{Block, Event, Ranged};
use crate::markdown::{notes, terms};
use crate::model::ids::RoleId;
use crate::model::kinds::{FileKind, KINDS};
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event as Markdown, Tag};
use std::ops::Range;

/// What a block does beside looking different.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Nothing.
    Plain,
    Steps,
    Tabs,
    Role,
    Answer,
    /// Each a link as a whole, in which no other can be.
    Cards,
    /// Shows a page of the kind it is named for; a line by itself, which nothing closes.
    Embed,
    /// Stands for another text, which takes its place when a page is read; a line by itself.
    Include,
}

/// What may follow the name of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    None,
    /// A title; search reads it where the block hides nothing.
    Title,
    Roles,
    /// The id of a page of this kind.
    Id(FileKind),
    /// A Markdown file, and a heading or a region of it.
    File,
}

/// A block that a writer may use. What stands around its text is the theme's: `templates/blocks/NAME.html`.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub name: &'static str,
    pub kind: BlockKind,
    pub argument: Argument,
    /// The interface text that is its title where none is given.
    pub usual: Option<&'static str>,
}

#[rustfmt::skip]
const BLOCKS: &[Row] = &[
    Row { name: "answer", kind: BlockKind::Answer, argument: Argument::Title, usual: Some("answer") },
    Row { name: "cards", kind: BlockKind::Cards, argument: Argument::None, usual: None },
    Row { name: "details", kind: BlockKind::Plain, argument: Argument::Title, usual: None },
    Row { name: "include", kind: BlockKind::Include, argument: Argument::File, usual: None },
    Row { name: "role", kind: BlockKind::Role, argument: Argument::Roles, usual: None },
    Row { name: "steps", kind: BlockKind::Steps, argument: Argument::None, usual: None },
    Row { name: "tabs", kind: BlockKind::Tabs, argument: Argument::None, usual: None },
];

/// All blocks, with one for each kind of page that can stand inside another.
fn rows() -> impl Iterator<Item = Row> {
    let embeds = KINDS.iter().filter(|kind| kind.can_be_embedded).map(|kind| Row {
        name: kind.name,
        kind: BlockKind::Embed,
        argument: Argument::Id(kind.file()),
        usual: None,
    });
    BLOCKS.iter().copied().chain(embeds)
}

pub fn row(name: &str) -> Option<Row> {
    rows().find(|row| row.name == name)
}

pub fn kind(name: &str) -> Option<BlockKind> {
    row(name).map(|row| row.kind)
}

impl Row {
    /// It is a line by itself, which nothing closes.
    pub fn is_line(&self) -> bool {
        matches!(self.kind, BlockKind::Embed | BlockKind::Include)
    }
}

/// The notes of other programs, `::: tip 标题`; understood in a folder without configuration.
pub fn foreign_alert(name: &str, context: &Context<'_>) -> Option<BlockQuoteKind> {
    if !context.config.is_foreign {
        return None;
    }
    alert(name)
}

/// The note that a name of other programs means.
pub fn alert(name: &str) -> Option<BlockQuoteKind> {
    match name.to_ascii_lowercase().as_str() {
        "tip" => Some(BlockQuoteKind::Tip),
        "info" | "note" => Some(BlockQuoteKind::Note),
        "warning" => Some(BlockQuoteKind::Warning),
        "caution" | "danger" => Some(BlockQuoteKind::Caution),
        "important" => Some(BlockQuoteKind::Important),
        _ => None,
    }
}

fn alert_word(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Tip => "TIP",
        BlockQuoteKind::Note => "NOTE",
        BlockQuoteKind::Warning => "WARNING",
        BlockQuoteKind::Caution => "CAUTION",
        BlockQuoteKind::Important => "IMPORTANT",
    }
}

/// The block that begins at `start` as a quote under `line`; nothing when it is nested in something, or never closed.
pub fn as_quote(text: &str, start: usize, line: &str, argument: &str) -> Option<Vec<Edit>> {
    let from = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let mut at = from + text[from..].find('\n')?;
    if !text[from..].starts_with(":::") {
        return None;
    }
    let title =
        if argument.trim().is_empty() { String::new() } else { format!("\n> **{}**\n>", argument.trim()) };
    let mut edits = vec![Edit { range: from..at, with: format!("{line}{title}") }];
    let mut depth = 0_usize;
    while at < text.len() {
        let begin = at + 1;
        let end = text[begin..].find('\n').map_or(text.len(), |end| begin + end);
        let inner = text.get(begin..end)?;
        match inner.trim_end().strip_prefix(":::") {
            Some(rest) if rest.trim_matches(':').trim().is_empty() => {
                if depth == 0 {
                    edits.push(Edit { range: begin..end, with: String::new() });
                    return Some(edits);
                }
                depth -= 1;
            }
            Some(_) => depth += 1,
            None => {}
        }
        edits.push(Edit {
            range: begin..begin,
            with: if inner.trim().is_empty() { ">" } else { "> " }.to_owned(),
        });
        at = end;
    }
    None
}

/// Lines of full-width colons that were meant to open or close blocks, and the ASCII lines that lack their other half
/// for that reason alone.
#[derive(Default)]
pub struct Wide {
    pub faults: Vec<WideFault>,
    /// Where ASCII lines begin whose opening or closing line is among the faults.
    pub explained: Vec<usize>,
}

pub struct WideFault {
    pub place: Range<usize>,
    /// The first line as it should be.
    pub line: String,
    /// The line, and the one that closes it if that is wide too.
    pub edits: Vec<Edit>,
}

/// The lines of a text, outside of code, that begin with three colons of which one is full-width.
pub fn wide(text: &str) -> Wide {
    let mut wide = Wide::default();
    if !text.contains('：') {
        return wide;
    }
    // The open blocks: where each begins, and which fault it is.
    let mut open: Vec<(usize, Option<usize>)> = Vec::new();
    let (mut start, mut fence) = (0, None::<&str>);
    for line in text.split_inclusive('\n') {
        let inner = line.trim();
        let at = start + (line.len() - line.trim_start().len());
        start += line.len();
        let marks = ["```", "~~~"].into_iter().find(|mark| inner.starts_with(mark));
        if fence.is_some() || marks.is_some() {
            fence = if fence.is_none() { marks } else { fence.filter(|own| marks != Some(own)) };
            continue;
        }
        let rest = inner.trim_start_matches([':', '：']);
        let (marks, rest) = (&inner[..inner.len() - rest.len()], rest.trim().replace('\u{3000}', " "));
        let (count, is_wide) = (marks.chars().count(), marks.contains('：'));
        let name = rest.split([' ', '\t']).next().unwrap_or_default();
        if count < 3 || (is_wide && !name.is_empty() && kind(name).is_none()) {
            continue;
        }
        let gap = if rest.is_empty() { "" } else { " " };
        // Where widths are mixed, the number says nothing.
        let count = if marks.contains(':') { 3 } else { count };
        let ascii = format!("{}{gap}{rest}", ":".repeat(count));
        let edit = Edit { range: at..at + inner.len(), with: ascii.clone() };
        let fault = |edit: Edit| WideFault { place: edit.range.clone(), line: ascii, edits: vec![edit] };
        match (name.is_empty(), is_wide) {
            (false, false) => open.push((at, None)),
            (false, true) => {
                open.push((at, Some(wide.faults.len())));
                wide.faults.push(fault(edit));
            }
            (true, false) => wide.explained.extend(open.pop().and_then(|(_, fault)| fault.map(|_| at))),
            (true, true) => match open.pop() {
                Some((_, Some(opening))) => wide.faults[opening].edits.push(edit),
                Some((opening, None)) => {
                    wide.explained.push(opening);
                    wide.faults.push(fault(edit));
                }
                None => {}
            },
        }
    }
    wide
}

/// The roles of `::: role finance, warehouse`.
pub fn roles(block: &Block) -> impl Iterator<Item = &str> {
    block.argument.split([',', '，', '、', ' ']).filter(|role| !role.is_empty())
}

/// The events with links in the place of terms in double brackets; in a folder from elsewhere, with our blocks for those of
/// other programs.
pub fn settled<'a>(events: Vec<Ranged<'a>>, config: &Config) -> Vec<Ranged<'a>> {
    if config.is_foreign { with_code_groups(events) } else { terms::linked(events) }
}

/// The tabs of VitePress: each code block in `::: code-group` is one, its label the title.
fn with_code_groups(events: Vec<Ranged<'_>>) -> Vec<Ranged<'_>> {
    let is_group = |block: &Block| block.name == "code-group";
    if !events.iter().any(|(event, _)| matches!(event, Event::Open(block) if is_group(block))) {
        return events;
    }
    let mut open = Vec::new();
    let mut out = Vec::with_capacity(events.len() + 8);
    for (event, range) in events {
        let tabs =
            |block: Block| if is_group(&block) { Block { name: "tabs".to_owned(), ..block } } else { block };
        let event = match event {
            Event::Open(block) => {
                open.push(is_group(&block));
                Event::Open(tabs(block))
            }
            Event::Close(block) => {
                open.pop();
                Event::Close(tabs(block))
            }
            Event::Markdown(Markdown::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))) => {
                if open.last() == Some(&true) {
                    let title =
                        highlight::label_of(&info).or(highlight::language_of(&info)).unwrap_or("text");
                    let event = Event::Tab { title: title.to_owned(), title_range: range.clone() };
                    out.push((event, range.clone()));
                }
                Event::Markdown(Markdown::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))))
            }
            event => event,
        };
        out.push((event, range));
    }
    out
}

/// Our block for one of another program.
fn namesake(name: &str) -> Option<String> {
    let own = match name {
        "code-group" | "code-tabs" | "tab-set" | "tabset" | "tabpane" => "tabs",
        "collapse" | "expand" | "spoiler" | "toggle" | "fold" | "accordion" => "details",
        "card" | "grid" | "card-grid" => "cards",
        _ => return None,
    };
    Some(own.to_owned())
}

/// What is wrong with an opening line.
pub fn fault(block: &Block, context: &Context<'_>) -> Option<Problem> {
    let Some(row) = row(&block.name) else {
        if notes::of(&block.name).is_some() {
            return None;
        }
        if foreign_alert(&block.name, context).is_some() {
            return None;
        }
        if let Some(kind) = alert(&block.name) {
            return Some(Problem::DirectiveAlert {
                name: block.name.clone(),
                line: format!("> [!{}]", alert_word(kind)),
            });
        }
        let names = || rows().map(|row| row.name);
        let near = namesake(&block.name).or_else(|| nearest(&block.name, names()));
        let known = names().collect::<Vec<_>>().join(", ");
        return Some(Problem::Directive { name: block.name.clone(), near, known });
    };
    let expected = match row.argument {
        Argument::Roles if roles(block).next().is_none() => {
            context.roles.first().map_or("finance", RoleId::as_str)
        }
        Argument::Id(_) if block.argument.is_empty() => "id",
        Argument::File if block.argument.is_empty() => "_shared/login.md",
        Argument::None | Argument::Title | Argument::Roles | Argument::Id(_) | Argument::File => return None,
    };
    Some(Problem::DirectiveArgument {
        name: block.name.clone(),
        expected: format!("{} {expected}", row.name),
    })
}
