//! The preview: the built site over HTTP on this machine, in tabs that change as the writer saves.
//!
//! In: a published site, its problems, and a folder to watch. Out: answers to a browser, and batches of changed paths.
//! Not here: building, reading of content, printing; and never a path from the network that is opened by its name.
//!
//! Reading order: `route` (what is answered), `live` (what is published, who waits for it), `http` (the socket),
//! `watch` (the folder).

mod assets;
mod bind;
mod head;
mod http;
mod inject;
mod live;
mod pool;
mod reply;
mod route;
mod send;
mod session;
mod site;
#[cfg(test)]
mod socket_tests;
mod target;
mod watch;

pub use bind::bind;
pub use http::Stop;
pub use live::State;
pub use session::{Outcome, Session};
pub use watch::{Batch, Watcher, watch};
