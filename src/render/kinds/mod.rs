//! The pages of each kind of content: what their templates are given.

pub mod book;
pub mod checklist;
pub mod course;
pub mod faq;
pub mod glossary;
pub mod home;
pub mod lists;
pub mod question;
pub mod quiz;
pub mod role;
