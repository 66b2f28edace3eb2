//! Why a file was not written or not read, in terms that somebody can act on.

use crate::error::{Advice, Advise};
use crate::self_check::SelfCheckError;
use crate::vault::VaultError;

/// Why it was not done. Nothing was kept. Says nothing of what is in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExchangeError {
    /// There is no result to export.
    #[error("there is no result to export")]
    NothingKept,
    /// The phone gave no randomness for the names of results.
    #[error("the phone gave no randomness")]
    NoRandomness,
    /// The file is longer than [`super::MAX_BYTES`].
    #[error("the file is too long")]
    TooLong,
    /// The file is nested deeper than [`super::MAX_DEPTH`].
    #[error("the file is nested too deep")]
    TooDeep,
    /// The file holds more than [`super::MAX_RESULTS`] results, or more than [`super::MAX_ENTRIES`] entries.
    #[error("the file holds too many results")]
    TooMany,
    /// It is no text, or no JSON.
    #[error("the file is not JSON")]
    NotJson,
    /// It is JSON, but neither a bundle of FHIR nor one filled form.
    #[error("the file is neither a bundle nor a filled form of FHIR")]
    NotFhir,
    /// It is FHIR, but holds no filled form.
    #[error("the file holds no filled form")]
    NoResults,
    /// A result could not be scored.
    #[error("{0}")]
    SelfCheck(#[from] SelfCheckError),
    /// The vault could not be read or written.
    #[error("{0}")]
    Vault(#[from] VaultError),
}

impl Advise for ExchangeError {
    fn advice(&self) -> Advice {
        match self {
            Self::NothingKept | Self::NotJson | Self::NotFhir | Self::NoResults => Advice::Renew,
            Self::TooLong | Self::TooDeep | Self::TooMany => Advice::Renew,
            Self::NoRandomness => Advice::RetryLater,
            Self::SelfCheck(error) => error.advice(),
            Self::Vault(error) => error.advice(),
        }
    }
}
