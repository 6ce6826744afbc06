//! What is looked up: answers, terms, tables.

pub mod faq;
pub mod glossary;
pub mod roster;
pub mod table;
