//! How people say what a manual writes otherwise: 打不出来 for 打印, "undo" for "reverse".
//!
//! In: the built-in table of a language and the terms of a site. Out: of each row the ways to say it, and what of the
//! other side stands in the site, names of things first. Not here: a project's own synonyms, which go both ways.

use crate::search::fold::fold;
use crate::search::postings::Places;
use crate::search::tokens::{self, Term};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What stands for a way to say it, at most: each costs a look into the index.
const MOST: usize = 6;

/// Ways to say it, and what a manual writes.
type Row = (Vec<String>, Vec<String>);

static CHINESE: LazyLock<Vec<Row>> = LazyLock::new(|| rows(include_str!("everyday/zh-CN.yaml")));
static ENGLISH: LazyLock<Vec<Row>> = LazyLock::new(|| rows(include_str!("everyday/en.yaml")));

fn rows(table: &str) -> Vec<Row> {
    let table: BTreeMap<String, Vec<String>> =
        serde_yaml::from_str(table).expect("the built-in table is YAML, which a test reads");
    table
        .into_iter()
        .map(|(said, written)| {
            let said = said.split(',').map(|one| fold(one.trim()).into_owned()).collect();
            (said, written.iter().map(|one| fold(one).into_owned()).collect())
        })
        .collect()
}

/// A line for each row of which something stands in the site: `said,said>written,written`. A Chinese manual is asked in
/// Chinese; names of programs in it are English, but what people say about them is not.
pub fn known(language: &str, terms: &[(Term, Places)]) -> String {
    let rows: &[Row] = match language.split('-').next() {
        Some("zh") => &CHINESE,
        Some("en") => &ENGLISH,
        _ => &[],
    };
    let mut out = String::new();
    for (said, written) in rows {
        let mut found: Vec<(bool, &str)> =
            written.iter().filter_map(|word| Some((!is_named(word, terms)?, word.as_str()))).collect();
        // What things are called tells more than what is only said somewhere.
        found.sort_by_key(|(unnamed, _)| *unnamed);
        found.truncate(MOST);
        if !found.is_empty() {
            let written: Vec<&str> = found.into_iter().map(|(_, word)| word).collect();
            out.push_str(&said.join(","));
            out.push('>');
            out.push_str(&written.join(","));
            out.push('\n');
        }
    }
    out
}

/// Whether all terms of a word stand in names; nothing if one of them stands nowhere.
fn is_named(word: &str, terms: &[(Term, Places)]) -> Option<bool> {
    let mut named = Some(true);
    tokens::terms(word, false, |term, _| {
        let places = terms.binary_search_by_key(&term, |(own, _)| *own).ok().map(|at| &terms[at].1);
        named = match (named, places) {
            (Some(named), Some(places)) => Some(named && !places.names.is_empty()),
            _ => None,
        };
    });
    named
}

#[cfg(test)]
mod tests {
    use super::{CHINESE, ENGLISH};

    #[test]
    fn no_way_to_say_it_stands_in_two_rows() {
        for rows in [&*CHINESE, &*ENGLISH] {
            let mut said: Vec<&str> = rows.iter().flat_map(|(said, _)| said).map(String::as_str).collect();
            said.sort_unstable();
            let twice: Vec<&[&str]> = said.windows(2).filter(|pair| pair[0] == pair[1]).collect();
            assert!(twice.is_empty(), "{twice:?}");
        }
    }
}
