//! An old address is free: no page stands there, and no second page claims it.

use crate::diag::{Diagnostics, Problem};
use crate::model::Site;
use crate::model::address::OutPath;
use std::collections::HashMap;

pub fn check(site: &Site, diags: &mut Diagnostics) {
    let mut taken: HashMap<String, String> = HashMap::new();
    for page in site.page_ids() {
        for language in site.languages() {
            taken.insert(site.address(page, language).to_string(), site.page(page).path.to_string());
        }
    }
    for page in &site.pages {
        for alias in &page.original().head.aliases {
            let address = OutPath::new(&alias.text).to_string();
            if let Some(other) = taken.get(&address) {
                let problem = Problem::PathCollision { other: other.clone(), address };
                diags.push(alias.span.clone(), problem);
            } else {
                taken.insert(address, page.path.to_string());
            }
        }
    }
}
