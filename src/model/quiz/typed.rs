//! What a person typed, in the one form in which answers are compared: a text in one spelling, a number as an exact
//! decimal. The page does the same (`themes/default/js/quiz/grading.js`), and `tests/grading` holds both to it.

use crate::model::han;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::collections::BTreeMap;
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// A decimal as it is written, so that no digit is lost to a binary fraction: at most 18 digits before the decimal point
/// and 18 after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(i128);

/// Digits before and after the decimal point; twice as many still fit in 128 bits.
const PLACES: i32 = 18;
const ONE: i128 = 1_000_000_000_000_000_000;

impl Decimal {
    /// `-12.50`, `.5`, `1.25e-6`; nothing else, and nothing longer than a decimal holds.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, power) = text.split_once('e').unwrap_or((text, "0"));
        let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{part}");
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) || power.len() > 4 {
            return None;
        }
        let shift = PLACES - i32::try_from(part.len()).ok()? + power.parse::<i32>().ok()?;
        let digits = digits.trim_start_matches('0');
        let scaled = match usize::try_from(shift) {
            _ if digits.is_empty() => "0".to_owned(),
            Ok(zeros) => format!("{digits}{}", "0".repeat(zeros)),
            // More places than are kept: no loss if they are zeros.
            Err(_) => digits.strip_suffix(&"0".repeat(shift.unsigned_abs() as usize))?.to_owned(),
        };
        let fits = scaled.len() <= 2 * PLACES as usize;
        let number: i128 = if scaled.is_empty() { 0 } else { scaled.parse().ok().filter(|_| fits)? };
        Some(Decimal(if negative { -number } else { number }))
    }

    /// Whether the two are no further apart than `tolerance`, which is still near.
    pub fn is_near(self, other: Decimal, tolerance: Decimal) -> bool {
        (self.0 - other.0).abs() <= tolerance.0
    }

    pub fn abs(self) -> Decimal {
        Decimal(self.0.abs())
    }

    /// The sum; nothing if it is longer than a decimal holds.
    pub fn plus(self, other: Decimal) -> Option<Decimal> {
        self.0.checked_add(other.0).map(Decimal)
    }

    pub fn minus(self, other: Decimal) -> Option<Decimal> {
        self.0.checked_sub(other.0).map(Decimal)
    }

    /// Divided by a hundred; nothing if digits would be lost.
    pub fn hundredth(self) -> Option<Decimal> {
        (self.0 % 100 == 0).then_some(Decimal(self.0 / 100))
    }

    /// So many per cent of it, to 9 decimals.
    pub fn percent(self, percent: Decimal) -> Decimal {
        // Both are cut to half of the places, so that the product fits.
        let half = ONE / 1_000_000_000;
        Decimal((self.0 / half) * (percent.0 / half) / 100)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.abs() / ONE, self.0.abs() % ONE);
        let part = format!("{part:018}");
        let part = part.trim_end_matches('0');
        let point = if part.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{part}")
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Read from text, or from a number as YAML and JSON have it.
impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Text(String),
            Whole(i64),
            Fraction(f64),
        }
        let text = match Written::deserialize(deserializer)? {
            Written::Text(text) => text,
            Written::Whole(number) => number.to_string(),
            Written::Fraction(number) => number.to_string(),
        };
        Decimal::parse(&text).ok_or_else(|| de::Error::custom(format!("`{text}` is no decimal")))
    }
}

/// Units that are one currency, as `even` writes them. Signs and codes may be before the number too.
const CURRENCIES: &[&[&str]] = &[
    &["人民币元", "人民币", "元", "圆", "¥", "rmb", "cny", "yuan"],
    &["美元", "美金", "us$", "usd", "$"],
    &["欧元", "euro", "eur", "€"],
    &["英镑", "gbp", "£"],
    &["日元", "日圆", "円", "jpy", "¥"],
    &["港元", "港币", "hk$", "hkd"],
];

/// Marks that end a sentence or stand before a number by a slip; a full stop before digits is a decimal point.
const BEFORE: [char; 6] = [' ', '、', '。', ',', ';', ':'];
const AROUND: [char; 7] = [' ', '、', '。', ',', '.', ';', ':'];

/// The number a person typed, perhaps with its unit. Thousands may be set off by commas or spaces; a comma that cannot
/// set off thousands is a decimal point; brackets make a number negative, as in books of account.
pub fn number(text: &str, unit: &str) -> Option<Decimal> {
    let text = decimal_points(&even(text));
    let mut rest = text.trim_start_matches(BEFORE).trim_end_matches(AROUND);
    let unit = fold(unit);
    let own = [unit.as_str()];
    let currency = CURRENCIES.iter().find(|names| names.contains(&unit.as_str()));
    let names = currency.copied().unwrap_or(if unit.is_empty() { &[] } else { &own });
    let (mut behind, mut before, mut bracket, mut sign) = (false, currency.is_none(), false, "");
    // Unit, sign and brackets may be around each other: `-¥200`, `¥-200`, `(200)元`, `(200元)`.
    for _ in 0..3 {
        rest = take(&mut behind, rest, names.iter().find_map(|name| rest.strip_suffix(name)));
        rest = take(&mut before, rest, names.iter().find_map(|name| rest.strip_prefix(name)));
        let inner = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        rest = take(&mut bracket, rest, inner);
        if sign.is_empty() && rest.starts_with(['-', '+']) {
            (sign, rest) = rest.split_at(1);
            rest = rest.trim_start();
        }
    }
    let share = if behind { None } else { rest.strip_suffix('%') };
    let digits = plain_digits(share.unwrap_or(rest).trim());
    let minus = match (bracket, sign) {
        (true, "") | (false, "-") => true,
        (true, _) => return None,
        _ => false,
    };
    let number = Decimal::parse(&digits).filter(|_| !digits.starts_with('-'))?;
    let number = if minus { Decimal(-number.0) } else { number };
    if share.is_some() { number.hundredth() } else { Some(number) }
}

