//! Parts of a filled form that we do not understand, as the vault keeps them.

use crate::self_check::exchange::rules::Rest;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// As one JSON object; `None` if there is nothing.
pub(in crate::self_check::exchange) fn write(rest: &Rest) -> Option<String> {
    let fields: Option<Map<String, Value>> = rest
        .fields
        .iter()
        .map(|(name, value)| Some((name.clone(), serde_json::from_str(value).ok()?)))
        .collect();
    let items: Option<Vec<Value>> = rest.items.iter().map(|item| serde_json::from_str(item).ok()).collect();
    let (fields, items) = (fields?, items?);
    if fields.is_empty() && items.is_empty() {
        return None;
    }
    serde_json::to_string(&serde_json::json!({ "fields": fields, "items": items })).ok()
}

/// What the vault kept.
pub(in crate::self_check::exchange) fn read(json: &str) -> Option<Rest> {
    #[derive(serde::Deserialize)]
    struct Kept {
        fields: Map<String, Value>,
        items: Vec<Box<RawValue>>,
    }
    let kept: Kept = serde_json::from_str(json).ok()?;
    let fields = kept.fields.into_iter().map(|(name, value)| (name, value.to_string())).collect();
    Some(Rest { fields, items: kept.items.iter().map(|item| item.get().to_owned()).collect() })
}
