//! Parts of a filled form that we do not understand, as the vault keeps them.

use crate::self_check::exchange::rules::{Fields, Rest, Within};
use peerline_protocol::{json, order};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

#[derive(Serialize, Deserialize)]
struct Kept {
    fields: Map<String, Value>,
    items: Vec<Box<RawValue>>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    within: BTreeMap<String, KeptWithin>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct KeptWithin {
    item: Map<String, Value>,
    answer: Map<String, Value>,
    coding: Map<String, Value>,
}

/// As one JSON object; `None` if there is nothing.
pub(in crate::self_check::exchange) fn write(rest: &Rest) -> Option<String> {
    if *rest == Rest::default() {
        return None;
    }
    let raw = |item: &String| RawValue::from_string(item.clone()).ok();
    let within = |(key, within): &(String, Within)| {
        let parts = [&within.item, &within.answer, &within.coding];
        let [item, answer, coding] = parts.map(map);
        Some((key.clone(), KeptWithin { item: item?, answer: answer?, coding: coding? }))
    };
    let kept = Kept {
        fields: map(&rest.fields)?,
        items: rest.items.iter().map(raw).collect::<Option<_>>()?,
        within: order::map(rest.within.iter().map(within).collect::<Option<Vec<_>>>()?),
    };
    serde_json::to_string(&kept).ok()
}

/// What the vault kept.
pub(in crate::self_check::exchange) fn read(json: &str) -> Option<Rest> {
    let kept: Kept = json::from_str(json).ok()?;
    let within = |(key, within): (String, KeptWithin)| {
        let [item, answer, coding] = [within.item, within.answer, within.coding].map(fields);
        (key, Within { item, answer, coding })
    };
    Some(Rest {
        fields: fields(kept.fields),
        items: kept.items.iter().map(|item| item.get().to_owned()).collect(),
        within: kept.within.into_iter().map(within).collect(),
    })
}

fn map(fields: &Fields) -> Option<Map<String, Value>> {
    fields.iter().map(|(name, value)| Some((name.clone(), json::from_str(value).ok()?))).collect()
}

fn fields(map: Map<String, Value>) -> Fields {
    map.into_iter().map(|(name, value)| (name, value.to_string())).collect()
}
