//! `rolebook explain`: the handbook's entry of a code. The handbook is the only source; it is built in.

use crate::cli::args::{General, examples};
use crate::cli::exit::Exit;
use crate::cli::say;
use crate::cli::wording::pick;
use crate::diag::{CODES, Lang, code_named, nearest};
use clap::{Arg, ArgMatches, Command};

#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/content/handbook/codes"]
#[include = "*.md"]
struct Handbook;

/// Its part of the command line.
pub fn command(lang: Lang) -> Command {
    Command::new("explain")
        .about(pick(
            lang,
            "解释一个诊断代码；不写代码时列出全部",
            "Explain a diagnostic code; without one, list them all",
        ))
        .arg(Arg::new("code").value_name("CODE").help(pick(lang, "诊断代码", "The diagnostic code")))
        .after_help(examples(
            lang,
            &[("rolebook explain link.missing", "rolebook explain link.missing", "", "")],
        ))
}

pub fn run(matches: &ArgMatches, general: &General) -> Exit {
    let Some(name) = matches.get_one::<String>("code") else {
        for code in CODES {
            say::out(&format!("{:<24} {}", code.name(), code.severity().name()));
        }
        return Exit::Fine;
    };
    let Some(code) = code_named(name) else {
        let near = nearest(name, CODES.iter().map(|code| code.name()));
        let near = near.unwrap_or_else(|| "rolebook explain".to_owned());
        say::err(&match general.lang {
            Lang::Zh => format!("错误：没有诊断代码 `{name}`\n帮助：是不是 `{near}`？"),
            Lang::En => format!("error: there is no diagnostic code `{name}`\nhelp: did you mean `{near}`?"),
        });
        return Exit::Usage;
    };
    match entry(code.name(), general.lang) {
        Some(text) => say::out(&text),
        None => unreachable!("a test finds the entry of every code in both languages"),
    }
    Exit::Fine
}

/// The section of the handbook under `## code`.
pub fn entry(code: &str, lang: Lang) -> Option<String> {
    let heading = format!("## {code} ");
    let mut names: Vec<_> =
        Handbook::iter().filter(|name| name.ends_with(".en.md") == (lang == Lang::En)).collect();
    names.sort();
    names.iter().find_map(|name| {
        let file = Handbook::get(name)?;
        let text = String::from_utf8_lossy(&file.data).replace("\r\n", "\n");
        let start = text.lines().position(|line| format!("{line} ").starts_with(&heading))?;
        // A fence ends with a line of at least as many backticks, so that an example may hold fences itself.
        let mut fence = 0;
        let body: Vec<&str> = text
            .lines()
            .skip(start + 1)
            .take_while(|line| {
                let ticks = line.chars().take_while(|c| *c == '`').count();
                match fence {
                    0 if ticks >= 3 => fence = ticks,
                    open if open > 0 && ticks >= open => fence = 0,
                    _ => {}
                }
                fence > 0 || !line.starts_with("## ")
            })
            .collect();
        Some(format!("{code}\n\n{}", body.join("\n").trim()))
    })
}
