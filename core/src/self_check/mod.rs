//! Self-check: how somebody is doing, by published questions, on this phone alone.
//!
//! For an officer who wonders how bad it is, at night, without a card and without a network. The instruments are data (`content/instruments`,
//! and signed packs): a new one changes no code. Safety is decided from each answer as it is given, before any score and without one. What
//! comes out is a score by the published rule and what one can do next; it is never a diagnosis and never sounds like one. A form lives in
//! the vault from its first answer, so that a killed app loses nothing, and leaving it keeps nothing unless somebody asks. A result is kept
//! only if its owner says so. Nothing here knows a network.

mod checklist;
mod distress;
mod error;
mod instrument;
mod rules;
mod show;
mod store;
#[cfg(test)]
mod tests;
mod trend;
mod wire;

pub use checklist::{Checklist, Entry, Pointers, checklist, checklists};
pub use distress::{Distress, MeterView, not_safe};
pub use error::SelfCheckError;
pub use instrument::{
    Band, Bands, Better, ChangeValues, Choice, Coding, Contradiction, Flag, FlagValue, Gate, Instrument,
    InstrumentId, Instruments, Item, Kind, Known, Next, Offer, Question, SafetyRule, Scale, Wording,
};
pub use rules::{Answers, AnswersRefused, Complete, Fact, Outcome, Safety, Score, Scored};
pub use show::{
    FormQuestion, FormView, KeptRow, ListedCheck, NextStep, OfferedCheck, ResultView, TrendPoint, TrendView,
};
pub use trend::{Change, ChangeWord, Direction, Origin, Placed, Point, Since, change, trend};
pub use wire::{InstrumentRefused, InstrumentsRead};

use crate::clock::Clock;
use crate::ids::Minute;
use crate::vault::{OldKey, Vault, VaultError};
use crate::words::Language;
use rusqlite::Transaction;
use std::sync::{Arc, LazyLock};

/// The instruments compiled in: those whose wording anybody may reproduce.
pub fn bundled() -> &'static Instruments {
    static BUNDLED: LazyLock<Instruments> = LazyLock::new(wire::bundled);
    &BUNDLED
}

/// Reads the content of a verified `instruments` pack. One instrument that cannot be used takes no other with it.
///
/// # Errors
/// [`InstrumentRefused::Malformed`] if it is no file of instruments at all.
pub fn read_instruments(json: &str) -> Result<InstrumentsRead, InstrumentRefused> {
    wire::file(json)
}

/// The officer's self-checks.
pub struct SelfChecks {
    vault: Arc<Vault>,
    clock: Arc<dyn Clock>,
    instruments: Instruments,
}

/// A form that was begun. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// When it was begun.
    pub began: Minute,
    /// What was answered so far.
    pub answers: Answers,
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Draft")
    }
}

/// Names a kept result on this phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SelfCheckId(pub i64);

/// A kept result with its answers, for exports. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct SelfCheck {
    /// Which result.
    pub id: SelfCheckId,
    /// Of which instrument.
    pub instrument: InstrumentId,
    /// How its answers were counted.
    pub coding: Coding,
    /// The version of the instrument's file that it was scored by.
    pub version: u32,
    /// When, by the clock of the phone, or as an imported file says.
    pub at: Minute,
    /// Where it was done.
    pub origin: Origin,
    /// What was answered.
    pub answers: Answers,
    /// The total as it was scored then.
    pub total: Score,
    /// The word of its band then.
    pub band: String,
}

impl std::fmt::Debug for SelfCheck {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SelfCheck")
    }
}

/// What a given answer came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    /// Whether the crisis choice opens, now.
    pub safety: Safety,
    /// Whether other questions are asked from here on: show the form anew.
    pub form_changed: bool,
    /// How many questions are still open; or why the answer could not be kept, in which case `safety` rests on this answer alone.
    pub kept: Result<u32, VaultError>,
}

/// What becomes of a form that is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Leaving {
    /// Nothing of it is kept.
    KeepNothing,
    /// What was answered waits to be gone on with.
    KeepForLater,
}

impl SelfChecks {
    /// With the instruments that this phone knows.
    pub fn new(vault: Arc<Vault>, clock: Arc<dyn Clock>, instruments: Instruments) -> Self {
        Self { vault, clock, instruments }
    }

    /// The instruments that this phone knows, also those that only count what was answered elsewhere.
    pub fn instruments(&self) -> &Instruments {
        &self.instruments
    }

    /// The checks to choose from, with their licences. What was begun is marked, if the vault is open.
    pub fn list(&self, language: Language) -> Vec<ListedCheck> {
        let begun = self.vault.read(store::begun).unwrap_or_default();
        let offered =
            |known: &&Known| known.instrument.kind == Kind::Check && known.instrument.can_be_asked();
        self.instruments
            .iter()
            .filter(offered)
            .map(|known| show::listed(known, begun.contains(&known.instrument.id), language))
            .collect()
    }

