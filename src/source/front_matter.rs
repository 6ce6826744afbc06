//! A Markdown file's front matter: where it is, apart from the text.

use crate::diag::{Diagnostics, Problem, Span};
use std::ops::Range;
use std::sync::Arc;

/// More than this between the two lines of `---` is no metadata any more (bytes).
const LARGEST: usize = 64 * 1024;

/// The two parts of a Markdown file, as byte ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The YAML between the lines of `---`; absent when the file has none.
    pub matter: Option<Range<usize>>,
    pub body: Range<usize>,
}

/// Finds the front matter at the very start of the file.
pub fn split(file: &Arc<str>, text: &str, diags: &mut Diagnostics) -> Split {
    let whole = Split { matter: None, body: 0..text.len() };
    let first = line_at(text, 0);
    if text[first.clone()].trim_end() == "+++" {
        diags.push(Span::new(file, 0..3), Problem::MatterToml {});
        return whole;
    }
    if text[first.clone()].trim_end() != "---" {
        note_misplaced(file, text, diags);
        return whole;
    }
    let start = next_line(text, &first);
    let mut at = start;
    while at < text.len() {
        let line = line_at(text, at);
        if matches!(text[line.clone()].trim_end(), "---" | "...") {
            let matter = start..line.start;
            if matter.len() > LARGEST {
                let problem =
                    Problem::TooManyMatter { found: kibibytes(matter.len()), limit: kibibytes(LARGEST) };
                diags.push(Span::new(file, 0..3), problem);
                return Split { matter: None, body: next_line(text, &line)..text.len() };
            }
            return Split { matter: Some(matter), body: next_line(text, &line)..text.len() };
        }
        at = next_line(text, &line);
    }
    // A file that only opens with a thematic break has no `key:` line below it.
    if looks_like_keys(&text[start..]) {
        diags.push(Span::new(file, 0..3), Problem::MatterUnclosed {});
    }
    whole
}

/// Blank lines before `---` make the metadata ordinary text; say so when it clearly was meant as metadata.
fn note_misplaced(file: &Arc<str>, text: &str, diags: &mut Diagnostics) {
    let blank = text.len() - text.trim_start().len();
    if blank == 0 || !text[blank..].starts_with("---") {
        return;
    }
    let first = line_at(text, blank);
    let rest = &text[next_line(text, &first)..];
    let closed = rest.lines().skip(1).any(|line| line.trim_end() == "---");
    if text[first.clone()].trim_end() == "---" && closed && looks_like_keys(rest) {
        diags.push(Span::new(file, first.start..first.start + 3), Problem::MatterMisplaced {});
    }
}

fn looks_like_keys(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    line.split_once(':').is_some_and(|(key, _)| {
        !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
    })
}

fn line_at(text: &str, start: usize) -> Range<usize> {
    start..text[start..].find('\n').map_or(text.len(), |at| start + at)
}

fn next_line(text: &str, line: &Range<usize>) -> usize {
    (line.end + 1).min(text.len())
}

fn kibibytes(bytes: usize) -> String {
    format!("{} KiB", bytes.div_ceil(1024))
}

#[cfg(test)]
mod tests {
    use super::split;
    use crate::diag::{Diagnostics, Places};

    fn found(text: &str) -> (Option<&str>, &str, Vec<String>) {
        let mut diags = Diagnostics::default();
        let parts = split(&"a.md".into(), text, &mut diags);
        let problems = diags.iter().map(|d| {
            let at = Places::of(text).position(d.span.range.start);
            format!("{}:{} {}", at.line, at.column, d.code().name())
        });
        (parts.matter.map(|range| &text[range]), &text[parts.body], problems.collect())
    }

    #[test]
    fn front_matter_is_cut_off_whatever_the_line_ends() {
        assert_eq!(found("---\ntitle: A\n---\ntext"), (Some("title: A\n"), "text", vec![]));
        assert_eq!(found("---\r\ntitle: A\r\n---\r\ntext"), (Some("title: A\r\n"), "text", vec![]));
        assert_eq!(found("---\n---\n"), (Some(""), "", vec![]));
    }

    #[test]
    fn a_missing_close_is_said_but_a_rule_is_not_front_matter() {
        assert_eq!(found("---\ntitle: A\n# Heading\n").2, ["1:1 fm.unclosed"]);
        assert_eq!(found("---\n\ntext\n").2, Vec::<String>::new());
    }

    #[test]
    fn misplaced_and_foreign_front_matter_is_named() {
        assert_eq!(found("\n---\ntitle: A\n---\n").2, ["2:1 fm.misplaced"]);
        assert_eq!(found("+++\ntitle = \"A\"\n+++\n").2, ["1:1 fm.toml"]);
    }
}
