//! Kind `crisis`: the order of the list, and whether a line is open.

use crate::case::Case;
use chrono::{DateTime, SecondsFormat, Utc};
use peerline_core::crisis::{self, LineRow, Lines, OpenState, Origin, Place};
use peerline_core::words::Language;
use serde_json::{Map, Value, json};

/// What comes out of a case, by the fields of `expect`.
pub(crate) fn got(case: &Value) -> Result<Value, String> {
    let language = Language::from_tag(Case(case).text("language")?);
    let now = Case(case).parsed("now")?;
    if case["hours"].is_null() {
        let place = Place::new(case["country"].as_str(), case["region"].as_str());
        Ok(list(&place, language, now))
    } else {
        let mut entry = case["entry"].clone();
        entry["hours"] = case["hours"].clone();
        Ok(hours(&entry.to_string(), language, now))
    }
}

fn list(place: &Place, language: Language, now: DateTime<Utc>) -> Value {
    let list = Lines::floor().list(place, language, now);
    let rows: Map<String, Value> = list.rows.iter().map(|row| (row.id.to_string(), texts(row))).collect();
    json!({
        "order": list.rows.iter().map(|row| row.id.to_string()).collect::<Vec<_>>(),
        "groups": list.rows.iter().map(|row| row.group.word()).collect::<Vec<_>>(),
        "note": list.note,
        "rows": rows,
    })
}

fn hours(entry: &str, language: Language, now: DateTime<Utc>) -> Value {
    let added: Vec<_> = crisis::read_entry(entry, Origin::Pool).into_iter().collect();
    let list = Lines::floor().with(added).list(&Place::new(Some("US"), None), language, now);
    let Some(row) = list.rows.iter().find(|row| row.added_by.is_some()) else {
        return json!("the entry was refused");
    };
    let moment = |at: Option<DateTime<Utc>>| at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true));
    let mut got = texts(row);
    match row.open {
        OpenState::Open { closes, unless_holiday } => {
            got["state"] = json!("open");
            got["closes"] = json!(moment(closes));
            got["unless_holiday"] = json!(unless_holiday);
        }
        OpenState::Closed { opens } => {
            got["state"] = json!("closed");
            got["opens"] = json!(moment(opens));
        }
        OpenState::NotKnown => got["state"] = json!("not_known"),
    }
    got
}

fn texts(row: &LineRow) -> Value {
    json!({
        "police": row.police,
        "who_answers": row.who_answers,
        "cost": row.cost,
        "kind": row.kind,
        "checked": row.checked,
        "open_now": row.open_now,
        "hours": row.hours,
        "calls": row.calls.iter().map(|way| way.uri.as_str()).collect::<Vec<_>>(),
        "press": row.calls.iter().map(|way| way.press.as_deref()).collect::<Vec<_>>(),
        "keywords": row.texts.iter().map(|way| way.keyword.as_deref()).collect::<Vec<_>>(),
    })
}
