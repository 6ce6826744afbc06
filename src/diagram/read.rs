//! What reading a diagram gathers beside the diagram itself: links, words with variables, what has no effect.

use crate::diagram::fault::Ignored;
use crate::diagram::label::{self, Label};
use std::ops::Range;

/// Where a node leads, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub target: String,
    pub range: Range<usize>,
}

pub struct Reading<'f> {
    fill: &'f dyn Fn(&str) -> String,
    pub links: Vec<Link>,
    /// Every text with its place, as it is written.
    pub texts: Vec<(String, Range<usize>)>,
    pub ignored: Vec<Ignored>,
}

impl<'f> Reading<'f> {
    /// `fill` puts the values of variables into a text.
    pub fn new(fill: &'f dyn Fn(&str) -> String, ignored: Vec<Ignored>) -> Reading<'f> {
        Reading { fill, links: Vec::new(), texts: Vec::new(), ignored }
    }

    pub fn fill(&self, text: &str) -> String {
        (self.fill)(text)
    }

    /// The words of a part of the source that breaks at `most` pixels.
    pub fn label(&mut self, written: &str, range: Range<usize>, most: f64) -> Label {
        if written.contains("{{") {
            self.texts.push((written.to_owned(), range));
        }
        Label::new(&self.fill(&label::plain(written)), most)
    }

    pub fn link(&mut self, link: Link) -> usize {
        self.links.push(link);
        self.links.len() - 1
    }

    pub fn ignore(&mut self, text: &str, range: Range<usize>) {
        self.ignored.push(Ignored { text: text.to_owned(), range });
    }
}
