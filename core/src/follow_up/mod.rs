//! Follow-ups: the officer's own reminders to look in on themselves, after a talk, an incident or a self-check.
//!
//! The officer sets them, moves them and ends them with one tap; each is one neutral notice that says nothing. What they come after
//! stands in the officer's file; the duty file holds times alone, so that the notice can be given while the phone is locked. A peer
//! may keep a reminder to check in again, if the officer agreed: a time on the peer's own phone, with nobody's name. Nothing here
//! touches the network, and nobody else is told.

mod rules;
mod store;
#[cfg(test)]
mod tests;
mod timers;
mod wire;
mod zone;

pub use rules::{After, Length, OFFERED, Timing, schedule};
pub use timers::Timers;
pub use zone::Zone;

use crate::clock::Clock;
use crate::error::{Advice, Advise};
use crate::random::{NoRandomness, Random, draw};
use crate::sensitive::Sensitive;
use crate::vault::{Vault, VaultError};
use crate::words::{Language, Say, Words};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use std::sync::Arc;

/// The most reminders at one time.
pub const MOST: usize = 50;
/// The longest title of a calendar entry, in characters.
pub const LONGEST_TITLE: usize = 80;

/// The officer's reminders.
pub struct FollowUps {
    vault: Arc<Vault>,
    timers: Timers,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

/// Names a time in the duty file: random, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimerId(pub [u8; 16]);

/// Reminders after one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its number on this phone.
    pub id: u32,
    /// What they come after.
    pub what: After,
    /// When that was.
    pub begun: DateTime<Utc>,
    /// The reminders, the soonest first.
    pub reminders: Vec<Reminder>,
}

/// One reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminder {
    /// Its time in the duty file.
    pub timer: TimerId,
    /// How long after; `None` if the officer chose another time.
    pub length: Option<Length>,
    /// When.
    pub due: DateTime<Utc>,
}

/// The screen of the reminders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUpScreen {
    /// What they are.
    pub intro: String,
    /// Says that there is none, where there is none.
    pub none: Option<String>,
    /// What they come after, the oldest first.
    pub series: Vec<SeriesView>,
    /// What to know before they are put into a calendar.
    pub calendar_ask: String,
}

/// Reminders after one thing, as they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesView {
    /// Its number, to end it.
    pub id: u32,
    /// What they come after.
    pub title: String,
    /// The reminders, the soonest first.
    pub reminders: Vec<ReminderView>,
}

/// A reminder as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReminderView {
    /// Its number, to move or end it.
    pub timer: TimerId,
    /// How long after.
    pub title: String,
    /// When, by the phone's zone.
    pub at: String,
    /// The same as a moment.
    pub due: DateTime<Utc>,
    /// What to say if it is time.
    pub is_due: Option<String>,
}

/// Why a reminder was not set or changed. Nothing has changed then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FollowUpError {
    /// None of the times is still to come.
    #[error("none of the times is still to come")]
    NothingToCome,
    /// There are as many as the phone keeps.
    #[error("at most {most} reminders")]
    TooMany {
        /// The most.
        most: usize,
    },
    /// There is no such reminder any more.
    #[error("there is no such reminder")]
    NoSuchReminder,
    /// The officer has not agreed to be called again.
    #[error("the officer has not agreed")]
    NotAgreed,
    /// The title is too long.
    #[error("{has} characters, at most {most}")]
    TitleTooLong {
        /// The most characters.
        most: usize,
        /// How many there are.
        has: usize,
    },
    /// The vault did not do it.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl Advise for FollowUpError {
    fn advice(&self) -> Advice {
        match self {
            Self::Vault(error) => error.advice(),
            _ => Advice::Retry,
        }
    }
}

impl From<NoRandomness> for FollowUpError {
    fn from(error: NoRandomness) -> Self {
        Self::Vault(error.into())
    }
}

