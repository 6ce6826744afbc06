//! How the arrows run between the ranks: straight down, across in a track of their own, and straight down again; and from
//! that where each rank lies.

use crate::diagram::flow::graph::{Graph, Shape};
use crate::diagram::flow::place::{Across, PAD, TITLE};
use crate::diagram::flow::rank::Ranks;
use crate::diagram::flow::size;
use crate::diagram::flow::slots::{Chain, Slots, Tip, What};

/// From track to track (pixels).
const STEP: f64 = 12.0;
/// Between a rank and the nearest track (pixels): room for the head of an arrow.
const CLEAR: f64 = 18.0;
/// Between two arrows at the side of a node that lead opposite ways (pixels).
const PORT: f64 = 16.0;

/// Where everything lies along the ranks (pixels), and the ways of the arrows.
pub struct Along {
    /// The middle of each rank.
    pub ranks: Vec<f64>,
    /// Each group from its beginning to its end.
    pub groups: Vec<(f64, f64)>,
    pub length: f64,
    /// For each chain the points of its way: across, along.
    pub ways: Vec<Vec<(f64, f64)>>,
}

/// A piece of an arrow between two ranks.
struct Leg {
    chain: usize,
    from: f64,
    to: f64,
    /// Legs of one net may lie on each other: they begin or end at the same place.
    net: (usize, usize),
    track: usize,
}

pub fn of(graph: &Graph, ranks: &Ranks, slots: &Slots, across: &Across) -> Along {
    let ports = ports(graph, slots, across);
    let mut gaps: Vec<Vec<Leg>> = (0..ranks.count).map(|_| Vec::new()).collect();
    for (at, chain) in slots.chains.iter().enumerate() {
        let stops = stops(chain, &ports[at], across);
        for (step, pair) in stops.windows(2).enumerate() {
            let net = net(slots, chain, at, step, pair.len() + stops.len());
            gaps[chain.rank + step].push(Leg { chain: at, from: pair[0], to: pair[1], net, track: 0 });
        }
    }
    let tracks: Vec<usize> = gaps.iter_mut().map(|legs| lay(legs)).collect();
    let mut along = depths(graph, ranks, slots, &tracks);
    along.ways = slots
        .chains
        .iter()
        .enumerate()
        .map(|(at, chain)| way(graph, slots, chain, at, &gaps, &along, &ports[at], across))
        .collect();
    along
}

/// Where a chain passes each rank, from end to end (across).
fn stops(chain: &Chain, ports: &(f64, f64), across: &Across) -> Vec<f64> {
    let between = chain.between.iter().map(|slot| across.slots[*slot]);
    std::iter::once(ports.0).chain(between).chain(std::iter::once(ports.1)).collect()
}

fn net(slots: &Slots, chain: &Chain, at: usize, step: usize, unique: usize) -> (usize, usize) {
    let leaves = |tip: Tip| slots.chains.iter().filter(|other| other.first == tip).count();
    match (chain.first, chain.last) {
        (Tip::Slot(slot), _) if step == 0 && leaves(chain.first) > 1 => (0, slot),
        (_, Tip::Slot(slot)) if step == chain.between.len() => (1, slot),
        _ => (2 + unique, at),
    }
}

/// Where each chain leaves and arrives (across): in the middle of a side, but for arrows that lead back, which stand beside.
fn ports(graph: &Graph, slots: &Slots, across: &Across) -> Vec<(f64, f64)> {
    let middle = |tip: Tip| match tip {
        Tip::Slot(slot) => across.slots[slot],
        Tip::Group(group) => {
            let (from, to) = across.groups[group];
            (from + to) / 2.0
        }
    };
    let mut ports: Vec<(f64, f64)> =
        slots.chains.iter().map(|chain| (middle(chain.first), middle(chain.last))).collect();
    for slot in 0..slots.all.len() {
        for is_first in [true, false] {
            let own: Vec<usize> = (0..slots.chains.len())
                .filter(|at| {
                    let chain = &slots.chains[*at];
                    (if is_first { chain.first } else { chain.last }) == Tip::Slot(slot)
                })
                .collect();
            let is_back = |at: &usize| slots.is_back(graph, &slots.chains[*at]);
            let has_forward = own.iter().any(|at| !is_back(at));
            let mut sides = [1.0, 1.0];
            for at in own.iter().filter(|at| is_back(at) && has_forward) {
                let chain = &slots.chains[*at];
                let next = if is_first { chain.between.first() } else { chain.between.last() };
                let to = next.map_or(middle(if is_first { chain.last } else { chain.first }), |slot| {
                    across.slots[*slot]
                });
                let side = usize::from(to > across.slots[slot]);
                let room = slots.all[slot].before.min(slots.all[slot].behind) * 0.6;
                let offset = (PORT * sides[side]).min(room);
                sides[side] += 0.6;
                let port = across.slots[slot] + if side == 1 { offset } else { -offset };
                if is_first { ports[*at].0 = port } else { ports[*at].1 = port }
            }
        }
    }
    for (at, chain) in slots.chains.iter().enumerate() {
        let (first, last) = ports[at];
        let next = chain.between.first().map_or(last, |slot| across.slots[*slot]);
        let before = chain.between.last().map_or(first, |slot| across.slots[*slot]);
        if chain.between.is_empty() {
            ports[at].1 = near(graph, slots, across, chain.last, (last, first));
        } else {
            ports[at].0 = near(graph, slots, across, chain.first, (first, next));
            ports[at].1 = near(graph, slots, across, chain.last, (last, before));
        }
    }
    ports
}

