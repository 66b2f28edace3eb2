//! Answers, scores and safety. Pure: the same answers always give the same.
//!
//! Strict: without every answer there is no total, and a value that cannot be answered is refused, never left out. Safety is decided from
//! the answers that are there, before any score and without one.

use super::instrument::{Band, Contradiction, FlagValue, Instrument, Offer, Question, SafetyRule, Scale};
use std::fmt;

/// A score, exact to ten-thousandths: a sum is whole, a mean is rounded half up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Score(i32);

impl Score {
    /// A whole number.
    pub const fn whole(number: i32) -> Self {
        Self(number.saturating_mul(10_000))
    }

    /// So many ten-thousandths, as the vault and the reader have it.
    pub const fn of_ten_thousandths(number: i32) -> Self {
        Self(number)
    }

    /// In ten-thousandths.
    pub const fn ten_thousandths(self) -> i32 {
        self.0
    }

    /// The whole number that it is, if it is one.
    pub const fn as_whole(self) -> Option<i32> {
        if self.0 % 10_000 == 0 { Some(self.0 / 10_000) } else { None }
    }

    /// How far one is from the other.
    pub const fn distance(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0).saturating_abs())
    }

    fn ratio(sum: i64, count: i64) -> Self {
        let rounded = (sum * 20_000 + count).div_euclid(2 * count.max(1));
        Self(i32::try_from(rounded).unwrap_or(i32::MAX))
    }
}

/// For the screen: a whole number, or two places.
impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_whole() {
            Some(whole) => write!(f, "{whole}"),
            None => write!(f, "{:.2}", f64::from(self.0) / 10_000.0),
        }
    }
}

/// What was answered so far. Only values that can be answered get in. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Answers {
    gate: Option<bool>,
    items: Vec<Option<u8>>,
    extras: Vec<Option<u8>>,
}

/// Why answers are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswersRefused {
    /// A value that cannot be answered.
    #[error("an answer is out of range")]
    OutOfRange,
    /// Too few or too many answers, or a question that there is not.
    #[error("there are too few or too many answers")]
    WrongLength,
    /// An answer to a question that was not asked, because the first one ended the form.
    #[error("answers contradict each other")]
    Contradiction,
}

impl Answers {
    /// Nothing answered yet.
    pub fn none(instrument: &Instrument) -> Self {
        Self {
            gate: None,
            items: vec![None; instrument.items.len()],
            extras: vec![None; instrument.extras.len()],
        }
    }

    /// Answers from outside: one for each question that counts, or none at all after a "no" at the gate. `extras` may be left out.
    ///
    /// # Errors
    /// Each its own [`AnswersRefused`].
    pub fn read(
        instrument: &Instrument,
        gate: Option<bool>,
        items: &[Option<i64>],
        extras: &[Option<i64>],
    ) -> Result<Self, AnswersRefused> {
        let mut answers = Self::none(instrument);
        if gate.is_some() {
            answers.set(instrument, Question::Gate, gate.map(i64::from))?;
        }
        let nothing = |list: &[Option<i64>]| list.iter().all(Option::is_none);
        if gate == Some(false) {
            return if nothing(items) && nothing(extras) {
                Ok(answers)
            } else {
                Err(AnswersRefused::Contradiction)
            };
        }
        let extras_fit = extras.is_empty() || extras.len() == instrument.extras.len();
        if items.len() != instrument.items.len() || !extras_fit {
            return Err(AnswersRefused::WrongLength);
        }
        for (place, value) in items.iter().enumerate() {
            answers.set(instrument, Question::Item(place), *value)?;
        }
        for (place, value) in extras.iter().enumerate() {
            answers.set(instrument, Question::Extra(place), *value)?;
        }
        Ok(answers)
    }

    /// Answers as the vault kept them: they were possible once, and are not looked at again.
    pub(super) fn kept(gate: Option<bool>, items: Vec<Option<u8>>, extras: Vec<Option<u8>>) -> Self {
        Self { gate, items, extras }
    }

