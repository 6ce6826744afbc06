//! `x.table.yaml`, and `x.table.csv`, `.tsv` or `.xlsx` -> `Table`.

use crate::diag::{Diagnostics, Expected, Problem, Words, nearest_named};
use crate::markdown::context::Context;
use crate::markdown::html::RESERVED;
use crate::markdown::variables::local;
use crate::model::kinds::Content;
use crate::model::kinds::table::{
    self, CELL_TYPES, Cell, CellType, Column, Reference, Row, Table, Word, number,
};
use crate::read::head;
use crate::read::table_checks::{self, Draft, Rules, position};
use crate::yaml::fields::{Fields, Text, local_text};
use crate::yaml::{Entry, Node, Value};
use std::collections::HashMap;
use std::sync::Arc;

pub fn read(fields: &Fields<'_>, context: &Context<'_>, diags: &mut Diagnostics) -> Option<Content> {
    fields.require("columns");
    let mut rules = Rules::default();
    let columns: Vec<Column> = match fields.map("columns", diags) {
        Some(map) => {
            map.entries().iter().filter_map(|entry| column(entry, &mut rules, context, diags)).collect()
        }
        None => Vec::new(),
    };
    let wanted = fields.text("key", diags);
    // Which sheet of a workbook: that is settled where the rows are put in.
    fields.node("sheet");
    let rows = fields.list("rows", diags);
    let checks = fields.list("checks", diags);
    if columns.is_empty() {
        return None;
    }
    let key = wanted.and_then(|wanted| position(&columns, &wanted, diags)).unwrap_or(0);
    let (places, references) = (HashMap::new(), Vec::new());
    let mut read = Table { columns, key, rows: Vec::new(), places, lost: 0, references };
    table_checks::read(checks, &mut read.columns, &mut rules, diags);
    let mut drafts: Vec<Draft> = Vec::with_capacity(rows.len());
    for node in rows {
        let Some((row, draft, references)) = row(node, &read, &rules, context, diags) else {
            read.lost += 1;
            continue;
        };
        if let Some(first) = read.places.get(&row.anchor) {
            let problem = Problem::TableDuplicate { key: row.key().to_owned() };
            diags.push_related(draft.place(key), drafts[*first].place(key), problem);
            read.lost += 1;
            continue;
        }
        read.places.insert(row.anchor.clone(), read.rows.len());
        read.rows.push(row);
        read.references.extend(references);
        drafts.push(draft);
    }
    table_checks::check(&read, &drafts, &rules, diags);
    Some(Content::Table(read))
}

fn column(
    entry: &Entry,
    rules: &mut Rules,
    context: &Context<'_>,
    diags: &mut Diagnostics,
) -> Option<Column> {
    let id = entry.key.clone();
    let mut column = Column {
        title: id.clone(),
        id,
        unit: String::new(),
        note: String::new(),
        cells: CellType::Text,
        width: None,
        words: Vec::new(),
        table: None,
    };
    rules.add_column();
    if crate::yaml::fields::is_absent(&entry.value) {
        return Some(column);
    }
    let Some(fields) = Fields::open_item(&entry.value, "title", diags) else {
        rules.drop_column();
        return None;
    };
    let said = |key: &'static str, diags: &mut Diagnostics| {
        fields.local_text(key, diags).map(|text| local(&text, context, diags)).unwrap_or_default()
    };
    let title = said("title", diags);
    if !title.is_empty() {
        column.title = title;
    }
    (column.unit, column.note) = (said("unit", diags), said("note", diags));
    cell_type(&fields, &mut column, diags);
    words(&fields, &mut column, context, diags);
    column.width = fields.whole("width", diags).and_then(|width| usize::try_from(width).ok());
    rules.of_column(&fields, &column, diags);
    fields.finish(&[], diags);
    Some(column)
}

/// What `type` says; `table:NAME` is a row of that table.
fn cell_type(fields: &Fields<'_>, column: &mut Column, diags: &mut Diagnostics) {
    let Some(word) = fields.text("type", diags) else { return };
    if let Some(name) = word.text.strip_prefix("table:") {
        let start = word.text.len() - name.trim_start().len();
        let span = word.place(start..word.text.len());
        column.cells = CellType::Reference;
        column.table = Some(Text { text: name.trim().to_owned(), span, exact: None });
        return;
    }
    match CELL_TYPES.iter().find(|(own, _)| *own == word.text) {
        Some((_, cells)) => column.cells = *cells,
        None => {
            let known: Vec<&str> = CELL_TYPES.iter().map(|(own, _)| *own).collect();
            let near = crate::diag::meaning(&word.text, &known)
                .map(str::to_owned)
                .or_else(|| crate::diag::nearest(&word.text, known.iter().copied()));
            let problem = Problem::TableColumnType { found: word.text, near, known: known.join(", ") };
            diags.push(word.span, problem);
        }
    }
}

