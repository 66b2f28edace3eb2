//! The answer of the peer who claims, and the messages after it: 560 bytes each, whatever they say.
//!
//! Both are sealed in HPKE's PSK mode with a secret that only that slot's peer and the officer share: that proves who wrote
//! them without a signature.

use crate::hpke_suite::{self, PrivateKey, Psk, PublicKey, SealError};
use crate::ids::{PeerId, PoolId, RequestId};
use crate::layout::{Reader, pad, put_short, sha256, unpad};
use crate::lists::Modality;
use crate::random::Random;
use crate::request::SlotNumber;
use crate::sensitive::Sensitive;
use zeroize::Zeroizing;

/// Bytes of a sealed answer or message.
pub const SEALED_LENGTH: usize = 32 + PLAIN + 16;

const PLAIN: usize = 512;
const VERSION: u8 = 1;
const PHONE: usize = 16;

/// What the peer tells the officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Who answers; must be the peer of the slot.
    pub peer: PeerId,
    /// The number to call or text, if the peer gives one.
    pub phone: Option<Phone>,
    /// How the peer can be reached.
    pub modalities: Vec<Modality>,
    /// The key that messages to the peer are sealed to.
    pub message_key: PublicKey,
}

/// A phone number in E.164 form. Never printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone(Sensitive<String>);

impl Phone {
    /// `+` and 7 to 15 digits, the first not zero (ITU-T E.164).
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('+')?;
        let fits = (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        (fits && !digits.starts_with('0')).then(|| Self(Sensitive::new(text.to_owned())))
    }

    /// The number, to be dialled or shown.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

/// What an answer is bound to, known to both sides.
#[derive(Debug, Clone, Copy)]
pub struct AnswerContext<'a> {
    /// The pool.
    pub pool: &'a PoolId,
    /// The request.
    pub id: &'a RequestId,
    /// The request's commitment.
    pub commit: &'a [u8; 32],
    /// The slot that was claimed.
    pub slot: SlotNumber,
    /// SHA-256 of the holder secret.
    pub holder_hash: &'a [u8; 32],
}

impl AnswerContext<'_> {
    fn info(&self) -> Vec<u8> {
        [
            &b"peerline/1 answer"[..],
            self.pool.as_bytes(),
            self.id.as_bytes(),
            self.commit,
            &[self.slot.get()],
            self.holder_hash,
        ]
        .concat()
    }
}

/// Seals an answer with the slot's PSK to the request's reply key.
pub fn seal_answer(
    answer: &Answer,
    context: &AnswerContext<'_>,
    psk: &Sensitive<[u8; 32]>,
    reply_key: &PublicKey,
    random: &dyn Random,
) -> Result<[u8; SEALED_LENGTH], SealError> {
    let mut out = Zeroizing::new(vec![VERSION]);
    out.extend_from_slice(answer.peer.as_bytes());
    out.extend_from_slice(answer.message_key.as_bytes());
    out.push(answer.modalities.iter().fold(0, |bits, modality| bits | 1 << modality.number()));
    let phone = answer.phone.as_ref().map_or("", Phone::expose);
    put_short(&mut out, phone.as_bytes(), PHONE).ok_or(SealError::TooLong)?;
    seal_padded(&out, &context.info(), psk, context.id, context.slot, reply_key, random)
}

/// Opens an answer with the PSK of the slot that was claimed. `None` unless it is whole, for this claim and by that slot's peer.
pub fn open_answer(
    sealed: &[u8],
    context: &AnswerContext<'_>,
    psk: &Sensitive<[u8; 32]>,
    reply_key: &PrivateKey,
    slots_peer: &PeerId,
) -> Option<Answer> {
    let plain = open_padded(sealed, &context.info(), psk, context.id, context.slot, reply_key)?;
    let mut reader = Reader::new(unpad(&plain)?);
    if reader.u8()? != VERSION {
        return None;
    }
    let peer = PeerId::new(reader.array()?);
    let message_key = PublicKey::new(reader.array()?);
    let bits = reader.u8()?;
    let modalities =
        Modality::ALL.iter().copied().filter(|modality| bits & 1 << modality.number() != 0).collect();
    let phone = match std::str::from_utf8(reader.short(PHONE)?).ok()? {
        "" => None,
        text => Some(Phone::parse(text)?),
    };
    (reader.finished() && peer == *slots_peer).then_some(Answer { peer, phone, modalities, message_key })
}

/// What the officer's phone tells the peer who holds the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// The officer's phone has opened the answer.
    Seen,
    /// The officer gives a number to be called at.
    MyNumber(Phone),
}

