//! A writer's text as HTML.

pub mod blanks;
pub mod body;
pub mod body_cache;
mod containers;
mod fill;
mod footnotes;
mod links;
mod media;
mod notes;
mod raw;
pub mod slots;
mod table;
mod template;
mod unbroken;
mod writer;
