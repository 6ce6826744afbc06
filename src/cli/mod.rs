//! The front desk: arguments in, words and an exit code out. The only room that prints.
//!
//! Standard output is data (diagnostics in a machine's form, a completion script, an entry of the handbook); standard
//! error is talk.

mod args;
mod build;
mod check;
mod completions;
mod exit;
mod explain;
mod feedback;
mod init;
mod lang;
mod new;
mod progress;
mod project;
mod report;
mod say;
mod serve;
mod stop;
mod wording;

use crate::cli::args::General;
use crate::cli::exit::Exit as Code;
use crate::cli::wording::pick;
use crate::diag::Lang;
use clap::{ArgMatches, Command};
use std::ffi::OsString;
use std::process::ExitCode;

/// A command's part of the command line, and what runs it.
type Own = (fn(Lang) -> Command, fn(&ArgMatches, &General) -> Code);

/// Every command, in the order of the help.
const COMMANDS: &[Own] = &[
    (init::command, init::run),
    (new::command, new::run),
    (build::command, build::run),
    (serve::command, serve::run),
    (check::command, check::run),
    (explain::command, explain::run),
    (feedback::command, feedback::run),
    (completions::command, |matches, _| completions::run(matches, command(Lang::En))),
];

/// Runs one command.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let lang = lang::of_run(&arguments);
    let matches = match command(lang).try_get_matches_from(&arguments) {
        Ok(matches) => matches,
        Err(error) => return args::refuse(&error, lang).into(),
    };
    let general = General::of(&matches, lang);
    let (name, own) = matches.subcommand().expect("clap asks for a command");
    let chosen = COMMANDS.iter().find(|(own, _)| own(lang).get_name() == name);
    let (_, run) = chosen.expect("clap knows no other command");
    run(own, &general).into()
}

/// The whole command line.
fn command(lang: Lang) -> Command {
    let zh_en = |zh: &str, en: &str| pick(lang, zh, en);
    let mut command = Command::new("rolebook")
        // Not `rolebook.exe`: the help is the same everywhere.
        .bin_name("rolebook")
        .version(env!("CARGO_PKG_VERSION"))
        .about(zh_en(
            "把 Markdown 和 YAML 变成可检索的手册与培训站点，每个岗位有自己的学习路径",
            "Turns Markdown and YAML into a searchable manual and training site with a learning path for every role",
        ))
        .after_help(args::examples(
            lang,
            &[
                ("rolebook init 交付手册", "rolebook init handover", "新建一个小项目", "a small project to start from"),
                ("rolebook serve --open", "rolebook serve --open", "边写边看", "preview as you write"),
                ("rolebook build", "rolebook build", "生成站点", "build the site"),
            ],
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommands(COMMANDS.iter().map(|(own, _)| own(lang)));
    for argument in args::general(lang) {
        command = command.arg(argument);
    }
    args::dressed(command, lang, true)
}
