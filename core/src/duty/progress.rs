//! Carrying duty on: daily keys, the board, claims, and the feeds of what this peer holds.

use super::board;
use super::rules::{self, Event, Offer, Over};
use super::store::{self, KeptKey, KeptOffer};
use super::{Applied, Duty, DutyError, Post};
use crate::clock::Mark;
use crate::ids::{Day, Minute};
use crate::random::draw;
use crate::relay_client::outbox::{self, Kind, WaitingCall};
use crate::relay_client::{CallError, Relay, calls};
use crate::request::rules::pause_before;
use peerline_protocol::answer::{Message, open_message};
use peerline_protocol::call::{Claimed, Done, HolderEvent, HolderFeed, PublishKey, Reason};
use peerline_protocol::request::PrivateKey;
use peerline_protocol::statement::{SignedStatement, Statement};
use std::time::Duration;

/// What a round of [`Duty::progress`] came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Something that the screen shows has changed.
    pub changed: bool,
    /// A request was opened that was not known before: worth the one neutral notice.
    pub new_offer: bool,
    /// When to come again.
    pub again_in: Duration,
}

/// In the background the board is read this often.
const BACKGROUND: Duration = Duration::from_secs(15 * 60);
/// In the foreground, when no relay parks the call.
const FOREGROUND: Duration = Duration::from_secs(5);
/// The word kept for a refused second key of a day.
pub(super) const SECOND_KEY: &str = "second-key";

pub(super) async fn progress(duty: &Duty, post: &Post, wait: Duration) -> Result<Progress, DutyError> {
    let before = duty.view()?;
    look_after_keys(duty)?;
    publish(duty, post).await?;
    send_outbox(duty, post).await?;
    let read = board::read(duty, post, wait).await?;
    read_holder_feeds(duty, post).await?;
    let now = Mark::now(&*duty.clock);
    lapse(duty, post, &now)?;
    duty.vault.write(|t| store::forget_old(t, now.wall.timestamp()))?;
    let after = duty.view()?;
    let shown = |view: &super::DutyView| {
        view.offers.iter().map(|offer| (offer.id, offer.stage.clone())).collect::<Vec<_>>()
    };
    let changed = shown(&before) != shown(&after) || before.trouble != after.trouble;
    let at_work = after.on_call_until.is_some()
        || duty.vault.read(outbox::all)?.iter().any(|call| call.kind == Kind::Claim);
    let again_in = match (read.unfinished, at_work) {
        (true, _) => Duration::ZERO,
        (false, true) => FOREGROUND,
        (false, false) => BACKGROUND,
    };
    // Notice is given of what is shown, and off call nothing new is.
    let new_offer = read.new_offer && after.on_call_until.is_some();
    Ok(Progress { changed, new_offer, again_in })
}

/// Makes today's key and destroys those whose seven days are over, and the file's key with them.
fn look_after_keys(duty: &Duty) -> Result<(), DutyError> {
    let today = duty.minute().day();
    let have: Vec<Day> = duty.vault.read(store::keys)?.iter().map(|key| key.day).collect();
    let plan = rules::keys_today(&have, today);
    if !plan.make && plan.destroy.is_empty() {
        return Ok(());
    }
    let fresh = if plan.make { Some(PrivateKey::generate(&*duty.random)?) } else { None };
    let change = |t: &rusqlite::Transaction<'_>| {
        if let Some(fresh) = &fresh {
            store::put_key(t, today, fresh)?;
        }
        store::destroy_keys(t, &plan.destroy)
    };
    if plan.destroy.is_empty() {
        duty.vault.keep(change)?;
    } else {
        duty.vault.keep_and_renew_key(change)?;
    }
    Ok(())
}

