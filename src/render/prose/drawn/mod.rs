//! What is drawn from a text instead of being written.

mod diagram;
