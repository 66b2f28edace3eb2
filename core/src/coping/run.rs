//! One run of an exercise: started, paused, gone on with, ended. Time comes from marks of the phone's clocks, never from frames, so
//! that nothing is lost while the app is in the background.

use super::exercise::Exercise;
use super::timing::{Moment, Place, Schedule, Settings};
use super::{CopingError, Distress, Felt};
use crate::clock::Mark;
use std::time::Duration;

/// One run, with the exercise as it was when it started.
#[derive(Clone)]
pub struct Run {
    exercise: Exercise,
    schedule: Schedule,
    before: Option<Distress>,
    state: RunState,
}

/// What somebody does is not for a log.
impl std::fmt::Debug for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[Run]")
    }
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunState {
    /// It runs.
    Running(Going),
    /// It stands still.
    Paused {
        /// As it was when it was paused.
        going: Going,
        /// When that was.
        at: Mark,
    },
    /// It has ended.
    Ended {
        /// How long it ran, pauses left out.
        ran: Duration,
        /// Whether it was gone through to its end.
        whole: bool,
    },
}

/// What a run needs to know of its past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Going {
    /// When it started.
    pub started: Mark,
    /// All pauses together.
    pub paused: Duration,
    /// The step that the officer went to by themselves.
    pub place: Place,
}

/// What can happen to a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunEvent {
    /// Stand still.
    Pause,
    /// Go on after a pause.
    Resume,
    /// On to the next step.
    Next,
    /// Back to the step before.
    Back,
    /// End it.
    Finish,
}

/// What follows from an event. One that does not fit changes nothing: pausing twice is pausing once.
fn next(state: RunState, event: RunEvent, now: Mark, schedule: &Schedule) -> RunState {
    match (state, event) {
        (RunState::Running(going), RunEvent::Pause) => RunState::Paused { going, at: now },
        (RunState::Paused { going, at }, RunEvent::Resume) => {
            RunState::Running(Going { paused: going.paused + now.since(&at), ..going })
        }
        (RunState::Running(going), RunEvent::Next) => RunState::Running(Going {
            place: schedule.next(milliseconds(ran(&going, &now)), going.place),
            ..going
        }),
        (RunState::Running(going), RunEvent::Back) => RunState::Running(Going {
            place: schedule.back(milliseconds(ran(&going, &now)), going.place),
            ..going
        }),
        (RunState::Running(going), RunEvent::Finish) => ended(&going, &now, schedule),
        (RunState::Paused { going, at }, RunEvent::Finish) => ended(&going, &at, schedule),
        (state, _) => state,
    }
}

impl Run {
    /// Starts an exercise now. What speaks against it has been shown before.
    ///
    /// # Errors
    /// [`CopingError::Rate`], [`CopingError::Length`] for settings that the exercise does not have.
    pub fn start(
        exercise: &Exercise,
        settings: Settings,
        before: Option<Distress>,
        now: Mark,
    ) -> Result<Self, CopingError> {
        let schedule = Schedule::new(exercise, settings)?;
        let going = Going { started: now, paused: Duration::ZERO, place: Place::default() };
        Ok(Self { exercise: exercise.clone(), schedule, before, state: RunState::Running(going) })
    }

    /// Something happens.
    pub fn happen(&mut self, event: RunEvent, now: Mark) {
        self.state = next(self.state, event, now, &self.schedule);
    }

    /// Which exercise runs.
    pub fn exercise(&self) -> &Exercise {
        &self.exercise
    }

    /// Its course.
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// Where it stands.
    pub fn state(&self) -> RunState {
        self.state
    }

    /// Whether it stands still.
    pub fn is_paused(&self) -> bool {
        matches!(self.state, RunState::Paused { .. })
    }

    /// What was felt: before as it was said at the start, and after.
    pub fn felt(&self, after: Option<Distress>) -> Felt {
        Felt { before: self.before, after }
    }

    /// How long it has run, pauses left out.
    pub fn ran(&self, now: Mark) -> Duration {
        match self.state {
            RunState::Running(going) => ran(&going, &now),
            RunState::Paused { going, at } => ran(&going, &at),
            RunState::Ended { ran, .. } => ran,
        }
    }

    /// What holds now.
    pub fn moment(&self, now: Mark) -> Moment {
        match self.state {
            RunState::Running(going) => self.schedule.at(milliseconds(ran(&going, &now)), going.place),
            RunState::Paused { going, at } => self.schedule.at(milliseconds(ran(&going, &at)), going.place),
            RunState::Ended { .. } => Moment::Done,
        }
    }
}

fn ended(going: &Going, at: &Mark, schedule: &Schedule) -> RunState {
    let ran = ran(going, at);
    RunState::Ended { ran, whole: schedule.at(milliseconds(ran), going.place) == Moment::Done }
}

/// The time since the start without the pauses.
fn ran(going: &Going, now: &Mark) -> Duration {
    now.since(&going.started).saturating_sub(going.paused)
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
