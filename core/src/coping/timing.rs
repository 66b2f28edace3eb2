//! The engine: for any time since the start, what is to be done and how much is left. Whole milliseconds, no sums of rounded parts:
//! every boundary is computed from the start, so that nothing drifts.

use super::CopingError;
use super::exercise::{Breath, Breathing, Doing, Exercise, Length, LengthIn, Rate, Step};

/// What the officer chose; `None`: the usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settings {
    /// Tenths of a breath a minute, one of the exercise's paces.
    pub rate: Option<u32>,
    /// Rounds or minutes, as the exercise counts.
    pub length: Option<u32>,
}

/// The whole course of one exercise with its settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule(Course);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Course {
    Rounds(Rounds),
    Steps(Vec<Option<u64>>),
}

/// One phase of one round, or one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// The place of its phase or step in the exercise, from 0.
    pub cue: u32,
    /// Its round, from 0; always 0 with steps.
    pub round: u32,
    /// Milliseconds from the start of the exercise; none after a step at one's own pace.
    pub start_ms: Option<u64>,
    /// Milliseconds; none: at one's own pace.
    pub length_ms: Option<u64>,
    /// How full the breath is at its start, in thousandths.
    pub level_from: u16,
    /// And at its end; in between it changes evenly.
    pub level_to: u16,
}

/// The step somebody is at because they went on or back themselves, and when that was. At the start: step 0 at 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// The step, from 0.
    pub step: u32,
    /// Milliseconds of running time at which it began.
    pub since_ms: u64,
}

/// What holds at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Under way.
    Going {
        /// The place of the phase or step in the exercise, from 0.
        cue: u32,
        /// The round, from 0; always 0 with steps.
        round: u32,
        /// How many rounds there are; 1 with steps.
        rounds: u32,
        /// Milliseconds since this phase or step began.
        passed_ms: u64,
        /// Milliseconds until it ends; none: at one's own pace.
        left_ms: Option<u64>,
        /// Milliseconds until the whole ends; none while a step at one's own pace is to come.
        all_left_ms: Option<u64>,
        /// How much of the whole is done, in thousandths.
        progress: u16,
        /// How full the breath is, in thousandths.
        level: u16,
    },
    /// Over.
    Done,
}

impl Schedule {
    /// The course of an exercise.
    ///
    /// # Errors
    /// [`CopingError::Rate`], [`CopingError::Length`] for settings that it does not have; steps have neither.
    pub fn new(exercise: &Exercise, settings: Settings) -> Result<Self, CopingError> {
        match &exercise.doing {
            Doing::Breathing(breathing) => {
                Rounds::new(breathing, settings).map(|rounds| Self(Course::Rounds(rounds)))
            }
            Doing::Steps(_) if settings.rate.is_some() => Err(CopingError::Rate),
            Doing::Steps(_) if settings.length.is_some() => Err(CopingError::Length),
            Doing::Steps(steps) => {
                let length = |step: &Step| step.ms.map(u64::from);
                Ok(Self(Course::Steps(steps.iter().map(length).collect())))
            }
        }
    }

    /// Milliseconds of the whole; none if a step is at one's own pace.
    pub fn total_ms(&self) -> Option<u64> {
        match &self.0 {
            Course::Rounds(rounds) => Some(rounds.total_ms()),
            Course::Steps(steps) => steps.iter().copied().sum(),
        }
    }

    /// How many rounds there are; 1 with steps.
    pub fn rounds(&self) -> u32 {
        match &self.0 {
            Course::Rounds(rounds) => rounds.count,
            Course::Steps(_) => 1,
        }
    }

    /// Every phase of every round, or every step, in order.
    pub fn segments(&self) -> Vec<Segment> {
        match &self.0 {
            Course::Rounds(rounds) => rounds.segments(),
            Course::Steps(steps) => segments_of(steps),
        }
    }

    /// What holds after so many milliseconds of running time. `place` matters with steps only.
    pub fn at(&self, ran_ms: u64, place: Place) -> Moment {
        match &self.0 {
            Course::Rounds(rounds) => rounds.at(ran_ms),
            Course::Steps(steps) => at_step(steps, ran_ms, place),
        }
    }

