//! The crisis choice in the open app: where the lines, the request, the plan and the app's lock meet.

use super::{HomeError, Peerline, Whom};
use crate::crisis_choice::{self, CrisisChoice, PeerNow, PlanNow};
use crate::directory::Query;
use crate::limits;
use crate::privacy::AppLock;
use crate::request::Stage;
use crate::words::Language;
use chrono::{DateTime, Utc};

impl Peerline {
    /// The five ways on, for the home that was set or that the phone's `hint` says. Never fails and never waits: what cannot be
    /// read now is said to be locked or not ready.
    pub fn crisis_choice(&self, hint: Option<&str>, language: Language, now: DateTime<Utc>) -> CrisisChoice {
        let place = self.settings().place(hint);
        crisis_choice::choice(&self.lines(), &place, self.peer_now(), self.plan_now(), language, now)
    }

    /// Whether a peer can be asked now, as far as this phone knows without the network.
    fn peer_now(&self) -> PeerNow {
        if self.app_lock() == AppLock::Ask {
            return PeerNow::Locked;
        }
        match self.ways_to_a_peer() {
            Ok(now) => now,
            Err(error) if error.is_locked() => PeerNow::Locked,
            Err(HomeError::NoCard | HomeError::CardOutdated) => PeerNow::NoCard,
            Err(_) => PeerNow::NotReady,
        }
    }

    fn ways_to_a_peer(&self) -> Result<PeerNow, HomeError> {
        let request = self.requests.view()?;
        if request.is_some_and(|request| !matches!(request.stage, Stage::Ended { .. })) {
            return Ok(PeerNow::UnderWay);
        }
        self.pool()?;
        let limits = self.packs.limits(self.minute()).ok_or(HomeError::NoLimits)?;
        let agency = self.membership.my_agency()?;
        match limits::accepted(&self.officer, &limits.value, agency.as_deref()) {
            Err(limits::LimitsError::NotAccepted) => return Ok(PeerNow::LimitsFirst),
            other => other?,
        };
        let before = self.before_asking(&Whom::Anyone(Query::default()))?;
        Ok(if before.askable.peers == 0 { PeerNow::Nobody } else { PeerNow::CanAsk })
    }

    /// Whether the officer's own plan can be read now.
    fn plan_now(&self) -> PlanNow {
        let locked = self.app_lock() == AppLock::Ask || self.officer.read(|_| Ok(())).is_err();
        if locked { PlanNow::Locked } else { PlanNow::None }
    }
}
