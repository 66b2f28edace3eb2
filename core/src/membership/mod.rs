//! Cards: how a phone comes into a pool, as a member who may ask or as a peer who answers.
//!
//! A member's card lies in the officer's file, a peer's in the duty file; a peer who may also ask has both. Reading a card tells
//! nobody anything. A peer's phone makes its directory key itself and shows the public half as a card of its own, which goes into
//! the roster; the private half never leaves the phone.

#[cfg(test)]
mod tests;

use crate::error::{Advice, Advise};
use crate::ids::PoolId;
use crate::random::{NoRandomness, Random, draw};
use crate::sensitive::Sensitive;
use crate::vault::{Vault, VaultError};
pub use peerline_protocol::card::{CardError, Invitation, Invited, PeerCard};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use std::sync::Arc;

/// The cards that this phone has read.
pub struct Membership {
    officer: Arc<Vault>,
    duty: Arc<Vault>,
    random: Arc<dyn Random>,
}

/// What a peer's phone has: the card it was given and the key it made.
#[derive(Debug, Clone)]
pub struct PeerMembership {
    /// The card.
    pub card: Invitation,
    directory_seed: Sensitive<[u8; 32]>,
}

impl PeerMembership {
    /// The key that signs daily keys.
    pub fn directory_key(&self) -> Result<Ed25519KeyPair, MembershipError> {
        Ed25519KeyPair::from_seed_unchecked(self.directory_seed.expose())
            .map_err(|_| MembershipError::Damaged)
    }
}

/// Why a card was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MembershipError {
    /// The card itself.
    #[error(transparent)]
    Card(#[from] CardError),
    /// This phone is in another pool: leave that one first.
    #[error("this phone is in another pool")]
    AnotherPool,
    /// This phone is another peer's: leave first.
    #[error("this phone is another peer's")]
    AnotherPeer,
    /// The phone has read no card for this.
    #[error("this phone has no card for this")]
    NoCard,
    /// What was kept of the card cannot be used.
    #[error("the card kept on this phone cannot be used")]
    Damaged,
    /// The vault did not do it.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl Advise for MembershipError {
    fn advice(&self) -> Advice {
        match self {
            Self::Card(CardError::NewerVersion) => Advice::UpdateApp,
            Self::Card(_) | Self::NoCard | Self::Damaged => Advice::Renew,
            Self::AnotherPool | Self::AnotherPeer => Advice::Retry,
            Self::Vault(error) => error.advice(),
        }
    }
}

impl From<NoRandomness> for MembershipError {
    fn from(_: NoRandomness) -> Self {
        Self::Vault(VaultError::NoRandomness)
    }
}

impl Membership {
    /// The memberships kept in both files.
    pub fn new(officer: Arc<Vault>, duty: Arc<Vault>, random: Arc<dyn Random>) -> Self {
        Self { officer, duty, random }
    }

    /// Reads a card: a member's or a peer's. A newer card of the same pool takes the place of the older one; the key that a peer's
    /// phone has made stays.
    pub fn join(&self, card: &str) -> Result<Invitation, MembershipError> {
        let card = Invitation::parse(card)?;
        let pools = [self.member()?, self.peer()?.map(|peer| peer.card)];
        if pools.iter().flatten().any(|known| known.pool != card.pool) {
            return Err(MembershipError::AnotherPool);
        }
        let text = card.print()?;
        match card.invited {
            Invited::Member => self.officer.keep(|t| store::put(t, text.expose()))?,
            Invited::Peer(peer) => match self.peer()? {
                Some(known) if known.card.invited != Invited::Peer(peer) => {
                    return Err(MembershipError::AnotherPeer);
                }
                known => {
                    let seed = match known {
                        Some(known) => known.directory_seed,
                        None => Sensitive::new(draw::<32>(&*self.random)?),
                    };
                    self.duty.keep(|t| store::put_peer(t, text.expose(), &seed))?;
                }
            },
        }
        Ok(card)
    }

    /// The card that lets this phone ask.
    pub fn member(&self) -> Result<Option<Invitation>, MembershipError> {
        let card = self.officer.read(store::card)?;
        card.map(|card| Invitation::parse(&card).map_err(|_| MembershipError::Damaged)).transpose()
    }

