//! The program as a black box: arguments in; text, files and an exit code out.

mod arguments;
mod building;
mod checking;
mod interrupted;
mod starting;
mod streams;
