//! Coping tools: what somebody can do alone, in a few minutes. The free functions work before anything is opened, with no vault, no
//! key, no file and no network; [`Coping`] adds what helped this officer, and keeps what they want kept.

use crate::error::{Input, PeerlineError};
use crate::fault::contained;
use crate::peerline::Peerline;
use crate::redact::redacted;
use peerline_core::clock::{Mark, SystemClock};
use peerline_core::coping::{
    self, Breath, Calculator, Distress, ExerciseGroup, Exercises, HowSure, LengthIn, Moment, Nap, Rest,
    RunEvent, SleepTimes, SourceStatus, StepOpens, TimeOfDay, Tired, UseId,
};
use peerline_core::home;
use peerline_core::words::Language;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

/// The coping tools of the open app.
#[derive(uniffi::Object)]
pub struct Coping(Arc<home::Peerline>);

/// An exercise that somebody does. Time runs by the phone's own clock, also in the background.
#[derive(uniffi::Object)]
pub struct ExerciseRun {
    run: Mutex<coping::Run>,
    /// Whose clock it runs by; the phone's own for one that was started without the app.
    app: Option<Arc<home::Peerline>>,
}

/// The list of coping tools.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct CopingList {
    /// What helped this officer before comes first.
    pub rows: Vec<ExerciseRow>,
    /// What to say about what was learnt: that there is nothing yet, or that the phone is locked.
    pub note: Option<String>,
}

/// One exercise as the list shows it.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ExerciseRow {
    /// Its id.
    pub id: String,
    /// The part of the list that it stands in, unless it stands first because it helped.
    pub group: ExerciseGroup,
    /// The heading of that part.
    pub heading: String,
    /// Its name.
    pub name: String,
    /// What it is and what for.
    pub about: String,
    /// How long it takes.
    pub takes: String,
    /// What the officer's own numbers say about it, and how few they are.
    pub helped: Option<String>,
    /// Whether it stands first because of those.
    pub helped_first: bool,
}

/// Everything about one exercise. The cautions come first on the screen, and before the start.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ExerciseDetail {
    /// What speaks against it.
    pub cautions: Vec<ExerciseCaution>,
    /// What the list shows, without what was learnt.
    pub row: ExerciseRow,
    /// Its version.
    pub version: u32,
    /// What is known about whether it works.
    pub known: String,
    /// How to follow it without motion.
    pub still: String,
    /// Its phases or steps, in order.
    pub cues: Vec<ExerciseCue>,
    /// How long it may go on; none with steps.
    pub length: Option<ExerciseLength>,
    /// Its paces, if it has any.
    pub rates: Vec<ExerciseRate>,
    /// What can be worked out with it.
    pub calculators: Vec<Calculator>,
    /// How sure we are, in a sentence.
    pub how_sure: String,
    /// The same as a value.
    pub how_sure_value: HowSure,
    /// Where it comes from.
    pub sources: Vec<ExerciseSource>,
    /// Whose words these are, and under which licence.
    pub licence: String,
}

/// Something that speaks against an exercise.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ExerciseCaution {
    /// In a sentence.
    pub text: String,
    /// The id of an exercise to take then.
    pub instead: Option<String>,
    /// A sentence that names it.
    pub instead_text: Option<String>,
}

/// A phase or a step.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ExerciseCue {
    /// A step's id, or what the breath does.
    pub id: String,
    /// A few large words.
    pub text: String,
    /// All that there is to do, in sentences.
    pub caption: String,
    /// The buzz at its start: on, off, on, in milliseconds.
    pub haptic: Vec<u16>,
    /// Milliseconds at the usual pace; none: at one's own pace.
    pub ms: Option<u32>,
    /// What the breath does; none with steps.
    pub breath: Option<Breath>,
    /// What a button beside it opens.
    pub opens: Option<StepOpens>,
}

/// How long an exercise may go on.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ExerciseLength {
    /// In what it is counted.
    pub counted_in: LengthIn,
    /// At least.
    pub least: u32,
    /// At most.
    pub most: u32,
    /// What to offer, the shortest first.
    pub choices: Vec<ExerciseLengthChoice>,
}

/// A length to choose.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ExerciseLengthChoice {
    /// Rounds or minutes, as the exercise counts.
    pub count: u32,
    /// In words.
    pub text: String,
    /// Whether it is the one if nobody chooses.
    pub usual: bool,
}

