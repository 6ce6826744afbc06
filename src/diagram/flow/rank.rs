//! Which rank each node is in: arrows lead from a lower one to a higher one, but for those that close a circle.

use crate::diagram::flow::graph::{End, Graph};

pub struct Ranks {
    pub of_node: Vec<usize>,
    /// For each edge whether it leads back.
    pub is_back: Vec<bool>,
    pub count: usize,
    /// Of each group its first and its last.
    pub of_group: Vec<(usize, usize)>,
    /// Whether the ranks between those of the nodes hold words of arrows.
    pub has_words: bool,
}

/// That one node stands at least so many ranks before another one.
struct Before {
    first: usize,
    then: usize,
    length: usize,
    edge: usize,
}

pub fn of(graph: &Graph) -> Ranks {
    let has_words = graph.edges.iter().any(|edge| !edge.label.is_empty());
    let scale = if has_words { 2 } else { 1 };
    let is_back = back_edges(graph);
    let rules = rules(graph, &is_back, scale);
    let mut ranks = longest(graph.nodes.len(), &rules);
    shorten(&mut ranks, &rules);
    let least = ranks.iter().copied().min().unwrap_or(0);
    ranks.iter_mut().for_each(|rank| *rank -= least);
    let count = ranks.iter().copied().max().map_or(0, |most| most + 1);
    let of_group = (0..graph.groups.len()).map(|group| {
        let own = || graph.inside(group).map(|node| ranks[node]);
        (own().min().unwrap_or(0), own().max().unwrap_or(0))
    });
    let of_group = if graph.has_lanes() {
        vec![(0, count.saturating_sub(1)); graph.groups.len()]
    } else {
        of_group.collect()
    };
    Ranks { of_node: ranks, is_back, count, of_group, has_words }
}

/// A node that stands for an end.
fn node_of(graph: &Graph, end: End) -> usize {
    match end {
        End::Node(node) => node,
        End::Group(group) => graph.inside(group).next().unwrap_or(0),
    }
}

/// The edges that lead back to where the way came from, the nodes looked at in the order of the source.
fn back_edges(graph: &Graph) -> Vec<bool> {
    let mut outward: Vec<Vec<(usize, usize)>> = vec![Vec::new(); graph.nodes.len()];
    for (at, edge) in graph.edges.iter().enumerate() {
        outward[node_of(graph, edge.from)].push((at, node_of(graph, edge.to)));
    }
    let (mut is_back, mut state) = (vec![false; graph.edges.len()], vec![State::New; graph.nodes.len()]);
    for start in 0..graph.nodes.len() {
        if state[start] != State::New {
            continue;
        }
        // A stack of its own: a long chain must not exhaust that of the thread.
        let mut way = vec![(start, 0)];
        state[start] = State::Open;
        while let Some((node, next)) = way.last_mut() {
            match outward[*node].get(*next) {
                Some((edge, to)) => {
                    *next += 1;
                    match state[*to] {
                        State::Open => is_back[*edge] = true,
                        State::New => {
                            state[*to] = State::Open;
                            way.push((*to, 0));
                        }
                        State::Done => {}
                    }
                }
                None => {
                    state[*node] = State::Done;
                    way.pop();
                }
            }
        }
    }
    is_back
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

fn rules(graph: &Graph, is_back: &[bool], scale: usize) -> Vec<Before> {
    let mut rules = Vec::new();
    for (at, edge) in graph.edges.iter().enumerate() {
        let (from, to) = if is_back[at] { (edge.to, edge.from) } else { (edge.from, edge.to) };
        for first in nodes_of(graph, from) {
            for then in nodes_of(graph, to).into_iter().filter(|then| *then != first) {
                rules.push(Before { first, then, length: edge.length * scale, edge: at });
            }
        }
    }
    rules
}

fn nodes_of(graph: &Graph, end: End) -> Vec<usize> {
    match end {
        End::Node(node) => vec![node],
        End::Group(group) => graph.inside(group).collect(),
    }
}

fn longest(count: usize, rules: &[Before]) -> Vec<usize> {
    let mut ranks = vec![0; count];
    // More rounds than nodes would mean a circle, which an arrow to a group around its own node can close.
    for _ in 0..=count {
        let mut is_still = true;
        for rule in rules {
            let least = ranks[rule.first] + rule.length;
            if ranks[rule.then] < least && least <= count * 8 {
                ranks[rule.then] = least;
                is_still = false;
            }
        }
        if is_still {
            break;
        }
    }
    ranks
}

/// Moves nodes down to what they lead to, where that makes arrows shorter.
fn shorten(ranks: &mut [usize], rules: &[Before]) {
    for _ in 0..4 {
        for node in (0..ranks.len()).rev() {
            let inward = rules.iter().filter(|rule| rule.then == node);
            let outward = || rules.iter().filter(|rule| rule.first == node);
            let edges = |own: &mut dyn Iterator<Item = &Before>| {
                let mut edges: Vec<usize> = own.map(|rule| rule.edge).collect();
                edges.dedup();
                edges.len()
            };
            let (inside, outside) = (edges(&mut inward.into_iter()), edges(&mut outward()));
            let Some(most) = outward().map(|rule| ranks[rule.then].saturating_sub(rule.length)).min() else {
                continue;
            };
            if outside > inside && most > ranks[node] {
                ranks[node] = most;
            }
        }
    }
}
