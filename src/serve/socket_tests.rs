//! The preview over real sockets: what only shows when bytes travel.

use crate::diag::{Lang, Severity};
use crate::serve::bind::bind;
use crate::serve::http::Stop;
use crate::serve::live::State;
use crate::serve::site::{Problem, Resource, Site};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

struct Pages {
    text: String,
    film: Option<PathBuf>,
}

impl Site for Pages {
    fn get(&self, path: &str) -> Option<Resource> {
        match path {
            "index.html" => {
                let page = format!("<html><body>{}</body></html>", self.text);
                Some(Resource::Bytes { bytes: page.into_bytes().into(), mime: "text/html".into() })
            }
            "plain.txt" => {
                Some(Resource::Bytes { bytes: self.text.as_bytes().into(), mime: "text/plain".into() })
            }
            "film.mp4" => {
                let path = self.film.clone()?;
                Some(Resource::File { path, mime: "video/mp4".into() })
            }
            "broken.html" => panic!("on purpose"),
            _ => None,
        }
    }

    fn not_found(&self, _path: &str) -> Vec<u8> {
        b"<body>not here</body>".to_vec()
    }
}

fn pages(text: &str) -> Arc<Pages> {
    Arc::new(Pages { text: text.into(), film: None })
}

struct Running {
    port: u16,
    state: Arc<State>,
    stop: Stop,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    fn new() -> Running {
        let (preview, port) = bind(0, true).expect("the system has a free port");
        let state = State::new(Lang::En);
        let stop = Stop::default();
        let thread = std::thread::spawn({
            let (state, stop) = (state.clone(), stop.clone());
            move || preview.run(&state, &stop)
        });
        state.publish(pages("first"), Vec::new());
        Running { port, state, stop, thread: Some(thread) }
    }

    fn connect(&self) -> Client {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the preview listens");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout can be set");
        Client { reader: BufReader::new(stream), port: self.port }
    }

    fn get(&self, target: &str) -> Answer {
        self.connect().ask("GET", target, "")
    }

    /// Tabs that all wait for news; meanwhile pages are asked for.
    fn open_tabs(&self, count: usize) -> Vec<Client> {
        let now = self.state.snapshot().generation;
        let mut tabs: Vec<Client> = (0..count).map(|_| self.connect()).collect();
        for tab in &mut tabs {
            tab.begin("GET", &format!("/__rolebook/wait?since={now}"), "");
        }
        let deadline = Instant::now() + Duration::from_secs(30);
        while self.state.waiting() < count {
            assert!(Instant::now() < deadline, "only {} wait", self.state.waiting());
            assert_eq!(self.get("/").status, 200);
        }
        tabs
    }

    fn end(&mut self) {
        self.stop.stop();
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the preview ends without a panic");
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}

struct Client {
    reader: BufReader<TcpStream>,
    port: u16,
}

