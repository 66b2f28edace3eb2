use crate::clock::{Mark, VirtualClock};
use crate::coping::*;
use proptest::prelude::*;
use std::time::Duration;

fn schedule(id: &str, settings: Settings) -> Schedule {
    Exercises::floor().schedule(id, settings).unwrap()
}

fn rate(rate: u32) -> Settings {
    Settings { rate: Some(rate), length: Some(20) }
}

/// Cue, round, passed and left of a moment.
fn seen(moment: Moment) -> Option<(u32, u32, u64, Option<u64>)> {
    match moment {
        Moment::Going { cue, round, passed_ms, left_ms, .. } => Some((cue, round, passed_ms, left_ms)),
        Moment::Done => None,
    }
}

#[test]
fn every_boundary_of_box_breathing_is_exact_to_the_millisecond() {
    let course = schedule("box-breathing", Settings::default());
    assert_eq!(course.total_ms(), Some(64_000));
    for (at, expected) in [
        (0, Some((0, 0, 0, Some(4_000)))),
        (3_999, Some((0, 0, 3_999, Some(1)))),
        (4_000, Some((1, 0, 0, Some(4_000)))),
        (8_000, Some((2, 0, 0, Some(4_000)))),
        (12_000, Some((3, 0, 0, Some(4_000)))),
        (15_999, Some((3, 0, 3_999, Some(1)))),
        (16_000, Some((0, 1, 0, Some(4_000)))),
        (63_999, Some((3, 3, 3_999, Some(1)))),
        (64_000, None),
        (u64::MAX, None),
    ] {
        assert_eq!(seen(course.at(at, Place::default())), expected, "{at}");
    }
}

#[test]
fn every_pace_of_slow_breathing_is_exact_after_twenty_minutes() {
    for (tenths, rounds) in [(45, 90), (50, 100), (55, 110), (60, 120), (65, 130)] {
        let course = schedule("resonance-breathing", rate(tenths));
        assert_eq!((course.total_ms(), course.rounds()), (Some(1_200_000), rounds), "{tenths}");
        let last = *course.segments().last().unwrap();
        assert_eq!(last.start_ms.unwrap() + last.length_ms.unwrap(), 1_200_000);
        assert_eq!(seen(course.at(1_200_000, Place::default())), None);
        assert!(seen(course.at(1_199_999, Place::default())).is_some());
    }
}

#[test]
fn minutes_that_end_within_a_breath_let_it_be_finished() {
    let course = schedule("resonance-breathing", Settings { rate: Some(45), length: Some(5) });
    assert_eq!((course.rounds(), course.total_ms()), (23, Some(306_666)));
}

#[test]
fn paces_and_lengths_that_an_exercise_does_not_have_are_refused() {
    let exercises = Exercises::floor();
    for (id, settings, error) in [
        ("resonance-breathing", (Some(44), None), CopingError::Rate),
        ("resonance-breathing", (Some(47), None), CopingError::Rate),
        ("resonance-breathing", (Some(70), None), CopingError::Rate),
        ("resonance-breathing", (None, Some(0)), CopingError::Length),
        ("resonance-breathing", (None, Some(21)), CopingError::Length),
        ("box-breathing", (Some(60), None), CopingError::Rate),
        ("box-breathing", (None, Some(76)), CopingError::Length),
        ("body-scan", (None, Some(1)), CopingError::Length),
        ("body-scan", (Some(60), None), CopingError::Rate),
        ("no-such", (None, None), CopingError::NoSuchExercise),
    ] {
        let settings = Settings { rate: settings.0, length: settings.1 };
        assert_eq!(exercises.schedule(id, settings), Err(error), "{id} {settings:?}");
    }
    let rates = exercises.detail("resonance-breathing", Language::En).unwrap().rates;
    assert_eq!(rates.iter().map(|rate| rate.tenths).collect::<Vec<_>>(), [45, 50, 55, 60, 65]);
    assert_eq!(rates.iter().find(|rate| rate.usual).unwrap().text, "6.0 breaths a minute");
}

