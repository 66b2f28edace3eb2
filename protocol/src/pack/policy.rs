//! The pool's policy: its relays, the ladder, which bearers count, and what else all of the pool's phones do alike.

use super::sha256;
use super::words::{ContentError, Fixed, read_json, write_json};
use crate::ids::RelayId;
use crate::order;
use crate::sensitive::{Sensitive, same_bytes};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Every field of `policy.json`, for the builder, which refuses others.
pub const FIELDS: &[&str] =
    &["relays", "ladder_s", "member_bearers", "board_bearers", "tokens", "ohttp", "snapshot_s", "min_pool"];

/// What all phones of a pool do alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Where requests go and peers listen; at least one.
    pub relays: Vec<RelayAddress>,
    /// How long each of the three rounds stays open before the next, 1 second to 1 hour each.
    pub ladder: [Duration; 3],
    /// SHA-256 of the bearers of all members; one, or two while they change.
    pub member_bearers: Vec<[u8; 32]>,
    /// SHA-256 of the bearers of all peers; one, or two while they change.
    pub board_bearers: Vec<[u8; 32]>,
    /// Whether anonymous tokens admit requests.
    pub tokens: Tokens,
    /// The address of an independent Oblivious HTTP relay, if the pool has one.
    pub ohttp: Option<String>,
    /// How often a relay makes a new snapshot of the daily keys, 1 second to 1 day.
    pub snapshot: Duration,
    /// With fewer members than this the pool does not open: one could be told from the other.
    pub min_pool: u32,
}

/// A relay as phones reach it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelayAddress {
    /// Its name in claims.
    pub id: RelayId,
    /// Where its calls start: `https`, or `http` to a loopback address. Without a slash at the end.
    pub url: String,
    /// The one certificate authority (DER) that its certificate must come from; `None` for those bundled with the app.
    pub ca: Option<Vec<u8>>,
}

/// Anonymous tokens in this pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tokens {
    /// Once true, peers refuse requests without a token.
    pub live: bool,
    /// Issuer keys (DER).
    pub keys: Vec<Vec<u8>>,
}

/// What a bearer is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bearer {
    /// Submitting a request.
    Member,
    /// Reading the board and claiming.
    Board,
}

/// What a bearer is good for in this pool; `None` if its hash is not in the signed policy. Compared in constant time.
pub fn bearer_is_listed(policy: &Policy, bearer: &Sensitive<[u8; 32]>) -> Option<Bearer> {
    let hash = sha256(bearer.expose());
    let among =
        |hashes: &[[u8; 32]]| hashes.iter().fold(false, |found, listed| found | same_bytes(listed, &hash));
    match (among(&policy.member_bearers), among(&policy.board_bearers)) {
        (true, false) => Some(Bearer::Member),
        (false, true) => Some(Bearer::Board),
        _ => None,
    }
}

impl Policy {
    /// Reads `policy.json`. Unknown fields are ignored.
    ///
    /// # Errors
    /// The line and the reason.
    pub fn parse(bytes: &[u8]) -> Result<Self, ContentError> {
        read_json::<PolicyWire>(bytes)?.try_into()
    }

    /// The file, without spaces, in one form only.
    pub fn to_json(&self) -> Vec<u8> {
        let seconds = |duration: Duration| u32::try_from(duration.as_secs()).unwrap_or(u32::MAX);
        let hashes = |hashes: &[[u8; 32]]| hashes.iter().copied().map(Fixed).collect();
        write_json(&PolicyWire {
            relays: self.relays.iter().map(RelayWire::from).collect(),
            ladder_s: self.ladder.map(seconds),
            member_bearers: hashes(&self.member_bearers),
            board_bearers: hashes(&self.board_bearers),
            tokens: TokensWire {
                live: self.tokens.live,
                keys: self.tokens.keys.iter().map(|key| STANDARD.encode(key)).collect(),
            },
            ohttp: self.ohttp.clone(),
            snapshot_s: seconds(self.snapshot),
            min_pool: self.min_pool,
        })
    }

    /// How long a request stays open in all.
    pub fn ladder_total(&self) -> Duration {
        self.ladder.iter().sum()
    }
}

#[derive(Serialize, Deserialize)]
struct PolicyWire {
    relays: Vec<RelayWire>,
    ladder_s: [u32; 3],
    member_bearers: Vec<Fixed<32>>,
    board_bearers: Vec<Fixed<32>>,
    tokens: TokensWire,
    ohttp: Option<String>,
    snapshot_s: u32,
    min_pool: u32,
}