    /// Where somebody is who goes on to the next step by themselves. Rounds go on by themselves alone: no place changes.
    pub fn next(&self, ran_ms: u64, place: Place) -> Place {
        self.moved(ran_ms, place, |step| step.saturating_add(1))
    }

    /// Where somebody is who goes back one step; at the first step it begins anew.
    pub fn back(&self, ran_ms: u64, place: Place) -> Place {
        self.moved(ran_ms, place, |step| step.saturating_sub(1))
    }

    fn moved(&self, ran_ms: u64, place: Place, to: impl Fn(u32) -> u32) -> Place {
        match (&self.0, self.at(ran_ms, place)) {
            (Course::Steps(_), Moment::Going { cue, .. }) => Place { step: to(cue), since_ms: ran_ms },
            _ => place,
        }
    }
}

/// Rounds of breathing. A boundary lies at `usual milliseconds x usual / rate`, rounded down once.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rounds {
    /// Where each phase begins within a round, in usual milliseconds.
    begins: Vec<u64>,
    breaths: Vec<Breath>,
    /// Usual milliseconds of one round.
    round: u64,
    usual: u64,
    rate: u64,
    count: u32,
}

impl Rounds {
    fn new(breathing: &Breathing, settings: Settings) -> Result<Self, CopingError> {
        let (usual, rate) = rates(breathing.rate, settings.rate)?;
        let mut begins = Vec::with_capacity(breathing.phases.len());
        let mut round = 0;
        for phase in &breathing.phases {
            begins.push(round);
            round += u64::from(phase.ms);
        }
        let breaths = breathing.phases.iter().map(|phase| phase.breath).collect();
        let count = count(breathing.length, settings.length, round, usual, rate)?;
        Ok(Self { begins, breaths, round, usual, rate, count })
    }

    fn total_ms(&self) -> u64 {
        self.start_of(self.count, 0)
    }

    /// Where a phase of a round begins, in milliseconds from the start.
    fn start_of(&self, round: u32, phase: usize) -> u64 {
        match self.begins.get(phase) {
            Some(begin) => (u64::from(round) * self.round + begin) * self.usual / self.rate,
            None => self.start_of(round + 1, 0),
        }
    }

    fn segments(&self) -> Vec<Segment> {
        let of_round = |round| (0..self.begins.len()).map(move |phase| self.segment(round, phase));
        (0..self.count).flat_map(of_round).collect()
    }

    fn segment(&self, round: u32, phase: usize) -> Segment {
        let start = self.start_of(round, phase);
        let (level_from, level_to) = self.levels(phase);
        Segment {
            cue: u32::try_from(phase).unwrap_or(u32::MAX),
            round,
            start_ms: Some(start),
            length_ms: Some(self.start_of(round, phase + 1) - start),
            level_from,
            level_to,
        }
    }

    fn levels(&self, phase: usize) -> (u16, u16) {
        let more = self.breaths.get(phase + 1) == Some(&Breath::InMore);
        match self.breaths[phase] {
            Breath::In if more => (0, NEARLY_FULL),
            Breath::In => (0, FULL),
            Breath::InMore => (NEARLY_FULL, FULL),
            Breath::HoldFull => (FULL, FULL),
            Breath::Out => (FULL, 0),
            Breath::HoldEmpty => (0, 0),
        }
    }

    fn at(&self, ran_ms: u64) -> Moment {
        let total = self.total_ms();
        if ran_ms >= total {
            return Moment::Done;
        }
        // The largest place whose boundary, rounded down, is not later than now: place x usual < (now + 1) x rate.
        let place = ((ran_ms + 1) * self.rate - 1) / self.usual;
        let round = u32::try_from(place / self.round).unwrap_or(u32::MAX);
        let within = place % self.round;
        let phase = self.begins.partition_point(|begin| *begin <= within) - 1;
        let (start, end) = (self.start_of(round, phase), self.start_of(round, phase + 1));
        let (from, to) = self.levels(phase);
        Moment::Going {
            cue: u32::try_from(phase).unwrap_or(u32::MAX),
            round,
            rounds: self.count,
            passed_ms: ran_ms - start,
            left_ms: Some(end - ran_ms),
            all_left_ms: Some(total - ran_ms),
            progress: thousandths(ran_ms, total),
            level: between(from, to, ran_ms - start, end - start),
        }
    }
}

