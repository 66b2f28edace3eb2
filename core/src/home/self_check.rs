//! Self-check: how somebody is doing, by published questions, on this phone alone.
//! Here it meets the rest of the app.

use super::Peerline;
use crate::self_check::{Instruments, SelfChecks, bundled};

impl Peerline {
    /// The officer's self-checks, with the instruments compiled in and those that the publisher signed since.
    pub fn self_checks(&self) -> SelfChecks {
        SelfChecks::new(self.officer.clone(), self.clock.clone(), self.instruments())
    }

    fn instruments(&self) -> Instruments {
        let known = bundled().clone();
        match self.packs.instruments(self.minute()) {
            Some(newer) => known.updated(&newer.value, newer.issued),
            None => known,
        }
    }
}
