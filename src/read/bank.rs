//! `x.bank.yaml` -> `Bank`: questions of every type; the key that holds the answer names the type (`model::quiz::types`).

use crate::diag::{Diagnostics, Problem};
use crate::markdown::context::Context;
use crate::markdown::variables::local;
use crate::model::page::Content;
use crate::model::prose::Prose;
use crate::model::quiz::question::{Answer, Bank, Difficulty, Question};
use crate::model::quiz::reading::{self, Asked, Texts, answer_key};
use crate::model::quiz::types::TYPES;
use crate::read::{ids, prose};
use crate::yaml::fields::{self, Fields, Text};
use crate::yaml::{Node, Value};
use std::sync::Arc;

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
    let own_points = reading::points(&fields, "points", diags);
    let difficulty = fields.one_of("difficulty", Difficulty::NAMES, diags).and_then(Difficulty::of);
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

fn answer(
    fields: &Fields<'_>,
    ask: Option<&Prose>,
    context: &Context<'_>,
    diags: &mut Diagnostics,
) -> Option<Arc<dyn Answer>> {
    for own in TYPES {
        // Asked for, so that a slip such as `optoins` finds its suggestion.
        fields.node(own.key);
    }
    let written: Vec<_> = TYPES.iter().filter(|own| fields.has(own.key)).collect();
    let [chosen] = written[..] else {
        let keys: Vec<&str> = TYPES.iter().map(|own| own.key).collect();
        if written.is_empty() && (fields.means_one_of(&keys) || answer_key(fields, diags)) {
            // The misspelt key is reported by itself.
            return None;
        }
        let span = match written.get(1) {
            Some(second) => fields.key_span(second.key).expect("the key was found just above"),
            None => fields.span(),
        };
        let names: Vec<&str> = written.iter().map(|own| own.key).collect();
        let found = if names.is_empty() { "—".to_owned() } else { names.join(" + ") };
        diags.push(span, Problem::QuestionType { found });
        return None;
    };
    if chosen.key != "options" {
        answer_key(fields, diags);
    }
    (chosen.read)(&Asked { fields, ask, texts: context }, diags)
}

impl Texts for Context<'_> {
    fn short(&self, node: &Node, diags: &mut Diagnostics) -> Option<Prose> {
        let text = fields::local_text(node, diags)?;
        Some(prose::of_short(text.get(self.language), self, diags))
    }

    fn long(&self, node: &Node, diags: &mut Diagnostics) -> Option<Prose> {
        let text = fields::local_text(node, diags)?;
        Some(prose::of_text(text.get(self.language), self, diags))
    }

    fn plain(&self, node: &Node, diags: &mut Diagnostics) -> Option<String> {
        fields::local_text(node, diags).map(|text| local(&text, self, diags))
    }

    fn question(&self, node: &Node, diags: &mut Diagnostics) -> Option<Question> {
        question(node, self, diags)
    }
}
