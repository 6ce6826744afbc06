//! The command line itself, in both languages.

use crate::support::{Project, Run, rolebook, run};
use std::path::Path;

const COMMANDS: [&[&str]; 8] =
    [&[], &["init"], &["new"], &["build"], &["serve"], &["check"], &["explain"], &["completions"]];

fn anywhere(arguments: &[&str]) -> Run {
    run(rolebook(Path::new(env!("CARGO_MANIFEST_DIR")), arguments))
}

/// The help of every command, as `tests/cli/help.<language>.txt` has it. `ROLEBOOK_ACCEPT=1` writes the files again.
#[test]
fn the_help_of_every_command_reads_as_written_down() {
    for lang in ["zh", "en"] {
        let mut found = String::new();
        for command in COMMANDS {
            let arguments = [command, &["--help", "--lang", lang]].concat();
            let run = anywhere(&arguments).ends_with(0);
            assert_eq!(run.stderr, "", "{arguments:?}");
            found +=
                &format!("$ {}\n{}\n", [&["rolebook"], command, &["--help"]].concat().join(" "), run.stdout);
        }
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/cli/help.{lang}.txt"));
        if std::env::var_os("ROLEBOOK_ACCEPT").is_some() {
            std::fs::write(&path, &found).expect("the repository is writable");
        }
        let expected = std::fs::read_to_string(&path).expect("the file is in the repository");
        assert_eq!(found, expected, "\n--- found ---\n{found}");
    }
}

#[test]
fn h_means_help_and_the_version_is_the_packages() {
    for command in COMMANDS {
        let long = anywhere(&[command, &["--help"]].concat()).ends_with(0);
        assert_eq!(anywhere(&[command, &["-h"]].concat()), long, "{command:?}");
    }
    let version = concat!("rolebook ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(anywhere(&["--version"]).ends_with(0).stdout, version);
    assert_eq!(anywhere(&["-V"]).ends_with(0).stdout, version);
}

#[test]
fn no_argument_at_all_shows_the_help_and_is_a_mistake() {
    let bare = anywhere(&[]).ends_with(2);
    assert_eq!(bare.stdout, "");
    assert_eq!(bare.stderr, anywhere(&["--help"]).stdout);
}

#[track_caller]
fn refused(arguments: &[&str], expected: &str) {
    let run = anywhere(arguments).ends_with(2);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", expected), "{arguments:?}");
}

#[test]
fn a_mistyped_command_is_answered_with_the_nearest_one() {
    refused(&["--lang", "zh", "biuld"], "错误：没有命令 `biuld`\n可以写：build\n详细用法：rolebook --help\n");
    refused(
        &["--lang", "en", "biuld"],
        "error: unrecognized subcommand 'biuld'\n\n  tip: a similar subcommand exists: 'build'\n\n\
         Usage: rolebook [OPTIONS] <COMMAND>\n\nFor more information, try '--help'.\n",
    );
}

#[test]
fn a_mistyped_option_is_answered_with_the_nearest_one() {
    refused(
        &["build", "--ouput", "x", "--lang", "zh"],
        "错误：没有选项 `--ouput`\n可以写：--output\n详细用法：rolebook --help\n",
    );
    refused(
        &["build", "--ouput", "x", "--lang", "en"],
        "error: unexpected argument '--ouput' found\n\n  tip: a similar argument exists: '--output'\n\n\
         Usage: rolebook build --output <DIR>\n\nFor more information, try '--help'.\n",
    );
}

#[test]
fn a_missing_or_wrong_value_is_named_in_chinese_too() {
    refused(&["new", "--lang", "zh"], "错误：缺少参数 <KIND>, <PATH>\n详细用法：rolebook --help\n");
    refused(
        &["new", "thing", "x", "--lang", "zh"],
        "错误：<KIND> 的值 `thing` 不对\n可以写：page, scenario, release, role, course, quiz, bank, faq, checklist, glossary, roster, table\n详细用法：rolebook --help\n",
    );
    refused(
        &["serve", "-p", "0", "--lang", "zh"],
        "错误：--port <PORT> 的值 `0` 不对\n详细用法：rolebook --help\n",
    );
    refused(
        &["serve", "--port", "70000", "--lang", "zh"],
        "错误：--port <PORT> 的值 `70000` 不对\n详细用法：rolebook --help\n",
    );
    refused(&["--lang", "zh"], "错误：缺少命令\n详细用法：rolebook --help\n");
}

#[test]
fn the_language_is_the_options_else_the_systems() {
    let spoken = |variables: &[(&str, &str)], arguments: &[&str]| {
        let project = Project::small();
        let mut command = project.rolebook(&[&["check"], arguments].concat());
        command.envs(variables.iter().copied());
        run(command).ends_with(0).stderr
    };
    let (zh, en) = ("检查了 2 页，没有问题\n", "checked 2 pages, no problems found\n");
    assert_eq!(spoken(&[], &[]), en);
    assert_eq!(spoken(&[("LANG", "zh_CN.UTF-8")], &[]), zh);
    assert_eq!(spoken(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "en_US.UTF-8")], &[]), en);
    assert_eq!(spoken(&[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "zh_CN.UTF-8")], &[]), zh);
    assert_eq!(spoken(&[("LANG", "zh_CN.UTF-8")], &["--lang", "en"]), en);
    assert_eq!(spoken(&[("LANG", "C")], &["--lang=zh-CN"]), zh);
}

