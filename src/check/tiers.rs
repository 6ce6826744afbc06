//! Every tier is one of the usual five or stands in `rolebook.yaml`.

use crate::diag::{Diagnostics, Problem, nearest_named};
use crate::model::Site;

pub fn check(site: &Site, diags: &mut Diagnostics) {
    for page in &site.pages {
        let tier = page.original().content.listing().tier();
        let Some(tier) = tier.filter(|tier| !site.config.tiers.contains_key(&tier.text)) else {
            continue;
        };
        let titled = site.config.tiers.iter().map(|(id, title)| (id.as_str(), title.texts()));
        let near = nearest_named(&tier.text, titled);
        let known = site.config.tiers.keys().cloned().collect::<Vec<_>>().join(", ");
        let problem = Problem::TierUnknown { tier: tier.text.clone(), near, known };
        diags.push_after(site.config.lost("tiers").as_ref(), tier.span.clone(), problem);
    }
}
