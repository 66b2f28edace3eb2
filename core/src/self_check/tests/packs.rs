//! Instruments that come with a pack: taken, or refused one by one with a reason.

use super::*;

fn refused(pack: &Value) -> Option<InstrumentRefused> {
    let read = read_instruments(&pack.to_string()).unwrap();
    read.refused.first().map(|(_, reason)| *reason)
}

#[test]
fn each_bad_instrument_is_refused_with_its_own_reason() {
    use InstrumentRefused::*;
    assert_eq!(refused(&json!({ "instruments": [as_json("PHQ-9")] })), None);
    let band = |from: i32, to: i32| json!({ "word": "b", "from": from, "to": to, "means": { "en": "E.", "es": "S." }, "next": ["tool"] });
    for (path, value, reason) in [
        ("/licence", json!(null), LicenceMissing),
        ("/licence", json!({ "en": " " }), LicenceMissing),
        ("/citation", json!(null), CitationMissing),
        ("/score", json!({ "median": "all" }), UnknownRule("score")),
        ("/score", json!("sum"), UnknownRule("score")),
        ("/score", json!({ "sum": { "items": "all", "weights": [1, 2] } }), UnknownRule("score")),
        ("/score", json!({ "mean": { "items": "all", "times": 2 } }), UnknownRule("score")),
        ("/score", json!({ "sum": { "items": "all", "times": 0 } }), Number("score")),
        ("/score", json!({ "sum": [1, 10] }), NoSuchQuestion("score")),
        ("/score", json!({ "sum": [1, 1] }), NoSuchQuestion("score")),
        ("/score", json!({ "sum": { "items": [1], "reversed": [2] } }), NoSuchQuestion("score")),
        ("/flags/0/value", json!({ "of": { "answer": 9 }, "more_than": 0 }), UnknownRule("flags")),
        ("/flags/0/value", json!({ "all": [] }), UnknownRule("flags")),
        (
            "/flags/0/value",
            json!({ "count": { "items": [1], "at_least": 2, "but": { "9": 1 } } }),
            NoSuchQuestion("flags"),
        ),
        ("/safety/0/item", json!(0), NoSuchQuestion("safety")),
        ("/safety/0/at_least", json!(4), Safety),
        ("/safety/0/at_least", json!(0), Safety),
        ("/bands", json!([]), Bands),
        ("/bands", json!([band(27, 0)]), Bands),
        ("/bands", json!([band(0, 10), band(10, 27)]), BandsOverlap),
        ("/bands", json!([band(0, 9), band(11, 27)]), BandsHole),
        ("/bands", json!([band(0, 26)]), BandsHole),
        ("/bands", json!([band(0, 27), band(28, 30)]), BandUnreachable),
        ("/bands/0/next", json!(["tablet"]), UnknownValue("bands")),
        ("/bands/0/means", json!(null), Text("bands")),
        ("/bands/0/means", json!({ "en": "You have a disorder.", "es": "Algo." }), Diagnosis("bands")),
        ("/title", json!({ "en": "Depression", "es": "Ánimo" }), Diagnosis("title")),
        ("/title", json!({ "en": "Mood\u{202e}", "es": "Ánimo" }), Text("title")),
        ("/items", json!([]), Questions),
        ("/items/0", json!({ "text": { "en": "E", "es": "S" }, "answers": [] }), Choices),
        (
            "/answers",
            json!([{ "value": 1, "text": { "en": "a" } }, { "value": 1, "text": { "en": "b" } }]),
            Choices,
        ),
        ("/languages", json!(["es"]), Language),
        ("/languages", json!(["en"]), Language),
        ("/languages", json!(["en", "fr"]), UnknownValue("languages")),
        ("/items/3/text", json!({ "en": "Only in English" }), Language),
        ("/better", json!("sideways"), UnknownValue("better")),
        ("/kind", json!("quiz"), UnknownValue("kind")),
        ("/change", json!({ "reliable": 4, "notable": 5 }), Change),
        ("/change", json!({ "reliable": 0 }), Change),
        ("/version", json!(0), Number("version")),
        ("/version", json!("one"), Malformed),
        ("/least_interval_days", json!(9999), Number("least_interval_days")),
        ("/id", json!("PHQ 9\n"), Text("id")),
    ] {
        assert_eq!(refused(&spoilt(path, value)), Some(reason), "{path}");
    }
    assert_eq!(read_instruments("[]"), Err(Malformed));
    assert_eq!(read_instruments("{"), Err(Malformed));
}

