//! `rolebook build`: the site on disk, only what changed, and never somebody else's folder.

use crate::support::{Project, files, run, tree};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;

/// What was built, without its time, which differs from run to run.
fn done(stderr: &str) -> String {
    let line = stderr.lines().find(|line| line.starts_with("built ")).unwrap_or_default();
    let (before, rest) = line.split_once(" in ").expect("the time is said");
    let (_seconds, after) = rest.split_once(" s: ").expect("in seconds");
    format!("{before}: {after}")
}

/// The number of files of the site, its own list apart.
fn pages_and_assets(project: &Project) -> usize {
    files(&project.path("site")).len() - 1
}

/// When each file was changed, to the nanosecond.
fn times(folder: &Path) -> BTreeMap<String, SystemTime> {
    let changed =
        |path| std::fs::metadata(path).and_then(|metadata| metadata.modified()).expect("it has a time");
    files(folder).into_iter().map(|(name, path)| (name, changed(path))).collect()
}

#[test]
fn a_build_writes_the_site_and_says_where_it_is() {
    let project = Project::small();
    let run = project.run(&["build", "--root", "."]).ends_with(0);
    assert_eq!(run.stdout, "");
    let count = pages_and_assets(&project);
    let expected = format!("built 2 pages and 0 questions: {count} files written, 0 unchanged, 0 removed");
    assert_eq!(done(&run.stderr), expected);
    assert_eq!(run.stderr.lines().nth(1), Some("open ./site/index.html to see it"));
    let names: Vec<String> =
        files(&project.path("site")).into_keys().filter(|name| name.ends_with(".html")).collect();
    assert_eq!(
        names,
        [
            "404.html",
            "all-pages.html",
            "index.html",
            "manual/index.book.html",
            "manual/index.html",
            "manual/receipt.html",
            "search.html"
        ]
    );
    assert!(project.read("site/manual/receipt.html").contains("先清点，再签字。"));
    let beside: Vec<String> = std::fs::read_dir(project.root())
        .expect("readable")
        .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with('.'))
        .collect();
    assert_eq!(beside, [""; 0], "nothing is left beside the site");
}

#[test]
fn the_chinese_report_of_a_build_says_the_same() {
    let project = Project::small();
    let stderr = project.run(&["build", "--root", ".", "--lang", "zh"]).ends_with(0).stderr;
    let (start, end) =
        (stderr.find("用时 ").expect("the time is said"), stderr.find(" 秒").expect("in seconds"));
    let stderr = format!("{}{}", &stderr[..start], &stderr[end + " 秒".len()..]);
    let count = pages_and_assets(&project);
    assert_eq!(
        stderr,
        format!(
            "已生成 2 页、0 道题，：写入 {count} 个文件，0 个未变，删除 0 个\n打开 ./site/index.html 就能看\n"
        )
    );
}

#[test]
fn a_second_build_touches_nothing() {
    let project = Project::small();
    project.run(&["build"]).ends_with(0);
    let before = times(&project.path("site"));
    let run = project.run(&["build"]).ends_with(0);
    let count = pages_and_assets(&project);
    let expected = format!("built 2 pages and 0 questions: 0 files written, {count} unchanged, 0 removed");
    assert_eq!(done(&run.stderr), expected);
    assert_eq!(times(&project.path("site")), before);
}

