//! The life of a request on the relay, as pure rules: what may happen next, and what follows from it.
//!
//! One request is open in rounds, is claimed by one holder, may be opened again, and ends; an hour later only a tombstone is
//! left, seven days later nothing. [`State::next`] is the only place where that is decided. It reads no clock and keeps
//! nothing: the store hands in the state and the moment, writes down what comes back, and only if the row is still the one it
//! decided on. Time is applied before every event, so a timer that comes late, or never, changes nothing.

mod rules;
#[cfg(test)]
mod tests;

pub use rules::{
    COMPLETED_AFTER, Claim, Course, End, FORGOTTEN_AFTER, MESSAGES, Moment, Refusal, Rev, Round, Rounds,
    TOMBSTONE_AFTER,
};

use crate::digest::Digest;
use peerline_protocol::request::SlotNumber;

/// Where a request stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Never heard of, or forgotten.
    Absent,
    /// On the board, for the peers of every round up to `round`.
    Open {
        /// Its times and counters.
        course: Course,
        /// The highest round that is written down as open; time may have opened more.
        round: Round,
    },
    /// Held by one peer.
    Claimed {
        /// Its times and counters.
        course: Course,
        /// Who holds it, and since when.
        claim: Claim,
    },
    /// Over, but both sides may still read how.
    Ended {
        /// Its times and counters.
        course: Course,
        /// How it ended.
        end: End,
        /// When it ended.
        at: Moment,
    },
    /// Over for an hour: only that the id was used is still known.
    Tombstone {
        /// The hour in which it ended, at its start.
        at: Moment,
    },
}

/// What can happen to a request. Who may cause it has been checked before; what is checked here is whether it still fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The officer's phone hands it in, with the pool's ladder of this moment.
    Submit(Rounds),
    /// Time passes.
    Tick,
    /// A peer who knows the claim secret of a slot takes it.
    Claim {
        /// The slot that the secret belongs to.
        slot: SlotNumber,
        /// SHA-256 of the holder secret.
        holder: Digest,
    },
    /// The holder of that claim gives it back.
    Release(Rev),
    /// The officer asks for the next peer instead of that claim.
    Next(Rev),
    /// The officer takes the request back.
    Withdraw,
    /// The officer says that all is well, of that claim.
    Complete(Rev),
    /// The officer sends the holder of that claim a message.
    Message(Rev),
}

/// What follows from a step, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// The board shows the request, or more of it.
    Opened {
        /// Its revision now.
        rev: Rev,
        /// The rounds shown.
        round: Round,
    },
    /// The board takes it down.
    Gone {
        /// Its revision now.
        rev: Rev,
    },
    /// The officer's feed.
    Owner(OwnerNews),
    /// The feed of whoever made the claim of this revision.
    Holder {
        /// The claim.
        rev: Rev,
        /// What happened.
        news: HolderNews,
    },
    /// Everything but a tombstone is deleted.
    Bury,
    /// The tombstone is deleted too.
    Forget,
}

/// What the officer's phone reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnerNews {
    /// This round is open now.
    Round(Round),
    /// A peer claimed this slot.
    Claimed(Rev, SlotNumber),
    /// The claim came to nothing, by its holder or because the officer asked for the next peer; this is the revision now.
    Released(Rev),
    /// It is over.
    Ended(End),
}

/// What the holder's phone reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HolderNews {
    /// The officer sent something.
    Message,
    /// The holder gave it back.
    Released,
    /// The officer asked for the next peer.
    Next,
    /// It is over.
    Ended(End),
}

/// The outcome of an event that was allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It happened now.
    Now,
    /// It had happened before, by the same hand: nothing changes.
    Before,
}

/// One step: where the request stands afterwards, what follows, and what to answer. A refusal may still come with a changed
/// state, because time was applied first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Where it stands.
    pub state: State,
    /// What follows, in order.
    pub effects: Vec<Effect>,
    /// What to answer.
    pub outcome: Result<Done, Refusal>,
}

impl State {
    /// Applies the time that has passed, then the event.
    pub fn next(self, event: &Event, now: Moment) -> Step {
        let mut effects = Vec::new();
        let settled = rules::settle(self, now, &mut effects);
        let (state, outcome) = rules::apply(settled, event, now, &mut effects);
        Step { state, effects, outcome }
    }

    /// When time alone changes something next; `None` for what stays as it is.
    pub fn due(&self) -> Option<Moment> {
        rules::due(self)
    }

    /// The round that is open at `now`, if it is on the board at all.
    pub fn open_round(&self, now: Moment) -> Option<Round> {
        rules::open_round(self, now)
    }

    /// Whether only a tombstone, or nothing, is left of it at `now`, even if nobody has cleared up yet.
    pub fn is_buried(&self, now: Moment) -> bool {
        matches!(self.clone().next(&Event::Tick, now).state, Self::Tombstone { .. } | Self::Absent)
    }

    /// Seconds until it expires unless it is claimed; `None` for what is not known in full.
    pub fn seconds_left(&self, now: Moment) -> Option<u32> {
        self.course().map(|course| now.seconds_until(course.rounds.ends))
    }

    /// Its revision; 0 for what is not known in full.
    pub fn rev(&self) -> Rev {
        self.course().map_or(Rev(0), |course| course.rev)
    }

    /// Its times and counters; `None` for what is not known in full.
    pub fn course(&self) -> Option<&Course> {
        match self {
            Self::Open { course, .. } | Self::Claimed { course, .. } | Self::Ended { course, .. } => {
                Some(course)
            }
            Self::Absent | Self::Tombstone { .. } => None,
        }
    }
}
