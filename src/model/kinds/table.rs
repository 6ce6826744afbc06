//! A table of facts: columns of a type each, and rows that can be linked to.

use crate::config::facts::Cells;
use crate::diag::Problem;
use crate::model::entry::{Entry, Listing, Said};
use crate::model::nav::natural;
use crate::model::quiz::typed::Decimal;
use crate::yaml::fields::Text;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;
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

    /// The cells by the keys of their rows, as texts name them.
    pub fn named_cells(&self) -> Cells {
        let columns = self.columns.iter().map(|column| (column.id.clone(), column.title.clone()));
        let cells = |row: &Row| row.cells.iter().map(|cell| cell.text.clone()).collect();
        let rows = self.rows.iter().map(|row| (row.key().to_owned(), cells(row)));
        Cells { columns: columns.collect(), rows: rows.collect() }
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

/// What `::: table coa columns="code,name" where="ctrl=ar" sort="code" group="side" caption="…"` shows of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    pub columns: Vec<usize>,
    /// In the order in which they are shown.
    pub rows: Vec<usize>,
    pub group: Option<usize>,
    pub caption: Option<String>,
}

/// The words that a block may say behind the id of a table.
const OPTIONS: &str = "columns, where, sort, group, caption";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Is,
    Not,
    AtLeast,
    AtMost,
    More,
    Less,
}

/// Longer ones first, where one begins as another.
const SIGNS: &[(&str, Sign)] = &[
    ("!=", Sign::Not),
    ("≠", Sign::Not),
    (">=", Sign::AtLeast),
    ("≥", Sign::AtLeast),
    ("<=", Sign::AtMost),
    ("≤", Sign::AtMost),
    ("=", Sign::Is),
    (">", Sign::More),
    ("<", Sign::Less),
];

struct Condition<'w> {
    column: usize,
    sign: Sign,
    /// One of them has to be it.
    values: Vec<&'w str>,
}

/// What is wrong with the words of a block, each with its place there.
type Faults = Vec<(Range<usize>, Problem)>;

impl View {
    /// All of a table, as its own page shows it.
    pub fn whole(table: &Table) -> View {
        let (columns, rows) = ((0..table.columns.len()).collect(), (0..table.rows.len()).collect());
        View { columns, rows, group: None, caption: None }
    }

    /// What the words of a block say, the id of the table first among them.
    pub fn of(argument: &str, table: &Table) -> (View, Faults) {
        let mut view = View::whole(table);
        let mut faults = Faults::new();
        let mut sorts = Vec::new();
        for (key, value, place) in options(argument) {
            let inner = argument[place.clone()].find(value).map_or(place.start, |at| place.start + at);
            match key {
                "columns" => {
                    let found = columns(value, inner, table, &mut faults);
                    if !found.is_empty() {
                        view.columns = found.into_iter().map(|(column, _)| column).collect();
                    }
                }
                "sort" => sorts = columns(value, inner, table, &mut faults),
                "group" => {
                    view.group = columns(value, inner, table, &mut faults).first().map(|(column, _)| *column)
                }
                "caption" => view.caption = Some(value.to_owned()),
                "where" => {
                    let count = faults.len();
                    let conditions = conditions(value, inner, table, &mut faults);
                    view.rows.retain(|row| conditions.iter().all(|own| own.holds(&table.rows[*row], table)));
                    if view.rows.is_empty() && !table.rows.is_empty() && faults.len() == count {
                        faults.push((
                            inner..inner + value.len(),
                            Problem::TableNothing { found: value.to_owned() },
                        ));
                    }
                }
                other => {
                    let near = crate::diag::nearest(other, OPTIONS.split(", "));
                    let at = place.start..place.start + other.len();
                    faults.push((at, Problem::TableOption { found: other.to_owned(), near, known: OPTIONS }));
                }
            }
        }
        for (column, falls) in sorts.into_iter().rev() {
            view.rows.sort_by(|one, other| {
                let [one, other] = [one, other].map(|row| &table.rows[*row].cells[column]);
                let order = table.columns[column].order(one, other);
                // Empty cells stay at the end.
                if falls && !one.is_empty() && !other.is_empty() { order.reverse() } else { order }
            });
        }
        view.columns.retain(|column| Some(*column) != view.group);
        (view, faults)
    }

    /// The rows group by group, each with what they have in common; one without a name where nothing is grouped.
    pub fn groups<'t>(&self, table: &'t Table) -> Vec<(&'t str, Vec<usize>)> {
        let Some(column) = self.group else { return vec![("", self.rows.clone())] };
        let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for row in &self.rows {
            let name = &*table.rows[*row].cells[column].text;
            let at = *places.entry(name).or_insert_with(|| {
                groups.push((name, Vec::new()));
                groups.len() - 1
            });
            groups[at].1.push(*row);
        }
        groups
    }
}

