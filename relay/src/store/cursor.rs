//! Where a reader of a feed stands: which feed, and how far.

use peerline_protocol::ids::{BadId, decode_fixed, encode};
use std::fmt;
use std::str::FromStr;

/// `feed 8 random | n`, base64url. A cursor of another feed means: start anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Which feed.
    pub feed: [u8; 8],
    /// The last number that was read.
    pub n: u64,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.feed);
        bytes[8..].copy_from_slice(&self.n.to_be_bytes());
        f.write_str(&encode(&bytes))
    }
}

impl FromStr for Cursor {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let bytes: [u8; 16] = decode_fixed(text)?;
        let [a, b, c, d, e, f, g, h, n @ ..] = bytes;
        Ok(Self { feed: [a, b, c, d, e, f, g, h], n: u64::from_be_bytes(n) })
    }
}
