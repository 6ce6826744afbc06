//! Why a site could not be written, in both languages.
//!
//! In: a path and what the system said about it. Out: typed errors with a message and a next step. Prints nothing.

use crate::diag::Lang;
use crate::source::disk::{self, shown};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Why a site could not be written. Whatever it was, the site that stood there before is untouched.
#[derive(Debug)]
pub enum WriteError {
    /// The folder holds something that Rolebook did not put there.
    NotOurs { path: PathBuf },
    /// A folder that no site may ever take: a root, the home folder, or a folder that contains it.
    Forbidden { path: PathBuf },
    /// The output and the project lie inside each other.
    Overlap { output: PathBuf, source: PathBuf },
    /// Another build is writing the same output.
    Locked { path: PathBuf, pid: Option<u32> },
    /// The disk or the quota is full.
    NoSpace { path: PathBuf },
    /// Another program has the folder or a file in it open.
    Held { path: PathBuf },
    /// The system refused an action.
    Io { path: PathBuf, action: Action, source: io::Error },
    /// One file of the site could not be made.
    Make { path: PathBuf, reason: String },
}

/// What was being done to a path when the system refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Create,
    Read,
    Write,
    Copy,
    Rename,
    Remove,
    Lock,
    /// A name that cannot be inside a site, such as `../a`.
    Name,
}

impl Action {
    fn verb(self, lang: Lang) -> &'static str {
        match self {
            Action::Create => lang.pick("创建", "create"),
            Action::Read => lang.pick("读取", "read"),
            Action::Write => lang.pick("写入", "write"),
            Action::Copy => lang.pick("复制", "copy"),
            Action::Rename => lang.pick("替换", "replace"),
            Action::Remove => lang.pick("删除", "remove"),
            Action::Lock => lang.pick("锁定", "lock"),
            Action::Name => lang.pick("使用文件名", "use the name"),
        }
    }
}

