//! Why something that spans several capabilities was not done.

use crate::coping::CopingError;
use crate::duty::DutyError;
use crate::error::{Advice, Advise};
use crate::follow_up::FollowUpError;
use crate::limits::LimitsError;
use crate::membership::MembershipError;
use crate::pack::PackError;
use crate::privacy::PrivacyError;
use crate::relay_client::CallError;
use crate::request::RequestError;
use crate::safety_plan::PlanError;
use crate::settings::SettingsError;
use crate::vault::VaultError;

/// Why it was not done, in terms that somebody can act on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HomeError {
    /// The phone has no card for this.
    #[error("this phone has no card for this")]
    NoCard,
    /// The card's bearer is not one that the pool's policy lists any more: a new card is needed.
    #[error("the card on this phone is out of date")]
    CardOutdated,
    /// The pool's policy was not fetched yet.
    #[error("the pool's policy was not fetched yet")]
    NoPolicy,
    /// The directory was not fetched yet.
    #[error("the directory was not fetched yet")]
    NoDirectory,
    /// The directory's time is over: its keys count for nothing, and nobody can be asked.
    #[error("the directory is out of date")]
    DirectoryExpired,
    /// The limits were not fetched yet.
    #[error("the limits were not fetched yet")]
    NoLimits,
    /// The limits.
    #[error(transparent)]
    Limits(#[from] LimitsError),
    /// The request.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// Duty.
    #[error(transparent)]
    Duty(#[from] DutyError),
    /// The cards.
    #[error(transparent)]
    Membership(#[from] MembershipError),
    /// The packs.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// A call to a relay.
    #[error(transparent)]
    Call(#[from] CallError),
    /// Erasing.
    #[error(transparent)]
    Privacy(#[from] PrivacyError),
    /// The settings.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// A coping tool.
    #[error(transparent)]
    Coping(#[from] CopingError),
    /// The safety plan.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The follow-ups.
    #[error(transparent)]
    FollowUp(#[from] FollowUpError),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl HomeError {
    /// Whether it was not done because a file is locked: it can be after the phone is unlocked.
    pub fn is_locked(&self) -> bool {
        matches!(
            self,
            Self::Vault(VaultError::Locked)
                | Self::Limits(LimitsError::Vault(VaultError::Locked))
                | Self::Request(RequestError::Vault(VaultError::Locked))
                | Self::Membership(MembershipError::Vault(VaultError::Locked))
                | Self::Duty(DutyError::Vault(VaultError::Locked))
                | Self::Privacy(PrivacyError::Vault(VaultError::Locked))
        )
    }
}

impl Advise for HomeError {
    fn advice(&self) -> Advice {
        match self {
            Self::NoCard | Self::CardOutdated => Advice::Renew,
            Self::NoPolicy | Self::NoDirectory | Self::DirectoryExpired | Self::NoLimits => Advice::CallALine,
            Self::Limits(error) => error.advice(),
            Self::Request(error) => error.advice(),
            Self::Duty(error) => error.advice(),
            Self::Membership(error) => error.advice(),
            Self::Pack(error) => error.advice(),
            Self::Call(_) => Advice::RetryLater,
            Self::Privacy(error) => error.advice(),
            Self::Settings(error) => error.advice(),
            Self::Coping(error) => error.advice(),
            Self::Plan(error) => error.advice(),
            Self::FollowUp(error) => error.advice(),
            Self::Vault(error) => error.advice(),
        }
    }
}
