//! One cause, one message: a problem that follows from another goes beneath it.
//!
//! In: a sorted list. Out: the same, shorter; causes first. A cause is named by whoever finds the problem
//! (`Diagnostics::push_after`), or is plain from the two codes in one file.

use crate::diag::diagnostic::Diagnostic;

use crate::diag::code::Expected;

use crate::diag::code::Problem;

use crate::diag::severity::Severity;
use std::collections::HashMap;

/// Puts each problem that follows from another beneath it. Chains end at their first cause.
pub(super) fn fold(list: &mut Vec<Diagnostic>) {
    let files = by_file(list);
    let causes: Vec<Option<usize>> = (0..list.len()).map(|at| cause_of(list, &files, at)).collect();
    let first = |mut at: usize| {
        // A ring would need two problems that each follow from the other; then both are reported.
        for _ in 0..causes.len() {
            match causes[at] {
                Some(cause) => at = cause,
                None => return Some(at),
            }
        }
        None
    };
    let targets: Vec<Option<usize>> =
        (0..list.len()).map(|at| first(at).filter(|cause| *cause != at)).collect();
    let mut taken: Vec<Option<Diagnostic>> = std::mem::take(list).into_iter().map(Some).collect();
    for (at, target) in targets.iter().enumerate() {
        let Some(target) = target else { continue };
        let Some(mut consequence) = taken[at].take() else { continue };
        // That something lacks in a file that could not be read goes without saying.
        if consequence.cause.take().is_none() {
            continue;
        }
        let further = std::mem::take(&mut consequence.follows);
        let cause = taken[*target].as_mut().expect("a first cause is never taken away");
        cause.follows.push(consequence);
        cause.follows.extend(further);
    }
    list.extend(taken.into_iter().flatten());
    for diagnostic in &mut *list {
        // What makes a build fail does so although its cause alone would not.
        let heaviest = diagnostic.follows.iter().map(|follower| follower.severity).min();
        diagnostic.severity =
            heaviest.map_or(diagnostic.severity, |heaviest| heaviest.min(diagnostic.severity));
    }
    // Causes first; what was sorted before keeps its order.
    list.sort_by_key(|diagnostic| diagnostic.follows.is_empty());
}

/// What problems of one file can follow from, by place in the list: looked through once, however many there are.
#[derive(Default)]
struct InFile {
    /// All that follow from no named cause, in order.
    free: Vec<usize>,
    /// The first two of each sort, since no problem follows from itself.
    errors: FirstTwo,
    unread: FirstTwo,
    undecoded: FirstTwo,
    /// About the list itself, or the file as a whole.
    lists: FirstTwo,
}

#[derive(Default)]
struct FirstTwo([Option<usize>; 2]);

impl FirstTwo {
    fn add(&mut self, at: usize) {
        if let Some(free) = self.0.iter_mut().find(|place| place.is_none()) {
            *free = Some(at);
        }
    }

    fn other_than(&self, at: usize) -> Option<usize> {
        self.0.into_iter().flatten().find(|other| *other != at)
    }
}

fn by_file(list: &[Diagnostic]) -> HashMap<&str, InFile> {
    let mut files: HashMap<&str, InFile> = HashMap::new();
    for (at, diagnostic) in list.iter().enumerate() {
        let file = files.entry(&diagnostic.span.file).or_default();
        if diagnostic.cause.is_none() {
            file.free.push(at);
            if diagnostic.severity == Severity::Error {
                file.errors.add(at);
            }
        }
        if is_unread(diagnostic) {
            file.unread.add(at);
        }
        if is_undecoded(diagnostic) {
            file.undecoded.add(at);
        }
        if is_about_the_list(diagnostic) {
            file.lists.add(at);
        }
    }
    files
}

