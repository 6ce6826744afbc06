//! What a page's Markdown is read into: events with their places, what the writer hides, and what is wrong.
//!
//! Plain data; the `reader` makes it.

use pulldown_cmark::Event as Md;
use std::ops::Range;

/// How deep quotes, lists, containers and emphasis may nest.
pub const NESTING_LIMIT: usize = 100;

/// Which Markdown a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Rolebook,
    /// Plain CommonMark, every extension and fixing off.
    CommonMark,
}

/// A part of a page, in order; `Start` and `End`, `Open` and `Close` always balance and nest.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<'a> {
    Markdown(Md<'a>),
    /// `::: name argument`
    Open(Block),
    /// The end of the container that `Open` began, written or not.
    Close(Block),
    /// `== title`, directly in a `tabs` container.
    Tab {
        title: String,
        title_range: Range<usize>,
    },
}

/// An event and its bytes in the page.
pub type Ranged<'a> = (Event<'a>, Range<usize>);

/// Something in the text that does not do what it looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The range is that of the opening line.
    BlockUnclosed {
        name: String,
        range: Range<usize>,
    },
    BlockStray {
        range: Range<usize>,
    },
    /// The range is that of the opening fence line.
    FenceUnclosed {
        range: Range<usize>,
    },
    NestingTooDeep {
        range: Range<usize>,
    },
    UndefinedFootnote {
        name: String,
        range: Range<usize>,
    },
    SpaceInLink {
        target: String,
        range: Range<usize>,
    },
    /// The range is that of its first four characters.
    CommentUnclosed {
        range: Range<usize>,
    },
    /// A footnote that nothing refers to; the range is that of its label.
    UnusedFootnote {
        name: String,
        range: Range<usize>,
    },
    /// A footnote whose label another one has; the range is that of its label.
    FootnoteTwice {
        name: String,
        range: Range<usize>,
    },
}

impl Fault {
    /// Its bytes in the page.
    pub fn range(&self) -> &Range<usize> {
        match self {
            Fault::BlockUnclosed { range, .. }
            | Fault::BlockStray { range }
            | Fault::FenceUnclosed { range }
            | Fault::NestingTooDeep { range }
            | Fault::UndefinedFootnote { range, .. }
            | Fault::SpaceInLink { range, .. }
            | Fault::CommentUnclosed { range }
            | Fault::UnusedFootnote { range, .. }
            | Fault::FootnoteTwice { range, .. } => range,
        }
    }

    pub(super) fn range_mut(&mut self) -> &mut Range<usize> {
        match self {
            Fault::BlockUnclosed { range, .. }
            | Fault::BlockStray { range }
            | Fault::FenceUnclosed { range }
            | Fault::NestingTooDeep { range }
            | Fault::UndefinedFootnote { range, .. }
            | Fault::SpaceInLink { range, .. }
            | Fault::CommentUnclosed { range }
            | Fault::UnusedFootnote { range, .. }
            | Fault::FootnoteTwice { range, .. } => range,
        }
    }
}

/// What a page says, what it hides, and what is wrong with it, each in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read<'a> {
    pub events: Vec<Ranged<'a>>,
    /// Comments and what is in elements for programs. No event says anything of them but an `Html` or `InlineHtml`
    /// that holds one whole.
    pub hidden: Vec<Range<usize>>,
    /// The definitions of links, `[name]: address`, by their names.
    pub definitions: Vec<(String, Range<usize>)>,
    pub faults: Vec<Fault>,
}

/// One `:::` container, as its opening line writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub name: String,
    pub argument: String,
    pub name_range: Range<usize>,
    pub argument_range: Range<usize>,
}
