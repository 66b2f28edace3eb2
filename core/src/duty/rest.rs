//! "I need a break": a peer's own pause from duty, until a time or until it is taken back. No reason is asked for or kept.
//!
//! It begins like going off call, so that it cannot be told from that: the others learn "off call" at the next quarter of an hour,
//! daily keys and the board's calls go on as always. Meanwhile nothing that says "on call" is stated and no request is shown or
//! announced. Whoever holds a request finishes it or gives it back first.

use super::rules::{self, Offer};
use super::store::{self, OnCall};
use super::{Duty, DutyError};
use crate::ids::Minute;
use crate::words::{Language, Say, Words};

/// The checklist about the load of being a peer, among the self-checks.
pub const LOAD_CHECKLIST: &str = "peer-load";

/// A break from duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// Until this minute.
    Until(Minute),
    /// Until the peer takes it back.
    UntilTakenBack,
}

impl Break {
    /// Whether it still lasts at a minute.
    pub fn lasts(self, now: Minute) -> bool {
        match self {
            Break::Until(until) => until > now,
            Break::UntilTakenBack => true,
        }
    }

    /// That the peer is on a break, in a sentence. `until` is the end by the local time, as the phone writes it.
    pub fn in_words(until: Option<&str>, language: Language) -> String {
        Words::of(language).say(&match until {
            Some(time) => Say::DutyOnBreakUntil { time: time.to_owned() },
            None => Say::DutyOnBreak,
        })
    }

    /// What is said before one begins.
    pub fn ask(language: Language) -> String {
        Words::of(language).say(&Say::DutyBreakAsk)
    }
}

impl Duty {
    /// Begins a break, or gives the one that lasts another end. The peer is off call, on this phone at once.
    ///
    /// # Errors
    /// [`DutyError::Holding`] while a request is taken or being taken: finish it or give it back first. [`DutyError::NotNow`] for an
    /// end that is over.
    pub fn take_break(&self, length: Break) -> Result<(), DutyError> {
        let now = self.minute();
        if !length.lasts(now) {
            return Err(DutyError::NotNow);
        }
        let offers = self.vault.read(store::offers)?;
        if offers.iter().any(|kept| matches!(kept.offer, Offer::Claiming | Offer::Held(_))) {
            return Err(DutyError::Holding);
        }
        let before = self.vault.read(store::on_call)?;
        let off_call = OnCall { until: Minute(0), state_from: rules::next_quarter(now), ..before };
        Ok(self.vault.keep(|t| {
            if before.until > now {
                store::set_on_call(t, off_call)?;
            }
            store::set_break(t, Some(length))
        })?)
    }

    /// Ends the break. The peer stays off call until they say otherwise.
    ///
    /// # Errors
    /// [`DutyError::Vault`].
    pub fn end_break(&self) -> Result<(), DutyError> {
        Ok(self.vault.keep(|t| store::set_break(t, None))?)
    }

    /// The break that lasts now, if one does.
    ///
    /// # Errors
    /// [`DutyError::Vault`].
    pub fn on_break(&self) -> Result<Option<Break>, DutyError> {
        let now = self.minute();
        Ok(self.vault.read(store::taken_break)?.filter(|taken| taken.lasts(now)))
    }

    /// Nothing may be taken on during a break.
    pub(super) fn not_on_break(&self) -> Result<(), DutyError> {
        if self.on_break()?.is_some() { Err(DutyError::OnBreak) } else { Ok(()) }
    }
}