    /// Answers one question, or takes an answer back. A "no" at the gate ends the form: what was answered after it is dropped.
    ///
    /// # Errors
    /// Each its own [`AnswersRefused`]; nothing is changed then.
    pub fn set(
        &mut self,
        instrument: &Instrument,
        question: Question,
        value: Option<i64>,
    ) -> Result<(), AnswersRefused> {
        let (items, list) = match question {
            Question::Gate => return self.set_gate(instrument, value),
            Question::Item(_) => (&instrument.items, &mut self.items),
            Question::Extra(_) => (&instrument.extras, &mut self.extras),
        };
        let (Question::Item(place) | Question::Extra(place)) = question else { return Ok(()) };
        let (Some(item), Some(slot)) = (items.get(place), list.get_mut(place)) else {
            return Err(AnswersRefused::WrongLength);
        };
        let value =
            value.map(|value| u8::try_from(value).map_err(|_| AnswersRefused::OutOfRange)).transpose()?;
        if value.is_some_and(|value| item.answers.iter().all(|choice| choice.value != value)) {
            return Err(AnswersRefused::OutOfRange);
        }
        if value.is_some() && self.gate == Some(false) {
            return Err(AnswersRefused::Contradiction);
        }
        *slot = value;
        Ok(())
    }

    /// What was answered at the gate.
    pub fn gate(&self) -> Option<bool> {
        self.gate
    }

    /// The answers that count, in order.
    pub fn items(&self) -> &[Option<u8>] {
        &self.items
    }

    /// The answers that do not count, in order.
    pub fn extras(&self) -> &[Option<u8>] {
        &self.extras
    }

    /// What was answered to one question.
    pub fn get(&self, question: Question) -> Option<u8> {
        match question {
            Question::Gate => self.gate.map(u8::from),
            Question::Item(place) => self.items.get(place).copied().flatten(),
            Question::Extra(place) => self.extras.get(place).copied().flatten(),
        }
    }

    /// How many questions that count are still open.
    pub fn missing(&self, instrument: &Instrument) -> usize {
        match (&instrument.gate, self.gate) {
            (Some(_), Some(false)) => 0,
            (Some(_), None) => 1 + self.open_items(),
            _ => self.open_items(),
        }
    }

    fn open_items(&self) -> usize {
        self.items.iter().filter(|answer| answer.is_none()).count()
    }

    fn set_gate(&mut self, instrument: &Instrument, value: Option<i64>) -> Result<(), AnswersRefused> {
        if instrument.gate.is_none() {
            return Err(AnswersRefused::WrongLength);
        }
        self.gate = match value {
            None => None,
            Some(0) => Some(false),
            Some(1) => Some(true),
            Some(_) => return Err(AnswersRefused::OutOfRange),
        };
        if self.gate == Some(false) {
            self.items.fill(None);
            self.extras.fill(None);
        }
        Ok(())
    }
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answers")
    }
}

/// Whether the crisis choice opens. Decided before any score, and apart from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Safety {
    /// It opens, now.
    Open,
    /// Every question about safety was answered, and none opens it.
    Clear,
    /// A question about safety was not answered: that is no "no".
    Unknown,
    /// The instrument has no question about safety.
    NotAsked,
}

/// What came out.
#[derive(Clone, PartialEq)]
pub struct Scored<'a> {
    /// Whether the crisis choice opens, whatever else came out.
    pub safety: Safety,
    /// The score, or that there is none.
    pub outcome: Outcome<'a>,
}

/// The score, or that there is none.
#[derive(Clone, PartialEq)]
pub enum Outcome<'a> {
    /// So many answers are missing: no total, no band, no flags.
    Incomplete {
        /// How many.
        missing: usize,
    },
    /// Every answer is there.
    Complete(Complete<'a>),
}

/// The score of a form without a gap.
#[derive(Clone, PartialEq)]
pub struct Complete<'a> {
    /// The total.
    pub total: Score,
    /// Its band.
    pub band: &'a Band,
    /// Parts with a score of their own.
    pub scales: Vec<(&'a Scale, Score, &'a Band)>,
    /// Facts of scoring: never to be shown. Without those that need an answer that was not asked.
    pub flags: Vec<(&'a str, Fact)>,
}

