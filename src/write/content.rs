//! What a file of the site is made of.

use std::path::PathBuf;
use std::sync::Arc;

/// What a file is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    Bytes(Arc<[u8]>),
    /// The bytes of another file, which must be a regular one.
    CopyOf(PathBuf),
}
