//! The tables of duty in the duty file: `daily_key`, `duty`, `duty_break`, `published`, `offer`, `offer_claim`, `done_with`.

use super::rest::Break;
use super::rules::{Held, Offer, Over};
use crate::clock::Mark;
use crate::ids::{Day, Minute, RelayId, RequestId};
use crate::relay_client::outbox::{duration, mark, millis};
use crate::sensitive::Sensitive;
use peerline_protocol::answer::Phone;
use peerline_protocol::lists::{Topic, Wish};
use peerline_protocol::request::{AcceptedLimits, Ask, OpenedSlot, PrivateKey, PublicKey, SlotNumber};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use std::time::Duration;

/// A day's key.
#[derive(Debug, Clone)]
pub(super) struct KeptKey {
    pub(super) day: Day,
    pub(super) private: PrivateKey,
    pub(super) seq: u32,
}

/// All daily keys, oldest first.
pub(super) fn keys(c: &Connection) -> rusqlite::Result<Vec<KeptKey>> {
    let mut query = c.prepare_cached("select day, private, seq from daily_key order by day")?;
    let rows = query.query_map([], |row| {
        Ok(KeptKey { day: Day(row.get(0)?), private: PrivateKey::new(row.get(1)?), seq: row.get(2)? })
    })?;
    rows.collect()
}

/// Keeps a day's new key.
pub(super) fn put_key(c: &Connection, day: Day, private: &PrivateKey) -> rusqlite::Result<()> {
    c.execute(
        "insert into daily_key (day, private, seq) values (?1, ?2, 0)",
        params![day.0, private.expose()],
    )
    .map(|_| ())
}

/// The number of the day's next statement.
pub(super) fn set_seq(c: &Connection, day: Day, seq: u32) -> rusqlite::Result<()> {
    c.execute("update daily_key set seq = ?2 where day = ?1", params![day.0, seq]).map(|_| ())
}

/// Destroys the keys of these days.
pub(super) fn destroy_keys(c: &Connection, days: &[Day]) -> rusqlite::Result<()> {
    for day in days {
        c.execute("delete from daily_key where day = ?1", [day.0])?;
    }
    Ok(())
}

/// What the peer has said about being on call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OnCall {
    /// For this phone, at once; `Minute(0)`: off call.
    pub(super) until: Minute,
    /// For everybody else: what the statements say.
    pub(super) stated: Minute,
    /// From when on `until` may be stated.
    pub(super) state_from: Minute,
}

pub(super) fn on_call(c: &Connection) -> rusqlite::Result<OnCall> {
    let found = c
        .query_row("select on_call_until, stated_until, state_from from duty", [], |row| {
            Ok(OnCall {
                until: Minute(row.get(0)?),
                stated: Minute(row.get(1)?),
                state_from: Minute(row.get(2)?),
            })
        })
        .optional()?;
    Ok(found.unwrap_or(OnCall { until: Minute(0), stated: Minute(0), state_from: Minute(0) }))
}

pub(super) fn set_on_call(c: &Connection, on_call: OnCall) -> rusqlite::Result<()> {
    c.execute(
        "insert or replace into duty (only, on_call_until, stated_until, state_from) values (1, ?1, ?2, ?3)",
        params![on_call.until.0, on_call.stated.0, on_call.state_from.0],
    )
    .map(|_| ())
}

/// The break that was taken last, whether or not it still lasts.
pub(super) fn taken_break(c: &Connection) -> rusqlite::Result<Option<Break>> {
    let until = |row: &Row<'_>| row.get::<_, Option<u32>>(0);
    let found = c.query_row("select until from duty_break", [], until).optional()?;
    Ok(found.map(|until| until.map_or(Break::UntilTakenBack, |until| Break::Until(Minute(until)))))
}

pub(super) fn set_break(c: &Connection, taken: Option<Break>) -> rusqlite::Result<()> {
    let until = match taken {
        None => return c.execute("delete from duty_break", []).map(|_| ()),
        Some(Break::Until(until)) => Some(until.0),
        Some(Break::UntilTakenBack) => None,
    };
    c.execute("insert or replace into duty_break (only, until) values (1, ?1)", [until]).map(|_| ())
}

