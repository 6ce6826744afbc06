//! A page's words cut into units, and the terms of each.

use crate::model::plain_text::{Part, PlainText};
use crate::search::fold::fold;
use crate::search::postings::{Gathered, Place};
use crate::search::tokens::{self, Term};
use std::ops::Range;

/// A unit ends once it holds so much; a Han character counts 2, any other 1.
const FULL: usize = 6000;

/// A stretch of one part's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub part: usize,
    pub text: Range<usize>,
}

/// The pieces of each unit; there is always one.
pub fn of(text: &PlainText) -> Vec<Vec<Piece>> {
    let mut units = vec![Vec::new()];
    let mut weight = 0;
    for (at, part) in text.parts.iter().enumerate() {
        let mut start = 0;
        let mut end = 0;
        for line in part.text.split_inclusive('\n') {
            if weight >= FULL && end > start {
                add(&mut units, Piece { part: at, text: start..end });
                units.push(Vec::new());
                start = end;
                weight = 0;
            }
            end += line.len();
            weight += line.chars().map(|c| if tokens::is_han(c) { 2 } else { 1 }).sum::<usize>();
        }
        add(&mut units, Piece { part: at, text: start..end });
        if weight >= FULL && at + 1 < text.parts.len() {
            units.push(Vec::new());
            weight = 0;
        }
    }
    units
}

fn add(units: &mut [Vec<Piece>], piece: Piece) {
    units.last_mut().expect("there is always a unit").push(piece);
}

/// How long a unit is, as four times the power of two of its share of a full one: 0 for nothing, 28 for a full one.
pub fn length(text: &PlainText, unit: &[Piece]) -> u32 {
    let bytes: usize = unit.iter().map(|piece| piece.text.len() + text.parts[piece.part].title.len()).sum();
    // Without floating point, which is not the same on every machine: the power, and the quarter by the next two bits.
    let scaled = u32::try_from(bytes / 64 + 1).unwrap_or(u32::MAX);
    let power = scaled.ilog2();
    let quarter = ((u64::from(scaled) * 4) >> power) & 3;
    power * 4 + u32::try_from(quarter).expect("two bits")
}

/// Where names begin that others give a page, among its own other names.
const TOLD: usize = 200;

/// What a page is called: its title, its other names, and what other pages call it.
pub struct Called<'a> {
    pub title: &'a str,
    pub names: &'a [String],
    pub told: &'a [String],
}

/// Gathers every term of a page's units; `first` is the number of the first.
pub fn read(
    called: &Called<'_>,
    text: &PlainText,
    units: &[Vec<Piece>],
    first: u32,
    gathered: &mut Gathered,
) {
    let Called { title, names, told } = *called;
    let mut found = Vec::new();
    let own = std::iter::once(title).chain(names.iter().map(String::as_str)).enumerate().take(TOLD);
    for (alias, name) in own.chain(told.iter().enumerate().map(|(at, name)| (TOLD + at, name.as_str()))) {
        let of = tokens::terms(&fold(name), true, |term, at| found.push((term, at)));
        for (term, at) in found.drain(..) {
            // Far from the beginning of a very long title the place no longer matters.
            let place = Place::Title { alias: small(alias), at: small(at.min(60)), of: small(of) };
            gathered.name(term, first, place);
        }
    }
    for (at, unit) in units.iter().enumerate() {
        let number = first + u32::try_from(at).expect("a page has fewer units than characters");
        for piece in unit {
            let part = &text.parts[piece.part];
            if piece.text.start == 0 {
                headings(part, piece.part, number, gathered);
            }
            tokens::terms(&fold(&part.text[piece.text.clone()]), false, |term, _| gathered.body(term));
        }
        gathered.end_unit(number);
    }
}

fn headings(part: &Part, at: usize, unit: u32, gathered: &mut Gathered) {
    let mut found: Vec<Term> = Vec::new();
    for name in std::iter::once(&part.title).chain(&part.names) {
        let of = tokens::terms(&fold(name), true, |term, _| found.push(term));
        found.sort_unstable();
        found.dedup();
        for term in found.drain(..) {
            let part = u16::try_from(at).unwrap_or(u16::MAX);
            gathered.name(term, unit, Place::Heading { part, of: small(of) });
        }
    }
}

fn small(number: usize) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}
