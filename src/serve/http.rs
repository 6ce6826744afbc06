//! The desk: requests from tiny_http -> routed, answered by a pool of threads, parked while they wait for news.
//!
//! Not here: what is answered (`route`) and how it is written (`send`).
//!
//! tiny_http 0.12 is kept to this machine, and its known faults are worked around where that can be done from outside:
//! - its accept thread ends for ever on the first error: a pulse notices, and a new one takes over the same socket;
//! - connections can be left without a thread in a burst, the pulse as well: each pulse, being a short connection, frees
//!   one, so they follow at once until none is left;
//! - a huge announced body would be allocated: such a request is answered without dropping it.
//!
//! What cannot be fixed from outside: it knows no timeouts and no limit on the head, it answers a head that is not
//! ASCII by closing, and each connection costs a thread. Any program on this machine can therefore stop the preview.

use crate::serve::bind::Preview;
use crate::serve::head::RequestHead;
use crate::serve::live::{State, Wake};
use crate::serve::pool::Pool;
use crate::serve::reply::{Entity, Reply};
use crate::serve::route::{self, Frame, Routed, route};
use crate::serve::send::{self, send};
use crate::serve::site::Site;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, Weak};
use std::time::Duration;
use tiny_http::{Request, Server};

/// A signal to end a running preview; may be given before it runs.
#[derive(Clone, Default)]
pub struct Stop {
    inner: Arc<StopInner>,
}

#[derive(Default)]
struct StopInner {
    given: Mutex<Given>,
    changed: Condvar,
}

#[derive(Default)]
struct Given {
    given: bool,
    attendants: Vec<Attendant>,
}

/// Whoever sleeps and has to hear the signal.
enum Attendant {
    Server(Weak<Server>),
    Pulse(SyncSender<()>),
}

impl Stop {
    #[cfg_attr(not(test), expect(dead_code, reason = "only tests end a preview; a writer ends the program"))]
    pub fn stop(&self) {
        let mut given = self.lock();
        given.given = true;
        for attendant in given.attendants.drain(..) {
            match attendant {
                Attendant::Server(server) => server.upgrade().iter().for_each(|server| server.unblock()),
                Attendant::Pulse(sleeper) => wake(&sleeper),
            }
        }
        drop(given);
        self.inner.changed.notify_all();
    }

    fn is_given(&self) -> bool {
        self.lock().given
    }

    /// False when it is too late to begin.
    fn attend(&self, attendant: Attendant) -> bool {
        let mut given = self.lock();
        given.attendants.push(attendant);
        !given.given
    }

    fn wait(&self, longest: Duration) {
        let wait = self.inner.changed.wait_timeout_while(self.lock(), longest, |given| !given.given);
        drop(wait.expect("no thread panics while it holds the signal"));
    }

    fn lock(&self) -> MutexGuard<'_, Given> {
        self.inner.given.lock().expect("no thread panics while it holds the signal")
    }
}

fn wake(sleeper: &SyncSender<()>) {
    match sleeper.try_send(()) {
        // Full: it is awake already. Disconnected: it has ended.
        Ok(()) | Err(TrySendError::Full(()) | TrySendError::Disconnected(())) => {}
    }
}

impl Preview {
    /// Serves until the signal is given. The threads it started end with their connections.
    pub fn run(self, state: &Arc<State>, stop: &Stop) {
        let (new_connection, new_connections) = sync_channel(1);
        stop.attend(Attendant::Pulse(new_connection.clone()));
        let desk = Arc::new(Desk {
            port: self.port,
            state: state.clone(),
            pool: Pool::new(),
            turns: Mutex::new(HashMap::new()),
            new_connection,
            draining: Arc::new(AtomicUsize::new(0)),
        });
        std::thread::scope(|threads| {
            threads.spawn(|| state.keep_time());
            let mut servers = 0;
            while !stop.is_given() {
                match accept(&self.listener, &desk, stop) {
                    Ok(()) => {
                        servers = MOST_PULSES.min(servers + 1);
                        until_pulse_is_lost(self.port, servers, &new_connections, stop);
                    }
                    // Out of descriptors or threads; they come back.
                    Err(()) => stop.wait(Duration::from_millis(50)),
                }
            }
            state.close();
        });
        desk.pool.close();
    }
}

/// Starts one accept thread on the shared socket, and a thread that takes its requests in.
fn accept(listener: &TcpListener, desk: &Arc<Desk>, stop: &Stop) -> Result<(), ()> {
    let own = listener.try_clone().map_err(drop)?;
    let server = Arc::new(Server::from_listener(own, None).map_err(drop)?);
    if !stop.attend(Attendant::Server(Arc::downgrade(&server))) {
        return Ok(());
    }
    let (desk, stop) = (desk.clone(), stop.clone());
    let take_in = move || {
        loop {
            match server.recv() {
                Ok(request) => desk.take(request),
                Err(_) if stop.is_given() => return,
                // The accept thread has ended. Its open connections go on; the pulse finds out and replaces it.
                Err(_) => {}
            }
        }
    };
    std::thread::Builder::new().name("preview desk".into()).spawn(take_in).map(drop).map_err(drop)
}

/// Where servers have ended again and again, most of them take no connections any more.
const MOST_PULSES: usize = 4;

/// Asks ourselves for a sign of life, soon after each new connection and every few seconds, until there is none. So many
/// servers have been started on the socket; they take new connections in turn, so each gets a pulse.
fn until_pulse_is_lost(port: u16, servers: usize, new_connections: &Receiver<()>, stop: &Stop) {
    const IDLE: Duration = Duration::from_secs(2);
    const BURST: Duration = Duration::from_millis(5);
    loop {
        if new_connections.recv_timeout(IDLE) == Ok(()) {
            stop.wait(BURST);
        }
        // A pulse may itself be left without a thread; then the next one gets a new thread.
        if stop.is_given() || (0..servers).any(|_| !has_pulse(port) && !has_pulse(port)) {
            return;
        }
    }
}

