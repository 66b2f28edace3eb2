//! What the app does by itself: sending what waits, reading boards and feeds, and fetching packs and keys on a schedule.
//!
//! Packs and keys are fetched at enrolment, every quarter of an hour in the foreground, and at fixed times a day otherwise; never
//! because somebody is about to ask. Nothing here tells the network whether this phone asks.

use super::{HomeError, Peerline};
use crate::clock::Mark;
use crate::membership::MembershipError;
use crate::pack::{Files, Plan};
use crate::privacy::PrivacyError;
use crate::relay_client::{CallError, Relay, calls};
use crate::request::keys;
use crate::vault::VaultError;
use chrono::DateTime;
use peerline_protocol::call::Time;
use peerline_protocol::card::Invitation;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// What a run came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// Something that a screen shows has changed.
    pub changed: bool,
    /// A request came for this peer: worth the one neutral notice.
    pub new_offer: bool,
    /// A reminder is due that no notice was given of: worth the same one.
    pub reminder: bool,
    /// Something could not be looked at because the phone is locked.
    pub locked: bool,
    /// When to run again.
    pub next: Wake,
}

/// When the phone should come back, for WorkManager and BGTaskScheduler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wake {
    /// In how long.
    pub after: Duration,
    /// Whether somebody waits for it.
    pub urgent: bool,
}

/// When packs and keys were last asked for, in this process.
#[derive(Default)]
pub(super) struct Schedule {
    packs: Mutex<Option<Mark>>,
    keys: Mutex<Option<Mark>>,
    shows_too_few: AtomicBool,
}

impl Schedule {
    /// Whether the last snapshot of daily keys that was taken in showed fewer than half of what the phone knew.
    pub(super) fn shows_too_few(&self) -> bool {
        self.shows_too_few.load(Ordering::Relaxed)
    }
}

/// In the foreground, packs and keys are fetched this often.
const FOREGROUND: Duration = Duration::from_secs(15 * 60);
/// Otherwise four times a day, at the same hours (UTC) on every phone.
const TIMES_A_DAY: u32 = 4;
/// Fetching a manifest and its files takes two rounds, or three when roots have changed.
const ROUNDS: usize = 4;

impl Peerline {
    /// Reads a card. The first fetch of packs and keys is due at once.
    pub fn join(&self, card: &str) -> Result<Invitation, HomeError> {
        let card = self.membership.join(card)?;
        *self.schedule.packs.lock().unwrap_or_else(PoisonError::into_inner) = None;
        *self.schedule.keys.lock().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(card)
    }

    /// Forgets the pool with everything that came from it.
    ///
    /// # Errors
    /// [`PrivacyError::StillAsking`], [`PrivacyError::StillOnDuty`]: somebody would wait for an answer that can no longer come.
    pub fn leave(&self) -> Result<(), HomeError> {
        if self.is_asking() {
            return Err(PrivacyError::StillAsking.into());
        }
        if self.is_on_duty()? {
            return Err(PrivacyError::StillOnDuty.into());
        }
        self.membership.leave()?;
        self.packs.forget_pool()?;
        self.forget_directory();
        Ok(())
    }

    /// Sends, reads and fetches what is due. `wait` is how long one call may be parked, nothing in the background; dropping the
    /// future stops it between two steps, and nothing is lost.
    pub async fn run_pending(&self, foreground: bool, wait: Duration) -> Result<Report, HomeError> {
        let mut report = Report {
            changed: false,
            new_offer: false,
            reminder: false,
            locked: false,
            next: self.next_wake(),
        };
        self.fetch_what_is_due(foreground, &mut report).await?;
        if let Ok(post) = self.post() {
            // On a phone that also asks, the board must not hold up the request.
            let parked = if self.is_asking() { Duration::ZERO } else { wait };
            let progress = self.duty.progress(&post, parked).await?;
            report.changed |= progress.changed;
            report.new_offer |= progress.new_offer;
            report.next.after = report.next.after.min(progress.again_in);
        }
        match self.pool() {
            Ok(pool) => {
                let progress = self.requests.progress(&pool, wait).await?;
                report.changed |= progress.changed;
                if let Some(again) = progress.again_in {
                    report.next = Wake { after: report.next.after.min(again), urgent: true };
                }
            }
            Err(HomeError::Membership(MembershipError::Vault(VaultError::Locked))) => report.locked = true,
            // No card, or nothing fetched yet: there is nothing to send.
            Err(_) => {}
        }
        // Last, because it counts as given from here on.
        report.reminder = self.take_notice()?;
        report.changed |= report.reminder;
        Ok(report)
    }

    /// When something is due next, without looking at the network.
    pub fn next_wake(&self) -> Wake {
        let now = self.clock.now().timestamp();
        let period = i64::from(24 * 60 * 60 / TIMES_A_DAY);
        let after = Duration::from_secs((period - now.rem_euclid(period)).unsigned_abs());
        let after = self.next_reminder().map_or(after, |reminder| reminder.min(after));
        Wake { after, urgent: self.is_asking() }
    }

