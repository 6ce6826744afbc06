//! `::: include FILE#SECTION`: the texts of other files, woven into the text of a page before it is read.
//!
//! In: a Markdown file and all sources. Out: one text, in which links lead where they lead from their own file, headings
//! fit below the one they stand under, and notes and ids keep apart; every part knows its place. Not here: what is wrong
//! in the text of the other file, which is told where that is read itself.

mod fitting;
mod sections;

use crate::diag::{Diagnostics, Problem, nearest, nearest_path};
use crate::markdown::blocks::{self, BlockKind};
use crate::markdown::context::Context;
use crate::markdown::events::{Dialect, Event, Fault, Ranged, Read};
use crate::markdown::for_roles;
use crate::markdown::reader::Reader;
use crate::model::address::without_extension;
use crate::model::resolve::{self, decoded, join};
use crate::model::version::Head;
use crate::read::head::{self, Keys};
use crate::read::include::fitting::Home;
use crate::read::include::sections::{end_of_section, outline, place_of, regions, whole};
use crate::read::woven::{With, Woven};
use crate::source::{RelPath, Sources, front_matter};
use crate::yaml;
use crate::yaml::fields::Fields;
use pulldown_cmark::{Event as Md, Tag};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// Whether a Markdown file is no page but a piece for others: its name, or that of a folder above it, begins with `_`.
pub fn is_piece(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    // Other programs call the page of a folder so.
    let is_index = name.split('.').next().is_some_and(|stem| stem.eq_ignore_ascii_case("_index"));
    (name.starts_with('_') && !is_index) || folders.split('/').any(|folder| folder.starts_with('_'))
}

/// Adds to a hash all that the text of a file depends on by what it takes in.
pub fn hash(path: &RelPath, sources: &Sources, languages: &[String], hasher: &mut blake3::Hasher) {
    fn visit(
        path: &RelPath,
        sources: &Sources,
        languages: &[String],
        seen: &mut BTreeSet<String>,
        hasher: &mut blake3::Hasher,
    ) {
        let text = sources.text(path.as_str()).map_or("", |text| text);
        for argument in arguments(text) {
            let Some((named, _)) = target(path, argument) else { continue };
            if !sources.files.contains_key(named.as_str()) {
                // What is offered instead depends on every name.
                for path in sources.files.keys() {
                    hasher.update(path.as_str().as_bytes());
                }
            }
            for path in languages.iter().map(|tag| in_language(&named, tag)).chain([named.clone()]) {
                let Some(file) = sources.files.get(path.as_str()).filter(|_| seen.insert(path.clone()))
                else {
                    continue;
                };
                hasher.update(path.as_bytes()).update(&file.hash);
                visit(&RelPath::new(&path), sources, languages, seen, hasher);
            }
        }
    }
    visit(path, sources, languages, &mut BTreeSet::from([path.to_string()]), hasher);
}

/// What follows `::: include` in a text, in code too.
fn arguments(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("include").filter_map(|(at, word)| {
        let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let rest = text[at + word.len()..].lines().next().unwrap_or_default();
        text[line..at].trim_end().ends_with(":::").then(|| rest.trim())
    })
}

/// The path that an argument names, and the section.
fn target(from: &RelPath, argument: &str) -> Option<(String, Option<String>)> {
    let (path, section) = argument.split_once('#').unwrap_or((argument, ""));
    let named = match path.trim() {
        "" => from.to_string(),
        path => join(from.folder(), &decoded(path))?,
    };
    let section = decoded(section.trim());
    Some((named, Some(section).filter(|section| !section.is_empty())))
}

fn in_language(path: &str, tag: &str) -> String {
    match path.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}.{tag}.{ending}"),
        None => path.to_owned(),
    }
}

/// The text of a file with all that it takes in; nothing where it takes in nothing. `includes` gets the files.
#[allow(clippy::too_many_arguments, reason = "all that a page is read from")]
pub fn woven(
    path: &RelPath,
    text: &Arc<str>,
    body: &Range<usize>,
    head: &Head,
    sources: &Sources,
    context: &Context<'_>,
    includes: &mut BTreeSet<RelPath>,
    diags: &mut Diagnostics,
) -> Option<Woven> {
    arguments(&text[body.clone()]).next()?;
    let roles = head.roles.iter().map(|role| role.text.clone()).collect();
    let host = File { path: path.clone(), roles, own: own(path, text, body, context) };
    let reader = Reader::new(&host.own.text, Dialect::Rolebook);
    let events = reader.read().events;
    if !events.iter().any(|(event, _)| is_include(event)) {
        return None;
    }
    let mut weaver =
        Weaver { sources, context, includes, notes: 0, cycle: None, way: vec![(path.to_string(), None)] };
    let (woven, faults) = weaver.take_in(&host, &events, 0..host.own.text.len());
    for (range, problem) in faults {
        diags.push(host.own.place(&range), problem);
    }
    Some(with_own_ids(woven))
}

