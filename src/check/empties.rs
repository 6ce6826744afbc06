//! A page of entries has some: a checklist items, an FAQ questions.

use crate::diag::Diagnostics;
use crate::model::Site;
use crate::model::page::Page;

pub fn check(_: &Site, page: &Page, diags: &mut Diagnostics) {
    let Some(problem) = page.original().content.listing().emptiness() else { return };
    diags.push(page.original().head.span.clone(), problem);
}
