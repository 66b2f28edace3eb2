//! What an exercise is: parsed, so that every one of these can be shown and run. Only `wire.rs` makes them.

use crate::words::Text;
use std::fmt;

/// Names an exercise: small letters, digits and hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExerciseId(String);

impl ExerciseId {
    /// An id of 1 to 60 small letters, digits and hyphens.
    pub fn parse(id: &str) -> Option<Self> {
        let fits = (1..=60).contains(&id.len())
            && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        fits.then(|| Self(id.to_owned()))
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ExerciseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One coping tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercise {
    /// Names it.
    pub id: ExerciseId,
    /// From 1; a pack replaces it only with a higher one.
    pub version: u32,
    /// The part of the list that it stands in.
    pub group: ExerciseGroup,
    /// Its name.
    pub name: Text,
    /// What it is and what for.
    pub about: Text,
    /// What is known about whether it works, and what is not.
    pub known: Text,
    /// What speaks against it, to be shown before it starts. Always has [`CautionWord::DrivingOrCall`].
    pub cautions: Vec<Caution>,
    /// How to follow it without motion.
    pub still: Text,
    /// How it goes.
    pub doing: Doing,
    /// What can be worked out with it.
    pub calculators: Vec<Calculator>,
    /// Where it comes from; at least one.
    pub sources: Vec<Source>,
    /// The licence of its words.
    pub licence: Licence,
}

impl Exercise {
    /// How sure we are, from what was read of its sources.
    pub fn how_sure(&self) -> HowSure {
        let general =
            self.sources.iter().filter(|source| source.status == SourceStatus::GeneralKnowledge).count();
        if general == self.sources.len() {
            HowSure::GeneralKnowledge
        } else if general > 0 {
            HowSure::Partly
        } else if self.sources.iter().all(|source| source.status == SourceStatus::Read) {
            HowSure::Read
        } else {
            HowSure::Named
        }
    }

    /// Whether the breath is held somewhere in it.
    pub fn holds_breath(&self) -> bool {
        match &self.doing {
            Doing::Breathing(breathing) => breathing.phases.iter().any(|phase| phase.breath.is_hold()),
            Doing::Steps(_) => false,
        }
    }

    /// Whether it sets the pace of breathing.
    pub fn paces_breath(&self) -> bool {
        matches!(self.doing, Doing::Breathing(_))
    }
}

macro_rules! listed {
    ($(#[$about:meta])* $name:ident { $( $(#[$doc:meta])* $word:literal => $value:ident, )+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $( $(#[$doc])* $value, )+ }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[ $( Self::$value, )+ ];

            /// Its word in files and sentences.
            pub fn word(self) -> &'static str {
                match self { $( Self::$value => $word, )+ }
            }

            /// The one of a word.
            pub fn of_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }
        }
    };
}

listed! {
    /// The parts of the list.
    ExerciseGroup {
        /// Calm down now.
        "calm" => Calm,
        /// Loosen the body.
        "body" => Body,
        /// Between calls and after the shift.
        "after_work" => AfterWork,
        /// Sleep.
        "sleep" => Sleep,
        /// Thoughts that go round.
        "thoughts" => Thoughts,
        /// After a critical incident.
        "incident" => Incident,
        /// For somebody else.
        "others" => Others,
    }
}

listed! {
    /// What can speak against an exercise, as a closed list: the same words for the same danger everywhere.
    CautionWord {
        /// Never while driving or on a call. Stands with every exercise.
        "driving_or_call" => DrivingOrCall,
        /// Stop if dizzy. Stands with everything that paces the breath.
        "dizzy" => Dizzy,
        /// Holds of the breath: not if pregnant, with heart or lung disease, or if they bring panic.
        "breath_holds" => BreathHolds,
        /// Attention to the breath can make panic worse.
        "breath_focus" => BreathFocus,
        /// Leave out what hurts.
        "sore_parts" => SoreParts,
        /// Stop if it stirs up too much.
        "too_much" => TooMuch,
        /// Too tired to drive.
        "drowsy" => Drowsy,
        /// Notes can be ordered from their owner.
        "notes" => Notes,
        /// Danger for oneself or somebody else: a line first.
        "danger" => Danger,
    }
}

/// Something that speaks against an exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caution {
    /// One of the closed list, and which exercise is better then.
    Known {
        /// Which.
        word: CautionWord,
        /// Take this one instead.
        instead: Option<ExerciseId>,
    },
    /// One of its own.
    Own(Text),
}

/// How an exercise goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doing {
    /// Round after round of the same phases.
    Breathing(Breathing),
    /// One step after the other.
    Steps(Vec<Step>),
}

