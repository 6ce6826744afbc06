//! `rolebook serve`: the live preview, until Ctrl-C.

use crate::cli::args::{General, examples};
use crate::cli::exit::Exit;
use crate::cli::wording::{counted, pick};
use crate::cli::{check, project, report, say};
use crate::diag::Lang;
use crate::serve::{self, Batch, Outcome, Session, State, Stop, Watcher};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::path::Path;
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// The port when none is asked for.
const PORT: u16 = 4321;

/// Its part of the command line.
pub fn command(lang: Lang) -> Command {
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

pub fn run(matches: &ArgMatches, general: &General) -> Exit {
    let lang = general.lang;
    let root = match project::root(general) {
        Ok(root) => root,
        Err(exit) => return exit,
    };
    let output = project::output(None, &root);
    let port = matches.get_one::<u16>("port").copied();
    let (preview, bound) = match serve::bind(port.unwrap_or(PORT), port.is_some()) {
        Ok(bound) => bound,
        Err(error) => {
            let (word, help) = lang.pick(("错误：", "帮助："), ("error: ", "help: "));
            say::err(&format!("{word}{}\n{help}{}", error.message(lang), error.help(lang)));
            return Exit::Environment;
        }
    };
    let started = Instant::now();
    let state = State::new(lang);
    let (session, outcome) = match Session::start(&root, &output, lang, state.clone()) {
        Ok(started) => started,
        Err(error) => return check::unreadable(&root, &error, lang),
    };
    tell(&outcome, started, general);
    let (had_errors, root_shown) = (outcome.diags.errors() > 0, root.clone());
    let (send, receive) = mpsc::channel();
    let watcher = match matches.get_one::<String>("watcher").map(String::as_str) {
        Some("native") => Watcher::Native,
        Some("poll") => Watcher::Poll,
        _ => Watcher::Auto,
    };
    let watching = serve::watch(&root, &[output], watcher, move |batch| {
        // The receiver lives as long as the program; after it, nobody needs the batch.
        drop(send.send(batch));
    });
    match &watching {
        Ok(watching) => watching.notice.iter().for_each(|notice| say::err(&notice.message(lang))),
        Err(notice) => say::err(&format!("{}\n{}", notice.message(lang), notice.help(lang))),
    }
    if port.is_none() && bound != PORT {
        say::err(&match lang {
            Lang::Zh => format!("端口 {PORT} 被占用，改用 {bound}"),
            Lang::En => format!("port {PORT} is in use, using {bound} instead"),
        });
    }
    show(&preview.address(), matches.get_flag("open"), lang);
    let shared = General { lang, root: general.root.clone(), format: general.format };
    std::thread::spawn(move || renew(session, had_errors, &root_shown, &receive, &shared));
    preview.run(&state, &Stop::default());
    Exit::Fine
}

/// Says where the preview is, and opens it where that is wished.
fn show(address: &str, open: bool, lang: Lang) {
    say::err(&match lang {
        Lang::Zh => format!("预览：{address}    （Ctrl-C 结束）"),
        Lang::En => format!("preview: {address}    (Ctrl-C to stop)"),
    });
    if open && let Err(error) = open::that_detached(address) {
        say::err(&match lang {
            Lang::Zh => format!("打不开浏览器（{error}），请自己打开上面的地址"),
            Lang::En => format!("could not open a browser ({error}); open the address above yourself"),
        });
    }
}

/// Builds again with every batch of saves.
fn renew(
    mut session: Session,
    mut had_errors: bool,
    root: &Path,
    batches: &mpsc::Receiver<Batch>,
    general: &General,
) {
    while let Some(batch) = next(&session, batches) {
        batch.notice.iter().for_each(|notice| say::err(&notice.message(general.lang)));
        let started = Instant::now();
        match session.refresh(&batch) {
            Ok(outcome) if outcome.changed => {
                tell(&outcome, started, general);
                let has_errors = outcome.diags.errors() > 0;
                if had_errors && !has_errors {
                    say::err(general.lang.pick("错误都已改正", "all errors are fixed"));
                }
                had_errors = has_errors;
            }
            Ok(_) => {}
            // The exit code is for a start that fails; this preview goes on.
            Err(error) => drop(check::unreadable(root, &error, general.lang)),
        }
    }
}

/// The next batch of saves; after a while none, if a file could not be read and may be readable by now.
fn next(session: &Session, batches: &mpsc::Receiver<Batch>) -> Option<Batch> {
    // What was saved while the last batch was worked on is one batch.
    let all = |mut first: Batch| {
        batches.try_iter().for_each(|later| first.add(later));
        first
    };
    if !session.waits_for_a_file() {
        return batches.recv().ok().map(all);
    }
    match batches.recv_timeout(Duration::from_secs(2)) {
        Ok(batch) => Some(all(batch)),
        Err(mpsc::RecvTimeoutError::Timeout) => Some(Batch::default()),
        Err(mpsc::RecvTimeoutError::Disconnected) => None,
    }
}

/// The problems, and which saved files were taken in; none at the start.
fn tell(outcome: &Outcome, started: Instant, general: &General) {
    const NAMED: usize = 3;
    let changed = &outcome.files;
    report::write(&outcome.diags, &outcome.sources, general);
    let (pages, seconds) = (outcome.pages, started.elapsed().as_secs_f64());
    let names = changed[..changed.len().min(NAMED)].join(general.lang.pick("、", ", "));
    let more = changed.len().saturating_sub(NAMED);
    say::err(&match general.lang {
        Lang::Zh if changed.is_empty() => format!("已生成 {pages} 个文件，用时 {seconds:.2} 秒"),
        Lang::En if changed.is_empty() => format!("built {} in {seconds:.2} s", counted(pages, "file")),
        Lang::Zh if more > 0 => format!("{names} 等 {} 个文件有改动，用时 {seconds:.2} 秒", changed.len()),
        Lang::En if more > 0 => format!("{names} and {more} more changed, updated in {seconds:.2} s"),
        Lang::Zh => format!("{names} 有改动，用时 {seconds:.2} 秒"),
        Lang::En => format!("{names} changed, updated in {seconds:.2} s"),
    });
}
