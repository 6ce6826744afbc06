//! `rolebook init` and `rolebook new`: what they write is good as it stands, and nothing is ever written over.

use crate::support::{Project, tree};

#[test]
fn the_starter_builds_without_a_word_of_complaint_in_both_languages() {
    for (lang, checked) in
        [("zh", "检查了 18 页，没有问题\n"), ("en", "checked 18 pages, no problems found\n")]
    {
        let folder = Project::new(&[]);
        folder.run(&["init", "--lang", lang]).ends_with(0);
        assert_eq!(folder.run(&["check", "--strict", "--lang", lang]).ends_with(0).stderr, checked);
        folder.run(&["build", "--strict", "--lang", lang]).ends_with(0);
        let home = folder.read("site/index.html");
        let language = if lang == "zh" { "zh-CN" } else { "en" };
        assert!(home.starts_with(&format!("<!doctype html>\n<html lang=\"{language}\"")), "{home:.80}");
    }
}

#[test]
fn init_says_what_to_do_next_and_quotes_a_folder_with_blanks() {
    let folder = Project::new(&[]);
    let run = folder.run(&["init", "新 手册/交付", "--lang", "zh"]).ends_with(0);
    assert_eq!(run.stdout, "");
    assert_eq!(
        run.stderr,
        "写好了 19 个文件。接下来：\n  cd \"新 手册/交付\"\n  rolebook serve --open    边写边看\n  \
         rolebook check           检查内容\n  rolebook build           生成站点到 site/\n"
    );
    assert!(folder.path("新 手册/交付/rolebook.yaml").exists());
    let here = Project::new(&[]);
    let run = here.run(&["init", "--lang", "en"]).ends_with(0);
    assert_eq!(
        run.stderr,
        "wrote 19 files. Next:\n  rolebook serve --open    preview as you write\n  \
         rolebook check           check the content\n  rolebook build           build the site into site/\n"
    );
}

#[test]
fn two_projects_begun_from_the_same_start_have_ids_of_their_own() {
    let id = || {
        let folder = Project::new(&[]);
        folder.run(&["init", "--lang", "zh"]).ends_with(0);
        let settings = folder.read("rolebook.yaml");
        let id = settings.lines().find_map(|line| line.strip_prefix("id: ")).expect("an id").to_owned();
        folder.run(&["build", "--lang", "zh"]).ends_with(0);
        assert!(folder.read("site/index.html").contains(&format!(" data-site=\"{id}\" data-was=")));
        id
    };
    assert_ne!(id(), id());
}

#[test]
fn init_writes_over_nothing() {
    let folder = Project::new(&[("rolebook.yaml", "title: mine\n"), ("notes.txt", "mine too\n")]);
    let before = tree(folder.root());
    let run = folder.run(&["init", "--lang", "en"]).ends_with(2);
    assert_eq!(
        run.stderr,
        "error: these files already exist, so nothing was written:\n  ./rolebook.yaml\n\
         help: choose another folder: rolebook init new-folder\n"
    );
    let run = folder.run(&["init", "--lang", "zh"]).ends_with(2);
    assert_eq!(
        run.stderr,
        "错误：这些文件已经有了，没有写任何文件：\n  ./rolebook.yaml\n帮助：换一个文件夹：rolebook init 新文件夹\n"
    );
    assert_eq!(tree(folder.root()), before);
}

#[test]
fn init_in_a_folder_of_markdown_writes_only_what_is_missing() {
    let folder = Project::new(&[
        ("docs/index.md", "# 手册\n\n见[收货](/docs/receipt)。\n"),
        ("docs/receipt.md", "# 收货\n\n先清点，再签字。\n"),
        ("docs/receipt.pl.md", "# Odbiór\n\ntekst\n"),
        ("mkdocs.yml", "site_name: 华辰手册\nsite_url: https://erp.example.com/docs/\n"),
    ]);
    let run = folder.run(&["init", "docs", "--lang", "zh"]).ends_with(0);
    let settings = folder.read("docs/rolebook.yaml");
    let (id, rest) = settings.split_once('\n').expect("the id has a line of its own");
    assert!(id.starts_with("id: docs-"), "{id}");
    let written = "title: \"华辰手册\"\nlanguages: [zh-CN, pl]\nbase_url: https://erp.example.com/docs/\n\n\
                   # 内容来自别的程序：暂时宽松检查，它的链接写法也认得。改完以后删掉这一行。\nmigrating: true\n";
    assert_eq!(rest, written);
    assert_eq!(
        run.stderr.replace(&format!("  {id}\n"), ""),
        "这个文件夹里已经有 3 个 Markdown 文件，只写了 docs/rolebook.yaml：\n  title: \"华辰手册\"\n  \
         languages: [zh-CN, pl]\n  base_url: https://erp.example.com/docs/\n  migrating: true\n接下来：\n  cd docs\n  \
         rolebook check           看看有哪些要改\n  rolebook serve --open    边改边看\n"
    );
    folder.run(&["check", "--strict", "--root", "docs"]).ends_with(0);
}

