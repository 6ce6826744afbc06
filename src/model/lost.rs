//! Names that are known although nothing could be read under them, each with the place where the reason is reported.
//!
//! A role whose file has a slip, or is in the wrong folder, is no unknown role: what refers to it follows from that
//! one problem.

use crate::diag::Span;
use crate::model::ids::QuestionId;
use crate::model::kinds::FileKind;
use crate::source::RelPath;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, Default)]
pub struct Lost {
    things: BTreeMap<(FileKind, String), Span>,
    questions: BTreeMap<QuestionId, Span>,
    files: BTreeMap<String, Span>,
    drafts: BTreeSet<(FileKind, String)>,
    /// YAML files of no kind, each with the path it should have, if that can be told.
    misnamed: BTreeMap<String, Option<String>>,
}

impl Lost {
    /// The file at `path` is no part of the site; `cause` is where that is reported.
    pub fn add_file(&mut self, path: &str, cause: &Span) {
        self.files.entry(path.to_owned()).or_insert_with(|| cause.clone());
    }

    pub fn add_thing(&mut self, kind: FileKind, id: &str, cause: &Span) {
        self.things.entry((kind, id.to_owned())).or_insert_with(|| cause.clone());
    }

    pub fn add_question(&mut self, id: &str, cause: &Span) {
        self.questions.entry(QuestionId::new(id)).or_insert_with(|| cause.clone());
    }

    pub fn add_draft(&mut self, kind: FileKind, id: &str) {
        self.drafts.insert((kind, id.to_owned()));
    }

    /// Where it is reported why this role, course, quiz or bank is not there.
    pub fn thing(&self, kind: FileKind, id: &str) -> Option<&Span> {
        self.things.get(&(kind, id.to_owned()))
    }

    pub fn question(&self, id: &str) -> Option<&Span> {
        self.questions.get(id)
    }

    /// Where it is reported why this file, or a folder around it, is not there.
    pub fn file(&self, path: &str) -> Option<&Span> {
        let path = RelPath::new(path);
        let parents = path.as_str().match_indices('/').map(|(at, _)| &path.as_str()[..at]);
        std::iter::once(path.as_str()).chain(parents).find_map(|path| self.files.get(path))
    }

    pub fn add_misnamed(&mut self, path: &str, right: Option<String>) {
        self.misnamed.insert(path.to_owned(), right);
    }

    /// The path that a YAML file of no kind should have.
    pub fn right_path(&self, path: &str) -> Option<&str> {
        self.misnamed.get(path)?.as_deref()
    }

    pub fn is_draft(&self, kind: FileKind, id: &str) -> bool {
        self.drafts.contains(&(kind, id.to_owned()))
    }
}
