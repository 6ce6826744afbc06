//! A reply -> bytes on the connection, with exactly the headers we mean.
//!
//! Not here: what is answered. Written through tiny_http's raw writer, because its own response writer adds a `Server`
//! header, sends `Content-Length: 0` with 304, and turns to chunks at 32 KiB.

use crate::serve::reply::{Body, Reply};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::mem::ManuallyDrop;
use tiny_http::{Header, ReadWrite, Request, Response, StatusCode};

/// Sends a reply. An error means that the client has gone.
pub(super) fn send(request: Request, reply: Reply) -> io::Result<()> {
    let head_only = *request.method() == tiny_http::Method::Head;
    let mut out = reply_head(&reply, keeps_alive_1_0(&request)).into_bytes();
    let mut writer = request.into_writer();
    match reply.body {
        Body::Bytes { bytes, part } if !head_only => {
            out.extend_from_slice(&bytes[part]);
            writer.write_all(&out)?;
        }
        Body::File { mut file, part } if !head_only => {
            writer.write_all(&out)?;
            file.seek(SeekFrom::Start(part.start))?;
            let stated = part.end - part.start;
            let sent = io::copy(&mut file.take(stated), &mut writer)?;
            // The file was cut while it was read. The length is promised: a short body would stall the connection.
            io::copy(&mut io::repeat(0).take(stated - sent), &mut writer)?;
        }
        Body::Nothing | Body::Bytes { .. } | Body::File { .. } => writer.write_all(&out)?,
    }
    writer.flush()
}

fn reply_head(reply: &Reply, keep_alive_1_0: bool) -> String {
    let reason = StatusCode(reply.status).default_reason_phrase();
    let mut head = format!("HTTP/1.1 {} {reason}\r\n", reply.status);
    for (name, value) in &reply.headers {
        debug_assert!(!value.contains(['\r', '\n']), "{name}");
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if let Some(len) = reply.body.len() {
        head.push_str(&format!("Content-Length: {len}\r\n"));
    }
    if keep_alive_1_0 {
        head.push_str("Connection: keep-alive\r\n");
    }
    head.push_str("\r\n");
    head
}

/// A client of HTTP/1.0 that asked for it has to be told, or it waits for the end of the connection.
fn keeps_alive_1_0(request: &Request) -> bool {
    let asked = |header: &Header| {
        header.field.equiv("Connection") && header.value.as_str().to_ascii_lowercase().contains("keep-alive")
    };
    *request.http_version() < (1, 1) && request.headers().iter().any(asked)
}

/// Does tiny_http drain this body when the request is dropped, after allocating its announced length in one piece?
/// Bodies up to 1 KiB have been read with the head, unless the client waits to be told to go on.
pub(super) fn has_unread_body(request: &Request) -> bool {
    let expects = request.headers().iter().any(|header| header.field.equiv("Expect"));
    request.body_length().is_some_and(|len| len > 1024 || (len > 0 && expects))
}

/// A body nobody reads, kept from being dropped by chance.
pub(super) struct Unread {
    body: ManuallyDrop<Box<dyn ReadWrite + Send>>,
    announced: usize,
}

/// Answers with the status alone and hands the body back unread. `upgrade` is the one way to do so: every other
/// answer drops the body, and a length beyond the memory of the machine would end the whole process.
pub(super) fn refuse(request: Request, status: u16) -> Unread {
    let announced = request.body_length().unwrap_or(usize::MAX);
    // An upgraded answer states no length, and a client would wait for more. A header value may hold a line break.
    let framing =
        Header::from_bytes("X-Content-Type-Options", "nosniff\r\nContent-Length: 0\r\nConnection: close")
            .expect("the header is plain ASCII");
    let response = Response::empty(status).with_header(framing);
    let body = request.upgrade("HTTP/1.1", response);
    Unread { body: ManuallyDrop::new(body), announced }
}

impl Unread {
    /// Small enough to be read away. Else the connection stays as it is until the client closes it.
    pub(super) fn can_be_drained(&self) -> bool {
        const LARGEST: usize = 256 * 1024 * 1024;
        self.announced <= LARGEST
    }

    /// Reads the body to its end; takes as long as the client likes.
    pub(super) fn drain(self) {
        drop(ManuallyDrop::into_inner(self.body));
    }
}
