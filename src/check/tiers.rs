//! Every tier is one of the usual five or stands in `rolebook.yaml`.

use crate::diag::{Diagnostics, Problem, nearest_named};
use crate::model::Site;
use crate::model::page::Content;

pub fn check(site: &Site, diags: &mut Diagnostics) {
    for page in &site.pages {
        let tier = match &page.original().content {
            Content::Role(role) => &role.tier,
            Content::Course(course) => &course.tier,
            _ => continue,
        };
        let Some(tier) = tier.as_ref().filter(|tier| !site.config.tiers.contains_key(&tier.text)) else {
            continue;
        };
        let titled = site.config.tiers.iter().map(|(id, title)| (id.as_str(), title.texts()));
        let near = nearest_named(&tier.text, titled);
        let known = site.config.tiers.keys().cloned().collect::<Vec<_>>().join(", ");
        let problem = Problem::TierUnknown { tier: tier.text.clone(), near, known };
        diags.push_after(site.config.lost("tiers").as_ref(), tier.span.clone(), problem);
    }
}
