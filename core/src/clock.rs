//! Time as an argument: the wall clock for what people read, the time since start for what must not jump.

use chrono::{DateTime, Utc};
use std::time::Duration;

/// Both clocks of a phone.
pub trait Clock: Send + Sync {
    /// The wall clock. It may be wrong, and may be set back or forward at any moment.
    fn now(&self) -> DateTime<Utc>;

    /// Time since the phone was started, sleep included; it never goes back while `boot` stays the same.
    fn uptime(&self) -> Uptime;
}

/// A moment since the phone was started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uptime {
    /// Names the start; another value means that the phone was restarted in between.
    pub boot: u64,
    /// Time since that start, sleep included.
    pub elapsed: Duration,
}

/// A moment by both clocks, to be kept in the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// By the wall clock.
    pub wall: DateTime<Utc>,
    /// By the time since start.
    pub uptime: Uptime,
}

impl Mark {
    /// This moment.
    pub fn now(clock: &dyn Clock) -> Self {
        Self { wall: clock.now(), uptime: clock.uptime() }
    }

    /// How much time has passed since an earlier mark. Within one start of the phone the wall clock has no say; after a restart it
    /// is all there is, and a clock that went back counts as no time.
    pub fn since(&self, earlier: &Mark) -> Duration {
        if self.uptime.boot == earlier.uptime.boot {
            self.uptime.elapsed.saturating_sub(earlier.uptime.elapsed)
        } else {
            (self.wall - earlier.wall).to_std().unwrap_or_default()
        }
    }
}

/// A phone's clocks, with the wall clock put right where it is plainly wrong.
///
/// A phone that is two hours behind would make requests that every peer's phone takes for old ones, and one that is ahead would
/// show its peer none at all: both in silence. So the relays' time is looked at with every fetch of keys, and counts if it differs by more than
/// [`CorrectedClock::TOLERANCE`]. It decides about requests and daily keys only, never about what is signed or has expired.
pub struct CorrectedClock {
    phone: std::sync::Arc<dyn Clock>,
    correction: std::sync::Mutex<chrono::TimeDelta>,
}

impl CorrectedClock {
    /// A difference that is nobody's business: late answers, leap seconds, clocks set by hand.
    pub const TOLERANCE: Duration = Duration::from_secs(10 * 60);

    /// As the phone says, until a relay is heard.
    pub fn new(phone: std::sync::Arc<dyn Clock>) -> Self {
        Self { phone, correction: std::sync::Mutex::new(chrono::TimeDelta::zero()) }
    }

    /// A relay says what time it is.
    pub fn hear(&self, relay: DateTime<Utc>) {
        let difference = relay - self.phone.now();
        let tolerated = difference.abs().to_std().unwrap_or(Duration::MAX) <= Self::TOLERANCE;
        let correction = if tolerated { chrono::TimeDelta::zero() } else { difference };
        *self.correction.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = correction;
    }

    /// By how much the phone's clock is wrong, if it is; positive: it is behind.
    pub fn correction(&self) -> Option<chrono::TimeDelta> {
        let correction = *self.correction.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        (!correction.is_zero()).then_some(correction)
    }
}

impl Clock for CorrectedClock {
    fn now(&self) -> DateTime<Utc> {
        let now = self.phone.now();
        now.checked_add_signed(self.correction().unwrap_or_default()).unwrap_or(now)
    }

    fn uptime(&self) -> Uptime {
        self.phone.uptime()
    }
}

/// The phone's own clocks.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn uptime(&self) -> Uptime {
        // Apple's monotonic clock counts sleep; elsewhere only the boot clock does.
        #[cfg(target_vendor = "apple")]
        let id = rustix::time::ClockId::Monotonic;
        #[cfg(not(target_vendor = "apple"))]
        let id = rustix::time::ClockId::Boottime;
        let time = rustix::time::clock_gettime(id);
        let elapsed =
            Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0));
        Uptime { boot: boot(elapsed), elapsed }
    }
}