#[test]
fn without_a_project_every_command_says_how_to_get_one() {
    let empty = Project::new(&[]);
    for command in [&["check"][..], &["build"], &["serve"], &["new", "page", "x"]] {
        let zh = empty.run(&[command, &["--lang", "zh"]].concat()).ends_with(2);
        assert_eq!(
            zh.stderr,
            "错误[cfg.missing]: 这里没有项目：往上没有 rolebook.yaml，也没有 content 文件夹\n\
             帮助: `rolebook init` 新建一个，或用 --root 指定文件夹\n"
        );
        let en = empty.run(&[command, &["--lang", "en"]].concat()).ends_with(2);
        assert_eq!(
            en.stderr,
            "error[cfg.missing]: no project here: no rolebook.yaml in this folder or above it, and no folder named content\n\
             help: create one with `rolebook init`, or name its folder with --root\n"
        );
        assert_eq!((zh.stdout, en.stdout), (String::new(), String::new()));
    }
    let run = empty.run(&["check", "--root", "没有"]).ends_with(2);
    assert_eq!(run.stderr, "error: there is no folder 没有\n");
    let run = empty.run(&["check", "--root", "没有", "--lang", "zh"]).ends_with(2);
    assert_eq!(run.stderr, "错误：没有文件夹 没有\n");
    assert!(std::fs::read_dir(empty.root()).expect("readable").next().is_none(), "nothing was written");
}

#[test]
fn a_project_is_found_from_any_folder_in_it_and_content_beside_it() {
    let project = Project::small();
    let from_inside = run(rolebook(&project.path("manual"), &["check"])).ends_with(0);
    assert_eq!(from_inside.stderr, "checked 2 pages, no problems found\n");
    let repository = Project::new(&[("content/index.md", "---\ntitle: 首页\n---\n\n文字。\n")]);
    assert_eq!(repository.run(&["check"]).ends_with(0).stderr, "checked 1 page, no problems found\n");
}

#[test]
fn explain_has_an_entry_for_every_code_in_both_languages() {
    let listed = anywhere(&["explain"]).ends_with(0).stdout;
    let codes: Vec<&str> = listed.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(codes, rolebook::inside::CODES.iter().map(|code| code.name()).collect::<Vec<_>>());
    for code in codes {
        for lang in ["zh", "en"] {
            let run = anywhere(&["explain", code, "--lang", lang]).ends_with(0);
            let (title, body) = run.stdout.split_once("\n\n").expect("a title and a text");
            assert_eq!((title, run.stderr.as_str()), (code, ""), "{lang}");
            let is_chinese = body.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert!(body.trim().chars().count() > 20, "{code} {lang}: {body}");
            assert!(lang == "en" || is_chinese, "{code}: {body}");
        }
    }
}

#[test]
fn explain_answers_a_mistyped_code_with_the_nearest_one() {
    refused(
        &["explain", "link.mising", "--lang", "zh"],
        "错误：没有诊断代码 `link.mising`\n帮助：是不是 `link.missing`？\n",
    );
    refused(
        &["explain", "link.mising", "--lang", "en"],
        "error: there is no diagnostic code `link.mising`\nhelp: did you mean `link.missing`?\n",
    );
}

#[test]
fn every_shell_gets_a_script_that_knows_every_command() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = anywhere(&["completions", shell]).ends_with(0);
        assert_eq!(run.stderr, "", "{shell}");
        for name in
            ["rolebook", "init", "new", "build", "serve", "check", "explain", "completions", "message-format"]
        {
            assert!(run.stdout.contains(name), "{shell} does not know {name}");
        }
    }
    refused(
        &["completions", "tcsh", "--lang", "zh"],
        "错误：<SHELL> 的值 `tcsh` 不对\n可以写：zsh\n详细用法：rolebook --help\n",
    );
}
