//! A request: one tap, one sealed call for a peer, and what the officer is told until somebody is there or it is over.
//!
//! The officer's phone seals one body of a fixed size, keeps the finished bytes and sends them until a relay says that it has
//! them or until they are of no use. It reads what the relay says of the request, opens the answer of the peer who claims, and
//! keeps the time by its own clock. It never waits for the relay to show the lines, and nothing that identifies the officer
//! leaves the phone unless the officer shares a number.

pub mod choose;
pub mod keys;
mod progress;
pub mod rules;
mod store;
#[cfg(test)]
mod tests;
pub mod words;

use crate::clock::{Clock, Mark};
use crate::error::{Advice, Advise};
use crate::ids::{Minute, PeerId, PoolId, RelayId, RequestId};
use crate::limits::AcceptedLimits;
use crate::random::{NoRandomness, Random, draw};
use crate::relay_client::outbox::{self, Kind};
use crate::relay_client::{Relay, calls};
use crate::sensitive::Sensitive;
use crate::vault::{Vault, VaultError};
use choose::{Askable, Choice};
use peerline_protocol::answer::{Answer, Message, Phone, seal_message};
use peerline_protocol::call::{Bytes, Post, Submit};
use peerline_protocol::lists::{Modality, Topic, Wish};
use peerline_protocol::request::{Ask, Draft, ROUNDS, Recipient, SealError, Sealed, seal};
use rules::{Claim, Effect, End, Event, Front, State};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use store::Kept;

pub use peerline_protocol::answer::Phone as PhoneNumber;
pub use progress::Progress;

/// The officer's requests: one at a time.
pub struct Requests {
    vault: Arc<Vault>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

/// What a request needs to know of the pool.
#[derive(Clone)]
pub struct Pool {
    /// The pool.
    pub id: PoolId,
    /// What admits a request.
    pub member_bearer: Sensitive<[u8; 32]>,
    /// The relays of the signed policy, in its order.
    pub relays: Vec<Relay>,
    /// How long each round stays open.
    pub ladder: [Duration; 3],
}

/// What the officer asks for.
#[derive(Clone)]
pub struct NewRequest {
    /// The proof that the limits that hold now were accepted.
    pub limits: AcceptedLimits,
    /// Whom to ask.
    pub choice: Choice,
    /// What the officer would like.
    pub wishes: Vec<Wish>,
    /// What it is about.
    pub topics: Vec<Topic>,
    /// The language to talk in, BCP 47.
    pub language: String,
}

/// What stands beside the button, before anything is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BeforeAsking {
    /// How many peers can be reached, and how many of them are on call.
    pub askable: Askable,
    /// How old that count is; `None` if there never was one.
    pub counted: Option<Duration>,
    /// From one tap to the deadline, whatever the relay does.
    pub deadline: Duration,
}

/// Where the request stands, for the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestView {
    /// The request.
    pub id: RequestId,
    /// Where it stands.
    pub stage: Stage,
    /// Whether the lines come first.
    pub front: Front,
    /// By the phone's own clock, until the deadline; zero after it.
    pub left: Duration,
    /// How many peers were asked.
    pub asked: u32,
}

/// Where a request stands, with what the officer sees then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// No relay has said that it has it.
    Sending {
        /// A try was in vain: it is not sent yet.
        failed: bool,
    },
    /// A relay has it and opens round after round.
    Waiting {
        /// The round, 1 to 3, and by the phone's own clock what is left of it.
        round: u8,
        /// What is left of it; zero if the relay is behind.
        round_left: Duration,
    },
    /// A peer has answered.
    Answered {
        /// Who, and how to reach that peer.
        peer: AnsweringPeer,
        /// Time to ask whether there was no luck.
        ask_if_no_luck: bool,
    },
    /// Over.
    Ended {
        /// How.
        end: End,
        /// Who answered, if it was completed.
        peer: Option<AnsweringPeer>,
    },
}