/// Breathing by a pace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breathing {
    /// The phases of one round, at the usual pace. They begin with a breath in.
    pub phases: Vec<Phase>,
    /// How long it may go on.
    pub length: Length,
    /// Other paces, if it has any.
    pub rate: Option<Rate>,
}

/// One phase of a breath.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// What the breath does.
    pub breath: Breath,
    /// Milliseconds at the usual pace, 1,000 to 20,000.
    pub ms: u32,
    /// What is shown, said and felt.
    pub cue: Cue,
}

listed! {
    /// What the breath does in a phase.
    Breath {
        /// In.
        "in" => In,
        /// In once more, on top.
        "in_more" => InMore,
        /// Held, full.
        "hold_full" => HoldFull,
        /// Out.
        "out" => Out,
        /// Held, empty.
        "hold_empty" => HoldEmpty,
    }
}

impl Breath {
    /// Whether it is held.
    pub fn is_hold(self) -> bool {
        matches!(self, Self::HoldFull | Self::HoldEmpty)
    }

    /// Whether this may come right after another, in a round.
    pub(super) fn may_follow(self, before: Self) -> bool {
        matches!(
            (before, self),
            (Self::In, Self::InMore | Self::HoldFull | Self::Out)
                | (Self::InMore, Self::HoldFull | Self::Out)
                | (Self::HoldFull, Self::Out)
                | (Self::Out, Self::HoldEmpty)
        )
    }
}

/// What a phase or step shows, says and lets somebody feel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// A few large words.
    pub text: Text,
    /// All that there is to do, in sentences: what a voice would say.
    pub caption: Text,
    /// The buzz at its start, in milliseconds: on, off, on and so forth.
    pub haptic: Vec<u16>,
}

/// How long an exercise may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// In what it is counted.
    pub counted_in: LengthIn,
    /// At least.
    pub least: u32,
    /// At most; never more than 20 minutes.
    pub most: u32,
    /// If nobody chooses.
    pub usual: u32,
}

impl Length {
    /// What is offered to choose from, the shortest first: half of the usual, the usual, twice and four times as much, within the bounds.
    pub fn offered(self) -> impl Iterator<Item = u32> {
        [self.usual / 2, self.usual, self.usual * 2, self.usual * 4]
            .into_iter()
            .filter(move |count| (self.least..=self.most).contains(count))
    }
}

listed! {
    /// In what a length is counted.
    LengthIn {
        /// Rounds.
        "cycles" => Cycles,
        /// Minutes; the last round is always finished.
        "minutes" => Minutes,
    }
}

/// The paces of an exercise, in tenths of a breath a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// The slowest.
    pub least: u32,
    /// The quickest.
    pub most: u32,
    /// From one to the next.
    pub step: u32,
    /// If nobody chooses; the one of the phases' milliseconds.
    pub usual: u32,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Names it within the exercise.
    pub id: String,
    /// Milliseconds, 1,000 to 1,200,000; none: until the officer goes on.
    pub ms: Option<u32>,
    /// What is shown, said and felt.
    pub cue: Cue,
    /// What a button beside it opens.
    pub opens: Option<StepOpens>,
}

listed! {
    /// What a step can lead to.
    StepOpens {
        /// The crisis lines.
        "crisis_lines" => CrisisLines,
        /// A peer.
        "peer" => Peer,
    }
}

listed! {
    /// What can be worked out with an exercise.
    Calculator {
        /// Last caffeine, earliest time to get up, nap, and whether one is too tired.
        "sleep_times" => SleepTimes,
    }
}

/// Where something in an exercise comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What it is: a title, or what was said.
    pub what: Text,
    /// Who wrote or published it, if known.
    pub by: Option<String>,
    /// When, if known.
    pub year: Option<u16>,
    /// Where it can be read, if known.
    pub url: Option<String>,
    /// Whether we read it.
    pub status: SourceStatus,
}

listed! {
    /// Whether we read a source.
    SourceStatus {
        /// We read it, or its summary.
        "read" => Read,
        /// Something that we read names it.
        "named" => Named,
        /// Not read by us, and named by nothing that we read.
        "general_knowledge" => GeneralKnowledge,
    }
}

listed! {
    /// How sure we are of an exercise as a whole.
    HowSure {
        /// All of its sources were read.
        "read" => Read,
        /// What was not read is named by something that was.
        "named" => Named,
        /// Some of it is general knowledge.
        "partly" => Partly,
        /// All of it is.
        "general_knowledge" => GeneralKnowledge,
    }
}

listed! {
    /// The licences that words may have; none other is taken in.
    Licence {
        /// The project's own.
        "MIT OR Apache-2.0" => Project,
        /// Given to everybody.
        "CC0-1.0" => Cc0,
    }
}
