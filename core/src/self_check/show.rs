//! Forms, results and trends in finished sentences. What is about safety stands first.

use super::instrument::{ChangeValues, Coding, Instrument, InstrumentId, Instruments, Known, Next, Question};
use super::rules::{Answers, Complete, Outcome, Safety, Score};
use super::trend::{Change, ChangeWord, Direction, Origin, Placed, Since};
use super::{Draft, SelfCheckId};
use crate::ids::Minute;
use crate::words::{Language, Say, Words};
use chrono::{DateTime, Datelike as _};

/// A check to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedCheck {
    /// Its id.
    pub id: InstrumentId,
    /// What it is about, in our words.
    pub title: String,
    /// Its published short and full name.
    pub name: String,
    /// How many questions it has, and how far back it asks.
    pub about: Vec<String>,
    /// Says that it was begun, where it was.
    pub begun: Option<String>,
    /// Says that its questions are in English, where somebody reads another language.
    pub in_english: Option<String>,
    /// Its licence.
    pub licence: String,
    /// The publication.
    pub citation: String,
    /// When it was signed, if it came with a pack.
    pub signed: Option<String>,
}

/// A form as the screen shows it. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct FormView {
    /// Its id.
    pub id: InstrumentId,
    /// What it is about, in our words.
    pub title: String,
    /// What to know first: that nothing is kept unasked, in which language it is, whether asking now says little.
    pub notes: Vec<String>,
    /// What stands above the questions.
    pub stem: Option<String>,
    /// The questions to be shown by now, in order.
    pub questions: Vec<FormQuestion>,
    /// How many that count are still open.
    pub missing: u32,
    /// Whether the crisis choice opens because of what was answered before.
    pub safety: Safety,
    /// Whether there are answers from before.
    pub begun: bool,
    /// Its licence.
    pub licence: String,
    /// The publication.
    pub citation: String,
}

/// A question of a form.
#[derive(Clone, PartialEq, Eq)]
pub struct FormQuestion {
    /// Which one.
    pub question: Question,
    /// Its text, word for word as published.
    pub text: String,
    /// What can be answered: the value, and its text.
    pub choices: Vec<(u8, String)>,
    /// What was answered.
    pub chosen: Option<u8>,
}

/// What came out, in the order in which it is shown. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct ResultView {
    /// Of which instrument.
    pub id: InstrumentId,
    /// What it is about, in our words.
    pub title: String,
    /// Whether the crisis choice opens: before everything else on this screen.
    pub safety: Safety,
    /// What is said about it.
    pub about_safety: Option<String>,
    /// "This is not a diagnosis."
    pub not_a_diagnosis: String,
    /// The total in a sentence; or how many answers are missing, and that there is no total.
    pub total: String,
    /// Whether there is a total, so that the result can be kept.
    pub is_complete: bool,
    /// What its band means, and the parts that have a score of their own.
    pub means: Vec<String>,
    /// Answers that do not go together.
    pub contradictions: Vec<String>,
    /// What one can do, the nearest first.
    pub next: Vec<NextStep>,
    /// Other checks that can tell more.
    pub offers: Vec<OfferedCheck>,
    /// When it makes sense again.
    pub again: Option<String>,
}

/// What one can do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// Where the button leads.
    pub next: Next,
    /// What it says.
    pub says: String,
}

/// Another check that can tell more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedCheck {
    /// Which one.
    pub id: InstrumentId,
    /// What it is about.
    pub title: String,
    /// Why.
    pub why: String,
}

/// An instrument and coding of which results are kept. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptRow {
    /// Which instrument.
    pub id: InstrumentId,
    /// How its answers were counted.
    pub coding: Coding,
    /// What it is about; its id if it is not known any more.
    pub title: String,
    /// How many results.
    pub count: u32,
}

