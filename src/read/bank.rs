//! `x.bank.yaml` -> `Bank`: questions of every type; the key that holds the answer names the type.

use crate::diag::{Diagnostics, Edit, Fix, Problem};
use crate::escape;
use crate::markdown::context::Context;
use crate::markdown::variables::local;
use crate::model::page::Content;
use crate::model::prose::Prose;
use crate::model::quiz::{Answer, Bank, Blank, Choice, Criterion, DIFFICULTIES, Number, Question};
use crate::model::typed::Decimal;
use crate::read::{ids, prose, quiz};
use crate::yaml::fields::{self, Fields, Text};
use crate::yaml::{Node, Value};

/// The keys of which a question has exactly one.
const ANSWERS: &[&str] =
    &["options", "judge", "blanks", "number", "order", "pairs", "parts", "criteria", "model"];

pub fn read(items: &[Node], context: &Context<'_>, diags: &mut Diagnostics) -> Content {
    let mut bank = Bank { questions: Vec::with_capacity(items.len()), lost: Vec::new() };
    for node in items {
        match question(node, context, diags) {
            Some(question) => bank.questions.push(question),
            None => bank.lost.push(Text { text: id_of(node), span: node.span.clone(), exact: None }),
        }
    }
    Content::Bank(bank)
}

/// The id of a question that could not be read; empty when it has none.
fn id_of(node: &Node) -> String {
    match &node.value {
        Value::Map(entries) => entries
            .iter()
            .find(|entry| entry.key == "id")
            .and_then(|entry| fields::scalar_text(&entry.value))
            .map_or_else(String::new, str::to_owned),
        Value::Scalar(_) | Value::List(_) => String::new(),
    }
}

fn question(node: &Node, context: &Context<'_>, diags: &mut Diagnostics) -> Option<Question> {
    let fields = Fields::open(node, diags)?;
    let id = ids::required(&fields, diags);
    // A case calls its text `case`, a practical task `task`; everything else asks.
    let key = ["ask", "case", "task"].into_iter().find(|key| fields.has(key)).unwrap_or("ask");
    let ask = fields
        .required_local_text(key, diags)
        .map(|text| prose::of_short(text.get(context.language), context, diags));
    if let Some(ask) = &ask
        && ask.text().trim().is_empty()
    {
        diags.push(ask.origin.span.clone(), Problem::QuestionPrompt {});
    }
    let answer = answer(&fields, ask.as_ref(), context, diags);
    let hint = short(&fields, "hint", context, diags);
    let explain = short(&fields, "explain", context, diags);
    let see = fields.text("see", diags);
    let own_points = quiz::points(&fields, "points", diags);
    let difficulty = fields.one_of("difficulty", DIFFICULTIES, diags);
    let tags = fields.words("tags", diags);
    let since = fields.text("since", diags).map_or_else(String::new, |text| text.text);
    fields.finish(&[], diags);
    Some(Question {
        id: id?,
        ask: ask?,
        answer: answer?,
        hint,
        explain,
        see,
        own_points,
        difficulty,
        tags,
        since,
    })
}

/// A text that is a phrase or a sentence more often than Markdown with blocks.
fn short(
    fields: &Fields<'_>,
    key: &'static str,
    context: &Context<'_>,
    diags: &mut Diagnostics,
) -> Option<Prose> {
    let text = fields.local_text(key, diags)?;
    Some(prose::of_short(text.get(context.language), context, diags))
}

fn optional(
    fields: &Fields<'_>,
    key: &'static str,
    context: &Context<'_>,
    diags: &mut Diagnostics,
) -> Option<Prose> {
    let text = fields.local_text(key, diags)?;
    Some(prose::of_text(text.get(context.language), context, diags))
}

fn answer(
    fields: &Fields<'_>,
    ask: Option<&Prose>,
    context: &Context<'_>,
    diags: &mut Diagnostics,
) -> Option<Answer> {
    for key in ANSWERS {
        // Asked for, so that a slip such as `optoins` finds its suggestion.
        fields.node(key);
    }
    let written: Vec<&str> = ANSWERS.iter().copied().filter(|key| fields.has(key)).collect();
    if written.is_empty() && (fields.means_one_of(ANSWERS) || answer_key(fields, diags)) {
        // The misspelt key is told by itself.
        return None;
    }
    if written.len() != 1 {
        let span = match written.get(1) {
            Some(second) => fields.key_span(second).expect("the key was found just above"),
            None => fields.span(),
        };
        let found = if written.is_empty() { "—".to_owned() } else { written.join(" + ") };
        diags.push(span, Problem::QuestionType { found });
        return None;
    }
    if written[0] != "options" {
        answer_key(fields, diags);
    }
    match written[0] {
        "options" => options(fields, context, diags),
        "judge" => fields.bool("judge", diags).map(Answer::Judge),
        "blanks" => blanks(fields, ask, diags),
        "number" => number(fields.node("number")?, diags).map(Answer::Number),
        "order" => order(fields, context, diags),
        "pairs" => pairs(fields, context, diags),
        "parts" => parts(fields, context, diags),
        "criteria" => task(fields, context, diags),
        _ => optional(fields, "model", context, diags).map(Answer::Essay),
    }
}

