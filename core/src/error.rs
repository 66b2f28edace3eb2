//! What to do about an error: six pieces of advice, whatever went wrong.
//!
//! Every capability has its own error enum, and every variant of it one advice, so that a shell never has to understand an
//! error to offer the right button. Errors carry numbers and enums only: no words of the user, of a library or of a path.

use crate::key_store::KeyStoreError;

/// What somebody can do about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

/// An error that knows what to do about it.
pub trait Advise: std::error::Error {
    /// What somebody can do about it.
    fn advice(&self) -> Advice;
}

impl Advise for KeyStoreError {
    fn advice(&self) -> Advice {
        match self {
            // A vault that is opened again finds that its key is gone, and starts anew.
            Self::Locked | Self::Gone => Advice::Retry,
            Self::Failed => Advice::RetryLater,
        }
    }
}
