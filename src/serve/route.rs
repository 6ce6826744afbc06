//! A request -> an answer, without a socket: the whole behaviour of the preview that can be said in a table.
//!
//! In: the published site and one request head. Out: a reply, or the wish to wait for news.
//! Not here: files (opened by the caller, by a path the site named) and waiting itself.

use crate::diag::Lang;
use crate::serve::assets;
use crate::serve::head::{Refusal, RequestHead};
use crate::serve::inject::{self, Tag as ScriptTag};
use crate::serve::reply::{Body, Entity, Reply, Tag, hash};
use crate::serve::site::{Resource, Site};
use crate::serve::target::{self, BadTarget};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

/// What every answer depends on besides the request.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    pub port: u16,
    pub generation: u64,
    /// The language of the overlay and of the preview's own pages.
    pub lang: Lang,
}

/// Where a request leads.
#[derive(Debug)]
pub enum Routed {
    Reply(Reply),
    File {
        path: PathBuf,
        mime: Cow<'static, str>,
    },
    /// News is wanted once the generation is another than this.
    Wait {
        since: u64,
    },
}

const OWN: &str = "__rolebook/";
const HTML: &str = "text/html; charset=utf-8";

/// `site` is `None` until the first build has succeeded.
pub fn route(site: Option<&dyn Site>, frame: &Frame, head: &RequestHead) -> Routed {
    if let Err(refusal) = head.check(frame.port) {
        return Routed::Reply(refused(refusal));
    }
    let target = match target::parse(&head.target) {
        Ok(target) => target,
        Err(BadTarget::Malformed) => return Routed::Reply(Reply::text(400, "bad request target")),
        Err(BadTarget::TooLong) => return Routed::Reply(Reply::text(414, "request target too long")),
        Err(BadTarget::Impossible) => return Routed::Reply(Reply::text(404, "not found")),
    };
    if let Some(name) = target.path.strip_prefix(OWN) {
        return own(name, target.query, head);
    }
    let Some(site) = site else {
        return Routed::Reply(not_built_yet(frame));
    };
    let path = match target.path.as_str() {
        folder if folder.is_empty() || folder.ends_with('/') => format!("{folder}index.html"),
        page => page.to_owned(),
    };
    match site.get(&path) {
        Some(Resource::Bytes { bytes, mime }) => Routed::Reply(bytes_entity(bytes, mime, frame).answer(head)),
        Some(Resource::File { path, mime, .. }) => Routed::File { path, mime },
        None if is_folder(site, &path) => Routed::Reply(to_folder(&path, target.query)),
        None => Routed::Reply(not_found(site, &path, frame).answer(head)),
    }
}

/// The site's "not found" page; with the live script, so that it turns into the page as soon as there is one.
pub(super) fn not_found(site: &dyn Site, path: &str, frame: &Frame) -> Entity {
    page_entity(404, &site.not_found(path), frame)
}

fn refused(refusal: Refusal) -> Reply {
    let (status, words) = match refusal {
        Refusal::BadFraming => (400, "bad request framing"),
        Refusal::BodyTooLarge => (413, "the preview takes no body"),
        Refusal::HeadTooLarge => (431, "request head too large"),
        Refusal::BadHost => (400, "exactly one well-formed Host header is needed"),
        Refusal::ForeignHost => (403, "the preview answers to localhost and its own port only"),
        Refusal::ForeignOrigin => (403, "the preview answers its own pages only"),
        Refusal::Method => (405, "only GET and HEAD are served"),
    };
    let reply = Reply::text(status, words);
    match refusal {
        Refusal::Method => reply.with("Allow", "GET, HEAD"),
        Refusal::BadFraming | Refusal::BodyTooLarge | Refusal::HeadTooLarge => {
            reply.with("Connection", "close")
        }
        Refusal::BadHost | Refusal::ForeignHost | Refusal::ForeignOrigin => reply,
    }
}

