//! `[…]`, `(…)`, `{…}` and `@{ shape: … }` behind the name of a node -> its shape and its words.

use crate::diagram::flow::graph::Shape;

/// What stands behind a name.
#[derive(Debug, PartialEq)]
pub struct Shaped<'t> {
    pub shape: Option<Shape>,
    pub words: Option<&'t str>,
    /// How long it is (bytes).
    pub len: usize,
}

/// Brackets, the longest first.
const BRACKETS: &[(&str, &str, Shape)] = &[
    ("(((", ")))", Shape::DoubleCircle),
    ("((", "))", Shape::Circle),
    ("([", "])", Shape::Stadium),
    ("[[", "]]", Shape::Subroutine),
    ("[(", ")]", Shape::Cylinder),
    ("[/", "/]", Shape::Input),
    ("[/", "\\]", Shape::Trapezoid),
    ("[\\", "\\]", Shape::Output),
    ("[\\", "/]", Shape::Funnel),
    ("{{", "}}", Shape::Hexagon),
    ("[", "]", Shape::Rectangle),
    ("(", ")", Shape::Rounded),
    ("{", "}", Shape::Diamond),
    (">", "]", Shape::Flag),
];

/// Names that `@{ shape: … }` knows.
const NAMES: &[(&[&str], Shape)] = &[
    (&["rect", "rectangle", "proc", "process"], Shape::Rectangle),
    (&["rounded", "event"], Shape::Rounded),
    (&["stadium", "pill", "terminal"], Shape::Stadium),
    (&["subproc", "fr-rect", "subroutine", "framed-rectangle"], Shape::Subroutine),
    (&["cyl", "cylinder", "db", "database"], Shape::Cylinder),
    (&["circle", "circ"], Shape::Circle),
    (&["dbl-circ", "double-circle"], Shape::DoubleCircle),
    (&["odd"], Shape::Flag),
    (&["diam", "diamond", "decision", "question"], Shape::Diamond),
    (&["hex", "hexagon", "prepare"], Shape::Hexagon),
    (&["lean-r", "lean-right", "in-out"], Shape::Input),
    (&["lean-l", "lean-left", "out-in"], Shape::Output),
    (&["trap-b", "priority", "trapezoid"], Shape::Trapezoid),
    (&["trap-t", "manual", "inv-trapezoid"], Shape::Funnel),
    (&["doc", "document"], Shape::Document),
];

/// Nothing where no bracket follows.
///
/// # Errors
/// A bracket that is not closed, or a shape that does not exist.
pub fn read(text: &str) -> Result<Option<Shaped<'_>>, ()> {
    if let Some(inner) = text.strip_prefix("@{") {
        return named(inner).map(Some);
    }
    for (open, close, shape) in BRACKETS {
        let Some(inner) = text.strip_prefix(open) else { continue };
        let Some(end) = end_of(inner, close) else { continue };
        // `[/a/]` is found before `[/a\]`: of the two the nearer end counts.
        let other = match *close {
            "/]" => end_of(inner, "\\]"),
            "\\]" => end_of(inner, "/]"),
            _ => None,
        };
        if other.is_some_and(|other| other < end) {
            continue;
        }
        let words = Some(inner[..end].trim()).filter(|words| !words.is_empty());
        return Ok(Some(Shaped { shape: Some(*shape), words, len: open.len() + end + close.len() }));
    }
    if text.starts_with(['[', '(', '{', '>']) { Err(()) } else { Ok(None) }
}

/// Where a bracket closes that is not inside quotation marks.
fn end_of(inner: &str, close: &str) -> Option<usize> {
    let trimmed = inner.trim_start();
    let start = inner.len() - trimmed.len();
    let from = match trimmed.strip_prefix('"') {
        Some(quoted) => start + 1 + quoted.find('"')? + 1,
        None => 0,
    };
    let end = inner[from..].find(close)? + from;
    // Of `((a)))` the last bracket is the one.
    let more = inner[end + close.len()..].chars().take_while(|c| close.ends_with(*c)).count();
    Some(end + if close.chars().all(|c| close.ends_with(c)) { more } else { 0 })
}

/// `shape: diam, label: "审批"}`.
fn named(inner: &str) -> Result<Shaped<'_>, ()> {
    let end = inner.find('}').ok_or(())?;
    let mut shaped = Shaped { shape: None, words: None, len: "@{".len() + end + 1 };
    for pair in inner[..end].split(',') {
        let (key, value) = pair.split_once(':').ok_or(())?;
        let value = value.trim();
        match key.trim() {
            "shape" => {
                let found = NAMES.iter().find(|(names, _)| names.contains(&value));
                shaped.shape = Some(found.ok_or(())?.1);
            }
            "label" => shaped.words = Some(value),
            _ => return Err(()),
        }
    }
    Ok(shaped)
}
