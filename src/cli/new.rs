//! `rolebook new`: one content file with its keys filled in. Never writes over a file.

use crate::cli::args::General;
use crate::cli::init::write_new;
use crate::cli::{Exit, project, say};
use crate::diag::{Lang, Problem};
use crate::read::ids;
use clap::ArgMatches;

pub fn run(matches: &ArgMatches, general: &General) -> Exit {
    let root = match project::root(general) {
        Ok(root) => root,
        Err(exit) => return exit,
    };
    let kind = matches.get_one::<String>("kind").expect("clap asks for the kind").as_str();
    let path = matches.get_one::<String>("path").expect("clap asks for the path").replace('\\', "/");
    let Some(path) = full_path(kind, &path) else {
        say::err(general.lang.pick(
            "错误：路径要在项目里，例如 manual/inventory/return",
            "error: the path stays inside the project, such as manual/inventory/return",
        ));
        return Exit::Usage;
    };
    // The name of such a file is its id, and the ids inside begin with it.
    let id = name_of(&path).split('.').next().unwrap_or_default();
    if kind != "page" && !ids::is_id(id) {
        let problem = Problem::IdForm { id: id.to_owned() };
        say::problem(&problem, general.lang);
        return Exit::Usage;
    }
    let target = root.join(&path);
    match write_new(&target, text(kind, &path, general.lang).as_bytes()) {
        Ok(()) => {
            say::out(&target.display().to_string());
            Exit::Fine
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let shown = target.display();
            say::err(&match general.lang {
                Lang::Zh => format!("错误：{shown} 已经有了，没有改动它"),
                Lang::En => format!("error: {shown} is there already and was left as it is"),
            });
            Exit::Usage
        }
        Err(error) => {
            let shown = target.display();
            say::err(&match general.lang {
                Lang::Zh => format!("错误：写不了 {shown}：{error}"),
                Lang::En => format!("error: {shown} can not be written: {error}"),
            });
            Exit::Environment
        }
    }
}

/// The path with the ending of its kind; a role goes to `roles/`.
fn full_path(kind: &str, path: &str) -> Option<String> {
    let ending = match kind {
        "page" => ".md".to_owned(),
        "role" => ".yaml".to_owned(),
        kind => format!(".{kind}.yaml"),
    };
    let bare = path.strip_suffix(&ending).unwrap_or(path).trim_matches('/');
    let inside = bare.split('/').all(|part| !matches!(part, "" | "." | ".."));
    let place = if kind == "role" { format!("roles/{}", name_of(bare)) } else { bare.to_owned() };
    (inside && !bare.contains(':')).then(|| format!("{place}{ending}"))
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn text(kind: &str, path: &str, lang: Lang) -> String {
    let name = name_of(path).split('.').next().unwrap_or_default();
    // Ids are ASCII in lower case; a Chinese name gives none.
    let fits = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let id = if fits { name } else { "new" };
    let zh = match kind {
        "page" => "---\ntitle: 标题\nsummary: 一句话说明这一页解决什么问题。\n---\n\n先写这一页给谁、什么时候用。\n\n::: steps\n1. 第一步。\n2. 第二步。\n:::\n\n## 异常处理\n\n> [!NOTE]\n> 出错时先做什么、找谁。\n".to_owned(),
        "role" => "title: 岗位名称\ntier: end-user\nsummary: 一句话说明这个岗位做什么。\nsuper_users:\n  - {name: 姓名, contact: 分机 8000}\npath: []\n".to_owned(),
        "course" => "title: 课程名称\ntier: end-user\nlessons:\n  - index.md\n".to_owned(),
        "quiz" => format!("title: 测验名称\nmode: practice\npass: 80%\nquestions:\n  - {id}-01   # 题库里的题目编号；题库：rolebook new bank\n"),
        "bank" => format!("title: 题库名称\nquestions:\n  - id: {id}-01\n    ask: 题目？\n    options:\n      - {{right: 正确的选项, why: 为什么对}}\n      - {{wrong: 错误的选项}}\n    explain: 讲解。\n"),
        "faq" => format!("title: 常见问题\nentries:\n  - id: faq-{id}-01\n    q: 问题？\n    a: 回答。\n"),
        _ => format!("title: 检查单名称\nper: once\ngroups:\n  - title: 第一组\n    items:\n      - id: check-{id}-01\n        do: 要做的事\n        evidence: 做完的凭据\n"),
    };
    let en = match kind {
        "page" => "---\ntitle: Title\nsummary: One sentence on what this page solves.\n---\n\nSay first who needs this page, and when.\n\n::: steps\n1. First step.\n2. Second step.\n:::\n\n## When it goes wrong\n\n> [!NOTE]\n> What to do first, and whom to ask.\n".to_owned(),
        "role" => "title: Name of the role\ntier: end-user\nsummary: One sentence on what this role does.\nsuper_users:\n  - {name: Name, contact: Ext. 8000}\npath: []\n".to_owned(),
        "course" => "title: Name of the course\ntier: end-user\nlessons:\n  - index.md\n".to_owned(),
        "quiz" => format!("title: Name of the quiz\nmode: practice\npass: 80%\nquestions:\n  - {id}-01   # ids of questions in a bank; a bank: rolebook new bank\n"),
        "bank" => format!("title: Name of the bank\nquestions:\n  - id: {id}-01\n    ask: The question?\n    options:\n      - {{right: The right option, why: Why it is right}}\n      - {{wrong: A wrong option}}\n    explain: The explanation.\n"),
        "faq" => format!("title: Questions and answers\nentries:\n  - id: faq-{id}-01\n    q: The question?\n    a: The answer.\n"),
        _ => format!("title: Name of the checklist\nper: once\ngroups:\n  - title: First group\n    items:\n      - id: check-{id}-01\n        do: What is to be done\n        evidence: What proves it\n"),
    };
    lang.pick(zh, en)
}
