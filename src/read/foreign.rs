//! Files and keys of other programs, recognised by name: what they are, and what does the same here.
//!
//! In: a path with its text, or a key. Out: words for a message. Not here: marks in a text, which `dialects` knows.

use crate::diag::{Diagnostics, Problem, Words};
use crate::yaml::fields::Fields;

/// Keys of front matter and what does the same here.
#[rustfmt::skip]
const KEYS: &[(&[&str], &str, &str)] = &[
    (&["description", "excerpt", "abstract", "subtitle", "desc", "intro"], "改成 `summary`：一句话说明这一页", "write `summary` instead: one sentence about the page"),
    (&["sidebar_position", "nav_order", "sidebar_order", "navWeight", "menu_order", "position"], "改成 `weight`，数小的在前；或在 index.md 里写 `order`", "write `weight` instead, lower comes first; or list the pages under `order` in index.md"),
    (&["sidebar_label", "sidebar_title", "linkTitle", "nav_title", "titleTemplate", "pageTitle", "shortTitle"], "改成 `title`：菜单和页面用同一个标题", "write `title` instead: the menu and the page share one title"),
    (&["keywords", "categories", "category", "tag"], "改成 `tags`", "write `tags` instead"),
    (&["slug", "permalink", "url", "redirect_from", "redirects", "redirectFrom"], "删掉它：地址由文件名决定；旧地址写进 `aliases`，例如 `aliases: [old/receipt.html]`", "delete it: the address comes from the file name; old addresses go under `aliases`, such as `aliases: [old/receipt.html]`"),
    (&["lastmod", "last_modified_at", "lastUpdated", "updated", "update", "updated_at", "modified", "last_update"], "改成 `verified: {on: 2026-10-20}`：最后一次核对的日期", "write `verified: {on: 2026-10-20}` instead: the day the page was last checked"),
    (&["published", "unlisted", "hidden", "hide", "private"], "不发布的页面写 `draft: true`", "write `draft: true` on a page that should not be published"),
    (&["hide_title", "layout", "toc", "comments", "comment", "sidebar", "navbar", "aside", "outline", "pageClass", "icon", "cover", "author", "authors", "editLink", "edit_uri", "custom_edit_url", "head", "meta", "image", "banner", "footer", "prev", "next", "id", "type", "template", "hide_table_of_contents", "toc_max_heading_level", "toc_min_heading_level", "pagination_next", "pagination_prev", "pagination_label", "status", "lang", "locale", "index", "article", "timeline", "dir", "copyright", "contributors", "search", "seo", "parent", "has_children", "isOriginal", "star", "sticky", "home", "hero", "features", "menu", "translationKey", "ms.date", "ms.author", "ms.topic", "ms.service", "ms.custom", "ms.prod", "ms.subservice", "manager", "uid"], "删掉它，这里没有对应的设置；或在 rolebook.yaml 里写 `front_matter: {allow: [KEY]}` 略过", "delete it, there is no such setting here; or skip it with `front_matter: {allow: [KEY]}` in rolebook.yaml"),
];

/// Names the keys of other programs; gives those it has spoken of.
pub fn keys(fields: &Fields<'_>, own: &[String], diags: &mut Diagnostics) -> Vec<String> {
    let mut said = own.to_vec();
    for entry in fields.entries() {
        let key = entry.key.as_str();
        let Some((_, zh, en)) = KEYS.iter().find(|(keys, _, _)| keys.contains(&key)) else { continue };
        if said.iter().any(|said| said == key) || fields.is_asked(key) {
            continue;
        }
        let form = Words::of(&zh.replace("KEY", key), &en.replace("KEY", key));
        diags.push(entry.key_span.clone(), Problem::ForeignKey { key: key.to_owned(), form });
        said.push(key.to_owned());
    }
    said
}

/// The problem of a Markdown file that makes no page: it holds another program's menu.
pub fn file(path: &str, text: &str) -> Option<Problem> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.strip_suffix(".md").or_else(|| name.strip_suffix(".markdown"))?;
    let (zh, en) = match stem {
        "SUMMARY" if is_list_of_links(text) => {
            ("GitBook 或 mdBook 的目录", "a GitBook or mdBook table of contents")
        }
        "_sidebar" => ("Docsify 的侧栏", "a Docsify sidebar"),
        "_navbar" => ("Docsify 的导航栏", "a Docsify navigation bar"),
        "_coverpage" => ("Docsify 的封面", "a Docsify cover page"),
        "_404" | "_footer" | "_media" => ("Docsify 的部件", "a part of a Docsify site"),
        _ => return None,
    };
    let form = Words::of(
        "菜单由文件夹和文件名得到；顺序写在 index.md 的 `order` 里，例如 `order: [install, receipt]`；这个文件可以删掉",
        "the menu follows folders and file names; its order goes under `order` in index.md, such as `order: [install, receipt]`; this file can be deleted",
    );
    Some(Problem::PageForeign { of: Words::of(zh, en), form })
}

/// Whether a text is a heading or two and for the rest a list of links.
fn is_list_of_links(text: &str) -> bool {
    let lines = || {
        text.lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with(['#', '-', '*', '<']) || line.contains("]("))
    };
    let links = lines().filter(|line| line.contains("](")).count();
    links >= 2 && links * 3 >= lines().count() * 2
}

#[cfg(test)]
mod tests {
    use super::file;

    #[test]
    fn a_menu_of_another_program_is_no_page() {
        let list = "# Summary\n\n* [前言](README.md)\n* [收货](a.md)\n  * [差异](b.md)\n";
        assert!(file("SUMMARY.md", list).is_some());
        assert!(
            file("SUMMARY.md", "# 总结\n\n本年工作如下。[一](a.md)\n\n再说一段。\n\n又一段。\n").is_none()
        );
        assert!(file("docs/_sidebar.md", "").is_some());
        assert!(file("docs/_Partial.md", "正文").is_none());
        assert!(file("docs/_index.md", "正文").is_none());
    }
}
