//! Sealing a request: everything secret is drawn here, from one source.

use super::body::{Ask, Body};
use super::{
    ADMISSION, BODY, CLAIMS_LENGTH, HEAD, Header, Kind, REQUEST_LENGTH, ROUNDS, SLOTS, SLOTS_LENGTH,
    SLOTS_PER_ROUND, SealError, SlotNumber, expand, slot_info,
};
use crate::hpke_suite::{self, Exporter, PrivateKey, PublicKey};
use crate::ids::{Day, PeerId, PoolId, RelayId, RequestId};
use crate::layout::sha256;
use crate::order;
use crate::random::{Random, draw, shuffle};
use crate::sensitive::Sensitive;
use ring::aead;

/// What is to be sealed, and for whom.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The pool whose peers are asked.
    pub pool: PoolId,
    /// The relays that the request may be submitted to; each gets claim hashes of its own.
    pub relays: Vec<RelayId>,
    /// The day of the key snapshot used.
    pub snapshot_day: Day,
    /// What the officer asks for.
    pub ask: Ask,
    /// Who is asked in each round, at most eight; a peer at most once in the request, at least one in all.
    pub rounds: [Vec<Recipient>; ROUNDS],
}

/// One peer who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recipient {
    /// The peer.
    pub peer: PeerId,
    /// The peer's newest daily key.
    pub key: PublicKey,
}

/// A finished request, and what the officer's phone has to keep to go on with it.
#[derive(Debug, Clone)]
pub struct Sealed {
    /// The request's id.
    pub id: RequestId,
    /// The commitment to the content key, part of what an answer is bound to.
    pub commit: [u8; 32],
    /// The finished bytes for each relay.
    pub bytes: Vec<(RelayId, Box<[u8; REQUEST_LENGTH]>)>,
    /// The slots that somebody can open.
    pub slots: Vec<SealedSlot>,
    /// Opens the answer.
    pub reply_key: PrivateKey,
    /// Reads the owner's feed and decides; the relay gets its hash.
    pub owner_secret: Sensitive<[u8; 32]>,
}

impl Sealed {
    /// SHA-256 of the owner secret, as the relay keeps it.
    pub fn owner_hash(&self) -> [u8; 32] {
        sha256(&[self.owner_secret.expose()])
    }
}

/// What the officer's phone keeps of one real slot.
#[derive(Debug, Clone)]
pub struct SealedSlot {
    /// Its place.
    pub number: SlotNumber,
    /// Who can open it.
    pub peer: PeerId,
    /// Shared with that peer: proves who answers.
    pub psk: Sensitive<[u8; 32]>,
    /// Shared with that peer: for messages after the answer.
    pub message_psk: Sensitive<[u8; 32]>,
}

/// Seals a request. Id, content key, reply key, owner secret and every slot's key are drawn from `random` in this order:
/// id, content key, reply key, owner secret, admission; then for each round the shuffle of its slots, and for each slot (for an
/// empty one first the thrown-away key and id) the encapsulation and, per relay, the random hash of an empty slot.
pub fn seal(draft: &Draft, random: &dyn Random) -> Result<Sealed, SealError> {
    check_recipients(&draft.rounds)?;
    let id = RequestId::random(random)?;
    let cek = Sensitive::new(draw::<32>(random)?);
    let reply_key = PrivateKey::generate(random)?;
    let owner_secret = Sensitive::new(draw::<32>(random)?);

    let header = Header { kind: Kind::MemberBearer, day: draft.snapshot_day };
    let commit = *expand(cek.expose(), b"peerline/1 commit").expose();
    let body = Body { ask: draft.ask.clone(), reply_key: reply_key.public() };
    let body = seal_body(&body, cek.expose(), &body_aad(&draft.pool, &id, &header, &commit))?;
    let body_hash = sha256(&[&body]);
    let admission: [u8; ADMISSION] = draw(random)?;

    let head = [&header.to_bytes()[..], &commit, &body, &admission].concat();
    let mut bytes: Vec<_> = draft.relays.iter().map(|relay| (*relay, head.clone())).collect();
    let mut slots = Vec::with_capacity(SLOTS);
    for (round, recipients) in (1..).zip(&draft.rounds) {
        let mut places: Vec<Option<&Recipient>> = recipients.iter().map(Some).collect();
        places.resize(SLOTS_PER_ROUND, None);
        shuffle(random, &mut places)?;
        let mut claims = vec![Vec::with_capacity(CLAIMS_LENGTH); draft.relays.len()];
        for (number, place) in SlotNumber::of_round(round).zip(places) {
            let to = match place {
                Some(recipient) => *recipient,
                None => thrown_away(random)?,
            };
            let info = slot_info(&draft.pool, &id, &header, &commit, &body_hash, &to.peer);
            let (slot, exporter) = hpke_suite::seal(&to.key, None, &info, cek.expose(), random)?;
            for (_, bytes) in &mut bytes {
                bytes.extend_from_slice(&slot);
            }
            for (claims, relay) in claims.iter_mut().zip(&draft.relays) {
                claims.extend_from_slice(&match place {
                    Some(_) => sha256(&[claim_secret(&exporter, relay).expose()]),
                    None => draw(random)?,
                });
            }
            if place.is_some() {
                slots.push(SealedSlot {
                    number,
                    peer: to.peer,
                    psk: exporter.secret(ANSWER),
                    message_psk: exporter.secret(MESSAGE),
                });
            }
        }
        for ((_, bytes), claims) in bytes.iter_mut().zip(claims) {
            bytes.extend_from_slice(&claims);
        }
    }
    let bytes = bytes
        .into_iter()
        .map(|(relay, bytes)| {
            Ok((relay, bytes.into_boxed_slice().try_into().map_err(|_| SealError::TooLong)?))
        })
        .collect::<Result<_, SealError>>()?;
    Ok(Sealed { id, commit, bytes, slots, reply_key, owner_secret })
}

