//! Kind `crisis`: the order of the list, search by need, the crisis choice, and whether a line is open.

use crate::case::Case;
use chrono::{DateTime, SecondsFormat, Utc};
use peerline_core::crisis::{self, LineRow, Lines, Need, OpenState, Origin, Place};
use peerline_core::crisis_choice::{self, PeerNow, PlanNow};
use peerline_core::words::Language;
use serde_json::{Map, Value, json};

/// What comes out of a case, by the fields of `expect`.
pub(crate) fn got(case: &Value) -> Result<Value, String> {
    let language = Language::from_tag(Case(case).text("language")?);
    let now = Case(case).parsed("now")?;
    if let Some(needs) = case["needs"].as_array() {
        let needs: Option<Vec<_>> = needs.iter().map(|word| word.as_str().and_then(Need::of_word)).collect();
        let needs = needs.ok_or("a need that there is not")?;
        let search = Lines::floor().search(&place(case), &needs, language, now);
        Ok(json!({ "order": ids(&search.rows), "found": search.found, "notes": search.notes }))
    } else if case["choice"] == true {
        let (peer, plan) = (PeerNow::NotOpen, PlanNow::NotOpen);
        let choice = crisis_choice::choice(&Lines::floor(), &place(case), peer, plan, language, now);
        Ok(json!({
            "calls": ids(&choice.calls),
            "texts": ids(&choice.texts),
            "emergency": ids(&choice.emergency),
            "peer": choice.peer.word(),
            "plan": choice.plan.word(),
            "peer_says": choice.peer_says,
            "plan_says": choice.plan_says,
            "emergency_says": choice.emergency_says,
            "notes": choice.notes,
        }))
    } else if case["hours"].is_null() {
        Ok(list(&place(case), language, now))
    } else {
        let mut entry = case["entry"].clone();
        entry["hours"] = case["hours"].clone();
        Ok(hours(&entry.to_string(), language, now))
    }
}

fn place(case: &Value) -> Place {
    Place::new(case["country"].as_str(), case["region"].as_str())
}

fn ids(rows: &[LineRow]) -> Vec<String> {
    rows.iter().map(|row| row.id.to_string()).collect()
}

fn list(place: &Place, language: Language, now: DateTime<Utc>) -> Value {
    let list = Lines::floor().list(place, language, now);
    let rows: Map<String, Value> = list.rows.iter().map(|row| (row.id.to_string(), texts(row))).collect();
    json!({
        "order": ids(&list.rows),
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
        "your_number": row.your_number,
        "kind": row.kind,
        "checked": row.checked,
        "open_now": row.open_now,
        "hours": row.hours,
        "calls": row.calls.iter().map(|way| way.uri.as_str()).collect::<Vec<_>>(),
        "press": row.calls.iter().map(|way| way.press.as_deref()).collect::<Vec<_>>(),
        "keywords": row.texts.iter().map(|way| way.keyword.as_deref()).collect::<Vec<_>>(),
    })
}
