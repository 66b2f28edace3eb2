//! What the relay keeps, behind one trait: requests with their feeds, key statements, and nothing about persons.
//!
//! A store writes down what [`crate::life`] decides, and only if the row is still the one that was decided on. Every answer is
//! given after the write is durable. After each commit it tells [`crate::news::News`] what changed. SQLite is one store; another
//! one has to keep the promises in the docstrings of [`Store`], which are all that the calls rely on.

mod cursor;
pub mod sqlite;
#[cfg(test)]
mod tests;

pub use cursor::Cursor;

use crate::digest::Digest;
use crate::life::{Moment, Refusal, Rev, Round, Rounds};
use peerline_protocol::answer::SEALED_LENGTH;
use peerline_protocol::call::{HolderEvent, OwnerEvent};
use peerline_protocol::ids::{PoolId, RequestId};
use peerline_protocol::request::{SealedRequest, SlotNumber};
use peerline_protocol::statement::{STATEMENT_LENGTH, SignedStatement};
use std::future::Future;
use std::pin::Pin;

/// What a store's calls return: a future that can wait on any thread.
pub type Reply<'a, T> = Pin<Box<dyn Future<Output = Result<T, Unavailable>> + Send + 'a>>;

/// What the relay keeps.
pub trait Store: Send + Sync {
    /// Keeps a new request, or finds that it is the one that is kept.
    fn submit(&self, submission: Submission) -> Reply<'_, Result<Submitted, NotSubmitted>>;

    /// Does something to a request, at most once, and returns the revision after it. A call that is repeated after a lost answer
    /// gets the first one's answer.
    fn act(&self, id: RequestId, deed: Deed) -> Reply<'_, Result<Rev, NotDone>>;

    /// What changed on a pool's board since the cursor; all that is open, if the cursor is not of this board's feed.
    fn board(&self, pool: PoolId, after: Option<Cursor>) -> Reply<'_, Page<BoardNews>>;

    /// What happened to a request, for its owner; nothing if it is unknown or somebody else's.
    fn owner_feed(
        &self,
        id: RequestId,
        owner: Digest,
        after: Option<Cursor>,
    ) -> Reply<'_, Option<Page<OwnerEvent>>>;

    /// What happened to a claim, for its holder, and how it ended if it did; nothing if it is unknown or somebody else's.
    fn holder_feed(
        &self,
        id: RequestId,
        holder: Digest,
        after: Option<Cursor>,
    ) -> Reply<'_, Option<(Page<HolderEvent>, Option<Over>)>>;

    /// Keeps a statement whose signature has been verified, if it is newer than the peer's others.
    fn publish(&self, statement: SignedStatement) -> Reply<'_, Result<(), NotPublished>>;

    /// All statements of a pool whose keys may still be used, sorted by peer, then newest first.
    fn statements(&self, pool: PoolId) -> Reply<'_, Vec<[u8; STATEMENT_LENGTH]>>;

    /// Does all that time has made due.
    fn tick(&self) -> Reply<'_, ()>;

    /// Whether the last write was durable.
    fn is_ready(&self) -> bool;
}

/// The store could not do it; nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the store is not available")]
pub struct Unavailable;

/// A request to be kept.
#[derive(Debug, Clone)]
pub struct Submission {
    /// The pool.
    pub pool: PoolId,
    /// Its id.
    pub id: RequestId,
    /// SHA-256 of the owner secret.
    pub owner: Digest,
    /// The bytes.
    pub request: SealedRequest,
    /// The pool's ladder, seconds a round.
    pub ladder_s: [u32; 3],
}

/// A request that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Submitted {
    /// Whether it was new.
    pub new: bool,
    /// Its times.
    pub rounds: Rounds,
    /// The store's moment.
    pub now: Moment,
}

/// Why a request was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotSubmitted {
    /// The id is in use, or was in the last seven days.
    OtherBytes,
    /// The pool has 256 live entries.
    Full,
}

/// What can be done to a request, and by whom: each carries the hash of the secret that allows it.
#[derive(Debug, Clone)]
pub enum Deed {
    /// A peer takes it.
    Claim {
        /// The pool whose board bearer came with the call.
        pool: PoolId,
        /// The slot.
        slot: SlotNumber,
        /// SHA-256 of the slot's claim secret.
        secret: Digest,
        /// SHA-256 of the holder secret.
        holder: Digest,
        /// The sealed answer.
        answer: Box<[u8; SEALED_LENGTH]>,
    },
    /// The holder of this revision gives it back.
    Release {
        /// SHA-256 of the holder secret.
        holder: Digest,
        /// The claim.
        rev: Rev,
    },
    /// The officer takes it back.
    Withdraw {
        /// SHA-256 of the owner secret.
        owner: Digest,
    },
    /// What the officer does about one claim, once for each idempotency key.
    About {
        /// SHA-256 of the owner secret.
        owner: Digest,
        /// The claim.
        rev: Rev,
        /// What it is.
        matter: Matter,
        /// The idempotency key's hash.
        key: Digest,
    },
}

/// What an officer can do about a claim.
#[derive(Debug, Clone)]
pub enum Matter {
    /// Ask for the next peer.
    Next,
    /// Say that all is well.
    Complete,
    /// Send the holder something.
    Message(Box<[u8; SEALED_LENGTH]>),
}

/// Why nothing was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDone {
    /// It does not fit the request's life.
    Refused(Refusal),
    /// The holder's claim is over.
    ClaimOver,
    /// The idempotency key came before with something else.
    KeyReused,
}

/// Part of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// Where to go on reading.
    pub cursor: Cursor,
    /// True: this is all there is, and what was read before counts for nothing.
    pub reset: bool,
    /// What happened.
    pub entries: Vec<T>,
}

/// One change of a board.
#[derive(Debug, Clone)]
pub struct BoardNews {
    /// Its number on the feed.
    pub n: u64,
    /// The request.
    pub id: RequestId,
    /// Its revision.
    pub rev: Rev,
    /// What the board shows now; nothing if it is gone.
    pub shown: Option<Shown>,
}

/// A request on the board.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Rounds open.
    pub round: Round,
    /// The request as submitted.
    pub request: SealedRequest,
    /// Seconds until it expires.
    pub left_s: u32,
}

/// How a claim ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Its holder gave it back.
    Released,
    /// The officer asked for the next peer.
    Passed,
    /// The officer withdrew the request.
    Withdrawn,
    /// The request was completed.
    Completed,
}

/// Why a statement was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotPublished {
    /// A newer one is kept: this one.
    Older([u8; STATEMENT_LENGTH]),
    /// Another key is kept for that day.
    SecondKey,
    /// Eight came within the hour; seconds until the next one is taken.
    TooMany(u32),
}

/// Live entries that a pool may have.
pub const LIVE_ENTRIES: u32 = 256;
/// Statements that are taken of one peer in one hour.
pub const STATEMENTS_AN_HOUR: u32 = 8;
