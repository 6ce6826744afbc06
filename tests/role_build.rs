//! A build for some roles: nothing of other roles may be found in any file of it.

use crate::support::{Made, dressed};
use rolebook::inside::{RoleId, Scope, Sources};

/// Stands in every kind of place that belongs to finance alone.
const MARK: &str = "NUR-FUER-FINANZEN";

#[expect(clippy::too_many_lines, reason = "a project, file by file")]
fn project() -> Vec<(&'static str, String)> {
    let mark = |text: &str| text.replace("MARK", MARK);
    vec![
        (
            "rolebook.yaml",
            "title: 手册\nlanguages: [zh-CN, en]\nbase_url: https://example.com/\nmodules: {gl: 总账}\n"
                .into(),
        ),
        (
            "index.md",
            mark(
                "---\ntitle: 首页\n---\n\n见[收货](receipt.md)和[结账](close.md#MARK-heading)。\n\n::: role finance\n## MARK 标题\n\nMARK 段落[^m] ![MARK 图](MARK.png) [MARK 链接](MARK.pdf) [MARK][MARK]\n\n| MARK |\n|---|\n| x |\n:::\n\n::: role warehouse\n仓库看这里。\n:::\n\n[^m]: MARK 脚注[^n]\n[^n]: MARK 脚注的脚注\n\n[MARK]: MARK.pdf \"MARK\"\n\n::: include _s/piece.md\n\n::: include close.md\n\n- 甲\n  ::: role finance\n  - MARK\n  :::\n- 乙\n\n> 丙\n> ::: role finance\n> > MARK\n> :::\n> 丁\n\n::: table MARK\n:::\n\n```mermaid\nflowchart TD\n  A[甲] --> B[乙]\n  click A href \"close.md#MARK-heading\"\n  click B href \"MARK.pdf\"\n```\n\n::: role finance\n```mermaid\nflowchart TD\n  MARK\n```\n:::\n",
            ),
        ),
        (
            "receipt.md",
            mark(
                "---\ntitle: 收货\nroles: [warehouse]\n---\n\n正文。\n\n:::: details 更多\n::: role finance\nMARK 嵌套\n:::\n::::\n",
            ),
        ),
        ("receipt.en.md", mark("---\ntitle: Receipt\n---\n\nText.\n\n::: role finance\nMARK nested\n:::\n")),
        (
            "close.md",
            mark(
                "---\ntitle: MARK 结账\nsummary: MARK 摘要\nroles: [finance]\ntags: [MARK]\nchanges: [{version: \"1\", text: MARK 变化}]\naliases: [MARK.html]\n---\n\n## MARK-heading\n\nMARK ![图](MARK2.png)\n",
            ),
        ),
        (
            "_s/piece.md",
            mark("# 片段\n\n大家的。\n\n::: role finance\nMARK[^p]\n:::\n\n[^p]: MARK\n\n```\n没有结束\n"),
        ),
        ("close.en.md", mark("---\ntitle: MARK close\n---\n\nMARK\n")),
        ("both.md", "---\ntitle: 两个岗位\nroles: [warehouse, finance]\n---\n\n共用。\n".into()),
        ("prefix.md", mark("---\ntitle: MARK 前缀\nroles: [warehouse-lead]\n---\n\nMARK\n")),
        (
            "roles/warehouse.yaml",
            "title: 仓库\npath:\n  - page: receipt.md\n  - course: basics\n  - quiz: test\n".into(),
        ),
        (
            "roles/finance.yaml",
            mark(
                "title: MARK 财务\nsummary: MARK\nsuper_users: [{name: MARK, contact: MARK}]\npath:\n  - page: close.md\n  - quiz: ledger\n  - practical: task-finance\n",
            ),
        ),
        ("roles/warehouse-lead.yaml", mark("title: MARK 组长\npath: []\n")),
        ("courses/basics.course.yaml", "title: 基础\nroles: [warehouse]\nlessons: [receipt.md]\n".into()),
        (
            "courses/money.course.yaml",
            mark("title: MARK 课程\nroles: [finance]\nlessons: [close.md]\nsessions: [{title: MARK}]\n"),
        ),
        (
            "general.faq.yaml",
            mark(
                "title: 问答\nentries:\n  - {id: f-1, q: 大家的？, a: \"是。\\n\\n::: role finance\\nMARK\\n:::\"}\n  - {id: f-2, q: MARK？, a: MARK。, roles: [finance]}\n",
            ),
        ),
        (
            "all.bank.yaml",
            mark(
                "title: 题库\nquestions:\n  - {id: q-1, ask: 收货？, judge: true, tags: [收货], explain: \"因为。\\n\\n::: role finance\\nMARK\\n:::\"}\n  - {id: q-2, ask: MARK？, judge: true, explain: MARK, tags: [结账]}\n  - id: task-finance\n    task: MARK 实操\n    criteria: [{check: MARK}]\n",
            ),
        ),
        (
            "all.checklist.yaml",
            mark(
                "title: 共用清单\ngroups:\n  - title: 组\n    items: [{id: c-2, do: \"做。\\n\\n::: role finance\\nMARK\\n:::\"}]\n",
            ),
        ),
        (
            "money/NUR-FUER-FINANZEN.table.yaml",
            mark("title: MARK 科目\nroles: [finance]\ncolumns: {id: MARK}\nrows: [{id: MARK-1}]\n"),
        ),
        ("glossary.yaml", mark("- {term: 词, def: \"义。\\n\\n::: role finance\\nMARK\\n:::\"}\n")),
        ("test.quiz.yaml", "title: 收货测验\nroles: [warehouse]\nquestions: [q-1]\n".into()),
        ("ledger.quiz.yaml", mark("title: MARK 测验\nroles: [finance]\nquestions: [q-2]\n")),
        ("money/index.md", mark("---\ntitle: MARK 章\nroles: [finance]\n---\n\nMARK\n")),
        ("money/deep.md", mark("---\ntitle: MARK 深\nroles: [finance]\n---\n\nMARK\n")),
        (
            "sign.checklist.yaml",
            mark(
                "title: MARK 清单\nroles: [finance]\ngroups:\n  - title: MARK\n    items: [{id: c-1, do: MARK, owner: finance, evidence: MARK}]\n",
            ),
        ),
    ]
}

