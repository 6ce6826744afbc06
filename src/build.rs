//! Prepares what is built into the program: the theme's scripts get short names and lose their comments and white space, so
//! that a browser loads less. Compiles the program again when a built-in file comes or goes; the compiler itself only
//! notices changes of files it already knows.

use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_compat::EngineTargets;
use oxc_minifier::{CompressOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;
use std::path::{Path, PathBuf};

/// The oldest browser that must run the scripts: nothing newer may come out.
const OLDEST: &str = "chrome87";

fn main() {
    for folder in ["themes/default", "content/handbook/codes", "src/cli/starter"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let from = variable("CARGO_MANIFEST_DIR").join("themes/default/js");
    let to = variable("OUT_DIR").join("scripts/js");
    if to.exists() {
        std::fs::remove_dir_all(&to).expect("the folder is ours");
    }
    shorten_all(&from, &to);
}

fn variable(name: &str) -> PathBuf {
    std::env::var_os(name).expect("cargo sets it for every build script").into()
}

fn shorten_all(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the folder is ours");
    for entry in std::fs::read_dir(from).expect("the theme has scripts") {
        let path = entry.expect("the theme can be listed").path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            shorten_all(&path, &target);
        } else if path.extension().is_some_and(|ending| ending == "js") {
            let script = std::fs::read_to_string(&path).expect("a script is text");
            std::fs::write(&target, short(&path, &script)).expect("the folder is ours");
        }
    }
}

/// The same script, shorter.
fn short(path: &Path, script: &str) -> String {
    let memory = Allocator::default();
    let parsed = Parser::new(&memory, script, SourceType::script()).parse();
    assert!(parsed.diagnostics.is_empty(), "{}: {:?}", path.display(), parsed.diagnostics);
    let mut program = parsed.program;
    let target = EngineTargets::from_target(OLDEST).expect("a browser and its version");
    let compress = CompressOptions { target, ..CompressOptions::smallest() };
    let options =
        MinifierOptions { mangle: Some(Default::default()), compress: Some(compress), ..Default::default() };
    let names = Minifier::new(options).minify(&memory, &mut program).scoping;
    Codegen::new().with_options(CodegenOptions::minify()).with_scoping(names).build(&program).code
}
