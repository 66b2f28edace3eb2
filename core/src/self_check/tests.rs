mod forms;
mod packs;
mod views;

use super::*;
use serde_json::{Value, json};

fn known(id: &str) -> &'static Instrument {
    &bundled().find(id).unwrap_or_else(|| panic!("{id}")).instrument
}

fn read(id: &str, items: &[Option<i64>]) -> Answers {
    Answers::read(known(id), None, items, &[]).unwrap()
}

fn all(id: &str, value: i64) -> Vec<Option<i64>> {
    vec![Some(value); known(id).items.len()]
}

#[test]
fn every_file_that_is_compiled_in_is_read() {
    let ids: Vec<_> = bundled().iter().map(|known| known.instrument.id.to_string()).collect();
    assert_eq!(
        ids,
        ["PHQ-9", "GAD-7", "PC-PTSD-5", "PCL-5", "PHQ-4", "PHQ-2", "GAD-2", "PHQ-8", "distress"],
        "one that is left out was refused"
    );
    let ids: Vec<_> = checklists().iter().map(|checklist| checklist.id.as_str()).collect();
    assert_eq!(ids, ["job-stressors", "shift-sleep", "peer-load"]);
}

#[test]
fn every_instrument_compiled_in_can_be_asked_and_is_offered_by_an_id_that_exists() {
    for one in bundled().iter().map(|known| &known.instrument) {
        assert!(one.can_be_asked(), "{}", one.id);
        assert!(
            one.offers.iter().all(|offer| bundled().find(offer.instrument.as_str()).is_some()),
            "{}",
            one.id
        );
        assert!(
            one.bands.iter().all(|band| !band.next.is_empty()),
            "{}: each band says what one can do",
            one.id
        );
    }
}

/// The wording is standardised: whoever changes a letter changes what the published cut-offs mean.
#[test]
fn items_that_are_part_of_another_form_are_that_forms_own() {
    let items = |id: &str| known(id).items.clone();
    assert_eq!(items("PHQ-8"), items("PHQ-9")[..8]);
    assert_eq!(items("PHQ-2"), items("PHQ-9")[..2]);
    assert_eq!(items("GAD-2"), items("GAD-7")[..2]);
    assert_eq!(items("PHQ-4"), [&items("GAD-7")[..2], &items("PHQ-9")[..2]].concat());
}

#[test]
fn safety_comes_from_the_answer_alone_and_an_open_question_is_no_no() {
    let nine = |answers: &[Option<i64>]| known("PHQ-9").safety(&read("PHQ-9", answers));
    for value in 1..=3 {
        let mut only_the_ninth = vec![None; 9];
        only_the_ninth[8] = Some(value);
        assert_eq!(nine(&only_the_ninth), Safety::Open);
    }
    assert_eq!(nine(&[None; 9]), Safety::Unknown);
    let mut all_but_the_ninth = all("PHQ-9", 3);
    all_but_the_ninth[8] = None;
    assert_eq!(nine(&all_but_the_ninth), Safety::Unknown, "however high the rest");
    assert_eq!(nine(&all("PHQ-9", 0)), Safety::Clear);
    let sixteen = |value: Option<i64>| {
        let mut answers = vec![None; 20];
        answers[15] = value;
        known("PCL-5").safety(&read("PCL-5", &answers))
    };
    assert_eq!(
        [None, Some(0), Some(1), Some(2), Some(4)].map(sixteen),
        [Safety::Unknown, Safety::Clear, Safety::Clear, Safety::Open, Safety::Open]
    );
    assert_eq!(known("GAD-7").safety(&read("GAD-7", &all("GAD-7", 3))), Safety::NotAsked);
}

#[test]
fn the_meter_and_the_button_need_nothing_and_agree_with_the_meters_file() {
    let meter = known("distress");
    for value in 0..=10 {
        let distress = Distress::new(value).unwrap();
        let answers = read("distress", &[Some(value.into())]);
        assert_eq!(distress.safety(), meter.safety(&answers), "{value}");
        assert_eq!(distress.safety() == Safety::Open, value >= 8);
    }
    assert!(Distress::new(11).is_none());
    assert_eq!(not_safe(Language::En).safety, Safety::Open);
}

