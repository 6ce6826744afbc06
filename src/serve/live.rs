//! What is published now, and who waits for something newer.
//!
//! In: finished builds and failed ones. Out: one consistent snapshot for each request, and each waiter answered once.
//! Not here: sockets (a waiter is only a function to call) and the browser's side.

use crate::diag::Lang;
use crate::serve::site::{Problem, Site};
use serde::Serialize;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The published site, the problems of the newest build, and those who wait for the next.
pub struct State {
    pub lang: Lang,
    board: Mutex<Board>,
    bell: Condvar,
}

/// One moment of the state; never half of one build and half of another.
#[derive(Clone)]
pub struct Snapshot {
    /// `None` until the first build has succeeded.
    pub site: Option<Arc<dyn Site>>,
    pub problems: Arc<[Problem]>,
    pub generation: u64,
}

struct Board {
    now: Snapshot,
    waiting: Vec<Waiting>,
    closed: bool,
}

struct Waiting {
    until: Instant,
    answer: Answer,
}

/// Called once, with how the waiting ended. Must not block: the publisher calls it.
pub(super) type Answer = Box<dyn FnOnce(Wake) + Send>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wake {
    /// There is news, or the time is up: say what is true now.
    Tell,
    /// Too many wait already.
    Full,
}

/// Shorter than the patience of any browser or proxy with a silent connection.
const LONGEST_WAIT: Duration = Duration::from_secs(20);
const MOST_WAITING: usize = 1024;

impl State {
    /// Nothing is published yet.
    pub fn new(lang: Lang) -> Arc<State> {
        // The clock makes the generations of two runs differ, so that a tab notices a restart.
        let start = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |age| age.as_millis());
        let generation = u64::try_from(start).unwrap_or(1).max(1);
        let now = Snapshot { site: None, problems: Arc::from([]), generation };
        let board = Board { now, waiting: Vec::new(), closed: false };
        Arc::new(State { lang, board: Mutex::new(board), bell: Condvar::new() })
    }

    /// Puts a new site in the place of the old one, as one step. Returns its generation.
    pub fn publish(&self, site: Arc<dyn Site>, problems: Vec<Problem>) -> u64 {
        self.change(|now| {
            now.site = Some(site);
            now.problems = problems.into();
            now.generation += 1;
        })
    }

    /// Shows the problems of a failed build over the site as it was. Returns the generation.
    pub fn fail(&self, problems: Vec<Problem>) -> u64 {
        self.change(|now| {
            if *now.problems != *problems {
                now.problems = problems.into();
                now.generation += 1;
            }
        })
    }

    pub fn snapshot(&self) -> Snapshot {
        self.board().now.clone()
    }

    fn change(&self, change: impl FnOnce(&mut Snapshot)) -> u64 {
        let mut board = self.board();
        let before = board.now.generation;
        change(&mut board.now);
        let generation = board.now.generation;
        // All of them wait for the generation before this one: nobody else is let in to wait.
        let due = if generation == before { Vec::new() } else { std::mem::take(&mut board.waiting) };
        drop(board);
        for waiting in due {
            (waiting.answer)(Wake::Tell);
        }
        generation
    }

    /// Calls `answer` at once when the generation is not `since`, else at the next change or when the time is up.
    pub(super) fn wait(&self, since: u64, answer: Answer) {
        let mut board = self.board();
        if board.now.generation != since || board.closed {
            drop(board);
            return answer(Wake::Tell);
        }
        if board.waiting.len() >= MOST_WAITING {
            drop(board);
            return answer(Wake::Full);
        }
        board.waiting.push(Waiting { until: Instant::now() + LONGEST_WAIT, answer });
        drop(board);
        self.bell.notify_one();
    }

    /// Answers each waiter whose time is up. Runs until the state is closed.
    pub(super) fn keep_time(&self) {
        let mut board = self.board();
        while !board.closed {
            let now = Instant::now();
            // In the order of arrival, so the first is the next one due.
            let due = board.waiting.iter().take_while(|waiting| waiting.until <= now).count();
            if due > 0 {
                let due: Vec<Waiting> = board.waiting.drain(..due).collect();
                drop(board);
                for waiting in due {
                    (waiting.answer)(Wake::Tell);
                }
                board = self.board();
                continue;
            }
            let pause = board.waiting.first().map_or(LONGEST_WAIT, |first| first.until - now);
            board =
                self.bell.wait_timeout(board, pause).expect("no thread panics while it holds the board").0;
        }
    }

    /// Answers everybody; from now on nobody waits.
    pub(super) fn close(&self) {
        let mut board = self.board();
        board.closed = true;
        let due = std::mem::take(&mut board.waiting);
        drop(board);
        self.bell.notify_all();
        for waiting in due {
            (waiting.answer)(Wake::Tell);
        }
    }

    #[cfg(test)]
    pub(super) fn waiting(&self) -> usize {
        self.board().waiting.len()
    }

    fn board(&self) -> MutexGuard<'_, Board> {
        self.board.lock().expect("no thread panics while it holds the board")
    }
}

