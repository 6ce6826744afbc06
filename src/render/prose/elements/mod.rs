//! What stands in a text, each written in its own way.

pub(super) mod containers;
pub(super) mod footnotes;
pub(super) mod links;
pub(super) mod media;
pub(super) mod notes;
pub(super) mod raw;
pub(super) mod table;
