//! `x.table.csv`, and a sheet of a workbook -> lines of cells.
//!
//! In: the text of the file. Out: cells that know their places, so that reading, translating and reporting go on as with
//! YAML. Not here: what a cell means. A crate would give the cells as well, but not where each of them stands.
//! Source of the form: RFC 4180; besides, `;` and tabs part cells, as Excel writes them in other countries.

use crate::diag::{SHEET, Span};
use crate::source::workbook::LINE_END;
use crate::yaml::{Entry, Node, Scalar, Style, Value};
use std::ops::Range;
use std::sync::Arc;

/// A cell: its text without quotes, and where it stands.
pub struct Cell {
    pub text: String,
    pub place: Range<usize>,
    /// The text stands there as it is.
    is_plain: bool,
}

/// The lines of a file with something in them, cell by cell.
#[derive(Default)]
pub struct Lines {
    pub list: Vec<Vec<Cell>>,
    /// Where a quoted cell begins that never ends.
    pub unclosed: Option<Range<usize>>,
}

/// The sheets in the text of a workbook: the name of each, and where its rows are.
pub fn sheets(text: &str) -> Vec<(&str, Range<usize>)> {
    let starts: Vec<usize> = text.match_indices(SHEET).map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let sheet = |(start, end): (&usize, usize)| {
        let name = text[*start + SHEET.len_utf8()..end].split('\n').next().unwrap_or_default();
        let rows = (*start + SHEET.len_utf8() + name.len() + 1).min(end);
        (name, rows..end)
    };
    starts.iter().zip(ends).map(sheet).collect()
}

/// The lines of a sheet of a workbook.
pub fn sheet(text: &str, rows: Range<usize>) -> Lines {
    let mut at = rows.start;
    let mut lines = Lines::default();
    for row in text[rows].split_inclusive('\n') {
        let mut line = Vec::new();
        for cell in row.trim_end_matches('\n').split('\t') {
            let is_plain = !cell.contains(LINE_END);
            line.push(Cell { text: cell.replace(LINE_END, "\n"), place: at..at + cell.len(), is_plain });
            at += cell.len() + 1;
        }
        if line.iter().any(|cell| !cell.text.is_empty()) {
            lines.list.push(line);
        }
    }
    lines
}

pub fn lines(text: &str, is_tabbed: bool) -> Lines {
    let (separator, start) = separator(text, is_tabbed);
    let mut at = start;
    let mut lines = Lines::default();
    while at < text.len() {
        let mut line = Vec::new();
        loop {
            let (cell, end, is_closed) = cell(text, at, separator);
            if !is_closed && lines.unclosed.is_none() {
                lines.unclosed = Some(at..at + 1);
            }
            at = end;
            line.push(cell);
            if !text[at..].starts_with(separator) {
                break;
            }
            at += 1;
        }
        at +=
            ["\r\n", "\n", "\r"].iter().find(|end| text[at..].starts_with(**end)).map_or(0, |end| end.len());
        if line.iter().any(|cell| !cell.text.is_empty()) {
            lines.list.push(line);
        }
    }
    lines
}

/// What parts the cells, and where the first one begins: Excel may say so in a line of its own.
fn separator(text: &str, is_tabbed: bool) -> (char, usize) {
    let first = text.lines().next().unwrap_or_default();
    if let Some(said) = first.strip_prefix("sep=").and_then(|rest| rest.chars().next()).filter(char::is_ascii)
    {
        return (said, text.find('\n').map_or(text.len(), |end| end + 1));
    }
    if is_tabbed {
        return ('\t', 0);
    }
    let count = |separator: char| {
        let mut is_quoted = false;
        first
            .chars()
            .filter(|c| {
                is_quoted ^= *c == '"';
                !is_quoted && *c == separator
            })
            .count()
    };
    // Of two that are as frequent the first.
    let best = [',', ';', '\t'].into_iter().rev().max_by_key(|separator| count(*separator));
    (best.unwrap_or(','), 0)
}

/// The cell that begins here, where it ends, and whether its quotes do: it ends at a separator, a line end or the end of the
/// text.
fn cell(text: &str, start: usize, separator: char) -> (Cell, usize, bool) {
    let rest = &text[start..];
    let plain = |from: usize| rest[from..].find([separator, '\n', '\r']).map_or(rest.len(), |end| from + end);
    if !rest.starts_with('"') {
        let end = plain(0);
        let trimmed = rest[..end].trim();
        let from = start + (end - rest[..end].trim_start().len());
        let place = if trimmed.is_empty() { start..start + end } else { from..from + trimmed.len() };
        return (Cell { text: trimmed.to_owned(), place, is_plain: true }, start + end, true);
    }
    let mut inner = String::new();
    let mut at = 1;
    loop {
        let Some(quote) = rest[at..].find('"').map(|found| at + found) else {
            // Never closed: the rest of the file is in it.
            inner.push_str(&rest[at..]);
            let cell = Cell { text: tidy(&inner), place: start..text.len(), is_plain: false };
            return (cell, text.len(), false);
        };
        inner.push_str(&rest[at..quote]);
        at = quote + 1;
        if rest[at..].starts_with('"') {
            inner.push('"');
            at += 1;
        } else {
            break;
        }
    }
    let end = plain(at);
    inner.push_str(&rest[at..end]);
    (Cell { text: tidy(&inner), place: start..start + end, is_plain: false }, start + end, true)
}

fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
}

impl Cell {
    pub fn span(&self, file: &Arc<str>) -> Span {
        // An empty cell is shown by what ends it.
        let end = if self.place.is_empty() { self.place.end + 1 } else { self.place.end };
        Span::new(file, self.place.start..end)
    }

    pub fn node(&self, file: &Arc<str>) -> Node {
        let exact = self.is_plain.then_some(self.place.start);
        let style = if self.text.is_empty() { Style::Plain } else { Style::Quoted };
        Node { span: self.span(file), value: Value::Scalar(Scalar { text: self.text.clone(), style, exact }) }
    }

    /// A cell under the name of its column.
    pub fn entry(&self, key: &str, key_span: Span, file: &Arc<str>) -> Entry {
        Entry { key: key.to_owned(), key_span, value: self.node(file) }
    }
}

#[cfg(test)]
mod tests {
    use super::lines;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let lines = lines(text, false).list;
        lines.into_iter().map(|line| line.into_iter().map(|cell| cell.text).collect()).collect()
    }

    #[test]
    fn cells_are_parted_as_the_first_line_shows() {
        assert_eq!(cells("a,b\n1,2\n"), [["a", "b"], ["1", "2"]]);
        assert_eq!(cells("a;b\r\n1;2,5\r\n"), [["a", "b"], ["1", "2,5"]]);
        assert_eq!(cells("a\tb\n1\t"), [["a", "b"], ["1", ""]]);
        assert_eq!(cells("sep=;\na;b,c\n"), [["a", "b,c"]]);
    }

    #[test]
    fn a_quoted_cell_holds_separators_quotes_and_line_ends() {
        assert_eq!(cells("a,b\n\"1, 2\",\"x\r\n\"\"y\"\"\"\n"), [["a", "b"], ["1, 2", "x\n\"y\""]]);
        assert_eq!(cells("\"a\n,b\n"), [["a\n,b"]]);
    }

    #[test]
    fn lines_without_a_word_are_none() {
        assert_eq!(cells("a,b\n,\n\n1,\n"), [["a", "b"], ["1", ""]]);
    }
}
