//! What `read` makes of files: pages that are not yet placed in a site.

use crate::config::facts::Facts;
use crate::diag::Diagnostics;
use crate::model::address::OutPath;
use crate::model::ids::{LanguageId, RoleId};
use crate::model::kinds::FileKind;
use crate::model::lost::Lost;
use crate::model::terms::Terms;
use crate::model::version::Version;
use crate::source::{Hash, RelPath};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One page as `read` found it: the original and its translations, not yet placed.
#[derive(Clone, Debug)]
pub struct Document {
    /// The original's file.
    pub path: RelPath,
    pub id: String,
    pub kind: FileKind,
    pub address: OutPath,
    pub original: LanguageId,
    pub versions: Vec<Option<Version>>,
    /// Its files by language; the original's is among them, unless it is all in a data file.
    pub files: BTreeMap<LanguageId, RelPath>,
    /// The files with its rows.
    pub data: BTreeMap<LanguageId, RelPath>,
    /// The files that its texts take in by `::: include`.
    pub includes: BTreeSet<RelPath>,
    /// Of everything it was read from.
    pub hash: Hash,
}

/// All that was read, and the names of what could not be.
#[derive(Debug, Default)]
pub struct Documents {
    pub list: Vec<Arc<Document>>,
    pub lost: Lost,
    /// The ids of all roles, of those that cannot be read too.
    pub role_ids: BTreeSet<RoleId>,
    /// Markdown files that are no pages, and are shown where a page takes them in.
    pub pieces: Vec<RelPath>,
    /// The words of the glossary.
    pub terms: Option<Arc<Terms>>,
    /// The cells of all tables.
    pub facts: Arc<Facts>,
    /// What is wrong in a document, by its path.
    pub found: Vec<(RelPath, Diagnostics)>,
}
