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
mod init;
mod lang;
mod new;
mod progress;
mod project;
mod report;
mod say;
mod serve;
mod wording;

use std::ffi::OsString;
use std::process::ExitCode;

/// Runs one command.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let lang = lang::of_run(&arguments);
    let matches = match args::command(lang).try_get_matches_from(&arguments) {
        Ok(matches) => matches,
        Err(error) => return args::refuse(&error, lang).into(),
    };
    let general = args::General::of(&matches, lang);
    let (name, own) = matches.subcommand().expect("clap asks for a command");
    let exit = match name {
        "init" => init::run(own, &general),
        "new" => new::run(own, &general),
        "build" => build::run(own, &general),
        "serve" => serve::run(own, &general),
        "check" => check::run(own, &general),
        "explain" => explain::run(own, &general),
        "completions" => completions::run(own),
        _ => unreachable!("clap knows no other command"),
    };
    exit.into()
}
