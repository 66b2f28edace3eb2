//! Why a self-check was not done, in terms that somebody can act on.

use super::rules::AnswersRefused;
use crate::error::{Advice, Advise};
use crate::vault::VaultError;

/// Why it was not done. What was kept before is unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SelfCheckError {
    /// This phone knows no instrument of that id.
    #[error("there is no such instrument")]
    NoSuchInstrument,
    /// Only its rules are known: nobody can be asked.
    #[error("the wording of this instrument is not here")]
    NoWording,
    /// The answer is not one of the question's.
    #[error("{0}")]
    Answers(#[from] AnswersRefused),
    /// Nothing of it was answered yet.
    #[error("nothing was begun")]
    NothingBegun,
    /// An answer is missing, so there is no result to keep.
    #[error("an answer is missing")]
    Incomplete,
    /// There is no result of that id any more.
    #[error("there is no such result")]
    NoSuchResult,
    /// The vault could not be read or written.
    #[error("{0}")]
    Vault(#[from] VaultError),
}

impl Advise for SelfCheckError {
    fn advice(&self) -> Advice {
        match self {
            Self::NoSuchInstrument | Self::NoWording => Advice::Renew,
            Self::Answers(_) | Self::NothingBegun | Self::Incomplete | Self::NoSuchResult => Advice::Retry,
            Self::Vault(error) => error.advice(),
        }
    }
}
