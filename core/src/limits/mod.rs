//! Limits: what a peer must disclose, shown before the first request and accepted by the officer, on this phone.
//!
//! They are data of a verified `limits` pack: the common part for the pool's jurisdiction, and what the officer's own agency adds.
//! On the same screen stands what a peer is and is not. Whoever has not accepted what holds now cannot ask: a request cannot be
//! made without [`AcceptedLimits`], and only this capability makes one. It names the common part alone; which agency's rules were
//! on the screen never leaves the phone.

mod rules;
mod store;
#[cfg(test)]
mod tests;

pub use peerline_protocol::pack::limits::Layer;
pub use rules::{LimitsScreen, Shown, ShownLimit};

use crate::error::{Advice, Advise};
use crate::ids::Minute;
use crate::vault::{Vault, VaultError};
use crate::words::Language;
use chrono::{DateTime, Utc};
use peerline_protocol::pack::Limits;

/// What an officer of `agency` reads before they accept: the role of a peer, the common limits, their agency's own.
///
/// Without an agency, or with one that adds nothing, only the common part is shown.
pub fn screen(limits: &Limits, agency: Option<&str>, language: Language) -> LimitsScreen {
    rules::screen(limits, agency, language)
}

/// Accepts what was shown, and keeps that with its time. `seen` is that of the screen that the officer read.
///
/// # Errors
/// [`LimitsError::Changed`] if other limits hold by now: show them. [`LimitsError::Vault`] if it could not be kept.
pub fn accept(
    vault: &Vault,
    limits: &Limits,
    agency: Option<&str>,
    seen: &Shown,
    now: DateTime<Utc>,
) -> Result<AcceptedLimits, LimitsError> {
    if *seen != rules::shown(limits, agency) {
        return Err(LimitsError::Changed);
    }
    let acceptance = Acceptance {
        id: limits.common.id.clone(),
        version: limits.common.version,
        at: Minute::of_unix(now.timestamp()),
    };
    vault.keep(|transaction| store::add(transaction, &acceptance, seen))?;
    Ok(AcceptedLimits { id: acceptance.id, version: acceptance.version })
}

/// The proof that the officer has accepted the limits that hold now, for the one who makes a request.
///
/// # Errors
/// [`LimitsError::NotAccepted`] if they have not, or if the common or the agency's part has changed since.
pub fn accepted(vault: &Vault, limits: &Limits, agency: Option<&str>) -> Result<AcceptedLimits, LimitsError> {
    let shown = rules::shown(limits, agency);
    let (id, version) = (&limits.common.id, limits.common.version);
    if vault.read(|connection| store::has(connection, id, version, &shown))? {
        Ok(AcceptedLimits { id: id.clone(), version })
    } else {
        Err(LimitsError::NotAccepted)
    }
}

/// Everything that the officer has accepted, the newest first. For their own eyes.
///
/// # Errors
/// [`LimitsError::Vault`].
pub fn acceptances(vault: &Vault) -> Result<Vec<Acceptance>, LimitsError> {
    Ok(vault.read(store::all)?)
}

/// That the officer has accepted the common limits of this id and version. A request carries these two and nothing else of it.
///
/// Nobody outside of this capability can make one:
///
/// ```compile_fail
/// let forged = peerline_core::limits::AcceptedLimits { id: "common".to_owned(), version: 1 };
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedLimits {
    id: String,
    version: u32,
}

impl AcceptedLimits {
    /// The id of the common part.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its version.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// As if they had been accepted, for the tests of other capabilities.
    #[cfg(test)]
    pub(crate) fn assumed(id: &str, version: u32) -> Self {
        Self { id: id.to_owned(), version }
    }
}

/// As the request's body carries it.
impl From<AcceptedLimits> for peerline_protocol::request::AcceptedLimits {
    fn from(accepted: AcceptedLimits) -> Self {
        Self { id: accepted.id, version: accepted.version }
    }
}

/// What was accepted, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// The id of the common part.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// When, by the phone's clock.
    pub at: Minute,
}

/// Why nothing may be asked yet, or nothing was accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LimitsError {
    /// The limits that hold now have not been accepted: show them.
    #[error("the limits have not been accepted")]
    NotAccepted,
    /// Other limits hold than those that were read: show them anew.
    #[error("the limits have changed")]
    Changed,
    /// The vault could not be read or written.
    #[error("{0}")]
    Vault(#[from] VaultError),
}

impl Advise for LimitsError {
    fn advice(&self) -> Advice {
        match self {
            Self::NotAccepted | Self::Changed => Advice::Renew,
            Self::Vault(error) => error.advice(),
        }
    }
}
