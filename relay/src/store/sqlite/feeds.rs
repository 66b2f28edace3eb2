//! The feeds: what the owner of a request, the holder of a claim and the readers of a board have not read yet.

use super::boards::Since;
use super::requests::{self, COMPLETED, KeptClaim, PASSED, RELEASED, WITHDRAWN};
use super::rows::{Kept, unreadable};
use crate::digest::Digest;
use crate::life::{End, HolderNews, Moment, OwnerNews, Rev};
use crate::store::{BoardNews, Cursor, Over, Page, Shown};
use peerline_protocol::answer::SEALED_LENGTH;
use peerline_protocol::call::{Bytes, HolderEvent, OwnerEvent};
use peerline_protocol::ids::{PoolId, RequestId};
use rusqlite::{Connection, Row, params};

/// One more event for the owner.
pub(super) fn add_for_owner(
    rows: &Connection,
    request: i64,
    n: u32,
    news: OwnerNews,
    left_s: u32,
) -> rusqlite::Result<()> {
    let (kind, rev, round) = match news {
        OwnerNews::Round(round) => (ROUND, 0, round.number()),
        OwnerNews::Claimed(rev, _) => (CLAIMED, rev.0, 0),
        OwnerNews::Released(rev) => (CLAIM_OVER, rev.0, 0),
        OwnerNews::Ended(End::Withdrawn) => (ENDED_WITHDRAWN, 0, 0),
        OwnerNews::Ended(End::Expired) => (ENDED_EXPIRED, 0, 0),
        OwnerNews::Ended(End::Completed) => (ENDED_COMPLETED, 0, 0),
    };
    rows.prepare_cached(
        "INSERT INTO owner_events (request, n, type, rev, round, left_s) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![request, n, kind, rev, round, left_s])?;
    Ok(())
}

/// One more event for the holder of a claim; `over` says how the claim ended, 0 that it did not.
pub(super) fn add_for_holder(
    rows: &Connection,
    request: i64,
    rev: Rev,
    news: HolderNews,
    over: u8,
    message: Option<&[u8; SEALED_LENGTH]>,
) -> rusqlite::Result<()> {
    let n: u32 = rows
        .prepare_cached(
            "UPDATE claims SET events = events + 1, over = ?1 WHERE request = ?2 AND rev = ?3 RETURNING events",
        )?
        .query_row(params![over, request, rev.0], |row| row.get(0))?;
    let kind = match news {
        HolderNews::Message => MESSAGE,
        HolderNews::Released | HolderNews::Next => NEXT,
        HolderNews::Ended(End::Withdrawn) => CLAIM_WITHDRAWN,
        HolderNews::Ended(_) => CLAIM_COMPLETED,
    };
    rows.prepare_cached(
        "INSERT INTO holder_events (request, rev, n, type, message) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![request, rev.0, n, kind, message.filter(|_| kind == MESSAGE)])?;
    Ok(())
}

/// A page of a board.
pub(super) fn board(
    rows: &Connection,
    pool: PoolId,
    since: Since,
    now: Moment,
) -> rusqlite::Result<Page<BoardNews>> {
    match since {
        Since::All(cursor) => {
            let mut entries = Vec::new();
            for kept in requests::open_in(rows, &pool)? {
                if let Some(shown) = shown(rows, &kept, now)? {
                    entries.push(BoardNews { n: 0, id: kept.id, rev: kept.state.rev(), shown: Some(shown) });
                }
            }
            // Numbered so that whatever comes next follows without a gap.
            for (n, news) in (0..=cursor.n).rev().zip(entries.iter_mut().rev()) {
                news.n = n;
            }
            Ok(Page { cursor, reset: true, entries })
        }
        Since::Changes { cursor, first, changes } => {
            let mut entries = Vec::with_capacity(changes.len());
            for (n, change) in (first..).zip(changes) {
                // What was opened may be gone by now, or open again: it is shown as it stands.
                let kept = if change.opened { requests::find(rows, &change.id)? } else { None };
                let (rev, shown) = match &kept {
                    Some(kept) => (kept.state.rev(), shown(rows, kept, now)?),
                    None => (change.rev, None),
                };
                entries.push(BoardNews { n, id: change.id, rev, shown });
            }
            Ok(Page { cursor, reset: false, entries })
        }
    }
}

/// A page of a request's own feed; nothing for anybody but its owner.
pub(super) fn owner(
    rows: &Connection,
    id: &RequestId,
    owner: Digest,
    feed: [u8; 8],
    after: Option<Cursor>,
    now: Moment,
) -> rusqlite::Result<Option<Page<OwnerEvent>>> {
    let kept = requests::find(rows, id)?.filter(|kept| kept.owner == owner && !kept.state.is_buried(now));
    let Some(kept) = kept else { return Ok(None) };
    let sql = "SELECT e.n, e.type, e.rev, e.round, e.left_s, c.slot, c.holder, c.answer
               FROM owner_events e LEFT JOIN claims c ON e.type = 2 AND c.request = e.request AND c.rev = e.rev
               WHERE e.request = ?1 ORDER BY e.n";
    let all = rows.prepare_cached(sql)?.query_map([kept.number], owner_event)?.collect::<Result<_, _>>()?;
    Ok(Some(page(all, feed, after)))
}

/// A page of a claim's own feed and how the claim ended; nothing for anybody but its holder.
pub(super) fn holder(
    rows: &Connection,
    id: &RequestId,
    holder: Digest,
    feed: [u8; 8],
    after: Option<Cursor>,
    now: Moment,
) -> rusqlite::Result<Option<(Page<HolderEvent>, Option<Over>)>> {
    let Some(kept) = requests::find(rows, id)?.filter(|kept| !kept.state.is_buried(now)) else {
        return Ok(None);
    };
    let claims = requests::claims(rows, kept.number)?;
    let Some(claim) = claims.into_iter().rfind(|claim| claim.holder == holder) else { return Ok(None) };
    let sql = "SELECT n, type, message FROM holder_events WHERE request = ?1 AND rev = ?2 ORDER BY n";
    let all = rows
        .prepare_cached(sql)?
        .query_map(params![kept.number, claim.rev.0], holder_event)?
        .collect::<Result<_, _>>()?;
    Ok(Some((page(all, feed, after), over(&claim)?)))
}

const ROUND: u8 = 1;
const CLAIMED: u8 = 2;
const CLAIM_OVER: u8 = 3;
const ENDED_WITHDRAWN: u8 = 4;
const ENDED_EXPIRED: u8 = 5;
const ENDED_COMPLETED: u8 = 6;

const MESSAGE: u8 = 1;
const NEXT: u8 = 2;
const CLAIM_WITHDRAWN: u8 = 3;
const CLAIM_COMPLETED: u8 = 4;

fn shown(rows: &Connection, kept: &Kept, now: Moment) -> rusqlite::Result<Option<Shown>> {
    let (Some(round), Some(left_s)) = (kept.state.open_round(now), kept.state.seconds_left(now)) else {
        return Ok(None);
    };
    Ok(Some(Shown { round, request: requests::sealed(rows, kept.number)?, left_s }))
}

/// The events after the cursor; all of them if it is of another feed, which has been read to a place that may never come here.
fn page<T>(mut all: Vec<T>, feed: [u8; 8], after: Option<Cursor>) -> Page<T> {
    let known = after.filter(|cursor| cursor.feed == feed).and_then(|cursor| usize::try_from(cursor.n).ok());
    let cursor = Cursor { feed, n: all.len() as u64 };
    match known.filter(|read| *read <= all.len()) {
        Some(read) => Page { cursor, reset: false, entries: all.split_off(read) },
        None => Page { cursor, reset: true, entries: all },
    }
}

fn over(claim: &KeptClaim) -> rusqlite::Result<Option<Over>> {
    match claim.over {
        0 => Ok(None),
        RELEASED => Ok(Some(Over::Released)),
        PASSED => Ok(Some(Over::Passed)),
        WITHDRAWN => Ok(Some(Over::Withdrawn)),
        COMPLETED => Ok(Some(Over::Completed)),
        _ => Err(unreadable(2)),
    }
}

fn owner_event(row: &Row<'_>) -> rusqlite::Result<OwnerEvent> {
    let n = u64::from(row.get::<_, u32>(0)?);
    Ok(match row.get(1)? {
        ROUND => OwnerEvent::Round { n, round: row.get(3)?, left_s: row.get(4)? },
        CLAIMED => OwnerEvent::Claimed {
            n,
            slot: row.get(5)?,
            rev: row.get(2)?,
            holder: Bytes::from(row.get::<_, [u8; 32]>(6)?),
            answer: Bytes::from(row.get::<_, [u8; SEALED_LENGTH]>(7)?),
        },
        CLAIM_OVER => OwnerEvent::Released { n, rev: row.get(2)? },
        ENDED_WITHDRAWN => OwnerEvent::Withdrawn { n },
        ENDED_EXPIRED => OwnerEvent::Expired { n },
        ENDED_COMPLETED => OwnerEvent::Completed { n },
        _ => return Err(unreadable(1)),
    })
}

fn holder_event(row: &Row<'_>) -> rusqlite::Result<HolderEvent> {
    let n = u64::from(row.get::<_, u32>(0)?);
    Ok(match row.get(1)? {
        MESSAGE => HolderEvent::Message { n, message: Bytes::from(row.get::<_, [u8; SEALED_LENGTH]>(2)?) },
        NEXT => HolderEvent::Next { n },
        CLAIM_WITHDRAWN => HolderEvent::Withdrawn { n },
        CLAIM_COMPLETED => HolderEvent::Completed { n },
        _ => return Err(unreadable(1)),
    })
}
