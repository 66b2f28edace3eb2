//! Self-checks: forms, results, trends, the distress meter, checklists. The meter, the button "I am not safe" and the checklists work before
//! anything is opened.

use crate::error::{Input, PeerlineError};
use crate::fault::contained;
use crate::peerline::Peerline;
use crate::redact::redacted;
use peerline_core::home;
use peerline_core::self_check::{
    self, Coding, Distress, InstrumentId, Leaving, Next, Question, Safety, SelfCheckError, SelfCheckId,
};
use peerline_core::vault::{OldKey, VaultError};
use peerline_core::words::Language;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// The officer's self-checks.
#[derive(uniffi::Object)]
pub struct SelfChecks(pub(crate) Arc<home::Peerline>);

/// Whether the crisis choice opens. It does so before and apart from any score.
#[uniffi::remote(Enum)]
pub enum Safety {
    /// It opens, now.
    Open,
    /// Every question about safety was answered, and none opens it.
    Clear,
    /// A question about safety was not answered: that is no "no".
    Unknown,
    /// There is no question about safety.
    NotAsked,
}

/// What one can do after a check.
#[uniffi::remote(Enum)]
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

/// What becomes of a form that is left.
#[uniffi::remote(Enum)]
pub enum Leaving {
    /// Nothing of it is kept.
    KeepNothing,
    /// What was answered waits to be gone on with.
    KeepForLater,
}

/// The part of a form that a question belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum QuestionPart {
    /// It decides whether the others are asked; 0 is "no", 1 is "yes".
    Gate,
    /// It counts.
    Item,
    /// It does not count.
    Extra,
}

/// A check to choose.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ListedCheck {
    /// Its id.
    pub id: String,
    /// What it is about.
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
    /// Says when it was signed, if it came with an update.
    pub signed: Option<String>,
}

/// A form.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct CheckForm {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// What to know first.
    pub notes: Vec<String>,
    /// What stands above the questions.
    pub stem: Option<String>,
    /// The questions to be shown by now, in order.
    pub questions: Vec<CheckQuestion>,
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
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct CheckQuestion {
    /// The part that it belongs to.
    pub part: QuestionPart,
    /// Its place in that part, from 0.
    pub place: u32,
    /// Its text, word for word as published.
    pub text: String,
    /// What can be answered.
    pub choices: Vec<CheckChoice>,
    /// The value of what was answered.
    pub chosen: Option<u8>,
}

/// One answer of a question.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct CheckChoice {
    /// What to hand to `answer`.
    pub value: u8,
    /// Its text.
    pub text: String,
}

/// What a given answer came to.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct CheckAnswered {
    /// Whether the crisis choice opens, now.
    pub safety: Safety,
    /// Whether other questions are asked from here on: open the form anew.
    pub form_changed: bool,
    /// How many questions are still open; none if the answer could not be kept.
    pub missing: Option<u32>,
    /// Why the answer could not be kept; `safety` rests on this answer alone then.
    pub not_kept: Option<VaultError>,
}

/// What came out, in the order in which it is shown.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct CheckResult {
    /// Of which check.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Whether the crisis choice opens: before everything else on this screen.
    pub safety: Safety,
    /// What is said about it.
    pub about_safety: Option<String>,
    /// That this is not a diagnosis.
    pub not_a_diagnosis: String,
    /// The total in a sentence; or that there is none, and why.
    pub total: String,
    /// Whether there is a total, so that it can be kept.
    pub is_complete: bool,
    /// What it means.
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
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct NextStep {
    /// Where the button leads.
    pub next: Next,
    /// What it says.
    pub says: String,
}

/// Another check that can tell more.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct OfferedCheck {
    /// Which one.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Why.
    pub why: String,
}

/// A check of which results are kept.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct KeptChecks {
    /// Which check.
    pub id: String,
    /// How its answers were counted.
    pub coding: String,
    /// What it is about.
    pub title: String,
    /// How many results.
    pub count: u32,
}

/// Results over time, one page.
#[derive(Clone, PartialEq, uniffi::Record)]
pub struct CheckTrend {
    /// Of which check.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// How many points there are on all pages.
    pub total: u32,
    /// The points of this page, the newest first; at most 50.
    pub points: Vec<CheckPoint>,
    /// What to know about them.
    pub notes: Vec<String>,
}

