//! What self-checks look like as files: instruments and checklists, compiled in or from a signed pack, and every reason to refuse one.

mod checklist;
mod instrument;
mod rule;

pub(super) use checklist::checklist;
pub use instrument::InstrumentsRead;
pub(super) use instrument::{bundled, file};

use crate::words::{Text, is_direction_mark};
use serde::Deserialize;

/// Why an instrument or a checklist is refused. Names the field, never its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InstrumentRefused {
    /// It is no instrument at all: no JSON, or a field is missing or has the wrong type.
    #[error("it is not an instrument, or a field is missing or of the wrong type")]
    Malformed,
    /// It says nothing of its licence, or not in English.
    #[error("its licence is missing")]
    LicenceMissing,
    /// It names no publication.
    #[error("its citation is missing")]
    CitationMissing,
    /// A rule that this version does not know.
    #[error("{0} has a rule that this version does not know")]
    UnknownRule(&'static str),
    /// A value that the closed list of a field does not have.
    #[error("{0} has a value that its list does not have")]
    UnknownValue(&'static str),
    /// A text is empty, too long, or has control characters in it.
    #[error("{0} is empty, too long, or has control characters")]
    Text(&'static str),
    /// A number that is out of its range.
    #[error("{0} is out of range")]
    Number(&'static str),
    /// It has no question, or too many.
    #[error("it has no question or too many")]
    Questions,
    /// A question has no answer, too many, or two that count the same.
    #[error("a question has no answer, too many, or two that count the same")]
    Choices,
    /// A rule names a question that there is not, or names one twice.
    #[error("{0} names a question that there is not, or one twice")]
    NoSuchQuestion(&'static str),
    /// A safety rule that no answer can meet, or that every answer meets.
    #[error("a safety rule can never hold, or always does")]
    Safety,
    /// A language is listed in which a part of the wording is missing, or English is not listed.
    #[error("a listed language is not complete")]
    Language,
    /// There is no band, or one ends before it begins.
    #[error("a band is missing or ends before it begins")]
    Bands,
    /// Two bands overlap.
    #[error("two bands overlap")]
    BandsOverlap,
    /// A score that can come out is in no band.
    #[error("the bands leave a hole")]
    BandsHole,
    /// No score can come out that is in this band.
    #[error("a band can never be reached")]
    BandUnreachable,
    /// A change that is reliable is smaller than one that is worth noting.
    #[error("the values for a change do not fit together")]
    Change,
    /// Its own words sound like a diagnosis.
    #[error("{0} sounds like a diagnosis")]
    Diagnosis(&'static str),
    /// Two instruments have the same id.
    #[error("another instrument has the same id")]
    SameId,
}

/// Beginnings of words that name an illness: they stand in no text of ours beside the published wording.
const ILLNESSES: [&str; 14] = [
    "diagn",
    "depress",
    "depresi",
    "deprim",
    "disorder",
    "trastorn",
    "ptsd",
    "tept",
    "syndrom",
    "síndrom",
    "patholog",
    "patolog",
    "enfermedad mental",
    "mental illness",
];

/// Whether a text of ours sounds like a diagnosis. Names of instruments are to be taken out before.
pub(crate) fn sounds_like_a_diagnosis(text: &str) -> bool {
    let text = text.to_lowercase();
    ILLNESSES.iter().any(|illness| text.contains(illness))
}

/// A text in both languages, in our own words.
#[derive(Deserialize)]
struct WireText {
    en: String,
    es: String,
}

/// Our own words: complete in both languages, and never a diagnosis.
fn own(field: &'static str, text: WireText, longest: usize) -> Result<Text, InstrumentRefused> {
    let text = Text { en: plain(field, text.en, longest)?, es: plain(field, text.es, longest)? };
    if sounds_like_a_diagnosis(&text.en) || sounds_like_a_diagnosis(&text.es) {
        return Err(InstrumentRefused::Diagnosis(field));
    }
    Ok(text)
}

fn plain(field: &'static str, text: String, longest: usize) -> Result<String, InstrumentRefused> {
    let bad = |c: char| c.is_control() || is_direction_mark(c);
    if text.trim().is_empty() || text.chars().count() > longest || text.chars().any(bad) {
        return Err(InstrumentRefused::Text(field));
    }
    Ok(text)
}

fn word(field: &'static str, text: String) -> Result<String, InstrumentRefused> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if text.is_empty() || text.len() > 60 || !text.chars().all(fits) {
        return Err(InstrumentRefused::Text(field));
    }
    Ok(text)
}