#[test]
fn a_build_of_what_is_there_repeats_what_was_reported_and_notices_every_change() {
    let project = Project::small();
    project.write("a.md", "---\ntitle: 甲\n---\n");
    let first = project.run(&["build"]).ends_with(0);
    let again = project.run(&["build"]).ends_with(0);
    assert!(first.stderr.contains("page.empty") && again.stderr.contains("page.empty"));
    assert!(done(&again.stderr).contains(" 0 files written"), "{}", again.stderr);
    // What nobody sees in the site.
    project.write("a.md", "# 甲\n\n<!-- 备注 -->\n\n文字。\n");
    let clean = project.run(&["build"]).ends_with(0);
    assert!(!clean.stderr.contains("page.empty"));
    project.write("a.md", "# 甲\n\n<!-- 另一个备注 -->\n\n文字。\n");
    for _ in 0..2 {
        let run = project.run(&["build"]).ends_with(0);
        assert!(done(&run.stderr).contains(" 0 files written"), "{}", run.stderr);
    }
    // What was touched in the output is made again, and a part for a role is another site.
    let page = project.read("site/a.html");
    project.write("site/a.html", "changed");
    project.run(&["build"]).ends_with(0);
    assert_eq!(project.read("site/a.html"), page);
    project.remove("site/a.html");
    project.run(&["build"]).ends_with(0);
    assert_eq!(project.read("site/a.html"), page);
    project.write("roles/w.yaml", "title: 仓管\npath: []\n");
    project.write("roles/v.yaml", "title: 会计\npath: []\n");
    project.run(&["build"]).ends_with(0);
    let part = project.run(&["build", "--role", "w"]).ends_with(0);
    assert!(!done(&part.stderr).contains(" 0 files written"), "{}", part.stderr);
    let whole = project.run(&["build"]).ends_with(0);
    assert!(!done(&whole.stderr).contains(" 0 files written"), "{}", whole.stderr);
}

#[test]
fn an_edit_writes_its_page_and_leaves_the_time_of_all_others() {
    let project = Project::small();
    project.write("manual/receipt.md", "---\ntitle: 收货\n---\n\n收货有两步。\n\n先清点，再签字。\n");
    project.run(&["build"]).ends_with(0);
    let before = times(&project.path("site"));
    project.write("manual/receipt.md", "---\ntitle: 收货\n---\n\n收货有两步。\n\n先签字，再清点。\n");
    let run = project.run(&["build"]).ends_with(0);
    let after = times(&project.path("site"));
    let changed: Vec<&String> =
        after.iter().filter(|&(name, time)| before.get(name) != Some(time)).map(|(name, _)| name).collect();
    let pages: Vec<&&String> = changed.iter().filter(|name| name.ends_with(".html")).collect();
    assert_eq!(
        pages,
        [&"manual/index.book.html", &"manual/receipt.html"],
        "the page, and its section as one document"
    );
    let (written, kept) = (changed.len() - 1, after.len() - changed.len());
    // The parts of the search index are named for what they hold.
    let gone: Vec<&String> = before.keys().filter(|name| !after.contains_key(*name)).collect();
    assert!(gone.iter().all(|name| name.starts_with("search/")), "{gone:?}");
    let removed = gone.len();
    let expected = format!(
        "built 2 pages and 0 questions: {written} files written, {kept} unchanged, {removed} removed"
    );
    assert_eq!(done(&run.stderr), expected);
    assert!(project.read("site/manual/receipt.html").contains("先签字，再清点。"));
}

#[test]
fn the_page_of_a_removed_file_goes_and_its_empty_folder_too() {
    let project = Project::small();
    project.write("old/note.md", "---\ntitle: 旧\n---\n\n文字。\n");
    project.run(&["build"]).ends_with(0);
    assert!(project.path("site/old/note.html").exists());
    project.remove("old/note.md");
    let before = files(&project.path("site"));
    let run = project.run(&["build"]).ends_with(0);
    let after = files(&project.path("site"));
    let gone = before.keys().filter(|name| !after.contains_key(*name)).count();
    assert!(done(&run.stderr).ends_with(&format!(" unchanged, {gone} removed")), "{}", run.stderr);
    assert!(!project.path("site/old").exists());
    assert!(project.path("site/index.html").exists());
}

#[test]
fn a_broken_build_leaves_the_old_site_as_it_was() {
    let project = Project::small();
    project.run(&["build"]).ends_with(0);
    let (before, times_before) = (tree(&project.path("site")), times(&project.path("site")));
    project.write("index.md", "---\ntitle: 新首页\n---\n\n请看[收货](manual/nix.md)。\n");
    project.write("manual/new.md", "---\ntitle: 新页\n---\n\n文字。\n");
    let run = project.run(&["build", "--root", ".", "--message-format", "short"]).ends_with(1);
    assert_eq!(
        run.stderr,
        "index.md:5:8: error[link.missing]: page `manual/nix.md` does not exist; check the file name; the path starts at this file\n\
         nothing was written; ./site still has the previous site\n"
    );
    assert_eq!(tree(&project.path("site")), before);
    assert_eq!(times(&project.path("site")), times_before);
    let zh = project.run(&["build", "--root", ".", "--message-format", "short", "--lang", "zh"]).ends_with(1);
    assert!(zh.stderr.ends_with("没有生成；./site 里还是原来的站点\n"), "{}", zh.stderr);
}

