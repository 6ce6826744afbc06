//! The rows of a data file -> the tree that the same table in YAML would give.
//!
//! In: the text of a CSV file or of a workbook, and the YAML file beside it. Out: that YAML with the rows in it. Not here:
//! what a cell means.

use crate::diag::{Diagnostics, Problem, Span, Words, nearest, nearest_named};
use crate::read::csv::{self, Cell};
use crate::yaml::fields::scalar_text;
use crate::yaml::{Entry, Node, Value};
use std::sync::Arc;

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
) -> Option<Node> {
    let place = Span::file(file);
    let mut node = head.unwrap_or_else(|| Node { span: Span::file(file), value: Value::Map(Vec::new()) });
    let lines = lines(&node, original, file, text, diags)?;
    if let Some(place) = lines.unclosed {
        diags.push(Span::new(file, place), Problem::TableQuote {});
    }
    let mut lines = lines.list.into_iter();
    let mut header = lines.next().unwrap_or_default();
    while header.last().is_some_and(|cell| cell.text.is_empty()) {
        header.pop();
    }
    if header.is_empty() {
        let reason = Words::of("这里什么也没有", "there is nothing here");
        diags.push(place, Problem::TableHead { found: String::new(), reason });
        return None;
    }
    let known =
        original.filter(|_| columns_of(&node).is_empty()).map_or_else(|| columns_of(&node), columns_of);
    let mut names: Vec<Option<String>> = Vec::new();
    for cell in &header {
        let name = name_of(cell, known, file, diags);
        let is_twice = name.as_ref().is_some_and(|name| names.iter().flatten().any(|own| own == name));
        if is_twice {
            let reason = Words::of("这一列写了两次", "this one is there twice");
            diags.push(cell.span(file), Problem::TableHead { found: cell.text.clone(), reason });
        }
        names.push(name.filter(|_| !is_twice));
    }
    let is_alone = known.is_empty();
    if let (false, None, Some(place)) = (is_alone, original, header.first()) {
        for column in known.iter().filter(|column| !names.iter().flatten().any(|own| *own == column.key)) {
            let problem = Problem::TableLacks { column: column.key.clone(), file: file.to_string() };
            diags.push_related(column.key_span.clone(), place.span(file), problem);
        }
    }
    let rows: Vec<Node> = lines.filter_map(|line| row_of(&line, &names, file, diags)).collect();
    let Value::Map(entries) = &mut node.value else { return Some(node) };
    let whole = Span::file(file);
    if is_alone {
        let named = header.iter().zip(&names).filter(|(_, name)| name.is_some());
        let columns = named.map(|(cell, _)| {
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
    Some(node)
}

/// The lines of the file, of a workbook those of one sheet: the one that `sheet` names, else the first.
fn lines(
    node: &Node,
    original: Option<&Node>,
    file: &Arc<str>,
    text: &str,
    diags: &mut Diagnostics,
) -> Option<csv::Lines> {
    let lower = file.to_ascii_lowercase();
    if !lower.ends_with(".xlsx") {
        return Some(csv::lines(text, lower.ends_with(".tsv")));
    }
    let sheet_of = |node: &Node| match &node.value {
        Value::Map(entries) => {
            entries.iter().find(|entry| entry.key == "sheet").map(|entry| entry.value.clone())
        }
        _ => None,
    };
    let wanted = sheet_of(node).or_else(|| original.and_then(sheet_of));
    let sheets = csv::sheets(text);
    let named = wanted.as_ref().and_then(|wanted| Some((wanted, scalar_text(wanted)?)));
    let sheet = match named {
        None => sheets.first(),
        Some((_, name)) => sheets.iter().find(|(own, _)| *own == name.trim()),
    };
    match (sheet, named) {
        (Some((_, rows)), _) => Some(csv::sheet(text, rows.clone())),
        (None, Some((place, name))) => {
            let known = sheets.iter().map(|(name, _)| *name);
            let problem = Problem::TableSheet {
                sheet: name.to_owned(),
                near: nearest(name, known.clone()),
                known: known.collect::<Vec<_>>().join(", "),
            };
            diags.push(place.span.clone(), problem);
            None
        }
        // The workbook could not be read, which is told.
        (None, None) => None,
    }
}

/// The id of the column that a cell of the first line names, by its id or its title in any language.
fn name_of(cell: &Cell, known: &[Entry], file: &Arc<str>, diags: &mut Diagnostics) -> Option<String> {
    if cell.text.is_empty() {
        let reason = Words::of("这里是空的", "this cell is empty");
        diags.push(cell.span(file), Problem::TableHead { found: String::new(), reason });
        return None;
    }
    if known.is_empty() {
        return Some(cell.text.clone());
    }
    let titled: Vec<(&str, Vec<&str>)> =
        known.iter().map(|entry| (entry.key.as_str(), titles(&entry.value))).collect();
    let is_named =
        |(id, titles): &&(&str, Vec<&str>)| *id == cell.text || titles.contains(&cell.text.as_str());
    let found = titled.iter().find(is_named).map(|(id, _)| (*id).to_owned());
    if found.is_none() {
        let names = titled.iter().map(|(id, _)| *id).collect::<Vec<_>>().join(", ");
        let near = nearest_named(&cell.text, titled);
        let problem = Problem::TableColumn { column: cell.text.clone(), near, known: names };
        diags.push(cell.span(file), problem);
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
    // A sheet has no cells behind the last one with something in it.
    let is_short = line.len() < names.len() && !file.to_ascii_lowercase().ends_with(".xlsx");
    if said > names.len() || is_short {
        let place =
            line.get(names.len()).or(line.last()).map_or_else(|| span.clone(), |cell| cell.span(file));
        let found = if is_short { line.len() } else { said };
        diags.push(place, Problem::TableCells { found, expected: names.len() });
    }
    let cells = line.iter().zip(names).filter_map(|(cell, name)| Some((cell, name.as_deref()?)));
    let entries = cells.map(|(cell, name)| cell.entry(name, cell.span(file), file)).collect();
    Some(Node { span, value: Value::Map(entries) })
}