/// A fact of scoring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// Yes or no.
    Is(bool),
    /// A number.
    Number(Score),
    /// Numbers of items, from 1.
    Items(Vec<usize>),
}

impl Scored<'_> {
    /// The score, if there is one.
    pub fn complete(&self) -> Option<&Complete<'_>> {
        match &self.outcome {
            Outcome::Complete(complete) => Some(complete),
            Outcome::Incomplete { .. } => None,
        }
    }
}

impl fmt::Debug for Scored<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Scored")
    }
}

impl fmt::Debug for Outcome<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Outcome")
    }
}

impl fmt::Debug for Complete<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Complete")
    }
}

impl Instrument {
    /// Whether the crisis choice opens after these answers, with or without gaps.
    pub fn safety(&self, answers: &Answers) -> Safety {
        let opens =
            |rule: &SafetyRule| answers.get(Question::Item(rule.item)).map(|answer| answer >= rule.at_least);
        let all: Vec<_> = self.safety.iter().map(opens).collect();
        if all.contains(&Some(true)) {
            Safety::Open
        } else if self.safety.is_empty() {
            Safety::NotAsked
        } else if answers.gate() != Some(false) && all.contains(&None) {
            Safety::Unknown
        } else {
            Safety::Clear
        }
    }

    /// Scores answers: safety first, then a total if nothing is missing.
    pub fn score(&self, answers: &Answers) -> Scored<'_> {
        let safety = self.safety(answers);
        let missing = answers.missing(self);
        let total = match &self.gate {
            Some(gate) if answers.gate() == Some(false) => Some(gate.no_total),
            _ if missing > 0 => None,
            _ => self.score.of(answers),
        };
        let outcome = match total {
            None => Outcome::Incomplete { missing },
            Some(total) => Outcome::Complete(Complete {
                total,
                band: self.bands.of(total),
                scales: self.scales.iter().filter_map(|scale| part(scale, answers)).collect(),
                flags: self
                    .flags
                    .iter()
                    .filter_map(|flag| Some((flag.id.as_str(), self.fact(&flag.value, answers)?)))
                    .collect(),
            }),
        };
        Scored { safety, outcome }
    }

    /// The other instruments to be offered after these answers; none while one that it depends on is missing.
    pub fn offers_after(&self, answers: &Answers) -> impl Iterator<Item = &Offer> {
        self.offers.iter().filter(|offer| offer.when.of(answers) == Some(true))
    }

    /// The answers that do not go together.
    pub fn contradictions_in(&self, answers: &Answers) -> impl Iterator<Item = &Contradiction> {
        self.contradictions.iter().filter(|one| one.when.of(answers) == Some(true))
    }

    fn fact(&self, value: &FlagValue, answers: &Answers) -> Option<Fact> {
        match value {
            FlagValue::Measure(measure) => measure.of(answers).map(Fact::Number),
            FlagValue::Test(test) => test.of(answers).map(Fact::Is),
            FlagValue::ReversedItems => Some(Fact::Items(self.score.reversed())),
        }
    }
}

fn part<'a>(scale: &'a Scale, answers: &Answers) -> Option<(&'a Scale, Score, &'a Band)> {
    let score = scale.score.of(answers)?;
    Some((scale, score, scale.bands.of(score)))
}

/// How a score is made of answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScoreRule {
    /// `times` the sum, and `plus`.
    Sum {
        /// Of which answers.
        of: Vec<Counted>,
        /// Multiplied by.
        times: u8,
        /// And then added.
        plus: i16,
    },
    /// The mean.
    Mean {
        /// Of which answers.
        of: Vec<Counted>,
    },
}

/// An answer that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// The place of the item, from 0.
    pub item: usize,
    /// Counted backwards: it counts this less its value, which is the sum of the least and the most that can be answered.
    pub reversed_from: Option<u16>,
}

