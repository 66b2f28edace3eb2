//! The directory as `contract/directory.json` has it: every language that Peerline is called from must agree on it.

use serde_json::{Value, json};

#[test]
fn every_case_of_the_directory_contract_holds() {
    let contract: Value = serde_json::from_str(include_str!("../contract/directory.json")).unwrap();
    assert_eq!(contract["kind"], "directory");
    let wrong = peerline_tests::contract::differences(&contract);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_count_is_the_total_in_every_case_of_the_directory_contract() {
    let contract: Value = serde_json::from_str(include_str!("../contract/directory.json")).unwrap();
    for case in contract["cases"].as_array().unwrap() {
        let got = peerline_vectors::run("directory", &peerline_vectors::complete(&contract, case)).unwrap();
        assert_eq!(got["count"], got["total"], "{}", case["id"]);
        assert_ne!(got["count"], json!(null), "{}", case["id"]);
    }
}
