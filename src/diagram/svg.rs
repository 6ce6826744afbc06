//! Shapes and words -> SVG. The only place that writes a tag; every text goes through `escape`.

use crate::diagram::label::{LEADING, Label, SIZE};
use crate::escape;
use std::fmt::Write;

/// A drawing being written: HTML with gaps for the addresses of links.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Svg {
    pub html: String,
    /// Where the address of which link stands, in order.
    pub gaps: Vec<(usize, usize)>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

/// A place and its room, by its middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Area {
    pub fn left(&self) -> f64 {
        self.x - self.width / 2.0
    }

    pub fn top(&self) -> f64 {
        self.y - self.height / 2.0
    }
}

/// With one place behind the point, and none where it is not needed.
pub fn number(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    // There is a negative zero.
    if tenths == 0.0 { "0".to_owned() } else { format!("{tenths}") }
}

impl Svg {
    pub fn open(&mut self, class: &str) {
        write!(self.html, "<g class=\"{}\">", escape::text(class)).expect(TEXT);
    }

    pub fn close(&mut self) {
        self.html.push_str("</g>");
    }

    /// Opens a link; where it leads is filled in on the page.
    pub fn open_link(&mut self, link: usize, tip: Option<&str>) {
        self.html.push_str("<a href=\"");
        self.gaps.push((self.html.len(), link));
        self.html.push('"');
        self.html.push('>');
        if let Some(tip) = tip {
            write!(self.html, "<title>{}</title>", escape::text(tip)).expect(TEXT);
        }
    }

    pub fn close_link(&mut self) {
        self.html.push_str("</a>");
    }

    pub fn rect(&mut self, class: &str, area: Area, radius: f64) {
        let [x, y, width, height, radius] =
            [area.left(), area.top(), area.width, area.height, radius].map(number);
        write!(
            self.html,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\"/>"
        )
        .expect(TEXT);
    }

    pub fn circle(&mut self, class: &str, middle: Point, radius: f64) {
        let [x, y, radius] = [middle.x, middle.y, radius].map(number);
        write!(self.html, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>").expect(TEXT);
    }

    pub fn polygon(&mut self, class: &str, points: &[(f64, f64)]) {
        let points: Vec<String> =
            points.iter().map(|(x, y)| format!("{},{}", number(*x), number(*y))).collect();
        write!(self.html, "<polygon class=\"{class}\" points=\"{}\"/>", points.join(" ")).expect(TEXT);
    }

    pub fn path(&mut self, class: &str, path: &str) {
        write!(self.html, "<path class=\"{class}\" d=\"{path}\"/>").expect(TEXT);
    }

    /// A line through points, its corners rounded.
    pub fn line(&mut self, class: &str, points: &[Point], radius: f64) {
        self.path(class, &rounded(points, radius));
    }

    /// Words around a middle.
    pub fn words(&mut self, class: &str, label: &Label, middle: Point) {
        self.text(class, label, middle, "middle");
    }

    /// Words that begin at `start`, which is the middle of their left side.
    pub fn words_from(&mut self, class: &str, label: &Label, start: Point) {
        self.text(class, label, start, "start");
    }

    fn text(&mut self, class: &str, label: &Label, at: Point, anchor: &str) {
        // The middle of a line is a little above the middle of its letters.
        let mut y = at.y - label.height() / 2.0 + LEADING / 2.0 + SIZE * 0.36;
        write!(self.html, "<text class=\"{class}\" text-anchor=\"{anchor}\">").expect(TEXT);
        for line in &label.lines {
            let (x, at) = (number(at.x), number(y));
            write!(self.html, "<tspan x=\"{x}\" y=\"{at}\">{}</tspan>", escape::text(line)).expect(TEXT);
            y += LEADING;
        }
        self.html.push_str("</text>");
    }
}

fn rounded(points: &[Point], radius: f64) -> String {
    let mut path = String::new();
    let Some((first, rest)) = points.split_first() else { return path };
    write!(path, "M{} {}", number(first.x), number(first.y)).expect(TEXT);
    let mut from = *first;
    for (at, corner) in rest.iter().enumerate() {
        match rest.get(at + 1) {
            Some(next) if radius > 0.0 => {
                let room = (length(from, *corner) / 2.0).min(length(*corner, *next) / 2.0).min(radius);
                let [before, after] = [towards(*corner, from, room), towards(*corner, *next, room)];
                let [bx, by, cx, cy, ax, ay] =
                    [before.x, before.y, corner.x, corner.y, after.x, after.y].map(number);
                write!(path, "L{bx} {by}Q{cx} {cy} {ax} {ay}").expect(TEXT);
            }
            _ => write!(path, "L{} {}", number(corner.x), number(corner.y)).expect(TEXT),
        }
        from = *corner;
    }
    path
}

pub fn length(a: Point, b: Point) -> f64 {
    ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).sqrt()
}

/// The point that lies `step` from one on the way to another.
pub fn towards(from: Point, to: Point, step: f64) -> Point {
    let way = length(from, to);
    if way == 0.0 {
        return from;
    }
    Point { x: from.x + (to.x - from.x) * step / way, y: from.y + (to.y - from.y) * step / way }
}

const TEXT: &str = "writing to a String cannot fail";