#[test]
fn every_length_that_is_offered_can_be_taken_and_the_usual_is_among_them() {
    let exercises = Exercises::floor();
    let offered = |id: &str| {
        let length = exercises.detail(id, Language::En).unwrap().length?;
        Some(length.choices.into_iter().map(|it| (it.count, it.text, it.usual)).collect::<Vec<_>>())
    };
    let of = |count, text: &str, usual| (count, text.to_owned(), usual);
    let rounds = [
        of(2, "2 rounds", false),
        of(4, "4 rounds", true),
        of(8, "8 rounds", false),
        of(16, "16 rounds", false),
    ];
    assert_eq!(offered("box-breathing").unwrap(), rounds);
    let minutes = [
        of(2, "About 2 minutes", false),
        of(5, "About 5 minutes", true),
        of(10, "About 10 minutes", false),
        of(20, "About 20 minutes", false),
    ];
    assert_eq!(offered("long-exhale").unwrap(), minutes);
    assert_eq!(offered("body-scan"), None);
    for exercise in exercises.all() {
        for (count, ..) in offered(exercise.id.as_str()).unwrap_or_default() {
            let settings = Settings { rate: None, length: Some(count) };
            assert!(exercises.schedule(exercise.id.as_str(), settings).is_ok(), "{} {count}", exercise.id);
        }
    }
}

#[test]
fn what_a_tool_takes_is_what_its_usual_length_says() {
    let exercises = Exercises::floor();
    let mut in_minutes = 0;
    for exercise in exercises.all() {
        let detail = exercises.detail(exercise.id.as_str(), Language::En).unwrap();
        let usual = detail.length.and_then(|length| length.choices.into_iter().find(|choice| choice.usual));
        if let Some(usual) = usual.filter(|usual| usual.text.contains("minute")) {
            assert_eq!(detail.row.takes, usual.text, "{}", exercise.id);
            in_minutes += 1;
        }
    }
    assert!(in_minutes >= 2, "{in_minutes}");
}

/// A schedule, and what its phases come to by arithmetic of the test's own.
type Longest = (Schedule, u128, (u128, u128), Vec<u128>);

/// Every course of breathing that can be chosen at its longest.
fn longest() -> Vec<Longest> {
    let mut all = Vec::new();
    for exercise in Exercises::floor().all() {
        let Doing::Breathing(breathing) = &exercise.doing else { continue };
        let round: u128 = breathing.phases.iter().map(|phase| u128::from(phase.ms)).sum();
        let begins = breathing.phases.iter().scan(0, |sum, phase| {
            let begin = *sum;
            *sum += u128::from(phase.ms);
            Some(begin)
        });
        let begins: Vec<u128> = begins.collect();
        let rates: Vec<Option<u32>> = match breathing.rate {
            Some(rate) => (rate.least..=rate.most).step_by(rate.step as usize).map(Some).collect(),
            None => vec![None],
        };
        for rate in rates {
            let settings = Settings { rate, length: Some(breathing.length.most) };
            // Milliseconds of a round as a fraction: a minute by tenths of breaths a minute, or the sum of the phases.
            let fraction = rate.map_or((round, 1), |rate| (600_000, u128::from(rate)));
            let course = Schedule::new(exercise, settings).unwrap();
            all.push((course, round, fraction, begins.clone()));
        }
    }
    assert_eq!(all.len(), 8);
    all
}

#[test]
fn no_boundary_in_twenty_minutes_is_a_millisecond_late_or_early() {
    for (course, round, (milliseconds, by), begins) in longest() {
        let mut end = 0;
        for segment in course.segments() {
            let start = segment.start_ms.unwrap();
            assert_eq!(start, end, "segments follow each other without a gap");
            end = start + segment.length_ms.unwrap();
            // Where it lies exactly: rounds and part of a round, times the length of a round; rounded down and never otherwise.
            let rounds = u128::from(segment.round) * round + begins[segment.cue as usize];
            let (exact, whole) = (rounds * milliseconds, round * by);
            assert_eq!(u128::from(start), exact / whole, "{segment:?}");
        }
        assert_eq!(Some(end), course.total_ms());
        assert!((1_195_000..=1_215_000).contains(&end), "{end}");
    }
}

