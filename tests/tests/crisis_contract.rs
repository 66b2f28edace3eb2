//! The crisis lines as `contract/crisis.json` has them: every language that Peerline is called from must agree on it.
#![allow(clippy::unwrap_used, reason = "test code outside of test functions")]
use peerline_core::crisis::{self, LineRow, Lines, OpenState, Origin, Place};
use peerline_core::words::Language;
use serde_json::{Value, json};

#[test]
fn every_case_of_the_crisis_contract_holds() {
    let contract: Value = serde_json::from_str(include_str!("../contract/crisis.json")).unwrap();
    assert_eq!((&contract["format"], &contract["kind"]), (&json!("peerline-vectors/1"), &json!("crisis")));
    let cases = contract["cases"].as_array().unwrap();
    assert!(!cases.is_empty());
    let wrong: Vec<String> = cases
        .iter()
        .flat_map(|case| {
            let differences =
                if case["hours"].is_null() { list(case) } else { hours(case, &contract["entry"]) };
            differences.into_iter().map(move |difference| format!("{}: {difference}", case["id"]))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The differences of a case that asks whether a line is open.
fn hours(case: &Value, entry: &Value) -> Vec<String> {
    let mut entry = entry.clone();
    entry["hours"] = case["hours"].clone();
    let added = vec![crisis::read_entry(&entry.to_string(), Origin::Pool).unwrap()];
    let list = Lines::floor().with(added).list(&Place::new(Some("US"), None), language(case), now(case));
    let row = list.rows.iter().find(|row| row.added_by.is_some()).unwrap();
    let moment = |at: Option<chrono::DateTime<chrono::Utc>>| {
        at.map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
    };
    let found = match row.open {
        OpenState::Open { closes, unless_holiday } => {
            json!({ "state": "open", "closes": moment(closes), "unless_holiday": unless_holiday })
        }
        OpenState::Closed { opens } => json!({ "state": "closed", "opens": moment(opens) }),
        OpenState::NotKnown => json!({ "state": "not_known" }),
    };
    let expected = case["expect"].as_object().unwrap();
    let mut differences: Vec<_> = ["state", "closes", "opens", "unless_holiday"]
        .iter()
        .filter(|field| **field != "unless_holiday" || expected.contains_key(**field))
        .filter(|field| found[**field] != case["expect"][**field])
        .map(|field| format!("{field} is {}", found[*field]))
        .collect();
    differences.extend(texts(row, &case["expect"], &["open_now", "hours"]));
    differences
}

/// The differences of a case that asks for a list.
fn list(case: &Value) -> Vec<String> {
    let place = Place::new(case["country"].as_str(), case["region"].as_str());
    let list = Lines::floor().list(&place, language(case), now(case));
    let expected = &case["expect"];
    let mut differences = Vec::new();
    let mut compare = |what: &str, found: Value, expected: &Value| {
        if !expected.is_null() && found != *expected {
            differences.push(format!("{what} is {found}"));
        }
    };
    compare("order", list.rows.iter().map(|row| row.id.to_string()).collect(), &expected["order"]);
    compare("groups", list.rows.iter().map(|row| row.group.word()).collect(), &expected["groups"]);
    compare("note", json!(list.note), &expected["note"]);
    for (id, fields) in expected["rows"].as_object().into_iter().flatten() {
        let row = list.rows.iter().find(|row| row.id.to_string() == *id).unwrap();
        compare("calls", row.calls.iter().map(|way| way.uri.as_str()).collect(), &fields["calls"]);
        compare("press", row.calls.iter().map(|way| json!(way.press)).collect(), &fields["press"]);
        compare("keywords", row.texts.iter().map(|way| json!(way.keyword)).collect(), &fields["keywords"]);
    }
    for (id, fields) in expected["rows"].as_object().into_iter().flatten() {
        let row = list.rows.iter().find(|row| row.id.to_string() == *id).unwrap();
        differences.extend(texts(
            row,
            fields,
            &["police", "who_answers", "cost", "kind", "checked", "open_now"],
        ));
    }
    differences
}

fn texts(row: &LineRow, expected: &Value, fields: &[&str]) -> Vec<String> {
    let text = |field: &str| match field {
        "open_now" => &row.open_now,
        "hours" => &row.hours,
        "police" => &row.police,
        "who_answers" => &row.who_answers,
        "cost" => &row.cost,
        "kind" => &row.kind,
        _ => &row.checked,
    };
    let differs = |field: &&&str| expected[**field].as_str().is_some_and(|expected| expected != text(field));
    fields.iter().filter(differs).map(|field| format!("{field} is {:?}", text(field))).collect()
}

fn language(case: &Value) -> Language {
    Language::from_tag(case["language"].as_str().unwrap())
}

fn now(case: &Value) -> chrono::DateTime<chrono::Utc> {
    case["now"].as_str().unwrap().parse().unwrap()
}
