//! `x.course.yaml` -> `Course`.

use crate::diag::Diagnostics;
use crate::markdown::context::Context;
use crate::model::kinds::course::Course;
use crate::model::kinds::role::Target;
use crate::model::page::Content;
use crate::read::{role, session};
use crate::yaml::fields::{Fields, text};
use crate::yaml::{Node, Value};

pub fn read(fields: &Fields<'_>, context: &Context<'_>, diags: &mut Diagnostics) -> Content {
    let tier = fields.text("tier", diags);
    let modules_covered = fields.ids("modules_covered", diags);
    fields.require("lessons");
    let lessons = fields.list("lessons", diags).iter().filter_map(|node| lesson(node, diags));
    let lessons = lessons.collect();
    let sessions =
        fields.list("sessions", diags).iter().filter_map(|node| session::read(node, context, diags));
    let sessions = sessions.collect();
    let exam = fields.text("exam", diags);
    Content::Course(Course { tier, modules_covered, lessons, sessions, exam })
}

/// A page's path, or `quiz: id`.
fn lesson(node: &Node, diags: &mut Diagnostics) -> Option<Target> {
    if let Value::Scalar(_) = node.value {
        return text(node, diags).map(Target::Page);
    }
    let fields = Fields::open(node, diags)?;
    let target = role::target(&fields, false, diags);
    fields.finish(&[], diags);
    target
}
