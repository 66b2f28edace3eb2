//! Opening hours: whether a line is open now, in its own zone, and when that changes.
//!
//! The text is OpenStreetMap's `opening_hours`, read by the crate of that name. We hold no calendar of holidays, so what hangs on
//! one is not known and never guessed; neither is anything about the sun. In the hour that comes twice when clocks are set back, a
//! line that opens or closes within it is "not known".

use crate::zone::Zone;
use chrono::{DateTime, Days, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use compact_calendar::CompactCalendar;
use opening_hours::{Context, ContextHolidays, OpeningHours, RuleKind};
use std::sync::Arc;

/// The hours of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Hours {
    schedule: OpeningHours,
    always: bool,
    names_holidays: bool,
    zone: Option<Zone>,
}

/// Whether a line is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenState {
    /// It is open. With `unless_holiday`, only if today is no holiday there.
    Open {
        /// When it closes; `None` if it never does, or if that is not known.
        closes: Option<DateTime<Utc>>,
        /// Its hours differ on holidays, and today may be one.
        unless_holiday: bool,
    },
    /// It is known to be closed.
    Closed {
        /// When it opens next, as far as known.
        opens: Option<DateTime<Utc>>,
    },
    /// Nobody can say.
    NotKnown,
}

/// What the hours say about public holidays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnHolidays {
    /// It is always open, holidays included.
    Open,
    /// They differ from other days, and we do not know the holidays there.
    Differ,
    /// They say nothing about holidays.
    NotKnown,
}

/// One day of a line's week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayHours {
    /// The date in the line's own zone.
    pub date: NaiveDate,
    /// From and until when it is open; midnight at the end of the day is 24:00. Empty: closed.
    pub open: Vec<(String, String)>,
    /// Whether all of the day is known.
    pub known: bool,
}

/// Why hours cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HoursRefused {
    /// The text is no `opening_hours`.
    #[error("the opening hours cannot be read")]
    Unreadable,
    /// The hours hang on sunrise or sunset, which we would have to guess.
    #[error("the opening hours hang on the sun")]
    Sun,
    /// The zone is not one of `peerline_protocol::lists::ZONES`.
    #[error("the zone is not in the list of zones")]
    Zone,
}

/// How far ahead the next opening is looked for.
const HORIZON: TimeDelta = TimeDelta::days(400);

impl Hours {
    /// Reads hours as entries have them: an `opening_hours` text, and the IANA name of the zone that it is meant in.
    pub fn parse(osm: &str, zone: Option<&str>) -> Result<Self, HoursRefused> {
        let lower = osm.to_ascii_lowercase();
        if ["dawn", "sunrise", "sunset", "dusk"].iter().any(|event| lower.contains(event)) {
            return Err(HoursRefused::Sun);
        }
        let zone = match zone {
            Some(name) => Some(Zone::named(name).ok_or(HoursRefused::Zone)?),
            None => None,
        };
        let schedule: OpeningHours = osm.parse().map_err(|_| HoursRefused::Unreadable)?;
        let always =
            schedule.get_expression().is_constant() && schedule.is_open(DateTime::UNIX_EPOCH.naive_utc());
        let names_holidays =
            osm.split(|c: char| !c.is_ascii_alphabetic()).any(|word| word == "PH" || word == "SH");
        Ok(Self { schedule, always, names_holidays, zone })
    }

    /// Whether the line never closes.
    pub fn always(&self) -> bool {
        self.always
    }

    /// The zone that the hours are meant in.
    pub fn zone(&self) -> Option<Zone> {
        self.zone
    }

    /// What is known about holidays.
    pub fn on_holidays(&self) -> OnHolidays {
        match (self.always, self.names_holidays) {
            (true, _) => OnHolidays::Open,
            (false, true) => OnHolidays::Differ,
            (false, false) => OnHolidays::NotKnown,
        }
    }

