//! Words that mean the same, for the search of one language.

use crate::model::page::Content;
use crate::model::{LanguageId, Site};
use std::collections::{BTreeMap, BTreeSet};

/// Words that mean the same: the project's own, a term with its other names and its name in the other languages.
pub fn synonyms(site: &Site, language: LanguageId) -> Vec<Vec<String>> {
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut all: Vec<Vec<String>> = site
        .config
        .synonyms
        .iter()
        .map(|group| group.iter().map(|word| word.text.clone()).collect())
        .collect();
    for page in &site.pages {
        let Content::Glossary(own) = &page.version(language).content else { continue };
        for term in &own.terms {
            let group = groups.entry(term.term.text.clone()).or_default();
            group.extend(term.aka.iter().chain(&term.not).map(|name| name.text.clone()));
            for other in page.versions.iter().flatten() {
                let Content::Glossary(other) = &other.content else { continue };
                let same = other.terms.iter().filter(|other| other.anchor == term.anchor);
                group.extend(same.map(|other| other.term.text.clone()));
            }
        }
    }
    for (term, names) in groups {
        let names = names.into_iter().filter(|name| *name != term);
        let group: Vec<String> = std::iter::once(term.clone()).chain(names).collect();
        if group.len() > 1 {
            all.push(group);
        }
    }
    all
}
