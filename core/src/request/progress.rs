//! Carrying a request on: what is sent, what the relays say, and what each of their words means for it.

use super::rules::{self, Claim, Event, State};
use super::store::{self, AtRelay, Kept, Standing};
use super::{Pool, RequestError, Requests, keys};
use crate::clock::Mark;
use crate::ids::{PeerId, RelayId, RequestId};
use crate::random::draw;
use crate::relay_client::outbox::{self, WaitingCall};
use crate::relay_client::{CallError, Relay, calls};
use crate::vault::VaultError;
use peerline_protocol::answer::{AnswerContext, open_answer};
use peerline_protocol::call::{Done, KeySnapshot, OwnerEvent, OwnerFeed, Reason, Submit, Submitted};
use peerline_protocol::json;
use peerline_protocol::request::SlotNumber;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::time::Duration;

/// What a round of [`Requests::progress`] came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Something that the screen shows has changed.
    pub changed: bool,
    /// When to come again; `None` if nothing is under way.
    pub again_in: Option<Duration>,
}

/// A request that waits is asked about this often when no relay parks the call.
const ASK_AGAIN: Duration = Duration::from_secs(15);

pub(super) async fn progress(
    requests: &Requests,
    pool: &Pool,
    wait: Duration,
) -> Result<Progress, RequestError> {
    let before = requests.vault.read(store::current)?.map(|kept| (kept.state, kept.failed_to_send));
    send_outbox(requests, pool).await?;
    while let Some(kept) = live(requests)? {
        if submit(requests, pool, &kept).await? == Submission::SealedAnew {
            continue;
        }
        read_feeds(requests, pool, &kept.id, wait).await?;
        end_if_useless(requests, &kept.id)?;
        break;
    }
    // What the answers led to goes out at once: "seen" above all.
    send_outbox(requests, pool).await?;
    let after = requests.vault.read(store::current)?.map(|kept| (kept.state, kept.failed_to_send));
    Ok(Progress { changed: before != after, again_in: again_in(requests)? })
}

/// The request, unless there is none or it has ended.
fn live(requests: &Requests) -> Result<Option<Kept>, RequestError> {
    let kept = requests.vault.read(store::current)?;
    Ok(kept.filter(|kept| !matches!(kept.state, State::Ended(_))))
}

/// Whether a round of submitting left the request as it was.
#[derive(PartialEq, Eq)]
enum Submission {
    Same,
    /// Another request stands in its place: begin again with that.
    SealedAnew,
}

/// Submits to one relay after the other until one says that it has the request. The same bytes every time, unless a relay knows
/// its id with others.
async fn submit(requests: &Requests, pool: &Pool, kept: &Kept) -> Result<Submission, RequestError> {
    for at in requests.vault.read(|c| store::relays(c, &kept.id))? {
        let now = Mark::now(&*requests.clock);
        let wanted = match at.standing {
            Standing::Untried | Standing::Unsure => {
                matches!(live(requests)?, Some(Kept { state: State::Sending, .. }))
            }
            Standing::Has | Standing::Refused => false,
        };
        let Some(relay) = relay(pool, &at.relay) else { continue };
        if !wanted || !at.is_due(&now) {
            continue;
        }
        match send_submission(requests, pool, kept, &at, relay).await? {
            Some(Ok(_)) => has_it(requests, &kept.id, &at.relay)?,
            Some(Err(error))
                if error.reason() == Some(Reason::OtherBytes) && requests.seal_anew(pool, &kept.id)? =>
            {
                return Ok(Submission::SealedAnew);
            }
            Some(Err(error)) => submission_failed(requests, kept, &at, &error)?,
            None => {}
        }
    }
    Ok(Submission::Same)
}

/// Sends the finished bytes to one relay. `None`: they are gone, because the request has ended.
async fn send_submission(
    requests: &Requests,
    pool: &Pool,
    kept: &Kept,
    at: &AtRelay,
    relay: &Relay,
) -> Result<Option<Result<Submitted, CallError>>, RequestError> {
    let body = at.submission.as_ref().and_then(|body| json::from_slice::<Submit>(body.expose()).ok());
    let Some(body) = body else { return Ok(None) };
    // From here on the relay may have it, whatever becomes of the answer.
    requests.vault.keep(|t| store::set_standing(t, &kept.id, &at.relay, Standing::Unsure))?;
    let call = calls::submit(&kept.pool, &kept.id, &pool.member_bearer, &body);
    Ok(Some(relay.call(&call).await))
}