fn own(name: &str, query: &str, head: &RequestHead) -> Routed {
    let asset = |text: &'static str, mime: &'static str| {
        let etag = Tag { hash: hash(text.as_bytes()), weak: false };
        let body = Body::whole(text.as_bytes());
        Routed::Reply(Entity { status: 200, mime: mime.into(), etag, body, is_foreign: false }.answer(head))
    };
    match name {
        "live.js" => asset(assets::SCRIPT, "text/javascript"),
        "live.css" => asset(assets::STYLE, "text/css"),
        "wait" => {
            let since = query.split('&').find_map(|pair| pair.strip_prefix("since="));
            // No number, no match: the answer comes at once and says which generation it is.
            Routed::Wait { since: since.and_then(|number| number.parse().ok()).unwrap_or(0) }
        }
        // The server's own sign of life.
        "pulse" => Routed::Reply(Reply::text(200, "alive")),
        _ => Routed::Reply(Reply::text(404, "not found")),
    }
}

fn bytes_entity(bytes: Arc<[u8]>, mime: Cow<'static, str>, frame: &Frame) -> Entity {
    if mime.starts_with("text/html") {
        return page_entity(200, &bytes, frame);
    }
    let etag = Tag { hash: hash(&bytes), weak: false };
    Entity { status: 200, mime, etag, body: Body::whole(bytes), is_foreign: false }
}

fn page_entity(status: u16, page: &[u8], frame: &Frame) -> Entity {
    let etag = Tag { hash: hash(page), weak: true };
    let tag = ScriptTag { generation: frame.generation, etag: &etag.hash, status, lang: frame.lang };
    let body = Body::whole(inject::live_script(page, &tag));
    Entity { status, mime: HTML.into(), etag, body, is_foreign: false }
}

/// A page that waits for the first good build, and shows why there is none.
fn not_built_yet(frame: &Frame) -> Reply {
    let (tag, title) =
        frame.lang.pick(("zh-CN", "正在等待第一次成功的构建"), ("en", "Waiting for the first good build"));
    let page = format!(
        "<!doctype html><html lang=\"{tag}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>{title}</title><link rel=\"stylesheet\" \
         href=\"/__rolebook/live.css\"></head><body class=\"rolebook-waiting\"><main><h1>{title}…</h1></main></body></html>"
    );
    let entity = page_entity(503, page.as_bytes(), frame);
    entity.answer(&RequestHead::default()).with("Retry-After", "1")
}

fn is_folder(site: &dyn Site, path: &str) -> bool {
    !path.ends_with("/index.html")
        && path != "index.html"
        && site.get(&format!("{path}/index.html")).is_some()
}

fn to_folder(path: &str, query: &str) -> Reply {
    // Encoded again from the decoded path: no line break, no second slash, never another host.
    const PLAIN: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    let mut place = format!("/{}/", utf8_percent_encode(path, PLAIN));
    if !query.is_empty() {
        place.push('?');
        place.push_str(query);
    }
    Reply::text(302, "see the folder's page").with("Location", place)
}

#[cfg(test)]
mod tests {
    use super::{Frame, Routed, route};
    use crate::diag::Lang;
    use crate::serve::head::RequestHead;
    use crate::serve::reply::{Body, Reply};
    use crate::serve::site::{Resource, Site};
    use std::collections::BTreeMap;

