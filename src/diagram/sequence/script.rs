//! What a sequence diagram is: those who take part, and what happens, in order. Plain data.

use crate::diagram::label::Label;

#[derive(Clone, Debug)]
pub struct Participant {
    pub id: String,
    pub label: Label,
    /// A person, drawn as one.
    pub is_actor: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tip {
    None,
    Arrow,
    Cross,
    /// Nobody waits for the answer.
    Open,
}

#[derive(Clone, Debug)]
pub struct Message {
    pub from: usize,
    pub to: usize,
    pub label: Label,
    pub is_dotted: bool,
    pub head: Tip,
    pub tail: Tip,
    pub number: Option<u32>,
}

/// What a frame around some of the messages means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    Loop,
    Alternative,
    Option,
    Parallel,
    Critical,
    Break,
    /// Only a ground.
    Ground,
}

#[derive(Clone, Debug)]
pub enum Event {
    Message(Message),
    /// Over one, or from one to another; beside one when `side` says so.
    Note {
        from: usize,
        to: usize,
        side: Side,
        label: Label,
    },
    Activate(usize),
    Deactivate(usize),
    Open(Frame, Label),
    /// `else`, `and`, `option`.
    Divide(Label),
    Close,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
    Over,
}

#[derive(Clone, Debug, Default)]
pub struct Script {
    pub participants: Vec<Participant>,
    pub events: Vec<Event>,
}
