//! Signals of every kind -> batches: begun by the first change, closed by a quiet moment, never held back for long.

use super::events::{Batch, Events, Signal, listen};
use super::ignore::Ignored;
use super::notice::Notice;
use super::sweep::Sweep;
use crate::source::disk;
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

/// With the 20 ms of the debouncer before it, a batch closes after some 40 ms without a change.
pub(super) const QUIET: Duration = Duration::from_millis(20);
const CEILING: Duration = Duration::from_millis(400);
const SAFETY_NET: Duration = Duration::from_secs(2);
const POLL: Duration = Duration::from_millis(300);

impl Gathering {
    pub(super) fn run(mut self, mut on_change: impl FnMut(Batch)) {
        let mut pace = Duration::ZERO;
        let mut last_sweep = Instant::now();
        loop {
            let due = self.interval().max(pace).saturating_sub(last_sweep.elapsed());
            let mut batch = Batch::default();
            match self.received.recv_timeout(due) {
                Ok(signal) => {
                    if !self.hear(signal, &mut batch) || !self.until_quiet(&mut batch) {
                        return;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    let began = Instant::now();
                    self.look_again(&mut batch);
                    // At most one part in fifty of the time goes into sweeping, however large the folder is.
                    pace = began.elapsed() * 50;
                    last_sweep = Instant::now();
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if batch != Batch::default() {
                on_change(batch);
            }
        }
    }

    fn interval(&self) -> Duration {
        if self.events.is_some() { SAFETY_NET } else { POLL }
    }

    /// False when it is time to end.
    fn until_quiet(&mut self, batch: &mut Batch) -> bool {
        // Nothing of it concerned us: there is nothing to wait for.
        if *batch == Batch::default() {
            return true;
        }
        let ceiling = Instant::now() + CEILING;
        loop {
            let rest = ceiling.saturating_duration_since(Instant::now());
            if rest.is_zero() {
                return true;
            }
            match self.received.recv_timeout(QUIET.min(rest)) {
                Ok(signal) => {
                    if !self.hear(signal, batch) {
                        return false;
                    }
                }
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }

    /// False when it is time to end.
    fn hear(&mut self, signal: Signal, batch: &mut Batch) -> bool {
        match signal {
            Signal::Changed(paths) => paths.iter().for_each(|path| self.changed(path, batch)),
            Signal::Lost => {
                batch.rescan = true;
                self.look_again(batch);
            }
            Signal::Trouble(notice) => {
                // From here on the events have holes: sweeps, which have none, take their place.
                self.events = None;
                batch.rescan = true;
                batch.notice = Some(notice);
            }
            Signal::Stop => return false,
        }
        true
    }

    fn changed(&mut self, path: &Path, batch: &mut Batch) {
        let Ok(inner) = path.strip_prefix(&self.real) else { return };
        if inner.as_os_str().is_empty() {
            // The root itself came, went or was renamed.
            return self.look_again(batch);
        }
        if self.ignored.covers(inner) {
            return;
        }
        // Files written into a new folder before the system watches it make no event: they are looked for.
        let new = self.sweep.note(&self.real, inner, &self.ignored);
        batch.paths.extend(new.iter().map(|path| self.root.join(path)));
        batch.paths.insert(self.root.join(inner));
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
