//! What a peer must disclose, shown and accepted before the first request.

use crate::error::{Input, PeerlineError};
use crate::fault::contained;
use crate::redact::redacted;
use peerline_core::home;
use peerline_core::limits::{self, Layer, Shown};
use peerline_core::words::Language;
use std::sync::Arc;

/// What a peer must disclose.
#[derive(uniffi::Object)]
pub struct Limits(pub(crate) Arc<home::Peerline>);

/// Everything that an officer reads before they accept.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct LimitsScreen {
    /// What a peer is and is not.
    pub role: String,
    /// Where the rules hold.
    pub place: String,
    /// The limits: those for everybody, then those of the officer's agency.
    pub limits: Vec<ShownLimit>,
    /// What exactly is shown, to be handed to `accept`.
    pub shown: Vec<u8>,
}

/// One limit in finished sentences.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ShownLimit {
    /// Names it.
    pub id: String,
    /// What a peer must do, or must not.
    pub text: String,
    /// Whose rule it is.
    pub whose: String,
    /// The same as a value.
    pub layer: Layer,
    /// Whether only the officer's own agency has it.
    pub of_my_agency: bool,
    /// Where it is written.
    pub source: String,
}

redacted!(LimitsScreen, ShownLimit);

#[uniffi::export]
impl Limits {
    /// What is to be read, here and in the officer's agency.
    pub fn screen(&self, language: String) -> Result<LimitsScreen, PeerlineError> {
        contained(|| Ok(self.0.limits(Language::from_tag(&language))?.into()))
    }

    /// Accepts what was shown.
    pub fn accept(&self, shown: Vec<u8>) -> Result<(), PeerlineError> {
        contained(|| {
            let shown =
                <[u8; 32]>::try_from(shown).map_err(|_| PeerlineError::BadInput { input: Input::Shown })?;
            Ok(self.0.accept_limits(&Shown::new(shown))?)
        })
    }
}

impl From<limits::LimitsScreen> for LimitsScreen {
    fn from(screen: limits::LimitsScreen) -> Self {
        let limit = |limit: limits::ShownLimit| ShownLimit {
            id: limit.id,
            text: limit.text,
            whose: limit.whose,
            layer: limit.layer,
            of_my_agency: limit.of_my_agency,
            source: limit.source,
        };
        Self {
            role: screen.role,
            place: screen.place,
            limits: screen.limits.into_iter().map(limit).collect(),
            shown: screen.shown.as_bytes().to_vec(),
        }
    }
}

/// Whose rule a limit is.
#[uniffi::remote(Enum)]
pub enum Layer {
    /// The law's.
    Statute,
    /// The agency's.
    Agency,
    /// The peer programme's.
    Programme,
}
