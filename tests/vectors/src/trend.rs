//! Kind `trend`: results over time, and what may be said about a change.

use crate::case::Case;
use crate::scoring::{known, number};
use chrono::{DateTime, Utc};
use peerline_core::ids::Minute;
use peerline_core::self_check::{Coding, Origin, Point, Score, SelfCheckId, Since, trend};
use serde_json::{Value, json};

/// What comes out of a case, by the fields of `expect`.
pub(crate) fn got(value: &Value) -> Result<Value, String> {
    let case = Case(value);
    let known = known(value)?;
    let id = case.text("instrument")?;
    let instrument = &known.find(id).ok_or_else(|| format!("there is no instrument `{id}`"))?.instrument;
    let coding = value["coding"].as_str().map_or(instrument.coding.clone(), Coding::shown);
    let mut points = Vec::new();
    let mut others = 0;
    for (place, result) in case.list("results")?.iter().enumerate() {
        if result["coding"].as_str().is_some_and(|other| other != coding.as_str())
            || (result["coding"].is_null() && coding != instrument.coding)
        {
            others += 1;
        } else {
            points.push(point(place, result, instrument)?);
        }
    }
    let (values, better) =
        if coding == instrument.coding { (instrument.change, instrument.better) } else { Default::default() };
    let placed = trend(points, values, better);
    let each = placed.iter().map(|one| {
        json!({
            "result": one.point.id.0,
            "total": number(one.point.total),
            "band": one.point.band.as_ref(),
            "since_days": match one.since { Since::Days(days) => json!(days), _ => Value::Null },
            "clock_set_back": one.since == Since::ClockSetBack,
            "change": one.change.map(|change| change.word.word()),
            "direction": one.change.map(|change| change.direction.word()),
        })
    });
    Ok(json!({ "points": each.collect::<Vec<_>>(), "left_out": others }))
}

/// A result of a case; `n` is its place, from 1.
fn point(
    place: usize,
    result: &Value,
    instrument: &peerline_core::self_check::Instrument,
) -> Result<Point, String> {
    let at: DateTime<Utc> = Case(result).parsed("at")?;
    let total = result["total"].as_f64().ok_or("`total` is missing or no number")?;
    let total = format!("{:.0}", total * 10_000.0).parse().map_err(|_| "`total` is too large")?;
    let total = Score::of_ten_thousandths(total);
    let imported = result["imported"].as_bool().unwrap_or_default();
    Ok(Point {
        id: SelfCheckId(i64::try_from(place).unwrap_or(i64::MAX) + 1),
        at: Minute::of_unix(at.timestamp()),
        total,
        band: instrument.bands.of(total).word.as_str().into(),
        origin: if imported { Origin::Imported } else { Origin::Here },
    })
}
