//! A request target as it is in the request line -> the path of one page, decoded once and strictly.
//!
//! Not here: any look-up. What is odd on any operating system is refused on all of them.

/// Why a target names nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadTarget {
    /// Not a form that a browser sends.
    Malformed,
    TooLong,
    /// Well formed, but no page can have such a name.
    Impossible,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target<'a> {
    /// Decoded, without the leading slash; ends in `/` (or is empty) for a folder.
    pub(super) path: String,
    /// As sent, without the question mark.
    pub(super) query: &'a str,
}

const LONGEST: usize = 8 * 1024;

pub(super) fn parse(target: &str) -> Result<Target<'_>, BadTarget> {
    if target.len() > LONGEST {
        return Err(BadTarget::TooLong);
    }
    let Some(rest) = target.strip_prefix('/') else { return Err(BadTarget::Malformed) };
    if target.bytes().any(|byte| !byte.is_ascii_graphic() || byte == b'#') {
        return Err(BadTarget::Malformed);
    }
    let (raw, query) = rest.split_once('?').unwrap_or((rest, ""));
    let segments: Vec<String> = raw.split('/').map(decode).collect::<Result<_, _>>()?;
    let last = segments.len() - 1;
    for (at, segment) in segments.iter().enumerate() {
        let impossible = (segment.is_empty() && at != last)
            || segment == "."
            || segment == ".."
            || segment.contains(['/', '\\', ':']);
        if impossible {
            return Err(BadTarget::Impossible);
        }
    }
    Ok(Target { path: segments.join("/"), query })
}

fn decode(segment: &str) -> Result<String, BadTarget> {
    let bytes = segment.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if *byte == b'%' {
            let high = bytes.get(at + 1).copied().and_then(hex).ok_or(BadTarget::Malformed)?;
            let low = bytes.get(at + 2).copied().and_then(hex).ok_or(BadTarget::Malformed)?;
            decoded.push(high * 16 + low);
            at += 3;
        } else {
            decoded.push(*byte);
            at += 1;
        }
    }
    if decoded.contains(&0) {
        return Err(BadTarget::Malformed);
    }
    String::from_utf8(decoded).map_err(|_not_text| BadTarget::Malformed)
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::{BadTarget, Target, parse};

    #[test]
    fn a_path_is_decoded_once_and_the_query_is_set_aside() {
        assert_eq!(
            parse("/%E6%89%8B%E5%86%8C/a%20b.html?x=1?y"),
            Ok(Target { path: "手册/a b.html".into(), query: "x=1?y" })
        );
        assert_eq!(parse("/"), Ok(Target { path: String::new(), query: "" }));
        assert_eq!(parse("/a%2525").map(|target| target.path), Ok("a%25".into()));
    }

    #[test]
    fn what_no_browser_sends_is_malformed() {
        for target in
            ["", "a", "*", "http://evil/x", "/a#b", "/a%00", "/%zz", "/%f", "/%", "/%ff", "/a\tb", "/é"]
        {
            assert_eq!(parse(target), Err(BadTarget::Malformed), "{target:?}");
        }
        assert_eq!(parse(&format!("/{}", "a".repeat(9 * 1024))), Err(BadTarget::TooLong));
    }

    #[test]
    fn names_that_lead_elsewhere_are_impossible() {
        for target in [
            "/../a",
            "/%2e%2e/a",
            "/..%2fa",
            "/a/./b",
            "/a%5cb",
            "/..%5c..%5cwin.ini",
            "/c:/x",
            "//etc/passwd",
            "/a//b",
            "/a.html::$DATA",
            "/%5c%5chost%5cs",
            "/a/..",
        ] {
            assert_eq!(parse(target), Err(BadTarget::Impossible), "{target:?}");
        }
    }
}
