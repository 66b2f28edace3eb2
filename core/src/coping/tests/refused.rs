use crate::coping::wire::exercise;
use crate::coping::*;
use serde_json::{Value, json};

fn sound() -> Value {
    serde_json::from_str(FLOOR[0]).unwrap()
}

fn steps() -> Value {
    serde_json::from_str(FLOOR[4]).unwrap()
}

fn resonance() -> Value {
    serde_json::from_str(FLOOR[2]).unwrap()
}

/// With a value at a place; a null takes the field away.
fn with(mut content: Value, path: &str, value: Value) -> String {
    let (parent, field) = path.rsplit_once('/').unwrap();
    let parent = content.pointer_mut(parent).unwrap();
    match (parent, value) {
        (Value::Object(fields), Value::Null) => drop(fields.remove(field)),
        (Value::Object(fields), value) => drop(fields.insert(field.to_owned(), value)),
        (Value::Array(items), value) => items[field.parse::<usize>().unwrap()] = value,
        _ => panic!("{path}"),
    }
    content.to_string()
}

#[test]
fn what_an_exercise_must_have_is_refused_by_name_when_it_is_missing() {
    use ExerciseRefused::*;
    for (path, value, reason) in [
        ("/id", Value::Null, Missing("id")),
        ("/id", json!("Box Breathing"), Text("id")),
        ("/version", json!(0), Range("version")),
        ("/version", json!("1"), Malformed),
        ("/group", json!("other"), UnknownValue("group")),
        ("/name/es", Value::Null, Language("name")),
        ("/name/en", json!(" "), Text("name")),
        ("/about", Value::Null, Missing("about")),
        ("/known/en", Value::Null, Language("known")),
        ("/still", Value::Null, Missing("still")),
        ("/cautions", Value::Null, Cautions),
        ("/cautions", json!([]), Cautions),
        ("/cautions/0", json!({ "word": "dizzy" }), Cautions),
        ("/cautions/1", json!({ "word": "driving_or_call" }), Cautions),
        ("/cautions/2", json!({ "word": "dizzy" }), Cautions),
        ("/cautions/2", json!({ "word": "breath_holds" }), Instead),
        ("/cautions/3", json!({ "word": "breath_focus" }), Instead),
        ("/cautions/0", json!({ "word": "bored" }), UnknownValue("cautions")),
        ("/cautions/0", json!({}), Cautions),
        ("/sources", Value::Null, SourceStatus),
        ("/sources", json!([]), SourceStatus),
        ("/sources/0/status", Value::Null, SourceStatus),
        ("/sources/0/status", json!("certain"), SourceStatus),
        ("/sources/0/year", json!(20170), Range("year")),
        ("/sources/0/url", json!("javascript:alert(1)"), Address),
        ("/sources/0/what/es", Value::Null, Language("what")),
        ("/licence", Value::Null, Licence),
        ("/licence", json!("All rights reserved"), Licence),
        ("/breathing", Value::Null, Doing),
        ("/steps", json!([]), Doing),
        ("/breathing/phases/0/caption", Value::Null, Missing("caption")),
        ("/breathing/phases/0/caption/es", Value::Null, Language("caption")),
        ("/breathing/phases/0/haptic", Value::Null, Missing("haptic")),
        ("/breathing/phases/0/haptic", json!([]), Range("haptic")),
        ("/breathing/phases/0/haptic", json!([40, 40]), Range("haptic")),
        ("/breathing/phases/0/haptic", json!([400, 400, 400]), Range("haptic")),
        ("/breathing/phases/0/ms", json!(999), Range("ms")),
        ("/breathing/phases/0/ms", json!(-4_000), Malformed),
        ("/breathing/phases/0/breath", json!("out"), Phases),
        ("/breathing/phases/1/breath", json!("hold_empty"), Phases),
        ("/breathing/phases", json!([]), Phases),
        ("/breathing/length/most", json!(76), Range("length")),
        ("/breathing/length/least", json!(0), Range("length")),
        ("/breathing/length/usual", json!(1), Range("length")),
        ("/breathing/length/in", json!("hours"), UnknownValue("length")),
        ("/calculators", json!(["taxes"]), UnknownValue("calculators")),
    ] {
        assert_eq!(exercise(&with(sound(), path, value)), Err(reason), "{path}");
    }
    assert!(exercise(&sound().to_string()).is_ok());
}

