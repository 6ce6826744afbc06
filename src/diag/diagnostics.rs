//! The collector that every stage writes into, and what becomes of it at the end.

use crate::diag::code::Problem;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::edit::Fix;
use crate::diag::severity::Severity;
use crate::diag::span::Span;
use crate::diag::{fix, follow, repeat};
use std::collections::BTreeMap;

/// The collector that every stage writes into.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

/// What a project says about one code in `check.severity`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Override {
    Off,
    As(Severity),
}

impl Diagnostics {
    pub fn push(&mut self, span: Span, problem: Problem) {
        self.add(span, problem);
    }

    pub fn push_related(&mut self, span: Span, related: Span, problem: Problem) {
        self.add(span, problem).related = Some(related);
    }

    /// A problem whose help shows what to write instead.
    pub fn push_fix(&mut self, span: Span, problem: Problem, fix: Fix) {
        self.add(span, problem).fix = Some(fix);
    }

    /// A problem that is there only because of another one: the first that stands in `cause`, or in its file. It is
    /// reported beneath that one; by itself, should the other not be reported at all.
    pub fn push_after(&mut self, cause: Option<&Span>, span: Span, problem: Problem) {
        self.add(span, problem).cause = cause.cloned();
    }

    /// A problem that was found by another collector, with all that belongs to it.
    pub fn push_again(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    fn add(&mut self, span: Span, problem: Problem) -> &mut Diagnostic {
        let severity = problem.code().severity();
        let (related, repeats, fix, cause) = (None, Vec::new(), None, None);
        self.list.push(Diagnostic {
            severity,
            problem,
            span,
            related,
            repeats,
            fix,
            cause,
            follows: Vec::new(),
        });
        self.list.last_mut().expect("it was put there just above")
    }

    pub fn extend(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
    }

    /// Finds what each help offers in the text it stands in. `text` gives a file's own text.
    pub fn find_fixes<'t>(&mut self, text: &impl Fn(&str) -> Option<&'t str>) {
        for diagnostic in &mut self.list {
            if diagnostic.fix.is_none() {
                diagnostic.fix = fix::of(diagnostic, text(&diagnostic.span.file));
            }
        }
    }

    /// Applies the project's own severities, sorts by file and place, drops exact repeats; of the codes in `told_once`
    /// the first of equal problems stays and counts the others. What follows from another problem goes beneath it, and what others
    /// follow from comes first.
    pub fn settle(&mut self, overrides: &BTreeMap<&'static str, Override>, told_once: &[&str]) {
        apply(overrides, &mut self.list);
        self.list.sort_by(|a, b| {
            let key = |d: &Diagnostic| (d.span.file.clone(), d.span.range.start, d.code().name());
            key(a).cmp(&key(b))
        });
        self.list.dedup();
        // A control character in YAML is an error; that it is odd in a text as well needs no second word.
        let refused: Vec<Span> = self
            .list
            .iter()
            .filter(|diagnostic| matches!(diagnostic.problem, Problem::YamlControlChar { .. }))
            .map(|diagnostic| diagnostic.span.clone())
            .collect();
        self.list.retain(|diagnostic| {
            !(diagnostic.code().name().starts_with("enc.") && refused.contains(&diagnostic.span))
        });
        repeat::fold_columns(&mut self.list);
        repeat::fold(&mut self.list, told_once);
        follow::fold(&mut self.list);
    }

    /// Drops what turns out to be none.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(keep);
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}

fn apply(overrides: &BTreeMap<&'static str, Override>, list: &mut Vec<Diagnostic>) {
    list.retain_mut(|diagnostic| {
        apply(overrides, &mut diagnostic.follows);
        match overrides.get(diagnostic.code().name()) {
            Some(Override::Off) => false,
            Some(Override::As(severity)) => {
                diagnostic.severity = *severity;
                true
            }
            None => true,
        }
    });
}
