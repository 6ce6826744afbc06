//! Every input file in memory.

use crate::diag::{Diagnostics, Problem};
use crate::source::decode::decode;
use crate::source::file::{Content, RelPath, SourceFile};
use crate::source::files::Files;
use std::sync::Arc;

/// Every input of a build. Same sources, same site.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The folder's name, the title of a project that gives none.
    pub name: String,
    pub files: Files,
    /// What went wrong while reading: names, encodings, links out of the project.
    pub problems: Diagnostics,
    /// Some of it is reached through symbolic links.
    pub(crate) has_links: bool,
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
        self.problems.iter().any(|diagnostic| matches!(diagnostic.problem, Problem::ReadFailed { .. }))
    }

    /// The text of a file, for reading and for quoting in a diagnostic.
    pub fn text(&self, path: &str) -> Option<&Arc<str>> {
        match &self.files.get(path)?.content {
            Content::Text(text) => Some(text),
            Content::Bytes(_) | Content::Asset { .. } => None,
        }
    }
}

/// A file made of text already in memory.
pub fn text_file(path: &RelPath, bytes: &[u8], problems: &mut Diagnostics) -> SourceFile {
    let text = decode(path.shared(), bytes, problems);
    SourceFile { content: Content::Text(text), hash: *blake3::hash(bytes).as_bytes(), stamp: None }
}