    /// A form with what was answered before, and whether asking now says little.
    ///
    /// # Errors
    /// [`SelfCheckError::NoSuchInstrument`], [`SelfCheckError::NoWording`], [`SelfCheckError::Vault`].
    pub fn open(&self, id: &InstrumentId, language: Language) -> Result<FormView, SelfCheckError> {
        let instrument = self.asked(id)?;
        let read = |c: &rusqlite::Connection| Ok((store::draft(c, instrument)?, store::last_done(c, id)?));
        let (draft, last) = self.vault.read(read)?;
        let since = last.map(|last| Since::between(last, self.minute()));
        Ok(show::form(instrument, draft.as_ref(), since, language))
    }

    /// Gives an answer, or takes one back, and keeps it at once. What the answer means for safety is said even if it cannot be kept.
    ///
    /// # Errors
    /// [`SelfCheckError::NoSuchInstrument`], [`SelfCheckError::NoWording`], [`SelfCheckError::Answers`].
    pub fn answer(
        &self,
        id: &InstrumentId,
        question: Question,
        value: Option<i64>,
    ) -> Result<Answered, SelfCheckError> {
        let instrument = self.asked(id)?;
        let mut alone = Answers::none(instrument);
        alone.set(instrument, question, value)?;
        let form_changed = question == Question::Gate;
        let kept = self.vault.try_keep(|transaction| {
            let draft = store::draft(transaction, instrument).map_err(VaultError::from)?;
            let mut draft =
                draft.unwrap_or_else(|| Draft { began: self.minute(), answers: Answers::none(instrument) });
            draft.answers.set(instrument, question, value)?;
            store::keep_draft(transaction, instrument, &draft).map_err(VaultError::from)?;
            Ok(draft.answers)
        });
        match kept {
            Ok(answers) => {
                let missing = u32::try_from(answers.missing(instrument)).unwrap_or(u32::MAX);
                Ok(Answered { safety: instrument.safety(&answers), form_changed, kept: Ok(missing) })
            }
            Err(SelfCheckError::Vault(reason)) => {
                Ok(Answered { safety: instrument.safety(&alone), form_changed, kept: Err(reason) })
            }
            Err(refused) => Err(refused),
        }
    }

    /// Leaves a form, in one step.
    ///
    /// # Errors
    /// [`SelfCheckError::Vault`].
    pub fn leave(&self, id: &InstrumentId, leaving: Leaving) -> Result<(), SelfCheckError> {
        match leaving {
            Leaving::KeepForLater => Ok(()),
            Leaving::KeepNothing => Ok(self.vault.keep(|transaction| store::drop_draft(transaction, id))?),
        }
    }

    /// What came out of the form as it stands: safety first, then a score if no answer is missing. Keeps nothing.
    ///
    /// # Errors
    /// [`SelfCheckError::NoSuchInstrument`], [`SelfCheckError::NoWording`], [`SelfCheckError::NothingBegun`], [`SelfCheckError::Vault`].
    pub fn finish(&self, id: &InstrumentId, language: Language) -> Result<ResultView, SelfCheckError> {
        let instrument = self.asked(id)?;
        let draft = self.vault.read(|c| store::draft(c, instrument))?.ok_or(SelfCheckError::NothingBegun)?;
        Ok(show::result(instrument, &draft.answers, &self.instruments, language))
    }

    /// Keeps the result of the form, because its owner said so, and closes the form.
    ///
    /// # Errors
    /// [`SelfCheckError::Incomplete`] while an answer is missing; as [`SelfChecks::finish`].
    pub fn keep(&self, id: &InstrumentId) -> Result<SelfCheckId, SelfCheckError> {
        let instrument = self.asked(id)?;
        self.vault.try_keep(|transaction| {
            let draft = store::draft(transaction, instrument).map_err(VaultError::from)?;
            let answers = draft.ok_or(SelfCheckError::NothingBegun)?.answers;
            let kept = add(transaction, instrument, &answers, self.minute(), Origin::Here)?;
            store::drop_draft(transaction, id).map_err(VaultError::from)?;
            Ok(kept)
        })
    }

    /// Keeps what the distress meter was set to.
    ///
    /// # Errors
    /// [`SelfCheckError::Vault`]. The crisis choice does not wait for it: ask [`Distress::safety`] first.
    pub fn keep_distress(&self, distress: Distress) -> Result<SelfCheckId, SelfCheckError> {
        let meter = bundled().iter().find(|known| known.instrument.kind == Kind::Meter);
        let meter = &meter.ok_or(SelfCheckError::NoSuchInstrument)?.instrument;
        let answers = Answers::read(meter, None, &[Some(i64::from(distress.value()))], &[])?;
        self.vault.try_keep(|transaction| add(transaction, meter, &answers, self.minute(), Origin::Here))
    }

