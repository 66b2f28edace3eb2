//! The life of a request as the officer's phone lives it: pure, every event in every state.
//!
//! The relay has its own life of a request (`docs/protocol`, section 5). This one decides what the officer is told, and never
//! waits for the relay to show the lines: its clock is the phone's own.

use crate::ids::RelayId;
use peerline_protocol::request::SlotNumber;
use std::time::Duration;

/// After a peer has answered, how long until the screen asks whether there was no luck.
pub const ASK_IF_NO_LUCK_AFTER: Duration = Duration::from_secs(10 * 60);

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Finished and in the outbox; no relay has said that it has it.
    Sending,
    /// A relay has it and opens round after round.
    Waiting {
        /// The round that is open, 1 to 3.
        round: u8,
    },
    /// A peer has claimed it and the answer opened.
    Answered(Claim),
    /// Over.
    Ended(End),
}

/// A claim that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// The relay that decided it.
    pub relay: RelayId,
    /// Its revision there.
    pub rev: u32,
    /// The slot of the peer who answered.
    pub slot: SlotNumber,
}

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// It could not be sent while it would have been of use.
    NotSent,
    /// The relay refuses it for good, whatever is sent.
    Refused,
    /// The officer took it back.
    Withdrawn,
    /// Nobody answered in time.
    Expired,
    /// Everybody who was asked has given it back.
    NobodyLeft,
    /// The officer said that it is done.
    Completed,
}

/// What happens to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// A relay says that it has the request.
    Acknowledged,
    /// Every relay has refused it for good.
    RefusedEverywhere,
    /// It is not sent, and by the phone's own clock it would be of no use any more.
    UselessNow,
    /// A relay opens a round.
    Round(u8),
    /// A peer claimed, and the answer opened with that slot's secret.
    Claimed(Claim),
    /// A peer claimed, and the answer did not open: it counts for nothing.
    ClaimedInVain(Claim),
    /// The claim of this revision is over; the slot is burnt.
    Released {
        /// The relay that says so.
        relay: RelayId,
        /// The revision that ended the claim.
        rev: u32,
        /// Whether a slot is left that somebody can open.
        anybody_left: bool,
    },
    /// A relay's time for the request is over.
    ExpiredAtRelay,
    /// A relay says that it was withdrawn.
    WithdrawnAtRelay,
    /// A relay says that it was completed, by the officer or after a day.
    CompletedAtRelay,
    /// The officer takes the next peer.
    Next {
        /// Whether a slot is left that somebody can open.
        anybody_left: bool,
    },
    /// The officer takes it back.
    Withdraw,
    /// The officer says that it is done.
    Complete,
}

/// What is to be done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Tell the peer that the officer has the answer.
    SendSeen(Claim),
    /// Pass on: this claim is over.
    SendNext(Claim),
    /// Tell that relay that it is done.
    SendComplete(Claim),
    /// Take it back at every relay that may have it.
    WithdrawEverywhere,
    /// Take it back at every other relay that may have it.
    WithdrawElsewhere(RelayId),
    /// Do not try to submit it any more.
    StopSubmitting,
    /// Forget the peer's answer.
    ForgetAnswer,
    /// Destroy the keys that open answers, and the vault's key with them.
    DestroyKeys,
}

