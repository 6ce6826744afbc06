//! What is worked through: the path of a role, a course, a checklist.

pub mod checklist;
pub mod course;
pub mod role;
pub mod training;
