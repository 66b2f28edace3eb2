//! Countries, regions, lock and name: what they can be, and which one counts.

use std::fmt;

/// A country by its ISO 3166-1 code of two capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

/// A state, province or territory by its ISO 3166-2 code, such as `US-TX`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region {
    country: Country,
    /// One to three letters or digits, zeros after them.
    part: [u8; 3],
}

/// A text that is not the code of a country or region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an ISO 3166 code")]
pub struct BadPlace;

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

/// Which country counts: the one set before the phone's hint.
pub(super) fn country(home: Home, hint: Option<&str>) -> KnownCountry {
    match home {
        Home::Country(country) => KnownCountry::Chosen(country),
        Home::Region(region) => KnownCountry::Chosen(region.country()),
        Home::Unknown => {
            hint.and_then(Country::from_hint).map_or(KnownCountry::Unknown, KnownCountry::Hinted)
        }
    }
}

impl Country {
    /// A country from its two letters, in any case.
    ///
    /// # Errors
    /// [`BadPlace`] if it is anything else.
    pub fn new(code: &str) -> Result<Self, BadPlace> {
        let letters: [u8; 2] = code.as_bytes().try_into().map_err(|_| BadPlace)?;
        if letters.iter().all(u8::is_ascii_alphabetic) {
            Ok(Self(letters.map(|l| l.to_ascii_uppercase())))
        } else {
            Err(BadPlace)
        }
    }

    /// The country of a phone's hint: the SIM's code (`us`) or the country in a locale (`en-US`, `es_419` has none, `zh-Hans-CN`).
    fn from_hint(hint: &str) -> Option<Self> {
        // A lone code is the SIM's; in a locale the first part is the language, and extensions begin with a single letter.
        let mut parts = hint.split(['-', '_', '.', '@']);
        let first = parts.next()?;
        let mut rest = parts.take_while(|part| part.len() > 1).peekable();
        if rest.peek().is_none() && first == hint {
            return Self::new(first).ok();
        }
        rest.find_map(|part| Self::new(part).ok())
    }

    /// Its two capital letters.
    pub fn code(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl Region {
    /// A region from its code: country, hyphen, one to three letters or digits, in any case.
    ///
    /// # Errors
    /// [`BadPlace`] if it is anything else.
    pub fn new(code: &str) -> Result<Self, BadPlace> {
        let (country, part) = code.split_once('-').ok_or(BadPlace)?;
        if !(1..=3).contains(&part.len()) || !part.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(BadPlace);
        }
        let mut letters = [0; 3];
        letters[..part.len()].copy_from_slice(part.to_ascii_uppercase().as_bytes());
        Ok(Self { country: Country::new(country)?, part: letters })
    }

    /// The country it is in.
    pub fn country(&self) -> Country {
        self.country
    }
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

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = str::from_utf8(&self.part).unwrap_or_default();
        write!(f, "{}-{}", self.country, part.trim_end_matches('\0'))
    }
}
