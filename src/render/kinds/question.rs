//! A question of any type, with its answer, as a page without scripts shows it.

use crate::describe::number;
use crate::model::prose::Prose;
use crate::model::quiz::{Answer, Blank, Choice, Number, Question, first_place};
use crate::render::context::{self, Criterion, Item, Pair};
use crate::render::page_cx::PageCx;
use crate::render::prose::{blanks, body};

pub fn context(question: &Question, shown_number: &str, must: bool, cx: &PageCx<'_>) -> context::Question {
    part("", question, shown_number, must, cx)
}

/// A question, or a part of a case: then `case` is the case's id with a slash.
fn part(
    case: &str,
    question: &Question,
    shown_number: &str,
    must: bool,
    cx: &PageCx<'_>,
) -> context::Question {
    let key = format!("{case}{}", question.id.text);
    let optional = |slot: &str, prose: &Option<Prose>| {
        prose.as_ref().map_or_else(String::new, |prose| body::html_in(&self::slot(&key, slot), prose, cx))
    };
    let mut context = context::Question {
        id: question.id.text.clone(),
        number: shown_number.to_owned(),
        kind: question.kind(),
        ask: match &question.answer {
            Answer::Blanks(_) => {
                blanks::html(&question.ask, &PageCx { prefix: &cx.prefix_of(&slot(&key, "ask")), ..*cx })
            }
            _ => body::html_in(&slot(&key, "ask"), &question.ask, cx),
        },
        points: number(question.points()),
        difficulty: question.difficulty.unwrap_or(""),
        tags: question.tags.iter().map(|tag| cx.names().tag_title(&tag.text)).collect(),
        hint: optional("hint", &question.hint),
        options: Vec::new(),
        judge: String::new(),
        answers: Vec::new(),
        unit: String::new(),
        order: Vec::new(),
        shuffled: Vec::new(),
        pairs: Vec::new(),
        parts: Vec::new(),
        criteria: Vec::new(),
        signoff: String::new(),
        explain: optional("explain", &question.explain),
        model: String::new(),
        see: question.see.as_ref().and_then(|see| cx.reference(&see.text)),
        must,
        key,
    };
    answer(&mut context, question, cx);
    context
}

/// The name of one of the texts of a question on its page: `q1.ask`, for a part of a case `case/a.ask`.
pub fn slot(key: &str, text: &str) -> String {
    format!("{key}.{text}")
}

fn answer(context: &mut context::Question, question: &Question, cx: &PageCx<'_>) {
    let key = context.key.clone();
    let inline = |name: &str, at: usize, prose: &Prose| {
        body::inline_in(&slot(&key, &format!("{name}{at}")), prose, cx)
    };
    match &question.answer {
        Answer::Options(options) => {
            context.options =
                options.iter().enumerate().map(|(at, option)| choice(&key, at, option, cx)).collect();
        }
        Answer::Judge(right) => context.judge = right.to_string(),
        Answer::Blanks(blanks) => context.answers = blanks.iter().map(blank).collect(),
        Answer::Number(value) => {
            context.answers = vec![tolerant(value)];
            context.unit = value.unit.clone();
        }
        Answer::Order(items) => {
            context.order = items.iter().enumerate().map(|(at, item)| inline("item", at, item)).collect();
            let solved: Vec<usize> = (0..items.len()).collect();
            context.shuffled =
                shuffled(&question.id.text, context.order.iter().cloned().enumerate(), &solved);
        }
        Answer::Pairs { pairs, extra } => {
            let pair = |(at, (left, right)): (usize, &(Prose, Prose))| Pair {
                left: inline("left", at, left),
                right: inline("item", at, right),
            };
            context.pairs = pairs.iter().enumerate().map(pair).collect();
            let sides: Vec<&Prose> = pairs.iter().map(|(_, right)| right).chain(extra).collect();
            let own = (0..sides.len()).filter(|at| first_place(&sides, *at) == *at);
            let solved: Vec<usize> = (0..pairs.len()).map(|at| first_place(&sides, at)).collect();
            context.shuffled =
                shuffled(&question.id.text, own.map(|at| (at, inline("item", at, sides[at]))), &solved);
        }
        Answer::Case(parts) => {
            let case = format!("{}/", question.id.text);
            // A case that says what it is worth shares that out among its parts.
            let share = question.points() / parts.iter().map(Question::points).sum::<f64>();
            let part = |(at, part): (usize, &Question)| context::Question {
                points: number(part.points() * share),
                ..self::part(&case, part, &format!("{}.{}", context.number, at + 1), false, cx)
            };
            context.parts = parts.iter().enumerate().map(part).collect();
        }
        Answer::Task { criteria, signoff } => {
            let criterion = |(at, own): (usize, &crate::model::quiz::Criterion)| Criterion {
                check: inline("check", at, &own.check),
                points: number(own.points),
                evidence: own.evidence.clone(),
                must: own.must,
            };
            context.criteria = criteria.iter().enumerate().map(criterion).collect();
            context.signoff =
                cx.role_link(signoff).map_or_else(|| cx.names().tier_title(signoff), |role| role.title);
        }
        Answer::Essay(model) => context.model = body::html_in(&slot(&key, "model"), model, cx),
    }
}

