//! The feeds of the boards: which request changed when, counted without gaps.

use crate::life::{Moment, Rev};
use crate::store::{Cursor, LIVE_ENTRIES};
use peerline_protocol::ids::{PoolId, RequestId};
use peerline_protocol::random::{SystemRandom, draw};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

const DAY: i64 = 86_400_000;
/// Changes that one page tells.
const PAGE: usize = 256;
/// Changes that one feed counts before it starts anew.
const LONGEST: usize = 16_384;

/// The feeds of all boards of this process.
#[derive(Debug, Default)]
pub(super) struct Boards(Mutex<HashMap<PoolId, Feed>>);

/// Where a feed begins to count: a page of everything that is open ends at the cursor's number, so there must be room for it below.
const FIRST: u64 = LIVE_ENTRIES as u64;

#[derive(Debug)]
struct Feed {
    name: [u8; 8],
    day: i64,
    changes: Vec<Noted>,
}

/// One change that was noted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Noted {
    pub(super) id: RequestId,
    pub(super) rev: Rev,
    pub(super) opened: bool,
}

/// What a reader has to be told.
#[derive(Debug)]
pub(super) enum Since {
    /// Everything that is open, and then to go on from here.
    All(Cursor),
    /// These changes; the first has the number `first`.
    Changes {
        /// Where to go on.
        cursor: Cursor,
        /// The number of the first change.
        first: u64,
        /// The changes.
        changes: Vec<Noted>,
    },
}

impl Boards {
    /// Counts a change.
    pub(super) fn note(&self, pool: PoolId, id: RequestId, rev: Rev, opened: bool, now: Moment) {
        self.with(pool, now, |feed| feed.changes.push(Noted { id, rev, opened }));
    }

    /// What a reader with this cursor has missed; nothing if there is no randomness for a feed's name.
    pub(super) fn since(&self, pool: PoolId, after: Option<Cursor>, now: Moment) -> Option<Since> {
        self.with(pool, now, |feed| {
            let known = after.filter(|cursor| cursor.feed == feed.name);
            let read = known.and_then(|cursor| usize::try_from(cursor.n.checked_sub(FIRST)?).ok());
            match read.filter(|read| *read <= feed.changes.len()) {
                None => Since::All(feed.cursor(feed.changes.len())),
                Some(read) => {
                    let until = feed.changes.len().min(read + PAGE);
                    let changes = feed.changes[read..until].to_vec();
                    Since::Changes { cursor: feed.cursor(until), first: feed.cursor(read).n + 1, changes }
                }
            }
        })
    }

    fn with<T>(&self, pool: PoolId, now: Moment, then: impl FnOnce(&mut Feed) -> T) -> Option<T> {
        let mut feeds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let day = now.0.div_euclid(DAY);
        if feeds.get(&pool).is_none_or(|feed| feed.day != day || feed.changes.len() >= LONGEST) {
            feeds.insert(pool, Feed { name: draw(&SystemRandom).ok()?, day, changes: Vec::new() });
        }
        feeds.get_mut(&pool).map(then)
    }
}

impl Feed {
    /// After its first `n` changes.
    fn cursor(&self, n: usize) -> Cursor {
        Cursor { feed: self.name, n: FIRST + n as u64 }
    }
}
