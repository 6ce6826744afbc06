//! Where the slots of each rank stand across the ranks: in their order, apart from each other, and as straight below each
//! other as that allows. A group is placed inside first, then as a whole among what is beside it.

use crate::diagram::flow::graph::{Graph, Group};
use crate::diagram::flow::slots::{Chain, Slots, Tip, What};

/// Between the border of a group and what it holds (pixels).
pub const PAD: f64 = 16.0;
/// What the title of a group takes (pixels).
pub const TITLE: f64 = 24.0;

/// Where everything lies across the ranks (pixels).
pub struct Across {
    /// The middle of each slot.
    pub slots: Vec<f64>,
    /// Each group from its beginning to its end.
    pub groups: Vec<(f64, f64)>,
}

pub fn of(graph: &Graph, slots: &Slots, rows: &[Vec<usize>]) -> Across {
    let mut placing = Placing {
        graph,
        slots,
        rows,
        has_lanes: graph.has_lanes(),
        across: Across { slots: vec![0.0; slots.all.len()], groups: vec![(0.0, 0.0); graph.groups.len()] },
    };
    placing.group(0);
    placing.across
}

struct Placing<'g> {
    graph: &'g Graph,
    slots: &'g Slots,
    rows: &'g [Vec<usize>],
    has_lanes: bool,
    across: Across,
}

/// What is placed as one: a slot, or a group with all that it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Slot(usize),
    Group(usize),
}

/// `then` stands at least `apart` behind `first`.
struct Apart {
    first: usize,
    then: usize,
    apart: f64,
}

/// An arrow wants two items in line, each at an offset of its own.
struct Pull {
    a: usize,
    b: usize,
    /// Where `b` should be behind `a`.
    offset: f64,
    weight: f64,
}

