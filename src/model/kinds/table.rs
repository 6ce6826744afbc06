//! A table of facts: columns of a type each, and rows that can be linked to.

use crate::diag::Problem;
use crate::model::entry::{Entry, Listing, Said};
use crate::model::nav::natural;
use crate::model::quiz::typed::Decimal;
use crate::yaml::fields::Text;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

#[derive(Clone, Debug)]
pub struct Table {
    pub columns: Vec<Column>,
    /// The column that names the rows.
    pub key: usize,
    pub rows: Vec<Row>,
    /// The place of each row by its anchor: a page may link to thousands.
    pub places: HashMap<String, usize>,
    /// Rows that could not be read, and have been reported.
    pub lost: usize,
    /// What stands in columns that refer to rows of other tables.
    pub references: Vec<Reference>,
}

#[derive(Clone, Debug)]
pub struct Column {
    pub id: String,
    pub title: String,
    pub unit: String,
    pub note: String,
    pub cells: CellType,
    /// About how many characters it needs, where its writer says so.
    pub width: Option<usize>,
    /// The words of an enum.
    pub words: Vec<Word>,
    /// The table whose rows it names, where it is written.
    pub table: Option<Text>,
}

/// One choice of an enum: as the data says it, and as readers see it.
#[derive(Clone, Debug)]
pub struct Word {
    pub id: String,
    pub title: String,
    /// In every language.
    pub names: Vec<String>,
}

/// A cell that names a row of another table.
#[derive(Clone, Debug)]
pub struct Reference {
    pub column: usize,
    pub text: Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellType {
    Text,
    /// An id of some other program: on one line, in letters of one width.
    Code,
    Number,
    /// A number of which all in the column are shown with as many places: an amount.
    Decimal,
    /// ISO date.
    Date,
    YesNo,
    /// One of the words of the column.
    Enum,
    /// A row of another table.
    Reference,
    /// The path of a page.
    Page,
    Role,
    Module,
}

pub const CELL_TYPES: &[(&str, CellType)] = &[
    ("text", CellType::Text),
    ("code", CellType::Code),
    ("number", CellType::Number),
    ("decimal", CellType::Decimal),
    ("date", CellType::Date),
    ("yes-no", CellType::YesNo),
    ("enum", CellType::Enum),
    ("page", CellType::Page),
    ("role", CellType::Role),
    ("module", CellType::Module),
];

impl CellType {
    pub fn is_number(self) -> bool {
        matches!(self, CellType::Number | CellType::Decimal)
    }

    /// The word that templates and style sheets know it by.
    pub fn name(self) -> &'static str {
        CELL_TYPES.iter().find(|(_, own)| *own == self).map_or("reference", |(name, _)| name)
    }
}

#[derive(Clone, Debug)]
pub struct Row {
    /// The fragment under which the row can be linked to.
    pub anchor: String,
    /// One for each column.
    pub cells: Vec<Cell>,
    pub key: usize,
    pub roles: Vec<Text>,
    pub modules: Vec<Text>,
    /// The paths of pages.
    pub see: Vec<Text>,
}

#[derive(Clone, Debug)]
pub struct Cell {
    /// As it is read.
    pub text: Arc<str>,
    /// What is compared, where that is something else: the id of a word, `yes` or `no`.
    pub value: Option<Arc<str>>,
}

