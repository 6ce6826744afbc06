//! Where the project is, and where its site goes.

use crate::cli::args::General;
use crate::cli::{Exit, say};
use crate::config;
use crate::diag::{Lang, Problem};
use std::path::{Path, PathBuf};

/// The project's folder: `--root`, else the nearest one upwards with a `rolebook.yaml`, else `./content`.
///
/// # Errors
/// Said already, with the way to a project.
pub fn root(general: &General) -> Result<PathBuf, Exit> {
    if let Some(root) = &general.root {
        if root.is_dir() {
            return Ok(root.clone());
        }
        let shown = root.display();
        say::err(&match general.lang {
            Lang::Zh => format!("错误：没有文件夹 {shown}"),
            Lang::En => format!("error: there is no folder {shown}"),
        });
        return Err(Exit::Usage);
    }
    // Without a current folder there is nothing to look in, which is said as "no project here".
    let here = std::env::current_dir().unwrap_or_default();
    let upwards = here.ancestors().find(|folder| folder.join(config::FILE).is_file());
    let content = here.join("content");
    match upwards {
        Some(root) => Ok(root.to_path_buf()),
        None if content.is_dir() => Ok(content),
        None => {
            let problem = Problem::CfgMissing {};
            say::problem(&problem, general.lang);
            Err(Exit::Usage)
        }
    }
}

/// The folder of the site: as given, else `site` in the project.
pub fn output(given: Option<&PathBuf>, root: &Path) -> PathBuf {
    given.cloned().unwrap_or_else(|| root.join("site"))
}
