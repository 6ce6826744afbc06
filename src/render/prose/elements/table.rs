//! The cells of a table: how each is aligned, and how wide its column is.

use crate::markdown::events::{Event, Ranged};
use pulldown_cmark::{Alignment, Event as Markdown, Tag, TagEnd};

/// The table being written.
pub(in crate::render::prose) struct Table {
    pub(in crate::render::prose) alignments: Vec<Alignment>,
    /// The longest cell of each column.
    pub(in crate::render::prose) widths: Vec<usize>,
    pub(in crate::render::prose) column: usize,
    pub(in crate::render::prose) in_head: bool,
}

/// Up to this a cell stays on one line; above that it needs room to be read (Latin characters; a Han character is two).
const SHORT: usize = 8;
const LONG: usize = 24;

impl Table {
    /// The start tag of the next cell.
    pub(in crate::render::prose) fn next_cell(&mut self) -> String {
        let align = match self.alignments.get(self.column) {
            Some(Alignment::Right) => " data-align=\"right\"",
            Some(Alignment::Center) => " data-align=\"center\"",
            Some(Alignment::Left | Alignment::None) | None => "",
        };
        let width = match self.widths.get(self.column) {
            Some(..=SHORT) => " data-short",
            Some(width) if *width > LONG => " data-long",
            _ => "",
        };
        self.column += 1;
        if self.in_head { format!("<th scope=\"col\"{align}{width}>") } else { format!("<td{align}{width}>") }
    }
}

/// For each table how wide its columns are, without their heads: in Latin characters, of which a Han character takes two.
pub(in crate::render::prose) fn columns(events: &[Ranged<'_>]) -> Vec<Vec<usize>> {
    let mut tables: Vec<Vec<usize>> = Vec::new();
    let (mut column, mut width, mut in_head) = (0, 0, false);
    for (event, _) in events {
        let Event::Markdown(event) = event else { continue };
        match event {
            Markdown::Start(Tag::Table(columns)) => tables.push(vec![0; columns.len()]),
            Markdown::Start(Tag::TableHead | Tag::TableRow) => {
                (column, in_head) = (0, matches!(event, Markdown::Start(Tag::TableHead)))
            }
            Markdown::Start(Tag::TableCell) => width = 0,
            Markdown::Text(text) | Markdown::Code(text) | Markdown::InlineMath(text) => {
                width += text.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum::<usize>();
            }
            // Something else than words takes its room.
            Markdown::Start(Tag::Image { .. }) | Markdown::HardBreak => width += SHORT + 1,
            Markdown::End(TagEnd::TableCell) => {
                if let Some(widest) =
                    tables.last_mut().and_then(|table| table.get_mut(column)).filter(|_| !in_head)
                {
                    *widest = width.max(*widest);
                }
                column += 1;
            }
            _ => {}
        }
    }
    tables
}
