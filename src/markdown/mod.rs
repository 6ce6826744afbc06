//! The dialect: the Markdown of a page as events, and what each means.
//!
//! In: the text of a page after its front matter. Out: events with their places, headings, plain text, formulas, and
//! the HTML that a page may hold. Not here: files, front matter, and the HTML that is written from the events.

mod bare;
pub mod blocks;
pub mod cjk;
mod containers;
pub mod context;
pub mod dialects;
mod dollars;
mod emphasis;
pub mod events;
pub mod figures;
pub mod footnotes;
pub mod for_roles;
pub mod headings;
mod hidden;
pub mod html;
mod inert;
pub mod links;
mod literal;
pub mod math;
mod newlines;
pub mod notes;
pub mod plain_text;
pub mod reader;
mod terms;
#[cfg(test)]
mod tests;
pub mod variables;
