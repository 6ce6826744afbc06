//! What the commands share on the command line, in both languages; the arguments of each are beside it.

use crate::cli::exit::Exit;
use crate::cli::say;
use crate::cli::wording::pick;
use crate::diag::Lang;
use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::path::PathBuf;

/// What every command knows.
pub struct General {
    pub lang: Lang,
    pub root: Option<PathBuf>,
    pub format: Format,
}

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Human,
    Short,
    Json,
    Github,
}

impl General {
    pub fn of(matches: &ArgMatches, lang: Lang) -> General {
        let format = match matches.get_one::<String>("message-format").map(String::as_str) {
            Some("short") => Format::Short,
            Some("json") => Format::Json,
            Some("github") => Format::Github,
            _ => Format::Human,
        };
        General { lang, root: matches.get_one::<PathBuf>("root").cloned(), format }
    }
}

pub fn general(lang: Lang) -> [Arg; 3] {
    let heading = pick(lang, "通用选项", "General options");
    [
        Arg::new("root")
            .long("root")
            .value_name("DIR")
            .value_parser(value_parser!(PathBuf))
            .help(pick(
                lang,
                "项目文件夹（默认：向上找 rolebook.yaml，再找 ./content）",
                "Project folder (default: search upwards for rolebook.yaml, then ./content)",
            ))
            .global(true)
            .help_heading(heading.clone()),
        Arg::new("lang")
            .long("lang")
            .value_name("LANG")
            .value_parser(["zh", "en", "zh-CN"])
            .hide_possible_values(true)
            .help(pick(
                lang,
                "提示语言：zh 或 en（默认：系统语言）",
                "Language of messages: zh or en (default: the system language)",
            ))
            .global(true)
            .help_heading(heading.clone()),
        Arg::new("message-format")
            .long("message-format")
            .value_name("FORMAT")
            .value_parser(["human", "short", "json", "github"])
            .hide_possible_values(true)
            .help(pick(
                lang,
                "诊断的写法：human、short、json、github",
                "Format of diagnostics: human, short, json, github",
            ))
            .global(true)
            .help_heading(heading),
    ]
}

pub fn strict(lang: Lang) -> Arg {
    Arg::new("strict").long("strict").action(ArgAction::SetTrue).help(pick(
        lang,
        "警告也算错误",
        "Treat warnings as errors",
    ))
}

/// `(Chinese command, English command, what it does in both)`.
pub fn examples(lang: Lang, lines: &[(&str, &str, &str, &str)]) -> String {
    let mut text = pick(lang, "示例：", "Examples:");
    for (zh, en, zh_note, en_note) in lines {
        let (command, note) = lang.pick((*zh, *zh_note), (*en, *en_note));
        text.push_str(&format!("\n  {command}"));
        if !note.is_empty() {
            text.push_str(&format!("{}# {note}", " ".repeat(28usize.saturating_sub(width(command)).max(2))));
        }
    }
    text
}

/// Columns on a terminal: a Han character takes two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Headings, the help flag and the order of parts, the same for every command.
pub fn dressed(command: Command, lang: Lang, is_top: bool) -> Command {
    let usage = pick(lang, "用法：", "Usage: ");
    let template = format!("{{about}}\n\n{usage}{{usage}}\n\n{{all-args}}{{after-help}}\n");
    let options = pick(lang, "选项", "Options");
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help(pick(lang, "显示这份说明", "Show this help"))
        .help_heading(options.clone());
    let arguments = pick(lang, "参数", "Arguments");
    let mut command = command
        .help_template(template)
        .disable_help_flag(true)
        .arg(help)
        .subcommand_help_heading(pick(lang, "命令", "Commands"))
        .subcommand_value_name(pick(lang, "命令", "COMMAND"))
        .mut_args(|argument| match (argument.get_help_heading(), argument.is_positional()) {
            (None, true) => argument.help_heading(arguments.clone()),
            (None, false) => argument.help_heading(options.clone()),
            _ => argument,
        });
    if is_top {
        let version = Arg::new("version")
            .short('V')
            .long("version")
            .action(ArgAction::Version)
            .help(pick(lang, "显示版本", "Show the version"))
            .help_heading(options);
        command = command.disable_version_flag(true).arg(version);
    }
    command.mut_subcommands(|inner| dressed(inner, lang, false))
}

/// Says what is wrong with a command line, in the writer's language. Help and version are no mistakes.
pub fn refuse(error: &clap::Error, lang: Lang) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            say::out(error.render().ansi().to_string().trim_end());
            return Exit::Fine;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            say::err(error.render().ansi().to_string().trim_end());
            return Exit::Usage;
        }
        _ if lang == Lang::En => {
            say::err(error.render().ansi().to_string().trim_end());
            return Exit::Usage;
        }
        _ => {}
    }
    let value = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (argument, given) = (value(ContextKind::InvalidArg), value(ContextKind::InvalidValue));
    let message = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有选项 `{argument}`"),
        ErrorKind::InvalidSubcommand => format!("没有命令 `{}`", value(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {argument}"),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if given.is_empty() => {
            format!("{argument} 缺少值")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("{argument} 的值 `{given}` 不对"),
        ErrorKind::ArgumentConflict => format!("{argument} 重复或互相冲突"),
        _ => error.to_string().lines().next().unwrap_or_default().to_owned(),
    };
    say::err(&format!("错误：{message}"));
    let suggestion = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
        ContextKind::ValidValue,
    ]
    .into_iter()
    .map(value)
    .find(|text| !text.is_empty());
    if let Some(suggestion) = suggestion {
        say::err(&format!("可以写：{suggestion}"));
    }
    say::err("详细用法：rolebook --help");
    Exit::Usage
}
