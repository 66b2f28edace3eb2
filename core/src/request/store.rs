//! The request's tables in the officer's file: `request`, `request_ask`, `request_slot`, `request_relay`, `request_answer`.

use super::SealedAnew;
use super::rules::{Claim, End, State};
use crate::clock::{Mark, Uptime};
use crate::ids::{Minute, PeerId, PoolId, RelayId, RequestId};
use crate::relay_client::outbox::{duration, mark, millis};
use crate::sensitive::Sensitive;
use peerline_protocol::answer::{Answer, Phone};
use peerline_protocol::lists::{Modality, Topic, Wish};
use peerline_protocol::request::{
    AcceptedLimits, Ask, PrivateKey, PublicKey, ROUNDS, SLOTS_PER_ROUND, Sealed, SlotNumber,
};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use std::time::Duration;

/// A request as it is kept.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) id: RequestId,
    pub(super) pool: PoolId,
    pub(super) state: State,
    pub(super) ladder: [Duration; 3],
    pub(super) commit: [u8; 32],
    /// Gone once the request has ended.
    pub(super) secrets: Option<Secrets>,
    pub(super) failed_to_send: bool,
    /// When the answer came, on the request's own time.
    pub(super) answered: Option<Duration>,
    before: Duration,
    mark: Mark,
}

/// What the officer's phone can decide and open with.
#[derive(Debug)]
pub(super) struct Secrets {
    pub(super) reply_key: PrivateKey,
    pub(super) owner: Sensitive<[u8; 32]>,
}

impl Kept {
    /// How long ago it was made, by the phone's own clock.
    pub(super) fn elapsed(&self, now: &Mark) -> Duration {
        self.before + now.since(&self.mark)
    }

    /// How long the ladder is in all.
    pub(super) fn ladder_total(&self) -> Duration {
        self.ladder.iter().sum()
    }
}

/// How a relay stands to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing was sent to it.
    Untried,
    /// Something was sent, and it is not known whether it arrived.
    Unsure,
    /// It says that it has the request.
    Has,
    /// It refuses the request for good.
    Refused,
}

/// One relay of a request.
#[derive(Debug)]
pub(super) struct AtRelay {
    pub(super) relay: RelayId,
    pub(super) standing: Standing,
    pub(super) cursor: Option<String>,
    pub(super) claimed_slot: Option<SlotNumber>,
    /// The finished body; gone once the request has ended.
    pub(super) submission: Option<Sensitive<Vec<u8>>>,
    pub(super) attempts: u32,
    due: Uptime,
}

impl AtRelay {
    pub(super) fn is_due(&self, now: &Mark) -> bool {
        self.due.boot != now.uptime.boot || self.due.elapsed <= now.uptime.elapsed
    }

    pub(super) fn due_in(&self, now: &Mark) -> Duration {
        if self.is_due(now) { Duration::ZERO } else { self.due.elapsed.saturating_sub(now.uptime.elapsed) }
    }
}

/// A slot that somebody can open.
#[derive(Debug)]
pub(super) struct KeptSlot {
    pub(super) peer: PeerId,
    pub(super) psk: Sensitive<[u8; 32]>,
    pub(super) message_psk: Sensitive<[u8; 32]>,
    pub(super) burnt: bool,
}

