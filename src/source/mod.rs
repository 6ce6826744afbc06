//! Disk -> memory: every input of a build as one value.
//!
//! In: a project's folder. Out: `Sources`, sorted and hashed, with the problems met while reading.
//! Not here: any meaning of a file; and no other room reads the writer's files.

mod decode;
pub mod disk;
pub mod front_matter;
pub mod names;
mod scan;
mod sources;

pub use scan::{Dirty, scan};
pub use sources::{Content, Hash, RelPath, SourceFile, Sources};
