//! How large a node is around its words, and where its border lies.

use crate::diagram::flow::graph::{Node, Shape};

/// How far a slanted side leans (pixels).
pub const LEAN: f64 = 14.0;
/// How high the lid of a cylinder is (pixels).
pub const LID: f64 = 8.0;

/// Width and height on the screen (pixels).
pub fn of(node: &Node, upright: bool) -> (f64, f64) {
    let (width, height) = (node.label.width, node.label.height());
    let box_of = |wider: f64, higher: f64| ((width + wider).max(56.0), height + higher);
    match node.shape {
        Shape::Rectangle | Shape::Rounded | Shape::Note => box_of(28.0, 18.0),
        Shape::Stadium => box_of(40.0, 18.0),
        Shape::Subroutine => box_of(44.0, 18.0),
        Shape::Cylinder => box_of(28.0, 18.0 + 3.0 * LID),
        Shape::Document => box_of(28.0, 30.0),
        Shape::Circle => round(width, height, 14.0),
        Shape::DoubleCircle => round(width, height, 24.0),
        Shape::Flag => box_of(28.0 + LEAN, 18.0),
        Shape::Hexagon => box_of(28.0 + 2.0 * LEAN, 18.0),
        Shape::Input | Shape::Output | Shape::Trapezoid | Shape::Funnel => box_of(28.0 + 2.0 * LEAN, 18.0),
        Shape::Diamond => {
            // The words are a box in it: the share of its width and the share of its height are one together.
            let high = height + width * 0.34 + 22.0;
            ((width + 10.0) / (1.0 - height / high), high)
        }
        Shape::Start => (16.0, 16.0),
        Shape::End => (20.0, 20.0),
        Shape::Bar if upright => (72.0, 6.0),
        Shape::Bar => (6.0, 72.0),
    }
}

fn round(width: f64, height: f64, more: f64) -> (f64, f64) {
    let across = ((width * width + height * height).sqrt() + more).max(40.0);
    (across, across)
}

/// How far the border lies from the middle, along the ranks, at an offset across them; `half` is half of the size across and
/// along.
pub fn border(shape: Shape, offset: f64, half: (f64, f64), upright: bool) -> f64 {
    let (across, along) = half;
    let share = (offset.abs() / across).min(1.0);
    match shape {
        Shape::Diamond => along * (1.0 - share),
        Shape::Circle | Shape::DoubleCircle | Shape::Start | Shape::End => {
            along * (1.0 - share * share).max(0.0).sqrt()
        }
        // Their sides lean; the middle of a side lies half of that inside.
        Shape::Input | Shape::Output | Shape::Trapezoid | Shape::Funnel if !upright => along - LEAN / 2.0,
        Shape::Hexagon if !upright => along - LEAN * share,
        _ => along,
    }
}
