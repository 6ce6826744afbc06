//! Entries -> the files of one language's index, with their names.

use crate::model::address::OutPath;
use crate::model::{LanguageId, Site, han};
use crate::search::entry::{Entry, FOLDER, anchor};
use crate::search::postings::{self, Places, Written};
use crate::search::synonyms::synonyms;
use crate::search::tokens::{Term, is_han};
use crate::search::{digits, everyday, pinyin, rows, units};
use crate::theme::script as framing;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Changes when an older engine could not read the files.
const FORMAT: u32 = 4;
/// A file of texts ends before it holds more (bytes), but for a unit that is longer.
const TEXTS: usize = 12 * 1024;
/// So many names of text files stand in the manifest, which saves a round of requests; of more, so many stand in each
/// list.
const NAMES: usize = 4096;
const LIST: usize = 128;
/// Other files end once they hold so much (bytes).
const SHARD: usize = 8 * 1024;
/// A file of sounds ends sooner: a query needs one for each of its letters.
const SOUNDS: usize = SHARD / 2;
/// Words shorter than this are searched as they are typed (characters).
const FORGIVEN: usize = 5;

/// The files of one language's index.
pub struct Index {
    language: String,
    files: BTreeMap<OutPath, Held>,
    entries: Vec<Entry>,
}

/// A file's bytes, or the units whose texts it shows: those are written when they are asked for, so that a large site
/// does not stand in memory twice.
enum Held {
    Bytes(Arc<[u8]>),
    Texts { name: String, units: Vec<(usize, usize)> },
}

impl Index {
    pub fn paths(&self) -> impl Iterator<Item = &OutPath> {
        self.files.keys()
    }

    pub fn make(&self, path: &OutPath) -> Option<Arc<[u8]>> {
        Some(match self.files.get(path)? {
            Held::Bytes(bytes) => bytes.clone(),
            Held::Texts { name, units } => {
                script(&self.language, name, |out| texts(&self.entries, units, out)).into()
            }
        })
    }
}

/// Under which name data with this hash is kept: eight letters and digits.
fn name(hash: blake3::Hash) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";
    hash.as_bytes()[..8].iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect()
}

/// Hands the data to the engine.
fn script(language: &str, name: &str, write: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut out = framing::begin(&format!("search/{language}/{name}")).into_bytes();
    write(&mut out);
    out.extend_from_slice(framing::END.as_bytes());
    out
}

struct Shelf {
    language: String,
    files: BTreeMap<OutPath, Held>,
}

impl Shelf {
    fn path(&self, name: &str) -> OutPath {
        OutPath::new(&format!("{FOLDER}{}/{name}.js", self.language))
    }

    /// Puts a text into a file of its own and returns the name.
    fn text(&mut self, text: &str) -> String {
        let name = name(blake3::hash(text.as_bytes()));
        let bytes = script(&self.language, &name, |out| push(out, text));
        self.files.insert(self.path(&name), Held::Bytes(bytes.into()));
        name
    }
}