/// What a state becomes by an event, and what is to be done. An event that says nothing new leaves everything as it is.
pub fn next(state: State, event: Event) -> (State, Vec<Effect>) {
    use Effect::*;
    let ended = |end, more: &[Effect]| (State::Ended(end), [more, &[StopSubmitting, DestroyKeys]].concat());
    match (state, event) {
        (State::Ended(_), _) => (state, vec![]),

        (_, Event::Withdraw) => ended(End::Withdrawn, &[ForgetAnswer, WithdrawEverywhere]),
        (State::Answered(claim), Event::Complete) => ended(End::Completed, &[SendComplete(claim)]),
        (State::Sending | State::Waiting { .. }, Event::Complete) => (state, vec![]),

        (State::Sending, Event::Acknowledged) => (State::Waiting { round: 1 }, vec![StopSubmitting]),
        (State::Waiting { .. } | State::Answered(_), Event::Acknowledged) => (state, vec![]),
        (State::Sending, Event::RefusedEverywhere) => ended(End::Refused, &[]),
        // A relay whose answer was lost may have it all the same.
        (State::Sending, Event::UselessNow) => ended(End::NotSent, &[WithdrawEverywhere]),
        (State::Waiting { .. } | State::Answered(_), Event::RefusedEverywhere | Event::UselessNow) => {
            (state, vec![])
        }

        (State::Sending, Event::Round(round)) => (State::Waiting { round }, vec![StopSubmitting]),
        (State::Waiting { round }, Event::Round(newer)) => {
            (State::Waiting { round: round.max(newer) }, vec![])
        }
        (State::Answered(_), Event::Round(_)) => (state, vec![]),

        (State::Sending | State::Waiting { .. }, Event::Claimed(claim)) => {
            (State::Answered(claim), vec![StopSubmitting, SendSeen(claim), WithdrawElsewhere(claim.relay)])
        }
        // The same relay says it again, or has passed on and somebody else has it now.
        (State::Answered(held), Event::Claimed(claim))
            if held.relay == claim.relay && claim.rev > held.rev =>
        {
            (State::Answered(claim), vec![SendSeen(claim)])
        }
        (State::Answered(_), Event::Claimed(_)) => (state, vec![]),
        (State::Sending, Event::ClaimedInVain(claim)) => {
            (State::Waiting { round: claim.slot.round() }, vec![StopSubmitting, SendNext(claim)])
        }
        (State::Waiting { .. }, Event::ClaimedInVain(claim)) => (state, vec![SendNext(claim)]),
        (State::Answered(held), Event::ClaimedInVain(claim))
            if held.relay == claim.relay && claim.rev > held.rev =>
        {
            (State::Waiting { round: claim.slot.round() }, vec![ForgetAnswer, SendNext(claim)])
        }
        (State::Answered(_), Event::ClaimedInVain(_)) => (state, vec![]),

        (State::Answered(held), Event::Released { relay, rev, anybody_left })
            if held.relay == relay && rev > held.rev =>
        {
            back_to_waiting(held, anybody_left, vec![ForgetAnswer])
        }
        (State::Answered(held), Event::Next { anybody_left }) => {
            back_to_waiting(held, anybody_left, vec![ForgetAnswer, SendNext(held)])
        }
        (State::Sending | State::Waiting { .. }, Event::Released { anybody_left: false, .. }) => {
            ended(End::NobodyLeft, &[WithdrawEverywhere])
        }
        (_, Event::Released { .. } | Event::Next { .. }) => (state, vec![]),

        (State::Sending | State::Waiting { .. }, Event::ExpiredAtRelay) => {
            ended(End::Expired, &[WithdrawEverywhere])
        }
        // Whoever has a peer's answer keeps it: what a relay calls over does not take the number off the screen.
        (State::Answered(_), Event::ExpiredAtRelay | Event::WithdrawnAtRelay) => (state, vec![]),
        (State::Sending | State::Waiting { .. }, Event::WithdrawnAtRelay) => {
            ended(End::Withdrawn, &[WithdrawEverywhere])
        }
        (_, Event::CompletedAtRelay) => ended(End::Completed, &[]),
    }
}

fn back_to_waiting(held: Claim, anybody_left: bool, mut effects: Vec<Effect>) -> (State, Vec<Effect>) {
    if anybody_left {
        return (State::Waiting { round: held.slot.round() }, effects);
    }
    effects.extend([Effect::WithdrawEverywhere, Effect::StopSubmitting, Effect::DestroyKeys]);
    (State::Ended(End::NobodyLeft), effects)
}

/// What the screen puts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Front {
    /// The request, with the lines one tap away.
    Request,
    /// The lines: nobody has answered in time, or it could not be sent.
    Lines,
}

/// Whether the lines come to the front: from the deadline on unless somebody has answered, while it cannot be sent, and whenever it
/// ended without help.
pub fn front(state: State, elapsed: Duration, ladder: Duration, failed_to_send: bool) -> Front {
    let lines = match state {
        State::Sending => failed_to_send || elapsed >= ladder,
        State::Waiting { .. } => elapsed >= ladder,
        State::Answered(_) => false,
        State::Ended(End::Withdrawn | End::Completed) => false,
        State::Ended(End::NotSent | End::Refused | End::Expired | End::NobodyLeft) => true,
    };
    if lines { Front::Lines } else { Front::Request }
}

/// The round that should be open after so much time, by the phone's own clock, and what is left of it; nothing after the last.
pub fn own_round(elapsed: Duration, ladder: &[Duration; 3]) -> Option<(u8, Duration)> {
    let mut ends = Duration::ZERO;
    for (round, length) in (1..).zip(ladder) {
        ends += *length;
        if elapsed < ends {
            return Some((round, ends - elapsed));
        }
    }
    None
}

