//! The one thread that writes: many operations in one transaction, each answered after the commit.

use super::boards::Boards;
use super::requests;
use crate::clock::Clock;
use crate::life::{Moment, Rev};
use crate::news::{News, Topic};
use crate::store::{Reply, Unavailable};
use peerline_protocol::ids::{PoolId, RequestId};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// Operations that may wait; more are refused at once.
const WAITING: usize = 4096;
/// Operations in one transaction.
const TOGETHER: usize = 256;
/// How late time may be noticed when nobody calls.
const TICK: Duration = Duration::from_millis(100);

/// The handle on the writing thread.
pub(super) struct Writer {
    jobs: Option<SyncSender<Box<dyn Job>>>,
    thread: Option<JoinHandle<()>>,
    ready: Arc<AtomicBool>,
}

/// What an operation works with.
pub(super) struct Work<'a> {
    /// The transaction.
    pub(super) rows: &'a Connection,
    /// The moment of the whole transaction.
    pub(super) now: Moment,
    changes: Vec<Change>,
}

impl Work<'_> {
    /// Notes a change, to be told after the commit.
    pub(super) fn changed(&mut self, change: Change) {
        self.changes.push(change);
    }
}

/// What others are told after the commit.
#[derive(Debug, Clone, Copy)]
pub(super) enum Change {
    /// A board shows a request, or more of it.
    Opened(PoolId, RequestId, Rev),
    /// A board takes it down.
    Gone(PoolId, RequestId, Rev),
    /// A request's feeds have something new.
    Fed(RequestId),
    /// Something was deleted that must not stay in the write-ahead log.
    Buried,
}

impl Writer {
    pub(super) fn start(
        connection: Connection,
        clock: Arc<dyn Clock>,
        boards: Arc<Boards>,
        news: Arc<News>,
    ) -> Self {
        let (sender, jobs) = sync_channel(WAITING);
        let ready = Arc::new(AtomicBool::new(true));
        let mut desk = Desk { connection, clock, boards, news, ready: Arc::clone(&ready), unclean: true };
        // What became due while no relay ran is done before anybody can ask.
        desk.tick();
        let thread = std::thread::spawn(move || desk.run(&jobs));
        Self { jobs: Some(sender), thread: Some(thread), ready }
    }

    /// Runs an operation in the next transaction and returns its result once that is durable.
    pub(super) fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Work<'_>) -> rusqlite::Result<T> + Send + 'static,
    ) -> Reply<'static, T> {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(Waiting { work: Some(work), result: None, reply });
        let sent = self.jobs.as_ref().is_some_and(|jobs| jobs.try_send(job).is_ok());
        Box::pin(async move { if sent { answer.await.map_err(|_| Unavailable)? } else { Err(Unavailable) } })
    }

    pub(super) fn is_ready(&self) -> bool {
        self.ready.load(Ordering::Relaxed) && self.thread.as_ref().is_some_and(|thread| !thread.is_finished())
    }
}

impl Drop for Writer {
    /// Everything that waits is still written.
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

trait Job: Send {
    fn run(&mut self, work: &mut Work<'_>) -> rusqlite::Result<()>;
    fn answer(self: Box<Self>, durable: bool);
}

struct Waiting<T, W> {
    work: Option<W>,
    result: Option<T>,
    reply: oneshot::Sender<Result<T, Unavailable>>,
}

impl<T: Send, W: FnOnce(&mut Work<'_>) -> rusqlite::Result<T> + Send> Job for Waiting<T, W> {
    fn run(&mut self, work: &mut Work<'_>) -> rusqlite::Result<()> {
        if let Some(todo) = self.work.take() {
            self.result = Some(todo(work)?);
        }
        Ok(())
    }

    fn answer(self: Box<Self>, durable: bool) {
        // Whoever asked may be gone; then nobody hears it.
        let _ = self.reply.send(self.result.filter(|_| durable).ok_or(Unavailable));
    }
}

/// What the writing thread has before it.
struct Desk {
    connection: Connection,
    clock: Arc<dyn Clock>,
    boards: Arc<Boards>,
    news: Arc<News>,
    ready: Arc<AtomicBool>,
    unclean: bool,
}

impl Desk {
    fn run(mut self, jobs: &Receiver<Box<dyn Job>>) {
        let mut last_tick = Instant::now();
        loop {
            let batch = match jobs.recv_timeout(TICK.saturating_sub(last_tick.elapsed())) {
                Ok(first) => std::iter::once(first).chain(jobs.try_iter()).take(TOGETHER).collect(),
                Err(RecvTimeoutError::Timeout) => Vec::new(),
                Err(RecvTimeoutError::Disconnected) => break,
            };
            if !batch.is_empty() {
                self.write_together(batch);
            }
            if last_tick.elapsed() >= TICK {
                self.tick();
                last_tick = Instant::now();
            }
        }
        self.clean();
    }

