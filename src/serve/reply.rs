//! What is sent back: status, headers, body; with entity tags, conditional and partial answers.
//!
//! Not here: the choice of a resource, and the socket.

use crate::serve::head::RequestHead;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

/// One answer, complete but for the framing the socket adds.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Body,
}

#[derive(Debug)]
pub enum Body {
    /// No body and no length: the answer 304.
    Nothing,
    Bytes {
        bytes: Arc<[u8]>,
        part: Range<usize>,
    },
    /// A part of an open file.
    File {
        file: File,
        part: Range<u64>,
    },
}

impl Body {
    pub(super) fn whole(bytes: impl Into<Arc<[u8]>>) -> Body {
        let bytes = bytes.into();
        let part = 0..bytes.len();
        Body::Bytes { bytes, part }
    }

    /// Bytes to send; `None` when no length is stated.
    pub fn len(&self) -> Option<u64> {
        match self {
            Body::Nothing => None,
            Body::Bytes { part, .. } => Some(part.len() as u64),
            Body::File { part, .. } => Some(part.end - part.start),
        }
    }
}

impl Reply {
    pub(super) fn of(status: u16, mime: &str, bytes: Vec<u8>) -> Reply {
        let headers = vec![("Content-Type", mime.to_owned())];
        Reply { status, headers, body: Body::whole(bytes) }.guarded()
    }

    /// A short text, for refusals. The words are ours alone: nothing of the request is echoed.
    pub(super) fn text(status: u16, words: &str) -> Reply {
        Reply::of(status, "text/plain; charset=utf-8", format!("{words}\n").into_bytes())
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Reply {
        self.headers.push((name, value.into()));
        self
    }

    #[cfg(test)]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The headers every answer carries.
    fn guarded(self) -> Reply {
        self.with("Cache-Control", "no-cache")
            .with("X-Content-Type-Options", "nosniff")
            .with("Referrer-Policy", "no-referrer")
            .with("Cross-Origin-Resource-Policy", "same-origin")
    }
}

/// One form of one resource, ready to be sent whole, in part, or not at all.
pub(super) struct Entity {
    pub(super) status: u16,
    pub(super) mime: Cow<'static, str>,
    pub(super) etag: Tag,
    pub(super) body: Body,
    /// A file of the writer's own that is sent as it is: no script of it may act as a page of the site.
    pub(super) is_foreign: bool,
}

/// An entity tag without its quotes. A page with the live script is weak: the script tag changes with the generation.
pub(super) struct Tag {
    pub(super) hash: String,
    pub(super) weak: bool,
}

impl Tag {
    fn quoted(&self) -> String {
        format!("{}\"{}\"", if self.weak { "W/" } else { "" }, self.hash)
    }
}

/// 32 hexadecimal digits of the content's hash.
pub(super) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().as_str()[..32].to_owned()
}

impl Entity {
    /// Opens a file that the site named. What can be sent is what the open file holds now.
    pub(super) fn of_file(path: &Path, mime: Cow<'static, str>) -> io::Result<Entity> {
        // Up to here a file is read whole, so that tag and bytes cannot part while it is being written.
        const READ_WHOLE: u64 = 4 * 1024 * 1024;
        // Asked before it is opened: opening a pipe would wait for ever.
        if !std::fs::metadata(path)?.is_file() {
            return Err(io::Error::from(io::ErrorKind::NotFound));
        }
        let mut file = File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.len() <= READ_WHOLE {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            let etag = Tag { hash: hash(&bytes), weak: false };
            return Ok(Entity { status: 200, mime, etag, body: Body::whole(bytes), is_foreign: true });
        }
        let age = metadata.modified()?.duration_since(UNIX_EPOCH).map_or(0, |age| age.as_nanos());
        let etag = Tag { hash: hash(format!("{} {age}", metadata.len()).as_bytes()), weak: false };
        let body = Body::File { file, part: 0..metadata.len() };
        Ok(Entity { status: 200, mime, etag, body, is_foreign: true })
    }

    pub(super) fn answer(self, head: &RequestHead) -> Reply {
        let quoted = self.etag.quoted();
        let base = Reply { status: self.status, headers: Vec::new(), body: Body::Nothing }.guarded();
        let base = base.with("ETag", quoted.clone());
        if self.status == 200 && head.header("If-None-Match").is_some_and(|list| names(list, &self.etag.hash))
        {
            return Reply { status: 304, ..base };
        }
        let mut base = base.with("Content-Type", with_charset(&self.mime)).with("Accept-Ranges", "bytes");
        if self.is_foreign && may_run(&self.mime) {
            base = base.with("Content-Security-Policy", "sandbox");
        }
        let len = self.body.len().unwrap_or(0);
        let unchanged = head.header("If-Range").is_none_or(|tag| !self.etag.weak && tag == quoted);
        let range = head.header("Range").filter(|_| self.status == 200 && head.method == "GET" && unchanged);
        match range.and_then(|range| single_range(range, len)) {
            None => Reply { body: self.body, ..base },
            Some(None) => Reply { status: 416, body: Body::whole(Vec::new()), ..base }
                .with("Content-Range", format!("bytes */{len}")),
            Some(Some(part)) => {
                let place = format!("bytes {}-{}/{len}", part.start, part.end - 1);
                Reply { status: 206, body: cut(self.body, part), ..base }.with("Content-Range", place)
            }
        }
    }
}

