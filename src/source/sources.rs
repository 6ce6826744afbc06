//! Every input file in memory.

use crate::diag::Diagnostics;
use crate::source::decode::decode;
use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

/// A file's path from the project's root: `/` between the parts, Unicode NFC, never absolute.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelPath(Arc<str>);

impl RelPath {
    pub fn new(path: &str) -> RelPath {
        use unicode_normalization::UnicodeNormalization;
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

/// Every input of a build. Same sources, same site.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The folder's name, the title of a project that gives none.
    pub name: String,
    pub files: BTreeMap<RelPath, SourceFile>,
    /// What went wrong while reading: names, encodings, links out of the project.
    pub problems: Diagnostics,
    /// Size and time of each file when it was read, so that a rescan reads only what changed.
    pub(crate) stamps: BTreeMap<RelPath, Stamp>,
}

impl Sources {
    /// Sources made of texts alone, as the tests use them.
    pub fn of_texts<'a>(name: &str, texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Sources {
        let mut sources = Sources { name: name.to_owned(), ..Sources::default() };
        for (path, text) in texts {
            let path = RelPath::new(path);
            let bytes = text.as_bytes();
            let file = text_file(&path, bytes, &mut sources.problems);
            sources.files.insert(path, file);
        }
        sources
    }

    /// Whether a part of the project could not be read, so that nobody knows what it holds.
    pub fn has_unread(&self) -> bool {
        self.problems.iter().any(|problem| problem.code().name() == "io.read")
    }

    /// The text of a file, for reading and for quoting in a diagnostic.
    pub fn text(&self, path: &str) -> Option<&Arc<str>> {
        match &self.files.get(path)?.content {
            Content::Text(text) => Some(text),
            Content::Bytes(_) | Content::Asset { .. } => None,
        }
    }
}

/// Length and time of a file when it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub len: u64,
    pub modified: Option<SystemTime>,
}

/// A file made of text already in memory.
pub fn text_file(path: &RelPath, bytes: &[u8], problems: &mut Diagnostics) -> SourceFile {
    let text = decode(path.shared(), bytes, problems);
    SourceFile { content: Content::Text(text), hash: *blake3::hash(bytes).as_bytes() }
}
