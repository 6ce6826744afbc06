//! A question of any type, as a page without scripts shows it.

use crate::describe::number;
use crate::model::quiz::question::Question;
use crate::render::context;
use crate::render::data::key;
use crate::render::kinds::questions::slots::Slots;
use crate::render::page_cx::PageCx;

/// A question as it is asked; its answer stands elsewhere.
pub fn context(question: &Question, shown_number: &str, must: bool, cx: &PageCx<'_>) -> context::Question {
    context::Question { must, ..part("", question, shown_number, cx) }
}

/// The same with what is right.
pub fn answered(question: &Question, shown_number: &str, cx: &PageCx<'_>) -> context::Question {
    with_answers("", part("", question, shown_number, cx), question, cx)
}

/// A question, or a part of a case: then `case` is the case's id with a slash.
fn part(case: &str, question: &Question, shown_number: &str, cx: &PageCx<'_>) -> context::Question {
    let slots = Slots::new(case, question, cx);
    let inner = format!("{}/", question.id.text);
    // A case that says what it is worth shares that out among its parts.
    let share = question.points() / question.parts().iter().map(Question::points).sum::<f64>();
    let part = |(at, part): (usize, &Question)| context::Question {
        points: number(part.points() * share),
        ..self::part(&inner, part, &format!("{shown_number}.{}", at + 1), cx)
    };
    context::Question {
        id: question.id.text.clone(),
        number: shown_number.to_owned(),
        kind: question.kind(),
        partial: question.answer.partial(),
        ask: slots.ask(question),
        points: number(question.points()),
        difficulty: question.difficulty,
        tags: question.tags.iter().map(|tag| cx.names().tag_title(&tag.text)).collect(),
        hint: slots.optional("hint", question.hint.as_ref()),
        asked: question.answer.asked(&question.id.text, &slots),
        parts: question.parts().iter().enumerate().map(part).collect(),
        answer: None,
        must: false,
        key: slots.key,
    }
}

fn with_answers(
    case: &str,
    shown: context::Question,
    question: &Question,
    cx: &PageCx<'_>,
) -> context::Question {
    let inner = format!("{}/", question.id.text);
    let parts = shown.parts.into_iter().zip(question.parts());
    let parts = parts.map(|(shown, part)| with_answers(&inner, shown, part, cx)).collect();
    // A task is judged on the spot, a case by its parts.
    let is_told =
        question.explain.is_some() || !question.answer.is_practical() && question.parts().is_empty();
    let answer = is_told.then(|| key::answer(case, question, cx));
    context::Question { answer, parts, ..shown }
}
