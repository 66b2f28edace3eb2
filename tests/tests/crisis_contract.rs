//! The crisis lines as `contract/crisis.json` has them: every language that Peerline is called from must agree on it.

use serde_json::Value;

#[test]
fn every_case_of_the_crisis_contract_holds() {
    let contract: Value = serde_json::from_str(include_str!("../contract/crisis.json")).unwrap();
    assert_eq!(contract["kind"], "crisis");
    let wrong = peerline_tests::contract::differences(&contract);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
