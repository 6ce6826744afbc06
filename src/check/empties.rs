//! A page of entries has some: a checklist items, an FAQ questions.

use crate::diag::Diagnostics;
use crate::model::Site;

pub fn check(site: &Site, diags: &mut Diagnostics) {
    for page in &site.pages {
        let Some(problem) = page.original().content.listing().emptiness() else { continue };
        diags.push(page.original().head.span.clone(), problem);
    }
}