fn has_it(requests: &Requests, id: &RequestId, relay: &RelayId) -> Result<(), RequestError> {
    requests.apply(id, |c, _| {
        store::set_standing(c, id, relay, Standing::Has).map_err(VaultError::from)?;
        store::set_failed_to_send(c, id, false).map_err(VaultError::from)?;
        Ok(Some(Event::Acknowledged))
    })?;
    Ok(())
}

fn submission_failed(
    requests: &Requests,
    kept: &Kept,
    at: &AtRelay,
    error: &CallError,
) -> Result<(), RequestError> {
    match error.reason() {
        // It was there and is over: the feed says how.
        Some(Reason::Expired | Reason::Withdrawn | Reason::Completed) => {
            has_it(requests, &kept.id, &at.relay)
        }
        Some(
            Reason::NotAdmitted
            | Reason::OtherBytes
            | Reason::Malformed
            | Reason::KindRefused
            | Reason::TooLarge
            | Reason::NotFound,
        ) => {
            requests.apply(&kept.id, |c, kept| {
                store::set_standing(c, &kept.id, &at.relay, Standing::Refused).map_err(VaultError::from)?;
                store::set_failed_to_send(c, &kept.id, true).map_err(VaultError::from)?;
                let relays = store::relays(c, &kept.id).map_err(VaultError::from)?;
                let everywhere = relays.iter().all(|at| at.standing == Standing::Refused);
                Ok(everywhere.then_some(Event::RefusedEverywhere))
            })?;
            Ok(())
        }
        _ => {
            let pause = pause(requests, at.attempts, error)?;
            let now = Mark::now(&*requests.clock);
            requests.vault.keep(|t| {
                store::put_off(t, &kept.id, &at.relay, pause, &now)?;
                store::set_failed_to_send(t, &kept.id, true)
            })?;
            Ok(())
        }
    }
}

/// Reads the owner's feed at every relay that has the request or may have it; the call is parked at the first that has it.
async fn read_feeds(
    requests: &Requests,
    pool: &Pool,
    id: &RequestId,
    wait: Duration,
) -> Result<(), RequestError> {
    let mut wait = wait;
    for at in requests.vault.read(|c| store::relays(c, id))? {
        let Some(kept) = live(requests)? else { return Ok(()) };
        let (Some(relay), Some(secrets)) = (relay(pool, &at.relay), &kept.secrets) else { continue };
        let parked = match at.standing {
            Standing::Has => std::mem::take(&mut wait),
            Standing::Unsure => Duration::ZERO,
            Standing::Untried | Standing::Refused => continue,
        };
        let parked = parked.min(kept_time_left(requests, &kept));
        let call = calls::events(id, &secrets.owner, at.cursor.as_deref(), parked);
        match relay.call::<OwnerFeed>(&call).await {
            Ok(feed) => take_in(requests, id, &at, &feed)?,
            // It does not have it, or not any more: the same bytes go there again.
            Err(error) if error.reason() == Some(Reason::NotFound) && at.standing == Standing::Has => {
                requests.vault.keep(|t| {
                    store::set_standing(t, id, &at.relay, Standing::Untried)?;
                    store::set_cursor(t, id, &at.relay, None)
                })?;
                resubmit(requests, pool, &kept, &at, relay).await?;
            }
            Err(_) => {}
        }
    }
    Ok(())
}

/// A relay that had the request has it no more, after a restore or because it hides it: it gets the same bytes again.
async fn resubmit(
    requests: &Requests,
    pool: &Pool,
    kept: &Kept,
    at: &AtRelay,
    relay: &Relay,
) -> Result<(), RequestError> {
    let now = Mark::now(&*requests.clock);
    if kept.elapsed(&now) < kept.ladder_total()
        && let Some(Ok(_)) = send_submission(requests, pool, kept, at, relay).await?
    {
        requests.vault.keep(|t| store::set_standing(t, &kept.id, &at.relay, Standing::Has))?;
    }
    Ok(())
}

/// Until the deadline a parked call may not outlast it: the screen has to change then.
fn kept_time_left(requests: &Requests, kept: &Kept) -> Duration {
    let left = kept.ladder_total().saturating_sub(kept.elapsed(&Mark::now(&*requests.clock)));
    if left.is_zero() { calls::LONGEST_WAIT } else { left }
}

