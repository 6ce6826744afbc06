//! What is remembered between two builds: documents by the bytes they were read from, the theme, highlighted code.
//!
//! Everything in it can be made again from the sources; a build with an empty cache gives the same site.

use crate::diag::Diagnostics;
use crate::highlight::Memory;
use crate::model::LanguageId;
use crate::model::address::OutPath;
use crate::model::document::Document;
use crate::model::page::Page;
use crate::model::plain_text::PlainText;
use crate::source::{Hash, RelPath};
use crate::theme::Theme;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

#[derive(Default)]
pub struct Cache {
    documents: HashMap<RelPath, Remembered>,
    theme: Option<(Hash, Arc<Theme>, Diagnostics)>,
    highlighted: Arc<Memory>,
    texts: Arc<Texts>,
}

/// The words of pages that are lists, as search reads them. Sharded, so that threads seldom wait for each other.
#[derive(Default)]
pub struct Texts {
    shards: [Mutex<HashMap<(OutPath, LanguageId), Known>>; 16],
}

/// A page's words, and the hash of what they were read from.
type Known = (Hash, Arc<PlainText>);

impl Texts {
    /// The words of a page in a language; read when it is not known, or has changed.
    pub fn of(&self, page: &Page, language: LanguageId, read: impl FnOnce() -> PlainText) -> Arc<PlainText> {
        let shard = &self.shards[usize::from(page.hash[0] % 16)];
        let key = (page.address.clone(), language);
        let known = |(hash, text): &Known| (*hash == page.hash).then(|| text.clone());
        let found = shard.lock().expect(UNBROKEN).get(&key).and_then(known);
        found.unwrap_or_else(|| {
            let text = Arc::new(read());
            shard.lock().expect(UNBROKEN).insert(key, (page.hash, text.clone()));
            text
        })
    }

    /// Forgets the pages that are not among these.
    pub fn keep<'p>(&self, pages: impl Iterator<Item = &'p Page>) {
        let hashes: HashSet<Hash> = pages.map(|page| page.hash).collect();
        for shard in &self.shards {
            shard.lock().expect(UNBROKEN).retain(|_, (hash, _)| hashes.contains(hash));
        }
    }
}

const UNBROKEN: &str = "no thread panics while it holds this lock";

struct Remembered {
    key: Hash,
    document: Option<Arc<Document>>,
    diags: Diagnostics,
}

impl Cache {
    /// The document of a file group whose inputs have this hash.
    pub fn document(&self, path: &RelPath, key: &Hash) -> Option<(Option<Arc<Document>>, Diagnostics)> {
        let remembered = self.documents.get(path).filter(|remembered| remembered.key == *key)?;
        Some((remembered.document.clone(), remembered.diags.clone()))
    }

    /// Replaces all remembered documents; what is not named any more is forgotten.
    pub fn keep_documents(
        &mut self,
        documents: impl Iterator<Item = (RelPath, Hash, Option<Arc<Document>>, Diagnostics)>,
    ) {
        self.documents = documents
            .map(|(path, key, document, diags)| (path, Remembered { key, document, diags }))
            .collect();
    }

    /// Remembers one more document, or another state of one.
    pub fn keep_document(
        &mut self,
        path: RelPath,
        key: Hash,
        document: Option<Arc<Document>>,
        diags: Diagnostics,
    ) {
        self.documents.insert(path, Remembered { key, document, diags });
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

    /// Shared with every index that is made, from many threads.
    pub fn texts(&self) -> Arc<Texts> {
        self.texts.clone()
    }
}