const _: () = assert!(HEAD + ROUNDS * (SLOTS_LENGTH + CLAIMS_LENGTH) == 3_384);

pub(super) const ANSWER: &[u8] = b"peerline/1 answer";
pub(super) const MESSAGE: &[u8] = b"peerline/1 message";

/// What lets its holder claim a slot at one relay.
pub(super) fn claim_secret(exporter: &Exporter, relay: &RelayId) -> Sensitive<[u8; 32]> {
    exporter.secret(&[&b"peerline/1 claim"[..], relay.as_bytes()].concat())
}

/// What the sealed body is bound to.
pub(super) fn body_aad(pool: &PoolId, id: &RequestId, header: &Header, commit: &[u8; 32]) -> Vec<u8> {
    [&pool.as_bytes()[..], id.as_bytes(), &header.to_bytes(), commit].concat()
}

/// The body's key, used for this one body only.
pub(super) fn body_key(cek: &[u8; 32]) -> Option<aead::LessSafeKey> {
    let key = expand(cek, b"peerline/1 body");
    aead::UnboundKey::new(&aead::CHACHA20_POLY1305, key.expose()).ok().map(aead::LessSafeKey::new)
}

/// Nonce 0: the key is used once.
pub(super) fn body_nonce() -> aead::Nonce {
    aead::Nonce::assume_unique_for_key([0; 12])
}

fn seal_body(body: &Body, cek: &[u8; 32], aad: &[u8]) -> Result<[u8; BODY], SealError> {
    let mut plain = body.to_padded().ok_or(SealError::TooLong)?;
    let key = body_key(cek).ok_or(SealError::BadKey)?;
    let tag = key.seal_in_place_separate_tag(body_nonce(), aead::Aad::from(aad), &mut plain[..]);
    let tag = tag.map_err(|_| SealError::TooLong)?;
    let mut sealed = [0; BODY];
    let (text, end) = sealed.split_at_mut(plain.len());
    text.copy_from_slice(&plain[..]);
    end.copy_from_slice(tag.as_ref());
    Ok(sealed)
}

/// A recipient who does not exist.
fn thrown_away(random: &dyn Random) -> Result<Recipient, SealError> {
    let key = PrivateKey::generate(random)?.public();
    Ok(Recipient { peer: PeerId::random(random)?, key })
}

fn check_recipients(rounds: &[Vec<Recipient>; ROUNDS]) -> Result<(), SealError> {
    let all = || rounds.iter().flatten();
    let distinct = order::distinct(all().map(|recipient| recipient.peer));
    let fits = rounds.iter().all(|round| round.len() <= SLOTS_PER_ROUND);
    if fits && distinct > 0 && distinct == all().count() { Ok(()) } else { Err(SealError::Recipients) }
}
