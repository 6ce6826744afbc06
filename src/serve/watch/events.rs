//! The system's events -> signals for the gathering, and what it makes of them.

use super::notice::Notice;
use notify::event::{AccessKind, AccessMode, MetadataKind, ModifyKind};
use notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, NoCache, new_debouncer_opt};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;

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

/// What the gathering thread hears.
pub(super) enum Signal {
    Changed(Vec<PathBuf>),
    /// Events were lost: the queue of the system ran over.
    Lost,
    Trouble(Notice),
    Stop,
}

/// Without the cache of file numbers, which opens every file below the root on Windows and macOS, the output's too.
pub(super) type Events = Debouncer<RecommendedWatcher, NoCache>;

/// Shorter than a quiet moment: the gathering adds its own.
const DEBOUNCE: Duration = Duration::from_millis(20);
/// How often the debouncer wakes to look at its clock; at half of this it would cost a visible share of an idle CPU.
const TICK: Duration = Duration::from_millis(10);

/// Asks the system for events of a folder and all below it.
pub(super) fn listen(real: &Path, signals: Sender<Signal>) -> notify::Result<Events> {
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

pub(super) fn translate(result: DebounceEventResult) -> Vec<Signal> {
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
pub(super) fn is_change(kind: &EventKind) -> bool {
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
