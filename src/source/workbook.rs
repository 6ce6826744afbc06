//! A workbook of Excel -> text that holds its sheets cell by cell, so that reading, quoting and reporting go on as with CSV.
//!
//! In: the bytes of a `.xlsx`. Out: for each sheet a line of its name after `SHEET`, then a line for each of its rows from the first on, with a
//! tab between cells; a line end inside a cell is a vertical tab. Visible sheets come first. Not here: what a cell means.
//! A file that says it is small and is not, or that names a cell in the last of 17 billion, costs no memory.

use crate::diag::{SHEET, Words};
use calamine::{DataRef, Reader, SheetVisible, Xlsx};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// What a part of the file may hold once it is unpacked (bytes).
const LARGEST: u64 = 128 * 1024 * 1024;
const ROWS: u32 = 200_000;
const COLUMNS: u32 = 256;
const CELLS: usize = 2_000_000;

/// A line end inside a cell.
pub const LINE_END: char = '\u{b}';

/// The sheets of a workbook as text.
///
/// # Errors
/// Why it cannot be read, in words for a writer.
pub fn text(bytes: &[u8]) -> Result<String, Words> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Words::of(
            "它是旧版 .xls，或加了密码",
            "it is in the old .xls format, or has a password",
        ));
    }
    if !bytes.starts_with(b"PK") {
        return Err(Words::of("它不是 Excel 工作簿", "it is no Excel workbook"));
    }
    measure(bytes)?;
    // Whoever makes a file to break readers finds a way that nobody thought of: that ends this file, not the build.
    let read = std::panic::catch_unwind(|| sheets(bytes));
    read.unwrap_or_else(|_| Err(broken("unexpected structure")))
}

fn broken(reason: &str) -> Words {
    Words::of(&format!("文件已损坏：{reason}"), &format!("the file is damaged: {reason}"))
}

fn too_large(zh: &str, en: &str) -> Words {
    Words::of(&format!("它太大了：{zh}"), &format!("it is too large: {en}"))
}

/// Unpacks everything once without keeping it: what the file says of its size proves nothing.
fn measure(bytes: &[u8]) -> Result<(), Words> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error.to_string()))?;
    let mut left = LARGEST;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| broken(&error.to_string()))?;
        let count = std::io::copy(&mut part.take(left + 1), &mut std::io::sink())
            .map_err(|error| broken(&error.to_string()))?;
        left = left
            .checked_sub(count)
            .ok_or_else(|| too_large("展开后超过 128 MiB", "more than 128 MiB when unpacked"))?;
    }
    Ok(())
}

fn sheets(bytes: &[u8]) -> Result<String, Words> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error.to_string()))?;
    let mut known: Vec<(bool, String)> = book
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.visible != SheetVisible::Visible, sheet.name.clone()))
        .collect();
    known.sort_by_key(|(is_hidden, _)| *is_hidden);
    let mut out = String::new();
    let mut cells = CELLS;
    for (_, name) in known {
        out.push(SHEET);
        out.push_str(&name.replace(['\n', '\r', '\t', SHEET], " "));
        out.push('\n');
        // A sheet of a chart has no cells.
        if let Ok(rows) = rows(&mut book, &name, &mut cells)? {
            write(&rows, &mut out);
        }
    }
    Ok(out)
}

type Rows = BTreeMap<u32, BTreeMap<u32, String>>;

fn rows(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, left: &mut usize) -> Result<Result<Rows, ()>, Words> {
    let Ok(mut reader) = book.worksheet_cells_reader(name) else { return Ok(Err(())) };
    let mut rows = Rows::new();
    while let Some(cell) = reader.next_cell().map_err(|error| broken(&error.to_string()))? {
        let (row, column) = cell.get_position();
        let text = said(cell.get_value());
        if text.is_empty() {
            continue;
        }
        *left =
            left.checked_sub(1).ok_or_else(|| too_large("超过 200 万个格子", "more than 2 million cells"))?;
        if row >= ROWS || column >= COLUMNS {
            let (zh, en) =
                ("内容超出第 200000 行或第 256 列（IV）", "cells beyond row 200000 or column 256 (IV)");
            return Err(too_large(zh, en));
        }
        rows.entry(row).or_default().insert(column, text);
    }
    Ok(Ok(rows))
}

fn write(rows: &Rows, out: &mut String) {
    let mut at = 0;
    for (row, cells) in rows {
        // Empty rows keep the others in their places.
        (at..*row).for_each(|_| out.push('\n'));
        let last = cells.keys().next_back().copied().unwrap_or(0);
        for column in 0..=last {
            if column > 0 {
                out.push('\t');
            }
            out.push_str(cells.get(&column).map_or("", String::as_str));
        }
        out.push('\n');
        at = row + 1;
    }
}

/// What a cell says, on one line.
fn said(cell: &DataRef<'_>) -> String {
    let text = match cell {
        DataRef::Int(number) => return number.to_string(),
        DataRef::Float(number) => return number.to_string(),
        DataRef::Bool(value) => return value.to_string(),
        DataRef::Error(error) => return error.to_string(),
        DataRef::Empty => return String::new(),
        DataRef::DateTime(time) if time.is_datetime() => return date(time.to_ymd_hms_milli()),
        DataRef::DateTime(time) => return time.as_f64().to_string(),
        DataRef::SharedString(text) => text,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.as_str(),
    };
    // `2026-10-20T00:00:00` is a day.
    let text = text.trim().strip_suffix("T00:00:00").unwrap_or(text.trim());
    text.replace("\r\n", "\n").replace(['\n', '\r'], &LINE_END.to_string()).replace(['\t', SHEET], " ")
}

fn date((year, month, day, hour, minute, second, _): (u16, u8, u8, u8, u8, u8, u16)) -> String {
    let day = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => day,
        (hour, minute, 0) => format!("{day} {hour:02}:{minute:02}"),
        _ => format!("{day} {hour:02}:{minute:02}:{second:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{said, text};
    use calamine::DataRef;

    #[test]
    fn what_is_no_workbook_is_told_apart() {
        let told = |bytes: &[u8]| text(bytes).expect_err("no workbook").en.to_string();
        assert!(told(b"\xd0\xcf\x11\xe0\xa1\xb1").contains("old .xls"));
        assert!(told(b"code,name").contains("no Excel workbook"));
        assert!(told(b"PK\x03\x04 and no more").contains("damaged"));
    }

    #[test]
    fn a_number_keeps_its_digits() {
        assert_eq!(said(&DataRef::Float(1122.01)), "1122.01");
        assert_eq!(said(&DataRef::Float(13.0)), "13");
    }
}
