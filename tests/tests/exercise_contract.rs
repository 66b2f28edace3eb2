//! Coping tools as `contract/exercise.json` has them: every language that Peerline is called from must agree on them.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on says so by panicking")]

use peerline_core::coping::Exercises;
use serde_json::Value;
use std::collections::BTreeSet;

fn contract() -> Value {
    serde_json::from_str(include_str!("../contract/exercise.json")).unwrap()
}

#[test]
fn every_case_of_the_exercise_contract_holds() {
    let contract = contract();
    assert_eq!(contract["kind"], "exercise");
    let wrong = peerline_tests::contract::differences(&contract);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_exercise_has_a_case_of_the_contract() {
    let contract = contract();
    let cases = contract["cases"].as_array().unwrap();
    let named: BTreeSet<&str> = cases.iter().filter_map(|case| case["exercise"].as_str()).collect();
    for exercise in Exercises::floor().all() {
        assert!(named.contains(exercise.id.as_str()), "{}", exercise.id);
    }
}

#[test]
fn a_case_with_a_phase_that_is_a_millisecond_off_is_noticed() {
    let mut contract = contract();
    let case =
        contract["cases"].as_array_mut().unwrap().iter_mut().find(|case| case["id"] == "box-every-boundary");
    let left = case.unwrap().pointer_mut("/expect/at/3999/left_ms").unwrap();
    assert_eq!(*left, 1);
    *left = 2.into();
    assert_eq!(peerline_tests::contract::differences(&contract).len(), 1);
}
