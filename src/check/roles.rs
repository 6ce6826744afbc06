//! Every role that is named exists: in front matter, FAQ entries, checklists, and blocks of a text.

use crate::check::nearest_thing;
use crate::diag::{Diagnostics, Problem, Span};
use crate::model::Site;
use crate::model::kinds::FileKind;
use crate::model::page::Content;
use crate::model::prose::Prose;
use crate::yaml::fields::Text;

pub fn check(site: &Site, diags: &mut Diagnostics) {
    for version in site.pages.iter().flat_map(|page| page.versions.iter().flatten()) {
        version.head.roles.iter().for_each(|role| known(site, role, diags));
        match &version.content {
            Content::Faq(faq) => {
                faq.entries.iter().flat_map(|entry| &entry.roles).for_each(|role| known(site, role, diags))
            }
            Content::Checklist(checklist) => {
                checklist
                    .items()
                    .filter_map(|item| item.owner.as_ref())
                    .for_each(|role| known(site, role, diags));
                checklist.signoff.iter().for_each(|role| known(site, role, diags));
            }
            _ => {}
        }
        version.content.prose(&mut |prose: &Prose| {
            for (role, range) in &prose.facts.roles {
                named(site, role, prose.place(range.clone()), diags);
            }
        });
    }
}

fn known(site: &Site, role: &Text, diags: &mut Diagnostics) {
    named(site, &role.text, role.span.clone(), diags);
}

fn named(site: &Site, role: &str, place: Span, diags: &mut Diagnostics) {
    if site.roles.contains_key(role) {
        return;
    }
    let near = nearest_thing(site, role, &site.roles);
    let known = site.roles.keys().cloned().collect::<Vec<_>>().join(", ");
    let problem = Problem::RoleUnknown { role: role.to_owned(), near, known };
    diags.push_after(site.lost.thing(FileKind::Role, role), place, problem);
}
