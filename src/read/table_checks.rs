//! What the rows of a table have to keep to: `required`, `pattern`, `range` and `references` of a column, and the checks that
//! look at several rows.
//!
//! In: the rows, and where each cell stands. Out: what is wrong, at the cell. Not here: what needs another file.

use crate::diag::{Diagnostics, Problem, Span, Words, nearest_named};
use crate::model::kinds::table::{Cell, CellType, Column, Row, Table, number};
use crate::model::nav::natural;
use crate::model::quiz::typed::Decimal;
use crate::yaml::fields::{Fields, Text, is_absent, scalar_text};
use crate::yaml::{Entry, Node, Value};
use regex::Regex;
use std::collections::{BTreeMap, HashMap};

/// The column that a text names.
pub fn position(columns: &[Column], wanted: &Text, diags: &mut Diagnostics) -> Option<usize> {
    let found = columns.iter().position(|column| column.id == wanted.text);
    if found.is_none() {
        let titled = columns.iter().map(|column| (column.id.as_str(), vec![column.title.as_str()]));
        let near = nearest_named(&wanted.text, titled);
        let known = columns.iter().map(|column| column.id.as_str()).collect::<Vec<_>>().join(", ");
        let problem = Problem::TableColumn { column: wanted.text.clone(), near, known };
        diags.push(wanted.span.clone(), problem);
    }
    found
}

/// The places of a row's cells.
pub struct Draft {
    start: Span,
    places: Vec<Option<Span>>,
}

impl Draft {
    pub fn new(start: Span, columns: usize) -> Draft {
        Draft { start, places: vec![None; columns] }
    }

    pub fn set(&mut self, column: usize, place: Span) {
        self.places[column] = Some(place);
    }

    /// Where the cell stands; of one that is not written where its row begins.
    pub fn place(&self, column: usize) -> Span {
        self.places[column].clone().unwrap_or_else(|| self.start.clone())
    }
}

#[derive(Default)]
pub struct Rules {
    columns: Vec<Rule>,
    checks: Vec<Check>,
}

/// What every cell of a column keeps to.
#[derive(Default)]
struct Rule {
    is_required: bool,
    /// As it is written, and for the whole cell.
    pattern: Option<(String, Regex)>,
    range: Option<Range>,
}

struct Range {
    from: Option<String>,
    to: Option<String>,
}

/// What several rows keep to together.
enum Check {
    Unique(Vec<usize>),
    Sorted(usize),
    Sum { left: usize, right: usize, by: Option<usize> },
    Rising { number: usize, date: usize },
}

impl Rules {
    pub fn add_column(&mut self) {
        self.columns.push(Rule::default());
    }

    pub fn drop_column(&mut self) {
        self.columns.pop();
    }

    /// Reads what a column says of its cells.
    pub fn of_column(&mut self, fields: &Fields<'_>, column: &Column, diags: &mut Diagnostics) {
        let Some(rule) = self.columns.last_mut() else { return };
        rule.is_required = fields.bool("required", diags).unwrap_or(false);
        rule.pattern = fields.node("pattern").and_then(|node| pattern(node, diags));
        rule.range = fields.node("range").and_then(|node| range(node, column, diags));
    }

    /// Looks at the cells of a row one by one.
    pub fn check(&self, row: &Row, draft: &Draft, columns: &[Column], diags: &mut Diagnostics) {
        for (at, (rule, column)) in self.columns.iter().zip(columns).enumerate() {
            let cell = &row.cells[at];
            if cell.is_empty() {
                if rule.is_required {
                    let row = format!("`{}`", row.key());
                    diags.push(draft.place(at), Problem::TableRequired { column: column.id.clone(), row });
                }
                continue;
            }
            let (found, column_id) = (cell.text.to_string(), column.id.clone());
            if let Some((pattern, regex)) = &rule.pattern
                && !regex.is_match(&cell.text)
            {
                let problem = Problem::TablePattern { found, column: column_id, pattern: pattern.clone() };
                diags.push(draft.place(at), problem);
            } else if let Some(range) = rule.range.as_ref().filter(|range| !range.holds(cell, column)) {
                let problem = Problem::TableRange { found, column: column_id, range: range.to_string() };
                diags.push(draft.place(at), problem);
            }
        }
    }
}

