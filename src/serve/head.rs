//! The head of one request, and the guards every request passes before its target is looked at.
//!
//! Out: nothing, or the status to refuse it with. Total: no header, however broken, can make it panic.

/// Method, target and headers of a request, as sent.
#[derive(Clone, Debug, Default)]
pub struct RequestHead {
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, String)>,
}

/// Why a request is refused unread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    BadFraming,
    BodyTooLarge,
    HeadTooLarge,
    BadHost,
    ForeignHost,
    ForeignOrigin,
    Method,
}

impl RequestHead {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.values(name).next()
    }

    fn values<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        let same = move |(found, _): &&(String, String)| found.eq_ignore_ascii_case(name);
        self.headers.iter().filter(same).map(|(_, value)| value.trim())
    }

    /// Bodies first, for what follows one cannot be trusted; then who is asked, who asks, and how.
    pub(super) fn check(&self, port: u16) -> Result<(), Refusal> {
        self.check_size()?;
        self.check_body()?;
        self.check_host(port)?;
        if self.values("Origin").any(|origin| !is_our_origin(origin, port)) {
            return Err(Refusal::ForeignOrigin);
        }
        if self.method != "GET" && self.method != "HEAD" {
            return Err(Refusal::Method);
        }
        Ok(())
    }

    fn check_size(&self) -> Result<(), Refusal> {
        const MOST_HEADERS: usize = 100;
        const LONGEST: usize = 64 * 1024;
        let length: usize = self.headers.iter().map(|(name, value)| name.len() + value.len() + 4).sum();
        if self.headers.len() > MOST_HEADERS || length > LONGEST {
            Err(Refusal::HeadTooLarge)
        } else {
            Ok(())
        }
    }

    fn check_body(&self) -> Result<(), Refusal> {
        const LARGEST: u64 = 1024;
        if self.values("Transfer-Encoding").next().is_some() {
            return Err(Refusal::BadFraming);
        }
        let mut lengths = self.values("Content-Length");
        let Some(length) = lengths.next() else { return Ok(()) };
        if lengths.next().is_some() || length.is_empty() || !length.bytes().all(|byte| byte.is_ascii_digit())
        {
            return Err(Refusal::BadFraming);
        }
        // Digits alone that do not fit are a length all the same, and far too large.
        match length.parse::<u64>() {
            Ok(length) if length <= LARGEST => Ok(()),
            Ok(_) | Err(_) => Err(Refusal::BodyTooLarge),
        }
    }

    fn check_host(&self, port: u16) -> Result<(), Refusal> {
        let mut hosts = self.values("Host");
        let (Some(host), None) = (hosts.next(), hosts.next()) else { return Err(Refusal::BadHost) };
        let Some((name, found)) = split_authority(host) else { return Err(Refusal::BadHost) };
        if is_loopback_name(name) && found.unwrap_or(80) == port { Ok(()) } else { Err(Refusal::ForeignHost) }
    }
}

fn is_our_origin(origin: &str, port: u16) -> bool {
    let Some((scheme, authority)) = origin.split_once("://") else { return false };
    scheme.eq_ignore_ascii_case("http")
        && split_authority(authority)
            .is_some_and(|(name, found)| is_loopback_name(name) && found.unwrap_or(80) == port)
}

fn is_loopback_name(name: &str) -> bool {
    name.eq_ignore_ascii_case("localhost") || name == "127.0.0.1" || name == "[::1]"
}

