//! Kind `scoring`: answers to a self-check, scored; safety first.

use peerline_core::ids::Minute;
use peerline_core::self_check::{
    Answers, AnswersRefused, Distress, Fact, Instrument, Instruments, Outcome, Question, Safety, Score,
    bundled, not_safe, read_instruments,
};
use peerline_core::words::Language;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

/// Rules without wording, for the instruments that are not bundled.
const PACK: &str = include_str!("../../fixtures/instruments.json");

/// What comes out of a case, by the fields of `expect`.
pub(crate) fn got(case: &Value) -> Result<Value, String> {
    if case["not_safe"] == true {
        return Ok(json!({ "safety": safety(not_safe(Language::En).safety) }));
    }
    if !case["distress"].is_null() {
        let set =
            case["distress"].as_u64().and_then(|value| u8::try_from(value).ok()).and_then(Distress::new);
        return Ok(match set {
            Some(distress) => json!({ "error": null, "safety": safety(distress.safety()) }),
            None => json!({ "error": "out_of_range" }),
        });
    }
    let known = known(case)?;
    let id = case["instrument"].as_str().ok_or("`instrument` is missing or no text")?;
    let instrument = &known.find(id).ok_or_else(|| format!("there is no instrument `{id}`"))?.instrument;
    if let Some(steps) = case["steps"].as_array() {
        let safety = after_each(steps, instrument)?;
        return Ok(json!({ "safety": safety }));
    }
    Ok(match answers(case, instrument)? {
        Ok(answers) => scored(instrument, &answers),
        Err(error) => json!({ "total": null, "band": null, "error": error }),
    })
}

/// Whether the crisis choice opens after each answer, in the order in which they are given.
fn after_each(steps: &[Value], instrument: &Instrument) -> Result<Vec<&'static str>, String> {
    let mut answers = Answers::none(instrument);
    let step = |step: &Value| {
        let place = step["question"].as_u64().and_then(|number| usize::try_from(number).ok());
        let place = place.and_then(|number| number.checked_sub(1)).ok_or("`question` is no number from 1")?;
        let value = answer(&step["answer"]).ok_or("`answer` is neither a number nor null")?;
        answers.set(instrument, Question::Item(place), value).map_err(|refused| refused.to_string())?;
        Ok(safety(instrument.safety(&answers)))
    };
    steps.iter().map(step).collect()
}

/// Those compiled in, and those of the case's own pack or of ours.
pub(crate) fn known(case: &Value) -> Result<Instruments, String> {
    static OURS: LazyLock<Result<Instruments, String>> = LazyLock::new(|| with_pack(PACK));
    match &case["pack"] {
        Value::Null => OURS.clone(),
        pack => with_pack(&pack.to_string()),
    }
}

fn with_pack(pack: &str) -> Result<Instruments, String> {
    let read = read_instruments(pack).map_err(|_| "`pack` is no file of instruments")?;
    match read.refused.first() {
        Some((place, reason)) => Err(format!("instrument {place} of `pack` is refused: {reason}")),
        None => Ok(bundled().clone().updated(&read.instruments, Minute(0))),
    }
}

/// The answers of a case, or why they are refused.
pub(crate) fn answers(
    case: &Value,
    instrument: &Instrument,
) -> Result<Result<Answers, &'static str>, String> {
    let list = case["answers"].as_array().ok_or("`answers` is missing or no list")?;
    let Some(items) = list.iter().map(answer).collect::<Option<Vec<_>>>() else {
        return Ok(Err("malformed"));
    };
    let gate = match &case["options"]["exposure"] {
        Value::Null => None,
        Value::Bool(exposure) => Some(*exposure),
        _ => return Ok(Err("malformed")),
    };
    Ok(Answers::read(instrument, gate, &items, &[]).map_err(|refused| match refused {
        AnswersRefused::OutOfRange => "out_of_range",
        AnswersRefused::WrongLength => "wrong_length",
        AnswersRefused::Contradiction => "contradiction",
    }))
}

/// A whole number or `null`. A number that is not whole, or that no integer holds, cannot be answered anywhere.
fn answer(value: &Value) -> Option<Option<i64>> {
    match value {
        Value::Null => Some(None),
        Value::Number(number) => {
            let whole = number.as_i64().or_else(|| {
                let number = number.as_f64().filter(|number| number.fract() == 0.0 && number.abs() < 1e9)?;
                format!("{number:.0}").parse().ok()
            });
            Some(Some(whole.unwrap_or(i64::MAX)))
        }
        _ => None,
    }
}

fn scored(instrument: &Instrument, answers: &Answers) -> Value {
    let scored = instrument.score(answers);
    match &scored.outcome {
        Outcome::Incomplete { .. } => {
            let safety = safety(scored.safety);
            json!({ "total": null, "band": null, "error": "incomplete", "safety": safety, "flags": {} })
        }
        Outcome::Complete(complete) => {
            let flags: Map<String, Value> =
                complete.flags.iter().map(|(id, value)| ((*id).to_owned(), fact(value))).collect();
            json!({
                "total": number(complete.total),
                "band": complete.band.word,
                "error": null,
                "safety": safety(scored.safety),
                "flags": flags,
            })
        }
    }
}

fn fact(fact: &Fact) -> Value {
    match fact {
        Fact::Is(is) => json!(is),
        Fact::Number(score) => number(*score),
        Fact::Items(items) => json!(items),
    }
}

/// A whole number as one, any other to four places.
pub(crate) fn number(score: Score) -> Value {
    match score.as_whole() {
        Some(whole) => json!(whole),
        None => json!(f64::from(score.ten_thousandths()) / 10_000.0),
    }
}

/// As the contract names it.
pub(crate) fn safety(safety: Safety) -> &'static str {
    match safety {
        Safety::Open => "open",
        Safety::Clear => "clear",
        Safety::Unknown => "unknown",
        Safety::NotAsked => "none",
    }
}
