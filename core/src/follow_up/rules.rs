//! When a reminder is due: lengths by the calendar, and what counts when the phone's clock is set.

use super::FollowUpError;
use super::zone::Zone;
use crate::clock::Mark;
use chrono::{DateTime, Days, Months, TimeDelta, Utc};
use peerline_protocol::order;
use std::time::Duration;

/// How long after something. Hours are hours; days and months are the calendar's, at the same local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(Unit, u16);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Unit {
    Hours,
    Days,
    Months,
}

impl Unit {
    const ALL: [(Unit, &'static str, char, u16); 3] =
        [(Unit::Hours, "hours", 'h', 720), (Unit::Days, "days", 'd', 730), (Unit::Months, "months", 'm', 24)];

    fn facts(self) -> (&'static str, char) {
        Self::ALL
            .iter()
            .find(|(unit, ..)| *unit == self)
            .map_or(("", ' '), |(_, word, sign, _)| (word, *sign))
    }
}

/// What is offered first: 24 and 72 hours, a week, a month, three months, a year.
pub const OFFERED: [Length; 6] = [
    Length(Unit::Hours, 24),
    Length(Unit::Hours, 72),
    Length(Unit::Days, 7),
    Length(Unit::Months, 1),
    Length(Unit::Months, 3),
    Length(Unit::Months, 12),
];

impl Length {
    /// A length from its word: a number and `h` (1 to 720 hours), `d` (1 to 730 days) or `m` (1 to 24 months).
    pub fn of_word(word: &str) -> Option<Self> {
        let sign = word.chars().last()?;
        let number = word.strip_suffix(sign)?;
        let (unit, _, _, most) = Unit::ALL.iter().find(|(_, _, listed, _)| *listed == sign)?;
        let count: u16 = number.parse().ok()?;
        let plain = number.bytes().all(|byte| byte.is_ascii_digit()) && !number.starts_with('0');
        (plain && (1..=*most).contains(&count)).then_some(Self(*unit, count))
    }

    /// So many months, 1 to 24.
    pub fn months(count: u8) -> Option<Self> {
        Self::of_word(&format!("{count}m"))
    }

    /// Its word.
    pub fn word(self) -> String {
        format!("{}{}", self.1, self.0.facts().1)
    }

    /// Its unit (`hours`, `days`, `months`) and number, for a sentence.
    pub fn parts(self) -> (&'static str, u32) {
        (self.0.facts().0, u32::from(self.1))
    }

    /// The moment so long after `from`. A month after the 31st is the last day of a shorter month. `None` beyond the calendar.
    pub fn after(self, from: DateTime<Utc>, zone: &Zone) -> Option<DateTime<Utc>> {
        let local = zone.local(from);
        match self.0 {
            Unit::Hours => from.checked_add_signed(TimeDelta::hours(i64::from(self.1))),
            Unit::Days => {
                local.checked_add_days(Days::new(u64::from(self.1))).map(|local| zone.moment(local))
            }
            Unit::Months => {
                local.checked_add_months(Months::new(u32::from(self.1))).map(|local| zone.moment(local))
            }
        }
    }
}

/// What the officer wants to look in on themselves after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum After {
    /// A talk with a peer, a line or somebody else.
    Contact,
    /// A critical incident.
    Incident,
    /// A self-check.
    SelfCheck,
}

impl After {
    /// All three.
    pub const ALL: [After; 3] = [After::Contact, After::Incident, After::SelfCheck];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            After::Contact => "contact",
            After::Incident => "incident",
            After::SelfCheck => "self_check",
        }
    }

    /// What a word stands for.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|after| after.word() == word)
    }
}

/// The moments of a schedule that are still to come, each once, the soonest first.
///
/// # Errors
/// [`FollowUpError::NothingToCome`] if there is none.
pub fn schedule(
    begun: DateTime<Utc>,
    lengths: &[Length],
    zone: &Zone,
    now: DateTime<Utc>,
) -> Result<Vec<(Length, DateTime<Utc>)>, FollowUpError> {
    let mut due: Vec<_> = lengths
        .iter()
        .filter_map(|length| Some((*length, length.after(begun, zone)?)))
        .filter(|(_, due)| *due > now)
        .collect();
    order::by_key(&mut due, |(_, due)| *due);
    due.dedup_by_key(|(_, due)| *due);
    if due.is_empty() { Err(FollowUpError::NothingToCome) } else { Ok(due) }
}

/// A time to come, by both clocks.
///
/// While the phone is not restarted, the time since its start decides and a wall clock that is set back or forward has no say. After a
/// restart the wall clock is all there is: the time that was left then goes on from there, and a clock that has reached the due moment
/// ends it. So a clock set back delays it by no more than the phone was off, and one set forward without a restart makes nothing early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// When, by the wall clock.
    pub due: DateTime<Utc>,
    /// The start of the phone in which it was set.
    pub planned_boot: u64,
    /// How long it is from the mark.
    pub left: Duration,
    /// The moment that `left` counts from.
    pub mark: Mark,
}

impl Timing {
    /// Set now.
    pub fn new(due: DateTime<Utc>, now: Mark) -> Self {
        let left = (due - now.wall).to_std().unwrap_or_default();
        Self { due, planned_boot: now.uptime.boot, left, mark: now }
    }

    /// How long it is still to come; zero: it is due.
    pub fn left(&self, now: &Mark) -> Duration {
        if now.uptime.boot != self.planned_boot && now.wall >= self.due {
            return Duration::ZERO;
        }
        self.left.saturating_sub(now.since(&self.mark))
    }

    /// The same, counted from now on.
    pub fn marked(self, now: Mark) -> Self {
        Self { left: self.left(&now), mark: now, ..self }
    }
}
