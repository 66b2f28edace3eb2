//! The table of protocol section 5, every row and every pair of state and event.

use super::*;
use proptest::prelude::*;

const LADDER: [u32; 3] = [300, 300, 600];
const START: Moment = Moment(1_790_000_000_000);
const HOLDER: Digest = Digest([1; 32]);

fn at(seconds: i64) -> Moment {
    START.plus(seconds * 1000)
}

fn submit() -> Event {
    Event::Submit(Rounds::from(START, LADDER))
}

fn slot(number: u8) -> SlotNumber {
    SlotNumber::new(number).unwrap()
}

fn claim(number: u8) -> Event {
    Event::Claim { slot: slot(number), holder: HOLDER }
}

/// Lives through events, each at its second, and returns the last step.
fn live(events: &[(i64, Event)]) -> Step {
    let mut step = Step { state: State::Absent, effects: Vec::new(), outcome: Ok(Done::Now) };
    for (second, event) in events {
        step = step.state.next(event, at(*second));
    }
    step
}

fn open() -> State {
    live(&[(0, submit())]).state
}

fn claimed() -> State {
    live(&[(0, submit()), (10, claim(3))]).state
}

fn ended(end: End) -> State {
    match end {
        End::Withdrawn => live(&[(0, submit()), (20, Event::Withdraw)]).state,
        End::Expired => live(&[(0, submit()), (1200, Event::Tick)]).state,
        End::Completed => live(&[(0, submit()), (10, claim(3)), (20, Event::Complete(Rev(1)))]).state,
    }
}

fn buried() -> State {
    live(&[(0, submit()), (20, Event::Withdraw), (20 + 3600, Event::Tick)]).state
}

fn kind(state: &State) -> &'static str {
    match state {
        State::Absent => "absent",
        State::Open { .. } => "open",
        State::Claimed { .. } => "claimed",
        State::Ended { end: End::Withdrawn, .. } => "withdrawn",
        State::Ended { end: End::Expired, .. } => "expired",
        State::Ended { end: End::Completed, .. } => "completed",
        State::Tombstone { .. } => "tombstone",
    }
}

