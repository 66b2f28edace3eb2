//! The tables of requests and claims: rows in, states out, and the one conditional UPDATE that writes a step down.

use super::feeds;
use super::rows::{Columns, Kept, SELECT, read, unreadable};
use super::writer::{Change, Work};
use crate::digest::Digest;
use crate::life::{
    Effect, End, Event, FORGOTTEN_AFTER, HolderNews, Moment, Refusal, Rev, Rounds, State, Step,
};
use crate::store::{Deed, LIVE_ENTRIES, Matter, NotDone, NotSubmitted, Submission, Submitted};
use peerline_protocol::answer::SEALED_LENGTH;
use peerline_protocol::ids::{PoolId, RequestId};
use peerline_protocol::request::SealedRequest;
use rusqlite::{Connection, OptionalExtension, params};

/// Requests that one tick brings up to date; the next one goes on.
const TICK: u32 = 500;

pub(super) fn submit(
    work: &mut Work<'_>,
    submission: &Submission,
) -> rusqlite::Result<Result<Submitted, NotSubmitted>> {
    let Submission { pool, id, owner, request, ladder_s } = submission;
    let submitted = Digest::of(&[pool.as_bytes(), &owner.0, request.as_bytes()]);
    if let Some(kept) = find(work.rows, id)? {
        let same = kept.submitted == submitted;
        let rounds = kept.state.course().filter(|_| same).map(|course| course.rounds);
        return Ok(rounds
            .map(|rounds| Submitted { new: false, rounds, now: work.now })
            .ok_or(NotSubmitted::OtherBytes));
    }
    if is_tombstone(work.rows, id)? {
        return Ok(Err(NotSubmitted::OtherBytes));
    }
    if live_entries(work.rows, pool)? >= LIVE_ENTRIES {
        return Ok(Err(NotSubmitted::Full));
    }
    let rounds = Rounds::from(work.now, *ladder_s);
    let step = State::Absent.next(&Event::Submit(rounds), work.now);
    let number = insert(work.rows, submission, submitted, &step.state)?;
    insert_sealed(work.rows, number, request)?;
    let kept =
        Kept { number, id: *id, pool: *pool, owner: *owner, state: State::Absent, submitted, events: 0 };
    tell(work, &kept, &step)?;
    Ok(Ok(Submitted { new: true, rounds, now: work.now }))
}

pub(super) fn act(
    work: &mut Work<'_>,
    id: &RequestId,
    deed: &Deed,
) -> rusqlite::Result<Result<Rev, NotDone>> {
    let unknown = Ok(Err(NotDone::Refused(Refusal::Unknown)));
    let Some(kept) = find(work.rows, id)? else { return unknown };
    match deed {
        Deed::Claim { pool, slot, secret, holder, answer } => {
            if kept.pool != *pool || Digest(sealed(work.rows, kept.number)?.claim_hash(*slot)) != *secret {
                return unknown;
            }
            step(work, &kept, &Event::Claim { slot: *slot, holder: *holder }, Some(answer))
        }
        Deed::Release { holder, rev } => {
            let Some(claim) = claim_of(work.rows, kept.number, *rev)?.filter(|claim| claim.holder == *holder)
            else {
                return unknown;
            };
            match claim.over {
                RELEASED => Ok(Ok(Rev(rev.0 + 1))),
                PASSED => Ok(Err(NotDone::ClaimOver)),
                _ => step(work, &kept, &Event::Release(*rev), None),
            }
        }
        _ if !is_owner(&kept, deed) => unknown,
        Deed::Withdraw { .. } => step(work, &kept, &Event::Withdraw, None),
        Deed::About { rev, matter, key, .. } => once(work, &kept, *rev, matter, key),
    }
}

/// Brings up to date what time has made due, and forgets what is old enough.
pub(super) fn tick(work: &mut Work<'_>) -> rusqlite::Result<()> {
    let due: Vec<Kept> = work
        .rows
        .prepare_cached(&format!("{SELECT} WHERE r.due <= ?1 ORDER BY r.due LIMIT ?2"))?
        .query_map(params![work.now.0, TICK], read)?
        .collect::<Result<_, _>>()?;
    for kept in due {
        step(work, &kept, &Event::Tick, None)?.ok();
    }
    let old = work.now.plus(-FORGOTTEN_AFTER);
    let forgotten = work.rows.prepare_cached("DELETE FROM tombstones WHERE ended <= ?1")?.execute([old.0])?;
    let lapsed = super::statements::forget(work.rows, work.now)?;
    if forgotten + lapsed > 0 {
        work.changed(Change::Buried);
    }
    Ok(())
}

