//! The zones that lines' hours are told in, and their clocks.
//!
//! The tables are made by `build.rs` from chrono-tz, whose own take 9 kB a zone, from the days of the
//! railways on.

use chrono::{DateTime, FixedOffset, MappedLocalTime, NaiveDateTime, TimeDelta, Utc};
use std::fmt;

/// When a zone's clocks are changed, and how far they are from UTC.
struct Table {
    name: &'static str,
    /// Minutes east of UTC before the first change.
    first: i16,
    /// Minutes from one change to the next; the first from the start of 1970.
    after: &'static [u32],
    /// Minutes east of UTC from each change on.
    then: &'static [i16],
}

include!(concat!(env!("OUT_DIR"), "/zones.rs"));

/// A zone of the list (`peerline_protocol::lists::ZONES`). Its clock is known from 2000 to 2099; before and after, it is taken for what
/// it was at that end.
#[derive(Clone, Copy)]
pub struct Zone(&'static Table);

impl Zone {
    /// The zone of an IANA name. `None` if it is not in the list.
    pub fn named(name: &str) -> Option<Self> {
        TABLES.iter().find(|table| table.name == name).map(Self)
    }

    /// UTC itself.
    pub const UTC: Self = Self(&UTC);

    /// Its IANA name.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// A moment on its clock.
    pub fn at(self, moment: DateTime<Utc>) -> DateTime<FixedOffset> {
        moment.with_timezone(&self.offset(moment))
    }

    /// The moments at which its clock shows a time: one, two in the hour that comes twice, none in the hour that is left out.
    pub fn moments(self, local: NaiveDateTime) -> MappedLocalTime<DateTime<Utc>> {
        // No clock is changed twice within a day, so whatever can be in force is in force a day before or a day after.
        let around = [-1, 1].map(|day| self.offset(local.and_utc() + TimeDelta::days(day)));
        let [before, after] = around.map(|offset| {
            let moment = (local - offset).and_utc();
            (self.offset(moment) == offset).then_some(moment)
        });
        match (before, after) {
            (Some(one), Some(other)) if one != other => MappedLocalTime::Ambiguous(one, other),
            (Some(only), _) | (_, Some(only)) => MappedLocalTime::Single(only),
            (None, None) => MappedLocalTime::None,
        }
    }

    fn offset(self, moment: DateTime<Utc>) -> FixedOffset {
        let minute = moment.timestamp().div_euclid(60);
        let (mut change, mut offset) = (0, self.0.first);
        for (after, then) in self.0.after.iter().zip(self.0.then) {
            change += i64::from(*after);
            if change > minute {
                break;
            }
            offset = *then;
        }
        // No zone is a day away from UTC.
        FixedOffset::east_opt(i32::from(offset) * 60).unwrap_or(chrono::Offset::fix(&Utc))
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Zone {}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;
    use peerline_protocol::lists::ZONES;

    /// A century, in steps of 29 minutes: they fall on every minute of an hour sooner or later.
    fn moments() -> impl Iterator<Item = DateTime<Utc>> {
        let from = Utc.with_ymd_and_hms(2000, 1, 1, 0, 0, 0).unwrap();
        let to = Utc.with_ymd_and_hms(2100, 1, 1, 0, 0, 0).unwrap();
        (0..).map(move |step| from + TimeDelta::minutes(step * 29)).take_while(move |moment| *moment < to)
    }

    #[test]
    fn every_clock_shows_what_chrono_tz_says() {
        for name in ZONES {
            let (zone, known) = (Zone::named(name).unwrap(), name.parse::<chrono_tz::Tz>().unwrap());
            for moment in moments() {
                assert_eq!(
                    zone.at(moment).naive_local(),
                    moment.with_timezone(&known).naive_local(),
                    "{name} {moment}"
                );
            }
        }
    }

    #[test]
    fn every_time_on_a_clock_is_the_moments_that_chrono_tz_says() {
        for name in ZONES {
            let (zone, known) = (Zone::named(name).unwrap(), name.parse::<chrono_tz::Tz>().unwrap());
            // Every five minutes from six hours before the day of a change to six hours after it.
            let changes = moments()
                .step_by(49)
                .filter(|moment| zone.at(*moment).offset() != zone.at(*moment + TimeDelta::days(1)).offset());
            for change in changes {
                for step in -72..360 {
                    let local = zone.at(change + TimeDelta::minutes(step * 5)).naive_local();
                    let expected = known.from_local_datetime(&local).map(|at| at.to_utc());
                    assert_eq!(zone.moments(local), expected, "{name} {local}");
                }
                for step in -72..360 {
                    // Times that a clock leaves out are reached from UTC only.
                    let local = change.naive_utc() + TimeDelta::minutes(step * 5);
                    let expected = known.from_local_datetime(&local).map(|at| at.to_utc());
                    assert_eq!(zone.moments(local), expected, "{name} {local}");
                }
            }
        }
    }

    #[test]
    fn the_zones_are_those_of_the_list() {
        let mut names: Vec<_> = TABLES.iter().map(|table| table.name).collect();
        let mut listed = ZONES.to_vec();
        names.sort_unstable();
        listed.sort_unstable();
        assert_eq!(names, listed);
        assert_eq!(Zone::named("Europe/Paris"), None);
        assert_eq!(Zone::UTC, Zone::named("UTC").unwrap());
    }
}
