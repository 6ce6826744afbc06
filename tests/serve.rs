//! `rolebook serve` as a browser meets it: over a socket, from the outside.

mod client;
mod content;
mod conversation;
mod ports;