fn take_in(requests: &Requests, id: &RequestId, at: &AtRelay, feed: &OwnerFeed) -> Result<(), RequestError> {
    if at.standing == Standing::Unsure {
        has_it(requests, id, &at.relay)?;
    }
    for event in &feed.events {
        requests.apply(id, |c, kept| {
            understood(c, kept, &at.relay, event).map_err(|error| VaultError::from(error).into())
        })?;
    }
    // What was understood is kept; reading it twice would change nothing, so the cursor need not be in the same step.
    requests.vault.write(|t| store::set_cursor(t, id, &at.relay, Some(&feed.cursor)))?;
    Ok(())
}

/// What an event of the relay's means. An answer is opened with that slot's secret only, never for a burnt or an empty slot.
fn understood(
    c: &Connection,
    kept: &Kept,
    relay: &RelayId,
    event: &OwnerEvent,
) -> rusqlite::Result<Option<Event>> {
    Ok(match event {
        OwnerEvent::Round { round, .. } if (1..=3).contains(round) => Some(Event::Round(*round)),
        OwnerEvent::Round { .. } => None,
        OwnerEvent::Claimed { slot, rev, holder, answer, .. } => {
            let Some(number) = SlotNumber::new(*slot) else { return Ok(None) };
            let claim = Claim { relay: *relay, rev: *rev, slot: number };
            if already_known(kept, &claim) {
                return Ok(None);
            }
            store::set_claimed_slot(c, &kept.id, relay, Some(number))?;
            let usable = store::slot(c, &kept.id, number)?.filter(|slot| !slot.burnt);
            let opened = usable.zip(kept.secrets.as_ref()).and_then(|(slot, secrets)| {
                let context = AnswerContext {
                    pool: &kept.pool,
                    id: &kept.id,
                    commit: &kept.commit,
                    slot: number,
                    holder_hash: &holder.0,
                };
                open_answer(&answer.0[..], &context, &slot.psk, &secrets.reply_key, &slot.peer)
            });
            match opened {
                // What another relay's claim brought stays; the rules say which of two counts.
                Some(answer) => {
                    if replaces(kept, &claim) {
                        store::put_answer(c, &kept.id, &answer)?;
                    }
                    Some(Event::Claimed(claim))
                }
                None => {
                    store::burn(c, &kept.id, number)?;
                    Some(Event::ClaimedInVain(claim))
                }
            }
        }
        OwnerEvent::Released { rev, .. } => {
            let slot = store::relays(c, &kept.id)?.into_iter().find(|at| at.relay == *relay);
            if let Some(slot) = slot.and_then(|at| at.claimed_slot) {
                store::burn(c, &kept.id, slot)?;
                store::set_claimed_slot(c, &kept.id, relay, None)?;
            }
            let anybody_left = store::anybody_left(c, &kept.id)?;
            Some(Event::Released { relay: *relay, rev: *rev, anybody_left })
        }
        OwnerEvent::Expired { .. } => Some(Event::ExpiredAtRelay),
        OwnerEvent::Withdrawn { .. } => Some(Event::WithdrawnAtRelay),
        OwnerEvent::Completed { .. } => Some(Event::CompletedAtRelay),
    })
}

fn already_known(kept: &Kept, claim: &Claim) -> bool {
    matches!(kept.state, State::Answered(held) if held.relay == claim.relay && held.rev >= claim.rev)
}

fn replaces(kept: &Kept, claim: &Claim) -> bool {
    match kept.state {
        State::Sending | State::Waiting { .. } => true,
        State::Answered(held) => held.relay == claim.relay && held.rev < claim.rev,
        State::Ended(_) => false,
    }
}

/// By the phone's own clock: what is not sent by now is of no use any more.
fn end_if_useless(requests: &Requests, id: &RequestId) -> Result<(), RequestError> {
    let now = Mark::now(&*requests.clock);
    requests.apply(id, |_, kept| {
        let useless = kept.state == State::Sending && kept.elapsed(&now) >= kept.ladder_total();
        Ok(useless.then_some(Event::UselessNow))
    })?;
    Ok(())
}

