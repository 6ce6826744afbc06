//! Site and theme -> the bytes of one page, on demand.
//!
//! In: a page and a language. Out: its HTML. Not here: which pages there are (`plan`) and where they are put.

mod changes;
pub mod context;
pub mod data;
pub mod keys;
pub mod kinds;
mod layout;
pub mod page_cx;
mod prose;
pub mod renderer;
pub mod route;
pub mod routes;
