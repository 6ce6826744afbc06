//! The statements of a `stateDiagram` -> a graph.

use crate::diagram::fault::Fault;
use crate::diagram::flow::graph::{Direction, Edge, End, Graph, Group, Head, Line, Node, Shape};
use crate::diagram::flow::parse::id;
use crate::diagram::label::{self, Label};
use crate::diagram::lines::Statement;
use crate::diagram::read::{Link, Reading};

pub fn read(statements: &[Statement<'_>], reading: &mut Reading<'_>) -> Result<Graph, Fault> {
    let mut parser = Parser {
        graph: Graph::new(Direction::Down),
        open: Vec::new(),
        reading,
        note: None,
        described: Vec::new(),
    };
    for statement in statements {
        parser.statement(*statement)?;
    }
    if let Some((_, range)) = parser.open.pop() {
        return Err(Fault::Unclosed { name: "state".to_owned(), range });
    }
    if let Some(note) = parser.note {
        return Err(Fault::Unclosed { name: "note".to_owned(), range: note.range });
    }
    let mut graph = parser.graph;
    graph.settle();
    Ok(graph)
}

struct Parser<'r, 'f> {
    graph: Graph,
    /// The states that are open, each with where it was opened.
    open: Vec<(usize, std::ops::Range<usize>)>,
    reading: &'r mut Reading<'f>,
    note: Option<Note>,
    /// States whose first description has been read; the next one stands below it.
    described: Vec<usize>,
}

/// A remark of several lines that is being read.
struct Note {
    of: End,
    lines: Vec<String>,
    range: std::ops::Range<usize>,
}

impl Parser<'_, '_> {
    fn statement(&mut self, statement: Statement<'_>) -> Result<(), Fault> {
        let text = statement.text;
        if let Some(note) = &mut self.note {
            if text == "end note" {
                let note = self.note.take().expect("it is open");
                let range = note.range.clone();
                self.remark(note.of, &note.lines.join("<br>"), range);
            } else {
                note.lines.push(text.to_owned());
            }
            return Ok(());
        }
        if let Some(rest) = statement.after("direction") {
            let direction = Direction::named(rest).ok_or_else(|| statement.fault())?;
            if self.open.is_empty() {
                self.graph.direction = direction;
            } else {
                self.reading.ignore(text, statement.range());
            }
            return Ok(());
        }
        if text == "}" {
            return self.open.pop().map(|_| ()).ok_or_else(|| statement.fault());
        }
        if let Some(rest) = statement.after("note") {
            return self.note(statement, rest);
        }
        if let Some(rest) = statement.after("state") {
            return self.state(statement, rest);
        }
        if ["classDef", "class", "style", "hide", "scale"].iter().any(|word| statement.after(word).is_some())
        {
            self.reading.ignore(text, statement.range());
            return Ok(());
        }
        if let Some(rest) = statement.after("click") {
            return self.click(statement, rest);
        }
        match text.split_once("-->") {
            Some((from, rest)) => self.transition(statement, from.trim(), rest.trim()),
            None => self.description(statement),
        }
    }

    fn here(&self) -> usize {
        self.open.last().map_or(0, |(group, _)| *group)
    }

    /// `A --> B : 文字`.
    fn transition(&mut self, statement: Statement<'_>, from: &str, rest: &str) -> Result<(), Fault> {
        let (to, words) =
            rest.split_once(':').map_or((rest, None), |(to, words)| (to.trim(), Some(words.trim())));
        let from = self.end(statement, from, Shape::Start)?;
        let to = self.end(statement, to, Shape::End)?;
        let place = words.map_or(0..0, |words| statement.place(words));
        let label = self.reading.label(words.unwrap_or_default(), place, label::ARROW);
        self.edge(from, to, label, Line::Solid, Head::Arrow);
        Ok(())
    }

    fn edge(&mut self, from: End, to: End, label: Label, line: Line, head: Head) {
        self.graph.edges.push(Edge { from, to, label, line, tail: Head::None, head, length: 1 });
    }

    /// A state by its name; `[*]` is the beginning or the end of the group that is open.
    fn end(&mut self, statement: Statement<'_>, name: &str, star: Shape) -> Result<End, Fault> {
        let name = name.split(":::").next().unwrap_or_default().trim();
        if name == "[*]" {
            let here = self.here();
            let id = format!("[*] {here} {star:?}");
            let node = self.graph.node(&id).unwrap_or_else(|| self.add(&id, Label::default(), star));
            return Ok(End::Node(node));
        }
        if name.is_empty() || id(name) != name {
            let range = if name.is_empty() { statement.range() } else { statement.place(name) };
            let text = if name.is_empty() { statement.text } else { name };
            return Err(Fault::Line { text: text.to_owned(), range });
        }
        if let Some(group) = self.graph.group(name) {
            return Ok(End::Group(group));
        }
        let label = Label::new(&self.reading.fill(name), label::NODE);
        Ok(End::Node(self.graph.node(name).unwrap_or_else(|| self.add(name, label, Shape::Rounded))))
    }

    fn add(&mut self, id: &str, label: Label, shape: Shape) -> usize {
        let group = self.here();
        let id = id.to_owned();
        self.graph.nodes.push(Node { id, label, shape, group, tone: None, link: None, tip: None });
        self.graph.nodes.len() - 1
    }

    /// `state "文字" as s`, `state s <<choice>>`, `state s {`.
    fn state(&mut self, statement: Statement<'_>, rest: &str) -> Result<(), Fault> {
        let (rest, opens) = rest.strip_suffix('{').map_or((rest, false), |rest| (rest.trim(), true));
        let (words, name) = match rest.split_once(" as ") {
            Some((words, name)) => (Some(words.trim()), name.trim()),
            None => (None, rest),
        };
        let (name, kind) =
            name.split_once("<<").map_or((name, None), |(name, kind)| (name.trim(), Some(kind)));
        if name.is_empty() || id(name) != name {
            return Err(statement.fault());
        }
        let shown = words.unwrap_or(name);
        let label = self.reading.label(shown, statement.place(shown), label::NODE);
        if opens {
            let parent = Some(self.here());
            let group = self.graph.groups.len();
            self.graph.groups.push(Group { id: name.to_owned(), label, parent });
            self.adopt(name, group);
            self.open.push((group, statement.range()));
            return Ok(());
        }
        let shape = match kind.map(|kind| kind.trim_end_matches('>').trim()) {
            None => Shape::Rounded,
            Some("choice") => Shape::Diamond,
            Some("fork" | "join") => Shape::Bar,
            Some(_) => return Err(statement.fault()),
        };
        let label = if shape == Shape::Rounded { label } else { Label::default() };
        match self.graph.node(name) {
            Some(node) => {
                (self.graph.nodes[node].label, self.graph.nodes[node].shape) = (label, shape);
            }
            None => {
                self.add(name, label, shape);
            }
        }
        Ok(())
    }

    /// A state that was named before it turned out to hold others becomes that group.
    fn adopt(&mut self, name: &str, group: usize) {
        let Some(node) = self.graph.node(name) else { return };
        self.graph.nodes.remove(node);
        for edge in &mut self.graph.edges {
            for end in [&mut edge.from, &mut edge.to] {
                match *end {
                    End::Node(own) if own == node => *end = End::Group(group),
                    End::Node(own) if own > node => *end = End::Node(own - 1),
                    End::Node(_) | End::Group(_) => {}
                }
            }
        }
    }

    /// `s : 文字`; a second one stands below the first.
    fn description(&mut self, statement: Statement<'_>) -> Result<(), Fault> {
        let (name, words) = statement.text.split_once(':').unwrap_or((statement.text, ""));
        let name = name.trim();
        let end = self.end(statement, name, Shape::Start)?;
        let words = words.trim();
        let End::Node(node) = end else { return Ok(()) };
        if words.is_empty() {
            return Ok(());
        }
        let label = self.reading.label(words, statement.place(words), label::NODE);
        let own = &mut self.graph.nodes[node].label;
        if self.described.contains(&node) {
            own.lines.extend(label.lines);
            own.width = own.width.max(label.width);
        } else {
            *own = label;
            self.described.push(node);
        }
        Ok(())
    }

    /// `note right of s : 文字`, or in lines up to `end note`.
    fn note(&mut self, statement: Statement<'_>, rest: &str) -> Result<(), Fault> {
        let rest = rest.strip_prefix("right of").or_else(|| rest.strip_prefix("left of"));
        let rest = rest.ok_or_else(|| statement.fault())?.trim();
        let (name, words) =
            rest.split_once(':').map_or((rest, None), |(name, words)| (name, Some(words.trim())));
        let of = self.end(statement, name.trim(), Shape::Start)?;
        match words {
            Some(words) => self.remark(of, words, statement.place(words)),
            None => self.note = Some(Note { of, lines: Vec::new(), range: statement.range() }),
        }
        Ok(())
    }

    fn remark(&mut self, of: End, words: &str, range: std::ops::Range<usize>) {
        let label = self.reading.label(words, range, label::NODE);
        let node = self.add(&format!("note {}", self.graph.nodes.len()), label, Shape::Note);
        self.edge(of, End::Node(node), Label::default(), Line::Dotted, Head::None);
    }

    /// `click s href "page.md"`.
    fn click(&mut self, statement: Statement<'_>, rest: &str) -> Result<(), Fault> {
        let (name, rest) = rest.split_once(char::is_whitespace).ok_or_else(|| statement.fault())?;
        let target = rest.split('"').nth(1).ok_or_else(|| statement.fault())?;
        let node = self
            .graph
            .node(name)
            .ok_or_else(|| Fault::Line { text: name.to_owned(), range: statement.place(name) })?;
        let link = self.reading.link(Link { target: target.to_owned(), range: statement.place(target) });
        self.graph.nodes[node].link = Some(link);
        Ok(())
    }
}
