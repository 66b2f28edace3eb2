//! The one public error of the border, and what an app should do about it.
//!
//! Each capability's own reasons are handed on as they are; fields are numbers and enums only, so that nothing of the officer can
//! ever be in a message, a log or a crash report.

use peerline_core::error::{Advice, Advise};
use peerline_core::vault::VaultError;

/// Why a call was not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum PeerlineError {
    /// The vault did not do it.
    #[error("vault: {reason}")]
    Vault {
        /// Why.
        reason: VaultError,
    },
    /// The app cancelled the call.
    #[error("cancelled")]
    Cancelled,
    /// A mistake in Peerline itself was stopped.
    #[error("fault at {place}")]
    Fault {
        /// Stands for the line of code, the same in every build of one version; nothing else is kept.
        place: u32,
    },
}

/// What to offer the person after an error.
#[uniffi::export]
pub fn advice(error: PeerlineError) -> Advice {
    match error {
        PeerlineError::Vault { reason } => reason.advice(),
        PeerlineError::Cancelled => Advice::Retry,
        PeerlineError::Fault { .. } => Advice::CallALine,
    }
}

/// What somebody can do about an error.
#[uniffi::remote(Enum)]
pub enum Advice {
    /// Do the same again, now or after unlocking the phone.
    Retry,
    /// Do the same again in a while; nothing can be done about it here.
    RetryLater,
    /// Get new content, a new card or a new acceptance first.
    Renew,
    /// Make room on the phone, or in the app.
    FreeSpace,
    /// Get a newer version of the app.
    UpdateApp,
    /// Do not wait for the app: call a line.
    CallALine,
}

/// Why the vault did not do it. What was there before is unchanged.
#[uniffi::remote(Enum)]
pub enum VaultError {
    /// The vault or the phone is locked.
    Locked,
    /// The phone's key is gone. Opening again makes a new vault.
    KeyGone,
    /// What is in memory or in the file is not whole. Opening again moves it aside and makes a new vault.
    Damaged,
    /// A newer version of the app wrote it; it was left alone.
    NewerVersion,
    /// It holds as much as it can: 16 MiB.
    Full,
    /// There is no room left on the phone.
    DiskFull,
    /// The phone's key store failed.
    KeyStore,
    /// The phone's storage failed.
    Storage,
    /// The operating system gave no random bytes.
    NoRandomness,
    /// The database refused what the app asked of it: a rule of its tables was broken, or the app has a fault.
    Refused,
}

impl From<VaultError> for PeerlineError {
    fn from(reason: VaultError) -> Self {
        Self::Vault { reason }
    }
}