fn built_for(roles: Option<&[&str]>) -> Vec<(String, String)> {
    let texts = project();
    let sources = Sources::of_texts("x", texts.iter().map(|(path, text)| (*path, text.as_str())));
    let scope =
        roles.map_or(Scope::WHOLE, |roles| Scope::of_roles(roles.iter().map(|role| RoleId::new(role))));
    let made = Made::in_scope(&sources, &scope, &mut dressed(&sources));
    made.files
        .iter()
        .map(|(path, bytes)| (path.clone(), String::from_utf8_lossy(bytes).into_owned()))
        .collect()
}

#[test]
fn nothing_of_another_role_is_in_any_file() {
    let files = built_for(Some(&["warehouse"]));
    // In the lists of the search a word is in small letters, and without what it shares with the one before.
    let is_leak = |text: &str| text.contains(MARK) || text.contains("anzen");
    let leaks: Vec<&String> = files
        .iter()
        .filter(|(path, text)| path.contains(MARK) || is_leak(text))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(leaks, Vec::<&String>::new());
    let names: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    for gone in
        ["close.html", "money/index.html", "roles/finance.html", "ledger.quiz.html", "sign.checklist.html"]
    {
        assert!(!names.contains(&gone), "{gone}");
    }
    // Not even the other roles' ids.
    assert!(files.iter().all(|(_, text)| !text.contains("finance") && !text.contains("warehouse-lead")));
}