/// `name[:port]`, the name of an IPv6 address with its brackets; `None` when it is not of that form.
fn split_authority(text: &str) -> Option<(&str, Option<u16>)> {
    let name_end = match text.strip_prefix('[') {
        Some(inside) => inside.find(']')? + 2,
        None => text.find(':').unwrap_or(text.len()),
    };
    let (name, rest) = text.split_at(name_end);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._[]:".contains(&byte);
    if name.is_empty() || !name.bytes().all(plain) {
        return None;
    }
    match rest.strip_prefix(':') {
        None if rest.is_empty() => Some((name, None)),
        Some(digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits.parse().map(|port| (name, Some(port))).ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Refusal, RequestHead};

    fn checked(method: &str, headers: &[(&str, &str)]) -> Result<(), Refusal> {
        let headers = headers.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        RequestHead { method: method.into(), target: "/".into(), headers }.check(4000)
    }

    #[test]
    fn only_our_own_names_on_our_own_port_are_served() {
        for host in ["localhost:4000", "LOCALHOST:4000", "127.0.0.1:4000", "[::1]:4000"] {
            assert_eq!(checked("GET", &[("Host", host)]), Ok(()), "{host}");
        }
        for host in
            ["evil.example:4000", "localhost", "localhost:4001", "127.0.0.2:4000", "localhost.evil:4000"]
        {
            assert_eq!(checked("GET", &[("host", host)]), Err(Refusal::ForeignHost), "{host}");
        }
        for host in
            ["", "[", "[::1", ":4000", "localhost:", "localhost:x", "a b", "localhost:99999999", "é:4000"]
        {
            assert_eq!(checked("GET", &[("Host", host)]), Err(Refusal::BadHost), "{host:?}");
        }
        assert_eq!(checked("GET", &[]), Err(Refusal::BadHost));
        assert_eq!(
            checked("GET", &[("Host", "localhost:4000"), ("Host", "localhost:4000")]),
            Err(Refusal::BadHost)
        );
    }

    #[test]
    fn a_foreign_origin_is_refused() {
        let origin = |value| checked("GET", &[("Host", "localhost:4000"), ("Origin", value)]);
        assert_eq!(origin("http://localhost:4000"), Ok(()));
        assert_eq!(origin("http://127.0.0.1:4000"), Ok(()));
        for value in [
            "https://evil.example",
            "null",
            "",
            "http://localhost:4001",
            "https://localhost:4000",
            "http://[",
        ] {
            assert_eq!(origin(value), Err(Refusal::ForeignOrigin), "{value:?}");
        }
    }

    #[test]
    fn a_body_is_judged_by_its_head_alone() {
        let length = |value| checked("GET", &[("Host", "localhost:4000"), ("Content-Length", value)]);
        assert_eq!(length("0"), Ok(()));
        assert_eq!(length("1024"), Ok(()));
        for value in ["1025", "100000000000000", "18446744073709551615", "99999999999999999999999"] {
            assert_eq!(length(value), Err(Refusal::BodyTooLarge), "{value}");
        }
        for value in ["abc", "+5", "-1", "", "5, 5", "0x10"] {
            assert_eq!(length(value), Err(Refusal::BadFraming), "{value:?}");
        }
        assert_eq!(
            checked("GET", &[("Content-Length", "1"), ("Content-Length", "1")]),
            Err(Refusal::BadFraming)
        );
        for value in ["chunked", "xchunked", "identity"] {
            assert_eq!(checked("POST", &[("Transfer-Encoding", value)]), Err(Refusal::BadFraming), "{value}");
        }
    }

    #[test]
    fn only_reading_methods_are_served() {
        for method in ["PUT", "POST", "DELETE", "TRACE", "OPTIONS", "get"] {
            assert_eq!(checked(method, &[("Host", "localhost:4000")]), Err(Refusal::Method), "{method}");
        }
        assert_eq!(checked("HEAD", &[("Host", "localhost:4000")]), Ok(()));
    }

    #[test]
    fn a_head_out_of_measure_is_refused() {
        let many = vec![("X", "1"); 101];
        assert_eq!(checked("GET", &many), Err(Refusal::HeadTooLarge));
        let long = "a".repeat(70_000);
        assert_eq!(checked("GET", &[("X", long.as_str())]), Err(Refusal::HeadTooLarge));
    }
}
