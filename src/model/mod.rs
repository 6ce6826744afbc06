//! What a site is: plain data that refers to itself by index.
//!
//! In: the documents that `read` made, through `assemble`. Out: `Site`. Not here: input and output, HTML, YAML.

pub mod address;
pub mod assemble;
pub mod document;
pub mod edit;
pub mod entry;
pub mod findings;
pub mod han;
pub mod ids;
pub mod kinds;
pub mod languages;
pub mod links;
pub mod lost;
mod named;
pub mod nav;
pub mod page;
pub mod plain_text;
pub mod prose;
pub mod quiz;
mod reduce;
pub mod resolve;
pub mod scope;
pub mod session;
mod site;
pub mod terms;
pub mod training;
pub mod version;

pub use ids::{LanguageId, PageId, SectionId};
pub use site::{Shape, Site};
