//! The rules of an instrument as JSON. `core/content/instruments/README.md` describes them; a rule that is not there is refused.

use super::InstrumentRefused;
use crate::self_check::instrument::{FlagValue, Item};
use crate::self_check::rules::{Counted, Measure, Score, ScoreRule, Test, Threshold};
use peerline_protocol::order;
use serde_json::{Map, Value};

type Read<T> = Result<T, InstrumentRefused>;

/// `{"sum": of}` or `{"mean": of}`.
pub(super) fn score(field: &'static str, value: &Value, items: &[Item]) -> Read<ScoreRule> {
    match single(value) {
        Some(("sum", of)) => {
            let (of, times, plus) = counted(field, of, items)?;
            Ok(ScoreRule::Sum { of, times, plus })
        }
        Some(("mean", of)) => match counted(field, of, items)? {
            (of, 1, 0) => Ok(ScoreRule::Mean { of }),
            _ => Err(InstrumentRefused::UnknownRule(field)),
        },
        _ => Err(InstrumentRefused::UnknownRule(field)),
    }
}

/// A measure, a test, or `"reversed_items"`.
pub(super) fn flag(value: &Value, items: &[Item]) -> Read<FlagValue> {
    if value == "reversed_items" {
        return Ok(FlagValue::ReversedItems);
    }
    match measure("flags", value, items) {
        Ok(measure) => Ok(FlagValue::Measure(measure)),
        Err(InstrumentRefused::UnknownRule(_)) => test("flags", value, items).map(FlagValue::Test),
        Err(other) => Err(other),
    }
}

/// `{"of": measure, "at_least": n}`, `{"of": measure, "between": [n, m]}`, `{"all": [...]}`, `{"any": [...]}`, `{"not": test}`,
/// `{"gate": true}`.
pub(super) fn test(field: &'static str, value: &Value, items: &[Item]) -> Read<Test> {
    let unknown = InstrumentRefused::UnknownRule(field);
    let tests = |list: &Value| -> Read<Vec<Test>> {
        let list = list.as_array().filter(|list| !list.is_empty()).ok_or(unknown)?;
        list.iter().map(|one| test(field, one, items)).collect()
    };
    match single(value) {
        Some(("all", list)) => return tests(list).map(Test::All),
        Some(("any", list)) => return tests(list).map(Test::Any),
        Some(("not", one)) => return test(field, one, items).map(|test| Test::Not(Box::new(test))),
        Some(("gate", is)) => return is.as_bool().map(Test::Gate).ok_or(unknown),
        _ => {}
    }
    let object = only(value, &["of", "at_least", "between"]).ok_or(unknown)?;
    let of = measure(field, object.get("of").ok_or(unknown)?, items)?;
    match (object.get("at_least"), object.get("between").and_then(Value::as_array).map(Vec::as_slice)) {
        (Some(least), None) => {
            Ok(Test::Between(of, number(field, least)?, Score::of_ten_thousandths(i32::MAX)))
        }
        (None, Some([from, to])) => Ok(Test::Between(of, number(field, from)?, number(field, to)?)),
        _ => Err(unknown),
    }
}

/// A number with at most four decimals.
pub(super) fn number(field: &'static str, value: &Value) -> Read<Score> {
    let number = value.as_f64().ok_or(InstrumentRefused::Malformed)? * 10_000.0;
    if number.abs() > 10_000.0 * 100_000.0 || (number - number.round()).abs() > 1e-3 {
        return Err(InstrumentRefused::Number(field));
    }
    #[allow(clippy::cast_possible_truncation, reason = "it was just found to be small and whole")]
    Ok(Score::of_ten_thousandths(number.round() as i32))
}

/// `{"sum": of}`, `{"mean": of}`, `{"answer": n}`, `{"count": {"items": of, "at_least": n, "but": {"9": 1}}}`.
fn measure(field: &'static str, value: &Value, items: &[Item]) -> Read<Measure> {
    match single(value) {
        Some(("sum" | "mean", _)) => score(field, value, items).map(Measure::Score),
        Some(("answer", place)) => item(field, place, items).map(Measure::Answer),
        Some(("count", count)) => thresholds(field, count, items).map(Measure::Count),
        _ => Err(InstrumentRefused::UnknownRule(field)),
    }
}