/// A port moved to where the arrow is straight, where that is not far.
fn near(graph: &Graph, slots: &Slots, across: &Across, tip: Tip, (port, straight): (f64, f64)) -> f64 {
    let Tip::Slot(slot) = tip else { return port };
    let is_straight = match slots.all[slot].what {
        What::Node(node) => matches!(
            graph.nodes[node].shape,
            Shape::Rectangle
                | Shape::Rounded
                | Shape::Stadium
                | Shape::Subroutine
                | Shape::Cylinder
                | Shape::Note
        ),
        What::Bend | What::Words(_) | What::Ghost => false,
    };
    let room = slots.all[slot].before.min(slots.all[slot].behind) - 10.0;
    let is_near = (port - straight).abs() <= 12.0 && (straight - across.slots[slot]).abs() <= room;
    if is_straight && is_near { straight } else { port }
}

/// Gives each leg that runs across a track, so that none lies on another; hands back how many there are.
fn lay(legs: &mut [Leg]) -> usize {
    let mut order: Vec<usize> =
        (0..legs.len()).filter(|leg| (legs[*leg].from - legs[*leg].to).abs() >= 0.5).collect();
    // Of those that run the same way the one that begins farthest ahead lies nearest: so they do not cross.
    order.sort_by(|a, b| {
        let (a, b) = (&legs[*a], &legs[*b]);
        let key = |leg: &Leg| if leg.to > leg.from { -leg.from } else { leg.from };
        (a.to < a.from).cmp(&(b.to < b.from)).then(key(a).total_cmp(&key(b))).then(a.to.total_cmp(&b.to))
    });
    let mut tracks: Vec<Vec<usize>> = Vec::new();
    for leg in order {
        let (low, high) = (legs[leg].from.min(legs[leg].to), legs[leg].from.max(legs[leg].to));
        let is_free = |track: &Vec<usize>| {
            track.iter().all(|other| {
                let other = &legs[*other];
                let (from, to) = (other.from.min(other.to), other.from.max(other.to));
                other.net == legs[leg].net || to + 8.0 < low || high + 8.0 < from
            })
        };
        let shares = |track: &Vec<usize>| track.iter().any(|other| legs[*other].net == legs[leg].net);
        let own = tracks.iter().position(|track| shares(track) && is_free(track));
        let free = own.or_else(|| tracks.iter().position(&is_free));
        let track = free.unwrap_or(tracks.len());
        if track == tracks.len() {
            tracks.push(Vec::new());
        }
        tracks[track].push(leg);
    }
    for (number, track) in tracks.iter().enumerate() {
        track.iter().for_each(|leg| legs[*leg].track = number);
    }
    tracks.len()
}

