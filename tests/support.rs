//! What the tests of the whole program share: a project in a folder of its own, the program run on it, a site made in
//! memory, and a reader of pages.

use rayon::prelude::*;
use rolebook::inside::{
    self, Cache, Diagnostic, Diagnostics, Dirty, Hash, Lang, Places, Scope, Sources, Theme, show,
};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A project in a temporary folder, which goes with it.
pub struct Project {
    folder: TempDir,
}

impl Project {
    /// `files` are `(path, text)`.
    pub fn new(files: &[(&str, &str)]) -> Project {
        let project = Project { folder: TempDir::new().expect("a folder for the test") };
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    /// A home page and one more, without a fault.
    pub fn small() -> Project {
        Project::new(&[
            ("rolebook.yaml", "title: 仓库手册\nlanguages: [zh-CN]\n"),
            ("index.md", "---\ntitle: 首页\n---\n\n请看[收货](manual/receipt.md)。\n"),
            ("manual/receipt.md", "---\ntitle: 收货\n---\n\n先清点，再签字。\n"),
        ])
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("writable");
        std::fs::write(path, text).expect("writable");
    }

    pub fn remove(&self, path: &str) {
        std::fs::remove_file(self.path(path)).expect("it was there");
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The program, to be run in the project.
    pub fn rolebook(&self, arguments: &[&str]) -> Command {
        rolebook(self.root(), arguments)
    }

    /// Runs the program in the project to its end.
    pub fn run(&self, arguments: &[&str]) -> Run {
        run(self.rolebook(arguments))
    }
}

/// What a run came to.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// The exit code must be this one; for a message that says why not.
    #[track_caller]
    pub fn ends_with(self, code: i32) -> Run {
        assert_eq!(self.code, Some(code), "\nstdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }
}

/// The program in a folder, with nothing of the tester's own language and colours.
pub fn rolebook(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolebook"));
    command.args(arguments).current_dir(folder).env_clear().stdin(Stdio::null());
    for kept in ["PATH", "HOME", "TMPDIR", "SystemRoot", "USERPROFILE", "TEMP"] {
        if let Some(value) = std::env::var_os(kept) {
            command.env(kept, value);
        }
    }
    command
}

pub fn run(mut command: Command) -> Run {
    ended(command.output().expect("the program starts"))
}

pub fn ended(output: Output) -> Run {
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// Every file below a folder, by its path from there. Empty when there is no such folder.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files(folder).into_iter().map(|(name, path)| (name, std::fs::read(path).expect("readable"))).collect()
}

/// The places of every file below a folder, by its path from there.
pub fn files(folder: &Path) -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(next) else { continue };
        for entry in entries {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("it lies in the folder");
                found.insert(name.to_string_lossy().replace('\\', "/"), path);
            }
        }
    }
    found
}

/// Asks until the answer is there. For what another process does in its own time.
#[track_caller]
pub fn until<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(Instant::now() < deadline, "waited a minute for: {what}");
        // Between two looks, so that the one that is waited for gets the processor.
        std::thread::park_timeout(Duration::from_millis(2));
    }
}

/// A site made in memory: every file of it, and every problem in the short form, in English.
pub struct Made {
    pub files: BTreeMap<String, Vec<u8>>,
    pub diags: Diagnostics,
    pub problems: Vec<String>,
}

impl Made {
    /// From nothing but the sources, and a theme that is parsed once for all projects that have the same.
    pub fn of(sources: &Sources) -> Made {
        Made::with(sources, &mut dressed(sources))
    }

    /// From what the cache remembers. Every file is made once.
    pub fn with(sources: &Sources, cache: &mut Cache) -> Made {
        Made::in_scope(sources, &Scope::WHOLE, cache)
    }

    /// What some roles get.
    pub fn in_scope(sources: &Sources, scope: &Scope, cache: &mut Cache) -> Made {
        Made::of_output(&inside::build(&Arc::new(sources.clone()), scope, cache))
    }

    pub fn of_output(output: &inside::Output) -> Made {
        let sources = &output.sources;
        let paths = output.paths();
        let made: Vec<_> = paths.par_iter().filter_map(|path| output.make(path)).collect();
        assert_eq!(made.len(), paths.len(), "every file that is listed can be made");
        let mut files = BTreeMap::new();
        let mut faults = Vec::new();
        for (path, made) in paths.iter().zip(made) {
            match made {
                Ok(inside::Made::Bytes(bytes)) => drop(files.insert(path.to_string(), bytes.to_vec())),
                Ok(inside::Made::CopyOf(disk)) => {
                    files.insert(path.to_string(), std::fs::read(disk).expect("a linked file is readable"));
                }
                Err(fault) => faults.push(fault),
            }
        }
        let diags = output.problems_with(faults);
        let line = |d: &Diagnostic| {
            let text = sources.text(&d.span.file).map(|text| Places::of(text));
            show::line(d, text.as_ref(), Lang::En)
        };
        let problems = diags.iter().map(line).collect();
        Made { files, diags, problems }
    }

    #[track_caller]
    pub fn text(&self, address: &str) -> &str {
        let Some(bytes) = self.files.get(address) else {
            panic!("no {address} among {:?}\n{:#?}", self.files.keys().collect::<Vec<_>>(), self.problems)
        };
        std::str::from_utf8(bytes).expect("a page is UTF-8")
    }

    /// Every page of the site.
    pub fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        let pages = self.files.keys().filter(|address| address.ends_with(".html"));
        pages.map(|address| (address.as_str(), self.text(address)))
    }

    /// `line:column code` of each problem.
    pub fn places(&self) -> Vec<String> {
        self.problems.iter().map(|line| place(line)).collect()
    }
}

/// `a.md:3:1: error[enc.nul]: …` -> `a.md:3:1 enc.nul`.
fn place(line: &str) -> String {
    let (at, rest) = line.split_once(": ").expect("the short form begins with a place");
    let code = rest.split(['[', ']']).nth(1).expect("the short form names the code");
    format!("{at} {code}")
}

/// A cache that knows nothing but the theme of these sources. To parse it takes longer than to build a small site.
pub fn dressed(sources: &Sources) -> Cache {
    type Themes = HashMap<Hash, (Arc<Theme>, Diagnostics)>;
    static THEMES: LazyLock<Mutex<Themes>> = LazyLock::new(Mutex::default);
    let config = inside::read_config(sources, &mut Diagnostics::default());
    let key = inside::theme_key(sources, &config);
    let known = THEMES.lock().expect("nobody panics while holding the themes").get(&key).cloned();
    let (theme, found) = known.unwrap_or_else(|| {
        let mut found = Diagnostics::default();
        let loaded = (Arc::new(inside::load_theme(sources, &config, &mut found)), found);
        THEMES.lock().expect("nobody panics while holding the themes").insert(key, loaded.clone());
        loaded
    });
    let mut cache = Cache::default();
    cache.keep_theme(key, theme, found);
    cache
}

/// Reads a project from disk; what lies in `output` is no part of it.
pub fn scan(root: &Path, output: &Path) -> Sources {
    inside::scan(root, output, None, &Dirty::default()).expect("the project's folder is readable")
}

/// Text without the character references that the program writes.
pub fn plain(html: &str) -> String {
    let named =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&#x2F;", "/")];
    named
        .iter()
        .fold(html.to_owned(), |text, (reference, c)| text.replace(reference, c))
        .replace("&amp;", "&")
}