impl Cell {
    pub fn value(&self) -> &str {
        self.value.as_deref().unwrap_or(&self.text)
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

impl Row {
    /// The key, and the next cell that says something: what the row is called.
    pub fn name(&self) -> Vec<&str> {
        let others = self.cells.iter().enumerate().filter(|(at, cell)| *at != self.key && !cell.is_empty());
        let name = others.map(|(_, cell)| &*cell.text).next();
        std::iter::once(self.key()).chain(name).collect()
    }

    pub fn key(&self) -> &str {
        &self.cells[self.key].text
    }
}

impl Table {
    /// The row of this key.
    pub fn row(&self, key: &str) -> Option<&Row> {
        self.places.get(&anchor(key)).map(|at| &self.rows[*at])
    }

    /// The column of this id.
    pub fn column(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id)
    }

    /// The ids of all columns with their titles, for "did you mean".
    pub fn titled(&self) -> Vec<(&str, Vec<&str>)> {
        self.columns.iter().map(|column| (column.id.as_str(), vec![column.title.as_str()])).collect()
    }
}

impl Column {
    /// Which of two cells comes first; empty ones come last.
    pub fn order(&self, one: &Cell, other: &Cell) -> Ordering {
        let empty = one.is_empty().cmp(&other.is_empty());
        let words = |cell: &Cell| self.words.iter().position(|word| word.id == cell.value());
        empty.then_with(|| match self.cells {
            CellType::Number | CellType::Decimal => number(one.value()).cmp(&number(other.value())),
            CellType::Enum => words(one).cmp(&words(other)),
            CellType::Date => one.value().cmp(other.value()),
            _ => natural(one.value(), other.value()),
        })
    }
}

/// A number as people write it: with a sign, groups of three, a share of a hundred, brackets for what is negative.
pub fn number(text: &str) -> Option<Decimal> {
    let (bare, is_share) =
        text.trim().strip_suffix(['%', '％']).map_or((text.trim(), false), |bare| (bare, true));
    let bracket = bare.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    let (sign, bare) = match bracket {
        Some(inner) => ("-", inner),
        None => match bare.strip_prefix(['-', '−']) {
            Some(rest) => ("-", rest),
            None => ("", bare.strip_prefix('+').unwrap_or(bare)),
        },
    };
    let bare = bare.trim();
    let whole = bare.split_once('.').map_or(bare, |(whole, _)| whole);
    let groups: Vec<&str> = whole.split([',', ' ', '\u{a0}', '\u{202f}']).collect();
    let are_groups = groups.len() == 1
        || (matches!(groups[0].len(), 1..=3) && groups[1..].iter().all(|group| group.len() == 3));
    if !are_groups || !bare.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits: String = bare.chars().filter(|c| !matches!(c, ',' | ' ' | '\u{a0}' | '\u{202f}')).collect();
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number = is_plain.then(|| Decimal::parse(&format!("{sign}{digits}")))??;
    if is_share { number.hundredth() } else { Some(number) }
}

/// What parts the names in a cell that may hold several.
pub const LIST: [char; 7] = [',', '，', '、', ';', '；', '\n', ' '];

/// The fragment of a row with this key.
pub fn anchor(key: &str) -> String {
    key.split_whitespace().collect::<Vec<_>>().join("-")
}

impl Listing for Table {
    fn entries(&self) -> Box<dyn Iterator<Item = &dyn Entry> + '_> {
        Box::new(self.rows.iter().map(|row| row as &dyn Entry))
    }

    fn has_anchor(&self, anchor: &str) -> bool {
        self.places.contains_key(anchor)
    }

    fn said(&self) -> Vec<Said<'_>> {
        let notes = self.columns.iter().filter(|column| !column.note.is_empty());
        let notes = notes.map(|column| Said::Plain(&column.note));
        let titles = Said::Words(self.columns.iter().map(|column| column.title.as_str()).collect());
        std::iter::once(titles).chain(notes).collect()
    }

    fn emptiness(&self) -> Option<Problem> {
        (self.rows.is_empty() && self.lost == 0).then_some(Problem::TableEmpty {})
    }
}

impl Entry for Row {
    fn anchor(&self) -> &str {
        &self.anchor
    }

    fn title(&self) -> Said<'_> {
        Said::Words(self.name())
    }

    fn said(&self) -> Vec<Said<'_>> {
        vec![Said::Cells(self.cells.iter().map(|cell| &*cell.text).filter(|cell| !cell.is_empty()).collect())]
    }

    fn roles(&self) -> &[Text] {
        &self.roles
    }

    fn modules(&self) -> &[Text] {
        &self.modules
    }

    fn see(&self) -> &[Text] {
        &self.see
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_what_people_write() {
        for (good, value) in [
            ("0", "0"),
            ("-1", "-1"),
            ("1,234.50", "1234.5"),
            ("+3", "3"),
            ("13%", "0.13"),
            (".5", "0.5"),
            ("1 000", "1000"),
            ("(200.10)", "-200.1"),
        ] {
            assert_eq!(number(good).map(|number| number.to_string()).as_deref(), Some(value), "{good}");
        }
        for bad in ["", "-", "abc", "1e", "12-3", "NaN", "inf", "5 元", "1,23", "1.2.3", "1,2345", "--1"] {
            assert!(number(bad).is_none(), "{bad}");
        }
    }
}