/// How long to wait before the next try after so many in vain: up to a minute, spread by `spread` (0 to 255) so that phones that
/// lost the same relay do not come back together.
pub fn pause_before(attempts: u32, spread: u8) -> Duration {
    let most = Duration::from_secs(1 << attempts.min(6)).min(Duration::from_secs(60));
    most / 4 + most * 3 / 4 * u32::from(spread) / 255
}

#[cfg(test)]
mod tests {
    use super::*;

    const RELAY: RelayId = RelayId::new([1; 16]);
    const OTHER: RelayId = RelayId::new([2; 16]);

    fn claim(relay: RelayId, rev: u32, slot: u8) -> Claim {
        Claim { relay, rev, slot: SlotNumber::new(slot).unwrap() }
    }

    fn every_event() -> Vec<Event> {
        use Event::*;
        let claim = claim(RELAY, 3, 9);
        let released = |anybody_left| Released { relay: RELAY, rev: 4, anybody_left };
        vec![
            Acknowledged,
            RefusedEverywhere,
            UselessNow,
            Round(2),
            Claimed(claim),
            ClaimedInVain(claim),
            released(true),
            released(false),
            ExpiredAtRelay,
            WithdrawnAtRelay,
            CompletedAtRelay,
            Next { anybody_left: true },
            Next { anybody_left: false },
            Withdraw,
            Complete,
        ]
    }

    #[test]
    fn what_has_ended_stays_as_it_is() {
        for end in [End::NotSent, End::Refused, End::Withdrawn, End::Expired, End::NobodyLeft, End::Completed]
        {
            for event in every_event() {
                assert_eq!(next(State::Ended(end), event), (State::Ended(end), vec![]), "{event:?}");
            }
        }
    }

    #[test]
    fn whatever_ends_destroys_the_keys_and_stops_the_outbox() {
        for state in [State::Sending, State::Waiting { round: 1 }, State::Answered(claim(RELAY, 1, 0))] {
            for event in every_event() {
                let (after, effects) = next(state, event);
                let ended = matches!(after, State::Ended(_));
                assert_eq!(effects.contains(&Effect::DestroyKeys), ended, "{state:?} {event:?}");
                assert!(!ended || effects.contains(&Effect::StopSubmitting), "{state:?} {event:?}");
            }
        }
    }

    #[test]
    fn a_request_that_ends_without_help_brings_the_lines_to_the_front() {
        let ladder = Duration::from_secs(1_200);
        for state in [State::Sending, State::Waiting { round: 3 }, State::Answered(claim(RELAY, 1, 0))] {
            for event in every_event() {
                let (after, _) = next(state, event);
                let shown = front(after, Duration::from_secs(1), ladder, false);
                let helped = !matches!(
                    after,
                    State::Ended(End::NotSent | End::Refused | End::Expired | End::NobodyLeft)
                );
                assert_eq!(shown == Front::Request, helped, "{state:?} {event:?}");
            }
        }
    }

