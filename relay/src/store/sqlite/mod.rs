//! The store on SQLite: one file, one writer, as durable as the disk.
//!
//! WAL with `synchronous=FULL`; a single thread writes and puts many operations into one transaction, each in a savepoint of its
//! own, and answers them only after the commit. Readers have connections of their own. Deleted rows are overwritten
//! (`secure_delete`), and the write-ahead log is emptied after every burial. The feed of a board lives in memory: it begins
//! anew with every start and every day, and readers of an older one are told all that is open.

mod boards;
mod feeds;
mod readers;
mod requests;
mod rows;
mod schema;
mod statements;
mod writer;

pub use schema::OpenError;

use super::{
    BoardNews, Cursor, Deed, NotDone, NotPublished, NotSubmitted, Over, Page, Reply, Store, Submission,
    Submitted,
};
use crate::clock::Clock;
use crate::digest::Digest;
use crate::life::Rev;
use crate::news::News;
use peerline_protocol::call::{HolderEvent, OwnerEvent};
use peerline_protocol::ids::{PoolId, RequestId};
use peerline_protocol::random::{SystemRandom, draw};
use peerline_protocol::statement::{STATEMENT_LENGTH, SignedStatement};
use std::path::Path;
use std::sync::Arc;

/// The store on SQLite.
pub struct SqliteStore {
    clock: Arc<dyn Clock>,
    feed: [u8; 8],
    boards: Arc<boards::Boards>,
    readers: readers::Readers,
    writer: writer::Writer,
    // Held as long as the store is open: a second relay on the same folder is refused.
    _lock: std::fs::File,
}

impl SqliteStore {
    /// Opens, and makes or brings up to date, the store in `folder`. Time goes on from the latest moment written there.
    pub fn open(folder: &Path, clock: Arc<dyn Clock>, news: Arc<News>) -> Result<Self, OpenError> {
        let lock = schema::lock(folder)?;
        let connection = schema::open(folder)?;
        clock.not_before(schema::latest(&connection)?);
        let boards = Arc::new(boards::Boards::default());
        Ok(Self {
            feed: draw(&SystemRandom).map_err(|_| OpenError::NoRandomness)?,
            readers: readers::Readers::new(schema::file(folder)),
            writer: writer::Writer::start(connection, Arc::clone(&clock), Arc::clone(&boards), news),
            boards,
            clock,
            _lock: lock,
        })
    }
}

impl Store for SqliteStore {
    fn submit(&self, submission: Submission) -> Reply<'_, Result<Submitted, NotSubmitted>> {
        self.writer.write(move |work| requests::submit(work, &submission))
    }

    fn act(&self, id: RequestId, deed: Deed) -> Reply<'_, Result<Rev, NotDone>> {
        self.writer.write(move |work| requests::act(work, &id, &deed))
    }

    fn board(&self, pool: PoolId, after: Option<Cursor>) -> Reply<'_, Page<BoardNews>> {
        let now = self.clock.now();
        let since = self.boards.since(pool, after, now);
        self.readers.read(move |reading| match since {
            Some(since) => feeds::board(reading, pool, since, now).map(Some),
            None => Ok(None),
        })
    }

    fn owner_feed(
        &self,
        id: RequestId,
        owner: Digest,
        after: Option<Cursor>,
    ) -> Reply<'_, Option<Page<OwnerEvent>>> {
        let (feed, now) = (self.feed, self.clock.now());
        self.readers.read(move |reading| feeds::owner(reading, &id, owner, feed, after, now).map(Some))
    }

    fn holder_feed(
        &self,
        id: RequestId,
        holder: Digest,
        after: Option<Cursor>,
    ) -> Reply<'_, Option<(Page<HolderEvent>, Option<Over>)>> {
        let (feed, now) = (self.feed, self.clock.now());
        self.readers.read(move |reading| feeds::holder(reading, &id, holder, feed, after, now).map(Some))
    }

    fn publish(&self, statement: SignedStatement) -> Reply<'_, Result<(), NotPublished>> {
        self.writer.write(move |work| statements::publish(work, &statement))
    }

    fn statements(&self, pool: PoolId) -> Reply<'_, Vec<[u8; STATEMENT_LENGTH]>> {
        let now = self.clock.now();
        self.readers.read(move |reading| statements::all(reading, pool, now).map(Some))
    }

    fn tick(&self) -> Reply<'_, ()> {
        self.writer.write(requests::tick)
    }

    fn is_ready(&self) -> bool {
        self.writer.is_ready()
    }
}
