//! Bearers: the secret of all members, and the secret of all peers. Their hashes stand in the policy, two of each live while they change.

use crate::error::{Error, Fault};
use crate::files;
use crate::pool::PoolFolder;
use peerline_protocol::ids::{decode_fixed, encode};
use peerline_protocol::pack::{Bearer, bearer_is_listed, sha256};
use peerline_protocol::random::{SystemRandom, draw};
use peerline_protocol::sensitive::Sensitive;
use serde_json::Value;
use std::path::Path;

/// Makes a new bearer in a file that only its owner can read, and puts its hash first in the pool's `policy.json`. The newest before it
/// stays live beside it; an older one falls out.
///
/// # Errors
/// `Exists` if the file is there; faults of `policy.json`.
pub fn new(folder: &PoolFolder, kind: Bearer, file: &Path) -> Result<(), Error> {
    let policy_file = folder.file("policy.json");
    let bytes = files::read(&policy_file)?;
    let mut policy: Value = serde_json::from_slice(&bytes)
        .map_err(|error| Error::Faulty(vec![Fault::new(&policy_file, error.line(), "not valid JSON")]))?;
    let secret = Sensitive::new(draw::<32>(&SystemRandom).map_err(|_| Error::NoRandomness)?);
    let hashes = match policy.get_mut(field(kind)) {
        Some(Value::Array(hashes)) => hashes,
        _ => {
            return Err(Error::Faulty(vec![Fault::new(
                &policy_file,
                0,
                format!("{} is not a list", field(kind)),
            )]));
        }
    };
    hashes.insert(0, encode(&sha256(secret.expose())).into());
    hashes.truncate(2);
    let text = Sensitive::new(format!("{}\n", encode(secret.expose())));
    files::create_secret(file, text.expose().as_bytes())?;
    files::replace(&policy_file, &serde_json::to_vec_pretty(&policy).unwrap_or_default())
}

/// Reads a bearer file and makes sure that the policy lists it for this purpose.
///
/// # Errors
/// `BearerNotListed`; a file that is not a bearer.
pub fn read_listed(folder: &PoolFolder, kind: Bearer, file: &Path) -> Result<Sensitive<[u8; 32]>, Error> {
    let text = Sensitive::new(files::read(file)?);
    let secret = std::str::from_utf8(text.expose()).ok().and_then(|text| decode_fixed(text.trim()).ok());
    let secret = Sensitive::new(
        secret.ok_or_else(|| Error::Faulty(vec![Fault::new(file, 0, "not a bearer file of peerline")]))?,
    );
    if bearer_is_listed(&folder.policy()?, &secret) == Some(kind) {
        Ok(secret)
    } else {
        Err(Error::BearerNotListed(field(kind)))
    }
}

fn field(kind: Bearer) -> &'static str {
    match kind {
        Bearer::Member => "member_bearers",
        Bearer::Board => "board_bearers",
    }
}
