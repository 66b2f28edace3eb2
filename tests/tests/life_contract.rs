//! The life of a request as `contract/life.json` has it: virtual time, the officer's phone, a peer's phone.

use serde_json::Value;

#[test]
fn every_case_of_the_life_contract_holds() {
    let content: Value = serde_json::from_str(include_str!("../contract/life.json")).unwrap();
    assert_eq!(content["kind"], "life");
    let wrong = peerline_tests::contract::differences(&content);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_request_of_the_life_contract_ends_in_silence() {
    let content: Value = serde_json::from_str(include_str!("../contract/life.json")).unwrap();
    let officers = content["cases"].as_array().unwrap().iter().filter(|case| case["side"] == "officer");
    for case in officers {
        let (steps, expected) = (&case["steps"], &case["expect"]["steps"]);
        let ladder: u64 = case["ladder_s"].as_array().unwrap().iter().filter_map(Value::as_u64).sum();
        let (last, end) =
            (steps.as_array().unwrap().last().unwrap(), expected.as_array().unwrap().last().unwrap());
        let helped = end["state"]["answered"].is_object()
            || ["withdrawn", "completed"].iter().any(|end_word| end["state"]["ended"] == *end_word);
        let over = end["state"]["ended"].is_string() || last["at_s"].as_u64().unwrap() >= ladder;
        // Whoever is neither answered nor took it back has the lines in front of them once it is over.
        assert!(helped || !over || end["front"] == "lines", "{}", case["id"]);
    }
}
