//! A folder -> batches of paths that changed in it.
//!
//! Three sources feed one queue: the system's events (debounced), a slow sweep over sizes and times that finds what the
//! events have missed, and, where events cannot be trusted at all, the same sweep at a fast pace.
//! Not here: reading files, and building.

mod gather;
mod ignore;
mod notice;
mod sweep;

pub use notice::Notice;

use crate::source::disk;
use gather::{Gathering, Signal};
use ignore::Ignored;
use notify::event::{AccessKind, AccessMode, MetadataKind, ModifyKind};
use notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, NoCache, new_debouncer_opt};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;
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

/// What changed since the last batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Files and folders, each below the root as it was given.
    pub paths: BTreeSet<PathBuf>,
    /// The list may be incomplete: everything has to be looked at again.
    pub rescan: bool,
    /// Something the writer should know about the watching itself.
    pub notice: Option<Notice>,
}

/// A running watch; it ends when this is dropped.
pub struct Watching {
    stop: Sender<Signal>,
    thread: Option<std::thread::JoinHandle<()>>,
    /// How changes are really found, `Native` or `Poll`.
    pub mode: Watcher,
    /// Why it is not the way that was wished for.
    pub notice: Option<Notice>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        let asked = self.stop.send(Signal::Stop).is_ok();
        if let Some(thread) = self.thread.take().filter(|_| asked) {
            // A panic there has been told by the panic hook.
            drop(thread.join());
        }
    }
}

/// Without the cache of file numbers, which opens every file below the root on Windows and macOS, the output's too.
type Events = Debouncer<RecommendedWatcher, NoCache>;

/// Shorter than a quiet moment: the gathering adds its own.
const DEBOUNCE: Duration = Duration::from_millis(20);
/// How often the debouncer wakes to look at its clock; at half of this it would cost a visible share of an idle CPU.
const TICK: Duration = Duration::from_millis(10);

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

/// Asks the system for events of a folder and all below it.
fn listen(real: &Path, signals: Sender<Signal>) -> notify::Result<Events> {
    let tell = move |result: DebounceEventResult| {
        for signal in translate(result) {
            // Nobody listens any more: the watch has ended, and so will this.
            if signals.send(signal).is_err() {
                return;
            }
        }
    };
    let config = notify::Config::default();
    let mut events: Events = new_debouncer_opt(DEBOUNCE, Some(TICK), tell, NoCache::new(), config)?;
    events.watch(real, RecursiveMode::Recursive)?;
    Ok(events)
}

fn translate(result: DebounceEventResult) -> Vec<Signal> {
    match result {
        Ok(events) => {
            let changes = events.into_iter().filter(|event| event.need_rescan() || is_change(&event.kind));
            changes
                .map(|event| match event.need_rescan() {
                    true => Signal::Lost,
                    false => Signal::Changed(event.event.paths),
                })
                .collect()
        }
        Err(errors) => errors.iter().map(|error| Signal::Trouble(Notice::of(error))).collect(),
    }
}

/// Our own reading makes events too; taking them for changes would never end.
fn is_change(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)) => false,
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => true,
    }
}

#[cfg(test)]
mod tests;