/// Whether a tick would find something to do.
pub(super) fn is_anything_due(rows: &Connection, now: Moment) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM requests WHERE due <= ?1)
                   OR EXISTS (SELECT 1 FROM tombstones WHERE ended <= ?2)";
    let due = rows
        .prepare_cached(sql)?
        .query_row(params![now.0, now.plus(-FORGOTTEN_AFTER).0], |row| row.get::<_, bool>(0))?;
    Ok(due || super::statements::is_any_lapsed(rows, now)?)
}

/// All open requests of a pool.
pub(super) fn open_in(rows: &Connection, pool: &PoolId) -> rusqlite::Result<Vec<Kept>> {
    rows.prepare_cached(&format!("{SELECT} WHERE r.pool = ?1 AND r.state = 0"))?
        .query_map([pool.as_bytes()], read)?
        .collect()
}

/// A request by its id.
pub(super) fn find(rows: &Connection, id: &RequestId) -> rusqlite::Result<Option<Kept>> {
    rows.prepare_cached(&format!("{SELECT} WHERE r.id = ?1"))?.query_row([id.as_bytes()], read).optional()
}

/// What was submitted.
pub(super) fn sealed(rows: &Connection, number: i64) -> rusqlite::Result<SealedRequest> {
    rows.prepare_cached("SELECT bytes FROM sealed WHERE request = ?1")?.query_row([number], |row| {
        SealedRequest::parse(row.get_ref(0)?.as_blob()?).map_err(|_| unreadable(0))
    })
}

/// What is kept of a claim besides its place in the request's life.
pub(super) struct KeptClaim {
    pub(super) rev: Rev,
    pub(super) holder: Digest,
    pub(super) over: u8,
}

pub(super) const RELEASED: u8 = 1;
pub(super) const PASSED: u8 = 2;
pub(super) const WITHDRAWN: u8 = 3;
pub(super) const COMPLETED: u8 = 4;

/// Every claim of a request, the first one first.
pub(super) fn claims(rows: &Connection, number: i64) -> rusqlite::Result<Vec<KeptClaim>> {
    rows.prepare_cached("SELECT rev, holder, over FROM claims WHERE request = ?1 ORDER BY rev")?
        .query_map([number], |row| {
            Ok(KeptClaim { rev: Rev(row.get(0)?), holder: Digest(row.get(1)?), over: row.get(2)? })
        })?
        .collect()
}

fn claim_of(rows: &Connection, number: i64, rev: Rev) -> rusqlite::Result<Option<KeptClaim>> {
    Ok(claims(rows, number)?.into_iter().find(|claim| claim.rev == rev))
}

fn is_owner(kept: &Kept, deed: &Deed) -> bool {
    matches!(deed, Deed::Withdraw { owner } | Deed::About { owner, .. } if *owner == kept.owner)
}