pub fn of(site: &Site, language: LanguageId, entries: Vec<Entry>) -> Index {
    let tag = site.language(language).to_owned();
    let mut shelf = Shelf { language: tag.clone(), files: BTreeMap::new() };
    let mut firsts = Vec::with_capacity(entries.len());
    let mut count = 0;
    for entry in &entries {
        firsts.push(count);
        count += small(entry.units.len());
    }
    let numbered: Vec<(&Entry, u32)> = entries.iter().zip(firsts).collect();
    let terms = postings::gather(&numbered, |(entry, first), gathered| {
        let called = units::Called { title: &entry.title, names: &entry.names, told: &entry.told };
        units::read(&called, &entry.text, &entry.units, *first, gathered);
    });
    let own: Vec<(&str, &str, u8)> = entries
        .par_iter()
        .map(|entry| {
            (
                entry.kind,
                entry.roles.as_str(),
                rows::marks(&entry.text) | if entry.is_aside { rows::ASIDE } else { 0 },
            )
        })
        .collect();
    let kinds: Vec<_> = own.iter().collect::<BTreeSet<_>>().into_iter().collect();
    let kind_of = |own| small(kinds.binary_search(&own).expect("every entry's kind was gathered"));
    let (chunk_sizes, chunk_names) = text_files(&entries, &mut shelf);
    let manifest = json!({
        "v": FORMAT,
        "language": tag,
        "units": count,
        "kinds": kinds,
        "pages": {
            "units": digits::all(entries.iter().map(|entry| small(entry.units.len()))),
            "kinds": digits::all(own.iter().map(kind_of)),
            "lengths": digits::all(entries.iter().flat_map(|entry| entry.units.iter().map(|unit| units::length(&entry.text, unit)))),
        },
        "texts": { "sizes": digits::all(chunk_sizes), "names": text_names(&chunk_names, &mut shelf) },
        "terms": term_files(&terms, &mut shelf),
        "words": word_files(&terms, &mut shelf),
        "sounds": sound_files(&terms, &entries, &mut shelf),
        "sorts": sort_file(&terms, &mut shelf),
        "traditional": entries.par_iter().any(Entry::is_traditional),
        "synonyms": synonyms(site, language),
        "everyday": everyday_file(tag.as_str(), &terms, &mut shelf),
    });
    let bytes = script(&tag, "index", |out| push(out, &manifest));
    shelf.files.insert(shelf.path("index"), Held::Bytes(bytes.into()));
    Index { language: tag, files: shelf.files, entries }
}

/// Packs the texts of units into files, in the order of the pages: how many units each holds, and its name. A folder
/// begins with a file of its own, if the one before is not too short: a new page moves no text of another folder.
fn text_files(entries: &[Entry], shelf: &mut Shelf) -> (Vec<u32>, Vec<String>) {
    let mut chunks: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut chunk = Vec::new();
    let mut bytes = 0;
    let mut before = "";
    for (page, entry) in entries.iter().enumerate() {
        let folder = entry.href.rsplit_once('/').map_or("", |(folder, _)| folder);
        if std::mem::replace(&mut before, folder) != folder && bytes > TEXTS / 4 {
            chunks.push(std::mem::take(&mut chunk));
            bytes = 0;
        }
        for (at, unit) in entry.units.iter().enumerate() {
            let own = unit.iter().map(|piece| piece.text.len() + 40).sum::<usize>() + 80;
            if bytes + own > TEXTS && !chunk.is_empty() {
                chunks.push(std::mem::take(&mut chunk));
                bytes = 0;
            }
            chunk.push((page, at));
            bytes += own;
        }
    }
    if !chunk.is_empty() {
        chunks.push(chunk);
    }
    let names: Vec<String> = chunks.par_iter().map(|units| texts_name(entries, units)).collect();
    let sizes = chunks.iter().map(|units| small(units.len())).collect();
    for (units, name) in chunks.into_iter().zip(&names) {
        shelf.files.insert(shelf.path(name), Held::Texts { name: name.clone(), units });
    }
    (sizes, names)
}

/// All names in the manifest, or in lists of their own on a large site.
fn text_names(names: &[String], shelf: &mut Shelf) -> Value {
    if names.len() <= NAMES {
        return json!(names.concat());
    }
    let lists: Vec<String> = names.chunks(LIST).map(|names| shelf.text(&names.concat())).collect();
    json!({ "size": LIST, "lists": lists })
}

/// The name of a file of texts, from all that is written into it: to write it twice would cost more.
fn texts_name(entries: &[Entry], wanted: &[(usize, usize)]) -> String {
    let mut all = Vec::with_capacity(TEXTS * 2);
    let mut add = |texts: &[&str]| {
        for text in texts {
            all.extend_from_slice(&text.len().to_le_bytes());
            all.extend_from_slice(text.as_bytes());
        }
        // Behind each list something that is no length, so that no two are written the same.
        all.extend_from_slice(&usize::MAX.to_le_bytes());
    };
    for units in wanted.chunk_by(|a, b| a.0 == b.0) {
        let entry = &entries[units[0].0];
        add(&[&entry.title, &entry.href]);
        add(&entry.crumbs.iter().map(String::as_str).collect::<Vec<_>>());
        for (_, unit) in units {
            for piece in &entry.units[*unit] {
                let part = &entry.text.parts[piece.part];
                let goes_on = if piece.text.start > 0 { "1" } else { "" };
                let text = &part.text[piece.text.clone()];
                add(&[&piece.part.to_string(), goes_on, &part.anchor, &part.title, text]);
                add(&part.names.iter().map(String::as_str).collect::<Vec<_>>());
            }
            add(&[]);
        }
        add(&[]);
    }
    name(blake3::hash(&all))
}

