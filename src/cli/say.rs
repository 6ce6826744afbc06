//! Writes lines; a closed pipe is no error, the reader has simply seen enough.

use crate::diag::{Lang, Problem};
use std::io::Write;

/// A line of data.
pub fn out(text: &str) {
    line(&mut anstream::stdout().lock(), text);
}

/// A line of talk.
pub fn err(text: &str) {
    line(&mut anstream::stderr().lock(), text);
}

/// A problem of the command line, which has no place in a file.
pub fn problem(problem: &Problem, lang: Lang) {
    let (word, help) = lang.pick(("错误", "帮助"), ("error", "help"));
    err(&format!("{word}[{}]: {}", problem.code().name(), problem.message(lang)));
    err(&format!("{help}: {}", problem.help(lang)));
}

fn line(stream: &mut impl Write, text: &str) {
    if let Err(error) = writeln!(stream, "{text}").and_then(|()| stream.flush()) {
        debug_assert_eq!(error.kind(), std::io::ErrorKind::BrokenPipe, "{error}");
    }
}
