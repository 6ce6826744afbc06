//! Every tier is one of the usual five or stands in `rolebook.yaml`.

use crate::diag::{Diagnostics, Problem, nearest};
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
        let near = nearest(&tier.text, site.config.tiers.keys().map(String::as_str));
        let known = site.config.tiers.keys().cloned().collect::<Vec<_>>().join(", ");
        diags.push(tier.span.clone(), Problem::TierUnknown { tier: tier.text.clone(), near, known });
    }
}
