//! A build that is killed, and two at once: the site that stood there stays whole.
#![cfg(unix)]

use crate::support::{Project, ended, files, tree, until};
use std::process::{Child, Command, Stdio};

const PAGES: usize = 150;

/// Enough pages that a build can be met in the middle.
fn many(text: &str) -> Project {
    let project = Project::new(&[("rolebook.yaml", "title: 手册\nlanguages: [zh-CN]\n")]);
    project.write("index.md", &format!("---\ntitle: 首页\n---\n\n首页。\n\n完：{text}\n"));
    write_pages(&project, text);
    project
}

fn write_pages(project: &Project, text: &str) {
    for number in 0..PAGES {
        let section = number / 25;
        let body = format!("{text}，第 {number} 页。\n\n").repeat(20);
        project.write(
            &format!("s{section}/p{number}.md"),
            &format!("---\ntitle: 第 {number} 页\n---\n\n{body}完：{text}\n"),
        );
    }
}

fn start(project: &Project) -> Child {
    project
        .rolebook(&["build"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

/// Waits until the new tree has some of its pages. False when the build was faster than we are.
fn is_in_the_middle(build: &mut Child, project: &Project) -> bool {
    until("pages beside the old site", || {
        if build.try_wait().expect("it can be asked").is_some() {
            return Some(false);
        }
        let pages = files(&project.path(".site.rolebook-new")).len();
        (pages > PAGES / 10).then_some(true)
    })
}

fn pages_with(site: &std::path::Path, text: &str) -> usize {
    let paragraph = format!("<p>完：{text}</p>");
    let is_page = |name: &String| name.ends_with(".html") && !name.ends_with(".book.html");
    let has = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(&paragraph);
    tree(site).iter().filter(|(name, bytes)| is_page(name) && has(bytes)).count()
}

#[test]
fn a_killed_build_leaves_the_old_site_whole_and_the_next_one_finishes() {
    let project = many("旧文");
    project.run(&["build"]).ends_with(0);
    let before = tree(&project.path("site"));
    write_pages(&project, "新文");
    let killed = (0..20).any(|_| {
        let mut build = start(&project);
        let met = is_in_the_middle(&mut build, &project);
        build.kill().expect("it can be killed");
        let status = build.wait().expect("it ends");
        let killed = met && status.code().is_none();
        if !killed {
            // Too late: back to the old site, and again.
            write_pages(&project, "旧文");
            project.run(&["build"]).ends_with(0);
            write_pages(&project, "新文");
        }
        killed
    });
    assert!(killed, "no build could be met in the middle");
    let after = tree(&project.path("site"));
    let list = ".rolebook-site";
    for (name, bytes) in &before {
        assert!(name == list || after.get(name) == Some(bytes), "{name} has changed");
    }
    assert_eq!(before.len(), after.len());

    project.run(&["build"]).ends_with(0);
    assert_eq!(pages_with(&project.path("site"), "新文"), PAGES);
    assert_eq!(pages_with(&project.path("site"), "旧文"), 1, "the home page alone was not edited");
    let names: Vec<String> =
        files(project.root()).into_keys().filter(|name| name.contains(".rolebook-")).collect();
    assert_eq!(names, ["site/.rolebook-site"], "nothing of the killed build is left");
}

fn signal(name: &str, process: &Child) {
    let command = format!("kill -{name} {}", process.id());
    assert!(Command::new("sh").args(["-c", &command]).status().expect("there is a shell").success());
}

#[test]
fn a_build_that_is_asked_to_stop_clears_up_and_says_what_stands() {
    let project = many("旧文");
    project.run(&["build"]).ends_with(0);
    let before = tree(&project.path("site"));
    for name in ["INT", "TERM"] {
        write_pages(&project, "新文");
        let stopped = (0..20).find_map(|_| {
            let mut build = project.rolebook(&["build", "--lang", "en"]);
            let mut build =
                build.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
            if is_in_the_middle(&mut build, &project) {
                signal(name, &build);
            }
            let end = ended(build.wait_with_output().expect("it ends"));
            if end.code == Some(0) {
                // Too late: back to the old site, and again.
                write_pages(&project, "旧文");
                project.run(&["build"]).ends_with(0);
                write_pages(&project, "新文");
            }
            (end.code != Some(0)).then_some(end)
        });
        let stopped = stopped.expect("a build can be met in the middle");
        let said = &stopped.ends_with(3).stderr;
        assert!(said.starts_with("stopped: nothing was written; "), "{said}");
        assert!(said.ends_with("site still has the previous site\n"), "{said}");
        let names: Vec<String> =
            files(project.root()).into_keys().filter(|name| name.contains(".rolebook-")).collect();
        assert_eq!(names, ["site/.rolebook-site"], "nothing of the stopped build is left");
        assert_eq!(pages_with(&project.path("site"), "旧文"), PAGES + 1);
    }
    assert_eq!(tree(&project.path("site")).len(), before.len());
}

#[test]
fn of_two_builds_at_once_the_second_says_who_is_writing() {
    let project = many("文字");
    for _ in 0..20 {
        let mut first = start(&project);
        let met = is_in_the_middle(&mut first, &project);
        if !met {
            ended(first.wait_with_output().expect("it ends")).ends_with(0);
            std::fs::remove_dir_all(project.path("site")).expect("it was built");
            continue;
        }
        signal("STOP", &first);
        let second = project.run(&["build", "--lang", "en"]);
        let pid = first.id();
        signal("CONT", &first);
        ended(first.wait_with_output().expect("it ends")).ends_with(0);
        if second.code == Some(0) {
            // It had finished between our look and our signal.
            std::fs::remove_dir_all(project.path("site")).expect("it was built");
            continue;
        }
        let site = project.root().canonicalize().expect("it exists").join("site");
        assert_eq!(
            second.ends_with(3).stderr,
            format!(
                "error: another build (process {pid}) is writing `{}`\n\
                 help: wait for it to end, or give this build another output folder\n",
                site.display()
            )
        );
        assert_eq!(pages_with(&site, "文字"), PAGES + 1);
        return;
    }
    panic!("no build could be met in the middle");
}

#[test]
fn builds_that_race_for_one_output_end_with_a_whole_site() {
    let project = many("文字");
    let builds: Vec<Child> = (0..4).map(|_| start(&project)).collect();
    let runs: Vec<_> =
        builds.into_iter().map(|build| ended(build.wait_with_output().expect("it ends"))).collect();
    assert!(runs.iter().any(|run| run.code == Some(0)), "{runs:?}");
    for run in &runs {
        let is_held = run.code == Some(3) && run.stderr.contains("is writing");
        assert!(run.code == Some(0) || is_held, "{run:?}");
    }
    let again = project.run(&["build"]).ends_with(0);
    assert!(again.stderr.contains(" 0 files written"), "{}", again.stderr);
    assert_eq!(pages_with(&project.path("site"), "文字"), PAGES + 1);
}
