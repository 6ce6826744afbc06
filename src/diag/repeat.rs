//! One message for what is in many places: the first place is reported, the others are counted.
//!
//! In: a sorted list. Out: the same, shorter. Not here: problems that follow from another one.

use crate::diag::diagnostic::Diagnostic;

use crate::diag::lang::Lang;

use crate::diag::code::Problem;
use std::collections::HashMap;

/// Codes of which one message for each name is enough in every project: a block, a language or a file of another
/// program is there hundreds of times or not at all.
const ALWAYS: &[&str] = &["link.prefix", "md.directive", "page.foreign", "translation.language"];

/// Up to so many faults of a kind in one column of a data file each has a message of its own; of more the first one counts
/// the others.
const IN_COLUMN: usize = 5;

/// Folds what is wrong in a column of a data file again and again.
pub(super) fn fold_columns(list: &mut Vec<Diagnostic>) {
    let key = |diagnostic: &Diagnostic| {
        let column = column(&diagnostic.problem)?.to_owned();
        Some((diagnostic.code().name(), diagnostic.span.file.clone(), column))
    };
    let mut counts: HashMap<_, usize> = HashMap::new();
    for key in list.iter().filter_map(key) {
        *counts.entry(key).or_default() += 1;
    }
    let mut first: HashMap<_, usize> = HashMap::new();
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(list.len());
    for diagnostic in list.drain(..) {
        let many = key(&diagnostic).filter(|key| counts.get(key).is_some_and(|count| *count > IN_COLUMN));
        match many.clone().and_then(|key| first.get(&key)) {
            Some(at) => kept[*at].repeats.push(diagnostic.span.file.clone()),
            None => {
                if let Some(key) = many {
                    first.insert(key, kept.len());
                }
                kept.push(diagnostic);
            }
        }
    }
    *list = kept;
}

/// The column that a problem of a cell is about.
fn column(problem: &Problem) -> Option<&str> {
    match problem {
        Problem::TableCell { column, .. }
        | Problem::TableWord { column, .. }
        | Problem::TableRequired { column, .. }
        | Problem::TablePattern { column, .. }
        | Problem::TableRange { column, .. }
        | Problem::TableSorted { column, .. }
        | Problem::TableReference { column, .. }
        | Problem::TableExcel { column, .. }
        | Problem::TableNoKey { column } => Some(column),
        Problem::TableUnique { columns, .. } => Some(columns),
        Problem::TableSum { left, .. } => Some(left),
        Problem::TableCells { .. } | Problem::TableRising { .. } | Problem::TableDuplicate { .. } => Some(""),
        _ => None,
    }
}

/// Folds what these codes say about the same name into its first place.
pub(super) fn fold(list: &mut Vec<Diagnostic>, codes: &[&str]) {
    let mut first: HashMap<(&'static str, String), usize> = HashMap::new();
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(list.len());
    for diagnostic in list.drain(..) {
        let code = diagnostic.code().name();
        let name =
            if codes.contains(&code) || ALWAYS.contains(&code) { name(&diagnostic.problem) } else { None };
        let Some(name) = name else {
            kept.push(diagnostic);
            continue;
        };
        match first.get(&(code, name.clone())) {
            Some(at) => {
                let told = &mut kept[*at];
                told.repeats.push(diagnostic.span.file.clone());
                told.repeats.extend(diagnostic.repeats);
            }
            None => {
                first.insert((code, name), kept.len());
                kept.push(diagnostic);
            }
        }
    }
    *list = kept;
}

/// What the problem is about: equal names are one matter.
fn name(problem: &Problem) -> Option<String> {
    Some(match problem {
        Problem::Dialect { name, .. } => name.en.to_string(),
        Problem::ForeignKey { key, .. } => key.clone(),
        Problem::Directive { name, .. } => name.clone(),
        Problem::TranslationUnknown { language, .. } => language.clone(),
        Problem::PageForeign { of, .. } => of.en.to_string(),
        Problem::LinkPrefix { prefix, .. } => prefix.clone(),
        other => format!("{other:?}"),
    })
}

impl Diagnostic {
    /// The next step, and how often the same is to be done elsewhere.
    pub fn help(&self, lang: Lang) -> String {
        let help = self.problem.help(lang);
        if self.repeats.is_empty() {
            return help;
        }
        let mut files: Vec<&str> = self.repeats.iter().map(|file| &**file).collect();
        let places = files.len();
        files.dedup();
        files.retain(|file| *file != &*self.span.file);
        let named = files.iter().take(2).copied().collect::<Vec<_>>().join(lang.pick("、", ", "));
        match (lang, files.is_empty()) {
            (Lang::Zh, true) => format!("{help}；这个文件里还有 {places} 处"),
            (Lang::Zh, false) => {
                let more =
                    if files.len() > 2 { format!(" 等 {} 个文件", files.len()) } else { String::new() };
                format!("{help}；还有 {places} 处，在 {named}{more}")
            }
            (Lang::En, true) => format!("{help}; {places} more in this file"),
            (Lang::En, false) => {
                let more = match files.len() {
                    0..=2 => String::new(),
                    3 => " and 1 more file".to_owned(),
                    count => format!(" and {} more files", count - 2),
                };
                format!("{help}; {places} more in {named}{more}")
            }
        }
    }
}
