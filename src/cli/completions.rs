//! `rolebook completions`: a script for the shell.

use crate::cli::exit::Exit;
use crate::cli::{args, say};
use crate::diag::Lang;
use clap::ArgMatches;
use clap_complete::Shell;

pub fn run(matches: &ArgMatches) -> Exit {
    let shell: Shell = matches
        .get_one::<String>("shell")
        .and_then(|name| name.parse().ok())
        .expect("clap lets only known shells pass");
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::command(Lang::En), "rolebook", &mut script);
    say::out(String::from_utf8_lossy(&script).trim_end());
    Exit::Fine
}