/// A relay in JSON; the certificate authority as in a PEM file, without its frame.
#[derive(Serialize, Deserialize)]
pub(crate) struct RelayWire {
    id: RelayId,
    url: String,
    ca: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct TokensWire {
    live: bool,
    keys: Vec<String>,
}

impl TryFrom<PolicyWire> for Policy {
    type Error = ContentError;

    fn try_from(wire: PolicyWire) -> Result<Self, ContentError> {
        let relays = wire.relays.into_iter().map(RelayAddress::try_from).collect::<Result<Vec<_>, _>>()?;
        let ids = order::distinct(relays.iter().map(|relay| relay.id));
        if relays.is_empty() || relays.len() > 8 || ids < relays.len() {
            return Err(ContentError::whole("relays: 1 to 8, each with its own id"));
        }
        if wire.ladder_s.iter().any(|seconds| !(1..=3600).contains(seconds)) {
            return Err(ContentError::whole("ladder_s: three times 1 to 3600 seconds"));
        }
        let (member_bearers, board_bearers) = (bearers(wire.member_bearers)?, bearers(wire.board_bearers)?);
        if member_bearers.iter().any(|hash| board_bearers.contains(hash)) {
            return Err(ContentError::whole("a bearer is for members or for peers, never for both"));
        }
        if !(1..=86_400).contains(&wire.snapshot_s) {
            return Err(ContentError::whole("snapshot_s: 1 to 86400 seconds"));
        }
        let keys = wire.tokens.keys.iter().map(|key| der(key)).collect::<Result<Vec<_>, _>>()?;
        if wire.tokens.live && keys.is_empty() {
            return Err(ContentError::whole("tokens: live without an issuer's key"));
        }
        if wire.ohttp.as_ref().is_some_and(|url| !url.starts_with("https://")) {
            return Err(ContentError::whole("ohttp: an https address, or null"));
        }
        Ok(Self {
            relays,
            ladder: wire.ladder_s.map(|seconds| Duration::from_secs(u64::from(seconds))),
            member_bearers,
            board_bearers,
            tokens: Tokens { live: wire.tokens.live, keys },
            ohttp: wire.ohttp,
            snapshot: Duration::from_secs(u64::from(wire.snapshot_s)),
            min_pool: wire.min_pool,
        })
    }
}

impl From<&RelayAddress> for RelayWire {
    fn from(relay: &RelayAddress) -> Self {
        Self { id: relay.id, url: relay.url.clone(), ca: relay.ca.as_ref().map(|der| STANDARD.encode(der)) }
    }
}

impl TryFrom<RelayWire> for RelayAddress {
    type Error = ContentError;

    fn try_from(wire: RelayWire) -> Result<Self, ContentError> {
        if !is_relay_url(&wire.url) {
            return Err(ContentError::whole(
                "relays: url is https, or http to a loopback address, with no slash, query or name in it",
            ));
        }
        Ok(Self { id: wire.id, url: wire.url, ca: wire.ca.as_deref().map(der).transpose()? })
    }
}

fn is_relay_url(url: &str) -> bool {
    let plain_characters = url.len() <= 256 && url.bytes().all(|byte| byte.is_ascii_graphic());
    let rest =
        url.strip_prefix("https://").or_else(|| url.strip_prefix("http://").filter(|rest| is_loopback(rest)));
    plain_characters
        && rest.is_some_and(|rest| {
            !rest.is_empty() && !rest.ends_with('/') && !rest.contains(['@', '?', '#', '\\'])
        })
}

fn is_loopback(rest: &str) -> bool {
    let host = rest.split('/').next().unwrap_or_default();
    let name = host
        .strip_suffix(|last: char| last.is_ascii_digit())
        .map_or(host, |_| host.rsplit_once(':').map_or(host, |(name, _)| name));
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

fn bearers(hashes: Vec<Fixed<32>>) -> Result<Vec<[u8; 32]>, ContentError> {
    let hashes: Vec<_> = hashes.into_iter().map(|hash| hash.0).collect();
    if (1..=2).contains(&hashes.len()) {
        Ok(hashes)
    } else {
        Err(ContentError::whole("member_bearers and board_bearers: one each, or two while they change"))
    }
}

fn der(text: &str) -> Result<Vec<u8>, ContentError> {
    match STANDARD.decode(text) {
        Ok(bytes) if !bytes.is_empty() && bytes.len() <= 8192 => Ok(bytes),
        _ => Err(ContentError::whole("a certificate or key is not base64 of DER, at most 8 KiB")),
    }
}