/// The kernel's name for this start; where it keeps that to itself, the hour of the start by the wall clock.
fn boot(elapsed: Duration) -> u64 {
    static BOOT: std::sync::OnceLock<u64> = std::sync::OnceLock::new();
    *BOOT.get_or_init(|| match std::fs::read("/proc/sys/kernel/random/boot_id") {
        Ok(id) => {
            let digest = ring::digest::digest(&ring::digest::SHA256, &id);
            digest.as_ref().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
        }
        Err(_) => {
            let started = Utc::now().timestamp() - i64::try_from(elapsed.as_secs()).unwrap_or(0);
            u64::try_from(started / 3600).unwrap_or(0)
        }
    })
}

/// A clock that stands still until it is moved.
#[cfg(any(test, feature = "demo"))]
#[derive(Debug)]
pub struct VirtualClock(std::sync::Mutex<Mark>);

#[cfg(any(test, feature = "demo"))]
impl VirtualClock {
    /// Stands at a Unix time in seconds, one hour after the phone was started.
    pub fn at(unix: i64) -> Self {
        let wall = DateTime::from_timestamp(unix, 0).unwrap_or_default();
        Self(std::sync::Mutex::new(Mark {
            wall,
            uptime: Uptime { boot: 1, elapsed: Duration::from_secs(3600) },
        }))
    }

    /// Time passes, by both clocks.
    pub fn pass(&self, duration: Duration) {
        let mut mark = self.lock();
        mark.wall += duration;
        mark.uptime.elapsed += duration;
    }

    /// Somebody sets the wall clock, back or forward by so many seconds.
    pub fn set_wall_by(&self, seconds: i64) {
        let mut mark = self.lock();
        mark.wall += chrono::TimeDelta::seconds(seconds);
    }

    /// The phone is restarted.
    pub fn restart(&self) {
        let mut mark = self.lock();
        mark.uptime = Uptime { boot: mark.uptime.boot + 1, elapsed: Duration::from_secs(20) };
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Mark> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(any(test, feature = "demo"))]
impl Clock for VirtualClock {
    fn now(&self) -> DateTime<Utc> {
        self.lock().wall
    }

    fn uptime(&self) -> Uptime {
        self.lock().uptime
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wall_clock_set_back_or_forward_by_a_year_changes_no_duration() {
        let clock = VirtualClock::at(1_790_000_000);
        let before = Mark::now(&clock);
        clock.pass(Duration::from_secs(300));
        for year in [-31_536_000, 31_536_000 * 2] {
            clock.set_wall_by(year);
            assert_eq!(Mark::now(&clock).since(&before), Duration::from_secs(300));
        }
    }

    #[test]
    fn after_a_restart_the_wall_clock_decides_and_never_goes_below_zero() {
        let clock = VirtualClock::at(1_790_000_000);
        let before = Mark::now(&clock);
        clock.restart();
        clock.set_wall_by(60);
        assert_eq!(Mark::now(&clock).since(&before), Duration::from_secs(60));
        clock.set_wall_by(-120);
        assert_eq!(Mark::now(&clock).since(&before), Duration::ZERO);
    }

    #[test]
    fn a_clock_that_is_plainly_wrong_is_put_right_and_others_are_left_alone() {
        let phone = std::sync::Arc::new(VirtualClock::at(1_790_000_000));
        let clock = CorrectedClock::new(phone.clone());
        let heard = |seconds: i64| {
            clock.hear(phone.now() + chrono::TimeDelta::seconds(seconds));
            (clock.now() - phone.now()).num_seconds()
        };
        for (says, shown) in [(600, 0), (-600, 0), (601, 601), (-7_200, -7_200), (5, 0)] {
            assert_eq!(heard(says), shown, "{says}");
        }
        heard(7_200);
        phone.pass(Duration::from_secs(60));
        assert_eq!(clock.now().timestamp(), 1_790_000_000 + 7_260);
        assert_eq!(clock.uptime(), phone.uptime());
    }

    #[test]
    fn the_phones_own_uptime_does_not_go_back() {
        let (first, second) = (SystemClock.uptime(), SystemClock.uptime());
        assert_eq!(first.boot, second.boot);
        assert!(second.elapsed >= first.elapsed);
    }
}
