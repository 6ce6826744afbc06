//! The examples of the CommonMark specification through our reader in its plain dialect.
//!
//! The specification comes from the npm package `commonmark-spec`, locked with the browser tests.

use pulldown_cmark::{Event as Md, Options, Parser, html};
use rolebook::inside::{Dialect, Event, Reader};
use std::ops::Range;
use std::path::Path;

/// One example of the specification.
struct Example {
    number: usize,
    markdown: String,
    html: String,
}

/// The examples that come out differently, and why that is right.
const DIFFERENT: &[(usize, &str)] = &[];

#[test]
fn every_example_of_commonmark_reads_as_specified() {
    let Some(specification) = specification() else { return };
    let examples = examples(&specification);
    assert_eq!(examples.len(), 652, "the specification is 0.31.2");
    let mut wrong = String::new();
    for example in &examples {
        let found = rendered(&example.markdown);
        let equal = normalised(&found) == normalised(&example.html);
        let excused = DIFFERENT.iter().any(|&(number, _)| number == example.number);
        if equal == excused {
            let Example { number, markdown, html } = example;
            wrong += &format!("example {number}: {markdown:?}\n  expected {html:?}\n  found    {found:?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_examples_read_the_same_with_windows_line_ends() {
    let Some(specification) = specification() else { return };
    for Example { number, markdown, .. } in examples(&specification) {
        let windows = markdown.replace('\n', "\r\n");
        assert_eq!(rendered(&windows), rendered(&markdown), "example {number}");
    }
}

#[test]
fn the_mending_for_chinese_leaves_the_examples_alone() {
    let Some(specification) = specification() else { return };
    for Example { number, markdown, .. } in examples(&specification) {
        // GFM makes links of bare addresses, where CommonMark has text.
        if matches!(markdown.trim_end(), "< https://foo.bar >" | "https://example.com") {
            continue;
        }
        let mended = Reader::new(&markdown, Dialect::Rolebook);
        assert_eq!(mended.read().events, extended(&markdown), "example {number}");
    }
}

/// What the parser alone makes of a text, with the extensions of our dialect.
fn extended(markdown: &str) -> Vec<(Event<'_>, Range<usize>)> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH;
    let mut events: Vec<(Event<'_>, Range<usize>)> = Vec::new();
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        // Our reader gives a block of HTML as one piece.
        match (&event, events.last_mut()) {
            (Md::Html(line), Some((Event::Markdown(Md::Html(html)), whole))) => {
                *html = format!("{html}{line}").into();
                whole.end = range.end;
            }
            _ => events.push((Event::Markdown(event), range)),
        }
    }
    events
}

fn rendered(markdown: &str) -> String {
    let reader = Reader::new(markdown, Dialect::CommonMark);
    let events = reader.read().events.into_iter().filter_map(|(event, _)| match event {
        Event::Markdown(event) => Some(event),
        Event::Open(_) | Event::Close(_) | Event::Tab { .. } => None,
    });
    let mut output = String::new();
    html::push_html(&mut output, events);
    output
}

/// None, with a word of it, where the package is not installed and nobody insists.
#[expect(clippy::print_stderr, reason = "a test that is skipped must say so")]
fn specification() -> Option<String> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/node_modules/commonmark-spec/spec.txt");
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(error) if std::env::var_os("ROLEBOOK_ALL_TESTS").is_some() => {
            panic!("{}: {error}", path.display())
        }
        Err(_) => {
            eprintln!("skipped: run tests/run");
            None
        }
    }
}

fn examples(specification: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let opening = format!("{fence} example\n");
    let mut examples = Vec::new();
    for part in specification.split(&opening).skip(1) {
        let (example, _) = part.split_once(&fence).expect("an example ends with its fence");
        let (markdown, html) = match example.strip_prefix(".\n") {
            Some(html) => ("", html),
            None => {
                let (markdown, html) = example.split_once("\n.\n").expect("a dot stands before the HTML");
                (markdown, html)
            }
        };
        let newline = if markdown.is_empty() { "" } else { "\n" };
        let markdown = format!("{markdown}{newline}").replace('→', "\t");
        examples.push(Example { number: examples.len() + 1, markdown, html: html.replace('→', "\t") });
    }
    examples
}

/// HTML that says the same: a quotation mark may be escaped outside tags, a block in an item begin on its own line.
fn normalised(html: &str) -> String {
    let mut output = String::new();
    for part in html.replace("<li>\n<", "<li><").split_inclusive('>') {
        let text_end = part.find('<').unwrap_or(part.len());
        output += &part[..text_end].replace("&quot;", "\"");
        output += &part[text_end..];
    }
    output
}
