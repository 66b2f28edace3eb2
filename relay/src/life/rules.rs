//! The table of the life of a request, row by row.

use super::{Done, Effect, Event, HolderNews, OwnerNews, State};
use crate::digest::Digest;
use peerline_protocol::request::SlotNumber;

/// A claim that nobody ended counts as completed after a day.
pub const COMPLETED_AFTER: i64 = 24 * HOUR;
/// An hour after the end everything but a tombstone is deleted.
pub const TOMBSTONE_AFTER: i64 = HOUR;
/// Seven days after the end nothing is left.
pub const FORGOTTEN_AFTER: i64 = 7 * 24 * HOUR;
/// Messages that an officer may send about one claim.
pub const MESSAGES: u8 = 4;

const HOUR: i64 = 3_600_000;

/// A moment by the relay's clock, in milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub i64);

impl Moment {
    /// So many milliseconds later.
    pub fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// The start of its hour.
    pub fn hour(self) -> Self {
        Self(self.0 - self.0.rem_euclid(HOUR))
    }

    /// Whole seconds until a later moment, rounded up; 0 if it has passed.
    pub fn seconds_until(self, later: Self) -> u32 {
        u32::try_from((later.0.saturating_sub(self.0).max(0) as u64).div_ceil(1000)).unwrap_or(u32::MAX)
    }
}

/// Counts claims, releases and nexts: a claim is meant by the revision that it made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rev(pub u32);

/// A round, 1 to 3. It says only which slots are on the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Round(u8);

impl Round {
    /// The first.
    pub const FIRST: Self = Self(1);
    /// The last.
    pub const LAST: Self = Self(3);

    /// A round from its number.
    pub fn new(number: u8) -> Option<Self> {
        (1..=3).contains(&number).then_some(Self(number))
    }

    /// Its number, 1 to 3.
    pub fn number(self) -> u8 {
        self.0
    }

    /// The round that puts a slot on the board.
    pub fn of(slot: SlotNumber) -> Self {
        Self(slot.round())
    }

    fn after(self) -> Self {
        Self((self.0 + 1).min(3))
    }
}

/// When each round opens and when the request ends: the pool's ladder, counted from the submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rounds {
    /// Round 1 opened.
    pub first: Moment,
    /// Round 2 opens.
    pub second: Moment,
    /// Round 3 opens.
    pub third: Moment,
    /// It expires unless it is claimed.
    pub ends: Moment,
}

impl Rounds {
    /// The ladder of the pool's policy, in seconds a round, from `now`: the end is the sum of the three.
    pub fn from(now: Moment, ladder_s: [u32; 3]) -> Self {
        let second = now.plus(i64::from(ladder_s[0]) * 1000);
        let third = second.plus(i64::from(ladder_s[1]) * 1000);
        Self { first: now, second, third, ends: third.plus(i64::from(ladder_s[2]) * 1000) }
    }

    /// The ladder that it was made from, in seconds a round.
    pub fn ladder_s(&self) -> [u32; 3] {
        [
            self.first.seconds_until(self.second),
            self.second.seconds_until(self.third),
            self.third.seconds_until(self.ends),
        ]
    }

    fn at(&self, now: Moment) -> Round {
        match () {
            () if now >= self.third => Round(3),
            () if now >= self.second => Round(2),
            () => Round(1),
        }
    }
}

/// What a request carries with it from submission to tombstone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    /// Its times.
    pub rounds: Rounds,
    /// Its revision.
    pub rev: Rev,
    /// The slots that may not claim any more, one bit each.
    pub burnt: u32,
}

/// Who holds a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// With which slot.
    pub slot: SlotNumber,
    /// SHA-256 of the holder secret.
    pub holder: Digest,
    /// Since when.
    pub since: Moment,
    /// The round that was open then.
    pub round: Round,
    /// Messages sent about this claim so far.
    pub messages: u8,
}

/// How a request ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The officer took it back.
    Withdrawn,
    /// Nobody claimed it in time.
    Expired,
    /// The officer said so, or a day passed after the claim.
    Completed,
}