/// A result as a point.
#[derive(Clone, PartialEq, uniffi::Record)]
pub struct CheckPoint {
    /// Names it, to delete it.
    pub id: i64,
    /// When, by the phone's clock then.
    pub at: SystemTime,
    /// The total.
    pub score: f64,
    /// The total as it is read.
    pub score_text: String,
    /// What it means.
    pub means: Option<String>,
    /// How long after the one before.
    pub since: Option<String>,
    /// What may be said about the change since the one before.
    pub change: Option<String>,
    /// Says that it was read from a file.
    pub imported: Option<String>,
}

/// What the meter, or the button "I am not safe", answers.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct MeterAnswer {
    /// Whether the crisis choice opens.
    pub safety: Safety,
    /// One or two sentences.
    pub says: String,
}

/// A checklist. It has no score, and nothing of it is kept.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Checklist {
    /// Its id.
    pub id: String,
    /// Whether it is for peers only.
    pub for_peers: bool,
    /// Its title.
    pub title: String,
    /// What stands above its entries.
    pub stem: String,
    /// What can be ticked.
    pub entries: Vec<ChecklistEntry>,
    /// What is said below what it points to.
    pub closing: String,
    /// Where it comes from.
    pub source: String,
}

/// What can be ticked.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ChecklistEntry {
    /// Names it.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// What ticked entries point to: what most of them name first.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ChecklistPointers {
    /// Whether the crisis choice opens, whatever else was ticked.
    pub safety: Safety,
    /// Ids of exercises.
    pub tools: Vec<String>,
    /// Words of topics that peers know.
    pub topics: Vec<String>,
    /// Words of what lines are there for.
    pub needs: Vec<String>,
}

redacted!(
    ListedCheck,
    CheckForm,
    CheckQuestion,
    CheckChoice,
    CheckAnswered,
    CheckResult,
    NextStep,
    OfferedCheck,
    KeptChecks,
    CheckTrend,
    CheckPoint,
    MeterAnswer,
    Checklist,
    ChecklistEntry,
    ChecklistPointers
);

/// What the distress meter answers to a number from 0 to 10. Needs nothing opened and keeps nothing.
#[uniffi::export]
pub fn distress_meter(value: u8, language: String) -> Result<MeterAnswer, PeerlineError> {
    contained(|| Ok(distress(value)?.said(Language::from_tag(&language)).into()))
}

/// Somebody says "I am not safe". Needs nothing opened and keeps nothing.
#[uniffi::export]
pub fn not_safe(language: String) -> Result<MeterAnswer, PeerlineError> {
    contained(|| Ok(self_check::not_safe(Language::from_tag(&language)).into()))
}

/// The checklists without a score. Need nothing opened.
#[uniffi::export]
pub fn checklists(language: String) -> Result<Vec<Checklist>, PeerlineError> {
    contained(|| {
        let language = Language::from_tag(&language);
        Ok(self_check::checklists().iter().map(|checklist| Checklist::of(checklist, language)).collect())
    })
}

/// What ticked entries of a checklist point to. Keeps nothing.
#[uniffi::export]
pub fn checklist_pointers(id: String, ticked: Vec<String>) -> Result<ChecklistPointers, PeerlineError> {
    contained(|| {
        let checklist = self_check::checklist(&id).ok_or(PeerlineError::BadInput { input: Input::Id })?;
        let pointers = checklist.pointers(&ticked);
        Ok(ChecklistPointers {
            safety: pointers.safety,
            tools: pointers.tools,
            topics: pointers.topics.iter().map(|topic| topic.word().to_owned()).collect(),
            needs: pointers.needs.iter().map(|need| need.word().to_owned()).collect(),
        })
    })
}

#[uniffi::export]
impl Peerline {
    /// The officer's self-checks. The free functions work without opening anything.
    pub fn self_checks(&self) -> Arc<SelfChecks> {
        Arc::new(SelfChecks(self.app.clone()))
    }
}

#[uniffi::export]
impl SelfChecks {
    /// The checks to choose from; also while the phone is locked.
    pub fn list(&self, language: String) -> Result<Vec<ListedCheck>, PeerlineError> {
        contained(|| {
            let list = self.0.self_checks().list(Language::from_tag(&language));
            Ok(list.into_iter().map(Into::into).collect())
        })
    }

