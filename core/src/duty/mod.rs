//! Duty: a peer's side. Being on call, seeing a request without a name, taking it, and knowing when the officer has the answer.
//!
//! The phone makes a key each day, states it to the relays under the peer's directory key, and destroys it after seven days. It
//! reads the pool's board and tries its keys on every slot; what opens is shown with its topics and wishes and nothing else. All of
//! it lies in the duty file, so that timers and wakes work once the phone was unlocked. Who asked is never known here unless the
//! officer says so.

mod board;
mod progress;
mod rest;
pub mod rules;
mod store;
#[cfg(test)]
mod tests;
pub mod words;

use crate::clock::{Clock, Mark};
use crate::error::{Advice, Advise};
use crate::ids::{Minute, PeerId, PoolId, RequestId};
use crate::random::{NoRandomness, Random, draw};
use crate::relay_client::outbox::{self, Kind};
use crate::relay_client::{Relay, calls};
use crate::sensitive::Sensitive;
use crate::vault::{Vault, VaultError};
use peerline_protocol::answer::{Answer, AnswerContext, Phone, seal_answer, secret_hash};
use peerline_protocol::call::Claim;
use peerline_protocol::lists::{Modality, Topic, Wish};
use peerline_protocol::request::{AcceptedLimits, PrivateKey, SealError};
use ring::signature::Ed25519KeyPair;
use rules::{Effect, Event, Held, Offer, Over};
use rusqlite::Connection;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::{ClaimSecrets, KeptOffer, OnCall};

pub use progress::Progress;
pub use rest::{Break, LOAD_CHECKLIST};

/// What a peer's phone does for others.
pub struct Duty {
    vault: Arc<Vault>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    boards: Mutex<board::Boards>,
}

/// What duty needs to know of the pool and of this peer.
pub struct Post {
    /// The pool.
    pub pool: PoolId,
    /// This peer.
    pub peer: PeerId,
    /// Reads the board and claims.
    pub board_bearer: Sensitive<[u8; 32]>,
    /// Signs daily keys.
    pub directory_key: Ed25519KeyPair,
    /// The relays of the signed policy.
    pub relays: Vec<Relay>,
    /// How long each round stays open.
    pub ladder: [Duration; 3],
    /// How this peer can be reached, as the directory says.
    pub reach: Reach,
    /// Whether anonymous tokens admit requests in this pool: then requests of kind 0 are refused.
    pub tokens_live: bool,
}

/// How a peer can be reached; goes into the sealed answer.
#[derive(Debug, Clone)]
pub struct Reach {
    /// The number to call or text.
    pub phone: Option<Phone>,
    /// By which ways.
    pub modalities: Vec<Modality>,
}

/// The peer's screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyView {
    /// On call until this minute; `None`: off call.
    pub on_call_until: Option<Minute>,
    /// The peer's break, while it lasts: off call, and nothing new is shown.
    pub on_break: Option<Break>,
    /// What keeps officers from reaching this peer, if something does.
    pub trouble: Option<Trouble>,
    /// Requests that this peer can take, holds, or that are over, oldest first.
    pub offers: Vec<OfferView>,
}

/// Why officers' phones cannot reach this peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// No relay has taken today's key yet.
    NotPublished,
    /// The relays say that the directory does not back this key: the card has not reached the roster, or the designation lapsed.
    NotInDirectory,
    /// Another phone has stated another key for today as this peer.
    AnotherPhone,
}

/// A request as a peer sees it: no name, no agency, no number. Prints nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct OfferView {
    /// The request.
    pub id: RequestId,
    /// Where it stands.
    pub stage: OfferStage,
    /// What it is about.
    pub topics: Vec<Topic>,
    /// What the officer would like.
    pub wishes: Vec<Wish>,
    /// The language to talk in, BCP 47.
    pub language: String,
    /// Which common limits the officer accepted.
    pub limits: AcceptedLimits,
    /// How long it is still open.
    pub left: Duration,
}

impl std::fmt::Debug for OfferView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OfferView")
    }
}

/// Where a request stands, for the peer's screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfferStage {
    /// It can be taken.
    Open,
    /// Taken on this phone; whether it was the first is not known yet.
    Claiming,
    /// This peer has it.
    Held(Held),
    /// Over for this peer.
    Over(Over),
}

