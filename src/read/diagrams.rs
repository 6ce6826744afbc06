//! The text of a ```` ```mermaid ```` fence -> its links, and what is wrong in it, at its place in the page.

use crate::diag::Problem;
use crate::diagram::{self, Diagram, Fault};
use std::ops::Range;

/// The text of a diagram while its lines arrive, and where each stands in the page: inside a list or a quote they are not in
/// one piece there.
#[derive(Default)]
pub struct Fence {
    pub text: String,
    /// Where each line begins: here, and in the page.
    lines: Vec<(usize, usize)>,
}

impl Fence {
    /// `range` is where the text stands in the page.
    pub fn push(&mut self, text: &str, page: &str, range: &Range<usize>) {
        let written = page.get(range.clone()).unwrap_or(text);
        let mut from = range.start;
        let mut there = written.split_inclusive('\n');
        for line in text.split_inclusive('\n') {
            self.lines.push((self.text.len(), from));
            self.text.push_str(line);
            // A line end of two characters is one here.
            from += there.next().map_or(line.len(), str::len);
        }
    }

    /// Where a part of the text stands in the page.
    pub fn place(&self, part: Range<usize>) -> Range<usize> {
        let start = self.offset(part.start);
        // The end of a line is no part of the next one.
        let end = if part.is_empty() { start } else { self.offset(part.end - 1) + 1 };
        start..end.max(start)
    }

    fn offset(&self, at: usize) -> usize {
        let next = self.lines.partition_point(|(own, _)| *own <= at);
        let (own, there) = self.lines.get(next.saturating_sub(1)).copied().unwrap_or_default();
        there + (at - own)
    }
}

/// What a diagram says that a reader of the page should know, with places in its own text.
pub struct Told {
    pub diagram: Option<Diagram>,
    pub problems: Vec<(Range<usize>, Problem)>,
}

pub fn read(text: &str, fill: &dyn Fn(&str) -> String) -> Told {
    match diagram::read(text, fill) {
        Ok(diagram) => {
            let ignored = diagram.ignored.iter();
            let problem = |found: &str| Problem::DiagramIgnored { found: found.to_owned() };
            let problems = ignored.map(|own| (own.range.clone(), problem(&own.text))).collect();
            Told { diagram: Some(diagram), problems }
        }
        Err(fault) => Told { diagram: None, problems: vec![problem(fault)] },
    }
}

fn problem(fault: Fault) -> (Range<usize>, Problem) {
    match fault {
        Fault::Kind { name, range } => (range, Problem::DiagramKind { name }),
        Fault::Line { text, range } => (range, Problem::DiagramSyntax { found: text }),
        Fault::Unclosed { name, range } => (range, Problem::DiagramUnclosed { name }),
        Fault::TooLarge { count, most, range } => (range, Problem::DiagramSize { count, most }),
        Fault::Empty { range } => (range, Problem::DiagramEmpty {}),
    }
}
