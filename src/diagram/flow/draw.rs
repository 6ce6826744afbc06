//! A laid-out graph -> SVG: groups at the back, then arrows, then nodes, then the words on arrows.

use crate::diagram::flow::graph::{Direction, Edge, End, Graph, Head, Line, Node, Shape, Tone};
use crate::diagram::flow::place::{self, Across, PAD, TITLE};
use crate::diagram::flow::route::{self, Along};
use crate::diagram::flow::slots::{self, Slots, What};
use crate::diagram::flow::{order, rank, size};
use crate::diagram::label::Label;
use crate::diagram::svg::{Area, Point, Svg, length, number, towards};

/// Around the whole (pixels).
const MARGIN: f64 = 4.0;
/// How long the head of an arrow is (pixels).
const HEAD: f64 = 8.0;

/// The content of a drawing, and its width and height.
pub fn draw(graph: &Graph, leads: &[bool]) -> (Svg, f64, f64) {
    let ranks = rank::of(graph);
    let slots = slots::of(graph, &ranks);
    let rows = order::of(graph, &ranks, &slots);
    let across = place::of(graph, &slots, &rows);
    let along = route::of(graph, &ranks, &slots, &across);
    let sheet = Sheet {
        graph,
        breadth: extent(&slots, &across),
        slots: &slots,
        across: &across,
        along: &along,
        leads,
    };
    let mut svg = Svg::default();
    sheet.groups(&mut svg);
    slots.chains.iter().zip(&along.ways).for_each(|(chain, way)| sheet.arrow(&mut svg, chain.edge, way));
    slots.direct.iter().for_each(|edge| sheet.straight(&mut svg, *edge));
    slots.loops.iter().for_each(|edge| sheet.round(&mut svg, *edge));
    (0..graph.nodes.len()).for_each(|node| sheet.node(&mut svg, node));
    for (at, slot) in slots.all.iter().enumerate() {
        if let What::Words(edge) = slot.what {
            let at = sheet.point(across.slots[at], along.ranks[slot.rank]);
            let is_sunk = slot.group != 0 && !graph.has_lanes();
            sheet.words(&mut svg, &graph.edges[edge].label, at, is_sunk);
        }
    }
    let (from, to) = sheet.breadth;
    let (breadth, far) = (to - from + 2.0 * MARGIN, along.length + 2.0 * MARGIN);
    let (width, height) = if graph.direction.is_upright() { (breadth, far) } else { (far, breadth) };
    (svg, width.ceil(), height.ceil())
}

fn extent(slots: &Slots, across: &Across) -> (f64, f64) {
    let own = slots.all.iter().zip(&across.slots);
    let (mut from, mut to) = across.groups[0];
    for (slot, at) in own {
        from = from.min(at - slot.before);
        to = to.max(at + slot.behind);
    }
    (from, to)
}

struct Sheet<'g> {
    graph: &'g Graph,
    breadth: (f64, f64),
    slots: &'g Slots,
    across: &'g Across,
    along: &'g Along,
    /// Of each link whether it leads anywhere.
    leads: &'g [bool],
}

