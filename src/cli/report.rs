//! Diagnostics for a person, for one line each, for a program, for a code host.

use crate::cli::args::{Format, General};
use crate::cli::say;
use crate::cli::wording::counted;
use crate::diag::{Diagnostic, Diagnostics, Edit, Fix, Lang, Severity, position, show};
use crate::source::Sources;
use std::io::IsTerminal;

/// Writes all diagnostics, and for people a line that counts them.
pub fn write(diags: &Diagnostics, sources: &Sources, general: &General) {
    for diagnostic in diags.iter() {
        one(diagnostic, sources, general);
    }
    if general.format == Format::Human {
        say_folded(diags, general.lang);
    }
    if general.format == Format::Human && !diags.is_empty() {
        say::err(&count(diags, general.lang));
    }
}

fn one(diagnostic: &Diagnostic, sources: &Sources, general: &General) {
    let text = sources.text(&diagnostic.span.file).map(|text| &**text);
    match general.format {
        Format::Human => {
            let related =
                diagnostic.related.as_ref().and_then(|span| sources.text(&span.file)).map(|text| &**text);
            // anstream takes the colours away again where nobody wants them (NO_COLOR, a pipe, an old console).
            say::err(&show::block(diagnostic, text, related, general.lang, show::Style::Coloured));
            say::err("");
        }
        Format::Short => say::err(&show::line(diagnostic, text, general.lang)),
        Format::Json => say::out(&json(diagnostic, sources, general.lang).to_string()),
        Format::Github => say::out(&github(diagnostic, text, general.lang)),
    }
}

/// One object a line; lines and columns from 1, columns in characters. `fix` is there when the help offers a spelling,
/// `follows` when other problems go away with this one.
fn json(diagnostic: &Diagnostic, sources: &Sources, lang: Lang) -> serde_json::Value {
    let text = sources.text(&diagnostic.span.file).map_or("", |text| text);
    let start = position(text, diagnostic.span.range.start);
    let end = position(text, diagnostic.span.range.end);
    let mut object = serde_json::json!({
        "code": diagnostic.code().name(),
        "severity": diagnostic.severity.name(),
        "file": &*diagnostic.span.file,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "message": diagnostic.problem.message(lang),
        "help": diagnostic.help(lang),
    });
    match &diagnostic.fix {
        None => {}
        Some(Fix::Rename(path)) => object["fix"] = serde_json::json!({ "rename": path }),
        Some(Fix::Edits(edits)) => {
            let edit = |edit: &Edit| {
                let (start, end) = (position(text, edit.range.start), position(text, edit.range.end));
                serde_json::json!({
                    "line": start.line, "column": start.column,
                    "end_line": end.line, "end_column": end.column, "text": edit.with,
                })
            };
            object["fix"] = serde_json::json!({ "edits": edits.iter().map(edit).collect::<Vec<_>>() });
        }
    }
    if !diagnostic.follows.is_empty() {
        let follows = diagnostic.follows.iter().map(|follower| json(follower, sources, lang));
        object["follows"] = follows.collect();
    }
    object
}

/// A workflow command. Source of the escapes: GitHub's `@actions/core`, command.ts.
fn github(diagnostic: &Diagnostic, text: Option<&str>, lang: Lang) -> String {
    let place = position(text.unwrap_or_default(), diagnostic.span.range.start);
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    format!(
        "::{} file={},line={},col={},title={}::{}",
        diagnostic.severity.name(),
        property(&diagnostic.span.file),
        place.line,
        place.column,
        property(diagnostic.code().name()),
        data(&match show::follows(diagnostic, lang) {
            None => format!("{}: {}", diagnostic.problem.message(lang), diagnostic.help(lang)),
            Some(follows) => {
                format!("{}: {} ({follows})", diagnostic.problem.message(lang), diagnostic.help(lang))
            }
        }),
    )
}

/// Of what is in many places and was reported once: how often, the most first.
fn say_folded(diags: &Diagnostics, lang: Lang) {
    let mut counts: Vec<(usize, &str)> = Vec::new();
    for diagnostic in diags.iter().filter(|diagnostic| !diagnostic.repeats.is_empty()) {
        let (code, places) = (diagnostic.code().name(), diagnostic.repeats.len() + 1);
        match counts.iter_mut().find(|(_, other)| *other == code) {
            Some((count, _)) => *count += places,
            None => counts.push((places, code)),
        }
    }
    counts.sort_by(|a, b| b.cmp(a));
    if counts.is_empty() {
        return;
    }
    let list: Vec<String> = counts.iter().map(|(count, code)| format!("{code} ×{count}")).collect();
    say::err(&match lang {
        Lang::Zh => format!("同样的问题只说一次，一共：{}", list.join("，")),
        Lang::En => format!("repeated problems are reported once; in total: {}", list.join(", ")),
    });
}

fn count(diags: &Diagnostics, lang: Lang) -> String {
    let (errors, warnings) = (diags.errors(), diags.warnings());
    let first =
        diags.iter().find(|diagnostic| diagnostic.severity == Severity::Error).or(diags.iter().next());
    let code = first.map_or("", |diagnostic| diagnostic.code().name());
    match lang {
        Lang::Zh => format!("{errors} 个错误，{warnings} 个警告；`rolebook explain {code}` 有详细说明"),
        Lang::En => format!(
            "{}, {}; `rolebook explain {code}` tells you more",
            counted(errors, "error"),
            counted(warnings, "warning")
        ),
    }
}

/// Whether a person is looking at standard error.
pub fn is_watched() -> bool {
    std::io::stderr().is_terminal()
}
