//! Chinese characters that are written in more than one way.

use hanconv::RawDictionary;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The simplified form of a character. Source of the table: OpenCC, `TSCharacters`, the first of several.
pub fn simplified(c: char) -> char {
    match c {
        // One letter has two small forms, the second at the end of a word.
        'ς' => 'σ',
        c if c < FIRST => c,
        c => SIMPLIFIED
            .common
            .get(c as usize - FIRST as usize)
            .copied()
            .unwrap_or_else(|| SIMPLIFIED.rare.get(&c).copied().unwrap_or(c)),
    }
}

/// Traditional characters with their simplified forms, sorted.
pub fn traditional() -> impl Iterator<Item = (char, char)> {
    let common =
        (FIRST..).zip(&SIMPLIFIED.common).map(|(from, to)| (from, *to)).filter(|(from, to)| from != to);
    common.chain(SIMPLIFIED.rare.iter().map(|(from, to)| (*from, *to)))
}

/// No character before it has a simplified form, and no common one follows the last.
const FIRST: char = '\u{3400}';
const LAST: char = '\u{9fff}';

/// Every character from `FIRST` to `LAST` has its place among the common ones; a map would be asked for each character
/// of each page.
struct Simplified {
    common: Vec<char>,
    rare: BTreeMap<char, char>,
}

static SIMPLIFIED: LazyLock<Simplified> = LazyLock::new(|| {
    let only = |text: &str| {
        let mut chars = text.chars();
        chars.next().filter(|_| chars.next().is_none())
    };
    let mut table = Simplified { common: (FIRST..=LAST).collect(), rare: BTreeMap::new() };
    let pairs = RawDictionary::TSCharacters.iter().filter_map(|(from, to)| Some((only(from)?, only(to)?)));
    for (from, to) in pairs.filter(|(from, to)| from != to) {
        match (from as usize).checked_sub(FIRST as usize).and_then(|at| table.common.get_mut(at)) {
            Some(own) => *own = to,
            None => {
                table.rare.insert(from, to);
            }
        }
    }
    table
});

/// Simplified characters that stand for each other, which no table of traditional forms holds: 帐 was the only form for
/// an account until 1964, and both are typed.
const TWINS: &[(char, char)] = &[('帐', '账')];

/// Every other way to write a simplified character, with the one that all of them are compared as.
pub fn variants(simplified: char) -> impl Iterator<Item = (char, char)> {
    static OTHERS: LazyLock<BTreeMap<char, Vec<char>>> = LazyLock::new(|| {
        let mut others: BTreeMap<char, Vec<char>> = BTreeMap::new();
        let twin = |c: char| TWINS.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to);
        for (from, to) in traditional().map(|(from, to)| (from, twin(to))).chain(TWINS.iter().copied()) {
            others.entry(to).or_default().push(from);
        }
        others
    });
    let base = TWINS.iter().find(|(from, _)| *from == simplified).map_or(simplified, |(_, to)| *to);
    OTHERS.get(&base).into_iter().flatten().map(move |other| (*other, base))
}
