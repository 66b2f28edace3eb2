//! Kind `pack`: one look at a manifest, which is accepted with its version or refused with a name.

use crate::case::Case;
use peerline_core::pack::{Wanted, judge};
use peerline_protocol::pack::{Region, Scope, Seen, iso};
use serde_json::{Value, json};

/// What comes out of a case, by the fields of `expect`.
pub(crate) fn got(value: &Value) -> Result<Value, String> {
    let case = Case(value);
    let roots = case.list("roots")?.iter().map(|root| root.as_str().map(|text| text.as_bytes().to_vec()));
    let roots: Vec<_> = roots.collect::<Option<_>>().ok_or("`roots` is a list of texts")?;
    let scope = if value["pool"].is_null() { Scope::Publisher } else { Scope::Pool(case.parsed("pool")?) };
    let region = Region::parse(case.text("region")?).ok_or("`region` cannot be read")?;
    let file = if value["file"].is_null() { None } else { Some(case.text("file")?.as_bytes()) };
    let now = iso::parse_minute(case.text("now")?).ok_or("`now` is no minute")?;
    let (root, envelope) = (case.text("root")?.as_bytes(), case.text("envelope")?.as_bytes());
    Ok(match judge(root, &roots, envelope, file, &Wanted { scope, region }, seen(value)?, now) {
        Ok(version) => json!({ "accepted": version }),
        Err(refusal) => json!({ "refused": refusal.name() }),
    })
}

/// What was accepted before.
fn seen(value: &Value) -> Result<Option<Seen>, String> {
    if value["seen"].is_null() {
        return Ok(None);
    }
    let seen = Case(value).part("seen")?;
    Ok(Some(Seen {
        root_version: seen.number("root_version")?,
        version: seen.number("version")?,
        sha256: seen.fixed("sha256")?,
    }))
}
