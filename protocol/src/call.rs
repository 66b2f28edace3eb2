//! The calls between phones and relay: bodies, events, cursors and problems, as JSON with bytes in base64url of fixed length.
//!
//! Bearers and the owner's and holder's secrets travel as `Authorization: Bearer` with base64url of 32 bytes.

use crate::answer::SEALED_LENGTH;
use crate::ids::{RequestId, decode_fixed, encode};
use crate::request::REQUEST_LENGTH;
use crate::statement::STATEMENT_LENGTH;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Bytes of a fixed length, base64url without padding in JSON. `Debug` shows none of them.
#[derive(Clone, PartialEq, Eq)]
pub struct Bytes<const N: usize>(pub Box<[u8; N]>);

impl<const N: usize> From<[u8; N]> for Bytes<N> {
    fn from(bytes: [u8; N]) -> Self {
        Self(Box::new(bytes))
    }
}

impl<const N: usize> std::fmt::Debug for Bytes<N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "[{N} bytes]")
    }
}

impl<const N: usize> Serialize for Bytes<N> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&encode(&self.0[..]))
    }
}

impl<'de, const N: usize> Deserialize<'de> for Bytes<N> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        decode_fixed::<N>(&text).map(Self::from).map_err(de::Error::custom)
    }
}

/// `PUT /v1/pools/{pool}/keys/{peer}`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishKey {
    /// The signed statement.
    pub statement: Bytes<STATEMENT_LENGTH>,
}

/// `GET /v1/pools/{pool}/keys`: all statements that may still be used, sorted by peer, then newest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeySnapshot {
    /// The signed statements.
    pub statements: Vec<Bytes<STATEMENT_LENGTH>>,
}

/// `PUT /v1/pools/{pool}/requests/{id}`, with the member bearer.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submit {
    /// The sealed request.
    pub request: Bytes<REQUEST_LENGTH>,
    /// SHA-256 of the owner secret.
    pub owner: Bytes<32>,
}

/// The answer to a submission, 201 the first time and 200 for the same bytes again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    /// The ladder: seconds of each round.
    pub ladder_s: [u32; 3],
    /// Seconds left until the request expires unless somebody claims it.
    pub left_s: u32,
}

/// `GET /v1/pools/{pool}/board?after=&wait=`, with the board bearer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Board {
    /// Where to go on reading.
    pub cursor: String,
    /// True: these are all live entries, and what was read before counts for nothing.
    pub reset: bool,
    /// What happened since the cursor.
    pub entries: Vec<BoardChange>,
}

/// One change of a board. `n` goes up by one; a gap means that something was missed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum BoardChange {
    /// A request is open, or open again: a higher `rev` replaces a lower one.
    Open {
        /// Its number on this feed.
        n: u64,
        /// The request.
        id: RequestId,
        /// Counts claims and what ended them.
        rev: u32,
        /// Rounds open, 1 to 3.
        round: u8,
        /// What the board shows of it: 1,432, 2,072 or 2,712 bytes, base64url.
        bytes: String,
        /// Seconds left until it expires.
        left_s: u32,
    },
    /// A request cannot be claimed any more, for now or for good.
    Gone {
        /// Its number on this feed.
        n: u64,
        /// The request.
        id: RequestId,
        /// The revision that made it so.
        rev: u32,
    },
}

impl BoardChange {
    /// Its number on the feed.
    pub fn n(&self) -> u64 {
        match self {
            Self::Open { n, .. } | Self::Gone { n, .. } => *n,
        }
    }
}

/// `POST /v1/requests/{id}/claim`, with the board bearer.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The slot, 0 to 23.
    pub slot: u8,
    /// Its claim secret for this relay.
    pub claim: Bytes<32>,
    /// SHA-256 of the holder secret.
    pub holder: Bytes<32>,
    /// The sealed answer.
    pub answer: Bytes<SEALED_LENGTH>,
}

/// The answer to a claim that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimed {
    /// The revision that the claim made.
    pub rev: u32,
}