/// States today's key, and until when the peer is on call, to every relay that does not have it yet.
async fn publish(duty: &Duty, post: &Post) -> Result<(), DutyError> {
    let now = duty.minute();
    let Some(key) = duty.vault.read(store::keys)?.into_iter().find(|key| key.day == now.day()) else {
        return Ok(());
    };
    let mut on_call = duty.vault.read(store::on_call)?;
    let current = |until: Minute| if until > now { until } else { Minute(0) };
    if on_call.state_from <= now && on_call.stated != current(on_call.until) {
        on_call.stated = current(on_call.until);
        duty.vault.keep(|t| store::set_on_call(t, on_call))?;
    }
    // Off call, nothing may say "on call", also not until the next quarter of an hour: what was said before stands as it is.
    if current(on_call.until) == Minute(0) && current(on_call.stated) != Minute(0) {
        return Ok(());
    }
    for relay in &post.relays {
        let published = duty.vault.read(|c| store::published(c, &relay.address.id))?;
        let up_to_date =
            published.is_some_and(|(day, _, until)| day == key.day && until == current(on_call.stated));
        if !up_to_date {
            publish_to(duty, post, relay, &key, current(on_call.stated)).await?;
        }
    }
    Ok(())
}

async fn publish_to(
    duty: &Duty,
    post: &Post,
    relay: &Relay,
    key: &KeptKey,
    until: Minute,
) -> Result<(), DutyError> {
    let id = &relay.address.id;
    // The number goes up before anything is sent: two statements of one number must never say two things.
    let newest = duty
        .vault
        .read(store::keys)?
        .into_iter()
        .find(|kept| kept.day == key.day)
        .map_or(key.seq, |kept| kept.seq);
    let mut seq = newest + 1;
    // Once more if the relay has a newer one of ours: we go above it.
    for _ in 0..2 {
        duty.vault.keep(|t| store::set_seq(t, key.day, seq))?;
        let statement = Statement {
            pool: post.pool,
            peer: post.peer,
            day: key.day,
            seq,
            key: key.private.public(),
            on_call_until: until,
        };
        let signed = SignedStatement::sign(statement, &post.directory_key);
        let body = PublishKey { statement: signed.to_bytes().into() };
        let call = calls::publish_key(&post.pool, &post.peer, &body);
        let refused = match relay.bytes(&call).await {
            Ok(_) => {
                duty.vault.keep(|t| store::set_published(t, id, key.day, seq, until, None))?;
                return Ok(());
            }
            Err(CallError::Refused(refusal)) => refusal,
            Err(_) => return Ok(()),
        };
        match (refused.reason, refused.stored.map(|stored| stored.unverified)) {
            (Reason::Older, Some(stored)) if stored.day == key.day && stored.key == key.private.public() => {
                seq = stored.seq.saturating_add(1);
            }
            (reason @ (Reason::StatementRefused | Reason::SecondKey | Reason::Older), _) => {
                let word = if reason == Reason::StatementRefused { reason.word() } else { SECOND_KEY };
                duty.vault.keep(|t| store::set_published(t, id, key.day, seq, until, Some(word)))?;
                return Ok(());
            }
            _ => return Ok(()),
        }
    }
    Ok(())
}

/// Sends claims and releases that wait.
async fn send_outbox(duty: &Duty, post: &Post) -> Result<(), DutyError> {
    for waiting in duty.vault.read(outbox::all)? {
        let now = Mark::now(&*duty.clock);
        if waiting.is_useless(&now) {
            duty.vault.keep(|t| outbox::remove(t, waiting.n))?;
            if waiting.kind == Kind::Claim {
                duty.apply(post, &waiting.request, Event::Lost(Over::Expired))?;
            }
            continue;
        }
        let relay = post.relays.iter().find(|relay| relay.address.id == waiting.relay);
        let Some(relay) = relay.filter(|_| waiting.is_due(&now)) else { continue };
        let outcome = match waiting.kind {
            Kind::Claim => {
                relay.call::<Claimed>(&waiting.call).await.map(|claimed| Event::Won { rev: claimed.rev })
            }
            _ => relay.call::<Done>(&waiting.call).await.map(|_| Event::Ended(Over::Released)),
        };
        match outcome {
            Ok(event) => answered(duty, post, &waiting, event)?,
            Err(error) => match lost(&error) {
                Some(why) => answered(duty, post, &waiting, Event::Lost(why))?,
                None => {
                    let [spread] = draw(&*duty.random)?;
                    let pause = pause_before(waiting.attempts, spread);
                    duty.vault.write(|t| outbox::put_off(t, waiting.n, pause, &now))?;
                }
            },
        }
    }
    Ok(())
}

