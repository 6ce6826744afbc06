//! A backlog as lines for a terminal, as CSV for a spreadsheet, as a list in Markdown.

use crate::diag::Lang;
use crate::feedback::{Backlog, Wish};

impl Backlog {
    /// One line for each wish, and below it what was said.
    pub fn table(&self, lang: Lang) -> String {
        let line = |wish: &Wish| {
            let (class, kind) = named(wish, lang);
            let mut text = format!("{class}  {kind}  {}  {}", voices(wish, lang), wish.page);
            if !wish.title.is_empty() {
                text += &format!("  {}", wish.title);
            }
            for said in &wish.texts {
                text += &format!("\n    {}", said.replace('\n', "\n    "));
            }
            text
        };
        self.wishes.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// Opens in Excel as it is: with a mark of its encoding, with the line ends of RFC 4180.
    pub fn csv(&self, lang: Lang) -> String {
        let head: [&str; 8] = lang.pick(
            ["优先级", "类别", "人数", "页面", "标题", "版本", "内容", "姓名"],
            ["priority", "kind", "voices", "page", "title", "version", "text", "names"],
        );
        let mut out = format!("\u{feff}{}\r\n", head.join(","));
        for wish in &self.wishes {
            let (class, kind) = named(wish, lang);
            let joined = |all: Vec<&String>| all.into_iter().cloned().collect::<Vec<_>>().join("; ");
            let row = [
                class.to_owned(),
                kind.to_owned(),
                wish.voices.to_string(),
                wish.page.clone(),
                wish.title.clone(),
                joined(wish.versions.iter().collect()),
                wish.texts.join("\n"),
                joined(wish.names.iter().collect()),
            ];
            out += &row.map(|text| cell(&text)).join(",");
            out += "\r\n";
        }
        out
    }

    /// A list to tick off for each class.
    pub fn markdown(&self, lang: Lang) -> String {
        let mut out = String::new();
        let mut class_before = "";
        for wish in &self.wishes {
            let (class, kind) = named(wish, lang);
            if class != class_before {
                out += &format!("{}## {class}\n\n", if out.is_empty() { "" } else { "\n" });
                class_before = class;
            }
            let text = escaped(&wish.texts.join(" / ").replace('\n', " "));
            let title =
                if wish.title.is_empty() { String::new() } else { format!("{} ", escaped(&wish.title)) };
            out += &format!(
                "- [ ] **{kind}** ({}) {title}`{}`: {text}\n",
                voices(wish, lang),
                wish.page.replace('`', "")
            );
        }
        out
    }
}

fn named(wish: &Wish, lang: Lang) -> (&'static str, &'static str) {
    let (classes, kinds) = (wish.priority.names(), wish.kind.names());
    lang.pick((classes[3], kinds[1]), (classes[4], kinds[2]))
}

fn voices(wish: &Wish, lang: Lang) -> String {
    match (lang, wish.voices) {
        (Lang::Zh, n) => format!("{n} 人"),
        (Lang::En, 1) => "1 voice".to_owned(),
        (Lang::En, n) => format!("{n} voices"),
    }
}

/// A cell that begins like a formula is a text all the same: what strangers write runs in no spreadsheet.
fn cell(text: &str) -> String {
    let text =
        if text.starts_with(['=', '+', '-', '@', '\t']) { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
