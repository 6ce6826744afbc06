//! Every role that is named exists: in front matter, FAQ entries, checklists.

use crate::diag::{Diagnostics, Problem, nearest};
use crate::model::Site;
use crate::model::page::Content;
use crate::source::fields::Text;

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
    }
}

fn known(site: &Site, role: &Text, diags: &mut Diagnostics) {
    if site.roles.contains_key(&role.text) {
        return;
    }
    let near = nearest(&role.text, site.roles.keys().map(String::as_str));
    let known = site.roles.keys().cloned().collect::<Vec<_>>().join(", ");
    diags.push(role.span.clone(), Problem::RoleUnknown { role: role.text.clone(), near, known });
}
