//! The daily key statement, 140 bytes: a peer's key of the day, signed by the key that the directory has of them.

use crate::hpke_suite::PublicKey;
use crate::ids::{Day, Minute, PeerId, PoolId};
use crate::layout::Reader;
use ring::signature::{ED25519, Ed25519KeyPair, UnparsedPublicKey};

/// Bytes of a statement.
pub const STATEMENT_LENGTH: usize = SIGNED + 64;
/// For how many days, counting its own, what was sealed to a daily key can be opened.
pub const KEY_DAYS: u32 = 7;

const SIGNED: usize = 76;
const QUARTER: u32 = 15;
const ON_CALL_AHEAD: u32 = 24 * 60;

/// What a peer states for one day. Newer is higher in (day, seq).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// The pool.
    pub pool: PoolId,
    /// The peer.
    pub peer: PeerId,
    /// The UTC day whose key this is.
    pub day: Day,
    /// Higher replaces lower on the same day, with the same key.
    pub seq: u32,
    /// The daily key.
    pub key: PublicKey,
    /// On call until this minute, a multiple of 15; `Minute(0)` is off call.
    pub on_call_until: Minute,
}

impl Statement {
    /// Whether it is newer than another of the same peer.
    pub fn is_newer_than(&self, other: &Self) -> bool {
        (self.day, self.seq) > (other.day, other.seq)
    }

    /// Whether what is sealed to its key today can still be opened: its own day and the six after it.
    pub fn is_usable_on(&self, today: Day) -> bool {
        // One day ahead is allowed for, since midnight comes to different phones at different moments.
        self.day.0 <= today.0.saturating_add(1) && today.0 < self.day.0.saturating_add(KEY_DAYS)
    }

    /// Whether the peer is on call at `now`.
    pub fn is_on_call(&self, now: Minute) -> bool {
        self.on_call_until > now
    }

    /// Whether the time on call is one that a phone may state at `now`: off, or a quarter of an hour at most a day ahead.
    pub fn states_a_possible_time(&self, now: Minute) -> bool {
        let until = self.on_call_until.0;
        until.is_multiple_of(QUARTER) && until <= now.0.saturating_add(ON_CALL_AHEAD + QUARTER)
    }

    fn signed_part(&self) -> [u8; SIGNED] {
        let mut bytes = [0; SIGNED];
        let parts: [&[u8]; 6] = [
            self.pool.as_bytes(),
            self.peer.as_bytes(),
            &self.day.0.to_be_bytes(),
            &self.seq.to_be_bytes(),
            self.key.as_bytes(),
            &self.on_call_until.0.to_be_bytes(),
        ];
        let mut at = 0;
        for part in parts {
            bytes[at..at + part.len()].copy_from_slice(part);
            at += part.len();
        }
        bytes
    }
}

/// A statement with its signature, not yet verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedStatement {
    /// What it says, to be believed only after [`SignedStatement::verify`].
    pub unverified: Statement,
    signature: [u8; 64],
}

impl SignedStatement {
    /// Signs a statement with the peer's directory key.
    pub fn sign(statement: Statement, key: &Ed25519KeyPair) -> Self {
        let mut signature = [0; 64];
        signature.copy_from_slice(key.sign(&message(&statement)).as_ref());
        Self { unverified: statement, signature }
    }

    /// Reads the 140 bytes.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let unverified = Statement {
            pool: PoolId::new(reader.array()?),
            peer: PeerId::new(reader.array()?),
            day: Day(reader.u32()?),
            seq: reader.u32()?,
            key: PublicKey::new(reader.array()?),
            on_call_until: Minute(reader.u32()?),
        };
        let signature = reader.array()?;
        reader.finished().then_some(Self { unverified, signature })
    }

    /// The 140 bytes.
    pub fn to_bytes(&self) -> [u8; STATEMENT_LENGTH] {
        let mut bytes = [0; STATEMENT_LENGTH];
        let (signed, signature) = bytes.split_at_mut(SIGNED);
        signed.copy_from_slice(&self.unverified.signed_part());
        signature.copy_from_slice(&self.signature);
        bytes
    }

    /// The statement, if the peer's directory key signed it (Ed25519, RFC 8032).
    pub fn verify(&self, directory_key: &[u8; 32]) -> Option<Statement> {
        UnparsedPublicKey::new(&ED25519, directory_key)
            .verify(&message(&self.unverified), &self.signature)
            .ok()
            .map(|()| self.unverified)
    }
}

fn message(statement: &Statement) -> Vec<u8> {
    [&b"peerline/1 key"[..], &statement.signed_part()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::signature::KeyPair as _;

    fn signed() -> (SignedStatement, [u8; 32]) {
        let key = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap();
        let statement = Statement {
            pool: PoolId::new([1; 16]),
            peer: PeerId::new([2; 16]),
            day: Day(20_778),
            seq: 3,
            key: PublicKey::new([4; 32]),
            on_call_until: Minute(29_920_335),
        };
        (SignedStatement::sign(statement, &key), key.public_key().as_ref().try_into().unwrap())
    }

    #[test]
    fn no_flipped_truncated_or_extended_statement_verifies() {
        let (signed, key) = signed();
        let bytes = signed.to_bytes();
        assert_eq!(bytes.len(), 140);
        assert_eq!(
            SignedStatement::parse(&bytes).and_then(|read| read.verify(&key)),
            Some(signed.unverified)
        );
        for at in 0..bytes.len() {
            let mut flipped = bytes;
            flipped[at] ^= 1;
            assert_eq!(
                SignedStatement::parse(&flipped).and_then(|read| read.verify(&key)),
                None,
                "byte {at}"
            );
            assert_eq!(SignedStatement::parse(&bytes[..at]), None);
        }
        assert_eq!(SignedStatement::parse(&[&bytes[..], &[0]].concat()), None);
    }

    #[test]
    fn a_daily_key_is_used_for_seven_days_and_not_an_eighth() {
        let (signed, _) = signed();
        let day = signed.unverified.day.0;
        for (today, usable) in
            [(day - 2, false), (day - 1, true), (day, true), (day + 6, true), (day + 7, false)]
        {
            assert_eq!(signed.unverified.is_usable_on(Day(today)), usable, "{today}");
        }
    }

    #[test]
    fn on_call_is_a_quarter_of_an_hour_at_most_a_day_ahead() {
        let (signed, _) = signed();
        let until = signed.unverified.on_call_until;
        assert!(signed.unverified.states_a_possible_time(Minute(until.0 - 60)));
        assert!(!signed.unverified.states_a_possible_time(Minute(until.0 - 24 * 60 - 16)));
        assert!(
            !Statement { on_call_until: Minute(until.0 + 1), ..signed.unverified }
                .states_a_possible_time(until)
        );
        assert!(Statement { on_call_until: Minute(0), ..signed.unverified }.states_a_possible_time(until));
    }
}