/// Full, in thousandths.
const FULL: u16 = 1000;

/// Where a breath in ends that is topped up.
const NEARLY_FULL: u16 = 750;

/// The longest exercise of breathing, in milliseconds: 20 minutes, and the round that they end in.
pub(super) const LONGEST_MS: u64 = 20 * 60_000;

fn rates(rate: Option<Rate>, chosen: Option<u32>) -> Result<(u64, u64), CopingError> {
    match (rate, chosen) {
        (None, None) => Ok((1, 1)),
        (None, Some(_)) => Err(CopingError::Rate),
        (Some(rate), chosen) => {
            let chosen = chosen.unwrap_or(rate.usual);
            let offered =
                (rate.least..=rate.most).contains(&chosen) && (chosen - rate.least).is_multiple_of(rate.step);
            if offered { Ok((u64::from(rate.usual), u64::from(chosen))) } else { Err(CopingError::Rate) }
        }
    }
}

fn count(length: Length, chosen: Option<u32>, round: u64, usual: u64, rate: u64) -> Result<u32, CopingError> {
    let chosen = chosen.unwrap_or(length.usual);
    if !(length.least..=length.most).contains(&chosen) {
        return Err(CopingError::Length);
    }
    match length.counted_in {
        LengthIn::Cycles => Ok(chosen),
        // The round in which the minutes end is finished.
        LengthIn::Minutes => u32::try_from((u64::from(chosen) * 60_000 * rate).div_ceil(round * usual))
            .map_err(|_| CopingError::Length),
    }
}

fn segments_of(steps: &[Option<u64>]) -> Vec<Segment> {
    let mut start = Some(0);
    let mut segments = Vec::with_capacity(steps.len());
    for (cue, length) in (0_u32..).zip(steps) {
        segments.push(Segment {
            cue,
            round: 0,
            start_ms: start,
            length_ms: *length,
            level_from: 0,
            level_to: 0,
        });
        start = start.zip(*length).map(|(start, length)| start + length);
    }
    segments
}

/// Goes through the timed steps from the place where somebody is, until time or a step at one's own pace ends it.
fn at_step(steps: &[Option<u64>], ran_ms: u64, place: Place) -> Moment {
    let mut since = place.since_ms;
    for (cue, length) in (0_u32..).zip(steps).skip(place.step as usize) {
        let passed = ran_ms.saturating_sub(since);
        match length {
            Some(length) if passed >= *length => since += length,
            _ => return going(steps, cue, passed, *length),
        }
    }
    Moment::Done
}

fn going(steps: &[Option<u64>], cue: u32, passed: u64, length: Option<u64>) -> Moment {
    let left = length.map(|length| length - passed);
    let later: Option<u64> = steps.iter().skip(cue as usize + 1).copied().sum();
    let count = u64::try_from(steps.len()).unwrap_or(u64::MAX);
    let part = length.map_or(0, |length| u64::from(thousandths(passed, length)));
    Moment::Going {
        cue,
        round: 0,
        rounds: 1,
        passed_ms: passed,
        left_ms: left,
        all_left_ms: left.zip(later).map(|(left, later)| left + later),
        progress: thousandths(u64::from(cue) * 1000 + part, count * 1000),
        level: 0,
    }
}

fn thousandths(part: u64, whole: u64) -> u16 {
    u16::try_from(part * 1000 / whole.max(1)).unwrap_or(FULL).min(FULL)
}

fn between(from: u16, to: u16, passed: u64, length: u64) -> u16 {
    let way = u64::from(from.abs_diff(to)) * passed / length.max(1);
    let way = u16::try_from(way).unwrap_or(FULL);
    if from <= to { from + way } else { from - way }
}
