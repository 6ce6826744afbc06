//! The command line, in both languages.

use crate::cli::exit::Exit;
use crate::cli::say;
use crate::cli::wording::pick;
use crate::diag::Lang;
use crate::model::kinds::{KINDS, Written};
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

/// The whole command line.
pub fn command(lang: Lang) -> Command {
    let zh_en = |zh: &str, en: &str| pick(lang, zh, en);
    let mut command = Command::new("rolebook")
        // Not `rolebook.exe`: the help is the same everywhere.
        .bin_name("rolebook")
        .version(env!("CARGO_PKG_VERSION"))
        .about(zh_en(
            "把 Markdown 和 YAML 变成可检索的手册与培训站点，每个岗位有自己的学习路径",
            "Turns Markdown and YAML into a searchable manual and training site with a learning path for every role",
        ))
        .after_help(examples(
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
        .subcommands([init(lang), new(lang), build(lang), serve(lang), check(lang), explain(lang), completions(lang)]);
    for argument in general(lang) {
        command = command.arg(argument);
    }
    dressed(command, lang, true)
}

fn general(lang: Lang) -> [Arg; 3] {
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

fn init(lang: Lang) -> Command {
    Command::new("init")
        .about(pick(
            lang,
            "新建一个可以马上运行的小项目；已有 Markdown 时只写 rolebook.yaml",
            "Create a small project, or just rolebook.yaml where there is Markdown already",
        ))
        .arg(
            Arg::new("dir")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .default_value(".")
                .hide_default_value(true)
                .help(pick(
                    lang,
                    "放项目的文件夹（默认：当前文件夹）",
                    "Folder for the project (default: the current folder)",
                )),
        )
        .arg(
            Arg::new("sample")
                .long("sample")
                .value_name("LANG")
                .value_parser(["zh", "en", "zh-CN"])
                .hide_possible_values(true)
                .help(pick(
                    lang,
                    "样例内容的语言：zh 或 en（默认：与提示语言相同）",
                    "Language of the sample content: zh or en (default: same as messages)",
                )),
        )
        .after_help(examples(
            lang,
            &[
                ("rolebook init 交付手册", "rolebook init handover", "", ""),
                ("rolebook init --sample en 交付手册", "rolebook init --sample zh handover", "", ""),
            ],
        ))
}

fn new(lang: Lang) -> Command {
    let kinds: Vec<&str> = KINDS.iter().filter(|kind| kind.can_be_new).map(|kind| kind.name).collect();
    // Those that are where the writer says.
    let with_path = KINDS.iter().filter(|kind| kind.can_be_new && !matches!(kind.written, Written::Alone(_)));
    Command::new("new")
        .about(pick(lang, "新建一个内容文件", "Create a new content file"))
        .arg(
            Arg::new("kind")
                .value_name("KIND")
                .required(true)
                .value_parser(kinds.clone())
                .hide_possible_values(true)
                .help(match lang {
                    Lang::Zh => format!("种类：{}", kinds.join("、")),
                    Lang::En => format!("Kind: {}", kinds.join(", ")),
                }),
        )
        .arg(
            Arg::new("path")
                .value_name("PATH")
                .required_unless_present("kind")
                .required_if_eq_any(with_path.map(|kind| ("kind", kind.name)))
                .help(pick(
                    lang,
                    "从项目根算起的路径，不用写后缀；glossary 不用写",
                    "Path from the project's root, without the file extension; none for glossary",
                )),
        )
        .after_help(examples(
            lang,
            &[
                (
                    "rolebook new page manual/inventory/return",
                    "rolebook new page manual/inventory/return",
                    "",
                    "",
                ),
                (
                    "rolebook new quiz manual/inventory/return",
                    "rolebook new quiz manual/inventory/return",
                    "",
                    "",
                ),
            ],
        ))
}

fn output(lang: Lang) -> Arg {
    Arg::new("output").short('o').long("output").value_name("DIR").value_parser(value_parser!(PathBuf)).help(
        pick(
            lang,
            "站点输出到哪里（默认：项目里的 site/）",
            "Where to write the site (default: site/ in the project)",
        ),
    )
}

fn only(lang: Lang) -> Arg {
    Arg::new("role").long("role").value_name("ROLE").action(ArgAction::Append).help(pick(
        lang,
        "只生成给这个岗位的站点，其他岗位的内容完全不放进去；可以写几次",
        "Build only for this role and leave out everything for other roles; can be given more than once",
    ))
}

fn strict(lang: Lang) -> Arg {
    Arg::new("strict").long("strict").action(ArgAction::SetTrue).help(pick(
        lang,
        "警告也算错误",
        "Treat warnings as errors",
    ))
}

fn build(lang: Lang) -> Command {
    Command::new("build")
        .about(pick(
            lang,
            "生成站点；有错误时保留旧站点",
            "Build the site; if there are errors, the old one stays",
        ))
        .args([output(lang), only(lang), strict(lang)])
        .after_help(examples(
            lang,
            &[
                ("rolebook build", "rolebook build", "", ""),
                ("rolebook build -o D:\\发布\\手册", "rolebook build -o /srv/www/manual", "", ""),
                ("rolebook build --message-format json", "rolebook build --message-format json", "", ""),
            ],
        ))
}

fn serve(lang: Lang) -> Command {
    Command::new("serve")
        .about(pick(lang, "实时预览，只在本机", "Live preview, on this machine only"))
        .arg(
            Arg::new("port")
                .short('p')
                .long("port")
                .value_name("PORT")
                .value_parser(value_parser!(u16).range(1..))
                .help(pick(
                    lang,
                    "端口（默认：4321，被占用时用下一个）",
                    "Port (default: 4321, or the next free one)",
                )),
        )
        .arg(Arg::new("open").long("open").action(ArgAction::SetTrue).help(pick(
            lang,
            "在浏览器里打开",
            "Open it in the browser",
        )))
        .arg(
            Arg::new("watcher")
                .long("watcher")
                .value_name("HOW")
                .value_parser(["auto", "native", "poll"])
                .hide_possible_values(true)
                .help(pick(
                    lang,
                    "怎样发现改动：auto、native、poll（网络盘用 poll）",
                    "How changes are noticed: auto, native, poll (poll for network drives)",
                )),
        )
        .after_help(examples(
            lang,
            &[
                ("rolebook serve --open", "rolebook serve --open", "", ""),
                ("rolebook serve -p 8080", "rolebook serve -p 8080", "", ""),
                ("rolebook serve --root D:\\项目\\手册", "rolebook serve --root docs", "", ""),
            ],
        ))
}

fn check(lang: Lang) -> Command {
    Command::new("check")
        .about(pick(lang, "检查内容，不写任何文件", "Check the content and write nothing"))
        .args([strict(lang)])
        .after_help(examples(
            lang,
            &[
                ("rolebook check", "rolebook check", "", ""),
                (
                    "rolebook check --strict --message-format github",
                    "rolebook check --strict --message-format github",
                    "",
                    "",
                ),
            ],
        ))
}

fn explain(lang: Lang) -> Command {
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

fn completions(lang: Lang) -> Command {
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

/// `(Chinese command, English command, what it does in both)`.
fn examples(lang: Lang, lines: &[(&str, &str, &str, &str)]) -> String {
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
fn dressed(command: Command, lang: Lang, is_top: bool) -> Command {
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
