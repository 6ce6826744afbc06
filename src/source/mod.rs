//! Disk -> memory: every input of a build as one value.
//!
//! In: a project's folder. Out: `Sources`, sorted and hashed, with the problems met while reading.
//! Not here: any meaning of a file; and no other room reads the writer's files.

mod assets;
mod decode;
pub mod disk;
mod file;
mod files;
pub mod front_matter;
pub mod names;
mod scan;
mod sources;
pub mod workbook;

pub use file::{Content, Hash, RelPath, SourceFile};
pub use scan::{Dirty, again, scan};
pub use sources::Sources;
