//! A writer's text as HTML.

pub mod blanks;
pub mod body;
pub mod template;
pub mod unbroken;
