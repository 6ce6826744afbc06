//! Terms with the places they stand at, gathered page by page, written as lists by weight.
//!
//! In: the pages of one language, cut into units. Out: for each term one record of text. Not here: files.
//!
//! A unit is a stretch of some 3,000 characters of one page, never cut inside a line. A record holds up to five lists,
//! the heavy ones first; see `record`. A term that stands in very many units keeps the heaviest in its record and the
//! rest in tails, so that a common word costs the same at any size of site.

use crate::search::digits;
use crate::search::tokens::Term;
use rayon::prelude::*;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Where a term stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In a page's title, or in one of its other names (`alias` from 1): at which place, of how many.
    Title { alias: u8, at: u8, of: u8 },
    /// In the heading of a part, or in another name of it: of how many places.
    Heading { part: u16, of: u8 },
    /// In the text: once, a few times, often.
    Body { level: u8 },
}

/// A term in a unit.
#[derive(Clone, Copy)]
pub struct Posting {
    pub term: Term,
    pub unit: u32,
    pub place: Place,
}

/// All places of one term, in the order of the units.
#[derive(Default)]
pub struct Places {
    pub names: Vec<(u32, Place)>,
    /// `unit << 2 | level`
    body: Vec<u32>,
}

/// Terms are spread over so many tables, so that threads can fill them side by side.
const TABLES: usize = 32;
/// Pages that are read before their postings are merged (bounds what is in memory twice).
const BATCH: usize = 512;

/// Every term with its places, sorted.
pub fn gather<P: Sync>(pages: &[P], postings: impl Fn(&P) -> Vec<Posting> + Sync) -> Vec<(Term, Places)> {
    let mut tables: Vec<Table> = (0..TABLES).map(|_| Table::default()).collect();
    for batch in pages.chunks(BATCH) {
        let read: Vec<Vec<Vec<Posting>>> = batch
            .par_chunks(16)
            .map(|pages| {
                let mut sorted: Vec<Vec<Posting>> = vec![Vec::new(); TABLES];
                for posting in pages.iter().flat_map(&postings) {
                    sorted[table_of(posting.term)].push(posting);
                }
                sorted
            })
            .collect();
        tables.par_iter_mut().enumerate().for_each(|(at, table)| {
            for posting in read.iter().flat_map(|part| &part[at]) {
                let places = table.entry(posting.term).or_default();
                match posting.place {
                    Place::Body { level } => places.body.push(posting.unit << 2 | u32::from(level)),
                    place => places.names.push((posting.unit, place)),
                }
            }
        });
    }
    let mut terms: Vec<(Term, Places)> = tables.into_iter().flatten().collect();
    terms.par_sort_unstable_by_key(|(term, _)| *term);
    terms
}

type Table = HashMap<Term, Places, BuildHasherDefault<Spread>>;

fn table_of(term: Term) -> usize {
    let mut hasher = Spread::default();
    hasher.write_u128(term.0);
    (hasher.finish() >> 32) as usize % TABLES
}

/// Multiplies and folds: terms come from the project itself, nobody attacks the table.
#[derive(Default)]
pub struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
    }

    fn write_u128(&mut self, number: u128) {
        let folded = (number >> 64) as u64 ^ (number as u64).rotate_left(29);
        let product = u128::from(folded ^ self.0) * 0x9e37_79b9_7f4a_7c15;
        self.0 = (product >> 64) as u64 ^ product as u64;
    }
}

/// More places than this go to tails.
const HEAD: usize = 4096;

/// What a term's record and its tails say.
pub struct Written {
    /// Behind the term itself.
    pub lists: String,
    /// The first unit of each tail, and its lists.
    pub tails: Vec<(u32, String)>,
}

impl Places {
    pub fn count(&self) -> usize {
        self.names.len() + self.body.len()
    }

    /// Writes the lists: `!` titles (unit, place, twice the length and 1 for another name), `#` headings (unit, part,
    /// length), `$` often, `%` a few times, `&` once (unit). Units as the distance from the one before in the list.
    pub fn written(&self) -> Written {
        if self.count() <= HEAD {
            return Written { lists: lists(&self.names, &self.body), tails: Vec::new() };
        }
        let mut names: Vec<(u32, Place)> = self.names.clone();
        names.sort_by_key(|(unit, place)| (matches!(place, Place::Heading { .. }), *unit));
        let mut body = self.body.clone();
        body.sort_by_key(|entry| (3 - (entry & 3), *entry));
        let late_names = names.split_off(names.len().min(HEAD));
        let late_body = body.split_off(body.len().min(HEAD - names.len().min(HEAD)));
        names.sort_by_key(|(unit, place)| (*unit, *place));
        body.sort_unstable();
        let mut rest: Vec<(u32, Option<Place>, u32)> = late_names
            .into_iter()
            .map(|(unit, place)| (unit, Some(place), 0))
            .chain(late_body.into_iter().map(|entry| (entry >> 2, None, entry)))
            .collect();
        rest.sort_by_key(|(unit, place, _)| (*unit, *place));
        let mut tails = Vec::new();
        while !rest.is_empty() {
            // A unit is never in two tails.
            let mut end = rest.len().min(HEAD);
            while end < rest.len() && rest[end].0 == rest[end - 1].0 {
                end += 1;
            }
            let tail: Vec<_> = rest.drain(..end).collect();
            let names: Vec<(u32, Place)> =
                tail.iter().filter_map(|(unit, place, _)| Some((*unit, (*place)?))).collect();
            let body: Vec<u32> =
                tail.iter().filter(|(_, place, _)| place.is_none()).map(|(_, _, entry)| *entry).collect();
            tails.push((tail[0].0, lists(&names, &body)));
        }
        Written { lists: lists(&names, &body), tails }
    }
}

fn lists(names: &[(u32, Place)], body: &[u32]) -> String {
    let mut out = String::new();
    let mut title_from = 0;
    let mut heading_from = 0;
    let mut headings = String::new();
    for (unit, place) in names {
        match *place {
            Place::Title { alias, at, of } => {
                if out.is_empty() {
                    out.push('!');
                }
                digits::push(&mut out, unit - title_from);
                digits::push(&mut out, u32::from(alias) * 64 + u32::from(at));
                digits::push(&mut out, u32::from(of) * 2 + u32::from(alias > 0));
                title_from = *unit;
            }
            Place::Heading { part, of } => {
                if headings.is_empty() {
                    headings.push('#');
                }
                digits::push(&mut headings, unit - heading_from);
                digits::push(&mut headings, u32::from(part));
                digits::push(&mut headings, u32::from(of));
                heading_from = *unit;
            }
            Place::Body { .. } => {}
        }
    }
    out.push_str(&headings);
    for (level, mark) in [(3, '$'), (2, '%'), (1, '&')] {
        let mut from = 0;
        let mut is_first = true;
        for unit in body.iter().filter(|entry| **entry & 3 == level).map(|entry| entry >> 2) {
            if std::mem::take(&mut is_first) {
                out.push(mark);
            }
            digits::push(&mut out, unit - from);
            from = unit;
        }
    }
    out
}
