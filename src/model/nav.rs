//! The menu: folders as sections, pages and sub-sections in their order.

use crate::model::ids::{PageId, RoleId, SectionId};
use std::cmp::Ordering;

/// A folder of the site.
#[derive(Debug)]
pub struct Section {
    /// From the root, as in addresses (without leading numbers); empty for the root itself.
    pub folder: String,
    pub parent: Option<SectionId>,
    /// The page that names the section.
    pub index: Option<PageId>,
    /// Pages and sub-sections, in the order of the menu; the index is not among them.
    pub entries: Vec<Entry>,
    /// The roles of all its pages together; empty as soon as one of them is for everyone.
    pub roles: Vec<RoleId>,
}

/// A line of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    Page(PageId),
    Section(SectionId),
}

impl Section {
    /// The folder's own name.
    pub fn name(&self) -> &str {
        self.folder.rsplit('/').next().unwrap_or_default()
    }

    /// The ids of its roles with spaces between.
    pub fn role_ids(&self) -> String {
        self.roles.iter().map(RoleId::as_str).collect::<Vec<_>>().join(" ")
    }

    pub fn pages(&self) -> impl Iterator<Item = PageId> + '_ {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Page(page) => Some(*page),
            Entry::Section(_) => None,
        })
    }

    pub fn sections(&self) -> impl Iterator<Item = SectionId> + '_ {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Section(section) => Some(*section),
            Entry::Page(_) => None,
        })
    }
}

/// Compares names as people do: numbers by their value, letters without case, so that `p2` comes before `p10` and 第九章
/// before 第十章.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (Pieces { rest: a, before: None }, Pieces { rest: b, before: None });
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            // Longer runs of digits (without leading zeros) are larger numbers, whatever their size.
            (Some(Piece::Number(x)), Some(Piece::Number(y))) => x.len().cmp(&y.len()).then_with(|| x.cmp(&y)),
            // A number in Chinese stands where one in digits would.
            (Some(Piece::Number(_)), Some(Piece::Letter(y))) => '0'.cmp(&y),
            (Some(Piece::Letter(x)), Some(Piece::Number(_))) => x.cmp(&'0'),
            (Some(Piece::Letter(x)), Some(Piece::Letter(y))) => x.to_lowercase().cmp(y.to_lowercase()),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// A name cut into what is compared.
struct Pieces<'n> {
    rest: &'n str,
    before: Option<char>,
}

enum Piece {
    /// Its digits, without leading zeros.
    Number(String),
    Letter(char),
}

impl Pieces<'_> {
    fn next(&mut self) -> Option<Piece> {
        let first = self.rest.chars().next()?;
        let digits = self.run(|c| digit(c).is_some());
        if !digits.is_empty() {
            let number: String = digits.chars().filter_map(digit).collect();
            self.take(digits.len());
            return Some(Piece::Number(number.trim_start_matches('0').to_owned()));
        }
        let numerals = self.run(|c| numeral(c).is_some());
        if let Some(number) = self.chinese(numerals) {
            self.take(numerals.len());
            return Some(Piece::Number(number));
        }
        self.take(first.len_utf8());
        Some(Piece::Letter(first))
    }

    fn run(&self, is_part: impl Fn(char) -> bool) -> &str {
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        &self.rest[..end]
    }

    fn take(&mut self, len: usize) {
        self.before = self.rest[..len].chars().next_back();
        self.rest = &self.rest[len..];
    }

    /// The digits of a number in Chinese; none where the characters are part of a word, as in 一般流程.
    fn chinese(&self, numerals: &str) -> Option<String> {
        let after = self.rest[numerals.len()..].chars().next();
        let counted = "章节篇部编卷册回讲课条款项步级层季期月日天周年号类组、．.）)：:，, \u{3000}-_";
        let is_number = self.before == Some('第')
            || self.before.is_none_or(|c| !c.is_alphanumeric()) && after.is_none_or(|c| counted.contains(c))
            || after.is_none();
        (!numerals.is_empty() && is_number)
            .then(|| value(numerals).to_string().trim_start_matches('0').to_owned())
    }
}

/// The digit, also of full width.
fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10),
        _ => None,
    }
}

/// What a numeral is worth: below ten it is a digit, from ten on it multiplies.
fn numeral(c: char) -> Option<u64> {
    Some(match c {
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' => 10_000,
        _ => return None,
    })
}

/// 二十一 -> 21, 一百零三 -> 103, 二〇二六 -> 2026.
fn value(numerals: &str) -> u64 {
    let values = numerals.chars().filter_map(numeral);
    if values.clone().all(|value| value < 10) {
        return values.fold(0, |sum, value| sum.saturating_mul(10).saturating_add(value));
    }
    let (mut sum, mut below_myriad, mut digit) = (0_u64, 0_u64, None);
    for value in values {
        match value {
            0..10 => digit = Some(value),
            10_000 => {
                sum = sum
                    .saturating_add((below_myriad + digit.take().unwrap_or(0)).max(1).saturating_mul(value));
                below_myriad = 0;
            }
            // 十一 is 11: the one is left out.
            _ => below_myriad = below_myriad.saturating_add(digit.take().unwrap_or(1).saturating_mul(value)),
        }
    }
    sum.saturating_add(below_myriad).saturating_add(digit.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn numbers_in_names_count_by_value() {
        let mut names = ["p10", "P2", "p1", "p02b", "第10章", "第9章"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["p1", "P2", "p02b", "p10", "第9章", "第10章"]);
    }

    /// Whatever order they come in, that is the order they get.
    fn sorted(names: &[&str]) {
        let mut found = names.to_vec();
        for _ in names {
            found.rotate_left(1);
            found.reverse();
            found.sort_by(|a, b| natural(a, b));
            assert_eq!(found, names);
        }
    }

    #[test]
    fn chinese_numbers_count_by_value() {
        sorted(&[
            "第一章",
            "第二章 入库",
            "第三章",
            "第九章",
            "第十章",
            "第十一章",
            "第二十章",
            "第一百零三章",
        ]);
        sorted(&["一、总则", "二、范围", "三、", "十、", "十一、附则", "二十、"]);
        sorted(&["一", "二", "九", "十", "十二"]);
        sorted(&["（一）甲", "（二）乙", "（十）丙"]);
        sorted(&["第1章", "第二章", "第３章", "第十章", "第11章"]);
        sorted(&["附录一", "附录二", "附录十"]);
        sorted(&["一月", "三月", "十二月"]);
        sorted(&["二〇二五年", "二〇二六年"]);
        sorted(&["第一千章", "第一万章", "第一万零二章"]);
        // Words are no numbers.
        sorted(&["2", "a", "一般流程", "万能表", "三方匹配", "九曲", "人", "统一", "统筹"]);
    }
}
