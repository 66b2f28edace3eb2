//! Coping tools: what an officer can do alone in a few minutes, between two calls, after a shift, at night.
//!
//! Exercises are data (`content/exercises`), run by a pure engine: for any time since the start it gives the exact phase, what to
//! say, how to buzz and how much is left. They work before anything is opened: no vault, no key, no network. What speaks against an
//! exercise is said before it starts, and never while driving. Each says where it comes from and how sure we are; what we did not read says
//! so. Distress before and after is kept only with a vault and only if the officer wants it, and "what helped me" is learnt from those
//! numbers on the phone alone, with how few they are. Nothing here judges, counts days in a row, or tells anybody.

mod exercise;
mod helped;
mod run;
mod show;
mod sleep;
mod store;
#[cfg(test)]
mod tests;
mod timing;
mod wire;

pub use crate::self_check::Distress;
pub use exercise::{
    Breath, Breathing, Calculator, Caution, CautionWord, Cue, Doing, Exercise, ExerciseGroup, ExerciseId,
    HowSure, Length, LengthIn, Licence, Phase, Rate, Source, SourceStatus, Step, StepOpens,
};
pub use helped::Helped;
pub use run::{Going, Run, RunEvent, RunState};
pub use show::{
    ExerciseDetail, ExerciseRow, Instead, ShownCaution, ShownChoice, ShownCue, ShownLength, ShownMoment,
    ShownRate, ShownSource,
};
pub use sleep::{Nap, Rest, SleepTimes, TimeOfDay, Tired};
pub use timing::{Moment, Place, Schedule, Segment, Settings};
pub use wire::{ExerciseRefused, ExercisesRead};

use crate::clock::Mark;
use crate::error::{Advice, Advise};
use crate::ids::Minute;
use crate::self_check::Safety;
use crate::vault::{Vault, VaultError};
use crate::words::Language;
use chrono::{DateTime, Utc};
use std::borrow::Cow;
use std::sync::OnceLock;

/// The exercises that this phone knows.
#[derive(Debug, Clone)]
pub struct Exercises(Cow<'static, [Exercise]>);

impl Exercises {
    /// The exercises compiled into this library, in the order in which they are listed.
    pub fn floor() -> Self {
        Self(Cow::Borrowed(floor()))
    }

    /// Lays exercises of a verified `coping` pack over the floor. One with an id that is known replaces the known one only with a
    /// higher version; others are added at the end. Nothing is ever taken away.
    #[must_use]
    pub fn updated(mut self, newer: Vec<Exercise>) -> Self {
        for exercise in newer {
            let known = self.0.iter().position(|known| known.id == exercise.id);
            match known {
                Some(place) if self.0[place].version < exercise.version => self.0.to_mut()[place] = exercise,
                Some(_) => {}
                None => self.0.to_mut().push(exercise),
            }
        }
        self
    }

    /// All of them.
    pub fn all(&self) -> &[Exercise] {
        &self.0
    }

    /// The one of this id.
    pub fn get(&self, id: &str) -> Option<&Exercise> {
        self.0.iter().find(|exercise| exercise.id.as_str() == id)
    }

    /// The list for the screen. What helped this officer before comes first, with how little that rests on; the rest keeps its order,
    /// also what did not help. Without anything learnt: the order of the content.
    pub fn list(&self, helped: &[Helped], language: Language) -> Vec<ExerciseRow> {
        show::list(self, helped, language)
    }

    /// Everything about one of them: what speaks against it first, then what it is, how it goes, and where it comes from.
    pub fn detail(&self, id: &str, language: Language) -> Result<ExerciseDetail, CopingError> {
        self.get(id).map(|exercise| show::detail(self, exercise, language)).ok_or(CopingError::NoSuchExercise)
    }

    /// Starts one of them now, by a mark of the phone's clocks.
    ///
    /// # Errors
    /// [`CopingError::NoSuchExercise`]; [`CopingError::Rate`] and [`CopingError::Length`] for settings that it does not have.
    pub fn start(
        &self,
        id: &str,
        settings: Settings,
        before: Option<Distress>,
        now: Mark,
    ) -> Result<Run, CopingError> {
        Run::start(self.get(id).ok_or(CopingError::NoSuchExercise)?, settings, before, now)
    }

    /// The name of one of them; its id if it is not there any more.
    pub fn name_of(&self, id: &ExerciseId, language: Language) -> String {
        self.get(id.as_str()).map_or_else(|| id.to_string(), |exercise| exercise.name.of(language))
    }

    /// The whole course of one of them, so that a screen can draw it without asking for each frame.
    ///
    /// # Errors
    /// [`CopingError::NoSuchExercise`]; [`CopingError::Rate`] and [`CopingError::Length`] for settings that it does not have.
    pub fn schedule(&self, id: &str, settings: Settings) -> Result<Schedule, CopingError> {
        Schedule::new(self.get(id).ok_or(CopingError::NoSuchExercise)?, settings)
    }
}

/// Reads the content of a verified `coping` pack: JSON (a list, or an object with `exercises`) or NDJSON, one exercise a line. One that
/// cannot be used takes no other with it; the reason names the field, never its content.
///
/// # Errors
/// [`ExerciseRefused::TooLarge`]: more than 1 MiB, or more than 500 exercises.
pub fn read_entries(text: &str) -> Result<ExercisesRead, ExerciseRefused> {
    wire::file(text)
}

/// Distress before and after one use; both may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Felt {
    /// Before it started.
    pub before: Option<Distress>,
    /// After it ended.
    pub after: Option<Distress>,
}

