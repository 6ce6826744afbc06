//! What `read` makes of files: pages that are not yet placed in a site.

use crate::model::address::OutPath;
use crate::model::ids::LanguageId;
use crate::model::kinds::FileKind;
use crate::model::lost::Lost;
use crate::model::page::Version;
use crate::source::{Hash, RelPath};

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
    /// Files that hold its rows.
    pub data: Vec<RelPath>,
    /// Of everything it was read from.
    pub hash: Hash,
}

/// All that was read, and the names of what could not be.
#[derive(Debug, Default)]
pub struct Documents {
    pub list: Vec<Document>,
    pub lost: Lost,
}