impl ScoreRule {
    /// The score; `None` if an answer that it needs is missing.
    pub fn of(&self, answers: &Answers) -> Option<Score> {
        match self {
            Self::Sum { of, times, plus } => {
                let sum = sum(of, answers)? * i64::from(*times) + i64::from(*plus);
                i32::try_from(sum).ok().map(Score::whole)
            }
            Self::Mean { of } => Some(Score::ratio(sum(of, answers)?, i64::try_from(of.len()).ok()?)),
        }
    }

    /// Every score that can come out, from the least to the most.
    pub fn possible(&self, instrument_items: &[super::instrument::Item]) -> Vec<Score> {
        let (of, score): (_, Box<dyn Fn(i64) -> Score>) = match self {
            Self::Sum { of, times, plus } => {
                let (times, plus) = (i64::from(*times), i64::from(*plus));
                (of, Box::new(move |sum| Score::whole(i32::try_from(sum * times + plus).unwrap_or(i32::MAX))))
            }
            Self::Mean { of } => {
                let count = i64::try_from(of.len()).unwrap_or(i64::MAX);
                (of, Box::new(move |sum| Score::ratio(sum, count)))
            }
        };
        let mut sums = std::collections::BTreeSet::from([0_i64]);
        for counted in of {
            let values: Vec<i64> = instrument_items
                .get(counted.item)
                .map(|item| item.answers.iter().map(|choice| counted.value(choice.value)).collect())
                .unwrap_or_default();
            sums = sums.iter().flat_map(|sum| values.iter().map(move |value| sum + value)).collect();
        }
        sums.into_iter().map(score).collect()
    }

    fn reversed(&self) -> Vec<usize> {
        let (Self::Sum { of, .. } | Self::Mean { of }) = self;
        of.iter().filter(|counted| counted.reversed_from.is_some()).map(|counted| counted.item + 1).collect()
    }
}

impl Counted {
    fn value(self, answer: u8) -> i64 {
        let answer = i64::from(answer);
        self.reversed_from.map_or(answer, |from| i64::from(from) - answer)
    }
}

fn sum(of: &[Counted], answers: &Answers) -> Option<i64> {
    of.iter()
        .map(|counted| answers.get(Question::Item(counted.item)).map(|answer| counted.value(answer)))
        .sum()
}

/// A number made of answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// A sum or a mean.
    Score(ScoreRule),
    /// How many answers are at least so high.
    Count(Vec<Threshold>),
    /// One answer.
    Answer(usize),
}

/// An item, and from which answer on it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Threshold {
    /// The place of the item, from 0.
    pub item: usize,
    /// From this answer on.
    pub at_least: u8,
}

impl Measure {
    /// The number; `None` if an answer that it needs is missing.
    pub fn of(&self, answers: &Answers) -> Option<Score> {
        match self {
            Self::Score(rule) => rule.of(answers),
            Self::Count(thresholds) => {
                let mut count = 0;
                for threshold in thresholds {
                    count += i32::from(answers.get(Question::Item(threshold.item))? >= threshold.at_least);
                }
                Some(Score::whole(count))
            }
            Self::Answer(item) => {
                answers.get(Question::Item(*item)).map(|answer| Score::whole(answer.into()))
            }
        }
    }
}

/// A question about answers that is yes or no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// A number is between these, both included.
    Between(Measure, Score, Score),
    /// The gate was answered so.
    Gate(bool),
    /// All hold.
    All(Vec<Test>),
    /// At least one holds.
    Any(Vec<Test>),
    /// It does not hold.
    Not(Box<Test>),
}

impl Test {
    /// Whether it holds; `None` if an answer that it needs is missing.
    pub fn of(&self, answers: &Answers) -> Option<bool> {
        match self {
            Self::Between(measure, from, to) => {
                measure.of(answers).map(|number| *from <= number && number <= *to)
            }
            Self::Gate(is) => answers.gate().map(|gate| gate == *is),
            Self::All(tests) => tests.iter().try_fold(true, |all, test| Some(all & test.of(answers)?)),
            Self::Any(tests) => tests.iter().try_fold(false, |any, test| Some(any | test.of(answers)?)),
            Self::Not(test) => test.of(answers).map(|holds| !holds),
        }
    }
}
