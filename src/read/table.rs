//! `x.table.yaml`, and `x.table.csv` or `.tsv` -> `Table`.

use crate::diag::{Diagnostics, Expected, Problem, Span, nearest_named};
use crate::markdown::context::Context;
use crate::markdown::html::RESERVED;
use crate::markdown::variables::local;
use crate::model::kinds::Content;
use crate::model::kinds::table::{self, CELL_TYPES, CellType, Column, Row, Table};
use crate::read::csv::{self, Cell};
use crate::read::head;
use crate::yaml::fields::{Fields, Text, local_text, scalar_text};
use crate::yaml::{Entry, Node, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// The words for `type`.
const TYPES: &[&str] = &["text", "number", "date", "code"];

pub fn read(fields: &Fields<'_>, context: &Context<'_>, diags: &mut Diagnostics) -> Option<Content> {
    fields.require("columns");
    let columns: Vec<Column> = match fields.map("columns", diags) {
        Some(map) => map.entries().iter().filter_map(|entry| column(entry, context, diags)).collect(),
        None => Vec::new(),
    };
    let wanted = fields.text("key", diags);
    let rows = fields.list("rows", diags);
    if columns.is_empty() {
        return None;
    }
    let key = wanted.and_then(|wanted| position(&columns, &wanted, diags)).unwrap_or(0);
    let mut read = Table { columns, key, rows: Vec::new(), places: HashMap::new(), lost: 0 };
    let mut first: HashMap<String, Span> = HashMap::new();
    for node in rows {
        let Some((row, place)) = row(node, &read, context, diags) else {
            read.lost += 1;
            continue;
        };
        if let Some(first) = first.get(&row.anchor) {
            let problem = Problem::TableDuplicate { key: row.cells[key].to_string() };
            diags.push_related(place, first.clone(), problem);
            read.lost += 1;
            continue;
        }
        first.insert(row.anchor.clone(), place);
        read.places.insert(row.anchor.clone(), read.rows.len());
        read.rows.push(row);
    }
    Some(Content::Table(read))
}

fn column(entry: &Entry, context: &Context<'_>, diags: &mut Diagnostics) -> Option<Column> {
    let id = entry.key.clone();
    if crate::yaml::fields::is_absent(&entry.value) {
        return Some(Column { title: id.clone(), id, cells: CellType::Text });
    }
    let fields = Fields::open_item(&entry.value, "title", diags)?;
    let title = fields.local_text("title", diags).map(|title| local(&title, context, diags));
    let word = fields.one_of("type", TYPES, diags);
    fields.finish(&[], diags);
    let cells =
        CELL_TYPES.iter().find(|(own, _)| Some(*own) == word).map_or(CellType::Text, |(_, cells)| *cells);
    Some(Column { title: title.filter(|title| !title.is_empty()).unwrap_or_else(|| id.clone()), id, cells })
}

/// The column that a text names.
fn position(columns: &[Column], wanted: &Text, diags: &mut Diagnostics) -> Option<usize> {
    let found = columns.iter().position(|column| column.id == wanted.text);
    if found.is_none() {
        let titled = columns.iter().map(|column| (column.id.as_str(), vec![column.title.as_str()]));
        diags.push(wanted.span.clone(), unknown(&wanted.text, titled.collect()));
    }
    found
}

fn unknown(column: &str, known: Vec<(&str, Vec<&str>)>) -> Problem {
    let names = known.iter().map(|(id, _)| *id).collect::<Vec<_>>().join(", ");
    Problem::TableColumn { column: column.to_owned(), near: nearest_named(column, known), known: names }
}

/// A row and the place of its key.
fn row(node: &Node, table: &Table, context: &Context<'_>, diags: &mut Diagnostics) -> Option<(Row, Span)> {
    let Value::Map(entries) = &node.value else {
        crate::yaml::values::expect(node, Expected::Map, diags);
        return None;
    };
    let mut cells: Vec<Arc<str>> = vec![Arc::from(""); table.columns.len()];
    let mut place = None;
    for entry in entries {
        let name = Text { text: entry.key.clone(), span: entry.key_span.clone(), exact: None };
        let Some(at) = position(&table.columns, &name, diags) else { continue };
        if crate::yaml::fields::is_absent(&entry.value) {
            continue;
        }
        let Some(text) = local_text(&entry.value, diags) else { continue };
        let span = text.get(context.language).span.clone();
        let text = local(&text, context, diags);
        if at == table.key {
            place = Some(span.clone());
        }
        cells[at] = cell(&text, &table.columns[at], &span, diags).into();
    }
    let anchor = table::anchor(&cells[table.key]);
    let start = entries.first().map_or_else(|| node.span.clone(), |entry| entry.value.span.clone());
    if anchor.is_empty() {
        diags.push(start, Problem::TableNoKey { column: table.columns[table.key].id.clone() });
        return None;
    }
    let place = place.unwrap_or(start);
    if anchor.starts_with(RESERVED) {
        diags.push(place, Problem::ReservedId { id: anchor });
        return None;
    }
    Some((Row { anchor, cells, key: table.key }, place))
}

/// The text of a cell as it is shown; one that is not of the type of its column is reported.
fn cell(text: &str, column: &Column, span: &Span, diags: &mut Diagnostics) -> String {
    let text = text.trim();
    let good = match column.cells {
        CellType::Text | CellType::Code => Some(text.to_owned()),
        CellType::Number => is_number(text).then(|| text.to_owned()),
        // Excel writes dates in the way of its country.
        CellType::Date => match text.parse::<jiff::civil::Date>() {
            Ok(_) if text.len() == 10 => Some(text.to_owned()),
            _ => head::meant_date(text),
        },
    };
    good.unwrap_or_else(|| {
        let word = CELL_TYPES.iter().find(|(_, cells)| *cells == column.cells).map_or("", |(word, _)| *word);
        let problem = Problem::TableCell { found: text.to_owned(), column: column.id.clone(), cells: word };
        diags.push(span.clone(), problem);
        text.to_owned()
    })
}

/// A number as people write it: with a sign, groups of three, a share of a hundred.
fn is_number(text: &str) -> bool {
    let bare = text.strip_suffix('%').unwrap_or(text).trim_end();
    let bare = bare.strip_prefix(['-', '+', '−']).unwrap_or(bare);
    let digits: String = bare.chars().filter(|c| !matches!(c, ',' | ' ' | '\u{a0}' | '\u{202f}')).collect();
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.parse::<f64>().is_ok_and(f64::is_finite)
}

/// The column that names the rows, for a translation that is laid over the file.
pub fn key_of(node: &Node) -> String {
    let Value::Map(entries) = &node.value else { return String::new() };
    let key = entries.iter().find(|entry| entry.key == "key").and_then(|entry| scalar_text(&entry.value));
    let first = || columns_of(node).first().map_or("", |entry| entry.key.as_str());
    key.unwrap_or_else(first).to_owned()
}

fn columns_of(node: &Node) -> &[Entry] {
    let Value::Map(entries) = &node.value else { return &[] };
    match entries.iter().find(|entry| entry.key == "columns").map(|entry| &entry.value.value) {
        Some(Value::Map(columns)) => columns,
        _ => &[],
    }
}

/// The tree of a table whose rows are in a CSV file. `head` is the YAML file beside it, which says what the columns are
/// (in a translation the original does); without it they are what the first line says.
pub fn with_rows(
    head: Option<Node>,
    original: Option<&Node>,
    file: &Arc<str>,
    text: &str,
    diags: &mut Diagnostics,
) -> Node {
    let mut lines = csv::lines(text, file.to_ascii_lowercase().ends_with(".tsv")).into_iter();
    let mut header = lines.next().unwrap_or_default();
    while header.last().is_some_and(|cell| cell.text.is_empty()) {
        header.pop();
    }
    let mut node = head.unwrap_or_else(|| Node { span: Span::file(file), value: Value::Map(Vec::new()) });
    let known =
        original.filter(|_| columns_of(&node).is_empty()).map_or_else(|| columns_of(&node), columns_of);
    let names: Vec<Option<String>> = header.iter().map(|cell| name_of(cell, known, file, diags)).collect();
    let is_alone = known.is_empty();
    let rows: Vec<Node> = lines.filter_map(|line| row_of(&line, &names, file, diags)).collect();
    let Value::Map(entries) = &mut node.value else { return node };
    let whole = Span::file(file);
    if is_alone {
        let columns = header.iter().map(|cell| {
            let title = cell.entry("title", cell.span(file), file);
            let value = Node { span: cell.span(file), value: Value::Map(vec![title]) };
            Entry { key: cell.text.clone(), key_span: cell.span(file), value }
        });
        let value = Node { span: whole.clone(), value: Value::Map(columns.collect()) };
        entries.push(Entry { key: "columns".to_owned(), key_span: whole.clone(), value });
    }
    match entries.iter_mut().find(|entry| entry.key == "rows").map(|entry| &mut entry.value.value) {
        Some(Value::List(own)) => own.extend(rows),
        _ => {
            let value = Node { span: whole.clone(), value: Value::List(rows) };
            entries.retain(|entry| entry.key != "rows");
            entries.push(Entry { key: "rows".to_owned(), key_span: whole, value });
        }
    }
    node
}

/// The id of the column that a cell of the first line names, by its id or its title in any language.
fn name_of(cell: &Cell, known: &[Entry], file: &Arc<str>, diags: &mut Diagnostics) -> Option<String> {
    if known.is_empty() {
        return (!cell.text.is_empty()).then(|| cell.text.clone());
    }
    let titled: Vec<(&str, Vec<&str>)> =
        known.iter().map(|entry| (entry.key.as_str(), titles(&entry.value))).collect();
    let is_named =
        |(id, titles): &&(&str, Vec<&str>)| *id == cell.text || titles.contains(&cell.text.as_str());
    let found = titled.iter().find(is_named).map(|(id, _)| (*id).to_owned());
    if found.is_none() {
        diags.push(cell.span(file), unknown(&cell.text, titled));
    }
    found
}

/// The titles that a column gives itself.
fn titles(column: &Node) -> Vec<&str> {
    let Value::Map(entries) = &column.value else { return Vec::new() };
    match entries.iter().find(|entry| entry.key == "title").map(|entry| &entry.value.value) {
        Some(Value::Scalar(title)) => vec![&title.text],
        Some(Value::Map(each)) => each.iter().filter_map(|entry| scalar_text(&entry.value)).collect(),
        _ => Vec::new(),
    }
}

fn row_of(line: &[Cell], names: &[Option<String>], file: &Arc<str>, diags: &mut Diagnostics) -> Option<Node> {
    let said = line.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |last| last + 1);
    let (start, end) = (line.first()?.place.start, line.last()?.place.end);
    let span = Span::new(file, start..end);
    if said > names.len() || line.len() < names.len() {
        let problem =
            Problem::TableCells { found: line.len().min(said.max(line.len())), expected: names.len() };
        diags.push(span.clone(), problem);
    }
    let cells = line.iter().zip(names).filter_map(|(cell, name)| Some((cell, name.as_deref()?)));
    let entries = cells.map(|(cell, name)| cell.entry(name, cell.span(file), file)).collect();
    Some(Node { span, value: Value::Map(entries) })
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn numbers_are_what_people_write() {
        for good in ["0", "-1", "1,234.50", "+3", "13%", ".5", "1 000"] {
            assert!(is_number(good), "{good}");
        }
        for bad in ["", "-", "abc", "1e", "12-3", "NaN", "inf", "5 元"] {
            assert!(!is_number(bad), "{bad}");
        }
    }
}