/// Keeps a new request with its slots and, in order, its relays.
pub(super) fn insert(
    c: &Connection,
    sealed: &Sealed,
    pool: &PoolId,
    ladder: &[Duration; 3],
    submissions: &[(RelayId, Vec<u8>)],
    now: &Mark,
) -> rusqlite::Result<()> {
    let [first, second, third] = ladder.map(millis);
    c.execute(
        "insert into request (id, pool, state, ladder_1, ladder_2, ladder_3, commitment, reply_key, owner_secret,
                              mark_wall, mark_boot, mark_up_ms)
         values (?1, ?2, 'sending', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            sealed.id.as_bytes(),
            pool.as_bytes(),
            first,
            second,
            third,
            sealed.commit,
            sealed.reply_key.expose(),
            sealed.owner_secret.expose(),
            now.wall.timestamp_millis(),
            now.uptime.boot.cast_signed(),
            millis(now.uptime.elapsed)
        ],
    )?;
    for slot in &sealed.slots {
        c.execute(
            "insert into request_slot (request, number, peer, psk, message_psk) values (?1, ?2, ?3, ?4, ?5)",
            params![
                sealed.id.as_bytes(),
                slot.number.get(),
                slot.peer.as_bytes(),
                slot.psk.expose(),
                slot.message_psk.expose()
            ],
        )?;
    }
    for (place, (relay, submission)) in (0u32..).zip(submissions) {
        c.execute(
            "insert into request_relay (request, place, relay, standing, submission) values (?1, ?2, ?3, 'untried', ?4)",
            params![sealed.id.as_bytes(), place, relay.as_bytes(), submission],
        )?;
    }
    Ok(())
}

/// The one request there is, if any: a new one replaces an ended one.
pub(super) fn current(c: &Connection) -> rusqlite::Result<Option<Kept>> {
    c.query_row(
        "select id, pool, state, round, claim_relay, claim_rev, claim_slot, ending, ladder_1, ladder_2, ladder_3,
                commitment, reply_key, owner_secret, failed_to_send, answered_ms, elapsed_ms,
                mark_wall, mark_boot, mark_up_ms from request",
        [],
        read,
    )
    .optional()
}

/// Where it stands now.
pub(super) fn set_state(
    c: &Connection,
    id: &RequestId,
    state: State,
    elapsed: Duration,
) -> rusqlite::Result<()> {
    let (word, round, claim, ending) = match state {
        State::Sending => ("sending", None, None, None),
        State::Waiting { round } => ("waiting", Some(round), None, None),
        State::Answered(claim) => ("answered", None, Some(claim), None),
        State::Ended(end) => ("ended", None, None, Some(end_word(end))),
    };
    c.execute(
        "update request set state = ?2, round = ?3, claim_relay = ?4, claim_rev = ?5, claim_slot = ?6, ending = ?7,
                answered_ms = case when ?2 <> 'answered' then null when ?5 = claim_rev then answered_ms else ?8 end
         where id = ?1",
        params![
            id.as_bytes(),
            word,
            round,
            claim.map(|claim| *claim.relay.as_bytes()),
            claim.map(|claim| claim.rev),
            claim.map(|claim| claim.slot.get()),
            ending,
            millis(elapsed)
        ],
    )
    .map(|_| ())
}

/// Remembers how much of its time has passed, so that a restart of the phone loses nothing of it.
pub(super) fn note_time(c: &Connection, kept: &Kept, now: &Mark) -> rusqlite::Result<()> {
    c.execute(
        "update request set elapsed_ms = ?2, mark_wall = ?3, mark_boot = ?4, mark_up_ms = ?5 where id = ?1",
        params![
            kept.id.as_bytes(),
            millis(kept.elapsed(now)),
            now.wall.timestamp_millis(),
            now.uptime.boot.cast_signed(),
            millis(now.uptime.elapsed)
        ],
    )
    .map(|_| ())
}

/// Whether the last try to send it was in vain.
pub(super) fn set_failed_to_send(c: &Connection, id: &RequestId, failed: bool) -> rusqlite::Result<()> {
    c.execute("update request set failed_to_send = ?2 where id = ?1", params![id.as_bytes(), failed])
        .map(|_| ())
}

/// How much of its time had passed before its mark: a request that was sealed anew keeps the deadline that was stated.
pub(super) fn set_elapsed(c: &Connection, id: &RequestId, elapsed: Duration) -> rusqlite::Result<()> {
    c.execute("update request set elapsed_ms = ?2 where id = ?1", params![id.as_bytes(), millis(elapsed)])
        .map(|_| ())
}

