//! What is wrong, where, and how to fix it.
//!
//! In: problems with typed arguments, from every room. Out: a sorted list, and its text in two languages.
//! Not here: printing (only `cli` prints) and reading files (a text is handed in to be quoted).

mod code;
mod diagnostic;
mod diagnostics;
mod edit;
mod fix;
mod follow;
mod lang;
mod repeat;
mod severity;
pub mod show;
pub mod span;
mod suggest;

pub use code::{CODES, Code, Expected, Problem, Rival, Words, code_named};
pub use diagnostic::Diagnostic;
pub use diagnostics::{Diagnostics, Override};
pub use edit::{Edit, Fix, edited};
pub use lang::Lang;
pub use severity::Severity;
pub use span::{Places, PlacesByFile, Position, SHEET, Span};
pub use suggest::{meaning, nearest, nearest_named, nearest_path};
