//! The tests of the whole program, in one binary.

mod cases;
mod circles;
mod cli;
mod feedback;
mod grading;
mod html;
mod readme;
mod role_build;
mod serve;
mod site;
mod spec;
mod support;
mod tidy;
mod training;
