//! Results over time as `contract/trend.json` has them: every language that Peerline is called from must agree on them.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on says so by panicking")]

use serde_json::Value;

#[test]
fn every_case_of_the_trend_contract_holds() {
    let contract: Value = serde_json::from_str(include_str!("../contract/trend.json")).unwrap();
    assert_eq!(contract["kind"], "trend");
    let wrong = peerline_tests::contract::differences(&contract);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
