//! Unknown fields: a phone ignores them, the builder refuses them, because a mistyped field is a rule that nobody follows.

use crate::error::Fault;
use peerline_protocol::pack::{limits, lines, policy};
use serde_json::Value;
use std::path::Path;

/// The fields that an object may have, and what stands below some of them.
pub(crate) struct Shape {
    fields: &'static [&'static str],
    below: &'static [(&'static str, &'static Shape)],
}

const TEXT: Shape = Shape { fields: &["en", "es"], below: &[] };
const RELAY: Shape = Shape { fields: &["id", "url", "ca"], below: &[] };
const TOKENS: Shape = Shape { fields: &["live", "keys"], below: &[] };
const LIMIT: Shape = Shape { fields: limits::ITEM_FIELDS, below: &[("text", &TEXT)] };
const ITEM: Shape = Shape {
    fields: &[
        "number",
        "label",
        "short_code",
        "e164",
        "display",
        "uri",
        "national_dial",
        "uri_national",
        "uri_rfc3966",
        "libphonenumber_valid",
        "lang",
        "post_dial",
        "keyword",
        "instruction",
    ],
    below: &[("instruction", &TEXT), ("post_dial", &POST_DIAL)],
};
const POST_DIAL: Shape = Shape { fields: &["digits", "says"], below: &[("says", &TEXT)] };
const CHANNELS: Shape = Shape {
    fields: &["voice", "sms", "tty", "chat", "web", "email"],
    below: &[("voice", &ITEM), ("sms", &ITEM), ("tty", &ITEM)],
};
const HOURS: Shape = Shape { fields: &["osm", "tz"], below: &[] };
const CHECKED: Shape = Shape { fields: &["how", "by", "on", "source", "source_age_known"], below: &[] };
const ENTRY: Shape = Shape {
    fields: lines::ENTRY_FIELDS,
    below: &[
        ("channels", &CHANNELS),
        ("hours", &HOURS),
        ("cost", &TEXT),
        ("who_answers", &TEXT),
        ("confidentiality", &TEXT),
        ("checked", &CHECKED),
    ],
};

/// `policy.json`.
pub(crate) const POLICY: Shape =
    Shape { fields: policy::FIELDS, below: &[("relays", &RELAY), ("tokens", &TOKENS)] };
/// `limits.json`; the names of agencies are data, so what stands below them is looked at by [`unknown`] itself.
pub(crate) const LIMITS: Shape =
    Shape { fields: limits::FIELDS, below: &[("common", &LIMIT), ("agencies", &AGENCIES)] };
/// `lines.json` and `crisis.json`.
pub(crate) const LINES: Shape = Shape { fields: lines::FIELDS, below: &[("entries", &ENTRY)] };

/// An object whose own fields are names; an empty list of fields allows every one.
const AGENCIES: Shape = Shape { fields: &[], below: &[("", &LIMIT)] };

/// Every unknown field of a JSON file, each with the first line on which it stands. Text that is not JSON has none.
pub(crate) fn unknown(file: &Path, bytes: &[u8], shape: &Shape) -> Vec<Fault> {
    let mut names = Vec::new();
    if let Ok(value) = serde_json::from_slice(bytes) {
        collect(&value, shape, &mut names);
    }
    names.sort_unstable();
    names.dedup();
    names
        .iter()
        .map(|name| Fault::new(file, line_of(bytes, name), format!("unknown field {name:?}")))
        .collect()
}

fn collect(value: &Value, shape: &Shape, names: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, shape, names)),
        Value::Object(fields) => {
            for (name, value) in fields {
                if !shape.fields.is_empty() && !shape.fields.contains(&name.as_str()) {
                    names.push(name.clone());
                }
                let below = shape.below.iter().find(|(field, _)| field.is_empty() || field == name);
                if let Some((_, below)) = below {
                    collect(value, below, names);
                }
            }
        }
        _ => {}
    }
}

/// The first line that holds the name as a key.
fn line_of(bytes: &[u8], name: &str) -> usize {
    let key = serde_json::to_string(name).unwrap_or_default();
    String::from_utf8_lossy(bytes)
        .lines()
        .position(|line| {
            line.find(&key).is_some_and(|at| line[at + key.len()..].trim_start().starts_with(':'))
        })
        .map_or(0, |line| line + 1)
}
