//! What must not be cut in two at the end of a line: a document number at its hyphen, a number from its unit.
//!
//! In: the text of a line. Out: its parts, and which of them stay whole. No character is added: what is copied and searched
//! is what was written.

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Part<'t> {
    pub text: &'t str,
    pub is_whole: bool,
}

/// Longer ones would leave a hole at the end of the line, or stick out of a narrow column.
const LONGEST: usize = 18;

/// What is counted, the longer words first. Latin ones follow a blank; without one no browser breaks there anyway.
const UNITS: &[&str] = &[
    "平方米",
    "立方米",
    "工作日",
    "个工作日",
    "个月",
    "个小时",
    "分钟",
    "小时",
    "千克",
    "公斤",
    "毫米",
    "厘米",
    "公里",
    "千米",
    "毫升",
    "万元",
    "亿元",
    "美元",
    "欧元",
    "季度",
    "年",
    "月",
    "日",
    "号",
    "天",
    "周",
    "时",
    "分",
    "秒",
    "元",
    "角",
    "个",
    "件",
    "台",
    "套",
    "箱",
    "包",
    "袋",
    "瓶",
    "桶",
    "卷",
    "张",
    "份",
    "本",
    "页",
    "行",
    "列",
    "项",
    "条",
    "笔",
    "种",
    "类",
    "吨",
    "克",
    "米",
    "升",
    "度",
    "次",
    "人",
    "位",
    "名",
    "步",
    "章",
    "节",
    "课",
    "题",
    "级",
    "层",
    "版",
    "倍",
    "成",
    "折",
    "点",
    "期",
    "家",
    "车",
    "批",
    "根",
    "只",
    "双",
    "块",
    "片",
    "组",
    "岁",
    "轮",
    "字",
    "%",
    "％",
    "‰",
    "℃",
    "°C",
    "°",
    "kWh",
    "kHz",
    "MHz",
    "GHz",
    "dpi",
    "rpm",
    "min",
    "pcs",
    "PCS",
    "USD",
    "EUR",
    "CNY",
    "RMB",
    "mm",
    "cm",
    "dm",
    "km",
    "m²",
    "m³",
    "kg",
    "mg",
    "ml",
    "mL",
    "kW",
    "kV",
    "mA",
    "Hz",
    "KB",
    "MB",
    "GB",
    "TB",
    "px",
    "pt",
    "ms",
    "m",
    "g",
    "t",
    "L",
    "l",
    "s",
    "h",
    "V",
    "A",
    "W",
];

/// The text in parts, in order; joined they are the text.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        parts.push(Part { text, is_whole: false });
        return parts;
    }
    let (mut from, mut at) = (0, 0);
    let mut before = ' ';
    while let Some(next) = text[at..].chars().next() {
        let whole = if begins_word(before) { whole(&text[at..]) } else { None };
        let Some(length) = whole else {
            before = next;
            at += next.len_utf8();
            continue;
        };
        if from < at {
            parts.push(Part { text: &text[from..at], is_whole: false });
        }
        parts.push(Part { text: &text[at..at + length], is_whole: true });
        at += length;
        from = at;
        before = text[..at].chars().next_back().unwrap_or(' ');
    }
    if from < text.len() {
        parts.push(Part { text: &text[from..], is_whole: false });
    }
    parts
}

/// Not inside an address, a path or a longer word.
fn begins_word(before: char) -> bool {
    !before.is_ascii_alphanumeric()
        && !matches!(before, '-' | '_' | '/' | '\\' | '.' | '@' | '=' | '&' | '#' | ',')
}

fn whole(text: &str) -> Option<usize> {
    document_number(text).or_else(|| quantity(text))
}

/// `PO-202611-0037`, `2026-11-16`, `T1-3`: letters and digits joined by hyphens, with a digit among them.
fn document_number(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len());
    let word = text[..end].trim_end_matches('-');
    let is_number = word.len() <= LONGEST
        && word.contains('-')
        && !word.starts_with('-')
        && word.bytes().any(|byte| byte.is_ascii_digit());
    is_number.then_some(word.len())
}

