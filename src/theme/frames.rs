//! What stands around a part of a writer's text: `templates/blocks/*.html`, filled once for each language with marks in
//! the places that are filled anew for every block.
//!
//! A page may hold a hundred blocks; filling a template for each would cost more than writing the text.

use serde::Serialize;
use tera::{Context, Tera};

/// A place in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    Content,
    Title,
    /// Attributes by which a block folds for readers of other roles.
    Fold,
    /// The language of a piece of code.
    Language,
}

/// Private-use characters, in the order of `SLOTS`, which no text of a theme holds.
const MARKS: [char; 4] = ['\u{e0d0}', '\u{e0d1}', '\u{e0d2}', '\u{e0d3}'];
const SLOTS: [Slot; 4] = [Slot::Content, Slot::Title, Slot::Fold, Slot::Language];

/// A block with its variants: kinds of notes, or which of its parts a block of code has.
#[rustfmt::skip]
const FRAMES: &[(&str, &[&str])] = &[
    ("alert", &["alert-note", "alert-tip", "alert-important", "alert-warning", "alert-caution"]),
    ("alert-folded", &[
        "alert-note", "alert-tip", "alert-important", "alert-warning", "alert-caution",
        "alert-note open", "alert-tip open", "alert-important open", "alert-warning open", "alert-caution open",
    ]),
    ("answer", &[""]),
    ("cards", &[""]),
    ("code", &["", "titled", "named", "titled named"]),
    ("details", &[""]),
    ("diagram", &["", "titled"]),
    ("figure", &[""]),
    ("role", &[""]),
    ("steps", &[""]),
    ("tab", &[""]),
    ("table", &[""]),
    ("tabs", &[""]),
];

/// A filled template, cut at its slots.
#[derive(Debug, Default)]
pub struct Frame {
    /// Each text is followed by a slot; the last stands alone.
    pieces: Vec<(String, Option<Slot>)>,
}

impl Frame {
    /// What stands before the content.
    pub fn before(&self) -> &[(String, Option<Slot>)] {
        &self.pieces[..=self.content()]
    }

    /// What stands after it.
    pub fn after(&self) -> &[(String, Option<Slot>)] {
        &self.pieces[self.content() + 1..]
    }

    fn content(&self) -> usize {
        let content = self.pieces.iter().position(|(_, slot)| *slot == Some(Slot::Content));
        content.expect("a frame without a place for its content is not kept")
    }
}

/// Why there is no frame.
pub enum Fault {
    Tera(String, tera::Error),
    /// The template has no place for the content, which would be lost.
    NoContent(String),
}

/// The frames of one language, by name and variant.
pub type Frames = std::collections::BTreeMap<(&'static str, &'static str), Frame>;

#[derive(Serialize)]
struct Marked {
    kind: &'static str,
    open: bool,
    titled: bool,
    named: bool,
    content: String,
    title: String,
    fold: String,
    language: String,
}

/// # Errors
/// The first template that cannot be filled, or that has no place for the content.
pub fn of(templates: &Tera) -> Result<Frames, Fault> {
    let mut frames = Frames::new();
    for (name, variants) in FRAMES {
        let template = format!("blocks/{name}.html");
        for kind in *variants {
            let [content, title, fold, language] = MARKS.map(String::from);
            let (titled, named) = (kind.contains("titled"), kind.contains("named"));
            let (kind_of, open) = kind.strip_suffix(" open").map_or((*kind, false), |kind| (kind, true));
            let marked = Marked { kind: kind_of, open, titled, named, content, title, fold, language };
            let context = Context::from_serialize(&marked).expect("plain texts can be handed to a template");
            let html = templates.render(&template, &context);
            let html = html.map_err(|error| Fault::Tera(template.clone(), error))?;
            let frame = Frame { pieces: cut(&html) };
            if frame.pieces.iter().filter(|(_, slot)| *slot == Some(Slot::Content)).count() != 1 {
                return Err(Fault::NoContent(template));
            }
            frames.insert((*name, *kind), frame);
        }
    }
    Ok(frames)
}

fn cut(html: &str) -> Vec<(String, Option<Slot>)> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(MARKS) {
        let mark = rest[at..].chars().next().expect("a mark was found there");
        let slot = MARKS.iter().position(|own| *own == mark).map(|at| SLOTS[at]);
        pieces.push((rest[..at].to_owned(), slot));
        rest = &rest[at + mark.len_utf8()..];
    }
    pieces.push((rest.to_owned(), None));
    pieces
}