    /// Adds results that were read from a file, each with its own time. All or none.
    ///
    /// # Errors
    /// [`SelfCheckError::Incomplete`] for one without a total; [`SelfCheckError::Vault`].
    pub fn add_imported(
        &self,
        results: &[(Arc<Instrument>, Answers, Minute)],
    ) -> Result<Vec<SelfCheckId>, SelfCheckError> {
        self.vault.try_keep(|transaction| {
            let one = |(instrument, answers, at): &(Arc<Instrument>, Answers, Minute)| {
                add(transaction, instrument, answers, *at, Origin::Imported)
            };
            results.iter().map(one).collect()
        })
    }

    /// What is kept: each instrument and coding with how many results.
    ///
    /// # Errors
    /// [`SelfCheckError::Vault`].
    pub fn kept(&self, language: Language) -> Result<Vec<KeptRow>, SelfCheckError> {
        let counts = self.vault.read(store::counts)?;
        Ok(counts.into_iter().map(|kept| show::kept(kept, &self.instruments, language)).collect())
    }

    /// A page of at most 50 points of one instrument and coding, the newest first, from the `start`-th on. Without a coding, the one that
    /// is counted by now.
    ///
    /// # Errors
    /// [`SelfCheckError::Vault`].
    pub fn trend(
        &self,
        id: &InstrumentId,
        coding: Option<&Coding>,
        start: u32,
        language: Language,
    ) -> Result<TrendView, SelfCheckError> {
        let known = self.instruments.find(id.as_str()).map(|known| &*known.instrument);
        let counts = self.vault.read(store::counts)?;
        let of_id = || counts.iter().filter(|(kept, ..)| kept == id);
        let newest = || of_id().next_back().map(|(_, coding, _)| coding);
        let coding = coding.or(known.map(|known| &known.coding)).or_else(newest).cloned();
        let coding = coding.unwrap_or_else(|| Coding::shown(""));
        let others = of_id().filter(|(_, other, _)| *other != coding).map(|(.., count)| *count).sum();
        let points = self.vault.read(|c| store::points(c, id, &coding))?;
        // What is published about one coding says nothing about another.
        let rules = known.filter(|known| known.coding == coding);
        let (values, better) =
            rules.map_or((ChangeValues::default(), Better::Lower), |known| (known.change, known.better));
        let placed = trend::trend(points, values, better);
        Ok(show::trend(show::Shown { id, known, rules, others }, &placed, start, language))
    }

    /// Every kept result with its answers, in the order in which they were kept; of one instrument, or of all. For exports.
    ///
    /// # Errors
    /// [`SelfCheckError::Vault`].
    pub fn all(&self, only: Option<&InstrumentId>) -> Result<Vec<SelfCheck>, SelfCheckError> {
        Ok(self.vault.read(|c| store::all(c, only))?)
    }

    /// Deletes one result. The file gets a new key, so that no older copy of it can be opened once the answer says so.
    ///
    /// # Errors
    /// [`SelfCheckError::NoSuchResult`], [`SelfCheckError::Vault`]; nothing was deleted then.
    pub fn delete(&self, id: SelfCheckId) -> Result<OldKey, SelfCheckError> {
        let (_, old) = self.vault.try_keep_and_renew_key(|transaction| {
            match store::delete(transaction, id).map_err(VaultError::from)? {
                true => Ok(()),
                false => Err(SelfCheckError::NoSuchResult),
            }
        })?;
        Ok(old)
    }

    /// Deletes every result of one instrument, and what was begun of it. As [`SelfChecks::delete`].
    ///
    /// # Errors
    /// [`SelfCheckError::Vault`].
    pub fn delete_of(&self, id: &InstrumentId) -> Result<OldKey, SelfCheckError> {
        Ok(self.vault.keep_and_renew_key(|transaction| store::delete_of(transaction, id))?.1)
    }

    /// Deletes every result, and everything begun. As [`SelfChecks::delete`].
    ///
    /// # Errors
    /// [`SelfCheckError::Vault`].
    pub fn delete_all(&self) -> Result<OldKey, SelfCheckError> {
        Ok(self.vault.keep_and_renew_key(store::delete_all)?.1)
    }

    fn asked(&self, id: &InstrumentId) -> Result<&Instrument, SelfCheckError> {
        let known = self.instruments.find(id.as_str()).ok_or(SelfCheckError::NoSuchInstrument)?;
        if known.instrument.can_be_asked() { Ok(&known.instrument) } else { Err(SelfCheckError::NoWording) }
    }

    fn minute(&self) -> Minute {
        Minute::of_unix(self.clock.now().timestamp())
    }
}

fn add(
    transaction: &Transaction<'_>,
    instrument: &Instrument,
    answers: &Answers,
    at: Minute,
    origin: Origin,
) -> Result<SelfCheckId, SelfCheckError> {
    let total = instrument.score(answers).complete().map(|complete| complete.total);
    let total = total.ok_or(SelfCheckError::Incomplete)?;
    let check = store::NewSelfCheck { instrument, at, answers, total, origin };
    Ok(store::add(transaction, &check).map_err(VaultError::from)?)
}
