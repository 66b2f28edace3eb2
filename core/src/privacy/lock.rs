//! The app's lock: when it asks for the phone's own lock before it shows what is in the vault. A curtain over an open app.
//!
//! Pure: the time out of sight is counted by the time since the phone's start, so no clock that is set changes it, and a restart
//! counts as locked. It starts down: a new process asks. The crisis lines are never behind it.

use crate::clock::Uptime;
use crate::settings::Lock;
use std::time::Duration;

/// What the app does before it shows anything of the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AppLock {
    /// It shows it.
    Open,
    /// It asks for the phone's lock first.
    Ask,
}

/// Where the curtain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Curtain {
    /// Down: only the phone's lock raises it.
    #[default]
    Down,
    /// Up, and the app is in sight.
    Up,
    /// Up until the app was out of sight for too long, which it has been since then.
    OutOfSight(Uptime),
}

/// What happens to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The app leaves the screen.
    LeftSight(Uptime),
    /// The app is on the screen again.
    InSight(Uptime),
    /// The phone's owner passed the phone's lock.
    Unlocked,
    /// The officer left at once.
    QuickExit,
}

/// The curtain after an event.
pub fn next(curtain: Curtain, event: Event, lock: Lock) -> Curtain {
    match (event, curtain) {
        (Event::Unlocked, _) => Curtain::Up,
        (Event::QuickExit, _) => Curtain::Down,
        // A second word of leaving, as from work in the background, does not begin the time anew.
        (Event::LeftSight(at), Curtain::Up) => Curtain::OutOfSight(at),
        (Event::LeftSight(_), other) => other,
        (Event::InSight(now), curtain) => match curtain.asks(lock, now) {
            AppLock::Open => Curtain::Up,
            AppLock::Ask => Curtain::Down,
        },
    }
}

impl Curtain {
    /// Whether the app asks now.
    pub fn asks(self, lock: Lock, now: Uptime) -> AppLock {
        match (lock, self) {
            (Lock::Off, _) | (Lock::After(_), Self::Up) => AppLock::Open,
            (Lock::After(_), Self::Down) => AppLock::Ask,
            (Lock::After(delay), Self::OutOfSight(since)) => {
                let allowed = Duration::from_secs(u64::from(delay.as_minutes()) * 60);
                match now.elapsed.checked_sub(since.elapsed) {
                    Some(out) if now.boot == since.boot && out < allowed => AppLock::Open,
                    _ => AppLock::Ask,
                }
            }
        }
    }
}
