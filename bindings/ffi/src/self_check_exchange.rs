//! Results of self-checks in files: out as text or as FHIR, in from anybody's FHIR files.

use crate::error::{PeerlineError, SelfCheckFileReason};
use crate::fault::contained;
use crate::redact::redacted;
use crate::self_checks::SelfChecks;
use peerline_core::home;
use peerline_core::random::SystemRandom;
use peerline_core::self_check::{self, ExchangeError, Fate, InstrumentId, Safety};
use peerline_core::words::Language;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// A file that was read. Nothing of it is kept until somebody says so.
#[derive(uniffi::Object)]
pub struct SelfCheckImport(Arc<home::Peerline>, self_check::Import);

/// What would be kept of a file.
#[derive(Clone, PartialEq, uniffi::Record)]
pub struct ImportPage {
    /// What to know of the file as a whole.
    pub summary: Vec<String>,
    /// How many results would be kept.
    pub new_results: u32,
    /// How many filled forms the file holds, on all pages.
    pub total: u32,
    /// At most 50 of them, in the order of the file.
    pub forms: Vec<ImportedForm>,
}

/// A filled form of a file.
#[derive(Clone, PartialEq, uniffi::Record)]
pub struct ImportedForm {
    /// Its place in the file, from 1.
    pub number: u32,
    /// The instrument, if it is known.
    pub id: Option<String>,
    /// What it is about.
    pub title: String,
    /// When, as the file says.
    pub at: Option<SystemTime>,
    /// Whether the crisis choice is to be offered because of an answer, before everything else of this row.
    pub safety: Safety,
    /// Whether it would be kept.
    pub is_new: bool,
    /// Everything that is said of it, what is about safety first.
    pub says: Vec<String>,
}

redacted!(ImportPage, ImportedForm);

#[uniffi::export]
impl SelfChecks {
    /// Every kept result, of one instrument or of all, as a text to read and print. Times are those of `zone`, an IANA name.
    pub fn export_text(
        &self,
        only: Option<String>,
        zone: String,
        language: String,
    ) -> Result<String, PeerlineError> {
        contained(|| {
            let only = only.as_deref().map(InstrumentId::shown);
            let checks = self.0.self_checks();
            Ok(checks.export_text(only.as_ref(), &zone, Language::from_tag(&language))?)
        })
    }

    /// The same as a bundle of FHIR R4. It names nobody.
    pub fn export_fhir(&self, only: Option<String>) -> Result<String, PeerlineError> {
        contained(|| {
            let only = only.as_deref().map(InstrumentId::shown);
            Ok(self.0.self_checks().export_fhir(only.as_ref(), &SystemRandom)?)
        })
    }

    /// Reads a FHIR file. Keeps nothing.
    pub fn read_import(&self, file: Vec<u8>) -> Result<Arc<SelfCheckImport>, PeerlineError> {
        contained(|| {
            let import = self.0.self_checks().read_import(&file)?;
            Ok(Arc::new(SelfCheckImport(self.0.clone(), import)))
        })
    }
}

#[uniffi::export]
impl SelfCheckImport {
    /// What would be kept, from the `start`-th filled form on.
    pub fn page(&self, start: u32, language: String) -> Result<ImportPage, PeerlineError> {
        contained(|| Ok(self.1.view(start, Language::from_tag(&language)).into()))
    }

    /// Keeps what is new, all or nothing. Gives how many.
    pub fn keep(&self) -> Result<u32, PeerlineError> {
        contained(|| {
            let kept = self.0.self_checks().keep_import(&self.1)?;
            Ok(u32::try_from(kept.len()).unwrap_or(u32::MAX))
        })
    }
}

impl From<self_check::ImportView> for ImportPage {
    fn from(view: self_check::ImportView) -> Self {
        Self {
            summary: view.summary,
            new_results: view.new,
            total: view.total,
            forms: view.rows.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<self_check::ImportRow> for ImportedForm {
    fn from(row: self_check::ImportRow) -> Self {
        let moment = |at: u32| SystemTime::UNIX_EPOCH + Duration::from_secs(u64::from(at) * 60);
        Self {
            number: row.number,
            id: row.id.map(|id| id.to_string()),
            title: row.title,
            at: row.at.map(|at| moment(at.0)),
            safety: row.safety,
            is_new: matches!(row.fate, Fate::New { .. }),
            says: row.says,
        }
    }
}

impl From<ExchangeError> for PeerlineError {
    fn from(error: ExchangeError) -> Self {
        let reason = match error {
            ExchangeError::NothingKept => SelfCheckFileReason::NothingKept,
            ExchangeError::NoRandomness => SelfCheckFileReason::NoRandomness,
            ExchangeError::TooLong => SelfCheckFileReason::TooLong,
            ExchangeError::TooDeep => SelfCheckFileReason::TooDeep,
            ExchangeError::TooMany => SelfCheckFileReason::TooMany,
            ExchangeError::NotJson => SelfCheckFileReason::NotJson,
            ExchangeError::NotFhir => SelfCheckFileReason::NotFhir,
            ExchangeError::NoResults => SelfCheckFileReason::NoResults,
            ExchangeError::SelfCheck(error) => return error.into(),
            ExchangeError::Vault(error) => return error.into(),
        };
        Self::SelfCheckFile { reason }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::advice;
    use peerline_core::error::Advise as _;
    use peerline_core::self_check::SelfCheckError;
    use peerline_core::vault::VaultError;

    #[test]
    fn an_error_of_a_file_keeps_its_advice_across_the_border() {
        use ExchangeError::*;
        let all = [NothingKept, NoRandomness, TooLong, TooDeep, TooMany, NotJson, NotFhir, NoResults];
        let inner =
            [SelfCheck(SelfCheckError::Incomplete), Vault(VaultError::Full), Vault(VaultError::Locked)];
        for error in all.into_iter().chain(inner) {
            assert_eq!(advice(PeerlineError::from(error)), error.advice(), "{error:?}");
        }
    }
}