/// A pace to choose.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ExerciseRate {
    /// Tenths of a breath a minute.
    pub tenths: u32,
    /// In words.
    pub text: String,
    /// Whether it is the one if nobody chooses.
    pub usual: bool,
}

/// A source.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ExerciseSource {
    /// What, by whom, when.
    pub text: String,
    /// Whether we read it, in a sentence.
    pub status: String,
    /// The same as a value.
    pub status_value: SourceStatus,
    /// Where it can be read.
    pub url: Option<String>,
}

/// What somebody chose for an exercise.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ExerciseSettings {
    /// Tenths of a breath a minute, one of the exercise's paces; none: the usual.
    #[uniffi(default = None)]
    pub rate_tenths: Option<u32>,
    /// Rounds or minutes, as the exercise counts; none: the usual.
    #[uniffi(default = None)]
    pub length: Option<u32>,
}

/// The whole course of an exercise, so that a screen can draw every frame without asking.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ExerciseSchedule {
    /// Milliseconds of the whole; none if a step is at one's own pace.
    pub total_ms: Option<u64>,
    /// How many rounds there are; 1 with steps.
    pub rounds: u32,
    /// The phases or steps that the segments point at.
    pub cues: Vec<ExerciseCue>,
    /// Every phase of every round, or every step, in order.
    pub segments: Vec<ExerciseSegment>,
}

/// One phase of one round, or one step.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ExerciseSegment {
    /// The place of its cue, from 0.
    pub cue: u32,
    /// Its round, from 0.
    pub round: u32,
    /// Milliseconds from the start; none after a step at one's own pace.
    pub start_ms: Option<u64>,
    /// Milliseconds; none: at one's own pace.
    pub length_ms: Option<u64>,
    /// How full the breath is at its start, in thousandths.
    pub level_from: u16,
    /// And at its end; in between it changes evenly.
    pub level_to: u16,
}

/// What is on the screen at a moment of an exercise.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ExerciseMoment {
    /// Whether it is over.
    pub done: bool,
    /// Whether it stands still.
    pub paused: bool,
    /// The phase's or step's id; `done` at the end.
    pub cue: String,
    /// A few large words.
    pub text: String,
    /// All that there is to do, in sentences.
    pub caption: String,
    /// The buzz at the start of this phase or step.
    pub haptic: Vec<u16>,
    /// The same without motion: what to do, how long still, how far.
    pub still: String,
    /// What is left of the whole, in words.
    pub all_left: String,
    /// The place of the cue, from 0.
    pub cue_place: u32,
    /// The round, from 0.
    pub round: u32,
    /// Milliseconds since this phase or step began.
    pub passed_ms: u64,
    /// Milliseconds until it ends; none: at one's own pace.
    pub left_ms: Option<u64>,
    /// Milliseconds until the whole ends; none while a step at one's own pace is to come.
    pub all_left_ms: Option<u64>,
    /// How much of the whole is done, in thousandths.
    pub progress: u16,
    /// How full the breath is, in thousandths.
    pub level: u16,
    /// What a button beside it opens.
    pub opens: Option<StepOpens>,
}

/// What became of a run that was ended.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct FinishedExercise {
    /// Both numbers in a sentence, if both were given.
    pub felt: Option<String>,
    /// Whether the crisis choice comes before anything else.
    pub crisis_first: bool,
    /// Names what was kept; none if the officer did not want it, or gave no number.
    pub kept: Option<i64>,
}

/// One use as it is kept.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct CopingUse {
    /// Names it, to delete it.
    pub id: i64,
    /// The exercise's name; its id if the exercise is not there any more.
    pub name: String,
    /// Before, 0 to 10.
    pub before: Option<u8>,
    /// After, 0 to 10.
    pub after: Option<u8>,
    /// Both in a sentence, if both are there.
    pub felt: Option<String>,
    /// When it ended.
    pub at: SystemTime,
}

/// What the kept numbers say about one exercise.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct WhatHelped {
    /// The exercise.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What the numbers say, and how few they are.
    pub text: String,
    /// How many uses have both numbers.
    pub uses: u32,
    /// After how many of them the number was lower.
    pub lower: u32,
}

/// Times worked out, in sentences in their order, and as minutes since midnight.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct WorkedOut {
    /// In sentences.
    pub texts: Vec<String>,
    /// As minutes since midnight, in the same order.
    pub minutes: Vec<u16>,
}

/// Whether somebody is too tired.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct TiredAnswer {
    /// As a value.
    pub tired: Tired,
    /// In sentences.
    pub text: String,
}

