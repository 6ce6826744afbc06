//! What the preview shows: a published site, what its addresses hold, and its problems.

use crate::diag::Severity;
use serde::Serialize;
use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

/// One published state of the site. Pages may be made when they are asked for; a path is only ever looked up.
pub trait Site: Send + Sync {
    /// `path` is decoded and has no leading slash: `manual/receipt.html`. `None` is "not found".
    fn get(&self, path: &str) -> Option<Resource>;
    /// The site's own "not found" page, made for the place that was asked for.
    fn not_found(&self, path: &str) -> Vec<u8>;
}

/// What one address of the site holds.
#[derive(Clone, Debug)]
pub enum Resource {
    Bytes {
        bytes: Arc<[u8]>,
        mime: Cow<'static, str>,
    },
    /// A file that is copied as it is, such as a film.
    File {
        path: PathBuf,
        mime: Cow<'static, str>,
    },
}

/// One problem as the overlay shows it: plain text throughout, already in the writer's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    #[serde(serialize_with = "severity_name")]
    pub severity: Severity,
    pub code: String,
    /// The path from the project's root.
    pub file: String,
    /// From 1; 0 when the problem is the file as a whole.
    pub line: usize,
    pub column: usize,
    pub message: String,
    pub help: String,
    /// The quoted lines with their carets; may be empty.
    pub quoted: String,
    /// How many more follow from it; empty when none does.
    pub follows: String,
}

fn severity_name<S: serde::Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(severity.name())
}
