//! Our own file: a `Bundle` that says nobody's name. Names of its parts are random.

use super::WEIGHTS;
use crate::ids::Minute;
use crate::random::{NoRandomness, Random, draw};
use crate::self_check::exchange::layouts::{ANSWERS, FACTS, LOINC, SCORES, key, link, slot, total_link, url};
use crate::self_check::exchange::rules::{Fields, Rest, Slot, Within};
use crate::self_check::{Choice, Fact, Instrument, Item, Question, Score, SelfCheck, Wording};
use chrono::{DateTime, SecondsFormat};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

const UCUM: &str = "http://unitsofmeasure.org";
const CATEGORY: &str = "http://terminology.hl7.org/CodeSystem/observation-category";
/// LOINC's licence asks that this be said wherever its codes go (loinc.org/license).
const NOTICE: &str = "This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, Inc.";
const NO_DIAGNOSIS: &str = "A self-check. This is not a diagnosis.";

/// A result to be written: with its instrument, if it is known and counts as it did then.
pub(in crate::self_check::exchange) struct Written<'a> {
    pub(in crate::self_check::exchange) check: &'a SelfCheck,
    pub(in crate::self_check::exchange) instrument: Option<&'a Instrument>,
    pub(in crate::self_check::exchange) rest: Rest,
}