/// Where the ranks lie, one behind the other, with room for tracks and for the borders of groups.
fn depths(graph: &Graph, ranks: &Ranks, slots: &Slots, tracks: &[usize]) -> Along {
    let upright = graph.direction.is_upright();
    let lanes = graph.has_lanes();
    let title = if upright && !lanes { TITLE } else { 0.0 };
    let head = if lanes { lane_head(graph) } else { 0.0 };
    let mut depth = vec![0.0_f64; ranks.count];
    slots.all.iter().for_each(|slot| depth[slot.rank] = depth[slot.rank].max(slot.depth));
    let nested = |group: usize, rank: usize, is_first: bool| {
        let edge = |group: usize| {
            let (first, last) = ranks.of_group[group];
            if is_first { first } else { last }
        };
        // How many groups begin or end with the same rank inside this one.
        let inside = (1..graph.groups.len()).filter(|inner| edge(*inner) == rank);
        let depth_of = |inner: usize| {
            let chain = graph.around(inner).take_while(|around| *around != group);
            chain.filter(|around| edge(*around) == rank).count()
        };
        inside.filter(|inner| graph.around(*inner).any(|around| around == group)).map(depth_of).max()
    };
    let pad = |rank: usize, is_first: bool| {
        let extra = if is_first == (graph.direction != crate::diagram::flow::graph::Direction::Up) {
            title
        } else {
            0.0
        };
        (nested(0, rank, is_first).unwrap_or(0), extra)
    };
    let room = |(count, extra): (usize, f64)| float(count) * (PAD + extra);
    let mut along = Along { ranks: Vec::new(), groups: Vec::new(), length: 0.0, ways: Vec::new() };
    let clear = if ranks.has_words { CLEAR * 0.62 } else { CLEAR };
    let mut at = head;
    for rank in 0..ranks.count {
        if rank > 0 {
            let gap = 2.0 * clear + float(tracks[rank - 1].saturating_sub(1)) * STEP;
            at += if lanes { gap } else { room(pad(rank - 1, false)) + gap + room(pad(rank, true)) };
        } else {
            at += room(pad(rank, true));
        }
        along.ranks.push((at + depth[rank] / 2.0).round());
        at += depth[rank];
    }
    along.length = at + room(pad(ranks.count - 1, false));
    for group in 0..graph.groups.len() {
        let (first, last) = ranks.of_group[group];
        if lanes || group == 0 {
            along.groups.push((0.0, along.length));
            continue;
        }
        let border = |rank: usize, is_first: bool| {
            let (_, extra) = pad(rank, is_first);
            float(nested(group, rank, is_first).unwrap_or(0) + 1) * (PAD + extra) + depth[rank] / 2.0
        };
        along
            .groups
            .push((along.ranks[first] - border(first, true), along.ranks[last] + border(last, false)));
    }
    along
}

/// What the titles of lanes take along the ranks (pixels).
pub fn lane_head(graph: &Graph) -> f64 {
    let labels = graph.groups.iter().skip(1).map(|group| &group.label);
    if graph.direction.is_upright() {
        labels.map(|label| label.height()).fold(0.0, f64::max) + PAD
    } else {
        labels.map(|label| label.width).fold(0.0, f64::max) + 1.5 * PAD
    }
}

#[allow(clippy::too_many_arguments, reason = "a way is made of all that was laid out before")]
fn way(
    graph: &Graph,
    slots: &Slots,
    chain: &Chain,
    at: usize,
    gaps: &[Vec<Leg>],
    along: &Along,
    ports: &(f64, f64),
    across: &Across,
) -> Vec<(f64, f64)> {
    let upright = graph.direction.is_upright();
    let end = |tip: Tip, port: f64, is_first: bool| match tip {
        Tip::Group(group) => {
            if is_first {
                along.groups[group].1
            } else {
                along.groups[group].0
            }
        }
        Tip::Slot(slot) => {
            let own = &slots.all[slot];
            let shape = match own.what {
                What::Node(node) => graph.nodes[node].shape,
                What::Bend | What::Words(_) | What::Ghost => Shape::Rectangle,
            };
            let half = (own.before, own.depth / 2.0);
            let far = size::border(shape, port - across.slots[slot], half, upright);
            along.ranks[own.rank] + if is_first { far } else { -far }
        }
    };
    let stops = stops(chain, ports, across);
    let mut way = vec![(stops[0], end(chain.first, ports.0, true))];
    for (step, pair) in stops.windows(2).enumerate() {
        let rank = chain.rank + step;
        let leg = gaps[rank].iter().find(|leg| leg.chain == at);
        if let Some(leg) = leg.filter(|_| (pair[0] - pair[1]).abs() >= 0.5) {
            let track = track(graph, slots, along, gaps, rank, leg.track);
            way.push((pair[0], track));
            way.push((pair[1], track));
        }
    }
    way.push((stops[stops.len() - 1], end(chain.last, ports.1, false)));
    way
}

/// Where a track lies between two ranks.
fn track(graph: &Graph, slots: &Slots, along: &Along, gaps: &[Vec<Leg>], rank: usize, track: usize) -> f64 {
    let depth = |rank: usize| {
        let own = slots.all.iter().filter(|slot| slot.rank == rank);
        own.map(|slot| slot.depth).fold(0.0, f64::max) / 2.0
    };
    // The borders of groups that end or begin here lie outside the tracks.
    let ends = along.groups.iter().skip(1).map(|group| group.1);
    let begins = along.groups.iter().skip(1).map(|group| group.0);
    let [upper, lower] = [along.ranks[rank] + depth(rank), along.ranks[rank + 1] - depth(rank + 1)];
    let is_between = |at: &f64| !graph.has_lanes() && (upper - 0.5..=lower + 0.5).contains(at);
    let upper = ends.filter(is_between).fold(upper, f64::max);
    let lower = begins.filter(is_between).fold(lower, f64::min);
    let count = gaps[rank].iter().map(|leg| leg.track + 1).max().unwrap_or(1);
    let room = float(count - 1) * STEP;
    // A little nearer to where they come from, so that the head of an arrow has its room.
    (upper + (lower - upper - room) / 2.0 + float(track) * STEP).round()
}

fn float(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
