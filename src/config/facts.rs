//! `{{ table.coa["1122.01"].name }}`: a cell of a table in a text.
//!
//! In: the cells of all tables, which are read before every other file. Out: what a reference says, or what is wrong with it.

use crate::diag::{Problem, nearest, nearest_named};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

/// The cells of every table, in each language.
#[derive(Debug, Default)]
pub struct Facts {
    /// By id and language.
    pub tables: BTreeMap<String, BTreeMap<String, Cells>>,
    /// Tables that could not be read, which has been reported.
    pub lost: BTreeSet<String>,
    /// Of everything they were read from.
    pub hash: [u8; 32],
}

#[derive(Debug, Default)]
pub struct Cells {
    /// The id and the title of each column.
    pub columns: Vec<(String, String)>,
    pub rows: HashMap<String, Vec<Arc<str>>>,
}

/// What a text names, in the words it uses.
struct Reference<'t> {
    table: &'t str,
    row: &'t str,
    column: &'t str,
}

/// What is wrong with a reference, and where in it.
pub struct Fault {
    pub place: Range<usize>,
    /// Nothing where it has been reported elsewhere.
    pub problem: Option<Box<Problem>>,
}

const QUOTES: [char; 6] = ['"', '\'', '“', '”', '‘', '’'];

/// `coa["1122.01"].name`, or `coa.W01.name` where the key of the row is one word.
fn parse(text: &str) -> Option<Reference<'_>> {
    let text = text.trim();
    let (table, rest) = text.split_at(text.find(['.', '['])?);
    let (row, column) = match rest.strip_prefix('[') {
        Some(rest) => {
            let rest = rest.trim_start();
            let open = rest.chars().next().filter(|c| QUOTES.contains(c))?;
            let inner = &rest[open.len_utf8()..];
            let end = inner.find(QUOTES)?;
            let close = inner[end..].chars().next()?;
            let after = inner[end + close.len_utf8()..].trim_start().strip_prefix(']')?;
            (&inner[..end], after.trim_start().strip_prefix('.')?)
        }
        None => rest.strip_prefix('.')?.rsplit_once('.')?,
    };
    let (row, column) = (row.trim(), column.trim());
    let is_word = |text: &str| !text.is_empty() && !text.contains(char::is_whitespace);
    (is_word(table) && !row.is_empty() && is_word(column)).then_some(Reference { table, row, column })
}

impl Facts {
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.lost.is_empty()
    }

    /// What the cell says that `coa["1122.01"].name` names.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn find(&self, written: &str, language: &str) -> Result<&Arc<str>, Fault> {
        let place = |part: &str| {
            let start = part.as_ptr().addr() - written.as_ptr().addr();
            start..start + part.len()
        };
        let fault = |part: &str, problem| Fault { place: place(part), problem: Some(Box::new(problem)) };
        let Some(Reference { table, row, column }) = parse(written) else {
            return Err(fault(written.trim(), Problem::TableValue { found: written.trim().to_owned() }));
        };
        let Some(languages) = self.tables.get(table) else {
            if self.lost.contains(table) {
                return Err(Fault { place: place(table), problem: None });
            }
            let near = nearest(table, self.tables.keys().map(String::as_str));
            let known = self.tables.keys().cloned().collect::<Vec<_>>().join(", ");
            return Err(fault(table, Problem::TableUnknown { table: table.to_owned(), near, known }));
        };
        let cells = languages.get(language).or_else(|| languages.values().next());
        let cells = cells.ok_or_else(|| Fault { place: place(table), problem: None })?;
        let Some(found) = cells.rows.get(row) else {
            let mut known: Vec<&str> = cells.rows.keys().map(String::as_str).collect();
            known.sort_unstable();
            let near = nearest(row, known);
            let problem = Problem::TableNoRow { row: row.to_owned(), table: table.to_owned(), near };
            return Err(fault(row, problem));
        };
        let at = cells.columns.iter().position(|(id, _)| id == column);
        at.and_then(|at| found.get(at)).ok_or_else(|| {
            let titled = cells.columns.iter().map(|(id, title)| (id.as_str(), vec![title.as_str()]));
            let near = nearest_named(column, titled);
            let known = cells.columns.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(", ");
            fault(column, Problem::TableColumn { column: column.to_owned(), near, known })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_cell_is_named_by_table_row_and_column() {
        let parsed =
            |text: &str| parse(text).map(|found| format!("{}|{}|{}", found.table, found.row, found.column));
        assert_eq!(parsed("coa[\"1122.01\"].name").as_deref(), Some("coa|1122.01|name"));
        assert_eq!(parsed("coa[“1122.01”] .name").as_deref(), Some("coa|1122.01|name"));
        assert_eq!(parsed("tax.vat13.rate").as_deref(), Some("tax|vat13|rate"));
        for bad in ["coa", "coa.name", "coa[1122].name", "coa[\"1\"]", "coa[\"\"].name", "coa[\"1\"].a b"] {
            assert_eq!(parsed(bad), None, "{bad}");
        }
    }
}