proptest! {
    #[test]
    fn at_any_time_the_moment_is_the_segment_that_holds_it(which in 0_usize..8, at in 0_u64..1_230_000) {
        let (course, ..) = &longest()[which];
        let holding = course.segments().into_iter().find(|it| {
            (it.start_ms.unwrap()..it.start_ms.unwrap() + it.length_ms.unwrap()).contains(&at)
        });
        match (course.at(at, Place::default()), holding) {
            (Moment::Going { cue, round, passed_ms, left_ms, all_left_ms, progress, level, .. }, Some(held)) => {
                prop_assert_eq!((cue, round), (held.cue, held.round));
                prop_assert_eq!(passed_ms, at - held.start_ms.unwrap());
                prop_assert_eq!(left_ms.unwrap() + passed_ms, held.length_ms.unwrap());
                prop_assert_eq!(all_left_ms.unwrap() + at, course.total_ms().unwrap());
                prop_assert_eq!(u64::from(progress), at * 1_000 / course.total_ms().unwrap());
                let (low, high) = (held.level_from.min(held.level_to), held.level_from.max(held.level_to));
                prop_assert!((low..=high).contains(&level));
            }
            (Moment::Done, None) => prop_assert!(at >= course.total_ms().unwrap()),
            other => prop_assert!(false, "{other:?}"),
        }
    }

    #[test]
    fn steps_add_up_at_any_time_however_somebody_goes_on(at in 0_u64..400_000, on in 0_u64..400_000) {
        let course = schedule("muscle-relaxation-long", Settings::default());
        let place = course.next(on, Place::default());
        let from = match course.at(on, Place::default()) {
            Moment::Going { cue, .. } => cue + 1,
            Moment::Done => return Ok(()),
        };
        match course.at(on + at, place) {
            Moment::Going { cue, passed_ms, left_ms, all_left_ms, .. } => {
                let lengths: Vec<u64> = course.segments().iter().map(|it| it.length_ms.unwrap()).collect();
                let before: u64 = lengths[from as usize..cue as usize].iter().sum();
                prop_assert_eq!(before + passed_ms, at);
                prop_assert_eq!(left_ms.unwrap() + passed_ms, lengths[cue as usize]);
                prop_assert_eq!(all_left_ms.unwrap(), lengths[cue as usize..].iter().sum::<u64>() - passed_ms);
            }
            Moment::Done => {
                let rest: u64 = course.segments()[from as usize..].iter().map(|it| it.length_ms.unwrap()).sum();
                prop_assert!(at >= rest);
            }
        }
    }
}

#[test]
fn the_breath_fills_and_empties_evenly_and_holds_still() {
    let course = schedule("long-exhale", Settings::default());
    let level = |at| match course.at(at, Place::default()) {
        Moment::Going { level, .. } => level,
        Moment::Done => panic!("over"),
    };
    for (at, expected) in
        [(0, 0), (1_000, 375), (2_000, 750), (2_500, 875), (3_000, 1_000), (6_000, 500), (8_999, 1)]
    {
        assert_eq!(level(at), expected, "{at}");
    }
}

#[test]
fn muscles_are_tensed_for_five_seconds_and_let_go_for_fifteen() {
    let (short, long) = ("muscle-relaxation-short", "muscle-relaxation-long");
    assert_eq!(schedule(short, Settings::default()).total_ms(), Some(80_000));
    let course = schedule(long, Settings::default());
    assert_eq!((course.total_ms(), course.segments().len()), (Some(340_000), 34));
    for (at, cue, left) in [(0, 0, 5_000), (5_000, 1, 15_000), (20_000, 2, 5_000), (339_999, 33, 1)] {
        assert_eq!(
            seen(course.at(at, Place::default())).map(|it| (it.0, it.3)),
            Some((cue, Some(left))),
            "{at}"
        );
    }
    assert_eq!(course.at(340_000, Place::default()), Moment::Done);
}