redacted!(
    CopingList,
    ExerciseRow,
    ExerciseDetail,
    ExerciseCaution,
    ExerciseCue,
    ExerciseLength,
    ExerciseLengthChoice,
    ExerciseRate,
    ExerciseSource,
    ExerciseSettings,
    ExerciseSchedule,
    ExerciseSegment,
    ExerciseMoment,
    FinishedExercise,
    CopingUse,
    WhatHelped,
    WorkedOut,
    TiredAnswer
);

#[uniffi::export]
impl Peerline {
    /// The coping tools. The free functions work without opening anything.
    pub fn coping(&self) -> Arc<Coping> {
        Arc::new(Coping(self.app.clone()))
    }
}

#[uniffi::export]
impl Coping {
    /// The list, what helped before first.
    pub fn exercises(&self, language: String) -> Result<CopingList, PeerlineError> {
        contained(|| {
            let list = self.0.coping_list(Language::from_tag(&language))?;
            Ok(CopingList { rows: list.rows.into_iter().map(Into::into).collect(), note: list.note })
        })
    }

    /// Everything about one of them.
    pub fn exercise(&self, id: String, language: String) -> Result<ExerciseDetail, PeerlineError> {
        contained(|| Ok(self.0.exercise(&id, Language::from_tag(&language))?.into()))
    }

    /// The whole course of one of them.
    pub fn schedule(
        &self,
        id: String,
        settings: ExerciseSettings,
        language: String,
    ) -> Result<ExerciseSchedule, PeerlineError> {
        contained(|| schedule(&self.0.exercises(), &id, settings.into(), &language))
    }

    /// What is on the screen after so many milliseconds of running.
    pub fn moment(
        &self,
        id: String,
        settings: ExerciseSettings,
        ran_ms: u64,
        language: String,
    ) -> Result<ExerciseMoment, PeerlineError> {
        contained(|| moment(&self.0.exercises(), &id, settings.into(), ran_ms, &language))
    }

    /// Starts an exercise. `before` is how bad it is now, 0 to 10, if the officer says it.
    #[uniffi::method(default(before = None))]
    pub fn start(
        &self,
        id: String,
        settings: ExerciseSettings,
        before: Option<u8>,
    ) -> Result<Arc<ExerciseRun>, PeerlineError> {
        contained(|| {
            let run = self.0.start_exercise(&id, settings.into(), distress(before)?)?;
            Ok(Arc::new(ExerciseRun { run: Mutex::new(run), app: Some(self.0.clone()) }))
        })
    }

    /// Ends a run, and keeps both numbers if the officer wants that. What cannot be kept leaves the run as it was.
    pub fn finish(
        &self,
        run: Arc<ExerciseRun>,
        after: Option<u8>,
        keep: bool,
        language: String,
    ) -> Result<FinishedExercise, PeerlineError> {
        contained(|| {
            let (after, language) = (distress(after)?, Language::from_tag(&language));
            Ok(self.0.finish_exercise(&mut run.run(), after, keep, language)?.into())
        })
    }

    /// What helped, the most helpful first.
    pub fn what_helped(&self, language: String) -> Result<Vec<WhatHelped>, PeerlineError> {
        contained(|| {
            let (language, exercises) = (Language::from_tag(&language), self.0.exercises());
            let shown = |helped: coping::Helped| WhatHelped {
                name: exercises.name_of(&helped.exercise, language),
                text: helped.in_words(language),
                uses: helped.uses,
                lower: helped.lower,
                id: helped.exercise.to_string(),
            };
            Ok(self.0.what_helped()?.into_iter().map(shown).collect())
        })
    }

    /// Kept uses, the newest first: `size` of them, 50 at most, after leaving out `start`.
    pub fn uses(&self, start: u32, size: u32, language: String) -> Result<Vec<CopingUse>, PeerlineError> {
        contained(|| {
            let (language, exercises) = (Language::from_tag(&language), self.0.exercises());
            let shown = |kept: coping::KeptUse| CopingUse {
                id: kept.id.0,
                name: exercises.name_of(&kept.exercise, language),
                before: kept.felt.before.map(Distress::value),
                after: kept.felt.after.map(Distress::value),
                felt: kept.felt.in_words(language),
                at: kept.ended().into(),
            };
            Ok(self.0.coping_uses(start, size)?.into_iter().map(shown).collect())
        })
    }

