//! Opening a slot on a peer's phone: one try per slot and key, nothing shown unless slot, commitment and body all hold.

use super::seal::{ANSWER, MESSAGE, body_aad, body_key, body_nonce, claim_secret};
use super::{BoardEntry, Body, Kind, SlotNumber, expand, slot_info};
use crate::hpke_suite::{self, Exporter, PrivateKey};
use crate::ids::{PeerId, PoolId, RelayId, RequestId};
use crate::layout::sha256;
use crate::sensitive::{Sensitive, same_bytes};
use ring::aead;
use zeroize::Zeroizing;

/// A slot that this peer's key opened.
pub struct OpenedSlot {
    /// Its place.
    pub number: SlotNumber,
    /// What the officer asks for, and the key to answer to.
    pub body: Body,
    /// The commitment, part of what the answer is bound to.
    pub commit: [u8; 32],
    exporter: Exporter,
}

impl std::fmt::Debug for OpenedSlot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OpenedSlot")
    }
}

impl OpenedSlot {
    /// What claims this slot at one relay.
    pub fn claim_secret(&self, relay: &RelayId) -> Sensitive<[u8; 32]> {
        claim_secret(&self.exporter, relay)
    }

    /// What proves to the officer who answers.
    pub fn psk(&self) -> Sensitive<[u8; 32]> {
        self.exporter.secret(ANSWER)
    }

    /// What later messages are sealed with.
    pub fn message_psk(&self) -> Sensitive<[u8; 32]> {
        self.exporter.secret(MESSAGE)
    }
}

/// Tries one key on one slot of an entry. `None`: the slot is for somebody else, or something about it does not hold.
pub fn open_slot(
    entry: &BoardEntry,
    pool: &PoolId,
    id: &RequestId,
    me: &PeerId,
    key: &PrivateKey,
    number: SlotNumber,
) -> Option<OpenedSlot> {
    if entry.header.kind != Kind::MemberBearer {
        return None;
    }
    let slot = entry.slots.get(usize::from(number.get()))?;
    let info = slot_info(pool, id, &entry.header, &entry.commit, &sha256(&[&entry.body]), me);
    let (cek, exporter) = hpke_suite::open(key, None, &info, slot)?;
    let cek = Zeroizing::new(cek.first_chunk::<32>().copied()?);
    if !same_bytes(expand(&cek, b"peerline/1 commit").expose(), &entry.commit) {
        return None;
    }
    let mut sealed = Zeroizing::new(entry.body);
    let aad = body_aad(pool, id, &entry.header, &entry.commit);
    let plain = body_key(&cek)?.open_in_place(body_nonce(), aead::Aad::from(aad), &mut sealed[..]).ok()?;
    let body = Body::parse(plain)?;
    Some(OpenedSlot { number, body, commit: entry.commit, exporter })
}
