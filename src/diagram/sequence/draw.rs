//! A script -> SVG: the columns are set as near to each other as the words between them allow, then each event takes its
//! row.

use crate::diagram::label::{self, Label};
use crate::diagram::sequence::script::{Event, Frame, Message, Script, Side, Tip};
use crate::diagram::sequence::words::Words;
use crate::diagram::svg::{Area, Point, Svg, number};

/// Between the boxes of two who take part (pixels).
const GAP: f64 = 28.0;
/// Around the whole (pixels).
const MARGIN: f64 = 4.0;
/// From one event to the next (pixels).
const STEP: f64 = 16.0;
/// Beyond what a frame holds, to either side (pixels).
const BESIDE: f64 = 18.0;
/// How wide a bar is that shows who is at work (pixels).
const BAR: f64 = 10.0;
/// What a message to oneself takes (pixels).
const LOOP: f64 = 34.0;

/// The content of a drawing, and its width and height.
pub fn draw(script: &Script, words: &Words) -> (Svg, f64, f64) {
    let columns = columns(script);
    let height =
        script.participants.iter().map(|own| box_height(&own.label, own.is_actor)).fold(0.0, f64::max);
    let mut sheet = Sheet {
        script,
        words,
        columns,
        y: MARGIN + height + STEP,
        frames: Vec::new(),
        bars: vec![Vec::new(); script.participants.len()],
        back: Svg::default(),
        front: Svg::default(),
        left: 0.0,
        right: 0.0,
    };
    sheet.reach(0.0, sheet.columns.last().copied().unwrap_or(0.0));
    for (at, own) in script.participants.iter().enumerate() {
        let half = box_width(&own.label) / 2.0;
        sheet.reach(sheet.columns[at] - half, sheet.columns[at] + half);
    }
    script.events.iter().for_each(|event| sheet.event(event));
    sheet.finish(height)
}

fn box_width(label: &Label) -> f64 {
    (label.width + 28.0).max(72.0)
}

fn box_height(label: &Label, is_actor: bool) -> f64 {
    label.height() + if is_actor { 42.0 } else { 18.0 }
}

/// Where the line of each one stands.
fn columns(script: &Script) -> Vec<f64> {
    let widths: Vec<f64> = script.participants.iter().map(|own| box_width(&own.label)).collect();
    let mut apart: Vec<(usize, usize, f64)> = Vec::new();
    for at in 1..widths.len() {
        apart.push((at - 1, at, (widths[at - 1] + widths[at]) / 2.0 + GAP));
    }
    let last = widths.len().saturating_sub(1);
    for event in &script.events {
        match event {
            Event::Message(message) if message.from == message.to && message.from < last => {
                apart.push((message.from, message.from + 1, LOOP + worded(message).width + 30.0));
            }
            Event::Message(message) if message.from != message.to => {
                let (from, to) = (message.from.min(message.to), message.from.max(message.to));
                apart.push((from, to, worded(message).width + 36.0));
            }
            Event::Note { from, to, side, label } => {
                let width = label.width + 24.0;
                match side {
                    Side::Over if from != to => apart.push((*from, *to, width - 20.0)),
                    Side::Over => {
                        if *from > 0 {
                            apart.push((from - 1, *from, width / 2.0 + 16.0));
                        }
                        if *from < last {
                            apart.push((*from, from + 1, width / 2.0 + 16.0));
                        }
                    }
                    Side::Right if *from < last => apart.push((*from, from + 1, width + 28.0)),
                    Side::Left if *from > 0 => apart.push((from - 1, *from, width + 28.0)),
                    Side::Left | Side::Right => {}
                }
            }
            _ => {}
        }
    }
    let mut columns = vec![0.0_f64; widths.len()];
    for at in 1..columns.len() {
        let needed = apart.iter().filter(|(_, to, _)| *to == at).map(|(from, _, room)| columns[*from] + room);
        columns[at] = needed.fold(columns[at - 1], f64::max).round();
    }
    columns
}

/// The words of a message with its number before them.
fn worded(message: &Message) -> Label {
    let Some(number) = message.number else { return message.label.clone() };
    let mut label = message.label.clone();
    match label.lines.first_mut() {
        Some(first) => *first = format!("{number}. {first}").trim_end().to_owned(),
        None => label.lines.push(format!("{number}.")),
    }
    label.width =
        label.lines.iter().map(|line| crate::diagram::width::line(line, label::SIZE)).fold(0.0, f64::max);
    label
}

struct Sheet<'s> {
    script: &'s Script,
    words: &'s Words,
    columns: Vec<f64>,
    y: f64,
    frames: Vec<Opened>,
    /// Of each one the bars that are open: where they began.
    bars: Vec<Vec<f64>>,
    /// Frames and bars, behind the messages.
    back: Svg,
    front: Svg,
    left: f64,
    right: f64,
}