fn thresholds(field: &'static str, value: &Value, items: &[Item]) -> Read<Vec<Threshold>> {
    let unknown = InstrumentRefused::UnknownRule(field);
    let object = only(value, &["items", "at_least", "but"]).ok_or(unknown)?;
    let level = |value: &Value| -> Read<u8> {
        value.as_u64().and_then(|n| u8::try_from(n).ok()).ok_or(InstrumentRefused::Number(field))
    };
    let usual = level(object.get("at_least").ok_or(unknown)?)?;
    let none = Map::new();
    let but = match object.get("but") {
        None => &none,
        Some(but) => but.as_object().ok_or(unknown)?,
    };
    let places = list(field, object.get("items").ok_or(unknown)?, items)?;
    if but.keys().any(|key| !places.iter().any(|place| (place + 1).to_string() == *key)) {
        return Err(InstrumentRefused::NoSuchQuestion(field));
    }
    places
        .into_iter()
        .map(|item| {
            let at_least = but.get(&(item + 1).to_string()).map_or(Ok(usual), level)?;
            Ok(Threshold { item, at_least })
        })
        .collect()
}

/// `"all"`, a list of numbers of items, or `{"items": ..., "reversed": [...], "times": n, "plus": n}`.
fn counted(field: &'static str, value: &Value, items: &[Item]) -> Read<(Vec<Counted>, u8, i16)> {
    let unknown = InstrumentRefused::UnknownRule(field);
    let (of, reversed, times, plus) = match value {
        Value::Object(_) => {
            let object = only(value, &["items", "reversed", "times", "plus"]).ok_or(unknown)?;
            let whole = |name: &str, default: i64| object.get(name).map_or(Some(default), Value::as_i64);
            let times = whole("times", 1).and_then(|n| u8::try_from(n).ok()).filter(|n| *n > 0);
            let plus = whole("plus", 0).and_then(|n| i16::try_from(n).ok());
            let (Some(times), Some(plus)) = (times, plus) else {
                return Err(InstrumentRefused::Number(field));
            };
            let reversed =
                object.get("reversed").map_or(Ok(Vec::new()), |list| places(field, list, items))?;
            (list(field, object.get("items").ok_or(unknown)?, items)?, reversed, times, plus)
        }
        _ => (list(field, value, items)?, Vec::new(), 1, 0),
    };
    if reversed.iter().any(|item| !of.contains(item)) {
        return Err(InstrumentRefused::NoSuchQuestion(field));
    }
    let ends = |item: usize| {
        let values = || items.get(item).into_iter().flat_map(|item| &item.answers).map(|choice| choice.value);
        u16::from(values().min().unwrap_or(0)) + u16::from(values().max().unwrap_or(0))
    };
    let counted = of
        .into_iter()
        .map(|item| Counted { item, reversed_from: reversed.contains(&item).then(|| ends(item)) })
        .collect();
    Ok((counted, times, plus))
}

fn list(field: &'static str, value: &Value, items: &[Item]) -> Read<Vec<usize>> {
    if value == "all" { Ok((0..items.len()).collect()) } else { places(field, value, items) }
}

fn places(field: &'static str, value: &Value, items: &[Item]) -> Read<Vec<usize>> {
    let list =
        value.as_array().filter(|list| !list.is_empty()).ok_or(InstrumentRefused::UnknownRule(field))?;
    let places = list.iter().map(|place| item(field, place, items)).collect::<Read<Vec<_>>>()?;
    if order::distinct(&places) == places.len() {
        Ok(places)
    } else {
        Err(InstrumentRefused::NoSuchQuestion(field))
    }
}

/// The number of an item, from 1, as its place from 0.
pub(super) fn item(field: &'static str, value: &Value, items: &[Item]) -> Read<usize> {
    let place = value.as_u64().and_then(|n| usize::try_from(n).ok()).and_then(|n| n.checked_sub(1));
    place.filter(|place| *place < items.len()).ok_or(InstrumentRefused::NoSuchQuestion(field))
}

/// The one field of an object that has one.
fn single(value: &Value) -> Option<(&str, &Value)> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    object.iter().next().map(|(name, value)| (name.as_str(), value))
}

/// An object that has no other fields than these.
fn only<'a>(value: &'a Value, fields: &[&str]) -> Option<&'a Map<String, Value>> {
    value.as_object().filter(|object| object.keys().all(|key| fields.contains(&key.as_str())))
}
