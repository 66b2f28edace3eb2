//! Sealing a request, reading what a board shows, opening a slot.

use super::{does_not_open, refused, text};
use crate::case::{Case, word};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use peerline_protocol::answer::secret_hash;
use peerline_protocol::ids::{Day, Minute, PeerId, PoolId, RelayId, RequestId};
use peerline_protocol::lists::{Topic, Wish};
use peerline_protocol::pack::sha256;
use peerline_protocol::random::{Random as _, Repeating};
use peerline_protocol::request::{
    self, AcceptedLimits, Ask, BoardEntry, Body, Draft, Kind, PrivateKey, PublicKey, ROUNDS, Recipient,
    SLOTS, SealedRequest, SlotNumber,
};
use serde_json::{Value, json};

/// The first bytes of the repeating source, so that somebody else's can be compared before anything is sealed.
pub(super) fn random_bytes(case: Case<'_>) -> Result<Value, String> {
    let mut bytes = vec![0; case.number::<usize>("length")?.min(4096)];
    source(case)?.fill(&mut bytes).map_err(|error| error.to_string())?;
    Ok(json!({ "bytes": text(bytes) }))
}

pub(super) fn generate_key(case: Case<'_>) -> Result<Value, String> {
    let key = PrivateKey::generate(&source(case)?).map_err(|error| error.to_string())?;
    Ok(json!({ "private_key": text(key.expose()), "public_key": text(key.public().as_bytes()) }))
}

pub(super) fn seal_request(case: Case<'_>) -> Result<Value, String> {
    let draft = draft(case)?;
    let sealed = match request::seal(&draft, &source(case)?) {
        Ok(sealed) => sealed,
        Err(why) => return Ok(refused(why)),
    };
    let (_, first) = sealed.bytes.first().ok_or("`relays` is empty")?;
    let board = SealedRequest::parse(&first[..]).map_err(|why| why.to_string())?.board_bytes(ROUNDS as u8);
    let entry = BoardEntry::parse(&board).map_err(|why| why.to_string())?;
    let slots = sealed.slots.iter().map(|slot| {
        json!({
            "slot": slot.number.get(),
            "peer": slot.peer.to_string(),
            "psk": text(slot.psk.expose()),
            "message_psk": text(slot.message_psk.expose()),
        })
    });
    Ok(json!({
        "id": sealed.id.to_string(),
        "commit": text(sealed.commit),
        "body_sha256": text(sha256(&first[40..312])),
        "root": text(entry.root(&draft.pool, &sealed.id)),
        "reply_private_key": text(sealed.reply_key.expose()),
        "owner_secret": text(sealed.owner_secret.expose()),
        "owner_hash": text(sealed.owner_hash()),
        "slots": slots.collect::<Vec<_>>(),
        "requests": sealed.bytes.iter().map(|(_, bytes)| text(&bytes[..])).collect::<Vec<_>>(),
    }))
}

pub(super) fn parse_request(case: Case<'_>) -> Result<Value, String> {
    let request = match SealedRequest::parse(&case.bytes("request")?) {
        Ok(request) => request,
        Err(why) => return Ok(refused(why)),
    };
    let claim_hashes =
        (0..SLOTS as u8).filter_map(SlotNumber::new).map(|slot| text(request.claim_hash(slot)));
    let boards = [1, 2, 3].map(|rounds| request.board_bytes(rounds));
    let kind = match request.header().kind {
        Kind::MemberBearer => 0,
        Kind::Token => 1,
    };
    Ok(json!({
        "kind": kind,
        "day": request.header().day.0,
        "claim_hashes": claim_hashes.collect::<Vec<_>>(),
        "board_lengths": boards.each_ref().map(Vec::len),
        "board_sha256": boards.each_ref().map(|board| text(sha256(board))),
    }))
}

pub(super) fn parse_board(case: Case<'_>) -> Result<Value, String> {
    let (pool, id) = (case.parsed("pool")?, case.parsed("request_id")?);
    Ok(match BoardEntry::parse(&case.bytes("board")?) {
        Ok(entry) => json!({
            "day": entry.header.day.0,
            "rounds_open": entry.rounds_open(),
            "root": text(entry.root(&pool, &id)),
        }),
        Err(why) => refused(why),
    })
}

