//! The threads that check documents.
//!
//! An allocator keeps the memory that a thread gave back for that thread. A document that is
//! checked now here and now there would leave its size behind in each place, so the same
//! thread is taken for as long as one is enough.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;

use tokio::runtime::Handle;

/// Threads that wait for work. They end when this is dropped.
#[derive(Default)]
pub(super) struct Workers {
    idle: Arc<Mutex<Idle>>,
}

#[derive(Default)]
struct Idle {
    /// The one to be taken first is the last.
    waiting: Vec<Worker>,
    /// How many threads there are.
    count: usize,
}

/// How to reach a thread; the smallest number is taken first.
struct Worker {
    number: usize,
    sender: Sender<Task>,
}

/// What a thread is to do, and how it can be reached after that.
struct Task {
    work: Box<dyn FnOnce() + Send>,
    worker: Worker,
}

impl fmt::Debug for Workers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Workers").finish_non_exhaustive()
    }
}

impl Workers {
    /// Has `work` done on one of the threads, in the runtime of whoever asks. How many are at
    /// work at once is the caller's matter.
    pub(super) fn run(&self, work: impl FnOnce() + Send + 'static) {
        let runtime = Handle::current();
        let work = Box::new(move || {
            let _entered = runtime.enter();
            work();
        });
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let worker = idle.waiting.pop();
        let worker = worker.unwrap_or_else(|| {
            let (sender, tasks) = channel();
            let number = idle.count;
            idle.count += 1;
            let list = Arc::downgrade(&self.idle);
            thread::spawn(move || serve(&tasks, &list));
            Worker { number, sender }
        });
        drop(idle);
        let sender = worker.sender.clone();
        // It waits for as long as there is a sender.
        let _ = sender.send(Task { work, worker });
    }
}

/// Does what comes until nothing can come any more.
fn serve(tasks: &Receiver<Task>, list: &Weak<Mutex<Idle>>) {
    while let Ok(Task { work, worker }) = tasks.recv() {
        // What panics is reported where it is called.
        let _ = catch_unwind(AssertUnwindSafe(work));
        let Some(idle) = list.upgrade() else { return };
        let mut idle = idle.lock().unwrap_or_else(PoisonError::into_inner);
        let at = idle
            .waiting
            .partition_point(|other| other.number > worker.number);
        idle.waiting.insert(at, worker);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn the_same_thread_is_taken_as_long_as_it_is_idle() {
        let workers = Workers::default();
        let (done, threads) = mpsc::channel();
        let ask = |until: Option<mpsc::Receiver<()>>| {
            let done = done.clone();
            workers.run(move || {
                let _ = until.map(|until| until.recv());
                let _ = done.send(thread::current().id());
                assert!(Handle::try_current().is_ok(), "the runtime is there");
            });
        };
        // What is told comes before a thread is idle again.
        let rest = || {
            let busy = || {
                let idle = workers.idle.lock().expect("no panic");
                idle.waiting.len() < idle.count
            };
            while busy() {
                thread::yield_now();
            }
        };
        let wait = |count: usize| {
            let found: Vec<_> = threads.iter().take(count).collect();
            rest();
            found
        };
        ask(None);
        let first = wait(1);
        ask(None);
        assert_eq!(wait(1), first);
        let (go_on, until) = mpsc::channel();
        ask(Some(until));
        ask(None);
        let other = threads.recv().expect("the second thread");
        assert_ne!(first, [other]);
        drop(go_on);
        assert_eq!(wait(1), first);
        workers.run(|| panic!("a bug"));
        rest();
        ask(None);
        assert_eq!(wait(1), first);
    }
}
