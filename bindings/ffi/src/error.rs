//! The one public error of the border, and what an app should do about it.
//!
//! Fields are numbers and enums only, so that nothing of the officer can ever be in a message, a log or a crash report.

/// Why a call was not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum PeerlineError {
    /// The phone is locked, and what was asked for can only be read while it is open.
    #[error("locked")]
    Locked,
    /// The phone's key is gone, and what it protected with it.
    #[error("the key is gone")]
    KeyGone,
    /// The phone's key store failed for a reason of its own.
    #[error("the key store failed")]
    KeyStoreFailed,
    /// The call was cancelled by the app.
    #[error("cancelled")]
    Cancelled,
    /// A mistake in Peerline itself was stopped. `place` names the line of code; nothing else is kept.
    #[error("fault at {place}")]
    Fault {
        /// A number that stands for the line of code, the same in every build of one version.
        place: u32,
    },
}

/// What an app should offer after an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Advice {
    /// Try again now; the person need not do anything else.
    Retry,
    /// Try again in a while, or once the phone is unlocked or connected.
    RetryLater,
    /// Enrol again: what was kept cannot be read any more.
    Renew,
    /// Make room on the phone.
    FreeSpace,
    /// Get a newer version of the app.
    UpdateApp,
    /// Do not wait for us: show the crisis lines.
    CallALine,
}

/// What to offer the person after an error.
#[uniffi::export]
pub fn advice(error: PeerlineError) -> Advice {
    match error {
        PeerlineError::Locked | PeerlineError::KeyStoreFailed => Advice::RetryLater,
        PeerlineError::KeyGone => Advice::Renew,
        PeerlineError::Cancelled => Advice::Retry,
        PeerlineError::Fault { .. } => Advice::CallALine,
    }
}
