//! What is served: the last good build, renewed as the writer saves.
//!
//! In: batches of changed paths. Out: a published site, or the problems that keep it from being published.

use crate::cache::Cache;
use crate::diag::{Diagnostic, Diagnostics, Lang, position, show};
use crate::model::LanguageId;
use crate::model::address::OutPath;
use crate::output::Output;
use crate::pipeline;
use crate::plan::Made;
use crate::render::route::NOT_FOUND;
use crate::scope::Scope;
use crate::serve::live::State;
use crate::serve::site::{Problem, Resource, Site};
use crate::serve::watch::Batch;
use crate::source::{Dirty, RelPath, Sources};
use crate::{escape, source};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A preview under way.
pub struct Session {
    root: PathBuf,
    output: PathBuf,
    lang: Lang,
    cache: Cache,
    sources: Arc<Sources>,
    state: Arc<State>,
    has_good_site: bool,
    /// The index of a published site is being made beside everything else.
    is_indexing: Arc<AtomicBool>,
}

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
            has_good_site: false,
            is_indexing: Arc::default(),
        };
        let outcome = session.build();
        Ok((session, outcome))
    }

    /// Reads what changed and builds again.
    ///
    /// # Errors
    /// When the project's folder cannot be read; the last site stays.
    pub fn refresh(&mut self, batch: &Batch) -> std::io::Result<Outcome> {
        let dirty = Dirty { paths: batch.paths.clone() };
        let before = (!batch.rescan).then_some(self.sources.as_ref());
        let sources = source::scan(&self.root, &self.output, before, &dirty)?;
        let files = differing(&self.sources, &sources);
        let changed = !files.is_empty() || !sources.problems.iter().eq(self.sources.problems.iter());
        self.sources = Arc::new(sources);
        if !changed {
            let (sources, diags) = (self.sources.clone(), Diagnostics::default());
            return Ok(Outcome { sources, diags, pages: 0, changed, files });
        }
        Ok(Outcome { files, ..self.build() })
    }

    /// Whether something could not be read: another program holds it, or the rights are missing. That it can be read again
    /// makes no event on every system.
    pub fn waits_for_a_file(&self) -> bool {
        self.sources.has_unread()
    }

    fn build(&mut self) -> Outcome {
        let output = Arc::new(pipeline::build(&self.sources, &Scope::WHOLE, &mut self.cache));
        // A project's own templates show their mistakes only when they are filled.
        let has_own = has_own_templates(&self.sources);
        let diags = if has_own { output.all_problems() } else { output.problems().clone() };
        let problems = diags.iter().map(|diagnostic| problem(diagnostic, &self.sources, self.lang)).collect();
        let pages = output.count();
        if diags.errors() == 0 || !self.has_good_site {
            self.has_good_site = diags.errors() == 0;
            self.state.publish(output.clone(), problems);
            self.index_ahead(output);
        } else {
            self.state.fail(problems);
        }
        Outcome { sources: self.sources.clone(), diags, pages, changed: true, files: Vec::new() }
    }
}

impl Session {
    /// Makes the search index beside everything else, on one core, so that neither the next search nor the next edit
    /// waits for it. A newer edit lets one that is under way come to its end.
    fn index_ahead(&self, output: Arc<Output>) {
        if self.is_indexing.swap(true, Ordering::SeqCst) {
            return;
        }
        let is_indexing = self.is_indexing.clone();
        std::thread::spawn(move || {
            // Without a pool of its own it would take all cores; without any it is made when it is asked for.
            if let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(1).build() {
                pool.install(|| output.paths());
            }
            is_indexing.store(false, Ordering::SeqCst);
        });
    }
}

/// The paths under which two states of a project hold something else.
fn differing(before: &Sources, now: &Sources) -> Vec<String> {
    let hash = |sources: &Sources, path: &RelPath| sources.files.get(path.as_str()).map(|file| file.hash);
    let paths: BTreeSet<&RelPath> = before.files.keys().chain(now.files.keys()).collect();
    let differs = |path: &&RelPath| hash(before, path) != hash(now, path);
    paths.into_iter().filter(differs).map(RelPath::to_string).collect()
}

fn has_own_templates(sources: &Sources) -> bool {
    sources.files.keys().any(|path| path.as_str().starts_with("theme/templates/"))
}

/// A problem as the overlay shows it.
fn problem(diagnostic: &Diagnostic, sources: &Sources, lang: Lang) -> Problem {
    let text = sources.text(&diagnostic.span.file).map(|text| &**text);
    let related = diagnostic.related.as_ref().and_then(|span| sources.text(&span.file)).map(|text| &**text);
    let place = text.map(|text| position(text, diagnostic.span.range.start));
    Problem {
        severity: diagnostic.severity,
        code: diagnostic.code().name().to_owned(),
        file: diagnostic.span.file.to_string(),
        line: place.map_or(0, |place| place.line),
        column: place.map_or(0, |place| place.column),
        message: diagnostic.problem.message(lang),
        help: diagnostic.help(lang),
        quoted: show::quoted(diagnostic, text, related, lang),
        follows: show::follows(diagnostic, lang).unwrap_or_default(),
    }
}

impl Site for Output {
    fn get(&self, path: &str) -> Option<Resource> {
        let path = OutPath::new(path);
        match self.make(&path)? {
            Ok(Made::Bytes(bytes)) => Some(Resource::Bytes { bytes, mime: mime(path.as_str()) }),
            Ok(Made::CopyOf(disk)) => Some(Resource::File { path: disk, mime: mime(path.as_str()) }),
            Err(fault) => Some(Resource::Bytes {
                bytes: failed(&self.faults(vec![fault])).into(),
                mime: mime(path.as_str()),
            }),
        }
    }

    fn not_found(&self, path: &str) -> Vec<u8> {
        let first = path.split('/').next().unwrap_or_default();
        let language = self.site.config.languages.iter().position(|tag| tag == first).unwrap_or(0);
        // Made for the place that was asked for, so that its relative links are right there.
        let from = OutPath::new(if path.is_empty() { NOT_FOUND } else { path });
        match Output::not_found(self, LanguageId(language), &from) {
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
