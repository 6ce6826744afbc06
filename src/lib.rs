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
//! | [`yaml`] | strict YAML: a tree with places, and typed values from it |
//! | [`scope`] | the roles that a site is built for |
//! | [`source`] | disk to memory |
//! | [`config`] | `rolebook.yaml` |
//! | [`model`] | what a site is: plain data |
//! | [`theme`] | templates and assets, built in and overridden |
//! | [`describe`] | what things are called: titles, summaries |
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

pub mod cache;
pub mod check;
pub mod cli;
pub mod config;
pub mod describe;
pub mod diag;
pub mod escape;
pub mod highlight;
pub mod markdown;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod plan;
pub mod read;
pub mod render;
pub mod scope;
pub mod search;
pub mod serve;
pub mod source;
pub mod theme;
pub mod write;
pub mod yaml;