/// Does what an officer does about a claim, once for each idempotency key.
fn once(
    work: &mut Work<'_>,
    kept: &Kept,
    rev: Rev,
    matter: &Matter,
    key: &Digest,
) -> rusqlite::Result<Result<Rev, NotDone>> {
    let body = match matter {
        Matter::Next => Digest::of(&[b"next", &rev.0.to_be_bytes()]),
        Matter::Complete => Digest::of(&[b"complete", &rev.0.to_be_bytes()]),
        Matter::Message(message) => Digest::of(&[b"message", &rev.0.to_be_bytes(), &message[..]]),
    };
    let before = work
        .rows
        .prepare_cached("SELECT body, rev FROM answered WHERE request = ?1 AND key = ?2")?
        .query_row(params![kept.number, key.0], |row| Ok((Digest(row.get(0)?), Rev(row.get(1)?))))
        .optional()?;
    if let Some((answered, rev)) = before {
        return Ok(if answered == body { Ok(rev) } else { Err(NotDone::KeyReused) });
    }
    let outcome = match matter {
        Matter::Next => step(work, kept, &Event::Next(rev), None)?,
        Matter::Complete => step(work, kept, &Event::Complete(rev), None)?,
        Matter::Message(message) => step(work, kept, &Event::Message(rev), Some(message))?,
    };
    if let Ok(rev) = outcome {
        work.rows
            .prepare_cached("INSERT INTO answered (request, key, body, rev) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![kept.number, key.0, body.0, rev.0])?;
    }
    Ok(outcome)
}

/// Asks the rules what follows from an event, writes it down if the row is still the one they decided on, and tells it.
fn step(
    work: &mut Work<'_>,
    kept: &Kept,
    event: &Event,
    sealed: Option<&[u8; SEALED_LENGTH]>,
) -> rusqlite::Result<Result<Rev, NotDone>> {
    let step = kept.state.clone().next(event, work.now);
    match &step.state {
        State::Absent | State::Tombstone { .. } => bury(work, kept, &step.state)?,
        _ if step.state == kept.state => {}
        _ => {
            update(work.rows, kept, &step)?;
            write_claim(work.rows, kept, &step, sealed)?;
            tell_holder(work.rows, kept, &step, sealed)?;
            tell(work, kept, &step)?;
        }
    }
    Ok(step.outcome.map(|_| step.state.rev()).map_err(NotDone::Refused))
}

/// The conditional UPDATE: it changes the row only if that still stands as the rules read it.
fn update(rows: &Connection, kept: &Kept, step: &Step) -> rusqlite::Result<()> {
    let (was, now) = (Columns::of(&kept.state), Columns::of(&step.state));
    let events = step
        .effects
        .iter()
        .fold(0u32, |events, effect| events + u32::from(matches!(effect, Effect::Owner(_))));
    rows.prepare_cached(
        "UPDATE requests SET state = ?1, rev = ?2, burnt = ?3, round = ?4, ended = ?5, due = ?6, events = events + ?7
         WHERE number = ?8 AND state = ?9 AND rev = ?10 AND burnt = ?11 AND round = ?12 RETURNING number",
    )?
    .query_row(
        params![
            now.state, now.rev, now.burnt, now.round, now.ended, now.due, events, kept.number, was.state, was.rev,
            was.burnt, was.round
        ],
        |_| Ok(()),
    )
}

/// A new claim, or one more message about the one that stands.
fn write_claim(
    rows: &Connection,
    kept: &Kept,
    step: &Step,
    answer: Option<&[u8; SEALED_LENGTH]>,
) -> rusqlite::Result<()> {
    let State::Claimed { course, claim } = &step.state else { return Ok(()) };
    if let State::Claimed { claim: before, .. } = &kept.state {
        return rows
            .prepare_cached(
                "UPDATE claims SET messages = ?1 WHERE request = ?2 AND rev = ?3 AND messages = ?4 RETURNING rev",
            )?
            .query_row(params![claim.messages, kept.number, course.rev.0, before.messages], |_| Ok(()));
    }
    let answer = answer.ok_or_else(|| unreadable(4))?;
    rows.prepare_cached(
        "INSERT INTO claims (request, rev, slot, holder, answer, since, round, messages, over, events)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 0, 0)",
    )?
    .execute(params![
        kept.number,
        course.rev.0,
        claim.slot.get(),
        claim.holder.0,
        answer,
        claim.since.0,
        claim.round.number()
    ])?;
    Ok(())
}

fn tell_holder(
    rows: &Connection,
    kept: &Kept,
    step: &Step,
    message: Option<&[u8; SEALED_LENGTH]>,
) -> rusqlite::Result<()> {
    for effect in &step.effects {
        if let Effect::Holder { rev, news } = effect {
            let over = match news {
                HolderNews::Message => 0,
                HolderNews::Released => RELEASED,
                HolderNews::Next => PASSED,
                HolderNews::Ended(End::Withdrawn) => WITHDRAWN,
                HolderNews::Ended(_) => COMPLETED,
            };
            feeds::add_for_holder(rows, kept.number, *rev, *news, over, message)?;
        }
    }
    Ok(())
}

/// Writes the owner's events and notes what others have to be told.
fn tell(work: &mut Work<'_>, kept: &Kept, step: &Step) -> rusqlite::Result<()> {
    let left_s = step.state.seconds_left(work.now).unwrap_or(0);
    let mut n = kept.events;
    for effect in &step.effects {
        match effect {
            Effect::Opened { rev, .. } => work.changed(Change::Opened(kept.pool, kept.id, *rev)),
            Effect::Gone { rev } => work.changed(Change::Gone(kept.pool, kept.id, *rev)),
            Effect::Owner(news) => {
                n += 1;
                feeds::add_for_owner(work.rows, kept.number, n, *news, left_s)?;
                work.changed(Change::Fed(kept.id));
            }
            Effect::Holder { .. } => work.changed(Change::Fed(kept.id)),
            Effect::Bury | Effect::Forget => {}
        }
    }
    Ok(())
}

/// Deletes all there is of a request, and leaves a tombstone if it is to have one.
fn bury(work: &mut Work<'_>, kept: &Kept, state: &State) -> rusqlite::Result<()> {
    work.rows.prepare_cached("DELETE FROM requests WHERE number = ?1")?.execute([kept.number])?;
    if let State::Tombstone { at } = state {
        work.rows
            .prepare_cached("INSERT INTO tombstones (id, ended) VALUES (?1, ?2)")?
            .execute(params![Digest::of(&[kept.id.as_bytes()]).0, at.0])?;
    }
    if let State::Open { course, .. } = &kept.state {
        // It was still on the board: the relay slept through its end.
        work.changed(Change::Gone(kept.pool, kept.id, course.rev));
    }
    work.changed(Change::Fed(kept.id));
    work.changed(Change::Buried);
    Ok(())
}

fn is_tombstone(rows: &Connection, id: &RequestId) -> rusqlite::Result<bool> {
    rows.prepare_cached("SELECT EXISTS (SELECT 1 FROM tombstones WHERE id = ?1)")?
        .query_row([Digest::of(&[id.as_bytes()]).0], |row| row.get(0))
}

fn live_entries(rows: &Connection, pool: &PoolId) -> rusqlite::Result<u32> {
    rows.prepare_cached("SELECT count(*) FROM requests WHERE pool = ?1 AND state < 2")?
        .query_row([pool.as_bytes()], |row| row.get(0))
}

fn insert(
    rows: &Connection,
    submission: &Submission,
    submitted: Digest,
    state: &State,
) -> rusqlite::Result<i64> {
    let columns = Columns::of(state);
    let rounds = state.course().map(|course| course.rounds).ok_or_else(|| unreadable(8))?;
    rows.prepare_cached(
        "INSERT INTO requests (id, pool, owner, submitted, state, rev, burnt, round, first, second, third, ends, due, events)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 0)",
    )?
    .insert(params![
        submission.id.as_bytes(),
        submission.pool.as_bytes(),
        submission.owner.0,
        submitted.0,
        columns.state,
        columns.rev,
        columns.burnt,
        columns.round,
        rounds.first.0,
        rounds.second.0,
        rounds.third.0,
        rounds.ends.0,
        columns.due
    ])
}

fn insert_sealed(rows: &Connection, number: i64, request: &SealedRequest) -> rusqlite::Result<()> {
    rows.prepare_cached("INSERT INTO sealed (request, bytes) VALUES (?1, ?2)")?
        .execute(params![number, &request.as_bytes()[..]])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sqlite::schema;
    use peerline_protocol::ids::Day;
    use peerline_protocol::request::{Header, Kind, REQUEST_LENGTH};

    #[test]
    fn a_step_is_not_written_if_the_row_is_no_longer_the_one_it_was_decided_on() {
        let folder = tempfile::tempdir().unwrap();
        let rows = schema::open(folder.path()).unwrap();
        let mut bytes = vec![0; REQUEST_LENGTH];
        bytes[..8].copy_from_slice(&Header { kind: Kind::MemberBearer, day: Day(1) }.to_bytes());
        let submission = Submission {
            pool: PoolId::new([1; 16]),
            id: RequestId::new([2; 16]),
            owner: Digest([3; 32]),
            request: SealedRequest::parse(&bytes).unwrap(),
            ladder_s: [300, 300, 600],
        };
        let now = Moment(1_790_000_000_000);
        let open = State::Absent.next(&Event::Submit(Rounds::from(now, submission.ladder_s)), now).state;
        insert(&rows, &submission, Digest([4; 32]), &open).unwrap();
        let kept = find(&rows, &submission.id).unwrap().unwrap();
        let withdraw = kept.state.clone().next(&Event::Withdraw, now);
        let expire = kept.state.clone().next(&Event::Tick, now.plus(1_200_000));
        update(&rows, &kept, &withdraw).unwrap();
        assert!(update(&rows, &kept, &expire).is_err(), "an expiry never overwrites");
        assert_eq!(find(&rows, &submission.id).unwrap().unwrap().state, withdraw.state);
    }
}
