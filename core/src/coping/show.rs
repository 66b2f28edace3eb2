//! Exercises in finished sentences.

use super::exercise::{
    Breath, Calculator, Caution, Cue, Doing, Exercise, ExerciseGroup, ExerciseId, HowSure, Length, LengthIn,
    Source, SourceStatus, StepOpens,
};
use super::helped::Helped;
use super::run::{Run, RunEvent};
use super::sleep::{Nap, Rest, SleepTimes, Tired};
use super::timing::{Moment, Schedule, Settings};
use super::{CopingError, Distress, Exercises, Felt, Finished};
use crate::clock::Mark;
use crate::words::{Language, Say, Words};
use peerline_protocol::order;

/// One exercise as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExerciseRow {
    /// Its id.
    pub id: ExerciseId,
    /// The part of the list that it stands in.
    pub group: ExerciseGroup,
    /// The heading of that part.
    pub heading: String,
    /// Its name.
    pub name: String,
    /// What it is and what for.
    pub about: String,
    /// How long it takes.
    pub takes: String,
    /// What the officer's own numbers say about it, and how few they are; none without any.
    pub helped: Option<String>,
    /// Whether it stands first because of those.
    pub helped_first: bool,
}

/// Everything about one exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExerciseDetail {
    /// What speaks against it. Comes first on the screen, and before the start.
    pub cautions: Vec<ShownCaution>,
    /// What the list shows, without what was learnt.
    pub row: ExerciseRow,
    /// Its version.
    pub version: u32,
    /// What is known about whether it works.
    pub known: String,
    /// How to follow it without motion.
    pub still: String,
    /// Its phases or steps, in order.
    pub cues: Vec<ShownCue>,
    /// How long it may go on; none with steps.
    pub length: Option<ShownLength>,
    /// Its paces, if it has any.
    pub rates: Vec<ShownRate>,
    /// What can be worked out with it.
    pub calculators: Vec<Calculator>,
    /// How sure we are, in a sentence.
    pub how_sure: String,
    /// The same as a value.
    pub how_sure_value: HowSure,
    /// Where it comes from.
    pub sources: Vec<ShownSource>,
    /// Whose words these are, and under which licence.
    pub licence: String,
}

/// Something that speaks against an exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownCaution {
    /// In a sentence.
    pub text: String,
    /// What to take then.
    pub instead: Option<Instead>,
}

/// Another exercise, for those who must not do this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instead {
    /// Its id.
    pub id: ExerciseId,
    /// A sentence that names it.
    pub text: String,
}

/// A phase or a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownCue {
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownLength {
    /// The numbers, and in what they are counted.
    pub length: Length,
    /// What is offered to choose from, the shortest first.
    pub choices: Vec<ShownChoice>,
}

/// A length to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownChoice {
    /// Rounds or minutes, as the exercise counts.
    pub count: u32,
    /// In words.
    pub text: String,
    /// Whether it is the one if nobody chooses.
    pub usual: bool,
}

/// A pace to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownRate {
    /// Tenths of a breath a minute.
    pub tenths: u32,
    /// In words.
    pub text: String,
    /// Whether it is the one if nobody chooses.
    pub usual: bool,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownSource {
    /// What, by whom, when.
    pub text: String,
    /// Whether we read it, in a sentence.
    pub status: String,
    /// The same as a value.
    pub status_value: SourceStatus,
    /// Where it can be read.
    pub url: Option<String>,
}

/// What is on the screen at a moment of an exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownMoment {
    /// The moment in numbers.
    pub moment: Moment,
    /// The phase's or step's id; "done" at the end.
    pub cue: String,
    /// A few large words.
    pub text: String,
    /// All that there is to do, in sentences.
    pub caption: String,
    /// The buzz at the start of this phase or step.
    pub haptic: Vec<u16>,
    /// The same without motion: what to do, how long still, how far.
    pub still: String,
    /// What is left of the whole.
    pub all_left: String,
    /// What a button beside it opens.
    pub opens: Option<StepOpens>,
    /// Whether it stands still.
    pub paused: bool,
}

/// The list: what helped first, then the order of the content.
pub(super) fn list(exercises: &Exercises, helped: &[Helped], language: Language) -> Vec<ExerciseRow> {
    let place = |row: &ExerciseRow| {
        let learnt = || helped.iter().position(|helped| helped.exercise == row.id);
        if row.helped_first { learnt() } else { None }.unwrap_or(usize::MAX)
    };
    let mut rows: Vec<_> = exercises
        .all()
        .iter()
        .map(|exercise| row(exercise, helped.iter().find(|helped| helped.exercise == exercise.id), language))
        .collect();
    order::by_key(&mut rows, place);
    rows
}

fn row(exercise: &Exercise, helped: Option<&Helped>, language: Language) -> ExerciseRow {
    let words = Words::of(language);
    ExerciseRow {
        id: exercise.id.clone(),
        group: exercise.group,
        heading: words.say(&Say::CopingGroup { group: exercise.group.word() }),
        name: exercise.name.of(language),
        about: exercise.about.of(language),
        takes: takes(exercise, words),
        helped: helped.map(|helped| helped.in_words(language)),
        helped_first: helped.is_some_and(Helped::went_down),
    }
}

