//! Which language the program speaks: `--lang`, else the system's.

use crate::diag::Lang;
use std::ffi::OsString;

/// Looked up before the arguments are parsed, because their errors are spoken in it.
pub fn of_run(arguments: &[OsString]) -> Lang {
    let mut given = None;
    let mut rest = arguments.iter().map(|argument| argument.to_string_lossy());
    while let Some(argument) = rest.next() {
        match argument.strip_prefix("--lang") {
            Some("") => given = rest.next().map(|value| value.into_owned()),
            Some(value) => given = value.strip_prefix('=').map(str::to_owned),
            None => {}
        }
    }
    given.and_then(|tag| Lang::from_tag(&tag)).or_else(of_system).unwrap_or(Lang::En)
}

/// The usual variables first: on Unix a person sets them for one command; `sys-locale` knows what Windows and macOS say.
fn of_system() -> Option<Lang> {
    let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(variable);
    match set {
        Some(locale) => Lang::from_tag(&locale),
        None => sys_locale::get_locale().and_then(|locale| Lang::from_tag(&locale)),
    }
}