/// Why duty did not do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DutyError {
    /// There is no such request on this phone, or not any more.
    #[error("there is no such request here")]
    NoSuchRequest,
    /// The request does not stand so that this could be done with it.
    #[error("this cannot be done with the request now")]
    NotNow,
    /// The peer holds a request: it has to be finished or given back before a break.
    #[error("a request is held")]
    Holding,
    /// The peer is on a break: it has to be ended first.
    #[error("on a break")]
    OnBreak,
    /// The answer could not be sealed.
    #[error(transparent)]
    Sealing(#[from] SealError),
    /// The vault did not do it.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl Advise for DutyError {
    fn advice(&self) -> Advice {
        match self {
            Self::NoSuchRequest | Self::NotNow | Self::Holding | Self::OnBreak => Advice::Retry,
            Self::Sealing(_) => Advice::RetryLater,
            Self::Vault(error) => error.advice(),
        }
    }
}

impl From<NoRandomness> for DutyError {
    fn from(error: NoRandomness) -> Self {
        Self::Sealing(error.into())
    }
}

impl Duty {
    /// The duty of a peer whose duty file this is.
    pub fn new(vault: Arc<Vault>, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        Self { vault, clock, random, boards: Mutex::default() }
    }

    /// On call for so long, at most a day; officers' phones learn it with the next statement. Not during a break.
    pub fn go_on_call(&self, length: Duration) -> Result<Minute, DutyError> {
        self.not_on_break()?;
        let now = self.minute();
        let until = rules::on_call_until(now, length);
        let before = self.vault.read(store::on_call)?;
        self.vault.keep(|t| store::set_on_call(t, OnCall { until, state_from: now, ..before }))?;
        Ok(until)
    }

    /// Off call: nothing new is shown from now on. Others learn it at the next quarter of an hour, so that it cannot be told whether
    /// a request was the reason.
    pub fn go_off_call(&self) -> Result<(), DutyError> {
        let state_from = rules::next_quarter(self.minute());
        let before = self.vault.read(store::on_call)?;
        Ok(self.vault.keep(|t| store::set_on_call(t, OnCall { until: Minute(0), state_from, ..before }))?)
    }

    /// The peer's screen.
    pub fn view(&self) -> Result<DutyView, DutyError> {
        let now = Mark::now(&*self.clock);
        let minute = Minute::of_unix(now.wall.timestamp());
        let (on_call, offers, trouble) = self.vault.read(|c| {
            let keys = store::keys(c)?;
            let trouble = match store::refused_publication(c)?.as_deref() {
                Some(progress::SECOND_KEY) => Some(Trouble::AnotherPhone),
                Some(_) => Some(Trouble::NotInDirectory),
                None if !keys.iter().any(|key| key.seq > 0 && key.day == minute.day()) => {
                    Some(Trouble::NotPublished)
                }
                None => None,
            };
            Ok((store::on_call(c)?, store::offers(c)?, trouble))
        })?;
        let on_break = self.on_break()?;
        let on_call_until = Some(on_call.until).filter(|until| *until > minute && on_break.is_none());
        let offers =
            offers.iter().filter_map(|kept| offer_view(kept, on_call_until.is_some(), &now)).collect();
        Ok(DutyView { on_call_until, on_break, trouble, offers })
    }

    /// Takes a request: seals the answer and puts the claim in the outbox. Whether this phone was the first is the relay's to say.
    pub fn claim(&self, post: &Post, id: &RequestId) -> Result<(), DutyError> {
        self.not_on_break()?;
        self.decide(post, id, Event::Claim)
    }

    /// Does not take a request. Nobody is told.
    pub fn decline(&self, post: &Post, id: &RequestId) -> Result<(), DutyError> {
        self.decide(post, id, Event::Decline)
    }

    /// Gives a request back, so that the next peer can take it.
    pub fn release(&self, post: &Post, id: &RequestId) -> Result<(), DutyError> {
        self.decide(post, id, Event::Release)
    }

    /// Takes a request that is over off the screen.
    pub fn dismiss(&self, id: &RequestId) -> Result<(), DutyError> {
        Ok(self.vault.keep(|t| store::dismiss(t, id))?)
    }

    /// Makes, states and destroys daily keys, sends what waits, reads the board and the feeds of what this peer holds; parked for at
    /// most `wait` at one relay's board. The same calls go out whether or not this peer holds a request.
    pub async fn progress(&self, post: &Post, wait: Duration) -> Result<Progress, DutyError> {
        progress::progress(self, post, wait).await
    }

    fn decide(&self, post: &Post, id: &RequestId, event: Event) -> Result<(), DutyError> {
        match self.apply(post, id, event)? {
            Applied::Changed => Ok(()),
            Applied::Unchanged => Err(DutyError::NotNow),
            Applied::NotThere => Err(DutyError::NoSuchRequest),
        }
    }

