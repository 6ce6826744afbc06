//! Every node, and every bend and label of an arrow between, as a slot in a rank.

use crate::diagram::flow::graph::{End, Graph};
use crate::diagram::flow::rank::Ranks;
use crate::diagram::flow::size;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Node(usize),
    /// Where an arrow passes a rank.
    Bend,
    /// The words of an arrow.
    Words(usize),
    /// Keeps the place of a group in a rank where it holds nothing.
    Ghost,
}

#[derive(Clone, Debug)]
pub struct Slot {
    pub what: What,
    pub rank: usize,
    pub group: usize,
    /// How far it reaches to either side of its middle, across the ranks (pixels).
    pub before: f64,
    pub behind: f64,
    /// How much of its rank it takes (pixels).
    pub depth: f64,
}

/// Where an arrow begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tip {
    Slot(usize),
    Group(usize),
}

/// An arrow from the lower rank to the higher one.
#[derive(Clone, Debug)]
pub struct Chain {
    pub edge: usize,
    pub first: Tip,
    pub last: Tip,
    /// One in each rank between.
    pub between: Vec<usize>,
    /// The rank that it leaves.
    pub rank: usize,
}

pub struct Slots {
    /// Those of the nodes first, in their order.
    pub all: Vec<Slot>,
    pub chains: Vec<Chain>,
    /// Edges from a node to itself.
    pub loops: Vec<usize>,
    /// Edges between a group and what is inside it or beside it in the same ranks.
    pub direct: Vec<usize>,
}

pub fn of(graph: &Graph, ranks: &Ranks) -> Slots {
    let mut slots = Slots { all: Vec::new(), chains: Vec::new(), loops: Vec::new(), direct: Vec::new() };
    let upright = graph.direction.is_upright();
    for (at, node) in graph.nodes.iter().enumerate() {
        let (width, height) = size::of(node, upright);
        let (across, depth) = if upright { (width, height) } else { (height, width) };
        let (rank, group) = (ranks.of_node[at], node.group);
        let half = across / 2.0;
        slots.all.push(Slot { what: What::Node(at), rank, group, before: half, behind: half, depth });
    }
    for at in 0..graph.edges.len() {
        slots.edge(graph, ranks, at);
    }
    slots.ghosts(graph, ranks);
    slots
}

impl Slots {
    /// Whether an arrow points to the lower rank.
    pub fn is_back(&self, graph: &Graph, chain: &Chain) -> bool {
        match (graph.edges[chain.edge].from, chain.first) {
            (End::Node(node), Tip::Slot(slot)) => self.all[slot].what != What::Node(node),
            (End::Group(group), Tip::Group(first)) => group != first,
            _ => true,
        }
    }

    fn edge(&mut self, graph: &Graph, ranks: &Ranks, at: usize) {
        let edge = &graph.edges[at];
        if edge.from == edge.to {
            self.make_loop(graph, at);
            return;
        }
        let (from, to) = if ranks.is_back[at] { (edge.to, edge.from) } else { (edge.from, edge.to) };
        let start = match from {
            End::Node(node) => ranks.of_node[node],
            End::Group(group) => ranks.of_group[group].1,
        };
        let end = match to {
            End::Node(node) => ranks.of_node[node],
            End::Group(group) => ranks.of_group[group].0,
        };
        if start >= end {
            self.direct.push(at);
            return;
        }
        let tip = |end: End| match end {
            End::Node(node) => Tip::Slot(node),
            End::Group(group) => Tip::Group(group),
        };
        // Words stand near where the arrow comes from.
        let words = (!edge.label.is_empty()).then_some(if ranks.is_back[at] { end - 1 } else { start + 1 });
        let upright = graph.direction.is_upright();
        let mut between = Vec::new();
        for rank in start + 1..end {
            let group = group_at(graph, ranks, (from, to), rank);
            let (what, across, depth) = if words == Some(rank) {
                let (width, height) = (edge.label.width + 12.0, edge.label.height() + 4.0);
                let (across, depth) = if upright { (width, height) } else { (height, width) };
                (What::Words(at), across, depth)
            } else {
                (What::Bend, 2.0, 0.0)
            };
            between.push(self.all.len());
            let half = across / 2.0;
            self.all.push(Slot { what, rank, group, before: half, behind: half, depth });
        }
        self.chains.push(Chain { edge: at, first: tip(from), last: tip(to), between, rank: start });
    }

    fn make_loop(&mut self, graph: &Graph, at: usize) {
        let edge = &graph.edges[at];
        let End::Node(node) = edge.from else { return self.direct.push(at) };
        let room = if graph.direction.is_upright() { edge.label.width } else { edge.label.height() };
        self.all[node].behind += 30.0 + if edge.label.is_empty() { 0.0 } else { room + 6.0 };
        self.loops.push(at);
    }

    /// One in each rank of a group that holds nothing there.
    fn ghosts(&mut self, graph: &Graph, ranks: &Ranks) {
        for group in 1..graph.groups.len() {
            let (first, last) = ranks.of_group[group];
            for rank in first..=last {
                let is_held = self
                    .all
                    .iter()
                    .any(|slot| slot.rank == rank && graph.around(slot.group).any(|around| around == group));
                if !is_held {
                    let what = What::Ghost;
                    self.all.push(Slot { what, rank, group, before: 0.0, behind: 0.0, depth: 0.0 });
                }
            }
        }
    }
}

/// The innermost group around either end that reaches so far.
fn group_at(graph: &Graph, ranks: &Ranks, ends: (End, End), rank: usize) -> usize {
    let group = |end: End| match end {
        End::Node(node) => graph.nodes[node].group,
        End::Group(group) => graph.groups[group].parent.unwrap_or(0),
    };
    let reaches = |group: &usize| {
        let (first, last) = ranks.of_group[*group];
        *group != 0 && (first..=last).contains(&rank)
    };
    let first = graph.around(group(ends.0)).find(reaches);
    first.or_else(|| graph.around(group(ends.1)).find(reaches)).unwrap_or(0)
}
