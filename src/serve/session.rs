//! What is served: the last good build, renewed as the writer saves.
//!
//! In: batches of changed paths. Out: a published site, or the problems that keep it from being published.

use crate::cache::Cache;
use crate::diag::{Diagnostic, Diagnostics, Lang, PlacesByFile, show};
use crate::model::LanguageId;
use crate::model::address::OutPath;
use crate::model::scope::Scope;
use crate::output::Output;
use crate::pipeline;
use crate::plan::Made;
use crate::render::route::NOT_FOUND;
use crate::serve::live::State;
use crate::serve::site::{Problem, Resource, Site};
use crate::serve::watch::Batch;
use crate::source::{Dirty, RelPath, Sources};
use crate::{escape, search, source};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

/// A preview under way.
pub struct Session {
    root: PathBuf,
    output: PathBuf,
    lang: Lang,
    cache: Cache,
    sources: Arc<Sources>,
    state: Arc<State>,
    /// The newest build, published or not.
    last: Option<Arc<Output>>,
    has_good_site: bool,
    /// A site is shown, be it a broken one.
    is_shown: bool,
    /// Somebody has searched in this preview.
    is_searched: Arc<AtomicBool>,
}

/// So long after an edit the writer is reading, not typing.
const QUIET: Duration = Duration::from_secs(2);

/// What a build came to, for the one who prints.
pub struct Outcome {
    pub sources: Arc<Sources>,
    pub diags: Diagnostics,
    pub pages: usize,
    /// False when nothing that was saved changes the site.
    pub changed: bool,
    /// The files that came, went or changed since the last build; none for the first.
    pub files: Vec<String>,
}

impl Session {
    /// Reads and builds the project for the first time. A broken site is published too, with its problems: there is
    /// no better one yet.
    ///
    /// # Errors
    /// When the project's folder cannot be read.
    pub fn start(
        root: &Path,
        output: &Path,
        lang: Lang,
        state: Arc<State>,
    ) -> std::io::Result<(Session, Outcome)> {
        let sources = Arc::new(source::scan(root, output, None, &Dirty::default())?);
        let mut session = Session {
            root: root.to_path_buf(),
            output: output.to_path_buf(),
            lang,
            cache: Cache::default(),
            sources,
            state,
            last: None,
            has_good_site: false,
            is_shown: false,
            is_searched: Arc::default(),
        };
        let output = pipeline::build(&session.sources, &Scope::WHOLE, &mut session.cache);
        let outcome = session.show(output);
        Ok((session, outcome))
    }

    /// Reads what changed and builds again.
    ///
    /// # Errors
    /// When the project's folder cannot be read; the last site stays.
    pub fn refresh(&mut self, batch: &Batch) -> std::io::Result<Outcome> {
        let known = (!batch.rescan && !self.sources.has_unread()).then_some(&batch.paths);
        let read_again = known.and_then(|paths| source::again(&self.root, &self.sources, paths));
        let (sources, files) = match read_again {
            Some(sources) => {
                let paths = batch.paths.iter().filter_map(|path| path.strip_prefix(&self.root).ok());
                let paths = paths.map(|path| RelPath::new(&path.to_string_lossy().replace('\\', "/")));
                let files = paths.filter(|path| differs(&self.sources, &sources, path)).collect();
                (sources, files)
            }
            None => {
                let dirty = Dirty { paths: batch.paths.clone() };
                let before = (!batch.rescan).then_some(self.sources.as_ref());
                let sources = source::scan(&self.root, &self.output, before, &dirty)?;
                let files = differing(&self.sources, &sources);
                (sources, files)
            }
        };
        let changed = !files.is_empty() || !sources.problems.iter().eq(self.sources.problems.iter());
        self.sources = Arc::new(sources);
        if !changed {
            let (sources, diags) = (self.sources.clone(), Diagnostics::default());
            return Ok(Outcome { sources, diags, pages: 0, changed, files: Vec::new() });
        }
        let output = match self.edited(&files) {
            Some(output) => output,
            None => {
                let before = self.last.as_deref();
                pipeline::build_after(before, &self.sources, &Scope::WHOLE, &mut self.cache)
            }
        };
        let files = files.iter().map(RelPath::to_string).collect();
        Ok(Outcome { files, ..self.show(output) })
    }

    /// The last site with other texts, when that is all that changed.
    fn edited(&mut self, files: &[RelPath]) -> Option<Output> {
        pipeline::edit(self.last.as_ref()?, &self.sources, files, &mut self.cache)
    }

    /// Whether something could not be read: another program holds it, or the rights are missing. That it can be read again
    /// makes no event on every system.
    pub fn waits_for_a_file(&self) -> bool {
        self.sources.has_unread()
    }

