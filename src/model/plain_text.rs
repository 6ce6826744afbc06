//! The words of a page without any markup, as search reads and shows them.

/// A page's text, cut at its headings, or at its entries where it is a list.
#[derive(Debug, Default)]
pub struct PlainText {
    pub parts: Vec<Part>,
}

/// What is under one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The fragment that leads there; empty for the beginning of the page.
    pub anchor: String,
    /// Empty for the beginning of the page.
    pub title: String,
    /// Other names of the same thing, as a glossary gives them.
    pub names: Vec<String>,
    /// Lines. Those of a table begin with a tab and have tabs between their cells.
    pub text: String,
}
