//! Follow-ups: the officer's own reminders to look in on themselves, and a peer's own.

use crate::error::{Input, PeerlineError};
use crate::fault::contained;
use crate::peerline::Peerline;
use crate::privacy::NeutralNotice;
use crate::redact::redacted;
use peerline_core::follow_up::{self, After, Length, TimerId, Zone};
use peerline_core::home;
use peerline_core::privacy;
use peerline_core::sensitive::Sensitive;
use peerline_core::words::Language;
use std::sync::Arc;
use std::time::SystemTime;

/// The reminders. A length is a number and `h`, `d` or `m` (months): `24h`, `7d`, `3m`.
#[derive(uniffi::Object)]
pub struct FollowUps(pub(crate) Arc<home::Peerline>);

/// The phone's zone: so many seconds ahead of UTC (west: negative), and what it changes to, for as far ahead as reminders go.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct PhoneZone {
    /// Seconds ahead of UTC now.
    pub offset_s: i32,
    /// The changes to come, in order, at most 16.
    #[uniffi(default = [])]
    pub changes: Vec<ZoneChange>,
}

/// A change of the clocks.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ZoneChange {
    /// When.
    pub at: SystemTime,
    /// Seconds ahead of UTC from then on.
    pub offset_s: i32,
}

/// The screen of the reminders.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct FollowUpScreen {
    /// What they are.
    pub intro: String,
    /// Says that there is none, where there is none.
    pub none: Option<String>,
    /// What they come after, the oldest first; at most 50 reminders in all.
    pub series: Vec<FollowUpSeries>,
    /// To be said before they are put into a calendar.
    pub calendar_ask: String,
}

/// Reminders after one thing.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct FollowUpSeries {
    /// Its id, to end it.
    pub id: u32,
    /// What they come after.
    pub title: String,
    /// The reminders, the soonest first.
    pub reminders: Vec<FollowUp>,
}

/// A reminder.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct FollowUp {
    /// Its id, to move or end it.
    pub id: Vec<u8>,
    /// How long after.
    pub title: String,
    /// When, by the phone's zone.
    pub at: String,
    /// The same as a moment.
    pub due: SystemTime,
    /// What to say if it is time.
    pub is_due: Option<String>,
}

/// How long after something a reminder can come.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct FollowUpLength {
    /// What is given back to set it.
    pub length: String,
    /// In words.
    pub title: String,
}

/// A peer's own reminders.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct PeerReminders {
    /// What to do before one is set.
    pub ask: String,
    /// The reminders, the soonest first.
    pub reminders: Vec<FollowUp>,
}

redacted!(PhoneZone, ZoneChange, FollowUpScreen, FollowUpSeries, FollowUp, FollowUpLength, PeerReminders);

/// What reminders come after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum FollowUpAfter {
    /// A talk with a peer, a line or somebody else.
    Contact,
    /// A critical incident.
    Incident,
    /// A self-check.
    SelfCheck,
}

#[uniffi::export]
impl Peerline {
    /// The reminders.
    pub fn follow_ups(&self) -> Arc<FollowUps> {
        Arc::new(FollowUps(self.app.clone()))
    }
}

#[uniffi::export]
impl FollowUps {
    /// The screen.
    pub fn screen(&self, language: String, zone: PhoneZone) -> Result<FollowUpScreen, PeerlineError> {
        contained(|| {
            let screen = self.0.follow_ups().screen(Language::from_tag(&language), &zone.try_into()?)?;
            let series = |series: follow_up::SeriesView| FollowUpSeries {
                id: series.id,
                title: series.title,
                reminders: series.reminders.into_iter().map(Into::into).collect(),
            };
            Ok(FollowUpScreen {
                intro: screen.intro,
                none: screen.none,
                series: screen.series.into_iter().map(series).collect(),
                calendar_ask: screen.calendar_ask,
            })
        })
    }

    /// What is offered first: 24 and 72 hours, a week, a month, three months, a year.
    pub fn offered(&self, language: String) -> Result<Vec<FollowUpLength>, PeerlineError> {
        let offered = |(length, title): (Length, String)| FollowUpLength { length: length.word(), title };
        contained(|| {
            let all = follow_up::FollowUps::offered(Language::from_tag(&language));
            Ok(all.into_iter().map(offered).collect())
        })
    }

