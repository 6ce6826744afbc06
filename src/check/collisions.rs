//! No two things have one address, also not where upper and lower case count as the same.

use crate::diag::{Diagnostics, Problem, Span};
use crate::model::address::OutPath;
use crate::model::{Site, resolve};
use crate::source::RelPath;
use std::collections::{BTreeSet, HashMap};
use unicode_normalization::UnicodeNormalization;

pub fn check(site: &Site, diags: &mut Diagnostics) {
    let mut taken: HashMap<String, &str> = HashMap::new();
    let mut told: BTreeSet<(&str, &str)> = BTreeSet::new();
    let pages = site.page_ids().flat_map(|page| {
        site.languages().map(move |language| (site.address(page, language), &site.page(page).path))
    });
    // Only what a page uses is published.
    let used = resolve::used_assets(site);
    let assets = used.iter().map(|path| (OutPath::new(path.as_str()), path));
    for (address, path) in pages.chain(assets) {
        match taken.get(&folded(address.as_str())) {
            Some(other) if *other != path.as_str() => {
                // Two pages meet in every language; that is one mistake.
                // Told at the file that gives way more easily: a file before a page, else the later name.
                let is_later = used.contains(path) || *other < path.as_str();
                let (first, second) =
                    if is_later { (*other, path.as_str()) } else { (path.as_str(), *other) };
                if told.insert((first, second)) {
                    let problem =
                        Problem::PathCollision { other: first.to_owned(), address: address.to_string() };
                    diags.push(Span::file(RelPath::new(second).shared()), problem);
                }
            }
            _ => {
                taken.insert(folded(address.as_str()), path.as_str());
            }
        }
    }
}

/// Upper case first: `ß` becomes `SS`, which lower case alone would keep apart from `ss`.
fn folded(address: &str) -> String {
    address.nfc().collect::<String>().to_uppercase().to_lowercase()
}