/// The newest statement that a relay has taken: day, number, on call until.
pub(super) fn published(c: &Connection, relay: &RelayId) -> rusqlite::Result<Option<(Day, u32, Minute)>> {
    c.query_row(
        "select day, seq, on_call_until from published where relay = ?1 and refused is null",
        [relay.as_bytes()],
        |row| Ok((Day(row.get(0)?), row.get(1)?, Minute(row.get(2)?))),
    )
    .optional()
}

/// Notes what a relay has taken, or the word for why it refused.
pub(super) fn set_published(
    c: &Connection,
    relay: &RelayId,
    day: Day,
    seq: u32,
    until: Minute,
    refused: Option<&str>,
) -> rusqlite::Result<()> {
    c.execute(
        "insert or replace into published (relay, day, seq, on_call_until, refused) values (?1, ?2, ?3, ?4, ?5)",
        params![relay.as_bytes(), day.0, seq, until.0, refused],
    )
    .map(|_| ())
}

/// Why relays refuse this peer's statements, if one does.
pub(super) fn refused_publication(c: &Connection) -> rusqlite::Result<Option<String>> {
    c.query_row("select refused from published where refused is not null limit 1", [], |row| row.get(0))
        .optional()
}

/// A request that one of this peer's keys opened.
#[derive(Debug, Clone)]
pub(super) struct KeptOffer {
    pub(super) id: RequestId,
    pub(super) offer: Offer,
    pub(super) relay: RelayId,
    pub(super) board_rev: u32,
    pub(super) slot: SlotNumber,
    pub(super) ask: Ask,
    pub(super) commit: [u8; 32],
    pub(super) reply_key: PublicKey,
    pub(super) secrets: Option<OfferSecrets>,
    pub(super) claim: Option<ClaimSecrets>,
    pub(super) cursor: Option<String>,
    left: Duration,
    mark: Mark,
}

/// What proves to the officer who answers.
#[derive(Debug, Clone)]
pub(super) struct OfferSecrets {
    pub(super) psk: Sensitive<[u8; 32]>,
    pub(super) message_psk: Sensitive<[u8; 32]>,
}

/// What this phone made when it claimed.
#[derive(Debug, Clone)]
pub(super) struct ClaimSecrets {
    pub(super) holder: Sensitive<[u8; 32]>,
    pub(super) message_key: PrivateKey,
}

impl KeptOffer {
    /// How long the request is still open, by this phone's own clock.
    pub(super) fn left(&self, now: &Mark) -> Duration {
        self.left.saturating_sub(now.since(&self.mark))
    }
}

/// How a relay's board shows a request.
#[derive(Clone, Copy)]
pub(super) struct OnBoard {
    pub(super) relay: RelayId,
    pub(super) rev: u32,
    pub(super) left: Duration,
    pub(super) now: Mark,
}

/// Keeps a request that was opened.
pub(super) fn insert_offer(
    c: &Connection,
    id: &RequestId,
    opened: &OpenedSlot,
    claims: &[(RelayId, Sensitive<[u8; 32]>)],
    shown: &OnBoard,
) -> rusqlite::Result<()> {
    let OnBoard { relay, rev, left, now } = shown;
    let ask = &opened.body.ask;
    let wishes: Vec<u8> = ask.wishes.iter().map(|wish| wish.number()).collect();
    let topics: Vec<u8> = ask.topics.iter().map(|topic| topic.number()).collect();
    c.execute(
        "insert into offer (id, state, relay, board_rev, slot, made, limits_id, limits_version, wishes, topics, language,
                            commitment, reply_key, psk, message_psk, left_ms, mark_wall, mark_boot, mark_up_ms)
         values (?1, 'open', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
        params![
            id.as_bytes(),
            relay.as_bytes(),
            rev,
            opened.number.get(),
            ask.made.0,
            ask.limits.id,
            ask.limits.version,
            wishes,
            topics,
            ask.language,
            opened.commit,
            opened.body.reply_key.as_bytes(),
            opened.psk().expose(),
            opened.message_psk().expose(),
            millis(*left),
            now.wall.timestamp_millis(),
            now.uptime.boot.cast_signed(),
            millis(now.uptime.elapsed)
        ],
    )?;
    for (relay, secret) in claims {
        c.execute(
            "insert into offer_claim (id, relay, secret) values (?1, ?2, ?3)",
            params![id.as_bytes(), relay.as_bytes(), secret.expose()],
        )?;
    }
    Ok(())
}

