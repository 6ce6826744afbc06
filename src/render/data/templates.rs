//! What the scripts of a bundle clone: filled once for each language and handed over by a script of its own, so that no
//! page has to carry it.

use crate::render::context;
use crate::render::layout::frame;
use crate::render::page_cx::PageCx;
use crate::theme::{Asset, Failure, script};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Context {
    site: context::Site,
}

/// Fills `bundles/NAME.html` for every bundle that has one: the files by the name of their bundle. Addresses in them
/// start at the root of the site.
///
/// # Errors
/// A template that can not be filled.
pub fn of(cx: &PageCx<'_>) -> Result<BTreeMap<String, Asset>, Failure> {
    let language = cx.site.language(cx.language);
    let mut files = BTreeMap::new();
    for name in cx.theme.bundles.keys() {
        let template = format!("bundles/{name}.html");
        if !cx.theme.has(language, &template) {
            continue;
        }
        let html = cx.theme.render(language, &template, &Context { site: frame::site(cx) })?;
        let text = script::give(&format!("markup/{name}"), &html);
        files.insert(name.clone(), Asset::new(&format!("{name}-{language}.js"), text));
    }
    Ok(files)
}
