//! Finished calls that wait in a vault until a relay has answered them, or until they are of no use.
//!
//! The same table stands in both files: `outbox`, one row a call, sent in the order in which they were put there.

use super::{FinishedCall, Lane, Method};
use crate::clock::{Mark, Uptime};
use crate::ids::{RelayId, RequestId};
use crate::sensitive::Sensitive;
use chrono::DateTime;
use rusqlite::{Connection, Row, params};
use std::time::Duration;

/// What a waiting call is, so that its answer can be understood after a restart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `next`
    Next,
    /// `complete`
    Complete,
    /// `messages`, saying that the answer was opened
    Seen,
    /// `messages`, with the officer's number
    MyNumber,
    /// `withdraw`
    Withdraw,
    /// `claim`
    Claim,
    /// `release`
    Release,
}

const KINDS: [(Kind, &str); 7] = [
    (Kind::Next, "next"),
    (Kind::Complete, "complete"),
    (Kind::Seen, "seen"),
    (Kind::MyNumber, "my_number"),
    (Kind::Withdraw, "withdraw"),
    (Kind::Claim, "claim"),
    (Kind::Release, "release"),
];

/// A call in the outbox.
#[derive(Debug, Clone)]
pub struct WaitingCall {
    /// Its place in the order.
    pub n: i64,
    /// The request that it is about.
    pub request: RequestId,
    /// The relay that it goes to.
    pub relay: RelayId,
    /// What it is.
    pub kind: Kind,
    /// The call, finished.
    pub call: FinishedCall,
    /// Tries in vain so far.
    pub attempts: u32,
    made: Mark,
    due: Uptime,
    useless_after: Duration,
}

impl WaitingCall {
    /// Whether it may be tried now. After a restart of the phone everything may.
    pub fn is_due(&self, now: &Mark) -> bool {
        self.due.boot != now.uptime.boot || self.due.elapsed <= now.uptime.elapsed
    }

    /// Whether it would do no good any more.
    pub fn is_useless(&self, now: &Mark) -> bool {
        now.since(&self.made) >= self.useless_after
    }

    /// How long until it may be tried.
    pub fn due_in(&self, now: &Mark) -> Duration {
        if self.is_due(now) { Duration::ZERO } else { self.due.elapsed.saturating_sub(now.uptime.elapsed) }
    }
}

/// Puts a finished call at the end.
pub fn put(
    c: &Connection,
    request: &RequestId,
    relay: &RelayId,
    kind: Kind,
    call: &FinishedCall,
    useless_after: Duration,
    now: &Mark,
) -> rusqlite::Result<()> {
    c.execute(
        "insert into outbox (request, relay, kind, lane, method, path, secret, idempotency_key, body,
                             useless_after_ms, mark_wall, mark_boot, mark_up_ms)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        params![
            request.as_bytes(),
            relay.as_bytes(),
            word(&KINDS, kind),
            word(&LANES, call.lane),
            word(&METHODS, call.method),
            call.path.expose(),
            call.secret.as_ref().map(|secret| *secret.expose()),
            call.idempotency_key,
            call.body.as_ref().map(|body| body.expose().as_slice()),
            millis(useless_after),
            now.wall.timestamp_millis(),
            now.uptime.boot.cast_signed(),
            millis(now.uptime.elapsed)
        ],
    )
    .map(|_| ())
}

/// Everything that waits, in order.
pub fn all(c: &Connection) -> rusqlite::Result<Vec<WaitingCall>> {
    let mut query = c.prepare_cached(
        "select n, request, relay, kind, lane, method, path, secret, idempotency_key, body, attempts,
                due_boot, due_ms, useless_after_ms, mark_wall, mark_boot, mark_up_ms from outbox order by n",
    )?;
    query.query_map([], read)?.collect()
}

/// A call is answered, or is not wanted any more.
pub fn remove(c: &Connection, n: i64) -> rusqlite::Result<()> {
    c.execute("delete from outbox where n = ?1", [n]).map(|_| ())
}

/// Nothing more of these kinds is to be sent for a request.
pub fn remove_of(c: &Connection, request: &RequestId, kinds: &[Kind]) -> rusqlite::Result<()> {
    for kind in kinds {
        c.execute(
            "delete from outbox where request = ?1 and kind = ?2",
            params![request.as_bytes(), word(&KINDS, *kind)],
        )?;
    }
    Ok(())
}

/// A try was in vain: not again before `pause` is over.
pub fn put_off(c: &Connection, n: i64, pause: Duration, now: &Mark) -> rusqlite::Result<()> {
    c.execute(
        "update outbox set attempts = attempts + 1, due_boot = ?2, due_ms = ?3 where n = ?1",
        params![n, now.uptime.boot.cast_signed(), millis(now.uptime.elapsed + pause)],
    )
    .map(|_| ())
}

/// Milliseconds as SQLite keeps them.
pub(crate) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// A duration from its milliseconds.
pub(crate) fn duration(millis: i64) -> Duration {
    Duration::from_millis(u64::try_from(millis).unwrap_or(0))
}

/// A mark from the three columns that begin at `first`.
pub(crate) fn mark(row: &Row<'_>, first: usize) -> rusqlite::Result<Mark> {
    let wall = DateTime::from_timestamp_millis(row.get(first)?).unwrap_or_default();
    let boot = row.get::<_, i64>(first + 1)?.cast_unsigned();
    Ok(Mark { wall, uptime: Uptime { boot, elapsed: duration(row.get(first + 2)?) } })
}

const LANES: [(Lane, &str); 3] =
    [(Lane::Packs, "packs"), (Lane::Board, "board"), (Lane::Requests, "requests")];
const METHODS: [(Method, &str); 3] = [(Method::Get, "get"), (Method::Put, "put"), (Method::Post, "post")];
const ANSWER: usize = 16 << 10;

fn read(row: &Row<'_>) -> rusqlite::Result<WaitingCall> {
    let call = FinishedCall {
        lane: of_word(&LANES, row, 4)?,
        method: of_word(&METHODS, row, 5)?,
        path: Sensitive::new(row.get(6)?),
        secret: row.get::<_, Option<[u8; 32]>>(7)?.map(Sensitive::new),
        idempotency_key: row.get(8)?,
        if_none_match: None,
        body: row.get::<_, Option<Vec<u8>>>(9)?.map(Sensitive::new),
        most: ANSWER,
        wait: Duration::ZERO,
    };
    let boot = row.get::<_, i64>(11)?.cast_unsigned();
    Ok(WaitingCall {
        n: row.get(0)?,
        request: RequestId::new(row.get(1)?),
        relay: RelayId::new(row.get(2)?),
        kind: of_word(&KINDS, row, 3)?,
        call,
        attempts: row.get(10)?,
        made: mark(row, 14)?,
        due: Uptime { boot, elapsed: duration(row.get(12)?) },
        useless_after: duration(row.get(13)?),
    })
}

fn word<T: PartialEq>(words: &[(T, &'static str)], value: T) -> &'static str {
    words.iter().find(|(listed, _)| *listed == value).map_or("", |(_, word)| word)
}

fn of_word<T: Copy>(words: &[(T, &'static str)], row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let word: String = row.get(column)?;
    let found = words.iter().find(|(_, listed)| *listed == word).map(|(value, _)| *value);
    found
        .ok_or_else(|| rusqlite::Error::InvalidColumnType(column, "word".into(), rusqlite::types::Type::Text))
}