/// The peer who answered. Prints nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct AnsweringPeer {
    /// The peer, as the directory names them.
    pub peer: PeerId,
    /// The number to call or text.
    pub phone: Option<Phone>,
    /// How this peer can be reached.
    pub modalities: Vec<Modality>,
    /// Whether the officer's number was shared with this peer.
    pub number_shared: bool,
}

impl std::fmt::Debug for AnsweringPeer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AnsweringPeer")
    }
}

/// Why a request cannot be made or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// None of those who could be asked can be reached: nothing was sent.
    #[error("nobody can be asked right now")]
    NobodyToAsk,
    /// There is a request already.
    #[error("a request is under way already")]
    AlreadyAsking,
    /// There is no request that this could be done with.
    #[error("there is no request to do this with")]
    NoRequest,
    /// Nobody has answered it, or not any more.
    #[error("nobody has answered this request")]
    NotAnswered,
    /// The pool's policy names no relay that can be used.
    #[error("the pool has no relay")]
    NoRelay,
    /// The request could not be sealed.
    #[error(transparent)]
    Sealing(#[from] SealError),
    /// The vault did not do it.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl Advise for RequestError {
    fn advice(&self) -> Advice {
        match self {
            Self::NobodyToAsk | Self::NoRelay | Self::Sealing(_) => Advice::CallALine,
            Self::AlreadyAsking | Self::NoRequest | Self::NotAnswered => Advice::Retry,
            Self::Vault(error) => error.advice(),
        }
    }
}

impl From<NoRandomness> for RequestError {
    fn from(error: NoRandomness) -> Self {
        Self::Sealing(error.into())
    }
}

impl Requests {
    /// The requests in an officer's vault.
    pub fn new(vault: Arc<Vault>, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        Self { vault, clock, random }
    }

    /// What stands beside the button: who could be reached out of `peers`, how old that count is, and the deadline.
    pub fn before_asking(&self, pool: &Pool, peers: &[PeerId]) -> Result<BeforeAsking, RequestError> {
        let now = self.minute();
        let keys = keys::newest(&self.vault, &pool.id, now.day())?;
        let fetched = keys::last_snapshot(&self.vault)?.map(|(_, fetched)| fetched);
        Ok(BeforeAsking {
            askable: choose::askable(peers, &keys, now),
            counted: fetched.map(|then| Duration::from_secs(u64::from(now.0.saturating_sub(then.0)) * 60)),
            deadline: pool.ladder.iter().sum(),
        })
    }

    /// One tap: seals a request and keeps it, finished, in the outbox. It goes out with the next [`Requests::progress`].
    ///
    /// # Errors
    /// [`RequestError::NobodyToAsk`], after which nothing was kept or sent; [`RequestError::AlreadyAsking`].
    pub fn ask(&self, pool: &Pool, new: NewRequest) -> Result<RequestId, RequestError> {
        if pool.relays.is_empty() {
            return Err(RequestError::NoRelay);
        }
        let now = Mark::now(&*self.clock);
        let minute = Minute::of_unix(now.wall.timestamp());
        let keys = keys::newest(&self.vault, &pool.id, minute.day())?;
        let ladder: Duration = pool.ladder.iter().sum();
        let rounds = choose::choose(&new.choice, &keys, minute, ladder, &*self.random)?;
        let ask = Ask {
            made: minute,
            limits: new.limits.into(),
            wishes: new.wishes,
            topics: new.topics,
            language: new.language,
        };
        let draft = self.draft(pool, ask, rounds.ok_or(RequestError::NobodyToAsk)?)?;
        let sealed = seal(&draft, &*self.random)?;
        self.vault.try_keep(|t| {
            if let Some(before) = store::current(t).map_err(VaultError::from)? {
                if !matches!(before.state, State::Ended(_)) {
                    return Err(RequestError::AlreadyAsking);
                }
                store::delete(t, &before.id).map_err(VaultError::from)?;
            }
            store::insert(t, &sealed, &pool.id, &pool.ladder, &submissions(&sealed), &now)
                .map_err(VaultError::from)?;
            store::put_ask(t, &sealed.id, &draft.ask, SealedAnew(0)).map_err(VaultError::from)?;
            Ok(sealed.id)
        })
    }

