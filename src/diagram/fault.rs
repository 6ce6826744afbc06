//! What of a diagram could not be read, and what has no effect: for the writer, with places in the source.

use std::ops::Range;

/// Why a source is shown as it is instead of being drawn. Places are bytes of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Another type of diagram, such as `gantt`.
    Kind { name: String, range: Range<usize> },
    /// A line, or a part of it.
    Line { text: String, range: Range<usize> },
    /// A `subgraph`, `alt` or other block without its `end`.
    Unclosed { name: String, range: Range<usize> },
    /// More than can be laid out and read.
    TooLarge { count: usize, most: usize, range: Range<usize> },
    /// Nothing to draw.
    Empty { range: Range<usize> },
}

/// What was read and changes nothing: colours, scripts, the configuration of another program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    pub text: String,
    pub range: Range<usize>,
}