    /// Deletes one use.
    pub fn delete_use(&self, id: i64) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.forget_coping_use(UseId(id))?))
    }

    /// Deletes all uses, and what was learnt from them.
    pub fn delete_uses(&self) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.forget_coping_uses()?))
    }
}

#[uniffi::export]
impl ExerciseRun {
    /// Whether what was felt before it brings the crisis choice first.
    pub fn crisis_first(&self) -> Result<bool, PeerlineError> {
        contained(|| Ok(self.run().felt(None).opens_crisis_choice()))
    }

    /// Stands still.
    pub fn pause(&self) -> Result<(), PeerlineError> {
        self.happen(RunEvent::Pause)
    }

    /// Goes on after a pause.
    pub fn resume(&self) -> Result<(), PeerlineError> {
        self.happen(RunEvent::Resume)
    }

    /// On to the next step.
    pub fn next(&self) -> Result<(), PeerlineError> {
        self.happen(RunEvent::Next)
    }

    /// Back to the step before.
    pub fn back(&self) -> Result<(), PeerlineError> {
        self.happen(RunEvent::Back)
    }

    /// What is on the screen now.
    pub fn moment(&self, language: String) -> Result<ExerciseMoment, PeerlineError> {
        contained(|| Ok(self.run().shown(self.mark(), Language::from_tag(&language)).into()))
    }

    /// How long it has run, in milliseconds, pauses left out: where a drawing of its schedule is.
    pub fn ran_ms(&self) -> Result<u64, PeerlineError> {
        contained(|| Ok(u64::try_from(self.run().ran(self.mark()).as_millis()).unwrap_or(u64::MAX)))
    }

    /// Ends it and keeps nothing. To keep what was felt, see `Coping.finish`.
    pub fn finish(&self, after: Option<u8>, language: String) -> Result<FinishedExercise, PeerlineError> {
        contained(|| {
            let after = distress(after)?;
            Ok(self.run().finish(after, self.mark(), Language::from_tag(&language)).into())
        })
    }
}

impl ExerciseRun {
    fn run(&self) -> MutexGuard<'_, coping::Run> {
        self.run.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn mark(&self) -> Mark {
        self.app.as_ref().map_or_else(|| Mark::now(&SystemClock), |app| app.mark())
    }

    fn happen(&self, event: RunEvent) -> Result<(), PeerlineError> {
        contained(|| {
            self.run().happen(event, self.mark());
            Ok(())
        })
    }
}

/// The coping tools compiled into this library, in their usual order.
#[uniffi::export]
pub fn coping_exercises(language: String) -> Result<Vec<ExerciseRow>, PeerlineError> {
    contained(|| {
        let rows = Exercises::floor().list(&[], Language::from_tag(&language));
        Ok(rows.into_iter().map(Into::into).collect())
    })
}

/// Everything about one of them.
#[uniffi::export]
pub fn coping_exercise(id: String, language: String) -> Result<ExerciseDetail, PeerlineError> {
    contained(|| Ok(Exercises::floor().detail(&id, Language::from_tag(&language))?.into()))
}

/// The whole course of one of them.
#[uniffi::export]
pub fn coping_schedule(
    id: String,
    settings: ExerciseSettings,
    language: String,
) -> Result<ExerciseSchedule, PeerlineError> {
    contained(|| schedule(&Exercises::floor(), &id, settings.into(), &language))
}

/// What is on the screen after so many milliseconds of running, if nobody goes on by themselves.
#[uniffi::export]
pub fn coping_moment(
    id: String,
    settings: ExerciseSettings,
    ran_ms: u64,
    language: String,
) -> Result<ExerciseMoment, PeerlineError> {
    contained(|| moment(&Exercises::floor(), &id, settings.into(), ran_ms, &language))
}

/// Starts one of them with nothing opened. Nothing can be kept of it.
#[uniffi::export(default(before = None))]
pub fn coping_start(
    id: String,
    settings: ExerciseSettings,
    before: Option<u8>,
) -> Result<Arc<ExerciseRun>, PeerlineError> {
    contained(|| {
        let run =
            Exercises::floor().start(&id, settings.into(), distress(before)?, Mark::now(&SystemClock))?;
        Ok(Arc::new(ExerciseRun { run: Mutex::new(run), app: None }))
    })
}