impl Placing<'_> {
    /// Places what is in a group from zero on, and hands back how wide it is.
    fn group(&mut self, group: usize) -> f64 {
        let children: Vec<usize> = (1..self.graph.groups.len())
            .filter(|inner| self.graph.groups[*inner].parent == Some(group))
            .collect();
        let widths: Vec<(usize, f64)> =
            children.into_iter().map(|inner| (inner, self.group(inner))).collect();
        if group == 0 && self.has_lanes {
            return self.lanes(&widths);
        }
        let items = self.items(group, &widths);
        let apart = self.apart(group, &items, &widths);
        let pulls = self.pulls(group, &items);
        let is_bend: Vec<bool> = items.iter().map(|item| self.is_bend(*item)).collect();
        let mut places = settled(&is_bend, &apart, &pulls);
        straighten(&mut places, &self.bends(group, &items), &apart);
        let extent = |item: usize| self.extent(items[item], &widths);
        let least = (0..items.len()).map(|item| places[item] - extent(item).0).fold(f64::INFINITY, f64::min);
        let [pad, head] = if group == 0 { [0.0, 0.0] } else { [PAD, self.head()] };
        places.iter_mut().for_each(|place| *place += pad + head - least);
        let mut width = (0..items.len()).map(|item| places[item] + extent(item).1).fold(0.0, f64::max) + pad;
        let title = if group == 0 { 0.0 } else { self.title(&self.graph.groups[group]) };
        if title > width {
            places.iter_mut().for_each(|place| *place += ((title - width) / 2.0).round());
            width = title;
        }
        for (item, place) in items.iter().zip(&places) {
            match *item {
                Item::Slot(slot) => self.across.slots[slot] = *place,
                Item::Group(inner) => self.shift(inner, *place),
            }
        }
        self.across.groups[group] = (0.0, width);
        width
    }

    /// What the title takes across the ranks where the ranks run sideways: there it stands above.
    fn head(&self) -> f64 {
        if self.graph.direction.is_upright() || self.has_lanes { 0.0 } else { TITLE }
    }

    fn title(&self, group: &Group) -> f64 {
        let label = &group.label;
        match (self.graph.direction.is_upright(), self.has_lanes) {
            (true, _) => label.width + 2.0 * PAD,
            (false, true) => label.height() + PAD,
            (false, false) => 0.0,
        }
    }

    /// Lanes lie side by side without a gap, in the order of the source.
    fn lanes(&mut self, widths: &[(usize, f64)]) -> f64 {
        let mut from = 0.0;
        for (lane, width) in widths {
            self.shift(*lane, from);
            from += width;
        }
        self.across.groups[0] = (0.0, from);
        from
    }

    /// Moves a group and all that it holds.
    fn shift(&mut self, group: usize, by: f64) {
        let is_inside = |own: usize| self.graph.around(own).any(|around| around == group);
        for (slot, place) in self.across.slots.iter_mut().enumerate() {
            if is_inside(self.slots.all[slot].group) {
                *place += by;
            }
        }
        for (own, (from, to)) in self.across.groups.iter_mut().enumerate() {
            if is_inside(own) {
                *from += by;
                *to += by;
            }
        }
    }

    fn items(&self, group: usize, children: &[(usize, f64)]) -> Vec<Item> {
        let own = self.slots.all.iter().enumerate();
        let own = own.filter(|(_, slot)| slot.group == group && slot.what != What::Ghost);
        own.map(|(slot, _)| Item::Slot(slot))
            .chain(children.iter().map(|(inner, _)| Item::Group(*inner)))
            .collect()
    }

    /// How far an item reaches before and behind its place: the middle of a slot, the beginning of a group.
    fn extent(&self, item: Item, widths: &[(usize, f64)]) -> (f64, f64) {
        match item {
            Item::Slot(slot) => (self.slots.all[slot].before, self.slots.all[slot].behind),
            Item::Group(group) => {
                (0.0, widths.iter().find(|(own, _)| *own == group).map_or(0.0, |own| own.1))
            }
        }
    }

    /// The item of a group that a slot is, or is in.
    fn item_of(&self, group: usize, items: &[Item], slot: usize) -> Option<usize> {
        let own = self.slots.all[slot].group;
        if own == group {
            return items.iter().position(|item| *item == Item::Slot(slot));
        }
        let child = self.graph.around(own).find(|around| self.graph.groups[*around].parent == Some(group))?;
        items.iter().position(|item| *item == Item::Group(child))
    }

    fn apart(&self, group: usize, items: &[Item], widths: &[(usize, f64)]) -> Vec<Apart> {
        let mut rules = Vec::new();
        for row in self.rows {
            let mut own: Vec<usize> =
                row.iter().filter_map(|slot| self.item_of(group, items, *slot)).collect();
            own.dedup();
            for pair in own.windows(2) {
                let (first, then) = (pair[0], pair[1]);
                let gap = match (self.is_bend(items[first]), self.is_bend(items[then])) {
                    (true, true) => 14.0,
                    (true, false) | (false, true) => 20.0,
                    (false, false) => 32.0,
                };
                let apart = self.extent(items[first], widths).1 + gap + self.extent(items[then], widths).0;
                rules.push(Apart { first, then, apart });
            }
        }
        rules
    }

    fn is_bend(&self, item: Item) -> bool {
        matches!(item, Item::Slot(slot) if !matches!(self.slots.all[slot].what, What::Node(_)))
    }

    fn pulls(&self, group: usize, items: &[Item]) -> Vec<Pull> {
        let mut pulls = Vec::new();
        for chain in &self.slots.chains {
            let path = self.path(group, items, chain);
            let is_back = self.slots.is_back(self.graph, chain);
            for pair in path.windows(2) {
                let [Some((a, at_a)), Some((b, at_b))] = [pair[0], pair[1]] else { continue };
                if a == b {
                    continue;
                }
                let bends = [a, b].iter().filter(|item| self.is_bend(items[**item])).count();
                // What leads back makes way for what leads on.
                let weight = if is_back { [1.0, 0.02, 8.0] } else { [4.0, 2.0, 8.0] }[bends];
                pulls.push(Pull { a, b, offset: at_a - at_b, weight });
            }
        }
        pulls
    }

    /// The bends of each arrow that follow each other inside a group.
    fn bends(&self, group: usize, items: &[Item]) -> Vec<Vec<usize>> {
        let mut runs: Vec<Vec<usize>> = Vec::new();
        for chain in &self.slots.chains {
            let own = |slot: &&usize| self.slots.all[**slot].group == group;
            let run: Vec<usize> = chain
                .between
                .iter()
                .filter(own)
                .filter_map(|slot| self.item_of(group, items, *slot))
                .collect();
            if run.len() > 1 {
                runs.push(run);
            }
        }
        runs
    }

    /// The items that an arrow passes, each with where in it.
    fn path(&self, group: usize, items: &[Item], chain: &Chain) -> Vec<Option<(usize, f64)>> {
        let slot = |slot: usize| {
            let item = self.item_of(group, items, slot)?;
            let inside = if matches!(items[item], Item::Group(_)) { self.across.slots[slot] } else { 0.0 };
            Some((item, inside))
        };
        let tip = |tip: Tip| match tip {
            Tip::Slot(own) => slot(own),
            Tip::Group(own) => {
                let item = items.iter().position(|item| *item == Item::Group(own))?;
                Some((item, self.across.groups[own].1 / 2.0))
            }
        };
        let between = chain.between.iter().map(|own| slot(*own));
        std::iter::once(tip(chain.first)).chain(between).chain(std::iter::once(tip(chain.last))).collect()
    }
}

