//! Footnotes and what refers to them: labels are the same in any letter case, the first note of a label counts, and a
//! note that nothing refers to is left out.

use pulldown_cmark::{CowStr, Event as Md, Tag, TagEnd};
use std::collections::{HashMap, HashSet};

use crate::markdown::events::{Event, Fault, Ranged};

/// Gives notes and references the same names, and drops the notes that are none.
pub(crate) fn settle(events: &mut Vec<Ranged<'_>>, faults: &mut Vec<Fault>) {
    let is_note = |event: &Event<'_>| matches!(event, Event::Markdown(Md::Start(Tag::FootnoteDefinition(_))));
    if !events.iter().any(|(event, _)| is_note(event)) {
        return;
    }
    for (event, _) in events.iter_mut() {
        if let Event::Markdown(Md::FootnoteReference(name) | Md::Start(Tag::FootnoteDefinition(name))) = event
        {
            fold(name);
        }
    }
    let used = used(events);
    let mut seen = HashSet::new();
    keep(events, |name, range| {
        let range = range.start..range.start + "[^]".len() + name.len();
        if !seen.insert(name.to_owned()) {
            faults.push(Fault::FootnoteTwice { name: name.to_owned(), range });
            return false;
        }
        let is_used = used.contains(name);
        if !is_used {
            faults.push(Fault::UnusedFootnote { name: name.to_owned(), range });
        }
        is_used
    });
}

/// One case of letters for a label, as GFM and CommonMark compare them.
fn fold(name: &mut CowStr<'_>) {
    let folded = name.to_lowercase();
    if folded != **name {
        *name = CowStr::from(folded);
    }
}

/// The labels that are referred to from elsewhere than their own notes.
fn used(events: &[Ranged<'_>]) -> HashSet<String> {
    let mut used = HashSet::new();
    let mut inside: Vec<&str> = Vec::new();
    for (event, _) in events {
        match event {
            Event::Markdown(Md::Start(Tag::FootnoteDefinition(name))) => inside.push(name),
            Event::Markdown(Md::End(TagEnd::FootnoteDefinition)) => {
                inside.pop();
            }
            Event::Markdown(Md::FootnoteReference(name)) if !inside.contains(&&**name) => {
                used.insert(name.to_string());
            }
            _ => {}
        }
    }
    used
}

/// Leaves out each note that is not wanted, with all that is in it.
fn keep(events: &mut Vec<Ranged<'_>>, mut is_wanted: impl FnMut(&str, &std::ops::Range<usize>) -> bool) {
    // How many notes are still open since the one that is left out.
    let mut leaving = 0;
    events.retain(|(event, range)| match event {
        Event::Markdown(Md::Start(Tag::FootnoteDefinition(name))) => {
            if leaving > 0 || !is_wanted(name, range) {
                leaving += 1;
            }
            leaving == 0
        }
        Event::Markdown(Md::End(TagEnd::FootnoteDefinition)) if leaving > 0 => {
            leaving -= 1;
            false
        }
        _ => leaving == 0,
    });
}

/// The events with all notes at the end, in the order in which the text first refers to them. The notes that only an
/// answer refers to come at the end of that answer, for whoever sees the one may see the other.
pub fn collected<'a>(events: Vec<Ranged<'a>>, is_answer: impl Fn(&str) -> bool) -> Vec<Ranged<'a>> {
    let mut notes: HashMap<String, Vec<Ranged<'a>>> = HashMap::new();
    let mut text = Vec::with_capacity(events.len());
    let mut open: Vec<(String, Vec<Ranged<'a>>)> = Vec::new();
    for (event, range) in events {
        if let Event::Markdown(Md::Start(Tag::FootnoteDefinition(name))) = &event {
            open.push((name.to_string(), Vec::new()));
        }
        let ends = matches!(event, Event::Markdown(Md::End(TagEnd::FootnoteDefinition)));
        match open.last_mut() {
            Some((_, note)) => note.push((event, range)),
            None => text.push((event, range)),
        }
        if ends && let Some((name, note)) = open.pop() {
            notes.insert(name, note);
        }
    }
    if notes.is_empty() {
        return text;
    }
    let answers = Answers { depth: 0, is_answer };
    let elsewhere = answers.referred_to_elsewhere(&text);
    answers.write(text, notes, &elsewhere)
}

/// Follows a text into its answers and out of them.
struct Answers<F> {
    /// How many blocks are open since the one that holds an answer; 0 outside.
    depth: usize,
    is_answer: F,
}

impl<F: Fn(&str) -> bool> Answers<F> {
    /// Takes the next event; true when the answer ends with it.
    fn see(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Open(block) if self.depth > 0 || (self.is_answer)(&block.name) => self.depth += 1,
            Event::Close(_) if self.depth > 0 => {
                self.depth -= 1;
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }

    fn referred_to_elsewhere(&self, text: &[Ranged<'_>]) -> HashSet<String> {
        let mut answers = Answers { depth: 0, is_answer: &self.is_answer };
        let mut found = HashSet::new();
        for (event, _) in text {
            answers.see(event);
            if let (0, Event::Markdown(Md::FootnoteReference(name))) = (answers.depth, event) {
                found.insert(name.to_string());
            }
        }
        found
    }

    fn write<'a>(
        mut self,
        text: Vec<Ranged<'a>>,
        mut notes: HashMap<String, Vec<Ranged<'a>>>,
        elsewhere: &HashSet<String>,
    ) -> Vec<Ranged<'a>> {
        let mut out = Vec::with_capacity(text.len());
        let (mut here, mut at_the_end) = (Vec::new(), Vec::new());
        for (event, range) in text {
            if self.see(&event) {
                put(&mut here, &mut notes, &mut out);
            }
            if let Event::Markdown(Md::FootnoteReference(name)) = &event {
                let only_here = self.depth > 0 && !elsewhere.contains(&**name);
                if only_here { &mut here } else { &mut at_the_end }.push(name.to_string());
            }
            out.push((event, range));
        }
        here.append(&mut at_the_end);
        put(&mut here, &mut notes, &mut out);
        out
    }
}

/// Writes the notes of these names and those they refer to, each once.
fn put<'a>(names: &mut Vec<String>, notes: &mut HashMap<String, Vec<Ranged<'a>>>, out: &mut Vec<Ranged<'a>>) {
    let mut at = 0;
    while at < names.len() {
        for (event, range) in notes.remove(&names[at]).into_iter().flatten() {
            if let Event::Markdown(Md::FootnoteReference(name)) = &event {
                names.push(name.to_string());
            }
            out.push((event, range));
        }
        at += 1;
    }
    names.clear();
}
