//! The statements of a `flowchart` -> a graph.

use crate::diagram::fault::{Fault, Ignored};
use crate::diagram::flow::arrows::{self, Arrow};
use crate::diagram::flow::graph::{Direction, Edge, End, Graph, Group, Node, Shape, Tone};
use crate::diagram::flow::shapes;
use crate::diagram::label::{self, Label};
use crate::diagram::lines::Statement;
use crate::diagram::read::{Link, Reading};

/// Reads what stands behind the header line.
pub fn read(
    statements: &[Statement<'_>],
    direction: Direction,
    reading: &mut Reading<'_>,
) -> Result<Graph, Fault> {
    let mut parser = Parser { graph: Graph::new(direction), open: vec![0], reading, begun: Vec::new() };
    for statement in statements.iter().flat_map(split) {
        parser.statement(statement)?;
    }
    if let Some((name, range)) = parser.begun.pop() {
        return Err(Fault::Unclosed { name, range });
    }
    let mut graph = parser.graph;
    graph.settle();
    Ok(graph)
}

/// `A --> B; B --> C` is two statements; a semicolon in quotation marks or brackets is none of that.
fn split<'s>(statement: &Statement<'s>) -> Vec<Statement<'s>> {
    let mut parts = Vec::new();
    let (mut from, mut depth, mut quoted) = (0, 0usize, false);
    let mut push = |from: usize, to: usize| {
        let part = &statement.text[from..to];
        let text = part.trim();
        if !text.is_empty() {
            parts.push(Statement { text, at: statement.at + from + (part.len() - part.trim_start().len()) });
        }
    };
    for (at, c) in statement.text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '[' | '(' | '{' if !quoted => depth += 1,
            ']' | ')' | '}' if !quoted => depth = depth.saturating_sub(1),
            ';' if !quoted && depth == 0 => {
                push(from, at);
                from = at + 1;
            }
            _ => {}
        }
    }
    push(from, statement.text.len());
    parts
}

struct Parser<'r, 'f> {
    graph: Graph,
    /// The groups that are open, the whole first.
    open: Vec<usize>,
    /// Where each of them was opened.
    begun: Vec<(String, std::ops::Range<usize>)>,
    reading: &'r mut Reading<'f>,
}

impl Parser<'_, '_> {
    fn statement(&mut self, statement: Statement<'_>) -> Result<(), Fault> {
        let text = statement.text;
        if let Some(rest) = statement.after("subgraph") {
            self.subgraph(statement, rest);
            return Ok(());
        }
        if text == "end" {
            self.begun.pop().ok_or_else(|| statement.fault())?;
            self.open.pop();
            return Ok(());
        }
        if let Some(rest) = statement.after("click").or_else(|| statement.after("href")) {
            return self.click(statement, rest);
        }
        if let Some(rest) = statement.after("class") {
            return self.class(statement, rest);
        }
        let is_dress = ["classDef", "style", "linkStyle", "direction"]
            .iter()
            .any(|word| statement.after(word).is_some());
        if is_dress {
            self.reading.ignore(statement.text, statement.range());
            return Ok(());
        }
        self.chain(statement)
    }

    fn here(&self) -> usize {
        *self.open.last().expect("the whole is always open")
    }

    /// `subgraph lane [采购部]`, `subgraph 采购部`, `subgraph "采购部"`.
    fn subgraph(&mut self, statement: Statement<'_>, rest: &str) {
        let (id, title) = match rest.split_once('[') {
            Some((id, title)) => (id.trim(), title.trim().strip_suffix(']').unwrap_or(title)),
            None => (rest, rest),
        };
        let id = id.trim_matches('"').to_owned();
        let title = self.reading.label(title, statement.place(title), label::NODE);
        let group = match self.graph.group(&id).filter(|_| !id.is_empty()) {
            Some(group) => group,
            None => {
                let parent = Some(self.here());
                self.graph.groups.push(Group { id, label: title, parent });
                self.graph.groups.len() - 1
            }
        };
        self.open.push(group);
        self.begun.push(("subgraph".to_owned(), statement.range()));
    }

    /// `A & B --> C -->|是| D`.
    fn chain(&mut self, statement: Statement<'_>) -> Result<(), Fault> {
        let mut cursor = Cursor { statement, rest: statement.text };
        let mut from = self.ends(&mut cursor)?;
        while !cursor.rest.is_empty() {
            let arrow = arrows::read(cursor.rest).ok_or_else(|| cursor.fault())?;
            cursor.rest = cursor.rest[arrow.len..].trim_start();
            let to = self.ends(&mut cursor)?;
            let words = arrow.text.unwrap_or_default();
            let place = arrow.text.map_or(0..0, |text| statement.place(text));
            let label = self.reading.label(words, place, label::ARROW);
            for from in &from {
                for to in &to {
                    self.edge(*from, *to, label.clone(), &arrow);
                }
            }
            from = to;
        }
        Ok(())
    }

    fn edge(&mut self, from: End, to: End, label: Label, arrow: &Arrow<'_>) {
        let Arrow { line, tail, head, length, .. } = *arrow;
        self.graph.edges.push(Edge { from, to, label, line, tail, head, length });
    }

