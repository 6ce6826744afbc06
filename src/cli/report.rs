//! Diagnostics for a person, for one line each, for a program, for a code host.

use crate::cli::args::{Format, General};
use crate::cli::say;
use crate::cli::wording::counted;
use crate::diag::{Diagnostic, Diagnostics, Edit, Fix, Lang, Places, PlacesByFile, Position, Severity, show};
use crate::source::Sources;
use std::collections::{HashMap, HashSet};
use std::io::IsTerminal;
use std::rc::Rc;

/// Of one kind in one file a person is shown so many; programs get all of them.
const SHOWN: usize = 50;

/// Writes all diagnostics, and for people a line that counts them.
pub fn write(diags: &Diagnostics, sources: &Sources, general: &General) {
    let places = PlacesByFile::of(|file| sources.text(file).map(|text| &**text));
    let mut counts: HashMap<(&str, &str), usize> = HashMap::new();
    for diagnostic in diags.iter() {
        let count = counts.entry((&*diagnostic.span.file, diagnostic.code().name())).or_default();
        *count += 1;
        if general.format != Format::Human || *count <= SHOWN {
            one(diagnostic, &places, general);
        }
    }
    if general.format == Format::Human {
        say_left_out(diags, &counts, general.lang);
        say_folded(diags, general.lang);
    }
    if general.format == Format::Human && !diags.is_empty() {
        say::err(&count(diags, general.lang));
    }
}

fn one(diagnostic: &Diagnostic, places: &PlacesByFile<'_>, general: &General) {
    let text = places.get(&diagnostic.span.file);
    let text = text.as_deref();
    match general.format {
        Format::Human => {
            let related = diagnostic.related.as_ref().and_then(|span| places.get(&span.file));
            // anstream takes the colours away again where nobody wants them (NO_COLOR, a pipe, an old console).
            say::err(&show::block(diagnostic, text, related.as_deref(), general.lang, show::Style::Coloured));
            say::err("");
        }
        Format::Short => say::err(&show::line(diagnostic, text, general.lang)),
        Format::Json => say::out(&json(diagnostic, places, general.lang).to_string()),
        Format::Github => say::out(&github(diagnostic, text, general.lang)),
    }
}

/// One object a line; lines and columns from 1, columns in characters. `fix` is there when the help offers a spelling,
/// `follows` when other problems go away with this one.
fn json(diagnostic: &Diagnostic, places: &PlacesByFile<'_>, lang: Lang) -> serde_json::Value {
    let text = places.get(&diagnostic.span.file).unwrap_or_else(|| Rc::new(Places::of("")));
    let start = text.position(diagnostic.span.range.start);
    let end = text.position(diagnostic.span.range.end);
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
                let (start, end) = (text.position(edit.range.start), text.position(edit.range.end));
                serde_json::json!({
                    "line": start.line, "column": start.column,
                    "end_line": end.line, "end_column": end.column, "text": edit.with,
                })
            };
            object["fix"] = serde_json::json!({ "edits": edits.iter().map(edit).collect::<Vec<_>>() });
        }
    }
    if !diagnostic.follows.is_empty() {
        let follows = diagnostic.follows.iter().map(|follower| json(follower, places, lang));
        object["follows"] = follows.collect();
    }
    object
}

/// A workflow command. Source of the escapes: GitHub's `@actions/core`, command.ts.
fn github(diagnostic: &Diagnostic, text: Option<&Places<'_>>, lang: Lang) -> String {
    let start = diagnostic.span.range.start;
    let place = text.map_or(Position { line: 1, column: 1 }, |text| text.position(start));
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

/// Which kinds were shown in part, in the order of their files.
fn say_left_out(diags: &Diagnostics, counts: &HashMap<(&str, &str), usize>, lang: Lang) {
    let mut told = HashSet::new();
    for diagnostic in diags.iter() {
        let (file, code) = (&*diagnostic.span.file, diagnostic.code().name());
        let more = counts.get(&(file, code)).map_or(0, |count| count.saturating_sub(SHOWN));
        if more > 0 && told.insert((file, code)) {
            say::err(&match lang {
                Lang::Zh => {
                    format!("{file} 里还有 {more} 处 {code} 没有列出；`--message-format short` 列出全部")
                }
                Lang::En => {
                    format!("{more} more of {code} in {file}; `--message-format short` lists all of them")
                }
            });
        }
    }
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