/// The texts of some units, page by page: `[title, href, crumbs, [[part, [anchor, title, text, goes on], …], …]]`.
fn texts(entries: &[Entry], wanted: &[(usize, usize)], out: &mut Vec<u8>) {
    out.reserve(TEXTS * 2);
    for (at, units) in wanted.chunk_by(|a, b| a.0 == b.0).enumerate() {
        let entry = &entries[units[0].0];
        out.extend_from_slice(if at == 0 { b"[[" } else { b",[" });
        push(out, &entry.title);
        out.push(b',');
        push(out, &entry.href);
        out.push(b',');
        push(out, &entry.crumbs);
        for (at, (_, unit)) in units.iter().enumerate() {
            out.extend_from_slice(if at == 0 { b",[" } else { b"," });
            push_unit(out, entry, *unit);
        }
        out.extend_from_slice(b"]]");
    }
    out.push(b']');
}

fn push_unit(out: &mut Vec<u8>, entry: &Entry, at: usize) {
    let pieces = &entry.units[at];
    out.push(b'[');
    push(out, &pieces.first().map_or(0, |piece| piece.part));
    for piece in pieces {
        let part = &entry.text.parts[piece.part];
        out.extend_from_slice(b",[");
        push(out, &anchor(&part.anchor));
        out.push(b',');
        push(out, &part.title);
        out.push(b',');
        push(out, part.text[piece.text.clone()].trim_end_matches('\n'));
        if piece.text.start > 0 {
            out.extend_from_slice(b",1");
        } else if !part.names.is_empty() {
            out.push(b',');
            push(out, &part.names);
        }
        out.push(b']');
    }
    out.push(b']');
}

/// Written straight into the file: making a tree of values first costs several times as much.
fn push<T: serde::Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) {
    serde_json::to_writer(out, value).expect("plain data can be written as JSON");
}

/// Files of records in the order of the terms: the first term of each, its name, and how many in a row are one group:
/// what begins alike is looked for in so many groups.
///
/// A record is what the term shares with the one before (characters), the rest of it, and its lists; a blank ends it.
/// Tails follow `<`: how far their first unit is from the one of the tail before, and their names.
fn term_files(terms: &[(Term, Places)], shelf: &mut Shelf) -> Value {
    let written: Vec<Written> = terms.par_iter().map(|(_, places)| places.written()).collect();
    let all: usize = written.iter().map(|written| written.lists.len() + 4).sum();
    let full = shard_size(all);
    let mut bounds = Vec::new();
    let mut names = String::new();
    let mut groups = Vec::new();
    let mut files = 0;
    let mut group = 0;
    let mut shard = String::new();
    let mut before = String::new();
    for (at, ((term, _), written)) in terms.iter().zip(&written).enumerate() {
        let text = term.text();
        if shard.is_empty() {
            bounds.push(text.clone());
            before.clear();
        }
        let start = shard.len();
        let shared = before.chars().zip(text.chars()).take_while(|(a, b)| a == b).count();
        digits::push(&mut shard, small(shared));
        shard.extend(text.chars().skip(shared));
        shard.push_str(&written.lists);
        let mut from = 0;
        for (first, lists) in &written.tails {
            shard.push('<');
            digits::push(&mut shard, first - from);
            shard.push_str(&shelf.text(lists));
            from = *first;
        }
        shard.push(' ');
        before = text;
        group += shard.len() - start;
        let is_last = at + 1 == terms.len();
        let ends_group = ends(*term, group, full) || is_last;
        if ends_group || ends(*term, shard.len(), full / 2) {
            names.push_str(&shelf.text(&std::mem::take(&mut shard)));
            files += 1;
        }
        if ends_group {
            groups.push(std::mem::take(&mut files));
            group = 0;
        }
    }
    json!({ "bounds": bounds.join(" "), "names": names, "groups": digits::all(groups) })
}

