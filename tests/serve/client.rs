//! A running preview, and the little of HTTP that the tests speak.

use crate::support::{Project, rolebook, until};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A preview that ends with the test.
pub struct Preview {
    child: Child,
    pub port: u16,
    said: Arc<Mutex<Vec<String>>>,
}

/// An answer, with its body as it came before any transfer coding.
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

/// What the waiting endpoint says.
#[derive(Debug)]
pub struct News {
    pub generation: u64,
    /// Code and place of each problem.
    pub problems: Vec<String>,
}

impl Preview {
    pub fn of(project: &Project) -> Preview {
        Preview::start(project.root(), &[])
    }

    /// Starts on a port that was free a moment ago; takes another one if it is not any more.
    pub fn start(folder: &Path, arguments: &[&str]) -> Preview {
        for _ in 0..20 {
            let free = free_port().to_string();
            let started = Preview::try_start(folder, &[&["serve", "--port", &free], arguments].concat());
            if let Ok(preview) = started {
                return preview;
            }
        }
        panic!("no port could be had");
    }

    /// Waits until the address is said. The exit code and everything said, if the program ends before.
    pub fn try_start(folder: &Path, arguments: &[&str]) -> Result<Preview, (Option<i32>, String)> {
        let mut child = rolebook(folder, arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let stderr = BufReader::new(child.stderr.take().expect("it is piped"));
        let said: Arc<Mutex<Vec<String>>> = Arc::default();
        let heard = said.clone();
        let listening = std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                heard.lock().expect("no thread panics with it").push(line);
            }
        });
        let mut preview = Preview { child, port: 0, said };
        let ended = until("the address of the preview", || {
            if let Some(port) = preview.said().lines().find_map(port_in) {
                preview.port = port;
                return Some(None);
            }
            preview.child.try_wait().expect("it can be asked").map(Some)
        });
        match ended {
            None => Ok(preview),
            Some(status) => {
                listening.join().expect("it only listens");
                Err((status.code(), preview.said()))
            }
        }
    }

    /// Everything on standard error so far.
    pub fn said(&self) -> String {
        self.said.lock().expect("no thread panics with it").join("\n")
    }

    pub fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, &[("Host", &format!("127.0.0.1:{}", self.port))])
    }

    /// The page as text; it must be there.
    #[track_caller]
    pub fn page(&self, target: &str) -> String {
        let answer = self.get(target);
        assert_eq!(answer.status, 200, "{target}");
        answer.text()
    }

    pub fn ask(&self, method: &str, target: &str, headers: &[(&str, &str)]) -> Answer {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("the preview listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a time limit");
        let mut head = format!("{method} {target} HTTP/1.1\r\nConnection: close\r\n");
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        write!(stream, "{head}\r\n").expect("the preview reads");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("the preview answers");
        Answer::of(&bytes)
    }

    /// What is new after this generation; 0 is answered at once.
    pub fn wait(&self, since: u64) -> News {
        let answer = self.get(&format!("/__rolebook/wait?since={since}"));
        assert_eq!(answer.status, 200);
        let news: serde_json::Value = serde_json::from_slice(&answer.body).expect("news are JSON");
        let problem = |problem: &serde_json::Value| {
            let text = |key: &str| problem[key].as_str().expect("a text").to_owned();
            format!("{}:{}:{} {}", text("file"), problem["line"], problem["column"], text("code"))
        };
        News {
            generation: news["generation"].as_u64().expect("a number"),
            problems: news["problems"].as_array().expect("a list").iter().map(problem).collect(),
        }
    }

    /// Waits, as a tab does, until the news after `since` satisfy.
    #[track_caller]
    pub fn wait_until(&self, since: u64, what: &str, mut satisfies: impl FnMut(&News) -> bool) -> News {
        let mut generation = since;
        until(what, || {
            let news = self.wait(generation);
            generation = news.generation;
            satisfies(&news).then_some(news)
        })
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself.
        if self.child.kill().is_ok() {
            self.child.wait().expect("it ends");
        }
    }
}

impl Answer {
    fn of(bytes: &[u8]) -> Answer {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("the head ends");
        let head = std::str::from_utf8(&bytes[..end]).expect("the head is ASCII");
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("a status");
        let headers: BTreeMap<String, String> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let body = &bytes[end + 4..];
        let is_chunked = headers.get("transfer-encoding").is_some_and(|coding| coding == "chunked");
        Answer { status, body: if is_chunked { unchunked(body) } else { body.to_vec() }, headers }
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("a page is UTF-8")
    }
}

fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|window| window == b"\r\n").expect("a chunk says its length");
        let length = std::str::from_utf8(&rest[..end]).expect("digits");
        let length = usize::from_str_radix(length, 16).expect("digits");
        if length == 0 {
            return body;
        }
        body.extend_from_slice(&rest[end + 2..end + 2 + length]);
        rest = &rest[end + 2 + length + 2..];
    }
}

/// A page without the one script tag that the preview adds.
pub fn without_live_script(page: &[u8]) -> Vec<u8> {
    let find = |text: &[u8], from: usize| {
        page[from..].windows(text.len()).position(|window| window == text).map(|at| from + at)
    };
    let start = find(b"<script src=\"/__rolebook/live.js\"", 0).expect("the page has the live script");
    let end = find(b"</script>", start).expect("the script tag ends") + b"</script>".len();
    assert_eq!(find(b"/__rolebook/", end), None, "it has it once");
    [&page[..start], &page[end..]].concat()
}

fn port_in(line: &str) -> Option<u16> {
    let rest =
        line.strip_prefix("preview: http://127.0.0.1:").or(line.strip_prefix("预览：http://127.0.0.1:"))?;
    rest.split('/').next()?.parse().ok()
}

pub fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("the system has a free port");
    listener.local_addr().expect("it is bound").port()
}
