//! What looks like the syntax of another program, or like a slip, and would be shown as it is typed: the form used here
//! is named at its place.
//!
//! In: a text and its events. Out: ranges with problems. Not here: what the parser understands, and `:::` blocks, which
//! have names of their own. Code, formulas, HTML and whatever a backslash takes its meaning from is never looked at.

mod forms;
mod marks;
#[cfg(test)]
mod tests;

use crate::diag::{Problem, Words};
use crate::markdown::events::{Event, Ranged};
use marks::Here;
use pulldown_cmark::{CodeBlockKind, Event as Markdown, Tag, TagEnd};
use std::ops::Range;
use std::sync::LazyLock;

/// One kind of foreign or slipped syntax.
struct Row {
    /// What it is, in Chinese and in English: of a program (`Of`), or why it does not do what it looks like (`Slip`).
    what: What,
    seen: Seen,
    /// What was found -> what to write in its place, in Chinese and in English.
    form: fn(&str) -> [String; 2],
}

enum What {
    Of(&'static str, &'static str),
    Slip(&'static str, &'static str),
}

/// Where a row looks; its function gives the bytes that the syntax takes: how many from here, or which.
enum Seen {
    /// At the beginning of a line of prose.
    Line(fn(&Here<'_>) -> Option<usize>),
    /// At this byte, anywhere in prose.
    At(u8, fn(&Here<'_>) -> Option<Range<usize>>),
    /// In the info string of a fence.
    Info(fn(&str) -> Option<Range<usize>>),
    /// In a line of code.
    Code(fn(&str) -> Option<Range<usize>>),
    /// In a piece of HTML.
    Html(fn(&str) -> Option<Range<usize>>),
    /// A `::: tabs` block that holds no tab.
    NoTabs,
}

use Seen::{At, Code, Html, Info, Line, NoTabs};
use What::{Of, Slip};

/// The table; of two rows that see something at one place, the first speaks.
#[rustfmt::skip]
const ROWS: &[Row] = &[
    // Notes and tabs.
    Row { what: Of("MkDocs 的提示块", "a MkDocs admonition"), seen: Line(marks::admonition), form: forms::admonition },
    Row { what: Of("MkDocs 的标签页", "a MkDocs tab"), seen: Line(marks::mkdocs_tab), form: forms::tab },
    Row { what: Of("Docsify 的提示", "a Docsify note"), seen: Line(marks::docsify_note), form: forms::docsify_note },
    Row { what: Of("VuePress 的标签页", "a VuePress tab"), seen: Line(marks::vuepress_tab), form: forms::tab },
    Row { what: Of("Microsoft Learn 的扩展", "a Microsoft Learn extension"), seen: Line(marks::learn_extension), form: forms::learn_extension },
    Row { what: Slip("不会成为提示框：类型是 NOTE、TIP、IMPORTANT、WARNING、CAUTION", "is not an alert: the kinds are NOTE, TIP, IMPORTANT, WARNING and CAUTION"), seen: Line(marks::alert), form: forms::alert },
    Row { what: Slip("里没有一个 `== 标题`，看不出分成哪几页", "has no line of `== title`, so it has no tabs"), seen: NoTabs, form: forms::no_tabs },
    // Commands in braces.
    Row { what: Of("Hugo 的短代码", "a Hugo shortcode"), seen: At(b'{', marks::shortcode), form: forms::command },
    Row { what: Of("GitBook、Hexo 或 Jekyll 的标签", "a GitBook, Hexo or Jekyll tag"), seen: At(b'{', marks::liquid), form: forms::command },
    Row { what: Of("mdBook 的指令", "an mdBook directive"), seen: At(b'{', marks::mdbook), form: forms::include },
    Row { what: Of("Docsify 的记号", "Docsify markup"), seen: At(b'{', marks::docsify_ignore), form: forms::no_counterpart },
    Row { what: Of("属性列表", "an attribute list"), seen: At(b'{', marks::attributes), form: forms::attributes },
    Row { what: Of("Docsify 的标题编号", "a Docsify heading id"), seen: At(b':', marks::docsify_id), form: forms::docsify_id },
    // Contents, and text from other files.
    Row { what: Of("目录标记", "a mark for a table of contents"), seen: Line(marks::contents), form: forms::contents },
    Row { what: Of("引入另一个文件", "an inclusion of another file"), seen: Line(marks::inclusion), form: forms::include },
    Row { what: Of("MDX 的语句", "an MDX statement"), seen: Line(marks::module), form: forms::module },
    Row { what: Of("reStructuredText 的指令", "a reStructuredText directive"), seen: Line(marks::restructured), form: forms::restructured },
    // Marks inside a line.
    Row { what: Of("维基链接", "a wiki link"), seen: At(b'[', marks::wiki_link), form: forms::wiki_link },
    Row { what: Of("高亮记号", "a mark for highlighted text"), seen: At(b'=', marks::highlight), form: forms::highlight },
    Row { what: Of("按键或下划线记号", "a mark for keys or underlined text"), seen: At(b'+', marks::inserted), form: forms::inserted },
    Row { what: Of("下标记号", "a mark for a subscript"), seen: At(b'~', marks::subscript), form: forms::subscript },
    Row { what: Of("上标记号", "a mark for a superscript"), seen: At(b'^', marks::superscript), form: forms::superscript },
    Row { what: Of("行内脚注", "an inline footnote"), seen: At(b'^', marks::inline_note), form: forms::inline_note },
    Row { what: Of("表情或图标代码", "a code for an emoji or icon"), seen: At(b':', marks::emoji), form: forms::emoji },
    Row { what: Of("Obsidian 的注释", "an Obsidian comment"), seen: At(b'%', marks::obsidian_comment), form: forms::obsidian_comment },
    // Slips.
    Row { what: Slip("不会成为标题：`#` 后面是全角空格或不换行空格", "is not a heading: the space after `#` is full-width or non-breaking"), seen: Line(marks::wide_blank_heading), form: forms::heading },
    Row { what: Slip("不会成为标题：`#` 后面要有空格", "is not a heading: a space is missing after `#`"), seen: Line(marks::tight_heading), form: forms::heading },
    Row { what: Slip("用了全角符号，没有作用", "begins with a full-width mark, which has no effect"), seen: Line(marks::full_width), form: forms::full_width },
    Row { what: Slip("不会成为列表：记号后面要有空格", "is not a list: a space is missing after the mark"), seen: Line(marks::tight_list), form: forms::tight_list },
    Row { what: Slip("不会成为表格：这一行的列数与上一行表头不同", "is not a table: this row and the header above have different numbers of cells"), seen: Line(marks::delimiter_row), form: forms::delimiter_row },
    Row { what: Slip("不会成为链接：方括号或圆括号是全角的", "is not a link: its brackets are full-width"), seen: At(b'(', marks::wide_brackets), form: forms::link },
    Row { what: Slip("不会成为链接：方括号或圆括号是全角的", "is not a link: its brackets are full-width"), seen: At(b']', marks::wide_parentheses), form: forms::link },
    Row { what: Slip("不会成为链接：`]` 和 `(` 之间有空格", "is not a link: there is a space between `]` and `(`"), seen: At(b']', marks::apart), form: forms::link },
    Row { what: Slip("不会成为链接：圆括号和方括号写反了", "is not a link: the brackets are the wrong way round"), seen: At(b'(', marks::reversed), form: forms::reversed },
    Row { what: Slip("只会成为链接：感叹号是全角的", "only becomes a link: the exclamation mark is full-width"), seen: At(0xef, marks::wide_exclamation), form: forms::picture },
    Row { what: Slip("不会成为图片：地址后面写了大小", "is not a picture: a size follows its address"), seen: At(b'!', marks::sized_picture), form: forms::sized_picture },
    Row { what: Slip("不会变粗：星号里面有空格", "is not bold: there are spaces inside the asterisks"), seen: At(b'*', marks::loose_bold), form: forms::bold },
    Row { what: Slip("不会变粗：后面没有成对的 `**`", "is not bold: no second `**` follows"), seen: At(b'*', marks::open_bold), form: forms::bold },
    // Code.
    Row { what: Of("图表代码块", "a diagram in a code block"), seen: Info(marks::diagram), form: forms::diagram },
    Row { what: Of("测验代码块", "a quiz in a code block"), seen: Info(marks::quiz_fence), form: forms::quiz_fence },
    Row { what: Of("公式代码块", "a formula in a code block"), seen: Info(marks::math_fence), form: forms::math_fence },
    Row { what: Of("代码块的行标记", "a mark for lines of code"), seen: Info(marks::line_marks), form: forms::line_marks },
    Row { what: Of("流程图代码", "a flow chart in code"), seen: Code(marks::flow_lines), form: forms::diagram },
    Row { what: Of("代码里的行标记", "a mark for lines inside code"), seen: Code(marks::code_comment), form: forms::line_marks },
    Row { what: Of("引入另一个文件", "an inclusion of another file"), seen: Code(marks::snippet), form: forms::include },
    // HTML.
    Row { what: Of("MkDocs 的 `markdown` 属性", "the `markdown` attribute of MkDocs"), seen: Html(marks::markdown_attribute), form: forms::markdown_attribute },
    Row { what: Of("Docsify 的标签页", "Docsify tabs"), seen: Html(marks::docsify_tabs), form: forms::docsify_tabs },
    Row { what: Of("Docusaurus、Vue 或 React 的组件", "a Docusaurus, Vue or React component"), seen: Html(marks::component), form: forms::component },
];

impl Row {
    fn problem(&self, found: &str) -> Problem {
        let [zh, en] = (self.form)(found);
        let form = Words::of(&zh, &en);
        let found = shorten(found);
        match self.what {
            Of(zh, en) => Problem::Dialect { found, name: Words::of(zh, en), form },
            Slip(zh, en) => Problem::Slip { found, reason: Words::of(zh, en), form },
        }
    }
}

/// Longest quotation in a message (characters).
const QUOTED: usize = 40;

fn shorten(found: &str) -> String {
    let line = found.lines().next().unwrap_or_default().trim_end();
    if line.chars().count() > QUOTED {
        line.chars().take(QUOTED).chain(['…']).collect()
    } else {
        line.to_owned()
    }
}

/// Everything in the text that is shown as it is typed although it looks like more.
pub fn findings(text: &str, events: &[Ranged<'_>]) -> Vec<(Range<usize>, Problem)> {
    let mut found = Vec::new();
    prose(text, &shown(text, events), &mut found);
    let mut fence: Option<String> = None;
    let mut tabs: Vec<(Range<usize>, bool)> = Vec::new();
    for (event, range) in events {
        match event {
            Event::Markdown(Markdown::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))) => {
                fence = Some(info.to_string());
                let at = text[range.clone()].find(&**info).map_or(range.start, |at| range.start + at);
                see(info, at, text, |seen| if let Info(see) = seen { Some(*see) } else { None }, &mut found);
            }
            Event::Markdown(Markdown::End(TagEnd::CodeBlock)) => fence = None,
            Event::Markdown(Markdown::Text(code)) => {
                // Markdown shown as code may well show other programs' marks.
                if fence
                    .as_deref()
                    .is_some_and(|info| !info.starts_with("md") && !info.starts_with("markdown"))
                {
                    let see_code = |seen: &Seen| if let Code(see) = seen { Some(*see) } else { None };
                    see(code, range.start, text, see_code, &mut found);
                }
            }
            Event::Markdown(Markdown::Html(html) | Markdown::InlineHtml(html)) => {
                let see_html = |seen: &Seen| if let Html(see) = seen { Some(*see) } else { None };
                see(html, range.start, text, see_html, &mut found);
            }
            Event::Open(block) => tabs.push((range.clone(), block.name != "tabs")),
            Event::Tab { .. } => tabs.iter_mut().for_each(|(_, has_tab)| *has_tab = true),
            Event::Close(_) => {
                if let Some((range, false)) = tabs.pop() {
                    let row =
                        ROWS.iter().find(|row| matches!(row.seen, NoTabs)).expect("the table has the row");
                    found.push((range.clone(), row.problem(&text[range])));
                }
            }
            Event::Markdown(_) => {}
        }
    }
    found
}

/// The first row of this kind that sees something in a piece which begins at `start`.
fn see(
    piece: &str,
    start: usize,
    text: &str,
    of_kind: impl Fn(&Seen) -> Option<fn(&str) -> Option<Range<usize>>>,
    found: &mut Vec<(Range<usize>, Problem)>,
) {
    for row in ROWS {
        let Some(place) = of_kind(&row.seen).and_then(|see| see(piece)) else { continue };
        let quoted = &piece[place.clone()];
        let range = start + place.start..start + place.end;
        // A piece with changed line ends is not as long as it is written.
        let range = if text.get(range.clone()) == Some(quoted) { range } else { start..start };
        found.push((range, row.problem(quoted)));
        return;
    }
}

/// The text with everything but its prose blanked out by NUL, byte for byte; line ends and the marks of emphasis stay.
fn shown(text: &str, events: &[Ranged<'_>]) -> String {
    let mut shown: Vec<u8> = text.bytes().map(|byte| if byte == b'\n' { byte } else { 0 }).collect();
    let mut copy = |range: Range<usize>| shown[range.clone()].copy_from_slice(&text.as_bytes()[range]);
    let mut quiet: i32 = 0;
    for (event, range) in events {
        let Event::Markdown(event) = event else { continue };
        match event {
            Markdown::Start(Tag::CodeBlock(_) | Tag::Image { .. } | Tag::HtmlBlock) => quiet += 1,
            Markdown::End(TagEnd::CodeBlock | TagEnd::Image | TagEnd::HtmlBlock) => quiet -= 1,
            Markdown::InlineHtml(tag) if is_code_element(tag, "<") => quiet += 1,
            Markdown::InlineHtml(tag) if is_code_element(tag, "</") => quiet = (quiet - 1).max(0),
            // What was left open ends with its block.
            Markdown::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::Item) => {
                quiet = 0
            }
            _ if quiet > 0 => {}
            Markdown::Text(_) if text.is_char_boundary(range.start) && text.is_char_boundary(range.end) => {
                copy(range.clone());
            }
            Markdown::Start(Tag::Strong | Tag::Emphasis | Tag::Strikethrough) => {
                let written = &text.as_bytes()[range.clone()];
                let mark = |byte: &&u8| matches!(byte, b'*' | b'_' | b'~');
                let open = written.iter().take_while(mark).count().min(2);
                let close = written[open..].iter().rev().take_while(mark).count().min(2);
                copy(range.start..range.start + open);
                copy(range.end - close..range.end);
            }
            _ => {}
        }
    }
    String::from_utf8(shown).expect("whole characters are copied, and NUL is one of its own")
}

/// `<code>`, `<pre>` and their kind, inside a line.
fn is_code_element(tag: &str, open: &str) -> bool {
    let name = tag.strip_prefix(open).unwrap_or_default();
    ["code", "pre", "kbd", "samp", "var"]
        .iter()
        .any(|own| name.strip_prefix(own).is_some_and(|rest| rest.starts_with(['>', ' '])))
}

fn prose(text: &str, shown: &str, found: &mut Vec<(Range<usize>, Problem)>) {
    let mut start = 0;
    while start < shown.len() {
        let end = shown[start..].find('\n').map_or(shown.len(), |at| start + at);
        line(text, shown, start..end, found);
        start = end + 1;
    }
}

fn line(text: &str, shown: &str, line: Range<usize>, found: &mut Vec<(Range<usize>, Problem)>) {
    let bytes = shown.as_bytes();
    let Some(first) = line.clone().find(|at| !matches!(bytes[*at], 0 | b' ' | b'\t' | b'\r')) else { return };
    let mut at = first;
    let mut here = Here { text, shown, line: line.clone(), at };
    if text[line.start..first].bytes().all(|byte| b" \t>*+-#0123456789.)|".contains(&byte)) {
        for row in ROWS {
            if let Line(see) = row.seen
                && let Some(len) = see(&here)
            {
                found.push((at..at + len, row.problem(&text[at..at + len])));
                at += len;
                break;
            }
        }
    }
    while at < line.end {
        if BY_BYTE[usize::from(bytes[at])].is_empty() {
            at += 1;
            continue;
        }
        here.at = at;
        at = match inline(&here) {
            Some((range, problem)) => {
                let end = range.end.max(at + 1);
                found.push((range, problem));
                end
            }
            None => at + 1,
        };
    }
}

type See = fn(&Here<'_>) -> Option<Range<usize>>;

/// The rows that look at a byte, by byte: full-width punctuation begins with one of them, so most lines ask here often.
static BY_BYTE: LazyLock<[Vec<(See, &Row)>; 256]> = LazyLock::new(|| {
    let mut rows = [const { Vec::new() }; 256];
    for row in ROWS {
        if let At(byte, see) = row.seen {
            rows[usize::from(byte)].push((see, row));
        }
    }
    rows
});

fn inline(here: &Here<'_>) -> Option<(Range<usize>, Problem)> {
    // `\{` is a brace and nothing else.
    if here.at > 0 && here.text.as_bytes()[here.at - 1] == b'\\' {
        return None;
    }
    let byte = here.shown.as_bytes()[here.at];
    BY_BYTE[usize::from(byte)].iter().find_map(|(see, row)| {
        let range = see(here)?;
        let found = &here.text[range.clone()];
        Some((range, row.problem(found)))
    })
}