impl WriteError {
    /// Turns what the system said into an error; a full disk gets its own.
    pub(super) fn io(path: &Path, action: Action, source: io::Error) -> WriteError {
        let path = path.to_owned();
        match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => WriteError::NoSpace { path },
            _ if disk::is_held(&source) => WriteError::Held { path },
            _ => WriteError::Io { path, action, source },
        }
    }

    /// The same of a path in the site, where it speaks of the tree that is being built beside it.
    pub(super) fn told_below(mut self, site: &Path, beside: &Path) -> WriteError {
        if let WriteError::Io { path, source, .. } = &mut self
            && source.kind() == ErrorKind::NotFound
            && let Ok(rest) = path.strip_prefix(beside)
        {
            *path = site.join(rest);
        }
        self
    }

    /// What was found and what was expected: one line, no full stop.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (WriteError::NotOurs { path }, Lang::Zh) => {
                format!("`{}` 里有不是 Rolebook 生成的内容", shown(path))
            }
            (WriteError::NotOurs { path }, Lang::En) => {
                format!("`{}` contains something that Rolebook did not write", shown(path))
            }
            (WriteError::Forbidden { path }, Lang::Zh) => format!("不能把网站输出到 `{}`", shown(path)),
            (WriteError::Forbidden { path }, Lang::En) => {
                format!("a site cannot be written to `{}`", shown(path))
            }
            (WriteError::Overlap { output, source }, Lang::Zh) => {
                format!("输出目录 `{}` 与项目目录 `{}` 重叠", shown(output), shown(source))
            }
            (WriteError::Overlap { output, source }, Lang::En) => {
                format!("the output `{}` overlaps the project `{}`", shown(output), shown(source))
            }
            (WriteError::Locked { path, pid: Some(pid) }, Lang::Zh) => {
                format!("另一个构建（进程 {pid}）正在写 `{}`", shown(path))
            }
            (WriteError::Locked { path, pid: Some(pid) }, Lang::En) => {
                format!("another build (process {pid}) is writing `{}`", shown(path))
            }
            (WriteError::Locked { path, pid: None }, Lang::Zh) => {
                format!("另一个构建正在写 `{}`", shown(path))
            }
            (WriteError::Locked { path, pid: None }, Lang::En) => {
                format!("another build is writing `{}`", shown(path))
            }
            (WriteError::NoSpace { path }, Lang::Zh) => format!("磁盘空间不足，写不下 `{}`", shown(path)),
            (WriteError::NoSpace { path }, Lang::En) => format!("no space left to write `{}`", shown(path)),
            (WriteError::Held { path }, Lang::Zh) => format!("`{}` 正被别的程序占用", shown(path)),
            (WriteError::Held { path }, Lang::En) => {
                format!("`{}` is in use by another program", shown(path))
            }
            (WriteError::Io { path, action, source }, _) => {
                let (verb, path, reason) = (action.verb(lang), shown(path), reason(source, lang));
                lang.pick(
                    format!("无法{verb} `{path}`：{reason}"),
                    format!("cannot {verb} `{path}`: {reason}"),
                )
            }
            (WriteError::Make { path, reason }, Lang::Zh) => format!("无法生成 `{}`：{reason}", shown(path)),
            (WriteError::Make { path, reason }, Lang::En) => {
                format!("cannot make `{}`: {reason}", shown(path))
            }
        }
    }

    /// The next step.
    pub fn help(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            WriteError::NotOurs { .. } => (
                "换一个空目录；如果里面的内容不再需要，请自己删掉后再试。没有改动任何文件",
                "choose an empty folder, or delete the content yourself if it is no longer needed; nothing was changed",
            ),
            WriteError::Forbidden { .. } => (
                "给网站一个专用目录，例如项目里的 `site`",
                "give the site a folder of its own, such as `site` in the project",
            ),
            WriteError::Overlap { .. } => (
                "输出到项目之外的目录，或项目下一个专用目录，例如 `site`",
                "write to a folder outside the project, or to one folder directly in it, such as `site`",
            ),
            WriteError::Locked { .. } => (
                "等它结束，或给这次构建换一个输出目录",
                "wait for it to end, or give this build another output folder",
            ),
            WriteError::NoSpace { .. } => (
                "腾出空间后再试；原来的网站没有改动",
                "free some space and try again; the previous site is unchanged",
            ),
            WriteError::Held { .. } => HELD,
            WriteError::Io { action: Action::Name, .. } => (
                "文件名只能是网站内部的相对路径，不能重复",
                "file names are relative paths inside the site, each used only once",
            ),
            WriteError::Io { source, .. } => match source.kind() {
                // On Windows mostly an open file.
                ErrorKind::PermissionDenied if cfg!(windows) => HELD,
                ErrorKind::NotFound => (
                    "生成期间有文件或目录被删除、移动了；请再生成一次",
                    "a file or folder was removed or moved while the site was being written; build again",
                ),
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => (
                    "检查这个目录和上级目录的写权限；原来的网站没有改动",
                    "check the write permissions of this folder and the one above it; the previous site is unchanged",
                ),
                ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => (
                    "这个目录是挂载点，或正被别的程序占用；请输出到它里面的一个子目录",
                    "the folder is a mount point or in use by another program; write to a folder inside it",
                ),
                _ => (
                    "解决后再试；原来的网站没有改动",
                    "fix this and try again; the previous site is unchanged",
                ),
            },
            WriteError::Make { .. } => {
                ("改好后再试；原来的网站没有改动", "fix this and try again; the previous site is unchanged")
            }
        };
        lang.pick(zh, en).to_owned()
    }
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            WriteError::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// The common reasons in words; the rare ones as the system says them.
fn reason(source: &io::Error, lang: Lang) -> String {
    let (zh, en) = match source.kind() {
        ErrorKind::PermissionDenied => ("没有权限", "permission denied"),
        ErrorKind::ReadOnlyFilesystem => ("文件系统是只读的", "the file system is read-only"),
        ErrorKind::NotFound => ("找不到", "not found"),
        ErrorKind::NotADirectory => ("路径中有一段不是目录", "a part of the path is not a folder"),
        ErrorKind::FileTooLarge => ("文件超过大小上限", "the file is larger than allowed"),
        ErrorKind::CrossesDevices => ("跨越了文件系统", "it crosses file systems"),
        ErrorKind::ResourceBusy => ("正被占用", "it is busy"),
        ErrorKind::InvalidInput => ("不是网站内部的路径", "not a path inside the site"),
        _ => return source.to_string(),
    };
    lang.pick(zh, en).to_owned()
}

