//! The directory as `contract/directory.json` has it: every language that Peerline is called from must agree on it.
#![allow(clippy::unwrap_used, reason = "test code outside of test functions")]

use peerline_core::directory::{
    AgencyFilter, Conflict, Directory, Now, OnCall, PageRequest, Query, Rotation,
};
use peerline_core::ids::{Minute, PeerId};
use peerline_protocol::lists::{Modality, Role, Topic};
use peerline_protocol::pack::directory::Gender;
use peerline_protocol::pack::{DirectoryRow, Language, Region};
use serde_json::{Value, json};

#[test]
fn every_case_of_the_directory_contract_holds() {
    let contract: Value = serde_json::from_str(include_str!("../contract/directory.json")).unwrap();
    assert_eq!((&contract["format"], &contract["kind"]), (&json!("peerline-vectors/1"), &json!("directory")));
    let cases = contract["cases"].as_array().unwrap();
    assert!(!cases.is_empty());
    let wrong: Vec<String> = cases
        .iter()
        .flat_map(|case| {
            differences(case, &contract)
                .into_iter()
                .map(move |difference| format!("{}: {difference}", case["id"]))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn differences(case: &Value, contract: &Value) -> Vec<String> {
    let rows = contract["rows"].as_array().unwrap().iter();
    let rows = rows.map(|row| DirectoryRow::parse(row.to_string().as_bytes()).unwrap()).collect();
    let conflicts: Vec<_> = case["conflicts"].as_array().into_iter().flatten().map(conflict).collect();
    let directory = Directory::new(rows, minute(&contract["signed"]), &conflicts);
    let on_call = case["on_call"].as_object().into_iter().flatten();
    let on_call = OnCall::new(on_call.map(|(peer, until)| (peer.parse().unwrap(), minute(until))));
    let now = Now {
        at: case["now"].as_str().unwrap().parse().unwrap(),
        on_call: &on_call,
        rotation: Rotation::numbered(case["rotation"].as_u64().unwrap()),
    };
    let query = query(&case["query"]);
    let page = directory.search(&query, page(&case["page"]), &now);
    let ids = |peers: Vec<PeerId>| peers.iter().map(PeerId::to_string).collect::<Vec<_>>();
    let order = ids(page.rows.iter().map(|row| row.id).collect());
    let mut sorted = order.clone();
    sorted.sort_unstable();
    let mut askable = ids(directory.askable(&query, &now).iter().map(|askable| askable.peer).collect());
    askable.sort_unstable();
    let mut wrong = Vec::new();
    for (what, found) in [
        ("order", json!(order)),
        ("ids", json!(sorted)),
        ("total", json!(page.total)),
        ("askable", json!(askable)),
    ] {
        if !case["expect"][what].is_null() && case["expect"][what] != found {
            wrong.push(format!("{what} is {found}"));
        }
    }
    if directory.count(&query, &now) != page.total {
        wrong.push("the count is not the total".to_owned());
    }
    wrong
}

fn query(value: &Value) -> Query {
    let word = |field: &str| value[field].as_str();
    let agency = |field: &str| value["agency"][field].as_str().map(str::to_owned);
    Query {
        text: word("text").unwrap_or_default().to_owned().into(),
        topic: word("topic").map(|word| Topic::of_word(word).unwrap()),
        agency: match (agency("only"), agency("outside")) {
            (Some(agency), _) => AgencyFilter::Only(agency),
            (None, Some(agency)) => AgencyFilter::Outside(agency),
            (None, None) => AgencyFilter::Any,
        },
        region: word("region").map(|region| Region::parse(region).unwrap()),
        role: word("role").map(|word| Role::of_word(word).unwrap()),
        experience: word("experience").map(|word| Topic::of_word(word).unwrap()),
        language: word("language").map(|tag| Language::parse(tag).unwrap()),
        modality: word("modality").map(|word| Modality::of_word(word).unwrap()),
        gender: word("gender").map(|word| Gender::of_word(word).unwrap()),
        veteran: value["veteran"].as_bool().unwrap_or_default(),
    }
}

fn conflict(value: &Value) -> Conflict {
    let agency = || value["agency"].as_str().unwrap().to_owned();
    match (value["peer"].as_str(), value["role"].as_str()) {
        (Some(peer), _) => Conflict::Peer(peer.parse().unwrap()),
        (None, Some(role)) => Conflict::RoleInAgency(Role::of_word(role).unwrap(), agency()),
        (None, None) => Conflict::Agency(agency()),
    }
}

fn page(value: &Value) -> PageRequest {
    let number = |field: &str| value[field].as_u64().and_then(|number| u32::try_from(number).ok());
    number("start")
        .zip(number("size"))
        .map_or(PageRequest::first(), |(start, size)| PageRequest::new(start, size))
}

fn minute(value: &Value) -> Minute {
    Minute::of_unix(value.as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap().timestamp())
}
