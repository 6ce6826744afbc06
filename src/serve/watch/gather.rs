//! Signals of every kind -> batches: begun by the first change, closed by a quiet moment, never held back for long. A file
//! that is known and has been written to its end needs no quiet moment.

use super::events::{Batch, Events, Signal, listen};
use super::ignore::Ignored;
use super::notice::Notice;
use super::sweep::Sweep;
use crate::source::disk;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

pub(super) struct Gathering {
    pub(super) root: PathBuf,
    /// The root through its symbolic links, as the events name it.
    pub(super) real: PathBuf,
    pub(super) ignored: Ignored,
    pub(super) sweep: Sweep,
    /// `None` when changes are found by sweeping alone.
    pub(super) events: Option<Events>,
    pub(super) signals: Sender<Signal>,
    pub(super) received: Receiver<Signal>,
}

/// What was heard for the next batch.
#[derive(Default)]
struct Heard {
    batch: Batch,
    /// The paths from the root, and whether each is a file that has been written to its end.
    paths: BTreeMap<PathBuf, bool>,
}

impl Heard {
    fn is_nothing(&self) -> bool {
        self.paths.is_empty() && self.batch == Batch::default()
    }
}

/// Where the system does not say that a file has been written to its end, a batch closes after so long without a change.
pub(super) const QUIET: Duration = Duration::from_millis(30);
const CEILING: Duration = Duration::from_millis(400);
const SAFETY_NET: Duration = Duration::from_secs(2);
const POLL: Duration = Duration::from_millis(300);

impl Gathering {
    pub(super) fn run(mut self, mut on_change: impl FnMut(Batch)) {
        let mut pace = Duration::ZERO;
        let mut last_sweep = Instant::now();
        loop {
            let due = self.interval().max(pace).saturating_sub(last_sweep.elapsed());
            let mut heard = Heard::default();
            match self.received.recv_timeout(due) {
                Ok(signal) => {
                    if !self.hear(signal, &mut heard) || !self.until_quiet(&mut heard) {
                        return;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    let began = Instant::now();
                    self.look_again(&mut heard.batch);
                    // At most one part in fifty of the time goes into sweeping, however large the folder is.
                    pace = began.elapsed() * 50;
                    last_sweep = Instant::now();
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
            let batch = self.note(heard);
            if batch != Batch::default() {
                on_change(batch);
            }
        }
    }

    fn interval(&self) -> Duration {
        if self.events.is_some() { SAFETY_NET } else { POLL }
    }

    /// False when it is time to end.
    fn until_quiet(&mut self, heard: &mut Heard) -> bool {
        let ceiling = Instant::now() + CEILING;
        loop {
            // Nothing of it concerned us: there is nothing to wait for.
            let rest = ceiling.saturating_duration_since(Instant::now());
            if heard.is_nothing() || rest.is_zero() {
                return true;
            }
            let wait = if self.is_complete(heard) { Duration::ZERO } else { QUIET.min(rest) };
            match self.received.recv_timeout(wait) {
                Ok(signal) => {
                    if !self.hear(signal, heard) {
                        return false;
                    }
                }
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }

    /// Whether all that was heard are files that were there before and have been written to their end. An empty one is about
    /// to be filled.
    fn is_complete(&self, heard: &Heard) -> bool {
        let is_whole = |path: &PathBuf| {
            self.sweep.knows_file(path)
                && std::fs::metadata(self.real.join(path)).is_ok_and(|metadata| metadata.len() > 0)
        };
        heard.batch == Batch::default()
            && heard.paths.iter().all(|(path, is_written)| *is_written && is_whole(path))
    }

    /// False when it is time to end.
    fn hear(&mut self, signal: Signal, heard: &mut Heard) -> bool {
        match signal {
            Signal::Changed(paths) => paths.iter().for_each(|path| self.changed(path, false, heard)),
            Signal::Written(path) => self.changed(&path, true, heard),
            Signal::Lost => {
                heard.batch.rescan = true;
                self.look_again(&mut heard.batch);
            }
            Signal::Trouble(notice) => {
                // From here on the events have holes: sweeps, which have none, take their place.
                self.events = None;
                heard.batch.rescan = true;
                heard.batch.notice = Some(notice);
            }
            Signal::Stop => return false,
        }
        true
    }

    fn changed(&mut self, path: &Path, is_written: bool, heard: &mut Heard) {
        let Ok(inner) = path.strip_prefix(&self.real) else { return };
        if inner.as_os_str().is_empty() {
            // The root itself came, went or was renamed.
            self.look_again(&mut heard.batch);
        } else if !self.ignored.covers(inner) {
            heard.paths.insert(inner.to_owned(), is_written);
        }
    }

    /// What was heard as a batch; the next sweep will not find it again.
    fn note(&mut self, heard: Heard) -> Batch {
        let Heard { mut batch, paths } = heard;
        for inner in paths.keys() {
            // Files written into a new folder before the system watches it make no event: they are looked for.
            let new = self.sweep.note(&self.real, inner, &self.ignored);
            batch.paths.extend(new.iter().map(|path| self.root.join(path)));
            batch.paths.insert(self.root.join(inner));
        }
        batch
    }

    fn look_again(&mut self, batch: &mut Batch) {
        if let Ok(real) = disk::canonical(&self.root) {
            self.real = real;
        }
        let difference = self.sweep.again(&self.real, &self.ignored);
        batch.paths.extend(difference.paths.iter().map(|path| self.root.join(path)));
        if difference.new_root {
            batch.rescan = true;
            self.listen_again(batch);
        }
    }

    /// The watch was bound to the old folder, not to its name.
    fn listen_again(&mut self, batch: &mut Batch) {
        if self.events.is_none() {
            return;
        }
        match listen(&self.real, self.signals.clone()) {
            Ok(events) => self.events = Some(events),
            Err(error) => {
                self.events = None;
                batch.notice = Some(Notice::of(&error));
            }
        }
    }
}
