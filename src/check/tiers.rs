//! Every tier is one of the usual five or stands in `rolebook.yaml`.

use crate::diag::{Diagnostics, Problem, meaning, nearest_named};
use crate::model::Site;

pub fn check(site: &Site, diags: &mut Diagnostics) {
    let known: Vec<&str> = site.config.tier_ids().into_iter().collect();
    for page in &site.pages {
        let tier = page.original().content.listing().tier();
        let Some(tier) = tier.filter(|tier| !known.contains(&tier.text.as_str())) else { continue };
        let titles = |id: &str| site.config.tiers.get(id).map_or_else(Vec::new, |title| title.texts());
        let titled = known.iter().map(|id| (*id, titles(id)));
        let near = nearest_named(&tier.text, titled)
            .or_else(|| meaning(&tier.text.replace(' ', ""), &known).map(str::to_owned));
        let problem = Problem::TierUnknown { tier: tier.text.clone(), near, known: known.join(", ") };
        diags.push_after(site.config.lost("tiers").as_ref(), tier.span.clone(), problem);
    }
}
