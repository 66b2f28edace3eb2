//! A file from anywhere, taken apart. Only what somebody may have to know of it is read; its words are never shown.

use super::WEIGHTS;
use crate::self_check::exchange::rules::{
    Answer, ApartTotal, Authored, Code, Fields, File, FilledItem, Form, FormItem, Response, Status, Within,
    score,
};
use crate::self_check::exchange::{ExchangeError, MAX_BYTES, MAX_DEPTH, MAX_ENTRIES, MAX_RESULTS};
use chrono::{DateTime, NaiveDate, NaiveTime};
use peerline_protocol::json;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Reads a bundle, or one filled form. An entry that cannot be read takes no other with it.
pub(in crate::self_check::exchange) fn read(bytes: &[u8]) -> Result<File, ExchangeError> {
    if bytes.len() > MAX_BYTES {
        return Err(ExchangeError::TooLong);
    }
    if deeper_than(bytes, MAX_DEPTH) {
        return Err(ExchangeError::TooDeep);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let raw: &RawValue = json::from_slice(bytes).map_err(|_| ExchangeError::NotJson)?;
    let mut file = File::default();
    match kind(raw).as_deref() {
        Some("Bundle") => {
            let bundle: WireBundle<'_> = json::from_str(raw.get()).map_err(|_| ExchangeError::NotFhir)?;
            if bundle.entry.len() > MAX_ENTRIES {
                return Err(ExchangeError::TooMany);
            }
            for entry in bundle.entry {
                match entry.resource {
                    Some(resource) => add(&mut file, resource, entry.full_url)?,
                    None => file.others += 1,
                }
            }
        }
        Some("QuestionnaireResponse") => add(&mut file, raw, None)?,
        _ => return Err(ExchangeError::NotFhir),
    }
    if file.responses.is_empty() { Err(ExchangeError::NoResults) } else { Ok(file) }
}

#[derive(Deserialize)]
struct WireBundle<'a> {
    #[serde(default, borrow)]
    entry: Vec<WireEntry<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireEntry<'a> {
    full_url: Option<String>,
    #[serde(borrow)]
    resource: Option<&'a RawValue>,
}

fn kind(raw: &RawValue) -> Option<String> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Kind {
        resource_type: String,
    }
    Some(json::from_str::<Kind>(raw.get()).ok()?.resource_type)
}

fn add(file: &mut File, raw: &RawValue, full_url: Option<String>) -> Result<(), ExchangeError> {
    match kind(raw).as_deref() {
        Some("QuestionnaireResponse") => {
            if file.responses.len() == MAX_RESULTS {
                return Err(ExchangeError::TooMany);
            }
            let read = json::from_str::<WireResponse>(raw.get());
            let unreadable = |_| Response { unreadable: true, ..Response::default() };
            let one = read.map_or_else(unreadable, |wire| response(wire, full_url, &mut file.forms));
            file.responses.push(one);
        }
        Some("Questionnaire") => match json::from_str::<WireForm>(raw.get()) {
            Ok(wire) => file.forms.extend(form(wire)),
            Err(_) => file.others += 1,
        },
        Some("Observation") => match json::from_str::<WireObservation>(raw.get()) {
            Ok(wire) if wire.derived_from.iter().any(|from| from.reference.is_some()) => total(file, wire),
            _ => file.others += 1,
        },
        _ => file.others += 1,
    }
    Ok(())
}

