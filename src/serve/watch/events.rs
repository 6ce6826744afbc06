//! The system's events -> signals for the gathering, and what it makes of them.

use super::notice::Notice;
use notify::event::{AccessKind, AccessMode, MetadataKind, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

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

impl Batch {
    /// Takes in what changed later.
    pub fn add(&mut self, later: Batch) {
        self.paths.extend(later.paths);
        self.rescan |= later.rescan;
        self.notice = later.notice.or(self.notice.take());
    }
}

/// What the gathering thread hears.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Signal {
    /// Something is happening to these; more may come.
    Changed(Vec<PathBuf>),
    /// Whoever wrote this file has closed it, or put it in its place.
    Written(PathBuf),
    /// Events were lost: the queue of the system ran over.
    Lost,
    Trouble(Notice),
    Stop,
}

pub(super) type Events = RecommendedWatcher;

/// Asks the system for events of a folder and all below it.
pub(super) fn listen(real: &Path, signals: Sender<Signal>) -> notify::Result<Events> {
    let tell = move |result: notify::Result<Event>| {
        if let Some(signal) = translate(result) {
            // When nobody listens any more, the watch has ended, and so will this.
            drop(signals.send(signal));
        }
    };
    let mut events = notify::recommended_watcher(tell)?;
    events.watch(real, RecursiveMode::Recursive)?;
    Ok(events)
}

pub(super) fn translate(result: notify::Result<Event>) -> Option<Signal> {
    let mut event = match result {
        Ok(event) if event.need_rescan() => return Some(Signal::Lost),
        Ok(event) => event,
        Err(error) => return Some(Signal::Trouble(Notice::of(&error))),
    };
    match event.kind {
        // Our own reading makes events too; taking them for changes would never end.
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Modify(ModifyKind::Name(RenameMode::To))
            if event.paths.len() == 1 =>
        {
            event.paths.pop().map(Signal::Written)
        }
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Some(Signal::Changed(event.paths)),
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)) => None,
        // Both its ends have been reported.
        EventKind::Modify(ModifyKind::Name(RenameMode::Both)) if cfg!(target_os = "linux") => None,
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => Some(Signal::Changed(event.paths)),
    }
}
