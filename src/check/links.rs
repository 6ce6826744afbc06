//! Every link and picture leads somewhere: to a page, one of its headings, or a file of the project; and a page can show
//! every picture.
//!
//! Where many absolute addresses share a first folder that is not there, that folder is the matter, and is reported once.

use crate::config::is_language_tag;
use crate::diag::{Diagnostic, Diagnostics, Problem, Words};
use crate::model::links::Resolved;
use crate::model::page::Page;
use crate::model::prose::Prose;
use crate::model::resolve;
use crate::model::{LanguageId, Site};
use crate::source::RelPath;
use std::collections::BTreeMap;

pub fn check(site: &Site, page: &Page, diags: &mut Diagnostics) {
    site.languages().for_each(|language| check_version(site, page, language, diags));
}

/// From this many on, addresses with one prefix are one matter.
const MANY: usize = 5;

/// What was found in the links of all pages, with those of one prefix as one matter.
pub fn by_prefix(site: &Site, found: &Diagnostics, diags: &mut Diagnostics) {
    let mut counts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for diagnostic in found.iter() {
        if let Some((prefix, target)) = prefix(diagnostic) {
            counts.entry(prefix).or_default().push(target);
        }
    }
    for diagnostic in found.iter() {
        let many = prefix(diagnostic).and_then(|(prefix, _)| counts.get_key_value(&prefix));
        match many.filter(|(_, targets)| targets.len() >= MANY) {
            Some((prefix, targets)) => {
                let problem = Problem::LinkPrefix {
                    prefix: prefix.clone(),
                    count: targets.len(),
                    form: form(site, prefix, targets),
                };
                diags.push(diagnostic.span.clone(), problem);
            }
            None => diags.push_again(diagnostic.clone()),
        }
    }
}

/// `/img/` of a lost `/img/a.png`; `/docs/en/` where a language follows.
fn prefix(diagnostic: &Diagnostic) -> Option<(String, String)> {
    let (Problem::LinkMissing { target, .. } | Problem::AssetMissing { target, .. }) = &diagnostic.problem
    else {
        return None;
    };
    let (first, rest) = target.strip_prefix('/')?.split_once('/')?;
    let second = rest.split_once('/').map(|(second, _)| second).filter(|second| is_language_tag(second));
    let prefix = second.map_or_else(|| format!("/{first}/"), |second| format!("/{first}/{second}/"));
    Some((prefix, target.clone()))
}

/// Where those files are: after the prefix, in a folder that the other program copies as it is, or nowhere.
fn form(site: &Site, prefix: &str, targets: &[String]) -> Words {
    let leads = |path: &str| resolve::reference(site, LanguageId(0), path).is_ok();
    let stripped = |target: &String| target.strip_prefix(prefix).is_some_and(|rest| leads_to(rest, &leads));
    let most = |count: usize| count * 2 > targets.len();
    if most(targets.iter().filter(|target| stripped(target)).count()) {
        return Words::of(
            &format!("去掉 `{prefix}`，从这个文件或从 / 算起写到文件，例如 `/a/b.md`；一次全部替换"),
            &format!(
                "remove `{prefix}` and write the path of the file from this one or from /, such as `/a/b.md`; replace all at once"
            ),
        );
    }
    for folder in [
        "static",
        "public",
        "assets",
        "source",
        "docs",
        "src",
        "src/public",
        "docs/public",
        ".vuepress/public",
    ] {
        if most(targets.iter().filter(|target| leads_to(&format!("{folder}{target}"), &leads)).count()) {
            return Words::of(
                &format!("文件在 `{folder}{prefix}` 里：把 `{prefix}` 全部换成 `/{folder}{prefix}`"),
                &format!(
                    "the files are in `{folder}{prefix}`: replace `{prefix}` by `/{folder}{prefix}` everywhere"
                ),
            );
        }
    }
    let folder = prefix.trim_matches('/');
    Words::of(
        &format!("项目根目录里没有这些文件：把文件夹 `{folder}` 复制到项目里，或改正地址"),
        &format!(
            "the project's root has no such files: copy the folder `{folder}` into the project, or correct the addresses"
        ),
    )
}

/// As it is written, or as the source of the page that other programs make of it.
fn leads_to(path: &str, leads: &dyn Fn(&str) -> bool) -> bool {
    let path = path.split(['#', '?']).next().unwrap_or_default().trim_start_matches('/');
    let bare = path.trim_end_matches('/').trim_end_matches(".html");
    !bare.is_empty() && (leads(path) || leads(&format!("{bare}.md")) || leads(&format!("{bare}/index.md")))
}

fn check_version(site: &Site, page: &Page, language: LanguageId, diags: &mut Diagnostics) {
    let Some(version) = &page.versions[language.0] else { return };
    let written = page.text_language(language);
    version.content.prose(&mut |prose: &Prose| {
        let from = RelPath::new(&prose.origin.span.file);
        for (link, found) in site.links_of(prose) {
            // Where it stands in a page of its own, it is told there.
            let place = prose.place(link.range.clone());
            if prose.origin.is_included(link.range.start) && site.by_path.contains_key(&*place.file) {
                continue;
            }
            let problem = match found {
                Ok(Resolved::Asset(path)) if site.assets.get(path).is_some_and(|asset| asset.runs) => {
                    Problem::AssetScript { target: link.target.to_string() }
                }
                Ok(Resolved::External) if link.is_image => {
                    match resolve::foreign_picture(site, &link.target) {
                        Some(problem) => problem,
                        None => continue,
                    }
                }
                Ok(_) => continue,
                Err(unresolved) => match unresolved.problem(site, &from, written, &link.target) {
                    Problem::UrlScheme { scheme, .. } => {
                        Problem::UrlScheme { scheme, is_picture: link.is_image }
                    }
                    problem => problem,
                },
            };
            let cause = resolve::lost_embed(site, &link.target)
                .or_else(|| resolve::lost_term(site, &link.target))
                .or_else(|| resolve::lost_link(site, &from, &link.target));
            diags.push_after(cause, place, problem);
        }
    });
}