    /// The card that makes this phone a peer's, and the peer's directory key.
    pub fn peer(&self) -> Result<Option<PeerMembership>, MembershipError> {
        let Some((card, seed)) = self.duty.read(store::peer_card)? else { return Ok(None) };
        let card = Invitation::parse(&card).map_err(|_| MembershipError::Damaged)?;
        Ok(Some(PeerMembership { card, directory_seed: Sensitive::new(seed) }))
    }

    /// The card that this peer's phone shows to the coordinator.
    pub fn card_for_the_roster(&self) -> Result<PeerCard, MembershipError> {
        let membership = self.peer()?.ok_or(MembershipError::NoCard)?;
        let Invited::Peer(peer) = membership.card.invited else { return Err(MembershipError::Damaged) };
        let mut key = [0; 32];
        key.copy_from_slice(membership.directory_key()?.public_key().as_ref());
        Ok(PeerCard { pool: membership.card.pool, peer, key })
    }

    /// The pool that this phone is in, whichever card says so.
    pub fn pool(&self) -> Result<Option<PoolId>, MembershipError> {
        if let Some(card) = self.member()? {
            return Ok(Some(card.pool));
        }
        Ok(self.peer()?.map(|peer| peer.card.pool))
    }

    /// The officer's own agency, as the officer named it. It never leaves the phone.
    pub fn my_agency(&self) -> Result<Option<String>, MembershipError> {
        Ok(self.officer.read(store::agency)?)
    }

    /// Names the officer's own agency, or takes that back.
    pub fn set_my_agency(&self, agency: Option<&str>) -> Result<(), MembershipError> {
        let fresh = draw::<32>(&*self.random)?;
        Ok(self.officer.keep(|t| store::set_agency(t, agency, &fresh))?)
    }

    /// What makes the order of peers on this phone its own: 32 random bytes that it keeps to itself.
    pub fn rotation(&self) -> Result<Sensitive<[u8; 32]>, MembershipError> {
        let fresh = draw::<32>(&*self.random)?;
        Ok(Sensitive::new(self.officer.write(|t| store::rotation(t, &fresh))?))
    }

    /// Forgets both cards and destroys the peer's directory key, with the file's key.
    pub fn leave(&self) -> Result<(), MembershipError> {
        self.officer.keep_and_renew_key(store::forget)?;
        self.duty.keep_and_renew_key(store::forget)?;
        Ok(())
    }
}

mod store {
    use crate::sensitive::Sensitive;
    use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

    pub(super) fn put(t: &Transaction<'_>, card: &str) -> rusqlite::Result<()> {
        t.execute("insert or replace into membership (only, card) values (1, ?1)", [card]).map(|_| ())
    }

    pub(super) fn put_peer(
        t: &Transaction<'_>,
        card: &str,
        seed: &Sensitive<[u8; 32]>,
    ) -> rusqlite::Result<()> {
        t.execute(
            "insert or replace into membership (only, card, directory_seed) values (1, ?1, ?2)",
            params![card, seed.expose()],
        )
        .map(|_| ())
    }

    pub(super) fn card(c: &Connection) -> rusqlite::Result<Option<String>> {
        c.query_row("select card from membership", [], |row| row.get(0)).optional()
    }

    pub(super) fn peer_card(c: &Connection) -> rusqlite::Result<Option<(String, [u8; 32])>> {
        let query = "select card, directory_seed from membership";
        c.query_row(query, [], |row| Ok((row.get(0)?, row.get(1)?))).optional()
    }

    pub(super) fn agency(c: &Connection) -> rusqlite::Result<Option<String>> {
        Ok(c.query_row("select agency from myself", [], |row| row.get(0)).optional()?.flatten())
    }

    pub(super) fn set_agency(
        t: &Transaction<'_>,
        agency: Option<&str>,
        fresh: &[u8; 32],
    ) -> rusqlite::Result<()> {
        rotation(t, fresh)?;
        t.execute("update myself set agency = ?1", [agency]).map(|_| ())
    }

    pub(super) fn rotation(t: &Transaction<'_>, fresh: &[u8; 32]) -> rusqlite::Result<[u8; 32]> {
        t.execute("insert or ignore into myself (only, rotation) values (1, ?1)", [fresh])?;
        t.query_row("select rotation from myself", [], |row| row.get(0))
    }

    pub(super) fn forget(t: &Transaction<'_>) -> rusqlite::Result<()> {
        t.execute("delete from membership", []).map(|_| ())
    }
}