/// Each `key="value"` behind the first word, and the place of it all; of a word without a value that is empty.
fn options(argument: &str) -> Vec<(&str, &str, Range<usize>)> {
    const OPENING: [char; 5] = ['"', '“', '”', '\'', '‘'];
    const CLOSING: [char; 5] = ['"', '”', '“', '\'', '’'];
    let mut found = Vec::new();
    let mut at = argument.find(char::is_whitespace).unwrap_or(argument.len());
    loop {
        at += argument[at..].len() - argument[at..].trim_start().len();
        let rest = &argument[at..];
        if rest.is_empty() {
            return found;
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let key = &rest[..end];
        let Some(value) = rest[end..].strip_prefix('=') else {
            found.push((key, "", at..at + end));
            at += end.max(1);
            continue;
        };
        let quote = value.chars().next().filter(|c| OPENING.contains(c)).map_or(0, char::len_utf8);
        let inner = &value[quote..];
        let close = match quote {
            0 => inner.find(char::is_whitespace),
            _ => inner.find(CLOSING),
        };
        let length = close.unwrap_or(inner.len());
        let behind = if quote == 0 { 0 } else { inner[length..].chars().next().map_or(0, char::len_utf8) };
        let whole = end + 1 + quote + length + behind;
        found.push((key, &inner[..length], at..at + whole));
        at += whole;
    }
}

/// The parts of a list with their offsets in it.
fn parts(list: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    list.split_inclusive([',', '，']).filter_map(move |part| {
        let bare = part.trim_end_matches([',', '，']);
        let at = start + bare.len() - bare.trim_start().len();
        start += part.len();
        (!bare.trim().is_empty()).then_some((at, bare.trim()))
    })
}

/// The columns of a list, by their ids or titles, and whether each falls: `code,-rate`.
fn columns(list: &str, start: usize, table: &Table, faults: &mut Faults) -> Vec<(usize, bool)> {
    let mut found = Vec::new();
    for (at, name) in parts(list) {
        let bare = name.trim_start_matches('-');
        let start = start + at + (name.len() - bare.len());
        found.extend(column(bare, start, table, faults).map(|column| (column, bare.len() < name.len())));
    }
    found
}

fn column(name: &str, start: usize, table: &Table, faults: &mut Faults) -> Option<usize> {
    let found = table.column(name).or_else(|| table.columns.iter().position(|column| column.title == name));
    if found.is_none() {
        let known = table.columns.iter().map(|column| column.id.as_str()).collect::<Vec<_>>().join(", ");
        let near = crate::diag::nearest_named(name, table.titled());
        let problem = Problem::TableColumn { column: name.to_owned(), near, known };
        faults.push((start..start + name.len(), problem));
    }
    found
}

/// `ctrl=ar|ap, rate>=6%`: all of them have to hold.
fn conditions<'w>(list: &'w str, start: usize, table: &Table, faults: &mut Faults) -> Vec<Condition<'w>> {
    let mut found = Vec::new();
    for (at, part) in parts(list) {
        let start = start + at;
        let sign = SIGNS
            .iter()
            .filter_map(|(word, sign)| Some((part.find(word)?, *word, *sign)))
            .min_by_key(|(at, word, _)| (*at, std::cmp::Reverse(word.len())));
        let Some((end, word, sign)) = sign.filter(|(end, ..)| *end > 0) else {
            faults.push((start..start + part.len(), Problem::TableWhere { found: part.to_owned() }));
            continue;
        };
        let values = part[end + word.len()..].split('|').map(str::trim).collect();
        let column = column(part[..end].trim(), start, table, faults);
        found.extend(column.map(|column| Condition { column, sign, values }));
    }
    found
}

impl Condition<'_> {
    fn holds(&self, row: &Row, table: &Table) -> bool {
        let (cell, column) = (&row.cells[self.column], &table.columns[self.column]);
        let is = |value: &str| {
            let named = || {
                column
                    .words
                    .iter()
                    .any(|word| word.id == cell.value() && word.names.iter().any(|name| name == value))
            };
            match value.strip_suffix('*') {
                Some(start) => cell.value().starts_with(start) || cell.text.starts_with(start),
                None => {
                    cell.value() == value
                        || &*cell.text == value
                        || named()
                        || equal(cell.value(), value, column)
                }
            }
        };
        let order = |value: &str| {
            let other = Cell { text: value.into(), value: None };
            (!cell.is_empty()).then(|| column.order(cell, &other))
        };
        let any = |holds: &dyn Fn(&str) -> bool| self.values.iter().any(|value| holds(value));
        match self.sign {
            Sign::Is => any(&is),
            Sign::Not => !any(&is),
            Sign::AtLeast => any(&|value| order(value).is_some_and(Ordering::is_ge)),
            Sign::AtMost => any(&|value| order(value).is_some_and(Ordering::is_le)),
            Sign::More => any(&|value| order(value).is_some_and(Ordering::is_gt)),
            Sign::Less => any(&|value| order(value).is_some_and(Ordering::is_lt)),
        }
    }
}

/// Whether two numbers are the same however they are written, or two ways to say yes; and whether a list of ids has this one.
fn equal(cell: &str, value: &str, column: &Column) -> bool {
    match column.cells {
        CellType::Number | CellType::Decimal => number(cell).is_some_and(|cell| Some(cell) == number(value)),
        CellType::YesNo => matches!((cell, value), ("yes", "是" | "true") | ("no", "否" | "false")),
        CellType::Role | CellType::Module => cell.split(LIST).any(|id| id == value),
        _ => false,
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
