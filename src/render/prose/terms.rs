//! Which words of the glossary a text has made links of. Not here: how they are written (`elements/links`).

use std::collections::BTreeSet;

/// The terms of a text that are links already.
#[derive(Default)]
pub(in crate::render::prose) struct Terms {
    /// Whether the first use of a term becomes a link without brackets too.
    pub(in crate::render::prose) is_automatic: bool,
    /// Those whose meaning is written, by their place in the glossary.
    pub(in crate::render::prose) written: BTreeSet<usize>,
    pub(in crate::render::prose) linked: BTreeSet<usize>,
    /// The term that is being written.
    pub(in crate::render::prose) open: Option<usize>,
}

impl Terms {
    pub(in crate::render::prose) fn new(is_automatic: bool) -> Terms {
        Terms { is_automatic, ..Terms::default() }
    }
}
