//! Quizzes: papers, banks, questions, and how an answer is marked.
//!
//! A type of question is one file in `types`, and a line in its table.

pub mod grading;
pub mod items;
pub mod paper;
pub mod question;
pub mod reading;
pub mod typed;
pub mod types;
