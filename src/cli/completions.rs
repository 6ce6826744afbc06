//! `rolebook completions`: a script for the shell.

use crate::cli::args::examples;
use crate::cli::exit::Exit;
use crate::cli::say;
use crate::cli::wording::pick;
use crate::diag::Lang;
use clap::{Arg, ArgMatches, Command};
use clap_complete::Shell;

/// Its part of the command line.
pub fn command(lang: Lang) -> Command {
    Command::new("completions")
        .about(pick(lang, "输出命令行补全脚本", "Print a shell completion script"))
        .arg(
            Arg::new("shell")
                .value_name("SHELL")
                .required(true)
                .value_parser(["bash", "elvish", "fish", "powershell", "zsh"])
                .hide_possible_values(true)
                .help(pick(
                    lang,
                    "bash、elvish、fish、powershell、zsh",
                    "bash, elvish, fish, powershell, zsh",
                )),
        )
        .after_help(examples(
            lang,
            &[(
                "rolebook completions powershell >> $PROFILE",
                "rolebook completions bash > ~/.local/share/bash-completion/completions/rolebook",
                "",
                "",
            )],
        ))
}

/// `whole` is the whole command line.
pub fn run(matches: &ArgMatches, mut whole: Command) -> Exit {
    let shell: Shell = matches
        .get_one::<String>("shell")
        .and_then(|name| name.parse().ok())
        .expect("clap lets only known shells pass");
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut whole, "rolebook", &mut script);
    say::out(String::from_utf8_lossy(&script).trim_end());
    Exit::Fine
}