/// What a waiting tab is told.
#[derive(Serialize)]
pub(super) struct News<'a> {
    generation: u64,
    /// The first of them; a tab cannot show thousands.
    problems: &'a [Problem],
    /// How many there are.
    total: usize,
}

impl Snapshot {
    pub(super) fn news(&self) -> News<'_> {
        const MOST: usize = 100;
        let shown = self.problems.len().min(MOST);
        News { generation: self.generation, problems: &self.problems[..shown], total: self.problems.len() }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_WAITING, State, Wake};
    use crate::diag::{Lang, Severity};
    use crate::serve::site::{Problem, Resource, Site};
    use std::sync::Arc;
    use std::sync::mpsc::{Receiver, TryRecvError, channel};

    struct Empty;

    impl Site for Empty {
        fn get(&self, _path: &str) -> Option<Resource> {
            None
        }

        fn not_found(&self, _path: &str) -> Vec<u8> {
            Vec::new()
        }
    }

    fn problem() -> Problem {
        Problem {
            severity: Severity::Error,
            code: "link-missing".into(),
            file: "a.md".into(),
            line: 1,
            column: 2,
            message: "找不到".into(),
            help: "改一下".into(),
            quoted: String::new(),
            follows: String::new(),
        }
    }

    fn wait(state: &State, since: u64) -> Receiver<Wake> {
        let (tell, told) = channel();
        state.wait(since, Box::new(move |wake| tell.send(wake).expect("the test listens")));
        told
    }

    #[test]
    fn a_change_between_two_waits_is_never_missed() {
        let state = State::new(Lang::Zh);
        let first = state.publish(Arc::new(Empty), Vec::new());
        let second = state.publish(Arc::new(Empty), Vec::new());
        assert!(second > first);
        assert_eq!(wait(&state, first).try_recv(), Ok(Wake::Tell));
        let parked = wait(&state, second);
        assert_eq!(parked.try_recv(), Err(TryRecvError::Empty));
        state.publish(Arc::new(Empty), Vec::new());
        assert_eq!(parked.try_recv(), Ok(Wake::Tell));
    }

    #[test]
    fn a_failed_build_keeps_the_site_and_counts_only_new_problems() {
        let state = State::new(Lang::Zh);
        let good = state.publish(Arc::new(Empty), Vec::new());
        let bad = state.fail(vec![problem()]);
        assert!(bad > good);
        assert_eq!(state.fail(vec![problem()]), bad);
        assert!(state.snapshot().site.is_some());
        assert!(state.publish(Arc::new(Empty), Vec::new()) > bad);
        assert!(state.snapshot().problems.is_empty());
    }

    #[test]
    fn closing_answers_everybody_and_ends_the_timekeeper() {
        let state = State::new(Lang::Zh);
        let timekeeper = std::thread::spawn({
            let state = state.clone();
            move || state.keep_time()
        });
        let parked = wait(&state, state.snapshot().generation);
        state.close();
        assert_eq!(parked.recv(), Ok(Wake::Tell));
        timekeeper.join().expect("the timekeeper ends");
        assert_eq!(wait(&state, state.snapshot().generation).try_recv(), Ok(Wake::Tell));
    }

    #[test]
    fn beyond_the_limit_a_waiter_is_turned_away() {
        let state = State::new(Lang::Zh);
        let now = state.snapshot().generation;
        let parked: Vec<_> = (0..MOST_WAITING).map(|_| wait(&state, now)).collect();
        assert_eq!(wait(&state, now).try_recv(), Ok(Wake::Full));
        state.fail(vec![problem()]);
        assert!(parked.iter().all(|told| told.try_recv() == Ok(Wake::Tell)));
    }

    #[test]
    fn news_are_json_with_plain_texts() {
        let state = State::new(Lang::Zh);
        let generation = state.fail(vec![problem(); 150]);
        let news = serde_json::to_value(state.snapshot().news()).expect("plain data");
        assert_eq!(news["generation"], generation);
        assert_eq!(news["total"], 150);
        assert_eq!(news["problems"].as_array().map(Vec::len), Some(100));
        assert_eq!(news["problems"][0]["severity"], "error");
    }
}
