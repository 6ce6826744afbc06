//! Where the project is, and where its site goes.

use crate::cli::args::General;
use crate::cli::exit::Exit;
use crate::cli::say;
use crate::config;
use crate::diag::{Lang, Problem};
use crate::source::disk;
use std::path::{Path, PathBuf};

/// The project's folder: `--root`, else the nearest one upwards with a `rolebook.yaml`, else `./content`.
///
/// # Errors
/// Said already, with the way to a project.
pub fn root(general: &General) -> Result<PathBuf, Exit> {
    if let Some(root) = &general.root {
        if root.is_dir() {
            return usable(root.clone(), general.lang);
        }
        let shown = disk::shown(root);
        say::err(&match general.lang {
            Lang::Zh => format!("错误：没有文件夹 {shown}"),
            Lang::En => format!("error: there is no folder {shown}"),
        });
        return Err(Exit::Usage);
    }
    // Without a current folder there is nothing to look in, which is said as "no project here".
    let here = std::env::current_dir().unwrap_or_default();
    let upwards = here.ancestors().find(|folder| folder.join(config::FILE).symlink_metadata().is_ok());
    let content = here.join("content");
    match upwards {
        Some(root) => usable(root.to_path_buf(), general.lang),
        None if content.is_dir() => usable(content, general.lang),
        None => {
            let problem = Problem::CfgMissing {};
            say::problem(&problem, general.lang);
            Err(Exit::Usage)
        }
    }
}

/// A project is no whole disk, and its configuration is a file that can be read: without it other rules would hold.
fn usable(root: PathBuf, lang: Lang) -> Result<PathBuf, Exit> {
    let refuse = |zh: String, en: String, exit: Exit| {
        say::err(&lang.pick(zh, en));
        Err(exit)
    };
    // A root that cannot be resolved is said when it is read.
    let Ok(real) = disk::canonical(&root) else { return Ok(root) };
    if real.parent().is_none() {
        let shown = disk::shown(&real);
        return refuse(
            format!("错误：{shown} 是整个磁盘，不是项目\n帮助：用 --root 指定项目文件夹"),
            format!(
                "error: {shown} is a whole disk, not a project\nhelp: name the project's folder with --root"
            ),
            Exit::Usage,
        );
    }
    let file = root.join(config::FILE);
    let shown = disk::shown(&file);
    if file.symlink_metadata().is_err() {
        return Ok(root);
    }
    let target = disk::canonical(&file);
    let is_inside = target.as_ref().is_ok_and(|target| target.starts_with(&real));
    let is_file = target.is_ok_and(|target| target.is_file());
    if !is_file || !is_inside {
        let zh = if is_file { "是指向项目之外的链接" } else { "不是普通文件" };
        let en = if is_file { "is a link to a place outside the project" } else { "is not a regular file" };
        return refuse(
            format!("错误：{shown} {zh}\n帮助：换成一个文本文件；`rolebook init` 会新建一个"),
            format!("error: {shown} {en}\nhelp: put a text file in its place; `rolebook init` creates one"),
            Exit::Usage,
        );
    }
    match std::fs::File::open(&file) {
        Ok(_) => Ok(root),
        Err(error) => refuse(
            format!("错误：读不了 {shown}：{error}\n帮助：检查它的权限"),
            format!("error: {shown} cannot be read: {error}\nhelp: check its permissions"),
            Exit::Environment,
        ),
    }
}

/// The folder of the site: as given, else `site` in the project.
pub fn output(given: Option<&PathBuf>, root: &Path) -> PathBuf {
    given.cloned().unwrap_or_else(|| root.join("site"))
}
