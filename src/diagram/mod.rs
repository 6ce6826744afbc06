//! A diagram as text -> SVG, at build time: what Mermaid calls `flowchart`, `stateDiagram` and `sequenceDiagram`.
//!
//! In: the text of a ```` ```mermaid ```` fence. Out: a drawing in the colours of the theme (it names classes, never a
//! colour), its words, its links with their places, the same in sentences for readers who hear it, and what could not be
//! read. Pure: no font, no disk, no clock; letters have the widths of `width`. Not here: where links lead, and the frame
//! around a drawing.

mod fault;
mod flow;
mod label;
mod lines;
mod read;
mod sequence;
mod svg;
#[cfg(test)]
mod tests;
mod width;

pub use fault::{Fault, Ignored};
pub use read::Link;
pub use sequence::words::Words;
pub use svg::Svg;

use flow::graph::{Direction, Graph, Line};
use lines::{Source, Statement};
use read::Reading;
use sequence::Script;
use std::ops::Range;

/// The language of the fence.
const LANGUAGE: &str = "mermaid";

/// Whether the info string of a fence names it.
pub fn is_named(info: &str) -> bool {
    let name = info.trim_start().split([' ', ',', '{', '\t', ':', '[']).next();
    name.is_some_and(|name| name.eq_ignore_ascii_case(LANGUAGE))
}

/// More is neither laid out well nor read by anyone.
const MOST: usize = 160;

/// A diagram that has been read.
#[derive(Debug)]
pub struct Diagram {
    pub kind: Kind,
    /// What everyone sees above it.
    pub title: Option<String>,
    /// What it is called for those who hear it.
    pub spoken_title: Option<String>,
    /// In the writer's words.
    pub description: Option<String>,
    pub links: Vec<Link>,
    /// Texts with variables, as they are written.
    pub texts: Vec<(String, Range<usize>)>,
    pub ignored: Vec<Ignored>,
    body: Body,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Flowchart,
    State,
    Sequence,
}

#[derive(Debug)]
enum Body {
    Graph(Graph),
    Script(Script),
}

/// A finished drawing.
#[derive(Debug)]
pub struct Drawing {
    /// What is inside of the `svg` element.
    pub svg: Svg,
    pub width: f64,
    pub height: f64,
}

/// Reads the text of a fence; `fill` puts the values of variables into the words.
///
/// # Errors
/// The first thing that is not understood: then nothing is drawn, for a diagram with a hole misleads.
pub fn read(text: &str, fill: &dyn Fn(&str) -> String) -> Result<Diagram, Fault> {
    let Source { statements, spoken_title, title, description, ignored } = lines::read(text);
    let mut reading = Reading::new(fill, ignored);
    let Some((header, rest)) = statements.split_first() else {
        return Err(Fault::Empty { range: 0..text.len() });
    };
    let (kind, body) = body(*header, rest, &mut reading)?;
    let (count, range) = (body.size(), header.range());
    if count == 0 {
        return Err(Fault::Empty { range });
    }
    if count > MOST {
        return Err(Fault::TooLarge { count, most: MOST, range });
    }
    let [title, spoken_title, description] =
        [title, spoken_title, description].map(|text| text.map(|text| reading.fill(&text)));
    let Reading { links, texts, ignored, .. } = reading;
    Ok(Diagram { kind, title, spoken_title, description, links, texts, ignored, body })
}

