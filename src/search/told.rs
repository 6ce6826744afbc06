//! What other pages call a page: the words of links to it, and the questions that end with "see" and its path.
//!
//! Others describe a page as a reader would, where its own title says what its writer thought of. In: the site and the
//! text of each page. Out: for each page some such names. Not here: what is hidden until a question is answered.

use crate::describe::Names;
use crate::model::PageId;
use crate::model::links::{Found, Resolved};
use crate::model::plain_text::PlainText;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Names of one page that are kept, the frequent first.
const MOST: usize = 12;
/// A longer text describes nothing (characters).
const LONGEST: usize = 80;
/// Words that lead to more pages than this say nothing of any.
const PAGES: usize = 3;

/// Names by page, from the texts of the pages in the same order.
pub fn names(own: Names<'_>, texts: &[Arc<PlainText>]) -> Vec<Vec<String>> {
    let mut counts: BTreeMap<String, BTreeMap<PageId, usize>> = BTreeMap::new();
    for (page, text) in own.site.page_ids().zip(texts) {
        let mut add = |words: &str, found: Option<&Found>| {
            let Some(Ok(Resolved::Page { page: to, .. })) = found else { return };
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            if *to != page && (2..=LONGEST).contains(&words.chars().count()) {
                *counts.entry(words).or_default().entry(*to).or_default() += 1;
            }
        };
        of_links(own, page, text, &mut add);
        of_questions(own, page, text, &mut add);
    }
    let mut named: Vec<Vec<(usize, String)>> = vec![Vec::new(); texts.len()];
    for (words, pages) in counts.into_iter().filter(|(_, pages)| pages.len() <= PAGES) {
        for (page, count) in pages {
            named[page.0].push((count, words.clone()));
        }
    }
    let kept = |mut names: Vec<(usize, String)>| {
        names.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.cmp(other)));
        names.into_iter().take(MOST).map(|(_, words)| words).collect()
    };
    named.into_iter().map(kept).collect()
}

/// The words of links that search may show: one in an answer is in no text.
fn of_links(own: Names<'_>, page: PageId, text: &PlainText, add: &mut impl FnMut(&str, Option<&Found>)) {
    let version = own.site.page(page).version(own.language);
    version.content.prose(&mut |prose| {
        for (link, found) in own.site.links_of(prose).filter(|(link, _)| !link.is_image) {
            let written = prose.text().get(link.range.clone()).unwrap_or_default();
            let Some((words, _)) = written.strip_prefix('[').and_then(|rest| rest.split_once("](")) else {
                continue;
            };
            let words = words.replace(['*', '`', '\\'], "");
            if text.parts.iter().any(|part| part.text.contains(&words)) {
                add(&words, Some(found));
            }
        }
    });
}

/// Titles of entries that name a page to see.
fn of_questions(own: Names<'_>, page: PageId, text: &PlainText, add: &mut impl FnMut(&str, Option<&Found>)) {
    let shown = own.site.page(page);
    let entries = shown.version(own.language).content.listing().entries();
    // The beginning of the page is a part, too.
    for (entry, part) in entries.zip(text.parts.iter().skip(1)) {
        for see in entry.see() {
            let found = own.site.links.reference(shown.text_language(own.language), &see.text);
            add(&part.title, found);
        }
    }
}
