//! `glossary.yaml` -> `Glossary`, and its words as they are found in texts.

use crate::diag::Diagnostics;
use crate::markdown::context::Context;
use crate::markdown::{headings, plain_text};
use crate::model::document::Document;
use crate::model::kinds::glossary::{Glossary, Term};
use crate::model::page::{Content, Version};
use crate::model::terms::{self, Terms};
use crate::read::prose;
use crate::yaml::Node;
use crate::yaml::fields::{Fields, LocalText, Text};

pub fn read(items: &[Node], context: &Context<'_>, diags: &mut Diagnostics) -> Content {
    let terms = items.iter().filter_map(|node| term(node, context, diags)).collect();
    Content::Glossary(Glossary { terms })
}

/// The words of a glossary, to be found in texts.
pub fn terms(document: &Document, context: &Context<'_>) -> Terms {
    let own = |(at, version): (usize, &Option<Version>)| {
        let version = version.as_ref().or(document.versions[document.original.0].as_ref());
        let Some(Content::Glossary(glossary)) = version.map(|version| &version.content) else {
            return Vec::new();
        };
        let context = Context { language: &context.config.languages[at], ..*context };
        glossary.terms.iter().map(|term| known(term, &context)).collect()
    };
    let languages = document.versions.iter().enumerate().map(own).collect();
    Terms::new(document.path.clone(), document.hash, languages)
}

/// Longest meaning that a note beside a word shows (characters); the glossary has the rest.
const MEANING: usize = 240;

fn known(term: &Term, context: &Context<'_>) -> terms::Term {
    let words = |words: &[Text]| words.iter().map(|word| word.text.clone()).collect();
    let meaning = plain_text::of(&term.def, context);
    let mut meaning = meaning.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = meaning.char_indices().nth(MEANING) {
        meaning.truncate(end);
        meaning.push('…');
    }
    let (aka, not) = (words(&term.aka), words(&term.not));
    terms::Term { name: term.term.text.clone(), aka, not, anchor: term.anchor.clone(), meaning }
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
