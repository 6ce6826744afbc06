//! Every module that is named is in `rolebook.yaml`.

use crate::diag::{Diagnostics, Problem, nearest_named};
use crate::model::Site;
use crate::model::entry::Entry;
use crate::model::page::Page;
use crate::yaml::fields::Text;

pub fn check(site: &Site, page: &Page, diags: &mut Diagnostics) {
    for version in page.versions.iter().flatten() {
        version.head.modules.iter().for_each(|module| known(site, module, diags));
        let content = &version.content;
        content.listing().modules().iter().for_each(|module| known(site, module, diags));
        content.entries().flat_map(Entry::modules).for_each(|module| known(site, module, diags));
    }
}

fn known(site: &Site, module: &Text, diags: &mut Diagnostics) {
    if !site.config.modules.contains_key(&module.text) {
        let titled = site.config.modules.iter().map(|(id, title)| (id.as_str(), title.texts()));
        let near = nearest_named(&module.text, titled);
        let problem = Problem::ModuleUnknown { module: module.text.clone(), near };
        diags.push_after(site.config.lost("modules").as_ref(), module.span.clone(), problem);
    }
}
