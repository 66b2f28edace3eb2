//! Local time as the phone gives it: offsets and when they change, so that a month later is the same hour by the clock on the wall.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

/// The phone's zone, now and for as far ahead as somebody cares to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    offset_s: i32,
    changes: Vec<(DateTime<Utc>, i32)>,
}

/// The farthest from UTC that a zone is, with room: 18 hours.
const FARTHEST: i32 = 18 * 60 * 60;
/// Two changes a year for longer than any reminder, with room.
const CHANGES: usize = 16;

impl Zone {
    /// UTC.
    pub const UTC: Zone = Zone { offset_s: 0, changes: Vec::new() };

    /// A zone that is so many seconds ahead of UTC (west: behind, negative), and at each of these moments changes to another such
    /// number. `None` beyond 18 hours, for more than 16 changes, or if they do not ascend.
    pub fn new(offset_s: i32, changes: Vec<(DateTime<Utc>, i32)>) -> Option<Self> {
        let possible = |offset: i32| offset.abs() <= FARTHEST;
        let fits = possible(offset_s)
            && changes.len() <= CHANGES
            && changes.iter().all(|(_, offset)| possible(*offset))
            && changes.is_sorted_by(|one, next| one.0 < next.0);
        fits.then_some(Self { offset_s, changes })
    }

    /// The local time of a moment.
    pub fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        let offset =
            self.changes.iter().rev().find(|(from, _)| *from <= at).map_or(self.offset_s, |(_, o)| *o);
        at.naive_utc().checked_add_signed(seconds(offset)).unwrap_or(at.naive_utc())
    }

    /// The moment of a local time: the first of two where the clock is set back, and as much later as the clock is set forward where
    /// it does not exist.
    pub fn moment(&self, local: NaiveDateTime) -> DateTime<Utc> {
        let with = |offset: i32| local.checked_sub_signed(seconds(offset)).unwrap_or(local).and_utc();
        let mut offset = self.offset_s;
        for (from, next) in &self.changes {
            if with(offset) < *from || with(*next) < *from {
                break;
            }
            offset = *next;
        }
        with(offset)
    }
}

fn seconds(offset: i32) -> TimeDelta {
    TimeDelta::seconds(i64::from(offset))
}