impl Range {
    /// Whether the cell is inside; one that is not of its type has been reported.
    fn holds(&self, cell: &Cell, column: &Column) -> bool {
        let value = cell.value();
        let (from, to) = (self.from.as_deref(), self.to.as_deref());
        if column.cells == CellType::Date {
            return from.is_none_or(|from| from <= value) && to.is_none_or(|to| value <= to);
        }
        let Some(value) = number(value) else { return true };
        from.and_then(number).is_none_or(|from| from <= value)
            && to.and_then(number).is_none_or(|to| value <= to)
    }
}

impl std::fmt::Display for Range {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let end = |end: &Option<String>| end.clone().unwrap_or_default();
        match (&self.from, &self.to) {
            (Some(from), None) => write!(f, "≥ {from}"),
            (None, Some(to)) => write!(f, "≤ {to}"),
            (from, to) => write!(f, "{} … {}", end(from), end(to)),
        }
    }
}

/// A pattern for the whole cell.
fn pattern(node: &Node, diags: &mut Diagnostics) -> Option<(String, Regex)> {
    let written = scalar_text(node)?;
    let limits =
        |pattern: &str| regex::RegexBuilder::new(&format!("^(?:{pattern})$")).size_limit(1 << 20).build();
    match limits(written) {
        Ok(regex) => Some((written.to_owned(), regex)),
        Err(error) => {
            let text = error.to_string();
            let last = text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            let reason = Words::of(
                &format!("`{written}` 不是正则表达式（{last}）"),
                &format!("`{written}` is no regular expression ({last})"),
            );
            diags.push(node.span.clone(), Problem::TableCheck { found: "pattern".to_owned(), reason });
            None
        }
    }
}

/// `[0, 100]`; an end that is left empty is open.
fn range(node: &Node, column: &Column, diags: &mut Diagnostics) -> Option<Range> {
    let is_date = column.cells == CellType::Date;
    let is_end = |node: &Node| {
        let text = scalar_text(node).unwrap_or_default();
        is_absent(node)
            || if is_date { text.parse::<jiff::civil::Date>().is_ok() } else { number(text).is_some() }
    };
    let end = |node: &Node| (!is_absent(node)).then(|| scalar_text(node).unwrap_or_default().to_owned());
    match &node.value {
        Value::List(ends) if ends.len() == 2 && ends.iter().all(is_end) => {
            Some(Range { from: end(&ends[0]), to: end(&ends[1]) })
        }
        _ => {
            let reason = Words::of(
                "要写两端，例如 [0, 100]；没有上限写 [0, ~]，日期列写两个日期",
                "it has two ends, such as [0, 100] or [0, ~] without an upper one; in a column of dates two dates",
            );
            diags.push(node.span.clone(), Problem::TableCheck { found: "range".to_owned(), reason });
            None
        }
    }
}

const CHECKS: &str = "unique, required, pattern, range, references, sorted, sum, rising";

/// Reads `checks`.
pub fn read(nodes: &[Node], columns: &mut [Column], rules: &mut Rules, diags: &mut Diagnostics) {
    for node in nodes {
        let Value::Map(entries) = &node.value else {
            crate::yaml::values::expect(node, crate::diag::Expected::Map, diags);
            continue;
        };
        entries.iter().for_each(|entry| check_of(entry, columns, rules, diags));
    }
}

fn check_of(entry: &Entry, columns: &mut [Column], rules: &mut Rules, diags: &mut Diagnostics) {
    let unfit = |zh: &str, en: &str, diags: &mut Diagnostics| {
        let problem = Problem::TableCheck { found: entry.key.clone(), reason: Words::of(zh, en) };
        diags.push(entry.value.span.clone(), problem);
    };
    let names = texts(&entry.value);
    match entry.key.as_str() {
        "unique" | "sorted" | "required" if names.is_empty() => {
            unfit("要写列的编号，例如 [code]", "it names columns, such as [code]", diags);
        }
        "unique" => {
            let found: Option<Vec<usize>> = names.iter().map(|name| position(columns, name, diags)).collect();
            rules.checks.extend(found.map(Check::Unique));
        }
        "sorted" => names
            .iter()
            .filter_map(|name| position(columns, name, diags))
            .for_each(|at| rules.checks.push(Check::Sorted(at))),
        "required" => names
            .iter()
            .filter_map(|name| position(columns, name, diags))
            .for_each(|at| rules.columns[at].is_required = true),
        "pattern" | "range" | "references" => {
            for (at, node) in pairs(entry, columns, diags) {
                match entry.key.as_str() {
                    "pattern" => rules.columns[at].pattern = pattern(node, diags),
                    "range" => rules.columns[at].range = range(node, &columns[at], diags),
                    _ => {
                        columns[at].cells = CellType::Reference;
                        columns[at].table = text(node);
                    }
                }
            }
        }
        "sum" => rules.checks.extend(sum_of(entry, columns, diags)),
        "rising" => {
            for (number, node) in pairs(entry, columns, diags) {
                let date = text(node).and_then(|name| position(columns, &name, diags));
                rules.checks.extend(date.map(|date| Check::Rising { number, date }));
            }
        }
        key => {
            let near = crate::diag::nearest(key, CHECKS.split(", "));
            let problem = Problem::UnknownKey { key: key.to_owned(), near, known: CHECKS.to_owned() };
            diags.push(entry.key_span.clone(), problem);
        }
    }
}