/// The keys in which other programs, and people, put the answer.
const ANSWER_KEYS: &[&str] =
    &["answer", "answers", "correct", "right", "key", "solution", "答案", "正确答案"];

/// Reports such a key, with the line as it is written here where its value tells. True when there is one.
fn answer_key(fields: &Fields<'_>, diags: &mut Diagnostics) -> bool {
    let Some(entry) = fields.pass(ANSWER_KEYS) else { return false };
    let value = match &entry.value.value {
        Value::Scalar(scalar) => scalar.text.trim(),
        Value::List(_) | Value::Map(_) => "",
    };
    let is_letter = value.len() == 1 && value.starts_with(|c: char| c.is_ascii_alphabetic());
    let key = match value {
        _ if fields.has("options") || is_letter || value.is_empty() => None,
        "true" | "false" => Some("judge"),
        number if number.parse::<f64>().is_ok() => Some("number"),
        _ => Some("model"),
    };
    let problem = |line| Problem::AnswerKey { key: entry.key.clone(), line };
    match key {
        Some(key) => {
            let line = Some(format!("{key}: {value}"));
            let fix = Fix::replace(entry.key_span.range.clone(), key);
            diags.push_fix(entry.key_span.clone(), problem(line), fix);
        }
        None => diags.push(entry.key_span.clone(), problem(None)),
    }
    true
}

fn prose_of(node: &Node, context: &Context<'_>, diags: &mut Diagnostics) -> Option<Prose> {
    let text = fields::local_text(node, diags)?;
    Some(prose::of_short(text.get(context.language), context, diags))
}

fn options(fields: &Fields<'_>, context: &Context<'_>, diags: &mut Diagnostics) -> Option<Answer> {
    let key = fields.key_span("options").expect("the caller found the key");
    let items = fields.list("options", diags);
    if bare_options(fields, items, diags) {
        return None;
    }
    let is_answered = answer_key(fields, diags);
    let options: Vec<Choice> = items.iter().filter_map(|node| choice(node, context, diags)).collect();
    if items.len() < 2 {
        diags.push(key, Problem::FewOptions { found: items.len() });
    } else if options.len() == items.len() && !is_answered && !options.iter().any(|option| option.right) {
        diags.push(key, Problem::NoAnswer {});
    }
    told_twice(&options.iter().map(|option| &option.text).collect::<Vec<_>>(), 0, diags);
    Some(Answer::Options(options))
}

/// Options that are texts alone: told once, with the list as it should be. Where the question says elsewhere which one
/// is right, that is taken over.
fn bare_options(fields: &Fields<'_>, items: &[Node], diags: &mut Diagnostics) -> bool {
    let text = |node: &Node| fields::scalar_text(node).map(str::to_owned);
    let Some(first) = items.iter().find(|item| text(item).is_some()) else { return false };
    let answer_entry = fields.pass(ANSWER_KEYS);
    let answer = answer_entry.and_then(|entry| text(&entry.value));
    let right = answer.and_then(|answer| right_of(answer.trim(), items)).unwrap_or(0);
    // The key that is taken over goes.
    let gone = answer_entry.map(|entry| entry.key_span.range.start..entry.value.span.range.end);
    let mut edits: Vec<Edit> = gone.map(|range| Edit { range, with: String::new() }).into_iter().collect();
    let mut line = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let Some(text) = text(item) else { continue };
        let with = format!("{{{}: {}}}", if at == right { "right" } else { "wrong" }, fields::in_flow(&text));
        line.push(with.clone());
        edits.push(Edit { range: item.span.range.clone(), with });
    }
    edits.sort_by_key(|edit| edit.range.start);
    let problem = Problem::OptionForm {
        text: text(first).unwrap_or_default(),
        line: format!("options: [{}]", line.join(", ")),
    };
    diags.push_fix(first.span.clone(), problem, Fix::Edits(edits));
    true
}

