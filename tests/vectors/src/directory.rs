//! Kind `directory`: who is found, in which order, and how many.

use crate::case::{Case, word};
use chrono::{DateTime, Utc};
use peerline_core::directory::{
    AgencyFilter, Conflict, Directory, Now, OnCall, PageRequest, Query, Rotation,
};
use peerline_core::ids::{Minute, PeerId};
use peerline_protocol::lists::{Modality, Role, Topic};
use peerline_protocol::pack::directory::Gender;
use peerline_protocol::pack::{DirectoryRow, Language, Region};
use serde_json::{Value, json};

/// What comes out of a case, by the fields of `expect`.
pub(crate) fn got(value: &Value) -> Result<Value, String> {
    let case = Case(value);
    let rows = case.list("rows")?.iter();
    let rows =
        rows.map(|row| DirectoryRow::parse(row.to_string().as_bytes()).map_err(|_| "a row is refused"));
    let conflicts = value["conflicts"].as_array().into_iter().flatten().map(conflict);
    let conflicts: Vec<_> = conflicts.collect::<Result<_, _>>()?;
    let directory = Directory::new(rows.collect::<Result<_, _>>()?, minute(&value["signed"])?, &conflicts);
    let on_call =
        value["on_call"].as_object().into_iter().flatten().map(|(peer, until)| {
            Ok((peer.parse().map_err(|_| format!("{peer} is not an id"))?, minute(until)?))
        });
    let on_call = OnCall::new(on_call.collect::<Result<Vec<_>, String>>()?);
    let now = Now {
        at: case.parsed("now")?,
        on_call: &on_call,
        rotation: Rotation::numbered(case.number("rotation")?),
    };
    let query = query(&value["query"])?;
    let page = directory.search(&query, page(&value["page"]), &now);
    let order: Vec<String> = page.rows.iter().map(|row| row.id.to_string()).collect();
    let askable = directory.askable(&query, &now);
    Ok(json!({
        "ids": sorted(order.iter().cloned()),
        "order": order,
        "total": page.total,
        "count": directory.count(&query, &now),
        "askable": sorted(askable.iter().map(|askable| askable.peer.to_string())),
    }))
}

fn query(value: &Value) -> Result<Query, String> {
    let text = |field: &str| value[field].as_str();
    let agency = |field: &str| value["agency"][field].as_str().map(str::to_owned);
    Ok(Query {
        text: text("text").unwrap_or_default().to_owned().into(),
        topic: listed(&value["topic"], Topic::of_word)?,
        agency: match (agency("only"), agency("outside")) {
            (Some(agency), _) => AgencyFilter::Only(agency),
            (None, Some(agency)) => AgencyFilter::Outside(agency),
            (None, None) => AgencyFilter::Any,
        },
        region: listed(&value["region"], Region::parse)?,
        role: listed(&value["role"], Role::of_word)?,
        experience: listed(&value["experience"], Topic::of_word)?,
        language: listed(&value["language"], Language::parse)?,
        modality: listed(&value["modality"], Modality::of_word)?,
        gender: listed(&value["gender"], Gender::of_word)?,
        veteran: value["veteran"].as_bool().unwrap_or_default(),
    })
}

fn listed<T>(value: &Value, of_word: fn(&str) -> Option<T>) -> Result<Option<T>, String> {
    if value.is_null() { Ok(None) } else { word(value, of_word).map(Some) }
}

fn conflict(value: &Value) -> Result<Conflict, String> {
    let agency = || Case(value).text("agency").map(str::to_owned);
    if value["peer"].is_string() {
        return Case(value).parsed::<PeerId>("peer").map(Conflict::Peer);
    }
    Ok(match listed(&value["role"], Role::of_word)? {
        Some(role) => Conflict::RoleInAgency(role, agency()?),
        None => Conflict::Agency(agency()?),
    })
}

fn page(value: &Value) -> PageRequest {
    let number = |field: &str| value[field].as_u64().and_then(|number| u32::try_from(number).ok());
    number("start")
        .zip(number("size"))
        .map_or(PageRequest::first(), |(start, size)| PageRequest::new(start, size))
}

fn minute(value: &Value) -> Result<Minute, String> {
    let moment = value.as_str().and_then(|text| text.parse::<DateTime<Utc>>().ok());
    moment.map(|moment| Minute::of_unix(moment.timestamp())).ok_or_else(|| format!("{value} is no moment"))
}

fn sorted(ids: impl Iterator<Item = String>) -> Vec<String> {
    let mut ids: Vec<_> = ids.collect();
    ids.sort_unstable();
    ids
}
