//! One input file in memory.

use std::borrow::Borrow;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

/// A file's path from the project's root: `/` between the parts, Unicode NFC, never absolute.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelPath(Arc<str>);

impl RelPath {
    pub fn new(path: &str) -> RelPath {
        use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
        // Nearly every path is normal already, and this is asked for every link.
        if is_nfc_quick(path.chars()) == IsNormalized::Yes {
            return RelPath(path.into());
        }
        RelPath(path.nfc().collect::<String>().into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The shared text, as spans hold it.
    pub fn shared(&self) -> &Arc<str> {
        &self.0
    }

    /// The folder, empty for a file at the root.
    pub fn folder(&self) -> &str {
        self.0.rfind('/').map_or("", |at| &self.0[..at])
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.0.rfind('/').map_or(&self.0, |at| &self.0[at + 1..])
    }
}

impl Borrow<str> for RelPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for RelPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A BLAKE3 hash of a file's bytes.
pub type Hash = [u8; 32];

/// One input file.
#[derive(Clone, Debug)]
pub struct SourceFile {
    pub content: Content,
    pub hash: Hash,
    /// Its length and time when it was read, so that a rescan reads only what changed.
    pub(crate) stamp: Option<Stamp>,
}

/// What is kept of a file in memory.
#[derive(Clone, Debug)]
pub enum Content {
    /// A file we read: Markdown, YAML, or part of a theme.
    Text(Arc<str>),
    /// Bytes of a theme's own picture or font.
    Bytes(Arc<[u8]>),
    /// A picture, a video, an attachment: left on disk and copied when it is linked to.
    Asset {
        disk: PathBuf,
        size: Option<(u32, u32)>,
        /// A picture of lines and areas in a colour for any ground.
        is_drawing: bool,
        /// A browser that opens it may run a script of it.
        runs: bool,
    },
}

/// Length and time of a file when it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub len: u64,
    pub modified: Option<SystemTime>,
}
