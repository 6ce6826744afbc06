//! Puts a site on disk: atomically, only what changed, never losing anything.
//!
//! In: the names of all files and a function that makes one. Out: the output folder holds exactly these files, and
//! whatever its owner added. Not here: what the files are, and printing.
//!
//! The new tree is built in a sibling of the output; unchanged files are linked into it from the old tree; then the two
//! change places in one step. A run that fails or is killed leaves the old tree as it was, and the next run clears up.

mod content;
mod error;
mod fill;
mod lock;
mod manifest;
mod place;
mod previous;
mod retire;
mod stage;
mod swap;
#[cfg(test)]
mod tests;

pub use content::Content;
pub use error::{Action, Notice, WriteError};
pub use manifest::Build;

use fill::Filled;
use lock::Lock;
use manifest::Manifest;
use place::Place;
use previous::Previous;
use rayon::prelude::*;
use stage::Stage;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use swap::How;

/// What a publish did, in files.
#[derive(Debug, Default)]
pub struct Published {
    pub written: usize,
    pub kept: usize,
    pub removed: usize,
    /// What its owner should know although the site stands.
    pub notices: Vec<Notice>,
}

/// Makes the output folder hold exactly the named files.
///
/// `names` are relative paths with `/`, sorted and unique. `make` is called once for each, from many threads. `progress`
/// hears how many files are done, from many threads and not always in order, and at the end the number of all.
/// `sources` is the project's root: the output must not be it, contain it, or lie in it, unless directly.
///
/// A file of somebody else in the output moves over into the new tree; when the site needs its name, it is kept in
/// the sibling folder `.<name>.rolebook-kept`. If nothing differs, nothing is touched.
pub fn publish(
    output: &Path,
    sources: &Path,
    names: &[String],
    build: Option<Build>,
    make: &(dyn Fn(&str) -> Result<Content, String> + Sync),
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Published, WriteError> {
    publish_by(How::HERE, output, sources, names, build, make, progress)
}

/// The build that the output holds, when it was made from what has this key, and nobody has touched a file of it since.
/// How many files there are comes with it.
///
/// # Errors
/// What would keep [`publish`] from writing as well.
pub fn current(
    output: &Path,
    sources: &Path,
    key: &blake3::Hash,
) -> Result<Option<(Build, usize)>, WriteError> {
    let place = Place::of(output)?;
    place.check(sources)?;
    if !place.output.is_dir() {
        return Ok(None);
    }
    let _held = Lock::take(&place)?;
    swap::recover(&place)?;
    let previous = Previous::read(&place.output, &[])?;
    let build = previous.manifest.build.filter(|build| build.key == *key && previous.is_untouched());
    Ok(build.map(|build| (build, previous.manifest.entries.len())))
}

/// Can `output` be written? The same checks as in [`publish`], without writing.
pub fn check_output(output: &Path, sources: &Path) -> Result<(), WriteError> {
    Place::of(output)?.check(sources)
}

fn publish_by(
    how: How,
    output: &Path,
    sources: &Path,
    names: &[String],
    build: Option<Build>,
    make: &(dyn Fn(&str) -> Result<Content, String> + Sync),
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Published, WriteError> {
    check_names(names)?;
    let place = Place::of(output)?;
    place.check(sources)?;
    fs::create_dir_all(&place.parent)
        .map_err(|source| WriteError::io(&place.parent, Action::Create, source))?;
    let _held = Lock::take(&place)?;
    swap::recover(&place)?;
    // What was recovered, or came before the lock was ours, has to pass as well.
    place.check(sources)?;

    let previous = Previous::read(&place.output, names)?;
    let stage = Stage::open(&place.new)?;
    // What vanishes under our hands is reported as a place of the site; nobody knows the name we build it under.
    let told = |error: WriteError| error.told_below(&place.output, &place.new);
    let filled = fill_all(names, &previous, &stage, make, progress).map_err(told)?;
    let kept = filled.iter().filter(|file| file.kept).count();
    let damaged = previous.damaged.then(|| Notice::Unlisted { path: place.output.clone() });
    let mut published = Published {
        written: names.len() - kept,
        kept,
        removed: previous.leaving(names),
        notices: damaged.into_iter().collect(),
    };
    if published.written == 0 && published.removed == 0 && previous.lists(names) {
        if previous.manifest.build != build {
            stage.note(&Manifest { build, ..previous.manifest }, &place.output)?;
        }
        return Ok(published);
    }

    let manifest = Manifest { build, ..link_kept(names, filled, &previous, &stage).map_err(told)? };
    let whole = stage.finish(&manifest, &place.output).map_err(told)?;
    published.notices.extend(swap::install(&place, whole, how)?);
    Ok(published)
}

fn fill_all(
    names: &[String],
    previous: &Previous,
    stage: &Stage,
    make: &(dyn Fn(&str) -> Result<Content, String> + Sync),
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Vec<Filled>, WriteError> {
    let done = AtomicUsize::new(0);
    let filled: Result<Vec<Filled>, WriteError> = names
        .par_iter()
        .map(|name| {
            let content = make(name).map_err(|reason| WriteError::Make { path: name.into(), reason })?;
            let filled = fill::fill(name, content, previous, stage)?;
            progress(done.fetch_add(1, Ordering::Relaxed) + 1);
            Ok(filled)
        })
        .collect();
    let filled = filled?;
    progress(names.len());
    Ok(filled)
}

/// Completes the new tree with the files that did not change.
fn link_kept(
    names: &[String],
    filled: Vec<Filled>,
    previous: &Previous,
    stage: &Stage,
) -> Result<Manifest, WriteError> {
    let entries: Result<_, WriteError> = names
        .par_iter()
        .zip(filled)
        .map(|(name, Filled { mut entry, kept })| {
            if kept {
                entry.mtime = fill::keep(name, entry.mtime, previous, stage)?;
            }
            Ok((name.clone(), entry))
        })
        .collect();
    Ok(Manifest { entries: entries?, build: None })
}

/// A name must stay inside the site, come once and in order, and not be the folder of another one.
fn check_names(names: &[String]) -> Result<(), WriteError> {
    let refuse =
        |name: &String| Err(WriteError::io(Path::new(name), Action::Name, ErrorKind::InvalidInput.into()));
    for (at, name) in names.iter().enumerate() {
        let in_order = at == 0 || names[at - 1] < *name;
        let mut folders = manifest::folders_of(name);
        let under_a_file =
            folders.any(|folder| names.binary_search_by(|other| other.as_str().cmp(folder)).is_ok());
        if !in_order || under_a_file || !manifest::is_name(name) {
            return refuse(name);
        }
    }
    Ok(())
}
