//! A version that is a list -> its words, entry by entry.
//!
//! In: a version as it was read. Out: `PlainText`. Not here: the words of a Markdown page, which are known since it was
//! read; and answers. What a question's key or an explanation says is never searched, because a result would show it.

use crate::markdown::context::Context;
use crate::markdown::plain_text::{self, add_line, tidy};
use crate::model::page::{Content, Version};
use crate::model::plain_text::{Part, PlainText};
use crate::model::prose::Prose;
use crate::model::quiz::question::{Question, Searched};

/// The words of a version's entries, in the order of the page.
pub fn of(version: &Version, context: &Context<'_>) -> PlainText {
    let head = Part { text: version.head.summary.clone(), ..Part::default() };
    let mut parts = vec![head];
    match &version.content {
        Content::Faq(faq) => parts.extend(faq.entries.iter().map(|entry| Part {
            anchor: entry.id.text.clone(),
            title: line(&entry.question, context),
            text: plain_text::of(&entry.answer, context),
            ..Part::default()
        })),
        Content::Bank(bank) => {
            for asked in &bank.questions {
                let (ask, rest) = question(asked, context);
                parts.push(Part { anchor: asked.id.text.clone(), title: ask, text: rest, ..Part::default() });
            }
        }
        Content::Checklist(checklist) => {
            for group in &checklist.groups {
                for item in &group.items {
                    let text = format!("{}\n{}", group.title, item.evidence);
                    let title = line(&item.task, context);
                    parts.push(Part { anchor: item.id.text.clone(), title, text, ..Part::default() });
                }
            }
        }
        Content::Glossary(glossary) => parts.extend(glossary.terms.iter().map(|term| Part {
            anchor: term.anchor.clone(),
            title: term.term.text.clone(),
            names: term.aka.iter().chain(&term.not).map(|name| name.text.clone()).collect(),
            text: plain_text::of(&term.def, context),
        })),
        Content::Course(course) => {
            for session in &course.sessions {
                let about = [&session.title, &session.date, &session.trainer, &session.place];
                let about = about.map(String::as_str).join(" ");
                add_line(&mut parts[0].text, about.trim());
            }
        }
        Content::Page(_) | Content::Role(_) | Content::Quiz(_) => {}
    }
    parts.iter_mut().for_each(|part| part.text = tidy(&part.text));
    PlainText { parts }
}

/// What a question shows before it is answered: its ask, and all that can be chosen.
fn question(question: &Question, context: &Context<'_>) -> (String, String) {
    let ask = line(&question.ask, context);
    let mut rest = String::new();
    let mut add = |text: String| add_line(&mut rest, &text);
    for found in question.answer.searched() {
        match found {
            Searched::Text(prose) => add(line(prose, context)),
            Searched::Unordered(items) => {
                let mut items: Vec<String> = items.into_iter().map(|item| line(item, context)).collect();
                items.sort();
                items.into_iter().for_each(&mut add);
            }
            Searched::Part(part) => {
                let (ask, rest) = self::question(part, context);
                add(ask);
                add(rest);
            }
        }
    }
    (ask, rest)
}

/// A text in one line.
fn line(prose: &Prose, context: &Context<'_>) -> String {
    plain_text::of(prose, context).split_whitespace().collect::<Vec<_>>().join(" ")
}
