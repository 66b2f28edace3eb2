//! Why the vault did not do something, in terms that somebody can act on.

use super::sealed_file::SealedFileError;
use crate::error::{Advice, Advise};
use crate::key_store::KeyStoreError;
use crate::random::NoRandomness;

/// Why the vault did not do it. What was there before is unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The vault or the phone is locked.
    #[error("the vault is locked")]
    Locked,
    /// The phone's key is gone. Opening again makes a new vault.
    #[error("the vault's key is gone")]
    KeyGone,
    /// What is in memory or in the file is not whole. Opening again moves it aside and makes a new vault.
    #[error("the vault is damaged")]
    Damaged,
    /// A newer version of the app wrote it; it was left alone.
    #[error("the vault was written by a newer version of the app")]
    NewerVersion,
    /// It holds as much as it can: 16 MiB.
    #[error("the vault is full")]
    Full,
    /// There is no room left on the phone.
    #[error("there is no room left on the phone")]
    DiskFull,
    /// The phone's key store failed.
    #[error("the phone's key store failed")]
    KeyStore,
    /// The phone's storage failed.
    #[error("the phone's storage failed")]
    Storage,
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes")]
    NoRandomness,
    /// The database refused what the app asked of it: a rule of its tables was broken, or the app has a fault.
    #[error("the vault refused it")]
    Refused,
}

impl Advise for VaultError {
    fn advice(&self) -> Advice {
        match self {
            Self::Locked | Self::KeyGone | Self::Damaged => Advice::Retry,
            Self::KeyStore | Self::Storage | Self::NoRandomness => Advice::RetryLater,
            Self::Full | Self::DiskFull => Advice::FreeSpace,
            Self::NewerVersion | Self::Refused => Advice::UpdateApp,
        }
    }
}

impl From<SealedFileError> for VaultError {
    fn from(error: SealedFileError) -> Self {
        match error {
            SealedFileError::TooLarge => Self::Full,
            SealedFileError::Damaged => Self::Damaged,
            SealedFileError::NewerVersion => Self::NewerVersion,
            SealedFileError::DiskFull => Self::DiskFull,
            SealedFileError::Locked => Self::Locked,
            SealedFileError::Storage => Self::Storage,
            SealedFileError::NoRandomness => Self::NoRandomness,
        }
    }
}

impl From<KeyStoreError> for VaultError {
    fn from(error: KeyStoreError) -> Self {
        match error {
            KeyStoreError::Locked => Self::Locked,
            KeyStoreError::Gone => Self::KeyGone,
            KeyStoreError::Failed => Self::KeyStore,
        }
    }
}

impl From<NoRandomness> for VaultError {
    fn from(_: NoRandomness) -> Self {
        Self::NoRandomness
    }
}

/// SQLite's own words are dropped: they can quote what somebody wrote.
impl From<rusqlite::Error> for VaultError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, DiskFull, NotADatabase, OutOfMemory, TooBig};
        match error.sqlite_error_code() {
            Some(DiskFull | TooBig | OutOfMemory) => Self::Full,
            Some(DatabaseCorrupt | NotADatabase) => Self::Damaged,
            _ => Self::Refused,
        }
    }
}
