use super::*;
use serde_json::{Value, json};

/// A phone that nobody has used, with a clock that can be moved.
fn fresh(folder: &tempfile::TempDir) -> Phone {
    let clock = Arc::new(VirtualClock::at(1_790_000_000));
    Phone::new(folder.path(), Times { clock: clock.clone(), movable: Some(clock) }).unwrap()
}

fn told(phone: &mut Phone, line: &Value) -> Value {
    match Command::parse(line.to_string().as_bytes()) {
        Ok(command) => phone.obey(command).0,
        Err(malformed) => show::failed(&malformed),
    }
}

#[test]
fn lines_are_answered_before_anything_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let mut phone = fresh(&folder);
    let answer = told(&mut phone, &json!({"do": "lines", "country": "US"}));
    assert!(answer["ok"]["lines"].as_array().unwrap().len() > 5);
    assert!(answer["ok"]["lines"][0]["calls"][0]["uri"].as_str().unwrap().starts_with("tel:"));
    assert_eq!(std::fs::read_dir(folder.path().join("app")).unwrap().count(), 0, "nothing was opened for it");
}

#[test]
fn an_error_is_a_word_and_an_advice_and_nothing_of_what_was_typed() {
    let folder = tempfile::tempdir().unwrap();
    let mut phone = fresh(&folder);
    let malformed = json!({"error": "malformed", "advice": "update_app"});
    let not_open = json!({"error": "not_open", "advice": "retry"});
    let locked = json!({"error": "vault.locked", "advice": "retry"});
    let table = [
        (json!({"do": "confess", "about": "Dana Ruiz"}), malformed.clone()),
        (json!({"do": "ask", "topics": ["what Dana Ruiz said"]}), malformed.clone()),
        (json!({"do": "view"}), not_open.clone()),
        (json!({"do": "erase"}), not_open),
        (json!({"do": "open"}), Value::Null),
        (json!({"do": "open"}), json!({"error": "already_open", "advice": "retry"})),
        (json!({"do": "join", "card": "Dana Ruiz"}), json!({"error": "card.not_a_card", "advice": "renew"})),
        (json!({"do": "ask"}), json!({"error": "no_limits", "advice": "call_a_line"})),
        (json!({"do": "accept_limits"}), json!({"error": "nothing_shown", "advice": "retry"})),
        (json!({"do": "withdraw"}), json!({"error": "request.no_request", "advice": "retry"})),
        (json!({"do": "share_number", "number": "Dana Ruiz"}), malformed.clone()),
        (json!({"do": "exclude", "agency": "Tampa", "reason": "Dana Ruiz"}), malformed),
        (json!({"do": "lock"}), Value::Null),
        (json!({"do": "view"}), locked.clone()),
        (json!({"do": "my_agency", "agency": "Tampa"}), locked),
        (json!({"do": "resume"}), Value::Null),
        (json!({"do": "view"}), Value::Null),
    ];
    for (line, expected) in table {
        let answer = told(&mut phone, &line);
        if expected.is_null() {
            assert!(answer.get("ok").is_some(), "{line}: {answer}");
        } else {
            assert_eq!(answer, expected, "{line}");
        }
    }
}

#[test]
fn what_an_officer_does_alone_is_asked_and_answered_and_an_exercise_ends_with_the_lock() {
    let folder = tempfile::tempdir().unwrap();
    let mut phone = fresh(&folder);
    let choice = told(&mut phone, &json!({"do": "crisis_choice", "hint": "US"}));
    assert_eq!((&choice["ok"]["peer"], &choice["ok"]["plan"]), (&json!("not_open"), &json!("not_open")));
    told(&mut phone, &json!({"do": "open"}));
    let answered = told(&mut phone, &json!({"do": "answer_check", "id": "PHQ-9", "place": 8, "value": 1}));
    assert_eq!(answered["ok"], json!({"safety": "open", "form_changed": false, "missing": 8}));
    let result = told(&mut phone, &json!({"do": "finish_check", "id": "PHQ-9"}));
    assert_eq!((&result["ok"]["safety"], &result["ok"]["is_complete"]), (&json!("open"), &json!(false)));
    let under_way = |phone: &mut Phone| told(phone, &json!({"do": "exercise_now"}))["ok"]["cue"].clone();
    told(&mut phone, &json!({"do": "start_exercise", "id": "box-breathing", "before": 7}));
    assert_eq!(under_way(&mut phone), "in");
    told(&mut phone, &json!({"do": "pass", "seconds": 4}));
    assert_eq!(under_way(&mut phone), "hold_full");
    told(&mut phone, &json!({"do": "lock"}));
    assert_eq!(
        told(&mut phone, &json!({"do": "exercise_now"})),
        json!({"error": "nothing_under_way", "advice": "retry"})
    );
}

#[test]
fn what_was_acknowledged_is_there_after_a_start_without_an_end() {
    let folder = tempfile::tempdir().unwrap();
    let mut phone = fresh(&folder);
    told(&mut phone, &json!({"do": "open"}));
    told(&mut phone, &json!({"do": "on_call", "minutes": 60}));
    // No pause, no close: as if it had been killed.
    drop(phone);
    let mut phone = fresh(&folder);
    told(&mut phone, &json!({"do": "open"}));
    let duty = told(&mut phone, &json!({"do": "duty"}));
    assert_eq!(duty["ok"]["on_call_until"], json!(1_790_000_000 / 900 * 900 + 3_600 + 900));
    told(&mut phone, &json!({"do": "pass", "seconds": 5_000}));
    let duty = told(&mut phone, &json!({"do": "duty"}));
    assert_eq!(duty["ok"]["on_call_until"], Value::Null);
    assert_eq!(duty["ok"]["in_words"]["on_call"], "You are off call. Nothing new is shown.");
}

#[test]
fn the_systems_clock_is_not_moved() {
    let folder = tempfile::tempdir().unwrap();
    let times = Times { clock: Arc::new(SystemClock), movable: None };
    let mut phone = Phone::new(folder.path(), times).unwrap();
    let answer = told(&mut phone, &json!({"do": "pass", "seconds": 1}));
    assert_eq!(answer, json!({"error": "system_clock", "advice": "retry"}));
}

#[test]
fn lines_of_input_are_cut_where_they_end_however_they_arrive() {
    struct Drop1([&'static [u8]; 4], usize);
    impl Read for Drop1 {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let Some(part) = self.0.get(self.1) else { return Ok(0) };
            self.1 += 1;
            into[..part.len()].copy_from_slice(part);
            Ok(part.len())
        }
    }
    let mut lines = Lines::new(Drop1([b"{\"do\":", b"\"a\"}\n{\"do\":\"b\"}\n", b"\n", b"no end"], 0));
    let mut next = || lines.next().unwrap().map(|line| String::from_utf8(line.to_vec()).unwrap());
    assert_eq!(next().as_deref(), Some("{\"do\":\"a\"}"));
    assert_eq!(next().as_deref(), Some("{\"do\":\"b\"}"));
    assert_eq!(next().as_deref(), Some(""));
    assert_eq!(next(), None, "a line without its end was not finished");
}