fn is_include(event: &Event<'_>) -> bool {
    matches!(event, Event::Open(block) if blocks::kind(&block.name) == Some(BlockKind::Include))
}

/// A file's text, without what it holds for other roles than a site is built for. It is left out before anything is put
/// together: what stands around it in another file must not change where it ends.
fn own(path: &RelPath, text: &str, body: &Range<usize>, context: &Context<'_>) -> Woven {
    let text = &text[body.clone()];
    let shown = for_roles::blanked(text, context.scope);
    Woven::of_file(path.shared(), body.start, shown.as_deref().unwrap_or(text))
}

/// A file that is being woven.
struct File {
    path: RelPath,
    /// Whom it is for; empty for everyone.
    roles: Vec<String>,
    own: Woven,
}

struct Weaver<'a> {
    sources: &'a Sources,
    context: &'a Context<'a>,
    includes: &'a mut BTreeSet<RelPath>,
    /// How many texts have been taken in: keeps their notes apart.
    notes: usize,
    /// The way back to the file that everything is woven into, when one was found.
    cycle: Option<String>,
    /// The files and sections that are being taken in, the outermost first.
    way: Vec<(String, Option<String>)>,
}

impl Weaver<'_> {
    /// A part of a file with what it takes in, and what cannot be taken in.
    fn take_in(
        &mut self,
        file: &File,
        events: &[Ranged<'_>],
        part: Range<usize>,
    ) -> (Woven, Vec<(Range<usize>, Problem)>) {
        let (mut changes, mut faults) = (Vec::new(), Vec::new());
        let mut level = 1;
        for (event, range) in events {
            match event {
                Event::Markdown(Md::Start(Tag::Heading { level: own, .. })) => level = *own as u8,
                // That the file is missing is told with the other blocks.
                Event::Open(block)
                    if is_include(event) && part.contains(&range.start) && !block.argument.is_empty() =>
                {
                    let argument = block.argument_range.clone();
                    match self.included(file, &block.argument, level) {
                        Err(problem) => faults.push((argument.clone(), problem)),
                        Ok(woven) => {
                            let woven = woven.with_prefix(&prefix(&file.own.text, range.start));
                            changes.push((range.clone(), With::Woven(woven)));
                        }
                    }
                    if let Some(cycle) = self.cycle.take_if(|_| self.way.len() == 1) {
                        faults.push((argument, Problem::IncludeCycle { cycle }));
                    }
                }
                _ => {}
            }
        }
        (file.own.changed(part, changes), faults)
    }

    /// The text that an argument names, as it stands below a heading of this level.
    fn included(&mut self, from: &File, argument: &str, level: u8) -> Result<Woven, Problem> {
        let outside = || Problem::LinkOutside { target: argument.to_owned() };
        let (named, section) = target(&from.path, argument).ok_or_else(outside)?;
        let path = in_language(&named, self.context.language);
        let path = if self.sources.text(&path).is_some() { path } else { named.clone() };
        self.includes.extend([RelPath::new(&named), RelPath::new(&path)]);
        let is_markdown = without_extension(&path, &[".md", ".markdown"]).is_some();
        let text = self.sources.text(&path).filter(|_| is_markdown);
        let text = text.ok_or_else(|| self.missing(from, &named, argument))?;
        let step = (path.clone(), section.clone());
        if self.way.contains(&step) {
            self.note_cycle(&step);
            return Ok(empty(from));
        }
        let head = self.head(&named);
        if head.as_ref().is_some_and(|head| head.draft) {
            return Err(Problem::LinkDraft { target: argument.to_owned() });
        }
        let roles: Vec<String> =
            head.map_or_else(Vec::new, |head| head.roles.into_iter().map(|role| role.text).collect());
        if !self.context.scope.holds(roles.iter().map(String::as_str)) {
            return Ok(empty(from));
        }
        let path = RelPath::new(&path);
        let body = front_matter::split(path.shared(), text, &mut Diagnostics::default()).body;
        let own = own(&path, text, &body, self.context);
        let held = if roles.is_empty() { from.roles.clone() } else { roles.clone() };
        let file = File { path, roles: held, own };
        let reader = Reader::new(&file.own.text, Dialect::Rolebook);
        let read = reader.read();
        let part = match &section {
            None => whole(&read.events, &file.own.text, self.context),
            Some(section) => {
                let found = self.section(&file, &read, section, &named);
                found.map_err(|near| section_missing(argument, &named, section, near))?
            }
        };
        self.way.push(step);
        let (woven, _) = self.take_in(&file, &read.events, part.clone());
        self.way.pop();
        let woven = with_notes(woven, &file, &read, &part);
        self.notes += 1;
        let closed = woven.between("", &closers(&read.faults, &file.own.text, &part));
        let home = Home { path: &file.path, named: &named, context: self.context };
        let fitted = fitting::fitted(&closed, &home, level, self.notes);
        let is_for_all =
            roles.is_empty() || (!from.roles.is_empty() && from.roles.iter().all(|own| roles.contains(own)));
        let mut woven = match is_for_all {
            true => fitted.between("\n", "\n"),
            false => fitted.between(&format!("\n::: role {}\n\n", roles.join(", ")), "\n\n:::\n"),
        };
        woven.pieces.iter_mut().for_each(|piece| piece.is_included = true);
        Ok(woven)
    }

    fn missing(&self, from: &File, named: &str, argument: &str) -> Problem {
        let known = self.sources.files.keys().map(RelPath::as_str);
        let known = known.filter(|path| without_extension(path, &[".md", ".markdown"]).is_some());
        let near = nearest_path(named, known.collect::<Vec<_>>()).map(|near| {
            let section =
                argument.split_once('#').map_or_else(String::new, |(_, section)| format!("#{section}"));
            let way = match argument.starts_with('/') {
                true => format!("/{near}"),
                false => resolve::relative(from.path.folder(), &near),
            };
            format!("{way}{section}")
        });
        Problem::IncludeMissing { target: argument.to_owned(), near }
    }

    /// Keeps a circle that leads back to the outermost file, which is where it is told.
    fn note_cycle(&mut self, last: &(String, Option<String>)) {
        if self.way[0].0 == last.0 {
            let shown = |(path, section): &(String, Option<String>)| match section {
                Some(section) => format!("{path}#{section}"),
                None => path.clone(),
            };
            let way: Vec<String> = self.way.iter().chain([last]).map(shown).collect();
            self.cycle = Some(way.join(" → "));
        }
    }

    /// What the front matter of a file says.
    fn head(&self, path: &str) -> Option<Head> {
        let (path, text) = (RelPath::new(path), self.sources.text(path)?);
        let mut told = Diagnostics::default();
        let matter = front_matter::split(path.shared(), text, &mut told).matter?;
        let node = yaml::parse(path.shared(), text, matter, &mut told)?;
        let fields = Fields::open(&node, &mut told)?;
        Some(head::read(&fields, Keys::Page, self.context, "", &mut told))
    }

    /// Where a section is: a region, or a heading with all below it. The nearest name when there is none.
    fn section(
        &self,
        file: &File,
        read: &Read<'_>,
        wanted: &str,
        named: &str,
    ) -> Result<Range<usize>, Option<String>> {
        let text = &file.own.text;
        let found = regions(text).into_iter().find(|(name, _)| name == wanted);
        if let Some((_, range)) = found {
            return Ok(range);
        }
        let headings = outline(&read.events, self.context);
        let place = place_of(&headings, wanted).or_else(|| {
            // A translation calls it otherwise; the heading in the same place is meant.
            let original = self.sources.text(named).filter(|_| *named != *file.path.as_str())?;
            let body = front_matter::split(file.path.shared(), original, &mut Diagnostics::default()).body;
            let reader = Reader::new(&original[body], Dialect::Rolebook);
            let others = outline(&reader.read().events, self.context);
            let place = place_of(&others, wanted)?;
            let is_same = others.len() == headings.len() && others[place].0.level == headings[place].0.level;
            is_same.then_some(place)
        });
        let Some(place) = place else {
            let regions = regions(text);
            let known = headings.iter().map(|(heading, _)| heading.id.as_str());
            return Err(nearest(wanted, known.chain(regions.iter().map(|(name, _)| name.as_str()))));
        };
        let at = headings[place].1;
        Ok(read.events[at].1.start..end_of_section(&read.events, at, text.len()))
    }
}

