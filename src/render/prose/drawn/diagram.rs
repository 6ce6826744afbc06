//! A diagram -> its figure: the drawing, the same in words for readers who hear it, and its links.

use crate::diagram::{self, Diagram, Drawing, Kind, Words};
use crate::escape;
use crate::markdown::variables;
use crate::render::prose::template::{Attribute, Placeholder};
use crate::render::prose::writer::{Filling, Writer};

/// The least width of a drawing on a narrow screen, as a share of its own: its words are 14 pixels high and stay readable.
const LEAST: f64 = 0.75;

impl Writer<'_, '_> {
    /// Writes a diagram with the title of its fence. False when it cannot be drawn: its source is shown then.
    pub(in crate::render::prose) fn write_diagram(&mut self, source: &str, title: Option<&str>) -> bool {
        let fill = |text: &str| variables::fill(text, self.context).into_owned();
        let Ok(diagram) = diagram::read(source, &fill) else { return false };
        let title = title.map(str::to_owned).or_else(|| diagram.title.as_deref().map(escape::text));
        let targets: Vec<String> = diagram.links.iter().map(|link| fill(&link.target)).collect();
        let leads: Vec<bool> = targets.iter().map(|target| self.find(target).is_some()).collect();
        let drawing = diagram.draw(&self.diagram_words(), &leads);
        let frame = self.frame("diagram", if title.is_some() { "titled" } else { "" });
        let title = title.unwrap_or_default();
        let filling = Filling { title: &title, ..Filling::default() };
        self.around(frame.before(), &filling);
        self.raw(self.opening(&diagram, &drawing));
        let mut from = 0;
        for (at, link) in &drawing.svg.gaps {
            self.raw(&drawing.svg.html[from..*at]);
            if let Some(to) = self.find(&targets[*link]) {
                let target = targets[*link].clone();
                self.placeholder(Placeholder::Address { to, target, within: Attribute::Media });
            }
            from = *at;
        }
        self.raw(&drawing.svg.html[from..]);
        self.raw(closing(&diagram, &drawing));
        self.around(frame.after(), &filling);
        true
    }

    fn diagram_words(&self) -> Words {
        let text = |key: &str| self.cx.names().text(key).to_owned();
        Words {
            repeat: text("diagram_loop"),
            alternative: text("diagram_alt"),
            option: text("diagram_opt"),
            parallel: text("diagram_par"),
            critical: text("diagram_critical"),
            stop: text("diagram_break"),
        }
    }

    fn opening(&self, diagram: &Diagram, drawing: &Drawing) -> String {
        let Drawing { width, height, .. } = drawing;
        let kind = self.cx.names().text(match diagram.kind {
            Kind::Flowchart => "diagram_flowchart",
            Kind::State => "diagram_state",
            Kind::Sequence => "diagram_sequence",
        });
        let label =
            escape::text(diagram.spoken_title.as_deref().or(diagram.title.as_deref()).unwrap_or(kind));
        // What is inside a picture is not heard; links have to be.
        let role = if drawing.svg.gaps.is_empty() { "img" } else { "group" };
        format!(
            "<svg viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"{role}\" aria-label=\"{label}\">"
        )
    }
}

/// The end of the drawing, what keeps it from being made smaller than can be read, and the same in words.
fn closing(diagram: &Diagram, drawing: &Drawing) -> String {
    let least = (drawing.width * LEAST).floor();
    let mut html = format!(
        "</svg><svg class=\"diagram-least\" width=\"{least}\" height=\"0\" aria-hidden=\"true\"></svg><ul class=\"visually-hidden\">"
    );
    // The writer's own description says it better than the list of arrows.
    let sentences = diagram.description.clone().map_or_else(|| diagram.sentences(), |own| vec![own]);
    for sentence in sentences {
        html.push_str("<li>");
        escape::push(&sentence, &mut html);
        html.push_str("</li>");
    }
    html.push_str("</ul>");
    html
}
