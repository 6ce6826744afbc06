//! Every link and picture leads somewhere: to a page, one of its headings, or a file of the project.

use crate::diag::Diagnostics;
use crate::model::page::Page;
use crate::model::prose::Prose;
use crate::model::{LanguageId, Site, resolve};
use rayon::prelude::*;

pub fn check(site: &Site, diags: &mut Diagnostics) {
    let found: Vec<Diagnostics> = site
        .pages
        .par_iter()
        .map(|page| {
            let mut diags = Diagnostics::default();
            site.languages().for_each(|language| check_page(site, page, language, &mut diags));
            diags
        })
        .collect();
    found.into_iter().for_each(|found| diags.extend(found));
}

fn check_page(site: &Site, page: &Page, language: LanguageId, diags: &mut Diagnostics) {
    let Some(version) = &page.versions[language.0] else { return };
    version.content.prose(&mut |prose: &Prose| {
        for link in &prose.facts.links {
            let from = crate::source::RelPath::new(&prose.origin.span.file);
            if let Err(problem) = resolve::link(site, &from, language, &link.target) {
                diags.push(prose.place(link.range.clone()), problem);
            }
        }
    });
}
