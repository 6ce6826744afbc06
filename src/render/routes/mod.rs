//! What stands at the addresses that belong to no file.

pub mod markdown;
pub mod tool;
