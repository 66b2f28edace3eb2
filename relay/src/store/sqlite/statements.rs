//! The tables of key statements: the newest of each peer and day.

use super::writer::Work;
use crate::life::Moment;
use crate::store::{NotPublished, STATEMENTS_AN_HOUR};
use peerline_protocol::ids::{Day, Minute, PeerId, PoolId};
use peerline_protocol::statement::{KEY_DAYS, STATEMENT_LENGTH, SignedStatement};
use rusqlite::{Connection, OptionalExtension, params};

pub(super) fn publish(
    work: &mut Work<'_>,
    statement: &SignedStatement,
) -> rusqlite::Result<Result<(), NotPublished>> {
    let new = statement.unverified;
    if let Some(kept) = of_day(work.rows, &new.pool, &new.peer, new.day)? {
        if kept == *statement {
            return Ok(Ok(()));
        }
        if kept.unverified.key != new.key {
            return Ok(Err(NotPublished::SecondKey));
        }
    }
    if let Some(newest) = newest(work.rows, &new.pool, &new.peer)?
        && !new.is_newer_than(&newest.unverified)
    {
        return Ok(Err(NotPublished::Older(newest.to_bytes())));
    }
    if count(work, &new.pool, &new.peer)? > STATEMENTS_AN_HOUR {
        let next_hour = work.now.hour().plus(3_600_000);
        return Ok(Err(NotPublished::TooMany(work.now.seconds_until(next_hour))));
    }
    work.rows
        .prepare_cached(
            "INSERT OR REPLACE INTO statements (pool, peer, day, seq, bytes) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            new.pool.as_bytes(),
            new.peer.as_bytes(),
            new.day.0,
            new.seq,
            statement.to_bytes()
        ])?;
    Ok(Ok(()))
}

/// All statements whose keys may still be used, sorted by peer, then newest first.
pub(super) fn all(
    rows: &Connection,
    pool: PoolId,
    now: Moment,
) -> rusqlite::Result<Vec<[u8; STATEMENT_LENGTH]>> {
    rows.prepare_cached("SELECT bytes FROM statements WHERE pool = ?1 AND day > ?2 ORDER BY peer, day DESC")?
        .query_map(params![pool.as_bytes(), last_lapsed(now)], |row| row.get(0))?
        .collect()
}

/// Deletes the statements whose keys are gone from the phones too; says how many.
pub(super) fn forget(rows: &Connection, now: Moment) -> rusqlite::Result<usize> {
    let statements =
        rows.prepare_cached("DELETE FROM statements WHERE day <= ?1")?.execute([last_lapsed(now)])?;
    rows.prepare_cached("DELETE FROM statement_counts WHERE hour < ?1")?.execute([now.hour().0])?;
    Ok(statements)
}

pub(super) fn is_any_lapsed(rows: &Connection, now: Moment) -> rusqlite::Result<bool> {
    rows.prepare_cached("SELECT EXISTS (SELECT 1 FROM statements WHERE day <= ?1)")?
        .query_row([last_lapsed(now)], |row| row.get(0))
}

/// The last day whose keys have been destroyed.
fn last_lapsed(now: Moment) -> u32 {
    let Day(today) = Minute::of_unix(now.0.div_euclid(1000)).day();
    today.saturating_sub(KEY_DAYS)
}

fn of_day(
    rows: &Connection,
    pool: &PoolId,
    peer: &PeerId,
    day: Day,
) -> rusqlite::Result<Option<SignedStatement>> {
    rows.prepare_cached("SELECT bytes FROM statements WHERE pool = ?1 AND peer = ?2 AND day = ?3")?
        .query_row(params![pool.as_bytes(), peer.as_bytes(), day.0], read)
        .optional()
}

fn newest(rows: &Connection, pool: &PoolId, peer: &PeerId) -> rusqlite::Result<Option<SignedStatement>> {
    rows.prepare_cached(
        "SELECT bytes FROM statements WHERE pool = ?1 AND peer = ?2 ORDER BY day DESC LIMIT 1",
    )?
    .query_row(params![pool.as_bytes(), peer.as_bytes()], read)
    .optional()
}

/// Counts one more statement of a peer in this hour and says how many it makes.
fn count(work: &mut Work<'_>, pool: &PoolId, peer: &PeerId) -> rusqlite::Result<u32> {
    work.rows
        .prepare_cached(
            "INSERT INTO statement_counts (pool, peer, hour, count) VALUES (?1, ?2, ?3, 1)
             ON CONFLICT (pool, peer) DO UPDATE SET
               count = CASE WHEN hour = excluded.hour THEN count + 1 ELSE 1 END, hour = excluded.hour
             RETURNING count",
        )?
        .query_row(params![pool.as_bytes(), peer.as_bytes(), work.now.hour().0], |row| row.get(0))
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<SignedStatement> {
    let bytes = row.get_ref(0)?;
    SignedStatement::parse(bytes.as_blob()?).ok_or_else(|| super::rows::unreadable(0))
}