/// `±2 %`, `18,000 kg`, `1,960～2,040 个`, `第 3 步`.
fn quantity(text: &str) -> Option<usize> {
    let mut at = 0;
    if let Some(rest) = text.strip_prefix('第') {
        at = text.len() - without_blank(rest).len();
    } else if let Some(rest) =
        text.strip_prefix(['±', '≥', '≤', '≈', '>', '<', '＞', '＜', '−', '+', '-', '¥', '￥', '$'])
    {
        at = text.len() - without_blank(rest).len();
    }
    at += digits(&text[at..])?;
    if let Some(rest) = text[at..].strip_prefix(['～', '~', '–', '—', '-', '×'])
        && let Some(length) = digits(rest)
    {
        at = text.len() - rest.len() + length;
    }
    let rest = &text[at..];
    let unit = without_blank(rest);
    let name = UNITS.iter().find(|name| {
        unit.strip_prefix(**name).is_some_and(|after| is_unit(name, after, unit.len() < rest.len()))
    })?;
    let length = text.len() - unit.len() + name.len();
    (text[..length].chars().count() <= LONGEST).then_some(length)
}

/// `kg` is one in `3 kg`, not in `3 kgs`, and needs no help in `3kg`.
fn is_unit(name: &str, after: &str, has_blank: bool) -> bool {
    let is_han = name.starts_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
    is_han || (has_blank && !after.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// The length of a number with its groups and decimals.
fn digits(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(text.len());
    let number = text[..end].trim_end_matches([',', '.']);
    (number.starts_with(|c: char| c.is_ascii_digit())).then_some(number.len())
}

fn without_blank(text: &str) -> &str {
    text.strip_prefix([' ', '\u{a0}']).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::{Part, parts};

    /// What stays whole, and that nothing is lost.
    fn whole(text: &str) -> Vec<&str> {
        let parts = parts(text);
        let joined: String = parts.iter().map(|part| part.text).collect();
        assert_eq!(joined, text);
        parts.into_iter().filter(|part| part.is_whole).map(|part| part.text).collect()
    }

    #[test]
    fn document_numbers_stay_whole() {
        assert_eq!(
            whole("单号 PO-202611-0037，到货单DH-202611-0061。"),
            ["PO-202611-0037", "DH-202611-0061"]
        );
        assert_eq!(whole("（2026-11-16）T1-3 UTF-8."), ["2026-11-16", "T1-3", "UTF-8"]);
        assert_eq!(whole("AB12- 完"), Vec::<&str>::new());
    }

    #[test]
    fn a_number_keeps_its_unit() {
        assert_eq!(whole("容差是 ±2 %，共 18,000 kg。"), ["±2 %", "18,000 kg"]);
        assert_eq!(whole("1,960～2,040 个之间，第 3 步，第2章"), ["1,960～2,040 个", "第 3 步", "第2章"]);
        assert_eq!(whole("3个月后，15 分钟，≥ 0.5 mm"), ["3个月", "15 分钟", "≥ 0.5 mm"]);
        assert_eq!(whole("35,150.00 元"), ["35,150.00 元"]);
    }

    #[test]
    fn what_a_line_may_break_is_left() {
        let nothing: [&str; 0] = [];
        assert_eq!(whole("没有数字 e-mail state-of-the-art"), nothing);
        assert_eq!(whole("https://example.com/a-1/b-2?x=y-3 C:\\p-1 me@a-1.cn"), nothing);
        assert_eq!(whole("一个很长的 ABCDEFGH-IJKLMNOP-2026-0001"), nothing);
        assert_eq!(whole("5 kgs 8% 7kg 2026 Shenzhen 3."), nothing);
    }

    #[test]
    fn text_between_is_kept_in_order() {
        let plain = |text| Part { text, is_whole: false };
        assert_eq!(
            parts("见 A-1 和 2 t"),
            [
                plain("见 "),
                Part { text: "A-1", is_whole: true },
                plain(" 和 "),
                Part { text: "2 t", is_whole: true }
            ]
        );
    }
}
