//! Cards: what a coordinator hands to a member or a peer, and what a peer's phone hands back, as text short enough for a QR code.
//!
//! `PEERLINE1:` invites somebody into a pool; `PEERLINE1P:` brings a peer's public key back into the roster. Both are base64url of a JSON
//! object that ends in a checksum word, so that a card damaged on paper or in a message is refused instead of half believed. The word
//! protects against accidents only: who hands over the card is who the officer trusts.

use crate::ids::{PeerId, PoolId, decode_fixed, encode};
use crate::pack::policy::RelayWire;
use crate::pack::{Language, RelayAddress, sha256};
use crate::sensitive::Sensitive;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// How an invitation begins.
pub const INVITATION_PREFIX: &str = "PEERLINE1:";
/// How a peer's card begins.
pub const PEER_CARD_PREFIX: &str = "PEERLINE1P:";
/// The longest card that anybody reads: what one QR code holds.
pub const LONGEST_CARD: usize = 2953;

/// What lets a phone into a pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The pool.
    pub pool: PoolId,
    /// Its name, as the officer reads it; 1 to 80 characters.
    pub name: String,
    /// SHA-256 of the pool's root file that the phone trusts first.
    pub root: [u8; 32],
    /// The bearer: of all members, or of all peers.
    pub bearer: Sensitive<[u8; 32]>,
    /// Where to begin; 1 to 4. From then on the signed policy counts.
    pub relays: Vec<RelayAddress>,
    /// The language that the card speaks.
    pub language: Language,
    /// Who is invited.
    pub invited: Invited,
}

/// Who is invited by a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invited {
    /// Somebody who may ask; the bearer is that of all members.
    Member,
    /// The peer of this id; the bearer is that of all peers.
    Peer(PeerId),
}

/// A peer's public key on its way back into the roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeerCard {
    /// The pool that it is for.
    pub pool: PoolId,
    /// The peer.
    pub peer: PeerId,
    /// The directory key (Ed25519) that the peer's phone made.
    pub key: [u8; 32],
}

/// Why a card is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum CardError {
    /// No Peerline card at all.
    #[error("this is not a Peerline card")]
    NotACard,
    /// A card of a newer Peerline.
    #[error("this card needs a newer version of Peerline")]
    NewerVersion,
    /// A peer's card where an invitation is wanted, or the other way round.
    #[error("this is the other kind of card")]
    OtherKind,
    /// Longer than a card can be.
    #[error("this is longer than a card can be")]
    TooLong,
    /// Cut off, or letters are missing or wrong.
    #[error("the card is damaged: its check word does not fit")]
    Damaged,
    /// The check word fits, but what it says cannot be used.
    #[error("the card was not made correctly")]
    Malformed,
    /// For another pool.
    #[error("the card is for another pool")]
    WrongPool,
    /// Of another peer than expected.
    #[error("the card is another peer's")]
    WrongPeer,
}

impl Invitation {
    /// The card as text.
    ///
    /// # Errors
    /// `Malformed` if name or relays are not as their docs say; `TooLong` if it does not fit one QR code.
    pub fn print(&self) -> Result<Sensitive<String>, CardError> {
        if !holds(&self.name, self.relays.len()) {
            return Err(CardError::Malformed);
        }
        let wire = InvitationWire {
            pool: self.pool,
            name: self.name.clone(),
            root: encode(&self.root),
            bearer: encode(self.bearer.expose()),
            relays: self.relays.iter().map(RelayWire::from).collect(),
            language: self.language.clone(),
            peer: match self.invited {
                Invited::Member => None,
                Invited::Peer(peer) => Some(peer),
            },
        };
        let card = print(INVITATION_PREFIX, &wire);
        if card.len() > LONGEST_CARD { Err(CardError::TooLong) } else { Ok(Sensitive::new(card)) }
    }

    /// Reads a card. Spaces and line ends inside it are allowed, as letters and e-mails put them there.
    ///
    /// # Errors
    /// Each its own [`CardError`].
    pub fn parse(text: &str) -> Result<Self, CardError> {
        let wire: InvitationWire = read(text, INVITATION_PREFIX, PEER_CARD_PREFIX)?;
        if !holds(&wire.name, wire.relays.len()) {
            return Err(CardError::Malformed);
        }
        let relays = wire.relays.into_iter().map(RelayAddress::try_from).collect::<Result<_, _>>();
        Ok(Self {
            pool: wire.pool,
            name: wire.name,
            root: decode_fixed(&wire.root).map_err(|_| CardError::Malformed)?,
            bearer: decode_fixed(&wire.bearer).map(Sensitive::new).map_err(|_| CardError::Malformed)?,
            relays: relays.map_err(|_| CardError::Malformed)?,
            language: wire.language,
            invited: wire.peer.map_or(Invited::Member, Invited::Peer),
        })
    }
}

impl PeerCard {
    /// The card as text.
    pub fn print(&self) -> String {
        print(PEER_CARD_PREFIX, &PeerCardWire { pool: self.pool, peer: self.peer, key: encode(&self.key) })
    }

