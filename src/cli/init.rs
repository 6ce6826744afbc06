//! `rolebook init`: a small real project, in the writer's language. Never writes over a file.

use crate::cli::args::General;
use crate::cli::{Exit, say};
use crate::config;
use crate::diag::Lang;
use clap::ArgMatches;
use std::borrow::Cow;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};

#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/src/cli/starter"]
struct Starter;

pub fn run(matches: &ArgMatches, general: &General) -> Exit {
    let dir: &PathBuf = matches.get_one("dir").expect("the argument has a default");
    let prefix = format!("{}/", general.lang.tag());
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
                "error: these files are there already, nothing was written:\n{}\nhelp: choose another folder: rolebook init new-folder",
                list.join("\n")
            ),
        });
        return Exit::Usage;
    }
    for name in &names {
        let file = Starter::get(&format!("{prefix}{name}")).expect("the name comes from the list");
        let data = if name == config::FILE { with_own_id(&file.data) } else { file.data };
        if let Err(error) = write_new(&dir.join(name), &data) {
            let shown = dir.join(name);
            say::err(&match general.lang {
                Lang::Zh => format!("错误：写不了 {}：{error}", shown.display()),
                Lang::En => format!("error: {} can not be written: {error}", shown.display()),
            });
            return Exit::Environment;
        }
    }
    say::err(&next(dir, names.len(), general.lang));
    Exit::Fine
}

/// The settings with an id that no other project has: two manuals begun from the same start, perhaps with the same title
/// and in folders of the same name, keep the progress of their readers apart.
fn with_own_id(settings: &[u8]) -> Cow<'static, [u8]> {
    // The keys of a new hash state are random; that is all the chance this needs.
    let chance = RandomState::new().build_hasher().finish();
    let text = String::from_utf8_lossy(settings);
    let lines = text.split_inclusive('\n').map(|line| match line.strip_prefix("id: ") {
        Some(id) => format!("id: {}-{:08x}\n", id.trim_end(), chance & 0xffff_ffff),
        None => line.to_owned(),
    });
    Cow::Owned(lines.collect::<String>().into_bytes())
}

/// Writes a file that must not be there yet.
pub fn write_new(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::File::create_new(path)?.write_all(bytes)
}

fn next(dir: &Path, files: usize, lang: Lang) -> String {
    let shown = dir.display().to_string();
    let quoted = if shown.contains(' ') { format!("\"{shown}\"") } else { shown.clone() };
    let enter = if shown == "." { String::new() } else { format!("  cd {quoted}\n") };
    match lang {
        Lang::Zh => format!(
            "写好了 {files} 个文件。接下来：\n{enter}  rolebook serve --open    边写边看\n  rolebook check           检查内容\n  rolebook build           生成站点到 site/"
        ),
        Lang::En => format!(
            "wrote {files} files. Next:\n{enter}  rolebook serve --open    see it as you write\n  rolebook check           check the content\n  rolebook build           make the site in site/"
        ),
    }
}
