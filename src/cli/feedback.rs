//! `rolebook feedback collect`: what readers have reported, as one list by priority.

use crate::cli::args::{General, examples};
use crate::cli::exit::Exit;
use crate::cli::say;
use crate::cli::wording::{counted, pick};
use crate::diag::Lang;
use crate::feedback::{Backlog, reports};
use clap::{Arg, ArgMatches, Command};
use std::fs;
use std::path::{Path, PathBuf};

/// What is read in a folder: files of a page, exports of a chat, mails.
const ENDINGS: &[&str] = &["json", "txt", "md", "csv", "eml", "log"];

/// Its part of the command line.
pub fn command(lang: Lang) -> Command {
    let collect = Command::new("collect")
        .about(pick(
            lang,
            "读反馈文件和群聊记录，合并重复的，按优先级列出",
            "Read feedback files and chat exports, fold duplicates, list by priority",
        ))
        .arg(
            Arg::new("paths")
                .value_name("PATH")
                .num_args(1..)
                .required(true)
                .value_parser(clap::value_parser!(PathBuf))
                .help(pick(lang, "文件或文件夹", "Files or folders")),
        )
        .arg(
            Arg::new("as")
                .long("as")
                .value_name("FORM")
                .value_parser(["table", "csv", "markdown"])
                .default_value("table")
                .hide_possible_values(true)
                .hide_default_value(true)
                .help(pick(
                    lang,
                    "形式：table、csv 或 markdown（默认 table）",
                    "Form: table, csv or markdown (default: table)",
                )),
        )
        .after_help(examples(
            lang,
            &[
                (
                    "rolebook feedback collect 反馈/ 群聊.txt",
                    "rolebook feedback collect feedback/ chat.txt",
                    "",
                    "",
                ),
                (
                    "rolebook feedback collect 反馈/ --as csv > 需求.csv",
                    "rolebook feedback collect feedback/ --as csv > backlog.csv",
                    "",
                    "",
                ),
            ],
        ));
    Command::new("feedback")
        .about(pick(lang, "整理读者的反馈", "Work with what readers report"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand(collect)
}

pub fn run(matches: &ArgMatches, general: &General) -> Exit {
    let (_, own) = matches.subcommand().expect("clap asks for a command");
    let mut texts = Vec::new();
    for path in own.get_many::<PathBuf>("paths").expect("clap asks for a path") {
        if let Err(error) = read(path, true, &mut texts) {
            let shown = path.display();
            say::err(&match general.lang {
                Lang::Zh => format!("错误：读不了 {shown}：{error}"),
                Lang::En => format!("error: {shown} cannot be read: {error}"),
            });
            return Exit::Environment;
        }
    }
    let backlog = Backlog::of(texts.iter().flat_map(|text| reports(text)).collect());
    let form = own.get_one::<String>("as").map_or("table", String::as_str);
    let text = match form {
        "csv" => backlog.csv(general.lang),
        "markdown" => backlog.markdown(general.lang),
        _ => backlog.table(general.lang),
    };
    if !text.is_empty() {
        say::out(text.trim_end_matches(['\r', '\n']));
    }
    let (files, all, wishes, repeated) =
        (texts.len(), backlog.reports, backlog.wishes.len(), backlog.repeated);
    say::err(&match general.lang {
        Lang::Zh => {
            format!("{files} 个文件里有 {all} 条反馈，合成 {wishes} 项；重复的 {repeated} 条没有再算")
        }
        Lang::En => format!(
            "{} in {} came to {}; {} left out as repeated",
            counted(all, "report"),
            counted(files, "file"),
            counted(wishes, "item"),
            counted(repeated, "report")
        ),
    });
    Exit::Fine
}

/// A file, or what a folder holds, in the order of the names. A file that is named is read whatever its ending.
fn read(path: &Path, is_named: bool, texts: &mut Vec<String>) -> std::io::Result<()> {
    if path.is_dir() {
        let mut inner: Vec<PathBuf> =
            fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
        inner.sort();
        return inner.iter().try_for_each(|path| read(path, false, texts));
    }
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    if is_named || ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) {
        texts.push(decoded(fs::read(path)?));
    }
    Ok(())
}

/// Chat programs on Chinese Windows write GBK.
fn decoded(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| encoding_rs::GB18030.decode(error.as_bytes()).0.into_owned())
}
