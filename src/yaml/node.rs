//! The tree of a YAML text: values, each with its place.

use crate::diag::Span;

/// Levels of lists and maps a text may hold inside each other.
pub const MAX_DEPTH: usize = 128;

/// A value and its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub span: Span,
    pub value: Value,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Scalar(Scalar),
    List(Vec<Node>),
    /// In the order of writing; of a duplicate key the first stays.
    Map(Vec<Entry>),
}

/// One text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// A plain text as typed (`1.10`, `007`, `no`), a quoted or block text decoded. An absent value is a plain "".
    pub text: String,
    pub style: Style,
    /// Where in the file the first byte of `text` stands, when `text` is there unaltered and in one piece.
    pub exact: Option<usize>,
}

/// How a text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Quoted,
    Block,
}

/// One `key: value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub key: String,
    pub key_span: Span,
    pub value: Node,
}