#[test]
fn a_template_that_fails_on_a_page_leaves_the_old_site_too() {
    let project = Project::small();
    project.run(&["build"]).ends_with(0);
    let before = tree(&project.path("site"));
    project.write("theme/templates/partials/footer.html", "<footer>{{ nix.nix.nix }}</footer>\n");
    let run = project.run(&["build", "--message-format", "short"]).ends_with(1);
    assert!(run.stderr.contains("theme/templates/partials/footer.html:1:"), "{}", run.stderr);
    assert!(run.stderr.contains("error[theme.render]"), "{}", run.stderr);
    assert_eq!(tree(&project.path("site")), before);
}

#[test]
fn a_configuration_that_can_not_be_read_and_a_whole_disk_are_refused() {
    let help = "help: put a text file in its place; `rolebook init` creates one";
    let project = Project::small();
    project.remove("rolebook.yaml");
    std::fs::create_dir(project.path("rolebook.yaml")).expect("writable");
    for arguments in [&["build", "--root", "."][..], &["check", "--root", "."]] {
        let run = project.run(arguments).ends_with(2);
        assert_eq!(run.stderr, format!("error: ./rolebook.yaml is not a regular file\n{help}\n"));
    }
    project.run(&["build", "--lang", "zh"]).ends_with(2);
    assert!(!project.path("site").exists());
    let root = project.root().ancestors().last().expect("every path has a root");
    let run = project.run(&["build", "--root", &root.to_string_lossy()]).ends_with(2);
    assert!(
        run.stderr.contains(" is a whole disk, not a project\nhelp: name the project's folder with --root"),
        "{}",
        run.stderr
    );
}

#[cfg(unix)]
#[test]
fn a_configuration_that_leads_out_or_is_a_pipe_is_refused() {
    let outside = Project::small();
    let project = Project::small();
    project.remove("rolebook.yaml");
    let link = |target: &Path| {
        std::os::unix::fs::symlink(target, project.path("rolebook.yaml")).expect("a link");
        let run = project.run(&["check", "--root", "."]).ends_with(2);
        project.remove("rolebook.yaml");
        run.stderr
    };
    let out = link(&outside.path("rolebook.yaml"));
    assert!(out.starts_with("error: ./rolebook.yaml is a link to a place outside the project\n"), "{out}");
    let nowhere = link(Path::new("nowhere"));
    assert!(nowhere.starts_with("error: ./rolebook.yaml is not a regular file\n"), "{nowhere}");
    let _pipe = std::os::unix::net::UnixListener::bind(project.path("rolebook.yaml")).expect("a socket");
    project.run(&["check", "--root", "."]).ends_with(2);
}

#[cfg(unix)]
#[test]
fn a_strict_umask_does_not_close_the_site_to_its_readers() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::small();
    project.write("manual/plan.png", "no picture\n");
    project.write("manual/plan.md", "---\ntitle: 图\n---\n\n![图](plan.png)\n");
    let strict = || {
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", "umask 077; exec \"$0\" build", env!("CARGO_BIN_EXE_rolebook")]);
        run({
            shell.current_dir(project.root());
            shell
        })
        .ends_with(0)
    };
    strict();
    project.write("manual/receipt.md", "---\ntitle: 收货\n---\n\n收货。\n");
    strict();
    let mode = |path: &Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    for (name, path) in files(&project.path("site")) {
        assert_eq!(mode(&path), 0o644, "{name}");
        assert_eq!(mode(path.parent().expect("a folder")), 0o755, "{name}");
    }
}

#[test]
fn a_damaged_list_of_the_site_is_told() {
    let project = Project::small();
    project.write("old.md", "---\ntitle: 旧\n---\n\n文字。\n");
    project.run(&["build"]).ends_with(0);
    project.remove("old.md");
    let list = project.read("site/.rolebook-site");
    project.write("site/.rolebook-site", &list[..list.len() - 9]);
    let told = |run: &crate::support::Run| {
        run.stderr.contains("warning: the list .rolebook-site in `")
            && run.stderr.ends_with("help: delete everything in this folder and build again\n")
    };
    let run = project.run(&["build"]).ends_with(0);
    assert!(told(&run), "{}", run.stderr);
    assert!(!told(&project.run(&["build"]).ends_with(0)), "the list is whole again");
}

