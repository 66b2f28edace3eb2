//! The settings file: one JSON object, spaces after it up to 512 bytes, so that its size tells nothing of its content.

use super::{AppName, Buzz, Country, Home, Lock, LockDelay, Region, Settings, SettingsFile};
use crate::words::Language;
use peerline_protocol::json;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The size of everybody's file in bytes.
pub(super) const SIZE: usize = 512;

const FORMAT: &str = "peerline-settings/1";

/// How many fields a file had before the buzz could be turned off. Such a file is whole; one whose `buzz` has another name is not.
const FIELDS_BEFORE_BUZZ: usize = 6;

/// The file as it is written. It is read field by field, so that one that is damaged or newer costs no other.
#[derive(Serialize)]
struct Written {
    format: &'static str,
    country: Option<String>,
    region: Option<String>,
    language: Option<&'static str>,
    lock_after_minutes: Option<u8>,
    name: NameWord,
    buzz: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum NameWord {
    Own,
    Neutral,
}

/// The finished bytes of the file.
pub(super) fn write(settings: &Settings) -> Vec<u8> {
    let (country, region) = match settings.home {
        Home::Unknown => (None, None),
        Home::Country(country) => (Some(country), None),
        Home::Region(region) => (Some(region.country()), Some(region)),
    };
    let written = Written {
        format: FORMAT,
        country: country.map(|country| country.to_string()),
        region: region.map(|region| region.to_string()),
        language: settings.language.map(Language::tag),
        lock_after_minutes: match settings.lock {
            Lock::Off => None,
            Lock::After(delay) => Some(delay.as_minutes()),
        },
        name: match settings.name {
            AppName::Own => NameWord::Own,
            AppName::Neutral => NameWord::Neutral,
        },
        buzz: settings.buzz == Buzz::On,
    };
    let mut bytes = serde_json::to_vec(&written).unwrap_or_default();
    bytes.resize(SIZE - 1, b' ');
    bytes.push(b'\n');
    bytes
}

/// The settings in the bytes of a file, with the default for everything that cannot be understood.
pub(super) fn read(bytes: &[u8]) -> (Settings, SettingsFile) {
    let Ok(Value::Object(fields)) = json::from_slice(bytes) else {
        return (Settings::default(), SettingsFile::Damaged);
    };
    let mut whole = bytes.len() == SIZE && fields.get("format").and_then(Value::as_str) == Some(FORMAT);
    let mut understood = |name: &str, understand: &mut dyn FnMut(&Value) -> Option<()>| {
        whole &= match fields.get(name) {
            Some(Value::Null) => true,
            Some(value) => understand(value).is_some(),
            None => name == "buzz" && fields.len() == FIELDS_BEFORE_BUZZ,
        };
    };
    let mut settings = Settings::default();
    understood("country", &mut |value| {
        settings.home = Home::Country(Country::parse(value.as_str()?)?);
        Some(())
    });
    understood("region", &mut |value| {
        let region = Region::parse(value.as_str()?)?;
        let of_that_country = settings.home == Home::Country(region.country());
        of_that_country.then(|| settings.home = Home::Region(region))
    });
    understood("language", &mut |value| {
        settings.language = Some(Language::ALL.iter().copied().find(|l| Some(l.tag()) == value.as_str())?);
        Some(())
    });
    understood("lock_after_minutes", &mut |value| {
        let minutes = u8::try_from(value.as_u64()?).ok().filter(|minutes| *minutes <= LockDelay::LONGEST)?;
        settings.lock = Lock::After(LockDelay::minutes(minutes));
        Some(())
    });
    understood("name", &mut |value| {
        settings.name = match json::from_str(&value.to_string()).ok()? {
            NameWord::Own => AppName::Own,
            NameWord::Neutral => AppName::Neutral,
        };
        Some(())
    });
    understood("buzz", &mut |value| {
        settings.buzz = if value.as_bool()? { Buzz::On } else { Buzz::Off };
        Some(())
    });
    (settings, if whole { SettingsFile::Read } else { SettingsFile::Damaged })
}
