//! The small words that several files share: regions, languages, sentences in two languages, and why a file is not in its form.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// A country (ISO 3166-1 alpha-2), a part of one (ISO 3166-2), or `ZZ` for everywhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region(String);

impl Region {
    /// Reads `US`, `US-CA` or `ZZ`. Only the form is checked, not whether the region exists.
    pub fn parse(text: &str) -> Option<Self> {
        let (country, part) =
            text.split_once('-').map_or((text, None), |(country, part)| (country, Some(part)));
        let country_holds = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
        let part_holds = part.is_none_or(|part| {
            (1..=3).contains(&part.len())
                && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        });
        (country_holds && part_holds).then(|| Self(text.to_owned()))
    }

    /// `ZZ`: everywhere, or wherever it is.
    pub fn everywhere() -> Self {
        Self("ZZ".to_owned())
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its country.
    pub fn country(&self) -> &str {
        self.0.get(..2).unwrap_or_default()
    }

    /// Whether everything in `other` lies in this region.
    pub fn covers(&self, other: &Self) -> bool {
        self.0 == "ZZ" || self == other || self.0 == other.country()
    }

    /// Whether a file for this region may be meant for somebody in `other`: one covers the other. A phone may know no more than its
    /// country, so `US-CA` fits `US`; `US-TX` does not fit `US-CA`.
    pub fn fits(&self, other: &Self) -> bool {
        self.covers(other) || other.covers(self)
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A BCP 47 tag such as `en`, `es-US` or `ase`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(String);

impl Language {
    /// Reads a tag. Only the form is checked: a language of two or three small letters, then parts of 2 to 8 letters or digits.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let first = parts.next()?;
        let first_holds =
            (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase());
        let others_hold = parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
        (first_holds && others_hold && text.len() <= 35).then(|| Self(text.to_owned()))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! as_text {
    ($name:ident) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                Self::parse(&String::deserialize(from)?).ok_or_else(|| de::Error::custom("not in its form"))
            }
        }
    };
}

as_text!(Region);
as_text!(Language);

/// A sentence in English and Spanish. Content carries its own text, complete in both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// In English.
    pub en: String,
    /// In Spanish, with "usted".
    pub es: String,
}

impl Text {
    /// The sentence for a language; English for any that is neither.
    pub fn in_language(&self, language: &str) -> &str {
        if language == "es" || language.starts_with("es-") { &self.es } else { &self.en }
    }

    /// Whether both sentences are there.
    pub fn is_complete(&self) -> bool {
        !self.en.trim().is_empty() && !self.es.trim().is_empty()
    }
}

/// Why a file is not in its form, and where: for the people who write it. Nothing of the file's content is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct ContentError {
    /// The line, from 1; 0 if the reason is about the file as a whole.
    pub line: usize,
    /// The reason, in words for a coordinator.
    pub reason: &'static str,
}

impl ContentError {
    /// A reason about the file as a whole.
    pub const fn whole(reason: &'static str) -> Self {
        Self { line: 0, reason }
    }
}

/// Reads JSON into the wire type of a file.
pub(super) fn read_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ContentError> {
    crate::json::from_slice(bytes).map_err(|error| ContentError {
        line: error.line(),
        reason: match error.classify() {
            serde_json::error::Category::Data => "a field is missing, or its value is not of the right kind",
            serde_json::error::Category::Eof => "the file ends too early",
            _ => "not valid JSON",
        },
    })
}

/// Writes the wire type of a file as compact JSON.
pub(super) fn write_json<T: Serialize>(value: &T) -> Vec<u8> {
    // Wire types hold text, numbers and lists only; serde_json cannot fail on them.
    serde_json::to_vec(value).unwrap_or_default()
}

/// Bytes of a fixed length as base64url, in a wire type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fixed<const N: usize>(pub [u8; N]);

impl<const N: usize> Serialize for Fixed<N> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&crate::ids::encode(&self.0))
    }
}

impl<'de, const N: usize> Deserialize<'de> for Fixed<N> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        crate::ids::decode_fixed(&String::deserialize(from)?).map(Self).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_covers_its_parts_and_nothing_else() {
        let region = |text| Region::parse(text).unwrap();
        assert!(region("ZZ").covers(&region("US-CA")));
        assert!(region("US").covers(&region("US-CA")));
        assert!(!region("US-CA").covers(&region("US")));
        assert!(region("US-CA").fits(&region("US")));
        assert!(!region("US-TX").fits(&region("US-CA")));
        assert!(!region("CA").fits(&region("US-CA")));
        for text in ["", "us", "USA", "US-", "US-CALI", "US-ca", "U1", "US CA", "ÜS"] {
            assert_eq!(Region::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_language_tag_has_its_form() {
        for text in ["en", "es-US", "ase", "zh-Hant-TW"] {
            assert!(Language::parse(text).is_some(), "{text}");
        }
        for text in ["", "e", "EN", "english", "en-", "en_US", "en-a"] {
            assert_eq!(Language::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_error_in_a_file_names_the_line_and_none_of_its_words() {
        let error = read_json::<Text>(b"{\n\"en\": \"Dana\",\n\"es\": 7}").unwrap_err();
        assert_eq!(error.line, 3);
        assert!(!error.to_string().contains("Dana"));
    }
}
