//! Results in files: an export for oneself, as plain text or as FHIR R4, and an import of either's own and of others' FHIR files.
//!
//! For an officer who wants to show a doctor how it went, or who changes phones. Files are written and read because their owner asks, and
//! go nowhere by themselves; an export names nobody. An import counts every total anew from the answers and says where the file says
//! something else; shows what would be kept before it keeps anything; keeps all of that or nothing; and shows no words of the file.
//! It never guesses an answer, and takes no result with a gap.

mod error;
mod layouts;
mod plain;
mod rules;
mod show;
mod store;
#[cfg(test)]
mod tests;
mod wire;

pub use error::ExchangeError;
pub use show::{ImportRow, ImportView};

use super::{Answers, Instrument, InstrumentId, Origin, Score, SelfCheck, SelfCheckId, SelfChecks};
use crate::ids::Minute;
use crate::random::Random;
use crate::vault::VaultError;
use crate::words::Language;
use crate::zone::Zone;
use std::collections::HashSet;

/// The longest file that is read: ten thousand results of any bundled instrument fit.
pub const MAX_BYTES: usize = 96 * 1024 * 1024;
/// How deep a file may be nested.
pub const MAX_DEPTH: usize = 48;
/// How many filled forms a file may hold.
pub const MAX_RESULTS: usize = 10_000;
/// How many entries a file may hold.
pub const MAX_ENTRIES: usize = 50_000;

/// A file that was read, and what would be kept of it. Prints nothing of itself.
pub struct Import {
    found: Vec<rules::Found>,
    others: usize,
}

impl std::fmt::Debug for Import {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Import")
    }
}

/// What becomes of a filled form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fate {
    /// It would be kept.
    New {
        /// The total, counted anew.
        total: Score,
    },
    /// The same answers of the same time are kept already.
    AlreadyKept,
    /// The same answers of the same time stand earlier in the file.
    TwiceInFile,
    /// Answers are missing, so there is no result.
    Incomplete {
        /// How many.
        missing: usize,
    },
    /// The file says that it was not finished.
    NotDone,
    /// Its answers do not go together: questions were answered after the first one had ended the form.
    Contradictory,
    /// The file says nothing of when, or not on which day.
    NoTime,
    /// Its time is more than a day ahead.
    Ahead,
    /// This phone does not know the form.
    UnknownForm,
    /// This phone counts the form's answers in another way.
    OtherCoding,
    /// The file says that it was entered by mistake.
    Withdrawn,
    /// It has a mark that changes its meaning in a way that we do not know.
    Modified,
    /// It is not built as FHIR says.
    Unreadable,
}

/// What somebody should know of a filled form beside what becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Finding {
    /// The file has another total than its answers give.
    TotalDiffers {
        /// The file's.
        declared: Score,
        /// Ours.
        computed: Score,
    },
    /// So many answers are not understood, and count as missing.
    NotUnderstood {
        /// How many.
        count: u32,
    },
    /// So many answers cannot be answered in this form, and count as missing.
    OutOfRange {
        /// How many.
        count: u32,
    },
    /// So many questions have two answers, or one that is said in two ways, and count as missing.
    SaidTwice {
        /// How many.
        count: u32,
    },
    /// A day without a time: noon in UTC is taken.
    DayOnly,
    /// It names people: that is not taken over.
    NamesPeople,
    /// It has parts that are not understood: they are kept, and go into an export again.
    PartsKept,
    /// It has parts that are not understood and too long to be kept.
    PartsLeftOut,
}

impl SelfChecks {
    /// Every kept result, of one instrument or of all, as a text that its owner can read and print. Times are those of
    /// `zone`, an IANA name; of UTC, and said to be, if that zone is not compiled in.
    ///
    /// # Errors
    /// [`ExchangeError::NothingKept`], [`ExchangeError::Vault`].
    pub fn export_text(
        &self,
        only: Option<&InstrumentId>,
        zone: &str,
        language: Language,
    ) -> Result<String, ExchangeError> {
        let checks = self.to_export(only)?;
        let of = |check| (check, self.counts_as(check));
        Ok(plain::text(checks.iter().map(of), Zone::named(zone).unwrap_or(Zone::UTC), language))
    }