impl Sheet<'_> {
    /// A place across and along the ranks as a point of the screen.
    fn point(&self, across: f64, along: f64) -> Point {
        let across = across - self.breadth.0 + MARGIN;
        let (near, far) = (along + MARGIN, self.along.length - along + MARGIN);
        match self.graph.direction {
            Direction::Down => Point { x: across, y: near },
            Direction::Up => Point { x: across, y: far },
            Direction::Right => Point { x: near, y: across },
            Direction::Left => Point { x: far, y: across },
        }
    }

    fn area(&self, across: (f64, f64), along: (f64, f64)) -> Area {
        let (a, b) = (self.point(across.0, along.0), self.point(across.1, along.1));
        let (x, y) = ((a.x + b.x) / 2.0, (a.y + b.y) / 2.0);
        Area { x, y, width: (a.x - b.x).abs(), height: (a.y - b.y).abs() }
    }

    fn groups(&self, svg: &mut Svg) {
        let lanes = self.graph.has_lanes();
        for (at, group) in self.graph.groups.iter().enumerate().skip(1) {
            let area = self.area(self.across.groups[at], self.along.groups[at]);
            let (left, top) = (area.left(), area.top());
            if !lanes {
                svg.rect("diagram-group", area, 4.0);
                let start = Point { x: left + PAD * 0.75, y: top + TITLE / 2.0 + 2.0 };
                svg.words_from("diagram-title", &group.label, start);
                continue;
            }
            svg.rect("diagram-lane", area, 0.0);
            let head = route::lane_head(self.graph);
            let upright = self.graph.direction.is_upright();
            // The title stands where the way begins, but never below its lane.
            let title = match (upright, self.graph.direction) {
                (true, Direction::Up) => Area { y: top + area.height - head / 2.0, height: head, ..area },
                (true, _) => Area { y: top + head / 2.0, height: head, ..area },
                (false, Direction::Left) => Area { x: left + area.width - head / 2.0, width: head, ..area },
                (false, _) => Area { x: left + head / 2.0, width: head, ..area },
            };
            svg.rect("diagram-lane-head", title, 0.0);
            svg.words("diagram-title", &group.label, Point { x: title.x, y: title.y });
        }
    }

    fn arrow(&self, svg: &mut Svg, edge: usize, way: &[(f64, f64)]) {
        let edge = &self.graph.edges[edge];
        let mut points: Vec<Point> = way.iter().map(|(across, along)| self.point(*across, *along)).collect();
        if self.is_turned(edge, &points) {
            points.reverse();
        }
        draw_line(svg, edge, &points);
    }

    /// Whether a way runs from the end of an arrow to its beginning: it was laid out against the arrow.
    fn is_turned(&self, edge: &Edge, points: &[Point]) -> bool {
        let [first, last] = [points[0], points[points.len() - 1]];
        let from = self.middle(edge.from);
        length(first, from) > length(last, from)
    }

    fn middle(&self, end: End) -> Point {
        match end {
            End::Node(node) => {
                self.point(self.across.slots[node], self.along.ranks[self.slots.all[node].rank])
            }
            End::Group(group) => {
                let area = self.area(self.across.groups[group], self.along.groups[group]);
                Point { x: area.x, y: area.y }
            }
        }
    }

    /// Between things that stand in the same ranks.
    fn straight(&self, svg: &mut Svg, edge: usize) {
        let edge = &self.graph.edges[edge];
        let (from, to) = (self.middle(edge.from), self.middle(edge.to));
        draw_line(svg, edge, &[from, to]);
        self.words(svg, &edge.label, Point { x: (from.x + to.x) / 2.0, y: (from.y + to.y) / 2.0 }, false);
    }

    /// From a node to itself.
    fn round(&self, svg: &mut Svg, edge: usize) {
        let edge = &self.graph.edges[edge];
        let End::Node(node) = edge.from else { return };
        let middle = self.middle(edge.from);
        let (width, height) = size::of(&self.graph.nodes[node], self.graph.direction.is_upright());
        let (side, room) = (width / 2.0, height / 4.0);
        let at = |x: f64, y: f64| Point { x: middle.x + x, y: middle.y + y };
        if self.graph.direction.is_upright() {
            let far = side + 22.0;
            draw_line(svg, edge, &[at(side, -room), at(far, -room), at(far, room), at(side, room)]);
            let label = Point { x: middle.x + far + 6.0 + edge.label.width / 2.0, y: middle.y };
            self.words(svg, &edge.label, label, false);
        } else {
            let (low, far) = (height / 2.0, height / 2.0 + 18.0);
            draw_line(
                svg,
                edge,
                &[at(-side / 2.0, low), at(-side / 2.0, far), at(side / 2.0, far), at(side / 2.0, low)],
            );
            self.words(
                svg,
                &edge.label,
                Point { x: middle.x, y: middle.y + far + edge.label.height() / 2.0 + 2.0 },
                false,
            );
        }
    }

    /// Words on an arrow; inside of a group the ground is sunk.
    fn words(&self, svg: &mut Svg, label: &Label, at: Point, is_sunk: bool) {
        if !label.is_empty() {
            let area = Area { x: at.x, y: at.y, width: label.width + 8.0, height: label.height() };
            svg.rect(if is_sunk { "diagram-ground sunk" } else { "diagram-ground" }, area, 3.0);
            svg.words("diagram-words", label, at);
        }
    }

    fn node(&self, svg: &mut Svg, at: usize) {
        let node = &self.graph.nodes[at];
        let middle = self.middle(End::Node(at));
        let class = match node.tone {
            Some(Tone::Note) => "diagram-node note",
            Some(Tone::Tip) => "diagram-node tip",
            Some(Tone::Important) => "diagram-node important",
            Some(Tone::Warning) => "diagram-node warning",
            Some(Tone::Caution) => "diagram-node caution",
            None if node.shape == Shape::Note => "diagram-node remark",
            None => "diagram-node",
        };
        svg.open(class);
        let link = node.link.filter(|link| self.leads.get(*link) == Some(&true));
        if let Some(link) = link {
            svg.open_link(link, node.tip.as_deref());
        }
        let (width, height) = size::of(node, self.graph.direction.is_upright());
        shape(svg, node, Area { x: middle.x, y: middle.y, width, height });
        if !node.label.is_empty() {
            let y = match node.shape {
                Shape::Cylinder => middle.y + size::LID / 2.0,
                Shape::Document => middle.y - 4.0,
                _ => middle.y,
            };
            svg.words("diagram-text", &node.label, Point { x: middle.x, y });
        }
        if link.is_some() {
            svg.close_link();
        }
        svg.close();
    }
}

