//! In a build for some roles: the links that lead to pages of other roles.

use crate::diag::{Diagnostics, Problem};
use crate::model::prose::Prose;
use crate::model::{Site, resolve};

pub fn check(site: &Site, diags: &mut Diagnostics) {
    for page in &site.pages {
        for language in site.languages() {
            let Some(version) = &page.versions[language.0] else { continue };
            version.content.prose(&mut |prose: &Prose| {
                let from = crate::source::RelPath::new(&prose.origin.span.file);
                for link in &prose.facts.links {
                    if let Err(problem @ Problem::LinkLeftOut { .. }) =
                        resolve::link(site, &from, language, &link.target)
                    {
                        diags.push(prose.place(link.range.clone()), problem);
                    }
                }
            });
        }
    }
}
