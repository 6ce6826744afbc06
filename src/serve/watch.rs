//! A folder -> batches of paths that changed in it.
//!
//! Three sources feed one queue: the system's events (debounced), a slow sweep over sizes and times that finds what the
//! events have missed, and, where events cannot be trusted at all, the same sweep at a fast pace.
//! Not here: reading files, and building.

mod events;
mod gather;
mod ignore;
mod notice;
mod sweep;

pub use events::Batch;
pub use notice::Notice;

use crate::source::disk;
use events::{Signal, listen};
use gather::Gathering;
use ignore::Ignored;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use sweep::Sweep;

/// How changes are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watcher {
    /// Events; sweeps where events are known not to come.
    Auto,
    /// Events, and nothing but an error when there are none to be had.
    Native,
    /// Fast sweeps alone.
    Poll,
}

/// A running watch; it ends when this is dropped.
pub struct Watching {
    stop: Sender<Signal>,
    thread: Option<std::thread::JoinHandle<()>>,
    /// How changes are really found, `Native` or `Poll`.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests ask"))]
    pub mode: Watcher,
    /// Why it is not the way that was wished for.
    pub notice: Option<Notice>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        let asked = self.stop.send(Signal::Stop).is_ok();
        if let Some(thread) = self.thread.take().filter(|_| asked) {
            // A panic there has been reported by the panic hook.
            drop(thread.join());
        }
    }
}

/// Watches `root` and everything below it, but for `ignore` (paths from the root, or absolute) and what editors leave.
///
/// `on_change` is called on one thread of its own, with at least one change each time; while it runs, changes are
/// gathered for its next call. An error means that not even the root can be read, or that `Native` is not to be had.
pub fn watch(
    root: &Path,
    ignore: &[PathBuf],
    mode: Watcher,
    on_change: impl FnMut(Batch) + Send + 'static,
) -> Result<Watching, Notice> {
    let real = disk::canonical(root).map_err(|error| Notice::Failed { reason: error.to_string() })?;
    let ignored = Ignored::new(root, &real, ignore);
    let (signals, received) = channel();
    let (mode, notice, events) = match mode {
        Watcher::Poll => (Watcher::Poll, None, None),
        Watcher::Auto if sweep::is_remote(&real) => (Watcher::Poll, Some(Notice::NetworkDrive), None),
        Watcher::Auto | Watcher::Native => match listen(&real, signals.clone()) {
            Ok(events) => (Watcher::Native, None, Some(events)),
            Err(error) if mode == Watcher::Native => return Err(Notice::of(&error)),
            Err(error) => (Watcher::Poll, Some(Notice::of(&error)), None),
        },
    };
    let gathering = Gathering {
        root: root.to_owned(),
        // Taken before the watch is said to run: what changes from now on is a change.
        sweep: Sweep::new(&real, &ignored),
        real,
        ignored,
        events,
        signals: signals.clone(),
        received,
    };
    let thread = std::thread::Builder::new()
        .name("watch".into())
        .spawn(move || gathering.run(on_change))
        .map_err(|error| Notice::Failed { reason: error.to_string() })?;
    Ok(Watching { stop: signals, thread: Some(thread), mode, notice })
}

#[cfg(test)]
mod tests;