#[test]
fn one_missing_answer_means_no_total_whichever_it_is() {
    for one in bundled().iter().map(|known| &known.instrument) {
        for place in 0..one.items.len() {
            let first = |item: &Item| Some(i64::from(item.answers[0].value));
            let mut items: Vec<_> = one.items.iter().map(first).collect();
            items[place] = None;
            let answers = Answers::read(one, one.gate.as_ref().map(|_| true), &items, &[]).unwrap();
            assert!(one.score(&answers).complete().is_none(), "{} without {place}", one.id);
        }
    }
}

#[test]
fn a_no_at_the_gate_ends_the_form_with_nought_and_drops_what_followed() {
    let screen = known("PC-PTSD-5");
    let mut answers = Answers::none(screen);
    assert_eq!(screen.questions(&answers), [Question::Gate]);
    answers.set(screen, Question::Gate, Some(1)).unwrap();
    assert_eq!(screen.questions(&answers).len(), 6);
    answers.set(screen, Question::Item(0), Some(1)).unwrap();
    answers.set(screen, Question::Gate, Some(0)).unwrap();
    assert_eq!(screen.score(&answers).complete().unwrap().total, Score::whole(0));
    assert_eq!(answers.set(screen, Question::Item(0), Some(1)), Err(AnswersRefused::Contradiction));
    answers.set(screen, Question::Gate, None).unwrap();
    assert!(answers.items().iter().all(Option::is_none), "what was said before the no is not said any more");
}

#[test]
fn the_question_about_difficulty_belongs_to_the_form_and_never_counts() {
    let nine = known("PHQ-9");
    let without = nine.score(&read("PHQ-9", &all("PHQ-9", 1))).complete().unwrap().total;
    for difficulty in 0..=3 {
        let answers = Answers::read(nine, None, &all("PHQ-9", 1), &[Some(difficulty)]).unwrap();
        assert_eq!(nine.score(&answers).complete().unwrap().total, without);
    }
    assert_eq!(Answers::read(nine, None, &all("PHQ-9", 1), &[Some(4)]), Err(AnswersRefused::OutOfRange));
}

#[test]
fn a_change_has_one_of_three_words_and_none_without_published_values() {
    let values = |id: &str| (known(id).change, known(id).better);
    let said = |id: &str, from: i32, to: i32| {
        let (values, better) = values(id);
        change(values, better, Score::whole(from), Score::whole(to)).map(|c| (c.word, c.direction))
    };
    use {ChangeWord::*, Direction::*};
    for (id, from, to, expected) in [
        ("PHQ-9", 16, 10, Some((Reliable, Better))),
        ("PHQ-9", 15, 10, Some((WorthNoting, Better))),
        ("PHQ-9", 14, 10, Some((Chance, Better))),
        ("PHQ-9", 4, 10, Some((Reliable, Worse))),
        ("PHQ-9", 9, 9, Some((Chance, Same))),
        ("GAD-7", 12, 8, Some((Reliable, Better))),
        ("GAD-7", 12, 9, Some((Chance, Better))),
        ("PCL-5", 40, 25, Some((Reliable, Better))),
        ("PCL-5", 40, 30, Some((WorthNoting, Better))),
        ("PCL-5", 40, 31, Some((Chance, Better))),
        ("PHQ-8", 20, 0, None),
        ("distress", 10, 0, None),
    ] {
        assert_eq!(said(id, from, to), expected, "{id} {from} to {to}");
    }
    let higher = ChangeValues { reliable: None, notable: Some(Score::whole(10)) };
    let change = change(higher, instrument::Better::Higher, Score::whole(40), Score::whole(60)).unwrap();
    assert_eq!(
        (change.word, change.direction),
        (WorthNoting, Better),
        "reliable only where that is published"
    );
}

fn point(id: i64, day: u32, total: i32, origin: Origin) -> Point {
    Point {
        id: SelfCheckId(id),
        at: Minute(day * 1440),
        total: Score::whole(total),
        band: "x".into(),
        origin,
    }
}

