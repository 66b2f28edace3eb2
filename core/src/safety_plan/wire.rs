//! The plan as JSON, inside the copy that can be read while the phone is locked and inside an export. Numbers of items are left out:
//! they are this phone's.

use super::PlanError;
use super::number::DialNumber;
use super::rules::{Item, Name, Note, Plan, Step};
use crate::crisis::LineId;
use crate::sensitive::Sensitive;
use peerline_protocol::json;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

const FORMAT: &str = "plan/1";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPlan {
    format: String,
    steps: Vec<WrittenStep>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenStep {
    step: String,
    items: Vec<WrittenItem>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum WrittenItem {
    Note(Zeroizing<String>),
    Contact { name: Zeroizing<String>, number: Option<Zeroizing<String>> },
    Line(String),
}

/// The plan as bytes.
pub(super) fn print(plan: &Plan) -> Sensitive<Vec<u8>> {
    let text = |text: &str| Zeroizing::new(text.to_owned());
    let item = |item: &Item| match item {
        Item::Note(note) => WrittenItem::Note(text(note.expose())),
        Item::Contact { name, number } => WrittenItem::Contact {
            name: text(name.expose()),
            number: number.as_ref().map(|number| text(number.shown())),
        },
        Item::Line(line) => WrittenItem::Line(line.to_string()),
    };
    let steps = plan.steps().map(|(step, items)| WrittenStep {
        step: step.word().to_owned(),
        items: items.iter().map(|(_, there)| item(there)).collect(),
    });
    let written = WrittenPlan { format: FORMAT.to_owned(), steps: steps.collect() };
    Sensitive::new(serde_json::to_vec(&written).unwrap_or_default())
}

/// A plan from bytes.
///
/// # Errors
/// [`PlanError::NewerVersion`] for another format of ours; [`PlanError::Damaged`] for anything that is no whole plan.
pub(super) fn parse(bytes: &[u8]) -> Result<Plan, PlanError> {
    #[derive(Deserialize)]
    struct AnyFormat {
        format: String,
    }
    let any: AnyFormat = json::from_slice(bytes).map_err(|_| PlanError::Damaged)?;
    match any.format.strip_prefix("plan/") {
        _ if any.format == FORMAT => {}
        Some(version) if version.parse::<u32>().is_ok_and(|version| version > 1) => {
            return Err(PlanError::NewerVersion);
        }
        _ => return Err(PlanError::Damaged),
    }
    let written: WrittenPlan = json::from_slice(bytes).map_err(|_| PlanError::Damaged)?;
    let mut plan = Plan::default();
    let mut seen = Vec::new();
    for (place, written_step) in written.steps.iter().enumerate() {
        let step = Step::of_word(&written_step.step).ok_or(PlanError::Damaged)?;
        if seen.contains(&step) {
            return Err(PlanError::Damaged);
        }
        seen.push(step);
        plan.move_step(step, place);
        for item in &written_step.items {
            let read = read_item(item).map_err(|_| PlanError::Damaged)?;
            plan.add(step, read).map_err(|_| PlanError::Damaged)?;
        }
    }
    if seen.len() == Step::ALL.len() { Ok(plan) } else { Err(PlanError::Damaged) }
}

fn read_item(item: &WrittenItem) -> Result<Item, PlanError> {
    Ok(match item {
        WrittenItem::Note(text) => Item::Note(Note::new(text)?),
        WrittenItem::Contact { name, number } => Item::Contact {
            name: Name::new(name)?,
            number: number.as_ref().map(|number| DialNumber::new(number)).transpose()?,
        },
        WrittenItem::Line(id) => Item::Line(line_id(id)?),
    })
}

/// The id of a line as a file says it: short and of the letters that ids have.
pub(super) fn line_id(id: &str) -> Result<LineId, PlanError> {
    let letters = id.bytes().all(|byte| byte.is_ascii_graphic());
    if letters && (1..=120).contains(&id.len()) { Ok(LineId::shown(id)) } else { Err(PlanError::NoSuchLine) }
}
