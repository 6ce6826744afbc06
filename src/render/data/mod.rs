//! What scripts read: files of data made from the site.

pub mod key;
pub mod paper;
pub mod papers;
pub mod roles;
pub mod templates;
