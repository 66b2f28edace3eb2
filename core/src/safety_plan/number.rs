//! A number that a phone can dial, as somebody typed it.

use super::PlanError;
use crate::sensitive::Sensitive;

/// The fewest digits that are a number: short codes such as 911, 988, 112.
const FEWEST: usize = 3;
/// The most, country code included (ITU-T E.164).
const MOST: usize = 15;

/// A number that was checked: digits, with a plus before them or not, and whatever signs somebody put between them to read it.
///
/// Codes with `*` or `#` are refused: some of them change a phone's settings, e.g. forward all calls, the moment they are dialled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DialNumber(Sensitive<String>);

impl DialNumber {
    /// Reads a number as people write it: `+1 503 555 0101`, `(503) 555-0101`, `988`.
    ///
    /// # Errors
    /// [`PlanError::NotANumber`].
    pub fn new(text: &str) -> Result<Self, PlanError> {
        let text = text.trim();
        let (plus, rest) = match text.strip_prefix('+') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let readable = |c: char| c.is_ascii_digit() || " -.()/\u{a0}".contains(c);
        let digits = rest.chars().filter(char::is_ascii_digit).count();
        let fewest = if plus { 7 } else { FEWEST };
        let first = rest.chars().find(char::is_ascii_digit);
        if !rest.chars().all(readable)
            || !(fewest..=MOST).contains(&digits)
            || text.chars().count() > 3 * MOST
            || (plus && first == Some('0'))
        {
            return Err(PlanError::NotANumber);
        }
        Ok(Self(Sensitive::new(text.to_owned())))
    }

    /// As it was written.
    pub fn shown(&self) -> &str {
        self.0.expose()
    }

    /// What the phone is given to dial: `tel:` and the digits, with the plus if there is one (RFC 3966; without a plus the phone
    /// takes it as a number of where it is, as when somebody dials it by hand).
    pub fn uri(&self) -> String {
        let dialled = |c: &char| c.is_ascii_digit() || *c == '+';
        format!("tel:{}", self.0.expose().chars().filter(dialled).collect::<String>())
    }
}
