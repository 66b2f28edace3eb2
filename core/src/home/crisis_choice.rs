//! The crisis choice in the open app: where the lines, the request, the plan and the app's lock meet.

use super::{HomeError, Peerline, Whom};
use crate::crisis_choice::{self, CrisisChoice, PeerNow, PlanNow};
use crate::directory::Query;
use crate::limits;
use crate::privacy::AppLock;
use crate::request::Stage;
use crate::safety_plan::AtHand;
use crate::words::Language;
use chrono::{DateTime, Utc};

impl Peerline {
    /// The five ways on, for the home that was set or that the phone's `hint` says. Never fails and never waits: what cannot be
    /// read now is said to be locked or not ready.
    pub fn crisis_choice(&self, hint: Option<&str>, language: Language, now: DateTime<Utc>) -> CrisisChoice {
        let (place, app_lock) = (self.settings().place(hint), self.app_lock());
        let (peer, plan) = (self.peer_now(app_lock), self.plan_now(app_lock));
        crisis_choice::choice(&self.lines(), &place, peer, plan, language, now)
    }

    /// Whether a peer can be asked now, as far as this phone knows without the network.
    fn peer_now(&self, app_lock: AppLock) -> PeerNow {
        if app_lock == AppLock::Ask {
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

    /// Whether the officer's own plan can be read now. A copy that its owner wants readable while locked is not behind the app's lock.
    fn plan_now(&self, app_lock: AppLock) -> PlanNow {
        let asks = app_lock == AppLock::Ask;
        match self.safety_plan.at_hand() {
            Ok(AtHand::Here) if !asks || self.safety_plan.readable_while_locked() => PlanNow::Readable,
            Ok(AtHand::Empty) if !asks => PlanNow::None,
            // Damaged or locked: whether there is one is not said.
            Ok(_) | Err(_) => PlanNow::Locked,
        }
    }
}
