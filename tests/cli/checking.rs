//! `rolebook check`: every problem at once, at its exact place, in the form that was asked for.

use crate::support::{Project, tree};

/// A wrong link behind Chinese text, a wrong anchor, and a mistyped key in another file.
fn broken() -> Project {
    Project::new(&[
        ("rolebook.yaml", "title: 仓库手册\nlanguages: [zh-CN]\n"),
        (
            "index.md",
            "---\ntitle: 首页\n---\n\n请看[收货流程](manual/recipt.md)，再看[盘点](manual/receipt.md#没有)。\n",
        ),
        ("manual/receipt.md", "---\ntitle: 收货\nsumary: 写错的键\n---\n\n正文。\n"),
    ])
}

/// One warning and no error.
fn with_a_warning() -> Project {
    Project::new(&[
        ("rolebook.yaml", "title: 仓库手册\nlanguages: [zh-CN]\n"),
        ("index.md", "---\ntitle: 首页\n---\n\n见注释[^1]。\n"),
    ])
}

const BLOCKS_ZH: &str = "\
错误[link.missing]: 页面 `manual/recipt.md` 不存在
  ╭▸ index.md:5:10
  │
5 │ 请看[收货流程](manual/recipt.md)，再看[盘点](manual/receipt.md#没有)。
  │                ━━━━━━━━━━━━━━━━
  │
  ╰ 帮助: 是不是想写 `manual/receipt.md`？

错误[link.anchor]: `manual/receipt.md` 里没有标题 `#没有`
  ╭▸ index.md:5:35
  │
5 │ 请看[收货流程](manual/recipt.md)，再看[盘点](manual/receipt.md#没有)。
  │                                              ━━━━━━━━━━━━━━━━━━━━━━
  │
  ╰ 帮助: 标题编号就是标题文字，空格换成 -；或在标题后写 {#编号}

错误[fm.unknown-key]: 没有 `sumary` 这个键
  ╭▸ manual/receipt.md:3:1
  │
3 │ sumary: 写错的键
  │ ━━━━━━
  │
  ╰ 帮助: 是不是想写 `summary`？

3 个错误，0 个警告；`rolebook explain link.missing` 有详细说明
";

const BLOCKS_EN: &str = "\
error[link.missing]: page `manual/recipt.md` does not exist
  ╭▸ index.md:5:10
  │
5 │ 请看[收货流程](manual/recipt.md)，再看[盘点](manual/receipt.md#没有)。
  │                ━━━━━━━━━━━━━━━━
  │
  ╰ help: did you mean `manual/receipt.md`?

error[link.anchor]: `manual/receipt.md` has no heading `#没有`
  ╭▸ index.md:5:35
  │
5 │ 请看[收货流程](manual/recipt.md)，再看[盘点](manual/receipt.md#没有)。
  │                                              ━━━━━━━━━━━━━━━━━━━━━━
  │
  ╰ help: a heading's id is its text with - in place of spaces; or write {#id} after the heading

error[fm.unknown-key]: unknown key `sumary`
  ╭▸ manual/receipt.md:3:1
  │
3 │ sumary: 写错的键
  │ ━━━━━━
  │
  ╰ help: did you mean `summary`?

3 errors, 0 warnings; `rolebook explain link.missing` tells you more
";

#[test]
fn a_good_project_is_fine_and_nothing_is_written() {
    let project = Project::small();
    let before = tree(project.root());
    let run = project.run(&["check"]).ends_with(0);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", "checked 2 pages, no problems found\n"));
    let run = project.run(&["check", "--lang", "zh"]).ends_with(0);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", "检查了 2 页，没有问题\n"));
    assert_eq!(tree(project.root()), before);
}

#[test]
fn a_person_reads_all_problems_of_one_run_with_carets_under_the_chinese() {
    for (lang, expected) in [("zh", BLOCKS_ZH), ("en", BLOCKS_EN)] {
        let run = broken().run(&["check", "--lang", lang]).ends_with(1);
        assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", expected), "\n{}", run.stderr);
    }
}

#[test]
fn the_short_form_is_one_line_each() {
    let run = broken().run(&["check", "--message-format", "short", "--lang", "zh"]).ends_with(1);
    assert_eq!(run.stdout, "");
    assert_eq!(
        run.stderr,
        "index.md:5:10: 错误[link.missing]: 页面 `manual/recipt.md` 不存在；是不是想写 `manual/receipt.md`？\n\
         index.md:5:35: 错误[link.anchor]: `manual/receipt.md` 里没有标题 `#没有`；标题编号就是标题文字，空格换成 -；或在标题后写 {#编号}\n\
         manual/receipt.md:3:1: 错误[fm.unknown-key]: 没有 `sumary` 这个键；是不是想写 `summary`？\n"
    );
}

#[test]
fn the_json_form_is_data_on_standard_output() {
    let run = broken().run(&["check", "--message-format", "json", "--lang", "en"]).ends_with(1);
    assert_eq!(run.stderr, "");
    let objects: Vec<serde_json::Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect();
    assert_eq!(
        objects,
        [
            serde_json::json!({
                "code": "link.missing", "severity": "error", "file": "index.md",
                "line": 5, "column": 10, "end_line": 5, "end_column": 26,
                "message": "page `manual/recipt.md` does not exist", "help": "did you mean `manual/receipt.md`?",
                "fix": { "edits": [{
                    "line": 5, "column": 10, "end_line": 5, "end_column": 26, "text": "manual/receipt.md",
                }] },
            }),
            serde_json::json!({
                "code": "link.anchor", "severity": "error", "file": "index.md",
                "line": 5, "column": 35, "end_line": 5, "end_column": 55,
                "message": "`manual/receipt.md` has no heading `#没有`",
                "help": "a heading's id is its text with - in place of spaces; or write {#id} after the heading",
            }),
            serde_json::json!({
                "code": "fm.unknown-key", "severity": "error", "file": "manual/receipt.md",
                "line": 3, "column": 1, "end_line": 3, "end_column": 7,
                "message": "unknown key `sumary`", "help": "did you mean `summary`?",
                "fix": { "edits": [{
                    "line": 3, "column": 1, "end_line": 3, "end_column": 7, "text": "summary",
                }] },
            }),
        ]
    );
}

#[test]
fn the_github_form_is_workflow_commands() {
    let run = broken().run(&["check", "--message-format", "github", "--lang", "en"]).ends_with(1);
    assert_eq!(run.stderr, "");
    assert_eq!(
        run.stdout,
        "::error file=index.md,line=5,col=10,title=link.missing::page `manual/recipt.md` does not exist: did you mean `manual/receipt.md`?\n\
         ::error file=index.md,line=5,col=35,title=link.anchor::`manual/receipt.md` has no heading `#没有`: a heading's id is its text with - in place of spaces; or write {#id} after the heading\n\
         ::error file=manual/receipt.md,line=3,col=1,title=fm.unknown-key::unknown key `sumary`: did you mean `summary`?\n"
    );
}

#[test]
fn a_machine_that_finds_nothing_hears_nothing() {
    for format in ["short", "json", "github"] {
        let run = Project::small().run(&["check", "--message-format", format]).ends_with(0);
        assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""), "{format}");
    }
}

#[test]
fn a_warning_stops_nothing_unless_strict() {
    let project = with_a_warning();
    let expected = "\
warning[md.footnote]: the footnote `[^1]` is not defined
  ╭▸ index.md:5:4
  │
5 │ 见注释[^1]。
  │       ━━━━
  │
  ╰ help: add `[^1]: text`

0 errors, 1 warning; `rolebook explain md.footnote` tells you more
";
    assert_eq!(project.run(&["check"]).ends_with(0).stderr, expected);
    assert_eq!(project.run(&["check", "--strict"]).ends_with(1).stderr, expected);
    let build = project.run(&["build", "--strict"]).ends_with(1);
    assert_eq!(build.stderr, format!("{expected}no site was written\n"));
    assert!(!project.path("site").exists());
    project.run(&["build"]).ends_with(0);
    assert!(project.path("site/index.html").exists());
}

#[test]
fn the_projects_own_severities_hold() {
    let project = with_a_warning();
    project.write(
        "rolebook.yaml",
        "title: 仓库手册\nlanguages: [zh-CN]\ncheck: {severity: {md.footnote: error}}\n",
    );
    let run = project.run(&["check", "--message-format", "short"]).ends_with(1);
    assert!(run.stderr.starts_with("index.md:5:4: error[md.footnote]"), "{}", run.stderr);
    project.write(
        "rolebook.yaml",
        "title: 仓库手册\nlanguages: [zh-CN]\ncheck: {severity: {md.footnote: off}}\n",
    );
    assert_eq!(
        project.run(&["check", "--strict"]).ends_with(0).stderr,
        "checked 1 page, no problems found\n"
    );
}

#[test]
fn problems_come_sorted_by_file_and_place() {
    let project = Project::new(&[("rolebook.yaml", "title: 手册\nlanguages: [zh-CN]\n")]);
    for name in ["z", "a", "m/b", "m/a", "index"] {
        project.write(
            &format!("{name}.md"),
            "---\ntitle: 页\n---\n\n[二](nix2.md)\n\n[一](nix1.md)\n\n![图](nix.png)\n",
        );
    }
    let run = project.run(&["check", "--message-format", "json"]).ends_with(1);
    let places: Vec<(String, u64)> = run
        .stdout
        .lines()
        .map(|line| {
            let object: serde_json::Value = serde_json::from_str(line).expect("one object a line");
            (object["file"].as_str().expect("a file").to_owned(), object["line"].as_u64().expect("a line"))
        })
        .collect();
    let files = ["a.md", "index.md", "m/a.md", "m/b.md", "z.md"];
    let expected: Vec<(String, u64)> =
        files.iter().flat_map(|file| [5, 7, 9].map(|line| (file.to_string(), line))).collect();
    assert_eq!(places, expected);
}

#[test]
fn what_a_file_holds_never_reaches_the_terminal_as_a_command() {
    let project = Project::small();
    project.write("index.md", "---\ntitle: 首页\n---\n\n[x](a\u{1b}[31mb.md) 红\u{1b}[31m\n");
    let run = project.run(&["check"]);
    assert!(!run.stderr.contains('\u{1b}'), "{:?}", run.stderr);
    assert!(run.stderr.contains("index.md:5:"), "{}", run.stderr);
}

#[test]
fn what_follows_from_one_cause_is_told_beneath_it_in_every_form() {
    let project = Project::new(&[
        ("rolebook.yaml", "title: 仓库手册\nlanguages: [zh-CN]\n"),
        ("a.md", "---\ntitle: 甲\nroles: [keeper]\n---\n\n正文。\n"),
        ("b.md", "---\ntitle: 乙\nroles: [keeper]\n---\n\n正文。\n"),
        ("role/keeper.yaml", "title: 仓管员\n"),
    ]);
    let run = project.run(&["check", "--lang", "zh"]).ends_with(1);
    assert_eq!(
        run.stderr,
        "错误[kind.unknown]: 看不出这个 YAML 文件是什么内容\n ╭▸ role/keeper.yaml\n ├ 帮助: 是不是想写 `roles/keeper.yaml`？\n ╰ 由此: 另有 2 处问题由此而来：a.md、b.md\n\n\
         1 个错误，0 个警告；`rolebook explain kind.unknown` 有详细说明\n"
    );
    let run = project.run(&["check", "--message-format", "json", "--lang", "en"]).ends_with(1);
    let object: serde_json::Value = serde_json::from_str(&run.stdout).expect("one object");
    assert_eq!(object["fix"], serde_json::json!({ "rename": "roles/keeper.yaml" }));
    let follows: Vec<_> =
        object["follows"].as_array().expect("a list").iter().map(|one| one["file"].clone()).collect();
    assert_eq!(follows, ["a.md", "b.md"]);
    let run = project.run(&["check", "--message-format", "github", "--lang", "en"]).ends_with(1);
    assert_eq!(
        run.stdout,
        "::error file=role/keeper.yaml,line=1,col=1,title=kind.unknown::the name does not say what kind of content this YAML file is: \
         did you mean `roles/keeper.yaml`? (and 2 more that follow from it, in a.md, b.md)\n"
    );
}

/// A page copied from elsewhere can have thousands of one kind; the other problems must not be lost among them.
#[test]
fn of_one_kind_in_one_file_a_person_is_shown_fifty_and_a_program_all() {
    let links: String = (0..63).map(|at| format!("[a](no-{at}.md) ")).collect();
    let project = Project::new(&[
        ("rolebook.yaml", "title: 仓库手册\nlanguages: [zh-CN]\n"),
        ("index.md", &format!("---\ntitle: 首页\n---\n\n{links}\n\n[b](#没有)\n")),
    ]);
    let human = project.run(&["check", "--lang", "en"]).ends_with(1).stderr.clone();
    assert_eq!(human.matches("error[link.missing]").count(), 50);
    assert!(human.contains("error[link.anchor]"), "{human}");
    let end = "\n13 more of link.missing in index.md; `--message-format short` lists all of them\n\
        64 errors, 0 warnings; `rolebook explain link.missing` tells you more\n";
    assert!(human.ends_with(end), "{human}");
    let zh = project.run(&["check", "--lang", "zh"]).ends_with(1).stderr.clone();
    assert!(
        zh.contains("index.md 里还有 13 处 link.missing 没有列出；`--message-format short` 列出全部"),
        "{zh}"
    );
    let short =
        project.run(&["check", "--lang", "en", "--message-format", "short"]).ends_with(1).stderr.clone();
    assert_eq!(short.lines().filter(|line| line.contains("[link.missing]")).count(), 63);
    // Columns are counted on from one problem to the next.
    assert!(short.contains("index.md:5:5: error[link.missing]: page `no-0.md`"), "{short}");
    assert!(short.contains("index.md:5:18: error[link.missing]: page `no-1.md`"), "{short}");
}
