//! Keys of papers between the page, which names the state of its key, and the key's own file: each is written once.

use crate::model::{LanguageId, PageId};
use std::collections::HashMap;
use std::sync::Mutex;

/// Keys that were written for the hash in their page, until their files are.
#[derive(Default)]
pub struct Keys {
    waiting: Mutex<HashMap<(PageId, LanguageId), String>>,
}

impl Keys {
    pub fn keep(&self, page: PageId, language: LanguageId, text: &str) {
        let mut waiting = self.waiting.lock().expect("nobody panics while a key is kept");
        waiting.insert((page, language), text.to_owned());
    }

    pub fn take(&self, page: PageId, language: LanguageId) -> Option<String> {
        self.waiting.lock().expect("nobody panics while a key is taken").remove(&(page, language))
    }
}
