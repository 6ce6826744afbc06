//! In a build for some roles: the links that lead to pages of other roles.

use crate::diag::{Diagnostics, Problem};
use crate::model::Site;
use crate::model::page::Page;
use crate::model::prose::Prose;
use crate::source::RelPath;

pub fn check(site: &Site, page: &Page, diags: &mut Diagnostics) {
    for language in site.languages() {
        let Some(version) = &page.versions[language.0] else { continue };
        let written = page.text_language(language);
        version.content.prose(&mut |prose: &Prose| {
            let from = RelPath::new(&prose.origin.span.file);
            for (link, found) in site.links_of(prose) {
                let Err(unresolved) = found else { continue };
                let problem = unresolved.problem(site, &from, written, &link.target);
                if matches!(problem, Problem::LinkLeftOut { .. }) {
                    diags.push(prose.place(link.range.clone()), problem);
                }
            }
        });
    }
}