/// Last caffeine and earliest time to get up, from when one goes to bed and when the next shift starts: minutes since midnight.
#[uniffi::export]
pub fn sleep_times(bed: u16, shift: u16, language: String) -> Result<WorkedOut, PeerlineError> {
    contained(|| {
        let times = SleepTimes::of(time_of_day(bed)?, time_of_day(shift)?);
        let minutes = vec![times.last_caffeine.minutes(), times.earliest_up.minutes()];
        Ok(WorkedOut { texts: times.in_words(Language::from_tag(&language)), minutes })
    })
}

/// When to be woken from a nap and when to drive again, from when one lies down: minutes since midnight.
#[uniffi::export]
pub fn nap_times(down: u16, language: String) -> Result<WorkedOut, PeerlineError> {
    contained(|| {
        let nap = Nap::from(time_of_day(down)?);
        let minutes = vec![nap.alarm.minutes(), nap.drive_from.minutes()];
        Ok(WorkedOut { texts: nap.in_words(Language::from_tag(&language)), minutes })
    })
}

/// Whether one is too tired, from the minutes slept in the last 24 hours and the minutes on duty.
#[uniffi::export]
pub fn too_tired(slept: u16, on_duty: u16, language: String) -> Result<TiredAnswer, PeerlineError> {
    contained(|| {
        let answer = Rest { slept, on_duty }.in_words(Language::from_tag(&language));
        let (tired, text) = answer.ok_or(PeerlineError::BadInput { input: Input::TimeOfDay })?;
        Ok(TiredAnswer { tired, text })
    })
}

fn distress(level: Option<u8>) -> Result<Option<Distress>, PeerlineError> {
    let distress = |level| Distress::new(level).ok_or(PeerlineError::BadInput { input: Input::Distress });
    level.map(distress).transpose()
}

fn time_of_day(minutes: u16) -> Result<TimeOfDay, PeerlineError> {
    TimeOfDay::new(minutes).ok_or(PeerlineError::BadInput { input: Input::TimeOfDay })
}

fn schedule(
    exercises: &Exercises,
    id: &str,
    settings: coping::Settings,
    language: &str,
) -> Result<ExerciseSchedule, PeerlineError> {
    let course = exercises.schedule(id, settings)?;
    let segment = |segment: coping::Segment| ExerciseSegment {
        cue: segment.cue,
        round: segment.round,
        start_ms: segment.start_ms,
        length_ms: segment.length_ms,
        level_from: segment.level_from,
        level_to: segment.level_to,
    };
    let cues = exercises.detail(id, Language::from_tag(language))?.cues;
    Ok(ExerciseSchedule {
        total_ms: course.total_ms(),
        rounds: course.rounds(),
        cues: cues.into_iter().map(Into::into).collect(),
        segments: course.segments().into_iter().map(segment).collect(),
    })
}

fn moment(
    exercises: &Exercises,
    id: &str,
    settings: coping::Settings,
    ran_ms: u64,
    language: &str,
) -> Result<ExerciseMoment, PeerlineError> {
    Ok(exercises.moment(id, settings, ran_ms, Language::from_tag(language))?.into())
}

impl From<ExerciseSettings> for coping::Settings {
    fn from(settings: ExerciseSettings) -> Self {
        Self { rate: settings.rate_tenths, length: settings.length }
    }
}

impl From<coping::ExerciseRow> for ExerciseRow {
    fn from(row: coping::ExerciseRow) -> Self {
        Self {
            id: row.id.to_string(),
            group: row.group,
            heading: row.heading,
            name: row.name,
            about: row.about,
            takes: row.takes,
            helped: row.helped,
            helped_first: row.helped_first,
        }
    }
}

impl From<coping::ExerciseDetail> for ExerciseDetail {
    fn from(detail: coping::ExerciseDetail) -> Self {
        let choice = |choice: coping::ShownChoice| ExerciseLengthChoice {
            count: choice.count,
            text: choice.text,
            usual: choice.usual,
        };
        let length = |shown: coping::ShownLength| ExerciseLength {
            counted_in: shown.length.counted_in,
            least: shown.length.least,
            most: shown.length.most,
            choices: shown.choices.into_iter().map(choice).collect(),
        };
        let rate = |rate: coping::ShownRate| ExerciseRate {
            tenths: rate.tenths,
            text: rate.text,
            usual: rate.usual,
        };
        Self {
            cautions: detail.cautions.into_iter().map(Into::into).collect(),
            row: detail.row.into(),
            version: detail.version,
            known: detail.known,
            still: detail.still,
            cues: detail.cues.into_iter().map(Into::into).collect(),
            length: detail.length.map(length),
            rates: detail.rates.into_iter().map(rate).collect(),
            calculators: detail.calculators,
            how_sure: detail.how_sure,
            how_sure_value: detail.how_sure_value,
            sources: detail.sources.into_iter().map(Into::into).collect(),
            licence: detail.licence,
        }
    }
}