/// `sum: {debit: credit, by: voucher}`.
fn sum_of(entry: &Entry, columns: &[Column], diags: &mut Diagnostics) -> Option<Check> {
    let is_map = matches!(entry.value.value, Value::Map(_));
    let mut found = if is_map { pairs(entry, columns, diags) } else { Vec::new() };
    let has_pairs =
        matches!(&entry.value.value, Value::Map(pairs) if pairs.iter().any(|pair| pair.key != "by"));
    let by = by_of(entry).and_then(|node| position(columns, &text(node)?, diags));
    match found.pop().filter(|_| found.is_empty()) {
        Some((left, node)) => {
            let right = text(node).and_then(|name| position(columns, &name, diags))?;
            Some(Check::Sum { left, right, by })
        }
        // A column that is not there has been told.
        None if has_pairs && found.is_empty() => None,
        None => {
            let reason = Words::of("写成 {debit: credit, by: voucher}", "write {debit: credit, by: voucher}");
            let problem = Problem::TableCheck { found: entry.key.clone(), reason };
            diags.push(entry.value.span.clone(), problem);
            None
        }
    }
}

fn text(node: &Node) -> Option<Text> {
    let text = scalar_text(node)?;
    Some(Text { text: text.to_owned(), span: node.span.clone(), exact: None })
}

/// `code`, or `[voucher, line]`.
fn texts(node: &Node) -> Vec<Text> {
    match &node.value {
        Value::List(items) => items.iter().filter_map(text).collect(),
        _ => text(node).into_iter().filter(|text| !text.text.is_empty()).collect(),
    }
}

fn by_of(entry: &Entry) -> Option<&Node> {
    let Value::Map(entries) = &entry.value.value else { return None };
    entries.iter().find(|entry| entry.key == "by").map(|entry| &entry.value)
}

/// The columns that a map names by its keys, with its values; `by` of a sum is none.
fn pairs<'n>(entry: &'n Entry, columns: &[Column], diags: &mut Diagnostics) -> Vec<(usize, &'n Node)> {
    let Value::Map(entries) = &entry.value.value else {
        crate::yaml::values::expect(&entry.value, crate::diag::Expected::Map, diags);
        return Vec::new();
    };
    let mut found = Vec::new();
    for pair in entries.iter().filter(|pair| entry.key != "sum" || pair.key != "by") {
        let name = Text { text: pair.key.clone(), span: pair.key_span.clone(), exact: None };
        found.extend(position(columns, &name, diags).map(|at| (at, &pair.value)));
    }
    found
}

/// Looks at all rows together.
pub fn check(table: &Table, drafts: &[Draft], rules: &Rules, diags: &mut Diagnostics) {
    for check in &rules.checks {
        match check {
            Check::Unique(columns) => unique(table, drafts, columns, diags),
            Check::Sorted(column) => sorted(table, drafts, *column, diags),
            Check::Sum { left, right, by } => sum(table, drafts, (*left, *right), *by, diags),
            Check::Rising { number, date } => rising(table, drafts, *number, *date, diags),
        }
    }
}