/// Results over time. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct TrendView {
    /// Of which instrument.
    pub id: InstrumentId,
    /// What it is about; its id if it is not known any more.
    pub title: String,
    /// How many points there are on all pages.
    pub total: u32,
    /// The points of this page, the newest first.
    pub points: Vec<TrendPoint>,
    /// What to know: that no word is said about changes, that a clock was set back, that others are counted in another way.
    pub notes: Vec<String>,
}

/// A point of a trend. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct TrendPoint {
    /// Which result.
    pub id: SelfCheckId,
    /// When.
    pub at: Minute,
    /// The total.
    pub score: Score,
    /// What its band means, where that is still known.
    pub means: Option<String>,
    /// How long after the one before, in a sentence; none for the first.
    pub since: Option<String>,
    /// What may be said about the change since the one before.
    pub change: Option<String>,
    /// The same as a value.
    pub changed: Option<Change>,
    /// Says that it was read from a file.
    pub imported: Option<String>,
}

macro_rules! silent {
    ($($view:ident),+) => {$(
        impl std::fmt::Debug for $view {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($view))
            }
        }
    )+};
}

silent!(FormView, FormQuestion, ResultView, KeptRow, TrendView, TrendPoint);

pub(super) fn listed(known: &Known, begun: bool, language: Language) -> ListedCheck {
    let (words, instrument) = (Words::of(language), &*known.instrument);
    let about = [
        Some(Say::SelfCheckQuestions { count: count(instrument.items.len()) }),
        instrument.recall_days.map(|days| Say::SelfCheckRecall { days: days.into() }),
    ];
    let signed = known.signed.map(|at| {
        let date = DateTime::from_timestamp(i64::from(at.0) * 60, 0).unwrap_or_default();
        let month = words.say(&Say::Month { month: date.month() });
        let year = u32::try_from(date.year()).unwrap_or_default();
        words.say(&Say::SelfCheckSigned { date: words.say(&Say::DateDay { day: date.day(), month, year }) })
    });
    ListedCheck {
        id: instrument.id.clone(),
        title: instrument.title.of(language),
        name: format!("{}: {}", instrument.id, instrument.name),
        about: about.iter().flatten().map(|say| words.say(say)).collect(),
        begun: begun.then(|| words.say(&Say::SelfCheckBegun)),
        in_english: in_english(instrument, language),
        licence: instrument.licence.of(language),
        citation: instrument.citation.clone(),
        signed,
    }
}

pub(super) fn form(
    instrument: &Instrument,
    draft: Option<&Draft>,
    since: Option<Since>,
    language: Language,
) -> FormView {
    let words = Words::of(language);
    let nothing = Answers::none(instrument);
    let answers = draft.map_or(&nothing, |draft| &draft.answers);
    let mut notes = vec![words.say(&Say::SelfCheckPrivate)];
    notes.extend(in_english(instrument, language));
    notes.extend(since.and_then(|since| early(instrument, since)).map(|say| words.say(&say)));
    let question = |question| form_question(instrument, question, answers, language);
    FormView {
        id: instrument.id.clone(),
        title: instrument.title.of(language),
        notes,
        stem: instrument.stem.as_ref().map(|stem| stem.of(language)),
        questions: instrument.questions(answers).into_iter().filter_map(question).collect(),
        missing: count(answers.missing(instrument)),
        safety: instrument.safety(answers),
        begun: draft.is_some(),
        licence: instrument.licence.of(language),
        citation: instrument.citation.clone(),
    }
}

fn form_question(
    instrument: &Instrument,
    question: Question,
    answers: &Answers,
    language: Language,
) -> Option<FormQuestion> {
    let chosen = answers.get(question);
    let item = match question {
        Question::Gate => {
            let gate = instrument.gate.as_ref()?;
            let (no, yes) = gate.answers.as_ref()?;
            let choices = vec![(0, no.of(language)), (1, yes.of(language))];
            return Some(FormQuestion { question, text: gate.text.as_ref()?.of(language), choices, chosen });
        }
        Question::Item(place) => instrument.items.get(place)?,
        Question::Extra(place) => instrument.extras.get(place)?,
    };
    let choice = |choice: &super::Choice| Some((choice.value, choice.text.as_ref()?.of(language)));
    let choices = item.answers.iter().filter_map(choice).collect();
    Some(FormQuestion { question, text: item.text.as_ref()?.of(language), choices, chosen })
}

