//! Files of crisis and support lines: what everybody who signs or carries them needs to know of an entry.
//!
//! How a line is shown, sorted and dialled is the phone's business. Here an entry is its JSON object, with the few facts that decide
//! whether it may be in a signed file at all.

use super::words::{ContentError, Region, read_json, write_json};
use crate::lists::CheckedHow;
use crate::order;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Every field of the file itself, for the builder, which refuses others.
pub const FIELDS: &[&str] = &[
    "schema",
    "generated",
    "warning",
    "confidence_scale",
    "closed_lists",
    "known_wrong_values_seen",
    "dialling_note",
    "entries",
];
/// Every field of an entry.
pub const ENTRY_FIELDS: &[&str] = &[
    "id",
    "name",
    "organisation",
    "country",
    "region",
    "kind",
    "audience",
    "channels",
    "hours",
    "languages",
    "cost",
    "who_answers",
    "police_may_be_sent",
    "police_basis",
    "anonymous",
    "number_seen",
    "records",
    "topics",
    "confidentiality",
    "editor_notes",
    "checked",
    "confidence",
    "publish",
    "publish_reason",
];
/// The schema of the entries.
pub const SCHEMA: &str = "officer-crisis-resources/0.2";

/// A file of lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Lines {
    /// In the file's order, each with an id of its own.
    pub entries: Vec<LineEntry>,
}

/// One line, with the facts that decide whether it may be in a signed file.
#[derive(Debug, Clone, PartialEq)]
pub struct LineEntry {
    /// Never changes and is never used again.
    pub id: String,
    /// Where it is for: the part of the country, or the country.
    pub region: Region,
    /// Whether it is an emergency number.
    pub is_emergency: bool,
    /// How its facts were checked.
    pub checked: CheckedHow,
    /// Whether it may be shown.
    pub publish: bool,
    /// The zone that its hours are in, if it has hours.
    pub zone: Option<String>,
    /// The whole entry as it was written.
    pub json: Value,
}

impl Lines {
    /// Reads `lines.json` or `crisis.json`. Unknown fields are kept.
    ///
    /// # Errors
    /// The line and the reason.
    pub fn parse(bytes: &[u8]) -> Result<Self, ContentError> {
        let file: FileWire = read_json(bytes)?;
        if file.schema != SCHEMA {
            return Err(ContentError::whole("schema: another one than this version reads"));
        }
        let entries = file.entries.into_iter().map(entry).collect::<Result<Vec<_>, _>>()?;
        if order::distinct(entries.iter().map(|entry| &entry.id)) < entries.len() {
            return Err(ContentError::whole("two lines have the same id"));
        }
        Ok(Self { entries })
    }

    /// The file with its entries only, without spaces. What is for editors stays at home.
    pub fn to_json(&self) -> Vec<u8> {
        write_json(&FileWire {
            schema: SCHEMA.to_owned(),
            entries: self.entries.iter().map(|entry| entry.json.clone()).collect(),
        })
    }
}

impl LineEntry {
    /// Why it may not be in a signed file, if it may not. A line that is not published may wait there for its source.
    pub fn fault(&self) -> Option<&'static str> {
        match self.checked {
            CheckedHow::Nothing => Some("checked.how is none: nobody has seen a source for it"),
            CheckedHow::GeneralKnowledge if self.publish && !self.is_emergency => {
                Some("checked.how is general_knowledge: that is enough for emergency numbers only")
            }
            _ => None,
        }
    }
}

fn entry(json: Value) -> Result<LineEntry, ContentError> {
    let wire: EntryWire = EntryWire::deserialize(&json)
        .map_err(|_| ContentError::whole("an entry lacks a field, or one is not of the right kind"))?;
    let region = match &wire.region {
        Some(region) if region.country() != wire.country.as_str() => {
            return Err(ContentError::whole("an entry's region is not in its country"));
        }
        Some(region) => region.clone(),
        None => wire.country,
    };
    if wire.id.is_empty() {
        return Err(ContentError::whole("an entry has no id"));
    }
    let zone = wire.hours.and_then(|hours| hours.tz);
    Ok(LineEntry {
        id: wire.id,
        region,
        is_emergency: wire.kind == "emergency",
        checked: wire.checked.how,
        publish: wire.publish,
        zone,
        json,
    })
}

#[derive(Serialize, Deserialize)]
struct FileWire {
    schema: String,
    entries: Vec<Value>,
}

#[derive(Deserialize)]
struct EntryWire {
    id: String,
    country: Region,
    region: Option<Region>,
    kind: String,
    checked: CheckedWire,
    publish: bool,
    hours: Option<HoursWire>,
}

#[derive(Deserialize)]
struct CheckedWire {
    how: CheckedHow,
}

#[derive(Deserialize)]
struct HoursWire {
    tz: Option<String>,
}
