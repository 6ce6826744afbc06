//! A paper, as a listing: it holds no entry, its questions are those of banks.

use crate::model::entry::Listing;
use crate::model::quiz::paper::Paper;

impl Listing for Paper {
    fn minutes(&self) -> Option<u32> {
        Some(Paper::minutes(self))
    }
}