/// A group grows with the square root of the whole, so that neither their number nor their size gets out of hand. A
/// power of two, so that a small change of the site does not move every bound.
fn shard_size(all: usize) -> usize {
    (4 * all.isqrt()).clamp(2048, 64 * 1024).next_power_of_two()
}

/// Whether a file or group ends after this term: that depends on the term, so that one change moves no far bound.
fn ends(term: Term, size: usize, full: usize) -> bool {
    let spread = blake3::hash(&term.0.to_be_bytes()).as_bytes()[0];
    size >= full / 2 && (usize::from(spread) * full / 256 < 64 || size >= full * 2)
}

/// The words that a typing error may hide, from behind and sorted so: an error in the first half is found by the
/// second. Each shares its first characters with the one before.
fn word_files(terms: &[(Term, Places)], shelf: &mut Shelf) -> Value {
    let is_word = |text: &str| {
        text.chars().count() >= FORGIVEN && text.chars().all(|c| c.is_alphabetic() && !is_han(c))
    };
    let mut words: Vec<String> = terms
        .iter()
        .map(|(term, _)| term.text())
        .filter(|text| is_word(text))
        .map(|text| text.chars().rev().collect())
        .collect();
    words.sort_unstable();
    let mut bounds = Vec::new();
    let mut names = String::new();
    let mut shard = String::new();
    let mut before = "";
    for (at, word) in words.iter().enumerate() {
        if shard.is_empty() {
            bounds.push(word.as_str());
            before = "";
        }
        let shared = before.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
        digits::push(&mut shard, small(shared));
        shard.extend(word.chars().skip(shared));
        shard.push(' ');
        before = word;
        if shard.len() >= SHARD || at + 1 == words.len() {
            names.push_str(&shelf.text(&std::mem::take(&mut shard)));
        }
    }
    json!({ "bounds": bounds.join(" "), "names": names })
}

fn sound_files(terms: &[(Term, Places)], entries: &[Entry], shelf: &mut Shelf) -> Value {
    let named = terms.iter().filter(|(_, places)| !places.names.is_empty());
    let pairs = pinyin::pairs(named.map(|(term, places)| (*term, places.names.len())));
    if pairs.is_empty() {
        return Value::Null;
    }
    let mut bounds = String::new();
    let mut names = String::new();
    let mut shard = String::new();
    let letters = pinyin::by_letter(&pairs, &pinyin::thirds(entries));
    let count = letters.len();
    for (at, (letter, text)) in letters.into_iter().enumerate() {
        if shard.is_empty() {
            bounds.push(letter);
        }
        shard.push_str(&text);
        if shard.len() >= SOUNDS || at + 1 == count {
            names.push_str(&shelf.text(&std::mem::take(&mut shard)));
        }
    }
    let table = shelf.text(&pinyin::syllables(&pairs));
    json!({ "table": table, "bounds": bounds, "names": names })
}

/// Traditional characters whose simplified forms occur somewhere: one after the other.
fn sort_file(terms: &[(Term, Places)], shelf: &mut Shelf) -> Value {
    let mut used = BTreeSet::new();
    for (term, _) in terms {
        let text = term.text();
        used.extend(text.chars().filter(|c| is_han(*c)));
    }
    let pairs: String =
        han::traditional().filter(|(_, to)| used.contains(to)).flat_map(|(from, to)| [from, to]).collect();
    if pairs.is_empty() { Value::Null } else { json!(shelf.text(&pairs)) }
}

fn everyday_file(language: &str, terms: &[(Term, Places)], shelf: &mut Shelf) -> Value {
    let known = everyday::known(language, terms);
    if known.is_empty() { Value::Null } else { json!(shelf.text(&known)) }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).expect("a site has fewer than four thousand million of anything")
}