/// Writes results, each form once before its first result.
pub(in crate::self_check::exchange) fn write(
    results: &[Written<'_>],
    random: &dyn Random,
) -> Result<String, NoRandomness> {
    // Piece by piece: ten thousand results are never in memory as a tree.
    let mut bundle = String::from(r#"{"resourceType":"Bundle","type":"collection","entry":["#);
    let mut add = |id: &str, resource| {
        let comma = if bundle.ends_with('[') { "" } else { "," };
        bundle.push_str(comma);
        bundle.push_str(&entry(id, resource).to_string());
    };
    let mut forms = BTreeSet::new();
    for result in results {
        if let Some(instrument) = result.instrument {
            let name = url(instrument.id.as_str(), instrument.coding.as_str());
            if forms.insert(name.clone()) {
                add(&uuid(random)?, form(instrument, &name));
            }
        }
        let (of_response, of_total) = (uuid(random)?, uuid(random)?);
        add(&of_response, response(result));
        add(&of_total, observation(result, &of_response));
    }
    bundle.push_str("]}");
    Ok(bundle)
}

/// A random UUID (RFC 9562, version 4).
fn uuid(random: &dyn Random) -> Result<String, NoRandomness> {
    let bytes = u128::from_be_bytes(draw(random)?);
    let bytes = bytes & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
    let hex = format!("{bytes:032x}");
    let parts = [hex.get(..8), hex.get(8..12), hex.get(12..16), hex.get(16..20), hex.get(20..)];
    Ok(parts.map(Option::unwrap_or_default).join("-"))
}

fn entry(id: &str, resource: Map<String, Value>) -> Value {
    let mut named = Map::new();
    for (name, value) in resource {
        let is_kind = name == "resourceType";
        named.insert(name, value);
        if is_kind {
            named.insert("id".to_owned(), json!(id));
        }
    }
    json!({ "fullUrl": format!("urn:uuid:{id}"), "resource": named })
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn loinc(code: &str) -> Value {
    json!({ "system": LOINC, "code": code })
}

fn form(instrument: &Instrument, name: &str) -> Map<String, Value> {
    let mut items: Vec<Value> = vec![];
    for question in questions(instrument) {
        let options: Vec<Value> = match question {
            Question::Gate => [0, 1].map(|value| option(&gate_coding(instrument, value), value)).to_vec(),
            Question::Item(_) | Question::Extra(_) => {
                let choices =
                    item(instrument, question).map(|item| item.answers.as_slice()).unwrap_or_default();
                choices.iter().map(|choice| option(&coding(choice), choice.value)).collect()
            }
        };
        let mut written = object(json!({ "linkId": link(Some(instrument), question) }));
        if let Some(code) = item(instrument, question).and_then(|item| item.loinc.as_deref()) {
            written.insert("code".to_owned(), json!([loinc(code)]));
        }
        if let Some(text) = text(instrument, question) {
            written.insert("text".to_owned(), json!(text));
        }
        written.insert("type".to_owned(), json!("choice"));
        written.insert("answerOption".to_owned(), json!(options));
        items.push(Value::Object(written));
    }
    let mut total = object(json!({ "linkId": total_link(Some(instrument)), "type": "decimal" }));
    if let Some(code) = &instrument.loinc_total {
        total.insert("code".to_owned(), json!([loinc(code)]));
    }
    items.push(Value::Object(total));
    let copyright = match has_loinc(instrument) {
        true => format!("{} {NOTICE}", instrument.licence.en),
        false => instrument.licence.en.clone(),
    };
    let mut written = object(json!({
        "resourceType": "Questionnaire",
        "url": name,
        "version": instrument.version.to_string(),
        "title": format!("{}: {}", instrument.id, instrument.name),
        "status": "active",
        "copyright": copyright,
        "item": items,
    }));
    if let Some(code) = &instrument.loinc_panel {
        written.insert("code".to_owned(), json!([loinc(code)]));
    }
    written
}

fn has_loinc(instrument: &Instrument) -> bool {
    let items = || instrument.items.iter().chain(&instrument.extras);
    let choices = items().flat_map(|item| &item.answers).any(|choice| choice.loinc.is_some());
    let whole = instrument.loinc_panel.is_some() || instrument.loinc_total.is_some();
    whole || choices || items().any(|item| item.loinc.is_some())
}

fn questions(instrument: &Instrument) -> impl Iterator<Item = Question> {
    let gate = instrument.gate.iter().map(|_| Question::Gate);
    let items = (0..instrument.items.len()).map(Question::Item);
    gate.chain(items).chain((0..instrument.extras.len()).map(Question::Extra))
}

fn item(instrument: &Instrument, question: Question) -> Option<&Item> {
    match question {
        Question::Gate => None,
        Question::Item(place) => instrument.items.get(place),
        Question::Extra(place) => instrument.extras.get(place),
    }
}

fn text(instrument: &Instrument, question: Question) -> Option<&str> {
    let wording: Option<&Wording> = match question {
        Question::Gate => instrument.gate.as_ref().and_then(|gate| gate.text.as_ref()),
        Question::Item(_) | Question::Extra(_) => item(instrument, question)?.text.as_ref(),
    };
    wording.map(|wording| wording.en.as_str())
}

/// LOINC's code of an answer where there is one, else ours.
fn coding(choice: &Choice) -> Value {
    let mut coding = match &choice.loinc {
        Some(code) => object(loinc(code)),
        None => object(json!({ "system": ANSWERS, "code": choice.value.to_string() })),
    };
    if let Some(text) = &choice.text {
        coding.insert("display".to_owned(), json!(text.en));
    }
    Value::Object(coding)
}

fn gate_coding(instrument: &Instrument, value: u8) -> Value {
    let words = instrument.gate.as_ref().and_then(|gate| gate.answers.as_ref());
    let text = words.map(|(no, yes)| if value == 0 { no } else { yes }).cloned();
    coding(&Choice { value, text, loinc: None })
}

fn weight(value: u8) -> Value {
    json!([{ "url": WEIGHTS[0], "valueDecimal": value }])
}

fn option(coding: &Value, value: u8) -> Value {
    json!({ "extension": weight(value), "valueCoding": coding })
}

fn response(result: &Written<'_>) -> Map<String, Value> {
    let Written { check, instrument, rest } = result;
    let mut items: Vec<Value> = vec![];
    let extras = (0..check.answers.extras().len()).map(Question::Extra);
    let all = (0..check.answers.items().len()).map(Question::Item).chain(extras);
    for question in std::iter::once(Question::Gate).chain(all) {
        let Some(value) = check.answers.get(question) else { continue };
        let mut written = object(json!({ "linkId": link(*instrument, question) }));
        if let Some(text) = instrument.and_then(|instrument| text(instrument, question)) {
            written.insert("text".to_owned(), json!(text));
        }
        let coding = instrument.and_then(|instrument| match question {
            Question::Gate => Some(gate_coding(instrument, value)),
            _ => item(instrument, question)?.answers.iter().find(|choice| choice.value == value).map(coding),
        });
        let beside = within(rest, Slot::Answer(question));
        let mut answer = Map::new();
        match coding {
            Some(coding) => {
                let mut coding = object(coding);
                coding.insert("extension".to_owned(), weight(value));
                add_fields(&mut coding, &beside.coding);
                answer.insert("valueCoding".to_owned(), Value::Object(coding));
            }
            None => {
                answer.insert("valueInteger".to_owned(), json!(value));
            }
        }
        items.push(answered(written, answer, &beside));
    }
    let total = object(json!({ "linkId": total_link(*instrument) }));
    let answer = object(json!({ "valueDecimal": number(check.total) }));
    items.push(answered(total, answer, &within(rest, Slot::Total)));
    items.extend(rest.items.iter().filter_map(|item| foreign(item, result)));
    let mut written = object(json!({
        "resourceType": "QuestionnaireResponse",
        "questionnaire": format!("{}|{}", url(check.instrument.as_str(), check.coding.as_str()), check.version),
        "status": "completed",
        "authored": moment(check.at),
        "item": items,
    }));
    add_fields(&mut written, &rest.fields);
    written
}

fn within(rest: &Rest, slot: Slot) -> Within {
    let key = key(slot);
    let found = rest.within.iter().find(|(of, _)| *of == key);
    found.map(|(_, within)| within.clone()).unwrap_or_default()
}

fn answered(mut item: Map<String, Value>, mut answer: Map<String, Value>, beside: &Within) -> Value {
    add_fields(&mut answer, &beside.answer);
    item.insert("answer".to_owned(), json!([answer]));
    add_fields(&mut item, &beside.item);
    Value::Object(item)
}

/// What came with an import joins what we write, and never takes its place; extensions stand beside ours.
fn add_fields(written: &mut Map<String, Value>, fields: &Fields) {
    for (name, value) in fields {
        let Ok(value) = peerline_protocol::json::from_str::<Value>(value) else { continue };
        match (written.get_mut(name), value) {
            (None, value) => {
                written.insert(name.clone(), value);
            }
            (Some(Value::Array(ours)), Value::Array(theirs)) if name == "extension" => ours.extend(theirs),
            (Some(_), _) => {}
        }
    }
}

/// An item that came with an import. It must not be taken for one of ours where it bears the same link id.
fn foreign(item: &str, result: &Written<'_>) -> Option<Value> {
    let mut item: Value = peerline_protocol::json::from_str(item).ok()?;
    let link_id = item.get("linkId")?.as_str()?.to_owned();
    let form = url(result.check.instrument.as_str(), result.check.coding.as_str());
    if result.instrument.is_none_or(|instrument| slot(&form, &link_id, instrument).is_some()) {
        *item.get_mut("linkId")? = json!(format!("other/{link_id}"));
    }
    Some(item)
}

/// The total, its band, the parts, and the facts of scoring. They are for somebody who treats, and never shown by us.
fn observation(result: &Written<'_>, of_response: &str) -> Map<String, Value> {
    let Written { check, instrument, .. } = result;
    let total = instrument.and_then(|instrument| instrument.loinc_total.as_deref());
    let own = json!({ "system": SCORES, "code": check.instrument.as_str() });
    let codes: Vec<Value> = total.map(loinc).into_iter().chain([own]).collect();
    let scored = instrument.map(|instrument| instrument.score(&check.answers));
    let complete = scored.as_ref().and_then(|scored| scored.complete());
    let band = Some(&check.band).filter(|band| !band.is_empty());
    let mut parts: Vec<Value> =
        band.map(|band| part("band", "valueString", json!(band))).into_iter().collect();
    for (scale, score, band) in complete.into_iter().flat_map(|complete| &complete.scales) {
        parts.push(part(&format!("scale.{}", scale.id), "valueQuantity", quantity(*score)));
        parts.push(part(&format!("scale.{}.band", scale.id), "valueString", json!(band.word)));
    }
    for (id, fact) in complete.into_iter().flat_map(|complete| &complete.flags) {
        let list = |items: &[usize]| items.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
        parts.push(match fact {
            Fact::Is(is) => part(id, "valueBoolean", json!(is)),
            Fact::Number(score) => part(id, "valueQuantity", quantity(*score)),
            Fact::Items(items) => part(id, "valueString", json!(list(items))),
        });
    }
    let mut written = object(json!({
        "resourceType": "Observation",
        "status": "final",
        "category": [{ "coding": [{ "system": CATEGORY, "code": "survey" }] }],
        "code": { "coding": codes, "text": format!("{}, total", check.instrument) },
        "effectiveDateTime": moment(check.at),
        "valueQuantity": quantity(check.total),
        "derivedFrom": [{ "reference": format!("urn:uuid:{of_response}") }],
        "note": [{ "text": NO_DIAGNOSIS }],
    }));
    if !parts.is_empty() {
        written.insert("component".to_owned(), json!(parts));
    }
    written
}

fn part(id: &str, kind: &str, value: Value) -> Value {
    let mut part = object(json!({ "code": { "coding": [{ "system": FACTS, "code": id }] } }));
    part.insert(kind.to_owned(), value);
    Value::Object(part)
}

fn quantity(score: Score) -> Value {
    json!({ "value": number(score), "unit": "score", "system": UCUM, "code": "{score}" })
}

fn number(score: Score) -> Value {
    score
        .as_whole()
        .map_or_else(|| json!(f64::from(score.ten_thousandths()) / 10_000.0), |whole| json!(whole))
}

fn moment(at: Minute) -> String {
    DateTime::from_timestamp(at.unix(), 0).unwrap_or_default().to_rfc3339_opts(SecondsFormat::Secs, true)
}
