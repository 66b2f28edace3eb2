//! Why packs could not be opened or installed, in terms that somebody can act on.

use crate::error::{Advice, Advise};
use crate::key_store::KeyStoreError;
use crate::random::NoRandomness;
use crate::vault::sealed_file::SealedFileError;
use peerline_protocol::pack::Refusal;

/// Why packs could not be opened or installed. What was accepted before is unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// What came is not accepted.
    #[error("not accepted: {0}")]
    Refused(#[from] Refusal),
    /// Nothing is trusted that could have signed it: no card was read, or this build has no root of the publisher.
    #[error("nothing is trusted that could have signed this")]
    NoRoot,
    /// A file that the manifest names was not given.
    #[error("a file of the pack is missing")]
    Missing,
    /// The phone was not unlocked since it was started.
    #[error("the packs cannot be reached while the phone is locked")]
    Locked,
    /// A newer version of the app kept them; they were left alone.
    #[error("the packs were kept by a newer version of the app")]
    NewerVersion,
    /// There is no room left on the phone.
    #[error("there is no room left on the phone")]
    DiskFull,
    /// More than the cache can hold.
    #[error("more than the phone keeps")]
    TooMuch,
    /// The phone's storage failed, or what lies there was changed since it was opened.
    #[error("the phone's storage failed")]
    Storage,
    /// The phone's key store failed.
    #[error("the phone's key store failed")]
    KeyStore,
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes")]
    NoRandomness,
}

impl Advise for PackError {
    fn advice(&self) -> Advice {
        match self {
            // Whoever serves packs may serve better ones later; only a pool's people can do something about most refusals.
            Self::Refused(Refusal::WrongPool | Refusal::UnknownKey | Refusal::SkippedRootVersion)
            | Self::NoRoot => Advice::Renew,
            Self::Refused(_) | Self::Storage | Self::KeyStore | Self::NoRandomness => Advice::RetryLater,
            Self::Missing | Self::Locked => Advice::Retry,
            Self::NewerVersion | Self::TooMuch => Advice::UpdateApp,
            Self::DiskFull => Advice::FreeSpace,
        }
    }
}

impl From<SealedFileError> for PackError {
    fn from(error: SealedFileError) -> Self {
        match error {
            SealedFileError::TooLarge => Self::TooMuch,
            SealedFileError::NewerVersion => Self::NewerVersion,
            SealedFileError::DiskFull => Self::DiskFull,
            SealedFileError::Locked => Self::Locked,
            SealedFileError::Damaged | SealedFileError::Storage => Self::Storage,
            SealedFileError::NoRandomness => Self::NoRandomness,
        }
    }
}

impl From<KeyStoreError> for PackError {
    fn from(error: KeyStoreError) -> Self {
        match error {
            KeyStoreError::Locked => Self::Locked,
            KeyStoreError::Gone | KeyStoreError::Failed => Self::KeyStore,
        }
    }
}

impl From<NoRandomness> for PackError {
    fn from(_: NoRandomness) -> Self {
        Self::NoRandomness
    }
}
