//! What the tests of the whole program share: a project in a folder of its own, and the program run on it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
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
