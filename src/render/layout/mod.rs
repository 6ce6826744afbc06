//! What surrounds the text of every page.

pub mod frame;
pub mod sidebar;