/// `POST .../next`, `.../complete` (owner) and `.../release` (holder): the revision meant.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfRev {
    /// The claim that is meant.
    pub rev: u32,
}

/// `POST .../messages` (owner).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// The claim that is meant.
    pub rev: u32,
    /// The sealed message.
    pub message: Bytes<SEALED_LENGTH>,
}

/// The answer to `next`, `messages`, `complete`, `withdraw` and `release`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The revision now.
    pub rev: u32,
}

/// `GET .../events?after=&wait=` (owner).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OwnerFeed {
    /// Where to go on reading.
    pub cursor: String,
    /// True: these are all events there are.
    pub reset: bool,
    /// What happened.
    pub events: Vec<OwnerEvent>,
}

/// One event of a request, as its owner reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum OwnerEvent {
    /// A round began.
    Round {
        /// Its number on this feed.
        n: u64,
        /// 1 to 3.
        round: u8,
        /// Seconds left until the request expires, at the moment of the event.
        left_s: u32,
    },
    /// A peer claimed it.
    Claimed {
        /// Its number on this feed.
        n: u64,
        /// The slot, 0 to 23.
        slot: u8,
        /// The revision that the claim made.
        rev: u32,
        /// SHA-256 of the holder secret.
        holder: Bytes<32>,
        /// The sealed answer.
        answer: Bytes<SEALED_LENGTH>,
    },
    /// The claim is over, by the holder or by `next`; the slot is burnt.
    Released {
        /// Its number on this feed.
        n: u64,
        /// The revision that this made.
        rev: u32,
    },
    /// Nobody claimed it in time.
    Expired {
        /// Its number on this feed.
        n: u64,
    },
    /// It was withdrawn.
    Withdrawn {
        /// Its number on this feed.
        n: u64,
    },
    /// It was completed.
    Completed {
        /// Its number on this feed.
        n: u64,
    },
}

impl OwnerEvent {
    /// Its number on the feed.
    pub fn n(&self) -> u64 {
        match self {
            Self::Round { n, .. }
            | Self::Claimed { n, .. }
            | Self::Released { n, .. }
            | Self::Expired { n }
            | Self::Withdrawn { n }
            | Self::Completed { n } => *n,
        }
    }
}

/// `GET .../holder?after=&wait=` (holder).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HolderFeed {
    /// Where to go on reading.
    pub cursor: String,
    /// True: these are all events of this claim.
    pub reset: bool,
    /// What happened.
    pub events: Vec<HolderEvent>,
}

/// One event of a claim, as its holder reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum HolderEvent {
    /// The officer's phone sent a message.
    Message {
        /// Its number on this feed.
        n: u64,
        /// The sealed message.
        message: Bytes<SEALED_LENGTH>,
    },
    /// The officer takes the next peer, or the claim was released.
    Next {
        /// Its number on this feed.
        n: u64,
    },
    /// The officer withdrew the request.
    Withdrawn {
        /// Its number on this feed.
        n: u64,
    },
    /// The request was completed.
    Completed {
        /// Its number on this feed.
        n: u64,
    },
}

impl HolderEvent {
    /// Its number on the feed.
    pub fn n(&self) -> u64 {
        match self {
            Self::Message { n, .. } | Self::Next { n } | Self::Withdrawn { n } | Self::Completed { n } => *n,
        }
    }
}

/// `GET /v1/time`: for display only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// Seconds since 1970, UTC.
    pub unix: i64,
}

/// An answer that is not success (RFC 9457): nothing of the request is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// `urn:peerline:problem:` and the reason's word.
    #[serde(rename = "type")]
    pub kind: String,
    /// One fixed sentence for the reason.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// With `older`: the statement that the relay has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stored: Option<Bytes<STATEMENT_LENGTH>>,
}

impl Problem {
    /// The problem of a reason.
    pub fn of(reason: Reason) -> Self {
        let kind = format!("{}{}", Reason::PREFIX, reason.word());
        Self { kind, title: reason.title().to_owned(), status: reason.status(), stored: None }
    }

