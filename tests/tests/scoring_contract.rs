//! Self-checks as `contract/scoring.json` has them: every language that Peerline is called from must agree on them.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on says so by panicking")]

use serde_json::{Value, json};

#[test]
fn every_case_of_the_scoring_contract_holds() {
    let contract: Value = serde_json::from_str(include_str!("../contract/scoring.json")).unwrap();
    assert_eq!(contract["kind"], "scoring");
    let wrong = peerline_tests::contract::differences(&contract);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_case_says_where_it_comes_from() {
    let contract: Value = serde_json::from_str(include_str!("../contract/scoring.json")).unwrap();
    let cases = contract["cases"].as_array().unwrap();
    assert!(cases.len() >= 181);
    assert!(cases.iter().all(|case| case["source"].as_str().is_some_and(|source| !source.is_empty())));
}

#[test]
fn what_is_no_answer_is_refused_and_never_counted() {
    let run = |case: Value| peerline_vectors::run("scoring", &case);
    let error =
        |answers: Value| run(json!({ "instrument": "GAD-2", "answers": answers })).unwrap()["error"].clone();
    for (answers, expected) in [
        (json!(["1", 2]), "malformed"),
        (json!([true, 2]), "malformed"),
        (json!([[1], 2]), "malformed"),
        (json!([1.5, 2]), "out_of_range"),
        (json!([1e300, 2]), "out_of_range"),
        (json!([u64::MAX, 2]), "out_of_range"),
        (json!([256, 2]), "out_of_range"),
        (json!([null, 9]), "out_of_range"),
        (json!([]), "wrong_length"),
        (json!([1, 2, null]), "wrong_length"),
        (json!([null, 2]), "incomplete"),
    ] {
        assert_eq!(error(answers.clone()), expected, "{answers}");
    }
    assert!(run(json!({ "instrument": "GAD-2" })).is_err());
    assert!(run(json!({ "instrument": "GAD-2", "answers": "1, 2" })).is_err());
    assert!(run(json!({ "instrument": "MOON", "answers": [] })).is_err());
    assert!(run(json!({ "instrument": "GAD-2", "answers": [1, 2], "pack": [] })).is_err());
    assert_eq!(
        run(json!({ "instrument": "PC-PTSD-5", "answers": [], "options": { "exposure": "no" } })).unwrap()["error"],
        "malformed"
    );
}
