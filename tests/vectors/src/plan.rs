//! Kind `plan`: a safety plan step by step, a sealed file of one, numbers to dial, and when reminders are due.

use crate::case::{Case, word};
use chrono::{DateTime, SecondsFormat, Utc};
use peerline_core::crisis::{LineId, Lines, Place};
use peerline_core::follow_up::{FollowUpError, Length, Zone, schedule};
use peerline_core::safety_plan::{
    self, Asked, DialNumber, Import, Item, ItemId, Name, Note, Plan, PlanError, Step, StepView,
};
use peerline_core::sensitive::Sensitive;
use peerline_core::words::Language;
use serde_json::{Map, Value, json};

/// What comes out of a case, by the fields of `expect`.
pub(crate) fn got(case: &Value) -> Result<Value, String> {
    let read = Case(case);
    if case["lengths"].is_array() {
        return due(read);
    }
    if case["number"].is_string() {
        return Ok(match DialNumber::new(read.text("number")?) {
            Ok(number) => json!({ "uri": number.uri(), "shown": number.shown() }),
            Err(error) => json!({ "refused": plan_word(error) }),
        });
    }
    if case["file"].is_string() {
        return file(read);
    }
    let mut plan = Plan::default();
    let refused = change(&mut plan, read.list("do")?)?;
    let mut got = shown(&plan, read)?;
    got["refused"] = json!(refused);
    Ok(got)
}

/// Carries the changes out in order and gives the reason of each that was refused, `null` for the others.
fn change(plan: &mut Plan, changes: &[Value]) -> Result<Vec<Option<&'static str>>, String> {
    let mut ids = Vec::new();
    let mut refused = Vec::new();
    for change in changes {
        let done = match change.as_object().and_then(|change| change.iter().next()) {
            Some((name, value)) => one(plan, &mut ids, name, Case(value))?,
            None => return Err("a change has no name".to_owned()),
        };
        refused.push(done.err().map(plan_word));
    }
    Ok(refused)
}

fn one(
    plan: &mut Plan,
    ids: &mut Vec<ItemId>,
    name: &str,
    with: Case<'_>,
) -> Result<Result<(), PlanError>, String> {
    let step = || word(&with.0["step"], Step::of_word);
    let place = || with.number::<u32>("to").map(|to| to as usize);
    let item_id = |ids: &[ItemId]| {
        let number: u32 = with.number("item")?;
        Ok::<_, String>(ids.get(number as usize).copied().unwrap_or(ItemId(u32::MAX)))
    };
    Ok(match name {
        "add" => {
            let step = step()?;
            item(with)?.and_then(|item| plan.add(step, item)).map(|id| ids.push(id))
        }
        "change" => {
            let id = item_id(ids)?;
            item(with)?.and_then(|item| plan.change(id, item))
        }
        "move" => plan.move_item(item_id(ids)?, place()?),
        "remove" => plan.remove(item_id(ids)?),
        "move_step" => {
            plan.move_step(step()?, place()?);
            Ok(())
        }
        "import" => {
            let how = match with.text("how")? {
                "merge" => Import::Merge,
                "replace" => Import::Replace,
                other => return Err(format!("unknown way {other}")),
            };
            let mut other = Plan::default();
            change(&mut other, with.list("do")?)?;
            plan.with(&other, how).map(|together| *plan = together)
        }
        other => return Err(format!("unknown change {other}")),
    })
}

fn item(with: Case<'_>) -> Result<Result<Item, PlanError>, String> {
    // A long text is written as a letter and how often.
    let text = |field: &str| match with.0["times"].as_u64() {
        Some(times) => Ok(with.text(field)?.repeat(usize::try_from(times).unwrap_or(0))),
        None => with.text(field).map(str::to_owned),
    };
    if with.0["note"].is_string() {
        return Ok(Note::new(&text("note")?).map(Item::Note));
    }
    if with.0["line"].is_string() {
        return Ok(Ok(Item::Line(LineId::shown(with.text("line")?))));
    }
    let number = with.0["number"].as_str().map(DialNumber::new).transpose();
    let name = Name::new(&text("name")?);
    Ok(name.and_then(|name| Ok(Item::Contact { name, number: number? })))
}