/// Rounds of drawing together and pushing apart, which find about the right places.
const ROUGH: usize = 120;
/// Rounds that put one item or one straight line of items where it makes the arrows shortest.
const FINE: usize = 24;

fn settled(is_bend: &[bool], apart: &[Apart], pulls: &[Pull]) -> Vec<f64> {
    let count = is_bend.len();
    let mut places = vec![0.0; count];
    push_behind(&mut places, apart);
    for _ in 0..ROUGH {
        for pull in pulls {
            let far = places[pull.a] + pull.offset - places[pull.b];
            let step = far * 0.2 * (pull.weight / 8.0).sqrt();
            places[pull.a] -= step;
            places[pull.b] += step;
        }
        for _ in 0..2 {
            for rule in apart {
                let lacks = places[rule.first] + rule.apart - places[rule.then];
                if lacks > 0.0 {
                    places[rule.first] -= lacks / 2.0;
                    places[rule.then] += lacks / 2.0;
                }
            }
        }
    }
    places.iter_mut().for_each(|place| *place = place.round());
    push_behind(&mut places, apart);
    for _ in 0..FINE {
        for item in (0..count).chain((0..count).rev()) {
            shorten(&mut places, &[item], is_bend, apart, pulls);
        }
        for line in lines(&places, pulls) {
            shorten(&mut places, &line, is_bend, apart, pulls);
        }
    }
    places
}

/// Moves back whatever stands too near behind something.
fn push_behind(places: &mut [f64], apart: &[Apart]) {
    for _ in 0..=places.len() {
        let mut is_still = true;
        for rule in apart {
            let least = places[rule.first] + rule.apart;
            if places[rule.then] < least {
                places[rule.then] = least;
                is_still = false;
            }
        }
        if is_still {
            break;
        }
    }
}