/// What to do about an open file.
const HELD: (&str, &str) = (
    "关掉打开着这个目录或其中文件的窗口和程序（文件管理器、终端、预览），再试；原来的网站没有改动",
    "close the window or program that has this folder or a file in it open (a file manager, a terminal, a preview) and try again; the previous site is unchanged",
);

/// What the owner of a site should know although it was written.
#[derive(Debug)]
pub enum Notice {
    /// The list of our files is damaged, so those of removed pages are not known as ours any more.
    Unlisted { path: PathBuf },
    /// The replaced site, or a part of it, is still beside the new one.
    Left { path: PathBuf, error: WriteError },
}

impl Notice {
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Notice::Unlisted { path }, Lang::Zh) => {
                format!("`{}` 里的 .rolebook-site 已损坏，已删除页面的旧文件可能还在网站里", shown(path))
            }
            (Notice::Unlisted { path }, Lang::En) => {
                format!(
                    "the list .rolebook-site in `{}` is damaged; files of removed pages may still be in the site",
                    shown(path)
                )
            }
            (Notice::Left { path, error }, Lang::Zh) => {
                format!("`{}` 已更新，但旧网站没有删干净：{}", shown(path), error.message(lang))
            }
            (Notice::Left { path, error }, Lang::En) => {
                format!(
                    "`{}` is new, but the old site was not removed completely: {}",
                    shown(path),
                    error.message(lang)
                )
            }
        }
    }

    /// The next step.
    pub fn help(&self, lang: Lang) -> &'static str {
        match self {
            Notice::Unlisted { .. } => lang.pick(
                "删掉这个目录里的全部内容，再生成一次",
                "delete everything in this folder and build again",
            ),
            Notice::Left { .. } => lang.pick(
                "下次生成时会再删；如果一直删不掉，请自己删除",
                "the next build tries again; if it cannot be removed then either, delete it yourself",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::diag::Lang;
    use crate::write::{Action, WriteError};
    use std::io;
    use std::path::Path;

    #[test]
    fn a_full_disk_and_a_full_quota_have_their_own_error() {
        for kind in [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded] {
            let error = WriteError::io(Path::new("site/a.html"), Action::Write, kind.into());
            assert!(matches!(error, WriteError::NoSpace { .. }), "{error:?}");
        }
    }

    #[test]
    fn messages_exist_in_both_languages_and_hold_no_control_characters() {
        let error = WriteError::io(
            Path::new("a\u{1b}[31m\nb"),
            Action::Write,
            io::ErrorKind::PermissionDenied.into(),
        );
        assert_eq!(error.message(Lang::En), "cannot write `a\u{fffd}[31m\u{fffd}b`: permission denied");
        assert_eq!(error.message(Lang::Zh), "无法写入 `a\u{fffd}[31m\u{fffd}b`：没有权限");
        assert!(error.help(Lang::En).starts_with("check the write permissions"));
        let held = WriteError::Held { path: r"\\?\C:\Docs\site".into() };
        assert_eq!(held.message(Lang::En), r"`C:\Docs\site` is in use by another program");
        assert!(held.help(Lang::En).starts_with("close the window or program"));
        let locked = WriteError::Locked { path: "site".into(), pid: Some(7) };
        assert_eq!(locked.message(Lang::Zh), "另一个构建（进程 7）正在写 `site`");
    }
}
