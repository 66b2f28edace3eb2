//! The report in finished sentences: what is on this phone, and who sees what.

use super::kept::{AREAS, Area, Erasing, FOLDER};
use super::seen::{Party, SIGHTS, Sight};
use crate::words::{Language, Say, Words};

/// The report. Made anew each time from what is declared and counted; nothing of it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Who sees what, the officer's agency first.
    pub parties: Vec<PartySees>,
    /// That nothing done alone is ever sent.
    pub alone: String,
    /// What is on this phone, area by area.
    pub areas: Vec<KeptArea>,
    /// The files that it lies in.
    pub files: Vec<KeptFile>,
}

/// What one party sees and does not see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartySees {
    /// The party.
    pub party: Party,
    /// Its name.
    pub name: String,
    /// What it sees and what not.
    pub rows: Vec<SeenRow>,
}

/// One thing that a party can or cannot see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenRow {
    /// Whether it can.
    pub sight: Sight,
    /// What.
    pub says: String,
    /// Why.
    pub why: String,
}

/// One area of what is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptArea {
    /// The area.
    pub area: &'static Area,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub what: String,
    /// How many rows there are; `None` if they cannot be counted now.
    pub rows: Option<u32>,
    /// The same in a sentence.
    pub says: String,
    /// Whether it can be erased alone.
    pub can_be_erased: bool,
}

/// One entry of the app's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    /// Its name in the app's folder.
    pub name: &'static str,
    /// What lies in it, and what protects it.
    pub says: String,
}

/// The report, with the rows of each area as they were counted; `None` where the phone or the app is locked.
pub fn report(rows: impl Fn(&Area) -> Option<u32>, language: Language) -> Report {
    let words = Words::of(language);
    let kept = |area: &'static Area| {
        let rows = rows(area);
        KeptArea {
            area,
            name: words.say(&Say::PrivacyArea { area: area.word }),
            what: words.say(&Say::PrivacyAreaWhat { area: area.word }),
            rows,
            says: rows_in_words(rows, words),
            can_be_erased: area.erasing != Erasing::WithEverything,
        }
    };
    let sees = |party: &Party| PartySees {
        party: *party,
        name: words.say(&Say::PrivacyParty { party: party.word() }),
        rows: SIGHTS
            .iter()
            .filter(|row| row.party == *party)
            .map(|row| SeenRow {
                sight: row.sight,
                says: words.say(&Say::PrivacySees { row: row.word }),
                why: words.say(&Say::PrivacyWhy { row: row.word }),
            })
            .collect(),
    };
    Report {
        parties: Party::ALL.iter().map(sees).collect(),
        alone: words.say(&Say::PrivacyAlone),
        areas: AREAS.iter().map(kept).collect(),
        files: FOLDER
            .iter()
            .map(|entry| KeptFile {
                name: entry.name,
                says: words.say(&Say::PrivacyFile { file: entry.word }),
            })
            .collect(),
    }
}

/// How many there are, in a sentence.
pub(super) fn rows_in_words(rows: Option<u32>, words: &Words) -> String {
    words.say(&match rows {
        Some(count) => Say::PrivacyRows { count },
        None => Say::PrivacyRowsLocked,
    })
}
