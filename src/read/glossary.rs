//! `glossary.yaml` -> `Glossary`.

use crate::diag::Diagnostics;
use crate::markdown::context::Context;
use crate::markdown::headings;
use crate::model::kinds::glossary::{Glossary, Term};
use crate::model::page::Content;
use crate::read::prose;
use crate::yaml::Node;
use crate::yaml::fields::{Fields, LocalText};

pub fn read(items: &[Node], context: &Context<'_>, diags: &mut Diagnostics) -> Content {
    let terms = items.iter().filter_map(|node| term(node, context, diags)).collect();
    Content::Glossary(Glossary { terms })
}

fn term(node: &Node, context: &Context<'_>, diags: &mut Diagnostics) -> Option<Term> {
    let fields = Fields::open(node, diags)?;
    let term = fields.required_local_text("term", diags).map(LocalText::without_comments);
    let aka = fields.words("aka", diags);
    let not = fields.words("not", diags);
    let def = fields.required_local_text("def", diags);
    let see = fields.words("see", diags).into_iter().next();
    fields.finish(&[], diags);
    let term = term?.get(context.language).clone();
    let def = prose::of_text(def?.get(context.language), context, diags);
    let anchor = headings::slug(&term.text);
    Some(Term { term, anchor, aka, not, def, see })
}
