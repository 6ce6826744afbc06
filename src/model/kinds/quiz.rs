//! A paper, as a listing: it holds no entry, its questions are those of banks.

use crate::model::entry::Listing;
use crate::model::kinds::FileKind;
use crate::model::quiz::paper::Paper;

impl Listing for Paper {
    fn kind(&self) -> FileKind {
        FileKind::Quiz
    }

    fn minutes(&self) -> Option<u32> {
        Some(Paper::minutes(self))
    }
}