/// Everything about one exercise.
pub(super) fn detail(exercises: &Exercises, exercise: &Exercise, language: Language) -> ExerciseDetail {
    let words = Words::of(language);
    let (length, rate) = match &exercise.doing {
        Doing::Breathing(breathing) => (Some(breathing.length), breathing.rate),
        Doing::Steps(_) => (None, None),
    };
    let rates = rate.into_iter().flat_map(|rate| {
        (rate.least..=rate.most).step_by(rate.step as usize).map(move |tenths| ShownRate {
            tenths,
            text: words.say(&Say::CopingRate { whole: tenths / 10, tenth: tenths % 10 }),
            usual: tenths == rate.usual,
        })
    });
    ExerciseDetail {
        cautions: exercise.cautions.iter().map(|it| caution(exercises, it, language)).collect(),
        row: row(exercise, None, language),
        version: exercise.version,
        known: exercise.known.of(language),
        still: exercise.still.of(language),
        cues: cues(exercise, language),
        length: length.map(|length| ShownLength { length, choices: choices(length, words) }),
        rates: rates.collect(),
        calculators: exercise.calculators.clone(),
        how_sure: words.say(&Say::CopingHowSure { how: exercise.how_sure().word() }),
        how_sure_value: exercise.how_sure(),
        sources: exercise.sources.iter().map(|it| source(it, language)).collect(),
        licence: words.say(&Say::CopingLicence { licence: exercise.licence.word() }),
    }
}

/// An exercise that is offered instead is one that is there and does not do what speaks against this one.
fn caution(exercises: &Exercises, caution: &Caution, language: Language) -> ShownCaution {
    use super::exercise::CautionWord::{BreathFocus, BreathHolds};
    let words = Words::of(language);
    let (word, instead) = match caution {
        Caution::Own(text) => return ShownCaution { text: text.of(language), instead: None },
        Caution::Known { word, instead } => (*word, instead),
    };
    let fits = |other: &&Exercise| match word {
        BreathHolds => !other.holds_breath(),
        BreathFocus => !other.paces_breath(),
        _ => true,
    };
    let instead =
        instead.as_ref().and_then(|id| exercises.get(id.as_str())).filter(fits).map(|other| Instead {
            id: other.id.clone(),
            text: words.say(&Say::CopingInstead { name: other.name.of(language) }),
        });
    ShownCaution { text: words.say(&Say::CopingCaution { caution: word.word() }), instead }
}

fn cues(exercise: &Exercise, language: Language) -> Vec<ShownCue> {
    let shown = |id: &str, cue: &Cue, ms, breath, opens| ShownCue {
        id: id.to_owned(),
        text: cue.text.of(language),
        caption: cue.caption.of(language),
        haptic: cue.haptic.clone(),
        ms,
        breath,
        opens,
    };
    match &exercise.doing {
        Doing::Breathing(breathing) => breathing
            .phases
            .iter()
            .map(|phase| shown(phase.breath.word(), &phase.cue, Some(phase.ms), Some(phase.breath), None))
            .collect(),
        Doing::Steps(steps) => {
            steps.iter().map(|step| shown(&step.id, &step.cue, step.ms, None, step.opens)).collect()
        }
    }
}

fn source(source: &Source, language: Language) -> ShownSource {
    let words = Words::of(language);
    let what = source.what.of(language);
    let year = source.year.map(u32::from);
    let say = match (source.by.clone(), year) {
        (Some(by), Some(year)) => Say::CopingSourceByIn { what, by, year: year.to_string() },
        (Some(by), None) => Say::CopingSourceBy { what, by },
        (None, Some(year)) => Say::CopingSourceIn { what, year: year.to_string() },
        (None, None) => Say::CopingSource { what },
    };
    ShownSource {
        text: words.say(&say),
        status: words.say(&Say::CopingSourceStatus { status: source.status.word() }),
        status_value: source.status,
        url: source.url.clone(),
    }
}

fn takes(exercise: &Exercise, words: &Words) -> String {
    let total = Schedule::new(exercise, Settings::default()).ok().and_then(|schedule| schedule.total_ms());
    words.say(
        &total
            .map_or(Say::CopingOwnPace, |total| Say::CopingTakes { minutes: nearest_minutes(total).max(1) }),
    )
}

fn choices(length: Length, words: &Words) -> Vec<ShownChoice> {
    let choice = |count| ShownChoice {
        count,
        text: words.say(&match length.counted_in {
            LengthIn::Cycles => Say::CopingRounds { count },
            LengthIn::Minutes => Say::CopingTakes { minutes: count },
        }),
        usual: count == length.usual,
    };
    length.offered().map(choice).collect()
}