fn answered(duty: &Duty, post: &Post, waiting: &WaitingCall, event: Event) -> Result<(), DutyError> {
    duty.vault.write(|t| outbox::remove(t, waiting.n))?;
    if duty.apply(post, &waiting.request, event)? != Applied::Changed {
        duty.vault.save()?;
    }
    Ok(())
}

/// Why a claim did not win, if the relay has decided it.
fn lost(error: &CallError) -> Option<Over> {
    Some(match error.reason()? {
        Reason::Taken => Over::Taken,
        Reason::Withdrawn => Over::Withdrawn,
        Reason::Completed => Over::Completed,
        Reason::TooMany | Reason::Unavailable | Reason::Internal => return None,
        _ => Over::Expired,
    })
}

/// Reads the feed of every request that this peer holds.
async fn read_holder_feeds(duty: &Duty, post: &Post) -> Result<(), DutyError> {
    for kept in duty.vault.read(store::offers)? {
        let (Offer::Held(held), Some(claim)) = (&kept.offer, &kept.claim) else { continue };
        let Some(relay) = post.relays.iter().find(|relay| relay.address.id == kept.relay) else { continue };
        let call = calls::holder(&kept.id, &claim.holder, kept.cursor.as_deref(), Duration::ZERO);
        match relay.call::<HolderFeed>(&call).await {
            Ok(feed) => {
                for event in &feed.events {
                    if let Some(event) = understood(&kept, held.rev, event) {
                        duty.apply(post, &kept.id, event)?;
                    }
                }
                duty.vault.write(|t| store::set_cursor(t, &kept.id, &feed.cursor))?;
            }
            Err(error) => {
                let over = match error.reason() {
                    Some(Reason::Withdrawn) => Some(Over::Withdrawn),
                    Some(Reason::Completed) => Some(Over::Completed),
                    Some(Reason::Released | Reason::Burnt | Reason::Stale) => Some(Over::PassedOn),
                    Some(Reason::Expired | Reason::NotFound) => Some(Over::Expired),
                    _ => None,
                };
                if let Some(over) = over {
                    duty.apply(post, &kept.id, Event::Ended(over))?;
                }
            }
        }
    }
    Ok(())
}

/// What an event of the holder's feed means; a message that does not open says nothing.
fn understood(kept: &KeptOffer, rev: u32, event: &HolderEvent) -> Option<Event> {
    match event {
        HolderEvent::Message { message, .. } => {
            let (secrets, claim) = (kept.secrets.as_ref()?, kept.claim.as_ref()?);
            let opened = open_message(
                &message.0[..],
                &kept.id,
                kept.slot,
                rev,
                &secrets.message_psk,
                &claim.message_key,
            )?;
            Some(match opened {
                Message::Seen => Event::Seen,
                Message::MyNumber(phone) => Event::Number(phone),
            })
        }
        HolderEvent::Next { .. } => Some(Event::Ended(Over::PassedOn)),
        HolderEvent::Withdrawn { .. } => Some(Event::Ended(Over::Withdrawn)),
        HolderEvent::Completed { .. } => Some(Event::Ended(Over::Completed)),
    }
}

/// What nobody took in time is not shown any more.
fn lapse(duty: &Duty, post: &Post, now: &Mark) -> Result<(), DutyError> {
    for kept in duty.vault.read(store::offers)? {
        if matches!(kept.offer, Offer::Open | Offer::Hidden) && kept.left(now).is_zero() {
            duty.apply(post, &kept.id, Event::TimeUp)?;
        }
    }
    Ok(())
}
