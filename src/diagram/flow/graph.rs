//! What a flowchart or a state diagram is: nodes, arrows and groups. Plain data.

use crate::diagram::label::Label;

/// Where the arrows go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Down,
    Up,
    Right,
    Left,
}

impl Direction {
    pub fn named(name: &str) -> Option<Direction> {
        match name {
            "TD" | "TB" => Some(Direction::Down),
            "BT" => Some(Direction::Up),
            "LR" => Some(Direction::Right),
            "RL" => Some(Direction::Left),
            _ => None,
        }
    }

    pub fn is_upright(self) -> bool {
        matches!(self, Direction::Down | Direction::Up)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Rectangle,
    Rounded,
    Stadium,
    Subroutine,
    Cylinder,
    Circle,
    DoubleCircle,
    Flag,
    Diamond,
    Hexagon,
    /// Leans to the right.
    Input,
    /// Leans to the left.
    Output,
    Trapezoid,
    Funnel,
    Document,
    /// A remark beside a state.
    Note,
    Start,
    End,
    /// Where ways of a state diagram part or meet.
    Bar,
}

/// What a node or an arrow says beside its words: the colours of the notes in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

impl Tone {
    pub fn named(name: &str) -> Option<Tone> {
        match name {
            "note" => Some(Tone::Note),
            "tip" => Some(Tone::Tip),
            "important" => Some(Tone::Important),
            "warning" => Some(Tone::Warning),
            "caution" => Some(Tone::Caution),
            _ => None,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Node {
    pub id: String,
    pub label: Label,
    pub shape: Shape,
    /// The innermost group around it.
    pub group: usize,
    pub tone: Option<Tone>,
    /// Which of the links of the diagram it is.
    pub link: Option<usize>,
    pub tip: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Node(usize),
    Group(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    Solid,
    Dotted,
    Thick,
    /// Keeps two nodes in order and is not drawn.
    Hidden,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    None,
    Arrow,
    Circle,
    Cross,
}

#[derive(Clone, Debug)]
pub struct Edge {
    pub from: End,
    pub to: End,
    pub label: Label,
    pub line: Line,
    pub tail: Head,
    pub head: Head,
    /// How many ranks it spans at least.
    pub length: usize,
}

/// A `subgraph`, or a state with states inside.
#[derive(Clone, Debug)]
pub struct Group {
    pub id: String,
    pub label: Label,
    pub parent: Option<usize>,
}

#[derive(Clone, Debug)]
pub struct Graph {
    pub direction: Direction,
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
    /// The first is the whole.
    pub groups: Vec<Group>,
}

impl Graph {
    pub fn new(direction: Direction) -> Graph {
        let whole = Group { id: String::new(), label: Label::default(), parent: None };
        Graph { direction, nodes: Vec::new(), edges: Vec::new(), groups: vec![whole] }
    }

    pub fn node(&self, id: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.id == id)
    }

    pub fn group(&self, id: &str) -> Option<usize> {
        self.groups.iter().skip(1).position(|group| group.id == id).map(|at| at + 1)
    }

    /// A group and those around it, from the inside out.
    pub fn around(&self, group: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(group), |group| self.groups[*group].parent)
    }

    /// Makes a node of each group that holds none.
    pub fn settle(&mut self) {
        while let Some(empty) = (1..self.groups.len()).rev().find(|group| self.is_empty(*group)) {
            let Group { id, label, parent } = self.groups.remove(empty);
            let group = parent.unwrap_or(0);
            let shape = Shape::Rectangle;
            self.nodes.push(Node { id, label, shape, group, tone: None, link: None, tip: None });
            let node = self.nodes.len() - 1;
            let behind = |group: usize| if group > empty { group - 1 } else { group };
            self.nodes.iter_mut().for_each(|node| node.group = behind(node.group));
            self.groups.iter_mut().for_each(|group| group.parent = group.parent.map(behind));
            for edge in &mut self.edges {
                for end in [&mut edge.from, &mut edge.to] {
                    match *end {
                        End::Group(group) if group == empty => *end = End::Node(node),
                        End::Group(group) => *end = End::Group(behind(group)),
                        End::Node(_) => {}
                    }
                }
            }
        }
    }

    fn is_empty(&self, group: usize) -> bool {
        !self.nodes.iter().any(|node| node.group == group)
            && !self.groups.iter().any(|inner| inner.parent == Some(group))
    }

    /// The nodes in a group and in those inside it.
    pub fn inside(&self, group: usize) -> impl Iterator<Item = usize> {
        let is_inside = move |node: &usize| self.around(self.nodes[*node].group).any(|own| own == group);
        (0..self.nodes.len()).filter(is_inside)
    }

    /// What an end is called.
    pub fn name(&self, end: End) -> String {
        match end {
            End::Node(node) => self.nodes[node].label.spoken(),
            End::Group(group) => self.groups[group].label.spoken(),
        }
    }

    /// Whether its groups are swim lanes: everything lies in one of several groups that hold no others.
    pub fn has_lanes(&self) -> bool {
        self.groups.len() > 2
            && self.groups.iter().skip(1).all(|group| group.parent == Some(0))
            && self.nodes.iter().all(|node| node.group != 0)
            && self.edges.iter().all(|edge| matches!((edge.from, edge.to), (End::Node(_), End::Node(_))))
    }
}
