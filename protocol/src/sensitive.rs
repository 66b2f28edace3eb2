//! Values that must never be printed, logged or compared in variable time.

use std::fmt;
use zeroize::{Zeroize, Zeroizing};

/// A value that prints nothing of itself and is wiped from memory when dropped.
///
/// `Debug` writes a fixed word; there is no `Display`. [`Sensitive::expose`] is the only way in, so every reader can be found.
#[derive(Clone, Default)]
pub struct Sensitive<T: Zeroize>(Zeroizing<T>);

impl<T: Zeroize> Sensitive<T> {
    /// Takes a value into custody.
    pub fn new(value: T) -> Self {
        Self(Zeroizing::new(value))
    }

    /// The value itself, for the one call that needs it.
    pub fn expose(&self) -> &T {
        &self.0
    }

    /// The value itself, to be filled in place.
    pub fn expose_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Zeroize> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[sensitive]")
    }
}

/// Secrets are compared in constant time, whatever their content.
impl<T: Zeroize + AsRef<[u8]>> PartialEq for Sensitive<T> {
    fn eq(&self, other: &Self) -> bool {
        same_bytes((*self.0).as_ref(), (*other.0).as_ref())
    }
}

impl<T: Zeroize + AsRef<[u8]>> Eq for Sensitive<T> {}

impl<T: Zeroize> From<T> for Sensitive<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

/// Whether two byte strings are equal, in a time that depends on their lengths only.
pub fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    subtle::ConstantTimeEq::ct_eq(a, b).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sensitive_value_prints_nothing_of_itself() {
        let secret = Sensitive::new(String::from("Dana Ruiz"));
        assert_eq!(format!("{secret:?}"), "[sensitive]");
    }

    #[test]
    fn secrets_are_equal_only_when_every_byte_is() {
        assert_eq!(Sensitive::new([7u8; 32]), Sensitive::new([7u8; 32]));
        assert_ne!(Sensitive::new([7u8; 32]), Sensitive::new([8u8; 32]));
        assert!(!same_bytes(b"ab", b"abc"));
    }
}