fn empty(from: &File) -> Woven {
    from.own.part(0..0)
}

fn section_missing(argument: &str, named: &str, section: &str, near: Option<String>) -> Problem {
    let path = argument.split('#').next().unwrap_or_default();
    Problem::IncludeSection {
        target: argument.to_owned(),
        file: named.to_owned(),
        section: section.to_owned(),
        near: near.map(|near| format!("{path}#{near}")),
    }
}

/// What stands before a line inside a quote or a list.
fn prefix(text: &str, at: usize) -> String {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[line..at].chars().map(|c| if c == '>' || c.is_whitespace() { c } else { ' ' }).collect()
}

/// The notes that a part refers to and that stand elsewhere in its file, behind it.
fn with_notes(woven: Woven, file: &File, read: &Read<'_>, part: &Range<usize>) -> Woven {
    let mut wanted: BTreeSet<&str> = BTreeSet::new();
    for (event, range) in &read.events {
        if let Event::Markdown(Md::FootnoteReference(name)) = event
            && part.contains(&range.start)
        {
            wanted.insert(name);
        }
    }
    let mut out = woven;
    for (event, range) in &read.events {
        if let Event::Markdown(Md::Start(Tag::FootnoteDefinition(name))) = event
            && wanted.contains(&**name)
            && !part.contains(&range.start)
        {
            let note = file.own.part(range.clone()).between("\n\n", "\n");
            let end = out.text.len();
            out = out.changed(0..end, vec![(end..end, With::Woven(note))]);
        }
    }
    // Definitions of links belong to their whole file.
    for (_, range) in &read.definitions {
        if !part.contains(&range.start) {
            let end = out.text.len();
            let definition = file.own.part(range.clone()).between("\n\n", "\n");
            out = out.changed(0..end, vec![(end..end, With::Woven(definition))]);
        }
    }
    out
}