impl Exercise {
    /// A moment of this exercise in words.
    pub fn in_words(&self, moment: Moment, paused: bool, language: Language) -> ShownMoment {
        let words = Words::of(language);
        let Moment::Going { cue, round, rounds, left_ms, all_left_ms, .. } = moment else {
            return done(words);
        };
        let cues = cues(self, language);
        let count = u32::try_from(cues.len()).unwrap_or(u32::MAX);
        let Some(shown) = cues.into_iter().nth(cue as usize) else { return done(words) };
        let text = shown.text.clone();
        let still = match (&self.doing, left_ms.map(seconds_up)) {
            (Doing::Breathing(_), seconds) => Say::CopingStillBreath {
                cue: text,
                seconds: seconds.unwrap_or_default(),
                round: round + 1,
                rounds,
            },
            (Doing::Steps(_), Some(seconds)) => {
                Say::CopingStillStep { cue: text, seconds, step: cue + 1, steps: count }
            }
            (Doing::Steps(_), None) => Say::CopingStillOwnPace { cue: text, step: cue + 1, steps: count },
        };
        let all_left = match all_left_ms {
            Some(left) if left >= 120_000 => Say::CopingLeftMinutes { minutes: nearest_minutes(left) },
            Some(left) => Say::CopingLeftSeconds { seconds: seconds_up(left) },
            None => Say::CopingOwnPace,
        };
        ShownMoment {
            moment,
            cue: shown.id,
            text: shown.text,
            caption: shown.caption,
            haptic: shown.haptic,
            still: words.say(&if paused { Say::CopingPaused } else { still }),
            all_left: words.say(&all_left),
            opens: shown.opens,
            paused,
        }
    }
}

fn done(words: &Words) -> ShownMoment {
    let text = words.say(&Say::CopingDone);
    ShownMoment {
        moment: Moment::Done,
        cue: "done".to_owned(),
        caption: words.say(&Say::CopingDoneCaption),
        haptic: vec![60, 80, 60],
        still: text.clone(),
        all_left: text.clone(),
        text,
        opens: None,
        paused: false,
    }
}

impl Exercises {
    /// A moment of an exercise that runs without a pause and without anybody going on by themselves.
    ///
    /// # Errors
    /// [`CopingError::NoSuchExercise`]; [`CopingError::Rate`], [`CopingError::Length`].
    pub fn moment(
        &self,
        id: &str,
        settings: Settings,
        ran_ms: u64,
        language: Language,
    ) -> Result<ShownMoment, CopingError> {
        let exercise = self.get(id).ok_or(CopingError::NoSuchExercise)?;
        let moment = Schedule::new(exercise, settings)?.at(ran_ms, super::Place::default());
        Ok(exercise.in_words(moment, false, language))
    }
}

impl Run {
    /// What is on the screen now.
    pub fn shown(&self, now: Mark, language: Language) -> ShownMoment {
        self.exercise().in_words(self.moment(now), self.is_paused(), language)
    }

    /// Ends it. Nothing is kept by this; see [`super::keep`].
    pub fn finish(&mut self, after: Option<Distress>, now: Mark, language: Language) -> Finished {
        self.happen(RunEvent::Finish, now);
        let felt = self.felt(after);
        Finished { felt: felt.in_words(language), crisis_first: felt.opens_crisis_choice(), kept: None }
    }
}

impl Helped {
    /// What the numbers say, and how few they are.
    pub fn in_words(&self, language: Language) -> String {
        let words = Words::of(language);
        let (lower, uses) = (self.lower, self.uses);
        words.say(&if uses < Self::FEW {
            Say::CopingHelpedFew { lower, uses }
        } else {
            Say::CopingHelped { lower, uses }
        })
    }
}

impl Felt {
    /// What both numbers say together: what they were, and no more than that.
    pub fn in_words(self, language: Language) -> Option<String> {
        let level = |distress: Distress| u32::from(distress.value());
        let (before, after) = (level(self.before?), level(self.after?));
        Some(Words::of(language).say(&Say::CopingFelt { before, after }))
    }
}

impl SleepTimes {
    /// Both times in sentences, in the order in which they come.
    pub fn in_words(self, language: Language) -> Vec<String> {
        let caffeine = Say::CopingLastCaffeine { time: self.last_caffeine.to_string() };
        let up = Say::CopingEarliestUp { time: self.earliest_up.to_string() };
        [caffeine, up].iter().map(|say| Words::of(language).say(say)).collect()
    }
}

impl Nap {
    /// Both times in sentences, in the order in which they come.
    pub fn in_words(self, language: Language) -> Vec<String> {
        let alarm = Say::CopingNapAlarm { time: self.alarm.to_string() };
        let drive = Say::CopingDriveFrom { time: self.drive_from.to_string() };
        [alarm, drive].iter().map(|say| Words::of(language).say(say)).collect()
    }
}

impl Rest {
    /// Whether one is too tired, in a sentence. `None` if the minutes cannot be.
    pub fn in_words(self, language: Language) -> Option<(Tired, String)> {
        let tired = self.tired()?;
        Some((tired, Words::of(language).say(&Say::CopingTired { tired: tired.word() })))
    }
}

/// A second that has begun counts, so that a countdown ends with 1 and not with 0.
fn seconds_up(ms: u64) -> u32 {
    u32::try_from(ms.div_ceil(1_000)).unwrap_or(u32::MAX)
}

fn nearest_minutes(ms: u64) -> u32 {
    u32::try_from((ms + 30_000) / 60_000).unwrap_or(u32::MAX)
}
