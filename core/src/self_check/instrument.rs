//! What an instrument is: its questions, what its answers count, and what may be said about a total. Data from the first to the last.

use super::rules::{Answers, Measure, Score, ScoreRule, Test};
use crate::ids::Minute;
use crate::words::{Language, Text};
use std::fmt;
use std::sync::Arc;

/// A published set of questions with its rules. Made by the reader alone, which refuses what does not fit together.
#[derive(Debug, Clone, PartialEq)]
pub struct Instrument {
    /// Its id, which is its published short name: `PHQ-9`.
    pub id: InstrumentId,
    /// Of our file, not of the publication. A pack replaces a bundled one only with a higher version.
    pub version: u32,
    /// How its answers are counted. Totals of two codings are never compared.
    pub coding: Coding,
    /// Whether it is offered in the list of checks, only through another one, or is the distress meter.
    pub kind: Kind,
    /// What it is about, in our words.
    pub title: Text,
    /// Its published full name.
    pub name: String,
    /// The languages that its wording was published in, under the same permission. English is always among them.
    pub languages: Vec<Language>,
    /// What stands above all questions.
    pub stem: Option<Wording>,
    /// The question that decides whether the others are asked.
    pub gate: Option<Gate>,
    /// The questions that count.
    pub items: Vec<Item>,
    /// Questions that belong to it and do not count.
    pub extras: Vec<Item>,
    /// How its total is made.
    pub score: ScoreRule,
    /// What totals mean.
    pub bands: Bands,
    /// Parts of it that have a score of their own.
    pub scales: Vec<Scale>,
    /// Facts of scoring, such as clusters and syndromes: for exports and for the contract, never to be shown.
    pub flags: Vec<Flag>,
    /// The answers after which the crisis choice opens at once.
    pub safety: Vec<SafetyRule>,
    /// Longer or other instruments to be offered after some answers.
    pub offers: Vec<Offer>,
    /// Answers that do not go together, with what to say about them.
    pub contradictions: Vec<Contradiction>,
    /// How many days back it asks; `None` for a meter of the moment.
    pub recall_days: Option<u16>,
    /// After how many days it makes sense again.
    pub least_interval_days: u16,
    /// Published values for a change.
    pub change: ChangeValues,
    /// Which way is better.
    pub better: Better,
    /// The sentence of its licence.
    pub licence: Wording,
    /// The publication.
    pub citation: String,
    /// LOINC's code of the whole, where one was verified.
    pub loinc_panel: Option<String>,
    /// LOINC's code of the total, where one was verified.
    pub loinc_total: Option<String>,
}

impl Instrument {
    /// Whether its wording is here, so that somebody can be asked. Rules without wording still count what was answered elsewhere.
    pub fn can_be_asked(&self) -> bool {
        let asked = |item: &Item| item.text.is_some() && item.answers.iter().all(|c| c.text.is_some());
        self.items.iter().chain(&self.extras).all(asked)
            && self.gate.as_ref().is_none_or(|gate| gate.text.is_some())
    }

    /// The language in which its wording is shown to somebody who reads `language`.
    pub fn asked_in(&self, language: Language) -> Language {
        let published = language != Language::Es || self.languages.contains(&Language::Es);
        if published { language } else { Language::En }
    }
}

/// The published short name of an instrument.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstrumentId(pub(super) Arc<str>);

impl InstrumentId {
    /// An id that was shown or kept before. Whether there is such an instrument is found out by asking for it.
    pub fn shown(id: &str) -> Self {
        Self(id.into())
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for InstrumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of a way to count the answers of an instrument: `0-3`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Coding(pub(super) Arc<str>);

impl Coding {
    /// A coding that was kept before.
    pub fn shown(coding: &str) -> Self {
        Self(coding.into())
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How an instrument is come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// From the list.
    Check,
    /// From the distress meter, not from the list of checks.
    Meter,
}

/// The exact words of a publication, which nobody may change. A language in which they were not published is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// English.
    pub en: String,
    /// Spanish, if it was published under the same permission.
    pub es: Option<String>,
}

impl Wording {
    /// In a language, or in English where that was not published.
    pub fn of(&self, language: Language) -> String {
        let es = self.es.clone().unwrap_or_else(|| self.en.clone());
        Text { en: self.en.clone(), es }.of(language)
    }
}

/// A question that decides whether the others are asked: "no" ends the form.
#[derive(Debug, Clone, PartialEq)]
pub struct Gate {
    /// The question.
    pub text: Option<Wording>,
    /// What "no" and "yes" are called.
    pub answers: Option<(Wording, Wording)>,
    /// The total if it is answered with "no".
    pub no_total: Score,
}

/// A question.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its text.
    pub text: Option<Wording>,
    /// What can be answered, in the order shown. Never empty, no value twice.
    pub answers: Vec<Choice>,
    /// LOINC's code, where one was verified.
    pub loinc: Option<String>,
}

/// One answer of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What it counts, 0 to 254.
    pub value: u8,
    /// Its text.
    pub text: Option<Wording>,
    /// LOINC's code of the answer, where one was verified.
    pub loinc: Option<String>,
}

