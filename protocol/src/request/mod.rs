//! The request: one size for everybody, whoever is asked.
//!
//! [`SealedRequest`] is the 3,384 bytes as the relay gets them; [`BoardEntry`] what peers read of it. Sealing is in [`seal`],
//! opening a slot in [`open`], what only the chosen peers read in [`body`].

pub mod body;
pub mod open;
pub mod seal;

#[cfg(test)]
mod tests;

use crate::ids::{Day, PeerId, PoolId, RequestId};
use crate::layout::{Reader, sha256};

pub use crate::hpke_suite::{PrivateKey, PublicKey, SealError};
pub use body::{AcceptedLimits, Ask, Body};
pub use open::{OpenedSlot, open_slot};
pub use seal::{Draft, Recipient, Sealed, SealedSlot, seal};

/// Slots in a round.
pub const SLOTS_PER_ROUND: usize = 8;
/// Rounds in a request.
pub const ROUNDS: usize = 3;
/// Slots in a request.
pub const SLOTS: usize = SLOTS_PER_ROUND * ROUNDS;
/// Bytes of a request as submitted to one relay.
pub const REQUEST_LENGTH: usize = HEAD + ROUNDS * (SLOTS_LENGTH + CLAIMS_LENGTH);
/// The largest request body's plain text, padding included.
pub(crate) const BODY_PLAIN: usize = 256;

const HEADER: usize = 8;
const BODY: usize = BODY_PLAIN + 16;
const ADMISSION: usize = 384;
const HEAD: usize = HEADER + 32 + BODY + ADMISSION;
const SLOT: usize = 32 + 48;
const SLOTS_LENGTH: usize = SLOTS_PER_ROUND * SLOT;
const CLAIMS_LENGTH: usize = SLOTS_PER_ROUND * 32;
const VERSION: u8 = 1;
const SUITE: u8 = 1;

/// How the request is admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 0: by the member bearer of the pool, the same for all.
    MemberBearer,
    /// 1: by an anonymous token. The bytes are reserved; this version refuses them.
    Token,
}

/// The first eight bytes: version, suite, kind and the day of the key snapshot that was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// How the request is admitted.
    pub kind: Kind,
    /// The day of the key snapshot.
    pub day: Day,
}

impl Header {
    /// The header's bytes.
    pub fn to_bytes(self) -> [u8; HEADER] {
        let mut bytes = [VERSION, SUITE, 0, 0, 0, 0, 0, 0];
        bytes[2] = match self.kind {
            Kind::MemberBearer => 0,
            Kind::Token => 1,
        };
        bytes[4..].copy_from_slice(&self.day.0.to_be_bytes());
        bytes
    }

    fn parse(bytes: [u8; HEADER]) -> Result<Self, Refused> {
        let [version, suite, kind, zero, day @ ..] = bytes;
        match (version, suite, zero) {
            (VERSION, SUITE, 0) => {}
            (VERSION, SUITE, _) => return Err(Refused::Malformed),
            _ => return Err(Refused::UnknownVersion),
        }
        let kind = match kind {
            0 => Kind::MemberBearer,
            1 => Kind::Token,
            _ => return Err(Refused::Malformed),
        };
        Ok(Self { kind, day: Day(u32::from_be_bytes(day)) })
    }
}

/// Why bytes are not a request, or not one for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Not the one length that a request has.
    #[error("not the length of a request")]
    WrongLength,
    /// A version or suite of another time.
    #[error("a version or suite that is not known here")]
    UnknownVersion,
    /// A field that has one possible value has another.
    #[error("not a request")]
    Malformed,
    /// The slots are not those that the request's root names.
    #[error("the slots were changed")]
    Altered,
}

/// A slot's place in a request, 0 to 23; eight to a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotNumber(u8);

impl SlotNumber {
    /// A slot number from the wire.
    pub fn new(number: u8) -> Option<Self> {
        (usize::from(number) < SLOTS).then_some(Self(number))
    }

    /// 0 to 23.
    pub fn get(self) -> u8 {
        self.0
    }

    /// The round that opens it, 1 to 3.
    pub fn round(self) -> u8 {
        self.0 / SLOTS_PER_ROUND as u8 + 1
    }

    /// All slots of a round, 1 to 3.
    pub fn of_round(round: u8) -> impl Iterator<Item = Self> {
        let first = (round.clamp(1, ROUNDS as u8) - 1) * SLOTS_PER_ROUND as u8;
        (first..first + SLOTS_PER_ROUND as u8).map(Self)
    }

    fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A request as one relay gets it, checked for its form and nothing else.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedRequest {
    header: Header,
    bytes: Box<[u8; REQUEST_LENGTH]>,
}

impl std::fmt::Debug for SealedRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealedRequest")
    }
}

