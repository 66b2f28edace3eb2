//! Reading a case: each field of one form, or a sentence that names the field.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use std::str::FromStr;

/// A case, or an object inside one.
#[derive(Clone, Copy)]
pub(crate) struct Case<'a>(pub(crate) &'a Value);

impl<'a> Case<'a> {
    pub(crate) fn text(self, field: &str) -> Result<&'a str, String> {
        self.0[field].as_str().ok_or_else(|| format!("`{field}` is missing or no text"))
    }

    /// A text that the type knows how to read: an id, a moment.
    pub(crate) fn parsed<T: FromStr>(self, field: &str) -> Result<T, String> {
        self.text(field)?.parse().map_err(|_| format!("`{field}` cannot be read"))
    }

    pub(crate) fn number<T: TryFrom<u64>>(self, field: &str) -> Result<T, String> {
        let number = self.0[field].as_u64().and_then(|number| T::try_from(number).ok());
        number.ok_or_else(|| format!("`{field}` is missing or no such number"))
    }

    /// Bytes of any length, base64url without padding.
    pub(crate) fn bytes(self, field: &str) -> Result<Vec<u8>, String> {
        URL_SAFE_NO_PAD.decode(self.text(field)?).map_err(|_| format!("`{field}` is not base64url"))
    }

    pub(crate) fn fixed<const N: usize>(self, field: &str) -> Result<[u8; N], String> {
        self.bytes(field)?.try_into().map_err(|_| format!("`{field}` is not {N} bytes"))
    }

    pub(crate) fn list(self, field: &str) -> Result<&'a [Value], String> {
        self.0[field].as_array().map(Vec::as_slice).ok_or_else(|| format!("`{field}` is missing or no list"))
    }

    pub(crate) fn part(self, field: &str) -> Result<Case<'a>, String> {
        match &self.0[field] {
            part @ Value::Object(_) => Ok(Case(part)),
            _ => Err(format!("`{field}` is missing or no object")),
        }
    }
}

/// The value of a word, in a list of words.
pub(crate) fn word<T>(value: &Value, of_word: fn(&str) -> Option<T>) -> Result<T, String> {
    value.as_str().and_then(of_word).ok_or_else(|| format!("{value} is not in the list"))
}