    /// A form with what was answered before.
    pub fn open(&self, id: String, language: String) -> Result<CheckForm, PeerlineError> {
        contained(|| {
            let form = self.0.self_checks().open(&InstrumentId::shown(&id), Language::from_tag(&language));
            Ok(form.map_err(reason)?.into())
        })
    }

    /// Gives an answer, or takes it back with none, and keeps it at once. What it means for safety is said even if it cannot be kept.
    pub fn answer(
        &self,
        id: String,
        part: QuestionPart,
        place: u32,
        value: Option<u8>,
    ) -> Result<CheckAnswered, PeerlineError> {
        contained(|| {
            let place = usize::try_from(place).unwrap_or(usize::MAX);
            let question = match part {
                QuestionPart::Gate => Question::Gate,
                QuestionPart::Item => Question::Item(place),
                QuestionPart::Extra => Question::Extra(place),
            };
            let checks = self.0.self_checks();
            let answered = checks.answer(&InstrumentId::shown(&id), question, value.map(i64::from));
            let answered = answered.map_err(reason)?;
            Ok(CheckAnswered {
                safety: answered.safety,
                form_changed: answered.form_changed,
                missing: answered.kept.ok(),
                not_kept: answered.kept.err(),
            })
        })
    }

    /// Leaves a form, in one step.
    pub fn leave(&self, id: String, leaving: Leaving) -> Result<(), PeerlineError> {
        contained(|| self.0.self_checks().leave(&InstrumentId::shown(&id), leaving).map_err(reason))
    }

    /// What came out of the form as it stands. Keeps nothing.
    pub fn finish(&self, id: String, language: String) -> Result<CheckResult, PeerlineError> {
        contained(|| {
            let checks = self.0.self_checks();
            let result = checks.finish(&InstrumentId::shown(&id), Language::from_tag(&language));
            Ok(result.map_err(reason)?.into())
        })
    }

    /// Keeps the result of the form, because its owner said so. Gives what names it.
    pub fn keep(&self, id: String) -> Result<i64, PeerlineError> {
        contained(|| Ok(self.0.self_checks().keep(&InstrumentId::shown(&id)).map_err(reason)?.0))
    }

    /// Keeps what the distress meter was set to. Ask `distressMeter` first: the crisis choice does not wait for this.
    pub fn keep_distress(&self, value: u8) -> Result<i64, PeerlineError> {
        contained(|| Ok(self.0.self_checks().keep_distress(distress(value)?).map_err(reason)?.0))
    }

    /// The checks of which results are kept.
    pub fn kept(&self, language: String) -> Result<Vec<KeptChecks>, PeerlineError> {
        contained(|| {
            let kept = self.0.self_checks().kept(Language::from_tag(&language)).map_err(reason)?;
            Ok(kept.into_iter().map(Into::into).collect())
        })
    }

    /// A page of at most 50 results of one check, the newest first, from the `start`-th on. Without a coding, the one that is counted by now.
    #[uniffi::method(default(coding = None, start = 0))]
    pub fn trend(
        &self,
        id: String,
        language: String,
        coding: Option<String>,
        start: u32,
    ) -> Result<CheckTrend, PeerlineError> {
        contained(|| {
            let (id, coding) = (InstrumentId::shown(&id), coding.as_deref().map(Coding::shown));
            let trend =
                self.0.self_checks().trend(&id, coding.as_ref(), start, Language::from_tag(&language));
            Ok(trend.map_err(reason)?.into())
        })
    }

    /// Deletes one result. Gives whether every older copy of the file is unreadable by now; else that is tried again.
    pub fn delete(&self, id: i64) -> Result<bool, PeerlineError> {
        contained(|| destroyed(self.0.self_checks().delete(SelfCheckId(id))))
    }

    /// Deletes every result of one check, and what was begun of it. As `delete`.
    pub fn delete_of(&self, id: String) -> Result<bool, PeerlineError> {
        contained(|| destroyed(self.0.self_checks().delete_of(&InstrumentId::shown(&id))))
    }

    /// Deletes every result, and everything begun. As `delete`.
    pub fn delete_all(&self) -> Result<bool, PeerlineError> {
        contained(|| destroyed(self.0.self_checks().delete_all()))
    }
}

fn distress(value: u8) -> Result<Distress, PeerlineError> {
    Distress::new(value).ok_or(PeerlineError::BadInput { input: Input::Answer })
}

