//! Ctrl-C and a polite `kill` while a site is written: the build ends by itself and clears up, instead of dying where it
//! stands. Asked a second time, it dies at once, and the next build clears up.

use crate::cli::exit::Exit;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// From its making on, the program is asked to stop by a flag.
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Nothing where the system keeps its own way: then a signal ends the program at once.
    pub fn listen() -> Option<Stop> {
        let asked = Arc::new(AtomicBool::new(false));
        register(&asked).is_ok().then_some(Stop(asked))
    }

    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

fn register(asked: &Arc<AtomicBool>) -> io::Result<()> {
    for signal in [SIGINT, SIGTERM] {
        flag::register_conditional_shutdown(signal, Exit::Environment.code().into(), asked.clone())?;
        flag::register(signal, asked.clone())?;
    }
    // A file larger than the user may write is an error of that file, which is told, not a silent death.
    #[cfg(unix)]
    flag::register(signal_hook::consts::SIGXFSZ, Arc::default())?;
    Ok(())
}