fn cause_of(list: &[Diagnostic], files: &HashMap<&str, InFile>, at: usize) -> Option<usize> {
    let own = &list[at];
    if let Some(cause) = &own.cause {
        let file = files.get(&*cause.file)?;
        // Sorted by place, so those inside the cause stand together.
        let from = file.free.partition_point(|other| list[*other].span.range.start < cause.range.start);
        let inside =
            file.free[from..].first().filter(|other| cause.range.contains(&list[**other].span.range.start));
        return inside.copied().or(file.errors.other_than(at)).or(file.free.first().copied());
    }
    // In one file, a text that cannot be read explains what is missing in it.
    let file = files.get(&*own.span.file)?;
    let code = own.code().name();
    match &own.problem {
        Problem::MissingKey { .. } | Problem::NotAMap { .. } => file.unread.other_than(at),
        _ if code.ends_with(".empty") => {
            let causes = [&file.unread, &file.lists];
            causes.into_iter().filter_map(|some| some.other_than(at)).min()
        }
        _ if code.starts_with("yaml.") => file.undecoded.other_than(at),
        _ => None,
    }
}

/// The key that holds the content of the file, or of its items, is missing, misspelt, or no list.
fn is_about_the_list(diagnostic: &Diagnostic) -> bool {
    let holds = |key: &str| {
        matches!(
            key,
            "lessons"
                | "questions"
                | "draw"
                | "groups"
                | "items"
                | "entries"
                | "terms"
                | "id"
                | "do"
                | "title"
        )
    };
    match &diagnostic.problem {
        Problem::MissingKey { key } | Problem::UnknownKey { near: Some(key), .. } => holds(key),
        Problem::WrongType { expected: Expected::List, .. } => true,
        _ => false,
    }
}

/// The file could be read only in part.
fn is_unread(diagnostic: &Diagnostic) -> bool {
    let code = diagnostic.code();
    code.name().starts_with("yaml.") && code.severity() == Severity::Error || is_undecoded(diagnostic)
}

fn is_undecoded(diagnostic: &Diagnostic) -> bool {
    matches!(diagnostic.problem, Problem::NotUtf8 { .. } | Problem::Utf16 {} | Problem::ReadFailed { .. })
}

#[cfg(test)]
mod tests {
    use crate::diag::code::Problem;
    use crate::diag::diagnostics::Diagnostics;
    use crate::diag::severity::Severity;
    use crate::diag::span::Span;
    use std::collections::BTreeMap;

    fn codes(diags: &Diagnostics) -> Vec<(String, usize)> {
        diags.iter().map(|d| (format!("{} {}", d.span.file, d.code().name()), d.follows.len())).collect()
    }

    #[test]
    fn a_consequence_goes_beneath_its_cause_and_the_cause_comes_first() {
        let unknown = || Problem::RoleUnknown { role: "x".into(), near: None, known: String::new() };
        let mut diags = Diagnostics::default();
        let cause = Span::file(&"roles/x.yaml".into());
        diags.push(Span::file(&"a.md".into()), Problem::PageEmpty {});
        diags.push_after(Some(&cause), Span::file(&"b.md".into()), unknown());
        diags.push_after(Some(&cause), Span::file(&"c.md".into()), unknown());
        diags.push(cause, Problem::KindUnknown { near: None, known: String::new() });
        diags.settle(&BTreeMap::new(), &[]);
        let expected = [("roles/x.yaml kind.unknown".to_owned(), 2), ("a.md page.empty".to_owned(), 0)];
        assert_eq!(codes(&diags), expected);
        // The roles are not there, so the site is not as it should be.
        assert_eq!(diags.iter().next().map(|d| d.severity), Some(Severity::Error));
        // Settled again, nothing changes.
        diags.settle(&BTreeMap::new(), &[]);
        assert_eq!(codes(&diags), expected);
    }

    #[test]
    fn a_consequence_whose_cause_is_not_told_stands_alone() {
        let mut diags = Diagnostics::default();
        let cause = Span::file(&"roles/x.yaml".into());
        diags.push_after(Some(&cause), Span::file(&"b.md".into()), Problem::PageEmpty {});
        diags.settle(&BTreeMap::new(), &[]);
        assert_eq!(codes(&diags), [("b.md page.empty".to_owned(), 0)]);
    }
}
