//! A table as its page shows it, as it stands inside another page, and as Markdown.

use crate::model::kinds::FileKind;
use crate::model::kinds::table::{self, CellType, Column, Row, Table, View, number};
use crate::model::links::Resolved;
use crate::model::{PageId, resolve};
use crate::render::context::Link;
use crate::render::page_cx::{Embedded, PageCx};
use serde::Serialize;

/// Up to this a cell stays on one line; above that it needs room to be read (Latin characters; a Han character is two).
const SHORT: usize = 8;
const LONG: usize = 24;

#[derive(Serialize)]
pub struct Shown<'t> {
    id: &'t str,
    columns: Vec<Head<'t>>,
    /// One without a title, where nothing is grouped.
    groups: Vec<Group<'t>>,
    /// Rows that are shown, of those that there are.
    count: usize,
    total: usize,
    /// The column by which rows are named is among those shown.
    has_key: bool,
}

#[derive(Serialize)]
struct Group<'t> {
    title: String,
    column: &'t str,
    rows: Vec<Line<'t>>,
}

#[derive(Serialize)]
struct Head<'t> {
    id: &'t str,
    title: &'t str,
    unit: &'t str,
    note: &'t str,
    cells: &'static str,
    is_number: bool,
    /// `short` stays on one line, `long` needs room.
    width: &'static str,
}

#[derive(Serialize)]
struct Line<'t> {
    id: &'t str,
    cells: Vec<Cell<'t>>,
}

#[derive(Serialize)]
struct Cell<'t> {
    text: String,
    /// What it leads to instead: pages, roles, a row of another table.
    links: Vec<Link>,
    /// Of the column, as of its head.
    title: &'t str,
    cells: &'static str,
    is_number: bool,
    width: &'static str,
    /// It names the row.
    is_key: bool,
}

/// What `embeds/table.html` gets.
#[derive(Serialize)]
struct Embed<'t> {
    table: Shown<'t>,
    title: String,
    /// The language of its texts, where the text around it is in another one; else empty.
    language: &'t str,
    href: String,
    prefix: &'t str,
    /// Rows can be linked to: in a book, where the table is a chapter.
    is_chapter: bool,
}

pub fn context<'t>(id: PageId, table: &'t Table, cx: &PageCx<'t>) -> Shown<'t> {
    shown(&cx.site.page(id).id, table, &View::whole(table), cx)
}

fn shown<'t>(id: &'t str, table: &'t Table, view: &View, cx: &PageCx<'_>) -> Shown<'t> {
    let looks: Vec<Look> = (0..table.columns.len()).map(|at| Look::of(table, at, cx)).collect();
    let columns = view.columns.iter().map(|at| {
        let column = &table.columns[*at];
        Head {
            id: &column.id,
            title: &column.title,
            unit: &column.unit,
            note: &column.note,
            cells: column.cells.name(),
            is_number: column.cells.is_number(),
            width: looks[*at].width,
        }
    });
    let groups = view.groups(table).into_iter().map(|(_, rows)| {
        let said =
            |column: usize| said(&table.rows[rows[0]], column, &table.columns[column], &looks[column], cx);
        let column = view.group.filter(|_| !rows.is_empty());
        Group {
            title: column.map(said).unwrap_or_default(),
            column: column.map_or("", |column| &table.columns[column].title),
            rows: rows.iter().map(|row| line(&table.rows[*row], table, view, &looks, cx)).collect(),
        }
    });
    Shown {
        id,
        columns: columns.collect(),
        groups: groups.collect(),
        count: view.rows.len(),
        total: table.rows.len(),
        has_key: view.columns.contains(&table.key),
    }
}

/// What is the same for all cells of a column.
struct Look {
    width: &'static str,
    /// Digits after the point, in a column of amounts.
    places: Option<usize>,
    /// The table whose rows it names.
    table: Option<PageId>,
}

impl Look {
    fn of(table: &Table, at: usize, cx: &PageCx<'_>) -> Look {
        let column = &table.columns[at];
        let cells = || table.rows.iter().map(|row| &*row.cells[at].text);
        let places = |text: &str| text.split_once('.').map_or(0, |(_, part)| part.len());
        let known = column
            .table
            .as_ref()
            .and_then(|name| cx.site.named.get(&FileKind::Table).and_then(|known| known.get(&name.text)));
        let is_amount = column.cells == CellType::Decimal && cells().all(|text| !text.contains('%'));
        Look {
            width: width(table, at),
            places: is_amount.then(|| cells().map(places).max().unwrap_or(0)),
            table: known.copied(),
        }
    }
}