/// Keeps what was asked for, in case that it has to be sealed anew.
pub(super) fn put_ask(c: &Connection, id: &RequestId, ask: &Ask, times: SealedAnew) -> rusqlite::Result<()> {
    c.execute(
        "insert into request_ask (request, limits_id, limits_version, wishes, topics, language, made, sealed_anew)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            id.as_bytes(),
            ask.limits.id,
            ask.limits.version,
            ask.wishes.iter().map(|wish| wish.number()).collect::<Vec<u8>>(),
            ask.topics.iter().map(|topic| topic.number()).collect::<Vec<u8>>(),
            ask.language,
            ask.made.0,
            times.0
        ],
    )
    .map(|_| ())
}

/// What was asked for, and how often it was sealed anew; `None` once the request has ended.
pub(super) fn ask(c: &Connection, id: &RequestId) -> rusqlite::Result<Option<(Ask, SealedAnew)>> {
    c.query_row(
        "select limits_id, limits_version, wishes, topics, language, made, sealed_anew
         from request_ask where request = ?1",
        [id.as_bytes()],
        |row| {
            let (wishes, topics): (Vec<u8>, Vec<u8>) = (row.get(2)?, row.get(3)?);
            let ask = Ask {
                made: Minute(row.get(5)?),
                limits: AcceptedLimits { id: row.get(0)?, version: row.get(1)? },
                wishes: wishes.into_iter().filter_map(Wish::of_number).collect(),
                topics: topics.into_iter().filter_map(Topic::of_number).collect(),
                language: row.get(4)?,
            };
            Ok((ask, SealedAnew(row.get(6)?)))
        },
    )
    .optional()
}

/// Forgets everything that could open or decide anything, the submissions, and what was asked for.
pub(super) fn destroy_secrets(c: &Connection, id: &RequestId) -> rusqlite::Result<()> {
    c.execute("delete from request_ask where request = ?1", [id.as_bytes()])?;
    c.execute("update request set reply_key = null, owner_secret = null where id = ?1", [id.as_bytes()])?;
    c.execute("update request_slot set psk = null, message_psk = null where request = ?1", [id.as_bytes()])?;
    c.execute(
        "update request_relay set submission = null, cursor = null where request = ?1",
        [id.as_bytes()],
    )?;
    Ok(())
}

/// Forgets a request with all that belongs to it.
pub(super) fn delete(c: &Connection, id: &RequestId) -> rusqlite::Result<()> {
    c.execute("delete from request where id = ?1", [id.as_bytes()]).map(|_| ())
}

/// Its relays, in the policy's order.
pub(super) fn relays(c: &Connection, id: &RequestId) -> rusqlite::Result<Vec<AtRelay>> {
    let mut query = c.prepare_cached(
        "select relay, standing, cursor, claimed_slot, submission, attempts, due_boot, due_ms
         from request_relay where request = ?1 order by place",
    )?;
    let rows = query.query_map([id.as_bytes()], |row| {
        let standing = match row.get_ref(1)?.as_str()? {
            "untried" => Standing::Untried,
            "unsure" => Standing::Unsure,
            "has" => Standing::Has,
            _ => Standing::Refused,
        };
        let boot = row.get::<_, i64>(6)?.cast_unsigned();
        Ok(AtRelay {
            relay: RelayId::new(row.get(0)?),
            standing,
            cursor: row.get(2)?,
            claimed_slot: row.get::<_, Option<u8>>(3)?.and_then(SlotNumber::new),
            submission: row.get::<_, Option<Vec<u8>>>(4)?.map(Sensitive::new),
            attempts: row.get(5)?,
            due: Uptime { boot, elapsed: duration(row.get(7)?) },
        })
    })?;
    rows.collect()
}

/// How a relay stands to it now.
pub(super) fn set_standing(
    c: &Connection,
    id: &RequestId,
    relay: &RelayId,
    standing: Standing,
) -> rusqlite::Result<()> {
    let word = match standing {
        Standing::Untried => "untried",
        Standing::Unsure => "unsure",
        Standing::Has => "has",
        Standing::Refused => "refused",
    };
    c.execute(
        "update request_relay set standing = ?3 where request = ?1 and relay = ?2",
        params![id.as_bytes(), relay.as_bytes(), word],
    )
    .map(|_| ())
}

