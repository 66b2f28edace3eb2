//! Ids and times on the wire: 16 random bytes each, UTC days and minutes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// An id from its 16 bytes.
            pub const fn new(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// Its 16 bytes.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }

            /// A fresh random id.
            pub fn random(random: &dyn crate::random::Random) -> Result<Self, crate::random::NoRandomness> {
                crate::random::draw(random).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }

        impl std::str::FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                decode_fixed(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from)?.parse().map_err(de::Error::custom)
            }
        }
    };
}

id! {
    /// The peers and members served together. Written as base64url of 16 bytes. `Debug` never shows the bytes.
    PoolId
}
id! {
    /// A peer as the directory names them.
    PeerId
}
id! {
    /// One request, chosen by the officer's phone, used once.
    RequestId
}
id! {
    /// A relay as the pool's policy names it.
    RelayId
}

/// A text that should have been base64url of a fixed number of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not base64url of the expected length")]
pub struct BadId;

/// Exactly `N` bytes from base64url without padding.
pub fn decode_fixed<const N: usize>(text: &str) -> Result<[u8; N], BadId> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| BadId)?.try_into().map_err(|_| BadId)
}

/// Base64url without padding, as everywhere on the wire.
pub fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The UTC minute since 1970 that signed and sealed bytes carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Minute(pub u32);

impl Minute {
    /// The minute that a Unix time in seconds falls in; before 1970 counts as 1970.
    pub fn of_unix(seconds: i64) -> Self {
        Self(u32::try_from(seconds.max(0) / 60).unwrap_or(u32::MAX))
    }

    /// Seconds since 1970 at its start.
    pub fn unix(self) -> i64 {
        i64::from(self.0) * 60
    }

    /// The day it falls in.
    pub fn day(self) -> Day {
        Day(self.0 / (24 * 60))
    }
}

/// The UTC day since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(pub u32);

impl Day {
    /// The first minute of the day.
    pub fn start(self) -> Minute {
        Minute(self.0.saturating_mul(24 * 60))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_back_from_its_text_and_prints_no_bytes_in_debug() {
        let id = PeerId::new([9; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(format!("{id:?}"), "PeerId");
        assert_eq!("AAAA".parse::<PeerId>(), Err(BadId));
    }

    #[test]
    fn minutes_and_days_agree() {
        assert_eq!(Minute::of_unix(86_400 * 3 + 61).day(), Day(3));
        assert_eq!(Day(3).start().unix(), 86_400 * 3);
        assert_eq!(Minute::of_unix(-5), Minute(0));
    }
}
