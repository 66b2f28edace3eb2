//! The threat model names tests as its proofs: each must be one.
#![allow(clippy::unwrap_used, reason = "test code outside of test functions")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn every_proof_that_the_threat_model_names_is_a_test() {
    let house = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let page = fs::read_to_string(house.join("docs/threat-model.md")).unwrap();
    let named: BTreeSet<&str> =
        page.split('`').skip(1).step_by(2).filter(|text| is_a_tests_name(text)).collect();
    assert!(named.len() >= 50, "{} names", named.len());
    let mut tests = BTreeSet::new();
    for folder in ["protocol", "core", "relay", "coordinator", "memory", "bindings", "tests"] {
        collect(&house.join(folder), &mut tests);
    }
    let missing: Vec<_> = named.iter().filter(|name| !tests.contains(**name)).collect();
    assert!(missing.is_empty(), "not tests: {missing:?}");
}

fn is_a_tests_name(text: &str) -> bool {
    text.matches('_').count() >= 2
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// The names of all functions right under a test's attribute.
fn collect(folder: &Path, tests: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() && entry.file_name() != "target" {
            collect(&path, tests);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let mut of_a_test = false;
            for line in text.lines().map(str::trim) {
                let declared = line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ");
                match declared.and_then(|rest| rest.split('(').next()) {
                    Some(name) if of_a_test => {
                        tests.insert(name.to_owned());
                        of_a_test = false;
                    }
                    Some(_) => of_a_test = false,
                    None => of_a_test |= line.starts_with("#[test]") || line.starts_with("#[tokio::test"),
                }
            }
        }
    }
}