#[test]
fn one_bad_instrument_takes_no_other_with_it_and_no_id_comes_twice() {
    let bad = &spoilt("/licence", json!(null))["instruments"][0];
    let pack = json!({ "instruments": [bad, as_json("GAD-7"), 7, as_json("GAD-7")] });
    let read = read_instruments(&pack.to_string()).unwrap();
    assert_eq!(read.instruments.len(), 1);
    use InstrumentRefused::*;
    assert_eq!(read.refused, [(0, LicenceMissing), (2, Malformed), (3, SameId)]);
}

#[test]
fn a_packs_instrument_replaces_a_bundled_one_only_with_a_higher_version() {
    let with_version = |version: u32| {
        let mut pack = spoilt("/version", json!(version));
        pack["instruments"][0]["name"] = json!("Newer");
        let read = read_instruments(&pack.to_string()).unwrap();
        let known = bundled().clone().updated(&read.instruments, Minute(5));
        let found = known.find("PHQ-9").unwrap();
        assert_eq!(known.iter().count(), bundled().iter().count());
        (found.instrument.name == "Newer", found.signed)
    };
    assert_eq!(with_version(1), (false, None));
    assert_eq!(with_version(2), (true, Some(Minute(5))));
}

#[test]
fn unknown_fields_are_passed_over_and_unknown_rules_are_not() {
    assert_eq!(refused(&spoilt("/colour", json!("blue"))), None);
    assert_eq!(
        refused(&spoilt(
            "/contradictions",
            json!([{ "when": { "sometimes": [] }, "say": { "en": "E", "es": "S" } }])
        )),
        Some(InstrumentRefused::UnknownRule("contradictions"))
    );
}

#[test]
fn sub_scales_and_multipliers_are_data() {
    let mut json = as_json("PHQ-2");
    let band = |to: i32| json!([{ "word": "all", "from": 0, "to": to, "means": { "en": "All.", "es": "Todo." }, "next": [] }]);
    json["id"] = json!("TWICE");
    json["score"] = json!({ "sum": { "items": "all", "times": 2 } });
    json["bands"] = band(12);
    json["flags"] = json!([]);
    json["scales"] = json!([{ "id": "second", "title": { "en": "Second", "es": "Segunda" }, "bands": band(3),
        "score": { "sum": { "items": [2], "reversed": [2] } } }]);
    let read = read_instruments(&json!({ "instruments": [json] }).to_string()).unwrap();
    let one = &read.instruments[0];
    let scored = one.score(&Answers::read(one, None, &[Some(3), Some(1)], &[]).unwrap()).outcome;
    let Outcome::Complete(complete) = scored else { panic!() };
    assert_eq!((complete.total, complete.scales[0].1), (Score::whole(8), Score::whole(2)));
}

#[test]
fn rules_without_wording_count_and_are_never_asked() {
    let mut json = as_json("GAD-2");
    json["id"] = json!("RULES");
    for item in json["items"].as_array_mut().unwrap() {
        item.as_object_mut().unwrap().remove("text");
    }
    let read = read_instruments(&json!({ "instruments": [json] }).to_string()).unwrap();
    let one = &read.instruments[0];
    assert!(!one.can_be_asked());
    let scored = one.score(&Answers::read(one, None, &[Some(3), Some(1)], &[]).unwrap()).outcome;
    assert!(matches!(scored, Outcome::Complete(complete) if complete.total == Score::whole(4)));
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_instruments_or_refused(json in ".{0,200}") {
        let _ = read_instruments(&json);
    }
}