/// Why an event changes nothing. Each has its own problem type on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing is known of it.
    #[error("unknown, or not yours")]
    Unknown,
    /// The id was used before.
    #[error("this id has been used")]
    Used,
    /// Somebody else holds it.
    #[error("another peer was first")]
    Taken,
    /// This slot gave it back or was passed over.
    #[error("this slot may not claim again")]
    Burnt,
    /// This slot's round is not open.
    #[error("this slot is not open yet")]
    NotOpen,
    /// The claim that was meant is not the one that stands.
    #[error("the claim that was meant no longer stands")]
    Stale,
    /// Enough messages about this claim.
    #[error("no more messages about this claim")]
    TooManyMessages,
    /// It is over.
    #[error("it is over")]
    Ended(End),
}

/// Applies time until it changes nothing more.
pub(super) fn settle(state: State, now: Moment, effects: &mut Vec<Effect>) -> State {
    match state {
        State::Open { course, .. } if now >= course.rounds.ends => {
            effects.push(Effect::Gone { rev: course.rev });
            let ended = end(course, End::Expired, course.rounds.ends, effects);
            settle(ended, now, effects)
        }
        State::Open { course, round } if course.rounds.at(now) > round => {
            let round = course.rounds.at(now);
            effects.push(Effect::Opened { rev: course.rev, round });
            effects.push(Effect::Owner(OwnerNews::Round(round)));
            State::Open { course, round }
        }
        State::Claimed { course, claim } if now >= claim.since.plus(COMPLETED_AFTER) => {
            let at = claim.since.plus(COMPLETED_AFTER);
            tell_holder(course, HolderNews::Ended(End::Completed), effects);
            let ended = end(course, End::Completed, at, effects);
            settle(ended, now, effects)
        }
        State::Ended { at, .. } if now >= at.plus(TOMBSTONE_AFTER) => {
            effects.push(Effect::Bury);
            settle(State::Tombstone { at: at.hour() }, now, effects)
        }
        State::Tombstone { at } if now >= at.plus(FORGOTTEN_AFTER) => {
            effects.push(Effect::Forget);
            State::Absent
        }
        unchanged => unchanged,
    }
}

/// One event on a state that is up to date.
pub(super) fn apply(
    state: State,
    event: &Event,
    now: Moment,
    effects: &mut Vec<Effect>,
) -> (State, Result<Done, Refusal>) {
    match (state, event) {
        (state, Event::Tick) => (state, Ok(Done::Now)),

        (State::Absent, Event::Submit(rounds)) => {
            let course = Course { rounds: *rounds, rev: Rev(0), burnt: 0 };
            effects.push(Effect::Opened { rev: course.rev, round: Round::FIRST });
            (State::Open { course, round: Round::FIRST }, Ok(Done::Now))
        }
        (state, Event::Submit(_)) => (state, Err(Refusal::Used)),
        (state @ (State::Absent | State::Tombstone { .. }), _) => (state, Err(Refusal::Unknown)),

        (State::Open { course, round }, Event::Claim { slot, holder }) => {
            claim(course, round, *slot, *holder, now, effects)
        }
        (State::Claimed { course, claim }, Event::Claim { slot, holder }) => {
            let outcome = match () {
                () if claim.slot == *slot && claim.holder == *holder => Ok(Done::Before),
                () if course.burnt & bit(*slot) != 0 => Err(Refusal::Burnt),
                () => Err(Refusal::Taken),
            };
            (State::Claimed { course, claim }, outcome)
        }

        (State::Claimed { course, claim }, Event::Release(rev)) if *rev == course.rev => {
            tell_holder(course, HolderNews::Released, effects);
            (reopen(course, claim, now, effects), Ok(Done::Now))
        }
        (State::Claimed { course, claim }, Event::Next(rev)) if *rev == course.rev => {
            tell_holder(course, HolderNews::Next, effects);
            (reopen(course, claim, now, effects), Ok(Done::Now))
        }
        (State::Claimed { course, .. }, Event::Complete(rev)) if *rev == course.rev => {
            tell_holder(course, HolderNews::Ended(End::Completed), effects);
            (end(course, End::Completed, now, effects), Ok(Done::Now))
        }
        (State::Claimed { course, claim }, Event::Message(rev)) if *rev == course.rev => {
            if claim.messages >= MESSAGES {
                return (State::Claimed { course, claim }, Err(Refusal::TooManyMessages));
            }
            tell_holder(course, HolderNews::Message, effects);
            (State::Claimed { course, claim: Claim { messages: claim.messages + 1, ..claim } }, Ok(Done::Now))
        }

        (State::Open { course, .. }, Event::Withdraw) => {
            effects.push(Effect::Gone { rev: course.rev });
            (end(course, End::Withdrawn, now, effects), Ok(Done::Now))
        }
        (State::Claimed { course, .. }, Event::Withdraw) => {
            tell_holder(course, HolderNews::Ended(End::Withdrawn), effects);
            (end(course, End::Withdrawn, now, effects), Ok(Done::Now))
        }
        (state @ State::Ended { end: End::Withdrawn, .. }, Event::Withdraw) => (state, Ok(Done::Before)),

        (State::Ended { course, end, at }, Event::Claim { slot, .. }) if course.burnt & bit(*slot) != 0 => {
            (State::Ended { course, end, at }, Err(Refusal::Burnt))
        }
        (State::Ended { course, end, at }, _) => (State::Ended { course, end, at }, Err(Refusal::Ended(end))),
        (state @ (State::Open { .. } | State::Claimed { .. }), _) => (state, Err(Refusal::Stale)),
    }
}

