//! Rolebook: Markdown and YAML in, a static documentation-and-training site out, with a learning path for every role.
//!
//! A site is a pure function. [`source`] reads a project into memory, [`pipeline::build`] turns it into a value, and
//! [`mod@write`] puts that value on disk while [`serve`] shows it live. The rooms, in reading order; each uses only rooms
//! named before it:
//!
//! | room | what it holds |
//! |---|---|
//! | [`diag`] | what is wrong, where, and how to fix it |
//! | [`escape`] | the one place where text becomes HTML |
//! | [`feedback`] | what readers report, as one list |
//! | [`yaml`] | strict YAML: a tree with places, and typed values from it |
//! | [`source`] | disk to memory |
//! | [`config`] | `rolebook.yaml` |
//! | [`model`] | what a site is: plain data |
//! | [`theme`] | templates and assets, built in and overridden |
//! | [`describe`] | what things are called: titles, summaries |
//! | [`diagram`] | a diagram as text to SVG |
//! | [`highlight`] | code to coloured HTML |
//! | [`cache`] | what is remembered between builds |
//! | [`markdown`] | the dialect: text to events, headings, plain text |
//! | [`read`] | one file's text to a document |
//! | [`check`] | one rule a file |
//! | [`render`] | one page's bytes |
//! | [`search`] | the files that search reads in the browser |
//! | [`plan`] | every file of the site, and how it is made |
//! | [`output`] | a finished build: paths, files, problems |
//! | [`pipeline`] | the stages of a build |
//! | [`write`](mod@write) | plan to disk |
//! | [`serve`] | the live preview |
//! | [`cli`] | the front desk, the only room that prints |

#![allow(rustdoc::private_intra_doc_links, reason = "the documentation is made with what is private")]

mod cache;
mod check;
mod cli;
mod config;
mod describe;
mod diag;
mod diagram;
mod escape;
mod feedback;
mod highlight;
mod markdown;
mod model;
mod output;
mod pipeline;
mod plan;
mod read;
mod render;
mod search;
mod serve;
mod source;
mod theme;
mod write;
mod yaml;

pub use cli::run;

/// What the tests under `tests/` use of the inside, beside the command line.
pub mod inside {
    pub use crate::cache::Cache;
    pub use crate::config::read as read_config;
    pub use crate::diag::{
        CODES, Diagnostic, Diagnostics, Fix, Lang, Places, Problem, Severity, Span, edited, show,
    };
    pub use crate::markdown::events::{Dialect, Event};
    pub use crate::markdown::reader::Reader;
    pub use crate::model::ids::RoleId;
    pub use crate::model::quiz::grading::{Given, Key, Multiple, Verdict, grade};
    pub use crate::model::quiz::typed::variants;
    pub use crate::model::quiz::types::kinds as question_kinds;
    pub use crate::model::scope::Scope;
    pub use crate::output::Output;
    pub use crate::pipeline::{build, build_after, edit};
    pub use crate::plan::Made;
    pub use crate::source::{Content, Dirty, Hash, RelPath, Sources, again, scan};
    pub use crate::theme::{Theme, key as theme_key, load as load_theme};
}
