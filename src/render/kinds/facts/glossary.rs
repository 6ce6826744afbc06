//! The glossary as its page shows it.

use crate::model::kinds::glossary::{Glossary, Term};
use crate::render::context;
use crate::render::page_cx::PageCx;
use crate::render::prose::body;

pub fn context(glossary: &Glossary, cx: &PageCx<'_>) -> context::Glossary {
    let texts = |texts: &[crate::yaml::fields::Text]| texts.iter().map(|text| text.text.clone()).collect();
    let term = |term: &Term| context::Term {
        id: term.anchor.clone(),
        term: term.term.text.clone(),
        aka: texts(&term.aka),
        not: texts(&term.not),
        def: body::inline_in(&format!("{}.def", term.anchor), &term.def, cx),
        see: term.see.as_ref().and_then(|see| cx.reference(&see.text)),
    };
    context::Glossary { terms: glossary.terms.iter().map(term).collect() }
}