/// The bands of a score: every score that can come out is in exactly one.
#[derive(Debug, Clone, PartialEq)]
pub struct Bands {
    pub(super) lowest: Band,
    pub(super) others: Vec<Band>,
}

impl Bands {
    /// The band of a score.
    pub fn of(&self, score: Score) -> &Band {
        self.others.iter().rev().find(|band| band.from <= score).unwrap_or(&self.lowest)
    }

    /// All of them, the lowest first.
    pub fn iter(&self) -> impl Iterator<Item = &Band> {
        std::iter::once(&self.lowest).chain(&self.others)
    }
}

/// What a range of totals means.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Names it in the contract, in exports and in the vault: `moderately_severe`. Never shown.
    pub word: String,
    /// The lowest total.
    pub from: Score,
    /// The highest total.
    pub to: Score,
    /// What it means, in our plain words. `None` only where nobody can be asked.
    pub means: Option<Text>,
    /// What one can do, the nearest first.
    pub next: Vec<Next>,
}

/// What one can do after a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Next {
    /// A tool of this app.
    Tool,
    /// A peer.
    Peer,
    /// A line.
    Line,
    /// A doctor or counsellor.
    Clinician,
}

impl Next {
    /// Each by its word in data.
    pub const ALL: &'static [Self] = &[Self::Tool, Self::Peer, Self::Line, Self::Clinician];

    /// Its word in data.
    pub fn word(self) -> &'static str {
        match self {
            Self::Tool => "tool",
            Self::Peer => "peer",
            Self::Line => "line",
            Self::Clinician => "clinician",
        }
    }
}

/// A part of an instrument with a score of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// Names it in exports.
    pub id: String,
    /// What it is about, in our words.
    pub title: Text,
    /// How its score is made.
    pub score: ScoreRule,
    /// What its scores mean.
    pub bands: Bands,
}

/// A fact of scoring.
#[derive(Debug, Clone, PartialEq)]
pub struct Flag {
    /// Names it.
    pub id: String,
    /// What it is.
    pub value: FlagValue,
}

/// What a fact of scoring is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum FlagValue {
    /// A number.
    Measure(Measure),
    /// Yes or no.
    Test(Test),
    /// The numbers of the items that the total counts backwards.
    ReversedItems,
}

/// An answer after which the crisis choice opens at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SafetyRule {
    /// The place of the item, from 0.
    pub item: usize,
    /// From this answer on.
    pub at_least: u8,
}

/// Another instrument that is offered after some answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// Which one.
    pub instrument: InstrumentId,
    /// After which answers.
    pub when: Test,
    /// Why, in our words.
    pub why: Text,
}

/// Answers that do not go together.
#[derive(Debug, Clone, PartialEq)]
pub struct Contradiction {
    /// When.
    pub when: Test,
    /// What to say.
    pub say: Text,
}

/// What is published about how much a total must change to mean something. Without any, no word is said about a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChangeValues {
    /// From here on a change is "reliable".
    pub reliable: Option<Score>,
    /// From here on it is "worth noting".
    pub notable: Option<Score>,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Better {
    /// A lower total.
    #[default]
    Lower,
    /// A higher total.
    Higher,
}

/// The instruments that this phone knows, in order.
#[derive(Debug, Clone, Default)]
pub struct Instruments(pub(super) Vec<Known>);

/// An instrument, and where it came from.
#[derive(Debug, Clone)]
pub struct Known {
    /// The instrument.
    pub instrument: Arc<Instrument>,
    /// When the pack that it came with was signed; `None` for one that is compiled in.
    pub signed: Option<Minute>,
}

impl Instruments {
    /// Lays those of a verified `instruments` pack over them: a higher version replaces the one of its id, a lower or equal one does not,
    /// others are added at the end.
    #[must_use]
    pub fn updated(mut self, newer: &[Arc<Instrument>], signed: Minute) -> Self {
        for instrument in newer {
            let known = Known { instrument: instrument.clone(), signed: Some(signed) };
            match self.0.iter_mut().find(|old| old.instrument.id == instrument.id) {
                Some(old) if old.instrument.version < instrument.version => *old = known,
                Some(_) => {}
                None => self.0.push(known),
            }
        }
        self
    }

    /// One of them.
    pub fn find(&self, id: &str) -> Option<&Known> {
        self.0.iter().find(|known| known.instrument.id.as_str() == id)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Known> {
        self.0.iter()
    }
}

/// A question of a form, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// The one that decides whether the others are asked; 0 is "no", 1 is "yes".
    Gate,
    /// One that counts, from 0.
    Item(usize),
    /// One that does not count, from 0.
    Extra(usize),
}

impl Instrument {
    /// Its questions in the order shown: the gate, and what follows it only after a "yes".
    pub fn questions(&self, answers: &Answers) -> Vec<Question> {
        let gate = self.gate.iter().map(|_| Question::Gate);
        if self.gate.is_some() && answers.gate() != Some(true) {
            return gate.collect();
        }
        gate.chain((0..self.items.len()).map(Question::Item))
            .chain((0..self.extras.len()).map(Question::Extra))
            .collect()
    }
}