fn reason(error: SelfCheckError) -> PeerlineError {
    error.into()
}

fn destroyed(deleted: Result<OldKey, SelfCheckError>) -> Result<bool, PeerlineError> {
    Ok(deleted.map_err(reason)? == OldKey::Destroyed)
}

impl Checklist {
    fn of(checklist: &self_check::Checklist, language: Language) -> Self {
        let entry = |entry: &self_check::Entry| ChecklistEntry {
            id: entry.id.clone(),
            text: entry.text.of(language),
        };
        Self {
            id: checklist.id.clone(),
            for_peers: checklist.for_peers,
            title: checklist.title.of(language),
            stem: checklist.stem.of(language),
            entries: checklist.entries.iter().map(entry).collect(),
            closing: checklist.closing.of(language),
            source: checklist.source.of(language),
        }
    }
}

impl From<self_check::MeterView> for MeterAnswer {
    fn from(view: self_check::MeterView) -> Self {
        Self { safety: view.safety, says: view.says }
    }
}

impl From<self_check::ListedCheck> for ListedCheck {
    fn from(listed: self_check::ListedCheck) -> Self {
        Self {
            id: listed.id.to_string(),
            title: listed.title,
            name: listed.name,
            about: listed.about,
            begun: listed.begun,
            in_english: listed.in_english,
            licence: listed.licence,
            citation: listed.citation,
            signed: listed.signed,
        }
    }
}

impl From<self_check::FormView> for CheckForm {
    fn from(form: self_check::FormView) -> Self {
        Self {
            id: form.id.to_string(),
            title: form.title,
            notes: form.notes,
            stem: form.stem,
            questions: form.questions.into_iter().map(Into::into).collect(),
            missing: form.missing,
            safety: form.safety,
            begun: form.begun,
            licence: form.licence,
            citation: form.citation,
        }
    }
}

impl From<self_check::FormQuestion> for CheckQuestion {
    fn from(question: self_check::FormQuestion) -> Self {
        let (part, place) = match question.question {
            Question::Gate => (QuestionPart::Gate, 0),
            Question::Item(place) => (QuestionPart::Item, place),
            Question::Extra(place) => (QuestionPart::Extra, place),
        };
        let choice = |(value, text)| CheckChoice { value, text };
        Self {
            part,
            place: u32::try_from(place).unwrap_or(u32::MAX),
            text: question.text,
            choices: question.choices.into_iter().map(choice).collect(),
            chosen: question.chosen,
        }
    }
}

impl From<self_check::ResultView> for CheckResult {
    fn from(view: self_check::ResultView) -> Self {
        let step = |step: self_check::NextStep| NextStep { next: step.next, says: step.says };
        let offer = |offer: self_check::OfferedCheck| OfferedCheck {
            id: offer.id.to_string(),
            title: offer.title,
            why: offer.why,
        };
        Self {
            id: view.id.to_string(),
            title: view.title,
            safety: view.safety,
            about_safety: view.about_safety,
            not_a_diagnosis: view.not_a_diagnosis,
            total: view.total,
            is_complete: view.is_complete,
            means: view.means,
            contradictions: view.contradictions,
            next: view.next.into_iter().map(step).collect(),
            offers: view.offers.into_iter().map(offer).collect(),
            again: view.again,
        }
    }
}

impl From<self_check::KeptRow> for KeptChecks {
    fn from(row: self_check::KeptRow) -> Self {
        Self {
            id: row.id.to_string(),
            coding: row.coding.as_str().to_owned(),
            title: row.title,
            count: row.count,
        }
    }
}

impl From<self_check::TrendView> for CheckTrend {
    fn from(view: self_check::TrendView) -> Self {
        Self {
            id: view.id.to_string(),
            title: view.title,
            total: view.total,
            points: view.points.into_iter().map(Into::into).collect(),
            notes: view.notes,
        }
    }
}

impl From<self_check::TrendPoint> for CheckPoint {
    fn from(point: self_check::TrendPoint) -> Self {
        Self {
            id: point.id.0,
            at: SystemTime::UNIX_EPOCH + Duration::from_secs(u64::from(point.at.0) * 60),
            score: f64::from(point.score.ten_thousandths()) / 10_000.0,
            score_text: point.score.to_string(),
            means: point.means,
            since: point.since,
            change: point.change,
            imported: point.imported,
        }
    }
}