fn shown(plan: &Plan, case: Case<'_>) -> Result<Value, String> {
    let lines = Lines::floor();
    let asked = Asked {
        lines: &lines,
        place: Place::new(Some("US"), None),
        language: Language::from_tag(case.text("language")?),
        now: case.parsed("now")?,
        zone: &Zone::UTC,
    };
    let steps = safety_plan::steps(plan, &asked);
    let by_step = |list: fn(&StepView) -> Vec<String>| {
        let filled = steps.iter().filter(|view| !view.items.is_empty());
        filled.map(|view| (view.step.word().to_owned(), json!(list(view)))).collect::<Map<_, _>>()
    };
    let paper = safety_plan::print(plan, &asked);
    Ok(json!({
        "order": steps.iter().map(|view| view.step.word()).collect::<Vec<_>>(),
        "titles": steps.iter().map(|view| view.title.as_str()).collect::<Vec<_>>(),
        "items": by_step(|view| view.items.iter().map(|item| item.text.expose().clone()).collect()),
        "dial": by_step(|view| {
            view.items.iter().flat_map(|item| &item.dial).map(|dial| dial.uri.expose().clone()).collect()
        }),
        "text": paper.text.expose(),
    }))
}

/// Opens the file with the passphrase, and again as each of `altered` says.
fn file(case: Case<'_>) -> Result<Value, String> {
    let (file, passphrase) = (case.bytes("file")?, Sensitive::new(case.text("passphrase")?.to_owned()));
    let mut got = match safety_plan::look_into(&file, &passphrase) {
        Ok(plan) => shown(&plan, case)?,
        Err(error) => json!({ "refused": plan_word(error) }),
    };
    let mut altered = Vec::new();
    for alter in case.list("altered")? {
        let alter = Case(alter);
        let mut changed = file.clone();
        if alter.0["at"].is_u64() {
            let (at, bytes) = (alter.number::<u32>("at")? as usize, alter.bytes("bytes")?);
            changed.get_mut(at..at + bytes.len()).ok_or("`at` is behind the end")?.copy_from_slice(&bytes);
        }
        if alter.0["length"].is_u64() {
            changed.truncate(alter.number::<u32>("length")? as usize);
        }
        if alter.0["checksum"] == true && changed.len() > 32 {
            let body = changed.len() - 32;
            let sum = peerline_protocol::pack::sha256(&changed[..body]);
            changed[body..].copy_from_slice(&sum);
        }
        let passphrase = alter.0["passphrase"].as_str().unwrap_or(passphrase.expose());
        let opened = safety_plan::look_into(&changed, &Sensitive::new(passphrase.to_owned()));
        altered.push(opened.map_or_else(plan_word, |_| "opens"));
    }
    got["altered"] = json!(altered);
    Ok(got)
}

fn due(case: Case<'_>) -> Result<Value, String> {
    let mut changes = Vec::new();
    for change in case.0["changes"].as_array().into_iter().flatten() {
        changes.push((Case(change).parsed("at")?, signed(Case(change), "offset_s")?));
    }
    let Some(zone) = Zone::new(signed(case, "offset_s")?, changes) else {
        return Ok(json!({ "refused": "zone" }));
    };
    let words = case.list("lengths")?.iter().map(|length| length.as_str().and_then(Length::of_word));
    let Some(lengths) = words.collect::<Option<Vec<_>>>() else {
        return Ok(json!({ "refused": "length" }));
    };
    let begun: DateTime<Utc> = case.parsed("begun")?;
    let now = if case.0["now"].is_string() { case.parsed("now")? } else { begun };
    Ok(match schedule(begun, &lengths, &zone, now) {
        Ok(due) => {
            let due = due.iter().map(|(_, due)| due.to_rfc3339_opts(SecondsFormat::Secs, true));
            json!({ "due": due.collect::<Vec<_>>() })
        }
        Err(FollowUpError::NothingToCome) => json!({ "refused": "nothing_to_come" }),
        Err(error) => return Err(error.to_string()),
    })
}

fn signed(case: Case<'_>, field: &str) -> Result<i32, String> {
    let number = case.0[field].as_i64().and_then(|number| i32::try_from(number).ok());
    number.ok_or_else(|| format!("`{field}` is missing or no such number"))
}

fn plan_word(error: PlanError) -> &'static str {
    match error {
        PlanError::Empty => "empty",
        PlanError::TooLong { .. } => "too_long",
        PlanError::NotText => "not_text",
        PlanError::NotANumber => "not_a_number",
        PlanError::NoSuchLine => "no_such_line",
        PlanError::StepFull { .. } => "step_full",
        PlanError::AlreadyThere => "already_there",
        PlanError::NoSuchItem => "no_such_item",
        PlanError::PassphraseTooShort { .. } => "passphrase_too_short",
        PlanError::NotAnExport => "not_an_export",
        PlanError::NewerVersion => "newer_version",
        PlanError::Damaged => "damaged",
        PlanError::WrongPassphrase => "wrong_passphrase",
        PlanError::WeakParameters => "weak_parameters",
        PlanError::AsksTooMuch => "asks_too_much",
        PlanError::CopyIsOlder(_) => "copy_is_older",
        PlanError::Vault(_) => "vault",
    }
}
