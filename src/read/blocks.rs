//! The `:::` blocks a writer may use, and what is wrong with one.

use crate::diag::{Problem, nearest};
use crate::read::context::Context;
use crate::read::markdown::Block;

/// A block by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Steps,
    Tabs,
    Role,
    Details,
    Cards,
    Answer,
}

const BLOCKS: &[(&str, BlockKind)] = &[
    ("answer", BlockKind::Answer),
    ("cards", BlockKind::Cards),
    ("details", BlockKind::Details),
    ("role", BlockKind::Role),
    ("steps", BlockKind::Steps),
    ("tabs", BlockKind::Tabs),
];

pub fn kind(name: &str) -> Option<BlockKind> {
    BLOCKS.iter().find(|(own, _)| *own == name).map(|(_, kind)| *kind)
}

/// The roles of `::: role finance, warehouse`.
pub fn roles(block: &Block) -> impl Iterator<Item = &str> {
    block.argument.split([',', '，', '、', ' ']).filter(|role| !role.is_empty())
}

/// What is wrong with an opening line.
pub fn fault(block: &Block, context: &Context<'_>) -> Option<Problem> {
    let Some(kind) = kind(&block.name) else {
        let names = || BLOCKS.iter().map(|(name, _)| *name);
        let near = nearest(&block.name, names());
        let known = names().collect::<Vec<_>>().join(", ");
        return Some(Problem::Directive { name: block.name.clone(), near, known });
    };
    match kind {
        BlockKind::Role if roles(block).next().is_none() => {
            Some(Problem::DirectiveArgument { name: block.name.clone(), expected: "role finance".into() })
        }
        BlockKind::Role => {
            roles(block).find(|role| !context.roles.contains(*role)).map(|role| Problem::RoleUnknown {
                role: role.to_owned(),
                near: nearest(role, context.roles.iter().map(String::as_str)),
                known: context.roles.iter().cloned().collect::<Vec<_>>().join(", "),
            })
        }
        BlockKind::Steps | BlockKind::Tabs | BlockKind::Details | BlockKind::Cards | BlockKind::Answer => {
            None
        }
    }
}