/// The words of an enum: a list, or ids with their titles.
fn words(fields: &Fields<'_>, column: &mut Column, context: &Context<'_>, diags: &mut Diagnostics) {
    let Some(node) = fields.node("of") else {
        if column.cells == CellType::Enum {
            fields.require("of");
        }
        return;
    };
    if column.cells == CellType::Text {
        column.cells = CellType::Enum;
    }
    let plain =
        |text: &str| Word { id: text.to_owned(), title: text.to_owned(), names: vec![text.to_owned()] };
    match &node.value {
        Value::Map(entries) => {
            for entry in entries {
                let Some(title) = local_text(&entry.value, diags) else { continue };
                let names = title.texts().into_iter().map(str::to_owned).collect();
                column.words.push(Word {
                    id: entry.key.clone(),
                    title: local(&title, context, diags),
                    names,
                });
            }
        }
        _ => column.words.extend(fields.texts("of", diags).iter().map(|text| plain(&text.text))),
    }
}

/// A row, where its cells stand, and what it refers to in other tables.
fn row(
    node: &Node,
    table: &Table,
    rules: &Rules,
    context: &Context<'_>,
    diags: &mut Diagnostics,
) -> Option<(Row, Draft, Vec<Reference>)> {
    let Value::Map(entries) = &node.value else {
        crate::yaml::values::expect(node, Expected::Map, diags);
        return None;
    };
    let empty = Cell { text: Arc::from(""), value: None };
    let mut row = Row {
        anchor: String::new(),
        cells: vec![empty; table.columns.len()],
        key: table.key,
        roles: Vec::new(),
        modules: Vec::new(),
        see: Vec::new(),
    };
    let start = entries.first().map_or_else(|| node.span.clone(), |entry| entry.value.span.clone());
    let mut draft = Draft::new(start.clone(), table.columns.len());
    let mut references = Vec::new();
    for entry in entries {
        let name = Text { text: entry.key.clone(), span: entry.key_span.clone(), exact: None };
        let Some(at) = position(&table.columns, &name, diags) else { continue };
        draft.set(at, entry.value.span.clone());
        if crate::yaml::fields::is_absent(&entry.value) {
            continue;
        }
        let Some(text) = local_text(&entry.value, diags) else { continue };
        let written = text.get(context.language).clone();
        draft.set(at, written.span.clone());
        let text = Text { text: local(&text, context, diags).trim().to_owned(), ..written };
        if !text.text.is_empty() {
            row.cells[at] = cell(&text, &table.columns[at], diags);
            named(&text, at, &table.columns[at], &mut row, &mut references);
        }
    }
    row.anchor = table::anchor(row.key());
    if row.anchor.is_empty() {
        diags.push(start, Problem::TableNoKey { column: table.columns[table.key].id.clone() });
        return None;
    }
    if row.anchor.starts_with(RESERVED) {
        diags.push(draft.place(table.key), Problem::ReservedId { id: row.anchor });
        return None;
    }
    rules.check(&row, &draft, &table.columns, diags);
    Some((row, draft, references))
}

/// Enters the roles, modules, pages and rows that a cell names; of the first two it may name several.
fn named(text: &Text, at: usize, column: &Column, row: &mut Row, references: &mut Vec<Reference>) {
    let whole = || Text { text: text.text.clone(), span: text.span.clone(), exact: text.exact };
    match column.cells {
        CellType::Role => row.roles.extend(listed(text)),
        CellType::Module => row.modules.extend(listed(text)),
        CellType::Page => row.see.push(whole()),
        CellType::Reference => references.push(Reference { column: at, text: whole() }),
        _ => {}
    }
}

/// The names in `finance, admin`, each with its place.
fn listed(text: &Text) -> Vec<Text> {
    let mut names = Vec::new();
    let mut start = 0;
    for part in text.text.split_inclusive(table::LIST) {
        let name = part.trim_end_matches(table::LIST).trim();
        let at = start + part.find(name).unwrap_or(0);
        start += part.len();
        if !name.is_empty() {
            let span = text.place(at..at + name.len());
            names.push(Text { text: name.to_owned(), span, exact: text.exact.map(|exact| exact + at) });
        }
    }
    names
}

