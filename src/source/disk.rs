//! What the disks of different systems say, where the standard library has no name for it.
//!
//! In: a path, or an error of the system. Out: the same answer everywhere. Changes nothing but in [`rename`].

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Does another program have the file or folder open? Only Windows refuses because of that.
pub fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && means_held(error)
}

/// `ERROR_SHARING_VIOLATION` and `ERROR_LOCK_VIOLATION`.
fn means_held(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(32 | 33))
}

/// Does the disk not know such an operation at all?
pub fn is_unknown(error: &io::Error) -> bool {
    error.kind() == ErrorKind::Unsupported || (cfg!(windows) && means_unknown(error))
}

/// `ERROR_INVALID_FUNCTION` and `ERROR_NOT_SUPPORTED`.
fn means_unknown(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(1 | 50))
}

/// Does the link lead back to itself? `ELOOP` on Linux, on macOS and the BSDs, and on Windows.
pub fn is_loop(error: &io::Error) -> bool {
    let number = if cfg!(windows) {
        1921
    } else if cfg!(target_os = "linux") {
        40
    } else {
        62
    };
    error.raw_os_error() == Some(number)
}

/// The real path. RAM disks and folders shared by a virtual machine cannot tell it; there the full path has to do.
pub fn canonical(path: &Path) -> io::Result<PathBuf> {
    path.canonicalize().or_else(|error| or_absolute(path, error, is_unknown))
}

fn or_absolute(
    path: &Path,
    error: io::Error,
    is_unknown: impl Fn(&io::Error) -> bool,
) -> io::Result<PathBuf> {
    if is_unknown(&error) { std::path::absolute(path) } else { Err(error) }
}

/// Renames; on Windows with patience for a scanner, a sync or a preview that looks into the folder at that moment.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    patiently(may_pass, || std::fs::rename(from, to))
}

/// Whether the same may succeed a moment later.
pub fn may_pass(error: &io::Error) -> bool {
    cfg!(windows) && (error.kind() == ErrorKind::PermissionDenied || means_held(error))
}

/// Tries again for some five seconds, with longer and longer pauses.
pub fn patiently(
    may_pass: impl Fn(&io::Error) -> bool,
    mut act: impl FnMut() -> io::Result<()>,
) -> io::Result<()> {
    let mut pause = Duration::from_millis(20);
    loop {
        match act() {
            Err(error) if may_pass(&error) && pause < Duration::from_secs(4) => {
                std::thread::sleep(pause);
                pause *= 2;
            }
            ended => return ended,
        }
    }
}

/// A path as people write it: without the `\\?\` that Windows puts before a real path, and on one line.
pub fn shown(path: &Path) -> String {
    without_prefix(&path.display().to_string()).replace(char::is_control, "\u{fffd}")
}

fn without_prefix(path: &str) -> String {
    if let Some(share) = path.strip_prefix(r"\\?\UNC\") {
        return format!(r"\\{share}");
    }
    match path.strip_prefix(r"\\?\") {
        // Only a drive can be written without it.
        Some(rest) if rest.as_bytes().get(1) == Some(&b':') => rest.to_owned(),
        _ => path.to_owned(),
    }
}

/// What tells two states of a file apart without reading it: its length and when it was written.
pub fn length_and_time(path: &Path) -> Option<(u64, std::time::SystemTime)> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{means_held, means_unknown, or_absolute, patiently, without_prefix};
    use std::io;
    use std::path::Path;

    #[test]
    fn numbers_of_windows_that_have_no_kind_are_known() {
        let error = io::Error::from_raw_os_error;
        assert!([32, 33].into_iter().all(|number| means_held(&error(number))));
        assert!([1, 50].into_iter().all(|number| means_unknown(&error(number))));
        assert!(
            [2, 5, 80]
                .into_iter()
                .all(|number| !means_held(&error(number)) && !means_unknown(&error(number)))
        );
        let path = or_absolute(Path::new("site"), error(1), means_unknown).expect("the full path has to do");
        assert_eq!(path, std::env::current_dir().expect("there is one").join("site"));
        assert!(or_absolute(Path::new("site"), error(2), means_unknown).is_err());
    }

    #[test]
    fn what_is_held_for_a_moment_is_tried_again_and_what_is_not_is_not() {
        let mut numbers = [32, 33].into_iter();
        let mut act = || numbers.next().map_or(Ok(()), |number| Err(io::Error::from_raw_os_error(number)));
        patiently(means_held, &mut act).expect("the third time it is free");
        let mut tries = 0;
        let error = patiently(means_held, || {
            tries += 1;
            Err(io::Error::from_raw_os_error(2))
        });
        assert!(error.is_err());
        assert_eq!(tries, 1);
    }

    #[test]
    fn a_real_path_of_windows_is_shown_as_people_write_it() {
        for (real, shown) in [
            (r"\\?\C:\Docs\site", r"C:\Docs\site"),
            (r"\\?\UNC\server\share\site", r"\\server\share\site"),
            (r"\\?\Volume{1}\site", r"\\?\Volume{1}\site"),
            ("/home/a/site", "/home/a/site"),
        ] {
            assert_eq!(without_prefix(real), shown);
        }
    }
}