    fn ends(&mut self, cursor: &mut Cursor<'_>) -> Result<Vec<End>, Fault> {
        let mut ends = vec![self.end(cursor)?];
        while let Some(rest) = cursor.rest.strip_prefix('&') {
            cursor.rest = rest.trim_start();
            ends.push(self.end(cursor)?);
        }
        Ok(ends)
    }

    /// A node with its shape and words, or the name of a group.
    fn end(&mut self, cursor: &mut Cursor<'_>) -> Result<End, Fault> {
        let id = id(cursor.rest);
        if id.is_empty() {
            return Err(cursor.fault());
        }
        cursor.rest = &cursor.rest[id.len()..];
        let shape = shapes::read(cursor.rest).map_err(|()| cursor.fault())?;
        if shape.is_none()
            && let Some(group) = self.graph.group(id)
        {
            cursor.rest = cursor.rest.trim_start();
            return Ok(End::Group(group));
        }
        let node = self.node(id);
        if let Some(shaped) = shape {
            let words = shaped.words.unwrap_or(id);
            let most = if shaped.shape == Some(Shape::Diamond) { label::DIAMOND } else { label::NODE };
            let place = shaped.words.map_or(0..0, |words| cursor.statement.place(words));
            let words = self.reading.label(words, place, most);
            let node = &mut self.graph.nodes[node];
            (node.label, node.shape) = (words, shaped.shape.unwrap_or(node.shape));
            cursor.rest = &cursor.rest[shaped.len..];
        }
        if let Some(rest) = cursor.rest.strip_prefix(":::") {
            let name = self::id(rest);
            self.dress(node, name, cursor.statement.place(name));
            cursor.rest = &rest[name.len()..];
        }
        cursor.rest = cursor.rest.trim_start();
        Ok(End::Node(node))
    }

    /// The node of a name; one that is new lies in the group that is open. A group that names a node made outside takes it.
    fn node(&mut self, id: &str) -> usize {
        let here = self.here();
        match self.graph.node(id) {
            Some(node) => {
                if self.graph.nodes[node].group == 0 {
                    self.graph.nodes[node].group = here;
                }
                node
            }
            None => {
                let label = Label::new(&self.reading.fill(id), label::NODE);
                let (shape, group) = (Shape::Rectangle, here);
                self.graph.nodes.push(Node {
                    id: id.to_owned(),
                    label,
                    shape,
                    group,
                    tone: None,
                    link: None,
                    tip: None,
                });
                self.graph.nodes.len() - 1
            }
        }
    }

    /// `class A,B warning`.
    fn class(&mut self, statement: Statement<'_>, rest: &str) -> Result<(), Fault> {
        let (nodes, name) = rest.rsplit_once(char::is_whitespace).ok_or_else(|| statement.fault())?;
        for id in nodes.split(',').map(str::trim) {
            let node = self
                .graph
                .node(id)
                .ok_or_else(|| Fault::Line { text: id.to_owned(), range: statement.place(id) })?;
            self.dress(node, name, statement.place(name));
        }
        Ok(())
    }

    fn dress(&mut self, node: usize, name: &str, range: std::ops::Range<usize>) {
        match Tone::named(name) {
            Some(tone) => self.graph.nodes[node].tone = Some(tone),
            None => self.reading.ignore(name, range),
        }
    }

    /// `click A "page.md" "说明"`, `click A href "page.md"`. A script is not run.
    fn click(&mut self, statement: Statement<'_>, rest: &str) -> Result<(), Fault> {
        let (ids, rest) = rest.split_once(char::is_whitespace).ok_or_else(|| statement.fault())?;
        let rest = rest.trim_start();
        let rest = rest.strip_prefix("href").map_or(rest, str::trim_start);
        let Some(quoted) = rest.strip_prefix('"') else {
            self.reading.ignored.push(Ignored { text: rest.to_owned(), range: statement.place(rest) });
            return Ok(());
        };
        let (target, rest) = quoted.split_once('"').ok_or_else(|| statement.fault())?;
        let tip = rest.split('"').nth(1).map(|tip| self.reading.fill(tip));
        for id in ids.split(',') {
            let node = self
                .graph
                .node(id)
                .ok_or_else(|| Fault::Line { text: id.to_owned(), range: statement.place(id) })?;
            let link = self.reading.link(Link { target: target.to_owned(), range: statement.place(target) });
            let node = &mut self.graph.nodes[node];
            (node.link, node.tip) = (Some(link), tip.clone());
        }
        Ok(())
    }
}

struct Cursor<'s> {
    statement: Statement<'s>,
    rest: &'s str,
}

impl Cursor<'_> {
    fn fault(&self) -> Fault {
        let range = self.statement.place(self.rest);
        if self.rest.is_empty() {
            return self.statement.fault();
        }
        Fault::Line { text: self.rest.to_owned(), range }
    }
}

/// The name at the beginning: letters of any script and digits, with single dashes, dots and underscores inside.
pub fn id(text: &str) -> &str {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let is_part = c.is_alphanumeric()
            || c == '_'
            || matches!(c, '-' | '.' | '/') && at > 0 && next.is_some_and(char::is_alphanumeric);
        if !is_part {
            break;
        }
        end = at + c.len_utf8();
    }
    &text[..end]
}
