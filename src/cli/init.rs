//! `rolebook init`: a small real project, in the writer's language; in a folder that holds Markdown, only what is
//! missing to make it a project. Never writes over a file.

use crate::cli::args::{General, examples};
use crate::cli::exit::Exit;
use crate::cli::say;
use crate::cli::wording::pick;
use crate::config;
use crate::diag::Lang;
use crate::model::address;
use crate::read::ids;
use clap::{Arg, ArgMatches, Command, value_parser};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};

#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/src/cli/starter"]
struct Starter;

/// Its part of the command line.
pub fn command(lang: Lang) -> Command {
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

pub fn run(matches: &ArgMatches, general: &General) -> Exit {
    let dir: &PathBuf = matches.get_one("dir").expect("the argument has a default");
    let sample = match matches.get_one::<String>("sample").and_then(|tag| Lang::from_tag(tag)) {
        Some(lang) => lang,
        None => general.lang,
    };
    let found = Found::below(dir);
    if found.pages > 0 && !dir.join(config::FILE).exists() {
        return adopt(dir, &found, general.lang);
    }
    let prefix = format!("{}/", sample.tag());
    let names: Vec<String> =
        Starter::iter().filter_map(|name| Some(name.strip_prefix(&prefix)?.to_owned())).collect();
    let taken: Vec<&String> = names.iter().filter(|name| dir.join(name).exists()).collect();
    if !taken.is_empty() {
        let list: Vec<String> = taken.iter().map(|name| format!("  {}", dir.join(name).display())).collect();
        say::err(&match general.lang {
            Lang::Zh => format!(
                "错误：这些文件已经有了，没有写任何文件：\n{}\n帮助：换一个文件夹：rolebook init 新文件夹",
                list.join("\n")
            ),
            Lang::En => format!(
                "error: these files already exist, so nothing was written:\n{}\nhelp: choose another folder: rolebook init new-folder",
                list.join("\n")
            ),
        });
        return Exit::Usage;
    }
    for name in &names {
        let file = Starter::get(&format!("{prefix}{name}")).expect("the name comes from the list");
        let data = if name == config::FILE { with_own_id(&file.data) } else { file.data };
        if let Err(error) = write_new(&dir.join(name), &data) {
            return unwritable(&dir.join(name), &error, general.lang);
        }
    }
    say::err(&next(dir, names.len(), general.lang));
    Exit::Fine
}

/// The settings with an id that no other project has: two manuals begun from the same start, perhaps with the same title
/// and in folders of the same name, keep the progress of their readers apart.
fn with_own_id(settings: &[u8]) -> Cow<'static, [u8]> {
    let text = String::from_utf8_lossy(settings);
    let lines = text.split_inclusive('\n').map(|line| match line.strip_prefix("id: ") {
        Some(id) => format!("id: {}\n", own_id(id.trim_end())),
        None => line.to_owned(),
    });
    Cow::Owned(lines.collect::<String>().into_bytes())
}

/// A name that no other project has.
fn own_id(name: &str) -> String {
    // The keys of a new hash state are random; that is all the chance this needs.
    let chance = RandomState::new().build_hasher().finish();
    format!("{name}-{:08x}", chance & 0xffff_ffff)
}

fn unwritable(path: &Path, error: &std::io::Error, lang: Lang) -> Exit {
    let shown = path.display();
    say::err(&match lang {
        Lang::Zh => format!("错误：写不了 {shown}：{error}"),
        Lang::En => format!("error: {shown} cannot be written: {error}"),
    });
    Exit::Environment
}

/// Writes a file that must not be there yet.
pub fn write_new(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::File::create_new(path)?.write_all(bytes)
}

/// What a folder written for another program says about itself.
#[derive(Default)]
struct Found {
    pages: usize,
    /// How often each language is in a file name.
    tags: BTreeMap<String, usize>,
    han: usize,
    letters: usize,
}