/// A try at a relay was in vain: not again before `pause` is over.
pub(super) fn put_off(
    c: &Connection,
    id: &RequestId,
    relay: &RelayId,
    pause: Duration,
    now: &Mark,
) -> rusqlite::Result<()> {
    c.execute(
        "update request_relay set attempts = attempts + 1, due_boot = ?3, due_ms = ?4
         where request = ?1 and relay = ?2",
        params![
            id.as_bytes(),
            relay.as_bytes(),
            now.uptime.boot.cast_signed(),
            millis(now.uptime.elapsed + pause)
        ],
    )
    .map(|_| ())
}

/// How far a relay's feed was read; `None` starts anew.
pub(super) fn set_cursor(
    c: &Connection,
    id: &RequestId,
    relay: &RelayId,
    cursor: Option<&str>,
) -> rusqlite::Result<()> {
    c.execute(
        "update request_relay set cursor = ?3, attempts = 0 where request = ?1 and relay = ?2",
        params![id.as_bytes(), relay.as_bytes(), cursor],
    )
    .map(|_| ())
}

/// The slot of a relay's latest claim, which a release burns.
pub(super) fn set_claimed_slot(
    c: &Connection,
    id: &RequestId,
    relay: &RelayId,
    slot: Option<SlotNumber>,
) -> rusqlite::Result<()> {
    c.execute(
        "update request_relay set claimed_slot = ?3 where request = ?1 and relay = ?2",
        params![id.as_bytes(), relay.as_bytes(), slot.map(SlotNumber::get)],
    )
    .map(|_| ())
}

/// A real slot; `None` for an empty one, and once the secrets are destroyed.
pub(super) fn slot(c: &Connection, id: &RequestId, number: SlotNumber) -> rusqlite::Result<Option<KeptSlot>> {
    c.query_row(
        "select peer, psk, message_psk, burnt from request_slot
         where request = ?1 and number = ?2 and psk is not null and message_psk is not null",
        params![id.as_bytes(), number.get()],
        |row| {
            Ok(KeptSlot {
                peer: PeerId::new(row.get(0)?),
                psk: Sensitive::new(row.get(1)?),
                message_psk: Sensitive::new(row.get(2)?),
                burnt: row.get(3)?,
            })
        },
    )
    .optional()
}

/// A slot counts no more.
pub(super) fn burn(c: &Connection, id: &RequestId, number: SlotNumber) -> rusqlite::Result<()> {
    c.execute(
        "update request_slot set burnt = 1 where request = ?1 and number = ?2",
        params![id.as_bytes(), number.get()],
    )
    .map(|_| ())
}

/// Whether a slot is left that somebody can open.
pub(super) fn anybody_left(c: &Connection, id: &RequestId) -> rusqlite::Result<bool> {
    c.query_row(
        "select exists (select 1 from request_slot where request = ?1 and burnt = 0)",
        [id.as_bytes()],
        |row| row.get(0),
    )
}

/// Who was asked.
pub(super) fn asked(c: &Connection, id: &RequestId) -> rusqlite::Result<Vec<PeerId>> {
    Ok(asked_in_rounds(c, id)?.concat())
}

/// Who was asked, round by round.
pub(super) fn asked_in_rounds(c: &Connection, id: &RequestId) -> rusqlite::Result<[Vec<PeerId>; ROUNDS]> {
    let mut query =
        c.prepare_cached("select number, peer from request_slot where request = ?1 order by number")?;
    let rows =
        query.query_map([id.as_bytes()], |row| Ok((row.get::<_, u8>(0)?, PeerId::new(row.get(1)?))))?;
    let mut rounds: [Vec<PeerId>; ROUNDS] = Default::default();
    for row in rows {
        let (number, peer) = row?;
        if let Some(round) = rounds.get_mut(usize::from(number) / SLOTS_PER_ROUND) {
            round.push(peer);
        }
    }
    Ok(rounds)
}

