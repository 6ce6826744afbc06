//! `rolebook build`: the site on disk, or the reasons why not.

use crate::cache::Cache;
use crate::cli::args::{General, examples, strict};
use crate::cli::exit::Exit;
use crate::cli::progress::Progress;
use crate::cli::stop::Stop;
use crate::cli::wording::{counted, pick};
use crate::cli::{check, project, report, say};
use crate::diag::{Diagnostics, Lang, Problem, nearest};
use crate::model::address::OutPath;
use crate::model::ids::RoleId;
use crate::model::scope::Scope;
use crate::output::{Fault, Output};
use crate::pipeline;
use crate::plan::Made;
use crate::source;
use crate::source::{Dirty, Sources, disk};
use crate::write::{self, Build, Content, Notice, Published, WriteError};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// Its part of the command line.
pub fn command(lang: Lang) -> Command {
    Command::new("build")
        .about(pick(
            lang,
            "生成站点；有错误时保留旧站点",
            "Build the site; if there are errors, the old one stays",
        ))
        .args([output(lang), role(lang), strict(lang)])
        .after_help(examples(
            lang,
            &[
                ("rolebook build", "rolebook build", "", ""),
                ("rolebook build -o D:\\发布\\手册", "rolebook build -o /srv/www/manual", "", ""),
                ("rolebook build --message-format json", "rolebook build --message-format json", "", ""),
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

fn role(lang: Lang) -> Arg {
    Arg::new("role").long("role").value_name("ROLE").action(ArgAction::Append).help(pick(
        lang,
        "只生成给这个岗位的站点，其他岗位的内容完全不放进去；可以写几次",
        "Build only for this role and leave out everything for other roles; can be given more than once",
    ))
}

pub fn run(matches: &ArgMatches, general: &General) -> Exit {
    let started = Instant::now();
    let root = match project::root(general) {
        Ok(root) => root,
        Err(exit) => return exit,
    };
    let output = project::output(matches.get_one("output"), &root);
    if let Err(error) = write::check_output(&output, &root) {
        return refuse(&error, general.lang);
    }
    let sources = match source::scan(&root, &output, None, &Dirty::default()) {
        Ok(sources) => Arc::new(sources),
        Err(error) => return check::unreadable(&root, &error, general.lang),
    };
    let key = key(&sources, only(matches));
    // What keeps it from being read is reported when it would be written.
    let current = write::current(&output, &root, &key).unwrap_or_default();
    let said = |build: &Build, published: &Published| {
        say::err(&done(build, published, &output, started, general.lang));
        Exit::Fine
    };
    let unchanged = |files| Published { kept: files, ..Published::default() };
    if let Some((build, files)) = current.filter(|(build, _)| build.is_clean) {
        return said(&build, &unchanged(files));
    }
    let built = pipeline::build(&sources, &Scope::WHOLE, &mut Cache::default());
    let mut is_clean = built.problems().is_empty();
    report::write(built.problems(), &sources, general);
    if check::fails(built.problems(), matches) {
        say::err(&kept_message(&output, general.lang));
        return Exit::Content;
    }
    let built = match only(matches) {
        None => built,
        Some(roles) => {
            if let Some(unknown) = roles.iter().find(|role| !built.site.roles.contains_key(*role)) {
                return unknown_role(unknown, &built, general.lang);
            }
            // The whole site has been checked; this one holds nothing of other roles.
            let built = pipeline::build(&sources, &Scope::of_roles(roles), &mut Cache::default());
            is_clean &= built.problems().is_empty();
            report::write(built.problems(), &sources, general);
            built
        }
    };
    if let Some((build, files)) = current {
        return said(&build, &unchanged(files));
    }
    let (pages, questions) = (built.site.pages.len(), built.site.questions.len());
    let build = Build { key, pages, questions, is_clean };
    match publish(&built, build, &output, &root) {
        Ok(published) => {
            said(&build, &published);
            published.notices.iter().for_each(|notice| warn(notice, general.lang));
            Exit::Fine
        }
        Err(failure) => failed(failure, &sources, &output, general),
    }
}

fn failed(failure: Failure, sources: &Sources, output: &Path, general: &General) -> Exit {
    match failure {
        Failure::Templates(diags) => {
            report::write(&diags, sources, general);
            Exit::Content
        }
        Failure::Disk(error) => refuse(&error, general.lang),
        Failure::Stopped => {
            let stopped = general.lang.pick("已中止：", "stopped: ");
            say::err(&format!("{stopped}{}", kept_message(output, general.lang)));
            Exit::Environment
        }
    }
}

/// The roles of `--role`; nothing when it is not given.
fn only(matches: &ArgMatches) -> Option<BTreeSet<RoleId>> {
    Some(matches.get_many::<String>("role")?.map(|role| RoleId::new(role)).collect())
}

/// Of everything that the site depends on.
fn key(sources: &Sources, roles: Option<BTreeSet<RoleId>>) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    let mut add = |part: &[u8]| {
        hasher.update(&part.len().to_le_bytes());
        hasher.update(part);
    };
    add(env!("CARGO_PKG_VERSION").as_bytes());
    // Two programs of one version are told apart by their files.
    let program = std::env::current_exe().ok().and_then(|path| disk::length_and_time(&path));
    add(format!("{program:?}").as_bytes());
    add(format!("{roles:?}").as_bytes());
    add(sources.name.as_bytes());
    for (path, file) in sources.files.iter() {
        add(path.as_str().as_bytes());
        add(&file.hash);
    }
    for problem in sources.problems.iter() {
        add(format!("{problem:?}").as_bytes());
    }
    hasher.finalize()
}

fn unknown_role(role: &RoleId, built: &Output, lang: Lang) -> Exit {
    let known = built.site.roles.keys().map(RoleId::as_str);
    let list = known.clone().collect::<Vec<_>>().join(", ");
    let near = nearest(role.as_str(), known);
    let problem = Problem::RoleUnknown { role: role.to_string(), near, known: list };
    say::problem(&problem, lang);
    Exit::Usage
}

enum Failure {
    /// By Ctrl-C, or by whoever ends this program.
    Stopped,
    Templates(Diagnostics),
    Disk(WriteError),
}

fn publish(built: &Output, build: Build, output: &Path, root: &Path) -> Result<Published, Failure> {
    let names: Vec<String> = built.paths().iter().map(OutPath::to_string).collect();
    let failed: Mutex<Vec<Fault>> = Mutex::default();
    let stop = Stop::listen();
    let is_stopped = || stop.as_ref().is_some_and(Stop::is_asked);
    let make = |name: &str| {
        if is_stopped() {
            return Err("it was stopped".to_owned());
        }
        match built.make(&OutPath::new(name)) {
            Some(Ok(Made::Bytes(bytes))) => Ok(Content::Bytes(bytes)),
            Some(Ok(Made::CopyOf(path))) => Ok(Content::CopyOf(path)),
            Some(Err(fault)) => {
                failed.lock().expect("no thread panics while it holds this lock").push(fault);
                Err("a template failed".to_owned())
            }
            None => Err("the file is gone".to_owned()),
        }
    };
    let progress = Progress::new(names.len());
    let published = write::publish(output, root, &names, Some(build), &make, &|done| progress.reach(done));
    progress.finish();
    let failed = failed.into_inner().expect("no thread panics while it holds this lock");
    if !failed.is_empty() {
        return Err(Failure::Templates(built.faults(failed)));
    }
    published.map_err(|error| match error {
        WriteError::Make { .. } if is_stopped() => Failure::Stopped,
        error => Failure::Disk(error),
    })
}

fn warn(notice: &Notice, lang: Lang) {
    let (word, help) = lang.pick(("警告：", "帮助："), ("warning: ", "help: "));
    say::err(&format!("{word}{}\n{help}{}", notice.message(lang), notice.help(lang)));
}

/// A folder we may not write to is a mistake on the command line; a full disk is not.
fn refuse(error: &WriteError, lang: Lang) -> Exit {
    let word = lang.pick("错误：", "error: ");
    let help = lang.pick("帮助：", "help: ");
    say::err(&format!("{word}{}\n{help}{}", error.message(lang), error.help(lang)));
    match error {
        WriteError::NotOurs { .. } | WriteError::Forbidden { .. } | WriteError::Overlap { .. } => Exit::Usage,
        WriteError::Locked { .. }
        | WriteError::NoSpace { .. }
        | WriteError::Held { .. }
        | WriteError::Io { .. }
        | WriteError::Make { .. } => Exit::Environment,
    }
}

fn kept_message(output: &Path, lang: Lang) -> String {
    let shown = disk::shown(output);
    match (output.exists(), lang) {
        (true, Lang::Zh) => format!("没有生成；{shown} 里还是原来的站点"),
        (true, Lang::En) => format!("nothing was written; {shown} still has the previous site"),
        (false, Lang::Zh) => "没有生成站点".to_owned(),
        (false, Lang::En) => "no site was written".to_owned(),
    }
}

fn done(build: &Build, published: &Published, output: &Path, started: Instant, lang: Lang) -> String {
    let Build { pages, questions, .. } = *build;
    let Published { written, kept, removed, .. } = published;
    let (seconds, index) = (started.elapsed().as_secs_f64(), disk::shown(&output.join("index.html")));
    match lang {
        Lang::Zh => format!(
            "已生成 {pages} 页、{questions} 道题，用时 {seconds:.2} 秒：写入 {written} 个文件，{kept} 个未变，删除 {removed} 个\n打开 {index} 就能看"
        ),
        Lang::En => format!(
            "built {} and {} in {seconds:.2} s: {} written, {kept} unchanged, {removed} removed\nopen {index} to see it",
            counted(pages, "page"),
            counted(questions, "question"),
            counted(*written, "file"),
        ),
    }
}
