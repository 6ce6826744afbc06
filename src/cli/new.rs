//! `rolebook new`: one content file with its keys filled in. Never writes over a file.

use crate::cli::args::{General, examples};
use crate::cli::exit::Exit;
use crate::cli::init::write_new;
use crate::cli::wording::pick;
use crate::cli::{project, say};
use crate::diag::{Lang, Problem};
use crate::model::address::without_number;
use crate::model::kinds::{self, KINDS, PageKind, Written};
use crate::read::ids;
use clap::{Arg, ArgMatches, Command};
use std::path::Path;

/// What a new file says: `KIND.LANGUAGE.txt`, with a place for its title, its version and the beginning of its ids.
#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/src/cli/samples"]
struct Samples;

/// Its part of the command line.
pub fn command(lang: Lang) -> Command {
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
                    "从项目根算起的路径，不用写后缀；glossary 和 roster 不用写",
                    "Path from the project's root, without the file extension; none for glossary and roster",
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
    let Some((folder, _)) = path.rsplit_once('/').filter(|(folder, _)| !kinds::is_folder(folder)) else {
        return;
    };
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
        _ if kind.page == PageKind::Release => format!("releases/{}", name_of(bare)),
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
    let language = lang.pick("zh", "en");
    let sample = Samples::get(&format!("{kind}.{language}.txt")).expect("a test asks for each kind's sample");
    let sample = String::from_utf8_lossy(&sample.data);
    sample.replace("{version}", &version.to_string()).replace("{id}", id).replace("{title}", &title)
}

#[cfg(test)]
mod tests {
    use super::{Samples, text};
    use crate::diag::Lang;
    use crate::model::kinds::KINDS;

    #[test]
    fn each_kind_has_a_sample_in_both_languages() {
        for kind in KINDS.iter().filter(|kind| kind.can_be_new) {
            for lang in [Lang::Zh, Lang::En] {
                let text = text(kind.name, "x/stock", lang);
                assert!(!["{title}", "{id}", "{version}"].iter().any(|place| text.contains(place)), "{text}");
            }
        }
        assert_eq!(Samples::iter().count(), 2 * KINDS.iter().filter(|kind| kind.can_be_new).count());
    }
}
