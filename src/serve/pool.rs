//! Threads that answer requests: a few that stay, more while all of them are busy, never more than a fixed number.
//!
//! In: jobs. Out: nothing; each job is run once, a panicking one harms no other. Not here: what a job does.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

type Job = Box<dyn FnOnce() + Send>;

pub(super) struct Pool {
    queue: Mutex<Queue>,
    ready: Condvar,
}

#[derive(Default)]
struct Queue {
    jobs: VecDeque<Job>,
    threads: usize,
    idle: usize,
    closed: bool,
}

const STAY: usize = 4;
/// A client that does not read holds one thread; so many of them have to be hostile before pages wait.
const MOST: usize = 64;
const LEAVE_AFTER: Duration = Duration::from_secs(10);

impl Pool {
    pub(super) fn new() -> Arc<Pool> {
        Arc::new(Pool { queue: Mutex::new(Queue::default()), ready: Condvar::new() })
    }

    pub(super) fn run(self: &Arc<Pool>, job: impl FnOnce() + Send + 'static) {
        let mut queue = self.queue();
        if queue.closed {
            return;
        }
        queue.jobs.push_back(Box::new(job));
        // `idle` counts those not yet woken too, so it is compared with the jobs, not with zero.
        if queue.jobs.len() > queue.idle && queue.threads < MOST {
            let pool = self.clone();
            let started = std::thread::Builder::new().name("preview".into()).spawn(move || pool.work());
            // Without a new thread the job waits for an old one; with no thread at all the next job tries again.
            queue.threads += usize::from(started.is_ok());
        }
        drop(queue);
        self.ready.notify_one();
    }

    pub(super) fn close(&self) {
        self.queue().closed = true;
        self.ready.notify_all();
    }

    fn work(&self) {
        while let Some(job) = self.next() {
            // A panic has been reported by the panic hook; the thread goes on.
            if catch_unwind(AssertUnwindSafe(job)).is_err() {
                continue;
            }
        }
    }

    fn next(&self) -> Option<Job> {
        let mut queue = self.queue();
        loop {
            if let Some(job) = queue.jobs.pop_front() {
                return Some(job);
            }
            if queue.closed {
                break;
            }
            queue.idle += 1;
            let (woken, waited) = self
                .ready
                .wait_timeout(queue, LEAVE_AFTER)
                .expect("no thread panics while it holds the queue");
            queue = woken;
            queue.idle -= 1;
            if waited.timed_out() && queue.jobs.is_empty() && queue.threads > STAY {
                break;
            }
        }
        queue.threads -= 1;
        None
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().expect("no thread panics while it holds the queue")
    }
}

#[cfg(test)]
mod tests {
    use super::Pool;
    use std::sync::mpsc::channel;

    #[test]
    fn jobs_that_block_do_not_keep_others_waiting() {
        let pool = Pool::new();
        let (release, held) = channel::<()>();
        let held = std::sync::Arc::new(std::sync::Mutex::new(held));
        for _ in 0..20 {
            let held = held.clone();
            pool.run(move || drop(held.lock().map(|held| held.recv())));
        }
        let (tell, told) = channel();
        pool.run(move || tell.send(7).expect("the test listens"));
        assert_eq!(told.recv(), Ok(7));
        drop(release);
        pool.close();
    }

    #[test]
    fn a_job_that_panics_harms_no_other() {
        let pool = Pool::new();
        let (tell, told) = channel();
        for number in 0..200 {
            let tell = tell.clone();
            pool.run(move || {
                let _told_at_the_end = Tell(tell, number);
                assert!(number % 2 == 0, "on purpose");
            });
        }
        let mut numbers: Vec<i32> = told.iter().take(200).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (0..200).collect::<Vec<_>>());
        pool.close();
    }

    struct Tell(std::sync::mpsc::Sender<i32>, i32);

    impl Drop for Tell {
        fn drop(&mut self) {
            self.0.send(self.1).expect("the test listens");
        }
    }
}