/// Files looked into for the language of the texts.
const READ: usize = 20;

impl Found {
    fn below(dir: &Path) -> Found {
        let mut found = Found::default();
        let is_content = |entry: &walkdir::DirEntry| {
            let name = entry.file_name().to_string_lossy();
            entry.depth() == 0
                || !(name.starts_with('.') || matches!(&*name, "node_modules" | "site" | "theme"))
        };
        // A folder that is not there yet holds nothing; what cannot be read is said by the first build.
        for entry in
            walkdir::WalkDir::new(dir).sort_by_file_name().into_iter().filter_entry(is_content).flatten()
        {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = name.as_str();
            if !entry.file_type().is_file() || !(path.ends_with(".md") || path.ends_with(".markdown")) {
                continue;
            }
            found.pages += 1;
            let beside = |other: &str| entry.path().with_file_name(other).exists();
            if let Some(tag) = address::file_name(path, &[], &beside).and_then(|name| name.language) {
                *found.tags.entry(tag.to_owned()).or_default() += 1;
            } else if found.pages <= READ
                && let Ok(text) = std::fs::read_to_string(entry.path())
            {
                for c in text.chars().take(4000) {
                    found.han += usize::from(('\u{4e00}'..='\u{9fff}').contains(&c));
                    found.letters += usize::from(c.is_ascii_alphabetic());
                }
            }
        }
        found
    }

    /// The language of the texts first, then those of the file names.
    fn languages(&self) -> Vec<String> {
        let own = if self.han > 0 && self.han * 8 >= self.letters { "zh-CN" } else { "en" };
        let mut languages = vec![own.to_owned()];
        languages.extend(self.tags.keys().filter(|tag| *tag != own).cloned());
        languages
    }
}

/// The files in which other programs say the title and the address of the site: a name, and the keys of both.
const SETTINGS: &[(&str, &[&str], &[&str])] = &[
    ("mkdocs.yml", &["site_name"], &["site_url"]),
    ("_config.yml", &["title"], &["url"]),
    ("book.toml", &["title"], &["site-url"]),
    ("hugo.toml", &["title"], &["baseURL"]),
    ("hugo.yaml", &["title"], &["baseURL"]),
    ("config.toml", &["title"], &["baseURL"]),
    ("docusaurus.config.js", &["title"], &["url"]),
    ("docusaurus.config.ts", &["title"], &["url"]),
    (".vitepress/config.mts", &["title"], &["hostname"]),
    (".vitepress/config.ts", &["title"], &["hostname"]),
    (".vitepress/config.js", &["title"], &["hostname"]),
    (".vuepress/config.js", &["title"], &["hostname"]),
    (".vuepress/config.ts", &["title"], &["hostname"]),
    ("book.json", &["title"], &["url"]),
];

/// Title, address and base path, as another program's settings in this folder or the one above give them.
fn settings(dir: &Path) -> (Option<String>, Option<String>) {
    let here = dir.canonicalize().unwrap_or_else(|_| dir.to_path_buf());
    let folders: Vec<&Path> = here.ancestors().take(2).collect();
    let (mut title, mut address) = (None, None);
    for (name, titles, addresses) in SETTINGS {
        // A program's settings stand beside its content or above it; without them there is nothing to take over.
        for text in folders.iter().filter_map(|folder| std::fs::read_to_string(folder.join(name)).ok()) {
            title = title.or_else(|| titles.iter().find_map(|key| setting(&text, key)));
            let base = setting(&text, "baseUrl")
                .or_else(|| setting(&text, "base"))
                .or_else(|| setting(&text, "baseurl"));
            let host =
                addresses.iter().find_map(|key| setting(&text, key)).filter(|url| url.starts_with("http"));
            address = address.or_else(|| {
                let host = host?;
                let path = base.unwrap_or_default();
                Some(format!("{}/{}", host.trim_end_matches('/'), path.trim_start_matches('/')))
            });
        }
    }
    (title, address.map(|url| if url.ends_with('/') { url } else { format!("{url}/") }))
}