fn choice(key: &str, at: usize, option: &Choice, cx: &PageCx<'_>) -> context::Choice {
    let why = |why: &Prose| body::inline_in(&slot(key, &format!("why{at}")), why, cx);
    context::Choice {
        letter: ('A'..).nth(at).map_or_else(String::new, String::from),
        text: body::inline_in(&slot(key, &format!("option{at}")), &option.text, cx),
        right: option.right,
        why: option.why.as_ref().map_or_else(String::new, why),
    }
}

pub fn blank(blank: &Blank) -> String {
    match blank {
        Blank::Words { words, .. } => words.join(" / "),
        Blank::Number(value) => tolerant(value),
    }
}

/// `130 ± 0.01 元`.
pub fn tolerant(value: &Number) -> String {
    let tolerance = if value.tolerance > 0.0 { format!(" ± {}", value.tolerance) } else { String::new() };
    let unit = if value.unit.is_empty() { String::new() } else { format!(" {}", value.unit) };
    format!("{}{tolerance}{unit}", value.typed)
}

/// The name of an item to order or to match: tells nothing about its place, and is the same in every language.
pub fn item_id(question: &str, at: usize) -> String {
    blake3::hash(format!("{question}\0{at}").as_bytes()).to_hex().as_str()[..6].to_owned()
}

/// A fixed order that depends on the question alone and gives nothing away: by the name of each item, and never the
/// solved one, in which each of the first places holds what belongs there.
fn shuffled(question: &str, items: impl Iterator<Item = (usize, String)>, solved: &[usize]) -> Vec<Item> {
    let mut order: Vec<Item> = items.map(|(at, text)| Item { id: item_id(question, at), text }).collect();
    order.sort_by(|a, b| a.id.cmp(&b.id));
    let solved: Vec<String> = solved.iter().map(|at| item_id(question, *at)).collect();
    let is_solved = |order: &[Item]| {
        order.len() >= solved.len() && order.iter().zip(&solved).all(|(item, id)| item.id == *id)
    };
    for _ in 1..order.len() {
        if !is_solved(&order) {
            break;
        }
        order.rotate_left(1);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::{item_id, shuffled};

    /// The last two items are no part of a pair: they may stand anywhere, but the pairs must not lie side by side.
    #[test]
    fn nothing_is_shown_as_solved() {
        for question in (0..300).map(|at| format!("q{at}")) {
            for (items, solved) in [(2, 2), (3, 3), (4, 2), (5, 3), (3, 1)] {
                let texts = (0..items).map(|at| (at, String::new()));
                let order = shuffled(&question, texts, &(0..solved).collect::<Vec<_>>());
                assert_eq!(order.len(), items);
                let is_solved = (0..solved).all(|at| order[at].id == item_id(&question, at));
                assert!(!is_solved, "{question}: {solved} of {items}");
            }
        }
    }
}