    /// Where the request stands; `None` if there is none to show.
    pub fn view(&self) -> Result<Option<RequestView>, RequestError> {
        let now = Mark::now(&*self.clock);
        let view = self.vault.read(|c| {
            let Some(kept) = store::current(c)? else { return Ok(None) };
            let asked = store::asked(c, &kept.id)?.len();
            let answer = store::answer(c, &kept.id)?;
            Ok(Some(view(&kept, asked, answer, &now)))
        })?;
        Ok(view)
    }

    /// Who was asked, so that after the end a new request can go to those who were not.
    pub fn asked(&self) -> Result<Vec<PeerId>, RequestError> {
        let asked = self.vault.read(|c| match store::current(c)? {
            Some(kept) => store::asked(c, &kept.id),
            None => Ok(Vec::new()),
        })?;
        Ok(asked)
    }

    /// Takes the request back, at any time. The phone forgets the answer at once and tells the relays until one has answered.
    pub fn withdraw(&self) -> Result<(), RequestError> {
        self.decide(|_, _| Ok(Event::Withdraw))
    }

    /// Passes on to the next peer.
    pub fn next(&self) -> Result<(), RequestError> {
        self.decide(|c, kept| match kept.state {
            State::Answered(claim) => {
                store::burn(c, &kept.id, claim.slot)?;
                Ok(Event::Next { anybody_left: store::anybody_left(c, &kept.id)? })
            }
            _ => Err(Undecided::NotAnswered),
        })
    }

    /// Says that it is done. The peer's number stays on the screen until [`Requests::dismiss`].
    pub fn complete(&self) -> Result<(), RequestError> {
        self.decide(|_, kept| match kept.state {
            State::Answered(_) => Ok(Event::Complete),
            _ => Err(Undecided::NotAnswered),
        })
    }

    /// Gives the peer who answered a number to call: one more tap, never by itself.
    pub fn share_number(&self, number: &Phone) -> Result<(), RequestError> {
        self.vault.try_keep(|t| {
            let kept = store::current(t).map_err(VaultError::from)?.ok_or(RequestError::NoRequest)?;
            let State::Answered(claim) = kept.state else { return Err(RequestError::NotAnswered) };
            self.post(t, &kept, &claim, &Message::MyNumber(number.clone()), Kind::MyNumber)?;
            store::note_number_shared(t, &kept.id).map_err(VaultError::from)?;
            Ok(())
        })
    }

    /// Forgets an ended request, the peer's number with it.
    pub fn dismiss(&self) -> Result<(), RequestError> {
        self.vault.try_keep(|t| match store::current(t).map_err(VaultError::from)? {
            Some(kept) if matches!(kept.state, State::Ended(_)) => {
                Ok(store::delete(t, &kept.id).map_err(VaultError::from)?)
            }
            Some(_) => Err(RequestError::AlreadyAsking),
            None => Ok(()),
        })
    }

    /// Fetches the snapshot of daily keys from the first relay that answers. To be called on a schedule that has nothing to do with
    /// asking. `None`: nothing new.
    pub async fn refresh_keys(
        &self,
        pool: &Pool,
        directory: &BTreeMap<PeerId, [u8; 32]>,
    ) -> Result<Option<keys::Taken>, crate::relay_client::CallError> {
        progress::refresh_keys(self, pool, directory).await
    }

    /// Sends what waits, reads what the relays say, and carries out what follows; parked for at most `wait` at one relay.
    pub async fn progress(&self, pool: &Pool, wait: Duration) -> Result<Progress, RequestError> {
        progress::progress(self, pool, wait).await
    }

