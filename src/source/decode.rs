//! Bytes -> text: a BOM is dropped, anything but UTF-8 is named and refused; but data files are taken as office programs
//! write them.

use crate::diag::{Diagnostics, Problem, Span};
use crate::source::workbook;
use std::borrow::Cow;
use std::sync::Arc;

/// What stands before the extension of a file of rows: its name says that it is content. Any other file of these extensions
/// is an attachment.
const DATA: &[&str] = &[".table"];

const LINES: &[&str] = &[".csv", ".tsv"];

/// Of these one form is read.
const WORKBOOKS: &[&str] = &[".xlsx", ".xls", ".xlsb", ".ods"];

/// Whether a file holds the rows of a page, as another program wrote them.
pub fn is_data(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let stem = LINES.iter().chain(WORKBOOKS).find_map(|ending| path.strip_suffix(ending));
    stem.is_some_and(|stem| DATA.iter().any(|kind| stem.ends_with(kind)))
}

fn is_workbook(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    WORKBOOKS.iter().any(|ending| path.ends_with(ending))
}

/// The text of a file. When it is not UTF-8, an error names the likely encoding, and what can be read of it is given
/// all the same: places are right, links to the page are not reported as well, and the preview shows something.
///
/// NUL and other control characters stay in the text, so that places stay right; they are reported here and made
/// harmless where the text is read.
pub fn decode(file: &Arc<str>, bytes: &[u8], diags: &mut Diagnostics) -> Arc<str> {
    if is_data(file) && is_workbook(file) {
        return workbook::text(bytes).map_or_else(
            |reason| {
                diags.push(Span::file(file), Problem::TableFile { reason });
                "".into()
            },
            Into::into,
        );
    }
    if let Some(text) = is_data(file).then(|| of_office(bytes)).flatten() {
        return with_line_feeds(&text);
    }
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes).filter(|(_, length)| *length == 2) {
        diags.push(Span::file(file), Problem::Utf16 {});
        return encoding.decode(bytes).0.into();
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            note_odd_characters(file, text, diags);
            with_line_feeds(text)
        }
        Err(error) => {
            let offset = error.valid_up_to();
            let (encoding, sample) = guess(bytes, offset);
            let problem = Problem::NotUtf8 {
                byte: format!("{:02x}", bytes[offset]),
                offset,
                encoding: encoding.to_owned(),
                sample,
            };
            diags.push(Span::new(file, offset..offset + 1), problem);
            String::from_utf8_lossy(bytes).into()
        }
    }
}

/// The text of a data file in an encoding that office programs write without asking: UTF-16 where they call it Unicode, and
/// the one of Chinese Windows.
fn of_office(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes).filter(|(_, length)| *length == 2) {
        return Some(encoding.decode(bytes).0);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let (text, is_broken) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
    (!is_broken && !bytes.contains(&0)).then_some(text)
}

/// A CR without LF ends a line too, as old systems and some exports write it: an LF in its place keeps every offset.
fn with_line_feeds(text: &str) -> Arc<str> {
    let bytes = text.as_bytes();
    let is_alone = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    if !text.contains('\r') || !(0..bytes.len()).any(is_alone) {
        return text.into();
    }
    let ends = text.char_indices().map(|(at, c)| if c == '\r' && is_alone(at) { '\n' } else { c });
    ends.collect::<String>().into()
}

/// The encoding a Chinese writer's editor most likely used, and the first broken line read in it.
fn guess(bytes: &[u8], offset: usize) -> (&'static str, String) {
    let start = bytes[..offset].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let end = bytes[offset..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| offset + at);
    let line = &bytes[start..end];
    let read = |encoding: &'static encoding_rs::Encoding| -> Option<Cow<'_, str>> {
        let (text, broken) = encoding.decode_without_bom_handling(line);
        (!broken).then_some(text)
    };
    let (encoding, text) = match read(encoding_rs::GB18030) {
        Some(text) => ("GB18030 (GBK)", text),
        None => ("Windows-1252", encoding_rs::WINDOWS_1252.decode_without_bom_handling(line).0),
    };
    (encoding, text.trim().chars().filter(|c| !c.is_control()).take(30).collect())
}

fn note_odd_characters(file: &Arc<str>, text: &str, diags: &mut Diagnostics) {
    // One look at the bytes settles the ordinary case: no control bytes, none of the two lead bytes of U+2028 to U+2069.
    let suspicious = |byte: &u8| (*byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t')) || *byte == 0x7f;
    let bidi = text.contains([
        '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}',
        '\u{2069}',
    ]);
    if !bidi && !text.as_bytes().iter().any(suspicious) {
        return;
    }
    for (at, c) in text.char_indices() {
        let name = || format!("U+{:04X}", c as u32);
        let problem = match c {
            '\0' => Problem::Nul {},
            '\n' | '\r' | '\t' => continue,
            c if c.is_ascii_control() => Problem::ControlChar { name: name() },
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Problem::Bidi { name: name() },
            _ => continue,
        };
        diags.push(Span::new(file, at..at + c.len_utf8()), problem);
    }
}

#[cfg(test)]
mod tests {
    use super::decode;
    use crate::diag::{Diagnostics, Lang};

    fn problems(bytes: &[u8]) -> Vec<String> {
        let mut diags = Diagnostics::default();
        decode(&"a.md".into(), bytes, &mut diags);
        diags.iter().map(|d| format!("{} {}", d.code().name(), d.problem.help(Lang::En))).collect()
    }

    #[test]
    fn gbk_is_named_and_read_to_the_writer() {
        let found = problems(b"\xd6\xd0\xce\xc4\n");
        assert_eq!(
            found,
            ["enc.not-utf8 it looks like GB18030 (GBK), in which it says “中文”; save it as UTF-8"]
        );
    }

    #[test]
    fn a_data_file_is_taken_as_office_programs_write_it() {
        let mut diags = Diagnostics::default();
        let mut text = |bytes: &[u8]| decode(&"x.table.csv".into(), bytes, &mut diags);
        assert_eq!(&*text(b"\xd6\xd0,1\n"), "中,1\n");
        assert_eq!(&*text(b"\xff\xfe\x2d\x4e,\0"), "中,");
        assert_eq!(&*text("\u{feff}中,1".as_bytes()), "中,1");
        text(b"\xd6\xd0\xff\xff,1\n");
        let found: Vec<_> = diags.iter().map(|diagnostic| diagnostic.code().name()).collect();
        assert_eq!(found, ["enc.not-utf8"]);
    }

    #[test]
    fn a_byte_order_mark_is_dropped() {
        let mut diags = Diagnostics::default();
        let text = decode(&"a.md".into(), "\u{feff}# 标题".as_bytes(), &mut diags);
        assert_eq!(&*text, "# 标题");
        assert!(diags.is_empty());
    }

    #[test]
    fn a_lone_cr_ends_a_line() {
        let mut diags = Diagnostics::default();
        let text = decode(&"a.md".into(), "---\rtitle: 甲\r---\r\r乙\r\n丙\r".as_bytes(), &mut diags);
        assert_eq!(&*text, "---\ntitle: 甲\n---\n\n乙\r\n丙\n");
        assert!(diags.is_empty());
    }

    #[test]
    fn utf_16_is_named() {
        assert!(problems(b"\xff\xfe#\0")[0].starts_with("enc.utf16"));
    }
}