    /// Reads a card that should come from this pool.
    ///
    /// # Errors
    /// Each its own [`CardError`]; `WrongPeer` if `expected` names another.
    pub fn parse(text: &str, pool: PoolId, expected: Option<PeerId>) -> Result<Self, CardError> {
        let wire: PeerCardWire = read(text, PEER_CARD_PREFIX, INVITATION_PREFIX)?;
        if wire.pool != pool {
            return Err(CardError::WrongPool);
        }
        if expected.is_some_and(|peer| peer != wire.peer) {
            return Err(CardError::WrongPeer);
        }
        let key = decode_fixed(&wire.key).map_err(|_| CardError::Malformed)?;
        Ok(Self { pool: wire.pool, peer: wire.peer, key })
    }

    /// The card's check word, which peer and coordinator can read to each other.
    pub fn word(&self) -> String {
        let card = self.print();
        let json = card
            .strip_prefix(PEER_CARD_PREFIX)
            .and_then(|body| URL_SAFE_NO_PAD.decode(body).ok())
            .unwrap_or_default();
        checked_part(&json).map(|(_, word)| word.to_owned()).unwrap_or_default()
    }
}

#[derive(Serialize, Deserialize)]
struct InvitationWire {
    pool: PoolId,
    name: String,
    root: String,
    bearer: String,
    relays: Vec<RelayWire>,
    language: Language,
    #[serde(skip_serializing_if = "Option::is_none")]
    peer: Option<PeerId>,
}

#[derive(Serialize, Deserialize)]
struct PeerCardWire {
    pool: PoolId,
    peer: PeerId,
    key: String,
}

const WORD_FIELD: &[u8] = br#","word":""#;
const WORD_LENGTH: usize = 11;

/// `{...}` becomes `{...,"word":"abcde-fghij"}`, the word made from all bytes before it.
fn print<T: Serialize>(prefix: &str, wire: &T) -> String {
    // Text and lists only; serde_json cannot fail on them.
    let mut json = Zeroizing::new(serde_json::to_vec(wire).unwrap_or_default());
    json.pop();
    let word = check_word(&json);
    json.extend_from_slice(WORD_FIELD);
    json.extend_from_slice(word.as_bytes());
    json.extend_from_slice(b"\"}");
    format!("{prefix}{}", URL_SAFE_NO_PAD.encode(&*json))
}

fn read<T: DeserializeOwned>(text: &str, prefix: &str, other_prefix: &str) -> Result<T, CardError> {
    if text.len() > 2 * LONGEST_CARD {
        return Err(CardError::TooLong);
    }
    let text: Zeroizing<String> =
        Zeroizing::new(text.chars().filter(|letter| !letter.is_ascii_whitespace()).collect());
    if text.len() > LONGEST_CARD {
        return Err(CardError::TooLong);
    }
    let Some(body) = text.strip_prefix(prefix) else {
        return Err(match text.strip_prefix("PEERLINE") {
            _ if text.starts_with(other_prefix) => CardError::OtherKind,
            Some(rest) if is_newer(rest) => CardError::NewerVersion,
            _ => CardError::NotACard,
        });
    };
    let json = Zeroizing::new(URL_SAFE_NO_PAD.decode(body).map_err(|_| CardError::Damaged)?);
    let (checked, word) = checked_part(&json).ok_or(CardError::Damaged)?;
    if word != check_word(checked) {
        return Err(CardError::Damaged);
    }
    crate::json::from_slice(&json).map_err(|_| CardError::Malformed)
}

/// What the word covers, and the word.
fn checked_part(json: &[u8]) -> Option<(&[u8], &str)> {
    let body = json.strip_suffix(b"\"}")?;
    let (rest, word) = body.split_at_checked(body.len().checked_sub(WORD_LENGTH)?)?;
    Some((rest.strip_suffix(WORD_FIELD)?, std::str::from_utf8(word).ok()?))
}

/// 32 bits of SHA-256 as two sayable halves (each consonant, vowel, consonant, vowel, consonant; after Wilkerson's proquints).
fn check_word(covered: &[u8]) -> String {
    const CONSONANTS: &[u8; 16] = b"bdfghjklmnprstvz";
    const VOWELS: &[u8; 4] = b"aiou";
    let hash = sha256(&[b"peerline/1 card", covered].concat());
    let half = |high: u8, low: u8| {
        let bits = usize::from(u16::from_be_bytes([high, low]));
        [
            CONSONANTS[bits >> 12],
            VOWELS[bits >> 10 & 3],
            CONSONANTS[bits >> 6 & 15],
            VOWELS[bits >> 4 & 3],
            CONSONANTS[bits & 15],
        ]
        .map(char::from)
        .into_iter()
        .collect::<String>()
    };
    format!("{}-{}", half(hash[0], hash[1]), half(hash[2], hash[3]))
}

fn is_newer(rest: &str) -> bool {
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let kind = rest.get(digits.len()..).unwrap_or_default();
    digits.parse::<u32>().is_ok_and(|version| version > 1) && kind.contains(':')
}

