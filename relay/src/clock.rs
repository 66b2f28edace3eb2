//! The relay's clock, handed in so that tests and the demo can move it.

use crate::life::Moment;
use std::sync::Mutex;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What time it is for everything that the relay decides.
pub trait Clock: Send + Sync {
    /// Now. It never goes back while the relay runs.
    fn now(&self) -> Moment;

    /// From now on it shows at least `floor`: what was written down before a restart has happened, whatever the host's clock says.
    fn not_before(&self, floor: Moment);
}

/// The host's clock as it was at start, then counted on by the one that counts from the host's own start, sleep included: a jump of the
/// host's clock moves no deadline, and a host that slept has not stopped the ladder.
#[derive(Debug)]
pub struct SystemClock(Mutex<(Moment, Duration)>);

impl Default for SystemClock {
    fn default() -> Self {
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(Mutex::new((Moment(milliseconds(since_1970)), uptime())))
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        let (start, since) = *lock(&self.0);
        start.plus(milliseconds(uptime().saturating_sub(since)))
    }

    fn not_before(&self, floor: Moment) {
        if self.now() < floor {
            *lock(&self.0) = (floor, uptime());
        }
    }
}

fn uptime() -> Duration {
    // Only Linux has a clock that counts sleep under this name; elsewhere relays are only tried out.
    #[cfg(target_os = "linux")]
    let id = rustix::time::ClockId::Boottime;
    #[cfg(not(target_os = "linux"))]
    let id = rustix::time::ClockId::Monotonic;
    let time = rustix::time::clock_gettime(id);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
}

fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// A clock that stands still until it is moved: for tests.
#[derive(Debug)]
pub struct StandingClock(Mutex<Moment>);

impl StandingClock {
    /// Stands at a Unix time in seconds.
    pub fn at(unix: i64) -> Self {
        Self(Mutex::new(Moment(unix * 1000)))
    }

    /// So many seconds pass.
    pub fn pass(&self, seconds: i64) {
        let mut now = lock(&self.0);
        *now = now.plus(seconds * 1000);
    }
}

impl Clock for StandingClock {
    fn now(&self) -> Moment {
        *lock(&self.0)
    }

    fn not_before(&self, floor: Moment) {
        let mut now = lock(&self.0);
        *now = floor.max(*now);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_restart_with_the_hosts_clock_set_back_time_goes_on_from_what_was_written() {
        let clock = SystemClock::default();
        let written = clock.now().plus(365 * 86_400_000);
        clock.not_before(written);
        let first = clock.now();
        assert!(first >= written);
        clock.not_before(Moment(0));
        assert!(clock.now() >= first);
    }
}