#[test]
fn a_step_at_ones_own_pace_waits_as_long_as_it_takes() {
    let course = schedule("grounding-54321", Settings::default());
    assert_eq!(course.total_ms(), None);
    let at = |ran, place| course.at(ran, place);
    assert_eq!(seen(at(3_600_000, Place::default())), Some((0, 0, 3_600_000, None)));
    let second = course.next(3_600_000, Place::default());
    assert_eq!(second, Place { step: 1, since_ms: 3_600_000 });
    assert_eq!(seen(at(3_600_500, second)), Some((1, 0, 500, None)));
    assert_eq!(course.back(3_601_000, second), Place { step: 0, since_ms: 3_601_000 });
    assert_eq!(course.back(10, Place::default()), Place { step: 0, since_ms: 10 });
    let last = (0..6).fold(Place::default(), |place, step| course.next(step, place));
    assert_eq!((last.step, at(6, last), course.next(7, last)), (6, Moment::Done, last));
}

#[test]
fn timed_steps_go_on_by_themselves_up_to_the_next_that_waits() {
    // Waits, 15 s, 30 s, 20 s, 20 s, waits, waits.
    let course = schedule("after-call-reset", Settings::default());
    let going = course.next(60_000, Place::default());
    for (ran, cue, left) in [
        (60_000, 1, Some(15_000)),
        (74_999, 1, Some(1)),
        (75_000, 2, Some(30_000)),
        (144_999, 4, Some(1)),
        (145_000, 5, None),
        (900_000, 5, None),
    ] {
        assert_eq!(seen(course.at(ran, going)).map(|it| (it.0, it.3)), Some((cue, left)), "{ran}");
    }
    let starts: Vec<_> = course.segments().iter().map(|it| it.start_ms).collect();
    assert_eq!(
        starts,
        [Some(0), None, None, None, None, None, None],
        "what follows a wait has no known start"
    );
    let Moment::Going { progress, all_left_ms, .. } = course.at(82_500, going) else { panic!("over") };
    assert_eq!((progress, all_left_ms), (321, None));
}

fn begun(id: &str, clock: &VirtualClock) -> Run {
    let exercises = Exercises::floor();
    Run::start(exercises.get(id).unwrap(), Settings::default(), None, Mark::now(clock)).unwrap()
}

#[test]
fn a_pause_stands_still_and_afterwards_not_a_millisecond_is_lost() {
    let clock = VirtualClock::at(1_790_000_000);
    let mut run = begun("box-breathing", &clock);
    for pause in [1, 59_999, 3_600_000] {
        clock.pass(Duration::from_micros(5_000_300));
        let before = run.moment(Mark::now(&clock));
        run.happen(RunEvent::Pause, Mark::now(&clock));
        run.happen(RunEvent::Pause, Mark::now(&clock));
        clock.pass(Duration::from_millis(pause));
        assert!(run.is_paused());
        assert_eq!(run.moment(Mark::now(&clock)), before);
        run.happen(RunEvent::Resume, Mark::now(&clock));
        run.happen(RunEvent::Resume, Mark::now(&clock));
        assert_eq!(run.moment(Mark::now(&clock)), before);
    }
    // Three times 5,000.3 ms: fractions of a millisecond do not add up to a drift.
    assert_eq!(run.ran(Mark::now(&clock)), Duration::from_micros(15_000_900));
    assert_eq!(seen(run.moment(Mark::now(&clock))), Some((3, 0, 3_000, Some(1_000))));
}

#[test]
fn the_background_and_a_wall_clock_set_back_change_nothing() {
    let clock = VirtualClock::at(1_790_000_000);
    let run = begun("box-breathing", &clock);
    clock.pass(Duration::from_secs(20));
    clock.set_wall_by(-86_400);
    // Nobody asked in between: no frame, no call.
    clock.pass(Duration::from_secs(21));
    assert_eq!(seen(run.moment(Mark::now(&clock))), Some((2, 2, 1_000, Some(3_000))));
    clock.pass(Duration::from_secs(3_600));
    assert_eq!(run.moment(Mark::now(&clock)), Moment::Done);
}

