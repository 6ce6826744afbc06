//! A bar on standard error, only for a person and only when the work takes a while.

use crate::cli::report;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Work shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_millis(300);

pub struct Progress {
    started: Instant,
    total: u64,
    bar: OnceLock<ProgressBar>,
    watched: bool,
}

impl Progress {
    pub fn new(total: usize) -> Progress {
        Progress {
            started: Instant::now(),
            total: total as u64,
            bar: OnceLock::new(),
            watched: report::is_watched(),
        }
    }

    pub fn reach(&self, done: usize) {
        if !self.watched || (self.bar.get().is_none() && self.started.elapsed() < PATIENCE) {
            return;
        }
        let bar = self.bar.get_or_init(|| {
            let style =
                ProgressStyle::with_template("{bar:32} {pos}/{len}").expect("the template is correct");
            ProgressBar::with_draw_target(Some(self.total), ProgressDrawTarget::stderr()).with_style(style)
        });
        bar.set_position(done as u64);
    }

    pub fn finish(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
