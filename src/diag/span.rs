//! Places in a text: byte ranges, and their lines and columns as a person counts them.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// A place: a file by its path from the project's root, and a byte range in it.
///
/// The range is empty at 0 when the problem is the file as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    pub file: Arc<str>,
    pub range: Range<usize>,
}

impl Span {
    pub fn new(file: &Arc<str>, range: Range<usize>) -> Span {
        Span { file: file.clone(), range }
    }

    /// The file as a whole.
    pub fn file(file: &Arc<str>) -> Span {
        Span { file: file.clone(), range: 0..0 }
    }

    /// A part of this place, given relative to its start.
    pub fn within(&self, part: Range<usize>) -> Span {
        let start = self.range.start;
        Span { file: self.file.clone(), range: start + part.start..start + part.end }
    }
}

/// Line and column, both from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// Begins the line that names a sheet, in the text of a workbook; tabs part the cells of the lines below.
pub const SHEET: char = '\u{1c}';

/// A cell of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetCell<'t> {
    pub sheet: &'t str,
    /// Both from 1.
    pub row: usize,
    pub column: usize,
}

/// As Excel names it: `Sheet1!B7`.
impl std::fmt::Display for SheetCell<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (mut letters, mut rest) = (Vec::new(), self.column);
        while rest > 0 {
            letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).expect("below 26")));
            rest = (rest - 1) / 26;
        }
        write!(f, "{}!{}{}", self.sheet, letters.iter().rev().collect::<String>(), self.row)
    }
}

/// A text whose lines are counted once, for all the places in it.
pub struct Places<'t> {
    pub text: &'t str,
    /// Where each line begins.
    lines: Vec<usize>,
    /// The last place that was asked for, and its column: problems come in order, and a line may be a whole file.
    last: Cell<(usize, usize)>,
}

impl<'t> Places<'t> {
    pub fn of(text: &'t str) -> Places<'t> {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Places { text, lines, last: Cell::new((0, 1)) }
    }

    /// The cell at an offset; nothing in a text that is of no workbook.
    pub fn cell(&self, offset: usize) -> Option<SheetCell<'t>> {
        self.text.strip_prefix(SHEET)?;
        let (line, start, _) = self.line(offset);
        let head = self.text[..floor(self.text, offset)].rfind(SHEET)?;
        let (first, _, name) = self.line(head);
        let before = &self.text[start..floor(self.text, offset)];
        let column = before.matches('\t').count() + 1;
        Some(SheetCell { sheet: name.trim_start_matches(SHEET), row: line - first, column })
    }

    /// Where a byte offset is. One beyond the end counts as the end. In a workbook line and column are those of the cell.
    pub fn position(&self, offset: usize) -> Position {
        if let Some(cell) = self.cell(offset) {
            return Position { line: cell.row, column: cell.column };
        }
        let offset = floor(self.text, offset);
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines[line - 1];
        let (before, counted) = self.last.get();
        let (from, column) = if (start..=offset).contains(&before) { (before, counted) } else { (start, 1) };
        let column = column + self.text[from..offset].chars().filter(|c| *c != '\u{feff}').count();
        self.last.set((offset, column));
        Position { line, column }
    }

    /// The line in which a place begins: its number, where it begins, and its text without the end.
    pub fn line(&self, offset: usize) -> (usize, usize, &'t str) {
        let line = self.lines.partition_point(|start| *start <= floor(self.text, offset));
        let start = self.lines[line - 1];
        let end = self.lines.get(line).map_or(self.text.len(), |next| next - 1);
        (line, start, &self.text[start..end])
    }
}

type TextOf<'t> = Box<dyn Fn(&str) -> Option<&'t str> + 't>;

/// The texts of a project, each with its lines counted the first time that something in it is asked for.
pub struct PlacesByFile<'t> {
    text: TextOf<'t>,
    known: RefCell<HashMap<Arc<str>, Option<Rc<Places<'t>>>>>,
}

impl<'t> PlacesByFile<'t> {
    /// `text` gives a file's own text.
    pub fn of(text: impl Fn(&str) -> Option<&'t str> + 't) -> PlacesByFile<'t> {
        PlacesByFile { text: Box::new(text), known: RefCell::default() }
    }

    pub fn get(&self, file: &Arc<str>) -> Option<Rc<Places<'t>>> {
        let count = || (self.text)(file).map(|text| Rc::new(Places::of(text)));
        self.known.borrow_mut().entry(file.clone()).or_insert_with(count).clone()
    }
}

/// The offset, or the beginning of the character it is in.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::{Places, Position};

    #[test]
    fn a_place_in_a_workbook_is_a_cell() {
        let text = "\u{1c}科目\na\tb\n\n1\t2\t\u{1c}税\nx\n";
        let places = Places::of(text);
        let at = |what: &str| text.find(what).expect("it is there");
        let named = |what: &str| places.cell(at(what)).expect("a cell").to_string();
        assert_eq!([named("b"), named("2")], ["科目!B1", "科目!B3"]);
        assert_eq!(places.position(at("2")), Position { line: 3, column: 2 });
        let wide = format!("\u{1c}S\n{}x", "\t".repeat(27));
        assert_eq!(Places::of(&wide).cell(wide.len() - 1).expect("a cell").to_string(), "S!AB1");
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "标题\n请看《手册》x";
        let position = |text, offset| Places::of(text).position(offset);
        assert_eq!(position(text, 0), Position { line: 1, column: 1 });
        assert_eq!(position(text, text.find('x').expect("x is there")), Position { line: 2, column: 7 });
        assert_eq!(position(text, 9999).line, 2);
    }

    #[test]
    fn places_are_the_same_in_any_order() {
        let text = "\u{feff}标题\r\n请看《手册》x\n\nab";
        let places = Places::of(text);
        let offsets: Vec<usize> = (0..=text.len() + 1).collect();
        for offset in offsets.iter().chain(offsets.iter().rev()) {
            assert_eq!(places.position(*offset), Places::of(text).position(*offset), "{offset}");
        }
    }
}