pub(super) fn result(
    instrument: &Instrument,
    answers: &Answers,
    known: &Instruments,
    language: Language,
) -> ResultView {
    let words = Words::of(language);
    let scored = instrument.score(answers);
    let complete = scored.complete();
    let about_safety = match scored.safety {
        Safety::Open => Some(Say::SelfCheckCrisis),
        Safety::Unknown => Some(Say::SelfCheckSafetyOpen),
        Safety::Clear | Safety::NotAsked => None,
    };
    let total = match &scored.outcome {
        Outcome::Incomplete { missing } => Say::SelfCheckIncomplete { missing: count(*missing) },
        Outcome::Complete(complete) => total(instrument, complete),
    };
    let offers = complete.into_iter().flat_map(|_| instrument.offers_after(answers)).filter_map(|offer| {
        let other = &known.find(offer.instrument.as_str())?.instrument;
        Some(OfferedCheck {
            id: other.id.clone(),
            title: other.title.of(language),
            why: offer.why.of(language),
        })
    });
    ResultView {
        id: instrument.id.clone(),
        title: instrument.title.of(language),
        safety: scored.safety,
        about_safety: about_safety.map(|say| words.say(&say)),
        not_a_diagnosis: words.say(&Say::SelfCheckNoDiagnosis),
        total: words.say(&total),
        is_complete: complete.is_some(),
        means: complete.map(|complete| means(complete, language)).unwrap_or_default(),
        contradictions: instrument.contradictions_in(answers).map(|one| one.say.of(language)).collect(),
        next: next(scored.safety, complete)
            .into_iter()
            .map(|next| NextStep { next, says: words.say(&Say::SelfCheckNext { next: next.word() }) })
            .collect(),
        offers: offers.collect(),
        again: again(instrument).filter(|_| complete.is_some()).map(|say| words.say(&say)),
    }
}

fn total(instrument: &Instrument, complete: &Complete<'_>) -> Say {
    let ends = (instrument.bands.iter().next(), instrument.bands.iter().last());
    let (least, most) = match ends {
        (Some(lowest), Some(highest)) => (lowest.from, highest.to),
        _ => (complete.total, complete.total),
    };
    Say::SelfCheckTotal {
        total: complete.total.to_string(),
        least: least.to_string(),
        most: most.to_string(),
    }
}

fn means(complete: &Complete<'_>, language: Language) -> Vec<String> {
    let words = Words::of(language);
    let whole = complete.band.means.iter().map(|text| text.of(language));
    let scales = complete.scales.iter().filter_map(|(scale, score, band)| {
        let (title, means) = (scale.title.of(language), band.means.as_ref()?.of(language));
        Some(words.say(&Say::SelfCheckScale { title, score: score.to_string(), means }))
    });
    whole.chain(scales).collect()
}

/// With safety in question a line comes first, whatever the band; without a total, everybody who can help.
fn next(safety: Safety, complete: Option<&Complete<'_>>) -> Vec<Next> {
    let mut next = match complete {
        Some(complete) => complete.band.next.clone(),
        None => vec![Next::Peer, Next::Tool],
    };
    if safety == Safety::Open {
        next.retain(|one| *one != Next::Line);
        next.insert(0, Next::Line);
    }
    next
}

fn again(instrument: &Instrument) -> Option<Say> {
    let recall = instrument.recall_days?;
    Some(Say::SelfCheckAgain { days: instrument.least_interval_days.into(), recall: recall.into() })
}