fn line<'t>(row: &'t Row, table: &'t Table, view: &View, looks: &[Look], cx: &PageCx<'_>) -> Line<'t> {
    let cells = view.columns.iter().map(|at| {
        let at = *at;
        let column = &table.columns[at];
        Cell {
            text: said(row, at, column, &looks[at], cx),
            links: links(row, at, column, &looks[at], cx),
            title: &column.title,
            cells: column.cells.name(),
            is_number: column.cells.is_number(),
            width: looks[at].width,
            is_key: at == table.key,
        }
    });
    Line { id: &row.anchor, cells: cells.collect() }
}

/// The words of a cell.
fn said(row: &Row, at: usize, column: &Column, look: &Look, cx: &PageCx<'_>) -> String {
    let cell = &row.cells[at];
    match column.cells {
        CellType::YesNo => match cell.value.as_deref() {
            Some("yes") => cx.names().text("yes").to_owned(),
            Some("no") => cx.names().text("no").to_owned(),
            _ => cell.text.to_string(),
        },
        CellType::Decimal if !cell.is_empty() => amount(&cell.text, look.places),
        CellType::Module => {
            let titles = row.cells[at].text.split(table::LIST).filter(|id| !id.is_empty());
            let titles: Vec<String> = titles.map(|id| cx.names().module_title(id)).collect();
            titles.join(cx.names().text("list_comma"))
        }
        _ => cell.text.to_string(),
    }
}

/// An amount with its thousands set off and as many places as the others of its column.
fn amount(text: &str, places: Option<usize>) -> String {
    let (Some(value), Some(places)) = (number(text), places) else { return text.to_owned() };
    let value = value.to_string();
    let (whole, part) = value.split_once('.').unwrap_or((&value, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let point = if places == 0 { "" } else { "." };
    format!("{sign}{grouped}{point}{part:0<places$}")
}

/// What a cell leads to; nothing for what is not part of this site.
fn links(row: &Row, at: usize, column: &Column, look: &Look, cx: &PageCx<'_>) -> Vec<Link> {
    let text = &*row.cells[at].text;
    match column.cells {
        CellType::Role => {
            let ids = text.split(table::LIST).filter(|id| !id.is_empty());
            ids.filter_map(|id| cx.role_link(id)).collect()
        }
        CellType::Page if !text.is_empty() => cx.reference(text).into_iter().collect(),
        CellType::Reference if !text.is_empty() => {
            look.table.and_then(|page| row_link(page, text, cx)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// A row of another table.
fn row_link(page: PageId, key: &str, cx: &PageCx<'_>) -> Option<Link> {
    let target = table::anchor(key);
    let anchor = resolve::anchor_in(cx.site.page(page), &target, cx.written, cx.language)?;
    let resolved = Resolved::Page { page, anchor: Some(anchor) };
    Some(Link { title: key.to_owned(), href: cx.href(&resolved, &target, cx.written) })
}

fn width(table: &Table, at: usize) -> &'static str {
    let of = |text: &str| text.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum::<usize>();
    let widest = || table.rows.iter().map(|row| of(&row.cells[at].text)).max().unwrap_or(0);
    match table.columns[at].width.unwrap_or_else(widest) {
        ..=SHORT => "short",
        width if width > LONG => "long",
        _ => "",
    }
}

/// The table inside another page, or as a chapter of a book.
pub fn embed(id: PageId, table: &Table, how: Embedded<'_>, cx: &PageCx<'_>) -> String {
    let written = cx.site.page(id).text_language(cx.language);
    // What cannot be read of a block has been reported.
    let view = match how {
        Embedded::Chapter => View::whole(table),
        Embedded::Block(argument) => View::of(argument, table).0,
    };
    let context = Embed {
        table: shown(&cx.site.page(id).id, table, &view, cx),
        title: view.caption.unwrap_or_else(|| cx.names().title(cx.site.page(id))),
        language: if written == cx.written { "" } else { cx.site.language(written) },
        href: cx.page_href(id),
        prefix: cx.prefix,
        is_chapter: matches!(how, Embedded::Chapter),
    };
    let html = cx.theme.render(cx.site.language(cx.language), "embeds/table.html", &context);
    // A template that fails is reported where the page of the table is made.
    html.unwrap_or_default()
}

/// The table in the form of GitHub's Markdown.
pub fn markdown(table: &Table, argument: Option<&str>) -> String {
    let view = argument.map_or_else(|| View::whole(table), |argument| View::of(argument, table).0);
    let columns: Vec<usize> = view.group.into_iter().chain(view.columns.iter().copied()).collect();
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('|', "\\|").replace('\n', "<br>");
    let mut out = line(columns.iter().map(|at| escaped(&table.columns[*at].title)).collect());
    let mark = |at: &usize| if table.columns[*at].cells.is_number() { "---:" } else { "---" }.to_owned();
    out.push_str(&line(columns.iter().map(mark).collect()));
    for row in view.groups(table).into_iter().flat_map(|(_, rows)| rows) {
        let cells = &table.rows[row].cells;
        out.push_str(&line(columns.iter().map(|at| escaped(&cells[*at].text)).collect()));
    }
    out
}