fn holds(name: &str, relays: usize) -> bool {
    (1..=80).contains(&name.chars().count())
        && !name.chars().any(char::is_control)
        && (1..=4).contains(&relays)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::RelayId;

    fn invitation(invited: Invited) -> Invitation {
        Invitation {
            pool: PoolId::new([1; 16]),
            name: "North Valley peer support".to_owned(),
            root: [2; 32],
            bearer: Sensitive::new([3; 32]),
            relays: vec![RelayAddress {
                id: RelayId::new([4; 16]),
                url: "https://relay.example".to_owned(),
                ca: Some(vec![5; 40]),
            }],
            language: Language::parse("en").unwrap(),
            invited,
        }
    }

    fn peer_card() -> PeerCard {
        PeerCard { pool: PoolId::new([1; 16]), peer: PeerId::new([6; 16]), key: [7; 32] }
    }

    #[test]
    fn a_card_is_read_back_from_its_text_even_when_it_was_wrapped() {
        for invited in [Invited::Member, Invited::Peer(PeerId::new([6; 16]))] {
            let card = invitation(invited).print().unwrap();
            let wrapped: String = card
                .expose()
                .chars()
                .enumerate()
                .flat_map(|(i, c)| [c, if i % 60 == 59 { '\n' } else { ' ' }])
                .collect();
            assert_eq!(Invitation::parse(card.expose()).unwrap(), invitation(invited));
            assert_eq!(Invitation::parse(&wrapped).unwrap(), invitation(invited));
        }
        let card = peer_card().print();
        assert_eq!(PeerCard::parse(&card, peer_card().pool, Some(peer_card().peer)), Ok(peer_card()));
    }

    #[test]
    fn a_card_with_any_byte_flipped_cut_or_added_is_refused() {
        let (invitation, peer) = (invitation(Invited::Member).print().unwrap(), peer_card().print());
        let refused = |text: &str| {
            Invitation::parse(text).is_err() && PeerCard::parse(text, peer_card().pool, None).is_err()
        };
        for card in [invitation.expose(), &peer] {
            for place in 0..card.len() {
                assert!(refused(&card[..place]), "cut at {place}");
                for bit in 0..8 {
                    let mut bytes = card.clone().into_bytes();
                    bytes[place] ^= 1 << bit;
                    if let Ok(text) = String::from_utf8(bytes) {
                        assert!(refused(&text), "bit {bit} of byte {place}");
                    }
                }
            }
            assert!(
                refused(&format!("{card}A"))
                    && refused(&format!("{card}AAAA"))
                    && refused(&format!("{card}="))
            );
        }
    }

    #[test]
    fn every_refusal_of_a_card_has_its_own_name() {
        let (invitation, peer) = (invitation(Invited::Member).print().unwrap(), peer_card().print());
        let pool = peer_card().pool;
        assert_eq!(Invitation::parse("hello"), Err(CardError::NotACard));
        assert_eq!(Invitation::parse("PEERLINE"), Err(CardError::NotACard));
        assert_eq!(Invitation::parse("PEERLINE2:AAAA"), Err(CardError::NewerVersion));
        assert_eq!(PeerCard::parse("PEERLINE12P:AAAA", pool, None), Err(CardError::NewerVersion));
        assert_eq!(Invitation::parse(&peer), Err(CardError::OtherKind));
        assert_eq!(PeerCard::parse(invitation.expose(), pool, None), Err(CardError::OtherKind));
        assert_eq!(Invitation::parse(&"A".repeat(LONGEST_CARD + 1)), Err(CardError::TooLong));
        assert_eq!(Invitation::parse("PEERLINE1:AAAA"), Err(CardError::Damaged));
        assert_eq!(PeerCard::parse(&peer, PoolId::new([9; 16]), None), Err(CardError::WrongPool));
        assert_eq!(PeerCard::parse(&peer, pool, Some(PeerId::new([9; 16]))), Err(CardError::WrongPeer));
        let no_relays =
            print(INVITATION_PREFIX, &PeerCardWire { pool, peer: peer_card().peer, key: encode(&[7; 32]) });
        assert_eq!(Invitation::parse(&no_relays), Err(CardError::Malformed));
    }

    #[test]
    fn a_field_of_a_newer_card_is_ignored() {
        #[derive(Serialize)]
        struct Newer {
            pool: PoolId,
            peer: PeerId,
            key: String,
            colour: String,
        }
        let PeerCard { pool, peer, key } = peer_card();
        let card =
            print(PEER_CARD_PREFIX, &Newer { pool, peer, key: encode(&key), colour: "blue".to_owned() });
        assert_eq!(PeerCard::parse(&card, pool, None), Ok(peer_card()));
    }

    #[test]
    fn a_card_prints_no_bearer_in_debug_and_a_word_that_can_be_said() {
        let text = format!("{:?}", invitation(Invited::Member));
        assert!(!text.contains("3, 3") && text.contains("[sensitive]"), "{text}");
        let word = peer_card().word();
        assert_eq!(word.len(), WORD_LENGTH);
        assert_ne!(word, PeerCard { key: [8; 32], ..peer_card() }.word());
    }
}