#[test]
fn a_clock_that_was_set_back_breaks_neither_the_order_nor_the_intervals_after_it() {
    let points =
        [(1, 100), (2, 130), (3, 90), (4, 104)].map(|(id, day)| point(id, day, 10, Origin::Here)).to_vec();
    let placed = trend(points, known("PHQ-9").change, Better::Lower);
    let got: Vec<_> = placed.iter().map(|one| (one.point.id.0, one.since)).collect();
    assert_eq!(
        got,
        [(1, Since::First), (2, Since::Days(30)), (3, Since::ClockSetBack), (4, Since::Days(14))]
    );
}

#[test]
fn an_imported_result_stands_where_its_date_puts_it() {
    let points = vec![
        point(1, 100, 10, Origin::Here),
        point(2, 130, 12, Origin::Here),
        point(3, 80, 5, Origin::Imported),
        point(4, 110, 20, Origin::Imported),
    ];
    let placed = trend(points, known("PHQ-9").change, Better::Lower);
    let got: Vec<_> = placed.iter().map(|one| (one.point.id.0, one.since)).collect();
    assert_eq!(got, [(3, Since::First), (1, Since::Days(20)), (4, Since::Days(10)), (2, Since::Days(20))]);
}

#[test]
fn a_checklist_points_to_what_most_of_it_names_and_gives_no_number() {
    let job = checklist("job-stressors").unwrap();
    let ticked = |ids: &[&str]| job.pointers(&ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>());
    let pointers = ticked(&["incident", "shooting", "court", "no such entry"]);
    assert_eq!(pointers.topics[0].word(), "critical_incident");
    assert_eq!(pointers.tools[0], "first-72-hours");
    assert_eq!(pointers.needs[0].word(), "officer");
    assert_eq!(pointers.safety, Safety::Unknown, "what is not ticked was not answered with no");
    assert_eq!(ticked(&["money", "not-safe"]).safety, Safety::Open);
    let nothing = ticked(&[]);
    assert!(nothing.tools.is_empty() && nothing.topics.is_empty() && nothing.needs.is_empty());
    for checklist in checklists() {
        let reachable = |entry: &Entry| !entry.topics.is_empty() || !entry.needs.is_empty();
        assert!(checklist.entries.iter().all(reachable), "{}", checklist.id);
    }
}

#[test]
fn nothing_of_an_answer_or_a_result_is_printed() {
    let answers = read("PHQ-9", &all("PHQ-9", 2));
    let scored = known("PHQ-9").score(&answers);
    let draft = Draft { began: Minute(7), answers: answers.clone() };
    let point = point(1, 7, 27, Origin::Here);
    let view = show::result(known("PHQ-9"), &answers, bundled(), Language::En);
    let printed = format!("{answers:?} {scored:?} {:?} {draft:?} {point:?} {view:?}", scored.outcome);
    assert_eq!(printed, "Answers Scored Outcome Draft Point ResultView");
}

proptest::proptest! {
    #[test]
    fn any_answers_are_refused_or_give_a_total_in_a_band(
        place in 0_usize..9,
        gate in proptest::option::of(proptest::bool::ANY),
        items in proptest::collection::vec(proptest::option::of(-2_i64..13), 0..22),
    ) {
        let one = &bundled().iter().nth(place).unwrap().instrument;
        if let Ok(answers) = Answers::read(one, gate, &items, &[]) {
            let scored = one.score(&answers);
            if let Some(complete) = scored.complete() {
                assert!(complete.band.from <= complete.total && complete.total <= complete.band.to);
            } else {
                assert!(answers.missing(one) > 0);
            }
        }
    }
}

fn as_json(id: &str) -> Value {
    let file = id.to_lowercase();
    let path = format!("{}/content/instruments/{file}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn spoilt(path: &str, value: Value) -> Value {
    let mut json = as_json("PHQ-9");
    match json.pointer_mut(path) {
        Some(place) => *place = value,
        None => json[path.trim_start_matches('/')] = value,
    }
    json!({ "instruments": [json] })
}
