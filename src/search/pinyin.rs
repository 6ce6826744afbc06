//! What it takes to find Han characters by their sound: readings of the characters in names, and which stand together.
//!
//! In: the pairs of characters in titles, headings and terms, and these names themselves. Out: a table of syllables, and
//! for each first character the second ones, the frequent first, with the third ones behind. All readings of a character
//! count, so that 会计 is found as `kuaiji`. Threes, because of pairs alone chains are made that stand nowhere.

use crate::search::entry::Entry;
use crate::search::fold::fold;
use crate::search::tokens::{Term, is_han};
use pinyin::ToPinyinMulti;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Which characters follow a pair in names, with how often.
pub type Thirds = BTreeMap<(char, char), BTreeMap<char, usize>>;

/// `kuai会块 ji计记 …`
pub fn syllables(pairs: &BTreeMap<char, Vec<(char, usize)>>) -> String {
    let mut by_sound: BTreeMap<String, Vec<char>> = BTreeMap::new();
    let mut chars: Vec<char> = pairs
        .iter()
        .flat_map(|(first, seconds)| seconds.iter().map(|(second, _)| *second).chain([*first]))
        .collect();
    chars.sort_unstable();
    chars.dedup();
    for c in chars {
        for sound in readings(c) {
            by_sound.entry(sound).or_default().push(c);
        }
    }
    let one = |(sound, chars): (String, Vec<char>)| sound + &chars.into_iter().collect::<String>();
    by_sound.into_iter().map(one).collect::<Vec<_>>().join(" ")
}

/// The ways a character is read, without tones; `v` for ü, as it is typed.
pub fn readings(c: char) -> Vec<String> {
    let Some(all) = c.to_pinyin_multi() else { return Vec::new() };
    let mut sounds: Vec<String> = all.into_iter().map(|sound| sound.plain().replace('ü', "v")).collect();
    sounds.retain(|sound| sound.bytes().all(|byte| byte.is_ascii_lowercase()) && !sound.is_empty());
    sounds.sort();
    sounds.dedup();
    sounds
}

/// The pairs of Han characters among the terms of names, with how often they are there.
pub fn pairs<'t>(named: impl Iterator<Item = (Term, usize)> + 't) -> BTreeMap<char, Vec<(char, usize)>> {
    let mut pairs: BTreeMap<char, Vec<(char, usize)>> = BTreeMap::new();
    for (term, count) in named {
        let text = term.text();
        let mut chars = text.chars();
        if let (Some(first), Some(second), None) = (chars.next(), chars.next(), chars.next())
            && !readings(first).is_empty()
            && !readings(second).is_empty()
        {
            pairs.entry(first).or_default().push((second, count));
        }
    }
    for seconds in pairs.values_mut() {
        seconds.sort_by_key(|(second, count)| (std::cmp::Reverse(*count), *second));
    }
    pairs
}

/// What follows each pair of Han characters in titles, other names and headings.
pub fn thirds(entries: &[Entry]) -> Thirds {
    let add = |mut all: Thirds, entry: &Entry| {
        let parts = entry.text.parts.iter().flat_map(|part| std::iter::once(&part.title).chain(&part.names));
        for name in std::iter::once(&entry.title).chain(&entry.names).chain(parts) {
            let (mut first, mut second) = (None, None);
            for c in fold(name).chars() {
                if !is_han(c) {
                    (first, second) = (None, None);
                    continue;
                }
                if let (Some(first), Some(second)) = (first, second) {
                    *all.entry((first, second)).or_default().entry(c).or_default() += 1;
                }
                (first, second) = (second, Some(c));
            }
        }
        all
    };
    let merged = |mut all: Thirds, more: Thirds| {
        for (pair, thirds) in more {
            let own = all.entry(pair).or_default();
            thirds.into_iter().for_each(|(c, count)| *own.entry(c).or_default() += count);
        }
        all
    };
    entries.par_iter().fold(Thirds::new, add).reduce(Thirds::new, merged)
}

/// The pairs by the letter their first character's sound begins with, as one text a letter: `会计5科话1费 科目4技1术 …`. The
/// digit tells how common the pair is in names: twice as common, one more. Behind it stands what follows the pair.
pub fn by_letter(pairs: &BTreeMap<char, Vec<(char, usize)>>, thirds: &Thirds) -> BTreeMap<char, String> {
    let mut letters: BTreeMap<char, String> = BTreeMap::new();
    for (first, seconds) in pairs {
        let mut own: Vec<char> = readings(*first).iter().filter_map(|sound| sound.chars().next()).collect();
        own.dedup();
        let mut record = String::from(*first);
        for (second, count) in seconds {
            record.push(*second);
            record.push(char::from_digit(count.ilog2().min(9), 10).expect("it is at most nine"));
            let mut next: Vec<(&char, &usize)> =
                thirds.get(&(*first, *second)).into_iter().flatten().collect();
            next.sort_by_key(|(c, count)| (std::cmp::Reverse(**count), **c));
            record.extend(next.into_iter().map(|(c, _)| c));
        }
        record.push(' ');
        for letter in own {
            letters.entry(letter).or_default().push_str(&record);
        }
    }
    letters
}
