//! The answer of the peer who claims, and the messages after it.

use super::requests::source;
use super::{does_not_open, refused, text};
use crate::case::{Case, word};
use peerline_protocol::answer::{self, Answer, AnswerContext, Message, Phone};
use peerline_protocol::ids::{PoolId, RequestId};
use peerline_protocol::lists::Modality;
use peerline_protocol::request::{PrivateKey, PublicKey, SlotNumber};
use peerline_protocol::sensitive::Sensitive;
use serde_json::{Value, json};

pub(super) fn hash_secret(case: Case<'_>) -> Result<Value, String> {
    Ok(json!({ "sha256": text(answer::secret_hash(&case.fixed("secret")?)) }))
}

pub(super) fn seal(case: Case<'_>) -> Result<Value, String> {
    let said = case.part("answer")?;
    let answer = Answer {
        peer: said.parsed("peer")?,
        phone: phone(said)?,
        modalities: said
            .list("modalities")?
            .iter()
            .map(|value| word(value, Modality::of_word))
            .collect::<Result<_, _>>()?,
        message_key: PublicKey::new(said.fixed("message_key")?),
    };
    let reply_key = PublicKey::new(case.fixed("reply_key")?);
    let bound = Bound::of(case)?;
    Ok(match answer::seal_answer(&answer, &bound.context(), &psk(case)?, &reply_key, &source(case)?) {
        Ok(sealed) => json!({ "sealed": text(sealed) }),
        Err(why) => refused(why),
    })
}

pub(super) fn open(case: Case<'_>) -> Result<Value, String> {
    let reply_key = PrivateKey::new(case.fixed("reply_private_key")?);
    let (bound, slots_peer) = (Bound::of(case)?, case.parsed("slots_peer")?);
    let sealed = case.bytes("sealed")?;
    let opened = answer::open_answer(&sealed, &bound.context(), &psk(case)?, &reply_key, &slots_peer);
    Ok(opened.map_or_else(does_not_open, |answer| {
        json!({
            "peer": answer.peer.to_string(),
            "phone": answer.phone.as_ref().map(Phone::expose),
            "modalities": answer.modalities.iter().map(|modality| modality.word()).collect::<Vec<_>>(),
            "message_key": text(answer.message_key.as_bytes()),
        })
    }))
}

pub(super) fn seal_message(case: Case<'_>) -> Result<Value, String> {
    let message = phone(case)?.map_or(Message::Seen, Message::MyNumber);
    let (id, slot, rev) = (case.parsed("request_id")?, slot(case)?, case.number("rev")?);
    let key = PublicKey::new(case.fixed("message_key")?);
    Ok(match answer::seal_message(&message, &id, slot, rev, &psk(case)?, &key, &source(case)?) {
        Ok(sealed) => json!({ "sealed": text(sealed) }),
        Err(why) => refused(why),
    })
}

pub(super) fn open_message(case: Case<'_>) -> Result<Value, String> {
    let (id, slot, rev) = (case.parsed("request_id")?, slot(case)?, case.number("rev")?);
    let key = PrivateKey::new(case.fixed("message_private_key")?);
    let opened = answer::open_message(&case.bytes("sealed")?, &id, slot, rev, &psk(case)?, &key);
    Ok(match opened {
        None => does_not_open(),
        Some(Message::Seen) => json!({ "message": "seen", "phone": null }),
        Some(Message::MyNumber(phone)) => json!({ "message": "my_number", "phone": phone.expose() }),
    })
}

/// What an answer is bound to.
struct Bound {
    pool: PoolId,
    id: RequestId,
    commit: [u8; 32],
    slot: SlotNumber,
    holder_hash: [u8; 32],
}

impl Bound {
    fn of(case: Case<'_>) -> Result<Self, String> {
        Ok(Self {
            pool: case.parsed("pool")?,
            id: case.parsed("request_id")?,
            commit: case.fixed("commit")?,
            slot: slot(case)?,
            holder_hash: case.fixed("holder_hash")?,
        })
    }

    fn context(&self) -> AnswerContext<'_> {
        let Self { pool, id, commit, slot, holder_hash } = self;
        AnswerContext { pool, id, commit, slot: *slot, holder_hash }
    }
}

fn slot(case: Case<'_>) -> Result<SlotNumber, String> {
    SlotNumber::new(case.number("slot")?).ok_or_else(|| "`slot` is 0 to 23".to_owned())
}

fn psk(case: Case<'_>) -> Result<Sensitive<[u8; 32]>, String> {
    case.fixed("psk").map(Sensitive::new)
}

fn phone(case: Case<'_>) -> Result<Option<Phone>, String> {
    match case.0["phone"].as_str() {
        None => Ok(None),
        Some(number) => Phone::parse(number).map(Some).ok_or_else(|| "`phone` is no number".to_owned()),
    }
}