    struct Fixed(BTreeMap<&'static str, (&'static str, &'static str)>);

    impl Site for Fixed {
        fn get(&self, path: &str) -> Option<Resource> {
            let (mime, text) = self.0.get(path)?;
            Some(Resource::Bytes { bytes: text.as_bytes().into(), mime: (*mime).into() })
        }

        fn not_found(&self, _path: &str) -> Vec<u8> {
            b"<body>own 404</body>".to_vec()
        }
    }

    const FRAME: Frame = Frame { port: 4000, generation: 9, lang: Lang::En };
    const PAGE: &str = "<html><body><p>home</p></body></html>";

    fn site() -> Fixed {
        Fixed(BTreeMap::from([
            ("index.html", ("text/html; charset=utf-8", PAGE)),
            ("manual/index.html", ("text/html; charset=utf-8", "<body>manual</body>")),
            ("手册/收货.html", ("text/html; charset=utf-8", "<body>收货</body>")),
            ("手册/index.html", ("text/html", "<body>目录</body>")),
            ("a.css", ("text/css", "0123456789")),
        ]))
    }

    fn reply(method: &str, target: &str, extra: &[(&str, &str)]) -> Reply {
        let mut headers = vec![("Host".to_owned(), "localhost:4000".to_owned())];
        headers.extend(extra.iter().map(|(name, value)| (name.to_string(), value.to_string())));
        let head = RequestHead { method: method.into(), target: target.into(), headers };
        match route(Some(&site()), &FRAME, &head) {
            Routed::Reply(reply) => reply,
            other => panic!("{target}: {other:?}"),
        }
    }

    fn text(reply: &Reply) -> String {
        match &reply.body {
            Body::Bytes { bytes, part } => String::from_utf8_lossy(&bytes[part.clone()]).into_owned(),
            _ => String::new(),
        }
    }

    #[test]
    fn each_target_has_its_status() {
        for (target, status) in [
            ("/", 200),
            ("/index.html", 200),
            ("/index.html?raw??", 200),
            ("/a.css?inline&import", 200),
            ("/manual/", 200),
            ("/manual", 302),
            ("/%E6%89%8B%E5%86%8C/%E6%94%B6%E8%B4%A7.html", 200),
            ("/%e6%89%8b%e5%86%8c", 302),
            ("/nothing.html", 404),
            ("/../../etc/passwd", 404),
            ("/%2e%2e/%2e%2e/etc/passwd", 404),
            ("/..%2f..%2fetc/passwd", 404),
            ("/%252e%252e/etc/passwd", 404),
            ("/..%5c..%5cwin.ini", 404),
            ("/a%00.html", 400),
            ("//etc/passwd", 404),
            ("/c:/x", 404),
            ("/%5c%5chost%5cs", 404),
            ("/a#/../../etc/passwd", 400),
            ("/etc/passwd?/a.css", 404),
            ("http://evil/x", 400),
            ("*", 400),
            ("/rolebook.yaml", 404),
            ("/.git/config", 404),
            ("/a.css::$DATA", 404),
            ("/a.css.", 404),
            ("/A~1.CSS", 404),
            ("/A.CSS", 404),
            ("/a.css/", 404),
            ("/%zz", 400),
            ("/%ff", 400),
            ("//evil.example", 404),
            ("/manual%0d%0aSet-Cookie:x", 404),
            ("/<img%20src=x>", 404),
            ("/__rolebook/live.js", 200),
            ("/__rolebook/live.css", 200),
            ("/__rolebook/other", 404),
            ("/__rolebook", 404),
        ] {
            assert_eq!(reply("GET", target, &[]).status, status, "{target}");
        }
        assert_eq!(reply("GET", &format!("/{}", "a".repeat(9000)), &[]).status, 414);
        assert_eq!(reply("POST", "/", &[]).header("Allow"), Some("GET, HEAD"));
        assert_eq!(reply("POST", "/", &[("Content-Length", "100000000000000")]).status, 413);
        assert_eq!(reply("GET", "/", &[("Origin", "https://evil.example")]).status, 403);
    }

    #[test]
    fn a_folder_is_redirected_within_the_site_and_keeps_its_query() {
        assert_eq!(reply("GET", "/manual?role=buyer", &[]).header("Location"), Some("/manual/?role=buyer"));
        assert_eq!(reply("GET", "/%E6%89%8B%E5%86%8C", &[]).header("Location"), Some("/%E6%89%8B%E5%86%8C/"));
    }

    #[test]
    fn a_page_is_the_built_page_plus_one_script() {
        let found = text(&reply("GET", "/", &[]));
        let start = found.find("<script").expect("the live script is there");
        let end = found.find("</script>").expect("it is closed") + "</script>".len();
        assert_eq!(format!("{}{}", &found[..start], &found[end..]), PAGE);
        assert!(found.contains("data-generation=\"9\""), "{found}");
        let etag = reply("GET", "/", &[]).header("ETag").expect("a page has a tag").to_owned();
        assert!(
            found.contains(&format!("data-etag=\"{}\"", etag.trim_start_matches("W/").trim_matches('"')))
        );
        assert_eq!(text(&reply("GET", "/a.css", &[])), "0123456789");
    }

    #[test]
    fn the_sites_own_not_found_page_is_live_too() {
        let missing = reply("GET", "/%3Cscript%3E", &[]);
        assert_eq!(missing.status, 404);
        assert!(
            text(&missing).starts_with("<body>own 404<script src=\"/__rolebook/live.js\""),
            "{}",
            text(&missing)
        );
        assert!(text(&missing).contains("data-status=\"404\""));
    }

    #[test]
    fn every_answer_is_guarded_and_none_is_shared() {
        for (method, target) in
            [("GET", "/"), ("GET", "/nothing"), ("PUT", "/"), ("GET", "/%zz"), ("GET", "/manual")]
        {
            let reply = reply(method, target, &[]);
            assert_eq!(reply.header("X-Content-Type-Options"), Some("nosniff"), "{target}");
            assert_eq!(reply.header("Referrer-Policy"), Some("no-referrer"), "{target}");
            assert_eq!(reply.header("Cross-Origin-Resource-Policy"), Some("same-origin"), "{target}");
            assert_eq!(reply.header("Cache-Control"), Some("no-cache"), "{target}");
            assert_eq!(reply.header("Access-Control-Allow-Origin"), None, "{target}");
        }
    }

    #[test]
    fn a_known_page_is_not_sent_again() {
        for target in ["/", "/a.css"] {
            let etag = reply("GET", target, &[]).header("ETag").expect("it has a tag").to_owned();
            let again = reply("GET", target, &[("If-None-Match", &etag)]);
            assert_eq!((again.status, again.body.len()), (304, None), "{target}");
            assert_eq!(again.header("ETag"), Some(etag.as_str()));
        }
        assert_eq!(reply("GET", "/", &[("If-None-Match", "\"old\"")]).status, 200);
    }

    #[test]
    fn a_part_is_sent_when_asked_for() {
        let part = reply("GET", "/a.css", &[("Range", "bytes=2-4")]);
        assert_eq!((part.status, text(&part).as_str()), (206, "234"));
        assert_eq!(part.header("Content-Range"), Some("bytes 2-4/10"));
        let outside = reply("GET", "/a.css", &[("Range", "bytes=10-")]);
        assert_eq!((outside.status, outside.header("Content-Range")), (416, Some("bytes */10")));
        assert_eq!(reply("GET", "/a.css", &[("Range", "bytes=0-1,4-5")]).status, 200);
        assert_eq!(reply("GET", "/a.css", &[("Range", "bytes=0-1"), ("If-Range", "\"old\"")]).status, 200);
        assert_eq!(reply("HEAD", "/a.css", &[("Range", "bytes=0-1")]).status, 200);
    }

    #[test]
    fn waiting_is_told_from_asking() {
        let host = ("Host".to_owned(), "localhost:4000".to_owned());
        let at = |target: &str| {
            let head =
                RequestHead { method: "GET".into(), target: target.into(), headers: vec![host.clone()] };
            route(Some(&site()), &FRAME, &head)
        };
        assert!(matches!(at("/__rolebook/wait?since=9"), Routed::Wait { since: 9 }));
        assert!(matches!(at("/__rolebook/wait?x=1&since=7"), Routed::Wait { since: 7 }));
        assert!(matches!(at("/__rolebook/wait?since=-1"), Routed::Wait { since: 0 }));
        assert!(matches!(at("/__rolebook/wait"), Routed::Wait { since: 0 }));
    }

    #[test]
    fn before_the_first_good_build_a_page_waits_with_the_reader() {
        let headers = vec![("Host".to_owned(), "localhost:4000".to_owned())];
        let head = RequestHead { method: "GET".into(), target: "/x.html".into(), headers };
        let Routed::Reply(reply) = route(None, &FRAME, &head) else { panic!("a reply was expected") };
        assert_eq!(reply.status, 503);
        assert!(text(&reply).contains("/__rolebook/live.js"));
    }
}
