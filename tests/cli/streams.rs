//! What comes out where: colours only for a person, and no fuss when nobody reads on.

use crate::support::{Project, ended, run};
use std::io::Read;
use std::process::Stdio;

fn faulty() -> Project {
    let project = Project::small();
    project.write("index.md", "---\ntitle: 首页\n---\n\n请看[收货](manual/nix.md)。\n");
    project
}

#[test]
fn a_pipe_gets_no_escape_codes() {
    for arguments in
        [&["check"][..], &["build"], &["--help"], &["biuld"], &["check", "--message-format", "short"]]
    {
        let run = faulty().run(arguments);
        assert!(!run.stdout.contains('\u{1b}') && !run.stderr.contains('\u{1b}'), "{arguments:?}: {run:?}");
    }
}

#[test]
fn no_color_is_stronger_than_a_forced_colour() {
    let coloured = |variables: &[(&str, &str)]| {
        let project = faulty();
        let mut command = project.rolebook(&["check"]);
        command.envs(variables.iter().copied());
        run(command).ends_with(1).stderr.contains('\u{1b}')
    };
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]), "else this test would show nothing");
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

/// More text than a pipe holds, so that the program really meets the closed end.
fn very_faulty() -> Project {
    let project = Project::small();
    let links: String = (0..2000).map(|number| format!("[第 {number} 个](nix{number}.md)\n\n")).collect();
    project.write("index.md", &format!("---\ntitle: 首页\n---\n\n{links}"));
    project
}

#[test]
fn nobody_reading_on_is_no_reason_to_panic() {
    let project = very_faulty();
    for (arguments, code) in [
        (&["check", "--message-format", "json"][..], 1),
        (&["check", "--message-format", "github"], 1),
        (&["completions", "bash"], 0),
        (&["explain"], 0),
        (&["--help"], 0),
    ] {
        let mut child = project
            .rolebook(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdout = child.stdout.take().expect("it is piped");
        let mut first = [0; 1];
        stdout.read_exact(&mut first).expect("the first letter comes");
        drop(stdout);
        let run = ended(child.wait_with_output().expect("it ends"));
        assert_eq!((run.code, run.stderr.as_str()), (Some(code), ""), "{arguments:?}");
    }
}

#[test]
fn a_closed_standard_error_is_no_reason_to_panic_either() {
    let project = very_faulty();
    let mut child = project
        .rolebook(&["check"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stderr.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(1));
}
