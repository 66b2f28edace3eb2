//! Fixed layouts: reading from the front, writing to the end, padding to one size.

use zeroize::Zeroizing;

/// Reads fields from the front of a byte string; `None` as soon as something is missing.
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(crate) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (front, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(front)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    pub(crate) fn u8(&mut self) -> Option<u8> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub(crate) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_be_bytes)
    }

    /// A string of bytes with its length in one byte before it, at most `most` long.
    pub(crate) fn short(&mut self, most: usize) -> Option<&'a [u8]> {
        let length = usize::from(self.u8()?);
        if length > most { None } else { self.take(length) }
    }

    /// Whether everything was read.
    pub(crate) fn finished(&self) -> bool {
        self.0.is_empty()
    }
}

/// Appends a string of at most 255 bytes with its length before it; `None` if it is longer than `most`.
pub(crate) fn put_short(out: &mut Vec<u8>, bytes: &[u8], most: usize) -> Option<()> {
    if bytes.len() > most {
        return None;
    }
    out.push(u8::try_from(bytes.len()).ok()?);
    out.extend_from_slice(bytes);
    Some(())
}

/// `u16 length | content | zeros`, `N` bytes in all; `None` if the content does not fit.
pub(crate) fn pad<const N: usize>(content: &[u8]) -> Option<Zeroizing<[u8; N]>> {
    if content.len() + 2 > N {
        return None;
    }
    let mut padded = Zeroizing::new([0; N]);
    padded[..2].copy_from_slice(&u16::try_from(content.len()).ok()?.to_be_bytes());
    padded[2..2 + content.len()].copy_from_slice(content);
    Some(padded)
}

/// The content of a padded string; `None` unless its length fits and all padding is zero.
pub(crate) fn unpad(padded: &[u8]) -> Option<&[u8]> {
    let (length, rest) = padded.split_first_chunk::<2>()?;
    let (content, padding) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    padding.iter().all(|byte| *byte == 0).then_some(content)
}

/// SHA-256 over the parts, one after the other.
pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut context = ring::digest::Context::new(&ring::digest::SHA256);
    for part in parts {
        context.update(part);
    }
    let mut hash = [0; 32];
    hash.copy_from_slice(context.finish().as_ref());
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_comes_off_only_if_it_is_all_zero_and_the_length_fits() {
        let padded = pad::<16>(b"peer").unwrap();
        assert_eq!(unpad(&padded[..]), Some(&b"peer"[..]));
        let mut dirty = *padded;
        dirty[15] = 1;
        assert_eq!(unpad(&dirty), None);
        assert_eq!(unpad(&[0, 15, 0]), None);
        assert!(pad::<4>(b"peer").is_none());
    }
}
