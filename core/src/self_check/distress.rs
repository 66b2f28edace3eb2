//! The distress meter, 0 to 10, and the button that says "I am not safe". Both work with nothing opened: no vault, no key, no file.

use super::rules::Safety;
use crate::words::{Language, Say, Words};

/// How bad it is right now, 0 (none) to 10 (the worst there is). Prints nothing of itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Distress(u8);

impl Distress {
    /// From here on the crisis choice opens. A rule of this app, not the result of a study.
    pub const CRISIS: u8 = 8;

    /// `None` over 10.
    pub fn new(value: u8) -> Option<Self> {
        (value <= 10).then_some(Self(value))
    }

    /// The number.
    pub fn value(self) -> u8 {
        self.0
    }

    /// Whether the crisis choice opens.
    pub fn safety(self) -> Safety {
        if self.0 >= Self::CRISIS { Safety::Open } else { Safety::Clear }
    }

    /// What is said after it was set: about the crisis choice first, where it opens.
    pub fn said(self, language: Language) -> MeterView {
        let words = Words::of(language);
        match self.safety() {
            Safety::Open => MeterView { safety: Safety::Open, says: words.say(&Say::SelfCheckCrisis) },
            safety => MeterView { safety, says: words.say(&Say::SelfCheckMeter) },
        }
    }
}

impl std::fmt::Debug for Distress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Distress")
    }
}

/// What the meter, or the button, answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeterView {
    /// Whether the crisis choice opens.
    pub safety: Safety,
    /// One or two sentences.
    pub says: String,
}

/// Somebody pressed "I am not safe": the crisis choice opens, whatever else is on the screen.
pub fn not_safe(language: Language) -> MeterView {
    MeterView { safety: Safety::Open, says: Words::of(language).say(&Say::SelfCheckNotSafe) }
}