fn shape(svg: &mut Svg, node: &Node, area: Area) {
    let (left, top, right, bottom) =
        (area.left(), area.top(), area.left() + area.width, area.top() + area.height);
    let middle = Point { x: area.x, y: area.y };
    let lean = size::LEAN;
    match node.shape {
        Shape::Rectangle | Shape::Note => svg.rect("diagram-shape", area, 3.0),
        Shape::Rounded => svg.rect("diagram-shape", area, 10.0),
        Shape::Stadium => svg.rect("diagram-shape end", area, area.height / 2.0),
        Shape::Subroutine => subroutine(svg, area),
        Shape::Cylinder => cylinder(svg, area),
        Shape::Circle => svg.circle("diagram-shape", middle, area.width / 2.0),
        Shape::DoubleCircle => {
            svg.circle("diagram-shape", middle, area.width / 2.0);
            svg.circle("diagram-inner", middle, area.width / 2.0 - 4.0);
        }
        Shape::Flag => svg.polygon(
            "diagram-shape",
            &[(left, top), (right, top), (right, bottom), (left, bottom), (left + lean, area.y)],
        ),
        Shape::Diamond => svg.polygon(
            "diagram-shape choice",
            &[(area.x, top), (right, area.y), (area.x, bottom), (left, area.y)],
        ),
        Shape::Hexagon => svg.polygon(
            "diagram-shape",
            &[
                (left + lean, top),
                (right - lean, top),
                (right, area.y),
                (right - lean, bottom),
                (left + lean, bottom),
                (left, area.y),
            ],
        ),
        Shape::Input => leaning(svg, area, [lean, 0.0, lean, 0.0]),
        Shape::Output => leaning(svg, area, [0.0, lean, 0.0, lean]),
        Shape::Trapezoid => leaning(svg, area, [lean, lean, 0.0, 0.0]),
        Shape::Funnel => leaning(svg, area, [0.0, 0.0, lean, lean]),
        Shape::Document => document(svg, area),
        Shape::Start => svg.circle("diagram-dot", middle, area.width / 2.0),
        Shape::End => {
            svg.circle("diagram-ring", middle, area.width / 2.0 - 1.0);
            svg.circle("diagram-dot", middle, area.width / 2.0 - 5.0);
        }
        Shape::Bar => svg.rect("diagram-dot", area, 2.0),
    }
}

