//! Sequence diagrams: who says what to whom, from top to bottom.

pub mod draw;
pub mod parse;
mod script;
pub mod words;

pub use script::{Event, Script};

/// The words of an event.
pub fn spoken(event: &Event) -> Option<String> {
    match event {
        Event::Message(message) => Some(message.label.spoken()),
        Event::Note { label, .. } | Event::Open(_, label) | Event::Divide(label) => Some(label.spoken()),
        Event::Activate(_) | Event::Deactivate(_) | Event::Close => None,
    }
}
