//! A problem and the text it is in -> lines a person reads, carets under the right characters.

use crate::diag::diagnostic::Diagnostic;
use crate::diag::lang::Lang;
use crate::diag::severity::Severity;
use crate::diag::span::{Places, Span};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

/// Colours or none; the caller knows where the text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Coloured,
}

/// The full form: header, quoted lines with carets, next step. `text` is the file the problem is in.
pub fn block(
    diagnostic: &Diagnostic,
    text: Option<&Places<'_>>,
    related_text: Option<&Places<'_>>,
    lang: Lang,
    style: Style,
) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name(lang.pick("错误", "error")),
        Severity::Warning => Level::WARNING.with_name(lang.pick("警告", "warning")),
        Severity::Note => Level::NOTE.with_name(lang.pick("提示", "note")),
    };
    let message = clean(&diagnostic.problem.message(lang));
    let help = clean(&diagnostic.help(lang));
    let quoted =
        text.filter(|_| !diagnostic.span.range.is_empty()).map(|text| Quoted::of(text, &diagnostic.span));
    let title = level.primary_title(message).id(diagnostic.code().name());
    let mut group = match &quoted {
        Some(quoted) => {
            let mark = AnnotationKind::Primary.span(quoted.range.clone());
            title.element(quoted.snippet(mark).path(quoted.path.as_str()))
        }
        None => title.element(annotate_snippets::Origin::path(diagnostic.span.file.as_ref())),
    };
    let first = diagnostic.related.as_ref().zip(related_text);
    let first = first.map(|(related, text)| (related, Quoted::of(text, related)));
    if let Some((_, quoted)) = &first {
        let mark =
            AnnotationKind::Context.span(quoted.range.clone()).label(lang.pick("先在这里", "first here"));
        group = group.element(quoted.snippet(mark).path(quoted.path.as_str()));
    }
    group = group.element(Level::HELP.with_name(lang.pick("帮助", "help")).message(help));
    if let Some(follows) = follows(diagnostic, lang) {
        group = group.element(Level::NOTE.with_name(lang.pick("由此", "note")).message(clean(&follows)));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let shown = renderer.decor_style(DecorStyle::Unicode).render(&[group]);
    let places = quoted.iter().chain(first.iter().map(|(_, quoted)| quoted));
    places.filter(|quoted| quoted.is_cell).fold(shown, |shown, quoted| without_line(&shown, &quoted.path))
}

/// The text without the line and column that the renderer puts behind this path, which names a cell already.
fn without_line(shown: &str, path: &str) -> String {
    let Some(end) = shown.find(path).map(|at| at + path.len()) else { return shown.to_owned() };
    let numbers = |c: char| c == ':' || c.is_ascii_digit();
    format!("{}{}", &shown[..end], shown[end..].trim_start_matches(numbers))
}

/// The quoted lines with their carets alone, for who shows message and help by themselves.
pub fn quoted(
    diagnostic: &Diagnostic,
    text: Option<&Places<'_>>,
    related_text: Option<&Places<'_>>,
    lang: Lang,
) -> String {
    let places = [(Some(&diagnostic.span), text), (diagnostic.related.as_ref(), related_text)];
    let places = places.into_iter().filter_map(|(span, text)| span.zip(text));
    let places = places.filter(|(span, _)| !span.range.is_empty());
    let places: Vec<_> = places.map(|(span, text)| (span, Quoted::of(text, span))).collect();
    if places.is_empty() {
        return String::new();
    }
    let mut group = Group::with_level(Level::ERROR);
    for (at, (span, quoted)) in places.iter().enumerate() {
        let place = quoted.range.clone();
        let mark = match at {
            0 => AnnotationKind::Primary.span(place),
            _ => AnnotationKind::Context.span(place).label(lang.pick("先在这里", "first here")),
        };
        // Whoever shows the lines alone names the first place elsewhere.
        let snippet = quoted.snippet(mark);
        group = group.element(if at == 0 { snippet } else { snippet.path(span.file.as_ref()) });
    }
    Renderer::plain().decor_style(DecorStyle::Unicode).render(&[group])
}

