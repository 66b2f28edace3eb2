//! A request's row: how a state stands in it, and how it is read back.

use crate::digest::Digest;
use crate::life::{Claim, Course, End, Moment, Rev, Round, Rounds, State};
use peerline_protocol::ids::{PoolId, RequestId};
use peerline_protocol::request::SlotNumber;
use rusqlite::Row;
use rusqlite::types::Type;

/// A request's row.
pub(super) struct Kept {
    pub(super) number: i64,
    pub(super) id: RequestId,
    pub(super) pool: PoolId,
    pub(super) owner: Digest,
    pub(super) state: State,
    pub(super) submitted: Digest,
    pub(super) events: u32,
}

/// A state as its row has it. `round` counts only while it is open.
pub(super) struct Columns {
    pub(super) state: u8,
    pub(super) rev: u32,
    pub(super) burnt: u32,
    pub(super) round: u8,
    pub(super) ended: Option<i64>,
    pub(super) due: i64,
}

impl Columns {
    pub(super) fn of(state: &State) -> Self {
        let course = state.course();
        let (number, round, ended) = match state {
            State::Open { round, .. } => (0, round.number(), None),
            State::Claimed { .. } => (1, 0, None),
            State::Ended { end: End::Withdrawn, at, .. } => (2, 0, Some(at.0)),
            State::Ended { end: End::Expired, at, .. } => (3, 0, Some(at.0)),
            State::Ended { end: End::Completed, at, .. } => (4, 0, Some(at.0)),
            // Never written: a buried request has no row.
            State::Absent | State::Tombstone { .. } => (u8::MAX, 0, None),
        };
        Self {
            state: number,
            rev: course.map_or(0, |course| course.rev.0),
            burnt: course.map_or(0, |course| course.burnt),
            round,
            ended,
            due: state.due().map_or(i64::MAX, |due| due.0),
        }
    }
}

/// Reads every column that [`read`] wants; to be followed by a condition.
pub(super) const SELECT: &str = "SELECT r.number, r.id, r.pool, r.owner, r.submitted, r.state, r.rev, r.burnt, r.round, r.first, r.second, r.third,
     r.ends, r.ended, r.events, c.slot, c.holder, c.since, c.round, c.messages
     FROM requests r LEFT JOIN claims c ON r.state = 1 AND c.request = r.number AND c.rev = r.rev";

/// A request from its row.
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Kept> {
    let moment = |column| row.get(column).map(Moment);
    let course = Course {
        rounds: Rounds { first: moment(9)?, second: moment(10)?, third: moment(11)?, ends: moment(12)? },
        rev: Rev(row.get(6)?),
        burnt: row.get(7)?,
    };
    let ended = |end| moment(13).map(|at| State::Ended { course, end, at });
    let round = |column| Round::new(row.get(column)?).ok_or_else(|| unreadable(column));
    let state = match row.get(5)? {
        0u8 => State::Open { course, round: round(8)? },
        1 => State::Claimed {
            course,
            claim: Claim {
                slot: SlotNumber::new(row.get(15)?).ok_or_else(|| unreadable(15))?,
                holder: Digest(row.get(16)?),
                since: moment(17)?,
                round: round(18)?,
                messages: row.get(19)?,
            },
        },
        2 => ended(End::Withdrawn)?,
        3 => ended(End::Expired)?,
        4 => ended(End::Completed)?,
        _ => return Err(unreadable(5)),
    };
    Ok(Kept {
        number: row.get(0)?,
        id: RequestId::new(row.get(1)?),
        pool: PoolId::new(row.get(2)?),
        owner: Digest(row.get(3)?),
        state,
        submitted: Digest(row.get(4)?),
        events: row.get(14)?,
    })
}

/// A value that this version never wrote.
pub(super) fn unreadable(column: usize) -> rusqlite::Error {
    rusqlite::Error::InvalidColumnType(column, String::new(), Type::Null)
}