/// A project that hides the mark in every kind of place where a comment can stand.
#[expect(clippy::too_many_lines, reason = "a project, file by file")]
fn hiding() -> Vec<(&'static str, String)> {
    let mark = |text: &str| text.replace("MARK", MARK);
    let page = "\
---
title: 页 <!-- MARK -->
summary: 摘要 <!-- MARK -->
changes: [{version: \"1\", text: 变化 <!-- MARK -->}]
---
<!-- MARK -->
# 标题 <!-- MARK -->

第一段 <!-- MARK --> 的话。

<!--
MARK

MARK
-->

- 一 <!-- MARK
- MARK -->
- 二
  <!--

  MARK
  -->

> 引用
> <!--
MARK
> -->
> 继续

| 甲 <!-- MARK --> | 乙 |
|---|---|
| 1 <!-- MARK | MARK --> | 2 |
<!-- MARK -->

<details>
<summary>展开 <!-- MARK --></summary>
<!--

MARK

-->
</details>

::: details 常见 <!-- MARK -->
<script>MARK</script>

内 <!-- MARK -->
:::

::: tabs
== 甲 <!-- MARK -->
<style>
MARK

MARK
</style>
== 乙
<template>

MARK

</template>

:::

术语 <!-- MARK -->
: 定义 <!-- MARK -->

注[^1]和图 ![图 <!-- MARK -->](i.png)和[链接 <!-- MARK -->](b.md \"题 <!-- MARK -->\")

[^1]: 脚注 <!--

    MARK -->

[//]: # (MARK)
[comment]: <> (MARK)

<? MARK ?>

最后 <!-- MARK
";
    vec![
        (
            "rolebook.yaml",
            mark(
                "title: 手册 <!-- MARK -->\nlanguages: [zh-CN]\nbase_url: https://example.com/\nmodules: {gl: 总账 <!-- MARK -->}\ncheck: {severity: {html.element: warning, html.comment-unclosed: warning}}\n",
            ),
        ),
        ("a.md", mark(page)),
        ("crlf.md", mark(page).replace('\n', "\r\n")),
        ("b.md", mark("正文。\n\n<!-- MARK -->\n")),
        (
            "roles/r.yaml",
            mark(
                "title: 岗位 <!-- MARK -->\nsummary: 摘要 <!-- MARK -->\nmodules: [gl]\npath: [{page: a.md}, {course: c}]\n",
            ),
        ),
        ("c.course.yaml", mark("title: 课程 <!-- MARK -->\nlessons: [a.md]\n")),
        (
            "x.faq.yaml",
            mark(
                "title: 问答 <!-- MARK -->\nentries:\n  - id: f-1\n    q: 问 <!-- MARK -->\n    a: |\n      答\n\n      <!--\n      MARK\n      -->\n",
            ),
        ),
        (
            "x.bank.yaml",
            mark(
                "title: 题库\nquestions:\n  - {id: q-1, ask: 问 <!-- MARK -->, judge: true, explain: 因为 <!-- MARK -->}\n  - {id: q-2, ask: 贷记 ____ <!-- MARK ____ -->, blanks: [应付]}\n  - {id: q-3, ask: 选, options: [{right: 甲 <!-- MARK -->}, {wrong: 乙, why: 不 <!-- MARK -->}]}\n",
            ),
        ),
        ("x.quiz.yaml", "title: 试卷\nquestions: [q-1, q-2, q-3]\n".into()),
        (
            "x.checklist.yaml",
            mark(
                "title: 清单\ngroups:\n  - title: 组 <!-- MARK -->\n    items: [{id: c-1, do: 做 <!-- MARK -->}]\n",
            ),
        ),
        ("glossary.yaml", mark("- {term: 词 <!-- MARK -->, def: 义 <!-- MARK -->}\n")),
    ]
}

#[test]
fn what_a_writer_hides_is_in_no_file() {
    let texts = hiding();
    let made = Made::of(&Sources::of_texts("x", texts.iter().map(|(path, text)| (*path, text.as_str()))));
    let mut problems = made.places();
    let expected = ["html.element", "html.comment-unclosed", "asset.missing"];
    problems.retain(|place| !expected.iter().any(|code| place.ends_with(code)));
    assert_eq!(problems, Vec::<String>::new());
    // In the lists of the search a word is in small letters, and without what it shares with the one before.
    let is_leak = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        text.contains(MARK) || text.contains("anzen")
    };
    let leaks: Vec<&String> =
        made.files.iter().filter(|(_, bytes)| is_leak(bytes)).map(|(path, _)| path).collect();
    assert_eq!(leaks, Vec::<&String>::new());
    let text = String::from_utf8_lossy(&made.files["a.html"]).into_owned();
    for shown in ["的话", "继续", "展开", "脚注", "最后"] {
        assert!(text.contains(shown), "{shown}");
    }
}

#[test]
fn what_is_for_the_role_or_for_everyone_stays() {
    let files = built_for(Some(&["warehouse"]));
    let text = |wanted: &str| &files.iter().find(|(path, _)| path == wanted).expect(wanted).1;
    assert!(text("index.html").contains("仓库看这里"));
    let squeezed: String = text("index.html").split_whitespace().collect();
    assert!(squeezed.contains("<ul><li>甲</li><li>乙</li></ul>"), "{squeezed}");
    assert!(squeezed.contains("<blockquote><p>丙</p><p>丁</p></blockquote>"), "{squeezed}");
    for (page, kept) in
        [("all.checklist.html", "做。"), ("glossary.html", "义。"), ("general.faq.html", "是。")]
    {
        assert!(text(page).contains(kept), "{page}");
    }
    assert!(text("index.html").contains("<span class=\"no-link\">结账</span>"));
    assert!(text("both.html").contains("共用"));
    assert!(text("all.bank.html").contains("收货？"));
    assert!(text("general.faq.html").contains("大家的？"));
    assert!(text("sitemap.xml").contains("https://example.com/receipt.html"));
    assert!(text("llms.txt").contains("收货"));
    let search = |wanted: &str| {
        files.iter().any(|(path, text)| path.starts_with("search/zh-CN/") && text.contains(wanted))
    };
    assert!(search("仓库看这里") && search("大家的？") && search("收货？"));
}

#[test]
fn several_roles_share_one_site_and_the_whole_site_holds_everything() {
    let both = built_for(Some(&["finance", "warehouse"]));
    assert!(both.iter().any(|(path, _)| path == "close.html"));
    assert!(!both.iter().any(|(path, _)| path == "prefix.html"), "ids are compared whole");
    let all = built_for(None);
    assert!(all.iter().any(|(path, text)| path.starts_with("search/") && text.contains("anzen")));
    assert!(all.iter().any(|(path, _)| path == "prefix.html"));
}

fn warehouse() -> Scope {
    Scope::of_roles([RoleId::new("warehouse")])
}

#[test]
fn each_link_that_becomes_plain_words_is_noted() {
    let texts = project();
    let sources = Sources::of_texts("x", texts.iter().map(|(path, text)| (*path, text.as_str())));
    let made = Made::in_scope(&sources, &warehouse(), &mut dressed(&sources));
    assert_eq!(
        made.places(),
        ["index.md:5:24 link.left-out", "index.md:42:11 link.left-out", "index.md:48:17 link.left-out"]
    );
}

#[test]
fn what_the_cache_remembers_of_the_whole_site_is_not_used_for_a_part() {
    let texts = project();
    let sources = Sources::of_texts("x", texts.iter().map(|(path, text)| (*path, text.as_str())));
    let cache = &mut dressed(&sources);
    let whole = Made::in_scope(&sources, &Scope::WHOLE, cache);
    let part = Made::in_scope(&sources, &warehouse(), cache);
    let fresh = Made::in_scope(&sources, &warehouse(), &mut dressed(&sources));
    assert!(part.files == fresh.files && part.problems == fresh.problems);
    assert!(Made::in_scope(&sources, &Scope::WHOLE, cache).files == whole.files);
}