    /// Sets reminders after something; `begun` none: now. What is over already is left out. Gives the id of the series.
    pub fn set(
        &self,
        what: FollowUpAfter,
        begun: Option<SystemTime>,
        lengths: Vec<String>,
        zone: PhoneZone,
    ) -> Result<u32, PeerlineError> {
        contained(|| {
            let (lengths, zone) = (lengths_of(&lengths)?, zone.try_into()?);
            Ok(self.0.set_follow_ups(what.into(), begun.map(Into::into), &lengths, &zone)?)
        })
    }

    /// Moves a reminder to another time.
    pub fn move_to(&self, id: Vec<u8>, due: SystemTime) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.move_follow_up(&timer(id)?, due.into())?))
    }

    /// Ends one reminder.
    pub fn end(&self, id: Vec<u8>) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.end_follow_up(&timer(id)?)?))
    }

    /// Ends the reminders after one thing; none: all.
    pub fn end_all(&self, series: Option<u32>) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.end_follow_ups(series)?))
    }

    /// What is to come as an iCalendar file. `title` none: a neutral word.
    pub fn calendar(&self, title: Option<String>, language: String) -> Result<String, PeerlineError> {
        contained(|| {
            let title = title.map(Sensitive::new);
            let file = self.0.follow_ups().calendar(title.as_ref(), Language::from_tag(&language))?;
            Ok(file.expose().clone())
        })
    }

    /// The one neutral notice, if a reminder is due that none was given of; each gives one. Needs no network: for the phone's alarm.
    pub fn take_notice(&self, language: String) -> Result<Option<NeutralNotice>, PeerlineError> {
        contained(|| {
            let due = self.0.take_notice()?;
            Ok(due.then(|| privacy::neutral_notice(Language::from_tag(&language)).into()))
        })
    }

    /// A peer's own reminders.
    pub fn peers(&self, language: String, zone: PhoneZone) -> Result<PeerReminders, PeerlineError> {
        contained(|| {
            let (ask, reminders) =
                self.0.follow_ups().peers_screen(Language::from_tag(&language), &zone.try_into()?)?;
            Ok(PeerReminders { ask, reminders: reminders.into_iter().map(Into::into).collect() })
        })
    }

    /// Sets a peer's own reminders, counted from now. Refused unless the officer was asked and said yes.
    pub fn set_peers(
        &self,
        lengths: Vec<String>,
        officer_agreed: bool,
        zone: PhoneZone,
    ) -> Result<(), PeerlineError> {
        contained(|| {
            let (lengths, zone) = (lengths_of(&lengths)?, zone.try_into()?);
            Ok(self.0.follow_ups().set_peers(&lengths, officer_agreed, &zone)?)
        })
    }

    /// Ends one of a peer's own reminders; none: all.
    pub fn end_peers(&self, id: Option<Vec<u8>>) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.follow_ups().end_peers(id.map(timer).transpose()?)?))
    }
}

fn lengths_of(words: &[String]) -> Result<Vec<Length>, PeerlineError> {
    let bad = PeerlineError::BadInput { input: Input::Length };
    words.iter().map(|word| Length::of_word(word).ok_or(bad)).collect()
}

fn timer(id: Vec<u8>) -> Result<TimerId, PeerlineError> {
    Ok(TimerId(id.try_into().map_err(|_| PeerlineError::BadInput { input: Input::Id })?))
}

impl TryFrom<PhoneZone> for Zone {
    type Error = PeerlineError;

    fn try_from(zone: PhoneZone) -> Result<Self, PeerlineError> {
        let changes = zone.changes.into_iter().map(|change| (change.at.into(), change.offset_s)).collect();
        Zone::new(zone.offset_s, changes).ok_or(PeerlineError::BadInput { input: Input::Zone })
    }
}

impl From<follow_up::ReminderView> for FollowUp {
    fn from(view: follow_up::ReminderView) -> Self {
        Self {
            id: view.timer.0.to_vec(),
            title: view.title,
            at: view.at,
            due: view.due.into(),
            is_due: view.is_due,
        }
    }
}

impl From<FollowUpAfter> for After {
    fn from(after: FollowUpAfter) -> Self {
        match after {
            FollowUpAfter::Contact => After::Contact,
            FollowUpAfter::Incident => After::Incident,
            FollowUpAfter::SelfCheck => After::SelfCheck,
        }
    }
}