    /// Lets an event happen to a request and keeps what follows from it. Where secrets are destroyed, the file gets a new key.
    fn apply(&self, post: &Post, id: &RequestId, event: Event) -> Result<Applied, DutyError> {
        let now = Mark::now(&*self.clock);
        let mut done = false;
        let applied = self.vault.try_write(|t| {
            let Some(kept) = store::offer(t, id).map_err(VaultError::from)? else {
                return Ok(Applied::NotThere);
            };
            let (after, effects) = rules::next(kept.offer.clone(), event);
            if after == kept.offer {
                return Ok(Applied::Unchanged);
            }
            store::set_offer(t, id, &after).map_err(VaultError::from)?;
            for effect in effects {
                done |= effect == Effect::BeDone;
                self.carry_out(t, post, &kept, effect, &now)?;
            }
            Ok::<_, DutyError>(Applied::Changed)
        })?;
        match applied {
            Applied::Changed if done => {
                self.vault.renew_key()?;
            }
            Applied::Changed => self.vault.save()?,
            Applied::Unchanged | Applied::NotThere => {}
        }
        Ok(applied)
    }

    fn carry_out(
        &self,
        c: &Connection,
        post: &Post,
        kept: &KeptOffer,
        effect: Effect,
        now: &Mark,
    ) -> Result<(), DutyError> {
        match effect {
            Effect::SendClaim => self.send_claim(c, post, kept, now),
            Effect::SendRelease(rev) => {
                let Some(claim) = &kept.claim else { return Err(DutyError::NotNow) };
                let call = calls::release(&kept.id, &claim.holder, rev, draw(&*self.random)?);
                Ok(outbox::put(c, &kept.id, &kept.relay, Kind::Release, &call, DAY, now)
                    .map_err(VaultError::from)?)
            }
            Effect::BeDone => {
                let until = now.wall.timestamp() + rules::REMEMBER_DONE.as_secs().cast_signed();
                Ok(store::be_done(c, &kept.id, until).map_err(VaultError::from)?)
            }
        }
    }

    fn send_claim(&self, c: &Connection, post: &Post, kept: &KeptOffer, now: &Mark) -> Result<(), DutyError> {
        let secret = store::claim_secret(c, &kept.id, &kept.relay).map_err(VaultError::from)?;
        let (Some(secret), Some(secrets)) = (secret, &kept.secrets) else { return Err(DutyError::NotNow) };
        let claim = ClaimSecrets {
            holder: Sensitive::new(draw(&*self.random)?),
            message_key: PrivateKey::generate(&*self.random)?,
        };
        let holder_hash = secret_hash(claim.holder.expose());
        let answer = Answer {
            peer: post.peer,
            phone: post.reach.phone.clone(),
            modalities: post.reach.modalities.clone(),
            message_key: claim.message_key.public(),
        };
        let context = AnswerContext {
            pool: &post.pool,
            id: &kept.id,
            commit: &kept.commit,
            slot: kept.slot,
            holder_hash: &holder_hash,
        };
        let answer = seal_answer(&answer, &context, &secrets.psk, &kept.reply_key, &*self.random)?;
        let body = Claim {
            slot: kept.slot.get(),
            claim: (*secret.expose()).into(),
            holder: holder_hash.into(),
            answer: answer.into(),
        };
        store::set_claim(c, &kept.id, &claim).map_err(VaultError::from)?;
        let call = calls::claim(&kept.id, &post.board_bearer, &body);
        // A repeated claim is answered like the first for as long as it holds, so it is of use for a day.
        Ok(outbox::put(c, &kept.id, &kept.relay, Kind::Claim, &call, DAY, now).map_err(VaultError::from)?)
    }

    fn minute(&self) -> Minute {
        Minute::of_unix(self.clock.now().timestamp())
    }
}

/// A claim lasts at most a day.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Applied {
    Changed,
    Unchanged,
    NotThere,
}

/// What the screen shows of a request: nothing new while off call, nothing that this peer declined or that lapsed unseen.
fn offer_view(kept: &KeptOffer, on_call: bool, now: &Mark) -> Option<OfferView> {
    let left = kept.left(now);
    let stage = match &kept.offer {
        Offer::Open if on_call && !left.is_zero() => OfferStage::Open,
        Offer::Open | Offer::Hidden => return None,
        Offer::Claiming => OfferStage::Claiming,
        Offer::Held(held) => OfferStage::Held(held.clone()),
        Offer::Over(Over::Declined | Over::Expired) => return None,
        Offer::Over(why) => OfferStage::Over(*why),
    };
    Some(OfferView {
        id: kept.id,
        stage,
        topics: kept.ask.topics.clone(),
        wishes: kept.ask.wishes.clone(),
        language: kept.ask.language.clone(),
        limits: kept.ask.limits.clone(),
        left,
    })
}