/// A frame around what comes next.
struct Opened {
    frame: Frame,
    label: Label,
    top: f64,
    left: f64,
    right: f64,
    divides: Vec<(f64, Label)>,
}

impl Sheet<'_> {
    /// Takes room, also in the frames that are open.
    fn reach(&mut self, left: f64, right: f64) {
        (self.left, self.right) = (self.left.min(left), self.right.max(right));
        for frame in &mut self.frames {
            (frame.left, frame.right) = (frame.left.min(left), frame.right.max(right));
        }
    }

    fn event(&mut self, event: &Event) {
        match event {
            Event::Message(message) => self.message(message),
            Event::Note { from, to, side, label } => self.note(*from, *to, *side, label),
            Event::Activate(who) => self.bars[*who].push(self.y - STEP),
            Event::Deactivate(who) => self.end_bar(*who),
            Event::Open(frame, label) => {
                let head =
                    if *frame == Frame::Ground { 0.0 } else { label.height().max(label::LEADING) + 6.0 };
                let (frame, label, top) = (*frame, label.clone(), self.y - 4.0);
                let (left, right) = (f64::INFINITY, f64::NEG_INFINITY);
                self.frames.push(Opened { frame, label, top, left, right, divides: Vec::new() });
                self.y += head + 8.0;
            }
            Event::Divide(label) => {
                let at = self.y - 2.0;
                if let Some(frame) = self.frames.last_mut() {
                    frame.divides.push((at, label.clone()));
                }
                self.y += label.height() + 10.0;
            }
            Event::Close => self.close(),
        }
    }

    fn message(&mut self, message: &Message) {
        let label = worded(message);
        let (from, to) = (self.columns[message.from], self.columns[message.to]);
        self.y += label.height() + 2.0;
        let y = self.y;
        let busy = |who: usize| if self.bars[who].is_empty() { 0.0 } else { BAR / 2.0 };
        let (leave, arrive) = (busy(message.from), busy(message.to));
        if message.from == message.to {
            let x = from + leave;
            let at = |x: f64, y: f64| Point { x, y };
            let far = x + LOOP;
            self.line(message, &[at(x, y), at(far, y), at(far, y + 20.0), at(x, y + 20.0)]);
            let start = Point { x: x + 6.0, y: y - label.height() / 2.0 };
            self.front.words_from("diagram-words", &label, start);
            self.reach(x, x + label.width.max(LOOP) + 12.0);
            self.y += 20.0 + STEP;
            return;
        }
        let side = if to > from { 1.0 } else { -1.0 };
        let points = [Point { x: from + side * leave, y }, Point { x: to - side * arrive, y }];
        self.line(message, &points);
        let middle = Point { x: (from + to) / 2.0, y: y - label.height() / 2.0 - 2.0 };
        self.front.words("diagram-words", &label, middle);
        let half = label.width / 2.0 + 8.0;
        self.reach(middle.x - half, middle.x + half);
        self.reach(from.min(to), from.max(to));
        self.y += STEP;
    }

    fn line(&mut self, message: &Message, points: &[Point]) {
        use crate::diagram::flow::draw::head;
        use crate::diagram::flow::graph::Head;
        let class = if message.is_dotted { "diagram-line dotted" } else { "diagram-line" };
        self.front.line(class, points, 4.0);
        let last = points.len() - 1;
        for (tip, end, from) in
            [(message.head, points[last], points[last - 1]), (message.tail, points[0], points[1])]
        {
            match tip {
                Tip::None => {}
                Tip::Arrow => head(&mut self.front, Head::Arrow, end, from),
                Tip::Cross => head(&mut self.front, Head::Cross, end, from),
                Tip::Open => {
                    let back = if end.x > from.x { -8.0 } else { 8.0 };
                    let wing = |y: f64| Point { x: end.x + back, y: end.y + y };
                    self.front.line("diagram-line", &[wing(-5.0), end, wing(5.0)], 0.0);
                }
            }
        }
    }

    fn note(&mut self, from: usize, to: usize, side: Side, label: &Label) {
        let width = label.width + 20.0;
        let height = label.height() + 12.0;
        let (first, last) = (self.columns[from], self.columns[to]);
        let (x, width) = match side {
            Side::Over => ((first + last) / 2.0, width.max(last - first + 24.0)),
            Side::Right => (last + 12.0 + width / 2.0, width),
            Side::Left => (first - 12.0 - width / 2.0, width),
        };
        let area = Area { x, y: self.y + height / 2.0, width, height };
        self.front.rect("diagram-remark", area, 2.0);
        self.front.words("diagram-text", label, Point { x, y: area.y });
        self.reach(x - width / 2.0, x + width / 2.0);
        self.y += height + STEP;
    }

    fn end_bar(&mut self, who: usize) {
        let Some(top) = self.bars[who].pop() else { return };
        let bottom = (self.y - STEP).max(top + 12.0);
        let x = self.columns[who] + 4.0 * count(self.bars[who].len());
        let area = Area { x, y: (top + bottom) / 2.0, width: BAR, height: bottom - top };
        self.back.rect("diagram-bar", area, 1.0);
    }

    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        // One that holds nothing stands across all.
        let (left, right) =
            if frame.left > frame.right { (self.left, self.right) } else { (frame.left, frame.right) };
        let keyword = Label::new(self.words.of(frame.frame), f64::INFINITY);
        let title = keyword.width + 26.0 + frame.label.width;
        let widest = frame.divides.iter().map(|(_, label)| label.width + 16.0).fold(title, f64::max);
        let (left, right) = (left - BESIDE, (right + BESIDE).max(left - BESIDE + widest + 10.0));
        let bottom = self.y - 2.0;
        let area = Area {
            x: (left + right) / 2.0,
            y: (frame.top + bottom) / 2.0,
            width: right - left,
            height: bottom - frame.top,
        };
        if frame.frame == Frame::Ground {
            self.back.rect("diagram-ground sunk", area, 3.0);
        } else {
            self.back.rect("diagram-frame", area, 3.0);
            let [l, t, r, b] =
                [left, frame.top, left + keyword.width + 18.0, frame.top + label::LEADING + 2.0].map(number);
            let cut = number(left + keyword.width + 10.0);
            self.front.path("diagram-tab", &format!("M{l} {t}H{r}L{cut} {b}H{l}Z"));
            let y = frame.top + label::LEADING / 2.0 + 1.0;
            self.front.words_from("diagram-title", &keyword, Point { x: left + 7.0, y });
            if !frame.label.is_empty() {
                let y = frame.top + frame.label.height() / 2.0 + 1.0;
                self.words(&frame.label, Point { x: left + keyword.width + 24.0, y });
            }
        }
        for (y, label) in &frame.divides {
            let points = [left, right].map(|x| Point { x, y: *y });
            self.back.line("diagram-line faint dotted", &points, 0.0);
            self.words(label, Point { x: left + 8.0, y: y + label.height() / 2.0 + 4.0 });
        }
        self.reach(left, right);
        self.y += STEP;
    }

    /// Words that begin at a place, on a ground that hides the lines behind.
    fn words(&mut self, label: &Label, start: Point) {
        if label.is_empty() {
            return;
        }
        let x = start.x + label.width / 2.0;
        let area = Area { x, y: start.y, width: label.width + 6.0, height: label.height() - 2.0 };
        self.front.rect("diagram-ground", area, 2.0);
        self.front.words_from("diagram-words", label, start);
    }

    fn finish(mut self, height: f64) -> (Svg, f64, f64) {
        for who in 0..self.bars.len() {
            while !self.bars[who].is_empty() {
                self.end_bar(who);
            }
        }
        while !self.frames.is_empty() {
            self.close();
        }
        let bottom = self.y;
        let mut lines = Svg::default();
        for x in &self.columns {
            let points = [MARGIN + height, bottom].map(|y| Point { x: *x, y });
            lines.line("diagram-life", &points, 0.0);
        }
        for (at, own) in self.script.participants.iter().enumerate() {
            let (x, own_height) = (self.columns[at], box_height(&own.label, own.is_actor));
            let (width, y) = (box_width(&own.label), MARGIN + height - own_height / 2.0);
            self.front.open("diagram-node");
            if own.is_actor {
                let top = y - own_height / 2.0;
                self.front.circle("diagram-shape end", Point { x, y: top + 9.0 }, 7.0);
                let [l, r, t, b, m] = [x - 13.0, x + 13.0, top + 19.0, top + 34.0, x].map(number);
                self.front
                    .path("diagram-shape end", &format!("M{l} {b}C{l} {t} {m} {t} {m} {t}S{r} {t} {r} {b}Z"));
                let middle = Point { x, y: top + 38.0 + own.label.height() / 2.0 };
                self.front.words("diagram-text", &own.label, middle);
            } else {
                self.front.rect("diagram-shape", Area { x, y, width, height: own_height }, 3.0);
                self.front.words("diagram-text", &own.label, Point { x, y });
            }
            self.front.close();
        }
        let html = [lines.html, self.back.html, self.front.html].concat();
        let shift = number(MARGIN - self.left);
        let html = format!("<g transform=\"translate({shift} 0)\">{html}</g>");
        let width = self.right - self.left + 2.0 * MARGIN;
        (Svg { html, gaps: Vec::new() }, width.ceil(), (bottom + MARGIN).ceil())
    }
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
