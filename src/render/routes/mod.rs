//! What is at the addresses that belong to no file.

pub mod app_page;
pub mod calendar;
pub mod markdown;
