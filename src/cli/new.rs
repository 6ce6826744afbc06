//! `rolebook new`: one content file with its keys filled in. Never writes over a file.

use crate::cli::args::General;
use crate::cli::exit::Exit;
use crate::cli::init::write_new;
use crate::cli::{project, say};
use crate::diag::{Lang, Problem};
use crate::model::address::without_number;
use crate::model::kinds::{self, Written};
use crate::read::ids;
use clap::ArgMatches;
use std::path::Path;

pub fn run(matches: &ArgMatches, general: &General) -> Exit {
    let root = match project::root(general) {
        Ok(root) => root,
        Err(exit) => return exit,
    };
    let kind = matches.get_one::<String>("kind").expect("clap asks for the kind").as_str();
    let path = matches.get_one::<String>("path").map_or_else(String::new, |path| path.replace('\\', "/"));
    let Some(path) = full_path(kind, &path) else {
        say::err(general.lang.pick(
            "错误：路径要在项目里，例如 manual/inventory/return",
            "error: the path must be inside the project, such as manual/inventory/return",
        ));
        return Exit::Usage;
    };
    // The name of such a file is its id, and the ids inside begin with it.
    let id = name_of(&path).split('.').next().unwrap_or_default();
    if path.ends_with(".yaml") && !ids::is_id(id) {
        let problem = Problem::IdForm { id: id.to_owned(), near: None };
        say::problem(&problem, general.lang);
        return Exit::Usage;
    }
    let target = root.join(&path);
    match write_new(&target, text(kind, &path, general.lang).as_bytes()) {
        Ok(()) => {
            // By its parts, so that Windows does not mix its separators with ours.
            say::out(&target.components().collect::<std::path::PathBuf>().display().to_string());
            hint_at_index(&root, &path, general.lang);
            Exit::Fine
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let shown = target.display();
            say::err(&match general.lang {
                Lang::Zh => format!("错误：{shown} 已经有了，没有改动它"),
                Lang::En => format!("error: {shown} already exists and was not changed"),
            });
            Exit::Usage
        }
        Err(error) => {
            let shown = target.display();
            say::err(&match general.lang {
                Lang::Zh => format!("错误：写不了 {shown}：{error}"),
                Lang::En => format!("error: {shown} cannot be written: {error}"),
            });
            Exit::Environment
        }
    }
}

/// A folder is named in the menu by its `index.md`; without one, by its own name.
fn hint_at_index(root: &Path, path: &str, lang: Lang) {
    let Some((folder, _)) = path.rsplit_once('/').filter(|(folder, _)| *folder != "roles") else { return };
    let has_index = ["index.md", "README.md", "readme.md", "_index.md"]
        .iter()
        .any(|name| root.join(folder).join(name).exists());
    if !has_index {
        say::err(&match lang {
            Lang::Zh => format!(
                "提示：文件夹 {folder} 里还没有 index.md，菜单里显示文件夹名；给它一个标题：rolebook new page {folder}/index"
            ),
            Lang::En => format!(
                "note: the folder {folder} has no index.md, so the menu shows its name; to give it a title: rolebook new page {folder}/index"
            ),
        });
    }
}

