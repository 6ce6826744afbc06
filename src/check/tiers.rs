//! Every tier is one of the usual five or is in `rolebook.yaml`.

use crate::diag::{Diagnostics, Problem, meaning, nearest_named};
use crate::model::Site;
use crate::model::page::Page;

pub fn check(site: &Site, page: &Page, diags: &mut Diagnostics) {
    let known: Vec<&str> = site.config.tier_ids().into_iter().collect();
    let tier = page.original().content.listing().tier();
    let Some(tier) = tier.filter(|tier| !known.contains(&tier.text.as_str())) else { return };
    let titles = |id: &str| site.config.tiers.get(id).map_or_else(Vec::new, |title| title.texts());
    let titled = known.iter().map(|id| (*id, titles(id)));
    let near = nearest_named(&tier.text, titled)
        .or_else(|| meaning(&tier.text.replace(' ', ""), &known).map(str::to_owned));
    let problem = Problem::TierUnknown { tier: tier.text.clone(), near, known: known.join(", ") };
    diags.push_after(site.config.lost("tiers").as_ref(), tier.span.clone(), problem);
}