/// Sends what waits, in order; a call that was in vain holds back those after it to the same relay.
async fn send_outbox(requests: &Requests, pool: &Pool) -> Result<(), RequestError> {
    let mut held_back: Vec<RelayId> = Vec::new();
    for waiting in requests.vault.read(outbox::all)? {
        let now = Mark::now(&*requests.clock);
        if waiting.is_useless(&now) {
            requests.vault.keep(|t| outbox::remove(t, waiting.n))?;
            continue;
        }
        if held_back.contains(&waiting.relay) || !waiting.is_due(&now) {
            held_back.push(waiting.relay);
            continue;
        }
        let Some(relay) = relay(pool, &waiting.relay) else { continue };
        // It may have been taken out while another call was under way.
        if !requests.vault.read(outbox::all)?.iter().any(|still| still.n == waiting.n) {
            continue;
        }
        match relay.call::<Done>(&waiting.call).await {
            Ok(_) => requests.vault.keep(|t| outbox::remove(t, waiting.n))?,
            Err(error) if is_definite(&error) => requests.vault.keep(|t| outbox::remove(t, waiting.n))?,
            Err(error) => {
                put_off(requests, &waiting, &error)?;
                held_back.push(waiting.relay);
            }
        }
    }
    Ok(())
}

/// An answer after which repeating the call would change nothing: a stale revision, a request that is over or not there.
fn is_definite(error: &CallError) -> bool {
    !matches!(error.reason(), None | Some(Reason::TooMany | Reason::Unavailable | Reason::Internal))
}

fn put_off(requests: &Requests, waiting: &WaitingCall, error: &CallError) -> Result<(), RequestError> {
    let pause = pause(requests, waiting.attempts, error)?;
    let now = Mark::now(&*requests.clock);
    requests.vault.write(|t| outbox::put_off(t, waiting.n, pause, &now))?;
    Ok(())
}

/// As long as the relay says, else longer with each try.
fn pause(requests: &Requests, attempts: u32, error: &CallError) -> Result<Duration, RequestError> {
    if let CallError::Refused(refusal) = error
        && let Some(retry_after) = refusal.retry_after
    {
        return Ok(retry_after.min(Duration::from_secs(60)));
    }
    let [spread] = draw(&*requests.random)?;
    Ok(rules::pause_before(attempts, spread))
}

/// When there is something to do again.
fn again_in(requests: &Requests) -> Result<Option<Duration>, RequestError> {
    let now = Mark::now(&*requests.clock);
    let waiting = requests.vault.read(outbox::all)?;
    let mut soonest = waiting.iter().map(|waiting| waiting.due_in(&now)).min();
    let mut come = |at: Duration| soonest = Some(soonest.map_or(at, |soonest| soonest.min(at)));
    if let Some(kept) = live(requests)? {
        let left = kept.ladder_total().saturating_sub(kept.elapsed(&now));
        if !left.is_zero() {
            come(left);
        }
        match kept.state {
            State::Sending => {
                for at in requests.vault.read(|c| store::relays(c, &kept.id))? {
                    if at.standing != Standing::Refused {
                        come(at.due_in(&now));
                    }
                }
            }
            _ => come(ASK_AGAIN),
        }
    }
    Ok(soonest)
}

fn relay<'a>(pool: &'a Pool, id: &RelayId) -> Option<&'a Relay> {
    pool.relays.iter().find(|relay| relay.address.id == *id)
}

pub(super) async fn refresh_keys(
    requests: &Requests,
    pool: &Pool,
    directory: &BTreeMap<PeerId, [u8; 32]>,
) -> Result<Option<keys::Taken>, CallError> {
    let have = keys::last_snapshot(&requests.vault).ok().flatten().map(|(hash, _)| hash);
    let call = calls::keys(&pool.id, have.as_ref());
    let mut last = CallError::Garbage;
    for relay in &pool.relays {
        match relay.bytes(&call).await {
            Ok(bytes) => {
                let snapshot: KeySnapshot =
                    json::from_slice(bytes.expose()).map_err(|_| CallError::Garbage)?;
                let mut hash = [0; 32];
                hash.copy_from_slice(ring::digest::digest(&ring::digest::SHA256, bytes.expose()).as_ref());
                let now = requests.minute();
                let taken = keys::take_in(&requests.vault, &snapshot, &hash, &pool.id, directory, now);
                // A vault that is locked or full takes the same snapshot next time.
                return Ok(taken.ok());
            }
            Err(CallError::NotModified) => {
                let _ = keys::note_unchanged(&requests.vault, requests.minute());
                return Ok(None);
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}
