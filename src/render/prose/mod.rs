//! A writer's text as HTML.

pub mod blanks;
pub mod body;
pub mod body_cache;
pub mod fill;
pub mod slots;
pub mod template;
pub mod unbroken;
