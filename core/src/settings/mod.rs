//! The few things that must be known before anything is opened: where somebody lives, the language, the app's lock and name, and
//! whether it may buzz.
//!
//! For everybody, in one plain file of the same size for all, beside the vault and not in it: the crisis lines need country and
//! language while the phone's key store is still locked. It holds nothing about whether the app was used. Whatever happens to
//! the file, there are settings: damaged or missing means the defaults, with a report, and never an error before the lines.

mod rules;
#[cfg(test)]
mod tests;
mod wire;

pub use crate::crisis::{Country, Region};
pub use rules::{AppName, Buzz, Home, KnownCountry, Lock, LockDelay};

use crate::crisis::Place;
use crate::error::{Advice, Advise};
use crate::vault::sealed_file::{SealedFileError, write_atomically};
use crate::words::Language;
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::Path;

/// What somebody has set, or the defaults: place and language as the phone says, no lock, the app's own name, and it buzzes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settings {
    home: Home,
    language: Option<Language>,
    lock: Lock,
    name: AppName,
    buzz: Buzz,
}

/// What the settings file was like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingsFile {
    /// It was there and whole.
    Read,
    /// There was none: nobody has set anything yet.
    Missing,
    /// It, or something in it, could not be understood; the default stands for that. Worth saying, above all for the lock.
    Damaged,
    /// The phone did not give it out for now.
    Unreachable,
}

/// Why settings could not be saved. What was saved before is intact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// There is no room left on the phone.
    #[error("there is no room left on the phone")]
    DiskFull,
    /// The phone does not let the file be written while it is locked.
    #[error("settings cannot be saved while the phone is locked")]
    Locked,
    /// The phone's storage failed.
    #[error("the phone's storage failed")]
    Storage,
}

impl Settings {
    /// The settings kept in the app's private `folder`. There always are some; the second value says where they come from.
    pub fn load(folder: &Path) -> (Self, SettingsFile) {
        let mut bytes = Vec::new();
        let read = File::open(folder.join(FILE)).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes));
        match read {
            Ok(_) => wire::read(&bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => (Self::default(), SettingsFile::Missing),
            Err(_) => (Self::default(), SettingsFile::Unreachable),
        }
    }

    /// Keeps them in `folder`, in place of what was there: after a crash it is the old or the new settings.
    ///
    /// # Errors
    /// One [`SettingsError`] per reason.
    pub fn save(&self, folder: &Path) -> Result<(), SettingsError> {
        std::fs::create_dir_all(folder).map_err(|_| SettingsError::Storage)?;
        write_atomically(&folder.join(FILE), &wire::write(self)).map_err(|error| match error {
            SealedFileError::DiskFull => SettingsError::DiskFull,
            SealedFileError::Locked => SettingsError::Locked,
            _ => SettingsError::Storage,
        })
    }

    /// Where somebody said they live.
    pub fn home(&self) -> Home {
        self.home
    }

    /// The country whose lines come first: the one set, else what the phone's SIM or locale hints at (`US`, `us`, `en-US`,
    /// `es_MX`, `US-CA`), else unknown. Unknown: ask once, and show the lines of all countries meanwhile.
    pub fn country(&self, hint: Option<&str>) -> KnownCountry {
        rules::country(self.home, hint)
    }

    /// The state, province or territory, if somebody set one.
    pub fn region(&self) -> Option<Region> {
        match self.home {
            Home::Region(region) => Some(region),
            Home::Country(_) | Home::Unknown => None,
        }
    }

    /// Where the lines are asked for: the home that was set, else the country that the phone hints at. Never from its location.
    pub fn place(&self, hint: Option<&str>) -> Place {
        let country = match self.country(hint) {
            KnownCountry::Chosen(country) | KnownCountry::Hinted(country) => Some(country),
            KnownCountry::Unknown => None,
        };
        Place { country, region: self.region() }
    }

    /// The language to speak: the one set, else the phone's if we speak it, else English. `phone` is a BCP 47 tag.
    pub fn language(&self, phone: &str) -> Language {
        self.language.unwrap_or_else(|| Language::from_tag(phone))
    }

    /// The language of one's own choice; `None`: the phone's.
    pub fn chosen_language(&self) -> Option<Language> {
        self.language
    }

    /// Whether and when the app asks for the phone's lock before it shows what is in the vault.
    pub fn lock(&self) -> Lock {
        self.lock
    }

    /// Under which name and icon the app stands on the phone.
    pub fn name(&self) -> AppName {
        self.name
    }

    /// Whether the coping tools may buzz. A shell hands no buzz to the phone while it is off, whatever the phone's own switches say.
    pub fn buzz(&self) -> Buzz {
        self.buzz
    }

    /// The same settings with another home.
    pub fn with_home(self, home: Home) -> Self {
        Self { home, ..self }
    }

    /// The same settings with a language of one's own choice, or again the phone's.
    pub fn with_language(self, language: Option<Language>) -> Self {
        Self { language, ..self }
    }

    /// The same settings with another lock.
    pub fn with_lock(self, lock: Lock) -> Self {
        Self { lock, ..self }
    }

    /// The same settings with another name.
    pub fn with_name(self, name: AppName) -> Self {
        Self { name, ..self }
    }

    /// The same settings with the buzz on or off.
    pub fn with_buzz(self, buzz: Buzz) -> Self {
        Self { buzz, ..self }
    }
}

impl Advise for SettingsError {
    fn advice(&self) -> Advice {
        match self {
            Self::DiskFull => Advice::FreeSpace,
            Self::Locked => Advice::Retry,
            Self::Storage => Advice::RetryLater,
        }
    }
}

/// The name of the file in the app's folder.
pub(crate) const FILE: &str = "settings";

/// As much as is read of a file that is not ours any more.
const LONGEST: u64 = 4096;
