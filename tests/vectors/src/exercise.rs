//! Kind `exercise`: what an exercise says at a moment, and the times around a night shift.

use crate::case::{Case, word};
use peerline_core::clock::{Mark, VirtualClock};
use peerline_core::coping::{
    Exercises, Moment, Nap, Rest, Run, RunEvent, Settings, ShownMoment, SleepTimes, TimeOfDay,
};
use peerline_core::words::Language;
use serde_json::{Map, Value, json};
use std::time::Duration;

/// What comes out of a case, by the fields of `expect`.
pub(crate) fn got(value: &Value) -> Result<Value, String> {
    let case = Case(value);
    let language = Language::from_tag(case.text("language")?);
    match value["exercise"].as_str() {
        Some(exercise) => course(exercise, case, language),
        None => worked_out(case, language),
    }
}

/// An exercise that is started, and what it shows after each step.
fn course(id: &str, case: Case<'_>, language: Language) -> Result<Value, String> {
    let chosen = |field: &str| match case.0[field].is_null() {
        true => Ok(None),
        false => case.number(field).map(Some),
    };
    let settings = Settings { rate: chosen("rate_tenths")?, length: chosen("length")? };
    let clock = VirtualClock::at(1_790_000_000);
    let mut run = match Exercises::floor().start(id, settings, None, Mark::now(&clock)) {
        Ok(run) => run,
        Err(reason) => return Ok(json!({ "refused": reason.to_string() })),
    };
    let mut passed = 0;
    let mut at = Map::new();
    for step in case.list("steps")? {
        let at_ms: u64 = Case(step).number("at_ms")?;
        let more = at_ms.checked_sub(passed).ok_or("`steps` are not in order")?;
        clock.pass(Duration::from_millis(more));
        passed = at_ms;
        clock.set_wall_by(step["wall_by_s"].as_i64().unwrap_or(0));
        if !step["event"].is_null() {
            run.happen(word(&step["event"], event)?, Mark::now(&clock));
        }
        at.insert(at_ms.to_string(), shown(&run, &clock, language));
    }
    let levels: Vec<[u16; 2]> = run
        .schedule()
        .segments()
        .iter()
        .take(5)
        .map(|segment| [segment.level_from, segment.level_to])
        .collect();
    Ok(json!({
        "total_ms": run.schedule().total_ms(),
        "rounds": run.schedule().rounds(),
        "segments": run.schedule().segments().len(),
        "first_levels": levels,
        "at": at,
    }))
}

fn event(word: &str) -> Option<RunEvent> {
    Some(match word {
        "pause" => RunEvent::Pause,
        "resume" => RunEvent::Resume,
        "next" => RunEvent::Next,
        "back" => RunEvent::Back,
        "finish" => RunEvent::Finish,
        _ => return None,
    })
}

fn shown(run: &Run, clock: &VirtualClock, language: Language) -> Value {
    let shown = run.shown(Mark::now(clock), language);
    let mut got = texts(&shown);
    match shown.moment {
        Moment::Done => got["done"] = json!(true),
        Moment::Going { cue, round, rounds, passed_ms, left_ms, all_left_ms, progress, level } => {
            let numbers = json!({
                "done": false,
                "cue_place": cue,
                "round": round,
                "rounds": rounds,
                "passed_ms": passed_ms,
                "left_ms": left_ms,
                "all_left_ms": all_left_ms,
                "progress": progress,
                "level": level,
            });
            if let (Some(got), Value::Object(numbers)) = (got.as_object_mut(), numbers) {
                got.extend(numbers);
            }
        }
    }
    got
}

fn texts(shown: &ShownMoment) -> Value {
    json!({
        "cue": shown.cue,
        "text": shown.text,
        "caption": shown.caption,
        "haptic": shown.haptic,
        "still": shown.still,
        "all_left": shown.all_left,
        "paused": shown.paused,
    })
}

/// Times around a sleep (`bed`, `shift`) or a nap (`down`), or whether one is too tired (`slept`, `on_duty`, in minutes).
fn worked_out(case: Case<'_>, language: Language) -> Result<Value, String> {
    if !case.0["bed"].is_null() {
        let times = SleepTimes::of(time(case, "bed")?, time(case, "shift")?);
        return Ok(json!({
            "last_caffeine": times.last_caffeine.to_string(),
            "earliest_up": times.earliest_up.to_string(),
            "texts": times.in_words(language),
        }));
    }
    if !case.0["down"].is_null() {
        let nap = Nap::from(time(case, "down")?);
        return Ok(json!({
            "alarm": nap.alarm.to_string(),
            "drive_from": nap.drive_from.to_string(),
            "texts": nap.in_words(language),
        }));
    }
    let rest = Rest { slept: case.number("slept")?, on_duty: case.number("on_duty")? };
    let (tired, text) = rest.in_words(language).ok_or("nobody can have slept or worked that long")?;
    Ok(json!({ "tired": tired.word(), "text": text }))
}

/// `HH:MM`.
fn time(case: Case<'_>, field: &str) -> Result<TimeOfDay, String> {
    let minutes = case.text(field)?.split_once(':').and_then(|(hours, minutes)| {
        Some(hours.parse::<u16>().ok()? * 60 + minutes.parse::<u16>().ok().filter(|minutes| *minutes < 60)?)
    });
    minutes.and_then(TimeOfDay::new).ok_or_else(|| format!("`{field}` is no time"))
}