    fn show(&mut self, output: Output) -> Outcome {
        let output = Arc::new(output);
        // Taking a large site apart takes longer than making one page of it, and nobody waits for it.
        if let Some(old) = self.last.replace(output.clone()) {
            std::thread::spawn(move || drop(old));
        }
        let diags = output.problems_of_each_kind();
        let places = PlacesByFile::of(|file| self.sources.text(file).map(|text| &**text));
        let problems = diags.iter().map(|diagnostic| problem(diagnostic, &places, self.lang)).collect();
        let pages = output.count();
        if diags.errors() == 0 || !self.has_good_site {
            self.has_good_site = diags.errors() == 0;
            let site = Published { output: output.clone(), is_searched: self.is_searched.clone() };
            self.state.publish(Arc::new(site), problems);
            if !self.is_shown || self.is_searched.load(Ordering::SeqCst) {
                index_ahead(Arc::downgrade(&output));
            }
            self.is_shown = true;
        } else {
            self.state.fail(problems);
        }
        Outcome { sources: self.sources.clone(), diags, pages, changed: true, files: Vec::new() }
    }
}

/// Makes the search index beside everything else, on one core, so that the next search does not wait for it: some time
/// after the last edit, of a site that is still the newest. Whoever searches sooner has it made at once.
fn index_ahead(output: Weak<Output>) {
    std::thread::spawn(move || {
        std::thread::sleep(QUIET);
        let Some(output) = output.upgrade() else { return };
        // Without a pool of its own it would take all cores.
        if let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(1).build() {
            pool.install(|| output.paths());
        }
    });
}

/// The paths under which two states of a project hold something else.
fn differing(before: &Sources, now: &Sources) -> Vec<RelPath> {
    let paths: BTreeSet<&RelPath> = before.files.keys().chain(now.files.keys()).collect();
    paths.into_iter().filter(|path| differs(before, now, path)).cloned().collect()
}

fn differs(before: &Sources, now: &Sources, path: &RelPath) -> bool {
    let hash = |sources: &Sources| sources.files.get(path.as_str()).map(|file| file.hash);
    hash(before) != hash(now)
}

/// A problem as the overlay shows it.
fn problem(diagnostic: &Diagnostic, places: &PlacesByFile<'_>, lang: Lang) -> Problem {
    let text = places.get(&diagnostic.span.file);
    let related = diagnostic.related.as_ref().and_then(|span| places.get(&span.file));
    let place = text.as_ref().map(|text| text.position(diagnostic.span.range.start));
    Problem {
        severity: diagnostic.severity,
        code: diagnostic.code().name().to_owned(),
        file: diagnostic.span.file.to_string(),
        line: place.map_or(0, |place| place.line),
        column: place.map_or(0, |place| place.column),
        message: diagnostic.problem.message(lang),
        help: diagnostic.help(lang),
        quoted: show::quoted(diagnostic, text.as_deref(), related.as_deref(), lang),
        follows: show::follows(diagnostic, lang).unwrap_or_default(),
    }
}

/// A build as the server shows it.
struct Published {
    output: Arc<Output>,
    is_searched: Arc<AtomicBool>,
}

impl Site for Published {
    fn get(&self, path: &str) -> Option<Resource> {
        if path.starts_with(search::FOLDER) {
            self.is_searched.store(true, Ordering::SeqCst);
        }
        let path = OutPath::new(path);
        match self.output.make(&path)? {
            Ok(Made::Bytes(bytes)) => Some(Resource::Bytes { bytes, mime: mime(path.as_str()) }),
            Ok(Made::CopyOf(disk)) => Some(Resource::File { path: disk, mime: mime(path.as_str()) }),
            Err(fault) => Some(Resource::Bytes {
                bytes: failed(&self.output.faults(vec![fault])).into(),
                mime: mime(path.as_str()),
            }),
        }
    }

    fn not_found(&self, path: &str) -> Vec<u8> {
        let first = path.split('/').next().unwrap_or_default();
        let language = self.output.site.config.languages.iter().position(|tag| tag == first).unwrap_or(0);
        // Made for the place that was asked for, so that its relative links are right there.
        let from = OutPath::new(if path.is_empty() { NOT_FOUND } else { path });
        match self.output.not_found(LanguageId(language), &from) {
            Ok(html) => html.into_bytes(),
            Err(failure) => page_of(&failure.reason),
        }
    }
}

fn failed(diags: &Diagnostics) -> Vec<u8> {
    let text: Vec<String> = diags.iter().map(|diagnostic| show::line(diagnostic, None, Lang::En)).collect();
    page_of(&text.join("\n"))
}

/// Stands in for a page whose template failed; the overlay says the same with its place.
fn page_of(text: &str) -> Vec<u8> {
    let text = escape::text(text);
    format!(
        "<!doctype html>\n<meta charset=\"utf-8\">\n<title>Rolebook</title>\n<body><pre>{text}</pre></body>\n"
    )
    .into_bytes()
}

fn mime(path: &str) -> Cow<'static, str> {
    let mime = mime_guess::from_path(path).first_or_octet_stream();
    let is_text = mime.type_() == "text" || matches!(mime.subtype().as_str(), "javascript" | "json");
    if is_text { format!("{mime}; charset=utf-8").into() } else { mime.to_string().into() }
}