/// Whether brackets are nested deeper than this, outside of strings. Cheap, and before anything is built.
fn deeper_than(bytes: &[u8], most: usize) -> bool {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => {
                depth += 1;
                if depth > most {
                    return true;
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireResponse {
    id: Option<String>,
    questionnaire: Option<String>,
    status: Option<String>,
    authored: Option<String>,
    #[serde(default)]
    item: Vec<WireItem>,
    #[serde(default)]
    contained: Vec<Value>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct WireItem {
    link_id: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    code: Vec<WireCoding>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    answer: Vec<WireAnswer>,
    #[serde(default, skip_serializing)]
    item: Vec<WireItem>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct WireAnswer {
    #[serde(skip_serializing_if = "Option::is_none")]
    value_coding: Option<WireCoding>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    extension: Vec<WireExtension>,
    #[serde(default, skip_serializing)]
    item: Vec<WireItem>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Deserialize, Serialize)]
struct WireCoding {
    #[serde(skip_serializing_if = "Option::is_none")]
    system: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    extension: Vec<WireExtension>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Deserialize, Serialize)]
struct WireExtension {
    url: String,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// Whom a filled form is about, or who filled it: not taken over.
const PEOPLE: [&str; 3] = ["subject", "author", "source"];
/// What is about the file and not about the answers, or may name somebody: not taken over either.
const DROPPED: [&str; 9] = [
    "resourceType",
    "meta",
    "implicitRules",
    "language",
    "text",
    "identifier",
    "encounter",
    "basedOn",
    "partOf",
];
const MODIFIER: &str = "modifierExtension";

fn response(wire: WireResponse, full_url: Option<String>, forms: &mut Vec<Form>) -> Response {
    let mut form = wire.questionnaire.as_deref().map(|url| without_version(url).to_owned());
    for contained in wire.contained {
        let is_form = contained.get("resourceType").and_then(Value::as_str) == Some("Questionnaire");
        let read = is_form.then(|| json::from_str::<WireForm>(&contained.to_string()).ok()).flatten();
        let Some(inner) = read else { continue };
        // What is contained has a name within its owner only. Its codes may say more than its address, so the address is not needed.
        if form.as_deref() == inner.id.as_ref().map(|id| format!("#{id}")).as_deref() {
            let url = format!("#{} {}", forms.len(), inner.url.as_deref().unwrap_or_default());
            forms.extend(self::form(WireForm { url: Some(url.clone()), ..inner }));
            form = Some(without_version(&url).to_owned());
        }
    }
    let mut names: Vec<String> = full_url.into_iter().collect();
    names.extend(wire.id.map(|id| format!("QuestionnaireResponse/{id}")));
    let mut modified = wire.rest.contains_key(MODIFIER);
    let mut items = vec![];
    flatten(wire.item, &mut items, &mut modified);
    let people = PEOPLE.iter().any(|name| wire.rest.contains_key(*name));
    let kept = |name: &str| {
        let name = name.strip_prefix('_').unwrap_or(name);
        !PEOPLE.contains(&name) && !DROPPED.contains(&name) && name != MODIFIER
    };
    let rest = wire.rest.into_iter().filter(|(name, _)| kept(name));
    Response {
        unreadable: false,
        modified,
        form,
        names,
        status: match wire.status.as_deref() {
            Some("completed" | "amended") => Status::Done,
            Some("entered-in-error") => Status::Withdrawn,
            _ => Status::NotDone,
        },
        authored: wire.authored.as_deref().map(authored).unwrap_or_default(),
        items,
        people,
        rest: rest.map(|(name, value)| (name, value.to_string())).collect(),
    }
}

/// Groups are opened: what is nested stands after what it is nested in.
fn flatten(wire: Vec<WireItem>, items: &mut Vec<FilledItem>, modified: &mut bool) {
    for mut item in wire {
        let nested = std::mem::take(&mut item.item);
        let answers = item.answer.iter_mut().flat_map(|answer| std::mem::take(&mut answer.item));
        let nested: Vec<_> = nested.into_iter().chain(answers).collect();
        *modified |= item.rest.contains_key(MODIFIER);
        *modified |= item.answer.iter().any(|answer| answer.rest.contains_key(MODIFIER));
        let within = within(&item);
        let has_answers = !item.answer.is_empty();
        let written =
            if has_answers { serde_json::to_string(&item).unwrap_or_default() } else { String::new() };
        items.push(FilledItem {
            link: item.link_id,
            codes: item.code.iter().filter_map(code).collect(),
            answers: item.answer.into_iter().map(answer).collect(),
            written,
            within,
        });
        flatten(nested, items, modified);
    }
}

/// What we do not understand within a question: of the whole, of its answer, and of that answer's coding. Values and their weights are
/// understood, whether or not they fit. A question's words, which form they come from, and the version of a code are said anew or not at
/// all: beside our words and codes theirs would be untrue.
fn within(item: &WireItem) -> Within {
    let answer = item.answer.first();
    let coding = answer.and_then(|answer| answer.value_coding.as_ref());
    let is_value = |name: &str| name.trim_start_matches('_').starts_with("value");
    Within {
        item: fields(&item.rest, &[], |name| matches!(name, "text" | "definition" | MODIFIER)),
        answer: answer.map_or_else(Fields::new, |answer| {
            fields(&answer.rest, &answer.extension, |name| is_value(name) || name == MODIFIER)
        }),
        coding: coding.map_or_else(Fields::new, |coding| {
            fields(&coding.rest, &coding.extension, |name| name == "version")
        }),
    }
}

fn fields(rest: &Map<String, Value>, extensions: &[WireExtension], known: impl Fn(&str) -> bool) -> Fields {
    let others: Vec<_> = extensions.iter().filter(|one| !WEIGHTS.contains(&one.url.as_str())).collect();
    let extension = if others.is_empty() { None } else { serde_json::to_string(&others).ok() };
    let rest =
        rest.iter().filter(|(name, _)| !known(name)).map(|(name, value)| (name.clone(), value.to_string()));
    rest.chain(extension.map(|written| ("extension".to_owned(), written))).collect()
}

fn answer(wire: WireAnswer) -> Answer {
    let value = |name: &str| wire.rest.get(name);
    let number = ["valueInteger", "valueDecimal"].into_iter().find_map(value).and_then(Value::as_f64);
    let quantity = value("valueQuantity").and_then(|quantity| quantity.get("value")?.as_f64());
    let yes = value("valueBoolean").and_then(Value::as_bool).map(|yes| f64::from(u8::from(yes)));
    let words = value("valueString").and_then(Value::as_str).map(str::to_owned);
    let number = number.or(quantity).or(yes).and_then(score);
    let on_answer = weights(&wire.extension);
    let (coding, on_coding) = match wire.value_coding {
        Some(coding) => (code(&coding), (weights(&coding.extension), coding.display)),
        None => (None, (vec![], None)),
    };
    let (on_coding, display) = on_coding;
    Answer { code: coding, weights: [on_coding, on_answer].concat(), number, words: display.or(words) }
}

fn code(wire: &WireCoding) -> Option<Code> {
    Some(Code { system: wire.system.clone(), code: wire.code.clone()? })
}

fn weights(extensions: &[WireExtension]) -> Vec<crate::self_check::Score> {
    let weight = |extension: &WireExtension| {
        let value = ["valueDecimal", "valueInteger"].into_iter().find_map(|name| extension.rest.get(name));
        value.and_then(Value::as_f64).and_then(score)
    };
    extensions.iter().filter(|one| WEIGHTS.contains(&one.url.as_str())).filter_map(weight).collect()
}

/// A moment, or a day. Less than a day is no time of a result.
fn authored(text: &str) -> Authored {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Authored::At(at.timestamp());
    }
    match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        // Noon is on the same day nearly everywhere.
        Ok(day) => {
            let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
            Authored::On(day.and_time(noon).and_utc().timestamp())
        }
        Err(_) => Authored::Unknown,
    }
}

fn without_version(canonical: &str) -> &str {
    canonical.split_once('|').map_or(canonical, |(url, _)| url)
}

#[derive(Deserialize)]
struct WireForm {
    id: Option<String>,
    url: Option<String>,
    #[serde(default)]
    code: Vec<WireCoding>,
    #[serde(default)]
    item: Vec<WireFormItem>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireFormItem {
    link_id: String,
    #[serde(default)]
    code: Vec<WireCoding>,
    #[serde(default)]
    answer_option: Vec<WireOption>,
    #[serde(default)]
    item: Vec<WireFormItem>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireOption {
    value_coding: Option<WireCoding>,
    #[serde(default)]
    extension: Vec<WireExtension>,
}

/// A form without an address is of no use: nothing can refer to it.
fn form(wire: WireForm) -> Option<Form> {
    let url = wire.url?;
    let mut items = HashMap::new();
    let mut waiting = wire.item;
    while let Some(mut item) = waiting.pop() {
        waiting.append(&mut item.item);
        let weight = |option: &WireOption| {
            let coding = option.value_coding.as_ref()?;
            let weights = [weights(&option.extension), weights(&coding.extension)].concat();
            Some((code(coding)?, weights.first().copied()?))
        };
        let weights = item.answer_option.iter().filter_map(weight).collect();
        let codes = item.code.iter().filter_map(code).collect();
        items.insert(item.link_id, FormItem { codes, weights });
    }
    Some(Form {
        url: without_version(&url).to_owned(),
        codes: wire.code.iter().filter_map(code).collect(),
        items,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireObservation {
    status: Option<String>,
    #[serde(default)]
    code: WireConcept,
    value_quantity: Option<WireQuantity>,
    value_integer: Option<f64>,
    value_string: Option<String>,
    #[serde(default)]
    derived_from: Vec<WireReference>,
}

#[derive(Deserialize, Default)]
struct WireConcept {
    #[serde(default)]
    coding: Vec<WireCoding>,
}

#[derive(Deserialize)]
struct WireQuantity {
    value: Option<f64>,
}

#[derive(Deserialize)]
struct WireReference {
    reference: Option<String>,
}

fn total(file: &mut File, wire: WireObservation) {
    if wire.status.as_deref() == Some("entered-in-error") {
        file.others += 1;
        return;
    }
    let text = || wire.value_string.as_deref()?.trim().parse::<f64>().ok();
    let value = wire.value_quantity.as_ref().and_then(|quantity| quantity.value).or(wire.value_integer);
    let value = value.or_else(text).and_then(score);
    for reference in wire.derived_from.iter().filter_map(|from| from.reference.as_deref()) {
        let codes = wire.code.coding.iter().filter_map(code).collect();
        file.totals.entry(named(reference).to_owned()).or_default().push(ApartTotal { codes, total: value });
    }
}

/// A reference by an address ends as one within the file does.
fn named(reference: &str) -> &str {
    let from = reference.rfind("QuestionnaireResponse/").unwrap_or(0);
    if reference.starts_with("urn:") { reference } else { reference.get(from..).unwrap_or(reference) }
}
