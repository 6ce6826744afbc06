//! The menu: folders as sections, pages and sub-sections in their order.

use crate::model::{PageId, SectionId};

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
    pub roles: Vec<String>,
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

/// A title for the folders that every project has, when their index gives none.
pub fn usual_title(folder: &str, language: &str) -> Option<&'static str> {
    let (zh, en) = match folder {
        "roles" => ("岗位", "Roles"),
        "courses" => ("课程", "Courses"),
        "manual" => ("操作手册", "Manual"),
        "faq" => ("常见问题", "FAQ"),
        "checklists" => ("检查清单", "Checklists"),
        "releases" => ("版本说明", "Releases"),
        "scenarios" => ("场景教学", "Scenarios"),
        "handbook" => ("使用手册", "Handbook"),
        "quizzes" | "exams" => ("考核", "Quizzes"),
        _ => return None,
    };
    Some(if language.starts_with("zh") { zh } else { en })
}

/// Compares names as people do: digits by their value, letters without case, so that `p2` comes before `p10`.
pub fn natural(a: &str, b: &str) -> std::cmp::Ordering {
    let (mut left, mut right) = (a.chars().peekable(), b.chars().peekable());
    loop {
        match (left.peek().copied(), right.peek().copied()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => return std::cmp::Ordering::Less,
            (Some(_), None) => return std::cmp::Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (x, y) = (number(&mut left), number(&mut right));
                // Longer runs of digits (without leading zeros) are larger numbers, whatever their size.
                match x.len().cmp(&y.len()).then_with(|| x.cmp(&y)) {
                    std::cmp::Ordering::Equal => {}
                    other => return other,
                }
            }
            (Some(x), Some(y)) => match x.to_lowercase().cmp(y.to_lowercase()) {
                std::cmp::Ordering::Equal => {
                    left.next();
                    right.next();
                }
                other => return other,
            },
        }
    }
}

fn number(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> String {
    let mut digits = String::new();
    while let Some(digit) = chars.next_if(char::is_ascii_digit) {
        digits.push(digit);
    }
    digits.trim_start_matches('0').to_owned()
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
}