#[test]
fn every_pair_of_state_and_event_has_one_outcome() {
    use Refusal::*;
    type Row = (fn() -> State, Event, Result<Done, Refusal>, &'static str);
    let past = || ended(End::Expired);
    let done = || ended(End::Completed);
    let back = || ended(End::Withdrawn);
    let absent = || State::Absent;
    let (now, before) = (Ok(Done::Now), Ok(Done::Before));
    let rows: Vec<Row> = vec![
        (absent, submit(), now, "open"),
        (absent, Event::Tick, now, "absent"),
        (absent, claim(0), Err(Unknown), "absent"),
        (absent, Event::Release(Rev(1)), Err(Unknown), "absent"),
        (absent, Event::Next(Rev(1)), Err(Unknown), "absent"),
        (absent, Event::Withdraw, Err(Unknown), "absent"),
        (absent, Event::Complete(Rev(1)), Err(Unknown), "absent"),
        (absent, Event::Message(Rev(1)), Err(Unknown), "absent"),
        (open, submit(), Err(Used), "open"),
        (open, Event::Tick, now, "open"),
        (open, claim(0), now, "claimed"),
        (open, claim(7), now, "claimed"),
        (open, claim(8), Err(NotOpen), "open"),
        (open, claim(23), Err(NotOpen), "open"),
        (open, Event::Release(Rev(0)), Err(Stale), "open"),
        (open, Event::Next(Rev(0)), Err(Stale), "open"),
        (open, Event::Withdraw, now, "withdrawn"),
        (open, Event::Complete(Rev(0)), Err(Stale), "open"),
        (open, Event::Message(Rev(0)), Err(Stale), "open"),
        (claimed, submit(), Err(Used), "claimed"),
        (claimed, Event::Tick, now, "claimed"),
        (claimed, claim(3), before, "claimed"),
        (claimed, claim(4), Err(Taken), "claimed"),
        (claimed, Event::Claim { slot: slot(3), holder: Digest([2; 32]) }, Err(Taken), "claimed"),
        (claimed, Event::Release(Rev(1)), now, "open"),
        (claimed, Event::Release(Rev(0)), Err(Stale), "claimed"),
        (claimed, Event::Release(Rev(2)), Err(Stale), "claimed"),
        (claimed, Event::Next(Rev(1)), now, "open"),
        (claimed, Event::Next(Rev(0)), Err(Stale), "claimed"),
        (claimed, Event::Next(Rev(2)), Err(Stale), "claimed"),
        (claimed, Event::Withdraw, now, "withdrawn"),
        (claimed, Event::Complete(Rev(1)), now, "completed"),
        (claimed, Event::Complete(Rev(0)), Err(Stale), "claimed"),
        (claimed, Event::Complete(Rev(2)), Err(Stale), "claimed"),
        (claimed, Event::Message(Rev(1)), now, "claimed"),
        (claimed, Event::Message(Rev(0)), Err(Stale), "claimed"),
        (claimed, Event::Message(Rev(2)), Err(Stale), "claimed"),
        (back, submit(), Err(Used), "withdrawn"),
        (back, Event::Tick, now, "withdrawn"),
        (back, claim(0), Err(Ended(End::Withdrawn)), "withdrawn"),
        (back, Event::Release(Rev(1)), Err(Ended(End::Withdrawn)), "withdrawn"),
        (back, Event::Next(Rev(1)), Err(Ended(End::Withdrawn)), "withdrawn"),
        (back, Event::Withdraw, before, "withdrawn"),
        (back, Event::Complete(Rev(1)), Err(Ended(End::Withdrawn)), "withdrawn"),
        (back, Event::Message(Rev(1)), Err(Ended(End::Withdrawn)), "withdrawn"),
        (past, submit(), Err(Used), "expired"),
        (past, Event::Tick, now, "expired"),
        (past, claim(0), Err(Ended(End::Expired)), "expired"),
        (past, Event::Release(Rev(1)), Err(Ended(End::Expired)), "expired"),
        (past, Event::Next(Rev(1)), Err(Ended(End::Expired)), "expired"),
        (past, Event::Withdraw, Err(Ended(End::Expired)), "expired"),
        (past, Event::Complete(Rev(1)), Err(Ended(End::Expired)), "expired"),
        (past, Event::Message(Rev(1)), Err(Ended(End::Expired)), "expired"),
        (done, submit(), Err(Used), "completed"),
        (done, Event::Tick, now, "completed"),
        (done, claim(0), Err(Ended(End::Completed)), "completed"),
        (done, Event::Release(Rev(1)), Err(Ended(End::Completed)), "completed"),
        (done, Event::Next(Rev(1)), Err(Ended(End::Completed)), "completed"),
        (done, Event::Withdraw, Err(Ended(End::Completed)), "completed"),
        (done, Event::Complete(Rev(1)), Err(Ended(End::Completed)), "completed"),
        (done, Event::Message(Rev(1)), Err(Ended(End::Completed)), "completed"),
        (buried, submit(), Err(Used), "tombstone"),
        (buried, Event::Tick, now, "tombstone"),
        (buried, claim(0), Err(Unknown), "tombstone"),
        (buried, Event::Release(Rev(1)), Err(Unknown), "tombstone"),
        (buried, Event::Next(Rev(1)), Err(Unknown), "tombstone"),
        (buried, Event::Withdraw, Err(Unknown), "tombstone"),
        (buried, Event::Complete(Rev(1)), Err(Unknown), "tombstone"),
        (buried, Event::Message(Rev(1)), Err(Unknown), "tombstone"),
    ];
    for (number, (state, event, outcome, after)) in rows.into_iter().enumerate() {
        let before = state();
        // The moment of the state itself, so that time has no say: the states above were made at second 20 or at their end.
        let now = match kind(&before) {
            "expired" => at(1200),
            "tombstone" => at(3620),
            _ => at(20),
        };
        let step = before.clone().next(&event, now);
        assert_eq!((step.outcome, kind(&step.state)), (outcome, after), "row {number}: {event:?}");
        let changes = outcome == Ok(Done::Now) && event != Event::Tick;
        assert_eq!(step.state != before, changes, "row {number}: {event:?}");
        assert_eq!(!step.effects.is_empty(), changes, "row {number}: {event:?}");
    }
}

#[test]
fn the_end_is_the_sum_of_the_ladder() {
    let rounds = Rounds::from(START, LADDER);
    assert_eq!((rounds.ends, rounds.ladder_s()), (at(1200), LADDER));
}

#[test]
fn rounds_open_on_time_even_if_no_timer_ever_ran() {
    for (second, number) in [(0, 1), (299, 1), (300, 2), (599, 2), (600, 3), (1199, 3)] {
        assert_eq!(open().open_round(at(second)), Round::new(number), "{second}");
        let widest = (number - 1) * 8;
        let step = open().next(&claim(widest), at(second));
        assert_eq!(step.outcome, Ok(Done::Now), "slot {widest} at {second}");
        if number < 3 {
            let early = open().next(&claim(widest + 8), at(second));
            assert_eq!(early.outcome, Err(Refusal::NotOpen), "slot {} at {second}", widest + 8);
        }
    }
    assert_eq!(open().open_round(at(1200)), None);
    assert_eq!(open().next(&claim(0), at(1200)).outcome, Err(Refusal::Ended(End::Expired)));
}

#[test]
fn a_late_timer_says_what_happened_once_and_then_nothing() {
    let step = open().next(&Event::Tick, at(700));
    assert_eq!(
        step.effects,
        [Effect::Opened { rev: Rev(0), round: Round::LAST }, Effect::Owner(OwnerNews::Round(Round::LAST))]
    );
    assert_eq!(step.state.next(&Event::Tick, at(701)).effects, []);
}

#[test]
fn a_release_or_next_burns_the_slot_and_opens_one_round_more() {
    for again in [Event::Release(Rev(1)), Event::Next(Rev(1))] {
        for (second, number) in [(20, 2), (400, 3), (1199, 3)] {
            let round = Round::new(number).unwrap();
            let step = claimed().next(&again, at(second));
            assert_eq!(step.state.open_round(at(second)), Some(round), "{again:?} at {second}");
            assert_eq!(
                step.effects[1..],
                [
                    Effect::Owner(OwnerNews::Released(Rev(2))),
                    Effect::Opened { rev: Rev(2), round },
                    Effect::Owner(OwnerNews::Round(round))
                ]
            );
            assert_eq!(step.state.clone().next(&claim(3), at(second)).outcome, Err(Refusal::Burnt));
            assert_eq!(step.state.clone().next(&claim(4), at(second)).outcome, Ok(Done::Now));
            assert_eq!(step.state.next(&again, at(second)).outcome, Err(Refusal::Stale));
        }
        let late = claimed().next(&again, at(1200));
        assert_eq!(kind(&late.state), "expired");
        assert_eq!(late.effects.last(), Some(&Effect::Owner(OwnerNews::Ended(End::Expired))));
    }
}

#[test]
fn a_burnt_slot_hears_that_it_is_burnt_whoever_holds_the_request() {
    let second = live(&[(0, submit()), (10, claim(3)), (20, Event::Next(Rev(1))), (30, claim(4))]);
    assert_eq!(second.state.clone().next(&claim(3), at(40)).outcome, Err(Refusal::Burnt));
    let over = second.state.next(&Event::Complete(Rev(3)), at(50));
    assert_eq!(over.state.next(&claim(3), at(60)).outcome, Err(Refusal::Burnt));
}

#[test]
fn a_claim_outlives_the_ladder_and_is_completed_after_a_day() {
    assert_eq!(kind(&claimed().next(&Event::Tick, at(1201)).state), "claimed");
    assert_eq!(kind(&claimed().next(&Event::Tick, at(10 + 86_399)).state), "claimed");
    let over = claimed().next(&Event::Tick, at(10 + 86_400));
    assert_eq!(kind(&over.state), "completed");
    assert_eq!(
        over.effects,
        [
            Effect::Holder { rev: Rev(1), news: HolderNews::Ended(End::Completed) },
            Effect::Owner(OwnerNews::Ended(End::Completed))
        ]
    );
}

#[test]
fn five_messages_about_one_claim_are_one_too_many() {
    let mut state = claimed();
    for _ in 0..MESSAGES {
        let step = state.next(&Event::Message(Rev(1)), at(20));
        assert_eq!(step.outcome, Ok(Done::Now));
        state = step.state;
    }
    assert_eq!(state.next(&Event::Message(Rev(1)), at(20)).outcome, Err(Refusal::TooManyMessages));
}

#[test]
fn an_hour_after_the_end_there_is_a_tombstone_and_after_seven_days_nothing() {
    for end in [End::Withdrawn, End::Expired, End::Completed] {
        let over = ended(end);
        let State::Ended { at: moment, .. } = over else { panic!("not ended") };
        let hour = moment.plus(3_600_000);
        assert_eq!(over.clone().next(&Event::Tick, Moment(hour.0 - 1)).effects, []);
        let buried = over.next(&Event::Tick, hour);
        assert_eq!((kind(&buried.state), &buried.effects[..]), ("tombstone", &[Effect::Bury][..]));
        let week = moment.hour().plus(7 * 86_400_000);
        assert_eq!(buried.state.clone().next(&Event::Tick, Moment(week.0 - 1)).effects, []);
        let nothing = buried.state.next(&Event::Tick, week);
        assert_eq!((kind(&nothing.state), &nothing.effects[..]), ("absent", &[Effect::Forget][..]));
    }
}

#[test]
fn a_relay_that_slept_for_a_month_goes_from_open_to_nothing_at_once() {
    let step = open().next(&Event::Tick, at(30 * 86_400));
    assert_eq!(step.state, State::Absent);
    assert_eq!(step.effects.last(), Some(&Effect::Forget));
}

fn any_event() -> impl Strategy<Value = Event> {
    let rev = || (0u32..6).prop_map(Rev);
    prop_oneof![
        Just(Event::Tick),
        (0u8..24, 1u8..3)
            .prop_map(|(number, holder)| Event::Claim { slot: slot(number), holder: Digest([holder; 32]) }),
        rev().prop_map(Event::Release),
        rev().prop_map(Event::Next),
        rev().prop_map(Event::Message),
        rev().prop_map(Event::Complete),
        Just(Event::Withdraw),
    ]
}

proptest! {
    /// Whatever happens in whatever order: the revision never goes back, a burnt slot never holds it again, what is due lies
    /// ahead, an end stays that end, and what ended was told to the officer exactly once.
    #[test]
    fn no_order_of_events_breaks_the_promises(steps in prop::collection::vec((0i64..400, any_event()), 1..40)) {
        let (mut state, mut now, mut ends) = (open(), 0, 0);
        for (wait, event) in steps {
            now += wait;
            let before = state.clone();
            let step = state.next(&event, at(now));
            let forgotten = matches!(step.state, State::Tombstone { .. } | State::Absent);
            prop_assert!(forgotten || step.state.rev() >= before.rev(), "the revision went back");
            if let (State::Ended { end, .. }, State::Ended { end: after, .. }) = (&before, &step.state) {
                prop_assert_eq!(end, after);
            }
            if let State::Claimed { course, claim } = &step.state {
                prop_assert_eq!(course.burnt & (1 << claim.slot.get()), 0);
            }
            ends += step.effects.iter().filter(|effect| matches!(effect, Effect::Owner(OwnerNews::Ended(..)))).count();
            let live = matches!(step.state, State::Open { .. } | State::Claimed { .. });
            prop_assert_eq!(ends, usize::from(!live));
            prop_assert!(step.state.due().is_none_or(|due| due > at(now)), "something is overdue");
            state = step.state;
        }
    }
}
