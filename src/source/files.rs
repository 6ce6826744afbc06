//! The files of a project by their paths, shared between one state of it and the next.

use crate::source::file::{RelPath, SourceFile};
use std::sync::Arc;

/// A sorted map in blocks. Another file in the place of one copies that file's block and no other, so that what an edit
/// costs does not grow with the project.
#[derive(Clone, Debug, Default)]
pub struct Files {
    blocks: Vec<Arc<Vec<(RelPath, SourceFile)>>>,
}

/// Files in a block, at most.
const BLOCK: usize = 128;

impl Files {
    pub fn get(&self, path: &str) -> Option<&SourceFile> {
        let block = self.block(path)?;
        let at = block.binary_search_by(|(own, _)| own.as_str().cmp(path)).ok()?;
        Some(&block[at].1)
    }

    pub fn contains_key(&self, path: &str) -> bool {
        self.get(path).is_some()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&RelPath, &SourceFile)> {
        self.blocks.iter().flat_map(|block| block.iter()).map(|(path, file)| (path, file))
    }

    pub fn keys(&self) -> impl Iterator<Item = &RelPath> {
        self.iter().map(|(path, _)| path)
    }

    pub fn values(&self) -> impl Iterator<Item = &SourceFile> {
        self.iter().map(|(_, file)| file)
    }

    /// Enters a file, in the place of the one with this path.
    pub fn insert(&mut self, path: RelPath, file: SourceFile) {
        let at = self.block_of(path.as_str());
        let Some(block) = self.blocks.get_mut(at) else {
            self.blocks.push(Arc::new(vec![(path, file)]));
            return;
        };
        let block = Arc::make_mut(block);
        match block.binary_search_by(|(own, _)| own.cmp(&path)) {
            Ok(at) => block[at].1 = file,
            Err(at) => block.insert(at, (path, file)),
        }
        if block.len() > BLOCK {
            let rest = block.split_off(BLOCK / 2);
            self.blocks.insert(at + 1, Arc::new(rest));
        }
    }

    pub fn remove(&mut self, path: &str) {
        let at = self.block_of(path);
        let Some(block) = self.blocks.get_mut(at) else { return };
        let block = Arc::make_mut(block);
        if let Ok(at) = block.binary_search_by(|(own, _)| own.as_str().cmp(path)) {
            block.remove(at);
        }
        if block.is_empty() {
            self.blocks.remove(at);
        }
    }

    fn block(&self, path: &str) -> Option<&[(RelPath, SourceFile)]> {
        self.blocks.get(self.block_of(path)).map(|block| block.as_slice())
    }

    /// The last block that begins at the path or before it; the first where none does.
    fn block_of(&self, path: &str) -> usize {
        self.blocks.partition_point(|block| block[0].0.as_str() <= path).saturating_sub(1)
    }
}

impl FromIterator<(RelPath, SourceFile)> for Files {
    /// Of files in the order of their paths.
    fn from_iter<T: IntoIterator<Item = (RelPath, SourceFile)>>(files: T) -> Files {
        let mut all = Files::default();
        let mut block = Vec::new();
        for file in files {
            block.push(file);
            if block.len() == BLOCK {
                all.blocks.push(Arc::new(std::mem::take(&mut block)));
            }
        }
        if !block.is_empty() {
            all.blocks.push(Arc::new(block));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Files};
    use crate::source::file::{Content, RelPath, SourceFile};
    use std::collections::BTreeMap;
    use std::sync::Arc;

    fn file(text: &str) -> SourceFile {
        SourceFile {
            content: Content::Text(text.into()),
            hash: *blake3::hash(text.as_bytes()).as_bytes(),
            stamp: None,
        }
    }

    #[test]
    fn it_holds_what_a_sorted_map_holds_after_any_change() {
        let (mut files, mut map) = (Files::default(), BTreeMap::new());
        let mut state: u64 = 7;
        let mut next = |sides: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % sides
        };
        for step in 0..6000 {
            let path = format!("{}/{:03}.md", ["a", "a-b", "a/b", "文"][next(4) as usize], next(300));
            if next(4) == 0 {
                files.remove(&path);
                map.remove(&path);
            } else {
                files.insert(RelPath::new(&path), file(&step.to_string()));
                map.insert(path, step.to_string());
            }
        }
        let text = |file: &SourceFile| match &file.content {
            Content::Text(text) => text.to_string(),
            _ => String::new(),
        };
        let found: Vec<(String, String)> =
            files.iter().map(|(path, file)| (path.to_string(), text(file))).collect();
        assert_eq!(found, map.clone().into_iter().collect::<Vec<_>>());
        assert!(map.iter().all(|(path, value)| files.get(path).map(text).as_ref() == Some(value)));
        assert!(!files.contains_key("a/nothing.md") && !Files::default().contains_key("a"));
        let again: Files = files.iter().map(|(path, file)| (path.clone(), file.clone())).collect();
        assert!(again.keys().eq(files.keys()));
    }

    #[test]
    fn a_change_copies_one_block() {
        let before: Files =
            (0..10 * BLOCK).map(|at| (RelPath::new(&format!("{at:05}.md")), file("x"))).collect();
        let mut after = before.clone();
        after.insert(RelPath::new("00300.md"), file("y"));
        let shared = before.blocks.iter().zip(&after.blocks).filter(|(one, other)| Arc::ptr_eq(one, other));
        assert_eq!(shared.count(), before.blocks.len() - 1);
    }
}
