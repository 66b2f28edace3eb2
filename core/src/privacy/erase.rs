//! Erasing: everything, the keys first; or one area, with a new key for the file so that no older copy of it opens.

use super::kept::{Area, Entry, FOLDER};
use super::{PrivacyError, store};
use crate::key_store::KeyStore;
use crate::vault::sealed_file::sweep;
use crate::vault::{OldKey, Vault, VaultError};
use crate::words::{Language, Say, Words};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// What stands before the button that erases. Finished sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// The question.
    pub title: String,
    /// What happens, and that it cannot be undone.
    pub says: Vec<String>,
    /// Why it cannot be done now, if so.
    pub not_now: Option<String>,
}

/// What stands in the way of erasing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    /// A request is under way or its end is still to be sent.
    Asking,
    /// This peer is on duty.
    OnDuty,
    /// It goes with everything else only.
    WithEverything,
}

impl From<Hindrance> for PrivacyError {
    fn from(hindrance: Hindrance) -> Self {
        match hindrance {
            Hindrance::Asking => Self::StillAsking,
            Hindrance::OnDuty => Self::StillOnDuty,
            Hindrance::WithEverything => Self::WithEverything,
        }
    }
}

/// What to read before everything is erased. It can be done at any time; what is still open is said.
pub fn confirm_everything(open: &[Hindrance], language: Language) -> Confirmation {
    let words = Words::of(language);
    let mut says = vec![words.say(&Say::PrivacyEraseAll), words.say(&Say::PrivacyEraseForGood)];
    says.extend(open.iter().map(|hindrance| words.say(&hindrance.warning())));
    says.push(words.say(&Say::PrivacyEraseAllStays));
    Confirmation { title: words.say(&Say::PrivacyEraseAllTitle), says, not_now: None }
}

/// What to read before one area is erased; `rows` is `None` if they cannot be counted now.
pub fn confirm_area(
    area: &Area,
    rows: Option<u32>,
    hindrance: Option<Hindrance>,
    language: Language,
) -> Confirmation {
    let words = Words::of(language);
    let name = words.say(&Say::PrivacyArea { area: area.word });
    let says = vec![
        words.say(&Say::PrivacyAreaWhat { area: area.word }),
        super::report::rows_in_words(rows, words),
        words.say(&Say::PrivacyEraseMeans { area: area.word }),
        words.say(&Say::PrivacyEraseForGood),
    ];
    let not_now = hindrance.map(|hindrance| words.say(&hindrance.reason()));
    Confirmation { title: words.say(&Say::PrivacyEraseAreaTitle { name }), says, not_now }
}

/// Erases one area in one file: every row of its tables, and with it the file's key.
///
/// # Errors
/// [`PrivacyError::Vault`]; nothing was erased then.
pub fn erase_area(vault: &Vault, area: &Area) -> Result<OldKey, PrivacyError> {
    let tables = || area.tables_in(vault.which());
    if tables().next().is_none() {
        return Ok(OldKey::Destroyed);
    }
    let ((), old) = vault.keep_and_renew_key(|t| store::empty(t, tables()))?;
    Ok(old)
}

/// Destroys every key of every entry of the app's folder, and then the entries. Vaults must be locked before.
///
/// Once the keys are destroyed nothing that was sealed can be read any more, even if the app is killed before the files are gone.
///
/// # Errors
/// [`PrivacyError::Vault`] if a key is left: no file was touched then. [`PrivacyError::Storage`] if a file is left.
pub fn erase_everything(folder: &Path, keys: &dyn KeyStore) -> Result<(), PrivacyError> {
    erase_entries(folder, keys, FOLDER.iter())
}

/// Destroys the keys of the entries of the app's folder that belong to one area alone, and then the entries.
///
/// # Errors
/// As [`erase_everything`].
pub fn erase_own_entries(folder: &Path, keys: &dyn KeyStore, area: &Area) -> Result<(), PrivacyError> {
    erase_entries(folder, keys, area.own_entries())
}

fn erase_entries(
    folder: &Path,
    keys: &dyn KeyStore,
    entries: impl Iterator<Item = &'static Entry> + Clone,
) -> Result<(), PrivacyError> {
    let ids = entries.clone().flat_map(|entry| (entry.keys)());
    // The first failure is reported, but does not save the others.
    let destroyed = ids.map(|id| keys.destroy(&id)).fold(Ok(()), Result::and);
    destroyed.map_err(VaultError::from)?;
    entries.map(|entry| remove(&folder.join(entry.name))).fold(Ok(()), Result::and)
}

fn remove(path: &Path) -> Result<(), PrivacyError> {
    // What an interrupted replacement of a plain file left beside it.
    sweep(path);
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(PrivacyError::Storage),
        _ => Ok(()),
    }
}

impl Hindrance {
    /// Why one area has to wait.
    fn reason(self) -> Say {
        match self {
            Self::Asking => Say::PrivacyEraseNotWhileAsking,
            Self::OnDuty => Say::PrivacyEraseNotOnDuty,
            Self::WithEverything => Say::PrivacyEraseWithEverything,
        }
    }

    /// What is lost if everything goes now.
    fn warning(self) -> Say {
        match self {
            Self::Asking | Self::WithEverything => Say::PrivacyEraseWhileAsking,
            Self::OnDuty => Say::PrivacyEraseWhileOnDuty,
        }
    }
}
