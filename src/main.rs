//! Arguments in, exit code out.

fn main() -> std::process::ExitCode {
    rolebook::run(std::env::args_os())
}