/// The option that an answer names: by its letter, its number from 1, or its text.
fn right_of(answer: &str, items: &[Node]) -> Option<usize> {
    let letter = answer.chars().next().filter(|c| answer.len() == 1 && c.is_ascii_alphabetic());
    let by_letter = letter.map(|c| usize::from(c.to_ascii_lowercase() as u8 - b'a'));
    let by_text =
        || items.iter().position(|item| fields::scalar_text(item).is_some_and(|text| text.trim() == answer));
    let by_number = || answer.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    by_text().or(by_letter).or_else(by_number).filter(|at| *at < items.len())
}

fn choice(node: &Node, context: &Context<'_>, diags: &mut Diagnostics) -> Option<Choice> {
    let fields = Fields::open(node, diags)?;
    let right = fields.node("right");
    let wrong = fields.node("wrong");
    if right.is_some() && wrong.is_some() {
        diags.push(fields.span(), Problem::QuestionType { found: "right + wrong".into() });
    }
    let why = short(&fields, "why", context, diags);
    let last = fields.bool("last", diags).unwrap_or(false);
    fields.require_one(&["right", "wrong"]);
    fields.finish(&[], diags);
    let text = prose_of(right.or(wrong)?, context, diags)?;
    Some(Choice { right: right.is_some(), last, text, why })
}

fn blanks(fields: &Fields<'_>, ask: Option<&Prose>, diags: &mut Diagnostics) -> Option<Answer> {
    let key = fields.key_span("blanks").expect("the caller found the key");
    let items = fields.list("blanks", diags);
    let blanks: Vec<Blank> = items.iter().filter_map(|node| blank(node, diags)).collect();
    let marks = ask.map_or(0, |ask| blank_marks(&escape::without_comments(ask.text())));
    if ask.is_some() && marks != items.len() {
        diags.push(key, Problem::BlankCount { marks, answers: items.len() });
    }
    Some(Answer::Blanks(blanks))
}

/// Runs of four underscores or more.
pub fn blank_marks(text: &str) -> usize {
    text.split(|c| c != '_').filter(|run| run.len() >= 4).count()
}

fn blank(node: &Node, diags: &mut Diagnostics) -> Option<Blank> {
    match &node.value {
        Value::Scalar(_) => {
            Some(Blank::Words { words: vec![fields::text(node, diags)?.text], contains: false })
        }
        Value::List(words) => {
            let words = words.iter().filter_map(|word| Some(fields::text(word, diags)?.text)).collect();
            Some(Blank::Words { words, contains: false })
        }
        Value::Map(_) => {
            let fields = Fields::open(node, diags)?;
            if fields.has("contains") {
                let words = fields.texts("contains", diags).into_iter().map(|word| word.text).collect();
                fields.finish(&[], diags);
                return Some(Blank::Words { words, contains: true });
            }
            let number = fields.number("number", diags);
            let room = tolerance(&fields, diags);
            let unit = fields.text("unit", diags).map_or_else(String::new, |text| text.text);
            fields.finish(&[], diags);
            Some(Blank::Number(with_tolerance(number?, room, unit)))
        }
    }
}

fn number(node: &Node, diags: &mut Diagnostics) -> Option<Number> {
    if let Value::Scalar(_) = node.value {
        let (value, typed) = fields::number(node, diags)?;
        return Some(Number { value, typed: typed.text, tolerance: 0.0, unit: String::new() });
    }
    let fields = Fields::open(node, diags)?;
    fields.require("value");
    let value = fields.number("value", diags);
    let room = tolerance(&fields, diags);
    let unit = fields.text("unit", diags).map_or_else(String::new, |text| text.text);
    fields.finish(&[], diags);
    Some(with_tolerance(value?, room, unit))
}

/// `0.01`, or `5%` of the value.
enum Room {
    Absolute(Decimal),
    Percent(Decimal),
}

fn tolerance(fields: &Fields<'_>, diags: &mut Diagnostics) -> Room {
    let Some(text) = fields.text("tolerance", diags) else { return Room::Absolute(Decimal::default()) };
    let written = text.text.trim();
    let share = written.strip_suffix(['%', '％']);
    let room = Decimal::parse(&share.unwrap_or(written).trim().to_lowercase());
    match room.filter(|room| *room >= Decimal::default()) {
        Some(room) if share.is_some() => Room::Percent(room),
        Some(room) => Room::Absolute(room),
        None => {
            diags.push(text.span, Problem::Tolerance { found: text.text });
            Room::Absolute(Decimal::default())
        }
    }
}

fn with_tolerance((value, typed): (f64, Text), room: Room, unit: String) -> Number {
    let number = Number { value, typed: typed.text, tolerance: 0.0, unit };
    let room = match room {
        Room::Absolute(room) => room,
        Room::Percent(percent) => number.exact().abs().percent(percent),
    };
    let tolerance = room.to_string().parse().expect("a decimal is a number");
    Number { tolerance, ..number }
}