fn subroutine(svg: &mut Svg, area: Area) {
    svg.rect("diagram-shape", area, 0.0);
    for x in [area.left() + 8.0, area.left() + area.width - 8.0] {
        let ends = [area.top(), area.top() + area.height].map(|y| Point { x, y });
        svg.line("diagram-inner", &ends, 0.0);
    }
}

fn cylinder(svg: &mut Svg, area: Area) {
    let (left, top) = (area.left(), area.top());
    let bottom = top + area.height - size::LID;
    let [l, r, t, b, w, lid] =
        [left, left + area.width, top + size::LID, bottom, area.width / 2.0, size::LID].map(number);
    svg.path("diagram-shape", &format!("M{l} {t}A{w} {lid} 0 0 1 {r} {t}V{b}A{w} {lid} 0 0 1 {l} {b}Z"));
    svg.path("diagram-inner", &format!("M{l} {t}A{w} {lid} 0 0 0 {r} {t}"));
}

/// A sheet whose lower edge is a wave.
fn document(svg: &mut Svg, area: Area) {
    let (left, top) = (area.left(), area.top());
    let bottom = top + area.height;
    let [l, r, t, b, x, low, high] =
        [left, left + area.width, top, bottom - 6.0, area.x, bottom + 3.0, bottom - 15.0].map(number);
    let wave = format!("C{r} {high} {x} {high} {x} {b}S{l} {low} {l} {b}");
    svg.path("diagram-shape", &format!("M{l} {t}H{r}V{b}{wave}Z"));
}

/// A box whose corners are moved inward: top left, top right, bottom right, bottom left.
fn leaning(svg: &mut Svg, area: Area, [a, b, c, d]: [f64; 4]) {
    let (left, top, right, bottom) =
        (area.left(), area.top(), area.left() + area.width, area.top() + area.height);
    svg.polygon(
        "diagram-shape",
        &[(left + a, top), (right - b, top), (right - c, bottom), (left + d, bottom)],
    );
}

fn draw_line(svg: &mut Svg, edge: &Edge, points: &[Point]) {
    if edge.line == Line::Hidden || points.len() < 2 {
        return;
    }
    let class = match edge.line {
        Line::Dotted => "diagram-line dotted",
        Line::Thick => "diagram-line thick",
        Line::Solid | Line::Hidden => "diagram-line",
    };
    let mut points = points.to_vec();
    let last = points.len() - 1;
    let (end, start) = (points[last], points[0]);
    if edge.head == Head::Arrow {
        points[last] = towards(end, points[last - 1], HEAD - 1.0);
    }
    let before_start = points[1];
    if edge.tail == Head::Arrow {
        points[0] = towards(start, before_start, HEAD - 1.0);
    }
    let before_end = points[last - 1];
    svg.line(class, &points, 7.0);
    head(svg, edge.head, end, before_end);
    head(svg, edge.tail, start, before_start);
}

/// What an arrow ends with.
pub fn head(svg: &mut Svg, head: Head, end: Point, from: Point) {
    let far = length(end, from).max(0.1);
    let (dx, dy) = ((end.x - from.x) / far, (end.y - from.y) / far);
    // `back` along the way, `aside` of it.
    let at = |back: f64, aside: f64| (end.x - dx * back - dy * aside, end.y - dy * back + dx * aside);
    match head {
        Head::None => {}
        Head::Arrow => svg.polygon("diagram-head", &[at(0.0, 0.0), at(HEAD, 4.0), at(HEAD, -4.0)]),
        Head::Circle => {
            let (x, y) = at(4.0, 0.0);
            svg.circle("diagram-head", Point { x, y }, 4.0);
        }
        Head::Cross => {
            for side in [1.0, -1.0] {
                let [a, b] = [at(2.0, 5.0 * side), at(12.0, -5.0 * side)].map(|(x, y)| Point { x, y });
                svg.line("diagram-line", &[a, b], 0.0);
            }
        }
    }
}
