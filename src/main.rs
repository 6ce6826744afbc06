//! Arguments in, exit code out.

fn main() -> std::process::ExitCode {
    rolebook::cli::run(std::env::args_os())
}