fn order(fields: &Fields<'_>, context: &Context<'_>, diags: &mut Diagnostics) -> Option<Answer> {
    let items = fields.list("order", diags);
    let order: Vec<Prose> = items.iter().filter_map(|node| prose_of(node, context, diags)).collect();
    if items.len() < 2 {
        let key = fields.key_span("order").expect("the caller found the key");
        diags.push(key, Problem::FewItems { found: items.len() });
    }
    told_twice(&order.iter().collect::<Vec<_>>(), 0, diags);
    Some(Answer::Order(order))
}

fn pairs(fields: &Fields<'_>, context: &Context<'_>, diags: &mut Diagnostics) -> Option<Answer> {
    let items = fields.list("pairs", diags);
    let pairs: Vec<_> = items.iter().filter_map(|node| pair(node, context, diags)).collect();
    let extra: Vec<Prose> =
        fields.list("extra", diags).iter().filter_map(|node| prose_of(node, context, diags)).collect();
    // Two left sides that read the same: nobody can tell which right side belongs to which. A right side that is extra
    // as well would be wrong half of the time.
    let lefts: Vec<&Prose> = pairs.iter().map(|(left, _)| left).collect();
    told_twice(&lefts, 0, diags);
    let rights: Vec<&Prose> = pairs.iter().map(|(_, right)| right).chain(&extra).collect();
    told_twice(&rights, pairs.len(), diags);
    if items.len() < 2 {
        let key = fields.key_span("pairs").expect("the caller found the key");
        diags.push(key, Problem::FewItems { found: items.len() });
    }
    Some(Answer::Pairs { pairs, extra })
}

/// Reports each item from `start` on that reads like one before it.
fn told_twice(items: &[&Prose], start: usize, diags: &mut Diagnostics) {
    for (at, item) in items.iter().enumerate().skip(start) {
        let same = |other: &&&Prose| other.text().trim() == item.text().trim();
        if let Some(first) = items[..at].iter().find(same) {
            let problem = Problem::DuplicateOption { text: item.text().trim().to_owned() };
            diags.push_related(item.origin.span.clone(), first.origin.span.clone(), problem);
        }
    }
}

fn pair(node: &Node, context: &Context<'_>, diags: &mut Diagnostics) -> Option<(Prose, Prose)> {
    let items = fields::list(node, diags);
    let [left, right] = items else {
        if let Value::List(_) = node.value {
            diags.push(node.span.clone(), Problem::FewItems { found: items.len() });
        }
        return None;
    };
    Some((prose_of(left, context, diags)?, prose_of(right, context, diags)?))
}

fn parts(fields: &Fields<'_>, context: &Context<'_>, diags: &mut Diagnostics) -> Option<Answer> {
    let parts: Vec<Question> =
        fields.list("parts", diags).iter().filter_map(|node| question(node, context, diags)).collect();
    if parts.is_empty() {
        diags.push(fields.key_span("parts").expect("the caller found the key"), Problem::CaseEmpty {});
    }
    Some(Answer::Case(parts))
}

fn task(fields: &Fields<'_>, context: &Context<'_>, diags: &mut Diagnostics) -> Option<Answer> {
    let criteria: Vec<Criterion> =
        fields.list("criteria", diags).iter().filter_map(|node| criterion(node, context, diags)).collect();
    if criteria.is_empty() {
        diags.push(fields.key_span("criteria").expect("the caller found the key"), Problem::TaskEmpty {});
    }
    let signoff = fields.text("signoff", diags).map_or_else(|| "super-user".to_owned(), |text| text.text);
    Some(Answer::Task { criteria, signoff })
}

fn criterion(node: &Node, context: &Context<'_>, diags: &mut Diagnostics) -> Option<Criterion> {
    let fields = Fields::open_item(node, "check", diags)?;
    fields.require("check");
    let check = fields.node("check").and_then(|node| prose_of(node, context, diags));
    let points = quiz::points(&fields, "points", diags).unwrap_or(1.0);
    let evidence =
        fields.local_text("evidence", diags).map_or_else(String::new, |text| local(&text, context, diags));
    let must = fields.bool("must", diags).unwrap_or(false);
    fields.finish(&[], diags);
    Some(Criterion { check: check?, points, evidence, must })
}

#[cfg(test)]
mod tests {
    use super::blank_marks;

    #[test]
    fn a_blank_is_four_underscores_or_more() {
        assert_eq!(blank_marks("贷记 ____，金额 ______ 元，snake_case __x__"), 2);
    }
}