#[test]
fn steps_and_paces_that_cannot_be_are_refused() {
    use ExerciseRefused::*;
    for (content, path, value, reason) in [
        (steps(), "/steps", json!([]), Range("steps")),
        (steps(), "/steps/1/id", json!("see"), SameId),
        (steps(), "/steps/0/ms", json!(999), Range("ms")),
        (steps(), "/steps/0/caption", Value::Null, Missing("caption")),
        (steps(), "/steps/0/cue/en", json!("a\u{202e}b"), Text("cue")),
        (steps(), "/steps/0/opens", json!("door"), UnknownValue("opens")),
        (steps(), "/cautions/0", json!({ "word": "too_much" }), Cautions),
        (resonance(), "/breathing/rate/usual", json!(61), Range("rate")),
        (resonance(), "/breathing/rate/step", json!(0), Range("rate")),
        (resonance(), "/breathing/rate/least", json!(70), Range("rate")),
        (resonance(), "/breathing/rate/most", json!(66), Range("rate")),
        (resonance(), "/breathing/phases/0/ms", json!(4_001), Range("rate")),
        (resonance(), "/breathing/length/most", json!(21), Range("length")),
    ] {
        assert_eq!(exercise(&with(content, path, value)), Err(reason), "{path}");
    }
    assert!(exercise(&with(steps(), "/steps/0/ms", json!(5_000))).is_ok());
}

fn version(version: u32) -> String {
    with(sound(), "/version", json!(version))
}

#[test]
fn a_pack_is_read_as_a_list_an_object_or_lines_and_one_bad_exercise_takes_no_other_with_it() {
    let (good, other) = (version(2), with(steps(), "/version", json!(5)));
    let bad = with(sound(), "/sources", json!([]));
    let list = format!("[{good},{bad},{other}]");
    let object = format!("{{\"exercises\":[{good},{bad},{other}],\"more\":1}}");
    let lines = format!("{good}\n{bad}\n\n{other}\n");
    for text in [&list, &object, &lines] {
        let read = read_entries(text).unwrap();
        let ids: Vec<_> = read.exercises.iter().map(|it| (it.id.as_str(), it.version)).collect();
        assert_eq!(ids, [("box-breathing", 2), ("grounding-54321", 5)]);
        assert_eq!(read.refused, [(1, ExerciseRefused::SourceStatus)]);
    }
    assert_eq!(read_entries(FLOOR[0]).unwrap().exercises.len(), 1, "one exercise over many lines");
    let twice = read_entries(&format!("{good}\n{good}")).unwrap();
    assert_eq!((twice.exercises.len(), twice.refused), (1, vec![(1, ExerciseRefused::SameId)]));
    assert_eq!(read_entries("no JSON\n").unwrap().refused, [(0, ExerciseRefused::Malformed)]);
    assert_eq!(read_entries("").unwrap(), ExercisesRead::default());
    assert_eq!(read_entries(&" ".repeat(2 << 20)), Err(ExerciseRefused::TooLarge));
    assert_eq!(read_entries(&"1\n".repeat(501)), Err(ExerciseRefused::TooLarge));
}

#[test]
fn a_pack_replaces_an_exercise_only_with_a_higher_version_and_takes_none_away() {
    let updated =
        |texts: &[String]| Exercises::floor().updated(read_entries(&texts.join("\n")).unwrap().exercises);
    let named = |version: u32| {
        let mut content: Value = serde_json::from_str(&self::version(version)).unwrap();
        content["name"]["en"] = json!("Another name");
        content.to_string()
    };
    let name = |exercises: &Exercises| exercises.get("box-breathing").unwrap().name.en.clone();
    assert_eq!(name(&updated(&[named(1)])), "Box breathing");
    assert_eq!(name(&updated(&[named(2)])), "Another name");
    let new = updated(&[with(sound(), "/id", json!("new-one"))]);
    assert_eq!((new.all().len(), new.all()[15].id.as_str()), (16, "new-one"));
    assert_eq!(updated(&[]).all(), Exercises::floor().all());
}

#[test]
fn an_exercise_offered_instead_is_left_out_if_it_would_do_the_same_harm() {
    let wrong = with(sound(), "/cautions/2/instead", json!("three-phase-breathing"));
    let wrong = with(serde_json::from_str(&wrong).unwrap(), "/cautions/3/instead", json!("nowhere"));
    let wrong = with(serde_json::from_str(&wrong).unwrap(), "/version", json!(2));
    let exercises = Exercises::floor().updated(read_entries(&wrong).unwrap().exercises);
    let detail = exercises.detail("box-breathing", Language::En).unwrap();
    assert!(detail.cautions.iter().all(|caution| caution.instead.is_none()));
    assert!(detail.cautions[2].text.contains("holds the breath"), "the warning itself stays");
}
