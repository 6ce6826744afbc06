//! What the writer should know about the watching itself, in two languages.

use crate::diag::Lang;
use notify::ErrorKind;

/// Why changes are found by sweeping, or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The system's limit of watched folders is reached.
    WatchLimit,
    /// Events do not come from network and shared drives.
    NetworkDrive,
    Failed {
        reason: String,
    },
}

impl Notice {
    pub(super) fn of(error: &notify::Error) -> Notice {
        // On Linux the limit arrives as "no space left on device", which sends people to look at their disk.
        const NO_SPACE: i32 = 28;
        match &error.kind {
            ErrorKind::MaxFilesWatch => Notice::WatchLimit,
            ErrorKind::Io(error) if cfg!(target_os = "linux") && error.raw_os_error() == Some(NO_SPACE) => {
                Notice::WatchLimit
            }
            ErrorKind::Io(error) => Notice::Failed { reason: error.to_string() },
            _ => Notice::Failed { reason: error.to_string() },
        }
    }

    pub fn message(&self, lang: Lang) -> String {
        match self {
            Notice::WatchLimit => lang.pick(
                "系统可监视的文件夹数量已到上限，改为定时检查".to_owned(),
                "the system's limit of watched folders has been reached; checking for changes at intervals instead"
                    .to_owned(),
            ),
            Notice::NetworkDrive => lang.pick(
                "项目在网络盘或共享文件夹上，改为定时检查".to_owned(),
                "the project is on a network or shared drive; checking for changes at intervals instead"
                    .to_owned(),
            ),
            Notice::Failed { reason } => lang.pick(
                format!("系统不报告文件变化（{reason}），改为定时检查"),
                format!(
                    "the system does not report changes ({reason}); checking for changes at intervals instead"
                ),
            ),
        }
    }

    pub fn help(&self, lang: Lang) -> String {
        match self {
            Notice::WatchLimit => lang.pick(
                "提高上限：sudo sysctl fs.inotify.max_user_watches=524288".to_owned(),
                "raise the limit: sudo sysctl fs.inotify.max_user_watches=524288".to_owned(),
            ),
            Notice::NetworkDrive => lang.pick(
                "想更快看到修改，把项目放到本机硬盘上".to_owned(),
                "to see changes sooner, keep the project on a local disk".to_owned(),
            ),
            Notice::Failed { .. } => lang.pick(
                "修改仍会被发现，只是慢一点".to_owned(),
                "changes are still found, only a little later".to_owned(),
            ),
        }
    }
}
