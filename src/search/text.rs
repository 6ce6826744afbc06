//! A version that is a list -> its words, entry by entry.
//!
//! In: a version as it was read. Out: `PlainText`. Not here: the words of a Markdown page, which are known since it was
//! read; and answers. What a question's key or an explanation says is never searched, because a result would show it.

use crate::markdown::context::Context;
use crate::markdown::plain_text::{self, add_line, tidy};
use crate::model::entry::Said;
use crate::model::page::Version;
use crate::model::plain_text::{Part, PlainText};
use crate::model::prose::Prose;

/// The words of a version's entries, in the order of the page.
pub fn of(version: &Version, context: &Context<'_>) -> PlainText {
    let listing = version.content.listing();
    let mut head = Part { text: version.head.summary.clone(), ..Part::default() };
    listing.said().iter().for_each(|said| say(said, context, &mut head.text));
    let mut parts = vec![head];
    parts.extend(listing.entries().map(|entry| {
        let (mut title, mut text) = (String::new(), String::new());
        say(&entry.title(), context, &mut title);
        entry.said().iter().for_each(|said| say(said, context, &mut text));
        let names = entry.names().into_iter().map(str::to_owned).collect();
        Part { anchor: entry.anchor().to_owned(), title, names, text }
    }));
    parts.iter_mut().for_each(|part| part.text = tidy(&part.text));
    PlainText { parts }
}

/// Adds what is said to a text, as a line of its own or several.
fn say(said: &Said<'_>, context: &Context<'_>, text: &mut String) {
    match said {
        Said::Plain(plain) => add_line(text, plain),
        Said::Cells(cells) => add_line(text, &cells.join(" · ").replace('\n', " ")),
        Said::Words(words) => add_line(text, words.join(" ").trim()),
        Said::Prose(prose) => add_line(text, &plain_text::of(prose, context)),
        Said::Line(prose) => add_line(text, &line(prose, context)),
        Said::Unordered(items) => {
            let mut items: Vec<String> = items.iter().map(|item| line(item, context)).collect();
            items.sort();
            items.iter().for_each(|item| add_line(text, item));
        }
        Said::Entry(entry) => {
            say(&entry.title(), context, text);
            entry.said().iter().for_each(|said| say(said, context, text));
        }
    }
}

/// A text in one line.
fn line(prose: &Prose, context: &Context<'_>) -> String {
    plain_text::of(prose, context).split_whitespace().collect::<Vec<_>>().join(" ")
}
