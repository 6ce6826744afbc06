//! A problem and the text it is in -> lines a person reads, carets under the right characters.

use crate::diag::diagnostic::Diagnostic;

use crate::diag::lang::Lang;

use crate::diag::severity::Severity;

use crate::diag::span::position;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// Colours or none; the caller knows where the text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Coloured,
}

/// The full form: header, quoted lines with carets, next step. `text` is the file the problem is in.
pub fn block(
    diagnostic: &Diagnostic,
    text: Option<&str>,
    related_text: Option<&str>,
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
    let quoted = text.filter(|_| !diagnostic.span.range.is_empty()).map(clean);
    let title = level.primary_title(message).id(diagnostic.code().name());
    let mut group = match &quoted {
        Some(text) => {
            let range = inside(text, &diagnostic.span.range);
            title.element(
                Snippet::source(text.as_str())
                    .path(diagnostic.span.file.as_ref())
                    .annotation(AnnotationKind::Primary.span(range)),
            )
        }
        None => title.element(annotate_snippets::Origin::path(diagnostic.span.file.as_ref())),
    };
    let first = diagnostic.related.as_ref().zip(related_text.map(clean));
    if let Some((related, text)) = &first {
        let range = inside(text, &related.range);
        group = group.element(
            Snippet::source(text.as_str())
                .path(related.file.as_ref())
                .annotation(AnnotationKind::Context.span(range).label(lang.pick("先在这里", "first here"))),
        );
    }
    group = group.element(Level::HELP.with_name(lang.pick("帮助", "help")).message(help));
    if let Some(follows) = follows(diagnostic, lang) {
        group = group.element(Level::NOTE.with_name(lang.pick("由此", "note")).message(clean(&follows)));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    renderer.decor_style(DecorStyle::Unicode).render(&[group])
}

/// The quoted lines with their carets alone, for who shows message and help by themselves.
pub fn quoted(diagnostic: &Diagnostic, text: Option<&str>, related_text: Option<&str>, lang: Lang) -> String {
    let places = [(Some(&diagnostic.span), text), (diagnostic.related.as_ref(), related_text)];
    let places = places.into_iter().filter_map(|(span, text)| Some((span?, clean(text?))));
    let places: Vec<_> = places.filter(|(span, _)| !span.range.is_empty()).collect();
    if places.is_empty() {
        return String::new();
    }
    let mut group = Group::with_level(Level::ERROR);
    for (at, (span, text)) in places.iter().enumerate() {
        let place = inside(text, &span.range);
        let mark = match at {
            0 => AnnotationKind::Primary.span(place),
            _ => AnnotationKind::Context.span(place).label(lang.pick("先在这里", "first here")),
        };
        let snippet = Snippet::source(text.as_str()).annotation(mark);
        // Whoever shows the lines alone names the first place elsewhere.
        group = group.element(if at == 0 { snippet } else { snippet.path(span.file.as_ref()) });
    }
    Renderer::plain().decor_style(DecorStyle::Unicode).render(&[group])
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
pub fn line(diagnostic: &Diagnostic, text: Option<&str>, lang: Lang) -> String {
    let place = text.map_or(position("", 0), |text| position(text, diagnostic.span.range.start));
    let word = match diagnostic.severity {
        Severity::Error => lang.pick("错误", "error"),
        Severity::Warning => lang.pick("警告", "warning"),
        Severity::Note => lang.pick("提示", "note"),
    };
    let separator = lang.pick("；", "; ");
    let follows =
        follows(diagnostic, lang).map_or_else(String::new, |text| format!("{separator}{}", clean(&text)));
    format!(
        "{}:{}:{}: {word}[{}]: {}{separator}{}{follows}",
        diagnostic.span.file,
        place.line,
        place.column,
        diagnostic.code().name(),
        clean(&diagnostic.problem.message(lang)),
        clean(&diagnostic.help(lang)),
    )
}

/// The range cut to the first line of the place, so that a caret never runs over a whole file.
fn inside(text: &str, range: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let start = floor(text, range.start);
    let end = floor(text, range.end).max(start);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    start..end.min(line_end).max(start)
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