fn cut(body: Body, part: Range<u64>) -> Body {
    match body {
        Body::Nothing => Body::Nothing,
        // A part of bytes in memory fits a usize, as the whole does.
        Body::Bytes { bytes, .. } => Body::Bytes { bytes, part: part.start as usize..part.end as usize },
        Body::File { file, .. } => Body::File { file, part },
    }
}

/// Does an `If-None-Match` list name this tag? Compared weakly, as RFC 9110 section 13.1.2 asks.
fn names(list: &str, hash: &str) -> bool {
    list.split(',').map(str::trim).any(|tag| {
        let tag = tag.strip_prefix("W/").unwrap_or(tag);
        tag == "*" || tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"')) == Some(hash)
    })
}

/// One byte range (RFC 9110 section 14.1.2). `None`: to be ignored; `Some(None)`: nothing of it can be sent.
fn single_range(header: &str, len: u64) -> Option<Option<Range<u64>>> {
    let (unit, spec) = header.split_once('=')?;
    let (first, last) = spec.trim().split_once('-')?;
    let number =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().unwrap_or(u64::MAX));
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let range = match (first.is_empty(), last.is_empty()) {
        (true, true) => return None,
        (true, false) => len.saturating_sub(number(last)?)..len,
        (false, true) => number(first)?..len,
        (false, false) => {
            let (first, last) = (number(first)?, number(last)?);
            if last < first {
                return None;
            }
            first..last.saturating_add(1).min(len)
        }
    };
    Some((range.start < range.end).then_some(range))
}

/// Web pages, drawings and other XML.
fn may_run(mime: &str) -> bool {
    mime.starts_with("text/html") || mime.contains("xml")
}

fn with_charset(mime: &str) -> String {
    let text = mime.starts_with("text/") || mime == "application/javascript" || mime == "image/svg+xml";
    if text && !mime.contains("charset") { format!("{mime}; charset=utf-8") } else { mime.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Body, Entity, Tag, names, single_range, with_charset};
    use crate::serve::head::RequestHead;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        assert_eq!(single_range("bytes=0-3", 10), Some(Some(0..4)));
        assert_eq!(single_range("bytes=4-", 10), Some(Some(4..10)));
        assert_eq!(single_range("bytes=-3", 10), Some(Some(7..10)));
        assert_eq!(single_range("bytes=-30", 10), Some(Some(0..10)));
        assert_eq!(single_range("bytes=0-99999999999999999999", 10), Some(Some(0..10)));
        for outside in ["bytes=10-", "bytes=10-12", "bytes=-0", "bytes=99999999999999999999-"] {
            assert_eq!(single_range(outside, 10), Some(None), "{outside}");
        }
        assert_eq!(single_range("bytes=0-", 0), Some(None));
        for ignored in
            ["bytes=0-1,3-4", "bytes=3-1", "bytes=-", "bytes=a-b", "lines=0-1", "bytes", "bytes=+1-2"]
        {
            assert_eq!(single_range(ignored, 10), None, "{ignored}");
        }
    }

    #[test]
    fn a_script_in_a_linked_file_does_not_act_as_a_page_of_the_site() {
        let policy = |mime: &'static str, is_foreign| {
            let etag = Tag { hash: String::new(), weak: false };
            let body = Body::whole(Vec::new());
            let entity = Entity { status: 200, mime: mime.into(), etag, body, is_foreign };
            entity.answer(&RequestHead::default()).header("Content-Security-Policy").map(str::to_owned)
        };
        for mime in ["text/html; charset=utf-8", "image/svg+xml", "application/xhtml+xml", "text/xml"] {
            assert_eq!(policy(mime, true).as_deref(), Some("sandbox"), "{mime}");
            assert_eq!(policy(mime, false), None, "{mime}");
        }
        assert_eq!(policy("image/png", true), None);
    }

    #[test]
    fn tags_are_compared_weakly() {
        for list in ["\"ab\"", "W/\"ab\"", "\"x\", W/\"ab\"", "*"] {
            assert!(names(list, "ab"), "{list}");
        }
        for list in ["ab", "\"a\"", "", "\"ab"] {
            assert!(!names(list, "ab"), "{list}");
        }
    }

    #[test]
    fn text_is_always_said_to_be_utf_8() {
        assert_eq!(with_charset("text/css"), "text/css; charset=utf-8");
        assert_eq!(with_charset("text/html; charset=utf-8"), "text/html; charset=utf-8");
        assert_eq!(with_charset("image/png"), "image/png");
    }
}
