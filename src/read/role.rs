//! `roles/x.yaml` -> `Role`.

use crate::diag::Diagnostics;
use crate::markdown::context::Context;
use crate::markdown::variables::local;
use crate::model::kinds::role::{Role, Step, SuperUser, Target};
use crate::model::page::Content;
use crate::yaml::fields::Fields;

pub fn read(fields: &Fields<'_>, context: &Context<'_>, diags: &mut Diagnostics) -> Content {
    let tier = fields.text("tier", diags);
    let super_users = fields.list("super_users", diags).iter().filter_map(|node| {
        let user = Fields::open_item(node, "name", diags)?;
        let name = user.required_local_text("name", diags).map(|name| local(&name, context, diags));
        let contact =
            user.local_text("contact", diags).map_or_else(String::new, |text| local(&text, context, diags));
        user.finish(&[], diags);
        Some(SuperUser { name: name?, contact })
    });
    let super_users = super_users.collect();
    let path = fields.list("path", diags).iter().filter_map(|node| {
        let step = Fields::open_item(node, "page", diags)?;
        let requires = step.ids("requires", diags);
        let target = target(&step, true, diags);
        step.finish(&[], diags);
        Some(Step { target: target?, requires })
    });
    let path = path.collect();
    Content::Role(Role { tier, super_users, path })
}

/// What a step or lesson leads to: exactly one of `page`, `course`, `quiz`, `practical`.
pub fn target(fields: &Fields<'_>, with_course: bool, diags: &mut Diagnostics) -> Option<Target> {
    let found = [
        fields.text("page", diags).map(Target::Page),
        if with_course { fields.text("course", diags).map(Target::Course) } else { None },
        fields.text("quiz", diags).map(Target::Quiz),
        fields.text("practical", diags).map(Target::Practical),
    ];
    fields.require_one(if with_course {
        &["page", "course", "quiz", "practical"]
    } else {
        &["page", "quiz", "practical"]
    });
    found.into_iter().flatten().next()
}
