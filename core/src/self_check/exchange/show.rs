//! What a file holds, in finished sentences: before anything is kept, and without a word of the file.

use super::rules::Found;
use super::{Fate, Finding, Import};
use crate::ids::Minute;
use crate::self_check::{InstrumentId, Safety};
use crate::words::{Language, Say, Words};

/// What an import would keep. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct ImportView {
    /// What to know of the file as a whole.
    pub summary: Vec<String>,
    /// How many results would be kept.
    pub new: u32,
    /// How many filled forms the file holds, on all pages.
    pub total: u32,
    /// The filled forms of this page, in the order of the file.
    pub rows: Vec<ImportRow>,
}

/// A filled form of a file. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// Which place it has in the file, from 1.
    pub number: u32,
    /// The instrument, if it is known.
    pub id: Option<InstrumentId>,
    /// What it is about; that it is not known, if it is not.
    pub title: String,
    /// When, as the file says.
    pub at: Option<Minute>,
    /// Whether the crisis choice opens because of an answer: before everything else of this row.
    pub safety: Safety,
    /// What becomes of it.
    pub fate: Fate,
    /// Everything that is said of it, what is about safety first.
    pub says: Vec<String>,
}

impl std::fmt::Debug for ImportView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ImportView")
    }
}

impl std::fmt::Debug for ImportRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ImportRow")
    }
}

const PAGE: usize = 50;

impl Import {
    /// What would be kept, with a page of at most 50 filled forms, from the `start`-th on.
    pub fn view(&self, start: u32, language: Language) -> ImportView {
        let words = Words::of(language);
        let new = count(self.found.iter().filter(|one| matches!(one.fate, Fate::New { .. })).count());
        let total = count(self.found.len());
        let differs = |one: &&Found| one.findings.iter().any(|f| matches!(f, Finding::TotalDiffers { .. }));
        let differing = count(self.found.iter().filter(differs).count());
        let said = [
            Some(Say::SelfCheckImportNew { count: new }),
            (total > new).then_some(Say::SelfCheckImportNotNew { count: total - new }),
            (differing > 0).then_some(Say::SelfCheckImportTotalsDiffer { count: differing }),
            (self.others > 0).then_some(Say::SelfCheckImportOthers { count: count(self.others) }),
        ];
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        let page = self.found.iter().enumerate().skip(start).take(PAGE);
        ImportView {
            summary: said.iter().flatten().map(|say| words.say(say)).collect(),
            new,
            total,
            rows: page.map(|(place, one)| row(count(place + 1), one, language)).collect(),
        }
    }
}

fn row(number: u32, found: &Found, language: Language) -> ImportRow {
    let words = Words::of(language);
    let instrument = found.instrument.as_deref();
    let safety = match (instrument, &found.answers) {
        (Some(instrument), Some(answers)) => instrument.safety(answers),
        _ => Safety::Unknown,
    };
    let mut says = vec![];
    if safety == Safety::Open {
        says.push(Say::SelfCheckCrisis);
    }
    says.push(fate(found));
    says.extend(found.findings.iter().map(finding));
    let unknown = || words.say(&Say::SelfCheckImportUnknownForm);
    ImportRow {
        number,
        id: instrument.map(|instrument| instrument.id.clone()),
        title: instrument.map_or_else(unknown, |instrument| instrument.title.of(language)),
        at: found.at,
        safety,
        fate: found.fate,
        says: says.iter().map(|say| words.say(say)).collect(),
    }
}

fn fate(found: &Found) -> Say {
    let fate = match found.fate {
        Fate::New { total } => return Say::SelfCheckExportTotal { total: total.to_string() },
        Fate::Incomplete { missing } => return Say::SelfCheckIncomplete { missing: count(missing) },
        Fate::AlreadyKept => "kept",
        Fate::TwiceInFile => "twice",
        Fate::NotDone => "not_done",
        Fate::Contradictory => "contradictory",
        Fate::NoTime => "no_time",
        Fate::Ahead => "ahead",
        Fate::UnknownForm => "unknown",
        Fate::OtherCoding => "other_coding",
        Fate::Withdrawn => "withdrawn",
        Fate::Modified => "modified",
        Fate::Unreadable => "unreadable",
    };
    Say::SelfCheckImportFate { fate }
}

fn finding(finding: &Finding) -> Say {
    match finding {
        Finding::TotalDiffers { declared, computed } => {
            Say::SelfCheckImportDiffers { declared: declared.to_string(), total: computed.to_string() }
        }
        Finding::NotUnderstood { count } => Say::SelfCheckImportNotUnderstood { count: *count },
        Finding::OutOfRange { count } => Say::SelfCheckImportOutOfRange { count: *count },
        Finding::SaidTwice { count } => Say::SelfCheckImportSaidTwice { count: *count },
        Finding::DayOnly => Say::SelfCheckImportNote { note: "day" },
        Finding::NamesPeople => Say::SelfCheckImportNote { note: "people" },
        Finding::PartsKept => Say::SelfCheckImportNote { note: "parts" },
        Finding::PartsLeftOut => Say::SelfCheckImportNote { note: "left_out" },
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
