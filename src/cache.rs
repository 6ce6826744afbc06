//! What is remembered between two builds: documents by the bytes they were read from, the theme, highlighted code.
//!
//! Everything in it can be made again from the sources; a build with an empty cache gives the same site.

use crate::diag::Diagnostics;
use crate::highlight::Memory;
use crate::model::assemble::Document;
use crate::source::{Hash, RelPath};
use crate::theme::Theme;
use std::collections::HashMap;
use std::sync::Arc;

#[derive(Default)]
pub struct Cache {
    documents: HashMap<RelPath, Remembered>,
    theme: Option<(Hash, Arc<Theme>, Diagnostics)>,
    highlighted: Arc<Memory>,
}

struct Remembered {
    key: Hash,
    document: Option<Document>,
    diags: Diagnostics,
}

impl Cache {
    /// The document of a file group whose inputs have this hash.
    pub fn document(&self, path: &RelPath, key: &Hash) -> Option<(Option<Document>, Diagnostics)> {
        let remembered = self.documents.get(path).filter(|remembered| remembered.key == *key)?;
        Some((remembered.document.clone(), remembered.diags.clone()))
    }

    /// Replaces all remembered documents; what is not named any more is forgotten.
    pub fn keep_documents(
        &mut self,
        documents: impl Iterator<Item = (RelPath, Hash, Option<Document>, Diagnostics)>,
    ) {
        self.documents = documents
            .map(|(path, key, document, diags)| (path, Remembered { key, document, diags }))
            .collect();
    }

    pub fn theme(&self, key: &Hash) -> Option<(Arc<Theme>, Diagnostics)> {
        let (_, theme, diags) = self.theme.as_ref().filter(|(own, _, _)| own == key)?;
        Some((theme.clone(), diags.clone()))
    }

    pub fn keep_theme(&mut self, key: Hash, theme: Arc<Theme>, diags: Diagnostics) {
        self.theme = Some((key, theme, diags));
    }

    /// Shared with every page that is rendered, from many threads.
    pub fn highlighted(&self) -> Arc<Memory> {
        self.highlighted.clone()
    }
}
