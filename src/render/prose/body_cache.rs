//! The texts of pages written lately: a page and the books that hold it share one.

use crate::model::{LanguageId, PageId};
use crate::render::prose::template::BodyTemplate;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// The texts of pages written lately. A page and the book of its section lie close together among the files of a site, so
/// that a few of them are enough: keeping all would take 13 KiB for a page of 4 KiB.
pub struct BodyCache {
    generations: Mutex<Generations>,
}

/// What was not asked for while the younger one filled up is forgotten.
struct Generations {
    young: HashMap<(PageId, LanguageId), Arc<BodyTemplate>>,
    old: HashMap<(PageId, LanguageId), Arc<BodyTemplate>>,
    /// Of the young.
    bytes: usize,
    most: usize,
}

/// What a generation holds for each thread: the text of some eighty pages (bytes).
const FOR_A_THREAD: usize = 1024 * 1024;

impl BodyCache {
    /// For a site that is made by the threads of this pool, each of them in a section of its own.
    pub fn new() -> BodyCache {
        let (young, old) = (HashMap::new(), HashMap::new());
        let most = FOR_A_THREAD * rayon::current_num_threads();
        BodyCache { generations: Mutex::new(Generations { young, old, bytes: 0, most }) }
    }

    /// The text of a page for readers of a language.
    pub fn take(
        &self,
        page: PageId,
        language: LanguageId,
        write: impl FnOnce() -> BodyTemplate,
    ) -> Arc<BodyTemplate> {
        let key = (page, language);
        if let Some(written) = self.generations.lock().expect(UNBROKEN).find(key) {
            return written;
        }
        let written = Arc::new(write());
        self.generations.lock().expect(UNBROKEN).keep(key, written.clone());
        written
    }
}

impl Generations {
    fn find(&mut self, key: (PageId, LanguageId)) -> Option<Arc<BodyTemplate>> {
        if let Some(written) = self.young.get(&key) {
            return Some(written.clone());
        }
        let written = self.old.remove(&key)?;
        self.keep(key, written.clone());
        Some(written)
    }

    fn keep(&mut self, key: (PageId, LanguageId), written: Arc<BodyTemplate>) {
        if self.bytes > self.most {
            self.old = std::mem::take(&mut self.young);
            self.bytes = 0;
        }
        self.bytes += written.size();
        self.young.insert(key, written);
    }
}

const UNBROKEN: &str = "no thread panics while it holds this lock";
