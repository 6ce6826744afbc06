//! The footnotes of a text: numbers, and how often each is referred to.

use crate::escape;
use crate::markdown::events::{Event, Ranged};
use crate::markdown::html::RESERVED;
use pulldown_cmark::{Event as Markdown, Tag, TagEnd};
use std::collections::HashMap;

/// The footnotes of a text.
#[derive(Default)]
pub(in crate::render::prose) struct Notes {
    /// How often each is referred to; of one that is not here, the text belongs to other roles.
    pub(in crate::render::prose) references: HashMap<String, usize>,
    pub(in crate::render::prose) numbers: HashMap<String, usize>,
    /// How many references to each have been written.
    pub(in crate::render::prose) written: HashMap<String, usize>,
    /// Those being written.
    pub(in crate::render::prose) open: Vec<String>,
}

impl Notes {
    pub(in crate::render::prose) fn of(events: &[Ranged<'_>]) -> Notes {
        let mut notes = Notes::default();
        for (event, _) in events {
            if let Event::Markdown(Markdown::Start(Tag::FootnoteDefinition(name))) = event {
                notes.references.insert(name.to_string(), 0);
            }
        }
        // What stands for a picture holds no links.
        let mut pictures = 0;
        for (event, _) in events {
            match event {
                Event::Markdown(Markdown::Start(Tag::Image { .. })) => pictures += 1,
                Event::Markdown(Markdown::End(TagEnd::Image)) => pictures -= 1,
                Event::Markdown(Markdown::FootnoteReference(name)) if pictures == 0 => {
                    notes.references.entry(name.to_string()).and_modify(|count| *count += 1);
                }
                _ => {}
            }
        }
        notes
    }
}

/// The id of the place that refers to a note for the nth time. No heading's id begins so.
pub(in crate::render::prose) fn back_id(name: &str, nth: usize) -> String {
    format!("{}noteref-{}-{nth}", RESERVED, escape::text(name))
}