pub(super) fn due(state: &State) -> Option<Moment> {
    match state {
        State::Absent => None,
        State::Open { course, round } => Some(match round.0 {
            1 => course.rounds.second.min(course.rounds.ends),
            2 => course.rounds.third.min(course.rounds.ends),
            _ => course.rounds.ends,
        }),
        State::Claimed { claim, .. } => Some(claim.since.plus(COMPLETED_AFTER)),
        State::Ended { at, .. } => Some(at.plus(TOMBSTONE_AFTER)),
        State::Tombstone { at } => Some(at.plus(FORGOTTEN_AFTER)),
    }
}

pub(super) fn open_round(state: &State, now: Moment) -> Option<Round> {
    match state {
        State::Open { course, round } if now < course.rounds.ends => Some(course.rounds.at(now).max(*round)),
        _ => None,
    }
}

fn claim(
    course: Course,
    round: Round,
    slot: SlotNumber,
    holder: Digest,
    now: Moment,
    effects: &mut Vec<Effect>,
) -> (State, Result<Done, Refusal>) {
    let refusal = match () {
        () if course.burnt & bit(slot) != 0 => Refusal::Burnt,
        () if Round::of(slot) > round => Refusal::NotOpen,
        () => {
            let course = Course { rev: Rev(course.rev.0 + 1), ..course };
            effects.push(Effect::Gone { rev: course.rev });
            effects.push(Effect::Owner(OwnerNews::Claimed(course.rev, slot)));
            let claim = Claim { slot, holder, since: now, round, messages: 0 };
            return (State::Claimed { course, claim }, Ok(Done::Now));
        }
    };
    (State::Open { course, round }, Err(refusal))
}

/// After a claim that came to nothing: its slot is burnt and the next round opens, unless the ladder is over.
fn reopen(course: Course, claim: Claim, now: Moment, effects: &mut Vec<Effect>) -> State {
    let round = claim.round.max(course.rounds.at(now)).after();
    let course = Course { rev: Rev(course.rev.0 + 1), burnt: course.burnt | bit(claim.slot), ..course };
    effects.push(Effect::Owner(OwnerNews::Released(course.rev)));
    if now >= course.rounds.ends {
        return end(course, End::Expired, now, effects);
    }
    effects.push(Effect::Opened { rev: course.rev, round });
    effects.push(Effect::Owner(OwnerNews::Round(round)));
    State::Open { course, round }
}

fn end(course: Course, end: End, at: Moment, effects: &mut Vec<Effect>) -> State {
    effects.push(Effect::Owner(OwnerNews::Ended(end)));
    State::Ended { course, end, at }
}

fn bit(slot: SlotNumber) -> u32 {
    1 << slot.get()
}

fn tell_holder(course: Course, news: HolderNews, effects: &mut Vec<Effect>) {
    effects.push(Effect::Holder { rev: course.rev, news });
}