pub(super) fn open_slot(case: Case<'_>) -> Result<Value, String> {
    let (pool, id): (PoolId, RequestId) = (case.parsed("pool")?, case.parsed("request_id")?);
    let (me, key): (PeerId, _) = (case.parsed("peer")?, PrivateKey::new(case.fixed("private_key")?));
    let number = SlotNumber::new(case.number("slot")?).ok_or("`slot` is 0 to 23")?;
    let entry = match BoardEntry::parse(&case.bytes("board")?) {
        Ok(entry) => entry,
        Err(why) => return Ok(refused(why)),
    };
    let Some(opened) = request::open_slot(&entry, &pool, &id, &me, &key, number) else {
        return Ok(does_not_open());
    };
    let relays: Vec<RelayId> = relays(case)?;
    let claims = relays.iter().map(|relay| {
        let secret = opened.claim_secret(relay);
        json!({ "secret": text(secret.expose()), "sha256": text(secret_hash(secret.expose())) })
    });
    Ok(json!({
        "body": body(&opened.body),
        "commit": text(opened.commit),
        "claims": claims.collect::<Vec<_>>(),
        "psk": text(opened.psk().expose()),
        "message_psk": text(opened.message_psk().expose()),
    }))
}

pub(super) fn source(case: Case<'_>) -> Result<Repeating, String> {
    Ok(Repeating::new(case.fixed("random")?))
}

fn body(body: &Body) -> Value {
    let Body { ask, reply_key } = body;
    json!({
        "reply_key": text(reply_key.as_bytes()),
        "made": ask.made.0,
        "limits": { "id": ask.limits.id, "version": ask.limits.version },
        "wishes": ask.wishes.iter().map(|wish| wish.word()).collect::<Vec<_>>(),
        "topics": ask.topics.iter().map(|topic| topic.word()).collect::<Vec<_>>(),
        "language": ask.language,
    })
}

fn draft(case: Case<'_>) -> Result<Draft, String> {
    let mut rounds: [Vec<Recipient>; ROUNDS] = Default::default();
    let asked = case.list("rounds")?;
    if asked.len() > ROUNDS {
        return Err("`rounds` has more than three".to_owned());
    }
    for (round, asked) in rounds.iter_mut().zip(asked) {
        for recipient in asked.as_array().ok_or("a round is no list")? {
            let recipient = Case(recipient);
            round.push(Recipient {
                peer: recipient.parsed("peer")?,
                key: PublicKey::new(recipient.fixed("key")?),
            });
        }
    }
    Ok(Draft {
        pool: case.parsed("pool")?,
        relays: relays(case)?,
        snapshot_day: Day(case.number("snapshot_day")?),
        ask: ask(case.part("ask")?)?,
        rounds,
    })
}

fn ask(case: Case<'_>) -> Result<Ask, String> {
    let limits = case.part("limits")?;
    Ok(Ask {
        made: Minute(case.number("made")?),
        limits: AcceptedLimits { id: limits.text("id")?.to_owned(), version: limits.number("version")? },
        wishes: case
            .list("wishes")?
            .iter()
            .map(|value| word(value, Wish::of_word))
            .collect::<Result<_, _>>()?,
        topics: case
            .list("topics")?
            .iter()
            .map(|value| word(value, Topic::of_word))
            .collect::<Result<_, _>>()?,
        language: case.text("language")?.to_owned(),
    })
}

fn relays(case: Case<'_>) -> Result<Vec<RelayId>, String> {
    let id = |value: &Value| {
        let bytes = value.as_str().and_then(|text| URL_SAFE_NO_PAD.decode(text).ok());
        bytes.and_then(|bytes| bytes.try_into().ok()).map(RelayId::new)
    };
    case.list("relays")?.iter().map(|value| id(value).ok_or_else(|| format!("{value} is no relay"))).collect()
}