impl Felt {
    /// Whether the crisis choice comes first: the newest of the two that was given decides.
    pub fn opens_crisis_choice(self) -> bool {
        self.after.or(self.before).is_some_and(|felt| felt.safety() == Safety::Open)
    }
}

/// Names a kept use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UseId(pub i64);

/// One use as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptUse {
    /// Names it, to delete it.
    pub id: UseId,
    /// Of which exercise.
    pub exercise: ExerciseId,
    /// Of which version of it.
    pub version: u32,
    /// Before and after.
    pub felt: Felt,
    /// When it ended, by the phone's clock.
    pub at: Minute,
}

impl KeptUse {
    /// When it ended, to the minute.
    pub fn ended(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(i64::from(self.at.0) * 60, 0).unwrap_or_default()
    }
}

/// What became of a run that was ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// Both numbers in a sentence, if both were given.
    pub felt: Option<String>,
    /// Whether the crisis choice comes before anything else.
    pub crisis_first: bool,
    /// The use that was kept; none if the officer did not want it, or gave no number.
    pub kept: Option<UseId>,
}

/// What somebody did, and when, is not for a log.
impl std::fmt::Debug for KeptUse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[KeptUse]")
    }
}

/// Keeps what was felt before and after a use; to be called only if the officer wants it. Without either number there is nothing to
/// learn, so nothing is kept, and that is `None`.
///
/// # Errors
/// [`CopingError::Vault`] if it could not be kept.
pub fn keep(
    vault: &Vault,
    exercise: &Exercise,
    felt: Felt,
    now: DateTime<Utc>,
) -> Result<Option<UseId>, CopingError> {
    if felt == Felt::default() {
        return Ok(None);
    }
    let at = Minute::of_unix(now.timestamp());
    Ok(Some(vault.keep(|transaction| store::add(transaction, &exercise.id, exercise.version, felt, at))?))
}

/// Kept uses, the newest first: at most `size` (50 at most) after leaving out `start`.
///
/// # Errors
/// [`CopingError::Vault`].
pub fn uses(vault: &Vault, start: u32, size: u32) -> Result<Vec<KeptUse>, CopingError> {
    Ok(vault.read(|connection| store::page(connection, start, size.min(50)))?)
}

/// What the kept uses say about each exercise, the most helpful first.
///
/// # Errors
/// [`CopingError::Vault`].
pub fn what_helped(vault: &Vault) -> Result<Vec<Helped>, CopingError> {
    Ok(helped::ranked(&vault.read(store::pairs)?))
}

/// Deletes one use. One that is gone already is no error.
///
/// # Errors
/// [`CopingError::Vault`].
pub fn forget(vault: &Vault, id: UseId) -> Result<(), CopingError> {
    Ok(vault.keep(|transaction| store::delete(transaction, id))?)
}

/// Deletes all uses, and with them what was learnt.
///
/// # Errors
/// [`CopingError::Vault`].
pub fn forget_all(vault: &Vault) -> Result<(), CopingError> {
    Ok(vault.keep(store::delete_all)?)
}

/// Why a coping tool was not shown, started or kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CopingError {
    /// There is no exercise of this id.
    #[error("there is no such exercise")]
    NoSuchExercise,
    /// The exercise has no such pace.
    #[error("the exercise has no such pace")]
    Rate,
    /// The exercise cannot be that short or long.
    #[error("the exercise has no such length")]
    Length,
    /// The vault could not be read or written.
    #[error("{0}")]
    Vault(#[from] VaultError),
}

impl Advise for CopingError {
    fn advice(&self) -> Advice {
        match self {
            Self::NoSuchExercise | Self::Rate | Self::Length => Advice::Retry,
            Self::Vault(error) => error.advice(),
        }
    }
}

/// In the order of the list: what calms at once comes first.
const FLOOR: [&str; 15] = [
    include_str!("../../content/exercises/box-breathing.json"),
    include_str!("../../content/exercises/three-phase-breathing.json"),
    include_str!("../../content/exercises/resonance-breathing.json"),
    include_str!("../../content/exercises/long-exhale.json"),
    include_str!("../../content/exercises/grounding-54321.json"),
    include_str!("../../content/exercises/muscle-relaxation-short.json"),
    include_str!("../../content/exercises/muscle-relaxation-long.json"),
    include_str!("../../content/exercises/body-scan.json"),
    include_str!("../../content/exercises/after-call-reset.json"),
    include_str!("../../content/exercises/leave-work-at-work.json"),
    include_str!("../../content/exercises/sleep-after-night-shift.json"),
    include_str!("../../content/exercises/worry-time.json"),
    include_str!("../../content/exercises/thought-shift.json"),
    include_str!("../../content/exercises/first-72-hours.json"),
    include_str!("../../content/exercises/colleague-concern.json"),
];

fn floor() -> &'static [Exercise] {
    static READ: OnceLock<Vec<Exercise>> = OnceLock::new();
    // None is lost here: a test reads each of them.
    READ.get_or_init(|| FLOOR.iter().filter_map(|json| wire::exercise(json).ok()).collect())
}
