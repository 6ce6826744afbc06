//! A term is defined once.

use crate::diag::{Diagnostics, Problem, Span};
use crate::model::Site;
use crate::model::page::{Content, Page};
use std::collections::HashMap;

pub fn check(_: &Site, page: &Page, diags: &mut Diagnostics) {
    for version in page.versions.iter().flatten() {
        let Content::Glossary(glossary) = &version.content else { continue };
        let mut seen: HashMap<&str, &Span> = HashMap::new();
        for term in &glossary.terms {
            match seen.get(term.anchor.as_str()) {
                Some(first) => {
                    let problem = Problem::TermDuplicate { term: term.term.text.clone() };
                    diags.push_related(term.term.span.clone(), (*first).clone(), problem);
                }
                None => {
                    seen.insert(&term.anchor, &term.term.span);
                }
            }
        }
    }
}
