//! A question's text with places to write in it.

use crate::model::prose::Prose;
use crate::render::page_cx::PageCx;
use crate::render::prose::body;

/// As `body::html`, with a place to write where each `____` stands.
pub fn html(prose: &Prose, cx: &PageCx<'_>) -> String {
    // Underscores are also emphasis: a character that means nothing to Markdown stands in for them.
    let text = mark_blanks(prose.text());
    let marked = Prose { range: 0..text.len(), whole: text.into(), ..prose.clone() };
    let html = body::html(&marked, cx);
    let mut out = String::with_capacity(html.len() + 128);
    let mut chunks = html.split(BLANK);
    out.push_str(chunks.next().unwrap_or_default());
    for (at, chunk) in chunks.enumerate() {
        let blank = format!("<span class=\"blank\" data-blank=\"{at}\">____</span>");
        // A browser breaks the line after an input, whatever follows; no line may begin with a comma.
        let rest = chunk.trim_start_matches(CLOSING);
        let closing = &chunk[..chunk.len() - rest.len()];
        if closing.is_empty() {
            out.push_str(&blank);
        } else {
            out.push_str(&format!("<span class=\"unbroken\">{blank}{closing}</span>"));
        }
        out.push_str(rest);
    }
    out
}

/// What never begins a line.
const CLOSING: &[char] = &[
    '，', '。', '、', '；', '：', '？', '！', '）', '」', '』', '》', '】', '”', '’', '％', ',', '.', ';',
    ':', '?', '!', ')', ']', '%',
];

/// Stands for a blank while the text is read: a character of Unicode's private use.
const BLANK: char = '\u{e0b1}';

/// Each run of four underscores or more becomes one `BLANK`.
fn mark_blanks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("____") {
        out.push_str(&rest[..at]);
        out.push(BLANK);
        rest = rest[at..].trim_start_matches('_');
    }
    out.push_str(rest);
    out
}
