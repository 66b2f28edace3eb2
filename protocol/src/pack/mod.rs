//! Signed content: who may sign what, the files, and the pure functions that accept or refuse them.
//!
//! A pack is a set of immutable files, each named by its SHA-256, listed in a manifest that k of n people signed ([`manifest`]).
//! Which people is said by a root ([`root`]); there are two, the publisher's and the pool's, and neither may sign the other's files.
//! Signatures are Ed25519 over the exact bytes ([`dsse`]), never over re-written JSON. Nothing here reads a clock, a file or a
//! network: time is an argument, and every function either gives a verified value or one [`Refusal`].

pub mod directory;
pub mod dsse;
pub mod iso;
pub mod limits;
pub mod lines;
pub mod manifest;
pub mod policy;
pub mod root;
mod words;

pub use directory::DirectoryRow;
pub use dsse::Envelope;
pub use limits::Limits;
pub use lines::Lines;
pub use manifest::{
    Expected, FileName, Manifest, Seen, Target, accept_manifest, check_file, root_hints, verify_manifest,
};
pub use policy::{Bearer, Policy, RelayAddress, bearer_is_listed};
pub use root::{Keys, Progress, Root, first_root, rotate, walk};
pub use words::{ContentError, Language, Region, Text};

use crate::ids::PoolId;
use serde::{Deserialize, Serialize};

/// Whose word a root, a manifest or a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The people who publish Peerline: crisis lines, instruments, exercises.
    Publisher,
    /// One pool: its directory, limits, policy and the lines that it adds.
    Pool(PoolId),
}

impl Scope {
    /// How long a manifest of this scope may be valid, in minutes: 180 days for the publisher, 30 for a pool.
    pub const fn longest_validity(self) -> u32 {
        let days = match self {
            Self::Publisher => 180,
            Self::Pool(_) => 30,
        };
        days * 24 * 60
    }

    /// Whether this scope may sign such a pack.
    pub const fn may_sign(self, pack: Pack) -> bool {
        matches!(
            (self, pack),
            (_, Pack::Root)
                | (Self::Publisher, Pack::Crisis | Pack::Instruments | Pack::Coping)
                | (Self::Pool(_), Pack::Directory | Pack::Limits | Pack::Policy | Pack::Lines)
        )
    }
}

/// What a file in a manifest is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pack {
    /// Crisis lines, by the publisher.
    Crisis,
    /// Self-checks, by the publisher.
    Instruments,
    /// Exercises, by the publisher.
    Coping,
    /// The pool's peers.
    Directory,
    /// What a peer of the pool must disclose.
    Limits,
    /// Relays, ladder, bearers, tokens.
    Policy,
    /// Lines that the pool adds.
    Lines,
    /// A root file, listed so that phones that slept can walk from theirs to the newest.
    Root,
}

impl Pack {
    /// Every kind of pack.
    pub const ALL: &'static [Self] = &[
        Self::Crisis,
        Self::Instruments,
        Self::Coping,
        Self::Directory,
        Self::Limits,
        Self::Policy,
        Self::Lines,
        Self::Root,
    ];

    /// Its word in a manifest.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Crisis => "crisis",
            Self::Instruments => "instruments",
            Self::Coping => "coping",
            Self::Directory => "directory",
            Self::Limits => "limits",
            Self::Policy => "policy",
            Self::Lines => "lines",
            Self::Root => "root",
        }
    }

    /// The pack of a word, if this version knows it.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|pack| pack.word() == word)
    }

    /// The largest file of this kind that anybody accepts, in bytes.
    pub const fn longest(self) -> u64 {
        match self {
            Self::Directory => 96 << 20,
            Self::Crisis | Self::Instruments | Self::Coping => 4 << 20,
            Self::Limits | Self::Lines => 1 << 20,
            Self::Policy => 64 << 10,
            Self::Root => dsse::LONGEST_ENVELOPE as u64,
        }
    }
}

/// Why a root, a manifest or a file is not accepted. What was accepted before stays in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// A hash or a signature does not fit the bytes.
    #[error("the bytes are not those that were signed")]
    Altered,
    /// An older version than one that was accepted already.
    #[error("older than what was accepted before")]
    RolledBack,
    /// Its time is over.
    #[error("expired")]
    Expired,
    /// Signed with a key that the root does not name.
    #[error("signed with a key that the root does not name")]
    UnknownKey,
    /// Too few different keys signed.
    #[error("too few people signed")]
    BelowThreshold,
    /// Another kind of file than asked for, or one that its signers may not sign.
    #[error("not the kind of file that is wanted, or not theirs to sign")]
    WrongType,
    /// For another region than the phone's.
    #[error("for another region")]
    WrongRegion,
    /// For another pool than the card named.
    #[error("for another pool")]
    WrongPool,
    /// Longer than such a file may be, or than its manifest says.
    #[error("too large")]
    TooLarge,
    /// Not in the form that this file has.
    #[error("not in the form that this file has")]
    Malformed,
    /// A root version in between is missing.
    #[error("a root version in between is missing")]
    SkippedRootVersion,
    /// It does not follow on what was accepted before.
    #[error("does not follow on what was accepted before")]
    BrokenChain,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: &'static [Self] = &[
        Self::Altered,
        Self::RolledBack,
        Self::Expired,
        Self::UnknownKey,
        Self::BelowThreshold,
        Self::WrongType,
        Self::WrongRegion,
        Self::WrongPool,
        Self::TooLarge,
        Self::Malformed,
        Self::SkippedRootVersion,
        Self::BrokenChain,
    ];

    /// Its name in test vectors.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Altered => "altered",
            Self::RolledBack => "rolled_back",
            Self::Expired => "expired",
            Self::UnknownKey => "unknown_key",
            Self::BelowThreshold => "below_threshold",
            Self::WrongType => "wrong_type",
            Self::WrongRegion => "wrong_region",
            Self::WrongPool => "wrong_pool",
            Self::TooLarge => "too_large",
            Self::Malformed => "malformed",
            Self::SkippedRootVersion => "skipped_root_version",
            Self::BrokenChain => "broken_chain",
        }
    }
}

impl From<ContentError> for Refusal {
    fn from(_: ContentError) -> Self {
        Self::Malformed
    }
}

/// SHA-256, as files are named and chained.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(ring::digest::digest(&ring::digest::SHA256, bytes).as_ref());
    hash
}

#[cfg(test)]
mod tests;
