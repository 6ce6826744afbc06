//! A writer's text as HTML.

pub mod body;
pub mod body_cache;
mod drawn;
mod elements;
mod fill;
mod template;
mod terms;
mod unbroken;
mod writer;