/// Moves items as one to where their arrows are shortest, as far as there is room.
fn shorten(places: &mut [f64], items: &[usize], is_bend: &[bool], apart: &[Apart], pulls: &[Pull]) {
    let is_own = |item: &usize| items.contains(item);
    let mut wanted: Vec<Wish> = Vec::new();
    for pull in pulls {
        let far = places[pull.a] + pull.offset - places[pull.b];
        match (is_own(&pull.a), is_own(&pull.b)) {
            (true, false) => wanted.push(Wish { step: -far, weight: pull.weight, is_down: true }),
            (false, true) => wanted.push(Wish { step: far, weight: pull.weight, is_down: false }),
            _ => {}
        }
    }
    // A node stands in the middle of what it leads to, and in line with what is before or behind it.
    let Some((low, high)) = median(&mut wanted) else { return };
    let has_node = items.iter().any(|item| !is_bend[*item]);
    let best = if has_node && low.is_down == high.is_down {
        (low.step + high.step) / 2.0
    } else if low.step.abs() <= high.step.abs() {
        low.step
    } else {
        high.step
    };
    let (mut least, mut most) = (f64::NEG_INFINITY, f64::INFINITY);
    for rule in apart {
        let room = places[rule.then] - places[rule.first] - rule.apart;
        match (is_own(&rule.first), is_own(&rule.then)) {
            (true, false) => most = most.min(room),
            (false, true) => least = least.max(-room),
            _ => {}
        }
    }
    if least > most {
        return;
    }
    let step = best.clamp(least, most);
    items.iter().for_each(|item| places[*item] += step);
}

/// How far an arrow wants something moved.
#[derive(Clone, Copy)]
struct Wish {
    step: f64,
    weight: f64,
    /// Whether the arrow leads on from there.
    is_down: bool,
}

/// The middle by weight, or the two middles.
fn median(wanted: &mut [Wish]) -> Option<(Wish, Wish)> {
    wanted.sort_by(|a, b| a.step.total_cmp(&b.step));
    let half: f64 = wanted.iter().map(|wish| wish.weight).sum::<f64>() / 2.0;
    let mut sum = 0.0;
    for (at, wish) in wanted.iter().enumerate() {
        sum += wish.weight;
        if sum > half {
            return Some((*wish, *wish));
        }
        if sum == half {
            return Some((*wish, wanted.get(at + 1).copied().unwrap_or(*wish)));
        }
    }
    None
}

/// The items that stand in line with each other.
fn lines(places: &[f64], pulls: &[Pull]) -> Vec<Vec<usize>> {
    let mut line: Vec<usize> = (0..places.len()).collect();
    for pull in pulls {
        let far = places[pull.a] + pull.offset - places[pull.b];
        let (a, b) = (line[pull.a], line[pull.b]);
        if far.abs() < 0.01 && a != b {
            line.iter_mut().filter(|own| **own == b).for_each(|own| *own = a);
        }
    }
    let members = |own: usize| (0..line.len()).filter(|item| line[*item] == own).collect::<Vec<_>>();
    (0..line.len()).filter(|own| line[*own] == *own).map(members).filter(|line| line.len() > 1).collect()
}

/// Puts the bends of an arrow in one line, where that has room.
fn straighten(places: &mut [f64], runs: &[Vec<usize>], apart: &[Apart]) {
    for run in runs {
        let before: Vec<f64> = run.iter().map(|item| places[*item]).collect();
        if before.iter().all(|place| *place == before[0]) {
            continue;
        }
        // That of the most bends first.
        let mut tries = before.clone();
        tries.sort_by(|a, b| {
            let like = |own: &f64| before.iter().filter(|place| (**place - own).abs() < 0.5).count();
            like(b).cmp(&like(a)).then(a.total_cmp(b))
        });
        let fits = |places: &[f64]| {
            let own = apart.iter().filter(|rule| run.contains(&rule.first) || run.contains(&rule.then));
            own.into_iter().all(|rule| places[rule.first] + rule.apart <= places[rule.then] + 0.01)
        };
        let found = tries.into_iter().any(|place| {
            run.iter().for_each(|item| places[*item] = place);
            fits(places)
        });
        if !found {
            run.iter().zip(&before).for_each(|(item, place)| places[*item] = *place);
        }
    }
}
