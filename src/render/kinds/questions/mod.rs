//! Questions: their texts, and the papers and banks that hold them.

pub mod blanks;
pub mod question;
pub mod quiz;
pub mod slots;
