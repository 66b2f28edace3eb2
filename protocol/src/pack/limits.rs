//! What a peer must disclose, per jurisdiction and agency: data, never text in code.
//!
//! The common part has an id and a version; these two, and nothing of an agency's part, ever leave a phone.

use super::words::{ContentError, Region, Text, read_json, write_json};
use crate::order;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Every field of `limits.json`, for the builder, which refuses others.
pub const FIELDS: &[&str] = &["id", "version", "jurisdiction", "common", "agencies"];
/// Every field of one limit.
pub const ITEM_FIELDS: &[&str] = &["id", "layer", "text", "source"];

/// The limits of a pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Where they hold.
    pub jurisdiction: Region,
    /// What holds for everybody in the pool.
    pub common: CommonLimits,
    /// What an agency adds, by its name as in the directory. Accepted on the phone and never sent.
    pub agencies: BTreeMap<String, Vec<Limit>>,
}

/// What holds for everybody in the pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommonLimits {
    /// Names the text; 1 to 32 small letters, digits and `-`.
    pub id: String,
    /// Counts from 1. A higher one must be accepted anew.
    pub version: u32,
    /// In the order in which they are shown; at least one.
    pub items: Vec<Limit>,
}

/// One thing that a peer must do, or must not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// Names it in this file.
    pub id: String,
    /// Whose rule it is.
    pub layer: Layer,
    /// As the officer reads it.
    pub text: Text,
    /// Where it is written.
    pub source: String,
}

/// Whose rule a limit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// The law's.
    Statute,
    /// The agency's own.
    Agency,
    /// The peer programme's own.
    Programme,
}

impl Limits {
    /// Reads `limits.json`. Unknown fields are ignored.
    ///
    /// # Errors
    /// The line and the reason.
    pub fn parse(bytes: &[u8]) -> Result<Self, ContentError> {
        read_json::<LimitsWire>(bytes)?.try_into()
    }

    /// The file, without spaces, in one form only.
    pub fn to_json(&self) -> Vec<u8> {
        let items = |items: &[Limit]| items.iter().map(LimitWire::from).collect();
        write_json(&LimitsWire {
            id: self.common.id.clone(),
            version: self.common.version,
            jurisdiction: self.jurisdiction.clone(),
            common: items(&self.common.items),
            agencies: self.agencies.iter().map(|(name, own)| (name.clone(), items(own))).collect(),
        })
    }

    /// What an agency adds; empty for one that adds nothing.
    pub fn of_agency(&self, agency: &str) -> &[Limit] {
        self.agencies.get(agency).map_or(&[], Vec::as_slice)
    }
}

#[derive(Serialize, Deserialize)]
struct LimitsWire {
    id: String,
    version: u32,
    jurisdiction: Region,
    common: Vec<LimitWire>,
    agencies: BTreeMap<String, Vec<LimitWire>>,
}

#[derive(Serialize, Deserialize)]
struct LimitWire {
    id: String,
    layer: Layer,
    text: Text,
    source: String,
}

impl From<&Limit> for LimitWire {
    fn from(limit: &Limit) -> Self {
        Self {
            id: limit.id.clone(),
            layer: limit.layer,
            text: limit.text.clone(),
            source: limit.source.clone(),
        }
    }
}

impl TryFrom<LimitsWire> for Limits {
    type Error = ContentError;

    fn try_from(wire: LimitsWire) -> Result<Self, ContentError> {
        let named = |id: &str| {
            (1..=32).contains(&id.len())
                && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        if !named(&wire.id) {
            return Err(ContentError::whole("id: 1 to 32 small letters, digits and -"));
        }
        if wire.version == 0 {
            return Err(ContentError::whole("version counts from 1"));
        }
        if wire.common.is_empty() {
            return Err(ContentError::whole("common: at least one limit"));
        }
        let items = |items: Vec<LimitWire>, layers: &[Layer]| {
            items.into_iter().map(|item| item.parse(layers)).collect::<Result<Vec<_>, _>>()
        };
        let agencies = wire
            .agencies
            .into_iter()
            .map(|(name, own)| Ok((name, items(own, &[Layer::Agency, Layer::Programme])?)))
            .collect::<Result<Vec<_>, ContentError>>()?;
        let common = items(wire.common, &[Layer::Statute, Layer::Programme])?;
        let limits = Self {
            jurisdiction: wire.jurisdiction,
            common: CommonLimits { id: wire.id, version: wire.version, items: common },
            agencies: order::map(agencies),
        };
        let ids =
            || limits.common.items.iter().chain(limits.agencies.values().flatten()).map(|item| &item.id);
        if order::distinct(ids()) < ids().count() {
            return Err(ContentError::whole("two limits have the same id"));
        }
        Ok(limits)
    }
}

impl LimitWire {
    fn parse(self, layers: &[Layer]) -> Result<Limit, ContentError> {
        if !layers.contains(&self.layer) {
            return Err(ContentError::whole(
                "layer: an agency's rule stands under agencies, the law's under common",
            ));
        }
        if !self.text.is_complete() {
            return Err(ContentError::whole("text: complete in English and in Spanish"));
        }
        if self.id.is_empty() || self.source.trim().is_empty() {
            return Err(ContentError::whole("a limit names itself and its source"));
        }
        Ok(Limit { id: self.id, layer: self.layer, text: self.text, source: self.source })
    }
}