/// The path with the file extension of its kind; a role goes to `roles/`, a release note to `releases/`.
fn full_path(kind: &str, path: &str) -> Option<String> {
    let kind = kinds::named(kind)?;
    let ending = match kind.written {
        Written::Alone(name) => return Some(format!("{name}.yaml")),
        Written::Markdown => ".md".to_owned(),
        Written::Folder(_) => ".yaml".to_owned(),
        Written::Suffix => format!(".{}.yaml", kind.name),
    };
    let bare = path.strip_suffix(&ending).unwrap_or(path).trim_matches('/');
    let inside = bare.split('/').all(|part| !matches!(part, "" | "." | ".."));
    let place = match kind.written {
        Written::Folder(folder) => format!("{folder}/{}", name_of(bare)),
        _ if kind.name == "release" => format!("releases/{}", name_of(bare)),
        _ => bare.to_owned(),
    };
    (inside && !bare.contains(':')).then(|| format!("{place}{ending}"))
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// `01-month-end` -> `Month end`; a Chinese name is a title as it stands. An index is named for its folder.
fn title(path: &str) -> String {
    let bare = path.strip_suffix(".md").or_else(|| path.strip_suffix(".yaml")).unwrap_or(path);
    let bare = bare.strip_suffix("/index").unwrap_or(bare);
    let name = if path.ends_with(".yaml") { name_of(bare).split('.').next() } else { Some(name_of(bare)) };
    let words = without_number(name.unwrap_or_default()).replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A title as YAML: in quotes where it would read as something else.
fn in_yaml(title: &str) -> String {
    let is_plain = title.starts_with(char::is_alphabetic)
        && title.chars().all(|c| c.is_alphanumeric() || c == ' ')
        && !matches!(title.to_lowercase().as_str(), "true" | "false" | "null");
    if is_plain { title.to_owned() } else { serde_json::Value::String(title.to_owned()).to_string() }
}

fn text(kind: &str, path: &str, lang: Lang) -> String {
    let title = in_yaml(&title(path));
    let version = serde_json::Value::String(name_of(path).trim_end_matches(".md").to_owned());
    let name = name_of(path).split('.').next().unwrap_or_default();
    // Ids are ASCII in lower case; a Chinese name gives none.
    let fits = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let id = if fits { name } else { "new" };
    let zh = match kind {
        "page" => format!(
            "---\ntitle: {title}\nsummary: 一句话说明这一页解决什么问题。\n---\n\n先写这一页给谁、什么时候用。\n\n::: steps\n1. 第一步。\n2. 第二步。\n:::\n\n## 异常处理\n\n> [!NOTE]\n> 出错时先做什么、找谁。\n"
        ),
        "scenario" => format!(
            "---\ntitle: {title}\nsummary: 一句话说明这个场景要完成什么。\nkind: scenario\n---\n\n## 案例\n\n谁、在什么时候、手上有什么单据。\n\n## 步骤\n\n::: steps\n1. 第一步。\n2. 第二步。\n:::\n\n## 例外\n\n哪里会和平常不一样，怎么办。\n\n## 核对\n\n做完之后看哪里、应当看到什么。\n"
        ),
        "release" => format!(
            "---\ntitle: {title}\nsummary: 这个版本改了什么。\nversion: {version}\ndate: 2026-01-01   # 发布日期\n---\n\n## 新增\n\n- 做什么更方便了。\n\n## 修正\n\n- 什么不再出错。\n"
        ),
        "glossary" => "title: 术语表\nterms:\n  - term: 术语\n    def: 一句话说明它的意思。\n".to_owned(),
        "role" => format!(
            "title: {title}\ntier: end-user\nsummary: 一句话说明这个岗位做什么。\nsuper_users:\n  - {{name: 姓名, contact: 分机 8000}}\npath: []\n"
        ),
        "course" => format!("title: {title}\ntier: end-user\nlessons:\n  - index.md\n"),
        "quiz" => format!(
            "title: {title}\nmode: practice\npass: 80%\nquestions:\n  - {id}-01   # 题库里的题目编号；题库：rolebook new bank\n"
        ),
        "bank" => format!(
            "title: {title}\nquestions:\n  - id: {id}-01\n    ask: 题目？\n    options:\n      - {{right: 正确的选项, why: 为什么对}}\n      - {{wrong: 错误的选项}}\n    explain: 讲解。\n"
        ),
        "faq" => format!("title: {title}\nentries:\n  - id: faq-{id}-01\n    q: 问题？\n    a: 回答。\n"),
        "table" => format!(
            "title: {title}\ncolumns:\n  code: {{title: 编码, type: code}}\n  name: {{title: 名称}}\nrows:\n  - {{code: \"1001\", name: 名称}}\n"
        ),
        _ => format!(
            "title: {title}\nper: once\ngroups:\n  - title: 第一组\n    items:\n      - id: check-{id}-01\n        do: 要做的事\n        evidence: 做完的凭据\n"
        ),
    };
    let en = match kind {
        "page" => format!(
            "---\ntitle: {title}\nsummary: One sentence on what this page solves.\n---\n\nSay who needs this page, and when.\n\n::: steps\n1. First step.\n2. Second step.\n:::\n\n## When it goes wrong\n\n> [!NOTE]\n> What to do first, and whom to ask.\n"
        ),
        "scenario" => format!(
            "---\ntitle: {title}\nsummary: One sentence on what this scenario achieves.\nkind: scenario\n---\n\n## The case\n\nWho, when, and with which documents.\n\n## Steps\n\n::: steps\n1. First step.\n2. Second step.\n:::\n\n## Exceptions\n\nWhat can differ, and what to do about it.\n\n## Check\n\nWhere to look afterwards, and what you should see there.\n"
        ),
        "release" => format!(
            "---\ntitle: {title}\nsummary: What this version changes.\nversion: {version}\ndate: 2026-01-01   # the release date\n---\n\n## New\n\n- What has become easier.\n\n## Fixed\n\n- What no longer goes wrong.\n"
        ),
        "glossary" => {
            "title: Glossary\nterms:\n  - term: Term\n    def: One sentence on what it means.\n".to_owned()
        }
        "role" => format!(
            "title: {title}\ntier: end-user\nsummary: One sentence on what this role does.\nsuper_users:\n  - {{name: Name, contact: Ext. 8000}}\npath: []\n"
        ),
        "course" => format!("title: {title}\ntier: end-user\nlessons:\n  - index.md\n"),
        "quiz" => format!(
            "title: {title}\nmode: practice\npass: 80%\nquestions:\n  - {id}-01   # ids of questions in a bank; to create a bank: rolebook new bank\n"
        ),
        "bank" => format!(
            "title: {title}\nquestions:\n  - id: {id}-01\n    ask: The question?\n    options:\n      - {{right: The right option, why: Why it is right}}\n      - {{wrong: A wrong option}}\n    explain: The explanation.\n"
        ),
        "faq" => format!(
            "title: {title}\nentries:\n  - id: faq-{id}-01\n    q: The question?\n    a: The answer.\n"
        ),
        "table" => format!(
            "title: {title}\ncolumns:\n  code: {{title: Code, type: code}}\n  name: {{title: Name}}\nrows:\n  - {{code: \"1001\", name: The name}}\n"
        ),
        _ => format!(
            "title: {title}\nper: once\ngroups:\n  - title: First group\n    items:\n      - id: check-{id}-01\n        do: What to do\n        evidence: What proves it\n"
        ),
    };
    lang.pick(zh, en)
}