    /// The reason, if it is one that this version knows.
    pub fn reason(&self) -> Option<Reason> {
        let word = self.kind.strip_prefix(Reason::PREFIX)?;
        Reason::ALL.iter().copied().find(|reason| reason.word() == word)
    }
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident = $word:literal, $status:literal, $title:literal;)+) => {
        /// Why a relay did not do what was asked. Words and statuses are stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Reason { $($(#[$doc])* $variant,)+ }

        impl Reason {
            /// What every problem type begins with.
            pub const PREFIX: &'static str = "urn:peerline:problem:";
            /// All reasons.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The last part of the problem type.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The HTTP status.
            pub const fn status(self) -> u16 {
                match self { $(Self::$variant => $status,)+ }
            }

            /// The fixed sentence.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ }
            }
        }
    };
}

reasons! {
    /// The body or an id is not of the form that the call has.
    Malformed = "malformed", 400, "The call is not of the form that was agreed.";
    /// No bearer or secret, or one that does not admit.
    NotAdmitted = "not-admitted", 401, "This call needs a bearer that the pool's policy lists.";
    /// The statement is not one that the directory backs.
    StatementRefused = "statement-refused", 403, "The key statement is not backed by the directory.";
    /// Unknown, or not yours; never said which.
    NotFound = "not-found", 404, "There is nothing here for you.";
    /// Another peer holds the request.
    Taken = "taken", 409, "Somebody else has taken it.";
    /// The id is in use with other bytes: seal anew.
    OtherBytes = "other-bytes", 409, "This id is in use with other bytes.";
    /// The stored statement is newer; it is in `stored`.
    Older = "older", 409, "A newer key statement is stored.";
    /// The peer has another key for that day.
    SecondKey = "second-key", 409, "There is another key for that day.";
    /// The slot was used up by an earlier claim.
    Burnt = "burnt", 410, "This slot cannot claim any more.";
    /// The officer withdrew the request.
    Withdrawn = "withdrawn", 410, "The request was withdrawn.";
    /// Its time is over.
    Expired = "expired", 410, "The request has expired.";
    /// It was completed.
    Completed = "completed", 410, "The request was completed.";
    /// The claim is over.
    Released = "released", 410, "The claim is over.";
    /// The revision meant is not the current one; nothing was changed.
    Stale = "stale", 412, "The claim meant is not the current one.";
    /// The body is larger than the call's.
    TooLarge = "too-large", 413, "The body is too large.";
    /// The same idempotency key came with another body.
    KeyReused = "key-reused", 422, "This idempotency key was used for something else.";
    /// Admission of a kind that is not live.
    KindRefused = "kind-refused", 422, "Requests of this kind are not admitted yet.";
    /// More statements or messages than allowed.
    TooMany = "too-many", 429, "Too many of these for now.";
    /// The pool's board is full, or the relay is stopping.
    Unavailable = "unavailable", 503, "Not now; try again shortly.";
    /// The relay failed for a reason of its own.
    Internal = "internal", 500, "The relay failed.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_read_back_from_its_problem() {
        for reason in Reason::ALL {
            let text = serde_json::to_string(&Problem::of(*reason)).unwrap();
            let read: Problem = serde_json::from_str(&text).unwrap();
            assert_eq!(read.reason(), Some(*reason));
        }
    }

    #[test]
    fn bytes_of_another_length_are_refused_and_none_are_printed() {
        assert!(serde_json::from_str::<Bytes<4>>("\"AAAA\"").is_err());
        let bytes: Bytes<3> = serde_json::from_str("\"AAAA\"").unwrap();
        assert_eq!(format!("{bytes:?}"), "[3 bytes]");
    }

    #[test]
    fn a_call_with_an_unknown_member_is_refused() {
        assert!(serde_json::from_str::<OfRev>(r#"{"rev":1,"name":"x"}"#).is_err());
    }
}