/// What the board says of a known request: relay, revision and time left.
pub(super) fn note_board(c: &Connection, id: &RequestId, shown: &OnBoard) -> rusqlite::Result<()> {
    let OnBoard { relay, rev, left, now } = shown;
    c.execute(
        "update offer set relay = ?2, board_rev = ?3, left_ms = ?4, mark_wall = ?5, mark_boot = ?6, mark_up_ms = ?7
         where id = ?1",
        params![
            id.as_bytes(),
            relay.as_bytes(),
            rev,
            millis(*left),
            now.wall.timestamp_millis(),
            now.uptime.boot.cast_signed(),
            millis(now.uptime.elapsed)
        ],
    )
    .map(|_| ())
}

/// Where an offer stands now.
pub(super) fn set_offer(c: &Connection, id: &RequestId, offer: &Offer) -> rusqlite::Result<()> {
    let none = (None, false, None, None);
    let (word, (rev, seen, phone, over)) = match offer {
        Offer::Open => ("open", none),
        Offer::Hidden => ("hidden", none),
        Offer::Claiming => ("claiming", none),
        Offer::Held(held) => {
            ("held", (Some(held.rev), held.seen, held.phone.as_ref().map(Phone::expose), None))
        }
        Offer::Over(why) => ("over", (None, false, None, Some(over_word(*why)))),
    };
    c.execute(
        "update offer set state = ?2, held_rev = ?3, seen = ?4, phone = ?5, over = ?6 where id = ?1",
        params![id.as_bytes(), word, rev, seen, phone, over],
    )
    .map(|_| ())
}

/// Keeps what the claim was made with.
pub(super) fn set_claim(c: &Connection, id: &RequestId, claim: &ClaimSecrets) -> rusqlite::Result<()> {
    c.execute(
        "update offer set holder_secret = ?2, message_key = ?3 where id = ?1",
        params![id.as_bytes(), claim.holder.expose(), claim.message_key.expose()],
    )
    .map(|_| ())
}

/// How far the holder's feed was read.
pub(super) fn set_cursor(c: &Connection, id: &RequestId, cursor: &str) -> rusqlite::Result<()> {
    c.execute("update offer set cursor = ?2 where id = ?1", params![id.as_bytes(), cursor]).map(|_| ())
}

/// The claim secret of an offer at a relay.
pub(super) fn claim_secret(
    c: &Connection,
    id: &RequestId,
    relay: &RelayId,
) -> rusqlite::Result<Option<Sensitive<[u8; 32]>>> {
    let query = "select secret from offer_claim where id = ?1 and relay = ?2";
    c.query_row(query, params![id.as_bytes(), relay.as_bytes()], |row| row.get(0).map(Sensitive::new))
        .optional()
}

/// Forgets what opens and claims a request, and remembers its id as done with.
pub(super) fn be_done(c: &Connection, id: &RequestId, until: i64) -> rusqlite::Result<()> {
    c.execute(
        "update offer set psk = null, message_psk = null, holder_secret = null, message_key = null where id = ?1",
        [id.as_bytes()],
    )?;
    c.execute("delete from offer_claim where id = ?1", [id.as_bytes()])?;
    c.execute("insert or replace into done_with (id, until) values (?1, ?2)", params![id.as_bytes(), until])
        .map(|_| ())
}

/// Whether an id is never to be shown again.
pub(super) fn is_done_with(c: &Connection, id: &RequestId) -> rusqlite::Result<bool> {
    c.query_row("select exists (select 1 from done_with where id = ?1)", [id.as_bytes()], |row| row.get(0))
}

/// Forgets ids, and what is shown of requests that are over, after their time. `now` and `until` are seconds since 1970.
pub(super) fn forget_old(c: &Connection, now: i64) -> rusqlite::Result<()> {
    c.execute(
        "delete from offer where state = 'over' and id in (select id from done_with where until <= ?1)",
        [now],
    )?;
    c.execute("delete from done_with where until <= ?1", [now]).map(|_| ())
}