fn body(
    header: Statement<'_>,
    rest: &[Statement<'_>],
    reading: &mut Reading<'_>,
) -> Result<(Kind, Body), Fault> {
    let text = header.text.trim_end_matches(';');
    let (name, argument) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    match name {
        "flowchart" | "graph" => {
            // `graph LR; A --> B` goes on in the line of its header.
            let (direction, more) = argument.split_once(';').unwrap_or((argument, ""));
            let direction = match direction.trim() {
                "" => Direction::Down,
                name => Direction::named(name)
                    .ok_or_else(|| Fault::Line { text: name.to_owned(), range: header.place(name) })?,
            };
            let more = Statement { text: more.trim(), at: header.place(more.trim()).start };
            let more = (!more.text.is_empty()).then_some(more);
            let statements: Vec<Statement<'_>> = more.into_iter().chain(rest.iter().copied()).collect();
            Ok((Kind::Flowchart, Body::Graph(flow::parse::read(&statements, direction, reading)?)))
        }
        "stateDiagram" | "stateDiagram-v2" => {
            Ok((Kind::State, Body::Graph(flow::state::read(rest, reading)?)))
        }
        "sequenceDiagram" => Ok((Kind::Sequence, Body::Script(sequence::parse::read(rest, reading)?))),
        name => Err(Fault::Kind { name: name.to_owned(), range: header.place(name) }),
    }
}

impl Body {
    fn size(&self) -> usize {
        match self {
            Body::Graph(graph) => graph.nodes.len() + graph.edges.len() / 2,
            Body::Script(script) => script.participants.len() + script.events.len() / 3,
        }
    }
}

impl Diagram {
    /// Lays it out and draws it.
    /// `leads` says of each link whether it leads anywhere; a node whose link does not is just a node.
    pub fn draw(&self, words: &Words, leads: &[bool]) -> Drawing {
        let (svg, width, height) = match &self.body {
            Body::Graph(graph) => flow::draw::draw(graph, leads),
            Body::Script(script) => sequence::draw::draw(script, words),
        };
        Drawing { svg, width, height }
    }

    /// What it shows in short sentences, one for each arrow and message, in the order of the source.
    pub fn sentences(&self) -> Vec<String> {
        match &self.body {
            Body::Graph(graph) => graph_sentences(graph),
            Body::Script(script) => script_sentences(script),
        }
    }

    /// Every label once, for search.
    pub fn words(&self) -> Vec<String> {
        let mut words: Vec<String> = self.title.iter().chain(&self.description).cloned().collect();
        match &self.body {
            Body::Graph(graph) => {
                words.extend(graph.groups.iter().skip(1).map(|group| group.label.spoken()));
                words.extend(graph.nodes.iter().map(|node| node.label.spoken()));
                words.extend(graph.edges.iter().map(|edge| edge.label.spoken()));
            }
            Body::Script(script) => {
                words.extend(script.participants.iter().map(|own| own.label.spoken()));
                words.extend(script.events.iter().filter_map(sequence::spoken));
            }
        }
        words.retain(|word| !word.is_empty());
        words
    }
}

fn graph_sentences(graph: &Graph) -> Vec<String> {
    let mut sentences = Vec::new();
    for (at, group) in graph.groups.iter().enumerate().skip(1) {
        let inside = graph.nodes.iter().filter(|node| node.group == at).map(|node| node.label.spoken());
        let inside: Vec<String> = inside.filter(|name| !name.is_empty()).collect();
        sentences.push(format!("{}: {}", group.label.spoken(), inside.join(" · ")));
    }
    for edge in graph.edges.iter().filter(|edge| edge.line != Line::Hidden) {
        let name = |end| {
            let name = graph.name(end);
            if name.is_empty() { "●".to_owned() } else { name }
        };
        let words = edge.label.spoken();
        let words = if words.is_empty() { String::new() } else { format!(" ({words})") };
        sentences.push(format!("{} → {}{words}", name(edge.from), name(edge.to)));
    }
    let is_alone = |node: usize| {
        !graph.edges.iter().any(|edge| [edge.from, edge.to].contains(&flow::graph::End::Node(node)))
    };
    let alone = (0..graph.nodes.len()).filter(|node| is_alone(*node) && graph.nodes[*node].group == 0);
    sentences.extend(alone.map(|node| graph.nodes[node].label.spoken()).filter(|name| !name.is_empty()));
    sentences
}

fn script_sentences(script: &Script) -> Vec<String> {
    let name = |who: usize| script.participants[who].label.spoken();
    let sentence = |event: &sequence::Event| match event {
        sequence::Event::Message(message) => {
            let words = message.label.spoken();
            let words = if words.is_empty() { String::new() } else { format!(": {words}") };
            Some(format!("{} → {}{words}", name(message.from), name(message.to)))
        }
        sequence::Event::Note { from, label, .. } => Some(format!("{}: {}", name(*from), label.spoken())),
        event => sequence::spoken(event).filter(|words| !words.is_empty()),
    };
    script.events.iter().filter_map(sentence).collect()
}
