//! Asking for a peer: where directory, limits, keys and request meet.

use super::{HomeError, Peerline};
use crate::directory::{Now, Query};
use crate::ids::{PeerId, RequestId};
use crate::limits;
use crate::request::choose::Choice;
use crate::request::{BeforeAsking, NewRequest};
use peerline_protocol::answer::Phone;
use peerline_protocol::lists::{Topic, Wish};
use peerline_protocol::order;

/// Whom the officer wants to ask.
#[derive(Debug, Clone)]
pub enum Whom {
    /// Anyone who fits.
    Anyone(Query),
    /// These first, in this order.
    These {
        /// The peers, as the directory names them.
        peers: Vec<PeerId>,
        /// Who may follow if none of them comes; `None`: nobody else.
        then: Option<Query>,
    },
    /// Those who were not asked by the request that has just ended.
    NotYetAsked(Query),
}

/// One tap. Prints nothing of what is asked.
#[derive(Clone)]
pub struct Asking {
    /// Whom to ask.
    pub whom: Whom,
    /// What the officer would like.
    pub wishes: Vec<Wish>,
    /// What it is about.
    pub topics: Vec<Topic>,
    /// The language to talk in, BCP 47.
    pub language: String,
}

impl std::fmt::Debug for Asking {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Asking")
    }
}

impl Peerline {
    /// What stands beside the button: who could be reached, how old that count is, and the deadline.
    pub fn before_asking(&self, whom: &Whom) -> Result<BeforeAsking, HomeError> {
        let choice = self.choice(whom)?;
        let peers: Vec<PeerId> = match choice {
            Choice::Anyone(peers) => peers,
            Choice::These { mut chosen, then } => {
                chosen.extend(then);
                order::ascending(&mut chosen);
                chosen.dedup();
                chosen
            }
        };
        Ok(self.requests.before_asking(&self.pool()?, &peers)?)
    }

    /// One tap: makes the request and keeps it, finished. It goes out with the next [`Peerline::run_pending`].
    ///
    /// # Errors
    /// [`limits::LimitsError::NotAccepted`] until the limits that hold now were accepted; [`crate::request::RequestError::NobodyToAsk`], after which
    /// nothing was kept or sent.
    pub fn ask(&self, asking: Asking) -> Result<RequestId, HomeError> {
        let limits = self.packs.limits(self.minute()).ok_or(HomeError::NoLimits)?;
        let agency = self.membership.my_agency()?;
        let limits = limits::accepted(&self.officer, &limits.value, agency.as_deref())?;
        let choice = self.choice(&asking.whom)?;
        let Asking { wishes, topics, language, .. } = asking;
        Ok(self.requests.ask(&self.pool()?, NewRequest { limits, choice, wishes, topics, language })?)
    }

    /// Gives the peer who answered a number to call.
    pub fn share_number(&self, number: &Phone) -> Result<(), HomeError> {
        Ok(self.requests.share_number(number)?)
    }

    /// The peers whom this would ask: offered now, with the app, and not excluded.
    fn choice(&self, whom: &Whom) -> Result<Choice, HomeError> {
        // Keys fail closed: with a directory that is out of date nobody is asked.
        self.directory_keys()?;
        let directory = self.directory()?;
        let on_call = self.on_call()?;
        let now = Now { at: self.clock.now(), on_call: &on_call, rotation: self.rotation()? };
        let fitting = |query: &Query| -> Vec<PeerId> {
            directory.askable(query, &now).iter().map(|askable| askable.peer).collect()
        };
        Ok(match whom {
            Whom::Anyone(query) => Choice::Anyone(fitting(query)),
            Whom::These { peers, then } => {
                let everybody = fitting(&Query::default());
                let chosen = peers.iter().copied().filter(|peer| everybody.contains(peer)).collect();
                Choice::These { chosen, then: then.as_ref().map(&fitting).unwrap_or_default() }
            }
            Whom::NotYetAsked(query) => {
                let asked = self.requests.asked()?;
                Choice::Anyone(fitting(query).into_iter().filter(|peer| !asked.contains(peer)).collect())
            }
        })
    }
}
