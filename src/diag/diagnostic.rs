//! One problem at one place.

use crate::diag::code::{Code, Problem};
use crate::diag::edit::Fix;
use crate::diag::severity::Severity;
use crate::diag::span::Span;
use std::sync::Arc;

/// One problem at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    pub problem: Problem,
    pub span: Span,
    /// Another place that belongs to the same problem, such as the first use of a duplicate.
    pub related: Option<Span>,
    /// The files of the places where the same is to be said again, one for each place.
    pub repeats: Vec<Arc<str>>,
    /// What the help offers, as data.
    pub fix: Option<Fix>,
    /// The place of the problem that this one follows from; nothing in a settled list, but for one that stayed alone.
    pub(super) cause: Option<Span>,
    /// The problems that go away with this one.
    pub follows: Vec<Diagnostic>,
}

impl Diagnostic {
    pub fn code(&self) -> Code {
        self.problem.code()
    }
}