impl From<coping::ShownCaution> for ExerciseCaution {
    fn from(caution: coping::ShownCaution) -> Self {
        let (instead, instead_text) =
            caution.instead.map(|instead| (instead.id.to_string(), instead.text)).unzip();
        Self { text: caution.text, instead, instead_text }
    }
}

impl From<coping::ShownCue> for ExerciseCue {
    fn from(cue: coping::ShownCue) -> Self {
        Self {
            id: cue.id,
            text: cue.text,
            caption: cue.caption,
            haptic: cue.haptic,
            ms: cue.ms,
            breath: cue.breath,
            opens: cue.opens,
        }
    }
}

impl From<coping::ShownSource> for ExerciseSource {
    fn from(source: coping::ShownSource) -> Self {
        Self { text: source.text, status: source.status, status_value: source.status_value, url: source.url }
    }
}

impl From<coping::ShownMoment> for ExerciseMoment {
    fn from(shown: coping::ShownMoment) -> Self {
        let over = Self {
            done: true,
            paused: shown.paused,
            cue: shown.cue,
            text: shown.text,
            caption: shown.caption,
            haptic: shown.haptic,
            still: shown.still,
            all_left: shown.all_left,
            cue_place: 0,
            round: 0,
            passed_ms: 0,
            left_ms: None,
            all_left_ms: Some(0),
            progress: 1_000,
            level: 0,
            opens: shown.opens,
        };
        match shown.moment {
            Moment::Done => over,
            Moment::Going { cue, round, passed_ms, left_ms, all_left_ms, progress, level, .. } => Self {
                done: false,
                cue_place: cue,
                round,
                passed_ms,
                left_ms,
                all_left_ms,
                progress,
                level,
                ..over
            },
        }
    }
}

impl From<coping::Finished> for FinishedExercise {
    fn from(finished: coping::Finished) -> Self {
        Self { felt: finished.felt, crisis_first: finished.crisis_first, kept: finished.kept.map(|id| id.0) }
    }
}

/// The parts of the list.
#[uniffi::remote(Enum)]
pub enum ExerciseGroup {
    /// Calm down now.
    Calm,
    /// Loosen the body.
    Body,
    /// Between calls and after the shift.
    AfterWork,
    /// Sleep.
    Sleep,
    /// Thoughts that go round.
    Thoughts,
    /// After a critical incident.
    Incident,
    /// For somebody else.
    Others,
}

/// What the breath does in a phase.
#[uniffi::remote(Enum)]
pub enum Breath {
    /// In.
    In,
    /// In once more, on top.
    InMore,
    /// Held, full.
    HoldFull,
    /// Out.
    Out,
    /// Held, empty.
    HoldEmpty,
}

/// In what a length is counted.
#[uniffi::remote(Enum)]
pub enum LengthIn {
    /// Rounds.
    Cycles,
    /// Minutes; the last round is always finished.
    Minutes,
}

/// What a step can lead to.
#[uniffi::remote(Enum)]
pub enum StepOpens {
    /// The crisis lines.
    CrisisLines,
    /// A peer.
    Peer,
}

/// What can be worked out with an exercise.
#[uniffi::remote(Enum)]
pub enum Calculator {
    /// Last caffeine, earliest time to get up, nap, and whether one is too tired.
    SleepTimes,
}

/// Whether we read a source.
#[uniffi::remote(Enum)]
pub enum SourceStatus {
    /// We read it, or its summary.
    Read,
    /// Something that we read names it.
    Named,
    /// Not read by us, and named by nothing that we read.
    GeneralKnowledge,
}

/// How sure we are of an exercise as a whole.
#[uniffi::remote(Enum)]
pub enum HowSure {
    /// All of its sources were read.
    Read,
    /// What was not read is named by something that was.
    Named,
    /// Some of it is general knowledge.
    Partly,
    /// All of it is.
    GeneralKnowledge,
}

/// What speaks for being too tired.
#[uniffi::remote(Enum)]
pub enum Tired {
    /// Neither of the two.
    Neither,
    /// Less than 6 hours of sleep in the last 24.
    LittleSleep,
    /// More than 12 hours on duty.
    LongDuty,
    /// Both.
    Both,
}
