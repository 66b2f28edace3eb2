//! Follow-ups: the officer's own reminders to look in on themselves.
//! Here it meets the rest of the app: the officer's file says what is wanted, the duty file holds the times.

use super::{HomeError, Peerline};
use crate::clock::Clock as _;
use crate::duty::Break;
use crate::follow_up::{After, FollowUps, Length, TimerId, Zone};
use crate::ids::Minute;
use crate::vault::VaultError;
use chrono::{DateTime, Utc};
use std::time::Duration;

impl Peerline {
    /// The reminders, to be looked at and put into a calendar. What changes them stands below.
    pub fn follow_ups(&self) -> &FollowUps {
        &self.follow_ups
    }

    /// Sets reminders after something that began at `begun`; `None`: now.
    pub fn set_follow_ups(
        &self,
        what: After,
        begun: Option<DateTime<Utc>>,
        lengths: &[Length],
        zone: &Zone,
    ) -> Result<u32, HomeError> {
        let begun = begun.unwrap_or_else(|| self.clock.now());
        let series = self.follow_ups.set(what, begun, lengths, zone)?;
        self.set_timers()?;
        Ok(series)
    }

    /// Moves a reminder to another time.
    pub fn move_follow_up(&self, timer: &TimerId, due: DateTime<Utc>) -> Result<(), HomeError> {
        self.follow_ups.move_to(timer, due)?;
        self.set_timers()
    }

    /// Ends one reminder.
    pub fn end_follow_up(&self, timer: &TimerId) -> Result<(), HomeError> {
        self.follow_ups.end(timer)?;
        self.set_timers()
    }

    /// Ends the reminders after one thing; `None`: all.
    pub fn end_follow_ups(&self, series: Option<u32>) -> Result<(), HomeError> {
        self.follow_ups.end_series(series)?;
        self.set_timers()
    }

    /// A break from duty for so long; `None`: until it is taken back.
    pub fn take_break(&self, length: Option<Duration>) -> Result<(), HomeError> {
        let until = |length: Duration| {
            let minutes = u32::try_from(length.as_secs().div_ceil(60)).unwrap_or(u32::MAX);
            let now = Minute::of_unix(self.corrected.now().timestamp());
            Break::Until(Minute(now.0.saturating_add(minutes)))
        };
        Ok(self.duty.take_break(length.map_or(Break::UntilTakenBack, until))?)
    }

    /// Whether a reminder is due that no notice was given of; each is told of once. Needs no network; works while the officer's file is
    /// locked, and says nothing while the duty file is.
    pub fn take_notice(&self) -> Result<bool, HomeError> {
        match self.follow_ups.timers().take_notice() {
            Err(crate::follow_up::FollowUpError::Vault(VaultError::Locked)) => Ok(false),
            taken => Ok(taken?),
        }
    }

    /// How long it is until the next reminder, as far as it can be read now.
    pub(super) fn next_reminder(&self) -> Option<Duration> {
        self.follow_ups.timers().next().ok().flatten()
    }

    /// Makes the times in the duty file be what the officer's file wants.
    pub(super) fn set_timers(&self) -> Result<(), HomeError> {
        let mut wanted = self.follow_ups.wanted()?;
        let review = self.safety_plan.review()?;
        wanted.extend(review.timer.map(TimerId).zip(review.due));
        Ok(self.follow_ups.timers().be(&wanted)?)
    }

    /// At every open: puts right what a killed app left between two files. What cannot be done now is done next time; the app opens all
    /// the same.
    pub(super) fn look_after_care(&self) {
        let _ = self.safety_plan.look_after_copy();
        let _ = self.set_timers();
    }
}
