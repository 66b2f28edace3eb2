//! Roots: which keys speak for the publisher or for a pool, how many of them it takes, and how they hand over to new ones.

use super::dsse::Envelope;
use super::words::{ContentError, Fixed, read_json, write_json};
use super::{Refusal, Scope, iso, sha256};
use crate::ids::{Minute, PoolId};
use crate::order;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The kind of a root's envelope, and its `type`.
pub const ROOT_TYPE: &str = "peerline/root/1";

/// Public keys (Ed25519) by the name of who holds them.
pub type Keys = BTreeMap<String, [u8; 32]>;

/// A verified root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// Counts from 1, by exactly one at each rotation.
    pub version: u32,
    /// Nothing new is accepted under it from this minute on.
    pub expires: Minute,
    /// How many different keys must sign.
    pub threshold: usize,
    /// Who may sign.
    pub keys: Keys,
    /// For whom they speak.
    pub scope: Scope,
}

/// The first root that a phone trusts: the file whose SHA-256 stands on the enrolment card, or in the library.
///
/// # Errors
/// `Altered` if it is another file; otherwise as [`Root::of_envelope`].
pub fn first_root(file: &[u8], file_sha256: &[u8; 32]) -> Result<Root, Refusal> {
    if sha256(file) != *file_sha256 {
        return Err(Refusal::Altered);
    }
    Root::of_envelope(file)
}

/// The root that follows on `old`: signed by a threshold of the old keys and of the new, its version higher by exactly one, for the
/// same scope. It may be expired: only the last of a walk has to be in force ([`walk`]).
///
/// # Errors
/// Each its own [`Refusal`].
pub fn rotate(old: &Root, file: &[u8]) -> Result<Root, Refusal> {
    let envelope = Envelope::parse(file)?;
    let new = Root::parse(envelope.payload_of(ROOT_TYPE)?)?;
    match (old.scope, new.scope) {
        (Scope::Publisher, Scope::Publisher) => {}
        (Scope::Pool(before), Scope::Pool(after)) if before == after => {}
        (Scope::Pool(_), Scope::Pool(_)) => return Err(Refusal::WrongPool),
        _ => return Err(Refusal::WrongType),
    }
    if new.version <= old.version {
        return Err(Refusal::RolledBack);
    }
    if new.version - old.version > 1 {
        return Err(Refusal::SkippedRootVersion);
    }
    let signers = envelope.signers(&[&old.keys, &new.keys])?;
    old.is_satisfied_by(&signers)?;
    new.is_satisfied_by(&signers)?;
    Ok(new)
}

/// Walks from a trusted root over its successors, oldest first, to the newest.
///
/// # Errors
/// As [`rotate`]; `Expired` if the newest is not in force at `now`.
pub fn walk<'a>(
    trusted: &Root,
    successors: impl IntoIterator<Item = &'a [u8]>,
    now: Minute,
) -> Result<Root, Refusal> {
    let newest = successors.into_iter().try_fold(trusted.clone(), |root, file| rotate(&root, file))?;
    if newest.is_expired(now) { Err(Refusal::Expired) } else { Ok(newest) }
}

/// Who has signed an envelope so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Names of the keys that have signed.
    pub signed: Vec<String>,
    /// Names of the keys that have not.
    pub missing: Vec<String>,
    /// How many different keys are still needed; 0 when it is complete.
    pub still_needed: usize,
}

impl Root {
    /// A root that stands on its own: signed by a threshold of its own keys. Whether to trust it is another question
    /// ([`first_root`], [`rotate`]).
    ///
    /// # Errors
    /// `TooLarge`, `Malformed`, `WrongType`, `BelowThreshold`.
    pub fn of_envelope(file: &[u8]) -> Result<Self, Refusal> {
        let envelope = Envelope::parse(file)?;
        let root = Self::parse(envelope.payload_of(ROOT_TYPE)?)?;
        root.is_satisfied_by(&envelope.signers_among(&root.keys))?;
        Ok(root)
    }

    /// Reads the signed bytes of a root. Nothing is verified.
    ///
    /// # Errors
    /// `WrongType` for another `type`; `Malformed` for anything else, a threshold that its different keys cannot reach included.
    pub fn parse(payload: &[u8]) -> Result<Self, Refusal> {
        let kind: KindWire = read_json(payload)?;
        if kind.kind != ROOT_TYPE {
            return Err(Refusal::WrongType);
        }
        Ok(read_json::<RootWire>(payload)?.try_into()?)
    }

