//! The calculators around a night shift: rules of thumb from guides for officers and nurses, as clock times of one's own place.
//!
//! Sources: no caffeine in the 5 hours before bed, at most 4 hours awake before a shift, never under 6 hours of sleep, at most 12 hours on
//! duty (guide for the health of officers, publicsafetymedicine.org, appendix F); naps of 10 to 20 minutes, and 10 to 15 minutes to wake up before driving
//! (Military OneSource). We take the longer wait. In a night in which the clocks are changed a time is off by that hour.

/// A clock time of one's own place, in minutes since midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// Minutes of a day.
    const DAY: u16 = 24 * 60;

    /// A time, in minutes since midnight, 0 to 1439.
    pub fn new(minutes: u16) -> Option<Self> {
        (minutes < Self::DAY).then_some(Self(minutes))
    }

    /// Minutes since midnight.
    pub fn minutes(self) -> u16 {
        self.0
    }

    fn plus(self, minutes: u16) -> Self {
        Self((self.0 + minutes) % Self::DAY)
    }

    fn minus(self, minutes: u16) -> Self {
        self.plus(Self::DAY - minutes)
    }
}

impl std::fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// Times around a sleep before the next shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SleepTimes {
    /// No caffeine after this.
    pub last_caffeine: TimeOfDay,
    /// Getting up before this means more than 4 hours awake before the shift.
    pub earliest_up: TimeOfDay,
}

impl SleepTimes {
    /// From when one goes to bed and when the next shift starts.
    pub fn of(bed: TimeOfDay, shift: TimeOfDay) -> Self {
        Self { last_caffeine: bed.minus(5 * 60), earliest_up: shift.minus(4 * 60) }
    }
}

/// Times around a nap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nap {
    /// When to be woken.
    pub alarm: TimeOfDay,
    /// Not to drive before this.
    pub drive_from: TimeOfDay,
}

impl Nap {
    /// From when one lies down: 20 minutes, then 15 to wake up.
    pub fn from(down: TimeOfDay) -> Self {
        let alarm = down.plus(20);
        Self { alarm, drive_from: alarm.plus(15) }
    }
}

/// How somebody has rested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rest {
    /// Minutes slept in the last 24 hours, 0 to 1440.
    pub slept: u16,
    /// Minutes on duty without a break of sleep, 0 to 2880.
    pub on_duty: u16,
}

/// What speaks for being too tired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tired {
    /// Neither of the two.
    Neither,
    /// Less than 6 hours of sleep in the last 24.
    LittleSleep,
    /// More than 12 hours on duty.
    LongDuty,
    /// Both.
    Both,
}

impl Rest {
    /// Whether to warn. `None` if the minutes cannot be.
    pub fn tired(self) -> Option<Tired> {
        if self.slept > 24 * 60 || self.on_duty > 48 * 60 {
            return None;
        }
        Some(match (self.slept < 6 * 60, self.on_duty > 12 * 60) {
            (false, false) => Tired::Neither,
            (true, false) => Tired::LittleSleep,
            (false, true) => Tired::LongDuty,
            (true, true) => Tired::Both,
        })
    }
}

impl Tired {
    /// Its word in the sentences.
    pub fn word(self) -> &'static str {
        match self {
            Self::Neither => "neither",
            Self::LittleSleep => "little_sleep",
            Self::LongDuty => "long_duty",
            Self::Both => "both",
        }
    }
}
