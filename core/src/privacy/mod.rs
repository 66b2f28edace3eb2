//! Privacy of it all: what is on this phone, who sees what of it, and how it is erased.
//!
//! For the officer who wants to know before they trust. Both halves of the report are made from what the code itself declares: the
//! tables and files that there are (`kept.rs`), and every call that can leave the phone (`seen.rs`). A test walks the real files and
//! the real calls and fails for one that nobody declared. Besides: the app's lock as a pure rule, the one notice that tells
//! nothing, and a quick way out. It never sends anything, and nothing of it ever stands before a crisis line.

mod erase;
mod kept;
mod lock;
mod neutral;
mod report;
mod seen;
mod store;
#[cfg(test)]
mod tests;

pub use erase::{
    Confirmation, Hindrance, confirm_area, confirm_everything, erase_area, erase_everything,
    erase_own_entries,
};
pub use kept::{AREAS, Area, Entry, Erasing, FOLDER, Table};
pub use lock::{AppLock, Curtain, Event, next};
pub use neutral::{NeutralNotice, QuickExit, neutral_notice, quick_exit_to};
pub use report::{KeptArea, KeptFile, PartySees, Report, SeenRow, report};
pub use seen::{Party, Sight};
pub use store::rows;

use crate::error::{Advice, Advise};
use crate::vault::VaultError;

/// Why something was not erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PrivacyError {
    /// A request is under way, or the relay is still to be told of its end: take it back first, and let it be sent.
    #[error("a request is under way")]
    StillAsking,
    /// This peer is on call, holds a request, or a relay is still to be told: go off call first.
    #[error("this peer is on duty")]
    StillOnDuty,
    /// This goes only with everything else.
    #[error("it is erased with everything else only")]
    WithEverything,
    /// The phone's storage failed. The keys are destroyed all the same.
    #[error("the phone's storage failed")]
    Storage,
    /// A vault or its keys.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl Advise for PrivacyError {
    fn advice(&self) -> Advice {
        match self {
            Self::StillAsking | Self::StillOnDuty | Self::WithEverything | Self::Storage => Advice::Retry,
            Self::Vault(error) => error.advice(),
        }
    }
}