    #[test]
    fn the_table_of_the_life_of_a_request() {
        use Effect::*;
        use State::*;
        let (first, later, elsewhere) = (claim(RELAY, 3, 9), claim(RELAY, 5, 17), claim(OTHER, 1, 2));
        let released = |relay, rev, anybody_left| Event::Released { relay, rev, anybody_left };
        let ended = |end| Ended(end);
        let over = |more: &[Effect]| [more, &[StopSubmitting, DestroyKeys]].concat();
        let table = [
            (Sending, Event::Acknowledged, Waiting { round: 1 }, vec![StopSubmitting]),
            (Sending, Event::Round(2), Waiting { round: 2 }, vec![StopSubmitting]),
            (Sending, Event::UselessNow, ended(End::NotSent), over(&[WithdrawEverywhere])),
            (Sending, Event::RefusedEverywhere, ended(End::Refused), over(&[])),
            (Waiting { round: 2 }, Event::UselessNow, Waiting { round: 2 }, vec![]),
            (Waiting { round: 2 }, Event::Round(3), Waiting { round: 3 }, vec![]),
            (Waiting { round: 3 }, Event::Round(2), Waiting { round: 3 }, vec![]),
            // A late answer that did win is shown, whatever the phone thought.
            (
                Sending,
                Event::Claimed(first),
                Answered(first),
                vec![StopSubmitting, SendSeen(first), WithdrawElsewhere(RELAY)],
            ),
            (
                Waiting { round: 1 },
                Event::Claimed(first),
                Answered(first),
                vec![StopSubmitting, SendSeen(first), WithdrawElsewhere(RELAY)],
            ),
            (Answered(first), Event::Claimed(first), Answered(first), vec![]),
            (Answered(first), Event::Claimed(elsewhere), Answered(first), vec![]),
            (Answered(first), Event::Claimed(later), Answered(later), vec![SendSeen(later)]),
            // A mole who claims with garbage is passed over at once.
            (Waiting { round: 1 }, Event::ClaimedInVain(first), Waiting { round: 1 }, vec![SendNext(first)]),
            (Answered(later), Event::ClaimedInVain(first), Answered(later), vec![]),
            (Answered(first), released(RELAY, 4, true), Waiting { round: 2 }, vec![ForgetAnswer]),
            (Answered(first), released(RELAY, 3, true), Answered(first), vec![]),
            (Answered(first), released(OTHER, 9, true), Answered(first), vec![]),
            (
                Answered(first),
                released(RELAY, 4, false),
                ended(End::NobodyLeft),
                vec![ForgetAnswer, WithdrawEverywhere, StopSubmitting, DestroyKeys],
            ),
            (
                Waiting { round: 1 },
                released(RELAY, 4, false),
                ended(End::NobodyLeft),
                over(&[WithdrawEverywhere]),
            ),
            (
                Answered(first),
                Event::Next { anybody_left: true },
                Waiting { round: 2 },
                vec![ForgetAnswer, SendNext(first)],
            ),
            (Waiting { round: 1 }, Event::Next { anybody_left: true }, Waiting { round: 1 }, vec![]),
            (Waiting { round: 3 }, Event::ExpiredAtRelay, ended(End::Expired), over(&[WithdrawEverywhere])),
            // Whoever has a peer's answer keeps it.
            (Answered(first), Event::ExpiredAtRelay, Answered(first), vec![]),
            (Answered(first), Event::WithdrawnAtRelay, Answered(first), vec![]),
            (Answered(first), Event::CompletedAtRelay, ended(End::Completed), over(&[])),
            (Answered(first), Event::Complete, ended(End::Completed), over(&[SendComplete(first)])),
            (Waiting { round: 1 }, Event::Complete, Waiting { round: 1 }, vec![]),
            (Sending, Event::Withdraw, ended(End::Withdrawn), over(&[ForgetAnswer, WithdrawEverywhere])),
            (
                Answered(first),
                Event::Withdraw,
                ended(End::Withdrawn),
                over(&[ForgetAnswer, WithdrawEverywhere]),
            ),
        ];
        for (state, event, after, effects) in table {
            assert_eq!(next(state, event), (after, effects), "{state:?} {event:?}");
        }
    }

    #[test]
    fn at_the_deadline_the_lines_come_to_the_front_unless_a_peer_is_there() {
        let ladder = Duration::from_secs(1_200);
        let second = Duration::from_secs(1);
        for (state, elapsed, failed, shown) in [
            (State::Waiting { round: 3 }, ladder - second, false, Front::Request),
            (State::Waiting { round: 3 }, ladder, false, Front::Lines),
            (State::Sending, second, false, Front::Request),
            (State::Sending, second, true, Front::Lines),
            (State::Sending, ladder, false, Front::Lines),
            (State::Answered(claim(RELAY, 1, 0)), ladder, false, Front::Request),
        ] {
            assert_eq!(front(state, elapsed, ladder, failed), shown, "{state:?}");
        }
    }

    #[test]
    fn the_phones_own_ladder_goes_on_without_the_relay() {
        let ladder = [300, 300, 600].map(Duration::from_secs);
        let at = |seconds| {
            own_round(Duration::from_secs(seconds), &ladder).map(|(round, left)| (round, left.as_secs()))
        };
        assert_eq!(at(0), Some((1, 300)));
        assert_eq!(at(299), Some((1, 1)));
        assert_eq!(at(300), Some((2, 300)));
        assert_eq!(at(1_199), Some((3, 1)));
        assert_eq!(at(1_200), None);
    }

    #[test]
    fn tries_come_further_apart_and_never_more_than_a_minute() {
        assert!(pause_before(0, 255) <= Duration::from_secs(1));
        for attempts in 0..40 {
            let (least, most) = (pause_before(attempts, 0), pause_before(attempts, 255));
            assert!(least < most && most <= Duration::from_secs(60), "{attempts}");
        }
    }
}