impl FollowUps {
    /// The reminders of an officer's file, with their times in the duty file.
    pub fn new(
        officer: Arc<Vault>,
        duty_file: Arc<Vault>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Self {
        Self { vault: officer, timers: Timers::new(duty_file, clock.clone()), clock, random }
    }

    /// What is offered first, each in words.
    pub fn offered(language: Language) -> Vec<(Length, String)> {
        OFFERED.map(|length| (length, after(length, Words::of(language)))).to_vec()
    }

    /// Sets reminders after something that began at `begun`, of those [`OFFERED`] or others. What is over already is left out.
    ///
    /// # Errors
    /// [`FollowUpError::NothingToCome`], [`FollowUpError::TooMany`], [`FollowUpError::Vault`].
    pub fn set(
        &self,
        what: After,
        begun: DateTime<Utc>,
        lengths: &[Length],
        zone: &Zone,
    ) -> Result<u32, FollowUpError> {
        let mut reminders = Vec::new();
        for (length, due) in rules::schedule(begun, lengths, zone, self.clock.now())? {
            reminders.push(Reminder { timer: self.new_timer()?, length: Some(length), due });
        }
        self.room_for(reminders.len())?;
        Ok(self.vault.keep(|t| store::add(t, what, begun, &reminders))?)
    }

    /// Moves a reminder to a time of the officer's own. It counts as a new one.
    ///
    /// # Errors
    /// [`FollowUpError::NothingToCome`] for a time that is over, [`FollowUpError::NoSuchReminder`], [`FollowUpError::Vault`].
    pub fn move_to(&self, timer: &TimerId, due: DateTime<Utc>) -> Result<(), FollowUpError> {
        if due <= self.clock.now() {
            return Err(FollowUpError::NothingToCome);
        }
        there(self.vault.keep(|t| store::move_to(t, timer, due))?)
    }

    /// Ends one reminder.
    ///
    /// # Errors
    /// [`FollowUpError::NoSuchReminder`], [`FollowUpError::Vault`].
    pub fn end(&self, timer: &TimerId) -> Result<(), FollowUpError> {
        there(self.vault.keep(|t| store::end(t, timer))?)
    }

    /// Ends the reminders after one thing; `None`: all.
    ///
    /// # Errors
    /// [`FollowUpError::NoSuchReminder`] if there is no such series, [`FollowUpError::Vault`].
    pub fn end_series(&self, series: Option<u32>) -> Result<(), FollowUpError> {
        let ended = self.vault.keep(|t| store::end_series(t, series))?;
        there(ended || series.is_none())
    }

    /// Everything that is still to come or due.
    ///
    /// # Errors
    /// [`FollowUpError::Vault`].
    pub fn all(&self) -> Result<Vec<Series>, FollowUpError> {
        Ok(self.vault.read(store::all)?)
    }

    /// The screen.
    ///
    /// # Errors
    /// [`FollowUpError::Vault`].
    pub fn screen(&self, language: Language, zone: &Zone) -> Result<FollowUpScreen, FollowUpError> {
        let (all, due) = (self.all()?, self.timers.due()?);
        let words = Words::of(language);
        let series: Vec<_> = all
            .iter()
            .map(|series| SeriesView {
                id: series.id,
                title: words.say(&Say::FollowUpAfter {
                    what: series.what.word(),
                    date: date(zone.local(series.begun).date(), words),
                }),
                reminders: series
                    .reminders
                    .iter()
                    .map(|reminder| reminder_view(reminder, due.contains(&reminder.timer), words, zone))
                    .collect(),
            })
            .collect();
        Ok(FollowUpScreen {
            intro: words.say(&Say::FollowUpIntro),
            none: series.is_empty().then(|| words.say(&Say::FollowUpNone)),
            series,
            calendar_ask: words.say(&Say::FollowUpCalendarAsk),
        })
    }

    /// What is to come as an iCalendar file. Its titles are neutral, or the officer's own.
    ///
    /// # Errors
    /// [`FollowUpError::TitleTooLong`], [`FollowUpError::Vault`].
    pub fn calendar(
        &self,
        title: Option<&Sensitive<String>>,
        language: Language,
    ) -> Result<Sensitive<String>, FollowUpError> {
        let neutral = Words::of(language).say(&Say::FollowUpCalendarTitle);
        let title = match title.map(|title| title.expose().trim()).filter(|title| !title.is_empty()) {
            None => neutral,
            Some(title) => {
                let has = title.chars().count();
                if has > LONGEST_TITLE {
                    return Err(FollowUpError::TitleTooLong { most: LONGEST_TITLE, has });
                }
                title.to_owned()
            }
        };
        let now = self.clock.now();
        let all = self.all()?;
        let reminders: Vec<_> = all
            .iter()
            .flat_map(|series| &series.reminders)
            .map(|reminder| (reminder.timer, reminder.due))
            .filter(|(_, due)| *due > now)
            .collect();
        Ok(wire::calendar(&reminders, &title, now))
    }

    /// A peer's reminders to check in again, on the peer's own phone. `officer_agreed`: the officer was asked and said yes.
    ///
    /// # Errors
    /// [`FollowUpError::NotAgreed`], [`FollowUpError::NothingToCome`], [`FollowUpError::TooMany`], [`FollowUpError::Vault`].
    pub fn set_peers(
        &self,
        lengths: &[Length],
        officer_agreed: bool,
        zone: &Zone,
    ) -> Result<(), FollowUpError> {
        if !officer_agreed {
            return Err(FollowUpError::NotAgreed);
        }
        let now = self.clock.now();
        let mut reminders = Vec::new();
        for (length, due) in rules::schedule(now, lengths, zone, now)? {
            reminders.push((self.new_timer()?, length, due));
        }
        if self.timers.peers()?.len() + reminders.len() > MOST {
            return Err(FollowUpError::TooMany { most: MOST });
        }
        self.timers.add_peers(&reminders)
    }

    /// A peer's own reminders as they are shown, and what to do before one is set.
    ///
    /// # Errors
    /// [`FollowUpError::Vault`].
    pub fn peers_screen(
        &self,
        language: Language,
        zone: &Zone,
    ) -> Result<(String, Vec<ReminderView>), FollowUpError> {
        let words = Words::of(language);
        let due_now = self.timers.due()?;
        let view = |(timer, length, due): (TimerId, Length, DateTime<Utc>)| {
            let reminder = Reminder { timer, length: Some(length), due };
            reminder_view(&reminder, due_now.contains(&timer), words, zone)
        };
        let views = self.timers.peers()?.into_iter().map(view).collect();
        Ok((words.say(&Say::PeerReminderAsk), views))
    }

    /// Ends one of a peer's own reminders; `None`: all.
    ///
    /// # Errors
    /// [`FollowUpError::NoSuchReminder`], [`FollowUpError::Vault`].
    pub fn end_peers(&self, which: Option<TimerId>) -> Result<(), FollowUpError> {
        self.timers.end_peers(which)
    }

    /// The times that there are to be.
    ///
    /// # Errors
    /// [`FollowUpError::Vault`].
    pub fn wanted(&self) -> Result<Vec<(TimerId, DateTime<Utc>)>, FollowUpError> {
        let all = self.all()?;
        Ok(all.iter().flat_map(|series| &series.reminders).map(|r| (r.timer, r.due)).collect())
    }

    /// The times in the duty file.
    pub fn timers(&self) -> &Timers {
        &self.timers
    }

    fn new_timer(&self) -> Result<TimerId, FollowUpError> {
        Ok(TimerId(draw(&*self.random)?))
    }

    fn room_for(&self, more: usize) -> Result<(), FollowUpError> {
        let there = self.wanted()?.len();
        if there + more > MOST { Err(FollowUpError::TooMany { most: MOST }) } else { Ok(()) }
    }
}

/// A day as people write it.
pub(crate) fn date(day: NaiveDate, words: &Words) -> String {
    let month = words.say(&Say::Month { month: day.month() });
    words.say(&Say::DateDay { day: day.day(), month, year: u32::try_from(day.year()).unwrap_or_default() })
}

fn reminder_view(reminder: &Reminder, is_due: bool, words: &Words, zone: &Zone) -> ReminderView {
    let local = zone.local(reminder.due);
    ReminderView {
        timer: reminder.timer,
        title: match reminder.length {
            Some(length) => after(length, words),
            None => words.say(&Say::FollowUpOwnTime),
        },
        at: words.say(&Say::FollowUpAt {
            date: date(local.date(), words),
            time: local.format("%H:%M").to_string(),
        }),
        due: reminder.due,
        is_due: is_due.then(|| words.say(&Say::FollowUpDue)),
    }
}

fn after(length: Length, words: &Words) -> String {
    let (unit, count) = length.parts();
    words.say(&Say::FollowUpLength { unit, count })
}

fn there(was: bool) -> Result<(), FollowUpError> {
    if was { Ok(()) } else { Err(FollowUpError::NoSuchReminder) }
}