impl SealedRequest {
    /// Reads the 3,384 bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, Refused> {
        let bytes: Box<[u8; REQUEST_LENGTH]> =
            bytes.to_vec().into_boxed_slice().try_into().map_err(|_| Refused::WrongLength)?;
        let header = Header::parse(bytes.first_chunk().copied().ok_or(Refused::WrongLength)?)?;
        Ok(Self { header, bytes })
    }

    /// The bytes as they were submitted.
    pub fn as_bytes(&self) -> &[u8; REQUEST_LENGTH] {
        &self.bytes
    }

    /// Version, suite, kind and day.
    pub fn header(&self) -> Header {
        self.header
    }

    /// SHA-256 of the claim secret of a slot for this relay.
    pub fn claim_hash(&self, slot: SlotNumber) -> [u8; 32] {
        let (round, place) = (slot.index() / SLOTS_PER_ROUND, slot.index() % SLOTS_PER_ROUND);
        let at = round_at(round) + SLOTS_LENGTH + place * 32;
        self.bytes[at..].first_chunk().copied().unwrap_or_default()
    }

    /// What the board shows while rounds 1 to `rounds_open` (at most 3) are open: 1,432, 2,072 or 2,712 bytes.
    pub fn board_bytes(&self, rounds_open: u8) -> Vec<u8> {
        let slots = |round: usize| &self.bytes[round_at(round)..round_at(round) + SLOTS_LENGTH];
        let mut board = self.bytes[..HEAD].to_vec();
        for round in 0..ROUNDS {
            board.extend_from_slice(&sha256(&[slots(round)]));
        }
        for round in 0..usize::from(rounds_open).min(ROUNDS) {
            board.extend_from_slice(slots(round));
        }
        board
    }
}

/// Where a round's slots begin.
const fn round_at(round: usize) -> usize {
    HEAD + round * (SLOTS_LENGTH + CLAIMS_LENGTH)
}

/// A request as the board shows it to peers, its slots checked against the hashes that its root binds.
#[derive(Clone)]
pub struct BoardEntry {
    /// Version, suite, kind and day.
    pub header: Header,
    commit: [u8; 32],
    body: [u8; BODY],
    round_hashes: [[u8; 32]; ROUNDS],
    slots: Vec<[u8; SLOT]>,
}

impl std::fmt::Debug for BoardEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BoardEntry")
    }
}

impl BoardEntry {
    /// Reads what a board shows; refuses slots that are not those which the round hashes name.
    pub fn parse(bytes: &[u8]) -> Result<Self, Refused> {
        let mut reader = Reader::new(bytes);
        let header = Header::parse(reader.array().ok_or(Refused::WrongLength)?)?;
        let mut entry = Self {
            header,
            commit: reader.array().ok_or(Refused::WrongLength)?,
            body: reader.array().ok_or(Refused::WrongLength)?,
            round_hashes: [[0; 32]; ROUNDS],
            slots: Vec::with_capacity(SLOTS),
        };
        // Of kind 0 there is nothing to check here; kind 1 is refused before any slot is tried.
        reader.take(ADMISSION).ok_or(Refused::WrongLength)?;
        for hash in &mut entry.round_hashes {
            *hash = reader.array().ok_or(Refused::WrongLength)?;
        }
        for hash in entry.round_hashes {
            if reader.finished() {
                break;
            }
            let slots = reader.take(SLOTS_LENGTH).ok_or(Refused::WrongLength)?;
            if sha256(&[slots]) != hash {
                return Err(Refused::Altered);
            }
            entry.slots.extend(slots.chunks_exact(SLOT).filter_map(|slot| slot.first_chunk().copied()));
        }
        if entry.slots.is_empty() || !reader.finished() {
            return Err(Refused::WrongLength);
        }
        Ok(entry)
    }

    /// Rounds whose slots are shown, 1 to 3.
    pub fn rounds_open(&self) -> u8 {
        (self.slots.len() / SLOTS_PER_ROUND) as u8
    }

    /// What admission of kind 1 signs: everything that peers rely on, the slots of later rounds included.
    pub fn root(&self, pool: &PoolId, id: &RequestId) -> [u8; 32] {
        let [first, second, third] = &self.round_hashes;
        sha256(&[
            b"peerline/1 root",
            pool.as_bytes(),
            id.as_bytes(),
            &self.header.to_bytes(),
            &self.commit,
            &sha256(&[&self.body]),
            first,
            second,
            third,
        ])
    }
}

/// What binds a slot to its request and to one peer.
fn slot_info(
    pool: &PoolId,
    id: &RequestId,
    header: &Header,
    commit: &[u8; 32],
    body_hash: &[u8; 32],
    peer: &PeerId,
) -> Vec<u8> {
    let header = header.to_bytes();
    [&b"peerline/1 slot"[..], pool.as_bytes(), id.as_bytes(), &header, commit, body_hash, peer.as_bytes()]
        .concat()
}

/// `HKDF-Expand(cek, label)`, 32 bytes (RFC 5869).
fn expand(cek: &[u8; 32], label: &[u8]) -> crate::sensitive::Sensitive<[u8; 32]> {
    struct Length;
    impl ring::hkdf::KeyType for Length {
        fn len(&self) -> usize {
            32
        }
    }
    let mut key = crate::sensitive::Sensitive::new([0; 32]);
    let prk = ring::hkdf::Prk::new_less_safe(ring::hkdf::HKDF_SHA256, cek);
    // Expanding fails only for more than 255 hash lengths; 32 bytes never are.
    let _ = prk.expand(&[label], Length).and_then(|okm| okm.fill(key.expose_mut()));
    key
}
