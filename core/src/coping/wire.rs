//! Exercises as files and packs have them (`content/exercises/README.md`), and every reason to refuse one.

use super::exercise::{
    Breath, Breathing, Calculator, Caution, CautionWord, Cue, Doing, Exercise, ExerciseGroup, ExerciseId,
    Length, LengthIn, Licence, Phase, Rate, Source, SourceStatus, Step, StepOpens,
};
use super::timing::LONGEST_MS;
use crate::words::{Text, is_direction_mark};
use peerline_protocol::{json, order};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeSet;

/// Why an exercise is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExerciseRefused {
    /// It is no exercise at all: no JSON, or a field has the wrong type.
    #[error("it is not an exercise, or a field is of the wrong type")]
    Malformed,
    /// A field is missing.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A value that the closed list of a field does not have.
    #[error("{0} has a value that its list does not have")]
    UnknownValue(&'static str),
    /// A text is empty, too long, or has control characters in it.
    #[error("{0} is empty, too long, or has control characters")]
    Text(&'static str),
    /// A text is not there in one of the languages.
    #[error("{0} is missing in a language")]
    Language(&'static str),
    /// A number is out of its range.
    #[error("{0} is out of range")]
    Range(&'static str),
    /// It does not say what speaks against it, or leaves out what must be said.
    #[error("it does not say what speaks against it")]
    Cautions,
    /// It holds the breath, or paces it, and names nothing to take instead.
    #[error("it names no other exercise for those who must not do it")]
    Instead,
    /// No source, or one that does not say whether it was read.
    #[error("a source is missing, or does not say whether it was read")]
    SourceStatus,
    /// A source's address that must not be opened.
    #[error("a source's url is no address that may be used")]
    Address,
    /// It is neither breathing nor steps, or both.
    #[error("it must be either breathing or steps")]
    Doing,
    /// The phases are no breath: they do not begin with a breath in, or one cannot follow the other.
    #[error("the phases do not make a breath")]
    Phases,
    /// Its words have no licence that the project takes in.
    #[error("its licence is unknown")]
    Licence,
    /// Two exercises, or two steps of one, have the same id.
    #[error("another one has the same id")]
    SameId,
    /// More than one pack may hold.
    #[error("it is too large")]
    TooLarge,
}

/// What a file of exercises gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExercisesRead {
    /// Those that can be used, in the order of the file.
    pub exercises: Vec<Exercise>,
    /// The places, from 0, of those that cannot, with the reason. What was known of such an exercise before stays.
    pub refused: Vec<(usize, ExerciseRefused)>,
}

/// The longest file, in bytes.
const LONGEST_FILE: usize = 1 << 20;

/// The most exercises in a file.
const MOST_EXERCISES: usize = 500;

/// Reads a whole file: a JSON list, an object with `exercises`, or one exercise a line.
pub(super) fn file(text: &str) -> Result<ExercisesRead, ExerciseRefused> {
    #[derive(Deserialize)]
    struct File<'a> {
        #[serde(borrow)]
        exercises: Vec<&'a RawValue>,
    }
    if text.len() > LONGEST_FILE {
        return Err(ExerciseRefused::TooLarge);
    }
    let listed = json::from_str(text).or_else(|_| json::from_str(text).map(|file: File<'_>| file.exercises));
    let entries: Vec<&str> = match &listed {
        Ok(listed) => listed.iter().map(|raw| raw.get()).collect(),
        Err(_) if json::from_str::<&RawValue>(text).is_ok() => vec![text],
        Err(_) => text.lines().filter(|line| !line.trim().is_empty()).collect(),
    };
    if entries.len() > MOST_EXERCISES {
        return Err(ExerciseRefused::TooLarge);
    }
    let mut ids = BTreeSet::new();
    let mut read = ExercisesRead::default();
    for (place, json) in entries.into_iter().enumerate() {
        let exercise = exercise(json).and_then(|exercise| {
            let new = ids.insert(exercise.id.clone());
            if new { Ok(exercise) } else { Err(ExerciseRefused::SameId) }
        });
        match exercise {
            Ok(exercise) => read.exercises.push(exercise),
            Err(reason) => read.refused.push((place, reason)),
        }
    }
    Ok(read)
}

/// Reads one exercise.
pub(super) fn exercise(json: &str) -> Result<Exercise, ExerciseRefused> {
    let wire: WireExercise = json::from_str(json).map_err(|_| ExerciseRefused::Malformed)?;
    let exercise = Exercise {
        id: there("id", wire.id).and_then(|id| id_of("id", &id))?,
        version: there("version", wire.version)
            .and_then(|version| within("version", version, 1, u32::MAX))?,
        group: listed("group", there("group", wire.group)?, ExerciseGroup::of_word)?,
        name: both("name", wire.name, 60)?,
        about: both("about", wire.about, 300)?,
        known: both("known", wire.known, 500)?,
        cautions: wire.cautions.unwrap_or_default().into_iter().map(caution).collect::<Result<_, _>>()?,
        still: both("still", wire.still, 300)?,
        doing: match (wire.breathing, wire.steps) {
            (Some(wire), None) => Doing::Breathing(breathing(wire)?),
            (None, Some(wire)) => Doing::Steps(steps(wire)?),
            _ => return Err(ExerciseRefused::Doing),
        },
        calculators: wire
            .calculators
            .into_iter()
            .map(|word| listed("calculators", word, Calculator::of_word))
            .collect::<Result<_, _>>()?,
        sources: wire.sources.unwrap_or_default().into_iter().map(source).collect::<Result<_, _>>()?,
        licence: wire.licence.as_deref().and_then(Licence::of_word).ok_or(ExerciseRefused::Licence)?,
    };
    if exercise.sources.is_empty() {
        return Err(ExerciseRefused::SourceStatus);
    }
    says_what_speaks_against(&exercise)?;
    Ok(exercise)
}

/// Every field may be missing, so that the refusal can name it.
#[derive(Deserialize)]
struct WireExercise {
    id: Option<String>,
    version: Option<u32>,
    group: Option<String>,
    name: Option<WireBoth>,
    about: Option<WireBoth>,
    known: Option<WireBoth>,
    cautions: Option<Vec<WireCaution>>,
    still: Option<WireBoth>,
    breathing: Option<WireBreathing>,
    steps: Option<Vec<WireStep>>,
    #[serde(default)]
    calculators: Vec<String>,
    sources: Option<Vec<WireSource>>,
    licence: Option<String>,
}

#[derive(Deserialize)]
struct WireBoth {
    en: Option<String>,
    es: Option<String>,
}

#[derive(Deserialize)]
struct WireCaution {
    word: Option<String>,
    instead: Option<String>,
    text: Option<WireBoth>,
}

#[derive(Deserialize)]
struct WireBreathing {
    phases: Option<Vec<WirePhase>>,
    length: Option<WireLength>,
    rate: Option<WireRate>,
}

#[derive(Deserialize)]
struct WirePhase {
    breath: Option<String>,
    ms: Option<u32>,
    cue: Option<WireBoth>,
    caption: Option<WireBoth>,
    haptic: Option<Vec<u16>>,
}

#[derive(Deserialize)]
struct WireLength {
    #[serde(rename = "in")]
    counted_in: Option<String>,
    least: Option<u32>,
    most: Option<u32>,
    usual: Option<u32>,
}

#[derive(Deserialize)]
struct WireRate {
    least: u32,
    most: u32,
    step: u32,
    usual: u32,
}

#[derive(Deserialize)]
struct WireStep {
    id: Option<String>,
    ms: Option<u32>,
    cue: Option<WireBoth>,
    caption: Option<WireBoth>,
    haptic: Option<Vec<u16>>,
    opens: Option<String>,
}

#[derive(Deserialize)]
struct WireSource {
    what: Option<WireBoth>,
    by: Option<String>,
    year: Option<u16>,
    url: Option<String>,
    status: Option<String>,
}

/// What must be said with an exercise of its kind, whoever wrote it.
fn says_what_speaks_against(exercise: &Exercise) -> Result<(), ExerciseRefused> {
    let said = |wanted: CautionWord| {
        exercise.cautions.iter().find_map(|caution| match caution {
            Caution::Known { word, instead } if *word == wanted => Some(instead.as_ref()),
            _ => None,
        })
    };
    said(CautionWord::DrivingOrCall).ok_or(ExerciseRefused::Cautions)?;
    if exercise.paces_breath() {
        said(CautionWord::Dizzy).ok_or(ExerciseRefused::Cautions)?;
        said(CautionWord::BreathFocus).ok_or(ExerciseRefused::Cautions)?.ok_or(ExerciseRefused::Instead)?;
    }
    if exercise.holds_breath() {
        said(CautionWord::BreathHolds).ok_or(ExerciseRefused::Cautions)?.ok_or(ExerciseRefused::Instead)?;
    }
    Ok(())
}

fn caution(wire: WireCaution) -> Result<Caution, ExerciseRefused> {
    match (wire.word, wire.text) {
        (Some(word), None) => Ok(Caution::Known {
            word: listed("cautions", word, CautionWord::of_word)?,
            instead: wire.instead.map(|id| id_of("instead", &id)).transpose()?,
        }),
        (None, text @ Some(_)) => both("cautions", text, 300).map(Caution::Own),
        _ => Err(ExerciseRefused::Cautions),
    }
}

fn breathing(wire: WireBreathing) -> Result<Breathing, ExerciseRefused> {
    let phases: Vec<Phase> =
        there("phases", wire.phases)?.into_iter().map(phase).collect::<Result<_, _>>()?;
    let begins_with_in = phases.first().is_some_and(|phase| phase.breath == Breath::In);
    let follows = phases.windows(2).all(|pair| pair[1].breath.may_follow(pair[0].breath));
    let goes_out = phases.iter().any(|phase| phase.breath == Breath::Out);
    if !(begins_with_in && follows && goes_out) {
        return Err(ExerciseRefused::Phases);
    }
    let round: u64 = phases.iter().map(|phase| u64::from(phase.ms)).sum();
    let rate = wire.rate.map(|wire| rate(&wire, round)).transpose()?;
    let length = length(there("length", wire.length)?, round)?;
    Ok(Breathing { phases, length, rate })
}

fn phase(wire: WirePhase) -> Result<Phase, ExerciseRefused> {
    Ok(Phase {
        breath: listed("breath", there("breath", wire.breath)?, Breath::of_word)?,
        ms: there("ms", wire.ms).and_then(|ms| within("ms", ms, 1_000, 20_000))?,
        cue: cue(wire.cue, wire.caption, wire.haptic)?,
    })
}

/// The usual pace is that of the phases, to the millisecond; every step between slowest and quickest can be chosen.
fn rate(wire: &WireRate, round: u64) -> Result<Rate, ExerciseRefused> {
    let ordered = 20 <= wire.least && wire.least <= wire.usual && wire.usual <= wire.most && wire.most <= 200;
    let stepped = wire.step > 0
        && ordered
        && (wire.usual - wire.least).is_multiple_of(wire.step)
        && (wire.most - wire.least).is_multiple_of(wire.step);
    let agrees = round * u64::from(wire.usual) == 600_000;
    if stepped && agrees {
        Ok(Rate { least: wire.least, most: wire.most, step: wire.step, usual: wire.usual })
    } else {
        Err(ExerciseRefused::Range("rate"))
    }
}

fn length(wire: WireLength, round: u64) -> Result<Length, ExerciseRefused> {
    let length = Length {
        counted_in: listed("length", there("length", wire.counted_in)?, LengthIn::of_word)?,
        least: there("length", wire.least)?,
        most: there("length", wire.most)?,
        usual: there("length", wire.usual)?,
    };
    let one = match length.counted_in {
        LengthIn::Cycles => round,
        LengthIn::Minutes => 60_000,
    };
    let fits = 1 <= length.least
        && length.least <= length.usual
        && length.usual <= length.most
        && u64::from(length.most) * one <= LONGEST_MS;
    if fits { Ok(length) } else { Err(ExerciseRefused::Range("length")) }
}

fn steps(wire: Vec<WireStep>) -> Result<Vec<Step>, ExerciseRefused> {
    let steps: Vec<Step> = wire.into_iter().map(step).collect::<Result<_, _>>()?;
    within("steps", steps.len(), 1, 50)?;
    if order::distinct(steps.iter().map(|step| &step.id)) == steps.len() {
        Ok(steps)
    } else {
        Err(ExerciseRefused::SameId)
    }
}

fn step(wire: WireStep) -> Result<Step, ExerciseRefused> {
    Ok(Step {
        id: there("id", wire.id).and_then(|id| id_of("id", &id))?.as_str().to_owned(),
        ms: wire.ms.map(|ms| within("ms", ms, 1_000, 1_200_000)).transpose()?,
        cue: cue(wire.cue, wire.caption, wire.haptic)?,
        opens: wire.opens.map(|word| listed("opens", word, StepOpens::of_word)).transpose()?,
    })
}

fn cue(
    text: Option<WireBoth>,
    caption: Option<WireBoth>,
    haptic: Option<Vec<u16>>,
) -> Result<Cue, ExerciseRefused> {
    let haptic = there("haptic", haptic)?;
    // On, off, on: it ends with on, and is over before the next phase can begin.
    let whole = haptic.len() <= 9 && haptic.len() % 2 == 1 && haptic.iter().all(|ms| (10..=400).contains(ms));
    if !whole || haptic.iter().map(|ms| u32::from(*ms)).sum::<u32>() > 1_000 {
        return Err(ExerciseRefused::Range("haptic"));
    }
    Ok(Cue { text: both("cue", text, 60)?, caption: both("caption", caption, 300)?, haptic })
}

fn source(wire: WireSource) -> Result<Source, ExerciseRefused> {
    let status = wire.status.ok_or(ExerciseRefused::SourceStatus)?;
    let year = wire.year.map(|year| within("year", year, 1800, 2100));
    Ok(Source {
        what: both("what", wire.what, 200)?,
        by: wire.by.map(|by| text("by", by, 120)).transpose()?,
        year: year.transpose()?,
        url: wire.url.map(web).transpose()?,
        status: SourceStatus::of_word(&status).ok_or(ExerciseRefused::SourceStatus)?,
    })
}

fn web(page: String) -> Result<String, ExerciseRefused> {
    let host = page.strip_prefix("https://").and_then(|rest| rest.split(['/', '?', '#']).next());
    let host = host.unwrap_or_default();
    let fits = page.len() <= 500
        && host.contains('.')
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-')
        && page.chars().all(|c| !c.is_control() && !c.is_whitespace() && !is_direction_mark(c));
    if fits { Ok(page) } else { Err(ExerciseRefused::Address) }
}

fn both(field: &'static str, wire: Option<WireBoth>, longest: usize) -> Result<Text, ExerciseRefused> {
    let wire = there(field, wire)?;
    let of =
        |language: Option<String>| text(field, language.ok_or(ExerciseRefused::Language(field))?, longest);
    Ok(Text { en: of(wire.en)?, es: of(wire.es)? })
}

fn text(field: &'static str, text: String, longest: usize) -> Result<String, ExerciseRefused> {
    let fits = !text.trim().is_empty()
        && text.chars().count() <= longest
        && !text.chars().any(|c| c.is_control() || is_direction_mark(c));
    if fits { Ok(text) } else { Err(ExerciseRefused::Text(field)) }
}

fn id_of(field: &'static str, id: &str) -> Result<ExerciseId, ExerciseRefused> {
    ExerciseId::parse(id).ok_or(ExerciseRefused::Text(field))
}

fn listed<T>(
    field: &'static str,
    word: String,
    of_word: impl Fn(&str) -> Option<T>,
) -> Result<T, ExerciseRefused> {
    of_word(&word).ok_or(ExerciseRefused::UnknownValue(field))
}

fn there<T>(field: &'static str, value: Option<T>) -> Result<T, ExerciseRefused> {
    value.ok_or(ExerciseRefused::Missing(field))
}

fn within<T: PartialOrd>(field: &'static str, value: T, least: T, most: T) -> Result<T, ExerciseRefused> {
    if least <= value && value <= most { Ok(value) } else { Err(ExerciseRefused::Range(field)) }
}