fn unique(table: &Table, drafts: &[Draft], columns: &[usize], diags: &mut Diagnostics) {
    let mut first: HashMap<Vec<&str>, usize> = HashMap::new();
    for (at, row) in table.rows.iter().enumerate() {
        let said: Vec<&str> = columns.iter().map(|column| row.cells[*column].value()).collect();
        if said.iter().all(|said| said.is_empty()) {
            continue;
        }
        match first.get(&said) {
            Some(other) => {
                let ids = columns.iter().map(|column| table.columns[*column].id.as_str());
                let problem = Problem::TableUnique {
                    found: said.join(", "),
                    columns: format!("`{}`", ids.collect::<Vec<_>>().join(", ")),
                };
                diags.push_related(drafts[at].place(columns[0]), drafts[*other].place(columns[0]), problem);
            }
            None => {
                first.insert(said, at);
            }
        }
    }
}

fn sorted(table: &Table, drafts: &[Draft], column: usize, diags: &mut Diagnostics) {
    let own = &table.columns[column];
    let mut before: Option<&Cell> = None;
    for (row, draft) in table.rows.iter().zip(drafts) {
        let cell = &row.cells[column];
        if cell.is_empty() {
            continue;
        }
        if let Some(before) = before.filter(|before| own.order(before, cell).is_gt()) {
            let problem = Problem::TableSorted {
                found: cell.text.to_string(),
                column: own.id.clone(),
                before: before.text.to_string(),
            };
            diags.push(draft.place(column), problem);
        }
        before = Some(cell);
    }
}

/// The rows of a group, and what its two columns add up to.
#[derive(Default)]
struct Group {
    first: usize,
    totals: Option<(Decimal, Decimal)>,
}

fn sum(
    table: &Table,
    drafts: &[Draft],
    (left, right): (usize, usize),
    by: Option<usize>,
    diags: &mut Diagnostics,
) {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut groups: Vec<(&str, Group)> = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        let name = by.map_or("", |by| row.cells[by].value());
        let place = *places.entry(name).or_insert_with(|| {
            groups.push((name, Group { first: at, totals: Some(<(Decimal, Decimal)>::default()) }));
            groups.len() - 1
        });
        let group = &mut groups[place].1;
        // What is no number has been reported, and nobody knows the sum then.
        let value = |column: usize| {
            let cell = &row.cells[column];
            if cell.is_empty() { Some(Decimal::default()) } else { number(cell.value()) }
        };
        group.totals =
            group.totals.and_then(|(one, other)| Some((one.plus(value(left)?)?, other.plus(value(right)?)?)));
    }
    for (name, group) in groups {
        let Some((one, other)) = group.totals.filter(|(one, other)| one != other) else { continue };
        let Some(difference) = one.minus(other) else { continue };
        let label = match by {
            Some(_) if !name.is_empty() => Words::of(&format!("`{name}`"), &format!("`{name}`")),
            Some(_) => Words::of("没有分组的行", "rows without a group"),
            None => Words::of("整张表", "the whole table"),
        };
        let problem = Problem::TableSum {
            group: Box::new(label),
            left: table.columns[left].id.as_str().into(),
            left_total: one.to_string().into(),
            right: table.columns[right].id.as_str().into(),
            right_total: other.to_string().into(),
            difference: difference.abs().to_string().into(),
        };
        diags.push(drafts[group.first].place(by.unwrap_or(left)), problem);
    }
}

fn rising(table: &Table, drafts: &[Draft], number: usize, date: usize, diags: &mut Diagnostics) {
    // Numbers are told apart by what stands before their last digits: each series rises by itself.
    let series = |number: &str| number.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let mut rows: Vec<(String, &Row, &Draft)> = table
        .rows
        .iter()
        .zip(drafts)
        .filter(|(row, _)| !row.cells[number].is_empty() && !row.cells[date].is_empty())
        .map(|(row, draft)| (series(&row.cells[number].text), row, draft))
        .collect();
    rows.sort_by(|(a, one, _), (b, other, _)| {
        a.cmp(b).then_with(|| natural(&one.cells[number].text, &other.cells[number].text))
    });
    for pair in rows.windows(2) {
        let [(a, before, first), (b, row, draft)] = pair else { continue };
        let (was, is) = (&before.cells[date], &row.cells[date]);
        if a == b && table.columns[date].order(was, is).is_gt() {
            let problem = Problem::TableRising {
                number: row.cells[number].text.to_string(),
                date: is.text.to_string(),
                before: before.cells[number].text.to_string(),
                before_date: was.text.to_string(),
            };
            diags.push_related(draft.place(date), first.place(date), problem);
        }
    }
}
