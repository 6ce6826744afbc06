//! The words of a node, an arrow or a lane: broken into lines and measured.
//!
//! In: a label as Mermaid writes it, with its quotation marks, `<br>` and entities. Out: plain lines, and how much room they
//! take. Not here: escaping, which `svg` does for every text.

use crate::diagram::width;

/// The size of the type (pixels), as `--diagram-type` of the theme has it.
pub const SIZE: f64 = 14.0;
/// From line to line (pixels).
pub const LEADING: f64 = 20.0;
/// Where the words of a node break (pixels).
pub const NODE: f64 = 168.0;
/// The same in a diamond, whose corners hold none.
pub const DIAMOND: f64 = 112.0;
/// Where the words on an arrow break (pixels).
pub const ARROW: f64 = 150.0;

/// Words in lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Label {
    pub lines: Vec<String>,
    pub width: f64,
}

impl Label {
    /// Breaks a text at `most` pixels, as evenly as its lines allow.
    pub fn new(text: &str, most: f64) -> Label {
        let mut lines = Vec::new();
        for line in text.split('\n') {
            lines.extend(broken(line.trim(), most));
        }
        while lines.len() > 1 && lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        let width = lines.iter().map(|line| width::line(line, SIZE)).fold(0.0, f64::max);
        Label { lines, width: width.ceil() }
    }

    pub fn height(&self) -> f64 {
        LEADING * f64::from(u32::try_from(self.lines.len()).unwrap_or(u32::MAX))
    }

    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(String::is_empty)
    }

    /// In one line, for a reader who hears it.
    pub fn spoken(&self) -> String {
        let mut out = String::new();
        for line in self.lines.iter().filter(|line| !line.is_empty()) {
            let needs_space = out.ends_with(|c: char| c.is_ascii_alphanumeric())
                && line.starts_with(|c: char| c.is_ascii_alphanumeric());
            if needs_space {
                out.push(' ');
            }
            out.push_str(line);
        }
        out
    }
}

/// Tags that a label may hold and that only change how it looks.
const LOOKS: &[&str] = &["b", "i", "u", "em", "strong", "small", "big", "sub", "sup", "p", "span", "div"];

/// The words of a label without its quotation marks and marks of Markdown, with real line ends.
pub fn plain(written: &str) -> String {
    let text = written.trim();
    let text = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    let is_markdown = text.len() > 1 && text.starts_with('`') && text.ends_with('`');
    let text = if is_markdown { &text[1..text.len() - 1] } else { text };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (shown, length) = match c {
            '<' => tag(rest),
            '&' | '#' => entity(rest),
            '\\' if rest.starts_with("\\n") => (Some('\n'), 2),
            _ => (Some(c), c.len_utf8()),
        };
        out.extend(shown);
        rest = &rest[length..];
    }
    if is_markdown { out.replace("**", "").replace("__", "") } else { out }
}

/// A line end for `<br>`, nothing for a tag that only dresses; anything else is text.
fn tag(rest: &str) -> (Option<char>, usize) {
    let Some(end) = rest.find('>') else { return (Some('<'), 1) };
    let inner = rest[1..end].trim_matches('/').trim();
    let name = inner.split([' ', '\t']).next().unwrap_or_default().to_ascii_lowercase();
    match name.as_str() {
        "br" => (Some('\n'), end + 1),
        name if LOOKS.contains(&name) => (None, end + 1),
        _ => (Some('<'), 1),
    }
}

/// `#quot;`, `#35;`, `&amp;`.
fn entity(rest: &str) -> (Option<char>, usize) {
    let plain = (rest.chars().next(), 1);
    let Some(end) = rest.find(';').filter(|end| *end < 10) else { return plain };
    let name = rest[1..end].trim_start_matches('#');
    let shown = match name {
        "quot" => Some('"'),
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "nbsp" => Some(' '),
        "apos" => Some('\''),
        _ => name.parse().ok().and_then(char::from_u32),
    };
    shown.map_or(plain, |shown| (Some(shown), end + 1))
}

/// Lines of at most `most` pixels; of all ways with so few lines the one whose longest line is shortest.
fn broken(text: &str, most: f64) -> Vec<String> {
    if width::line(text, SIZE) <= most {
        return vec![text.to_owned()];
    }
    let mut lines = filled(text, most);
    let mut room = most;
    while room > SIZE * 3.0 {
        room -= SIZE;
        let tighter = filled(text, room);
        if tighter.len() > lines.len() || tighter.iter().any(|line| width::line(line, SIZE) > room) {
            break;
        }
        lines = tighter;
    }
    lines
}

fn filled(text: &str, most: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces(text) {
        let line = lines.last_mut().expect("it begins with a line");
        let longer = format!("{line}{piece}");
        if line.is_empty() || width::line(longer.trim_end(), SIZE) <= most {
            *line = longer;
        } else {
            lines.push(piece.trim_start().to_owned());
        }
    }
    lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// The longest word that stays whole (characters).
const LONGEST: usize = 18;

/// Pieces between which a line may end: words of Latin script, and Han characters with the marks that belong to them.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut last = ' ';
    for c in text.chars() {
        let may_break = pieces.last().is_none_or(|piece| {
            let is_word = |c: char| !c.is_whitespace() && !is_wide(c);
            let in_word = is_word(last) && is_word(c) && piece.chars().count() < LONGEST;
            !(opens(last) || closes(c) || c.is_whitespace() || in_word)
        });
        if may_break {
            pieces.push(String::new());
        }
        pieces.last_mut().expect("one was just made").push(c);
        last = c;
    }
    pieces
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

fn opens(c: char) -> bool {
    matches!(c, '（' | '“' | '‘' | '《' | '【' | '「' | '『' | '〈' | '(' | '[')
}

fn closes(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '”'
            | '’'
            | '》'
            | '】'
            | '」'
            | '』'
            | '〉'
            | '…'
            | '—'
            | ','
            | '.'
            | ')'
            | ']'
            | ':'
            | ';'
            | '?'
            | '!'
            | '%'
    )
}

#[cfg(test)]
mod tests {
    use super::{Label, NODE, plain};

    #[test]
    fn a_label_is_plain_words() {
        assert_eq!(plain("\"收货<br/>GRN-001\""), "收货\nGRN-001");
        assert_eq!(plain("<b>数量</b> &lt; <订单数>"), "数量 < <订单数>");
        assert_eq!(plain("\"`**审核**`\""), "审核");
        assert_eq!(plain("A#quot;B#35;&"), "A\"B#&");
    }

    #[test]
    fn a_long_label_breaks_evenly_and_no_mark_begins_a_line() {
        let label = Label::new("仓库管理员在系统中录入采购入库单，并提交质检员检验", NODE);
        assert_eq!(label.lines, ["仓库管理员在系统中", "录入采购入库单，并", "提交质检员检验"]);
    }
}
