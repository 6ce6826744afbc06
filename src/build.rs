//! Compiles the program again when a file that is built into it comes or goes: the theme, the handbook's entries, the
//! starter project. The compiler itself only notices changes of files it already knows.

fn main() {
    for folder in ["themes/default", "content/handbook/codes", "src/cli/starter"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
