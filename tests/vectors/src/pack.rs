//! Kind `pack`: one look at a manifest, accepted or refused.

use crate::case::Case;
use peerline_core::pack::{Wanted, judge};
use peerline_protocol::pack::{Region, Scope, Seen, iso};
use serde_json::{Value, json};

/// What comes out of a case, by the fields of `expect`.
pub(crate) fn got(value: &Value) -> Result<Value, String> {
    let case = Case(value);
    let roots: Option<Vec<Vec<u8>>> =
        case.list("roots")?.iter().map(|root| root.as_str().map(|text| text.as_bytes().to_vec())).collect();
    let wanted = Wanted {
        scope: if value["pool"].is_null() { Scope::Publisher } else { Scope::Pool(case.parsed("pool")?) },
        region: Region::parse(case.text("region")?).ok_or("`region` is none")?,
    };
    let seen = if value["seen"].is_null() { None } else { Some(seen(case.part("seen")?)?) };
    let file = value["file"].as_str().map(str::as_bytes);
    let now = iso::parse_minute(case.text("now")?).ok_or("`now` is no moment")?;
    let (root, envelope) = (case.text("root")?.as_bytes(), case.text("envelope")?.as_bytes());
    let roots = roots.ok_or("`roots` is a list of texts")?;
    Ok(match judge(root, &roots, envelope, file, &wanted, seen, now) {
        Ok(version) => json!({ "accepted": version }),
        Err(refusal) => json!({ "refused": refusal.name() }),
    })
}

fn seen(case: Case<'_>) -> Result<Seen, String> {
    Ok(Seen {
        root_version: case.number("root_version")?,
        version: case.number("version")?,
        sha256: case.fixed("sha256")?,
    })
}