    /// Seals the request once more, with a new id, new keys and secrets, for the same peers: a relay says that its id is in use with
    /// other bytes. The deadline stays the one that was stated. Gives whether it was done: not if a relay has the request, and not more
    /// than [`SealedAnew::AT_MOST`] times, because a relay that always says so would never let it end.
    fn seal_anew(&self, pool: &Pool, id: &RequestId) -> Result<bool, RequestError> {
        let now = Mark::now(&*self.clock);
        let minute = Minute::of_unix(now.wall.timestamp());
        let Some(kept) = self.vault.read(store::current)?.filter(|kept| kept.id == *id) else {
            return Ok(false);
        };
        let (ask, relays) = self.vault.read(|c| Ok((store::ask(c, id)?, store::relays(c, id)?)))?;
        let Some((ask, times)) = ask.filter(|(_, times)| times.0 < SealedAnew::AT_MOST) else {
            return Ok(false);
        };
        if kept.state != State::Sending || relays.iter().any(|at| at.standing == store::Standing::Has) {
            return Ok(false);
        }
        let keys = keys::newest(&self.vault, &pool.id, minute.day())?;
        let asked = self.vault.read(|c| store::asked_in_rounds(c, id))?;
        let rounds = asked.map(|round| {
            let recipient = |peer: PeerId| Some(Recipient { peer, key: keys.get(&peer)?.key });
            round.into_iter().filter_map(recipient).collect::<Vec<_>>()
        });
        if rounds.iter().all(Vec::is_empty) {
            return Ok(false);
        }
        let draft = self.draft(pool, Ask { made: minute, ..ask }, rounds)?;
        let sealed = seal(&draft, &*self.random)?;
        self.vault.try_keep_and_renew_key(|t| {
            // A relay that may have the old one is told that it is taken back.
            self.withdraw_at(t, &kept, None, &now)?;
            store::delete(t, id).map_err(VaultError::from)?;
            store::insert(t, &sealed, &pool.id, &kept.ladder, &submissions(&sealed), &now)
                .map_err(VaultError::from)?;
            store::put_ask(t, &sealed.id, &draft.ask, SealedAnew(times.0 + 1)).map_err(VaultError::from)?;
            store::set_elapsed(t, &sealed.id, kept.elapsed(&now)).map_err(VaultError::from)?;
            store::set_failed_to_send(t, &sealed.id, true).map_err(VaultError::from)?;
            Ok::<_, RequestError>(())
        })?;
        Ok(true)
    }

    fn draft(&self, pool: &Pool, ask: Ask, rounds: [Vec<Recipient>; ROUNDS]) -> Result<Draft, RequestError> {
        let snapshot = keys::last_snapshot(&self.vault)?.map_or(ask.made, |(_, fetched)| fetched);
        let relays = pool.relays.iter().map(|relay| relay.address.id).collect();
        Ok(Draft { pool: pool.id, relays, snapshot_day: snapshot.day(), ask, rounds })
    }

    /// One decision of the officer: look, decide, keep, carry out.
    fn decide(
        &self,
        event: impl FnOnce(&Connection, &Kept) -> Result<Event, Undecided>,
    ) -> Result<(), RequestError> {
        let kept = self.vault.read(store::current)?.ok_or(RequestError::NoRequest)?;
        self.apply(&kept.id, |c, kept| match event(c, kept) {
            Ok(event) => Ok(Some(event)),
            Err(Undecided::NotAnswered) => Err(RequestError::NotAnswered),
            Err(Undecided::Storage(error)) => Err(VaultError::from(error).into()),
        })
        .map(|_| ())
    }