    /// The bytes to sign.
    pub fn to_json(&self) -> Vec<u8> {
        let (scope, pool) = match self.scope {
            Scope::Publisher => (ScopeWord::Publisher, None),
            Scope::Pool(pool) => (ScopeWord::Pool, Some(pool)),
        };
        write_json(&RootWire {
            kind: ROOT_TYPE.to_owned(),
            version: self.version,
            expires: iso::print_minute(self.expires),
            threshold: self.threshold,
            keys: self.keys.iter().map(|(name, key)| (name.clone(), Fixed(*key))).collect(),
            scope,
            pool,
        })
    }

    /// An envelope of it that nobody has signed yet.
    pub fn to_envelope(&self) -> Envelope {
        Envelope::unsigned(ROOT_TYPE, self.to_json())
    }

    /// Whether its time is over.
    pub fn is_expired(&self, now: Minute) -> bool {
        now >= self.expires
    }

    /// Who of this root's people has signed an envelope and who has not.
    ///
    /// # Errors
    /// `UnknownKey` and `Altered` as everywhere: an envelope with a bad signature is not half signed but wrong.
    pub fn progress(&self, envelope: &Envelope) -> Result<Progress, Refusal> {
        self.progress_among(envelope, &[&self.keys])
    }

    /// As [`Root::progress`] for the root that follows: its signers may be named by either.
    ///
    /// # Errors
    /// As [`Root::progress`].
    pub fn progress_of_rotation(&self, envelope: &Envelope, other: &Root) -> Result<Progress, Refusal> {
        self.progress_among(envelope, &[&self.keys, &other.keys])
    }

    fn progress_among(&self, envelope: &Envelope, sets: &[&Keys]) -> Result<Progress, Refusal> {
        let signers = envelope.signers(sets)?;
        let (signed, missing): (Vec<_>, Vec<_>) =
            self.keys.iter().partition(|(_, key)| signers.contains(*key));
        let names = |keys: Vec<(&String, _)>| keys.into_iter().map(|(name, _)| name.clone()).collect();
        Ok(Progress {
            still_needed: self.threshold.saturating_sub(self.count(&signers)),
            signed: names(signed),
            missing: names(missing),
        })
    }

    pub(super) fn is_satisfied_by(&self, signers: &BTreeSet<[u8; 32]>) -> Result<(), Refusal> {
        if self.count(signers) >= self.threshold { Ok(()) } else { Err(Refusal::BelowThreshold) }
    }

    /// Different keys of this root among the signers: one key under two names is one key.
    fn count(&self, signers: &BTreeSet<[u8; 32]>) -> usize {
        order::distinct(self.keys.values().filter(|key| signers.contains(*key)))
    }
}

#[derive(Deserialize)]
struct KindWire {
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Serialize, Deserialize)]
struct RootWire {
    #[serde(rename = "type")]
    kind: String,
    version: u32,
    expires: String,
    threshold: usize,
    keys: BTreeMap<String, Fixed<32>>,
    scope: ScopeWord,
    pool: Option<PoolId>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ScopeWord {
    Publisher,
    Pool,
}

impl TryFrom<RootWire> for Root {
    type Error = ContentError;

    fn try_from(wire: RootWire) -> Result<Self, ContentError> {
        let scope = match (wire.scope, wire.pool) {
            (ScopeWord::Publisher, None) => Scope::Publisher,
            (ScopeWord::Pool, Some(pool)) => Scope::Pool(pool),
            _ => return Err(ContentError::whole("a pool's root names the pool, the publisher's names none")),
        };
        if wire.version == 0 {
            return Err(ContentError::whole("versions count from 1"));
        }
        if wire.keys.len() > 32 || wire.keys.keys().any(|name| name.is_empty() || name.len() > 64) {
            return Err(ContentError::whole("at most 32 keys, their names at most 64 bytes"));
        }
        let keys: Keys = order::map(wire.keys.into_iter().map(|(name, key)| (name, key.0)));
        let different = order::distinct(keys.values());
        if wire.threshold == 0 || wire.threshold > different {
            return Err(ContentError::whole("the threshold must be reachable with different keys"));
        }
        let expires =
            iso::parse_minute(&wire.expires).ok_or(ContentError::whole("expires is not a moment"))?;
        Ok(Self { version: wire.version, expires, threshold: wire.threshold, keys, scope })
    }
}
