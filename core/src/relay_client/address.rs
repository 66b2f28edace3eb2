//! Where a relay is: from the signed policy, never from an answer.

use crate::ids::RelayId;

/// A relay's id, its origin and the certificate it must chain to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RelayAddress {
    /// Its id in the policy: claim secrets are bound to it.
    pub id: RelayId,
    origin: String,
    /// The DER of the one root certificate that counts; without it, the bundled roots.
    pub root: Option<Vec<u8>>,
}

/// Why an address is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressRefused {
    /// Not https.
    #[error("a relay's address must begin with https")]
    NotHttps,
    /// Something other than a host, with or without a port.
    #[error("a relay's address is a host and nothing more")]
    NotAnOrigin,
}

impl RelayAddress {
    /// An address from the policy: `https://host` or `https://host:port`, nothing after it.
    pub fn new(id: RelayId, url: &str, root: Option<Vec<u8>>) -> Result<Self, AddressRefused> {
        let (scheme, host) = match url.strip_prefix("https://") {
            Some(host) => ("https", host),
            None => ("http", plain_http(url).ok_or(AddressRefused::NotHttps)?),
        };
        let host = host.strip_suffix('/').unwrap_or(host);
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        if host.is_empty() || !host.chars().all(plain) {
            return Err(AddressRefused::NotAnOrigin);
        }
        Ok(Self { id, origin: format!("{scheme}://{host}"), root })
    }

    /// The URL of a path on this relay.
    pub(super) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}

#[cfg(not(feature = "demo"))]
fn plain_http(_: &str) -> Option<&str> {
    None
}

#[cfg(feature = "demo")]
fn plain_http(url: &str) -> Option<&str> {
    plain_http_to_loopback(url)
}

/// Only in demo builds: plain http, to this machine and nowhere else. A test looks for this name in the phone's library.
#[cfg(feature = "demo")]
#[inline(never)]
pub fn plain_http_to_loopback(url: &str) -> Option<&str> {
    let host = url.strip_prefix("http://")?;
    let port = host.strip_suffix('/').unwrap_or(host);
    let port = port.strip_prefix("127.0.0.1:").or_else(|| port.strip_prefix("[::1]:"))?;
    port.parse::<u16>().ok().map(|_| host)
}