/// Keeps the peer's answer.
pub(super) fn put_answer(c: &Connection, id: &RequestId, answer: &Answer) -> rusqlite::Result<()> {
    let modalities = answer.modalities.iter().fold(0u8, |bits, modality| bits | 1 << modality.number());
    c.execute(
        "insert or replace into request_answer (request, peer, phone, modalities, message_key) values (?1, ?2, ?3, ?4, ?5)",
        params![
            id.as_bytes(),
            answer.peer.as_bytes(),
            answer.phone.as_ref().map(Phone::expose),
            modalities,
            answer.message_key.as_bytes()
        ],
    )
    .map(|_| ())
}

/// The peer's answer, and whether the officer's number was shared with that peer.
pub(super) fn answer(c: &Connection, id: &RequestId) -> rusqlite::Result<Option<(Answer, bool)>> {
    c.query_row(
        "select peer, phone, modalities, message_key, number_shared from request_answer where request = ?1",
        [id.as_bytes()],
        |row| {
            let bits: u8 = row.get(2)?;
            let answer = Answer {
                peer: PeerId::new(row.get(0)?),
                phone: row.get::<_, Option<String>>(1)?.and_then(|phone| Phone::parse(&phone)),
                modalities: Modality::ALL.iter().copied().filter(|m| bits & 1 << m.number() != 0).collect(),
                message_key: PublicKey::new(row.get(3)?),
            };
            Ok((answer, row.get(4)?))
        },
    )
    .optional()
}

/// The officer's number was shared.
pub(super) fn note_number_shared(c: &Connection, id: &RequestId) -> rusqlite::Result<()> {
    c.execute("update request_answer set number_shared = 1 where request = ?1", [id.as_bytes()]).map(|_| ())
}

/// Forgets the peer's answer.
pub(super) fn forget_answer(c: &Connection, id: &RequestId) -> rusqlite::Result<()> {
    c.execute("delete from request_answer where request = ?1", [id.as_bytes()]).map(|_| ())
}

const ENDS: [(End, &str); 6] = [
    (End::NotSent, "not_sent"),
    (End::Refused, "refused"),
    (End::Withdrawn, "withdrawn"),
    (End::Expired, "expired"),
    (End::NobodyLeft, "nobody_left"),
    (End::Completed, "completed"),
];

fn end_word(end: End) -> &'static str {
    ENDS.iter().find(|(listed, _)| *listed == end).map_or("", |(_, word)| word)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Kept> {
    let wrong =
        |column| rusqlite::Error::InvalidColumnType(column, "state".into(), rusqlite::types::Type::Text);
    let state = match row.get_ref(2)?.as_str()? {
        "sending" => State::Sending,
        "waiting" => State::Waiting { round: row.get(3)? },
        "answered" => State::Answered(Claim {
            relay: RelayId::new(row.get(4)?),
            rev: row.get(5)?,
            slot: SlotNumber::new(row.get(6)?).ok_or_else(|| wrong(6))?,
        }),
        _ => {
            let ending: String = row.get(7)?;
            let end = ENDS.iter().find(|(_, word)| *word == ending).map(|(end, _)| *end);
            State::Ended(end.ok_or_else(|| wrong(7))?)
        }
    };
    let secrets = match (row.get::<_, Option<[u8; 32]>>(12)?, row.get::<_, Option<[u8; 32]>>(13)?) {
        (Some(reply_key), Some(owner)) => {
            Some(Secrets { reply_key: PrivateKey::new(reply_key), owner: Sensitive::new(owner) })
        }
        _ => None,
    };
    Ok(Kept {
        id: RequestId::new(row.get(0)?),
        pool: PoolId::new(row.get(1)?),
        state,
        ladder: [duration(row.get(8)?), duration(row.get(9)?), duration(row.get(10)?)],
        commit: row.get(11)?,
        secrets,
        failed_to_send: row.get(14)?,
        answered: row.get::<_, Option<i64>>(15)?.map(duration),
        before: duration(row.get(16)?),
        mark: mark(row, 17)?,
    })
}
