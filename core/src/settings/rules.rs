//! Home, lock, name and buzz: what they can be, and which country counts. Countries and regions are those of the crisis lines.

use crate::crisis::{Country, Region};

/// Where somebody lives, as far as they said so. A region is always one of its country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Home {
    /// They did not say.
    #[default]
    Unknown,
    /// The country only.
    Country(Country),
    /// Country and region.
    Region(Region),
}

/// The country whose lines come first, and how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownCountry {
    /// Somebody set it.
    Chosen(Country),
    /// The phone's SIM or locale says so.
    Hinted(Country),
    /// Nobody says: ask once, and show the lines of all countries.
    Unknown,
}

/// Whether the app asks for the phone's lock before it shows what is in the vault. The crisis lines are never behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lock {
    /// It does not ask.
    #[default]
    Off,
    /// It asks when it was out of sight for that long.
    After(LockDelay),
}

/// Minutes out of sight before the app asks again, 0 to 60; 0 is every time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LockDelay(u8);

/// Under which name and icon the app stands on the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AppName {
    /// Peerline.
    #[default]
    Own,
    /// A name that says nothing about peers or help.
    Neutral,
}

/// Whether the coping tools buzz at the start of each phase or step. Their words and drawings say the same without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Buzz {
    /// They do, where the phone can.
    #[default]
    On,
    /// They do not.
    Off,
}

/// Which country counts: the one set before the phone's hint.
pub(super) fn country(home: Home, hint: Option<&str>) -> KnownCountry {
    match home {
        Home::Country(country) => KnownCountry::Chosen(country),
        Home::Region(region) => KnownCountry::Chosen(region.country()),
        Home::Unknown => hint.and_then(hinted).map_or(KnownCountry::Unknown, KnownCountry::Hinted),
    }
}

/// The country of a phone's hint: the SIM's code (`us`), the country in a locale (`en-US`, `es_419` has none, `zh-Hans-CN`), or that of
/// a region's code (`US-CA` is California, not Canada).
fn hinted(hint: &str) -> Option<Country> {
    // A lone code is the SIM's; in a locale the first part is the language, in small letters, and extensions begin with a single letter.
    let mut parts = hint.split(['-', '_', '.', '@']);
    let first = parts.next()?;
    let mut rest = parts.take_while(|part| part.len() > 1).peekable();
    let is_region = first.chars().all(|letter| letter.is_ascii_uppercase());
    if is_region || (rest.peek().is_none() && first == hint) {
        return Country::parse(first);
    }
    rest.find_map(Country::parse)
}

impl LockDelay {
    /// The longest delay in minutes.
    pub const LONGEST: u8 = 60;

    /// So many minutes; more than [`LockDelay::LONGEST`] counts as that.
    pub fn minutes(minutes: u8) -> Self {
        Self(minutes.min(Self::LONGEST))
    }

    /// The number of minutes.
    pub fn as_minutes(self) -> u8 {
        self.0
    }
}
