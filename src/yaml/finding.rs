//! What a pass over a draft finds.

use crate::diag::Problem;
use std::ops::Range;

/// A problem found in a draft, with what would fix it there. No edits: it cannot be fixed by a machine.
#[derive(Debug)]
pub(super) struct Finding {
    /// In characters of the draft.
    pub(super) range: Range<usize>,
    pub(super) problem: Problem,
    pub(super) edits: Vec<Edit>,
    /// Fixes the draft but is not reported, such as the second use of an alias.
    pub(super) quiet: bool,
}

impl Finding {
    pub(super) fn new(range: Range<usize>, problem: Problem, edits: Vec<Edit>) -> Finding {
        Finding { range, problem, edits, quiet: false }
    }

    pub(super) fn bare(range: Range<usize>, problem: Problem) -> Finding {
        Finding::new(range, problem, Vec::new())
    }
}

/// Replaces characters of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    pub(super) with: String,
}

impl Edit {
    pub(super) fn new(range: Range<usize>, with: impl Into<String>) -> Edit {
        Edit { range, with: with.into() }
    }
}
