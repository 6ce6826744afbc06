//! A table of facts: columns of a type each, and rows that can be linked to.

use crate::diag::Problem;
use crate::model::entry::{Entry, Listing, Said};
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
}

#[derive(Clone, Debug)]
pub struct Column {
    pub id: String,
    pub title: String,
    pub cells: CellType,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellType {
    Text,
    Number,
    /// ISO date.
    Date,
    /// An id of some other program: on one line, in letters of one width.
    Code,
}

pub const CELL_TYPES: &[(&str, CellType)] = &[
    ("text", CellType::Text),
    ("number", CellType::Number),
    ("date", CellType::Date),
    ("code", CellType::Code),
];

#[derive(Clone, Debug)]
pub struct Row {
    /// The fragment under which the row can be linked to.
    pub anchor: String,
    /// One for each column.
    pub cells: Vec<Arc<str>>,
    pub key: usize,
}

impl Row {
    /// The key, and the next cell that says something: what the row is called.
    pub fn name(&self) -> Vec<&str> {
        let others = self.cells.iter().enumerate().filter(|(at, cell)| *at != self.key && !cell.is_empty());
        let name = others.map(|(_, cell)| &**cell).next();
        std::iter::once(&*self.cells[self.key]).chain(name).collect()
    }
}

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
        vec![Said::Words(self.columns.iter().map(|column| column.title.as_str()).collect())]
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
        vec![Said::Cells(self.cells.iter().map(|cell| &**cell).filter(|cell| !cell.is_empty()).collect())]
    }
}