/// What ends the code, the blocks and the comment that a part leaves open, so that they end with it.
fn closers(faults: &[Fault], text: &str, part: &Range<usize>) -> String {
    let mut out = String::new();
    for fault in faults.iter().rev().filter(|fault| part.contains(&fault.range().start)) {
        let line = text[fault.range().start..].trim_start();
        match fault {
            Fault::FenceUnclosed { .. } => {
                let mark = line.chars().next().unwrap_or('`');
                let count = line.chars().take_while(|c| *c == mark).count();
                out.push_str(&format!("\n{}\n", mark.to_string().repeat(count.max(3))));
            }
            Fault::BlockUnclosed { .. } => {
                let count = line.chars().take_while(|c| *c == ':').count();
                out.push_str(&format!("\n{}\n", ":".repeat(count.max(3))));
            }
            Fault::CommentUnclosed { .. } => out.push_str(" -->\n"),
            _ => {}
        }
    }
    out
}

/// Renames the ids of headings that were taken in where another heading has them.
fn with_own_ids(woven: Woven) -> Woven {
    if !woven.text.contains("{#") {
        return woven;
    }
    let reader = Reader::new(&woven.text, Dialect::Rolebook);
    let events = reader.read().events;
    let given = events.iter().filter_map(|(event, range)| match event {
        Event::Markdown(Md::Start(Tag::Heading { id: Some(id), .. })) => {
            Some((id.to_string(), range.clone()))
        }
        _ => None,
    });
    let is_included = |range: &Range<usize>| {
        let at = woven.pieces.partition_point(|piece| piece.start <= range.start).saturating_sub(1);
        woven.pieces[at..].iter().take_while(|piece| piece.start < range.end).any(|piece| piece.is_included)
    };
    let (included, own): (Vec<_>, Vec<_>) = given.partition(|(_, range)| is_included(range));
    let mut taken: BTreeSet<String> = own.into_iter().map(|(id, _)| id).collect();
    let mut changes = Vec::new();
    for (id, range) in included {
        let numbered = (2..).map(|nth| format!("{id}-{nth}"));
        let free = std::iter::once(id.clone()).chain(numbered).find(|id| !taken.contains(id));
        let free = free.expect("there are more numbers than headings");
        if free != id
            && let Some(at) = woven.text[range.clone()].rfind(&format!("#{id}"))
        {
            let at = range.start + at + 1;
            changes.push((at..at + id.len(), With::Text(free.clone())));
        }
        taken.insert(free);
    }
    let changed = woven.changed(0..woven.text.len(), changes);
    drop(events);
    changed
}
