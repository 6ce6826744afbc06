//! A port number -> a listening socket on this machine alone.
//!
//! Not here: what is served. There is no way to name another address than the loopback one.

use crate::diag::Lang;
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, TcpListener};

/// A bound port that nothing is served on yet.
#[derive(Debug)]
pub struct Preview {
    pub(super) listener: TcpListener,
    pub(super) port: u16,
}

/// Why there is no port to serve on.
#[derive(Debug)]
pub enum BindError {
    /// The port that was asked for is in use.
    Taken { port: u16 },
    /// The default port and all its neighbours are in use.
    NoneFree { first: u16, last: u16 },
    /// The system refuses, for a reason other than another program.
    Refused { port: u16, source: io::Error },
}

const TRIED: u16 = 20;

/// Binds `port`. When it is only the default (not `explicit`) and taken, the next free one within 20 is used.
/// Returns the preview and its port; port 0 lets the system choose.
pub fn bind(port: u16, explicit: bool) -> Result<(Preview, u16), BindError> {
    let last = if explicit || port == 0 { port } else { port.saturating_add(TRIED - 1) };
    for candidate in port..=last {
        match listen(candidate) {
            Ok(preview) => {
                let port = preview.port;
                return Ok((preview, port));
            }
            Err(error) if is_taken(&error) => {}
            // Windows keeps ranges of ports for itself, and says so by this.
            Err(error) if error.kind() == ErrorKind::PermissionDenied && candidate != last => {}
            Err(source) => return Err(BindError::Refused { port: candidate, source }),
        }
    }
    Err(if last == port { BindError::Taken { port } } else { BindError::NoneFree { first: port, last } })
}

fn listen(port: u16) -> io::Result<Preview> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    let port = listener.local_addr()?.port();
    Ok(Preview { listener, port })
}

fn is_taken(error: &io::Error) -> bool {
    error.kind() == ErrorKind::AddrInUse
}

impl Preview {
    /// The address to open: by number, for `localhost` may mean another program's IPv6 port.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }
}

impl BindError {
    pub fn message(&self, lang: Lang) -> String {
        match self {
            BindError::Taken { port } => lang.pick(
                format!("端口 {port} 已被另一个程序占用"),
                format!("port {port} is in use by another program"),
            ),
            BindError::NoneFree { first, last } => lang.pick(
                format!("端口 {first} 到 {last} 都已被占用"),
                format!("all ports from {first} to {last} are in use"),
            ),
            BindError::Refused { port, source } => lang.pick(
                format!("系统不允许使用端口 {port}：{source}"),
                format!("the system does not allow port {port}: {source}"),
            ),
        }
    }

    pub fn help(&self, lang: Lang) -> String {
        match self {
            BindError::Taken { .. } | BindError::NoneFree { .. } => lang.pick(
                "可能已经开着一个预览：关掉它，或用 --port 换一个端口".to_owned(),
                "another preview may be running: close it, or choose another port with --port".to_owned(),
            ),
            BindError::Refused { .. } => lang.pick(
                "用 --port 换一个大于 1024 的端口".to_owned(),
                "choose a port above 1024 with --port".to_owned(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BindError, bind};

    #[test]
    fn a_default_port_gives_way_and_an_explicit_one_does_not() {
        let (first, port) = bind(0, true).expect("the system has a free port");
        assert!(first.listener.local_addr().expect("it is bound").ip().is_loopback());
        assert!(matches!(bind(port, true), Err(BindError::Taken { port: taken }) if taken == port));
        let (_second, other) = bind(port, false).expect("one of the next twenty is free");
        assert!(other > port && other < port.saturating_add(20));
    }
}
