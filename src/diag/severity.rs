//! How much a problem weighs.

/// How much a problem weighs: an error keeps the site from being written, a warning does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
    /// Worth knowing, nothing to fix.
    Note,
}

impl Severity {
    /// The word used in every machine-readable form.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}
