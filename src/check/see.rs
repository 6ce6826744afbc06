//! Every `see` of a question, an FAQ entry and a term leads to a page and a heading that exist.

use crate::diag::{Diagnostics, Problem};
use crate::model::entry::Entry;
use crate::model::page::Page;
use crate::model::{LanguageId, Site, resolve};
use crate::yaml::fields::Text;

pub fn check(site: &Site, page: &Page, diags: &mut Diagnostics) {
    page.original().content.entries().for_each(|entry| of_entry(site, page.original, entry, diags));
}

fn of_entry(site: &Site, language: LanguageId, entry: &dyn Entry, diags: &mut Diagnostics) {
    entry.see().iter().for_each(|see| look(site, language, see, diags));
    entry.parts().into_iter().for_each(|part| of_entry(site, language, part, diags));
}

fn look(site: &Site, language: LanguageId, see: &Text, diags: &mut Diagnostics) {
    let problem = match resolve::reference(site, language, &see.text) {
        Ok(_) => return,
        Err(Problem::LinkMissing { target, near } | Problem::AssetMissing { target, near }) => {
            Problem::SeeMissing { target, near }
        }
        Err(problem) => problem,
    };
    diags.push_after(resolve::lost_reference(site, &see.text), see.span.clone(), problem);
}