#[test]
fn a_run_goes_on_step_by_step_and_says_whether_it_was_gone_through() {
    let clock = VirtualClock::at(1_790_000_000);
    let mut run = begun("grounding-54321", &clock);
    for step in 0..6 {
        assert_eq!(seen(run.moment(Mark::now(&clock))).map(|it| it.0), Some(step));
        clock.pass(Duration::from_secs(9));
        run.happen(RunEvent::Next, Mark::now(&clock));
    }
    run.happen(RunEvent::Finish, Mark::now(&clock));
    assert_eq!(run.state(), RunState::Ended { ran: Duration::from_secs(54), whole: true });
    let mut early = begun("grounding-54321", &clock);
    early.happen(RunEvent::Next, Mark::now(&clock));
    early.happen(RunEvent::Pause, Mark::now(&clock));
    early.happen(RunEvent::Next, Mark::now(&clock));
    clock.pass(Duration::from_secs(60));
    early.happen(RunEvent::Finish, Mark::now(&clock));
    assert_eq!(early.state(), RunState::Ended { ran: Duration::ZERO, whole: false });
    early.happen(RunEvent::Resume, Mark::now(&clock));
    assert!(matches!(early.state(), RunState::Ended { .. }), "what has ended stays ended");
}

#[test]
fn a_moment_says_what_to_do_with_captions_and_without_motion() {
    let exercises = Exercises::floor();
    let at = |id: &str, ran, language| exercises.moment(id, Settings::default(), ran, language).unwrap();
    let moment = at("box-breathing", 17_500, Language::En);
    assert_eq!((moment.cue.as_str(), moment.text.as_str()), ("in", "Breathe in"));
    assert_eq!(moment.caption, "Breathe in through your nose. Let your belly rise.");
    assert_eq!(moment.still, "Breathe in. 3 seconds more. Round 2 of 4.");
    assert_eq!((moment.all_left.as_str(), moment.haptic), ("47 seconds left", vec![40, 60, 80]));
    assert_eq!(at("box-breathing", 3_000, Language::Es).still, "Tome aire. Un segundo más. Vuelta 1 de 4.");
    assert_eq!(
        at("grounding-54321", 0, Language::En).still,
        "5 things you see. Go on when you are ready. Step 1 of 6."
    );
    assert_eq!(at("grounding-54321", 0, Language::En).all_left, "At your own pace");
    assert_eq!(at("body-scan", 31_000, Language::En).still, "Feet. 29 seconds more. Step 2 of 9.");
    assert_eq!(at("resonance-breathing", 60_000, Language::En).all_left, "4 minutes left");
    // Seconds below two minutes: a minute and four seconds are not "2 minutes".
    assert_eq!(at("resonance-breathing", 180_000, Language::En).all_left, "2 minutes left");
    assert_eq!(at("resonance-breathing", 180_001, Language::En).all_left, "120 seconds left");
    assert_eq!(
        (at("body-scan", 270_000, Language::En).text.as_str(), at("body-scan", 270_000, Language::En).moment),
        ("Done", Moment::Done)
    );
    for exercise in exercises.all() {
        for language in [Language::En, Language::Es] {
            let moment = at(exercise.id.as_str(), 0, language);
            assert!(!moment.caption.is_empty() && !moment.still.is_empty() && !moment.haptic.is_empty());
        }
    }
}

#[test]
fn a_paused_run_says_that_it_waits() {
    let clock = VirtualClock::at(1_790_000_000);
    let mut run = begun("box-breathing", &clock);
    run.happen(RunEvent::Pause, Mark::now(&clock));
    let shown = run.shown(Mark::now(&clock), Language::En);
    assert_eq!((shown.still.as_str(), shown.paused), ("Paused. It waits for you.", true));
}