/// What is said to somebody who did it not long ago. It is never refused.
fn early(instrument: &Instrument, since: Since) -> Option<Say> {
    match since {
        Since::ClockSetBack => Some(Say::SelfCheckClockBack),
        Since::Days(ago) if ago < u32::from(instrument.least_interval_days) => Some(Say::SelfCheckEarly {
            ago,
            recall: u32::from(instrument.recall_days?),
            left: u32::from(instrument.least_interval_days) - ago,
        }),
        Since::Days(_) | Since::First => None,
    }
}

fn in_english(instrument: &Instrument, language: Language) -> Option<String> {
    let shown = instrument.asked_in(language);
    (shown != language).then(|| Words::of(language).say(&Say::SelfCheckInEnglish))
}

pub(super) fn kept(
    (id, coding, count): (InstrumentId, Coding, u32),
    known: &Instruments,
    language: Language,
) -> KeptRow {
    let title = title(&id, known.find(id.as_str()).map(|known| &*known.instrument), language);
    KeptRow { id, coding, title, count }
}

fn title(id: &InstrumentId, known: Option<&Instrument>, language: Language) -> String {
    known.map_or_else(|| id.to_string(), |known| known.title.of(language))
}

/// What a trend is of.
pub(super) struct Shown<'a> {
    pub(super) id: &'a InstrumentId,
    pub(super) known: Option<&'a Instrument>,
    /// The instrument, if it counts as these results were counted.
    pub(super) rules: Option<&'a Instrument>,
    /// How many results of it are counted in another way.
    pub(super) others: u32,
}

const PAGE: usize = 50;

pub(super) fn trend(shown: Shown<'_>, placed: &[Placed], start: u32, language: Language) -> TrendView {
    let words = Words::of(language);
    let is_silent = shown.rules.is_none_or(|rules| rules.change == ChangeValues::default());
    let notes = [
        (is_silent && placed.len() > 1).then_some(Say::SelfCheckNoChangeWord),
        placed.iter().any(|one| one.since == Since::ClockSetBack).then_some(Say::SelfCheckOrder),
        (shown.others > 0).then_some(Say::SelfCheckOtherCoding { count: shown.others }),
    ];
    let start = usize::try_from(start).unwrap_or(usize::MAX);
    let page = placed.iter().rev().skip(start).take(PAGE);
    TrendView {
        id: shown.id.clone(),
        title: title(shown.id, shown.known, language),
        total: count(placed.len()),
        points: page.map(|one| point(one, shown.rules, words, language)).collect(),
        notes: notes.iter().flatten().map(|say| words.say(say)).collect(),
    }
}

fn point(placed: &Placed, rules: Option<&Instrument>, words: &Words, language: Language) -> TrendPoint {
    let Placed { point, since, change } = placed;
    let band = rules.and_then(|rules| rules.bands.iter().find(|band| *band.word == *point.band));
    let too_early = |days: u32| rules.is_some_and(|rules| days < u32::from(rules.least_interval_days));
    let since = match since {
        Since::First => None,
        Since::Days(days) if too_early(*days) => Some(Say::SelfCheckSinceEarly { days: *days }),
        Since::Days(days) => Some(Say::SelfCheckSince { days: *days }),
        Since::ClockSetBack => Some(Say::SelfCheckSinceClockBack),
    };
    TrendPoint {
        id: point.id,
        at: point.at,
        score: point.total,
        means: band.and_then(|band| band.means.as_ref()).map(|means| means.of(language)),
        since: since.map(|say| words.say(&say)),
        change: change.map(|change| words.say(&said(change))),
        changed: *change,
        imported: (point.origin == Origin::Imported).then(|| words.say(&Say::SelfCheckImported)),
    }
}

fn said(change: Change) -> Say {
    let direction = match change {
        Change { word: ChangeWord::Chance, .. } | Change { direction: Direction::Same, .. } => "chance",
        Change { direction, .. } => direction.word(),
    };
    Say::SelfCheckChange { word: change.word.word(), direction }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