    /// Lets an event happen to a request, with everything that follows from it, and keeps it. `None`: it was not there any more, or
    /// nothing happened.
    ///
    /// In memory it has happened even if the storage refuses: a peer's answer is shown on a phone that is full, and read again from
    /// the relay after a crash. Where keys are destroyed, the file gets a new key in the same step.
    fn apply(
        &self,
        id: &RequestId,
        event: impl FnOnce(&Connection, &Kept) -> Result<Option<Event>, RequestError>,
    ) -> Result<Option<State>, RequestError> {
        let now = Mark::now(&*self.clock);
        let mut destroyed = false;
        let state = self.vault.try_write(|t| {
            let kept = store::current(t).map_err(VaultError::from)?.filter(|kept| kept.id == *id);
            let Some(kept) = kept else { return Ok(None) };
            let Some(event) = event(t, &kept)? else { return Ok(None) };
            store::note_time(t, &kept, &now).map_err(VaultError::from)?;
            let (state, effects) = rules::next(kept.state, event);
            store::set_state(t, id, state, kept.elapsed(&now)).map_err(VaultError::from)?;
            for effect in effects {
                destroyed |= effect == Effect::DestroyKeys;
                self.carry_out(t, &kept, effect, &now)?;
            }
            Ok::<_, RequestError>(Some(state))
        })?;
        if destroyed {
            self.vault.renew_key()?;
        } else if state.is_some() {
            self.vault.save()?;
        }
        Ok(state)
    }

    fn carry_out(&self, c: &Connection, kept: &Kept, effect: Effect, now: &Mark) -> Result<(), RequestError> {
        match effect {
            Effect::SendSeen(claim) => self.post(c, kept, &claim, &Message::Seen, Kind::Seen),
            Effect::SendNext(claim) => {
                // What was to be said to the peer who is passed over is not said any more.
                outbox::remove_of(c, &kept.id, &[Kind::Seen, Kind::MyNumber]).map_err(VaultError::from)?;
                self.finish(c, kept, &claim.relay, Kind::Next, now, |owner, key| {
                    calls::next(&kept.id, owner, claim.rev, key)
                })
            }
            Effect::SendComplete(claim) => {
                self.finish(c, kept, &claim.relay, Kind::Complete, now, |owner, key| {
                    calls::complete(&kept.id, owner, claim.rev, key)
                })
            }
            Effect::WithdrawEverywhere => self.withdraw_at(c, kept, None, now),
            Effect::WithdrawElsewhere(relay) => self.withdraw_at(c, kept, Some(relay), now),
            Effect::StopSubmitting => Ok(()),
            Effect::ForgetAnswer => {
                store::forget_answer(c, &kept.id).map_err(VaultError::from)?;
                Ok(outbox::remove_of(c, &kept.id, &[Kind::Seen, Kind::MyNumber]).map_err(VaultError::from)?)
            }
            Effect::DestroyKeys => Ok(store::destroy_secrets(c, &kept.id).map_err(VaultError::from)?),
        }
    }

    fn withdraw_at(
        &self,
        c: &Connection,
        kept: &Kept,
        except: Option<RelayId>,
        now: &Mark,
    ) -> Result<(), RequestError> {
        for at in store::relays(c, &kept.id).map_err(VaultError::from)? {
            let may_have_it = matches!(at.standing, store::Standing::Unsure | store::Standing::Has);
            if may_have_it && Some(at.relay) != except {
                self.finish(c, kept, &at.relay, Kind::Withdraw, now, |owner, _| {
                    calls::withdraw(&kept.id, owner)
                })?;
            }
        }
        Ok(())
    }

    /// Seals a message to the peer who answered and puts it in the outbox.
    fn post(
        &self,
        c: &Connection,
        kept: &Kept,
        claim: &Claim,
        message: &Message,
        kind: Kind,
    ) -> Result<(), RequestError> {
        let slot = store::slot(c, &kept.id, claim.slot).map_err(VaultError::from)?;
        let answer = store::answer(c, &kept.id).map_err(VaultError::from)?;
        let (Some(slot), Some((answer, _))) = (slot, answer) else { return Err(RequestError::NotAnswered) };
        let message = seal_message(
            message,
            &kept.id,
            claim.slot,
            claim.rev,
            &slot.message_psk,
            &answer.message_key,
            &*self.random,
        )?;
        let post = Post { rev: claim.rev, message: message.into() };
        let now = Mark::now(&*self.clock);
        self.finish(c, kept, &claim.relay, kind, &now, |owner, key| {
            calls::message(&kept.id, owner, &post, key)
        })
    }

