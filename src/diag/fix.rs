//! Finds what a help offers in the text it stands in.
//!
//! A help that offers a spelling always has a fix, and applying it leaves no error at that place; a test does so for
//! every case. Not here: changing files.

use crate::diag::diagnostic::Diagnostic;

use crate::diag::code::Problem;
use crate::diag::edit::Fix;
use crate::diag::span::SHEET;

/// What a problem offers by its arguments alone.
enum Offer {
    /// The first of these two, where the problem stands, becomes the second.
    Swap(String, String),
    /// The whole place becomes this.
    Whole(String),
    /// The whole place, an item of a list of dashes, becomes these items.
    Items(Vec<String>),
    /// The last part of the file's path becomes this.
    Name(String),
    /// The file's path becomes this.
    Path(String),
}

/// The fix that a diagnostic's arguments offer in the text it stands in. One that was given with it goes first.
pub(super) fn of(diagnostic: &Diagnostic, text: Option<&str>) -> Option<Fix> {
    let path = &diagnostic.span.file;
    // A workbook is changed in Excel.
    if text.is_some_and(|text| text.starts_with(SHEET)) && !diagnostic.span.range.is_empty() {
        return None;
    }
    match offer(&diagnostic.problem)? {
        Offer::Name(name) => {
            let folder = path.rfind('/').map_or("", |at| &path[..=at]);
            Some(Fix::Rename(format!("{folder}{name}")))
        }
        Offer::Path(path) => Some(Fix::Rename(path)),
        Offer::Whole(with) => Some(Fix::replace(diagnostic.span.range.clone(), with)),
        Offer::Items(items) => {
            let place = diagnostic.span.range.clone();
            let before = text?.get(..place.start)?;
            let line = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
            let column = line.len() - line.trim_start().len();
            Some(Fix::replace(place, items.join(&format!("\n{}- ", " ".repeat(column)))))
        }
        // The id of a file is its name.
        Offer::Swap(written, with) if diagnostic.span.range.is_empty() => {
            let name = path.rfind('/').map_or(0, |at| at + 1);
            let at = name + path[name..].find(&written)?;
            Some(Fix::Rename(format!("{}{with}{}", &path[..at], &path[at + written.len()..])))
        }
        Offer::Swap(written, with) => {
            let place = diagnostic.span.range.clone();
            let inside = text?.get(place.clone())?;
            let at = place.start + inside.find(&written)?;
            Some(Fix::replace(at..at + written.len(), with))
        }
    }
}

fn offer(problem: &Problem) -> Option<Offer> {
    let swap = |written: &str, near: &Option<String>| {
        near.as_ref().map(|near| Offer::Swap(written.to_owned(), near.clone()))
    };
    if let Some(offer) = of_value(problem) {
        return Some(offer);
    }
    if let Some(offer) = of_cell(problem) {
        return Some(offer);
    }
    match problem {
        Problem::UnknownKey { key, near, .. }
        | Problem::CfgUnknownKey { key, near, .. }
        | Problem::ThemeText { key, near }
        | Problem::TranslationExtra { key, near } => swap(key, near),
        Problem::ScriptNeed { need, near } => swap(need, near),
        // Quotes make another type of a value, so that they go with it.
        Problem::WrongType { near, .. } => near.clone().map(Offer::Whole),
        Problem::OrderUnknown { name, near }
        | Problem::Directive { name, near, .. }
        | Problem::CodeLanguage { name, near }
        | Problem::VariableUnknown { name, near } => swap(name, near),
        Problem::IncludeMissing { target, near }
        | Problem::IncludeSection { target, near, .. }
        | Problem::LinkMissing { target, near }
        | Problem::AssetMissing { target, near }
        | Problem::SeeMissing { target, near }
        | Problem::LinkAnchor { target, near, .. }
        | Problem::LinkCase { target, near, .. }
        | Problem::LinkBackslash { target, near } => swap(target, near),
        Problem::TermUnknown { term, near, .. } => swap(term, near),
        Problem::TermBanned { found, term } => swap(found, &Some(term.clone())),
        Problem::RoleUnknown { role, near, .. } => swap(role, near),
        Problem::ModuleUnknown { module, near, .. } => swap(module, near),
        Problem::TierUnknown { tier, near, .. } => swap(tier, near),
        Problem::DrawNothing { value, near, .. } => swap(value, near),
        Problem::IdForm { id, near }
        | Problem::StepMissing { id, near, .. }
        | Problem::StepRequires { id, near }
        | Problem::LessonMissing { id, near }
        | Problem::EmbedMissing { id, near, .. }
        | Problem::QuizMissing { id, near }
        | Problem::BankMissing { id, near }
        | Problem::QuizMust { id, near } => swap(id, near),
        Problem::NotAMap { near } => near.clone().map(Offer::Whole),
        Problem::FullWidthList { items, .. } if !items.is_empty() => Some(Offer::Items(items.clone())),
        Problem::NotALink { target } => {
            let link = super::code::fixed_link(target).unwrap_or_else(|| format!("<{target}>"));
            Some(Offer::Swap(target.clone(), link))
        }
        // Which id or file is meant, nobody can tell.
        Problem::DirectiveArgument { expected, .. }
            if expected.ends_with(" id") || expected.ends_with(".md") =>
        {
            None
        }
        Problem::DirectiveArgument { name, expected } => Some(Offer::Swap(name.clone(), expected.clone())),
        Problem::FileEnding { near, .. } => Some(Offer::Name(near.clone())),
        Problem::TranslationUnknown { near, .. } => near.clone().map(Offer::Name),
        Problem::KindUnknown { near, .. } | Problem::ThemeUnknown { near } => near.clone().map(Offer::Path),
        _ => None,
    }
}

/// What is offered for a value in another form than that of its type.
fn of_value(problem: &Problem) -> Option<Offer> {
    let (Problem::CfgCode { found, near }
    | Problem::CfgLanguage { found, near }
    | Problem::CfgBaseUrl { found, near }
    | Problem::CfgTimeZone { found, near }
    | Problem::BadDate { found, near }
    | Problem::BadTime { found, near }
    | Problem::AliasUrl { found, near }
    | Problem::QuizTime { found, near }) = problem
    else {
        return None;
    };
    Some(Offer::Swap(found.clone(), near.clone()?))
}

/// What is offered for a cell, a column or a table.
fn of_cell(problem: &Problem) -> Option<Offer> {
    let (written, near) = match problem {
        Problem::TableColumn { column, near, .. } => (column, near),
        Problem::TableCell { found, near, .. }
        | Problem::TableWord { found, near, .. }
        | Problem::TableReference { found, near, .. }
        | Problem::TableColumnType { found, near, .. } => (found, near),
        Problem::TableUnknown { table, near, .. } => (table, near),
        Problem::TableSheet { sheet, near, .. } => (sheet, near),
        Problem::TableNoRow { row, near, .. } => (row, near),
        Problem::TableOption { found, near, .. } => (found, near),
        _ => return None,
    };
    Some(Offer::Swap(written.clone(), near.clone()?))
}
