//! Every role that is named exists: in front matter, in entries such as items of a checklist, and in blocks of a text.

use crate::check::nearest::nearest_thing;
use crate::diag::{Diagnostics, Problem, Span};
use crate::model::Site;
use crate::model::entry::Entry;
use crate::model::ids::RoleId;
use crate::model::kinds::FileKind;
use crate::model::page::Page;
use crate::model::prose::Prose;
use crate::yaml::fields::Text;

pub fn check(site: &Site, page: &Page, diags: &mut Diagnostics) {
    for version in page.versions.iter().flatten() {
        version.head.roles.iter().for_each(|role| known(site, role, diags));
        let content = &version.content;
        content.entries().flat_map(Entry::roles).for_each(|role| known(site, role, diags));
        content.listing().roles().iter().for_each(|role| known(site, role, diags));
        version.content.prose(&mut |prose: &Prose| {
            for (role, range) in &prose.facts.roles {
                named(site, role.as_str(), prose.place(range.clone()), diags);
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
    let known = site.roles.keys().map(RoleId::as_str).collect::<Vec<_>>().join(", ");
    let problem = Problem::RoleUnknown { role: role.to_owned(), near, known };
    diags.push_after(site.lost.thing(FileKind::Role, role), place, problem);
}
