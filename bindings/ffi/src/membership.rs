//! Cards: how a phone comes into a pool.

use crate::error::PeerlineError;
use crate::fault::contained;
use crate::redact::redacted;
use peerline_core::home;
use peerline_core::membership::{Invitation, Invited};
use std::sync::Arc;

/// The cards that this phone has read.
#[derive(uniffi::Object)]
pub struct Membership(pub(crate) Arc<home::Peerline>);

/// What a card says.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Joined {
    /// The pool's name.
    pub pool: String,
    /// Whether it is a peer's card.
    pub as_peer: bool,
}

/// The card that a peer's phone shows to the coordinator.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct RosterCard {
    /// As text, for a QR code.
    pub text: String,
    /// The word that peer and coordinator compare.
    pub word: String,
}

redacted!(Joined, RosterCard);

#[uniffi::export]
impl Membership {
    /// Reads a card. The first fetch of packs and keys is due at once.
    pub fn join(&self, card: String) -> Result<Joined, PeerlineError> {
        contained(|| Ok(self.0.join(&card)?.into()))
    }

    /// The card that lets this phone ask, if it has one.
    pub fn member(&self) -> Result<Option<Joined>, PeerlineError> {
        contained(|| Ok(self.0.membership().member()?.map(Joined::from)))
    }

    /// The card that makes this phone a peer's, if it has one.
    pub fn peer(&self) -> Result<Option<Joined>, PeerlineError> {
        contained(|| Ok(self.0.membership().peer()?.map(|peer| peer.card.into())))
    }

    /// The card that this peer's phone shows to the coordinator.
    pub fn card_for_the_roster(&self) -> Result<RosterCard, PeerlineError> {
        contained(|| {
            let card = self.0.membership().card_for_the_roster()?;
            Ok(RosterCard { text: card.print(), word: card.word() })
        })
    }

    /// The officer's own agency. It never leaves the phone.
    pub fn my_agency(&self) -> Result<Option<String>, PeerlineError> {
        contained(|| Ok(self.0.membership().my_agency()?))
    }

    /// Names the officer's own agency, or takes that back.
    pub fn set_my_agency(&self, agency: Option<String>) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.membership().set_my_agency(agency.as_deref())?))
    }

    /// Forgets the pool with everything that came from it. Not while somebody would wait for an answer that could no longer come: while
    /// the officer asks, while the peer is on call or a request is with them.
    pub fn leave(&self) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.leave()?))
    }
}

impl From<Invitation> for Joined {
    fn from(card: Invitation) -> Self {
        Self { pool: card.name, as_peer: matches!(card.invited, Invited::Peer(_)) }
    }
}
