//! Items to put in order, to match or to sort: named and shown so that nothing tells where they belong.

use crate::model::prose::Prose;
use crate::model::quiz::question::Html;
use serde::Serialize;

/// An item as it is shown.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Tells nothing about where it belongs.
    pub id: String,
    /// HTML.
    pub text: String,
}

/// The name of an item: tells nothing about its place, and is the same in every language.
pub fn item_id(question: &str, at: usize) -> String {
    blake3::hash(format!("{question}\0{at}").as_bytes()).to_hex().as_str()[..6].to_owned()
}

/// The first place of a right side, by its text: sides that read the same are one, and whichever is taken is right.
pub fn first_place(sides: &[&Prose], at: usize) -> usize {
    let same = |side: &&Prose| side.text().trim() == sides[at].text().trim();
    sides.iter().position(same).unwrap_or(at)
}

/// The items at these places, in an order that depends on the question alone and gives nothing away: by the name of each
/// item, and never the solved one, in which each of the first places holds what belongs there.
pub fn shuffled(question: &str, items: &[(usize, &Prose)], solved: &[usize], html: &dyn Html) -> Vec<Item> {
    let item = |at, prose: &Prose| Item {
        id: item_id(question, at),
        text: html.inline(&format!("item{at}"), prose),
    };
    mixed(question, items.iter().map(|(at, prose)| item(*at, prose)).collect(), solved)
}

fn mixed(question: &str, mut order: Vec<Item>, solved: &[usize]) -> Vec<Item> {
    order.sort_by(|a, b| a.id.cmp(&b.id));
    let solved: Vec<String> = solved.iter().map(|at| item_id(question, *at)).collect();
    let is_solved = |order: &[Item]| {
        order.len() >= solved.len() && order.iter().zip(&solved).all(|(item, id)| item.id == *id)
    };
    for _ in 1..order.len() {
        if !is_solved(&order) {
            break;
        }
        order.rotate_left(1);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::{Item, item_id, mixed};

    /// The last two items are no part of a pair: they may stand anywhere, but the pairs must not lie side by side.
    #[test]
    fn nothing_is_shown_as_solved() {
        for question in (0..300).map(|at| format!("q{at}")) {
            for (items, solved) in [(2, 2), (3, 3), (4, 2), (5, 3), (3, 1)] {
                let items = (0..items).map(|at| Item { id: item_id(&question, at), text: String::new() });
                let order = mixed(&question, items.clone().collect(), &(0..solved).collect::<Vec<_>>());
                assert_eq!(order.len(), items.len());
                let is_solved = (0..solved).all(|at| order[at].id == item_id(&question, at));
                assert!(!is_solved, "{question}: {solved} of {}", items.len());
            }
        }
    }
}
