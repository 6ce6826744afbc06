//! Terms with the places they are at, gathered page by page, written as lists by weight.
//!
//! In: the pages of one language, cut into units. Out: for each term one record of text. Not here: files.
//!
//! A unit is a stretch of some 3,000 characters of one page, never cut inside a line. A record holds up to five lists,
//! the heavy ones first; see `record`. A term that is in very many units keeps the heaviest in its record and the
//! rest in tails, so that a common word costs the same at any size of site.

use crate::search::digits;
use crate::search::tokens::Term;
use rayon::prelude::*;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Where a term is in a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In a page's title, or in one of its other names (`alias` from 1): at which place, of how many.
    Title { alias: u8, at: u8, of: u8 },
    /// In the heading of a part, or in another name of it: of how many places.
    Heading { part: u16, of: u8 },
}

/// All places of one term, in the order of the units.
#[derive(Default)]
pub struct Places {
    pub names: Vec<(u32, Place)>,
    /// In the text, once (1), a few times (2) or often (3): `unit << 2 | level`.
    body: Vec<u32>,
}

/// Every term with its places, sorted. `read` adds the terms of one page.
pub fn gather<P: Sync>(pages: &[P], read: impl Fn(&P, &mut Gathered) + Sync) -> Vec<(Term, Places)> {
    // Each thread has tables of its own; of few large ones little is left to merge.
    let share = pages.len().div_ceil(2 * rayon::current_num_threads()).max(64);
    pages
        .par_chunks(share)
        .map(|pages| {
            let mut gathered = Gathered::default();
            pages.iter().for_each(|page| read(page, &mut gathered));
            gathered.sorted()
        })
        .reduce(Vec::new, merged)
}

/// The terms of some pages in a row.
#[derive(Default)]
pub struct Gathered {
    /// Where terms of up to 8 bytes stand, as most are.
    short: HashMap<u64, Seen, BuildHasherDefault<Spread>>,
    long: HashMap<u128, Seen, BuildHasherDefault<Spread>>,
    terms: Vec<(Term, Places)>,
    /// The terms of the unit that is read: where in `terms`, and how often, or `NAMED`.
    own: Vec<(u32, u32)>,
}

/// A term that has been seen.
#[derive(Clone, Copy)]
struct Seen {
    /// Its place in `terms`.
    at: u32,
    /// Its place in `own`, where it stands only if the unit has it.
    own: u32,
}

/// Stands in a name of the unit: then it does not matter how often it is in the text.
const NAMED: u32 = 1 << 31;

impl Gathered {
    /// A term in a name of the unit that is read.
    pub fn name(&mut self, term: Term, unit: u32, place: Place) {
        let own = self.own(term);
        own.1 |= NAMED;
        let at = own.0;
        self.terms[at as usize].1.names.push((unit, place));
    }

    /// A term in the text of the unit that is read.
    pub fn body(&mut self, term: Term) {
        self.own(term).1 += 1;
    }

    pub fn end_unit(&mut self, unit: u32) {
        for (at, count) in self.own.drain(..) {
            let level = match count {
                1 => 1,
                2 | 3 => 2,
                _ => 3,
            };
            if count & NAMED == 0 {
                self.terms[at as usize].1.body.push(unit << 2 | level);
            }
        }
    }

    fn own(&mut self, term: Term) -> &mut (u32, u32) {
        let Gathered { short, long, terms, own } = self;
        let add = || {
            terms.push((term, Places::default()));
            Seen { at: small(terms.len() - 1), own: 0 }
        };
        let seen = match u64::try_from(term.0 >> 64) {
            Ok(high) if term.0 as u64 == 0 => short.entry(high).or_insert_with(add),
            _ => long.entry(term.0).or_insert_with(add),
        };
        if own.get(seen.own as usize).is_none_or(|(at, _)| *at != seen.at) {
            seen.own = small(own.len());
            own.push((seen.at, 0));
        }
        &mut own[seen.own as usize]
    }

    fn sorted(self) -> Vec<(Term, Places)> {
        let mut terms = self.terms;
        terms.sort_unstable_by_key(|(term, _)| *term);
        terms
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).expect("a site has fewer than four thousand million terms")
}

/// The terms of earlier and of later pages.
fn merged(first: Vec<(Term, Places)>, second: Vec<(Term, Places)>) -> Vec<(Term, Places)> {
    if first.is_empty() || second.is_empty() {
        return if first.is_empty() { second } else { first };
    }
    let mut all = Vec::with_capacity(first.len().max(second.len()) * 5 / 4);
    let mut later = second.into_iter().peekable();
    for (term, mut places) in first {
        while let Some(own) = later.next_if(|(own, _)| *own < term) {
            all.push(own);
        }
        if let Some((_, own)) = later.next_if(|(own, _)| *own == term) {
            places.names.extend(own.names);
            places.body.extend(own.body);
        }
        all.push((term, places));
    }
    all.extend(later);
    all
}

/// Multiplies and folds: terms come from the project itself, nobody attacks the table.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        let product = u128::from(number ^ self.0) * 0x9e37_79b9_7f4a_7c15;
        self.0 = (product >> 64) as u64 ^ product as u64;
    }

    fn write_u128(&mut self, number: u128) {
        self.write_u64((number >> 64) as u64 ^ (number as u64).rotate_left(29));
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