/// What is left without something that may be there once.
fn take<'t>(done: &mut bool, rest: &'t str, without: Option<&'t str>) -> &'t str {
    match without.filter(|_| !*done) {
        Some(left) => {
            *done = true;
            left.trim()
        }
        None => rest,
    }
}

/// Without the marks between thousands, and with a decimal point: `1,234.5` -> `1234.5`, `0,5` -> `0.5`.
fn plain_digits(text: &str) -> String {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if is_grouped(whole) {
        let point = if text.contains('.') { "." } else { "" };
        return format!("{}{point}{fraction}", whole.replace([',', ' '], ""));
    }
    if text.matches(',').count() == 1 && !text.contains(['.', ' ']) {
        return text.replace(',', ".");
    }
    text.to_owned()
}

/// `1,000,000` and `12 000`: one to three digits, then groups of three.
fn is_grouped(whole: &str) -> bool {
    let mut groups = whole.split([',', ' ']);
    let first = groups.next().unwrap_or("");
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let mut rest = groups.peekable();
    rest.peek().is_some()
        && (1..=3).contains(&first.len())
        && digits(first)
        && !first.starts_with('0')
        && rest.all(|group| group.len() == 3 && digits(group))
}

/// A full stop of a Chinese keyboard between two digits is a decimal point.
fn decimal_points(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let point = |(at, c): (usize, &char)| match c {
        '。' if digit(at.checked_sub(1)) && digit(Some(at + 1)) => '.',
        c => *c,
    };
    chars.iter().enumerate().map(point).collect()
}

/// A text as answers are compared: width, case, white space, kinds of dashes, quotation marks and middle dots make no
/// difference, nor do spaces beside punctuation or punctuation at the ends.
pub fn fold(text: &str) -> String {
    even(text).trim_matches(AROUND).to_owned()
}

/// The same, and characters that are written otherwise elsewhere become those of the answer.
pub fn spelled(text: &str, variants: &BTreeMap<char, char>) -> String {
    fold(text).chars().map(|c| variants.get(&c).copied().unwrap_or(c)).collect()
}

/// Other ways to write the characters of these words: traditional forms and the like -> the simplified form.
pub fn variants(words: &[String]) -> BTreeMap<char, char> {
    let own = words.iter().flat_map(|word| fold(word).chars().collect::<Vec<_>>());
    own.flat_map(|c| han::variants(han::simplified(c))).collect()
}

fn even(text: &str) -> String {
    let lower = text.nfkc().collect::<String>().to_lowercase();
    let mut folded = String::with_capacity(lower.len());
    for c in lower.chars() {
        match c {
            c if is_unseen(c) => {}
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => {
                let mark = if folded.ends_with('-') { "" } else { "-" };
                push_mark(&mut folded, mark);
            }
            '\u{2018}'..='\u{201B}' | '\u{2BC}' | '`' | '\u{2039}' | '\u{203A}' | '『' | '』' => {
                push_mark(&mut folded, "'")
            }
            '\u{201C}'..='\u{201F}' | '\u{301D}'..='\u{301F}' | '«' | '»' | '「' | '」' => {
                push_mark(&mut folded, "\"")
            }
            '≤' | '≦' | '⩽' => push_mark(&mut folded, "<="),
            '≥' | '≧' | '⩾' => push_mark(&mut folded, ">="),
            '•' | '‧' | '∙' | '⋅' | '・' => push_mark(&mut folded, "·"),
            // Spelled out, because languages differ in what they call white space.
            '\t'..='\r' | ' ' | '\u{85}' | '\u{1680}' | '\u{2028}' | '\u{2029}' => {
                if !folded.ends_with(' ') && !folded.chars().next_back().is_some_and(stands_alone) {
                    folded.push(' ');
                }
            }
            c if stands_alone(c) => push_mark(&mut folded, c.encode_utf8(&mut [0; 4])),
            c => folded.push(c),
        }
    }
    folded
}

/// A mark takes the space before it away.
fn push_mark(folded: &mut String, mark: &str) {
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded.push_str(mark);
}

/// What shows nothing: soft hyphen, joiners, zero width, marks of direction, variation selectors, byte order mark.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E01EF}')
}

/// Characters beside which a space means nothing: Chinese and Japanese ones, punctuation, signs.
fn stands_alone(c: char) -> bool {
    matches!(c, '!'..='/' | ':'..='@' | '['..='`' | '{'..='~' | '\u{A1}'..='\u{A9}' | '\u{AB}'..='\u{B1}' | '\u{B4}'..='\u{B8}'
        | '\u{BB}' | '\u{BF}' | '\u{D7}' | '\u{F7}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{20A0}'..='\u{20CF}'
        | '\u{2190}'..='\u{23FF}' | '\u{2500}'..='\u{27BF}' | '\u{3001}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}