/// The line in which a place begins, and the place in it: no more is shown, so no more is looked at.
struct Quoted {
    number: usize,
    line: String,
    range: std::ops::Range<usize>,
    /// The file; of a workbook with the cell: `coa.table.xlsx Sheet1!B7`.
    path: String,
    is_cell: bool,
}

impl Quoted {
    fn of(text: &Places<'_>, span: &Span) -> Quoted {
        let (number, begin, line) = text.line(span.range.start);
        let start = floor(line, span.range.start - begin.min(span.range.start));
        // A caret never runs over a whole file.
        let end = floor(line, span.range.end.saturating_sub(begin)).max(start);
        let cell = text.cell(span.range.start);
        let path = match &cell {
            Some(cell) => format!("{} {}", span.file, clean(&cell.to_string())),
            None => span.file.to_string(),
        };
        let number = cell.as_ref().map_or(number, |cell| cell.row);
        Quoted { number, line: clean(line), range: start..end, path, is_cell: cell.is_some() }
    }

    fn snippet<'q>(&'q self, mark: Annotation<'q>) -> Snippet<'q, Annotation<'q>> {
        Snippet::source(self.line.as_str()).line_start(self.number).annotation(mark)
    }
}

/// How many problems follow from this one, and in which files.
pub fn follows(diagnostic: &Diagnostic, lang: Lang) -> Option<String> {
    const NAMED: usize = 3;
    let count = diagnostic.follows.len();
    let mut files: Vec<&str> = diagnostic.follows.iter().map(|follower| &*follower.span.file).collect();
    files.dedup();
    let all = files.len();
    let named = files[..all.min(NAMED)].join(lang.pick("、", ", "));
    (count > 0).then(|| match (lang, all > NAMED) {
        (Lang::Zh, false) => format!("另有 {count} 处问题由此而来：{named}"),
        (Lang::Zh, true) => format!("另有 {count} 处问题由此而来：{named} 等 {all} 个文件"),
        (Lang::En, false) if count == 1 => format!("and 1 more that follows from it, in {named}"),
        (Lang::En, false) => format!("and {count} more that follow from it, in {named}"),
        (Lang::En, true) => {
            format!("and {count} more that follow from it, in {named} and {} more files", all - NAMED)
        }
    })
}

/// One line: `file:line:column: error[code]: message; help`, and what follows from it.
pub fn line(diagnostic: &Diagnostic, text: Option<&Places<'_>>, lang: Lang) -> String {
    let start = diagnostic.span.range.start;
    let place = match text.map(|text| (text.cell(start), text.position(start))) {
        Some((Some(cell), _)) => clean(&format!(" {cell}")),
        Some((None, place)) => format!(":{}:{}", place.line, place.column),
        None => ":1:1".to_owned(),
    };
    let word = match diagnostic.severity {
        Severity::Error => lang.pick("错误", "error"),
        Severity::Warning => lang.pick("警告", "warning"),
        Severity::Note => lang.pick("提示", "note"),
    };
    let separator = lang.pick("；", "; ");
    let follows =
        follows(diagnostic, lang).map_or_else(String::new, |text| format!("{separator}{}", clean(&text)));
    format!(
        "{}{place}: {word}[{}]: {}{separator}{}{follows}",
        diagnostic.span.file,
        diagnostic.code().name(),
        clean(&diagnostic.problem.message(lang)),
        clean(&diagnostic.help(lang)),
    )
}

fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// A content file may hold escape sequences; a terminal must never run them. Keeps every byte offset.
fn clean(text: &str) -> String {
    text.chars()
        .flat_map(|c| match c {
            '\n' | '\t' => std::iter::repeat_n(c, 1),
            // One space for each byte keeps the offsets of everything after it.
            c if c.is_control() || is_bidi(c) => std::iter::repeat_n(' ', c.len_utf8()),
            c => std::iter::repeat_n(c, 1),
        })
        .collect()
}

fn is_bidi(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}
