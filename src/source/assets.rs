//! What is known of a picture or an attachment without understanding it: its size, and whether it runs a script.

use std::io::Read;
use std::path::Path;

/// Width and height of a picture; only its header is read. A file that is no picture has no size.
pub fn picture_size(path: &Path) -> Option<(u32, u32)> {
    if is_svg(path) {
        return drawing_size(path);
    }
    let size = imagesize::size(path).ok()?;
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}

pub fn is_svg(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("svg"))
}

/// Whether an SVG holds neither a photograph, which may not be turned into its negative, nor colours of its own for the dark.
pub fn is_drawing(path: &Path) -> bool {
    let mut text = Vec::new();
    let Ok(file) = std::fs::File::open(path) else { return false };
    if file.take(LARGEST_DRAWING).read_to_end(&mut text).is_err() || text.len() as u64 == LARGEST_DRAWING {
        return false;
    }
    let text = String::from_utf8_lossy(&text);
    !["<image", "data:image", "prefers-color-scheme", "light-dark("].iter().any(|sign| text.contains(sign))
}

/// What is longer is no drawing by hand (bytes).
const LARGEST_DRAWING: u64 = 1024 * 1024;

/// The size of a drawing is its view box: `viewBox="0 0 640 480"`.
fn drawing_size(path: &Path) -> Option<(u32, u32)> {
    let mut head = Vec::new();
    std::fs::File::open(path).ok()?.take(4096).read_to_end(&mut head).ok()?;
    let head = String::from_utf8_lossy(&head);
    let rest = &head[head.find("viewBox=")? + "viewBox=".len() + 1..];
    let mut numbers =
        rest.split(['"', '\'']).next()?.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
    let mut next = || numbers.next()?.parse::<f64>().ok().filter(|size| (1.0..100_000.0).contains(size));
    // The range has been checked, so nothing is cut off but the fraction.
    Some((next()? as u32, next()? as u32))
}

/// Whether a browser that opens the file may run a script of it. A page always may; in a drawing and other XML the script
/// has to stand. One that cannot be read is reported elsewhere.
pub fn runs(name: &str, path: &Path) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "html" | "htm" | "xhtml" | "xht" | "shtml" | "mht" | "mhtml" | "svgz" => true,
        "svg" | "xml" | "xsl" | "xslt" => std::fs::read(path).is_ok_and(|bytes| holds_script(&bytes)),
        _ => false,
    }
}

/// Rather one warning too many: nothing is parsed, and what could hide a script counts as one.
fn holds_script(bytes: &[u8]) -> bool {
    // Of UTF-16 the letters stay when its zeros go.
    let bytes: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
    let marks = ["<script", ":script", "<handler", "<!entity", "<foreignobject", "<?xml-stylesheet"];
    if marks.iter().any(|mark| text.contains(mark)) {
        return true;
    }
    // `javascript:` may be written with references and spaces in it.
    let plain: String =
        unreferenced(&text).chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    plain.contains("javascript:") || plain.contains("data:text/html") || has_handler(&text)
}

/// ` onclick=` and the like.
fn has_handler(text: &str) -> bool {
    text.match_indices("on").any(|(at, _)| {
        let rest = text[at + 2..].trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let is_apart = text[..at].ends_with(|c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\''));
        is_apart && rest.len() < text.len() - at - 2 && rest.trim_start().starts_with('=')
    })
}

/// With the numbers of characters replaced by the ASCII characters they stand for.
fn unreferenced(text: &str) -> String {
    let mut pieces = text.split("&#");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(piece.len());
        let number = match piece[..end].strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => piece[..end].parse().ok(),
        };
        out.extend(number.and_then(char::from_u32).filter(char::is_ascii));
        out.push_str(piece[end..].strip_prefix(';').unwrap_or(&piece[end..]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::holds_script;

    #[test]
    fn a_drawing_with_a_script_is_told_from_one_without() {
        for bad in [
            "<svg><script>alert(1)</script></svg>",
            "<svg ONLOAD='a()'>",
            "<svg><g\nonclick = \"a()\"/></svg>",
            "<svg><a href=\"java&#x73;cript:a()\"/></svg>",
            "<svg><a href=\"java\tscript:a()\"/></svg>",
            "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg/>",
            "<svg:script>a()</svg:script>",
        ] {
            assert!(holds_script(bad.as_bytes()), "{bad}");
            let wide: Vec<u8> = bad.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert!(holds_script(&wide), "UTF-16: {bad}");
        }
        for good in [
            "<svg viewBox='0 0 1 1'><text>on = off, month=3</text></svg>",
            "<svg><style>.on{fill:#123}</style><text id=\"button\" font=\"x\">单据</text></svg>",
        ] {
            assert!(!holds_script(good.as_bytes()), "{good}");
        }
    }
}
