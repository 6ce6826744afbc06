//! Every address of the site is given once: also where upper and lower case count as the same, and never as a file where
//! a folder has to be.
//!
//! In: the addresses as the plan lists them, each with what it is for. Out: diagnostics at the file, or the old address,
//! that gives way more easily.

use crate::diag::{Diagnostics, Problem, Rival, Span};
use crate::model::address::OutPath;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// What an address is for. Whoever comes later here gives way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// What Rolebook makes by itself.
    Made,
    /// A page, by its source file.
    Page(Span),
    /// A picture or attachment.
    File(Span),
    /// An old address, where it is written, and the page it leads to.
    Old(Span, String),
}

impl Owner {
    fn rank(&self) -> u8 {
        match self {
            Owner::Made => 0,
            Owner::Page(_) => 1,
            Owner::File(_) => 2,
            Owner::Old(..) => 3,
        }
    }

    fn span(&self) -> Option<&Span> {
        match self {
            Owner::Made => None,
            Owner::Page(span) | Owner::File(span) | Owner::Old(span, _) => Some(span),
        }
    }

    fn name(&self) -> Rival {
        match self {
            Owner::Made => Rival::Made,
            Owner::Page(span) | Owner::File(span) => Rival::File(span.file.to_string()),
            Owner::Old(_, page) => Rival::File(page.clone()),
        }
    }
}

/// The file and offset of whoever has an address, if it is the project's.
type Place = Option<(String, usize)>;

#[derive(Default)]
pub struct Claims {
    /// By folded address.
    taken: BTreeMap<String, (OutPath, Owner)>,
    problems: Vec<(Span, Problem)>,
    /// Two pages meet in every language; that is one mistake.
    told: BTreeSet<(Place, Place)>,
}

impl Claims {
    pub fn claim(&mut self, address: &OutPath, owner: Owner) {
        let key = folded(address.as_str());
        match self.taken.get(&key) {
            Some((_, other)) if *other != owner => {
                let other = other.clone();
                let (strong, weak) = ranked(other, owner);
                self.tell(
                    &strong,
                    &weak,
                    Problem::PathCollision { other: strong.name(), address: address.to_string() },
                );
            }
            _ => {
                self.taken.insert(key, (address.clone(), owner));
            }
        }
    }

    /// Whatever is in this folder with this ending has no place there: the names are made up later.
    pub fn reserve(&mut self, folder: &str, ending: &str) {
        let (folder, ending) = (folded(folder), folded(ending));
        let inside = |address: &str| address.starts_with(&folder) && address.ends_with(&ending);
        let found: Vec<(OutPath, Owner)> = self
            .taken
            .iter()
            .filter(|(address, (_, owner))| *owner != Owner::Made && inside(address))
            .map(|(_, taken)| taken.clone())
            .collect();
        for (address, owner) in found {
            let problem = Problem::PathCollision { other: Rival::Made, address: address.to_string() };
            self.tell(&Owner::Made, &owner, problem);
        }
    }

    /// Says what was found, and where a file stands in the way of a folder.
    pub fn report(mut self, diags: &mut Diagnostics) {
        let mut inside: Vec<(OutPath, Owner, OutPath, Owner)> = Vec::new();
        for (key, (address, owner)) in &self.taken {
            for (at, _) in key.match_indices('/') {
                if let Some((folder, other)) = self.taken.get(&key[..at]) {
                    inside.push((folder.clone(), other.clone(), address.clone(), owner.clone()));
                }
            }
        }
        for (folder, other, address, owner) in inside {
            let (strong, weak) = ranked(other, owner);
            let (address, folder) = (address.to_string(), folder.to_string());
            self.tell(&strong, &weak, Problem::PathFolder { other: strong.name(), address, folder });
        }
        self.problems.into_iter().for_each(|(span, problem)| diags.push(span, problem));
    }

    fn tell(&mut self, strong: &Owner, weak: &Owner, problem: Problem) {
        let place =
            |owner: &Owner| -> Place { owner.span().map(|span| (span.file.to_string(), span.range.start)) };
        let Some(span) = weak.span() else { return };
        if self.told.insert((place(strong), place(weak))) {
            self.problems.push((span.clone(), problem));
        }
    }
}

/// Of two equals, the later name gives way.
fn ranked(one: Owner, other: Owner) -> (Owner, Owner) {
    let key = |owner: &Owner| {
        let place = owner.span().map(|span| (span.file.to_string(), span.range.start));
        (owner.rank(), place)
    };
    if key(&one) <= key(&other) { (one, other) } else { (other, one) }
}

/// Upper case first: `ß` becomes `SS`, which lower case alone would keep apart from `ss`.
fn folded(address: &str) -> String {
    if address.is_ascii() {
        return address.to_ascii_lowercase();
    }
    address.nfc().collect::<String>().to_uppercase().to_lowercase()
}