/// Takes an offer that is over off the screen.
pub(super) fn dismiss(c: &Connection, id: &RequestId) -> rusqlite::Result<()> {
    c.execute("delete from offer where id = ?1 and state = 'over'", [id.as_bytes()]).map(|_| ())
}

const COLUMNS: &str = "select id, state, over, relay, board_rev, held_rev, slot, made, limits_id, limits_version, wishes, topics,
    language, commitment, reply_key, psk, message_psk, holder_secret, message_key, seen, phone, cursor, left_ms, mark_wall, mark_boot,
    mark_up_ms from offer";

/// All offers, the oldest first.
pub(super) fn offers(c: &Connection) -> rusqlite::Result<Vec<KeptOffer>> {
    let mut query = c.prepare_cached(&format!("{COLUMNS} order by made, id"))?;
    query.query_map([], read)?.collect()
}

/// One offer.
pub(super) fn offer(c: &Connection, id: &RequestId) -> rusqlite::Result<Option<KeptOffer>> {
    c.query_row(&format!("{COLUMNS} where id = ?1"), [id.as_bytes()], read).optional()
}

fn read(row: &Row<'_>) -> rusqlite::Result<KeptOffer> {
    let wrong =
        |column| rusqlite::Error::InvalidColumnType(column, "offer".into(), rusqlite::types::Type::Blob);
    let offer = match row.get_ref(1)?.as_str()? {
        "open" => Offer::Open,
        "hidden" => Offer::Hidden,
        "claiming" => Offer::Claiming,
        "held" => Offer::Held(Held {
            rev: row.get(5)?,
            seen: row.get(19)?,
            phone: row.get::<_, Option<String>>(20)?.and_then(|phone| Phone::parse(&phone)),
        }),
        _ => {
            let word: String = row.get(2)?;
            let over = OVER.iter().find(|(_, listed)| *listed == word).map(|(over, _)| *over);
            Offer::Over(over.ok_or_else(|| wrong(2))?)
        }
    };
    let wishes: Vec<u8> = row.get(10)?;
    let topics: Vec<u8> = row.get(11)?;
    let secret = |column: usize| row.get::<_, Option<[u8; 32]>>(column);
    let secrets = secret(15)?.zip(secret(16)?).map(|(psk, message_psk)| OfferSecrets {
        psk: Sensitive::new(psk),
        message_psk: Sensitive::new(message_psk),
    });
    let claim = secret(17)?.zip(secret(18)?).map(|(holder, message_key)| ClaimSecrets {
        holder: Sensitive::new(holder),
        message_key: PrivateKey::new(message_key),
    });
    Ok(KeptOffer {
        id: RequestId::new(row.get(0)?),
        offer,
        relay: RelayId::new(row.get(3)?),
        board_rev: row.get(4)?,
        slot: SlotNumber::new(row.get(6)?).ok_or_else(|| wrong(6))?,
        ask: Ask {
            made: Minute(row.get(7)?),
            limits: AcceptedLimits { id: row.get(8)?, version: row.get(9)? },
            wishes: wishes.iter().filter_map(|number| Wish::of_number(*number)).collect(),
            topics: topics.iter().filter_map(|number| Topic::of_number(*number)).collect(),
            language: row.get(12)?,
        },
        commit: row.get(13)?,
        reply_key: PublicKey::new(row.get(14)?),
        secrets,
        claim,
        cursor: row.get(21)?,
        left: duration(row.get(22)?),
        mark: mark(row, 23)?,
    })
}

const OVER: [(Over, &str); 7] = [
    (Over::Taken, "taken"),
    (Over::Released, "released"),
    (Over::Declined, "declined"),
    (Over::PassedOn, "passed_on"),
    (Over::Withdrawn, "withdrawn"),
    (Over::Expired, "expired"),
    (Over::Completed, "completed"),
];

fn over_word(over: Over) -> &'static str {
    OVER.iter().find(|(listed, _)| *listed == over).map_or("", |(_, word)| word)
}