/// The cell as it is shown and compared; one that is not of the type of its column is reported.
fn cell(text: &Text, column: &Column, diags: &mut Diagnostics) -> Cell {
    let written = text.text.as_str();
    let plain = |text: &str| Cell { text: text.into(), value: None };
    if let Some(what) = of_excel(written, column.cells) {
        let problem = Problem::TableExcel { found: written.to_owned(), column: column.id.clone(), what };
        diags.push(text.span.clone(), problem);
        return plain(written);
    }
    let good = match column.cells {
        CellType::Number | CellType::Decimal => number(written).map(|_| plain(written)),
        // Excel writes dates in the way of its country.
        CellType::Date => match written.parse::<jiff::civil::Date>() {
            Ok(_) if written.len() == 10 => Some(plain(written)),
            _ => head::meant_date(written).map(|date| plain(&date)),
        },
        CellType::YesNo => {
            yes_no(written).map(|value| Cell { text: written.into(), value: Some(value.into()) })
        }
        CellType::Enum => {
            let is_called =
                |word: &&Word| word.id == written || word.names.iter().any(|name| name == written);
            let word = column.words.iter().find(is_called);
            // Without words nothing is known of it, which is told.
            word.map(|word| Cell { text: word.title.as_str().into(), value: Some(word.id.as_str().into()) })
                .or_else(|| column.words.is_empty().then(|| plain(written)))
        }
        _ => Some(plain(written)),
    };
    good.unwrap_or_else(|| {
        diags.push(text.span.clone(), misfit(written, column));
        plain(written)
    })
}

fn yes_no(text: &str) -> Option<&'static str> {
    match text.to_lowercase().as_str() {
        "是" | "有" | "yes" | "y" | "true" | "1" | "√" | "✓" | "✔" => Some("yes"),
        "否" | "无" | "no" | "n" | "false" | "0" | "×" | "✗" | "✘" => Some("no"),
        _ => None,
    }
}

/// What Excel leaves in a cell instead of its content.
fn of_excel(text: &str, cells: CellType) -> Option<Words> {
    const ERRORS: &[&str] =
        &["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"];
    if ERRORS.contains(&text) {
        return Some(Words::of("错误值", "an error value"));
    }
    if text.len() > 3 && text.bytes().all(|byte| byte == b'#') {
        return Some(Words::of("“列太窄”的记号", "the mark of a column that is too narrow"));
    }
    let is_bent = || {
        let (mantissa, power) = text.split_once("E+")?;
        let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        (whole.len() == 1 && are_digits(whole) && are_digits(part) && are_digits(power)).then_some(())
    };
    (!cells.is_number() && is_bent().is_some()).then(|| {
        Words::of(
            "科学计数，原来的编码已经丢了",
            "the scientific form, in which the digits of a code are lost",
        )
    })
}

/// What is wrong with a cell that is not of its type.
fn misfit(text: &str, column: &Column) -> Problem {
    if column.cells == CellType::Enum {
        let titled = column
            .words
            .iter()
            .map(|word| (word.id.as_str(), word.names.iter().map(String::as_str).collect()));
        let known = column.words.iter().map(|word| word.id.as_str()).collect::<Vec<_>>().join(", ");
        // In the writer's own language where that has a name for it.
        let near = nearest_named(text, titled).map(|id| {
            let word = column.words.iter().find(|word| word.id == id);
            let mut names = word.into_iter().flat_map(|word| &word.names);
            names.find(|name| !text.is_ascii() && !name.is_ascii()).cloned().unwrap_or(id)
        });
        return Problem::TableWord { found: text.to_owned(), column: column.id.clone(), near, known };
    }
    let (wanted, form) = match column.cells {
        CellType::Date => (
            Words::of("日期", "dates"),
            Words::of("写成 2026-10-20 这样的日期", "write a date such as 2026-10-20"),
        ),
        CellType::YesNo => {
            (Words::of("“是”或“否”", "yes or no"), Words::of("写是、否，或 yes、no", "write yes or no"))
        }
        _ => (
            Words::of("数", "numbers"),
            Words::of(
                "写成 1234.50 这样的数：单位写在这一列的 unit 里，说明另起一列",
                "write a number such as 1234.50; a unit goes into `unit` of the column, a remark into a column of its own",
            ),
        ),
    };
    let near = meant(text, column.cells);
    let (wanted, form) = (Box::new(wanted), Box::new(form));
    Problem::TableCell { found: text.to_owned(), column: column.id.clone(), wanted, form, near }
}

/// The value that is likely meant: a number in full-width digits, a date as Excel counts its days.
fn meant(text: &str, cells: CellType) -> Option<String> {
    let narrow: String = text
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
            '．' => '.',
            '，' => ',',
            '－' => '-',
            c => c,
        })
        .collect();
    match cells {
        CellType::Number | CellType::Decimal => number(&narrow).is_some().then_some(narrow),
        CellType::Date => match narrow.parse::<i64>() {
            Ok(days @ 20_000..=80_000) => {
                let first = jiff::civil::date(1899, 12, 30);
                first.checked_add(jiff::Span::new().days(days)).ok().map(|date| date.to_string())
            }
            _ => head::meant_date(&narrow),
        },
        _ => None,
    }
}