    /// Fetches the pool's packs now: to be called when a card was read, and when the officer asks for it.
    pub async fn refresh_packs(&self) -> Result<bool, HomeError> {
        let card = self.any_card()?;
        let relays = match self.policy() {
            Ok(policy) => self.relays(&policy.value),
            Err(_) => self.relays_at(&card.relays),
        };
        let mut last = HomeError::Call(CallError::Garbage);
        for relay in &relays {
            match self.fetch_packs(relay, &card).await {
                Ok(changed) => return Ok(changed),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    /// Fetches the daily keys now. Never to be called because somebody is about to ask.
    pub async fn refresh_keys(&self) -> Result<Option<keys::Taken>, HomeError> {
        let directory = self.directory_keys()?;
        let taken = self.requests.refresh_keys(&self.pool()?, &directory).await?;
        if let Some(taken) = &taken {
            self.schedule.shows_too_few.store(taken.shows_too_few, Ordering::Relaxed);
        }
        Ok(taken)
    }

    async fn fetch_what_is_due(&self, foreground: bool, report: &mut Report) -> Result<(), HomeError> {
        if self.any_card().is_err() {
            return Ok(());
        }
        if self.is_due(&self.schedule.packs, foreground) {
            // What cannot be fetched now is fetched next time; what is here stays.
            report.changed |= matches!(self.refresh_packs().await, Ok(true));
        }
        if self.is_due(&self.schedule.keys, foreground) {
            self.hear_the_time().await;
            report.changed |= matches!(self.refresh_keys().await, Ok(Some(_)));
        }
        Ok(())
    }

    /// Looks at a relay's clock, so that a phone whose own is plainly wrong can still ask and answer.
    async fn hear_the_time(&self) {
        let Ok(policy) = self.policy() else { return };
        for relay in self.relays(&policy.value) {
            if let Ok(time) = relay.call::<Time>(&calls::time()).await
                && let Some(time) = DateTime::from_timestamp(time.unix, 0)
            {
                self.corrected.hear(time);
                return;
            }
        }
    }

    /// Whether it is time, and if so notes that it was done.
    fn is_due(&self, last: &Mutex<Option<Mark>>, foreground: bool) -> bool {
        let now = Mark::now(&*self.clock);
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        let due = match &*last {
            None => true,
            Some(last) if foreground => now.since(last) >= FOREGROUND,
            Some(last) => slot_of_day(&now) != slot_of_day(last),
        };
        if due {
            *last = Some(now);
        }
        due
    }

    async fn fetch_packs(&self, relay: &Relay, card: &Invitation) -> Result<bool, HomeError> {
        if self.packs.pool() != Some(card.pool) {
            let root = relay.bytes(&calls::pack(&encode(&card.root), ROOT_AT_MOST)).await?;
            self.packs.trust_pool(card.pool, root.expose(), &card.root)?;
        }
        let manifest = relay.bytes(&calls::manifest()).await?;
        let wanted = self.wanted(card.pool);
        let mut files = Files::new();
        for _ in 0..ROUNDS {
            match self.packs.plan(manifest.expose(), &files, &wanted, self.minute())? {
                Plan::Nothing => return Ok(false),
                Plan::Install => {
                    self.packs.install(manifest.expose(), &files, &wanted, self.minute())?;
                    return Ok(true);
                }
                Plan::Fetch(missing) => {
                    for file in missing {
                        let length = usize::try_from(file.len).unwrap_or(usize::MAX);
                        let bytes = relay.bytes(&calls::pack(&encode(&file.sha256), length)).await?;
                        files.insert(file.sha256, bytes.expose().clone());
                    }
                }
            }
        }
        Err(HomeError::Call(CallError::Garbage))
    }

    /// The card that says where the pool is: a member's or a peer's.
    fn any_card(&self) -> Result<Invitation, HomeError> {
        // A peer's card can be read while the officer's file is locked.
        if let Some(peer) = self.membership.peer()? {
            return Ok(peer.card);
        }
        self.membership.member()?.ok_or(HomeError::NoCard)
    }

    fn is_asking(&self) -> bool {
        use crate::request::Stage;
        let view = self.requests.view().ok().flatten();
        view.is_some_and(|view| !matches!(view.stage, Stage::Ended { .. }))
    }
}

const ROOT_AT_MOST: usize = 64 << 10;

fn encode(bytes: &[u8]) -> String {
    peerline_protocol::ids::encode(bytes)
}

/// The quarter of the day, counted from 1970: the same on every phone.
fn slot_of_day(mark: &Mark) -> i64 {
    mark.wall.timestamp().div_euclid(i64::from(24 * 60 * 60 / TIMES_A_DAY))
}