/// The value of `key: value`, `key = "value"` or `key: 'value',` at the beginning of a line.
fn setting(text: &str, key: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let rest = line.trim_start().trim_start_matches('"').strip_prefix(key)?;
        let rest = rest.trim_start_matches('"').trim_start();
        let value = rest.strip_prefix([':', '='])?.trim().trim_end_matches(',').trim();
        let value = value.trim_matches(['"', '\'', '`']);
        (!value.is_empty() && !value.contains(['{', '[', '(', '"', '\''])).then(|| value.to_owned())
    })
}

/// Makes a project of a folder that holds pages already: writes its `rolebook.yaml` and nothing else.
fn adopt(dir: &Path, found: &Found, lang: Lang) -> Exit {
    let (title, address) = settings(dir);
    let here = dir.canonicalize().unwrap_or_else(|_| dir.to_path_buf());
    let name =
        here.file_name().map_or_else(|| "Rolebook".to_owned(), |name| name.to_string_lossy().into_owned());
    let ascii = |name: &str| name.to_ascii_lowercase().replace(['_', '.', ' '], "-");
    let id =
        own_id(&Some(ascii(&name)).filter(|name| ids::is_id(name)).unwrap_or_else(|| "manual".to_owned()));
    let title = title.unwrap_or(name);
    let languages = found.languages();
    let quoted = serde_json::Value::String(title).to_string();
    let mut text = format!("id: {id}\ntitle: {quoted}\nlanguages: [{}]\n", languages.join(", "));
    if let Some(address) = &address {
        text.push_str(&format!("base_url: {address}\n"));
    }
    text.push_str(lang.pick(
        "\n# 内容来自别的程序：暂时宽松检查，它的链接写法也认得。改完以后删掉这一行。\nmigrating: true\n",
        "\n# The content comes from another program: it is checked leniently, and its link styles are understood.\n# Delete this line once the content has been adapted.\nmigrating: true\n",
    ));
    let path = dir.join(config::FILE);
    if let Err(error) = write_new(&path, text.as_bytes()) {
        return unwritable(&path, &error, lang);
    }
    let (pages, shown) = (found.pages, path.display());
    say::err(&match lang {
        Lang::Zh => format!(
            "这个文件夹里已经有 {pages} 个 Markdown 文件，只写了 {shown}：\n{}接下来：\n{}  rolebook check           看看有哪些要改\n  rolebook serve --open    边改边看",
            indented(&text),
            enter(dir)
        ),
        Lang::En => format!(
            "this folder contains {}, so only {shown} was written:\n{}Next:\n{}  rolebook check           see what needs changing\n  rolebook serve --open    preview as you edit",
            crate::cli::wording::counted(pages, "Markdown file"),
            indented(&text),
            enter(dir)
        ),
    });
    Exit::Fine
}

fn indented(text: &str) -> String {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| format!("  {line}\n"))
        .collect()
}

/// The line that changes into the project's folder, where that is another one.
fn enter(dir: &Path) -> String {
    let shown = dir.display().to_string();
    let quoted = if shown.contains(' ') { format!("\"{shown}\"") } else { shown.clone() };
    if shown == "." { String::new() } else { format!("  cd {quoted}\n") }
}

fn next(dir: &Path, files: usize, lang: Lang) -> String {
    let enter = enter(dir);
    match lang {
        Lang::Zh => format!(
            "写好了 {files} 个文件。接下来：\n{enter}  rolebook serve --open    边写边看\n  rolebook check           检查内容\n  rolebook build           生成站点到 site/"
        ),
        Lang::En => format!(
            "wrote {files} files. Next:\n{enter}  rolebook serve --open    preview as you write\n  rolebook check           check the content\n  rolebook build           build the site into site/"
        ),
    }
}