    /// The same as a `Bundle` of FHIR R4: each form once with its licence, each result as `QuestionnaireResponse` and `Observation`. Says
    /// nobody's name.
    ///
    /// # Errors
    /// [`ExchangeError::NothingKept`], [`ExchangeError::NoRandomness`], [`ExchangeError::Vault`].
    pub fn export_fhir(
        &self,
        only: Option<&InstrumentId>,
        random: &dyn Random,
    ) -> Result<String, ExchangeError> {
        let checks = self.to_export(only)?;
        let mut rests = self.vault.read(store::all)?;
        let written = |check| wire::Written {
            check,
            instrument: self.counts_as(check),
            rest: rests.remove(&check.id).as_deref().and_then(wire::read_rest).unwrap_or_default(),
        };
        let written: Vec<_> = checks.iter().map(written).collect();
        wire::write(&written, random).map_err(|_| ExchangeError::NoRandomness)
    }

    /// Reads a FHIR file: a `Bundle`, or one `QuestionnaireResponse`. Keeps nothing yet.
    ///
    /// # Errors
    /// Each reason to refuse a file; [`ExchangeError::Vault`].
    pub fn read_import(&self, file: &[u8]) -> Result<Import, ExchangeError> {
        let file = wire::read(file)?;
        let others = file.others;
        let mut found = rules::read(file, &self.instruments, self.minute());
        let kept = self.vault.read(|connection| super::store::all(connection, None))?;
        let kept: HashSet<Key> = kept.iter().map(key_of).collect();
        let mut seen = HashSet::new();
        for one in &mut found {
            let (Fate::New { .. }, Some(key)) = (one.fate, one.key()) else { continue };
            if kept.contains(&key) {
                one.fate = Fate::AlreadyKept;
            } else if !seen.insert(key) {
                one.fate = Fate::TwiceInFile;
            }
        }
        Ok(Import { found, others })
    }

    /// Keeps what [`SelfChecks::read_import`] found to be new, each result with its own time. All or nothing; what was kept meanwhile is
    /// not kept twice.
    ///
    /// # Errors
    /// [`ExchangeError::Vault`]; nothing was kept then.
    pub fn keep_import(&self, import: &Import) -> Result<Vec<SelfCheckId>, ExchangeError> {
        self.vault.try_keep(|transaction| {
            let kept = super::store::all(transaction, None).map_err(VaultError::from)?;
            let kept: HashSet<Key> = kept.iter().map(key_of).collect();
            let mut ids = vec![];
            for one in &import.found {
                let (Fate::New { .. }, Some(key)) = (one.fate, one.key()) else { continue };
                let (Some(instrument), Some(answers), Some(at)) = (&one.instrument, &one.answers, one.at)
                else {
                    continue;
                };
                if kept.contains(&key) {
                    continue;
                }
                let id = super::add(transaction, instrument, answers, at, Origin::Imported)?;
                if let Some(rest) = wire::write_rest(&one.rest) {
                    store::keep(transaction, id, &rest).map_err(VaultError::from)?;
                }
                ids.push(id);
            }
            Ok(ids)
        })
    }

    fn to_export(&self, only: Option<&InstrumentId>) -> Result<Vec<SelfCheck>, ExchangeError> {
        let checks = self.vault.read(|connection| super::store::all(connection, only))?;
        if checks.is_empty() { Err(ExchangeError::NothingKept) } else { Ok(checks) }
    }

    /// The instrument of a result, if its questions and its way to count are still those of then.
    fn counts_as(&self, check: &SelfCheck) -> Option<&Instrument> {
        let instrument = &*self.instruments.find(check.instrument.as_str())?.instrument;
        let (items, extras) = (check.answers.items().len(), check.answers.extras().len());
        let fits = items == instrument.items.len() && extras == instrument.extras.len();
        let same = instrument.coding == check.coding && fits;
        let total = || instrument.score(&check.answers).complete().map(|complete| complete.total);
        (same && total() == Some(check.total)).then_some(instrument)
    }
}

/// What makes two results the same: form, way to count, time and answers.
type Key = (String, String, Minute, Option<bool>, Vec<Option<u8>>, Vec<Option<u8>>);

fn key_of(check: &SelfCheck) -> Key {
    key(check.instrument.as_str(), check.coding.as_str(), check.at, &check.answers)
}

fn key(id: &str, coding: &str, at: Minute, answers: &Answers) -> Key {
    (
        id.to_owned(),
        coding.to_owned(),
        at,
        answers.gate(),
        answers.items().to_vec(),
        answers.extras().to_vec(),
    )
}

impl rules::Found {
    fn key(&self) -> Option<Key> {
        let instrument = self.instrument.as_ref()?;
        Some(key(instrument.id.as_str(), instrument.coding.as_str(), self.at?, self.answers.as_ref()?))
    }
}
