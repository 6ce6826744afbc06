//! `groups`: items, each of which belongs to one of several named groups.

use crate::diag::{Diagnostics, Problem};
use crate::model::prose::Prose;
use crate::model::quiz::grading::{Given, Graded, Multiple, Right, by_pairs};
use crate::model::quiz::items::{Item, item_id, shuffled};
use crate::model::quiz::question::{Answer, Html, Searched};
use crate::model::quiz::reading::{Asked, Texts, report_twice};
use crate::yaml::fields::{self, Fields};
use crate::yaml::{self, Entry, Node, Scalar, Style};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Clone, Debug)]
struct Categorize(Vec<Group>);

#[derive(Clone, Debug)]
struct Group {
    name: Prose,
    items: Vec<Prose>,
}

/// The name of an item, and the place of the group it belongs to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key {
    groups: Vec<(String, String)>,
}

/// What the partial gets.
#[derive(Serialize)]
struct Shown {
    /// HTML.
    groups: Vec<String>,
    /// The items of all groups, in a fixed order that gives nothing away.
    shuffled: Vec<Item>,
}

/// `{借方: [现金, 存货], 贷方: [应付账款]}`, or a list of `{name, items}`, whose names can be translated.
pub fn read(asked: &Asked<'_, '_>, diags: &mut Diagnostics) -> Option<Arc<dyn Answer>> {
    let key = asked.fields.key_span("groups").expect("the caller found the key");
    let node = asked.fields.node("groups")?;
    let (groups, found): (Vec<Option<Group>>, usize) = match &node.value {
        yaml::Value::Map(entries) => {
            (entries.iter().map(|entry| short_form(entry, asked.texts, diags)).collect(), entries.len())
        }
        _ => {
            let items = fields::list(node, diags);
            (items.iter().map(|item| long_form(item, asked.texts, diags)).collect(), items.len())
        }
    };
    let groups: Vec<Group> = groups.into_iter().collect::<Option<_>>()?;
    if found < 2 {
        diags.push(key, Problem::FewGroups { found });
    }
    report_twice(&groups.iter().map(|group| &group.name).collect::<Vec<_>>(), 0, diags);
    for group in &groups {
        report_twice(&group.items.iter().collect::<Vec<_>>(), 0, diags);
    }
    in_two_groups(&groups, diags);
    Some(Arc::new(Categorize(groups)))
}

/// `借方: [现金, 存货]`.
fn short_form(entry: &Entry, texts: &dyn Texts, diags: &mut Diagnostics) -> Option<Group> {
    let name = Scalar { text: entry.key.clone(), style: Style::Quoted, exact: None };
    let name = Node { span: entry.key_span.clone(), value: yaml::Value::Scalar(name) };
    group(texts.short(&name, diags)?, Some(&entry.value), texts, diags)
}

/// `{name: 借方, items: [现金, 存货]}`.
fn long_form(node: &Node, texts: &dyn Texts, diags: &mut Diagnostics) -> Option<Group> {
    let fields = Fields::open(node, diags)?;
    fields.require("name");
    fields.require("items");
    let (name, items) = (fields.node("name"), fields.node("items"));
    fields.finish(&[], diags);
    group(texts.short(name?, diags)?, Some(items?), texts, diags)
}

fn group(name: Prose, items: Option<&Node>, texts: &dyn Texts, diags: &mut Diagnostics) -> Option<Group> {
    let nodes = match items.filter(|node| !fields::is_absent(node)) {
        Some(node) => fields::list(node, diags),
        None => &[],
    };
    let is_list =
        items.is_none_or(|node| fields::is_absent(node) || matches!(node.value, yaml::Value::List(_)));
    if nodes.is_empty() && is_list {
        let problem = Problem::GroupEmpty { name: name.text().trim().to_owned() };
        diags.push(name.origin.span.clone(), problem);
    }
    Some(Group { name, items: nodes.iter().filter_map(|node| texts.short(node, diags)).collect() })
}

/// Whoever puts such an item into the other group would be marked wrong.
fn in_two_groups(groups: &[Group], diags: &mut Diagnostics) {
    for (at, group) in groups.iter().enumerate() {
        for item in &group.items {
            let same = |other: &&Prose| other.text().trim() == item.text().trim();
            let mut before = groups[..at].iter();
            if let Some(first) = before.find_map(|other| other.items.iter().find(same)) {
                let problem = Problem::ItemInTwoGroups { text: item.text().trim().to_owned() };
                diags.push_related(item.origin.span.clone(), first.origin.span.clone(), problem);
            }
        }
    }
}

impl Categorize {
    /// The items with the place of their group; by their own place among all of them they have their names.
    fn items(&self) -> impl Iterator<Item = (usize, &Prose)> {
        self.0.iter().enumerate().flat_map(|(at, group)| group.items.iter().map(move |item| (at, item)))
    }
}

impl Answer for Categorize {
    fn kind(&self) -> &'static str {
        "categorize"
    }

    fn prose(&self, visit: &mut dyn FnMut(&Prose)) {
        for group in &self.0 {
            visit(&group.name);
            group.items.iter().for_each(&mut *visit);
        }
    }

    fn meaning(&self, line: &mut dyn FnMut(&str)) {
        for group in &self.0 {
            line(group.name.text().trim());
            group.items.iter().for_each(|item| line(&format!("+{}", item.text().trim())));
        }
    }

    fn asked(&self, question: &str, html: &dyn Html) -> Value {
        let items: Vec<(usize, &Prose)> = self.items().map(|(_, item)| item).enumerate().collect();
        let solved: Vec<usize> = (0..items.len()).collect();
        let name = |(at, group): (usize, &Group)| html.inline(&format!("group{at}"), &group.name);
        json!(Shown {
            groups: self.0.iter().enumerate().map(name).collect(),
            shuffled: shuffled(question, &items, &solved, html),
        })
    }

    fn right(&self, question: &str) -> Arc<dyn Right> {
        let place = |(at, (group, _)): (usize, (usize, &Prose))| (item_id(question, at), group.to_string());
        Arc::new(Key { groups: self.items().enumerate().map(place).collect() })
    }

    fn texts(&self, question: &str) -> Vec<(String, &Prose)> {
        let groups = self.0.iter().enumerate().map(|(at, group)| (at.to_string(), &group.name));
        groups.chain(self.items().enumerate().map(|(at, (_, item))| (item_id(question, at), item))).collect()
    }

    fn searched(&self) -> Vec<Searched<'_>> {
        let groups = self.0.iter().map(|group| Searched::Text(&group.name));
        groups.chain([Searched::Unordered(self.items().map(|(_, item)| item).collect())]).collect()
    }
}

impl Right for Key {
    fn kind(&self) -> &'static str {
        "categorize"
    }

    fn mark(&self, points: f64, given: &Given, _: Multiple) -> Graded {
        by_pairs(points, &self.groups, given)
    }

    fn data(&self) -> Value {
        json!(self)
    }
}
