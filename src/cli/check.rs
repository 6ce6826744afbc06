//! `rolebook check`: everything that is wrong, and nothing written.

use crate::cache::Cache;
use crate::cli::args::{Format, General, examples, strict};
use crate::cli::exit::Exit;
use crate::cli::wording::{counted, pick};
use crate::cli::{project, report, say};
use crate::diag::{Diagnostics, Lang};
use crate::model::scope::Scope;
use crate::source::Dirty;
use crate::{pipeline, source};
use clap::{ArgMatches, Command};
use std::path::Path;
use std::sync::Arc;

/// Its part of the command line.
pub fn command(lang: Lang) -> Command {
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

pub fn run(matches: &ArgMatches, general: &General) -> Exit {
    let root = match project::root(general) {
        Ok(root) => root,
        Err(exit) => return exit,
    };
    let sources = match source::scan(&root, &project::output(None, &root), None, &Dirty::default()) {
        Ok(sources) => Arc::new(sources),
        Err(error) => return unreadable(&root, &error, general.lang),
    };
    let output = pipeline::build(&sources, &Scope::WHOLE, &mut Cache::default());
    let problems = output.all_problems();
    report::write(&problems, &sources, general);
    if problems.is_empty() && general.format == Format::Human {
        let pages = output.site.pages.len();
        say::err(&match general.lang {
            Lang::Zh => format!("检查了 {pages} 页，没有问题"),
            Lang::En => format!("checked {}, no problems found", counted(pages, "page")),
        });
    }
    if fails(&problems, matches) { Exit::Content } else { Exit::Fine }
}

/// Errors always, warnings with `--strict`.
pub fn fails(diags: &Diagnostics, matches: &ArgMatches) -> bool {
    diags.errors() > 0 || (matches.get_flag("strict") && diags.warnings() > 0)
}

pub fn unreadable(root: &Path, error: &std::io::Error, lang: Lang) -> Exit {
    let shown = root.display();
    say::err(&match lang {
        Lang::Zh => format!("错误：读不了文件夹 {shown}：{error}"),
        Lang::En => format!("error: the folder {shown} cannot be read: {error}"),
    });
    Exit::Environment
}
