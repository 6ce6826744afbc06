//! `x.faq.yaml` -> `Faq`: a list, or a map with `entries` when it says more about itself.

use crate::diag::{Diagnostics, Problem};
use crate::markdown::context::Context;
use crate::model::kinds::faq::{Entry, Faq};
use crate::model::page::Content;
use crate::read::{ids, prose};
use crate::yaml::Node;
use crate::yaml::fields::Fields;

pub fn read(items: &[Node], context: &Context<'_>, diags: &mut Diagnostics) -> Content {
    let entries: Vec<Entry> = items.iter().filter_map(|node| entry(node, context, diags)).collect();
    let lost = items.len() - entries.len();
    Content::Faq(Faq { entries, lost })
}

fn entry(node: &Node, context: &Context<'_>, diags: &mut Diagnostics) -> Option<Entry> {
    let fields = Fields::open(node, diags)?;
    let id = ids::required(&fields, diags);
    let question = fields.required_local_text("q", diags);
    let answer = fields.required_local_text("a", diags);
    let roles = fields.ids("roles", diags);
    let modules = fields.ids("modules", diags);
    let see = fields.words("see", diags);
    fields.finish(&[], diags);
    let question = question.map(|text| prose::of_line(text.get(context.language), context, diags));
    let answer = answer.map(|text| prose::of_text(text.get(context.language), context, diags));
    let (question, answer) = (question?, answer?);
    if question.text().trim().is_empty() {
        diags.push(question.origin.span.clone(), Problem::MissingKey { key: "q".into() });
    }
    Some(Entry { id: id?, question, answer, roles, modules, see })
}