fn has_pulse(port: u16) -> bool {
    let ask = || -> std::io::Result<usize> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(1)))?;
        write!(
            stream,
            "HEAD /__rolebook/pulse HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"
        )?;
        stream.read(&mut [0; 16])
    };
    ask().is_ok_and(|read| read > 0)
}

struct Desk {
    port: u16,
    state: Arc<State>,
    pool: Arc<Pool>,
    /// Who is being served, and what each has sent meanwhile: one thread at most for each connection.
    turns: Mutex<HashMap<SocketAddr, VecDeque<Request>>>,
    new_connection: SyncSender<()>,
    draining: Arc<AtomicUsize>,
}

impl Desk {
    fn take(self: &Arc<Desk>, request: Request) {
        let Some(client) = request.remote_addr().copied() else { return };
        match self.turns().entry(client) {
            Entry::Occupied(mut turn) => return turn.get_mut().push_back(request),
            Entry::Vacant(turn) => turn.insert(VecDeque::new()),
        };
        if request.url() != PULSE {
            wake(&self.new_connection);
        }
        self.serve(request, client);
    }

    fn serve(self: &Arc<Desk>, request: Request, client: SocketAddr) {
        let desk = self.clone();
        self.pool.run(move || desk.answer(request, client));
    }

    /// The client's turn is over: its next request, if it has sent one meanwhile, is served.
    fn done(self: &Arc<Desk>, client: SocketAddr) {
        let mut turns = self.turns();
        let next = turns.get_mut(&client).and_then(VecDeque::pop_front);
        if next.is_none() {
            turns.remove(&client);
        }
        drop(turns);
        if let Some(request) = next {
            self.serve(request, client);
        }
    }

    fn answer(self: &Arc<Desk>, request: Request, client: SocketAddr) {
        let head = head_of(&request);
        match catch_unwind(AssertUnwindSafe(|| self.decide(&head))) {
            Ok(Decision::Send(reply)) => self.finish(request, client, reply),
            Ok(Decision::Wait { .. }) if send::has_unread_body(&request) => {
                self.finish(request, client, Reply::text(413, "the preview takes no body"));
            }
            Ok(Decision::Wait { since }) => self.park(request, client, since),
            Err(_panic) => self.finish(request, client, Reply::text(500, "the page could not be built")),
        }
    }

    fn decide(&self, head: &RequestHead) -> Decision {
        let now = self.state.snapshot();
        let site = now.site.as_deref();
        let frame = Frame { port: self.port, generation: now.generation, lang: self.state.lang };
        match route(site, &frame, head) {
            Routed::Reply(reply) => Decision::Send(reply),
            Routed::Wait { since } => Decision::Wait { since },
            Routed::File { path, mime } => Decision::Send(match Entity::of_file(&path, mime) {
                Ok(entity) => entity.answer(head),
                // It has gone since it was published.
                Err(_) => missing(site, &frame, head),
            }),
        }
    }

    fn park(self: &Arc<Desk>, request: Request, client: SocketAddr, since: u64) {
        let desk = self.clone();
        let answer = move |wake: Wake| {
            let pool = desk.pool.clone();
            // The publisher calls this: the writing is left to the pool.
            pool.run(move || {
                let reply = match wake {
                    Wake::Tell => desk.news(),
                    Wake::Full => Reply::text(503, "too many tabs are waiting").with("Retry-After", "1"),
                };
                desk.finish(request, client, reply);
            });
        };
        self.state.wait(since, Box::new(answer));
    }

    fn news(&self) -> Reply {
        let news =
            serde_json::to_vec(&self.state.snapshot().news()).expect("news are plain strings and numbers");
        Reply::of(200, "application/json", news)
    }

    fn finish(self: &Arc<Desk>, request: Request, client: SocketAddr, reply: Reply) {
        if send::has_unread_body(&request) {
            self.refuse(request, reply.status);
        } else if send(request, reply).is_err() {
            // The client has gone, and with it the only one who would want to know.
        }
        self.done(client);
    }

    fn refuse(&self, request: Request, status: u16) {
        const MOST: usize = 32;
        // Whatever else was decided, a success would be a lie.
        let unread = send::refuse(request, if status < 400 { 413 } else { status });
        if !unread.can_be_drained() || self.draining.load(Ordering::Relaxed) >= MOST {
            return;
        }
        let draining = self.draining.clone();
        draining.fetch_add(1, Ordering::Relaxed);
        self.pool.run(move || {
            unread.drain();
            draining.fetch_sub(1, Ordering::Relaxed);
        });
    }

    fn turns(&self) -> MutexGuard<'_, HashMap<SocketAddr, VecDeque<Request>>> {
        self.turns.lock().expect("no thread panics while it holds the turns")
    }
}

enum Decision {
    Send(Reply),
    Wait { since: u64 },
}

const PULSE: &str = "/__rolebook/pulse";

fn missing(site: Option<&dyn Site>, frame: &Frame, head: &RequestHead) -> Reply {
    match site {
        Some(site) => route::not_found(site, &head.target, frame).answer(head),
        None => Reply::text(404, "not found"),
    }
}

fn head_of(request: &Request) -> RequestHead {
    let headers = request.headers().iter();
    RequestHead {
        method: request.method().as_str().to_owned(),
        target: request.url().to_owned(),
        headers: headers.map(|header| (header.field.to_string(), header.value.to_string())).collect(),
    }
}
