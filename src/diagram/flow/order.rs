//! In which order the slots of each rank stand, so that few arrows cross. Slots of a group stay together, and groups keep
//! one order through all ranks.

use crate::diagram::flow::graph::Graph;
use crate::diagram::flow::rank::Ranks;
use crate::diagram::flow::slots::{Slots, Tip};

/// How often all ranks are looked through.
const SWEEPS: usize = 16;

/// The slots of each rank, in order.
pub fn of(graph: &Graph, ranks: &Ranks, slots: &Slots) -> Vec<Vec<usize>> {
    let ways = Ways::of(slots);
    let mut order = Order::new(graph, ranks, slots);
    (0..ranks.count).for_each(|row| order.arrange(row, &|_| Vec::new()));
    let (mut best, mut fewest) = (order.rows.clone(), order.crossings(&ways));
    for sweep in 0..SWEEPS {
        let downward = sweep % 2 == 0;
        let rows: Vec<usize> = if downward {
            (1..ranks.count).collect()
        } else {
            (0..ranks.count.saturating_sub(1)).rev().collect()
        };
        for row in rows {
            let near = if downward { &ways.up } else { &ways.down };
            order.arrange(row, &|slot| near[slot].clone());
        }
        order.swap(&ways);
        let crossings = order.crossings(&ways);
        if crossings < fewest {
            (best, fewest) = (order.rows.clone(), crossings);
        }
    }
    best
}

/// Which slots an arrow leads to and from.
struct Ways {
    up: Vec<Vec<usize>>,
    down: Vec<Vec<usize>>,
}

impl Ways {
    fn of(slots: &Slots) -> Ways {
        let mut ways =
            Ways { up: vec![Vec::new(); slots.all.len()], down: vec![Vec::new(); slots.all.len()] };
        for chain in &slots.chains {
            let tip = |tip: Tip| match tip {
                Tip::Slot(slot) => Some(slot),
                Tip::Group(_) => None,
            };
            let path: Vec<usize> = tip(chain.first)
                .into_iter()
                .chain(chain.between.iter().copied())
                .chain(tip(chain.last))
                .collect();
            for pair in path.windows(2) {
                ways.down[pair[0]].push(pair[1]);
                ways.up[pair[1]].push(pair[0]);
            }
        }
        ways
    }
}

struct Order<'g> {
    graph: &'g Graph,
    slots: &'g Slots,
    rows: Vec<Vec<usize>>,
    /// Where each slot stands in its row, counted from the middle.
    at: Vec<f64>,
    has_lanes: bool,
}

impl<'g> Order<'g> {
    fn new(graph: &'g Graph, ranks: &Ranks, slots: &'g Slots) -> Order<'g> {
        let mut rows = vec![Vec::new(); ranks.count];
        for (at, slot) in slots.all.iter().enumerate() {
            rows[slot.rank].push(at);
        }
        let mut order =
            Order { graph, slots, rows, at: vec![0.0; slots.all.len()], has_lanes: graph.has_lanes() };
        (0..order.rows.len()).for_each(|row| order.number(row));
        order
    }

    fn number(&mut self, row: usize) {
        let middle = (float(self.rows[row].len()) - 1.0) / 2.0;
        for (at, slot) in self.rows[row].iter().enumerate() {
            self.at[*slot] = float(at) - middle;
        }
    }

    /// Puts each slot of a row where its neighbours are on average.
    fn arrange(&mut self, row: usize, near: &dyn Fn(usize) -> Vec<usize>) {
        let wanted: Vec<(usize, f64)> = self.rows[row]
            .iter()
            .map(|slot| {
                let near = near(*slot);
                let sum: f64 = near.iter().map(|slot| self.at[*slot]).sum();
                (*slot, if near.is_empty() { self.at[*slot] } else { sum / float(near.len()) })
            })
            .collect();
        self.rows[row] = self.sorted(0, &wanted);
        self.number(row);
    }

    /// The slots inside a group: its own and the groups in it, each of which stays together.
    fn sorted(&self, group: usize, wanted: &[(usize, f64)]) -> Vec<usize> {
        let mut units: Vec<(f64, Vec<usize>)> = Vec::new();
        for (slot, at) in wanted.iter().filter(|(slot, _)| self.slots.all[*slot].group == group) {
            units.push((*at, vec![*slot]));
        }
        let inner =
            (1..self.graph.groups.len()).filter(|inner| self.graph.groups[*inner].parent == Some(group));
        for inner in inner {
            let own: Vec<(usize, f64)> =
                wanted.iter().filter(|(slot, _)| self.is_inside(*slot, inner)).copied().collect();
            if !own.is_empty() {
                units.push((self.key(inner), self.sorted(inner, &own)));
            }
        }
        units.sort_by(|a, b| a.0.total_cmp(&b.0));
        units.into_iter().flat_map(|(_, slots)| slots).collect()
    }

    fn is_inside(&self, slot: usize, group: usize) -> bool {
        self.graph.around(self.slots.all[slot].group).any(|around| around == group)
    }

    /// By what a group is sorted: lanes as they are written, others by where they are on average in all ranks.
    fn key(&self, group: usize) -> f64 {
        if self.has_lanes {
            return float(group);
        }
        let own = (0..self.slots.all.len()).filter(|slot| self.is_inside(*slot, group));
        let (mut sum, mut count) = (0.0, 0.0);
        for slot in own {
            sum += self.at[slot];
            count += 1.0;
        }
        // Two that are equal keep the order of the source.
        sum / f64::max(count, 1.0) + float(group) * 1e-6
    }

    /// Exchanges neighbours of one group where fewer arrows cross then.
    fn swap(&mut self, ways: &Ways) {
        for row in 0..self.rows.len() {
            for at in 1..self.rows[row].len() {
                let (a, b) = (self.rows[row][at - 1], self.rows[row][at]);
                if self.slots.all[a].group != self.slots.all[b].group {
                    continue;
                }
                let [now, then] = [(a, b), (b, a)].map(|(first, second)| {
                    self.between(&ways.up, first, second) + self.between(&ways.down, first, second)
                });
                if then < now {
                    self.rows[row].swap(at - 1, at);
                    self.at.swap(a, b);
                }
            }
        }
    }

    /// How many arrows of two slots cross when the first stands before the second.
    fn between(&self, ways: &[Vec<usize>], first: usize, second: usize) -> usize {
        let crossed = |a: &usize| ways[second].iter().filter(|b| self.at[**b] < self.at[*a]).count();
        ways[first].iter().map(crossed).sum()
    }

    fn crossings(&self, ways: &Ways) -> usize {
        let of_row = |row: &Vec<usize>| -> usize {
            let pairs =
                row.iter().enumerate().flat_map(|(at, a)| row[at + 1..].iter().map(move |b| (*a, *b)));
            pairs.map(|(a, b)| self.between(&ways.down, a, b)).sum()
        };
        self.rows.iter().map(of_row).sum()
    }
}

fn float(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
