//! The crisis choice: the five ways on, in one view, from anywhere in the app and before anything is opened.
//!
//! For somebody who should not have to search: a line to call, a line to text, a peer now, their own safety plan, and the emergency
//! number with what it may bring. It never waits for the vault, the network or the app's lock, never leaves a way out in silence (a
//! way that is not there now says why), and never dials by itself.

mod rules;
#[cfg(test)]
mod tests;

pub use rules::{PeerNow, PlanNow};

use crate::crisis::{LineRow, Lines, Place};
use crate::words::{Language, Say, Words};
use chrono::{DateTime, Utc};

/// The five ways on. Every text is a finished sentence; numbers and what is known of them stand in the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrisisChoice {
    /// Lines to call, best first, at most three; without a country one for each country. None is known to be closed now.
    pub calls: Vec<LineRow>,
    /// Lines to text or chat with, in the same way.
    pub texts: Vec<LineRow>,
    /// Whether a peer can be asked now.
    pub peer: PeerNow,
    /// The same in a sentence.
    pub peer_says: String,
    /// Whether the officer's own plan can be read now.
    pub plan: PlanNow,
    /// The same in a sentence.
    pub plan_says: String,
    /// The emergency numbers.
    pub emergency: Vec<LineRow>,
    /// That they may bring colleagues; or that none is known for this place.
    pub emergency_says: String,
    /// What to say above everything: that the country is not set, or that no line was checked for it.
    pub notes: Vec<String>,
}

/// The view for a place, with what the open app knows of peer and plan ([`PeerNow::NotOpen`], [`PlanNow::NotOpen`] before it is open).
pub fn choice(
    lines: &Lines,
    place: &Place,
    peer: PeerNow,
    plan: PlanNow,
    language: Language,
    now: DateTime<Utc>,
) -> CrisisChoice {
    let list = lines.list(place, language, now);
    let picked = rules::pick(&list.rows, place.country.is_some());
    let rows = |places: &[usize]| places.iter().filter_map(|at| list.rows.get(*at).cloned()).collect();
    let emergency: Vec<LineRow> = rows(&picked.emergency);
    let words = Words::of(language);
    let emergency_says = match emergency.is_empty() {
        false => Say::CrisisChoiceEmergency,
        true => Say::CrisisChoiceEmergencyNotKnown,
    };
    CrisisChoice {
        calls: rows(&picked.calls),
        texts: rows(&picked.texts),
        peer,
        peer_says: words.say(&Say::CrisisChoicePeer { peer: peer.word() }),
        plan,
        plan_says: words.say(&Say::CrisisChoicePlan { plan: plan.word() }),
        emergency,
        emergency_says: words.say(&emergency_says),
        notes: list.note.into_iter().collect(),
    }
}
