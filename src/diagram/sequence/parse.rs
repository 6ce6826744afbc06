//! The statements of a `sequenceDiagram` -> a script.

use crate::diagram::fault::Fault;
use crate::diagram::label::{self, Label};
use crate::diagram::lines::Statement;
use crate::diagram::read::Reading;
use crate::diagram::sequence::script::{Event, Frame, Message, Participant, Script, Side, Tip};
use std::ops::Range;

/// Where the words of a message break (pixels).
const MESSAGE: f64 = 230.0;

pub fn read(statements: &[Statement<'_>], reading: &mut Reading<'_>) -> Result<Script, Fault> {
    let mut parser = Parser { script: Script::default(), reading, open: Vec::new(), next: None };
    for statement in statements {
        parser.statement(*statement)?;
    }
    match parser.open.pop() {
        Some((name, range)) => Err(Fault::Unclosed { name, range }),
        None => Ok(parser.script),
    }
}

struct Parser<'r, 'f> {
    script: Script,
    reading: &'r mut Reading<'f>,
    /// Frames that are open.
    open: Vec<(String, Range<usize>)>,
    /// The number of the next message.
    next: Option<u32>,
}

/// Lines and what they end with, the longest first.
const ARROWS: &[(&str, bool, Tip, Tip)] = &[
    ("<<-->>", true, Tip::Arrow, Tip::Arrow),
    ("<<->>", false, Tip::Arrow, Tip::Arrow),
    ("-->>", true, Tip::None, Tip::Arrow),
    ("->>", false, Tip::None, Tip::Arrow),
    ("--x", true, Tip::None, Tip::Cross),
    ("-x", false, Tip::None, Tip::Cross),
    ("--)", true, Tip::None, Tip::Open),
    ("-)", false, Tip::None, Tip::Open),
    ("-->", true, Tip::None, Tip::None),
    ("->", false, Tip::None, Tip::None),
];

const FRAMES: &[(&str, Frame)] = &[
    ("loop", Frame::Loop),
    ("alt", Frame::Alternative),
    ("opt", Frame::Option),
    ("par", Frame::Parallel),
    ("critical", Frame::Critical),
    ("break", Frame::Break),
    ("rect", Frame::Ground),
];

impl Parser<'_, '_> {
    fn statement(&mut self, statement: Statement<'_>) -> Result<(), Fault> {
        let text = statement.text.trim_end_matches(';');
        let statement = Statement { text, ..statement };
        for (word, is_actor) in [("participant", false), ("actor", true)] {
            if let Some(rest) = statement.after(word) {
                return self.participant(statement, rest, is_actor);
            }
        }
        if let Some(rest) = statement.after("autonumber") {
            self.next = if rest == "off" {
                None
            } else {
                Some(rest.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(1))
            };
            return Ok(());
        }
        for (word, is_on) in [("activate", true), ("deactivate", false)] {
            if let Some(rest) = statement.after(word) {
                let who = self.who(statement, rest)?;
                self.script.events.push(if is_on { Event::Activate(who) } else { Event::Deactivate(who) });
                return Ok(());
            }
        }
        if let Some(rest) = statement.after("note").or_else(|| statement.after("Note")) {
            return self.note(statement, rest);
        }
        for (word, frame) in FRAMES {
            if let Some(rest) = statement.after(word) {
                let label = self.condition(statement, if *frame == Frame::Ground { "" } else { rest });
                self.script.events.push(Event::Open(*frame, label));
                self.open.push(((*word).to_owned(), statement.range()));
                return Ok(());
            }
        }
        // The colour of the ground is the theme's.
        if statement.after("box").is_some() {
            self.open.push(("box".to_owned(), statement.range()));
            self.reading.ignore(statement.text, statement.range());
            return Ok(());
        }
        for word in ["else", "and", "option"] {
            if let Some(rest) = statement.after(word)
                && self.open.last().is_some_and(|(name, _)| name != "box")
            {
                let label = self.condition(statement, rest);
                self.script.events.push(Event::Divide(label));
                return Ok(());
            }
        }
        if text == "end" {
            let (name, _) = self.open.pop().ok_or_else(|| statement.fault())?;
            if name != "box" {
                self.script.events.push(Event::Close);
            }
            return Ok(());
        }
        self.message(statement)
    }

    fn condition(&mut self, statement: Statement<'_>, words: &str) -> Label {
        let place = if words.is_empty() { 0..0 } else { statement.place(words) };
        self.reading.label(words, place, MESSAGE)
    }

    /// `participant P as 采购员`.
    fn participant(&mut self, statement: Statement<'_>, rest: &str, is_actor: bool) -> Result<(), Fault> {
        let (id, words) =
            rest.split_once(" as ").map_or((rest, rest), |(id, words)| (id.trim(), words.trim()));
        if id.is_empty() || id.contains("@{") {
            return Err(statement.fault());
        }
        let label = self.reading.label(words, statement.place(words), 130.0);
        match self.script.participants.iter_mut().find(|own| own.id == id) {
            Some(own) => (own.label, own.is_actor) = (label, is_actor),
            None => self.script.participants.push(Participant { id: id.to_owned(), label, is_actor }),
        }
        Ok(())
    }

    /// The one of this name, who takes part from now on.
    fn who(&mut self, statement: Statement<'_>, id: &str) -> Result<usize, Fault> {
        let id = id.trim();
        let is_name = !id.is_empty() && !id.contains([':', '<', '>', '"', ',', ';']);
        if !is_name {
            return Err(statement.fault());
        }
        if let Some(own) = self.script.participants.iter().position(|own| own.id == id) {
            return Ok(own);
        }
        let label = Label::new(&self.reading.fill(&label::plain(id)), 130.0);
        self.script.participants.push(Participant { id: id.to_owned(), label, is_actor: false });
        Ok(self.script.participants.len() - 1)
    }

    /// `Note over A,B: 文字`.
    fn note(&mut self, statement: Statement<'_>, rest: &str) -> Result<(), Fault> {
        let (place, words) = rest.split_once(':').ok_or_else(|| statement.fault())?;
        let sides = [("left of", Side::Left), ("right of", Side::Right), ("over", Side::Over)];
        let found = sides.iter().find_map(|(word, side)| Some((place.strip_prefix(word)?, *side)));
        let (names, side) = found.ok_or_else(|| statement.fault())?;
        let mut who = Vec::new();
        for name in names.split(',') {
            who.push(self.who(statement, name)?);
        }
        let (from, to) = (who.iter().min().copied(), who.iter().max().copied());
        let (from, to) = from.zip(to).ok_or_else(|| statement.fault())?;
        let words = words.trim();
        let label = self.reading.label(words, statement.place(words), label::NODE);
        self.script.events.push(Event::Note { from, to, side, label });
        Ok(())
    }

    /// `A->>+B: 文字`.
    fn message(&mut self, statement: Statement<'_>) -> Result<(), Fault> {
        let (way, words) = statement.text.split_once(':').unwrap_or((statement.text, ""));
        let found = ARROWS.iter().filter_map(|arrow| Some((way.find(arrow.0)?, arrow)));
        // The first in the line, and of those that begin there the longest.
        let found = found.min_by_key(|(at, arrow)| (*at, std::cmp::Reverse(arrow.0.len())));
        let (at, (mark, is_dotted, tail, head)) = found.ok_or_else(|| statement.fault())?;
        let to = way[at + mark.len()..].trim();
        let (to, activates) = match to.strip_prefix('+') {
            Some(to) => (to, Some(true)),
            None => to.strip_prefix('-').map_or((to, None), |to| (to, Some(false))),
        };
        let from = self.who(statement, &way[..at])?;
        let to = self.who(statement, to)?;
        let words = words.trim();
        let place = if words.is_empty() { 0..0 } else { statement.place(words) };
        let label = self.reading.label(words, place, MESSAGE);
        let number = self.next;
        self.next = self.next.map(|next| next + 1);
        let (is_dotted, head, tail) = (*is_dotted, *head, *tail);
        self.script.events.push(Event::Message(Message { from, to, label, is_dotted, head, tail, number }));
        match activates {
            Some(true) => self.script.events.push(Event::Activate(to)),
            Some(false) => self.script.events.push(Event::Deactivate(from)),
            None => {}
        }
        Ok(())
    }
}