    /// Finishes a call and puts it in the outbox. A withdrawal is of use until the ladder is over, anything else for as long as a claim
    /// can last.
    fn finish(
        &self,
        c: &Connection,
        kept: &Kept,
        relay: &RelayId,
        kind: Kind,
        now: &Mark,
        call: impl FnOnce(&Sensitive<[u8; 32]>, [u8; 16]) -> crate::relay_client::FinishedCall,
    ) -> Result<(), RequestError> {
        let Some(secrets) = &kept.secrets else { return Ok(()) };
        let call = call(&secrets.owner, draw(&*self.random)?);
        let useless_after = match kind {
            Kind::Withdraw => kept.ladder_total().saturating_sub(kept.elapsed(now)).max(MINUTE),
            _ => DAY,
        };
        Ok(outbox::put(c, &kept.id, relay, kind, &call, useless_after, now).map_err(VaultError::from)?)
    }

    fn minute(&self) -> Minute {
        Minute::of_unix(self.clock.now().timestamp())
    }
}

/// How often a request was sealed anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct SealedAnew(u8);

impl SealedAnew {
    /// An id of 128 random bits is never used twice by chance; the second time, the relay is not to be believed.
    const AT_MOST: u8 = 1;
}

/// The finished body for each relay.
fn submissions(sealed: &Sealed) -> Vec<(RelayId, Vec<u8>)> {
    let owner = Bytes::from(sealed.owner_hash());
    let finished = sealed.bytes.iter().map(|(relay, request)| {
        let submit = Submit { request: Bytes(request.clone()), owner: owner.clone() };
        (*relay, serde_json::to_vec(&submit).unwrap_or_default())
    });
    finished.collect()
}

const MINUTE: Duration = Duration::from_secs(60);
/// A claim lasts at most a day: after that, nothing about it can be said any more.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Why the officer's decision does not fit the request.
enum Undecided {
    NotAnswered,
    Storage(rusqlite::Error),
}

impl From<rusqlite::Error> for Undecided {
    fn from(error: rusqlite::Error) -> Self {
        Self::Storage(error)
    }
}

fn view(kept: &Kept, asked: usize, answer: Option<(Answer, bool)>, now: &Mark) -> RequestView {
    let elapsed = kept.elapsed(now);
    let ladder = kept.ladder_total();
    let peer = answer.map(|(answer, number_shared)| AnsweringPeer {
        peer: answer.peer,
        phone: answer.phone,
        modalities: answer.modalities,
        number_shared,
    });
    let stage = match (kept.state, peer) {
        (State::Sending, _) => Stage::Sending { failed: kept.failed_to_send },
        (State::Waiting { round }, _) => {
            let own = rules::own_round(elapsed, &kept.ladder);
            let round_left = own.filter(|(own, _)| *own == round).map_or(Duration::ZERO, |(_, left)| left);
            Stage::Waiting { round, round_left }
        }
        (State::Answered(_), Some(peer)) => {
            let since = elapsed.saturating_sub(kept.answered.unwrap_or(elapsed));
            Stage::Answered { peer, ask_if_no_luck: since >= rules::ASK_IF_NO_LUCK_AFTER }
        }
        // State and answer are kept in one step; without an answer there is nothing to show but the waiting.
        (State::Answered(claim), None) => {
            Stage::Waiting { round: claim.slot.round(), round_left: Duration::ZERO }
        }
        (State::Ended(end), peer) => Stage::Ended { end, peer },
    };
    RequestView {
        id: kept.id,
        stage,
        front: rules::front(kept.state, elapsed, ladder, kept.failed_to_send),
        left: ladder.saturating_sub(elapsed),
        asked: u32::try_from(asked).unwrap_or(u32::MAX),
    }
}
