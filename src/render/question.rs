//! A question of any type, with its answer, as a page without scripts shows it.

use crate::model::prose::Prose;
use crate::model::quiz::{Answer, Blank, Choice, Number, Question};
use crate::render::context::{self, Criterion, Pair};
use crate::render::{Desk, body, number};

pub fn context(question: &Question, shown_number: &str, must: bool, desk: &Desk<'_>) -> context::Question {
    let optional =
        |prose: &Option<Prose>| prose.as_ref().map_or_else(String::new, |prose| body::html(prose, desk));
    let mut context = context::Question {
        id: question.id.text.clone(),
        number: shown_number.to_owned(),
        kind: question.kind(),
        ask: body::html(&question.ask, desk),
        points: number(question.points()),
        difficulty: question.difficulty.unwrap_or(""),
        tags: question.tags.iter().map(|tag| tag.text.clone()).collect(),
        hint: optional(&question.hint),
        options: Vec::new(),
        judge: String::new(),
        answers: Vec::new(),
        order: Vec::new(),
        shuffled: Vec::new(),
        pairs: Vec::new(),
        parts: Vec::new(),
        criteria: Vec::new(),
        signoff: String::new(),
        explain: optional(&question.explain),
        model: String::new(),
        see: question.see.as_ref().and_then(|see| desk.reference(&see.text)),
        must,
    };
    answer(&mut context, question, desk);
    context
}

fn answer(context: &mut context::Question, question: &Question, desk: &Desk<'_>) {
    let inline = |prose: &Prose| body::inline(prose, desk);
    match &question.answer {
        Answer::Options(options) => {
            context.options =
                options.iter().zip('A'..).map(|(option, letter)| choice(option, letter, desk)).collect();
        }
        Answer::Judge(right) => context.judge = right.to_string(),
        Answer::Blanks(blanks) => context.answers = blanks.iter().map(blank).collect(),
        Answer::Number(value) => context.answers = vec![tolerant(value)],
        Answer::Order(items) => {
            context.order = items.iter().map(inline).collect();
            context.shuffled = shuffled(&question.id.text, &context.order);
        }
        Answer::Pairs { pairs, extra } => {
            context.pairs =
                pairs.iter().map(|(left, right)| Pair { left: inline(left), right: inline(right) }).collect();
            let right: Vec<String> = pairs.iter().map(|(_, right)| right).chain(extra).map(inline).collect();
            context.shuffled = shuffled(&question.id.text, &right);
        }
        Answer::Case(parts) => {
            let part = |(at, part): (usize, &Question)| {
                self::context(part, &format!("{}.{}", context.number, at + 1), false, desk)
            };
            context.parts = parts.iter().enumerate().map(part).collect();
        }
        Answer::Task { criteria, signoff } => {
            let criterion = |own: &crate::model::quiz::Criterion| Criterion {
                check: inline(&own.check),
                points: number(own.points),
                evidence: own.evidence.clone(),
                must: own.must,
            };
            context.criteria = criteria.iter().map(criterion).collect();
            context.signoff = signoff.clone();
        }
        Answer::Essay(model) => context.model = body::html(model, desk),
    }
}

fn choice(option: &Choice, letter: char, desk: &Desk<'_>) -> context::Choice {
    context::Choice {
        letter: letter.to_string(),
        text: body::inline(&option.text, desk),
        right: option.right,
        why: option.why.as_ref().map_or_else(String::new, |why| body::inline(why, desk)),
    }
}

fn blank(blank: &Blank) -> String {
    match blank {
        Blank::Words(words) => words.join(" / "),
        Blank::Number(value) => tolerant(value),
    }
}

/// `130 ± 0.01 元`.
fn tolerant(value: &Number) -> String {
    let tolerance = if value.tolerance > 0.0 { format!(" ± {}", value.tolerance) } else { String::new() };
    let unit = if value.unit.is_empty() { String::new() } else { format!(" {}", value.unit) };
    format!("{}{tolerance}{unit}", value.typed)
}

/// A fixed order that depends on the question alone and gives nothing away: by the hash of each item.
fn shuffled(id: &str, items: &[String]) -> Vec<String> {
    let mut keyed: Vec<_> = items
        .iter()
        .map(|item| (*blake3::hash(format!("{id}\0{item}").as_bytes()).as_bytes(), item.clone()))
        .collect();
    keyed.sort();
    let mut order: Vec<String> = keyed.into_iter().map(|(_, item)| item).collect();
    if order == items && order.len() > 1 {
        order.rotate_left(1);
    }
    order
}
