//! A table as its page shows it, as it stands inside another page, and as Markdown.

use crate::model::PageId;
use crate::model::kinds::table::{CellType, Column, Row, Table};
use crate::render::page_cx::PageCx;
use serde::Serialize;

/// Up to this a cell stays on one line; above that it needs room to be read (Latin characters; a Han character is two).
const SHORT: usize = 8;
const LONG: usize = 24;

#[derive(Serialize)]
pub struct Shown<'t> {
    columns: Vec<Head<'t>>,
    rows: Vec<Line<'t>>,
    total: usize,
}

#[derive(Serialize)]
struct Head<'t> {
    title: &'t str,
    cells: &'static str,
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
    text: &'t str,
    /// Of the column, as of its head.
    cells: &'static str,
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

pub fn context(table: &Table) -> Shown<'_> {
    let widths: Vec<&'static str> = (0..table.columns.len()).map(|at| width(table, at)).collect();
    let columns = table.columns.iter().zip(&widths);
    let columns = columns.map(|(column, width)| Head { title: &column.title, cells: word(column), width });
    let rows = table.rows.iter().map(|row| line(row, table, &widths)).collect();
    Shown { columns: columns.collect(), rows, total: table.rows.len() }
}

fn line<'t>(row: &'t Row, table: &'t Table, widths: &[&'static str]) -> Line<'t> {
    let cells = row.cells.iter().zip(&table.columns).zip(widths).enumerate();
    let cell =
        |(at, ((text, column), width)): (usize, ((&'t std::sync::Arc<str>, &Column), &&'static str))| Cell {
            text,
            cells: word(column),
            width,
            is_key: at == table.key,
        };
    Line { id: &row.anchor, cells: cells.map(cell).collect() }
}

fn word(column: &Column) -> &'static str {
    match column.cells {
        CellType::Text => "text",
        CellType::Number => "number",
        CellType::Date => "date",
        CellType::Code => "code",
    }
}

fn width(table: &Table, at: usize) -> &'static str {
    let of = |text: &str| text.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum::<usize>();
    match table.rows.iter().map(|row| of(&row.cells[at])).max().unwrap_or(0) {
        ..=SHORT => "short",
        width if width > LONG => "long",
        _ => "",
    }
}

/// The table inside another page, or as a chapter of a book.
pub fn embed(id: PageId, table: &Table, is_chapter: bool, cx: &PageCx<'_>) -> String {
    let written = cx.site.page(id).text_language(cx.language);
    let context = Embed {
        table: context(table),
        language: if written == cx.written { "" } else { cx.site.language(written) },
        title: cx.names().title(cx.site.page(id)),
        href: cx.page_href(id),
        prefix: cx.prefix,
        is_chapter,
    };
    let html = cx.theme.render(cx.site.language(cx.language), "embeds/table.html", &context);
    // A template that fails is reported where the page of the table is made.
    html.unwrap_or_default()
}

/// The table in the form of GitHub's Markdown.
pub fn markdown(table: &Table) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('|', "\\|").replace('\n', "<br>");
    let mut out = line(table.columns.iter().map(|column| escaped(&column.title)).collect());
    let mark = |column: &Column| if column.cells == CellType::Number { "---:" } else { "---" }.to_owned();
    out.push_str(&line(table.columns.iter().map(mark).collect()));
    for row in &table.rows {
        out.push_str(&line(row.cells.iter().map(|cell| escaped(cell)).collect()));
    }
    out
}
