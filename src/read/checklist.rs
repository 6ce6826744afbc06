//! `x.checklist.yaml` -> `Checklist`.

use crate::diag::Diagnostics;
use crate::markdown::context::Context;
use crate::markdown::variables::local;
use crate::model::kinds::checklist::{Checklist, Group, Item, Period};
use crate::model::page::Content;
use crate::read::{ids, prose};
use crate::yaml::Node;
use crate::yaml::fields::Fields;
use std::sync::Arc;

pub fn read(fields: &Fields<'_>, context: &Context<'_>, diags: &mut Diagnostics) -> Content {
    let per = fields.one_of("per", Period::NAMES, diags).and_then(Period::of).unwrap_or(Period::Once);
    fields.require("groups");
    let groups = fields.list("groups", diags).iter().filter_map(|node| group(node, context, diags));
    let groups = groups.collect();
    let signoff = fields.ids("signoff", diags);
    Content::Checklist(Checklist { per, groups, signoff })
}

fn group(node: &Node, context: &Context<'_>, diags: &mut Diagnostics) -> Option<Group> {
    let fields = Fields::open(node, diags)?;
    let title = fields.required_local_text("title", diags);
    let has_title = title.is_some();
    let title: Arc<str> = title.map_or_else(String::new, |title| local(&title, context, diags)).into();
    let items = fields.list("items", diags).iter().filter_map(|node| item(node, &title, context, diags));
    let items = items.collect();
    fields.finish(&[], diags);
    has_title.then_some(Group { title, items })
}

fn item(node: &Node, group: &Arc<str>, context: &Context<'_>, diags: &mut Diagnostics) -> Option<Item> {
    let fields = Fields::open(node, diags)?;
    let id = ids::required(&fields, diags);
    let task = fields.required_local_text("do", diags);
    let owner = fields.text("owner", diags);
    let evidence =
        fields.local_text("evidence", diags).map_or_else(String::new, |text| local(&text, context, diags));
    let must = fields.bool("must", diags).unwrap_or(false);
    fields.finish(&[], diags);
    let task = prose::of_short(task?.get(context.language), context, diags);
    Some(Item { id: id?, group: group.clone(), task, owner, evidence, must })
}