/// Seals a message for the claim of revision `rev`.
pub fn seal_message(
    message: &Message,
    id: &RequestId,
    slot: SlotNumber,
    rev: u32,
    message_psk: &Sensitive<[u8; 32]>,
    message_key: &PublicKey,
    random: &dyn Random,
) -> Result<[u8; SEALED_LENGTH], SealError> {
    let mut out = Zeroizing::new(vec![VERSION]);
    match message {
        Message::Seen => out.push(0),
        Message::MyNumber(phone) => {
            out.push(1);
            put_short(&mut out, phone.expose().as_bytes(), PHONE).ok_or(SealError::TooLong)?;
        }
    }
    seal_padded(&out, &message_info(id, rev), message_psk, id, slot, message_key, random)
}

/// Opens a message for the claim of revision `rev`.
pub fn open_message(
    sealed: &[u8],
    id: &RequestId,
    slot: SlotNumber,
    rev: u32,
    message_psk: &Sensitive<[u8; 32]>,
    message_key: &PrivateKey,
) -> Option<Message> {
    let plain = open_padded(sealed, &message_info(id, rev), message_psk, id, slot, message_key)?;
    let mut reader = Reader::new(unpad(&plain)?);
    if reader.u8()? != VERSION {
        return None;
    }
    let message = match reader.u8()? {
        0 => Message::Seen,
        1 => Message::MyNumber(Phone::parse(std::str::from_utf8(reader.short(PHONE)?).ok()?)?),
        _ => return None,
    };
    reader.finished().then_some(message)
}

/// SHA-256 of an owner's, holder's, claim's or bearer's secret, as the relay keeps it.
pub fn secret_hash(secret: &[u8; 32]) -> [u8; 32] {
    sha256(&[secret])
}

fn message_info(id: &RequestId, rev: u32) -> Vec<u8> {
    [&b"peerline/1 message"[..], id.as_bytes(), &rev.to_be_bytes()].concat()
}

fn psk_id(id: &RequestId, slot: SlotNumber) -> Vec<u8> {
    [&b"peerline/1"[..], id.as_bytes(), &[slot.get()]].concat()
}

fn seal_padded(
    content: &[u8],
    info: &[u8],
    psk: &Sensitive<[u8; 32]>,
    id: &RequestId,
    slot: SlotNumber,
    to: &PublicKey,
    random: &dyn Random,
) -> Result<[u8; SEALED_LENGTH], SealError> {
    let plain = pad::<PLAIN>(content).ok_or(SealError::TooLong)?;
    let psk = Psk { key: psk.expose(), id: &psk_id(id, slot) };
    let (sealed, _) = hpke_suite::seal(to, Some(psk), info, &plain[..], random)?;
    sealed.try_into().map_err(|_| SealError::TooLong)
}

fn open_padded(
    sealed: &[u8],
    info: &[u8],
    psk: &Sensitive<[u8; 32]>,
    id: &RequestId,
    slot: SlotNumber,
    key: &PrivateKey,
) -> Option<Zeroizing<Vec<u8>>> {
    if sealed.len() != SEALED_LENGTH {
        return None;
    }
    let psk = Psk { key: psk.expose(), id: &psk_id(id, slot) };
    hpke_suite::open(key, Some(psk), info, sealed).map(|(plain, _)| plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Repeating;

    #[test]
    fn seen_and_my_number_have_the_same_size() {
        let random = Repeating::new([3; 32]);
        let key = PrivateKey::generate(&random).unwrap();
        let (id, slot, psk) = (RequestId::new([1; 16]), SlotNumber::new(4).unwrap(), Sensitive::new([5; 32]));
        for message in [Message::Seen, Message::MyNumber(Phone::parse("+15035550142").unwrap())] {
            let sealed = seal_message(&message, &id, slot, 7, &psk, &key.public(), &random).unwrap();
            assert_eq!(sealed.len(), 560);
            assert_eq!(open_message(&sealed, &id, slot, 7, &psk, &key), Some(message));
            assert_eq!(open_message(&sealed, &id, slot, 8, &psk, &key), None, "another revision");
        }
    }

    #[test]
    fn a_phone_number_is_e164_and_prints_nothing() {
        for wrong in ["5035550142", "+0355501420", "+1503555", "+1 503 555 0142", "+1503555014212345"] {
            let parsed = Phone::parse(wrong);
            assert_eq!(parsed.is_some(), wrong == "+1503555", "{wrong}");
        }
        assert_eq!(format!("{:?}", Phone::parse("+15035550142").unwrap()), "Phone([sensitive])");
    }
}
