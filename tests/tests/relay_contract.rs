//! The relay against the cases that any relay must pass, as `cargo xtask vectors --relay URL` runs them.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on says so by panicking")]

use peerline_tests::process::{RelayPlace, RelayProcess, free_url};
use peerline_tests::relay_cases::{TestPool, Went, run};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

fn cases() -> Value {
    serde_json::from_str(include_str!("../contract/relay/life.json")).unwrap()
}

/// A pool in a folder, with our relay serving it.
fn stand(folder: &Path) -> (String, RelayProcess) {
    let url = free_url().unwrap();
    let pool = TestPool::make(folder, &url).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_relay_child"));
    let relay = RelayProcess::start(program, &pool, &RelayPlace::in_folder(folder)).unwrap();
    (url, relay)
}

#[tokio::test]
async fn our_relay_answers_every_case_as_the_protocol_says() {
    let folder = tempfile::tempdir().unwrap();
    let (url, _relay) = stand(folder.path());
    let content = cases();
    let went = run(&content, &url, &TestPool::in_folder(folder.path()).unwrap()).await.unwrap();
    let all = content["cases"].as_array().unwrap().len();
    assert_eq!(went, Went { passed: all, differences: vec![], left_out: 0 });
}

#[tokio::test]
async fn a_relay_that_answers_otherwise_is_found_out() {
    let folder = tempfile::tempdir().unwrap();
    let (url, _relay) = stand(folder.path());
    let pool = TestPool::in_folder(folder.path()).unwrap();
    let mut content = cases();
    // What this relay does is right; here the cases are turned wrong, one after the other.
    for case in content["cases"].as_array_mut().unwrap() {
        let last = case["steps"].as_array_mut().unwrap().last_mut().unwrap();
        last["expect"]["status"] = (last["expect"]["status"].as_u64().unwrap() + 1).into();
    }
    let went = run(&content, &url, &pool).await.unwrap();
    assert_eq!((went.passed, went.differences.len()), (0, content["cases"].as_array().unwrap().len()));
}

#[test]
fn whoever_runs_them_against_a_relay_of_their_own_is_told_how() {
    let folder = tempfile::tempdir().unwrap();
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("contract/relay");
    let url = free_url().unwrap();
    let relay_cases = || {
        Command::new(env!("CARGO_BIN_EXE_relay_cases"))
            .args([&cases, folder.path()])
            .arg(&url)
            .output()
            .unwrap()
    };
    let first = relay_cases();
    let said = String::from_utf8_lossy(&first.stderr).into_owned();
    assert!(!first.status.success() && said.contains("--packs") && said.contains("--root"), "{said}");
    // Nobody serves it yet.
    let second = relay_cases();
    assert!(String::from_utf8_lossy(&second.stderr).contains("cannot be reached"));
}