    fn write_together(&mut self, mut batch: Vec<Box<dyn Job>>) {
        let now = self.clock.now();
        let done = together(&mut self.connection, now, &mut batch);
        self.ready.store(done.is_ok(), Ordering::Relaxed);
        let durable = match done {
            Ok((changes, durable)) => {
                self.tell(&changes, now);
                self.clean();
                durable
            }
            Err(_) => vec![false; batch.len()],
        };
        for (job, durable) in batch.into_iter().zip(durable) {
            job.answer(durable);
        }
    }

    fn tick(&mut self) {
        let overdue = requests::is_anything_due(&self.connection, self.clock.now()).unwrap_or(true);
        if overdue || !self.ready.load(Ordering::Relaxed) {
            let (reply, _) = oneshot::channel();
            self.write_together(vec![Box::new(Waiting {
                work: Some(requests::tick as fn(&mut Work<'_>) -> rusqlite::Result<()>),
                result: None,
                reply,
            })]);
        }
        self.clean();
    }

    fn tell(&mut self, changes: &[Change], now: Moment) {
        // First all of it is there to be read, then those who wait are woken.
        for change in changes {
            match change {
                Change::Opened(pool, id, rev) => self.boards.note(*pool, *id, *rev, true, now),
                Change::Gone(pool, id, rev) => self.boards.note(*pool, *id, *rev, false, now),
                Change::Buried => self.unclean = true,
                Change::Fed(_) => {}
            }
        }
        for change in changes {
            match change {
                Change::Opened(pool, ..) | Change::Gone(pool, ..) => self.news.tell(Topic::Board(*pool)),
                Change::Fed(id) => self.news.tell(Topic::Request(*id)),
                Change::Buried => {}
            }
        }
    }

    /// Empties the write-ahead log after something was deleted. A reader may be in the way: then the next tick tries again.
    fn clean(&mut self) {
        if self.unclean {
            let busy = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
            self.unclean = busy != Ok(0);
        }
    }
}

/// Runs a batch in one transaction; says what changed and which operations succeeded. An error means that nothing did.
fn together(
    connection: &mut Connection,
    now: Moment,
    batch: &mut [Box<dyn Job>],
) -> rusqlite::Result<(Vec<Change>, Vec<bool>)> {
    let mut transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let (mut changes, mut succeeded) = (Vec::new(), Vec::with_capacity(batch.len()));
    for job in batch {
        let part = transaction.savepoint()?;
        let mut work = Work { rows: &part, now, changes: Vec::new() };
        let done = job.run(&mut work);
        let noted = work.changes;
        succeeded.push(done.is_ok());
        if done.is_ok() {
            part.commit()?;
            changes.extend(noted);
        } else {
            part.finish()?;
        }
        // A full or failing disk ends the whole transaction.
        if transaction.is_autocommit() {
            return Err(rusqlite::Error::QueryReturnedNoRows);
        }
    }
    keep_time(&transaction, now)?;
    transaction.commit()?;
    Ok((changes, succeeded))
}

fn keep_time(transaction: &Transaction<'_>, now: Moment) -> rusqlite::Result<()> {
    transaction.prepare_cached("UPDATE clock SET latest = max(latest, ?1)")?.execute([now.0])?;
    Ok(())
}