    /// Whether the line is open at a moment.
    pub fn at(&self, now: DateTime<Utc>) -> OpenState {
        if self.always {
            return OpenState::Open { closes: None, unless_holiday: false };
        }
        let Some(zone) = self.zone else { return OpenState::NotKnown };
        let local = zone.at(now).naive_local();
        if self.changes_in_an_hour_that_comes_twice(zone, local) {
            return OpenState::NotKnown;
        }
        let on_a_holiday = self.kinds_on_a_holiday(local);
        let mut ahead = self.schedule.iter_range(local, local + HORIZON).peekable();
        let kind = ahead.peek().map_or(RuleKind::Closed, |span| span.kind);
        match kind {
            RuleKind::Open => {
                let closes = ahead.next().map(|span| span.range.end).filter(|end| *end < local + HORIZON);
                let then_closed = ahead.next().is_some_and(|span| span.kind == RuleKind::Closed);
                let closes = closes.filter(|_| then_closed).map(|end| first_moment(zone, end));
                OpenState::Open { closes, unless_holiday: on_a_holiday.iter().any(|other| *other != kind) }
            }
            RuleKind::Closed if on_a_holiday.iter().all(|other| *other == kind) => {
                let opens = ahead
                    .find(|span| span.kind != RuleKind::Closed)
                    .filter(|span| span.kind == RuleKind::Open);
                OpenState::Closed { opens: opens.map(|span| last_moment(zone, span.range.start)) }
            }
            RuleKind::Closed | RuleKind::Unknown => OpenState::NotKnown,
        }
    }

    /// The seven days from today on, by the line's own calendar. Empty if it never closes.
    pub fn week(&self, now: DateTime<Utc>) -> Vec<DayHours> {
        if self.always {
            return Vec::new();
        }
        let today = match self.zone {
            Some(zone) => zone.at(now).date_naive(),
            None => now.date_naive(),
        };
        (0..7)
            .filter_map(|ahead| today.checked_add_days(Days::new(ahead)))
            .map(|date| self.day(date))
            .collect()
    }

    fn day(&self, date: NaiveDate) -> DayHours {
        let start = date.and_time(NaiveTime::MIN);
        let end = start + TimeDelta::days(1);
        let spans: Vec<_> = self.schedule.iter_range(start, end).collect();
        let clock =
            |at: NaiveDateTime| if at == end { "24:00".to_owned() } else { at.format("%H:%M").to_string() };
        DayHours {
            date,
            open: spans
                .iter()
                .filter(|span| span.kind == RuleKind::Open)
                .map(|span| (clock(span.range.start), clock(span.range.end)))
                .collect(),
            known: spans.iter().all(|span| span.kind != RuleKind::Unknown),
        }
    }

    /// What would be true if today, yesterday (for hours past midnight) or both were holidays.
    fn kinds_on_a_holiday(&self, local: NaiveDateTime) -> Vec<RuleKind> {
        let Some(yesterday) = local.date().pred_opt().filter(|_| self.names_holidays) else {
            return Vec::new();
        };
        [&[local.date()][..], &[yesterday], &[yesterday, local.date()]]
            .iter()
            .map(|holidays| {
                let mut calendar = CompactCalendar::default();
                for date in *holidays {
                    calendar.insert(*date);
                }
                let calendar = Arc::new(calendar);
                let context =
                    Context::default().with_holidays(ContextHolidays::new(calendar.clone(), calendar));
                self.schedule.clone().with_context(context).state(local).0
            })
            .collect()
    }

    fn changes_in_an_hour_that_comes_twice(&self, zone: Zone, local: NaiveDateTime) -> bool {
        let twice = |at: &NaiveDateTime| matches!(zone.moments(*at), MappedLocalTime::Ambiguous(..));
        if !twice(&local) {
            return false;
        }
        let step = |by: i64| {
            (0..=180)
                .map(move |n| local + TimeDelta::minutes(by * n))
                .take_while(twice)
                .last()
                .unwrap_or(local)
        };
        self.schedule.iter_range(step(-1), step(1) + TimeDelta::minutes(1)).nth(1).is_some()
    }
}

/// A local time as a moment; the first of the two if it comes twice. One that does not exist counts as the next that does.
fn first_moment(zone: Zone, local: NaiveDateTime) -> DateTime<Utc> {
    moment(zone, local, |first, _| first)
}

/// The same, but the second of the two.
fn last_moment(zone: Zone, local: NaiveDateTime) -> DateTime<Utc> {
    moment(zone, local, |_, second| second)
}

fn moment(
    zone: Zone,
    local: NaiveDateTime,
    choose: impl Fn(DateTime<Utc>, DateTime<Utc>) -> DateTime<Utc>,
) -> DateTime<Utc> {
    for minutes in 0..=180 {
        match zone.moments(local + TimeDelta::minutes(minutes)) {
            MappedLocalTime::Single(at) => return at,
            MappedLocalTime::Ambiguous(first, second) => return choose(first, second),
            MappedLocalTime::None => {}
        }
    }
    local.and_utc()
}