#[test]
fn the_language_of_the_sample_is_asked_for_by_itself() {
    let folder = Project::new(&[]);
    folder.run(&["init", "--sample", "en", "--lang", "zh"]).ends_with(0);
    assert!(folder.read("rolebook.yaml").contains("languages: [en]"));
}

#[test]
fn a_new_file_takes_its_title_from_its_name() {
    let project = Project::small();
    for (kind, path, expected) in [
        ("page", "manual/01-month-end", "---\ntitle: Month end\n"),
        ("page", "手册/采购退货", "---\ntitle: 采购退货\n"),
        ("page", "2026-report/index", "---\ntitle: Report\n"),
        ("release", "8.2", "---\ntitle: \"8.2\"\n"),
        ("role", "stock-keeper", "title: Stock keeper\n"),
        ("bank", "manual/month-end", "title: Month end\n"),
    ] {
        let run = project.run(&["new", kind, path, "--lang", "zh"]).ends_with(0);
        let made =
            std::fs::read_to_string(project.root().join(run.stdout.trim_end())).expect("it was written");
        assert!(made.starts_with(expected), "{made}");
    }
}

#[test]
fn a_new_file_in_a_folder_without_an_index_gets_a_hint() {
    let project = Project::small();
    let run = project.run(&["new", "page", "manual/return", "--lang", "zh"]).ends_with(0);
    assert_eq!(
        run.stderr,
        "提示：文件夹 manual 里还没有 index.md，菜单里显示文件夹名；给它一个标题：rolebook new page manual/index\n"
    );
    project.run(&["new", "page", "manual/index"]).ends_with(0);
    assert_eq!(project.run(&["new", "page", "manual/issue", "--lang", "zh"]).ends_with(0).stderr, "");
}

#[test]
fn init_keeps_what_lies_beside_it() {
    let folder = Project::new(&[("notes.txt", "mine\n")]);
    folder.run(&["init"]).ends_with(0);
    assert_eq!(folder.read("notes.txt"), "mine\n");
    assert!(folder.path("rolebook.yaml").exists());
}

#[test]
fn a_new_file_of_every_kind_passes_the_check() {
    for lang in ["zh", "en"] {
        let project = Project::new(&[]);
        project.run(&["init", "--lang", lang]).ends_with(0);
        // The bank before the quiz that asks its question.
        for (kind, path) in [
            ("page", "manual/return.md"),
            ("scenario", "manual/return-case.md"),
            ("release", "releases/return.md"),
            ("role", "roles/return.yaml"),
            ("course", "manual/return.course.yaml"),
            ("bank", "manual/return.bank.yaml"),
            ("quiz", "manual/return.quiz.yaml"),
            ("faq", "manual/return.faq.yaml"),
            ("checklist", "manual/return.checklist.yaml"),
        ] {
            let name = if kind == "scenario" { "manual/return-case" } else { "manual/return" };
            let run = project.run(&["new", kind, name, "--lang", lang]).ends_with(0);
            assert!(run.stdout.trim_end().ends_with(path), "{}", run.stdout);
            assert_eq!(run.stderr, "");
            assert!(project.path(path).is_file(), "{path}");
            project.run(&["check", "--strict", "--lang", lang]).ends_with(0);
        }
    }
}

#[test]
fn a_new_page_may_have_a_chinese_name_and_its_ending() {
    let project = Project::small();
    project.run(&["new", "page", "手册/退货.md"]).ends_with(0);
    assert!(project.path("手册/退货.md").is_file());
    project.run(&["check", "--strict"]).ends_with(0);
}

#[test]
fn new_writes_over_nothing_and_stays_in_the_project() {
    let project = Project::small();
    let before = tree(project.root());
    let index = project.path("index.md");
    let run = project.run(&["new", "page", "index", "--lang", "en"]).ends_with(2);
    assert!(run.stderr.starts_with("error: "), "{}", run.stderr);
    assert!(run.stderr.ends_with("index.md already exists and was not changed\n"), "{}", run.stderr);
    let run = project.run(&["new", "page", "index", "--lang", "zh", "--root", "."]).ends_with(2);
    assert_eq!(run.stderr, "错误：./index.md 已经有了，没有改动它\n");
    for path in ["../x", "a/../../x", "/", "", "a//b", "c:x", "..\\x"] {
        let run = project.run(&["new", "page", path, "--lang", "zh"]).ends_with(2);
        assert_eq!(run.stderr, "错误：路径要在项目里，例如 manual/inventory/return\n", "{path:?}");
    }
    assert_eq!(tree(project.root()), before);
    assert!(index.is_file());
}