#[test]
fn a_folder_of_somebody_else_is_refused_and_stays_as_it_was() {
    let project = Project::small();
    project.write("site/family/photo.jpg", "mine\n");
    let before = tree(project.root());
    let run = project.run(&["build", "--lang", "en"]).ends_with(2);
    let shown = project.root().canonicalize().expect("it exists").join("site");
    let shown = shown.display();
    assert_eq!(
        run.stderr,
        format!(
            "error: `{shown}` contains something that Rolebook did not write\n\
             help: choose an empty folder, or delete the content yourself if it is no longer needed; nothing was changed\n"
        )
    );
    let run = project.run(&["build", "--lang", "zh"]).ends_with(2);
    assert_eq!(
        run.stderr,
        format!(
            "错误：`{shown}` 里有不是 Rolebook 生成的内容\n\
             帮助：换一个空目录；如果里面的内容不再需要，请自己删掉后再试。没有改动任何文件\n"
        )
    );
    assert_eq!(tree(project.root()), before);
}

#[test]
fn an_output_among_the_sources_is_refused() {
    let project = Project::small();
    let before = tree(project.root());
    let root = project.root().canonicalize().expect("it exists");
    for (output, real) in [(".", root.clone()), ("manual/site", root.join("manual/site"))] {
        let run = project.run(&["build", "-o", output, "--lang", "en"]).ends_with(2);
        let (real, root) = (real.display(), root.display());
        assert_eq!(
            run.stderr,
            format!(
                "error: the output `{real}` overlaps the project `{root}`\n\
                 help: write to a folder outside the project, or to one folder directly in it, such as `site`\n"
            )
        );
    }
    for output in ["..", "manual"] {
        project.run(&["build", "-o", output]).ends_with(2);
    }
    assert_eq!(tree(project.root()), before);
}

#[test]
fn the_site_goes_where_it_is_told_and_is_the_same_there() {
    let (project, elsewhere) = (Project::small(), Project::new(&[]));
    project.run(&["build"]).ends_with(0);
    let target = elsewhere.path("发布 版本/手册");
    let mut command = project.rolebook(&["build", "--root", ".", "-o"]);
    command.arg(&target);
    let told = run(command).ends_with(0);
    assert_eq!(
        told.stderr.lines().nth(1),
        Some(format!("open {}/index.html to see it", target.display()).as_str())
    );
    let without_times = |folder: &Path| {
        let mut tree = tree(folder);
        tree.remove(".rolebook-site").expect("the list of files is there");
        tree
    };
    assert_eq!(without_times(&target), without_times(&project.path("site")));
}

#[test]
fn blanks_and_chinese_in_every_path_do_no_harm() {
    let folder = Project::new(&[
        ("我的 项目/rolebook.yaml", "title: 手册\nlanguages: [zh-CN]\n"),
        (
            "我的 项目/index.md",
            "---\ntitle: 首页\n---\n\n请看[入库 单](仓库 管理/入库 单.md)和[图](<仓库 管理/流程 图.svg>)。\n",
        ),
        ("我的 项目/仓库 管理/入库 单.md", "---\ntitle: 入库单\n---\n\n文字。\n"),
        ("我的 项目/仓库 管理/流程 图.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n"),
    ]);
    folder.write(
        "我的 项目/index.md",
        "---\ntitle: 首页\n---\n\n请看[入库单](<仓库 管理/入库 单.md>)和[图](<仓库 管理/流程 图.svg>)。\n",
    );
    folder.run(&["build", "--root", "我的 项目", "-o", "输出 一"]).ends_with(0);
    assert!(folder.path("输出 一/仓库 管理/入库 单.html").is_file());
    assert!(folder.path("输出 一/仓库 管理/流程 图.svg").is_file());
    folder.run(&["build", "--root", "我的 项目"]).ends_with(0);
    assert!(folder.path("我的 项目/site/仓库 管理/入库 单.html").is_file());
}
