//! Writes lines; a closed pipe is no error, the reader has simply seen enough.

use std::io::Write;

/// A line of data.
pub fn out(text: &str) {
    line(&mut anstream::stdout().lock(), text);
}

/// A line of talk.
pub fn err(text: &str) {
    line(&mut anstream::stderr().lock(), text);
}

fn line(stream: &mut impl Write, text: &str) {
    if let Err(error) = writeln!(stream, "{text}").and_then(|()| stream.flush()) {
        debug_assert_eq!(error.kind(), std::io::ErrorKind::BrokenPipe, "{error}");
    }
}