#[derive(Debug)]
struct Answer {
    status: u16,
    head: Vec<String>,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.iter().find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Client {
    fn send(&mut self, bytes: &[u8]) {
        self.reader.get_mut().write_all(bytes).expect("the preview takes it");
    }

    fn begin(&mut self, method: &str, target: &str, extra: &str) {
        let request = format!("{method} {target} HTTP/1.1\r\nHost: localhost:{}\r\n{extra}\r\n", self.port);
        self.send(request.as_bytes());
    }

    fn answer(&mut self, method: &str) -> Answer {
        let mut line = String::new();
        let mut head = Vec::new();
        loop {
            line.clear();
            let read = self.reader.read_line(&mut line).expect("an answer comes in time");
            assert!(read > 0, "closed after {head:?}");
            if line.trim_end().is_empty() {
                break;
            }
            head.push(line.trim_end().to_owned());
        }
        let status = head[0].split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status line");
        let mut answer = Answer { status, head, body: Vec::new() };
        if method != "HEAD" && status != 304 {
            let length = answer.header("Content-Length").expect("a length is stated");
            let mut body = vec![0; length.parse().expect("a number")];
            self.reader.read_exact(&mut body).expect("the whole body comes");
            answer.body = body;
        }
        answer
    }

    fn ask(&mut self, method: &str, target: &str, extra: &str) -> Answer {
        self.begin(method, target, extra);
        self.answer(method)
    }
}

fn generation(answer: &Answer) -> u64 {
    let news: serde_json::Value = serde_json::from_slice(&answer.body).expect("news are JSON");
    news["generation"].as_u64().expect("a number")
}

#[test]
fn head_and_get_say_the_same_and_a_connection_serves_many() {
    let running = Running::new();
    let mut client = running.connect();
    for target in ["/", "/plain.txt", "/nothing", "/__rolebook/live.js"] {
        let full = client.ask("GET", target, "");
        let head = client.ask("HEAD", target, "");
        assert_eq!(full.head, head.head, "{target}");
        assert_eq!(full.header("Content-Length"), Some(full.body.len().to_string().as_str()));
        assert_eq!(full.header("Server"), None);
    }
    let etag = client.ask("GET", "/plain.txt", "").header("ETag").expect("a tag").to_owned();
    let known = client.ask("GET", "/plain.txt", &format!("If-None-Match: {etag}\r\n"));
    assert_eq!((known.status, known.header("Content-Length")), (304, None));
    let part = client.ask("GET", "/plain.txt", "Range: bytes=1-3\r\n");
    assert_eq!((part.status, part.text().as_str()), (206, "irs"));
}

#[test]
fn guards_hold_over_the_socket() {
    let running = Running::new();
    assert_eq!(running.connect().ask("GET", "/", "Origin: https://evil.example\r\n").status, 403);
    assert_eq!(running.connect().ask("GET", "/", "Host: localhost\r\n").status, 400);
    let mut client = running.connect();
    client.send(b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    assert_eq!(client.answer("GET").status, 403);
    let mut client = running.connect();
    client.send(b"GET / HTTP/1.1\r\n\r\n");
    assert_eq!(client.answer("GET").status, 400);
    assert_eq!(running.connect().ask("DELETE", "/", "").header("Allow"), Some("GET, HEAD"));
}

#[test]
fn a_waiting_tab_hears_of_each_change_and_misses_none() {
    let running = Running::new();
    let mut tab = running.connect();
    let mut known = generation(&tab.ask("GET", "/__rolebook/wait", ""));
    for round in 0..20 {
        tab.begin("GET", &format!("/__rolebook/wait?since={known}"), "");
        if round % 2 == 0 {
            // Every other time the wait is certainly parked before the change.
            let deadline = Instant::now() + Duration::from_secs(30);
            while running.state.waiting() == 0 && Instant::now() < deadline {
                std::thread::yield_now();
            }
        }
        let published = running.state.publish(pages(&round.to_string()), Vec::new());
        known = generation(&tab.answer("GET"));
        assert_eq!(known, published);
        assert!(running.get("/").text().contains(&format!("<body>{round}<script")));
    }
}

#[test]
fn problems_reach_the_tab_and_the_last_good_page_stays() {
    let running = Running::new();
    let problem = Problem {
        severity: Severity::Error,
        code: "link-missing".into(),
        file: "手册/a.md".into(),
        line: 3,
        column: 5,
        message: "找不到".into(),
        help: "改一下".into(),
        quoted: "3 | [x](y)\n  |     ^".into(),
        follows: String::new(),
    };
    running.state.fail(vec![problem]);
    let news: serde_json::Value =
        serde_json::from_slice(&running.get("/__rolebook/wait?since=1").body).expect("news are JSON");
    assert_eq!(news["problems"][0]["file"], "手册/a.md");
    assert_eq!(news["problems"][0]["severity"], "error");
    assert!(running.get("/").text().contains("first"));
}

#[test]
fn a_hundred_waiting_tabs_keep_no_page_back_and_all_hear_the_news() {
    let running = Running::new();
    let mut tabs = running.open_tabs(100);
    let published = running.state.publish(pages("second"), Vec::new());
    for tab in &mut tabs {
        assert_eq!(generation(&tab.answer("GET")), published);
    }
}

#[test]
fn waiting_tabs_keep_no_page_back_on_a_busy_machine() {
    let _machine = Busy::new();
    for _ in 0..10 {
        Running::new().open_tabs(100);
    }
}

/// Threads that leave little time to others.
struct Busy {
    is_on: Arc<AtomicBool>,
}

impl Busy {
    fn new() -> Busy {
        let is_on = Arc::new(AtomicBool::new(true));
        for _ in 0..8 {
            let is_on = is_on.clone();
            std::thread::spawn(move || while is_on.load(Ordering::Relaxed) {});
        }
        Busy { is_on }
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.is_on.store(false, Ordering::Relaxed);
    }
}

#[test]
fn a_burst_of_connections_is_served_to_the_last() {
    let running = Running::new();
    let mut clients: Vec<Client> = (0..200).map(|_| running.connect()).collect();
    clients.iter_mut().for_each(|client| client.begin("GET", "/", ""));
    // All stay open: none makes room for another.
    for client in &mut clients {
        assert_eq!(client.answer("GET").status, 200);
    }
}

#[test]
fn a_body_that_is_announced_and_never_sent_harms_nobody() {
    let running = Running::new();
    let mut held = Vec::new();
    for length in ["100000000000000", "18446744073709551615", "2000", "300000000"] {
        for _ in 0..8 {
            let mut client = running.connect();
            let answer = client.ask("POST", "/", &format!("Content-Length: {length}\r\n"));
            assert_eq!((answer.status, answer.header("Content-Length")), (413, Some("0")), "{length}");
            held.push(client);
        }
    }
    let waited = running.connect().ask("GET", "/__rolebook/wait", "Content-Length: 5000\r\n");
    assert_eq!(waited.status, 413);
    assert_eq!(running.connect().ask("POST", "/", "Content-Length: abc\r\n").status, 400);
    assert_eq!(running.connect().ask("POST", "/", "Content-Length: +99999999999999\r\n").status, 400);
    assert_eq!(running.connect().ask("POST", "/", "Transfer-Encoding: xchunked\r\n").status, 400);
    let expecting = running.connect().ask("POST", "/", "Content-Length: 5\r\nExpect: 100-continue\r\n");
    assert_eq!(expecting.status, 405);
    assert_eq!(running.get("/").status, 200);
}

#[test]
fn a_client_that_never_reads_holds_up_only_itself() {
    let running = Running::new();
    running.state.publish(pages(&"x".repeat(200_000)), Vec::new());
    let mut deaf: Vec<Client> = (0..8).map(|_| running.connect()).collect();
    for client in &mut deaf {
        for _ in 0..50 {
            client.begin("GET", "/plain.txt", "");
        }
    }
    for _ in 0..20 {
        assert_eq!(running.get("/").status, 200);
    }
}

#[test]
fn a_page_that_panics_is_an_answer_and_the_next_page_comes() {
    let running = Running::new();
    let mut client = running.connect();
    for _ in 0..10 {
        assert_eq!(client.ask("GET", "/broken.html", "").status, 500);
    }
    assert_eq!(client.ask("GET", "/", "").status, 200);
}

#[test]
fn every_body_fits_its_tag_while_the_site_is_replaced() {
    let running = Running::new();
    std::thread::scope(|threads| {
        let publisher = threads.spawn(|| {
            for round in 0..200 {
                running.state.publish(pages(&round.to_string().repeat(500)), Vec::new());
            }
        });
        let mut client = running.connect();
        while !publisher.is_finished() {
            let answer = client.ask("GET", "/plain.txt", "");
            let hash = blake3::hash(&answer.body).to_hex();
            assert_eq!(answer.header("ETag"), Some(format!("\"{}\"", &hash.as_str()[..32]).as_str()));
        }
    });
}

#[test]
fn a_film_is_sent_in_parts_from_the_disk() {
    let running = Running::new();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("film.mp4");
    let bytes: Vec<u8> = (0..5_000_000_u32).map(|at| (at % 251) as u8).collect();
    std::fs::write(&path, &bytes).expect("written");
    running.state.publish(Arc::new(Pages { text: String::new(), film: Some(path.clone()) }), Vec::new());
    let mut client = running.connect();
    let part = client.ask("GET", "/film.mp4", "Range: bytes=4000000-4000099\r\n");
    assert_eq!((part.status, part.header("Content-Range")), (206, Some("bytes 4000000-4000099/5000000")));
    assert_eq!(part.body, bytes[4_000_000..4_000_100]);
    let whole = client.ask("GET", "/film.mp4", "");
    assert!(whole.body == bytes);
    assert_eq!(client.ask("HEAD", "/film.mp4", "").head, whole.head);
    assert_eq!(client.ask("GET", "/film.mp4", "Range: bytes=5000000-\r\n").status, 416);
    std::fs::remove_file(&path).expect("removed");
    assert_eq!(client.ask("GET", "/film.mp4", "").status, 404);
    assert_eq!(client.ask("GET", "/", "").status, 200);
}

#[test]
fn stopping_is_quick_answers_those_who_wait_and_frees_the_port() {
    let mut running = Running::new();
    let now = running.state.snapshot().generation;
    let mut tab = running.connect();
    tab.begin("GET", &format!("/__rolebook/wait?since={now}"), "");
    let deadline = Instant::now() + Duration::from_secs(30);
    while running.state.waiting() == 0 {
        assert!(Instant::now() < deadline, "nobody waits");
        std::thread::yield_now();
    }
    let began = Instant::now();
    running.end();
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert_eq!(generation(&tab.answer("GET")), now);
    while bind(running.port, true).is_err() {
        assert!(began.elapsed() < Duration::from_secs(20), "the port is still taken");
        std::thread::yield_now();
    }
}
