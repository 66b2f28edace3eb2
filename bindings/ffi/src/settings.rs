//! The few things that must be known before anything is opened.

use crate::crisis::Place;
use crate::error::{Input, PeerlineError};
use crate::fault::contained;
use crate::redact::redacted;
use peerline_core::home;
use peerline_core::settings::{self, AppName, Buzz, Country, Home, KnownCountry, Lock, LockDelay, Region};
use peerline_core::words::Language;
use std::path::Path;
use std::sync::Arc;

/// The settings of the open app.
#[derive(uniffi::Object)]
pub struct SettingsStore(pub(crate) Arc<home::Peerline>);

/// What somebody has set.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Settings {
    /// ISO 3166-1 alpha-2; none: not set.
    #[uniffi(default = None)]
    pub country: Option<String>,
    /// ISO 3166-2; none: not set.
    #[uniffi(default = None)]
    pub region: Option<String>,
    /// `en` or `es`; none: the phone's.
    #[uniffi(default = None)]
    pub language: Option<String>,
    /// Minutes out of sight before the app asks for the phone's lock, 0 to 60; none: it does not ask.
    #[uniffi(default = None)]
    pub lock_after_minutes: Option<u8>,
    /// Whether the app stands under its neutral name.
    #[uniffi(default = false)]
    pub neutral_name: bool,
    /// Whether the coping tools may buzz. While it is off a shell hands no buzz to the phone.
    #[uniffi(default = true)]
    pub buzz: bool,
}

redacted!(Settings);

#[uniffi::export]
impl SettingsStore {
    /// The settings as they are.
    pub fn get(&self) -> Result<Settings, PeerlineError> {
        contained(|| Ok((&self.0.settings()).into()))
    }

    /// Keeps changed settings.
    pub fn set(&self, settings: Settings) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.set_settings(&settings.try_into()?)?))
    }
}

/// The settings kept in a folder, before anything is opened. There always are some.
#[uniffi::export]
pub fn settings_in(folder: String) -> Result<Settings, PeerlineError> {
    contained(|| Ok((&settings::Settings::load(Path::new(&folder)).0).into()))
}

/// Keeps changed settings in a folder, before anything is opened: the country can be changed while everything is locked.
#[uniffi::export]
pub fn keep_settings_in(folder: String, settings: Settings) -> Result<(), PeerlineError> {
    contained(|| {
        let folder = Path::new(&folder);
        if !folder.is_absolute() {
            return Err(PeerlineError::BadInput { input: Input::Folder });
        }
        let settings = settings::Settings::try_from(settings)?;
        Ok(settings.save(folder).map_err(home::HomeError::from)?)
    })
}

/// Where the lines are asked for: the home that was set, else the country that the phone's SIM or locale hints at.
#[uniffi::export]
pub fn known_place(folder: String, hint: Option<String>) -> Result<Place, PeerlineError> {
    contained(|| Ok(settings::Settings::load(Path::new(&folder)).0.place(hint.as_deref()).into()))
}

/// The country whose lines come first: the one set, else what the phone's SIM or locale hints at; none: ask once, show all.
#[uniffi::export]
pub fn known_country(folder: String, hint: Option<String>) -> Result<Option<String>, PeerlineError> {
    contained(|| {
        let known = settings::Settings::load(Path::new(&folder)).0.country(hint.as_deref());
        Ok(match known {
            KnownCountry::Chosen(country) | KnownCountry::Hinted(country) => Some(country.code().to_owned()),
            KnownCountry::Unknown => None,
        })
    })
}

impl From<&settings::Settings> for Settings {
    fn from(settings: &settings::Settings) -> Self {
        let (country, region) = match settings.home() {
            Home::Unknown => (None, None),
            Home::Country(country) => (Some(country.code().to_owned()), None),
            Home::Region(region) => (Some(region.country().code().to_owned()), Some(region.to_string())),
        };
        Self {
            country,
            region,
            language: settings.chosen_language().map(|language| language.tag().to_owned()),
            lock_after_minutes: match settings.lock() {
                Lock::Off => None,
                Lock::After(delay) => Some(delay.as_minutes()),
            },
            neutral_name: settings.name() == AppName::Neutral,
            buzz: settings.buzz() == Buzz::On,
        }
    }
}

impl TryFrom<Settings> for settings::Settings {
    type Error = PeerlineError;

    fn try_from(settings: Settings) -> Result<Self, PeerlineError> {
        let bad = PeerlineError::BadInput { input: Input::Place };
        let home = match (settings.region, settings.country) {
            (Some(region), _) => Home::Region(Region::parse(&region).ok_or(bad)?),
            (None, Some(country)) => Home::Country(Country::parse(&country).ok_or(bad)?),
            (None, None) => Home::Unknown,
        };
        let lock =
            settings.lock_after_minutes.map_or(Lock::Off, |minutes| Lock::After(LockDelay::minutes(minutes)));
        let name = if settings.neutral_name { AppName::Neutral } else { AppName::Own };
        let buzz = if settings.buzz { Buzz::On } else { Buzz::Off };
        let language = settings.language.map(|tag| Language::from_tag(&tag));
        Ok(Self::default()
            .with_home(home)
            .with_language(language)
            .with_lock(lock)
            .with_name(name)
            .with_buzz(buzz))
    }
}
